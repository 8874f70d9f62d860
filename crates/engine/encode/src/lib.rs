//! Pixels become files: MP4 and PNG.
//!
//! Frames are converted to the encoder's own form here ([`rgba_to_yuv420_bt709`]), once, exactly;
//! the encoder itself runs in a process of its own. A file has its name only when it is complete.

mod error;
mod format;
mod mp4;
mod partial_file;
mod png_file;
mod yuv_frame;

pub use error::EncodeError;
pub use format::Format;
pub use mp4::{Ffmpeg, Mp4Writer};
pub use png_file::write_png;
pub use yuv_frame::{rgba_rows_to_yuv420_bt709, rgba_to_yuv420_bt709, yuv420_bytes};
