//! The frame loop: joins the engine's stages, in parallel, with progress and cancellation.
//!
//! [`render()`] makes a file of a scene, [`render_all`] several; [`still`] makes one frame. All go through a [`FrameMaker`],
//! for which a frame is a function of its time alone: the bytes are the same on any number of threads.

mod batch;
mod cadence;
mod converter;
mod digests;
mod footage;
mod frame_maker;
mod mix;
mod observer;
mod output;
mod plan;
mod render;
mod ring;
mod sampled_colors;
mod segment_length;
mod segments;
mod warning;

pub use digests::FilmDigests;
pub use footage::{FootageError, read_footage};
pub use frame_maker::{FrameMaker, Still, still};
pub use observer::{CancelToken, Observer};
pub use output::OutputSpec;
pub use pavo_encode::{
    AlphaProbe, AudioProbe, ClipFacts, ClipSettings, ColorTags, EncodeError, Ffmpeg, FfmpegReport, FlatColor, Format,
    FrameFile, GUARD_FOUND_NOTHING, Probe, ProbeError, VideoProbe, look_at_clip, look_at_sound, png_of, probe,
    read_sound, read_sound_part, rounding_error, write_png,
};
pub use pavo_raster::FrameTooLarge;
pub use render::{FilmError, FilmReport, RenderSettings, Target, render, render_all};
pub use segment_length::SegmentLength;
pub use segments::{SegmentedFilm, assemble, render_segment};
pub use warning::FilmWarning;
