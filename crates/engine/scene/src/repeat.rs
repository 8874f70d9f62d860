//! What nodes do all the time.

use crate::record::{keyword, record};
use crate::time::Time;

keyword! {
    /// What a node does all the time.
    pub enum LoopPreset {
        /// Turns, clockwise.
        Spin "spin",
        /// Moves up and down.
        Float "float",
        /// Wanders around its place.
        Drift "drift",
        /// Grows and shrinks slowly.
        Breathe "breathe",
        /// Grows and comes back, once per period.
        Pulse "pulse",
        /// Is there for half the period and gone for the other half.
        Blink "blink",
        /// Sways around its place.
        Sway "sway",
        /// Hops up and down, as a ball does.
        Bob "bob",
        /// Goes round its place in a circle.
        Orbit "orbit",
        /// Trembles, as if drawn anew a few times a second.
        Jitter "jitter",
        /// Is now and then darker for a moment, as a worn tube.
        Flicker "flicker",
        /// Runs out of the frame to the left, and comes in again at the right.
        Marquee "marquee",
        /// Its colours turn round the whole wheel.
        HueShift "hueShift",
        /// The dashes of its line flow along it.
        DashFlow "dashFlow",
    }
}

record! {
    /// What a node does all the time.
    pub struct Loop {
        /// What it does.
        preset "p": LoopPreset,
        /// Seconds for one round; by default by preset.
        period "period": Option<Time> where 0.05..=120.0,
        /// How far: design units for moves, degrees for sway, a share for growth, lengths of its dashes (whole ones) for dashFlow. By default by preset.
        amp "amp": Option<f64> where 0.0..=1e4,
        /// Where in the round it begins, 0 to 1.
        phase "phase": Option<f64> where 0.0..=1.0,
        /// Whether it goes the other way round.
        reverse "reverse": Option<bool>,
    }
}
