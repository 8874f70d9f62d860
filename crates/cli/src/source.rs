//! Where a scene comes from: a prompt, or a document.

use crate::design;
use crate::error::{CliError, with_causes};
use crate::fetch::FetchArgs;
use crate::ffmpeg::Decoder;
use crate::files::{Files, is_remote, read_src, shortened, take_files, take_references};
use pavo_critic::check::CheckSettings;
use pavo_critic::{Designed, designed};
use pavo_design::{Brand, FontCut, LOGO_ASSET};
use pavo_director::Brief;
use pavo_fetch::{Medium, medium_of, read_font, stem_of};
use pavo_film::read_sound;
use pavo_media::{Assets, Sound};
use pavo_scene::{AspectRatio, AssetKind, FrameRate, Resolution, Scene, Theme, VarValue};
use std::fs;
use std::path::{Path, PathBuf};

/// What a command works on.
#[derive(Debug, clap::Args)]
pub(crate) struct SourceArgs {
    /// What to show, in words, or the path of a scene document (.json); - reads the words from standard input.
    #[arg(conflicts_with = "scene", value_name = "PROMPT")]
    prompt: Option<String>,

    /// A scene document (JSON) instead of a prompt; see `pavo schema`.
    #[arg(long, value_name = "FILE")]
    scene: Option<PathBuf>,

    /// A value for a variable of the scene document, as name=Ada or total=12; can be given several times.
    #[arg(long = "var", value_name = "NAME=VALUE", requires = "scene", value_parser = variable)]
    vars: Vec<(String, String)>,

    /// Length in seconds, 1 to 120 [default: from the prompt].
    #[arg(long, value_name = "SECONDS", value_parser = duration)]
    duration: Option<f64>,

    /// Ratio of the frame: 16:9, 9:16, 1:1 or 4:5 [default: from the prompt, else 16:9].
    #[arg(long, value_name = "RATIO", value_parser = aspect_ratio)]
    pub(crate) aspect_ratio: Option<AspectRatio>,

    /// Draws other choices where the prompt leaves them open.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// A brand (JSON): name, style, colours (by role or as a list), typefaces and logo (a path) that the film has where
    /// the prompt names none; the theme of a scene document gives way to them.
    #[arg(long, value_name = "FILE")]
    brand: Option<PathBuf>,

    /// A picture (PNG, JPEG, GIF, WebP, BMP, AVIF, SVG), video (MP4, MOV, MKV, …), recording (MP3, WAV, M4A, …), typeface (TTF,
    /// OTF, WOFF, WOFF2) or table (CSV, TSV) that shall appear: a path, an address (https://…) or a data URL; can be given
    /// several times. A sign on a transparent or plain ground is taken for the logo; a recording is what the film sounds
    /// like; a typeface draws the titles, or what the prompt says.
    #[arg(long = "asset", value_name = "FILE", conflicts_with = "scene")]
    files: Vec<String>,

    /// Fail where a file of --asset or --reference cannot be used, instead of saying so and going on without it.
    #[arg(long)]
    strict_assets: bool,

    /// A picture or video whose colours the film shall have where the prompt and the brand name none, named as --asset
    /// does; it is not shown. Can be given up to five times.
    #[arg(long = "reference", value_name = "FILE", conflicts_with = "scene")]
    references: Vec<String>,

    #[command(flatten)]
    pub(crate) fetch: FetchArgs,

    /// Leave the scene that a prompt becomes as it is, instead of mending what `pavo check` finds wrong with it.
    #[arg(long)]
    no_check: bool,
}

/// A scene, ready to be shown.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) scene: Scene,
    pub(crate) assets: Assets,
    /// The ratio to show it at.
    pub(crate) aspect: AspectRatio,
    /// What could not be done as it was said.
    pub(crate) warnings: Vec<String>,
    /// How the prompt was read.
    pub(crate) trace: Option<pavo_director::Trace>,
    /// What was asked for, where the scene was designed from a prompt.
    pub(crate) brief: Option<Brief>,
    /// Where the paths of a document's assets begin.
    pub(crate) folder: Option<PathBuf>,
    /// The theme as the document has it, before what it leaves open was filled in.
    pub(crate) written_theme: Option<Theme>,
}

impl SourceArgs {
    /// Designs or reads the scene.
    ///
    /// `frame_rate` is what the outputs will have, if that is known; `decoder` reads videos and recordings.
    pub(crate) fn open(&self, frame_rate: Option<FrameRate>, decoder: &Decoder) -> Result<Source, CliError> {
        let (source, told) = self.opened(frame_rate, decoder)?;
        Source { warnings: [told, source.warnings].concat(), ..source }.completed(decoder)
    }

    /// The scene, and what is told of the brand.
    fn opened(&self, frame_rate: Option<FrameRate>, decoder: &Decoder) -> Result<(Source, Vec<String>), CliError> {
        // Whoever names a document where words are expected means the document.
        let is_document = |text: &&String| text.ends_with(".json") && Path::new(text.as_str()).is_file();
        let named = self.prompt.as_ref().filter(is_document).map(PathBuf::from);
        let document = self.scene.as_ref().or(named.as_ref());
        let mut assets = pavo_design::fonts::bundled_assets();
        let files = match document {
            Some(_) => Files::default(),
            None => take_files(&self.files, self.strict_assets, decoder, &mut assets)?,
        };
        let own_fonts = match document {
            Some(path) => fonts_of(path, decoder),
            None => files.given.iter().filter_map(|given| given.font().cloned()).collect(),
        };
        let (brand, mut told) = match &self.brand {
            Some(path) => read_brand(path, &own_fonts, decoder)?,
            None => (None, Vec::new()),
        };
        let opened = match (document, &self.prompt) {
            (Some(_), _) if !self.files.is_empty() => {
                return Err(CliError::Usage(
                    "--asset goes with a prompt; the files of a scene document are named in it".to_owned(),
                ));
            }
            (Some(path), _) => {
                let dress = brand.as_ref();
                read_document(path, &self.vars, self.duration, self.aspect_ratio, dress, decoder)
            }
            (None, Some(prompt)) => {
                let prompt = if prompt == "-" { read_standard_input()? } else { prompt.clone() };
                if prompt.trim().is_empty() {
                    return Err(CliError::Usage("the prompt is empty; say what to show".to_owned()));
                }
                if let Some(logo) = brand.as_ref().and_then(|brand| brand.logo.as_ref()) {
                    let (medium, _) = read_picture(LOGO_ASSET, Path::new(&logo.src), decoder)?;
                    medium.add_to(&mut assets, LOGO_ASSET);
                }
                let (duration_secs, aspect, seed) = (self.duration, self.aspect_ratio, self.seed);
                let (colors, not_used) = take_references(&self.references, self.strict_assets, decoder)?;
                told.extend(not_used);
                let brand = Brand::referred(brand, colors);
                told.extend(files.warnings);
                let given = files.given;
                let brief = Brief { prompt, duration_secs, aspect, frame_rate, seed, brand, given, is_plain: false };
                Ok(design::from_prompt(brief, assets))
            }
            (None, None) => {
                Err(CliError::Usage("say what to show: give a prompt, or a document with --scene".to_owned()))
            }
        };
        Ok((opened?, told))
    }

    /// As [`SourceArgs::open`]; what a check finds wrong with a prompt's scene is mended, and what is left is told.
    ///
    /// `smallest`: the lowest resolution it will be shown at.
    pub(crate) fn open_checked(
        &self,
        frame_rate: Option<FrameRate>,
        smallest: Resolution,
        ratios: &[AspectRatio],
        decoder: &Decoder,
    ) -> Result<Source, CliError> {
        let (source, told) = self.opened(frame_rate, decoder)?;
        let Some(brief) = source.brief.as_ref().filter(|_| !self.no_check) else {
            return Source { warnings: [told, source.warnings].concat(), ..source }.completed(decoder);
        };
        let settings = |scene: &Scene| CheckSettings {
            aspects: if ratios.is_empty() { vec![source.aspect] } else { ratios.to_vec() },
            frame_rate: frame_rate.unwrap_or_else(|| scene.frame_rate()),
            smallest: Some(smallest),
            ..CheckSettings::of(scene)
        };
        let Designed { direction, reviewed } = designed(brief, &source.assets, settings);
        let warnings = [told, direction.warnings, reviewed.warnings].concat();
        Source { scene: reviewed.scene, warnings, trace: Some(direction.trace), ..source }.completed(decoder)
    }
}

/// Reads a brand, and what of it will not look as it was meant.
fn read_brand(path: &Path, own_fonts: &[FontCut], decoder: &Decoder) -> Result<(Option<Brand>, Vec<String>), CliError> {
    let text = fs::read_to_string(path).map_err(|error| CliError::unreadable(path, &error))?;
    match Brand::read_with_fonts(&text, own_fonts) {
        Ok((mut brand, mut warnings)) => {
            if let Some(logo) = &mut brand.logo {
                let file = path.parent().unwrap_or(Path::new("")).join(&logo.src);
                let (medium, notes) = read_picture("logo", &file, decoder)?;
                warnings.extend(notes);
                logo.ratio = medium.ratio().unwrap_or(1.0);
                // A document's paths begin elsewhere than the brand's.
                logo.src = std::path::absolute(&file).unwrap_or(file).display().to_string();
            }
            Ok((Some(brand), warnings))
        }
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(CliError::Usage(format!("{}: {}", path.display(), told.join("\n"))))
        }
    }
}

/// A document in a brand's theme; one that is no JSON is left for its reader to tell.
fn dressed(text: &str, brand: &Brand) -> String {
    let Ok(mut document) = serde_json::from_str::<serde_json::Value>(text) else { return text.to_owned() };
    brand.dress(&mut document);
    document.to_string()
}

/// Reads a scene document with some of its variables, and what it needs.
///
/// `secs`: its length instead of its own; `aspect`: the ratio to show it at, instead of its own; `brand`: whose theme it
/// gets; `means`: what reads recordings, and what fetches files.
pub(crate) fn read_document(
    path: &Path,
    vars: &[(String, String)],
    secs: Option<f64>,
    aspect: Option<AspectRatio>,
    brand: Option<&Brand>,
    decoder: &Decoder,
) -> Result<Source, CliError> {
    let text = fs::read_to_string(path).map_err(|error| CliError::unreadable(path, &error))?;
    let text = brand.map_or_else(|| text.clone(), |brand| dressed(&text, brand));
    let own_fonts = fonts_of(path, decoder);
    let parsed =
        pavo_design::read_branded(&text, brand, &own_fonts).map_err(|error| CliError::invalid_scene(path, &error))?;
    let parsed = if vars.is_empty() {
        parsed
    } else {
        let value = |(name, value): &(String, String)| {
            // A value that is no number for one that was is told by the scene, at the place that uses it.
            let was_number = matches!(parsed.scene.vars.get(name), Some(VarValue::Number(_)));
            let number = value.trim().parse().ok().filter(|number: &f64| was_number && number.is_finite());
            (name.clone(), number.map_or_else(|| VarValue::Text(value.clone()), VarValue::Number))
        };
        parsed
            .scene
            .with_vars(&vars.iter().map(value).collect())
            .map_err(|error| CliError::invalid_scene(path, &error))?
    };
    let mut warnings: Vec<String> =
        parsed.warnings.iter().map(|problem| format!("{}: {problem}", path.display())).collect();
    let mut scene = parsed.scene;
    if let Some(secs) = secs {
        let canvas = scene.canvas.get_or_insert_default();
        canvas.duration = Some(pavo_scene::Time::from_secs(secs));
    }
    let written_theme = scene.theme.clone();
    warnings.extend(pavo_design::resolve_theme(&mut scene));
    let (assets, notes) = assets_of(&scene, folder_of(path), decoder)?;
    warnings.extend(notes);
    let aspect = aspect.unwrap_or_else(|| scene.aspect());
    Ok(Source {
        scene,
        assets,
        aspect,
        warnings,
        trace: None,
        brief: None,
        folder: Some(folder_of(path).to_owned()),
        written_theme,
    })
}

/// The typefaces among a document's assets; those that cannot be read are told when the film's assets are.
fn fonts_of(path: &Path, decoder: &Decoder) -> Vec<FontCut> {
    let document = fs::read_to_string(path).ok().and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    let assets = document.as_ref().and_then(|document| document.get("assets")?.as_object());
    let read = |asset: &serde_json::Value| {
        let src = asset.get("src")?.as_str().filter(|_| asset.get("type").is_some_and(|kind| kind == "font"))?;
        let bytes = read_src(src, folder_of(path), &decoder.fetcher).ok()?;
        Some(read_font(&bytes, stem_of(src)).ok()?.cut)
    };
    assets.into_iter().flatten().filter_map(|(_, asset)| read(asset)).collect()
}

/// Where the paths of a document's assets begin.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A picture or drawing, and what of it is not shown.
fn read_picture(name: &str, file: &Path, decoder: &Decoder) -> Result<(Medium, Vec<String>), CliError> {
    let unusable = |error: &dyn std::error::Error| {
        CliError::Usage(format!("the asset \"{name}\" ({}): {}", file.display(), with_causes(error)))
    };
    let bytes = fs::read(file).map_err(|error| unusable(&error))?;
    let (medium, notes) = Medium::of_image(&bytes, &decoder.ffmpeg).map_err(|error| unusable(&error))?;
    let told = |note| format!("the asset \"{name}\" ({}): {note}", file.display());
    Ok((medium, notes.into_iter().map(told).collect()))
}

/// The bundled fonts, and the pictures, videos, recordings and typefaces of a scene whose paths begin at `folder`; also what
/// of them is not shown.
pub(crate) fn assets_of(scene: &Scene, folder: &Path, decoder: &Decoder) -> Result<(Assets, Vec<String>), CliError> {
    let (mut assets, mut told) = (pavo_design::fonts::bundled_assets(), Vec::new());
    for (name, asset) in &scene.assets {
        let place = || match is_remote(&asset.src) {
            true => shortened(&asset.src),
            false => folder.join(&asset.src).display().to_string(),
        };
        let unusable = |told: String| CliError::Usage(format!("the asset \"{name}\" ({}): {told}", place()));
        match asset.kind {
            // Without ffmpeg the film is made without its sound, and says so.
            AssetKind::Audio if decoder.ffmpeg.is_none() || !decoder.is_heard => {}
            // Recordings may be larger than other files.
            AssetKind::Audio if !is_remote(&asset.src) => {
                let samples = read_sound(&folder.join(&asset.src), &decoder.ffmpeg);
                let samples = samples.map_err(|error| unusable(with_causes(&error)))?;
                assets.add_sound(name.as_str(), Sound { samples });
            }
            AssetKind::Image | AssetKind::Video | AssetKind::Audio | AssetKind::Font => {
                let bytes = read_src(&asset.src, folder, &decoder.fetcher).map_err(unusable)?;
                let medium = medium_of(scene, name, &bytes, &decoder.ffmpeg);
                let (medium, notes) = medium.map_err(|error| unusable(with_causes(&error)))?;
                medium.add_to(&mut assets, name);
                told.extend(notes.into_iter().map(|note| format!("the asset \"{name}\" ({}): {note}", place())));
            }
        }
    }
    Ok((assets, told))
}

impl Source {
    /// With as much of the videos and recordings that were handed in as the film shows and lets hear: to be designed with,
    /// less of them sufficed.
    fn completed(mut self, decoder: &Decoder) -> Result<Self, CliError> {
        // What a document names was read for it.
        if self.folder.is_some() {
            return Ok(self);
        }
        for (name, asset) in &self.scene.assets {
            let is_wanted = match asset.kind {
                AssetKind::Image | AssetKind::Font => false,
                AssetKind::Video => decoder.is_seen,
                AssetKind::Audio => decoder.is_heard && !decoder.ffmpeg.is_none(),
            };
            if !is_wanted {
                continue;
            }
            let unusable = |told: String| CliError::Usage(format!("--asset {}: {told}", shortened(&asset.src)));
            let bytes = read_src(&asset.src, Path::new(""), &decoder.fetcher).map_err(unusable)?;
            let (medium, _) =
                medium_of(&self.scene, name, &bytes, &decoder.ffmpeg).map_err(|error| unusable(with_causes(&error)))?;
            medium.add_to(&mut self.assets, name);
        }
        Ok(self)
    }
}

fn read_standard_input() -> Result<String, CliError> {
    std::io::read_to_string(std::io::stdin())
        .map_err(|error| CliError::Usage(format!("standard input cannot be read: {error}")))
}

/// A variable and its value.
fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| "must be NAME=VALUE".to_owned())?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

fn duration(text: &str) -> Result<f64, String> {
    let secs = text.trim_end_matches('s').parse().ok().filter(|secs: &f64| (1.0..=120.0).contains(secs));
    secs.ok_or_else(|| "must be a number of seconds from 1 to 120".to_owned())
}

pub(crate) fn aspect_ratio(text: &str) -> Result<AspectRatio, String> {
    AspectRatio::from_word(text).ok_or_else(|| format!("must be one of {}", AspectRatio::WORDS.join(", ")))
}

pub(crate) fn frame_rate(text: &str) -> Result<FrameRate, String> {
    FrameRate::from_word(text).ok_or_else(|| format!("must be one of {}", FrameRate::WORDS.join(", ")))
}

pub(crate) fn resolution(text: &str) -> Result<Resolution, String> {
    Resolution::from_word(text).ok_or_else(|| format!("must be one of {}", Resolution::WORDS.join(", ")))
}
