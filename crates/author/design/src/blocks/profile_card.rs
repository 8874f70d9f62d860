//! Who somebody is.

use super::chart::{count_of, spot};
use super::{body, display, text_size};
use crate::avatar::avatar;
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::look::Look;
use crate::parts::{
    Dress, Frame, boxed, entrance, fine, named, rect, responsive_group, ring, rising, round_stroke, units,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, common_size};
use pavo_scene::{Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Node, Side, Time};

/// A person or team.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileCard {
    /// The name.
    pub name: String,
    /// What they do.
    pub role: Option<String>,
    /// A sentence about them.
    pub text: Option<String>,
    /// A few facts.
    pub facts: Vec<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "profileCard",
    family: Family::Brand,
    about: "Who somebody is: a portrait of initials, name, role, and a few facts.",
    slots: &[
        Slot::needed("name", SlotKind::Text(50), "The name."),
        Slot::new("role", SlotKind::Text(70), "What they do."),
        Slot::new("text", SlotKind::Text(140), "A sentence about them."),
        Slot::new("facts", SlotKind::Texts([1, 4], 40), "A few facts."),
    ],
    sample: r#"{"name": "Ines Okafor", "role": "Marine biologist", "text": "Listens to whales for a living", "facts": ["14 expeditions", "3 new species", "Bergen"]}"#,
    build: |props, look, duration| {
        let card = ProfileCard {
            name: props.words("name"),
            role: props.text("role"),
            text: props.text("text"),
            facts: props.texts("facts"),
        };
        profile_card(&card, look, duration)
    },
};

/// A portrait beside the words at 16:9, else above them.
#[must_use]
pub fn profile_card(card: &ProfileCard, look: &Look, _duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    nodes.push(responsive_group(|frame| composed(card, look, frame)));
    let words = format!(
        "{} {} {} {}",
        card.name,
        card.role.as_deref().unwrap_or(""),
        card.text.as_deref().unwrap_or(""),
        card.facts.join(" ")
    );
    let ideal = reading_secs(&words) + 2.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(card: &ProfileCard, look: &Look, frame: Frame) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let wide = frame.is_wide();
    let safe = [frame.safe_width(), frame.safe_height()];
    let face = if wide { (safe[1] * 0.62).min(560.0) } else { safe[0] * if frame.is_tall() { 0.56 } else { 0.34 } };
    let mut face = face;
    let [left, width] = if wide { [frame.left + face + 130.0, safe[0] - face - 130.0] } else { [frame.left, safe[0]] };
    let room =
        Room { width, height: safe[1] * 0.3, sizes: [56.0, if wide { 140.0 } else { 130.0 }], lines: 2, alone: 1.0 };
    let fitted = copyfit::fit(&card.name, display(look), room);
    let text = text_size(frame) * 1.08;
    let name_tall = fitted.height(display(look).leading);
    let role_size = card
        .role
        .as_ref()
        .map(|role| common_size([role.as_str()], body(look, 500.0), [width, 60.0], [32.0, text * 1.4], 1));
    let about = card.text.as_ref().map(|words| {
        let size = common_size([words.as_str()], body(look, 400.0), [width * 0.94, 130.0], [28.0, text], 2);
        (words, size, count_of(body_lines(look, words, 400.0, size, width * 0.9).min(2)))
    });
    let gap = if wide { 56.0 } else { 50.0 };
    let role_tall = role_size.map_or(0.0, |size| size * 0.72 + fitted.size * 0.24 + 30.0);
    let about_tall = about.map_or(0.0, |(_, size, lines)| gap + size * (0.72 + 1.26 * (lines - 1.0)));
    let facts_tall = if card.facts.is_empty() { 0.0 } else { gap + text * 0.72 + 34.0 };
    let words_tall = name_tall + role_tall + about_tall + facts_tall;
    if !wide {
        // What there is to say comes first.
        face = face.min(safe[1] - 90.0 - words_tall).max(120.0);
    }
    let mut y = if wide {
        frame.top + (safe[1] - words_tall) / 2.0
    } else {
        frame.top + ((safe[1] - face - 90.0 - words_tall) * 0.44).max(0.0) + face + 90.0
    };
    let face_at = if wide {
        [frame.left + face / 2.0, frame.top + safe[1] / 2.0]
    } else {
        [frame.left + face / 2.0, y - 90.0 - face / 2.0]
    };
    let drawn = [(0.0, 0.0, None), (0.15, 0.0, None), (1.1, 1.0, named(EaseName::Swift))];
    let orbit = ring(face, round_stroke(ColorToken::Accent, 8.0))
        .turned(-90.0)
        .keyed(Keys { trim_end: rising(drawn), ..Keys::default() });
    let portrait = avatar(&card.name, look, face * 0.88);
    let center = || pavo_scene::Position::CENTER;
    let pops =
        Entrance { ease: named(EaseName::SpringSettle), ..entrance(EntrancePreset::Pop, 0.05, tempo.entrance(0.55)) };
    let group = boxed(face, face, vec![portrait.at(center()).enter(pops), orbit.at(center())]);
    let mut nodes = vec![group.at(spot(face_at[0], face_at[1], Anchor::Center))];
    let name = Wording::new(&card.name, fitted.size).display().within(fitted.break_width(), 2);
    nodes.push(name.node(look).at(spot(left, y, Anchor::TopLeft)).enter(entrance(
        EntrancePreset::MaskUp,
        0.25,
        tempo.entrance(0.6),
    )));
    y += name_tall;
    let rises =
        |at: f64| Entrance { distance: Some(26.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    if let Some((role, size)) = card.role.as_ref().zip(role_size) {
        y += fitted.size * 0.24 + 30.0;
        let words = Wording::new(role, size).weight(500.0).color(readable_accent(look)).within(width, 1);
        nodes.push(words.node(look).at(spot(left, y, Anchor::TopLeft)).enter(rises(0.5)));
        y += size * 0.72;
    }
    if let Some((words, size, lines)) = about {
        y += gap;
        let words = Wording::new(words, size).muted().within(width * 0.94, 2);
        nodes.push(words.node(look).at(spot(left, y, Anchor::TopLeft)).enter(rises(0.7)));
        y += size * (0.72 + 1.26 * (lines - 1.0));
    }
    if !card.facts.is_empty() {
        y += gap;
        let line = rect(units(width), units(3.0), trace(look, 0.25));
        nodes.push(
            line.at(spot(left, y, Anchor::TopLeft))
                .enter(Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, 0.8, tempo.entrance(0.5)) }),
        );
        y += 34.0;
        let pitch = width / count_of(card.facts.len());
        let size = common_size(
            card.facts.iter().map(String::as_str),
            body(look, 600.0),
            [pitch - 24.0, 60.0],
            [24.0, text],
            1,
        );
        for (index, fact) in card.facts.iter().enumerate() {
            let words = Wording::new(fact, size).weight(600.0).within(pitch - 20.0, 2);
            let at = fine(0.9 + 0.1 * count_of(index));
            nodes.push(words.node(look).at(spot(left + pitch * count_of(index), y, Anchor::TopLeft)).enter(rises(at)));
        }
    }
    nodes
}

/// The accent where words can be read in it, else the colour of quiet text.
fn readable_accent(look: &Look) -> ColorToken {
    let [accent, bg] = [ColorToken::Accent, ColorToken::Bg].map(|token| look.color(token));
    if crate::contrast::Floor::TEXT.holds(accent, bg) { ColorToken::Accent } else { ColorToken::Muted }
}
