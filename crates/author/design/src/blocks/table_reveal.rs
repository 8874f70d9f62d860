//! A table, row by row.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, frame_at, rect, responsive_group, units};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{RULE_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_width, common_size};
use pavo_scene::{Anchor, ColorToken, Entrance, EntrancePreset, Node, Side, Time};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it is about.
    pub title: Option<String>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// The row that matters, by the text of its first cell.
    pub highlight: Option<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "tableReveal",
    family: Family::Data,
    about: "A table whose rows come one after another, with one that matters.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What it is about."),
        Slot::needed("columns", SlotKind::Texts([1, 5], 30), "The names of the columns."),
        Slot::needed("rows", SlotKind::Rows([1, 9], 5), "The rows, each with a cell for each column."),
        Slot::new("highlight", SlotKind::Text(40), "The row that matters, by the text of its first cell."),
    ],
    sample: r#"{"title": "Ferries this morning", "columns": ["To", "Leaves", "Quay"],
        "rows": [["Fanø", "08:10", "2"], ["Ærø", "08:45", "1"], ["Samsø", "09:20", "4"], ["Læsø", "10:05", "3"]],
        "highlight": "Samsø"}"#,
    build: |props, look, duration| {
        let table = Table {
            title: props.text("title"),
            columns: props.texts("columns"),
            rows: props.rows("rows"),
            highlight: props.text("highlight"),
        };
        table_reveal(&table, look, duration)
    },
};

/// A table over the width of the frame.
#[must_use]
pub fn table_reveal(table: &Table, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if table.title.is_some() { 0.4 } else { 0.1 };
    let words: String = table.rows.iter().flatten().map(|cell| format!("{cell} ")).collect();
    let read = reading_secs(&words) * 0.7;
    let pace = ((duration.secs() * 0.45 - start) / count_of(table.rows.len().max(1))).clamp(0.05, 0.35);
    nodes.push(responsive_group(|frame| composed(table, look, frame, start, pace)));
    let ideal = start + read + 2.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(table: &Table, look: &Look, frame: Frame, start: f64, pace: f64) -> Vec<Node> {
    let head = heading(table.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let tempo = Tempo::of(look.energy);
    let rows = table.rows.len().max(1);
    let header = if frame.is_tall() { 92.0 } else { 76.0 };
    let most = if frame.is_tall() { 176.0 } else { 130.0 };
    let pitch = ((area.height - header) / count_of(rows)).min(most);
    let label = if frame.is_tall() { 32.0 } else { 26.0 };
    let shares = shares(table, look, area.width);
    let inner = 28.0;
    let largest = (pitch * 0.46).min(text_size(frame) * 1.35).max(24.0);
    let mut size = largest;
    for (column, [_, wide]) in shares.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(column)).map(String::as_str);
        size = common_size(cells, body(look, 600.0), [wide - 2.0 * inner, 60.0], [22.0, size], 1).min(size);
    }
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.3));
    let mut children = Vec::new();
    for (column, ([left, wide], name)) in shares.iter().zip(&table.columns).enumerate() {
        let words = Wording::new(name, label).capitals().muted().within(wide - 2.0 * inner, 2);
        children
            .push(cell(words, look, *left, *wide, inner, header * 0.42, is_figures(table, column)).enter(fades(start)));
    }
    let line = rect(units(area.width), units(4.0), ColorToken::Text);
    let wipes = Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, start, tempo.entrance(RULE_SECS)) };
    children.push(line.at(spot(0.0, header, Anchor::Left)).enter(wipes));
    let wanted = table.highlight.as_deref().map(|name| name.trim().to_lowercase());
    for (index, row) in table.rows.iter().enumerate() {
        let middle = header + pitch * (count_of(index) + 0.5);
        let at = start + 0.2 + pace * count_of(index);
        let is_it = wanted.is_some() && row.first().map(|cell| cell.trim().to_lowercase()) == wanted;
        if is_it {
            let band = rect(units(area.width), units(pitch), filled(look, ColorToken::Accent).0);
            let last = start + 0.2 + pace * count_of(rows) + 0.3;
            let comes = Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, last, tempo.entrance(0.5)) };
            children.push(band.at(spot(0.0, middle, Anchor::Left)).enter(comes));
        }
        for (column, ([left, wide], words)) in shares.iter().zip(row).enumerate() {
            let weight = if column == 0 || is_it { 600.0 } else { 400.0 };
            let words = Wording::new(words, size).weight(weight).within(wide - 2.0 * inner, 2);
            let rises = |start: f64| Entrance {
                distance: Some(22.0),
                ..entrance(EntrancePreset::Rise, start, tempo.entrance(SUPPORT_SECS))
            };
            let node = cell(words, look, *left, *wide, inner, middle, is_figures(table, column));
            let node = node.enter(rises(at + 0.03 * count_of(column)));
            children.push(if is_it {
                recoloured(look, node, start + 0.2 + pace * count_of(rows) + 0.35)
            } else {
                node
            });
        }
        if index + 1 < rows {
            let line = rect(units(area.width), units(2.0), trace(look, 0.18));
            children.push(line.at(spot(0.0, middle + pitch / 2.0, Anchor::Left)).enter(fades(at)));
        }
    }
    let tall = header + pitch * count_of(rows);
    let down = ((area.height - tall) * 0.4).max(0.0);
    nodes.push(boxed(area.width, tall, children).at(frame_at(Anchor::TopLeft, area.left, area.top + down)));
    nodes
}

/// A text that turns to the colour of what is on the accent.
fn recoloured(look: &Look, node: Node, at: f64) -> Node {
    use pavo_scene::{Emphasis, EmphasisPreset};
    node.stress(Emphasis {
        start: Some(crate::parts::secs(at)),
        dur: Some(crate::parts::secs(0.25)),
        color: Some(filled(look, ColorToken::Accent).1.into()),
        ..Emphasis::new(EmphasisPreset::ColorTo)
    })
}

fn cell(words: Wording<'_>, look: &Look, left: f64, wide: f64, inner: f64, y: f64, is_figure: bool) -> Node {
    if is_figure {
        words.flush_right().node(look).at(spot(left + wide - inner, y, Anchor::Right))
    } else {
        words.node(look).at(spot(left + inner, y, Anchor::Left))
    }
}

/// Whether a column holds figures, which stand flush right; the first never does.
fn is_figures(table: &Table, column: usize) -> bool {
    let figure = |cell: &String| {
        let plain = cell.trim();
        plain.chars().any(|c| c.is_ascii_digit())
            && plain.chars().filter(|c| c.is_alphabetic()).count() <= 2
            && plain.chars().count() <= 12
    };
    column > 0 && table.rows.iter().filter_map(|row| row.get(column)).all(figure)
}

/// Left edge and width of each column, by what stands in it.
fn shares(table: &Table, look: &Look, width: f64) -> Vec<[f64; 2]> {
    let wants = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| body_width(look, cell, 600.0, 40.0));
        let name = table.columns.get(column).map_or(0.0, |name| body_width(look, &name.to_uppercase(), 600.0, 30.0));
        cells.fold(name, f64::max).max(60.0) + 56.0
    };
    let wanted: Vec<f64> = (0..table.columns.len()).map(wants).collect();
    let sum: f64 = wanted.iter().sum();
    let extra = (width - sum) / count_of(wanted.len().max(1));
    let mut left = 0.0;
    wanted
        .iter()
        .map(|want| {
            let wide = if extra >= 0.0 { want + extra } else { want / sum * width };
            let found = [left, wide];
            left += wide;
            found
        })
        .collect()
}
