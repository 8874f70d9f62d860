//! `pavo render`: a prompt or a scene becomes a file.

use crate::error::CliError;
use crate::source::{SourceArgs, frame_rate, resolution};
use indicatif::{ProgressBar, ProgressStyle};
use pavo_film::{CancelToken, Ffmpeg, Format, Observer, OutputSpec, RenderSettings};
use pavo_scene::{FrameRate, Resolution};
use serde_json::json;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

/// Make a video from a prompt, or from a scene document.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo render \"Autumn menu launch\" -o menu.mp4\n  \
    pavo render \"A spinning rainbow wheel.\" -o wheel.mp4 --aspect-ratio 1:1 --resolution 720p\n  \
    pavo render --scene scene.json -o film.mp4 --fps 60")]
pub(crate) struct RenderArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// The file to write; its extension names the format.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Frames per second: 24, 25, 30 or 60 [default: from the prompt, else 30].
    #[arg(long, value_name = "RATE", value_parser = frame_rate)]
    fps: Option<FrameRate>,

    /// Short side of the frame: 360p, 480p, 720p, 1080p or 4k.
    #[arg(long, value_name = "SIZE", default_value = "1080p", value_parser = resolution)]
    resolution: Resolution,

    /// File format: mp4, prores, webm or gif [default: by the extension of the file].
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,

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

    /// The ffmpeg that encodes [default: the one on the search path].
    #[arg(long, value_name = "PROGRAM", env = "FFMPEG", hide_env_values = true)]
    ffmpeg: Option<PathBuf>,
}

impl EncoderArgs {
    fn settings(&self) -> RenderSettings {
        let ffmpeg = self.ffmpeg.as_ref().filter(|path| !path.as_os_str().is_empty());
        RenderSettings { threads: self.threads, ffmpeg: ffmpeg.map(Ffmpeg::at).unwrap_or_default() }
    }
}

pub(crate) fn run(args: RenderArgs) -> Result<(), CliError> {
    let started = Instant::now();
    let format = match args.format.or_else(|| Format::from_path(&args.output)) {
        Some(format) => format,
        None => {
            let message = format!(
                "{}: the extension names no format; use .mp4, .mov, .webm or .gif, or give --format",
                args.output.display()
            );
            return Err(CliError::Usage(message));
        }
    };
    let source = args.source.open(args.fps)?;
    let output = OutputSpec {
        format,
        aspect: source.aspect,
        frame_rate: args.fps.unwrap_or_else(|| source.scene.frame_rate()),
        resolution: args.resolution,
    };
    let cancel = CancelToken::default();
    let interrupt = cancel.clone();
    // Without a handler Ctrl-C would still end the program, but leave its temporary file.
    if let Err(error) = ctrlc::set_handler(move || interrupt.cancel()) {
        eprintln!("warning: Ctrl-C cannot be caught: {error}");
    }
    let progress = Progress::new(args.json);
    let settings = args.encoder.settings();
    let report = pavo_film::render(&source.scene, &source.assets, &output, &args.output, &settings, &progress, &cancel);
    progress.bar.finish_and_clear();
    let report = report?;

    let warnings: Vec<String> =
        source.warnings.iter().cloned().chain(report.warnings.iter().map(ToString::to_string)).collect();
    let size = output.pixel_size();
    let seconds = source.scene.duration().secs();
    if args.json {
        let made = json!({
            "file": args.output,
            "format": format.word(),
            "width": size.width,
            "height": size.height,
            "aspect_ratio": output.aspect.word(),
            "fps": output.frame_rate.fps(),
            "frames": report.frames_total,
            "frames_drawn": report.frames_drawn,
            "duration_seconds": seconds,
            "warnings": warnings,
            "took_seconds": (started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
        });
        println!("{made:#}");
    } else {
        for warning in &warnings {
            eprintln!("warning: {warning}");
        }
        println!(
            "{}: {size}, {} fps, {} frames, {seconds} s; made in {:.1} s",
            args.output.display(),
            output.frame_rate,
            report.frames_total,
            started.elapsed().as_secs_f64(),
        );
    }
    Ok(())
}

fn format(text: &str) -> Result<Format, String> {
    let words = Format::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ");
    Format::from_word(text).ok_or_else(|| format!("must be one of {words}"))
}

/// A bar on standard error, or nothing.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    fn new(is_silent: bool) -> Self {
        let bar = if is_silent { ProgressBar::hidden() } else { ProgressBar::new(0) };
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} frames, {per_sec}, {eta} left") {
            bar.set_style(style);
        }
        Self { bar }
    }
}

impl Observer for Progress {
    fn frame_written(&self, frames_done: u32, frames_total: u32) {
        self.bar.set_length(u64::from(frames_total));
        self.bar.set_position(u64::from(frames_done));
    }
}
