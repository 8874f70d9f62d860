//! Names of partners, customers or sponsors, side by side.

use super::chart::{count_of, spot};
use super::display;
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::mark::mark;
use crate::parts::{Dress, Frame, entrance, fine, rect, responsive_group, units};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::Wording;
use pavo_scene::{Anchor, ColorToken, Entrance, EntrancePreset, Node, Side, Time};

pub(super) const KIND: BlockKind = BlockKind {
    name: "logoWall",
    family: Family::Brand,
    about: "Three to twelve names in a grid, each with a plain sign, as sponsors and customers are shown.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What they have in common."),
        Slot::needed("names", SlotKind::Texts([3, 12], 22), "The names."),
        Slot::new("marks", SlotKind::Flag, "Whether a sign stands before each name; by default it does."),
    ],
    sample: r#"{"title": "In good company", "names": ["Halyard", "Northpier", "Tidewell", "Saltmarsh", "Ebb & Co", "Longshore"]}"#,
    build: |props, look, duration| {
        let shows_marks = !props.is_false("marks");
        logo_wall(props.text("title").as_deref(), &props.texts("names"), shows_marks, look, duration)
    },
};

/// Names in cells of one size, with fine lines between them.
#[must_use]
pub fn logo_wall(title: Option<&str>, names: &[String], shows_marks: bool, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start = if title.is_some() { 0.4 } else { 0.1 };
    let pace = ((duration.secs() * 0.4 - start) / count_of(names.len().max(1))).clamp(0.04, 0.16);
    nodes.push(responsive_group(|frame| composed(title, names, shows_marks, look, frame, [start, pace])));
    let ideal = start + 1.8 + reading_secs(&names.join(" ")) * 0.6;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(
    title: Option<&str>,
    names: &[String],
    shows_marks: bool,
    look: &Look,
    frame: Frame,
    [start, pace]: [f64; 2],
) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(title, None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = names.len().max(1);
    let columns = match (frame.is_wide(), count) {
        (true, 3 | 5 | 6 | 9) => 3,
        (true, _) => 4,
        (false, 3 | 5) => 1,
        (false, 4 | 6) if frame.is_tall() => 1,
        (false, _) => 2,
    };
    let rows = count.div_ceil(columns);
    let width = area.width / count_of(columns);
    let height = (area.height / count_of(rows)).min(if frame.is_tall() { 280.0 } else { 250.0 });
    let top = area.top + (area.height - height * count_of(rows)) * 0.45;
    let sign = if shows_marks { (height * 0.34).min(84.0) } else { 0.0 };
    let gap = if shows_marks { sign * 0.42 } else { 0.0 };
    let fit = Room { width: (width - sign - gap) * 0.82, height: 90.0, sizes: [26.0, 64.0], lines: 1, alone: 1.0 };
    // One size for all, so that no name is more than another.
    let size = names.iter().map(|name| copyfit::fit(name, display(look), fit).size).fold(64.0, f64::min).floor();
    for row in 1..rows {
        let y = top + height * count_of(row);
        let line = rect(units(area.width), units(2.0), trace(look, 0.22)).at(spot(area.left, y, Anchor::Left));
        let at = fine(start + 0.08 * count_of(row));
        nodes.push(
            line.enter(Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, at, tempo.entrance(0.6)) }),
        );
    }
    for (index, name) in names.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let in_row = (count - row * columns).min(columns);
        // A last row that is not full stands in the middle.
        let left = area.left + (area.width - width * count_of(in_row)) / 2.0 + width * count_of(column);
        let middle = top + height * (count_of(row) + 0.5);
        let wide = copyfit::width_em(name, display(look)) * size;
        let begin = left + (width - sign - gap - wide) / 2.0;
        let at = fine(start + pace * count_of(index));
        if shows_marks {
            nodes.push(mark(name, look, sign, at, tempo).at(spot(begin, middle, Anchor::Left)));
        }
        let comes = Entrance {
            distance: Some(30.0),
            ..entrance(EntrancePreset::Rise, at + 0.08, tempo.entrance(SUPPORT_SECS))
        };
        let words = Wording::new(name, size).display().color(ColorToken::Text).within(wide + 40.0, 1);
        nodes.push(words.node(look).at(spot(begin + sign + gap, middle, Anchor::Left)).enter(comes));
    }
    nodes
}
