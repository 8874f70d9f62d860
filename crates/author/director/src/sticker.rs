//! Pictures that lie on the film in a corner, as stickers do: beside what it is about, never behind it.

use crate::corner::{clause, corner};
use crate::given::Given;
use crate::prompt::Prompt;
use pavo_design::{LOGO_ASSET, PictureKind};
use pavo_scene::{
    Anchor, Entrance, EntrancePreset, Image, ImageFit, Length, Loop, LoopPreset, Node, Position, Size, Time, Within,
};
use std::ops::Range;

/// What lies on a film: which of the pictures, where, and how it moves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sticker<'g> {
    given: &'g Given,
    corner: Anchor,
    motion: Option<LoopPreset>,
}

/// The picture that a prompt wants in a corner: `sticker bouncing in the corner`, `with the photo in the lower left`.
pub(crate) fn sticker<'g>(prompt: &Prompt<'_>, given: &'g [Given]) -> Option<Sticker<'g>> {
    let is_picture = |one: &&Given| one.sight().is_some();
    let on_nothing =
        |one: &&Given| one.name != LOGO_ASSET && one.sight().is_some_and(|sight| sight.kind == PictureKind::Logo);
    let whole = prompt.whole();
    if let Some(at) = prompt.find_phrase(&whole, "sticker").or_else(|| prompt.find_phrase(&whole, "stickers")) {
        let clause = clause(prompt, &at);
        // The one that is called so, else one that lies on nothing, else the last.
        let names = ["sticker", ".gif", "emoji"];
        let is_called = |one: &&Given| names.iter().any(|name| one.called().to_lowercase().contains(name));
        let pictures = || given.iter().filter(is_picture);
        let one =
            pictures().find(is_called).or_else(|| pictures().find(on_nothing)).or_else(|| pictures().next_back())?;
        let corner = corner(prompt, &clause).flatten().unwrap_or(Anchor::TopRight);
        return Some(Sticker { given: one, corner, motion: motion(prompt, &clause) });
    }
    // What lies on nothing has no place of its own.
    if let Some(one) = given.iter().find(on_nothing) {
        return Some(Sticker { given: one, corner: Anchor::TopRight, motion: None });
    }
    let nouns = ["gif", "picture", "photo", "image", "badge", "clip", "animation", "icon", "portrait", "headshot"];
    nouns.iter().find_map(|noun| {
        let at = prompt.find_phrase(&whole, noun)?;
        let clause = clause(prompt, &at);
        let corner = corner(prompt, &clause)?.unwrap_or(Anchor::TopRight);
        let one = given.iter().find(|one| one.is_photo())?;
        Some(Sticker { given: one, corner, motion: motion(prompt, &clause) })
    })
}

fn motion(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<LoopPreset> {
    let named: [(LoopPreset, &[&str]); 5] = [
        (LoopPreset::Bob, &["bounc", "hop", "jump"]),
        (LoopPreset::Spin, &["spin", "rotat", "turning"]),
        (LoopPreset::Sway, &["wiggl", "sway", "wobbl", "shak", "swing"]),
        (LoopPreset::Pulse, &["puls", "throb"]),
        (LoopPreset::Float, &["float", "hover"]),
    ];
    let words = prompt.plain(clause.clone());
    named.iter().find(|(_, stems)| stems.iter().any(|stem| words.contains(stem))).map(|(preset, _)| *preset)
}

impl Sticker<'_> {
    /// The name of its picture among the document's assets.
    pub(crate) fn name(&self) -> &str {
        &self.given.name
    }

    /// The picture in its corner, as it is from its entrance on.
    ///
    /// `is_crowded`: whether the corners hold other things too.
    pub(crate) fn node(&self, is_crowded: bool) -> Node {
        const WIDEST: f64 = 460.0;
        let side = if is_crowded { 220.0 } else { 340.0 };
        let ratio = self.given.sight().map_or(1.0, |sight| sight.ratio).max(0.1);
        let width = (side * ratio.sqrt()).min(WIDEST);
        let size = Size { width: Length::Units(width.round()), height: Length::Units((width / ratio).round()) };
        let has_ground = self.given.sight().is_some_and(|sight| sight.transparent < 0.05);
        let mut node = Node::new(Image {
            size: Some(size),
            fit: Some(ImageFit::Contain),
            radius: has_ground.then_some(28.0),
            ..Image::new(self.given.name.as_str())
        });
        let mut place = Position::frame(self.corner, Length::ZERO, Length::ZERO);
        place.within = Within::Safe;
        node.common.pos = Some(place);
        let mut comes = Entrance::new(EntrancePreset::Pop);
        comes.start = Some(Time::from_secs(0.3));
        comes.dur = Some(Time::from_secs(0.6));
        node.common.entrance = Some(comes);
        node.common.loops = self.motion.map(Loop::new).into_iter().collect::<Vec<_>>().into();
        node
    }
}
