//! How things lead to each other.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::ground_or_quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, fine, frame_at, named, responsive_group, rising, round_stroke};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::surface::solid;
use crate::tokens::{LAST_HOLD_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use kurbo::BezPath;
use pavo_scene::{Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Node, Path, Stroke, StrokeJoin, Time};

/// Things in an order, or around one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// What it is about.
    pub title: Option<String>,
    /// The thing in the middle, of a hub.
    pub center: Option<String>,
    /// The things.
    pub items: Vec<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "flow",
    family: Family::Structure,
    about: "Boxes that lead to each other: each comes, then the arrow to the next is drawn.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What it is about."),
        Slot::needed("items", SlotKind::Texts([2, 8], 40), "The boxes, in order."),
    ],
    sample: r#"{"title": "From storm to harbour", "items": ["Buoy sees a wave", "Tower decides", "Gates close", "Town sleeps"]}"#,
    build: |props, look, duration| {
        flow(&Flow { title: props.text("title"), center: None, items: props.texts("items") }, look, duration)
    },
};

pub(super) const HUB: BlockKind = BlockKind {
    name: "hub",
    family: Family::Structure,
    about: "One thing in the middle and those that hang together with it around it.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What it is about."),
        Slot::needed("center", SlotKind::Text(30), "What is in the middle."),
        Slot::needed("items", SlotKind::Texts([3, 8], 30), "What is around it."),
    ],
    sample: r#"{"center": "Lighthouse", "items": ["Ships", "Weather", "Coast guard", "Fishers", "Tourists", "Radio"]}"#,
    build: |props, look, duration| {
        hub(
            &Flow { title: props.text("title"), center: props.text("center"), items: props.texts("items") },
            look,
            duration,
        )
    },
};

/// Boxes in a row, or in rows that go to and fro, with arrows between them.
#[must_use]
pub fn flow(flow: &Flow, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Dots, Ground::Grid]);
    let begin: f64 = if flow.title.is_some() { 0.45 } else { 0.1 };
    let read: f64 = flow.items.iter().map(|item| reading_secs(item) * 0.75).sum();
    let pace = ((duration.secs() - begin - LAST_HOLD_SECS - 0.4) / count_of(flow.items.len().max(1))).clamp(0.12, 1.1);
    nodes.push(responsive_group(|frame| lined_up(flow, look, frame, [begin, pace])));
    let ideal = begin + read + 1.6;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

/// A thing in the middle of others.
#[must_use]
pub fn hub(flow: &Flow, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Dots, Ground::Rings]);
    let begin: f64 = if flow.title.is_some() { 0.45 } else { 0.1 };
    let read: f64 = flow.items.iter().map(|item| reading_secs(item) * 0.6).sum();
    let pace = ((duration.secs() * 0.5 - begin) / count_of(flow.items.len().max(1))).clamp(0.06, 0.4);
    nodes.push(responsive_group(|frame| around(flow, look, frame, [begin, pace])));
    let ideal = begin + read + 2.2;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn lined_up(flow: &Flow, look: &Look, frame: Frame, [begin, pace]: [f64; 2]) -> Vec<Node> {
    let head = heading(flow.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = flow.items.len().max(1);
    let columns = match (frame.is_wide(), count) {
        (true, 0..=4) => count,
        (true, 5 | 6) => 3,
        (true, _) => 4,
        (false, _) if frame.is_tall() || count <= 4 => 1,
        (false, _) => 2,
    };
    let rows = count.div_ceil(columns);
    let gap = if frame.is_wide() { [110.0, 120.0] } else { [80.0, 84.0] };
    let width = ((area.width - gap[0] * count_of(columns - 1)) / count_of(columns)).min(if columns == 1 {
        area.width
    } else {
        520.0
    });
    let most = if frame.is_wide() { 260.0 } else { 200.0 };
    let height = ((area.height - gap[1] * count_of(rows - 1)) / count_of(rows)).min(most);
    let across = width * count_of(columns) + gap[0] * count_of(columns - 1);
    let tall = height * count_of(rows) + gap[1] * count_of(rows - 1);
    let [left, top] = [area.left + (area.width - across) / 2.0, area.top + (area.height - tall) * 0.45];
    let size = common_size(
        flow.items.iter().map(String::as_str),
        body(look, 600.0),
        [width - 72.0, height - 56.0],
        [26.0, text_size(frame) * 1.3],
        3,
    );
    // Rows go to and fro, so that every arrow is short.
    let place = |index: usize| {
        let (row, along) = (index / columns, index % columns);
        let column = if row % 2 == 0 { along } else { columns - 1 - along };
        [left + (width + gap[0]) * count_of(column), top + (height + gap[1]) * count_of(row)]
    };
    for index in 0..flow.items.len() {
        let at = fine(begin + pace * count_of(index));
        let [x, y] = place(index);
        if index > 0 {
            let [from_x, from_y] = place(index - 1);
            let (from, to) = if (from_y - y).abs() < 1.0 {
                let (start, end) = if x > from_x { (from_x + width, x) } else { (from_x, x + width) };
                ([start, y + height / 2.0], [end, y + height / 2.0])
            } else {
                ([x + width / 2.0, from_y + height], [x + width / 2.0, y])
            };
            nodes.push(arrow(look, from, to, [at - 0.3_f64.min(pace * 0.4), 0.3_f64.min(pace * 0.5)]));
        }
        let is_last = index + 1 == flow.items.len();
        nodes.push(node_box(&flow.items[index], look, [width, height], size, at, is_last).at(frame_at(
            Anchor::TopLeft,
            x,
            y,
        )));
    }
    nodes
}

fn around(flow: &Flow, look: &Look, frame: Frame, [begin, pace]: [f64; 2]) -> Vec<Node> {
    let head = heading(flow.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = flow.items.len().max(1);
    let center = [area.left + area.width / 2.0, area.top + area.height / 2.0];
    let [width, height] = if frame.is_wide() { [320.0, 116.0] } else { [area.width * 0.33, 112.0] };
    let reach = [(area.width - width) / 2.0, (area.height - height) / 2.0]
        .map(|reach| reach.min(if frame.is_wide() { 620.0 } else { 700.0 }));
    let middle = if frame.is_wide() { [380.0, 190.0] } else { [area.width * 0.42, 200.0] };
    let size = common_size(
        flow.items.iter().map(String::as_str),
        body(look, 600.0),
        [width - 48.0, height - 40.0],
        [24.0, text_size(frame)],
        2,
    );
    for (index, item) in flow.items.iter().enumerate() {
        let turn = std::f64::consts::TAU * (count_of(index) / count_of(count)) - std::f64::consts::FRAC_PI_2;
        let (sine, cosine) = (libm::sin(turn), libm::cos(turn));
        let [x, y] = [center[0] + reach[0] * cosine, center[1] + reach[1] * sine];
        let at = fine(begin + 0.4 + pace * count_of(index));
        nodes.push(link(look, center, [x, y], [at, 0.35]));
        let comes = node_box(item, look, [width, height], size, at + 0.2, false);
        nodes.push(comes.at(spot(x, y, Anchor::Center)));
    }
    let words = flow.center.as_deref().unwrap_or_default();
    let big = common_size(
        [words],
        body(look, 700.0),
        [middle[0] - 64.0, middle[1] - 50.0],
        [30.0, text_size(frame) * 1.6],
        2,
    );
    nodes.push(node_box(words, look, middle, big, begin, true).at(spot(center[0], center[1], Anchor::Center)));
    nodes
}

/// A box with a few words; the one that all leads to is filled with the accent.
fn node_box(words: &str, look: &Look, [width, height]: [f64; 2], size: f64, at: f64, is_goal: bool) -> Node {
    let tempo = Tempo::of(look.energy);
    let radius = look.style().radius.min(height / 2.0);
    let (fill, on_fill) = filled(look, ColorToken::Accent);
    let ink = if is_goal { on_fill } else { look.color(ColorToken::Text) };
    let set = Wording::new(words, size).weight(600.0).color(ink).within(width - 48.0, 3).centered().leading(1.18);
    let set = set.node(look).at(frame_at(Anchor::Center, 0.0, 0.0));
    let comes =
        Entrance { ease: named(EaseName::SpringFirm), ..entrance(EntrancePreset::Pop, at, tempo.entrance(0.4)) };
    let node = if is_goal {
        let ground = crate::parts::rounded(width, height, radius, fill);
        boxed(width, height, vec![ground.at(frame_at(Anchor::TopLeft, 0.0, 0.0)), set])
    } else {
        solid(look, [width, height], radius, vec![set])
    };
    node.enter(comes)
}

/// A short arrow between two boxes.
fn arrow(look: &Look, from: [f64; 2], to: [f64; 2], [start, dur]: [f64; 2]) -> Node {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let long = libm::hypot(dx, dy).max(1.0);
    let [ux, uy] = [dx / long, dy / long];
    let gap = 20.0;
    let [a, b] = [[from[0] + ux * gap, from[1] + uy * gap], [to[0] - ux * gap, to[1] - uy * gap]];
    let head = 18.0;
    let mut path = BezPath::new();
    path.move_to((fine(a[0]), fine(a[1])));
    path.line_to((fine(b[0]), fine(b[1])));
    path.move_to((fine(b[0] - ux * head + uy * head), fine(b[1] - uy * head - ux * head)));
    path.line_to((fine(b[0]), fine(b[1])));
    path.line_to((fine(b[0] - ux * head - uy * head), fine(b[1] - uy * head + ux * head)));
    drawn(look, path, 7.0, [start, dur])
}

fn link(look: &Look, from: [f64; 2], to: [f64; 2], span: [f64; 2]) -> Node {
    let mut path = BezPath::new();
    path.move_to((fine(from[0]), fine(from[1])));
    path.line_to((fine(to[0]), fine(to[1])));
    drawn(look, path, 5.0, span)
}

fn drawn(look: &Look, path: BezPath, width: f64, [start, dur]: [f64; 2]) -> Node {
    use kurbo::Shape as _;
    let middle = path.bounding_box().center();
    let stroke = Stroke { join: Some(StrokeJoin::Round), ..round_stroke(look.color(ColorToken::Accent), width) };
    let start = start.max(0.0);
    let keys = [(0.0, 0.0, None), (fine(start), 0.0, None), (fine(start + dur), 1.0, named(EaseName::Swift))];
    Node::new(Path { stroke: Some(stroke), ..Path::new(path) })
        .at(spot(middle.x, middle.y, Anchor::Center))
        .keyed(Keys { trim_end: rising(keys), ..Keys::default() })
}
