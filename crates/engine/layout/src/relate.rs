//! Places that follow from where a sibling is.

use crate::arrange::Parent;
use crate::draw::placed_box;
use crate::stage::{Item, Place};
use kurbo::{Rect, Vec2};
use pavo_scene::{Alignment, Beside, DEEPEST_RELATIONS, Position, Relation};
use pavo_timeline::NodePose;

/// How a node stands beside a sibling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Related {
    /// The sibling, as an index.
    pub(crate) to: usize,
    side: Beside,
    gap: f64,
    /// Which lines of both are one: 0 for the left or upper edges, 1 for the others.
    align: f64,
    /// The point of the sibling's box that it is put at, where it is inside.
    anchor: [f64; 2],
}

impl Related {
    /// `relation`: to the node `target`, which is the sibling `to`.
    pub(crate) fn new(position: &Position, relation: &Relation, to: usize, target: &Item) -> Self {
        let is_upright = matches!(relation.side, Beside::Above | Beside::Below);
        let align = match relation.align {
            Some(Alignment::Start) => 0.0,
            Some(Alignment::Center) => 0.5,
            Some(Alignment::End) => 1.0,
            // What stands at the left has at the left what is below it.
            None if is_upright => target.place.origin[0],
            None => 0.5,
        };
        let Relation { side, gap, .. } = *relation;
        Self { to, side, gap, align, anchor: position.anchor.fractions() }
    }

    /// Where the node is put when its sibling has the box `target`.
    pub(crate) fn place(&self, position: &Position, target: Rect, parent: Parent) -> Place {
        let offset = [position.x.units(parent.size[0]), position.y.units(parent.size[1])];
        let origin = match self.side {
            Beside::Below => [self.align, 0.0],
            Beside::Above => [self.align, 1.0],
            Beside::LeftOf => [1.0, self.align],
            Beside::RightOf => [0.0, self.align],
            Beside::Inside => position.origin.fractions(),
        };
        Place { anchor: self.anchor(target), offset, origin }
    }

    /// Room for a text, where the sibling limits it.
    pub(crate) fn room(&self, target: Rect) -> Option<f64> {
        (self.side == Beside::Inside).then(|| (target.width() - 2.0 * self.gap).max(1.0))
    }

    fn anchor(&self, target: Rect) -> [f64; 2] {
        let along = |low: f64, high: f64| low + self.align * (high - low);
        let Rect { x0, y0, x1, y1 } = target;
        match self.side {
            Beside::Below => [along(x0, x1), y1 + self.gap],
            Beside::Above => [along(x0, x1), y0 - self.gap],
            Beside::LeftOf => [x0 - self.gap, along(y0, y1)],
            Beside::RightOf => [x1 + self.gap, along(y0, y1)],
            Beside::Inside => {
                let within = |low: f64, high: f64, share: f64| low + self.gap + share * (high - low - 2.0 * self.gap);
                [within(x0, x1, self.anchor[0]), within(y0, y1, self.anchor[1])]
            }
        }
    }
}

/// The box of an item in its parent, at rest.
pub(crate) fn box_at_rest(item: &Item) -> Rect {
    let [x, y] = [0, 1]
        .map(|axis| item.place.anchor[axis] + item.place.offset[axis] - item.place.origin[axis] * item.size[axis]);
    Rect::new(x, y, x + item.size[0], y + item.size[1])
}

/// The box of an item in its parent as it is now; `None` while it is not there.
pub(crate) fn box_now(index: usize, (items, poses): (&[Item], &[NodePose])) -> Option<Rect> {
    let (item, pose) = (items.get(index)?, pose_of(index, poses)?);
    Some(placed_box(item, pose) + drift(item, (items, poses)))
}

/// How far an item has moved with the sibling that it stands beside.
pub(crate) fn drift(item: &Item, siblings: (&[Item], &[NodePose])) -> Vec2 {
    drift_within(item, siblings, DEEPEST_RELATIONS)
}

fn drift_within(item: &Item, (items, poses): (&[Item], &[NodePose]), levels: usize) -> Vec2 {
    let Some(related) = item.related.filter(|_| levels > 0) else { return Vec2::ZERO };
    let (Some(target), Some(pose)) = (items.get(related.to), pose_of(related.to, poses)) else { return Vec2::ZERO };
    let now = placed_box(target, pose) + drift_within(target, (items, poses), levels - 1);
    let [from, to] = [box_at_rest(target), now].map(|target| related.anchor(target));
    Vec2::new(to[0] - from[0], to[1] - from[1])
}

/// Poses are in the order of their nodes.
fn pose_of(index: usize, poses: &[NodePose]) -> Option<&NodePose> {
    poses.binary_search_by_key(&index, |pose| pose.index).ok().and_then(|at| poses.get(at))
}
