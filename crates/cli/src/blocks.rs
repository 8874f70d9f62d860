//! `pavo blocks`: what scenes can be composed of.

use crate::error::CliError;
use crate::source::{aspect_ratio, resolution};
use pavo_design::{BlockKind, SlotKind, block_kind, block_kinds, read_scene};
use pavo_scene::{AspectRatio, Resolution, Scene, Time};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// List the blocks that a scene document can be composed of, or show what one of them takes.
///
/// A block is a node of a scene: {"type": "block", "block": "timeline", "props": {…}}.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo blocks\n  pavo blocks chartCard\n  \
    pavo blocks chartCard --scene > chart.json && pavo render --scene chart.json -o chart.mp4\n  \
    pavo blocks timeline -o timeline.png --theme editorial --aspect-ratio 9:16")]
pub(crate) struct BlocksArgs {
    /// The name of a block; by default all are listed.
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// Print everything as JSON, with a JSON Schema of what each block takes.
    #[arg(long)]
    json: bool,

    /// Print a scene document that shows the block.
    #[arg(long, requires = "name", conflicts_with = "json")]
    scene: bool,

    /// Draw the block as a PNG picture.
    #[arg(short, long, value_name = "FILE", requires = "name", conflicts_with_all = ["json", "scene"])]
    output: Option<PathBuf>,

    /// The theme preset to show it in, such as editorial or ink-cyan.
    #[arg(long, value_name = "NAME", default_value = "minimal")]
    theme: String,

    /// What chance is drawn from.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// The ratio of the picture.
    #[arg(long, value_name = "RATIO", default_value = "16:9", value_parser = aspect_ratio)]
    aspect_ratio: AspectRatio,

    /// Short side of the picture.
    #[arg(long, value_name = "SIZE", default_value = "1080p", value_parser = resolution)]
    resolution: Resolution,
}

pub(crate) fn run(args: &BlocksArgs) -> Result<(), CliError> {
    let Some(name) = &args.name else {
        if args.json {
            let all: Vec<Value> = block_kinds().iter().map(|kind| kind.describe()).collect();
            println!("{:#}", Value::Array(all));
        } else {
            list();
        }
        return Ok(());
    };
    let kind = block_kind(name).ok_or_else(|| {
        let known = block_kinds().iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        CliError::Usage(format!("\"{name}\" is not a block; there are {known}"))
    })?;
    if args.json {
        println!("{:#}", kind.describe());
    } else if args.scene {
        println!("{:#}", document(kind, kind.sample(), &args.theme, args.seed));
    } else if let Some(path) = &args.output {
        let scene = shown(kind, kind.sample(), &args.theme, args.seed)?;
        let assets = pavo_design::fonts::bundled_assets();
        let still = pavo_film::still(&scene, &assets, args.aspect_ratio, args.resolution, at_rest(&scene))
            .map_err(CliError::other)?;
        pavo_film::write_png(path, &still.pixels, still.size)?;
        println!("{}: {}, {}", path.display(), kind.name, still.size);
    } else {
        explain(kind);
    }
    Ok(())
}

/// The scene document that shows a block with values in its slots.
fn document(kind: &BlockKind, props: Map<String, Value>, theme: &str, seed: u64) -> Value {
    json!({
        "mg": 1,
        "meta": { "title": kind.name, "seed": seed },
        "theme": { "preset": theme },
        "scenes": [{ "nodes": [{ "type": "block", "block": kind.name, "props": props }] }],
    })
}

/// The scene that shows a block with values in its slots.
pub(crate) fn shown(kind: &BlockKind, props: Map<String, Value>, theme: &str, seed: u64) -> Result<Scene, CliError> {
    let text = document(kind, props, theme, seed).to_string();
    let mut scene = read_scene(&text).map_err(|invalid| CliError::Usage(invalid.to_string()))?.scene;
    let unknown = pavo_design::resolve_theme(&mut scene);
    if unknown.is_empty() { Ok(scene) } else { Err(CliError::Usage(unknown.join("; "))) }
}

/// The moment at which everything has come and nothing has gone.
pub(crate) fn at_rest(scene: &Scene) -> Time {
    Time::from_secs(scene.duration().secs() * 0.8)
}

fn list() {
    let widest = block_kinds().iter().map(|kind| kind.name.len()).max().unwrap_or(0);
    let mut family = None;
    for kind in block_kinds() {
        if family != Some(kind.family) {
            println!("{}{}:", if family.is_some() { "\n" } else { "" }, kind.family);
            family = Some(kind.family);
        }
        println!("  {:widest$}  {}", kind.name, kind.about);
    }
    println!("\npavo blocks NAME shows what one takes.");
}

fn explain(kind: &BlockKind) {
    println!("{} ({})\n{}\n", kind.name, kind.family, kind.about);
    explain_slots(kind.slots, "");
    println!("\nFor instance:\n{:#}", Value::Object(kind.sample()));
}

fn explain_slots(slots: &[pavo_design::Slot], indent: &str) {
    let widest = slots.iter().map(|slot| slot.name.len()).max().unwrap_or(0);
    for slot in slots {
        let needed = if slot.required { "; required" } else { "" };
        println!("  {indent}{:widest$}  {} ({}{needed})", slot.name, slot.about, slot.kind.allowed());
        if let SlotKind::Items(_, inner) | SlotKind::Item(inner) = slot.kind {
            explain_slots(inner, &format!("{indent}    "));
        }
    }
}
