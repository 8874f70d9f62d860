//! Shorthands for nodes, and nodes that differ by ratio.

use crate::face::display_setting;
use crate::look::Look;
use pavo_scene::{
    Anchor, AspectRatio, Ease, EaseName, Ellipse, Emphasis, Entrance, EntrancePreset, Exit, ExitPreset, Font, Gradient,
    GradientKind, Group, Keys, Length, Line, Loop, LoopPreset, Node, Number, Paint, Part, Path, Position, Rect, Rgba,
    Size, Stack, StackAlign, StackDirection, Stop, Stroke, StrokeCap, Text, TextStyle, Time, Track, Within,
};
use serde_json::{Map, Value};

/// A frame's measures at one ratio, in design units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) aspect: AspectRatio,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    pub(crate) fn of(aspect: AspectRatio) -> Self {
        let [width, height] = aspect.design_size();
        let margins = aspect.margins();
        Self {
            aspect,
            width,
            height,
            left: margins.left,
            top: margins.top,
            right: margins.right,
            bottom: margins.bottom,
        }
    }

    /// Width between the margins.
    pub(crate) fn safe_width(&self) -> f64 {
        self.width - self.left - self.right
    }

    /// Height between the margins.
    pub(crate) fn safe_height(&self) -> f64 {
        self.height - self.top - self.bottom
    }

    pub(crate) fn is_wide(&self) -> bool {
        self.aspect == AspectRatio::Wide
    }

    pub(crate) fn is_tall(&self) -> bool {
        self.aspect == AspectRatio::Tall
    }
}

/// A node that is built anew for each ratio; what differs from 16:9 becomes its `when`.
///
/// The builder gives the same kind of node for every ratio.
pub(crate) fn responsive(build: impl Fn(Frame) -> Node) -> Node {
    let mut node = build(Frame::of(AspectRatio::Wide));
    let base = fields(&node);
    for aspect in [AspectRatio::Tall, AspectRatio::Square, AspectRatio::Feed] {
        let other = fields(&build(Frame::of(aspect)));
        let mut patch = Map::new();
        for (key, value) in &other {
            if base.get(key) != Some(value) {
                patch.insert(key.clone(), value.clone());
            }
        }
        for key in base.keys().filter(|key| !other.contains_key(*key)) {
            patch.insert(key.clone(), Value::Null);
        }
        if !patch.is_empty() {
            node.common.when = std::mem::take(&mut node.common.when).and(aspect, Value::Object(patch));
        }
    }
    node
}

/// Several nodes that are built anew for each ratio, as one group over the whole frame.
pub(crate) fn responsive_group(build: impl Fn(Frame) -> Vec<Node>) -> Node {
    responsive(|frame| group(build(frame)))
}

fn fields(node: &Node) -> Map<String, Value> {
    let Some(Value::Object(mut object)) = node.write() else { return Map::new() };
    for fixed in ["type", "id", "when"] {
        object.shift_remove(fixed);
    }
    object
}

pub(crate) fn secs(secs: f64) -> Time {
    // A thousandth is finer than any frame, and keeps documents readable.
    Time::from_secs((secs * 1000.0).round() / 1000.0)
}

pub(crate) fn named(ease: EaseName) -> Option<Ease> {
    Some(Ease::Named(ease))
}

/// A length as it is written: to a hundredth.
pub(crate) fn fine(units: f64) -> f64 {
    (units * 100.0).round() / 100.0
}

pub(crate) fn units(units: f64) -> Length {
    Length::Units(fine(units))
}

pub(crate) const fn whole() -> Length {
    Length::Percent(100.0)
}

/// A place as an offset from a point of the frame; that point of the node is put there.
pub(crate) fn frame_at(anchor: Anchor, x: f64, y: f64) -> Position {
    Position::frame(anchor, units(x), units(y))
}

/// A place as an offset from a point of the frame, for another point of the node.
pub(crate) fn frame_origin(anchor: Anchor, x: f64, y: f64, origin: Anchor) -> Position {
    Position { origin, ..frame_at(anchor, x, y) }
}

/// A place as an offset from a point of the safe area.
pub(crate) fn safe_at(anchor: Anchor, x: f64, y: f64) -> Position {
    Position { anchor, x: units(x), y: units(y), origin: anchor, within: Within::Safe, relation: None }
}

pub(crate) fn rect(width: Length, height: Length, fill: impl Into<Paint>) -> Node {
    Node::new(Rect { size: Some(Size { width, height }), fill: Some(fill.into()), ..Rect::default() })
}

pub(crate) fn rounded(width: f64, height: f64, radius: f64, fill: impl Into<Paint>) -> Node {
    Node::new(Rect {
        size: Some(Size { width: units(width), height: units(height) }),
        radius: Some(fine(radius).into()),
        fill: Some(fill.into()),
        ..Rect::default()
    })
}

pub(crate) fn disc(diameter: f64, fill: impl Into<Paint>) -> Node {
    let size = Some(Size { width: units(diameter), height: units(diameter) });
    Node::new(Ellipse { size, fill: Some(fill.into()), stroke: None })
}

pub(crate) fn ring(diameter: f64, stroke: Stroke) -> Node {
    let size = Some(Size { width: units(diameter), height: units(diameter) });
    Node::new(Ellipse { size, fill: None, stroke: Some(stroke) })
}

pub(crate) fn stroke(color: impl Into<Paint>, width: f64) -> Stroke {
    Stroke { color: Some(color.into()), width: Some(fine(width)), ..Stroke::default() }
}

pub(crate) fn round_stroke(color: impl Into<Paint>, width: f64) -> Stroke {
    Stroke { cap: Some(StrokeCap::Round), ..stroke(color, width) }
}

pub(crate) fn line(from: [f64; 2], to: [f64; 2], stroke: Stroke) -> Node {
    Node::new(Line { stroke: Some(stroke), ..Line::new(from, to) })
}

/// An outline whose coordinates count from the middle of the frame (or of the group it is in).
pub(crate) fn centred_path(path: kurbo::BezPath, fill: Option<Paint>, stroke: Option<Stroke>) -> Node {
    use kurbo::Shape as _;
    let middle = path.bounding_box().center();
    let node = Node::new(Path { fill, stroke, ..Path::new(path) });
    node.at(frame_at(Anchor::Center, middle.x, middle.y))
}

pub(crate) fn group(children: Vec<Node>) -> Node {
    Node::new(Group { children, ..Group::default() })
}

/// A group with a box of its own.
pub(crate) fn boxed(width: f64, height: f64, children: Vec<Node>) -> Node {
    let size = Some(Size { width: units(width), height: units(height) });
    Node::new(Group { children, size, ..Group::default() })
}

/// Nothing, of a height: room between the nodes of a column.
pub(crate) fn space(height: f64) -> Node {
    boxed(1.0, height, Vec::new())
}

pub(crate) fn column(align: StackAlign, children: Vec<Node>) -> Node {
    Node::new(Stack {
        children,
        direction: Some(StackDirection::Column),
        gap: Some(0.0),
        align: Some(align),
        ..Stack::default()
    })
}

pub(crate) fn row(gap: f64, align: StackAlign, children: Vec<Node>) -> Node {
    Node::new(Stack {
        children,
        direction: Some(StackDirection::Row),
        gap: Some(fine(gap)),
        align: Some(align),
        ..Stack::default()
    })
}

pub(crate) fn text(words: impl Into<String>, style: TextStyle) -> Text {
    Text { style: Some(style), ..Text::new(words) }
}

/// The display face of a look at a size, set as it wants to be.
pub(crate) fn display_font(look: &Look, size: f64) -> Font {
    let setting = display_setting(look);
    Font {
        family: Some("display".to_owned()),
        size: Some(fine(size)),
        min: Some(fine((size * 0.6).max(22.0).min(size))),
        weight: Some(setting.weight),
        tracking: Some(setting.tracking),
        leading: Some(setting.leading),
        ..Font::default()
    }
}

/// The body face of a look at a size.
pub(crate) fn body_font(size: f64, weight: f64) -> Font {
    Font {
        family: Some("body".to_owned()),
        size: Some(fine(size)),
        min: Some(fine((size * 0.7).max(22.0).min(size))),
        weight: Some(weight),
        ..Font::default()
    }
}

pub(crate) fn number(from: Option<f64>, to: f64, style: TextStyle) -> Number {
    Number { from, style: Some(style), ..Number::new(to) }
}

pub(crate) fn entrance(preset: EntrancePreset, start: f64, dur: Time) -> Entrance {
    Entrance { start: Some(secs(start)), dur: Some(secs(dur.secs())), ..Entrance::new(preset) }
}

/// A soft round light: `color` at `strength` in the middle, nothing at the rim.
///
/// The stops follow the middle of a bell curve, so that the rim cannot be seen.
pub(crate) fn light(color: Rgba, strength: f64) -> Gradient {
    let stop = |offset: f64, share: f64| Stop { offset, color: color.with_alpha(strength * share).into() };
    Gradient {
        kind: GradientKind::Radial,
        stops: vec![
            stop(0.0, 1.0),
            stop(0.2, 0.86),
            stop(0.4, 0.56),
            stop(0.6, 0.27),
            stop(0.8, 0.075),
            stop(1.0, 0.0),
        ],
        angle: None,
        at: None,
        radius: None,
        mix: None,
    }
}

/// A track of `(seconds, value, ease)`; keys that do not come after the one before are left out.
pub(crate) fn rising<V>(keys: impl IntoIterator<Item = (f64, V, Option<Ease>)>) -> Track<V> {
    let mut track = Track::of(keys);
    let mut last = f64::NEG_INFINITY;
    track.keys.retain(|key| {
        let rises = key.time.secs() > last;
        if rises {
            last = key.time.secs();
        }
        rises
    });
    track
}

/// A length near `wanted` that goes into `duration` a whole number of times, such that loops close.
pub(crate) fn closing_period(duration: Time, wanted_secs: f64) -> f64 {
    let rounds = (duration.secs() / wanted_secs).round().max(1.0);
    (duration.secs() / rounds).max(0.05)
}

/// Fluent changes to a node.
pub(crate) trait Dress: Sized {
    fn at(self, position: Position) -> Self;
    fn enter(self, entrance: Entrance) -> Self;
    fn exit(self, preset: ExitPreset, start: f64, dur: Time) -> Self;
    fn stress(self, emphasis: Emphasis) -> Self;
    fn looping(self, repeated: Loop) -> Self;
    fn spin(self, period_secs: f64, reverse: bool) -> Self;
    fn keyed(self, keys: Keys) -> Self;
    fn between(self, start: f64, end: f64) -> Self;
    fn from(self, start: f64) -> Self;
    fn turned(self, degrees: f64) -> Self;
    fn pivot(self, anchor: Anchor) -> Self;
}

impl Dress for Node {
    fn at(mut self, position: Position) -> Self {
        self.common.pos = Some(position);
        self
    }

    fn enter(mut self, entrance: Entrance) -> Self {
        self.common.entrance = Some(entrance);
        self
    }

    fn exit(mut self, preset: ExitPreset, start: f64, dur: Time) -> Self {
        self.common.exit = Some(Exit { start: Some(secs(start)), dur: Some(secs(dur.secs())), ..Exit::new(preset) });
        self
    }

    fn stress(mut self, emphasis: Emphasis) -> Self {
        self.common.emphases.0.push(emphasis);
        self
    }

    fn looping(mut self, repeated: Loop) -> Self {
        self.common.loops.0.push(repeated);
        self
    }

    fn spin(self, period_secs: f64, reverse: bool) -> Self {
        let period = Some(Time::from_secs(period_secs));
        self.looping(Loop { period, reverse: reverse.then_some(true), ..Loop::new(LoopPreset::Spin) })
    }

    fn keyed(mut self, keys: Keys) -> Self {
        self.common.keys = Some(keys);
        self
    }

    fn between(mut self, start: f64, end: f64) -> Self {
        (self.common.start, self.common.end) = (Some(secs(start)), Some(secs(end)));
        self
    }

    fn from(mut self, start: f64) -> Self {
        self.common.start = Some(secs(start));
        self
    }

    fn turned(mut self, degrees: f64) -> Self {
        self.common.rotate = Some(fine(degrees));
        self
    }

    fn pivot(mut self, anchor: Anchor) -> Self {
        self.common.pivot = Some(anchor);
        self
    }
}
