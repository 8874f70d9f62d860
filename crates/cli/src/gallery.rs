//! `pavo gallery`: every block, at every ratio, in several themes, on one page.

use crate::blocks::{at_rest, shown};
use crate::error::CliError;
use crate::source::{aspect_ratio, resolution};
use pavo_critic::check::{CheckSettings, Severity, check};
use pavo_critic::{Stress, is_held, stressed_values};
use pavo_design::{BlockKind, block_kind, block_kinds};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Resolution, Scene};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Draw every block at every ratio in several themes, as pictures and an HTML page that shows them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo gallery -o gallery\n  \
    pavo gallery -o gallery --blocks chartCard,timeline --themes editorial,neon --check")]
pub(crate) struct GalleryArgs {
    /// The folder to write to; made when missing.
    #[arg(short, long, value_name = "DIR", default_value = "gallery")]
    output: PathBuf,

    /// Only these blocks, parted by commas.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    blocks: Vec<String>,

    /// The theme presets to show them in, parted by commas.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "editorial,tech-dark,playful")]
    themes: Vec<String>,

    /// The ratios, parted by commas.
    #[arg(long, value_name = "RATIOS", value_delimiter = ',', value_parser = aspect_ratio,
        default_value = "16:9,9:16,1:1,4:5")]
    ratios: Vec<AspectRatio>,

    /// What chance is drawn from.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// Short side of the pictures.
    #[arg(long, value_name = "SIZE", default_value = "480p", value_parser = resolution)]
    resolution: Resolution,

    /// Check every block at these ratios too, and exit with 1 where an error is found.
    #[arg(long)]
    check: bool,

    /// Check them with long texts, long words, other scripts, huge and negative numbers in their slots, too.
    #[arg(long, requires = "check")]
    stress: bool,
}

/// One block in one theme.
struct Entry {
    kind: &'static BlockKind,
    theme: String,
    /// The pictures, by ratio.
    files: Vec<(AspectRatio, String)>,
    errors: Vec<String>,
    others: usize,
}

pub(crate) fn run(args: &GalleryArgs) -> Result<(), CliError> {
    let kinds = chosen(&args.blocks)?;
    fs::create_dir_all(&args.output)
        .map_err(|error| CliError::Failed(format!("{} cannot be made: {error}", args.output.display())))?;
    let assets = pavo_design::fonts::bundled_assets();
    let tasks: Vec<(&'static BlockKind, &str)> =
        kinds.iter().flat_map(|kind| args.themes.iter().map(move |theme| (*kind, theme.as_str()))).collect();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Entry, CliError>)>> = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, (kind, theme))) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|index| Some((index, *tasks.get(index)?)))
                {
                    let made = entry(args, kind, theme, &assets);
                    if let Ok(mut done) = done.lock() {
                        done.push((index, made));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    let entries = done.into_iter().map(|(_, made)| made).collect::<Result<Vec<Entry>, CliError>>()?;
    let page = args.output.join("index.html");
    fs::write(&page, html(&entries))
        .map_err(|error| CliError::Failed(format!("{} cannot be written: {error}", page.display())))?;
    let mut failed = 0;
    for entry in &entries {
        for error in &entry.errors {
            println!("{} in {}: {error}", entry.kind.name, entry.theme);
        }
        failed += usize::from(!entry.errors.is_empty());
    }
    let checked = if args.check {
        let others: usize = entries.iter().map(|entry| entry.others).sum();
        format!(", {failed} with errors, {others} smaller findings")
    } else {
        String::new()
    };
    println!(
        "{}: {} blocks, {} themes, {} ratios{checked}",
        page.display(),
        kinds.len(),
        args.themes.len(),
        args.ratios.len()
    );
    if failed > 0 { Err(CliError::Failed(format!("{failed} of {} have errors", entries.len()))) } else { Ok(()) }
}

fn chosen(names: &[String]) -> Result<Vec<&'static BlockKind>, CliError> {
    if names.is_empty() {
        return Ok(block_kinds().to_vec());
    }
    let unknown: Vec<&str> = names.iter().map(String::as_str).filter(|name| block_kind(name).is_none()).collect();
    if !unknown.is_empty() {
        let known = block_kinds().iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        return Err(CliError::Usage(format!("not a block: {}; there are {known}", unknown.join(", "))));
    }
    Ok(names.iter().filter_map(|name| block_kind(name)).collect())
}

fn entry(args: &GalleryArgs, kind: &'static BlockKind, theme: &str, assets: &Assets) -> Result<Entry, CliError> {
    let scene = shown(kind, kind.sample(), theme, args.seed)?;
    let mut files = Vec::new();
    for aspect in &args.ratios {
        let still =
            pavo_film::still(&scene, assets, *aspect, args.resolution, at_rest(&scene)).map_err(CliError::other)?;
        let file = format!("{}-{theme}-{}.png", kind.name, aspect.word().replace(':', "x"));
        pavo_film::write_png(&args.output.join(&file), &still.pixels, still.size)?;
        files.push((*aspect, file));
    }
    let (mut errors, others) = if args.check { findings(args, &scene, assets) } else { (Vec::new(), 0) };
    if args.stress {
        errors.extend(strained(args, kind, theme, assets)?);
    }
    Ok(Entry { kind, theme: theme.to_owned(), files, errors, others })
}

/// What a check calls an error, in words, and how much else it finds.
fn findings(args: &GalleryArgs, scene: &Scene, assets: &Assets) -> (Vec<String>, usize) {
    let settings = CheckSettings { aspects: args.ratios.clone(), ..CheckSettings::of(scene) };
    let found = check(scene, assets, &settings).findings;
    let (errors, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|finding| finding.severity == Severity::Error);
    (errors.iter().map(ToString::to_string).collect(), others.len())
}

/// What goes wrong with other values than those of the sample.
fn strained(args: &GalleryArgs, kind: &BlockKind, theme: &str, assets: &Assets) -> Result<Vec<String>, CliError> {
    let mut errors = Vec::new();
    for &stress in Stress::ALL {
        let Some(props) = stressed_values(kind.slots, &kind.sample(), stress) else { continue };
        let scene = shown(kind, props, theme, args.seed)?;
        let settings = CheckSettings { aspects: args.ratios.clone(), ..CheckSettings::of(&scene) };
        let found = check(&scene, assets, &settings).findings.into_iter().filter(is_held);
        errors.extend(found.map(|finding| format!("{}: {finding}", stress.word())));
    }
    Ok(errors)
}

fn html(entries: &[Entry]) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Blocks</title>\n<style>\n\
         body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; background: #f4f4f2; color: #222; }\n\
         h2 { margin: 2.5rem 0 0; } h3 { margin: 1rem 0 .4rem; font-weight: 500; color: #555; } p { margin: 0; color: #555; }\n\
         .row { display: flex; gap: 1rem; align-items: flex-start; flex-wrap: wrap; }\n\
         img { height: 240px; border-radius: 4px; box-shadow: 0 1px 6px #0003; } .error { color: #a00; }\n</style>\n<h1>Blocks</h1>\n",
    );
    let mut last = "";
    for entry in entries {
        if entry.kind.name != last {
            last = entry.kind.name;
            let _ = writeln!(page, "<h2 id=\"{0}\">{0}</h2>\n<p>{1}</p>", entry.kind.name, entry.kind.about);
        }
        let _ = writeln!(page, "<h3>{}</h3>\n<div class=\"row\">", escaped(&entry.theme));
        for (aspect, file) in &entry.files {
            let _ = writeln!(
                page,
                "<img src=\"{}\" alt=\"{} in {} at {}\" loading=\"lazy\">",
                escaped(file),
                entry.kind.name,
                escaped(&entry.theme),
                aspect.word()
            );
        }
        page.push_str("</div>\n");
        for error in &entry.errors {
            let _ = writeln!(page, "<p class=\"error\">{}</p>", escaped(error));
        }
    }
    page.push_str("</html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_blocks_are_named() {
        let error = chosen(&["titleCard".to_owned(), "nothing".to_owned()]).expect_err("refused").to_string();
        assert!(error.contains("nothing") && error.contains("chartCard"), "{error}");
        assert_eq!(chosen(&["title-card".to_owned()]).expect("known").len(), 1);
    }

    #[test]
    fn text_on_the_page_cannot_become_markup() {
        assert_eq!(escaped("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
    }
}
