//! Scenes become files.

use crate::batch::{Batch, Wanted};
use crate::digests::FilmDigests;
use crate::observer::{CancelToken, Observer};
use crate::output::OutputSpec;
use crate::segment_length::SegmentLength;
use crate::warning::FilmWarning;
use pavo_encode::{EncodeError, Ffmpeg};
use pavo_media::Assets;
use pavo_raster::FrameTooLarge;
use pavo_scene::Scene;
use std::num::NonZeroUsize;
use std::path::Path;

/// What a film is rendered with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderSettings {
    /// Threads that draw; by default as many as the machine has cores. The film is the same with any number.
    pub threads: Option<NonZeroUsize>,
    /// The encoder.
    pub ffmpeg: Ffmpeg,
    /// Whether the report says the digests of the frames; a 1080p frame's takes about half a millisecond.
    pub digests: bool,
    /// How much of a film is encoded together. The decoded frames depend on it, and on nothing else of these.
    pub segment_length: SegmentLength,
}

/// What a film came out as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmReport {
    /// Frames of the film.
    pub frames_total: u32,
    /// Frames that had to be drawn, together with those of films that were made in the same go; the others showed the
    /// same as a frame shortly before.
    pub frames_drawn: u32,
    /// What could not be shown as the document says.
    pub warnings: Vec<FilmWarning>,
    /// The digests of the frames, where the settings ask for them.
    pub digests: Option<FilmDigests>,
}

/// Why a film was not rendered. Nothing remains of its file.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// It was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The frame is too large.
    #[error(transparent)]
    FrameTooLarge(#[from] FrameTooLarge),
    /// The file could not be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// A frame could not be drawn, which is a defect of this program.
    #[error("frame {frame_index} could not be drawn: {reason}")]
    Frame {
        /// The frame.
        frame_index: u32,
        /// What the program said.
        reason: String,
    },
}

/// A file to be made of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'t> {
    /// What it is to be.
    pub output: OutputSpec,
    /// Where it is to be.
    pub destination: &'t Path,
}

/// Renders a scene to a file.
///
/// Frames are drawn on several threads and encoded, in order, while further ones are drawn; memory is bounded
/// by the threads, not by the film's length. The file appears at `destination` when it is complete.
///
/// # Errors
///
/// [`FilmError`]; in every case nothing is left at or beside `destination`.
pub fn render(
    scene: &Scene,
    assets: &Assets,
    output: &OutputSpec,
    destination: &Path,
    settings: &RenderSettings,
    observer: &dyn Observer,
    cancel: &CancelToken,
) -> Result<FilmReport, FilmError> {
    let target = Target { output: *output, destination };
    // There is one outcome for each target.
    render_all(scene, assets, &[target], settings, observer, cancel).pop().unwrap_or(Err(FilmError::Cancelled))
}

/// Renders a scene to several files, each moment of each size drawn once for all of them.
///
/// Gives what came of each target, in their order. Each is as [`render()`] would make it alone, to the byte;
/// one that fails leaves the others alone. The observer hears of a target by its place in `targets`.
pub fn render_all(
    scene: &Scene,
    assets: &Assets,
    targets: &[Target<'_>],
    settings: &RenderSettings,
    observer: &dyn Observer,
    cancel: &CancelToken,
) -> Vec<Result<FilmReport, FilmError>> {
    let mut outcomes: Vec<Option<Result<FilmReport, FilmError>>> = targets.iter().map(|_| None).collect();
    while let Some(first) = outcomes.iter().position(Option::is_none) {
        let together: Vec<usize> = (first..targets.len())
            .filter(|&index| {
                outcomes[index].is_none() && targets[first].output.shares_drawing(&targets[index].output, scene)
            })
            .collect();
        let batch: Vec<Wanted<'_>> =
            together.iter().map(|&number| Wanted { number, target: targets[number], part: None }).collect();
        let made = Batch::new(scene, assets, settings, observer, cancel).render(&batch);
        for (index, outcome) in together.into_iter().zip(made) {
            outcomes[index] = Some(outcome);
        }
    }
    outcomes.into_iter().map(|outcome| outcome.unwrap_or(Err(FilmError::Cancelled))).collect()
}
