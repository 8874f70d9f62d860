//! What was, and what is.

use super::chart::spot;
use super::{body, display, text_size};
use crate::background::{ground_or_quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, fine, frame_at, rect, responsive_group, round_stroke, secs, units};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::tokens::{Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, Arrow, ArrowHead, ColorToken, Emphasis, EmphasisPreset, Entrance, EntrancePreset, Node, StrokeJoin, Time,
};

/// Two states of the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeforeAfter {
    /// What changed.
    pub title: Option<String>,
    /// The value or state that was.
    pub before: String,
    /// The value or state that is.
    pub after: String,
    /// What the first is called.
    pub before_label: Option<String>,
    /// What the second is called.
    pub after_label: Option<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "beforeAfter",
    family: Family::Figures,
    about: "What was, struck through, and what is, large: one change, seen at a glance.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What changed."),
        Slot::needed("before", SlotKind::Text(30), "The value or state that was."),
        Slot::needed("after", SlotKind::Text(30), "The value or state that is."),
        Slot::new("beforeLabel", SlotKind::Text(30), "What the first is called."),
        Slot::new("afterLabel", SlotKind::Text(30), "What the second is called."),
    ],
    sample: r#"{"title": "Time to first forecast", "before": "3 hours", "after": "5 min", "beforeLabel": "Before", "afterLabel": "Today"}"#,
    build: |props, look, duration| {
        let change = BeforeAfter {
            title: props.text("title"),
            before: props.words("before"),
            after: props.words("after"),
            before_label: props.text("beforeLabel"),
            after_label: props.text("afterLabel"),
        };
        before_after(&change, look, duration)
    },
};

/// What was, an arrow, what is; side by side at 16:9, else one below the other.
#[must_use]
pub fn before_after(change: &BeforeAfter, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Bands, Ground::Dots]);
    let start: f64 = if change.title.is_some() { 0.4 } else { 0.1 };
    let turns_at = (start + 0.5 + reading_secs(&change.before)).min((duration.secs() * 0.5).max(start + 0.3));
    nodes.push(responsive_group(|frame| composed(change, look, frame, start, turns_at)));
    let read = reading_secs(&format!("{} {}", change.before, change.after));
    let ideal = start + read + 2.8;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(change: &BeforeAfter, look: &Look, frame: Frame, start: f64, turns_at: f64) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(change.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let wide = frame.is_wide();
    let [small, large] = if wide { [area.width * 0.3, area.width * 0.5] } else { [area.width * 0.8, area.width] };
    let fit = |words: &str, width: f64, most: f64| {
        let room = Room { width, height: area.height * 0.34, sizes: [44.0, most], lines: 2, alone: 1.2 };
        copyfit::fit(words, display(look), room)
    };
    let before = fit(&change.before, small, if wide { 130.0 } else { 140.0 });
    let after = fit(&change.after, large, if wide { 270.0 } else { 260.0 });
    let leading = display(look).leading;
    let size = text_size(frame);
    let label_size =
        |words: &str, width: f64| common_size([words], body(look, 500.0), [width, 60.0], [26.0, size * 1.1], 1);
    let mut place = |words: &Option<String>, at: [f64; 2], width: f64, begins: f64| {
        if let Some(words) = words {
            let set = Wording::new(words, label_size(words, width)).weight(500.0).muted().within(width, 1);
            let comes = entrance(EntrancePreset::Fade, begins, tempo.entrance(0.35));
            nodes.push(set.node(look).at(spot(at[0], at[1], Anchor::BottomLeft)).enter(comes));
        }
    };
    // Both stand on one line at 16:9; else the arrow has a place of its own between them.
    let base = area.top + area.height * 0.56;
    let labels = |label: &Option<String>| if label.is_some() { size * 0.8 + 44.0 } else { 0.0 };
    let arrow_room = if frame.is_tall() { 260.0 } else { 210.0 };
    let (before_at, after_at) = if wide {
        ([area.left, base], [area.right() - large, base])
    } else {
        let [first, second] = [(&change.before_label, before), (&change.after_label, after)]
            .map(|(label, fitted)| labels(label) + fitted.height(leading));
        let top = area.top + ((area.height - first - second - arrow_room) * 0.42).max(0.0);
        ([area.left, top + first], [area.left, top + first + arrow_room + second])
    };
    let label_gap = 44.0;
    place(&change.before_label, [before_at[0], before_at[1] - before.height(leading) - label_gap], small, start + 0.1);
    place(&change.after_label, [after_at[0], after_at[1] - after.height(leading) - label_gap], large, turns_at + 0.2);
    let was = Wording::new(&change.before, before.size).display().muted().within(before.break_width(), 2);
    let was = was.node(look).at(spot(before_at[0], before_at[1], Anchor::BottomLeft));
    let strikes = Emphasis {
        start: Some(secs(turns_at)),
        dur: Some(secs(0.4)),
        color: Some(ColorToken::Accent.into()),
        ..Emphasis::new(EmphasisPreset::Strike)
    };
    nodes.push(was.enter(entrance(EntrancePreset::MaskUp, start, tempo.entrance(0.55))).stress(strikes));
    let is = Wording::new(&change.after, after.size).display().within(after.break_width(), 2);
    let comes = Entrance { ..entrance(EntrancePreset::MaskUp, turns_at + 0.3, tempo.entrance(0.6)) };
    nodes.push(is.node(look).at(spot(after_at[0], after_at[1], Anchor::BottomLeft)).enter(comes));
    let long = if wide {
        (after_at[0] - before_at[0] - before.width - 150.0).clamp(90.0, 320.0)
    } else {
        arrow_room - before.size * 0.25 - 76.0
    };
    let stroke = pavo_scene::Stroke { join: Some(StrokeJoin::Round), ..round_stroke(ColorToken::Accent, 10.0) };
    let to = if wide { [fine(long), 0.0] } else { [0.0, fine(long)] };
    let arrow = Arrow {
        stroke: Some(stroke),
        head: Some(ArrowHead::Open),
        head_size: Some(44.0),
        ..Arrow::new([0.0, 0.0], to)
    };
    let draws = entrance(EntrancePreset::DrawOn, turns_at + 0.1, tempo.entrance(0.5));
    let at = if wide {
        spot(f64::midpoint(before_at[0] + before.width, after_at[0]) - 8.0, base - before.size * 0.36, Anchor::Center)
    } else {
        spot(area.left + 40.0, before_at[1] + before.size * 0.25 + 34.0, Anchor::Top)
    };
    nodes.push(Node::new(arrow).at(at).enter(draws));
    let line = rect(units(area.width), units(3.0), trace(look, 0.2));
    let foot = after_at[1] + after.size * 0.3 + 50.0;
    if foot < area.bottom() {
        nodes.push(boxed(area.width, 3.0, vec![line]).at(frame_at(Anchor::TopLeft, area.left, foot)));
    }
    nodes
}
