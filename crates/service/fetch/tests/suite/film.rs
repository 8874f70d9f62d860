//! The film of a case at one ratio, and everything that is wrong with it.

use crate::material::File;
use pavo_critic::check::{CheckSettings, check};
use pavo_critic::{Designed, designed};
use pavo_design::contrast::wcag;
use pavo_director::Brief;
use pavo_fetch::{TakenFiles, medium_of, take_all};
use pavo_film::{Ffmpeg, FrameMaker};
use pavo_media::{Assets, Picture};
use pavo_scene::{AspectRatio, AssetKind, Node, NodeKind, PixelSize, Resolution, Rgba, Scene, Time};

/// Files and what somebody writes with them, and what must come of it.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) prompt: &'static str,
    pub(crate) files: Vec<File>,
    /// What is to be read on screen.
    pub(crate) words: &'static [&'static str],
    /// What is to be read on screen as figures.
    pub(crate) figures: &'static [f64],
}

/// A film of a case.
#[derive(Debug)]
pub(crate) struct Film<'c> {
    case: &'c Case,
    scene: Scene,
    assets: Assets,
    /// What the files are called in the scene, with the names they were handed in under.
    names: Vec<(String, String)>,
    /// What is wrong with it at any ratio.
    pub(crate) wrong: Vec<String>,
    /// Whether a check found errors that could not be mended.
    has_errors: bool,
}

/// A frame's pixels: RGBA, row by row.
pub(crate) type Pixels = Vec<[u8; 4]>;

/// So many moments of each film are looked at, evenly spread.
const MOMENTS: u32 = 8;

/// The size at which films are looked at: 320 pixels on the longer side.
pub(crate) const fn size_of(aspect: AspectRatio) -> PixelSize {
    match aspect {
        AspectRatio::Wide => PixelSize { width: 320, height: 180 },
        AspectRatio::Tall => PixelSize { width: 180, height: 320 },
        AspectRatio::Square => PixelSize { width: 320, height: 320 },
        AspectRatio::Feed => PixelSize { width: 256, height: 320 },
    }
}

impl<'c> Film<'c> {
    /// Designs a film for a ratio as the command line does: checked and mended at `aspects`, in full HD.
    pub(crate) fn of(case: &'c Case, aspect: AspectRatio, aspects: &[AspectRatio]) -> Self {
        let mut assets = pavo_design::fonts::bundled_assets();
        let handed_in: Vec<String> = case.files.iter().map(|file| file.name.to_owned()).collect();
        let bytes_of = |name: &str| case.files.iter().find(|file| file.name == name).expect("a file").bytes.clone();
        let read = |name: &str| Ok((bytes_of(name), name.to_owned()));
        let TakenFiles { given, not_used, .. } = take_all(&handed_in, read, &mut assets, &Ffmpeg::default());
        let names = given.iter().map(|given| (given.name.clone(), given.src.clone())).collect();
        let brief = Brief { aspect: Some(aspect), given, ..Brief::new(case.prompt) };
        let settings = |scene: &Scene| settings(scene, aspects);
        let Designed { direction, reviewed } = designed(&brief, &assets, settings);
        let scene = reviewed.scene;
        // To be designed with a sketch of a video suffices, to be seen it does not.
        for (name, asset) in scene.assets.iter().filter(|(_, asset)| asset.kind == AssetKind::Video) {
            let medium = medium_of(&scene, name, &bytes_of(&asset.src), &Ffmpeg::default());
            medium.expect("a video").0.add_to(&mut assets, name);
        }
        let mut wrong: Vec<String> =
            not_used.iter().map(|(index, reason)| format!("{} is not used: {reason}", handed_in[*index])).collect();
        let is_loss =
            |warning: &&String| ["left out", "not shown", "not used"].iter().any(|loss| warning.contains(loss));
        wrong.extend(direction.warnings.iter().filter(is_loss).map(|warning| format!("it is said: {warning}")));
        Self { case, scene, assets, names, wrong, has_errors: reviewed.errors > 0 }
    }

    /// What is wrong with it at a ratio; `frames`: as [`Film::frames`] gives them.
    pub(crate) fn wrong_at(&self, aspect: AspectRatio, frames: &[Pixels]) -> Vec<String> {
        let mut wrong = Vec::new();
        let shown = Shown::of(&self.scene, aspect);
        for words in self.case.words {
            if !shown.says(words) {
                wrong.push(format!("\"{words}\" is not on screen: {:?}", shown.words));
            }
        }
        for figure in self.case.figures {
            if !shown.counts(*figure) {
                wrong.push(format!("{figure} is not on screen: {:?} {:?}", shown.figures, shown.words));
            }
        }
        for (file, hue_deg) in self.case.files.iter().filter_map(|file| Some((file, file.hue_deg?))) {
            let Some(name) = self.name_of(file) else { continue };
            if !shown.pictures.iter().any(|picture| picture == name) {
                wrong.push(format!("{} is not in the scene: {:?}", file.name, shown.pictures));
                continue;
            }
            let share = self.most_seen(name, (hue_deg, file.least_contrast), aspect, frames);
            if share < file.least_share {
                let [seen, least] = [share, file.least_share].map(|share| share * 100.0);
                wrong.push(format!("{} covers {seen:.2} % of the frame at most; expected: {least} %", file.name));
            }
        }
        // It has been checked already; once more tells which errors are at this ratio.
        if self.has_errors {
            let found = check(&self.scene, &self.assets, &settings(&self.scene, &[aspect]));
            wrong.extend(found.errors().map(ToString::to_string));
        }
        wrong
    }

    /// What a file is called in the scene.
    fn name_of(&self, file: &File) -> Option<&str> {
        self.names.iter().find(|(_, src)| src == file.name).map(|(name, _)| name.as_str())
    }

    /// Some of its frames at a ratio.
    pub(crate) fn frames(&self, aspect: AspectRatio) -> Vec<Pixels> {
        self.frames_with(&self.assets, aspect)
    }

    fn frames_with(&self, assets: &Assets, aspect: AspectRatio) -> Vec<Pixels> {
        let maker = FrameMaker::new(&self.scene, aspect, size_of(aspect), assets);
        let mut painter = maker.painter().expect("a small frame");
        let length = self.scene.duration().secs();
        (0..MOMENTS)
            .map(|moment| {
                let time = Time::from_secs(length * (f64::from(moment) + 0.5) / f64::from(MOMENTS));
                maker.draw(&maker.display_list_at(time), &mut painter).pixels.as_chunks::<4>().0.to_vec()
            })
            .collect()
    }

    /// The largest share of a frame in which a picture is seen: in its hue, and apart from what is behind it.
    fn most_seen(&self, name: &str, (hue_deg, contrast): (f64, f64), aspect: AspectRatio, frames: &[Pixels]) -> f64 {
        let bare = self.frames_with(&without(&self.assets, name), aspect);
        let share = |(frame, bare): (&Pixels, &Pixels)| {
            let is_seen =
                |(pixel, bare): &(&[u8; 4], &[u8; 4])| has_hue(**pixel, hue_deg) && is_apart(**pixel, **bare, contrast);
            frame.iter().zip(bare).filter(is_seen).count() as f64 / frame.len() as f64
        };
        frames.iter().zip(&bare).map(share).fold(0.0, f64::max)
    }
}

fn settings(scene: &Scene, aspects: &[AspectRatio]) -> CheckSettings {
    CheckSettings { aspects: aspects.to_vec(), smallest: Some(Resolution::P1080), ..CheckSettings::of(scene) }
}

/// The same with nothing to see of a picture.
fn without(assets: &Assets, name: &str) -> Assets {
    let [width, height] = match (assets.picture(name), assets.clip(name), assets.drawing(name)) {
        (Some(picture), ..) => [picture.width, picture.height],
        (_, Some(clip), _) => clip.size(),
        (.., Some(drawing)) => drawing.size().map(|side| side.round().max(1.0) as u32),
        _ => [1, 1],
    };
    let mut assets = assets.clone();
    let pixels = vec![0; width as usize * height as usize * 4];
    assets.add_picture(name, Picture { width, height, pixels });
    assets
}

/// Whether a pixel is of a hue, however dark it is made.
pub(crate) fn has_hue(pixel: [u8; 4], hue_deg: f64) -> bool {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(f64::from);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let span = most - least;
    // What is nearly grey or black has no hue that is seen.
    if most < 25.0 || span < most * 0.25 {
        return false;
    }
    let sixth = match () {
        () if most == red => (green - blue) / span,
        () if most == green => (blue - red) / span + 2.0,
        () => (red - green) / span + 4.0,
    };
    let off = (sixth * 60.0 - hue_deg).rem_euclid(360.0);
    off.min(360.0 - off) < 14.0
}

/// Whether a pixel can be told at a glance from what would be there without it.
fn is_apart(pixel: [u8; 4], bare: [u8; 4], least_contrast: f64) -> bool {
    let [one, other] = [pixel, bare].map(|[red, green, blue, _]| Rgba::opaque(red, green, blue));
    pixel.iter().zip(bare).any(|(channel, bare)| channel.abs_diff(bare) >= 24)
        && (least_contrast <= 1.0 || wcag(one, other) >= least_contrast)
}

/// What is in a scene at a ratio.
#[derive(Debug, Default)]
struct Shown {
    words: Vec<String>,
    figures: Vec<f64>,
    pictures: Vec<String>,
}

impl Shown {
    fn of(scene: &Scene, aspect: AspectRatio) -> Self {
        let (scene, mut shown) = (scene.at_aspect(aspect), Self::default());
        scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays).for_each(|node| shown.look(node));
        shown
    }

    fn look(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Text(text) => self.words.push(text.words().into_owned()),
            NodeKind::Number(number) => self.figures.push(number.to),
            NodeKind::Image(image) => self.pictures.push(image.src.clone()),
            _ => {}
        }
        node.children().iter().for_each(|child| self.look(child));
    }

    /// Whether words are on screen, in capitals or not.
    fn says(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.words.iter().any(|text| text.to_lowercase().contains(&words))
    }

    /// Whether a figure is on screen, be it counted up to or written.
    fn counts(&self, figure: f64) -> bool {
        let is_figure = |text: &String| {
            let bare: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
            bare.parse().is_ok_and(|written: f64| (written - figure).abs() < 1e-9)
        };
        self.figures.iter().any(|shown| (shown - figure).abs() < 1e-9) || self.words.iter().any(is_figure)
    }
}
