//! Figures beside each other.

use super::big_stat::{CountSpan, figure_em};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, Frame, body_font, boxed, column, display_font, entrance, fine, frame_at, frame_origin, named, number, rect,
    responsive_group, rising, space, text, units,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{CARD_STAGGER_SECS, LEAD_SECS, SUPPORT_SECS, Tempo};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Node, Number, NumberFormat, StackAlign, Text,
    TextAlign, TextStyle, Time,
};

/// One of several figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatItem {
    /// The value it begins with.
    pub from: f64,
    /// The value it ends with.
    pub to: f64,
    /// How it is written.
    pub format: NumberFormat,
    /// What it counts.
    pub label: Option<String>,
}

const ITEM: &[Slot] = &[
    Slot::needed("value", SlotKind::Figure, "The value it ends with."),
    Slot::new("from", SlotKind::Figure, "The value it begins with; by default 0."),
    Slot::new("format", SlotKind::Format, "How it is written."),
    Slot::new("label", SlotKind::Text(50), "What it counts."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "statRow",
    family: Family::Figures,
    about: "Two to four figures that count together.",
    slots: &[Slot::needed("items", SlotKind::Items([1, 4], ITEM), "The figures.")],
    sample: r#"{"items": [{"value": 98, "format": "0%", "label": "on time"}, {"value": 4800000, "format": "$0.0a", "label": "saved"}, {"value": 312, "label": "harbours"}]}"#,
    build: |props, look, duration| {
        let item = |item: crate::slot::Props<'_>| StatItem {
            from: item.figure("from").unwrap_or(0.0),
            to: item.figure("value").unwrap_or(0.0),
            format: item.format("format").unwrap_or_default(),
            label: item.text("label"),
        };
        stat_row(&props.items("items", item), look, duration)
    },
};

/// Two to four figures that count together, as a chord: they begin and land at the same moments.
///
/// At 16:9 they stand in columns, at other ratios in rows.
#[must_use]
pub fn stat_row(items: &[StatItem], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let largest = items.iter().map(|item| item.to.abs()).fold(0.0, f64::max);
    let span = CountSpan::within(duration, LEAD_SECS + 0.2, largest, None);
    nodes.push(responsive_group(|frame| composed(items, look, frame, span)));
    let needed = span.landing() + 1.4;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.4, needed + 0.6, needed + 3.0) }
}

/// The largest figure at 16:9, in design units.
const FIGURE: f64 = 224.0;

fn composed(items: &[StatItem], look: &Look, frame: Frame, span: CountSpan) -> Vec<Node> {
    let count = f64::from(u32::try_from(items.len().max(1)).unwrap_or(1));
    let gap = 56.0;
    let [width, height] = if frame.is_wide() {
        [(frame.safe_width() - gap * (count - 1.0)) / count, 84.0 + 0.8 * FIGURE + 76.0]
    } else {
        [frame.safe_width(), (frame.safe_height() / count).min(360.0)]
    };
    let share = if frame.is_wide() { 0.94 } else { 0.8 };
    let largest = if frame.is_wide() { FIGURE } else { (height * 0.46).min(220.0) };
    let size = items
        .iter()
        .map(|item| width * share / figure_em(look, &item.format, [item.from, item.to]))
        .fold(largest, f64::min)
        .max(56.0)
        .floor();
    let whole = if frame.is_wide() { 0.0 } else { height * count };
    let middle = if frame.is_tall() { -77.0 } else { 0.0 };
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let nth = f64::from(u32::try_from(index).unwrap_or(0));
            let cell = cell(item, look, frame, [width, height], size, nth, span);
            if frame.is_wide() {
                cell.at(frame_at(Anchor::Left, frame.left + nth * (width + gap), middle))
            } else {
                let y = middle - whole / 2.0 + nth * height;
                cell.at(frame_origin(Anchor::Left, frame.left, y, Anchor::TopLeft))
            }
        })
        .collect()
}

fn cell(
    item: &StatItem,
    look: &Look,
    frame: Frame,
    [width, height]: [f64; 2],
    size: f64,
    nth: f64,
    span: CountSpan,
) -> Node {
    let tempo = Tempo::of(look.energy);
    let counts = item.from != item.to;
    let mut nodes = Vec::new();
    if look.dial > Dial::Literal {
        nodes.push(rect(units(width), units(3.0), trace(look, 0.24)).at(frame_at(Anchor::TopLeft, 0.0, 0.0)));
        let widths = [
            (0.0, 0.0, None),
            (fine(span.start), 0.0, None),
            (fine(span.landing()), fine(width), named(EaseName::EaseOutQuart)),
        ];
        let bar = rect(units(width), units(8.0), ColorToken::Accent).at(frame_at(Anchor::TopLeft, 0.0, -2.5));
        nodes.push(bar.keyed(Keys { width: rising(widths), ..Keys::default() }));
    }
    let figure = Number {
        format: Some(item.format.clone()),
        count: counts.then(|| span.count()),
        font: Some(pavo_scene::Font { leading: None, ..display_font(look, size) }),
        max_width: Some(units(width)),
        ..number(counts.then_some(item.from), item.to, TextStyle::Numeral)
    };
    let start = LEAD_SECS + nth * CARD_STAGGER_SECS;
    let mut words = vec![
        Node::new(figure)
            .enter(Entrance { distance: Some(60.0), ..entrance(EntrancePreset::Rise, start, tempo.entrance(0.5)) }),
    ];
    if let Some(label) = &item.label {
        let label_size = if frame.is_wide() { 44.0 } else { 52.0 };
        let room = Room { width: width * 0.94, height: 120.0, sizes: [28.0, label_size], lines: 2, alone: 1.0 };
        let fitted = copyfit::fit(label, super::words::body(look, 400.0), room);
        let set = Text {
            font: Some(body_font(fitted.size.floor(), 400.0)),
            color: Some(ColorToken::Muted.into()),
            max_width: Some(units(width * 0.98)),
            align: Some(TextAlign::Start),
            ..text(label, TextStyle::Subtitle)
        };
        let comes = entrance(EntrancePreset::Rise, start + 0.15, tempo.entrance(SUPPORT_SECS));
        words.push(space(size * 0.1 + 34.0));
        words.push(Node::new(set).enter(Entrance { distance: Some(24.0), ..comes }));
    }
    let y = if frame.is_wide() { 84.0 } else { (height * 0.2).min(64.0) };
    nodes.push(column(StackAlign::Start, words).at(frame_at(Anchor::TopLeft, 0.0, y)));
    boxed(width, height, nodes)
}
