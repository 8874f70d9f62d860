//! Quoted speech.

use super::photo::{FOCUS, Photo, SRC, named_photo};
use super::words::{body, display, title_entrance};
use crate::avatar::portrait;
use crate::background::background;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, Frame, body_font, column, display_font, entrance, fine, rect, responsive, row, safe_at, space, text, units,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LEAD_SECS, SUPPORT_SECS, Tempo, reading_secs};
use pavo_scene::{
    Anchor, ColorToken, Entrance, EntrancePreset, Font, Node, StackAlign, Text, TextAlign, TextStyle, Time,
};

pub(super) const KIND: BlockKind = BlockKind {
    name: "quoteCard",
    family: Family::Words,
    about: "Words that somebody said, and who said them.",
    slots: &[
        Slot::needed("quote", SlotKind::Text(260), "What was said, without quotation marks."),
        Slot::new("author", SlotKind::Text(60), "Who said it."),
        Slot::new("role", SlotKind::Text(70), "What they do."),
        Slot { about: "The name of a picture of them among the document's assets, seen in a disc.", ..SRC },
        FOCUS,
    ],
    sample: r#"{"quote": "A harbour is a promise that the sea will be kind enough, often enough, to come home.", "author": "Old pilots’ saying"}"#,
    build: |props, look, duration| {
        let face = named_photo(props);
        let speaker =
            Speaker { name: props.text("author"), role: props.text("role"), face: face.src.is_some().then_some(face) };
        quote_card(&props.words("quote"), &speaker, look, duration)
    },
};

/// Who said something.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Speaker {
    /// Their name.
    pub name: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// Their picture.
    pub face: Option<Photo>,
}

/// A quotation, and the name, role and face of who said it.
#[must_use]
pub fn quote_card(quote: &str, speaker: &Speaker, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = background(look, look.seed);
    let tempo = Tempo::of(look.energy);
    let read = reading_secs(quote);
    let author_at = (read * 0.5).min((duration.secs() - 1.2).max(0.6)).max(0.5);
    let is_free = look.dial > Dial::Literal;
    nodes.push(responsive(|frame| {
        let width = frame.safe_width() * if frame.is_wide() { 0.7 } else { 0.97 };
        // Long quotations are quieter than titles.
        let weight = display(look).weight.min(600.0);
        let setting = copyfit::Setting { weight, leading: 1.2, ..display(look) };
        let largest = if frame.is_wide() { 122.0 } else { 100.0 };
        let height = frame.safe_height() * if frame.is_wide() { 0.5 } else { 0.58 };
        let fitted = copyfit::fit(quote, setting, Room { width, height, sizes: [44.0, largest], lines: 7, alone: 1.2 });
        let size = fitted.size.floor();
        let words = Text {
            font: Some(Font {
                weight: Some(weight),
                leading: Some(1.2),
                tracking: Some(setting.tracking / 2.0),
                ..display_font(look, size)
            }),
            max_width: Some(units(fitted.break_width())),
            max_lines: Some(8),
            align: Some(TextAlign::Start),
            ..text(quote, TextStyle::Quote)
        };
        let mut comes = title_entrance(look, quote, &fitted, LEAD_SECS + 0.1);
        if matches!(comes.preset, EntrancePreset::Slam | EntrancePreset::Pop | EntrancePreset::Typewriter) {
            comes = Entrance { start: comes.start, ..Entrance::new(EntrancePreset::MaskUp) };
        }
        let mut children = Vec::new();
        if is_free {
            let mark = Text {
                font: Some(Font { min: None, ..display_font(look, if frame.is_wide() { 300.0 } else { 260.0 }) }),
                color: Some(ColorToken::Accent.into()),
                ..text("\u{201C}", TextStyle::Display)
            };
            // Only the upper part of the mark's box is inked: the room below it is part of the picture.
            children.push(Node::new(mark).enter(entrance(EntrancePreset::Fade, 0.0, tempo.entrance(0.25))));
            children.push(space(if frame.is_wide() { 0.0 } else { 12.0 }));
        }
        children.push(Node::new(words).enter(comes));
        if speaker.name.is_some() || speaker.face.is_some() {
            children.push(space(size * 0.24 + if speaker.face.is_some() { 64.0 } else { 52.0 }));
            children.push(signature(speaker, look, frame, author_at, is_free));
        }
        let y = if frame.is_wide() { -16.0 } else { -40.0 };
        let x = if frame.is_wide() { frame.safe_width() * 0.06 } else { 0.0 };
        column(StackAlign::Start, children).at(safe_at(Anchor::Left, x, y))
    }));
    let signed =
        [&speaker.name, &speaker.role].into_iter().flatten().map(|words| reading_secs(words) * 0.4).sum::<f64>();
    let read = read + signed;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(read * 0.7, read + 1.2, read + 4.0) }
}

/// Who said it: a name and a role behind a short line, or beside their face.
fn signature(speaker: &Speaker, look: &Look, frame: Frame, begins: f64, is_free: bool) -> Node {
    let tempo = Tempo::of(look.energy);
    let come = |preset, delay: f64| entrance(preset, fine(begins + delay), tempo.entrance(SUPPORT_SECS));
    let with_face = speaker.face.is_some();
    let largest = match (frame.is_wide(), with_face) {
        (true, false) => 38.0,
        (true, true) | (false, false) => 42.0,
        (false, true) => 48.0,
    };
    let width = frame.safe_width() * if with_face { 0.68 } else { 0.8 };
    let line = |words: &str, size: f64, weight: f64, color: ColorToken, delay: f64| {
        let size = (width * 1.9 / copyfit::width_em(words, body(look, weight)).max(0.5)).max(26.0).min(size);
        let set = Text {
            font: Some(body_font(size.floor(), weight)),
            color: Some(color.into()),
            max_width: Some(units(width)),
            max_lines: Some(2),
            align: Some(TextAlign::Start),
            ..text(words, TextStyle::Subtitle)
        };
        Node::new(set).enter(Entrance { distance: Some(20.0), ..come(EntrancePreset::Rise, delay) })
    };
    let is_pair = speaker.name.is_some() && speaker.role.is_some();
    let of_name = if with_face || is_pair { (600.0, ColorToken::Text) } else { (500.0, ColorToken::Muted) };
    let mut lines = Vec::new();
    if let Some(name) = &speaker.name {
        lines.push(line(name, largest, of_name.0, of_name.1, 0.0));
    }
    if let Some(role) = &speaker.role {
        if !lines.is_empty() {
            lines.push(space(18.0));
        }
        lines.push(line(role, largest * 0.86, 400.0, ColorToken::Muted, 0.12));
    }
    let said = column(StackAlign::Start, lines);
    if let Some(face) = &speaker.face {
        let side = if frame.is_wide() { 148.0 } else { 168.0 };
        let picture = portrait(face, side, 6.0, ColorToken::Accent).enter(come(EntrancePreset::Pop, -0.05));
        return row(36.0, StackAlign::Center, vec![picture, said]);
    }
    let rule = rect(units(72.0), units(6.0), ColorToken::Accent).enter(come(EntrancePreset::Wipe, 0.0));
    if is_free { row(28.0, StackAlign::Center, vec![rule, said]) } else { said }
}
