//! `pavo render`: a prompt or a scene becomes a file.

use crate::error::CliError;
use crate::ffmpeg::{Decoder, FfmpegArgs};
use crate::segments::SegmentArgs;
use crate::source::{Source, SourceArgs, frame_rate, resolution};
use indicatif::{ProgressBar, ProgressStyle};
use pavo_film::{CancelToken, FilmReport, Format, Observer, OutputSpec, RenderSettings, Target};
use pavo_scene::{FrameRate, Resolution};
use serde_json::json;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Make a video from a prompt, or from a scene document.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo render \"Autumn menu launch\" -o menu.mp4\n  \
    pavo render \"A spinning rainbow wheel.\" -o wheel.mp4 --aspect-ratio 1:1 --resolution 720p\n  \
    pavo render --scene scene.json -o film.mp4 --fps 60\n  \
    pavo render \"Autumn menu launch\" -o menu.mp4 -o menu.webm -o menu.gif")]
pub(crate) struct RenderArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// The file to write; its extension names the format. Can be given several times: everything is drawn once.
    #[arg(short, long = "output", value_name = "FILE", required = true)]
    outputs: Vec<PathBuf>,

    /// Frames per second: 24, 25, 30 or 60 [default: from the prompt, else 30].
    #[arg(long, value_name = "RATE", value_parser = frame_rate)]
    fps: Option<FrameRate>,

    /// Short side of the frame: 360p, 480p, 720p, 1080p or 4k.
    #[arg(long, value_name = "SIZE", default_value = "1080p", value_parser = resolution)]
    resolution: Resolution,

    /// Format of all files: mp4, prores, webm or gif [default: by the extension of each].
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,

    /// Write the digests of the frames here too: a line each with number, seconds and XXH3-128 of the pixels
    /// (RGBA8, premultiplied, as drawn), and a last one of the film. The same with any number of threads; of
    /// several files, those of the first.
    #[arg(long, value_name = "FILE")]
    digests: Option<PathBuf>,

    #[command(flatten)]
    segment: SegmentArgs,

    #[command(flatten)]
    encoder: EncoderArgs,

    /// Print what was made as JSON on standard output, and no progress.
    #[arg(long)]
    json: bool,
}

/// How the work is done.
#[derive(Debug, clap::Args)]
pub(crate) struct EncoderArgs {
    /// Threads that draw [default: all cores]. The file is the same with any number.
    #[arg(long, value_name = "N", env = "PAVO_THREADS")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    ffmpeg: FfmpegArgs,
}

impl EncoderArgs {
    pub(crate) fn settings(&self) -> RenderSettings {
        RenderSettings { threads: self.threads, ffmpeg: self.ffmpeg.found(), ..RenderSettings::default() }
    }
}

pub(crate) fn run(args: RenderArgs) -> Result<(), CliError> {
    let started = Instant::now();
    let formats =
        args.outputs.iter().map(|path| args.format.or_else(|| Format::from_path(path)).ok_or_else(|| no_format(path)));
    let formats = formats.collect::<Result<Vec<Format>, CliError>>()?;
    if let Some(twice) = args.outputs.iter().enumerate().find(|(index, path)| args.outputs[..*index].contains(path)) {
        return Err(CliError::Usage(format!("{}: given twice as a file to write", twice.1.display())));
    }
    if let Some(path) = &args.digests {
        // Told before the work, not after it.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if args.outputs.contains(path) || path.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(CliError::Usage(format!("{}: the digests cannot be written there", path.display())));
        }
    }
    let settings = args.encoder.settings();
    let source = args.source.open_checked(
        args.fps,
        args.resolution,
        &[],
        &Decoder::of_films(&settings.ffmpeg, &args.source.fetch),
    )?;
    let output = |format: Format| OutputSpec {
        format,
        aspect: source.aspect,
        frame_rate: args.fps.unwrap_or_else(|| source.scene.frame_rate()),
        resolution: args.resolution,
    };
    let targets: Vec<Target<'_>> = formats
        .iter()
        .zip(&args.outputs)
        .map(|(format, destination)| Target { output: output(*format), destination })
        .collect();
    let cancel = cancelled_by_interrupt();
    let progress = Progress::new(args.json, targets.len());
    let settings =
        RenderSettings { digests: args.digests.is_some(), segment_length: args.segment.length(), ..settings };
    let outcomes = pavo_film::render_all(&source.scene, &source.assets, &targets, &settings, &progress, &cancel);
    drop(progress);

    let mut made = Vec::new();
    let mut failure: Option<CliError> = None;
    for (target, outcome) in targets.iter().zip(outcomes) {
        match outcome {
            Ok(report) => made.push(Made { target: *target, report }),
            Err(error) if failure.is_some() => eprintln!("error: {}: {error}", target.destination.display()),
            Err(error) => failure = Some(error.into()),
        }
    }
    let digests = made.first().and_then(|made| made.report.digests.as_ref());
    if let (Some(path), Some(digests)) = (&args.digests, digests) {
        let written = fs::write(path, digests.to_string());
        written.map_err(|error| CliError::Failed(format!("{} cannot be written: {error}", path.display())))?;
    }
    if !made.is_empty() {
        tell(&made, targets.len() > 1, &source, started.elapsed(), args.json);
    }
    failure.map_or(Ok(()), Err)
}

/// What Ctrl-C cancels.
pub(crate) fn cancelled_by_interrupt() -> CancelToken {
    let cancel = CancelToken::default();
    let interrupt = cancel.clone();
    // Without a handler Ctrl-C would still end the program, but leave its temporary file.
    if let Err(error) = ctrlc::set_handler(move || interrupt.cancel()) {
        eprintln!("warning: Ctrl-C cannot be caught: {error}");
    }
    cancel
}

fn no_format(path: &Path) -> CliError {
    CliError::Usage(format!(
        "{}: the extension names no format; use .mp4, .mov, .webm or .gif, or give --format",
        path.display()
    ))
}

/// A file that is complete.
struct Made<'m> {
    target: Target<'m>,
    report: FilmReport,
}

/// Says what was made; `is_list`: of several files that were asked for.
fn tell(made: &[Made<'_>], is_list: bool, source: &Source, took: Duration, is_json: bool) {
    let seconds = source.scene.duration().secs();
    let warnings_of = |report: &FilmReport| -> Vec<String> {
        source.warnings.iter().cloned().chain(report.warnings.iter().map(ToString::to_string)).collect()
    };
    if is_json {
        let files = made.iter().map(|Made { target: Target { output, destination }, report }| {
            let size = output.pixel_size();
            json!({
                "file": destination,
                "format": output.format.word(),
                "width": size.width,
                "height": size.height,
                "aspect_ratio": output.aspect.word(),
                "fps": output.frame_rate.fps(),
                "frames": report.frames_total,
                "frames_drawn": report.frames_drawn,
                "duration_seconds": seconds,
                "warnings": warnings_of(report),
                "took_seconds": (took.as_secs_f64() * 1000.0).round() / 1000.0,
            })
        });
        let files: Vec<serde_json::Value> = files.collect();
        match files.as_slice() {
            [file] if !is_list => println!("{file:#}"),
            files => println!("{:#}", json!({ "files": files })),
        }
        return;
    }
    let mut warned: Vec<String> = Vec::new();
    for warning in made.iter().flat_map(|made| warnings_of(&made.report)) {
        if !warned.contains(&warning) {
            eprintln!("warning: {warning}");
            warned.push(warning);
        }
    }
    for Made { target: Target { output, destination }, report } in made {
        println!(
            "{}: {}, {} fps, {} frames, {seconds} s; made in {:.1} s",
            destination.display(),
            output.pixel_size(),
            output.frame_rate,
            report.frames_total,
            took.as_secs_f64(),
        );
    }
}

pub(crate) fn format(text: &str) -> Result<Format, String> {
    let words = Format::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ");
    Format::from_word(text).ok_or_else(|| format!("must be one of {words}"))
}

/// A bar on standard error, or nothing.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Frames done and in all, of each film.
    films: Mutex<Vec<(u32, u32)>>,
}

impl Progress {
    pub(crate) fn new(is_silent: bool, films: usize) -> Self {
        let bar = if is_silent { ProgressBar::hidden() } else { ProgressBar::new(0) };
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} frames, {per_sec}, {eta} left") {
            bar.set_style(style);
        }
        Self { bar, films: Mutex::new(vec![(0, 0); films]) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn frame_written(&self, film: usize, frames_done: u32, frames_total: u32) {
        let mut films = self.films.lock().unwrap_or_else(PoisonError::into_inner);
        films[film] = (frames_done, frames_total);
        let (done, total) = films
            .iter()
            .fold((0_u64, 0_u64), |(done, total), film| (done + u64::from(film.0), total + u64::from(film.1)));
        self.bar.set_length(total);
        self.bar.set_position(done);
    }
}
