//! Things that belong together, each with its sign, its name and a sentence.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::emblem::emblem;
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, entrance, frame_at, rect, responsive_group, units};
use crate::slot::{Slot, SlotKind};
use crate::surface::{panel, side_pad};
use crate::tokens::{CARD_STAGGER_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, common_size};
use pavo_scene::{Anchor, Entrance, EntrancePreset, Node, Side, Time};

/// One thing of several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feature {
    /// The name of an icon, or a noun that one is found for.
    pub icon: Option<String>,
    /// Its name.
    pub head: String,
    /// A sentence about it.
    pub body: Option<String>,
}

/// Things that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeatureGrid {
    /// What they are.
    pub title: Option<String>,
    /// The things.
    pub items: Vec<Feature>,
}

pub(super) const FEATURE: &[Slot] = &[
    Slot::new("icon", SlotKind::Text(40), "The name of an icon, or a noun that one is found for."),
    Slot::needed("head", SlotKind::Text(40), "Its name, in a few words."),
    Slot::new("body", SlotKind::Text(110), "A sentence about it."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "featureGrid",
    family: Family::Lists,
    about: "Two to six things that belong together, each with an icon, its name and a sentence.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What they are."),
        Slot::needed("items", SlotKind::Items([2, 6], FEATURE), "The things."),
    ],
    sample: r#"{"title": "Why boats choose us", "items": [
        {"icon": "anchor", "head": "Safe berths", "body": "Deep water at every tide"},
        {"icon": "zap", "head": "Shore power", "body": "From wind, day and night"},
        {"icon": "coffee", "head": "Warm welcome", "body": "Coffee from five in the morning"}]}"#,
    build: |props, look, duration| {
        let grid = FeatureGrid { title: props.text("title"), items: props.items("items", read) };
        feature_grid(&grid, look, duration)
    },
};

pub(super) fn read(item: crate::slot::Props<'_>) -> Feature {
    Feature { icon: item.text("icon"), head: item.words("head"), body: item.text("body") }
}

/// Cards in a row or two at 16:9, else rows of a list.
#[must_use]
pub fn feature_grid(grid: &FeatureGrid, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if grid.title.is_some() { 0.4 } else { 0.1 };
    let read: f64 = grid
        .items
        .iter()
        .map(|item| reading_secs(&format!("{} {}", item.head, item.body.as_deref().unwrap_or(""))) * 0.75)
        .sum();
    let pace = ((duration.secs() * 0.5 - start) / count_of(grid.items.len().max(1))).clamp(CARD_STAGGER_SECS, 0.5);
    nodes.push(responsive_group(|frame| composed(grid, look, frame, start, pace)));
    let ideal = start + read + 1.6;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(grid: &FeatureGrid, look: &Look, frame: Frame, start: f64, pace: f64) -> Vec<Node> {
    let head = heading(grid.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = grid.items.len().max(1);
    if !frame.is_wide() {
        nodes.extend(listed(grid, look, frame, area, start, pace));
        return nodes;
    }
    let columns = match count {
        1..=4 => count,
        _ => 3,
    };
    let rows = count.div_ceil(columns);
    let gap = 36.0;
    let width = (area.width - gap * count_of(columns - 1)) / count_of(columns);
    let room = ((area.height - gap * count_of(rows - 1)) / count_of(rows)).min(if rows == 1 { 620.0 } else { 420.0 });
    let card_sizes = CardSizes::of(grid, look, [width, room]);
    let height = card_sizes.height;
    let down = ((area.height - height * count_of(rows) - gap * count_of(rows - 1)) * 0.44).max(0.0);
    for (index, item) in grid.items.iter().enumerate() {
        let (column, row) = (index % columns, index / columns);
        let x = area.left + (width + gap) * count_of(column);
        let y = area.top + down + (height + gap) * count_of(row);
        let at = start + pace * count_of(index);
        nodes.push(card(item, look, card_sizes, at).at(frame_at(Anchor::TopLeft, x, y)));
    }
    nodes
}

/// The measures that all cards share, in design units.
#[derive(Debug, Clone, Copy)]
struct CardSizes {
    width: f64,
    height: f64,
    pad: f64,
    top: f64,
    icon: f64,
    gap: f64,
    head: f64,
    body: f64,
}

impl CardSizes {
    fn of(grid: &FeatureGrid, look: &Look, [width, room]: [f64; 2]) -> Self {
        let pad = side_pad(look, (width * 0.1).min(56.0));
        let inner = width - 2.0 * pad;
        let (icon, top, gap) = ((room * 0.24).min(132.0), (room * 0.12).min(64.0), (room * 0.12).min(76.0));
        let heads = grid.items.iter().map(|item| item.head.as_str());
        let head = common_size(heads, body(look, 700.0), [inner, 120.0], [28.0, 58.0], 2);
        let bodies = || grid.items.iter().filter_map(|item| item.body.as_deref());
        let text = common_size(bodies(), body(look, 400.0), [inner, room * 0.3], [24.0, 40.0], 3);
        let head_lines = grid.items.iter().map(|item| body_lines(look, &item.head, 700.0, head, inner * 0.97).min(2));
        let lines = bodies().map(|words| body_lines(look, words, 400.0, text, inner * 0.97).min(3)).max().unwrap_or(0);
        let head_tall = head * (0.72 + 1.12 * (count_of(head_lines.max().unwrap_or(1)) - 1.0));
        let text_tall =
            if lines == 0 { 0.0 } else { text * (0.72 + 1.26 * (count_of(lines) - 1.0)) + text * 0.7 + 14.0 };
        let height = (top + icon + gap + head_tall + text_tall + top * 1.1).min(room);
        Self { width, height, pad, top, icon, gap, head, body: text }
    }
}

fn card(item: &Feature, look: &Look, sizes: CardSizes, at: f64) -> Node {
    let tempo = Tempo::of(look.energy);
    let CardSizes { width, height, pad, top, icon, .. } = sizes;
    let inner = width - 2.0 * pad;
    let rises =
        |at: f64| Entrance { distance: Some(24.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    let sign = emblem(item.icon.as_deref(), &item.head, look, icon, at + 0.15);
    let mut nodes = vec![sign.at(spot(pad, top, Anchor::TopLeft))];
    let lines = body_lines(look, &item.head, 700.0, sizes.head, inner * 0.97).min(2);
    let head_tall = sizes.head * (0.72 + 1.12 * (count_of(lines) - 1.0));
    let text_top = top + icon + sizes.gap;
    let words = Wording::new(&item.head, sizes.head).weight(700.0).within(inner, 2).leading(1.12);
    nodes.push(words.node(look).at(spot(pad, text_top, Anchor::TopLeft)).enter(rises(at + 0.22)));
    if let Some(sentence) = &item.body {
        let words = Wording::new(sentence, sizes.body).muted().within(inner, 3);
        let y = text_top + head_tall + sizes.body * 0.7 + 14.0;
        nodes.push(words.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(rises(at + 0.3)));
    }
    let comes = Entrance { distance: Some(64.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(0.55)) };
    panel(look, [width, height], nodes).enter(comes)
}

/// Rows of a list: the icon, and name and sentence beside it.
fn listed(grid: &FeatureGrid, look: &Look, frame: Frame, area: Area, start: f64, pace: f64) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let count = grid.items.len().max(1);
    let pitch = (area.height / count_of(count)).min(if frame.is_tall() { 360.0 } else { 220.0 });
    let down = (area.height - pitch * count_of(count)) * 0.4;
    let icon = (pitch * 0.5).min(if frame.is_tall() { 160.0 } else { 104.0 });
    let left = icon + 48.0;
    let width = area.width - left;
    let text = text_size(frame);
    let heads = grid.items.iter().map(|item| item.head.as_str());
    let head_size = common_size(heads, body(look, 700.0), [width, pitch * 0.3], [28.0, text * 1.36], 1);
    let bodies = grid.items.iter().filter_map(|item| item.body.as_deref());
    let body_size = common_size(bodies, body(look, 400.0), [width, pitch * 0.4], [24.0, text * 0.95], 2);
    let mut nodes = Vec::new();
    for (index, item) in grid.items.iter().enumerate() {
        let y = area.top + down + pitch * count_of(index);
        let middle = y + pitch / 2.0;
        let at = start + pace * count_of(index);
        if index > 0 {
            let line = rect(units(area.width), units(2.0), trace(look, 0.18));
            let wipes = Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, at, tempo.entrance(0.5)) };
            nodes.push(line.at(frame_at(Anchor::TopLeft, area.left, y)).enter(wipes));
        }
        nodes.push(emblem(item.icon.as_deref(), &item.head, look, icon, at).at(spot(area.left, middle, Anchor::Left)));
        let rises = |at: f64| Entrance {
            distance: Some(24.0),
            ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS))
        };
        let lines = item.body.as_deref().map_or(0, |words| body_lines(look, words, 400.0, body_size, width).min(2));
        let under =
            if lines == 0 { 0.0 } else { body_size * (0.72 + 1.26 * (count_of(lines) - 1.0)) + body_size * 0.65 + 8.0 };
        let top = middle - (head_size * 0.72 + under) / 2.0;
        let words = Wording::new(&item.head, head_size).weight(700.0).within(width, 1);
        nodes.push(words.node(look).at(spot(area.left + left, top, Anchor::TopLeft)).enter(rises(at + 0.1)));
        if let Some(sentence) = &item.body {
            let words = Wording::new(sentence, body_size).muted().within(width, 2);
            let y = top + head_size * 0.72 + body_size * 0.65 + 8.0;
            nodes.push(words.node(look).at(spot(area.left + left, y, Anchor::TopLeft)).enter(rises(at + 0.18)));
        }
    }
    nodes
}
