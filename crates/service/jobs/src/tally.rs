//! What was done since the dispatcher started, for whoever watches it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts and times since the dispatcher started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Videos of which every output was made.
    pub videos_made: u64,
    /// Videos that ended with something missing.
    pub videos_failed: u64,
    /// Files.
    pub outputs_made: u64,
    /// Files that there will never be.
    pub outputs_failed: u64,
    /// Spent on making scenes of words.
    pub designing: Duration,
    /// Spent on making files of scenes.
    pub drawing: Duration,
}

/// Where the workers count.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) videos_made: AtomicU64,
    pub(crate) videos_failed: AtomicU64,
    pub(crate) outputs_made: AtomicU64,
    pub(crate) outputs_failed: AtomicU64,
    pub(crate) designing_us: AtomicU64,
    pub(crate) drawing_us: AtomicU64,
}

impl Counts {
    pub(crate) fn tally(&self) -> Tally {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        Tally {
            videos_made: count(&self.videos_made),
            videos_failed: count(&self.videos_failed),
            outputs_made: count(&self.outputs_made),
            outputs_failed: count(&self.outputs_failed),
            designing: Duration::from_micros(count(&self.designing_us)),
            drawing: Duration::from_micros(count(&self.drawing_us)),
        }
    }
}

/// Counts one more.
pub(crate) fn one_more(of: &AtomicU64) {
    of.fetch_add(1, Ordering::Relaxed);
}

/// Adds a span, to the microsecond.
pub(crate) fn spent(of: &AtomicU64, span: Duration) {
    of.fetch_add(u64::try_from(span.as_micros()).unwrap_or(0), Ordering::Relaxed);
}
