//! Nodes that are there several times.

use crate::basic::number;
use crate::check::MOST_NODES;
use crate::cue::Origin;
use crate::motion::Order;
use crate::node::{Common, Group, Node, NodeKind};
use crate::place::{Anchor, Length, Position, Size};
use crate::reader::{ObjectReader, Part, Reader};
use crate::record::record;
use crate::time::Time;
use serde_json::{Map, Value, json};

/// A value of the first copy and one of the last; those between have what lies between.
///
/// Read from JSON as a list of two numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread(
    /// Of the first copy, and of the last.
    pub [f64; 2],
);

impl Spread {
    fn at(self, share: f64) -> f64 {
        self.0[0] + (self.0[1] - self.0[0]) * share
    }
}

impl Part for Spread {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        <[f64; 2]>::read(value, reader).map(Self)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Array(self.0.iter().map(|end| number(*end)).collect()))
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
    }
}

record! {
    /// Copies in rows, around the middle of the box.
    pub struct CopyGrid {
        /// How many stand in a row.
        cols "cols": u32 where 1.0..=1000.0,
        /// From the middle of a copy to that of the next in the row, in design units; by default 200.
        gap_x "gapX": Option<f64> where -1e4..=1e4,
        /// From the middle of a row to that of the next, in design units; by default as `gapX`.
        gap_y "gapY": Option<f64> where -1e4..=1e4,
    }
}

record! {
    /// Copies on a circle around the middle of the box.
    pub struct CopyRing {
        /// Radius in design units.
        radius "radius": f64 where 0.0..=1e4,
        /// Where the first stands, in degrees clockwise from three o'clock; by default -90, at the top.
        begin "begin": Option<f64> where -3600.0..=3600.0,
        /// Degrees from the first on, clockwise; by default 360, evenly all around, else with a copy at both ends.
        sweep "sweep": Option<f64> where -360.0..=360.0,
        /// Whether the copies turn with the circle, the one at the top upright.
        turns "turn": Option<bool>,
    }
}

record! {
    /// What a repeat says, apart from the copies that follow from it.
    pub struct RepeatPlan {
        /// The node that is there several times; formulas in it know the number of the copy as `i`, and how many there
        /// are as `n`. Only the first copy keeps the ids.
        of "of": Box<Node>,
        /// How many there are.
        count "count": u32 where 1.0..=1000.0,
        /// The box that the copies stand in the middle of; by default the whole frame.
        size "size": Option<Size>,
        /// In rows.
        grid "grid": Option<CopyGrid>,
        /// On a circle.
        radial "radial": Option<CopyRing>,
        /// Offset to the right, in design units, of the first and the last copy.
        spread_x "spreadX": Option<Spread> where -1e5..=1e5,
        /// Offset downwards, in design units, of the first and the last copy.
        spread_y "spreadY": Option<Spread> where -1e5..=1e5,
        /// Degrees, clockwise, of the first and the last copy.
        spread_rotate "spreadRotate": Option<Spread> where -36000.0..=36000.0,
        /// Size as a factor of the first and the last copy.
        spread_scale "spreadScale": Option<Spread> where 0.0..=100.0,
        /// Opacity of the first and the last copy, 0 to 1.
        spread_opacity "spreadOpacity": Option<Spread> where 0.0..=1.0,
        /// Seconds from the entrance of one copy to that of the next.
        stagger "stagger": Option<Time> where 0.0..=30.0,
        /// In which order the copies enter; by default forward.
        order "order": Option<Order>,
    }
}

impl RepeatPlan {
    /// So many of a node, with everything else by default: all in the middle of the frame.
    pub fn new(of: Node, count: u32) -> Self {
        Self {
            of: Box::new(of),
            count,
            size: None,
            grid: None,
            radial: None,
            spread_x: None,
            spread_y: None,
            spread_rotate: None,
            spread_scale: None,
            spread_opacity: None,
            stagger: None,
            order: None,
        }
    }
}

/// A node that is there several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    plan: RepeatPlan,
    /// A group for each copy, which has its place, turn, size and opacity.
    copies: Vec<Node>,
}

impl From<RepeatPlan> for Repeat {
    fn from(plan: RepeatPlan) -> Self {
        let copies = plan.copies();
        Self { plan, copies }
    }
}

impl Repeat {
    /// What was said.
    pub const fn plan(&self) -> &RepeatPlan {
        &self.plan
    }

    /// The copies, each in a group.
    pub fn copies(&self) -> &[Node] {
        &self.copies
    }

    pub(crate) fn template_mut(&mut self) -> &mut Node {
        &mut self.plan.of
    }

    pub(crate) const fn copies_mut(&mut self) -> &mut Vec<Node> {
        &mut self.copies
    }

    pub(crate) fn read_fields(object: &mut ObjectReader<'_>, reader: &mut Reader) -> Option<Self> {
        let plan = RepeatPlan::read_fields(object, reader)?;
        // Counted before they are made: repeats of repeats grow beyond all memory.
        let nodes = (count_of(&plan.of) + 1).saturating_mul(usize::try_from(plan.count).unwrap_or(usize::MAX));
        if !reader.take_copies(nodes) {
            let found = json!(plan.count);
            reader.within("count", |reader| {
                let allowed = format!("at most {MOST_NODES} nodes in all copies, each with a group around it");
                reader.error("too many copies", Some(&found), Some(allowed));
            });
            return None;
        }
        Some(plan.into())
    }

    pub(crate) fn write_fields(&self, object: &mut Map<String, Value>) {
        self.plan.write_fields(object);
    }

    pub(crate) fn schema_fields(
        definitions: &mut Map<String, Value>,
        properties: &mut Map<String, Value>,
        required: &mut Vec<Value>,
    ) {
        RepeatPlan::schema_fields(definitions, properties, required);
    }
}

/// How many nodes a node is, with those in it.
pub(crate) fn count_of(node: &Node) -> usize {
    1 + node.children().iter().map(count_of).sum::<usize>()
}

impl RepeatPlan {
    fn copies(&self) -> Vec<Node> {
        let turns = turns(self.order.unwrap_or(Order::Forward), self.count);
        let stagger = self.stagger.map_or(0.0, Time::secs);
        (0..self.count)
            .zip(turns)
            .map(|(index, turn)| {
                let mut copy = self.of.as_ref().clone();
                if index > 0 {
                    rename(&mut copy, index);
                }
                delay(&mut copy, stagger * f64::from(turn));
                let (children, group) = (vec![copy], self.common(index));
                Node { common: group, ..Node::new(Group { children, ..Group::default() }) }
            })
            .collect()
    }

    /// Place, turn, size and opacity of a copy.
    fn common(&self, index: u32) -> Common {
        let (at, last) = (f64::from(index), f64::from(self.count.saturating_sub(1)));
        let share = if last > 0.0 { at / last } else { 0.0 };
        let spread = |spread: Option<Spread>, rest: f64| spread.map_or(rest, |spread| spread.at(share));
        let (mut x, mut y) = (spread(self.spread_x, 0.0), spread(self.spread_y, 0.0));
        let mut rotate = spread(self.spread_rotate, 0.0);
        if let Some(grid) = &self.grid {
            let cols = grid.cols.min(self.count).max(1);
            let rows = self.count.div_ceil(cols);
            let gap_x = grid.gap_x.unwrap_or(200.0);
            let gap_y = grid.gap_y.unwrap_or(gap_x);
            x += (f64::from(index % cols) - f64::from(cols - 1) / 2.0) * gap_x;
            y += (f64::from(index / cols) - f64::from(rows - 1) / 2.0) * gap_y;
        }
        if let Some(ring) = &self.radial {
            let sweep = ring.sweep.unwrap_or(360.0);
            let steps = if sweep.abs() < 360.0 { last.max(1.0) } else { last + 1.0 };
            let degrees = ring.begin.unwrap_or(-90.0) + sweep * at / steps;
            x += ring.radius * libm::cos(degrees.to_radians());
            y += ring.radius * libm::sin(degrees.to_radians());
            if ring.turns == Some(true) {
                rotate += degrees + 90.0;
            }
        }
        let is_moved = x != 0.0 || y != 0.0;
        Common {
            pos: is_moved.then(|| Position::frame(Anchor::Center, Length::Units(x), Length::Units(y))),
            rotate: (rotate != 0.0).then_some(rotate),
            scale: self.spread_scale.map(|scale| scale.at(share)),
            opacity: self.spread_opacity.map(|opacity| opacity.at(share)),
            ..Common::default()
        }
    }
}

/// For each copy, when its turn is, from 0.
fn turns(order: Order, count: u32) -> Vec<u32> {
    let middle = f64::from(count.saturating_sub(1)) / 2.0;
    let off_middle = |index: u32| (f64::from(index) - middle).abs();
    let mut indices: Vec<u32> = (0..count).collect();
    match order {
        Order::Forward => {}
        Order::Reverse => indices.reverse(),
        Order::Center => indices.sort_by(|&a, &b| off_middle(a).total_cmp(&off_middle(b))),
        Order::Edges => indices.sort_by(|&a, &b| off_middle(b).total_cmp(&off_middle(a))),
        Order::Random => indices.sort_by_key(|&index| scattered(index)),
    }
    let mut turns = vec![0; indices.len()];
    for (turn, index) in (0..count).zip(indices) {
        if let Some(place) = usize::try_from(index).ok().and_then(|index| turns.get_mut(index)) {
            *place = turn;
        }
    }
    turns
}

/// A number without a pattern, the same for the same index.
const fn scattered(index: u32) -> u32 {
    let mut mixed = index.wrapping_add(0x9E37_79B9);
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x85EB_CA6B);
    mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xC2B2_AE35);
    mixed ^ (mixed >> 16)
}

/// Gives the ids within a copy names of their own, and everything that refers to them.
fn rename(copy: &mut Node, index: u32) {
    let mut ids = Vec::new();
    collect_ids(copy, &mut ids);
    rename_in(copy, &ids, index);
}

fn collect_ids(node: &Node, ids: &mut Vec<String>) {
    ids.extend(node.common.id.clone());
    node.children().iter().for_each(|child| collect_ids(child, ids));
}

fn rename_in(node: &mut Node, ids: &[String], index: u32) {
    let rename = |id: &mut String| {
        if ids.contains(id) {
            *id = format!("{id}#{index}");
        }
    };
    node.common.id.iter_mut().for_each(rename);
    node.common.matte.iter_mut().for_each(|matte| rename(&mut matte.node));
    let relation = node.common.pos.as_mut().and_then(|pos| pos.relation.as_mut());
    relation.into_iter().for_each(|relation| rename(&mut relation.to));
    if let NodeKind::Connector(connector) = &mut node.kind {
        rename(&mut connector.from);
        rename(&mut connector.to);
    }
    for cue in node.cues.iter_mut() {
        if let Origin::Node(id, _) | Origin::Word(id, _) = &mut cue.origin {
            rename(id);
        }
    }
    for child in node.children_mut().into_iter().flatten() {
        rename_in(child, ids, index);
    }
}

/// Lets what enters in a copy do so later; where nothing has an entrance, the copy itself appears later.
fn delay(copy: &mut Node, secs: f64) {
    if secs > 0.0 && !delay_entrances(copy, secs) {
        delay_start(copy, secs);
    }
}

/// Whether there was an entrance.
fn delay_entrances(node: &mut Node, secs: f64) -> bool {
    let mut has_any = node.common.entrance.is_some();
    if has_any {
        delay_start(node, secs);
    }
    for child in node.children_mut().into_iter().flatten() {
        has_any |= delay_entrances(child, secs);
    }
    has_any
}

/// Lets a node appear and enter later.
fn delay_start(node: &mut Node, secs: f64) {
    let later = |time: Time| time + Time::from_secs(secs);
    // Cued times are kept beside the node; what stands in for them is of no account.
    if !node.cues.delay("start", secs) {
        node.common.start = Some(later(node.common.start.unwrap_or(Time::ZERO)));
    }
    let said = node.common.entrance.as_mut().and_then(|entrance| entrance.start.as_mut());
    if let Some(start) = said
        && !node.cues.delay("in/start", secs)
    {
        *start = later(*start);
    }
}
