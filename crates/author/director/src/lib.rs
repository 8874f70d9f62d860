//! Words become a scene, offline and deterministically, with a trace of how they were read.
//!
//! A prompt is normalised, what must not be read as an instruction is masked, words with a meaning are found,
//! the parts of the film are told apart, and what each of them shows becomes nodes.
//! Every decision is written down with the words it rests on.
//!
//! What it does not do: it knows nothing that the prompt does not say, so it never invents figures or claims;
//! and it never shows the words of an instruction.
//!
//! ```
//! use pavo_director::{Brief, direct};
//!
//! let direction = direct(&Brief::new("A 3-second title \"Good Morning\", white on black"));
//! assert_eq!(direction.scene.duration().secs(), 3.0);
//! println!("{}", direction.trace);
//! ```

mod address;
mod budget;
mod content;
mod copy;
mod corner;
mod data;
mod design_seam;
mod directives;
mod edit;
mod element;
mod emit;
mod finish;
mod fixed;
mod given;
mod intent;
mod lexicon;
mod logo;
mod mask;
mod need;
mod normalise;
mod over;
mod own_fonts;
mod palette;
mod plan;
mod playback;
mod prompt;
mod recipe;
mod segment;
mod series;
mod slots;
mod stage;
mod sticker;
mod story;
mod tabled;
mod timing;
mod title;
mod token;
mod told;
mod toning;
mod topic;
mod trace;
mod translation;
mod typeface;
mod warn;

pub use edit::{Edited, edit};
pub use given::{Given, GivenKind, Table};
pub use told::{Refused, Told, ToldBeat, ToldCopy, told};
pub use trace::{Trace, TraceEntry};

use own_fonts::OwnLetters;
use pavo_design::{Brand, LOGO_ASSET, Logo, PictureKind};
use pavo_scene::{AspectRatio, FrameRate, Scene};
use prompt::Prompt;
use translation::Translation;

/// What is asked for: the prompt, and what is settled beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Brief {
    /// The words.
    pub prompt: String,
    /// Length in seconds; wins over the prompt.
    pub duration_secs: Option<f64>,
    /// Ratio of the frame; wins over the prompt.
    pub aspect: Option<AspectRatio>,
    /// Frames per second; wins over the prompt.
    pub frame_rate: Option<FrameRate>,
    /// What chance is drawn from; by default the prompt itself.
    pub seed: Option<u64>,
    /// Colours and typefaces where the prompt names none.
    pub brand: Option<Brand>,
    /// Files that shall appear.
    pub given: Vec<Given>,
    /// Whether things that the prompt describes one by one are shown as titles, lines and lists instead, each part of the
    /// film for itself: a second attempt where the first one is not good.
    pub is_plain: bool,
}

impl Brief {
    /// Only words.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { prompt: prompt.into(), ..Self::default() }
    }
}

/// A scene, and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Direction {
    /// What was made.
    pub scene: Scene,
    /// How the prompt was read.
    pub trace: Trace,
    /// What was left out, or may be meant otherwise.
    pub warnings: Vec<String>,
}

/// Makes a scene from a prompt.
///
/// The same brief gives the same direction. Never fails: a prompt that says nothing gives a designed background
/// and a warning.
pub fn direct(brief: &Brief) -> Direction {
    let with_files = (!brief.given.is_empty()).then(|| with_files(brief));
    let brief = with_files.as_ref().unwrap_or(brief);
    let mut trace = Trace::default();
    let text = brief.prompt.as_str();
    let seed = brief.seed.unwrap_or_else(|| hash(text));
    let translation = Translation::of(text);
    let mut read = translation.as_ref().map_or(text, |translation| &translation.text).to_owned();
    let playback = playback::Playback::take_from(&mut read, &brief.given);
    let letters = OwnLetters::of(&read, brief, &mut trace);
    let prompt = Prompt::new(letters.unsaid.as_deref().unwrap_or(&read));
    let plan = plan::plan(prompt, brief, &letters, &playback, seed, &mut trace);
    if let Some(translation) = &translation {
        translation.restore(text, &mut trace);
    }
    Direction { scene: plan.scene, trace, warnings: plan.warnings }
}

/// A brief whose prompt has the values of its tables, and whose brand has the logo among its files.
fn with_files(brief: &Brief) -> Brief {
    let mut brief = brief.clone();
    let is_screen = |given: &Given| given.sight().is_some_and(|sight| sight.kind == PictureKind::Screenshot);
    if !brief.given.iter().any(is_screen) && speaks_of_screens(&brief.prompt) {
        brief.given.iter_mut().for_each(Given::take_for_screen);
    }
    if !speaks_of_screens(&brief.prompt) && speaks_of_photos(&brief.prompt) {
        brief.given.iter_mut().for_each(Given::take_for_photo);
    }
    let tables = brief.given.iter().filter_map(|given| match &given.what {
        GivenKind::Table(table) => table.as_lines(&brief.prompt),
        GivenKind::Picture(_) | GivenKind::Font(_) | GivenKind::Video { .. } | GivenKind::Sound { .. } => None,
    });
    let tables: Vec<String> = tables.collect();
    for lines in tables {
        brief.prompt = format!("{}\n\n{lines}", brief.prompt.trim_end());
    }
    let logo = brief.given.iter().find(|given| given.name == LOGO_ASSET);
    if let Some((given, sight)) = logo.and_then(|given| Some((given, given.sight()?))) {
        let own = Logo { src: given.src.clone(), ratio: sight.ratio };
        brief.brand.get_or_insert_default().logo.get_or_insert(own);
    }
    brief
}

/// Whether words say that what was handed in are pictures of screens.
fn speaks_of_screens(words: &str) -> bool {
    let words = words.to_lowercase();
    let names = ["screenshot", "screen shot", "screen recording", "screencast", "screen capture", "app screens"];
    names.iter().any(|name| words.contains(name))
}

/// Whether words say that what was handed in are photographs, and nothing of what is on screens.
fn speaks_of_photos(words: &str) -> bool {
    let words = words.to_lowercase();
    let says = |names: &[&str]| names.iter().any(|name| words.contains(name));
    says(&["photo", "portrait", "headshot", "foto", "retrato"])
        && !says(&["screen", "app", "website", "browser", "dashboard", "phone", "interface", "page", "mockup"])
}

/// FNV-1a, cut to the 53 bits that JSON carries.
fn hash(text: &str) -> u64 {
    let hash = text
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    hash >> 11
}
