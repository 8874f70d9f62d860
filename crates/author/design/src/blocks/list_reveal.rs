//! Items that come one after another.

use super::words::{body, display, title};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::ink::readable;
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, Frame, body_font, boxed, centred_path, entrance, fine, frame_at, frame_origin, rect, responsive_group,
    round_stroke, stroke, text, units,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LAST_HOLD_SECS, LEAD_SECS, SUPPORT_SECS, Tempo, reading_secs};
use kurbo::BezPath;
use pavo_scene::{
    Anchor, ColorToken, Corners, Entrance, EntrancePreset, Font, Node, Rect, Side, Size, Stroke, StrokeAlign,
    StrokeJoin, Text, TextAlign, TextStyle, Time,
};

/// A list and its title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListReveal {
    /// What stands above or beside the list.
    pub title: Option<String>,
    /// The items, in order.
    pub items: Vec<String>,
    /// Whether items are numbered; otherwise each has a small mark.
    pub numbered: bool,
    /// Whether each has a box that is ticked, instead of a mark.
    pub checked: bool,
}

/// The part of the frame that the rows have.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "listReveal",
    family: Family::Lists,
    about: "A list whose items come when the ones before have been read.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above or beside the list."),
        Slot::needed("items", SlotKind::Texts([1, 8], 90), "The items, in order."),
        Slot::new("numbered", SlotKind::Flag, "Whether items are numbered."),
    ],
    sample: r#"{"title": "Grow your own basil", "items": ["Pick a seed", "Water it daily", "Give it morning light", "Wait three weeks"], "numbered": true}"#,
    build: |props, look, duration| {
        let numbered = props.flag("numbered");
        let list = ListReveal { title: props.text("title"), items: props.texts("items"), numbered, checked: false };
        list_reveal(&list, look, duration)
    },
};

pub(super) const CHECKLIST: BlockKind = BlockKind {
    name: "checklist",
    family: Family::Lists,
    about: "A list whose items have boxes, which are ticked one after another.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above or beside the list."),
        Slot::needed("items", SlotKind::Texts([1, 8], 90), "The items, in order."),
    ],
    sample: r#"{"title": "Before you cast off", "items": ["Lines checked", "Fuel full", "Radio on", "Life jackets worn"]}"#,
    build: |props, look, duration| {
        let list =
            ListReveal { title: props.text("title"), items: props.texts("items"), numbered: false, checked: true };
        list_reveal(&list, look, duration)
    },
};

/// A list whose items come when the ones before have been read.
///
/// At 16:9 the title stands beside the list, at other ratios above it.
#[must_use]
pub fn list_reveal(list: &ListReveal, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let starts = starts(list, duration);
    nodes.push(responsive_group(|frame| composed(list, look, frame, &starts)));
    let reads: f64 = list.items.iter().map(|item| item_secs(item)).sum();
    let title_secs = list.title.as_deref().map_or(0.0, |title| reading_secs(title).min(1.2));
    let ideal = title_secs + reads + LAST_HOLD_SECS;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.55, ideal, ideal * 1.5 + 1.0) }
}

fn item_secs(item: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "letters of an item")]
    let letters = item.chars().count() as f64;
    0.5 + letters / 16.0
}

/// When each item comes: each has time in proportion to its length, and the last can be read to the end.
fn starts(list: &ListReveal, duration: Time) -> Vec<f64> {
    let first = if list.title.is_some() { 0.55_f64.min(duration.secs() * 0.15) } else { LEAD_SECS };
    let wanted: f64 = list.items.iter().map(|item| item_secs(item) * 0.6).sum();
    let hold = LAST_HOLD_SECS.min(duration.secs() * 0.25);
    let pace = ((duration.secs() - first - hold) / wanted.max(0.1)).clamp(0.05, 1.6);
    let mut at = first;
    list.items
        .iter()
        .map(|item| {
            let start = at;
            at += item_secs(item) * 0.6 * pace;
            fine(start)
        })
        .collect()
}

fn composed(list: &ListReveal, look: &Look, frame: Frame, starts: &[f64]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let is_free = look.dial > Dial::Literal;
    let count = f64::from(u32::try_from(list.items.len().max(1)).unwrap_or(1));
    let whole = Area { left: frame.left, top: frame.top, width: frame.safe_width(), height: frame.safe_height() };
    let mut area = whole;
    let heading = list.title.as_ref().map(|words| {
        let beside = frame.is_wide();
        let room = Room {
            width: if beside { area.width * 0.36 } else { area.width * 0.94 },
            height: if beside { area.height * 0.6 } else { area.height * 0.26 },
            sizes: [48.0, if frame.is_tall() { 130.0 } else { 118.0 }],
            lines: if beside { 4 } else { 2 },
            alone: 1.0,
        };
        title(words, look, room, TextAlign::Start, LEAD_SECS, None)
    });
    if let Some((_, fitted)) = &heading {
        if frame.is_wide() {
            area.left += area.width * 0.44;
            area.width *= 0.56;
            area.height -= 80.0;
        } else {
            let used = 52.0 + fitted.height(display(look).leading) + fitted.size * 0.3 + 56.0;
            area.top += used;
            area.height -= used;
        }
    }
    let indent = if list.numbered || list.checked { 124.0 } else { 72.0 };
    let roomiest = area.height / count;
    let title_size = heading.as_ref().map(|(_, fitted)| fitted.size);
    let size = row_size(list, look, area.width - indent, roomiest, title_size, frame);
    let indent = indent.max(size * if list.numbered || list.checked { 1.5 } else { 0.9 });
    // Few rows are as far apart as their letters are large; many share what there is.
    let pitch = (size * 2.5).max(120.0).min(roomiest);
    // All of it stands in the middle of the frame.
    let down = (area.height - pitch * count) / 2.0;
    area.top += down;
    if let Some((node, _)) = heading {
        // Beside the list, the title's capitals stand on the line of the first row.
        let top = if frame.is_wide() { area.top } else { whole.top + down };
        let below_rule = if frame.is_wide() { 56.0 } else { 52.0 };
        if is_free {
            let rule = rect(units(96.0), units(10.0), ColorToken::Accent);
            nodes.push(rule.at(frame_at(Anchor::TopLeft, whole.left, top)));
        }
        nodes.push(node.at(frame_at(Anchor::TopLeft, whole.left, top + below_rule)));
    }
    for (index, item) in list.items.iter().enumerate() {
        let start = starts.get(index).copied().unwrap_or(LEAD_SECS);
        let y = area.top + pitch * f64::from(u32::try_from(index).unwrap_or(0));
        let row = row(item, index, list, look, [area.width, pitch], size, indent, start);
        nodes.push(row.at(frame_at(Anchor::TopLeft, area.left, y)));
    }
    nodes
}

/// The one size at which all items fit their rows, well below that of the title.
fn row_size(list: &ListReveal, look: &Look, width: f64, pitch: f64, title_size: Option<f64>, frame: Frame) -> f64 {
    let largest: f64 = if frame.is_wide() {
        88.0
    } else if frame.is_tall() {
        108.0
    } else {
        88.0
    };
    let largest = title_size.map_or(largest, |title| largest.min(0.7 * title)).max(44.0);
    let room = Room { width: width * 0.96, height: pitch * 0.62, sizes: [26.0, largest], lines: 2, alone: 1.0 };
    list.items.iter().map(|item| copyfit::fit(item, body(look, 500.0), room).size).fold(largest, f64::min).floor()
}

/// A box at the left of a row, and its tick, which is drawn once the item has been read.
fn tick_box(look: &Look, side: f64, start: f64) -> [Node; 2] {
    const TICKED_AFTER_SECS: f64 = 0.55;
    let tempo = Tempo::of(look.energy);
    let radius = (look.style().radius * 0.4).min(side * 0.24);
    let edge = Stroke { align: Some(StrokeAlign::Inside), ..stroke(trace(look, 0.5), (side * 0.07).max(3.0)) };
    let frame = Rect {
        size: Some(Size::units(fine(side), fine(side))),
        radius: Some(Corners::from(fine(radius))),
        stroke: Some(edge),
        ..Rect::default()
    };
    let place = || frame_origin(Anchor::Left, 4.0, 0.0, Anchor::Left);
    let comes = entrance(EntrancePreset::Pop, start, tempo.entrance(0.35));
    let mut path = BezPath::new();
    let from_middle = |x: f64, y: f64| (side * (x - 0.5), side * (y - 0.5));
    path.move_to(from_middle(0.22, 0.52));
    path.line_to(from_middle(0.43, 0.73));
    path.line_to(from_middle(0.8, 0.27));
    let line = Stroke { join: Some(StrokeJoin::Round), ..round_stroke(ColorToken::Accent, (side * 0.14).max(5.0)) };
    let draws = entrance(EntrancePreset::DrawOn, fine(start + TICKED_AFTER_SECS), tempo.entrance(0.4));
    let tick = boxed(side, side, vec![centred_path(path, None, Some(line)).enter(draws)]);
    [Node::new(frame).at(place()).enter(comes), tick.at(place())]
}

#[expect(clippy::too_many_arguments, reason = "all that one row consists of")]
fn row(
    item: &str,
    index: usize,
    list: &ListReveal,
    look: &Look,
    [width, pitch]: [f64; 2],
    size: f64,
    indent: f64,
    start: f64,
) -> Node {
    let tempo = Tempo::of(look.energy);
    let mut nodes = Vec::new();
    if look.dial > Dial::Literal {
        nodes.push(rect(units(width), units(2.0), trace(look, 0.22)).at(frame_at(Anchor::TopLeft, 0.0, 0.0)));
        // The line lights up as its item comes.
        let lit = rect(units(width), units(3.0), ColorToken::Accent).at(frame_at(Anchor::TopLeft, 0.0, 0.0));
        let dur = tempo.entrance(0.6);
        nodes.push(lit.enter(Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, start, dur) }));
    }
    let fade = entrance(EntrancePreset::Fade, start, tempo.entrance(0.25));
    let left = |x: f64| frame_origin(Anchor::Left, x, 0.0, Anchor::Left);
    if list.checked {
        nodes.extend(tick_box(look, (size * 0.86).max(44.0), start));
    } else if list.numbered {
        let figure = Text {
            font: Some(Font {
                family: Some("mono".into()),
                tracking: Some(0.0),
                ..body_font((size * 0.66).max(26.0), 500.0)
            }),
            color: Some(
                readable(
                    look,
                    ColorToken::Accent,
                    crate::oklch::mixed(look.color(ColorToken::Bg), look.color(ColorToken::Text), 0.06),
                )
                .into(),
            ),
            ..text(format!("{:02}", index + 1), TextStyle::Mono)
        };
        nodes.push(Node::new(figure).at(left(0.0)).enter(fade));
    } else {
        let side = fine((size * 0.32).max(18.0));
        let mark = rect(units(side), units(side), ColorToken::Accent).at(left(4.0));
        nodes.push(mark.enter(entrance(EntrancePreset::Pop, start, tempo.entrance(0.35))));
    }
    let words = Text {
        font: Some(Font { leading: Some(1.16), tracking: (size > 60.0).then_some(-0.015), ..body_font(size, 500.0) }),
        max_width: Some(units(width - indent)),
        max_lines: Some(2),
        align: Some(TextAlign::Start),
        color: Some(ColorToken::Text.into()),
        ..text(item, TextStyle::Body)
    };
    let comes =
        Entrance { distance: Some(34.0), ..entrance(EntrancePreset::Rise, start + 0.06, tempo.entrance(SUPPORT_SECS)) };
    nodes.push(Node::new(words).at(left(indent)).enter(comes));
    boxed(width, pitch, nodes)
}
