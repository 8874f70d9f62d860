//! Videos in files as moving pictures.

use pavo_encode::{ClipFrames, ClipSettings, Ffmpeg, ProbeError, read_clip};
use pavo_media::{Clip, ClipError, ClipFrame};
use std::path::Path;

/// Why a video could not be used.
#[derive(Debug, thiserror::Error)]
pub enum FootageError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ProbeError),
    /// What was read is no moving picture.
    #[error(transparent)]
    Clip(#[from] ClipError),
}

/// Reads a video as a moving picture.
///
/// # Errors
///
/// [`FootageError`] where it is not there or no video, or ffmpeg is not installed.
pub fn read_footage(path: &Path, settings: &ClipSettings, ffmpeg: &Ffmpeg) -> Result<Clip, FootageError> {
    let ClipFrames { facts, frames, length_secs } = read_clip(path, settings, ffmpeg)?;
    let frames = frames.into_iter().map(|(begins_secs, file)| ClipFrame { begins_secs, file });
    Ok(Clip::new(facts.size, frames, length_secs, false)?)
}
