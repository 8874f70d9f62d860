//! Pixels become files: MP4, `ProRes`, `WebM`, GIF and PNG.
//!
//! Frames are converted to the encoder's own form here ([`FrameForm`]), once, exactly; MP4, `ProRes` and `WebM`
//! are encoded by ffmpeg in a process of its own. A file has its name only when it is complete.

mod builtin_mp4;
mod clip_file;
mod codec;
mod deep_frame;
mod error;
mod ffmpeg;
mod ffmpeg_report;
mod film_file;
mod flat_color;
mod format;
mod frame_file;
mod frame_form;
mod frame_split;
mod gif_file;
mod gif_join;
mod indexer;
mod join;
mod palette;
mod partial_file;
mod pixel_form;
mod png_file;
mod probe;
mod segment_check;
mod sound_file;
mod soundtrack;
mod straight;
mod yuv_frame;
mod yuva_frame;

pub use clip_file::{ClipFacts, ClipFrames, ClipSettings, look_at_clip, read_clip};
pub use error::EncodeError;
pub use ffmpeg::{Ffmpeg, GUARD_FOUND_NOTHING};
pub use ffmpeg_report::FfmpegReport;
pub use film_file::{FilmFile, FilmSpec, FrameSpan};
pub use flat_color::{FlatColor, rounding_error};
pub use format::Format;
pub use frame_file::FrameFile;
pub use frame_form::FrameForm;
pub use indexer::Indexer;
pub use join::join;
pub use palette::{Palette, Palettes};
pub use png_file::{png_of, write_png};
pub use probe::{AlphaProbe, AudioProbe, ColorTags, Probe, ProbeError, VideoProbe, probe};
pub use segment_check::check_segment;
pub use sound_file::{look_at_sound, read_sound, read_sound_part};
pub use yuv_frame::{rgba_rows_to_yuv420_bt709, rgba_to_yuv420_bt709, yuv420_bytes};
