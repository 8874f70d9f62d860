//! Fonts, pictures, moving or not, drawings and recordings as plain data, and the one door they enter the engine by:
//! [`Assets`].
//!
//! Nothing here opens a file or a socket; whoever has the bytes hands them in.

mod animation;
mod assets;
mod clip;
mod drawing;
mod font;
mod picture;
mod sound;

pub use assets::Assets;
pub use clip::{Clip, ClipError, ClipFrame};
pub use drawing::{Beyond, Drawing, DrawingError, Ink, InkBlend, InkWay, Mark, Mixing};
pub use font::{Font, FontId};
pub use linebender_resource_handle::FontData;
pub use picture::{MOST_KEPT_PIXELS, Picture, PictureError, limit_to_alpha};
pub use sound::{SAMPLE_RATE, Sound};
