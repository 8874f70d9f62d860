//! Quoted speech.

use super::words::{display, title_entrance};
use crate::background::background;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, body_font, column, display_font, entrance, rect, responsive, row, safe_at, space, text, units,
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
    ],
    sample: r#"{"quote": "A harbour is a promise that the sea will be kind enough, often enough, to come home.", "author": "Old pilots’ saying"}"#,
    build: |props, look, duration| quote_card(&props.words("quote"), props.text("author").as_deref(), look, duration),
};

/// A quotation and who said it.
#[must_use]
pub fn quote_card(quote: &str, author: Option<&str>, look: &Look, duration: Time) -> Block {
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
        if let Some(author) = author {
            children.push(space(size * 0.24 + 52.0));
            let name = Text {
                font: Some(body_font(if frame.is_wide() { 38.0 } else { 42.0 }, 500.0)),
                color: Some(ColorToken::Muted.into()),
                max_width: Some(units(frame.safe_width() * 0.8)),
                ..text(author, TextStyle::Subtitle)
            };
            let come = |preset| entrance(preset, author_at, tempo.entrance(SUPPORT_SECS));
            let name = Node::new(name).enter(Entrance { distance: Some(20.0), ..come(EntrancePreset::Rise) });
            let rule = rect(units(72.0), units(6.0), ColorToken::Accent).enter(come(EntrancePreset::Wipe));
            children.push(if is_free { row(28.0, StackAlign::Center, vec![rule, name]) } else { name });
        }
        let y = if frame.is_wide() { -16.0 } else { -40.0 };
        let x = if frame.is_wide() { frame.safe_width() * 0.06 } else { 0.0 };
        column(StackAlign::Start, children).at(safe_at(Anchor::Left, x, y))
    }));
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(read * 0.7, read + 1.2, read + 4.0) }
}
