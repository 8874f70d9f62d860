//! A stripe along the foot of the frame, to be laid over footage.

use super::photo::{FOCUS, Photo, SRC, named_photo};
use super::words::{body, display};
use crate::avatar::portrait;
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::contrast::wcag;
use crate::copyfit::{self, Room};
use crate::look::Look;
use crate::parts::{
    Dress, Frame, column, display_font, entrance, frame_at, rect, responsive, responsive_group, space, text, units,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::Wording;
use pavo_scene::{
    Anchor, AspectRatio, ColorToken, Entrance, EntrancePreset, Font, Length, Node, Rgba, StackAlign, Text, TextAlign,
    TextStyle, Time,
};

/// The words and colours of a banner.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Banner {
    /// What is large.
    pub title: String,
    /// What stands below it.
    pub text: Option<String>,
    /// Colour of the stripe; nearly black when absent.
    pub fill: Option<Rgba>,
    /// A face at one end of the stripe.
    pub face: Option<Photo>,
    /// Whether the face is at the left end.
    pub is_face_left: bool,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "banner",
    family: Family::Brand,
    about: "A stripe along the foot of the frame that nothing shines through, with words and perhaps a face, over a key colour or nothing.",
    slots: &[
        Slot::needed("title", SlotKind::Text(80), "What is large."),
        Slot::new("text", SlotKind::Text(160), "What stands below it."),
        Slot::new("fill", SlotKind::Color, "Colour of the stripe; nearly black where none is given."),
        Slot { about: "The name of a picture among the document's assets, seen in a disc.", ..SRC },
        FOCUS,
        Slot::new("left", SlotKind::Flag, "Whether the face is at the left end."),
    ],
    sample: r##"{"title": "Dr. Ines Okafor", "text": "Marine biologist", "fill": "#FFFFFF"}"##,
    build: |props, look, duration| {
        let face = named_photo(props);
        let card = Banner {
            title: props.words("title"),
            text: props.text("text"),
            fill: props.text("fill").as_deref().and_then(Rgba::parse),
            face: face.src.is_some().then_some(face),
            is_face_left: props.flag("left"),
        };
        banner(&card, look, duration)
    },
};

/// Share of the frame's height that a stripe takes, in percent. Where programs lay their own signs over the foot of the
/// frame, it is taller, and its words keep above them.
const fn share(frame: Frame) -> f64 {
    if matches!(frame.aspect, AspectRatio::Tall) { 35.0 } else { 27.0 }
}

/// A stripe that is there from the first frame, and its words; the ground above it is the look's, flat.
#[must_use]
pub fn banner(card: &Banner, look: &Look, _duration: Time) -> Block {
    let fill = card.fill.unwrap_or(Rgba::opaque(0x14, 0x16, 0x1A));
    // A little wider than the frame, whose pixels may not be a whole number of units.
    let stripe = responsive(|frame| {
        rect(Length::Percent(102.0), Length::Percent(share(frame)), fill)
            .at(frame_at(Anchor::Bottom, 0.0, 0.0))
            .enter(Entrance::new(EntrancePreset::Cut))
    });
    let words = responsive_group(|frame| composed(card, fill, look, frame));
    let read = reading_secs(&card.title) + card.text.as_deref().map_or(0.0, reading_secs);
    Block {
        nodes: vec![stripe, words],
        background: ColorToken::Bg.into(),
        camera: None,
        needs: TimeNeed::secs(read.max(1.5), read + 1.5, read + 6.0),
    }
}

fn composed(card: &Banner, fill: Rgba, look: &Look, frame: Frame) -> Vec<Node> {
    const DARK: Rgba = Rgba::opaque(0x11, 0x13, 0x18);
    let ink = if wcag(DARK, fill) > wcag(Rgba::WHITE, fill) { DARK } else { Rgba::WHITE };
    let tempo = Tempo::of(look.energy);
    let low = if frame.is_tall() { frame.bottom } else { 0.0 };
    let height = frame.height * share(frame) / 100.0 - low;
    let side = height * if frame.is_tall() { 0.8 } else { 0.74 };
    let gap = side * 0.22;
    let room = frame.safe_width() - card.face.as_ref().map_or(0.0, |_| side + gap);
    let width = if card.face.is_some() { room } else { room * 0.92 };
    let is_centred = card.face.is_none();
    let align = if is_centred { TextAlign::Center } else { TextAlign::Start };
    let share = if card.text.is_some() { 0.42 } else { 0.56 };
    let most = if frame.is_wide() { 92.0 } else { 96.0 };
    let set = Room { width, height: height * share, sizes: [34.0, most], lines: 2, alone: 1.0 };
    let fitted = copyfit::fit(&card.title, display(look), set);
    let title = Text {
        font: Some(Font { min: None, ..display_font(look, fitted.size.floor()) }),
        color: Some(ink.into()),
        max_width: Some(units(fitted.break_width().max(width))),
        max_lines: Some(2),
        align: Some(align),
        ..text(card.title.as_str(), TextStyle::Title)
    };
    let comes = |start: f64| Entrance {
        distance: Some(24.0),
        ..entrance(EntrancePreset::Rise, start, tempo.entrance(SUPPORT_SECS))
    };
    let mut lines = vec![Node::new(title).enter(comes(0.15))];
    if let Some(said) = &card.text {
        let most = if frame.is_wide() { 46.0 } else { 52.0 };
        let set = Room { width, height: height * 0.3, sizes: [24.0, most], lines: 3, alone: 1.0 };
        let size = copyfit::fit(said, body(look, 400.0), set).size.floor();
        let words = Wording::new(said, size).color(ink).within(width, 3);
        let words = if is_centred { words.centered() } else { words };
        lines.extend([space(fitted.size * 0.14 + 14.0), words.node(look).enter(comes(0.35))]);
    }
    let middle = -(height / 2.0 + low);
    let stack = column(if is_centred { StackAlign::Center } else { StackAlign::Start }, lines);
    let mut place = if is_centred {
        frame_at(Anchor::Bottom, 0.0, middle)
    } else {
        let left = frame.left + if card.is_face_left { side + gap } else { 0.0 };
        frame_at(Anchor::BottomLeft, left, middle)
    };
    place.origin = if is_centred { Anchor::Center } else { Anchor::Left };
    let mut nodes = vec![stack.at(place)];
    if let Some(face) = &card.face {
        let mut place = if card.is_face_left {
            frame_at(Anchor::BottomLeft, frame.left, middle)
        } else {
            frame_at(Anchor::BottomRight, -frame.right, middle)
        };
        place.origin = if card.is_face_left { Anchor::Left } else { Anchor::Right };
        // An accent might be close to what is keyed out.
        nodes.push(portrait(face, side, 7.0, ink).at(place));
    }
    nodes
}
