//! The frame loop: draws in parallel, encodes in order.

use crate::cadence::Cadence;
use crate::converter::Converter;
use crate::frame_maker::FrameMaker;
use crate::observer::{CancelToken, Observer};
use crate::output::OutputSpec;
use crate::ring::Ring;
use crate::sampled_colors;
use crate::warning::FilmWarning;
use pavo_encode::{EncodeError, Ffmpeg, FilmFile, FilmSpec, Format, FrameForm, Palettes};
use pavo_media::Assets;
use pavo_raster::FrameTooLarge;
use pavo_scene::{Paint, Scene};
use pavo_timeline::Palette;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Frames that each worker may be ahead of the encoder.
const SLOTS_PER_WORKER: usize = 6;

/// Most memory of frames that wait for the encoder.
const MOST_SLOT_BYTES: usize = 192 * 1024 * 1024;

/// What a film is rendered with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderSettings {
    /// Threads that draw; by default as many as the machine has cores. The film is the same with any number.
    pub threads: Option<NonZeroUsize>,
    /// The encoder.
    pub ffmpeg: Ffmpeg,
}

/// What a film came out as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmReport {
    /// Frames of the film.
    pub frames_total: u32,
    /// Frames that had to be drawn; the others showed the same as a frame shortly before.
    pub frames_drawn: u32,
    /// What could not be shown as the document says.
    pub warnings: Vec<FilmWarning>,
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
    let cadence = Cadence::of(output.format, output.frame_rate);
    let size = output.pixel_size();
    let is_transparent = is_transparent(scene);
    let spec = FilmSpec {
        format: output.format,
        size,
        fps: cadence.fps(),
        has_alpha: is_transparent && output.format.can_be_transparent(),
    };
    let palettes = match output.format {
        Format::Gif => sampled_colors::palettes(scene, assets, output.aspect, cadence)?,
        Format::Mp4 | Format::ProRes | Format::WebM => Palettes::default(),
    };
    // The encoder starts up while the scene is set up.
    let file = FilmFile::create(destination, &spec, &palettes, &settings.ffmpeg)?;
    let maker = FrameMaker::new(scene, output.aspect, size, assets).at_rate(cadence.fps());
    let frames_total = cadence.frames_in(scene.duration());
    let work = Work { maker: &maker, cadence, spec, palettes: &palettes };
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let workers = settings.threads.unwrap_or_else(cores).get();
    let frame_bytes = spec.frame_form().bytes(size);
    let slots = (workers * SLOTS_PER_WORKER).min(MOST_SLOT_BYTES / frame_bytes).max(workers + 1);
    let slots = u32::try_from(slots).unwrap_or(u32::MAX);
    let ring = Ring::new(frames_total, slots);
    let drawn = AtomicU32::new(0);

    let fed = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let outcome = draw(&work, &ring, &drawn);
                    if outcome.is_err() {
                        ring.end();
                    }
                    outcome
                })
            })
            .collect();
        let fed = feed(file, &ring, frames_total, observer, cancel);
        ring.end();
        for handle in handles {
            // A worker catches its own panics; one that got away is a failure all the same.
            match handle.join() {
                Ok(outcome) => outcome?,
                Err(_) => return Err(FilmError::Frame { frame_index: 0, reason: "a worker ended".to_owned() }),
            }
        }
        fed
    });
    fed?;
    let mut warnings = maker.warnings();
    if is_transparent && !spec.has_alpha {
        warnings.push(FilmWarning::OnBlack { format: output.format });
    }
    if cadence.fps() != output.frame_rate.fps() {
        warnings.push(FilmWarning::GifRate { asked: output.frame_rate.fps(), given: cadence.fps() });
    }
    Ok(FilmReport { frames_total, frames_drawn: drawn.into_inner(), warnings })
}

/// Whether something of what lies behind the film is seen through it.
fn is_transparent(scene: &Scene) -> bool {
    let palette = Palette::of(scene.theme.as_ref());
    let is_open = |paint: &Paint| match paint {
        Paint::Solid(color) => palette.resolve(*color).a < 255,
        Paint::Gradient(gradient) => gradient.stops.iter().any(|stop| palette.resolve(stop.color).a < 255),
    };
    scene.shots.iter().filter_map(|shot| shot.background.as_ref()).any(is_open)
}

/// What all workers of a film share.
struct Work<'w> {
    maker: &'w FrameMaker<'w>,
    cadence: Cadence,
    spec: FilmSpec,
    palettes: &'w Palettes,
}

/// Draws frames until there are none left.
fn draw(work: &Work<'_>, ring: &Ring, drawn: &AtomicU32) -> Result<(), FilmError> {
    let mut painter = work.maker.painter()?;
    let form = work.spec.frame_form();
    let mut converter = Converter::new(form, work.spec.size, work.palettes);
    while let Some(frame_index) = ring.next_to_draw() {
        let one_frame = AssertUnwindSafe(|| {
            let list = work.maker.display_list_at(work.cadence.time_of(frame_index));
            let digest = list.digest();
            let planes = ring.same_as(digest).filter(|_| form != FrameForm::Indexed).unwrap_or_else(|| {
                let frame = work.maker.draw(&list, &mut painter);
                drawn.fetch_add(1, Ordering::Relaxed);
                converter.planes_of(frame_index, &frame, ring)
            });
            ring.put(frame_index, digest, planes);
        });
        catch_unwind(one_frame).map_err(|panic| {
            let reason = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("unknown");
            FilmError::Frame { frame_index, reason: reason.to_owned() }
        })?;
    }
    Ok(())
}

/// Hands frames to the encoder in order, and completes the file.
fn feed(
    mut file: FilmFile,
    ring: &Ring,
    frames_total: u32,
    observer: &dyn Observer,
    cancel: &CancelToken,
) -> Result<(), FilmError> {
    let mut frames_done = 0;
    while frames_done < frames_total {
        if cancel.is_cancelled() || ring.is_over() {
            return Err(FilmError::Cancelled);
        }
        let Some(planes) = ring.take_next() else { continue };
        file.write(&planes)?;
        ring.written(planes);
        frames_done += 1;
        observer.frame_written(frames_done, frames_total);
    }
    Ok(file.finish()?)
}
