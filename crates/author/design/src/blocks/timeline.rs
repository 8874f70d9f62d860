//! Events along a line.

use super::chart::{count_of, spot};
use super::{body, display};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, disc, entrance, fine, frame_at, rect, responsive_group, ring, stroke, units};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LAST_HOLD_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{Anchor, ColorToken, Ease, EaseName, Entrance, EntrancePreset, Node, Side, Time};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// When: a year, a date.
    pub date: String,
    /// What happened.
    pub label: String,
}

/// Events in order, and their title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// What the events are about.
    pub title: Option<String>,
    /// The events, in order.
    pub events: Vec<Event>,
}

const EVENT: &[Slot] = &[
    Slot::needed("date", SlotKind::Text(20), "When: a year, a date."),
    Slot::needed("label", SlotKind::Text(70), "What happened."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "timeline",
    family: Family::Structure,
    about: "Events along a line that draws itself; each comes when the line reaches it.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What the events are about."),
        Slot::needed("events", SlotKind::Items([2, 7], EVENT), "The events, in order."),
    ],
    sample: r#"{"title": "Ten years of tide gates", "events": [{"date": "2015", "label": "First sketch on a napkin"},
        {"date": "2018", "label": "Prototype survives a storm"}, {"date": "2021", "label": "Ten harbours join"},
        {"date": "2025", "label": "Open to every coast"}]}"#,
    build: |props, look, duration| {
        let event = |item: crate::slot::Props<'_>| Event { date: item.words("date"), label: item.words("label") };
        timeline(&Timeline { title: props.text("title"), events: props.items("events", event) }, look, duration)
    },
};

/// Events along a line: from left to right at 16:9, else from top to bottom.
#[must_use]
pub fn timeline(timeline: &Timeline, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if timeline.title.is_some() { 0.5 } else { 0.2 };
    let read: f64 =
        timeline.events.iter().map(|event| reading_secs(&format!("{} {}", event.date, event.label)) * 0.7).sum();
    let draws = (duration.secs() - start - LAST_HOLD_SECS - 0.4).clamp(0.4, read.max(1.0));
    nodes.push(responsive_group(|frame| composed(timeline, look, frame, [start, draws])));
    let ideal = start + read + 2.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(timeline: &Timeline, look: &Look, frame: Frame, [start, draws]: [f64; 2]) -> Vec<Node> {
    let head = heading(timeline.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = timeline.events.len().max(1);
    // The tip of the line is at an event at this moment.
    let reached = |index: usize| fine(start + draws * (count_of(index) + 0.15) / count_of(count));
    let along = if frame.is_wide() {
        level(timeline, look, area, reached)
    } else {
        upright(timeline, look, frame, area, reached)
    };
    let line = |width: f64, height: f64, color: pavo_scene::Paint| rect(units(width), units(height), color);
    let (full, at, side) = if frame.is_wide() {
        ([area.width, 6.0], [0.0, area.height * LINE_SHARE], Side::Left)
    } else {
        ([6.0, area.height], [RAIL, 0.0], Side::Top)
    };
    let origin = if frame.is_wide() { Anchor::Left } else { Anchor::Top };
    let draws_on = Entrance {
        dir: Some(side),
        ease: Some(Ease::Named(EaseName::Linear)),
        ..entrance(EntrancePreset::Wipe, start, Time::from_secs(draws))
    };
    let mut children = vec![
        line(full[0], full[1], trace(look, 0.16).into()).at(spot(at[0], at[1], origin)),
        line(full[0], full[1], ColorToken::Accent.into()).at(spot(at[0], at[1], origin)).enter(draws_on),
    ];
    children.extend(along);
    nodes.push(boxed(area.width, area.height, children).at(frame_at(Anchor::TopLeft, area.left, area.top)));
    nodes
}

/// How far down its room the level line is.
const LINE_SHARE: f64 = 0.5;

/// How far from the left the upright line is, in design units.
const RAIL: f64 = 22.0;

fn level(timeline: &Timeline, look: &Look, area: Area, reached: impl Fn(usize) -> f64) -> Vec<Node> {
    let count = timeline.events.len().max(1);
    let pitch = area.width / count_of(count);
    let y = area.height * LINE_SHARE;
    let dates = timeline.events.iter().map(|event| event.date.as_str());
    let date_size = common_size(dates, display(look), [pitch * 0.9, 130.0], [34.0, 124.0], 1);
    let labels = timeline.events.iter().map(|event| event.label.as_str());
    let size = common_size(labels, body(look, 500.0), [pitch * 0.86, area.height - y - 80.0], [26.0, 48.0], 4);
    let mut nodes = Vec::new();
    for (index, event) in timeline.events.iter().enumerate() {
        let x = pitch * count_of(index);
        let start = reached(index);
        nodes.extend(knot(look, [x + 15.0, y], start));
        let date = Wording::new(&event.date, date_size).display();
        nodes.push(date.node(look).at(spot(x, y - 52.0, Anchor::BottomLeft)).enter(masked(look, start)));
        let label = Wording::new(&event.label, size).weight(500.0).within(pitch * 0.88, 4);
        nodes.push(label.node(look).at(spot(x, y + 52.0, Anchor::TopLeft)).enter(rises(look, start + 0.14)));
    }
    nodes
}

fn upright(timeline: &Timeline, look: &Look, frame: Frame, area: Area, reached: impl Fn(usize) -> f64) -> Vec<Node> {
    let count = timeline.events.len().max(1);
    let pitch = area.height / count_of(count);
    let left = RAIL + 74.0;
    let width = area.width - left;
    let dates = timeline.events.iter().map(|event| event.date.as_str());
    let largest = if frame.is_tall() { 120.0 } else { 84.0 };
    let date_size = common_size(dates, display(look), [width * 0.8, pitch * 0.36], [34.0, largest], 1);
    let labels = timeline.events.iter().map(|event| event.label.as_str());
    let most = if frame.is_tall() { 52.0 } else { 40.0 };
    let room = (pitch - date_size * 0.72 - 60.0).max(26.0);
    let size = common_size(labels, body(look, 500.0), [width * 0.94, room], [26.0, most], 2);
    let mut nodes = Vec::new();
    for (index, event) in timeline.events.iter().enumerate() {
        let y = pitch * count_of(index);
        let start = reached(index);
        nodes.extend(knot(look, [RAIL, y + date_size * 0.36], start));
        let date = Wording::new(&event.date, date_size).display();
        nodes.push(date.node(look).at(spot(left, y, Anchor::TopLeft)).enter(masked(look, start)));
        let label = Wording::new(&event.label, size).weight(500.0).within(width * 0.96, 2);
        let below = y + date_size * 0.72 + 30.0;
        nodes.push(label.node(look).at(spot(left, below, Anchor::TopLeft)).enter(rises(look, start + 0.14)));
    }
    nodes
}

/// The mark of an event on the line.
fn knot(look: &Look, [x, y]: [f64; 2], start: f64) -> [Node; 2] {
    let pops = || entrance(EntrancePreset::Pop, start, Time::from_secs(0.4));
    let halo = ring(44.0, stroke(look.color(ColorToken::Accent).with_alpha(0.4), 5.0));
    [
        halo.at(spot(x, y, Anchor::Center)).enter(pops()),
        disc(26.0, ColorToken::Accent).at(spot(x, y, Anchor::Center)).enter(pops()),
    ]
}

fn masked(look: &Look, start: f64) -> Entrance {
    entrance(EntrancePreset::MaskUp, start, Tempo::of(look.energy).entrance(SUPPORT_SECS))
}

fn rises(look: &Look, start: f64) -> Entrance {
    Entrance {
        distance: Some(24.0),
        ..entrance(EntrancePreset::Rise, start, Tempo::of(look.energy).entrance(SUPPORT_SECS))
    }
}
