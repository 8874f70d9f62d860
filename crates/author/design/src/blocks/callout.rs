//! A thing with lines that lead from its parts to words.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::emblem::emblem;
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, disc, entrance, fine, line, named, responsive_group, ring, round_stroke, stroke};
use crate::picture_node::picture_node;
use crate::slot::{Slot, SlotKind};
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, common_size};
use libm::{cos, sin};
use pavo_library::picture_for;
use pavo_scene::{Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Node, Time};

/// What is said of a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The part's name, or a figure.
    pub label: String,
    /// A few words more.
    pub text: Option<String>,
}

const NOTE: &[Slot] = &[
    Slot::needed("label", SlotKind::Text(34), "The part's name, or a figure."),
    Slot::new("text", SlotKind::Text(70), "A few words more."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "callout",
    family: Family::Structure,
    about: "A thing in the middle, and lines from its parts to two to six notes beside it.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What is explained."),
        Slot::needed("subject", SlotKind::Text(40), "The thing; a picture or icon of it is looked for."),
        Slot::needed("notes", SlotKind::Items([2, 6], NOTE), "What is said of its parts, from the upper left on."),
    ],
    sample: r#"{"title": "Built for bad weather", "subject": "sailboat", "notes": [
        {"label": "Two reefs", "text": "Set from the cockpit"}, {"label": "Carbon mast", "text": "18 kg lighter"},
        {"label": "Lead keel", "text": "Rights her in 3 seconds"}, {"label": "Dry bilge"}]}"#,
    build: |props, look, duration| {
        let notes = props.items("notes", |item| Note { label: item.words("label"), text: item.text("text") });
        callout(props.text("title").as_deref(), &props.words("subject"), &notes, look, duration)
    },
};

/// Notes on both sides of a thing at 16:9, else above and below it.
#[must_use]
pub fn callout(title: Option<&str>, subject: &str, notes: &[Note], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start = if title.is_some() { 0.9 } else { 0.6 };
    let pace = ((duration.secs() * 0.6 - start) / count_of(notes.len().max(1))).clamp(0.2, 0.9);
    nodes.push(responsive_group(|frame| composed(title, subject, notes, look, frame, [start, pace])));
    let words = |note: &Note| format!("{} {}", note.label, note.text.as_deref().unwrap_or(""));
    let read: f64 = notes.iter().map(|note| reading_secs(&words(note)) * 0.8).sum();
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(start + read + 1.6) }
}

fn composed(
    title: Option<&str>,
    subject: &str,
    notes: &[Note],
    look: &Look,
    frame: Frame,
    [start, pace]: [f64; 2],
) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(title, None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let rows = notes.len().div_ceil(2).max(1);
    let is_beside = frame.is_wide();
    // The thing, and the columns (or bands) of notes around it.
    let side = if is_beside { (area.height * 0.86).min(560.0) } else { (area.width * 0.56).min(area.height * 0.4) };
    let center = [area.left + area.width / 2.0, area.top + area.height / 2.0];
    let text = text_size(frame);
    let column = if is_beside { (area.width - side) / 2.0 - 150.0 } else { area.width / 2.0 - 30.0 };
    let labels = notes.iter().map(|note| note.label.as_str());
    let label_size = common_size(labels, body(look, 700.0), [column, 70.0], [28.0, text * 1.3], 1);
    let texts = notes.iter().filter_map(|note| note.text.as_deref());
    let small = common_size(texts, body(look, 400.0), [column, 100.0], [24.0, text * 0.95], 2);
    let pops =
        Entrance { ease: named(EaseName::SpringSettle), ..entrance(EntrancePreset::Pop, 0.1, tempo.entrance(0.7)) };
    let thing = match picture_for(subject) {
        Some(picture) => picture_node(&picture, side * 0.74),
        None => emblem(Some(subject), subject, look, side * 0.62, 0.1),
    };
    let draws = entrance(EntrancePreset::DrawOn, 0.05, tempo.entrance(1.0));
    nodes.push(ring(side, stroke(trace(look, 0.35), 3.0)).at(spot(center[0], center[1], Anchor::Center)).enter(draws));
    nodes.push(thing.at(spot(center[0], center[1], Anchor::Center)).enter(pops));
    for (index, note) in notes.iter().enumerate() {
        // The left ones first, from the top.
        let (is_right, row) = (index >= rows, index % rows);
        let in_column = if is_right { notes.len() - rows } else { rows };
        let share = (count_of(row) + 0.5) / count_of(in_column.max(1));
        let sign = if is_right { 1.0 } else { -1.0 };
        let at = fine(start + pace * count_of(index));
        let lines = note.text.as_deref().map_or(0, |words| body_lines(look, words, 400.0, small, column * 0.94).min(2));
        let tall = label_size * 0.72
            + if lines == 0 { 0.0 } else { small * 0.8 + 16.0 + small * 1.26 * (count_of(lines) - 1.0) };
        let (x, y, middle) = if is_beside {
            let middle = area.top + area.height * (0.5 + (share - 0.5) * 0.86);
            let x = if is_right { area.right() - column } else { area.left + column };
            (x, middle - tall / 2.0, middle)
        } else {
            // Above the thing on the way down, below it after that.
            let is_above = row * 2 < rows;
            let band = (area.height - side) / 2.0;
            let half = if rows > 2 && row % 2 == 1 { 0.72 } else { 0.34 };
            let y = if is_above {
                area.top + band * half - tall / 2.0
            } else {
                area.bottom() - band * (1.0 - half) - tall / 2.0
            };
            (if is_right { area.right() } else { area.left }, y, y + tall / 2.0)
        };
        // Where the line meets the thing: on the ring, towards the note.
        let toward = libm::atan2(middle - center[1], if is_beside { x - center[0] } else { sign * side * 0.6 });
        let on_ring = [center[0] + side / 2.0 * cos(toward), center[1] + side / 2.0 * sin(toward)];
        let gap = 26.0;
        let end = if is_beside {
            [x - sign * gap, middle]
        } else {
            [
                area.left + area.width * if is_right { 0.78 } else { 0.22 },
                if middle < center[1] { y + tall + gap } else { y - gap },
            ]
        };
        let way = line(on_ring.map(fine), end.map(fine), round_stroke(ColorToken::Muted, 4.0));
        let middle_of_way = [f64::midpoint(on_ring[0], end[0]), f64::midpoint(on_ring[1], end[1])];
        nodes.push(way.at(spot(middle_of_way[0], middle_of_way[1], Anchor::Center)).enter(entrance(
            EntrancePreset::DrawOn,
            at,
            tempo.entrance(0.4),
        )));
        let dot = disc(24.0, ColorToken::Accent).at(spot(on_ring[0], on_ring[1], Anchor::Center));
        nodes.push(dot.enter(entrance(EntrancePreset::Pop, at - 0.05, tempo.entrance(0.35))));
        let rises = |at: f64| Entrance {
            distance: Some(22.0),
            ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS))
        };
        // Words stand towards the line: flush right on the left side.
        let is_flush = is_beside != is_right;
        let anchor = if is_flush { Anchor::TopRight } else { Anchor::TopLeft };
        let label = Wording::new(&note.label, label_size).weight(700.0).within(column, 1);
        let label = if is_flush { label.flush_right() } else { label };
        nodes.push(label.node(look).at(spot(x, y, anchor)).enter(rises(at + 0.15)));
        if let Some(words) = &note.text {
            let words = Wording::new(words, small).muted().within(column, 2);
            let words = if is_flush { words.flush_right() } else { words };
            let below = y + label_size * 0.72 + small * 0.5 + 8.0;
            nodes.push(words.node(look).at(spot(x, below, anchor)).enter(rises(at + 0.22)));
        }
    }
    nodes
}
