//! `pavo edit`: a scene with the changes that words ask for.

use crate::error::CliError;
use crate::fetch::FetchArgs;
use crate::ffmpeg::Decoder;
use crate::source::read_document;
use serde_json::json;
use std::path::PathBuf;

/// Change a scene as words say: other copy, data, colours, style, pace, ratio, typeface or transitions; ids, places and times
/// of everything else stay.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo edit autumn.json 'change \"Menu\" to \"Feast\"' > feast.json\n  \
    pavo edit autumn.json \"a darker background, faster\" --patch\n  \
    pavo edit loaves.json \"set Oat to 52\" > loaves2.json")]
pub(crate) struct EditArgs {
    /// The scene document (JSON) to change.
    #[arg(value_name = "FILE")]
    scene: PathBuf,

    /// What to change, in words.
    #[arg(value_name = "PROMPT")]
    prompt: String,

    /// Print what changed instead: {"done": […], "patch": […]}, the patch as of RFC 6902.
    #[arg(long)]
    patch: bool,

    #[command(flatten)]
    fetch: FetchArgs,
}

pub(crate) fn run(args: &EditArgs) -> Result<(), CliError> {
    let source = read_document(&args.scene, &[], None, None, None, &Decoder::of_pictures(&args.fetch))?;
    let Some(edited) = pavo_director::edit(&source.scene, &args.prompt, None) else {
        return Err(CliError::Usage(format!(
            "nothing in \"{}\" is a change that is understood, or it changes nothing; there are words (change \"A\" to \"B\", \
             remove the subtitle), data (set March to 48, add Kotlin 12, remove Go), colours (make the accent #2244EE, a dark background), style (in a neon style), pace \
             (faster, make it 10 seconds), ratio (make it vertical), typeface (use Inter), size (a bigger title) and \
             transitions (with whip pan transitions)",
            args.prompt
        )));
    };
    if args.patch {
        println!("{:#}", json!({ "done": edited.done, "patch": edited.patch }));
        return Ok(());
    }
    for done in &edited.done {
        eprintln!("{done}");
    }
    println!("{}", edited.scene.to_json());
    Ok(())
}
