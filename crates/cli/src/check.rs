//! `pavo check`: is a film as it should be?

use crate::database::DatabaseArgs;
use crate::error::CliError;
use crate::ffmpeg::Decoder;
use crate::sheet::write_sheets;
use crate::source::{Source, SourceArgs, aspect_ratio, frame_rate, resolution};
use pavo_critic::check::{CheckSettings, Code, Finding, Report, Severity, check, fixed};
use pavo_critic::{SheetSettings, Stress, Subject, finding_sheets, strained, stressed};
use pavo_scene::{AspectRatio, Expectation, FrameRate, Part, Reader, Resolution, Scene};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Check a prompt's film or a scene: text, colours, motion, and whether it does what the prompt says.
///
/// Every frame is measured, at every ratio; a prompt's film as `pavo render` makes it, with what it mends (with --no-check
/// or --fix as it was first designed). Errors must be mended, warnings are what a designer would change.
/// Exit codes: 0 no errors; 1 errors are left; 2 wrong usage or input.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo check \"Autumn menu launch\"\n  \
    pavo check --scene scene.json --ratios 16:9,9:16 --json\n  \
    pavo check --scene scene.json --fix -o mended.json")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// The id of a video that the server made, instead of a prompt or scene.
    #[arg(long, value_name = "ID", conflicts_with_all = ["prompt", "scene"])]
    video_id: Option<String>,

    /// With --video-id, the server's data folder.
    #[arg(long, value_name = "DIR", default_value = "./pavo-data", env = "PAVO_DATA")]
    data: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,

    /// Mend what can be mended, and print the scene; what was changed is said on standard error.
    #[arg(long)]
    fix: bool,

    /// With --fix, mend warnings too.
    #[arg(long, requires = "fix")]
    all: bool,

    /// With --fix, the file to write the scene to instead of printing it.
    #[arg(short, long, value_name = "FILE", requires = "fix")]
    output: Option<PathBuf>,

    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,

    /// Ratios at which it is checked, parted by commas [default: all].
    #[arg(long, value_name = "RATIOS", value_delimiter = ',', value_parser = aspect_ratio, conflicts_with = "aspect_ratio")]
    ratios: Vec<AspectRatio>,

    /// Frames per second: 24, 25, 30 or 60 [default: from the prompt, else 30].
    #[arg(long, value_name = "RATE", value_parser = frame_rate)]
    fps: Option<FrameRate>,

    /// The lowest resolution it will be shown at, which says how small letters may be.
    #[arg(long, value_name = "SIZE", value_parser = resolution)]
    resolution: Option<Resolution>,

    /// The prompt that a scene was made from [default: the one it names].
    #[arg(long, value_name = "PROMPT", requires = "scene")]
    made_from: Option<String>,

    /// A file with a JSON list of what the film must do, as a scene's "expect" has it.
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,

    /// Check it with other contents instead: long and foreign words, emoji, huge, negative and zero figures, missing
    /// pictures. Those of its variables are swapped; of a scene without any, all texts and figures.
    #[arg(long, conflicts_with_all = ["fix", "sheets", "expect"])]
    stress: bool,

    /// A folder to draw the findings into as PNG pictures, with lines round what each is about.
    #[arg(long, value_name = "DIR")]
    sheets: Option<PathBuf>,

    /// List what is checked, and nothing else.
    #[arg(long, exclusive = true)]
    list: bool,
}

pub(crate) fn run(args: &CheckArgs) -> Result<(), CliError> {
    if args.list {
        for code in Code::ALL {
            println!("{:<16} {}", code.word(), code.about());
        }
        return Ok(());
    }
    let mut source = match &args.video_id {
        Some(id) => stored(args, id)?,
        // What is to be mended or put under stress is seen as it is.
        None if args.fix || args.stress => args.source.open(args.fps, &Decoder::of_pictures(&args.source.fetch))?,
        None => {
            let ratios = match (args.ratios.as_slice(), args.source.aspect_ratio) {
                ([], None) => AspectRatio::ALL,
                (ratios, _) => ratios,
            };
            let smallest = args.resolution.unwrap_or(Resolution::P1080);
            args.source.open_checked(args.fps, smallest, ratios, &Decoder::of_pictures(&args.source.fetch))?
        }
    };
    for warning in &source.warnings {
        eprintln!("note: {warning}");
    }
    let settings = args.settings(&source)?;
    if args.stress {
        return stress(args, &source, &settings);
    }
    let report = if args.fix {
        let mended = fixed(&source.scene, &source.assets, &settings, args.all);
        source.scene = mended.scene.clone();
        for finding in &mended.mended {
            eprintln!("mended: {finding}");
        }
        write(args, &Scene { theme: source.written_theme.clone(), ..mended.scene })?;
        if args.json {
            let list: Vec<Value> = mended.mended.iter().map(Finding::to_value).collect();
            let told = json!({ "mended": list, "report": mended.report.to_value() });
            // The scene itself is printed where no file is named.
            if args.output.is_some() { println!("{told:#}") } else { eprintln!("{told:#}") }
        } else {
            mended.report.findings.iter().for_each(|finding| eprintln!("{}: {finding}", finding.severity));
            eprintln!("{}", mended.report.score);
        }
        mended.report
    } else {
        let report = check(&source.scene, &source.assets, &settings);
        tell(args, &report);
        report
    };
    if let Some(folder) = &args.sheets {
        draw(folder, &source, &settings, &report)?;
    }
    match report.errors().count() {
        0 => Ok(()),
        1 => Err(CliError::Failed("the check found an error".to_owned())),
        count => Err(CliError::Failed(format!("the check found {count} errors"))),
    }
}

/// The scene of a video that the server made.
fn stored(args: &CheckArgs, id: &str) -> Result<Source, CliError> {
    let data = args.database.existing_ring(&args.data).map_err(CliError::other)?;
    let scene = data.scene(id).map_err(CliError::other)?;
    let scene = scene.ok_or_else(|| {
        CliError::Usage(format!("no video {id} with a scene is in {}; ids look like vid_…", args.data.display()))
    })?;
    let scene = Scene::parse(&scene).map_err(|error| CliError::invalid_scene(Path::new(id), &error))?.scene;
    let assets = pavo_design::fonts::bundled_assets();
    let aspect = scene.aspect();
    let written_theme = scene.theme.clone();
    Ok(Source { scene, assets, aspect, warnings: Vec::new(), trace: None, brief: None, folder: None, written_theme })
}

impl CheckArgs {
    fn settings(&self, source: &Source) -> Result<CheckSettings, CliError> {
        let aspects = if !self.ratios.is_empty() {
            self.ratios.clone()
        } else if self.source.aspect_ratio.is_some() {
            vec![source.aspect]
        } else {
            // The one it was designed for first.
            let mut all = AspectRatio::ALL.to_vec();
            all.sort_by_key(|aspect| *aspect != source.scene.aspect());
            all
        };
        Ok(CheckSettings {
            aspects,
            frame_rate: self.fps.unwrap_or_else(|| source.scene.frame_rate()),
            smallest: self.resolution,
            prompt: self.made_from.clone(),
            expected: self.expected(&source.scene)?,
        })
    }

    /// What the film must do by a file.
    fn expected(&self, scene: &Scene) -> Result<Vec<Expectation>, CliError> {
        let Some(path) = &self.expect else { return Ok(Vec::new()) };
        let text = fs::read_to_string(path).map_err(|error| CliError::unreadable(path, &error))?;
        let list: Value = serde_json::from_str(&text)
            .map_err(|error| CliError::Usage(format!("{}: not JSON: {error}", path.display())))?;
        // Read as a part of the scene, so that ids are looked up and every problem is told with its place.
        let mut document = scene.to_value();
        document["expect"] = list.clone();
        Scene::from_value(&document).map_err(|error| CliError::invalid_scene(path, &error))?;
        Vec::<Expectation>::read(&list, &mut Reader::default())
            .ok_or_else(|| CliError::Usage(format!("{}: not a list of expectations", path.display())))
    }
}

/// Says what goes wrong with other contents.
fn stress(args: &CheckArgs, source: &Source, settings: &CheckSettings) -> Result<(), CliError> {
    let found = strained(&source.scene, &source.assets, settings);
    if args.json {
        let list = found.iter().map(|one| {
            let mut value = one.finding.to_value();
            value["stress"] = one.stress.word().into();
            value
        });
        println!("{:#}", json!({ "findings": list.collect::<Vec<_>>() }));
    } else {
        for &kind in Stress::ALL {
            let own: Vec<_> = found.iter().filter(|one| one.stress == kind).collect();
            let verdict = if stressed(&source.scene, &source.assets, kind).is_none() {
                "nothing to swap"
            } else if own.is_empty() {
                "holds"
            } else {
                "fails"
            };
            println!("{:<17} {verdict}", kind.word());
            own.iter().for_each(|one| println!("  {}: {}", one.finding.severity, one.finding));
        }
    }
    match found.len() {
        0 => Ok(()),
        1 => Err(CliError::Failed("the scene fails with other contents in one place".to_owned())),
        count => Err(CliError::Failed(format!("the scene fails with other contents in {count} places"))),
    }
}

/// Draws the findings at each ratio that has some.
fn draw(folder: &Path, source: &Source, settings: &CheckSettings, report: &Report) -> Result<(), CliError> {
    for aspect in &settings.aspects {
        let subject = Subject::Scene {
            scene: &source.scene,
            assets: &source.assets,
            aspect: *aspect,
            frame_rate: settings.frame_rate,
        };
        let look = SheetSettings { shows_safe_area: true, resolution: Resolution::P1080 };
        let sheets = finding_sheets(&subject, &source.assets, &report.findings, &look).map_err(CliError::other)?;
        write_sheets(folder, &aspect.word().replace(':', "x"), &sheets)?;
    }
    Ok(())
}

fn write(args: &CheckArgs, scene: &Scene) -> Result<(), CliError> {
    let Some(path) = &args.output else {
        println!("{}", scene.to_json());
        return Ok(());
    };
    let written = fs::write(path, scene.to_json() + "\n");
    written.map_err(|error| CliError::Failed(format!("{} cannot be written: {error}", path.display())))
}

/// Findings, those of the same thing at several ratios as one with all its ratios.
fn grouped(findings: &[Finding]) -> Vec<(&Finding, Vec<&'static str>)> {
    let name =
        |finding: &Finding| [&finding.node, &finding.other].map(|node| node.as_ref().map(|node| node.name.clone()));
    let mut groups: Vec<(&Finding, Vec<&'static str>)> = Vec::new();
    for finding in findings {
        let ratio = finding.aspect.map(AspectRatio::word);
        let is_same = |(first, ratios): &&mut (&Finding, Vec<&'static str>)| {
            first.code == finding.code
                && first.severity == finding.severity
                && name(first) == name(finding)
                && ratio.is_some_and(|ratio| !ratios.is_empty() && !ratios.contains(&ratio))
        };
        match groups.iter_mut().find(is_same) {
            Some((_, ratios)) => ratios.extend(ratio),
            None => groups.push((finding, ratio.into_iter().collect())),
        }
    }
    groups
}

fn tell(args: &CheckArgs, report: &Report) {
    if args.json {
        println!("{:#}", report.to_value());
        return;
    }
    for (finding, ratios) in grouped(&report.findings) {
        let can = if finding.fix.is_empty() { "" } else { " (--fix can mend it)" };
        let also = match ratios.as_slice() {
            [] | [_] => String::new(),
            [_, others @ ..] => format!("; also at {}", others.join(", ")),
        };
        println!("{}: {finding}{also}{can}", finding.severity);
    }
    if report.findings.iter().all(|finding| finding.severity == Severity::Info) {
        println!("Nothing is wrong.");
    }
    println!("{}", report.score);
}
