//! `pavo plan`, `pavo render-segment` and `pavo assemble`: a film made in segments, on any machines.

use crate::error::CliError;
use crate::fetch::FetchArgs;
use crate::ffmpeg::Decoder;
use crate::plan::Plan;
use crate::render::{EncoderArgs, Progress, cancelled_by_interrupt, format};
use crate::source::{SourceArgs, frame_rate, resolution};
use pavo_film::{Format, OutputSpec, SegmentLength, assemble, render_segment};
use pavo_scene::{FrameRate, Resolution};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// How much is encoded together.
#[derive(Debug, clap::Args)]
pub(crate) struct SegmentArgs {
    /// Seconds after which encoding begins anew: segments of the film can then be made apart and joined.
    #[arg(long, value_name = "SECONDS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=120))]
    segment_seconds: u32,
}

impl SegmentArgs {
    pub(crate) const fn length(&self) -> SegmentLength {
        SegmentLength::secs(self.segment_seconds)
    }
}

/// Cut a film into segments that can be rendered apart, on any machines, and put together.
///
/// The plan is one JSON file with the scene and all that matters. `pavo render-segment` makes each segment of it,
/// `pavo assemble` joins them to the same film that `pavo render` makes with the same --segment-seconds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  pavo plan \"Autumn menu launch\" --duration 20 -o plan.json\n  \
    pavo render-segment plan.json 1 -o 1.mp4\n  pavo render-segment plan.json 2 -o 2.mp4\n  \
    pavo render-segment plan.json 3 -o 3.mp4\n  pavo assemble plan.json 1.mp4 2.mp4 3.mp4 -o menu.mp4")]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// The plan to write; - writes it to standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,

    /// Format of the film: mp4, prores, webm or gif.
    #[arg(long, value_name = "FORMAT", default_value = "mp4", value_parser = format)]
    format: Format,

    /// Frames per second: 24, 25, 30 or 60 [default: from the prompt, else 30].
    #[arg(long, value_name = "RATE", value_parser = frame_rate)]
    fps: Option<FrameRate>,

    /// Short side of the frame: 360p, 480p, 720p, 1080p or 4k.
    #[arg(long, value_name = "SIZE", default_value = "1080p", value_parser = resolution)]
    resolution: Resolution,

    #[command(flatten)]
    segment: SegmentArgs,
}

pub(crate) fn plan(args: &PlanArgs) -> Result<(), CliError> {
    let source = args.source.open_checked(args.fps, args.resolution, &[], &Decoder::of_pictures(&args.source.fetch))?;
    for warning in &source.warnings {
        eprintln!("warning: {warning}");
    }
    let output = OutputSpec {
        format: args.format,
        aspect: source.aspect,
        frame_rate: args.fps.unwrap_or_else(|| source.scene.frame_rate()),
        resolution: args.resolution,
    };
    let folder = source.folder.unwrap_or_else(|| PathBuf::from("."));
    let folder = fs::canonicalize(&folder).map_err(|error| CliError::unreadable(&folder, &error))?;
    let plan = Plan::new(source.scene, output, args.segment.segment_seconds, folder);
    let text = format!("{:#}\n", plan.to_json());
    if args.output == Path::new("-") {
        print!("{text}");
        return Ok(());
    }
    let written = fs::write(&args.output, text);
    written.map_err(|error| CliError::Failed(format!("{} cannot be written: {error}", args.output.display())))?;
    let count = plan.film.segments().len();
    println!("{}: {count} {}", args.output.display(), if count == 1 { "segment" } else { "segments" });
    Ok(())
}

/// Render one segment of a plan to a file of its own.
///
/// The same plan and number always give the same file, so a segment can be made again at any time.
#[derive(Debug, clap::Args)]
pub(crate) struct RenderSegmentArgs {
    /// The plan, as `pavo plan` writes it.
    plan: PathBuf,

    /// The segment's number, from 1.
    segment: usize,

    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    #[command(flatten)]
    encoder: EncoderArgs,

    #[command(flatten)]
    fetch: FetchArgs,

    /// Print what was made as JSON on standard output, and no progress.
    #[arg(long)]
    json: bool,
}

pub(crate) fn render_one(args: &RenderSegmentArgs) -> Result<(), CliError> {
    let plan = Plan::read(&args.plan)?;
    let count = plan.film.segments().len();
    let index = args.segment.checked_sub(1).filter(|index| *index < count).ok_or_else(|| {
        CliError::Usage(format!("there is no segment {}; the plan has segments 1 to {count}", args.segment))
    })?;
    // Sound comes in when the segments are joined.
    let assets = plan.assets(&Decoder::of_pictures(&args.fetch))?;
    let cancel = cancelled_by_interrupt();
    let progress = Progress::new(args.json, 1);
    let settings = args.encoder.settings();
    let report = render_segment(&plan.film, index, &assets, &args.output, &settings, &progress, &cancel)?;
    drop(progress);
    let warnings: Vec<String> = report.warnings.iter().map(ToString::to_string).collect();
    if args.json {
        let made = json!({
            "file": args.output,
            "segment": args.segment,
            "segments": count,
            "first_frame": plan.film.segments()[index].start,
            "frames": report.frames_total,
            "warnings": warnings,
        });
        println!("{made:#}");
        return Ok(());
    }
    warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
    println!("{}: segment {} of {count}, {} frames", args.output.display(), args.segment, report.frames_total);
    Ok(())
}

/// Join all segments of a plan to the film, without encoding anything again.
#[derive(Debug, clap::Args)]
pub(crate) struct AssembleArgs {
    /// The plan, as `pavo plan` writes it.
    plan: PathBuf,

    /// The files of its segments, in order.
    #[arg(required = true)]
    segments: Vec<PathBuf>,

    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    #[command(flatten)]
    encoder: EncoderArgs,

    #[command(flatten)]
    fetch: FetchArgs,
}

pub(crate) fn assemble_all(args: &AssembleArgs) -> Result<(), CliError> {
    let plan = Plan::read(&args.plan)?;
    if args.segments.contains(&args.output) {
        return Err(CliError::Usage(format!("{}: is one of the segments too", args.output.display())));
    }
    let segments: Vec<&Path> = args.segments.iter().map(PathBuf::as_path).collect();
    let settings = args.encoder.settings();
    let assets = plan.assets(&Decoder::of_films(&settings.ffmpeg, &args.fetch))?;
    assemble(&plan.film, &segments, &assets, &args.output, &settings)?;
    let frames = plan.film.segments().last().map_or(0, |frames| frames.end);
    println!("{}: {}, {frames} frames", args.output.display(), plan.film.output().pixel_size());
    Ok(())
}
