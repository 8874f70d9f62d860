//! When nodes are there.

use crate::preset::Preset;
use pavo_scene::{Common, Time};

/// When a node is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Life {
    pub(crate) start: Time,
    pub(crate) end: Time,
}

impl Life {
    pub(crate) fn of(common: &Common, scene_end: Time) -> Self {
        let start = common.start.unwrap_or(Time::ZERO);
        let own_end = common.end.or_else(|| common.dur.map(|dur| start + dur)).or_else(|| {
            let exit = common.exit.as_ref()?;
            Some(exit.start? + exit.dur.unwrap_or(Preset::exit(exit).dur))
        });
        Self { start, end: own_end.unwrap_or(scene_end) }
    }
}

/// The passed share of a length of time, 0 to 1; of no time at all, everything.
pub(crate) fn share(elapsed: Time, length: Time) -> f64 {
    if length > Time::ZERO { (elapsed.secs() / length.secs()).clamp(0.0, 1.0) } else { 1.0 }
}
