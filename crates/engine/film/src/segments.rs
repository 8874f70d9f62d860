//! Films that are rendered in segments, each for itself, and put together.

use crate::batch::{Batch, Wanted, film_spec};
use crate::cadence::Cadence;
use crate::mix::mixed;
use crate::observer::{CancelToken, Observer};
use crate::output::OutputSpec;
use crate::render::{FilmError, FilmReport, RenderSettings, Target};
use crate::segment_length::SegmentLength;
use pavo_display_list::Digest;
use pavo_encode::{EncodeError, check_segment, join};
use pavo_media::Assets;
use pavo_scene::Scene;
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// An output of a scene, cut into segments that can be rendered anywhere, in any order.
///
/// A segment is a function of the scene, the output and its place. Put together they show, frame for frame, the film
/// that [`render()`](crate::render()) makes with the same [`SegmentLength`]; several are the same file to the byte, but
/// for `ProRes`, which one run does not cut.
#[derive(Debug, Clone)]
pub struct SegmentedFilm {
    scene: Scene,
    output: OutputSpec,
    segments: Vec<Range<u32>>,
    fps: u32,
    /// What tells its segments from those of others.
    digest: Digest,
}

impl SegmentedFilm {
    /// Cuts an output of a scene.
    pub fn new(scene: Scene, output: OutputSpec, length: SegmentLength) -> Self {
        let cadence = Cadence::of(output.format, output.frame_rate);
        let frames_total = cadence.frames_in(scene.duration());
        let cuts = length.cuts(frames_total, cadence.fps());
        let begins = [0].into_iter().chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([frames_total]);
        let segments: Vec<Range<u32>> = begins.zip(ends).map(|(begin, end)| begin..end).collect();
        let mut identity = format!("{} {output:?} {segments:?} ", env!("CARGO_PKG_VERSION"));
        // Writing to text cannot fail.
        let _written = write!(identity, "{}", scene.to_json());
        let digest = Digest::of_bytes(identity.as_bytes());
        Self { scene, output, segments, fps: cadence.fps(), digest }
    }

    /// What it is an output of.
    pub const fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What its file is to be.
    pub const fn output(&self) -> &OutputSpec {
        &self.output
    }

    /// Frames per second; a GIF has at most 50.
    pub const fn fps(&self) -> u32 {
        self.fps
    }

    /// The frames of each segment, by their numbers; at least one segment.
    pub fn segments(&self) -> &[Range<u32>] {
        &self.segments
    }

    /// What its segments carry to be known by: another scene, output, cut or version has another.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    fn label(&self, index: usize) -> String {
        format!("pavo segment {} of {}, film {}", index + 1, self.segments.len(), self.digest)
    }
}

/// Renders one segment of a film to a file of its own.
///
/// `index`: below the number of its segments. The settings' segment length does not matter.
///
/// # Errors
///
/// [`FilmError`]; in every case nothing is left at or beside `destination`.
///
/// # Panics
///
/// When there is no such segment.
pub fn render_segment(
    film: &SegmentedFilm,
    index: usize,
    assets: &Assets,
    destination: &Path,
    settings: &RenderSettings,
    observer: &dyn Observer,
    cancel: &CancelToken,
) -> Result<FilmReport, FilmError> {
    let part = Some((film.segments[index].clone(), film.label(index)));
    let wanted = Wanted { number: 0, target: Target { output: film.output, destination }, part };
    let made = Batch::new(&film.scene, assets, settings, observer, cancel).render(&[wanted]);
    // There is one outcome for each film that is wanted.
    made.into_iter().next().unwrap_or(Err(FilmError::Cancelled))
}

/// Puts the segments of a film together, without encoding any picture again, and adds its sound.
///
/// `segments`: the files of all its segments, in order.
///
/// # Errors
///
/// [`EncodeError::Segment`] when a file is missing, not whole, or not the segment that belongs in its place, and
/// those of [`FilmError::Encode`] when the file cannot be written; nothing is left at `destination` then.
pub fn assemble(
    film: &SegmentedFilm,
    segments: &[&Path],
    assets: &Assets,
    destination: &Path,
    settings: &RenderSettings,
) -> Result<(), FilmError> {
    if segments.len() != film.segments.len() {
        let (given, needed) = (segments.len(), film.segments.len());
        return Err(EncodeError::SegmentCount { given, needed }.into());
    }
    let spec = film_spec(&film.scene, &film.output);
    for (index, (path, frames)) in segments.iter().zip(&film.segments).enumerate() {
        let frames = u32::try_from(frames.len()).unwrap_or(u32::MAX);
        check_segment(path, &spec, frames, &film.label(index), &settings.ffmpeg)?;
    }
    let secs = f64::from(film.segments.last().map_or(0, |frames| frames.end)) / f64::from(film.fps);
    let sound = mixed(&film.scene, assets, secs).filter(|_| spec.can_sound(&settings.ffmpeg));
    Ok(join(segments, &spec, sound.as_deref(), destination, &settings.ffmpeg)?)
}
