//! `pavo diff`: what changed from one scene to another.

use crate::error::CliError;
use crate::fetch::FetchArgs;
use crate::ffmpeg::Decoder;
use crate::sheet::write_sheets;
use crate::source::{Source, aspect_ratio, read_document};
use pavo_critic::{Change, SheetSettings, Subject, change_sheet, changes};
use pavo_scene::{AspectRatio, Resolution};
use serde_json::json;
use std::path::PathBuf;

/// Say what changed from one scene document to another, and draw the moments at which they differ most.
///
/// Nodes are known again by their ids, else by type and words, else by type and place.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo diff before.json after.json\n  \
    pavo diff before.json after.json --sheets changes --aspect-ratio 9:16")]
pub(crate) struct DiffArgs {
    /// The scene document before.
    old: PathBuf,

    /// The scene document after.
    new: PathBuf,

    /// Print the changes as JSON.
    #[arg(long)]
    json: bool,

    /// A folder to draw frames of both side by side into, as a PNG picture.
    #[arg(long, value_name = "DIR")]
    sheets: Option<PathBuf>,

    /// The ratio of those frames: 16:9, 9:16, 1:1 or 4:5 [default: the second scene's].
    #[arg(long, value_name = "RATIO", value_parser = aspect_ratio, requires = "sheets")]
    aspect_ratio: Option<AspectRatio>,

    #[command(flatten)]
    fetch: FetchArgs,
}

pub(crate) fn run(args: &DiffArgs) -> Result<(), CliError> {
    let decoder = Decoder::of_pictures(&args.fetch);
    let [old, new] = [&args.old, &args.new].map(|path| read_document(path, &[], None, None, None, &decoder));
    let (old, new) = (old?, new?);
    let found = changes(&old.scene, &new.scene);
    if args.json {
        println!("{:#}", json!({ "changes": found.iter().map(Change::to_value).collect::<Vec<_>>() }));
    } else if found.is_empty() {
        println!("Nothing changed.");
    } else {
        found.iter().for_each(|change| println!("{change}"));
    }
    let Some(folder) = &args.sheets else { return Ok(()) };
    let aspect = args.aspect_ratio.unwrap_or(new.aspect);
    let look = SheetSettings { shows_safe_area: false, resolution: Resolution::P1080 };
    match change_sheet(&subject(&old, aspect), &subject(&new, aspect), &new.assets, &look).map_err(CliError::other)? {
        Some(sheet) => write_sheets(folder, &aspect.word().replace(':', "x"), &[sheet]),
        None => {
            eprintln!("note: both look alike at {aspect}; no picture was drawn");
            Ok(())
        }
    }
}

fn subject(source: &Source, aspect: AspectRatio) -> Subject<'_> {
    Subject::Scene { scene: &source.scene, assets: &source.assets, aspect, frame_rate: source.scene.frame_rate() }
}
