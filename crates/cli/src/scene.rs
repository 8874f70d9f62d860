//! `pavo scene` and `pavo schema`: what a prompt becomes, and what may be written instead of one.

use crate::error::CliError;
use crate::ffmpeg::Decoder;
use crate::source::{SourceArgs, frame_rate};
use pavo_scene::{FrameRate, Resolution};
use serde_json::json;

/// Print the scene document that a prompt becomes.
#[derive(Debug, clap::Args)]
pub(crate) struct SceneArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// Frames per second: 24, 25, 30 or 60 [default: from the prompt, else 30].
    #[arg(long, value_name = "RATE", value_parser = frame_rate)]
    fps: Option<FrameRate>,

    /// Print how the prompt was read, too: {"scene": …, "trace": …, "warnings": …}.
    #[arg(long)]
    trace: bool,
}

pub(crate) fn run(args: SceneArgs) -> Result<(), CliError> {
    let source =
        args.source.open_checked(args.fps, Resolution::P1080, &[], &Decoder::of_documents(&args.source.fetch))?;
    if args.trace {
        let trace = source.trace.as_ref().map(pavo_director::Trace::to_value);
        let whole = json!({ "scene": source.scene.to_value(), "trace": trace, "warnings": source.warnings });
        println!("{whole:#}");
    } else {
        for warning in &source.warnings {
            eprintln!("warning: {warning}");
        }
        println!("{}", source.scene.to_json());
    }
    Ok(())
}

/// Print the JSON Schema of scene documents.
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {}

pub(crate) fn schema(_: &SchemaArgs) -> Result<(), CliError> {
    println!("{:#}", pavo_scene::scene_schema());
    Ok(())
}
