//! Progress out, cancellation in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Hears how far a film is.
pub trait Observer: Sync {
    /// So many of the film's frames have been handed to the encoder. Called once per frame, from one thread.
    fn frame_written(&self, frames_done: u32, frames_total: u32);
}

/// Hears nothing.
impl Observer for () {
    fn frame_written(&self, _: u32, _: u32) {}
}

/// Ends a film early; clones end the same film.
#[derive(Debug, Clone, Default)]
pub struct CancelToken {
    is_cancelled: Arc<AtomicBool>,
}

impl CancelToken {
    /// A film with this token ends as soon as the frames in work are done.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the film is to end.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}
