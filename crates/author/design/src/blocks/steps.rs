//! What to do, one step after another.

use super::chart::{count_of, spot};
use super::feature_grid::{FEATURE, Feature, read};
use super::{body, display, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, entrance, fine, rect, responsive_group, units};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LAST_HOLD_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, common_size};
use pavo_scene::{Anchor, ColorToken, Entrance, EntrancePreset, Node, Side, Time};

/// Steps and what they lead to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Steps {
    /// What they lead to.
    pub title: Option<String>,
    /// The steps, in order.
    pub items: Vec<Feature>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "steps",
    family: Family::Lists,
    about: "Two to five steps with large figures, each coming when the one before has been read.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What they lead to."),
        Slot::needed("items", SlotKind::Items([2, 5], FEATURE), "The steps, in order; their icons are not shown."),
    ],
    sample: r#"{"title": "How a berth is booked", "items": [
        {"head": "Choose a harbour", "body": "All forty on one map"}, {"head": "Say when you land", "body": "To the hour is enough"},
        {"head": "Tie up and rest", "body": "Your berth is lit at night"}]}"#,
    build: |props, look, duration| {
        steps(&Steps { title: props.text("title"), items: props.items("items", read) }, look, duration)
    },
};

/// Columns under a line of figures at 16:9, else rows.
#[must_use]
pub fn steps(steps: &Steps, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if steps.title.is_some() { 0.45 } else { 0.1 };
    let secs_of =
        |item: &Feature| reading_secs(&format!("{} {}", item.head, item.body.as_deref().unwrap_or(""))) * 0.75;
    let read: f64 = steps.items.iter().map(secs_of).sum();
    let room = (duration.secs() - start - LAST_HOLD_SECS - 0.3).max(0.4);
    let pace = (room / read.max(0.1)).clamp(0.1, 1.0);
    let mut at = start;
    let starts: Vec<f64> = steps
        .items
        .iter()
        .map(|item| {
            let begins = at;
            at += secs_of(item) * pace;
            fine(begins)
        })
        .collect();
    nodes.push(responsive_group(|frame| composed(steps, look, frame, &starts)));
    let ideal = start + read + 1.8;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(steps: &Steps, look: &Look, frame: Frame, starts: &[f64]) -> Vec<Node> {
    let head = heading(steps.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = steps.items.len().max(1);
    let tempo = Tempo::of(look.energy);
    let wide = frame.is_wide();
    let gap = 56.0;
    let [width, height] = if wide {
        [(area.width - gap * count_of(count - 1)) / count_of(count), area.height.min(560.0)]
    } else {
        [area.width, (area.height / count_of(count)).min(if frame.is_tall() { 400.0 } else { 260.0 })]
    };
    let figure = if wide { (width * 0.5).min(240.0) } else { (height * 0.56).min(200.0) };
    let figure_wide = crate::copyfit::width_em("0", display(look)) * figure;
    let [text_left, text_wide] = if wide { [0.0, width] } else { [figure_wide + 60.0, width - figure_wide - 60.0] };
    let text = text_size(frame);
    let heads = steps.items.iter().map(|item| item.head.as_str());
    let head_size = common_size(heads, body(look, 700.0), [text_wide, 130.0], [28.0, text * 1.45], 2);
    let bodies = steps.items.iter().filter_map(|item| item.body.as_deref());
    let body_size = common_size(bodies, body(look, 400.0), [text_wide, 150.0], [24.0, text], if wide { 3 } else { 2 });
    let down = if wide { (area.height - height) * 0.6 } else { (area.height - height * count_of(count)) * 0.4 };
    for (index, item) in steps.items.iter().enumerate() {
        let at = starts.get(index).copied().unwrap_or(0.1);
        let [x, y] = if wide {
            [area.left + (width + gap) * count_of(index), area.top + down]
        } else {
            [area.left, area.top + down + height * count_of(index)]
        };
        let wipes = |start: f64| Entrance {
            dir: Some(Side::Left),
            ..entrance(EntrancePreset::Wipe, start, tempo.entrance(0.6))
        };
        let line = rect(units(width), units(4.0), trace(look, 0.2)).at(spot(x, y, Anchor::TopLeft));
        let lit = rect(units(width), units(4.0), ColorToken::Accent).at(spot(x, y, Anchor::TopLeft)).enter(wipes(at));
        nodes.extend([line, lit]);
        let number = (index + 1).to_string();
        let figure_top = y + if wide { 56.0 } else { (height - figure * 0.72) / 2.0 };
        let set = Wording::new(&number, figure).display().color(ColorToken::Accent);
        let comes = entrance(EntrancePreset::MaskUp, at + 0.06, tempo.entrance(0.55));
        nodes.push(set.node(look).at(spot(x, figure_top, Anchor::TopLeft)).enter(comes));
        let lines = |words: &str, weight: f64, size: f64, most: usize| {
            count_of(body_lines(look, words, weight, size, text_wide).clamp(1, most))
        };
        let head_tall = head_size * (0.72 + 1.14 * (lines(&item.head, 700.0, head_size, 2) - 1.0));
        let body_tall = item.body.as_deref().map_or(0.0, |words| {
            body_size * (0.72 + 1.26 * (lines(words, 400.0, body_size, 3) - 1.0)) + body_size * 0.7 + 10.0
        });
        let text_top = if wide {
            figure_top + figure * 0.72 + (height * 0.1).min(60.0)
        } else {
            y + (height - head_tall - body_tall) / 2.0
        };
        let rises = |start: f64| Entrance {
            distance: Some(26.0),
            ..entrance(EntrancePreset::Rise, start, tempo.entrance(SUPPORT_SECS))
        };
        let words = Wording::new(&item.head, head_size).weight(700.0).within(text_wide, 2).leading(1.14);
        nodes.push(words.node(look).at(spot(x + text_left, text_top, Anchor::TopLeft)).enter(rises(at + 0.16)));
        if let Some(sentence) = &item.body {
            let words = Wording::new(sentence, body_size).muted().within(text_wide, 3);
            let y = text_top + head_tall + body_size * 0.7 + 10.0;
            nodes.push(words.node(look).at(spot(x + text_left, y, Anchor::TopLeft)).enter(rises(at + 0.26)));
        }
    }
    nodes
}
