//! A display list becomes pixels.
//!
//! A [`Painter`] draws frames of one size on one thread; frames are independent, so several painters draw in parallel.
//! It knows no scene and no time. The bytes of a frame are the same on every machine of an architecture:
//! the rasteriser is held to one level of vector instructions.

mod blend;
mod blur;
mod color_effect;
mod coverage;
mod directional_blur;
mod displace;
mod dither;
mod drawings;
mod effect;
mod effect_cache;
mod letters;
mod light;
mod painter;
mod paints;
mod pictures;
mod region;
mod resample;
mod shadow;
mod vello;
mod wide;

pub use letters::Letters;
pub use painter::{Drawn, FrameTooLarge, Painter};
