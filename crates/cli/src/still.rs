//! `pavo still`: one frame as a picture.

use crate::error::CliError;
use crate::ffmpeg::Decoder;
use crate::source::{SourceArgs, resolution};
use pavo_scene::{Resolution, Time};
use std::path::PathBuf;

/// Draw one moment of a prompt or scene as a PNG picture.
#[derive(Debug, clap::Args)]
pub(crate) struct StillArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// The moment, in seconds from the beginning.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0, value_parser = moment)]
    at: f64,

    /// The PNG file to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Short side of the frame: 360p, 480p, 720p, 1080p or 4k.
    #[arg(long, value_name = "SIZE", default_value = "1080p", value_parser = resolution)]
    resolution: Resolution,
}

pub(crate) fn run(args: StillArgs) -> Result<(), CliError> {
    let source = args.source.open_checked(None, args.resolution, &[], &Decoder::of_pictures(&args.source.fetch))?;
    let length = source.scene.duration();
    let moment = Time::from_secs(args.at);
    if moment > length {
        let message = format!("--at {} is after the end; the film is {} s long", args.at, length.secs());
        return Err(CliError::Usage(message));
    }
    let still = pavo_film::still(&source.scene, &source.assets, source.aspect, args.resolution, moment)
        .map_err(CliError::other)?;
    for warning in source.warnings.iter().cloned().chain(still.warnings.iter().map(ToString::to_string)) {
        eprintln!("warning: {warning}");
    }
    pavo_film::write_png(&args.output, &still.pixels, still.size)?;
    println!("{}: {}, at {} s", args.output.display(), still.size, args.at);
    Ok(())
}

fn moment(text: &str) -> Result<f64, String> {
    let secs = text.trim_end_matches('s').parse().ok().filter(|secs: &f64| (0.0..=120.0).contains(secs));
    secs.ok_or_else(|| "must be a number of seconds from 0 to 120".to_owned())
}
