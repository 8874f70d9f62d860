//! A chart with its title and what it says.

use super::chart::{Chart, ChartKind, Plot, Series, draw};
use super::{body, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, frame_at, rect, responsive_group, units};
use crate::slot::{Props, Slot, SlotKind};
use crate::tokens::{RULE_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{Anchor, ColorToken, Entrance, EntrancePreset, Node, Side, Time};

/// A chart, its title, and the sentence that it proves.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartCard {
    /// What the chart is about.
    pub title: Option<String>,
    /// A few words below the title, such as what is measured.
    pub note: Option<String>,
    /// The chart.
    pub chart: Chart,
    /// What it says, in words.
    pub takeaway: Option<String>,
    /// Where the figures come from.
    pub source: Option<String>,
}

pub(super) const DATUM: &[Slot] = &[
    Slot::new("label", SlotKind::Text(60), "What the value belongs to."),
    Slot::needed("value", SlotKind::Figure, "The value."),
    Slot::new("x", SlotKind::Figure, "For scatter, where it stands from left to right."),
];

const SERIES: &[Slot] = &[
    Slot::new("name", SlotKind::Text(40), "What the values are of."),
    Slot::needed("values", SlotKind::Figures([1, 60]), "One value for each label."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "chartCard",
    family: Family::Data,
    about: "A chart that draws itself, with its title and the sentence it proves; the kind follows from the data where none is given.",
    slots: &[
        Slot::new("title", SlotKind::Text(90), "What the chart is about."),
        Slot::new("note", SlotKind::Text(90), "A few words below the title, such as what is measured."),
        Slot::new("kind", SlotKind::Choice(ChartKind::NAMES), "The kind of chart."),
        Slot::new("data", SlotKind::Items([1, 60], DATUM), "The values with their labels, in order."),
        Slot::new("labels", SlotKind::Texts([1, 60], 40), "Instead of data: the labels of several series."),
        Slot::new("series", SlotKind::Items([1, 6], SERIES), "Instead of data: several rows of values."),
        Slot::new("format", SlotKind::Format, "How values are written."),
        Slot::new(
            "highlight",
            SlotKind::Text(60),
            "The label (or series) that matters; by default the largest value's.",
        ),
        Slot::new("whole", SlotKind::Figure, "What the value would be if it were all, for progress, gauge and waffle."),
        Slot::new("takeaway", SlotKind::Text(140), "What the chart says, in words."),
        Slot::new("source", SlotKind::Text(90), "Where the figures come from."),
    ],
    sample: r#"{"title": "Where our readers come from", "note": "Visits in the last quarter", "kind": "column",
        "data": [{"label": "Search", "value": 41}, {"label": "Letters", "value": 33}, {"label": "Friends", "value": 19},
                 {"label": "Press", "value": 9}],
        "format": "0%", "takeaway": "Two of five find us by searching."}"#,
    build: |props, look, duration| chart_card(&ChartCard::read(props), look, duration),
};

impl ChartCard {
    fn read(props: Props<'_>) -> Self {
        let data =
            props.items("data", |item| (item.words("label"), item.figure("value").unwrap_or(0.0), item.figure("x")));
        let series = props.items("series", |item| Series { name: item.words("name"), values: item.figures("values") });
        let across: Vec<f64> = data.iter().filter_map(|(_, _, x)| *x).collect();
        let mut chart = Chart::of(data.iter().map(|(label, value, _)| (label.clone(), *value)));
        chart.across = if across.len() == data.len() { across } else { Vec::new() };
        if data.is_empty() {
            chart.labels = props.texts("labels");
            chart.series = series;
        }
        Self {
            title: props.text("title"),
            note: props.text("note"),
            chart: Chart {
                kind: props.text("kind").and_then(|name| ChartKind::named(&name)),
                format: props.format("format").unwrap_or_default(),
                highlight: props.text("highlight"),
                whole: props.figure("whole"),
                ..chart
            },
            takeaway: props.text("takeaway"),
            source: props.text("source"),
        }
    }
}

/// A chart below its title. What it says stands at its right at 16:9, else below it.
#[must_use]
pub fn chart_card(card: &ChartCard, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if card.title.is_some() { 0.45 } else { 0.2 };
    nodes.push(responsive_group(|frame| composed(card, look, frame, start.min(duration.secs() * 0.2), duration)));
    let marks = super::chart::count_of(card.chart.labels.len().min(12));
    let words = [card.title.as_deref(), card.note.as_deref(), card.takeaway.as_deref()];
    let read = reading_secs(&words.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let ideal = (start + 1.3 + 2.0 + 0.35 * marks).max(read + 1.5);
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

/// Where sentences about a chart stand: at its right at 16:9, else below it.
pub(super) struct Saying {
    /// Where the words begin: their left, and the middle of their height.
    place: [f64; 2],
    room: f64,
    size: f64,
    /// Height of the longest of them.
    tall: f64,
    /// Where the bar beside them stands.
    bar_x: f64,
    /// What they leave for the chart.
    pub(super) rest: Area,
}

impl Saying {
    /// Room for any of some sentences, all in one size.
    pub(super) fn beside(texts: &[&str], look: &Look, frame: Frame, area: Area) -> Self {
        let body = body(look, 600.0);
        let lines = |size: f64, room: f64, most: usize| {
            texts
                .iter()
                .map(|text| crate::wording::body_lines(look, text, 600.0, size, room).min(most))
                .max()
                .unwrap_or(1)
        };
        let height = |size: f64, lines: usize| size * (0.72 + 1.22 * (super::chart::count_of(lines) - 1.0));
        if frame.is_wide() {
            let room = area.width * 0.27;
            let size = common_size(texts.iter().copied(), body, [room, area.height * 0.7], [32.0, 60.0], 6);
            let left = area.right() - room;
            return Self {
                place: [left, area.top + area.height / 2.0],
                room,
                size,
                tall: height(size, lines(size, room, 6)),
                bar_x: left - 44.0,
                rest: Area { width: area.width - room - 100.0, ..area },
            };
        }
        let room = area.width - 48.0;
        let sizes = [34.0, text_size(frame) * 1.3];
        let size = common_size(texts.iter().copied(), body, [room, area.height * 0.16], sizes, 3);
        let tall = height(size, lines(size, room, 3));
        let middle = area.bottom() - tall / 2.0 - size * 0.25;
        Self {
            place: [area.left + 48.0, middle],
            room,
            size,
            tall,
            bar_x: area.left,
            rest: area.above(tall + size * 0.5 + 56.0),
        }
    }

    /// The bar of the accent beside them.
    pub(super) fn bar(&self, at: f64, tempo: Tempo) -> Node {
        let wipe = Entrance { dir: Some(Side::Top), ..entrance(EntrancePreset::Wipe, at, tempo.entrance(RULE_SECS)) };
        let bar = rect(units(8.0), units(self.tall + 24.0), ColorToken::Accent).enter(wipe);
        bar.at(super::chart::spot(self.bar_x, self.place[1], Anchor::Left))
    }

    /// One of them.
    pub(super) fn words(&self, text: &str, look: &Look, at: f64, tempo: Tempo) -> Node {
        let words = Wording::new(text, self.size).weight(600.0).within(self.room, 6).leading(1.22);
        let comes = Entrance {
            distance: Some(30.0),
            ..entrance(EntrancePreset::Rise, at + 0.12, tempo.entrance(SUPPORT_SECS))
        };
        words.node(look).enter(comes).at(super::chart::spot(self.place[0], self.place[1], Anchor::Left))
    }
}

fn composed(card: &ChartCard, look: &Look, frame: Frame, start: f64, duration: Time) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(card.title.as_deref(), card.note.as_deref(), look, frame, Area::safe(frame));
    let (mut nodes, mut area) = (head.nodes, head.rest);
    if let Some(source) = &card.source {
        let size = if frame.is_tall() { 32.0 } else { 26.0 };
        let words = Wording::new(source, size).muted().within(area.width * 0.9, 1);
        let comes = entrance(EntrancePreset::Fade, start + 1.2, tempo.entrance(0.4));
        nodes.push(words.node(look).enter(comes).at(frame_at(Anchor::TopLeft, area.left, area.bottom() - size)));
        area = area.above(size + 40.0);
    }
    if let Some(takeaway) = &card.takeaway {
        let says_at = (start + 1.0).min(duration.secs() * 0.5);
        let saying = Saying::beside(&[takeaway], look, frame, area);
        nodes.push(saying.bar(says_at, tempo));
        nodes.push(saying.words(takeaway, look, says_at, tempo));
        area = saying.rest;
    }
    // Few marks need no whole frame, and low ones look lost in it.
    let tallest = if frame.is_wide() { area.height } else { area.height.min(area.width * 1.25) };
    let plot = Plot { frame, width: area.width, height: tallest };
    let top = area.top + (area.height - tallest) * 0.4;
    let marks = draw(&card.chart, look, plot, start, duration);
    if marks.is_empty() {
        nodes.push(rect(units(area.width), units(3.0), trace(look, 0.3)).at(frame_at(Anchor::TopLeft, area.left, top)));
    }
    nodes.push(boxed(plot.width, plot.height, marks).at(frame_at(Anchor::TopLeft, area.left, top)));
    nodes
}
