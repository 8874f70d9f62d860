//! The last picture of a film.

use super::words::{body, subtitle, title};
use crate::background::{chosen, ground_or_quiet};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{Room, width_em};
use crate::ink::filled;
use crate::look::{Dial, Look};
use crate::mark::{logo_size, sign};
use crate::ornament::corner_ticks;
use crate::parts::{
    Dress, body_font, boxed, column, entrance, frame_at, rect, responsive, responsive_group, rounded, space, text,
    units,
};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::tokens::{LEAD_SECS, RULE_SECS, SUPPORT_SECS, Tempo, reading_secs};
use pavo_scene::{
    Anchor, ColorToken, Entrance, EntrancePreset, Node, Side, StackAlign, Text, TextAlign, TextStyle, Time,
};

/// The words of an end card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndCard {
    /// The name to remember; absent where the logo says it.
    pub name: Option<String>,
    /// A short sentence.
    pub tagline: Option<String>,
    /// What to do next, or where to go.
    pub cta: Option<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "endCard",
    family: Family::Brand,
    about: "A name to remember, a short sentence, and where to go.",
    slots: &[
        Slot::new("name", SlotKind::Text(40), "The name; left out where the logo says it."),
        Slot::new("tagline", SlotKind::Text(90), "A short sentence."),
        Slot::new("cta", SlotKind::Text(50), "What to do next, or an address."),
    ],
    sample: r#"{"name": "Harbour Lights", "tagline": "Every boat comes home", "cta": "harbourlights.example"}"#,
    build: |props, look, duration| {
        let card = EndCard { name: props.text("name"), tagline: props.text("tagline"), cta: props.text("cta") };
        end_card(&card, look, duration)
    },
};

/// A name to remember, a short sentence, and where to go.
#[must_use]
pub fn end_card(card: &EndCard, look: &Look, _duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Grid, Ground::Contours]);
    let tempo = Tempo::of(look.energy);
    let is_free = look.dial > Dial::Literal;
    if is_free && chosen(look, look.seed) != Ground::Grid {
        nodes.push(responsive_group(|frame| {
            let inset = if frame.is_wide() { 56.0 } else { 44.0 };
            corner_ticks(look, frame.width - 2.0 * inset, frame.height - 2.0 * inset, 34.0)
        }));
    }
    nodes.push(responsive(|frame| {
        let width = frame.safe_width();
        let room = Room {
            width: width * if frame.is_wide() { 0.66 } else { 0.96 },
            height: frame.safe_height() * 0.4,
            sizes: [64.0, if frame.is_wide() { 190.0 } else { 176.0 }],
            lines: 2,
            alone: 1.3,
        };
        let said = card.name.as_deref().map(|name| title(name, look, room, TextAlign::Center, LEAD_SECS + 0.05, None));
        let below = said.as_ref().map_or(56.0, |(_, fitted)| fitted.size * 0.2);
        let mut words = Vec::new();
        if look.logo.is_some() || said.is_none() {
            // A logo that says the name is as large as the name would be.
            let [side, widest] = match said {
                Some(_) => [(frame.safe_height() * 0.2).min(220.0), width * 0.6],
                None => [(frame.safe_height() * 0.3).min(340.0), width * if frame.is_wide() { 0.5 } else { 0.8 }],
            };
            let [wide, tall] = logo_size(look.logo.unwrap_or(1.0), side, widest);
            let named = card.name.as_deref().or(card.tagline.as_deref()).unwrap_or_default();
            let logo = sign(named, look, side, widest, 0.0, tempo);
            words.extend([boxed(wide, tall, vec![logo]), space(if said.is_some() { 56.0 } else { 0.0 })]);
        } else if is_free {
            let rule = rect(units(96.0), units(10.0), ColorToken::Accent).enter(Entrance {
                dir: Some(Side::Left),
                ..entrance(EntrancePreset::Grow, 0.0, tempo.entrance(RULE_SECS))
            });
            words.extend([rule, space(56.0)]);
        }
        words.extend(said.map(|(name, _)| name));
        if let Some(tagline) = &card.tagline {
            words.push(space(below + 34.0));
            words.push(subtitle(tagline, look, frame, width * 0.84, TextAlign::Center, LEAD_SECS + tempo.secs(0.35)));
        }
        if let Some(cta) = &card.cta {
            words.push(space(if card.tagline.is_some() { 64.0 } else { below + 60.0 }));
            words.push(pill(cta, look, width * 0.9, LEAD_SECS + tempo.secs(0.6)));
        }
        let y = if frame.is_tall() { -77.0 } else { -8.0 };
        column(StackAlign::Center, words).at(frame_at(Anchor::Center, 0.0, y))
    }));
    let said = [card.name.as_deref(), card.tagline.as_deref(), card.cta.as_deref()];
    let read = reading_secs(&said.into_iter().flatten().collect::<Vec<_>>().join(" "));
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(read.max(1.8), read + 1.5, read + 4.0) }
}

/// A label on a rounded ground, as wide as its words.
fn pill(words: &str, look: &Look, widest: f64, start: f64) -> Node {
    const HEIGHT: f64 = 96.0;
    const SIZE: f64 = 40.0;
    let em = width_em(words, body(look, 600.0)).max(0.5);
    let size = SIZE.min((widest - 2.0 * 52.0) / em).max(22.0);
    let width = (em * size + 2.0 * 52.0).min(widest);
    let radius = if look.style().radius > 0.0 { HEIGHT / 2.0 } else { 0.0 };
    let (fill, ink) = filled(look, ColorToken::Accent);
    let label = Text {
        font: Some(body_font(size.floor(), 600.0)),
        color: Some(ink.into()),
        max_width: Some(units(width - 40.0)),
        max_lines: Some(1),
        ..text(words, TextStyle::Body)
    };
    let tempo = Tempo::of(look.energy);
    let comes =
        Entrance { distance: Some(30.0), ..entrance(EntrancePreset::Rise, start, tempo.entrance(SUPPORT_SECS)) };
    let ground = rounded(width, HEIGHT, radius, fill);
    boxed(width, HEIGHT, vec![ground, Node::new(label)]).enter(comes)
}
