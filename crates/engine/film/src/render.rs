//! The frame loop: draws in parallel, encodes in order.

use crate::converter::Converter;
use crate::frame_maker::FrameMaker;
use crate::observer::{CancelToken, Observer};
use crate::output::OutputSpec;
use crate::ring::Ring;
use pavo_encode::{EncodeError, Ffmpeg, Format, Mp4Writer};
use pavo_layout::Warning;
use pavo_media::Assets;
use pavo_raster::FrameTooLarge;
use pavo_scene::Scene;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Frames that each worker may be ahead of the encoder.
const SLOTS_PER_WORKER: usize = 6;

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
    pub warnings: Vec<Warning>,
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
    if output.format != Format::Mp4 {
        return Err(EncodeError::FormatUnavailable { format: output.format }.into());
    }
    let size = output.pixel_size();
    // The encoder starts up while the scene is set up.
    let writer = Mp4Writer::create(destination, size, output.frame_rate, &settings.ffmpeg)?;
    let maker = FrameMaker::new(scene, output.aspect, size, assets);
    let frames_total = output.frame_rate.frames_in(scene.duration());
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let workers = settings.threads.unwrap_or_else(cores).get();
    let slots = u32::try_from(workers * SLOTS_PER_WORKER).unwrap_or(u32::MAX);
    let ring = Ring::new(frames_total, slots);
    let drawn = AtomicU32::new(0);

    let fed = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let outcome = work(&maker, &ring, output, &drawn);
                    if outcome.is_err() {
                        ring.end();
                    }
                    outcome
                })
            })
            .collect();
        let fed = feed(writer, &ring, frames_total, observer, cancel);
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
    Ok(FilmReport { frames_total, frames_drawn: drawn.into_inner(), warnings: maker.warnings().to_vec() })
}

/// Draws frames until there are none left.
fn work(maker: &FrameMaker<'_>, ring: &Ring, output: &OutputSpec, drawn: &AtomicU32) -> Result<(), FilmError> {
    let mut painter = maker.painter()?;
    let mut converter = Converter::new(output.pixel_size());
    while let Some(frame_index) = ring.next_to_draw() {
        let one_frame = AssertUnwindSafe(|| {
            let list = maker.display_list_at(output.frame_rate.time_of(frame_index));
            let digest = list.digest();
            let planes = ring.same_as(digest).unwrap_or_else(|| {
                let frame = maker.draw(&list, &mut painter);
                drawn.fetch_add(1, Ordering::Relaxed);
                converter.planes_of(&frame, ring)
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
    mut writer: Mp4Writer,
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
        writer.write(&planes)?;
        ring.written(planes);
        frames_done += 1;
        observer.frame_written(frames_done, frames_total);
    }
    Ok(writer.finish()?)
}
