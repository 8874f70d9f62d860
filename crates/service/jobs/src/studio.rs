//! The studio that really designs and draws.

use std::path::{Path, PathBuf};

use pavo_critic::check::{CheckSettings, review};
use pavo_critic::{SheetKind, SheetSettings, Subject};
use pavo_design::Brand;
use pavo_fetch::{Fetcher, MOST_FILES};
use pavo_film::{CancelToken, EncodeError, FilmError, FilmReport, Observer, OutputSpec, RenderSettings, Target};
use pavo_media::Assets;
use pavo_scene::{Scene, Time};
use pavo_store::{AspectRatio, Format, Fps, OutputConfig, Resolution};
use tracing::error;

use crate::brand::{brand_of, logo_of};
use crate::bring::bring;
use crate::dispatcher::chain_of;
use crate::files;
use crate::poster::poster_moment;
use crate::{Brief, CancelFlag, Design, PictureKind, RenderEvents, Studio, StudioError, Wanted, WantedPicture};

/// Designs with the director, draws with the film engine and the bundled fonts.
#[derive(Debug, Clone)]
pub struct PavoStudio {
    assets: Assets,
    settings: RenderSettings,
    /// The data folder, which has the files that were handed in.
    root: PathBuf,
    fetcher: Fetcher,
    /// Whether a file that cannot be used is an error, not a warning.
    is_strict: bool,
}

impl PavoStudio {
    /// A studio that draws as `settings` say; `root` is the data folder, where files are that were handed in.
    ///
    /// Files of other servers come from the public internet; one that cannot be used is told and left out.
    #[must_use]
    pub fn new(settings: RenderSettings, root: impl Into<PathBuf>) -> Self {
        Self {
            assets: pavo_design::fonts::bundled_assets(),
            settings,
            root: root.into(),
            fetcher: Fetcher::new(Vec::new()),
            is_strict: false,
        }
    }

    /// The same, whose files of other servers come by `fetcher`.
    #[must_use]
    pub fn with_fetcher(self, fetcher: Fetcher) -> Self {
        Self { fetcher, ..self }
    }

    /// The same, which makes no video where a file or a reference cannot be used.
    #[must_use]
    pub fn with_strict_assets(self) -> Self {
        Self { is_strict: true, ..self }
    }
}

impl PavoStudio {
    /// Goes on with what is told of files that cannot be used, unless there must be none.
    fn told(&self, not_used: &[String]) -> Result<(), StudioError> {
        if !self.is_strict || not_used.is_empty() {
            return Ok(());
        }
        Err(StudioError::Failed { code: "asset_not_usable", message: not_used.join("; ") })
    }

    /// The parent's film with the changes that the prompt asks for.
    fn changed(&self, brief: &Brief, edited: pavo_director::Edited) -> Design {
        let trace = edited.to_value().to_string();
        let outputs: Vec<OutputSpec> = brief.outputs.iter().map(output_spec).collect();
        let assets = files::assets_of(&self.root, &edited.scene, &self.assets, &self.settings.ffmpeg)
            .unwrap_or_else(|_| self.assets.clone());
        let reviewed = review(&edited.scene, &assets, &check_settings(&edited.scene, &outputs));
        let scene = reviewed.scene;
        Design {
            title: scene.meta.as_ref().and_then(|meta| meta.title.clone()),
            duration_secs: scene.duration().secs(),
            scene: scene.to_json(),
            trace,
            warnings: reviewed.warnings,
        }
    }
}

impl Studio for PavoStudio {
    fn design(&self, brief: &Brief, cancel: &CancelFlag) -> Result<Design, StudioError> {
        // The first output leads; the others are laid out anew from the same scene.
        let first = brief.outputs.first().map(output_spec);
        let mut told = Vec::new();
        if let Some(parent) = &brief.parent {
            let edited = pavo_scene::Scene::parse(&parent.scene)
                .ok()
                .and_then(|parsed| pavo_director::edit(&parsed.scene, &brief.prompt, brief.duration_secs));
            if let Some(edited) = edited {
                let mut design = self.changed(brief, edited);
                // Nothing that was handed in is left out in silence.
                if !brief.files.is_empty() || !brief.references.is_empty() {
                    let not_used =
                        "assets and reference pictures are not used: a change of a parent video keeps its own";
                    self.told(&[not_used.to_owned()])?;
                    design.warnings.push(not_used.to_owned());
                }
                return Ok(design);
            }
            told.push(
                "parent_video_id: no change of the parent was understood, so the film is designed anew from the prompt"
                    .to_owned(),
            );
        }
        let outputs: Vec<OutputSpec> = brief.outputs.iter().map(output_spec).collect();
        let mut assets = self.assets.clone();
        let logo = logo_of(brief.brand.as_deref());
        let named = brief.files.iter().take(MOST_FILES).chain(&brief.references).chain(&logo);
        let brought = bring(&self.root, &self.fetcher, named, cancel)?;
        let (brand, no_logo, of_brand) = match &brief.brand {
            Some(text) => brand_of(&self.root, text, &brought, &mut assets, &self.settings.ffmpeg),
            None => (None, Vec::new(), Vec::new()),
        };
        let (given, not_shown, notes) =
            files::taken(&self.root, &brief.files, &brought, &mut assets, &self.settings.ffmpeg);
        let (colors, not_used) = files::reference(&self.root, &brief.references, &brought, &self.settings.ffmpeg);
        let brand = Brand::referred(brand, colors);
        let missing = [no_logo, not_shown, not_used].concat();
        self.told(&missing)?;
        told.extend([missing, of_brand, notes].concat());
        // Errors are mended at every ratio that is asked for; what is left is told with the job.
        let asked = pavo_director::Brief {
            prompt: brief.prompt.clone(),
            duration_secs: brief.duration_secs,
            aspect: first.map(|output| output.aspect),
            frame_rate: first.map(|output| output.frame_rate),
            seed: brief.seed,
            brand,
            given,
            is_plain: false,
        };
        let made = pavo_critic::designed(&asked, &assets, |scene| check_settings(scene, &outputs));
        let pavo_critic::Designed { direction, reviewed } = made;
        let scene = reviewed.scene;
        Ok(Design {
            title: scene.meta.as_ref().and_then(|meta| meta.title.clone()),
            duration_secs: scene.duration().secs(),
            scene: scene.to_json(),
            trace: direction.trace.to_value().to_string(),
            warnings: [told, direction.warnings, reviewed.warnings].concat(),
        })
    }

    fn render(
        &self,
        scene: &str,
        output: &OutputConfig,
        destination: &Path,
        progress: &(dyn Fn(f32) + Sync),
        cancel: &CancelFlag,
    ) -> Result<Vec<String>, StudioError> {
        let scene = stored_scene(scene)?;
        let assets = files::assets_of(&self.root, &scene, &self.assets, &self.settings.ffmpeg)?;
        let token = CancelToken::of_flag(cancel.shared());
        let observer = Relay { progress };
        let spec = output_spec(output);
        pavo_film::render(&scene, &assets, &spec, destination, &self.settings, &observer, &token)
            .map(|report| warnings_of(&report))
            .map_err(|error| studio_error(&error, output))
    }

    fn picture(&self, scene: &str, wanted: &WantedPicture) -> Result<Vec<u8>, StudioError> {
        let scene = stored_scene(scene)?;
        let assets = files::assets_of(&self.root, &scene, &self.assets, &self.settings.ffmpeg)?;
        let (aspect, resolution) = (aspect_of(wanted.aspect_ratio), resolution_of(wanted.resolution));
        let too_large = |_| internal("a picture of this size cannot be drawn");
        let (size, pixels) = match wanted.kind {
            PictureKind::Still(at_secs) => {
                let length = scene.duration().secs();
                let at_secs = at_secs.unwrap_or(length / 2.0);
                if at_secs > length {
                    let message = format!("t: {at_secs} s is after the end; the film is {length} s long");
                    return Err(StudioError::Failed { code: "after_the_end", message });
                }
                let moment = Time::from_secs(at_secs);
                let still = pavo_film::still(&scene, &assets, aspect, resolution, moment).map_err(too_large)?;
                (still.size, still.pixels)
            }
            PictureKind::Poster => {
                let moment = poster_moment(&scene, &assets, aspect).map_err(too_large)?;
                let still = pavo_film::still(&scene, &assets, aspect, resolution, moment).map_err(too_large)?;
                (still.size, still.pixels)
            }
            PictureKind::Sheet => {
                let frame_rate = scene.frame_rate();
                let subject = Subject::Scene { scene: &scene, assets: &assets, aspect, frame_rate };
                let settings = SheetSettings { shows_safe_area: false, resolution };
                let made = pavo_critic::sheets(&subject, &self.assets, &[SheetKind::Overview], &settings);
                let mut made = made.map_err(|_| internal("the sheet could not be drawn"))?;
                let sheet = made.pop().ok_or_else(|| internal("the sheet could not be drawn"))?;
                (sheet.size, sheet.pixels)
            }
        };
        pavo_film::png_of(&pixels, size).map_err(|_| internal("the picture could not be written"))
    }

    fn render_together(&self, scene: &str, wanted: &[Wanted], events: &dyn RenderEvents, cancel: &CancelFlag) {
        let read = stored_scene(scene).and_then(|scene| {
            let assets = files::assets_of(&self.root, &scene, &self.assets, &self.settings.ffmpeg)?;
            Ok((scene, assets))
        });
        let (scene, assets) = match read {
            Ok(read) => read,
            Err(error) => {
                (0..wanted.len()).for_each(|index| events.ended(index, Err(error.clone())));
                return;
            }
        };
        let token = CancelToken::of_flag(cancel.shared());
        let targets: Vec<Target<'_>> = wanted
            .iter()
            .map(|one| Target { output: output_spec(&one.config), destination: &one.destination })
            .collect();
        let observer = RelayAll { wanted, events };
        // What came of each is told through the observer.
        pavo_film::render_all(&scene, &assets, &targets, &self.settings, &observer, &token);
    }
}

/// How the film of some outputs is checked.
fn check_settings(scene: &Scene, outputs: &[OutputSpec]) -> CheckSettings {
    let mut aspects: Vec<pavo_scene::AspectRatio> = outputs.iter().map(|output| output.aspect).collect();
    aspects.dedup();
    let smallest = outputs.iter().map(|output| output.resolution).min_by_key(|resolution| resolution.short_side());
    CheckSettings { aspects, smallest, ..CheckSettings::of(scene) }
}

fn stored_scene(scene: &str) -> Result<Scene, StudioError> {
    let parsed = pavo_design::read_scene(scene).map_err(|invalid| {
        // The problems may quote the scene's texts, which are the asker's.
        error!(problems = invalid.problems.len(), "A stored scene cannot be read");
        internal("the stored scene cannot be read by this version")
    });
    Ok(parsed?.scene)
}

fn warnings_of(report: &FilmReport) -> Vec<String> {
    report.warnings.iter().map(ToString::to_string).collect()
}

/// Hands progress out, once per frame.
struct Relay<'r> {
    progress: &'r (dyn Fn(f32) + Sync),
}

impl Observer for Relay<'_> {
    fn frame_written(&self, _: usize, frames_done: u32, frames_total: u32) {
        (self.progress)(frames_done as f32 / frames_total.max(1) as f32);
    }
}

/// The same for several films.
struct RelayAll<'r> {
    wanted: &'r [Wanted],
    events: &'r dyn RenderEvents,
}

impl Observer for RelayAll<'_> {
    fn frame_written(&self, film: usize, frames_done: u32, frames_total: u32) {
        self.events.progress(film, frames_done as f32 / frames_total.max(1) as f32);
    }

    fn film_ended(&self, film: usize, outcome: &Result<FilmReport, FilmError>) {
        let outcome = outcome.as_ref().map(warnings_of);
        self.events.ended(film, outcome.map_err(|error| studio_error(error, &self.wanted[film].config)));
    }
}

fn output_spec(config: &OutputConfig) -> OutputSpec {
    OutputSpec {
        format: match config.format {
            Format::Mp4 => pavo_film::Format::Mp4,
            Format::Prores => pavo_film::Format::ProRes,
            Format::Webm => pavo_film::Format::WebM,
            Format::Gif => pavo_film::Format::Gif,
        },
        aspect: aspect_of(config.aspect_ratio),
        frame_rate: match config.fps {
            Fps::F24 => pavo_scene::FrameRate::Fps24,
            Fps::F25 => pavo_scene::FrameRate::Fps25,
            Fps::F30 => pavo_scene::FrameRate::Fps30,
            Fps::F60 => pavo_scene::FrameRate::Fps60,
        },
        resolution: resolution_of(config.resolution),
    }
}

const fn aspect_of(word: AspectRatio) -> pavo_scene::AspectRatio {
    match word {
        AspectRatio::R16x9 => pavo_scene::AspectRatio::Wide,
        AspectRatio::R9x16 => pavo_scene::AspectRatio::Tall,
        AspectRatio::R1x1 => pavo_scene::AspectRatio::Square,
        AspectRatio::R4x5 => pavo_scene::AspectRatio::Feed,
    }
}

const fn resolution_of(word: Resolution) -> pavo_scene::Resolution {
    match word {
        Resolution::P360 => pavo_scene::Resolution::P360,
        Resolution::P480 => pavo_scene::Resolution::P480,
        Resolution::P720 => pavo_scene::Resolution::P720,
        Resolution::P1080 => pavo_scene::Resolution::P1080,
        Resolution::K4 => pavo_scene::Resolution::K4,
    }
}

/// What the asker is told. The log tells the server's owner the rest: paths, the encoder's words.
fn studio_error(error: &FilmError, output: &OutputConfig) -> StudioError {
    let failed = |code, message: &str| {
        error!(error = chain_of(error), "A film could not be made");
        StudioError::Failed { code, message: message.to_owned() }
    };
    match error {
        FilmError::Cancelled => StudioError::Cancelled,
        FilmError::Encode(EncodeError::NoEncoder { .. } | EncodeError::NeedsFfmpeg { .. }) => {
            StudioError::FormatNotAvailable { format: output.format.as_str() }
        }
        FilmError::Encode(EncodeError::NoFfmpeg { .. } | EncodeError::Start { .. }) => {
            failed("encoder_missing", "the server has no working ffmpeg, which writes the files")
        }
        FilmError::Encode(EncodeError::NoSpace { .. }) => failed("storage_full", "the server's disk is full"),
        FilmError::Encode(_) => failed("encode_failed", "the file could not be encoded"),
        FilmError::FrameTooLarge(_) => failed("frame_too_large", "frames of this size cannot be drawn"),
        // The reason is a panic's text, which may quote the asker's words.
        FilmError::Frame { frame_index, .. } => {
            error!(frame_index, "A frame could not be drawn");
            internal("an internal error stopped the drawing; this is a bug in Pavo")
        }
    }
}

fn internal(message: &str) -> StudioError {
    StudioError::Failed { code: "internal", message: message.to_owned() }
}
