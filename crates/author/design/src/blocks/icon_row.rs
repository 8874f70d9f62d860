//! Signs in a row, each with a word or two.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::{ground_or_quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::emblem::emblem;
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, entrance, fine, rect, responsive_group, secs, units};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{Anchor, Emphasis, EmphasisPreset, Entrance, EntrancePreset, Node, Side, Time};

/// A sign and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sign {
    /// The name of an icon, or a noun that one is found for; the label's own where it is absent.
    pub icon: Option<String>,
    /// What it stands for.
    pub label: Option<String>,
}

const SIGN: &[Slot] = &[
    Slot::new("icon", SlotKind::Text(40), "The name of an icon, or a noun that one is found for."),
    Slot::new("label", SlotKind::Text(28), "What it stands for, in a word or two."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "iconRow",
    family: Family::Lists,
    about: "One to six large icons in a row (a column of rows when upright), each with a word or two.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What they are."),
        Slot::needed("items", SlotKind::Items([1, 6], SIGN), "The icons; one alone is as large as its words."),
        Slot::new("linked", SlotKind::Flag, "Whether a line leads from each to the next."),
    ],
    sample: r#"{"title": "A day on the water", "items": [{"icon": "sunrise", "label": "Cast off"},
        {"icon": "fish", "label": "Fish"}, {"icon": "coffee", "label": "Rest"}, {"icon": "anchor", "label": "Moor"}], "linked": true}"#,
    build: |props, look, duration| {
        let items = props.items("items", |item| Sign { icon: item.text("icon"), label: item.text("label") });
        icon_row(props.text("title").as_deref(), &items, props.flag("linked"), look, duration)
    },
};

/// Large signs side by side, drawn one after another.
#[must_use]
pub fn icon_row(title: Option<&str>, items: &[Sign], linked: bool, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Rings]);
    let start = if title.is_some() { 0.4 } else { 0.1 };
    let pace = ((duration.secs() * 0.55 - start) / count_of(items.len().max(1))).clamp(0.12, 0.5);
    nodes.push(responsive_group(|frame| composed(title, items, linked, look, frame, [start, pace])));
    let read: f64 = items.iter().filter_map(|item| item.label.as_deref()).map(|label| reading_secs(label) * 0.6).sum();
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(start + read + 2.0) }
}

fn composed(
    title: Option<&str>,
    items: &[Sign],
    linked: bool,
    look: &Look,
    frame: Frame,
    [start, pace]: [f64; 2],
) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(title, None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = items.len().max(1);
    let columns = match (frame.is_wide(), frame.is_tall(), count) {
        (true, _, _) => count,
        (false, _, 4) => 2,
        (false, true, 2 | 3) => 1,
        (false, true, _) => 2,
        (false, false, _) => count.min(3),
    };
    let rows = count.div_ceil(columns);
    let [width, height] = [area.width / count_of(columns), area.height / count_of(rows)];
    let has_labels = items.iter().any(|item| item.label.is_some());
    let is_alone = count == 1;
    let largest = text_size(frame) * if is_alone { 3.6 } else { 1.3 };
    let labels = items.iter().filter_map(|item| item.label.as_deref());
    let size =
        common_size(labels, body(look, 600.0), [width * 0.92, if is_alone { 240.0 } else { 60.0 }], [28.0, largest], 1);
    let under = if has_labels { size * 1.9 } else { 0.0 };
    let side = (width * 0.5).min((height - under) * 0.66).min(if is_alone {
        380.0
    } else if frame.is_tall() {
        260.0
    } else {
        230.0
    });
    let place = |index: usize| {
        let (row, column) = (index / columns, index % columns);
        let in_row = (count - row * columns).min(columns);
        let x = area.left + (area.width - width * count_of(in_row)) / 2.0 + width * (count_of(column) + 0.5);
        let y =
            area.top + height * (count_of(row) + 0.5) - under / 2.0 - if rows == 1 { area.height * 0.04 } else { 0.0 };
        [x, y]
    };
    for (index, item) in items.iter().enumerate() {
        let at = fine(start + pace * count_of(index));
        let [x, y] = place(index);
        let label = item.label.as_deref().unwrap_or("");
        let noun = item.icon.as_deref().or(item.label.as_deref());
        if linked && index > 0 && place(index - 1)[1] == y {
            let from = place(index - 1)[0] + side * 0.72;
            let line =
                rect(units(x - side * 0.72 - from), units(4.0), trace(look, 0.4)).at(spot(from, y, Anchor::Left));
            let draws =
                Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, at - 0.05, tempo.entrance(0.35)) };
            nodes.push(line.enter(draws));
        }
        let mut sign = emblem(noun, label, look, side, at).at(spot(x, y, Anchor::Center));
        if is_alone {
            // Once it stands, it draws the eye again.
            let again =
                Emphasis { start: Some(secs(at + 1.1)), amount: Some(0.14), ..Emphasis::new(EmphasisPreset::Pop) };
            sign = sign.stress(again);
        }
        nodes.push(sign);
        if !label.is_empty() {
            let words = Wording::new(label, size).weight(600.0).within(width * 0.94, 1).centered();
            let comes = Entrance {
                distance: Some(26.0),
                ..entrance(EntrancePreset::Rise, at + 0.2, tempo.entrance(SUPPORT_SECS))
            };
            nodes.push(words.node(look).at(spot(x, y + side / 2.0 + size * 0.95, Anchor::Top)).enter(comes));
        }
    }
    nodes
}
