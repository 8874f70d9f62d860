//! `pavo sheet`: a film at a glance.

use crate::error::CliError;
use crate::ffmpeg::{Decoder, FfmpegArgs};
use crate::source::{SourceArgs, aspect_ratio, frame_rate, resolution};
use pavo_critic::{Sheet, SheetKind, SheetSettings, Subject, ratio_sheet, sheets};
use pavo_film::{FrameFile, probe, write_png};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, FrameRate, Resolution};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Draw contact sheets of a prompt, a scene or a film as PNG pictures, to judge it by.
///
/// overview: sixteen equal times, and how much moves along the film. moments: the first and last frame, the middle of
/// each scene, and every transition. entrances: how things come in, frame by frame. squint: small frames in colour, in grey, and through narrowed eyes. ratios, where several are given: all of them side by side.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo sheet \"Autumn menu launch\" -o sheets\n  \
    pavo sheet --scene scene.json -o sheets --ratios 16:9,9:16,1:1 --safe-areas\n  \
    pavo sheet --video film.webm -o sheets")]
pub(crate) struct SheetArgs {
    #[command(flatten)]
    source: SourceArgs,

    /// A film in a file instead of a prompt or scene: mp4, mov, webm, gif or anything else that ffmpeg reads.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["prompt", "scene", "ratios", "aspect_ratio", "fps"])]
    video: Option<PathBuf>,

    /// The folder to write the sheets to; made when missing.
    #[arg(short, long, value_name = "DIR", default_value = "sheets")]
    output: PathBuf,

    /// Only these sheets: overview, moments, entrances, squint or ratios; several are parted by commas.
    #[arg(long, value_name = "SHEETS", value_delimiter = ',', value_parser = kind)]
    only: Vec<SheetKind>,

    /// Ratios of which sheets are drawn, parted by commas [default: the film's].
    #[arg(long, value_name = "RATIOS", value_delimiter = ',', value_parser = aspect_ratio, conflicts_with = "aspect_ratio")]
    ratios: Vec<AspectRatio>,

    /// Frames per second of the film: 24, 25, 30 or 60 [default: from the prompt, else 30].
    #[arg(long, value_name = "RATE", value_parser = frame_rate)]
    fps: Option<FrameRate>,

    /// Draw a line round what is safe for text.
    #[arg(long)]
    safe_areas: bool,

    /// Short side of a sheet: 360p, 480p, 720p, 1080p or 4k.
    #[arg(long, value_name = "SIZE", default_value = "1080p", value_parser = resolution)]
    resolution: Resolution,

    #[command(flatten)]
    ffmpeg: FfmpegArgs,
}

pub(crate) fn run(args: &SheetArgs) -> Result<(), CliError> {
    if let Some(path) = &args.video {
        return run_on_file(args, path);
    }
    let source = args.source.open_checked(
        args.fps,
        Resolution::P1080,
        &args.ratios,
        &Decoder::of_pictures(&args.source.fetch),
    )?;
    for warning in &source.warnings {
        eprintln!("warning: {warning}");
    }
    let frame_rate = args.fps.unwrap_or_else(|| source.scene.frame_rate());
    let ratios = if args.ratios.is_empty() { vec![source.aspect] } else { args.ratios.clone() };
    let subject = |aspect| Subject::Scene { scene: &source.scene, assets: &source.assets, aspect, frame_rate };
    for aspect in &ratios {
        write(args, &subject(*aspect), &source.assets, &aspect.word().replace(':', "x"))?;
    }
    if ratios.len() > 1 && (args.only.is_empty() || args.only.contains(&SheetKind::Ratios)) {
        let subjects: Vec<Subject<'_>> = ratios.iter().map(|aspect| subject(*aspect)).collect();
        let sheet = ratio_sheet(&subjects, &source.assets, &args.settings()).map_err(CliError::other)?;
        write_sheets(&args.output, "all", &[sheet])?;
    }
    Ok(())
}

impl SheetArgs {
    const fn settings(&self) -> SheetSettings {
        SheetSettings { shows_safe_area: self.safe_areas, resolution: self.resolution }
    }
}

fn run_on_file(args: &SheetArgs, path: &Path) -> Result<(), CliError> {
    let ffmpeg = args.ffmpeg.found();
    let probe = probe(path, None, &ffmpeg).map_err(CliError::other)?;
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let frames = FrameFile::new(path, &probe, &ffmpeg);
    let subject = Subject::File { name: part(path.file_name()), probe: &probe, frames };
    write(args, &subject, &pavo_design::fonts::bundled_assets(), &part(path.file_stem()))
}

/// Draws the sheets of a film and writes them; `name` ends their names.
fn write(args: &SheetArgs, subject: &Subject<'_>, fonts: &Assets, name: &str) -> Result<(), CliError> {
    let settings = args.settings();
    let kinds = if args.only.is_empty() { SheetKind::ALL } else { &args.only };
    let made = sheets(subject, fonts, kinds, &settings).map_err(CliError::other)?;
    write_sheets(&args.output, name, &made)
}

/// Writes sheets into a folder, which is made when missing; `name` ends their names.
pub(crate) fn write_sheets(folder: &Path, name: &str, made: &[Sheet]) -> Result<(), CliError> {
    fs::create_dir_all(folder)
        .map_err(|error| CliError::Failed(format!("{} cannot be made: {error}", folder.display())))?;
    for sheet in made {
        let pages = made.iter().filter(|other| other.kind == sheet.kind).count();
        let number = if pages > 1 { format!("-{}", sheet.page) } else { String::new() };
        let path = folder.join(format!("{}-{name}{number}.png", sheet.kind.word()));
        write_png(&path, &sheet.pixels, sheet.size)?;
        println!("{}", path.display());
    }
    Ok(())
}

fn kind(text: &str) -> Result<SheetKind, String> {
    let kinds = || SheetKind::ALL.iter().copied().chain([SheetKind::Ratios]);
    let words = kinds().map(SheetKind::word).collect::<Vec<_>>().join(", ");
    kinds().find(|kind| kind.word() == text).ok_or_else(|| format!("must be one of {words}"))
}
