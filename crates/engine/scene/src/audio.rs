//! What is heard.

use crate::record::record;
use crate::time::Time;

record! {
    /// A recording, or a part of one, that is heard in the film.
    pub struct AudioClip {
        /// The name of an asset of type audio.
        src "src": String,
        /// When it begins, in seconds of the film; by default at once.
        start "start": Option<Time> where 0.0..=120.0,
        /// How long it is heard, in seconds; by default to its end or the film's.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// How far into the recording it begins, in seconds.
        from "from": Option<Time> where 0.0..=600.0,
        /// How much louder it is than the recording, in decibels.
        gain "gain": Option<f64> where -60.0..=24.0,
        /// How long it takes to come up from silence, in seconds.
        fade_in "fadeIn": Option<Time> where 0.0..=60.0,
        /// How long it takes to fall to silence at its end, in seconds.
        fade_out "fadeOut": Option<Time> where 0.0..=60.0,
        /// Whether the recording begins again when it is over.
        is_repeated "loop": Option<bool>,
    }
}
