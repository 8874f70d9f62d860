//! Ways from one box to another.

use crate::outline::{ArrowHeads, Outline};
use crate::relate;
use crate::stage::{Content, Item, Place};
use kurbo::{BezPath, Point, Rect, Shape, Vec2};
use pavo_scene::{ArrowHead, Connector, Route, Stroke};
use pavo_timeline::NodePose;
use std::sync::Arc;

/// How far a line leaves a box before it turns, where it cannot go straight to the other one.
const STUB: f64 = 48.0;
/// The handle of a quarter of a circle, as a share of its radius.
const QUARTER: f64 = 0.552_284_75;

/// What a connector connects, and how.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The siblings at its ends, as indices.
    ends: [usize; 2],
    /// The points of their boxes, as fractions.
    at: [Option<[f64; 2]>; 2],
    route: Route,
    gap: f64,
    radius: f64,
    heads: ArrowHeads,
    stroke: Box<Stroke>,
}

impl Link {
    pub(crate) fn new(connector: &Connector, ends: [usize; 2]) -> Self {
        Self {
            ends,
            at: [connector.from_at, connector.to_at].map(|at| at.map(pavo_scene::Anchor::fractions)),
            route: connector.route.unwrap_or(Route::Straight),
            gap: connector.gap.unwrap_or(12.0),
            radius: connector.radius.unwrap_or(24.0),
            heads: ArrowHeads {
                tail: connector.tail.unwrap_or(ArrowHead::None),
                head: connector.head.unwrap_or(ArrowHead::Open),
                size: connector.head_size,
            },
            stroke: Box::new(connector.stroke.clone().unwrap_or_default()),
        }
    }

    /// The connector as a line between where its ends are now; `None` while one of them is not there.
    pub(crate) fn line(&self, item: &Item, siblings: (&[Item], &[NodePose])) -> Option<Item> {
        let [from, to] = self.ends.map(|end| relate::box_now(end, siblings));
        let mut path = self.path([from?, to?]);
        let bounds = path.bounding_box();
        path.apply_affine(kurbo::Affine::translate(-bounds.origin().to_vec2()));
        let outline = Outline::Route { path: Arc::new(path), heads: self.heads };
        Some(Item {
            place: Place { anchor: [bounds.x0, bounds.y0], offset: [0.0; 2], origin: [0.0; 2] },
            size: [bounds.width(), bounds.height()],
            content: Content::Shape { outline, fill: None, stroke: Some(self.stroke.clone()) },
            ..item.clone()
        })
    }

    fn path(&self, boxes: [Rect; 2]) -> BezPath {
        let [(from, out), (to, back)] = [0, 1].map(|end| {
            let (point, normal) = match self.route {
                Route::Straight => self.straight_end(boxes, end),
                Route::Elbow | Route::Curve => {
                    let normal = self.at[end].map_or_else(|| facing(boxes[end], boxes[1 - end]), normal_of);
                    (point_of(boxes[end], self.at[end].unwrap_or([0.5 + normal.x / 2.0, 0.5 + normal.y / 2.0])), normal)
                }
            };
            (point + normal * self.gap, normal)
        });
        let mut path = BezPath::new();
        // Boxes that touch leave no room for a line.
        let is_past = self.route == Route::Straight && (to - from).dot(out) <= 0.0;
        if (to - from).length() < 1.0 || is_past {
            return path;
        }
        match self.route {
            Route::Straight => {
                path.move_to(from);
                path.line_to(to);
            }
            Route::Elbow => path = rounded(&elbow(from, out, to, back), self.radius),
            Route::Curve => {
                let reach = 0.5 * (to - from).length();
                path.move_to(from);
                path.curve_to(from + out * reach, to + back * reach, to);
            }
        }
        path
    }

    /// Where a straight line leaves a box on its way to the other, and in which direction.
    fn straight_end(&self, boxes: [Rect; 2], end: usize) -> (Point, Vec2) {
        let aim = |end: usize| point_of(boxes[end], self.at[end].unwrap_or([0.5; 2]));
        let (own, way) = (aim(end), aim(1 - end) - aim(end));
        if way.length() <= 0.0 {
            return (own, Vec2::ZERO);
        }
        let normal = way / way.length();
        if self.at[end].is_some() {
            return (own, normal);
        }
        // From the middle to the edge.
        let half = [boxes[end].width() / 2.0, boxes[end].height() / 2.0];
        let reach = |half: f64, part: f64| if part == 0.0 { f64::INFINITY } else { half / part.abs() };
        (own + normal * reach(half[0], normal.x).min(reach(half[1], normal.y)), normal)
    }
}

fn point_of(rect: Rect, [fx, fy]: [f64; 2]) -> Point {
    Point::new(rect.x0 + fx * rect.width(), rect.y0 + fy * rect.height())
}

/// Out of a box at one of its points; to the right from its middle.
fn normal_of([fx, fy]: [f64; 2]) -> Vec2 {
    match (fx, fy) {
        (0.5, y) if y < 0.5 => Vec2::new(0.0, -1.0),
        (0.5, y) if y > 0.5 => Vec2::new(0.0, 1.0),
        (x, _) if x < 0.5 => Vec2::new(-1.0, 0.0),
        _ => Vec2::new(1.0, 0.0),
    }
}

/// Out of a box on the side that another one is on.
fn facing(own: Rect, other: Rect) -> Vec2 {
    let apart = [(other.x0 - own.x1).max(own.x0 - other.x1), (other.y0 - own.y1).max(own.y0 - other.y1)];
    let way = other.center() - own.center();
    let sign = |part: f64| if part < 0.0 { -1.0 } else { 1.0 };
    if apart[0] >= apart[1] { Vec2::new(sign(way.x), 0.0) } else { Vec2::new(0.0, sign(way.y)) }
}

/// The corners of a way along the axes, both ends included.
fn elbow(from: Point, out: Vec2, to: Point, back: Vec2) -> Vec<Point> {
    let is_flat = |normal: Vec2| normal.x != 0.0;
    match (is_flat(out), is_flat(back)) {
        (true, true) => flat_elbow(from, out.x, to, back.x),
        (false, false) => {
            let turned = |point: Point| Point::new(point.y, point.x);
            flat_elbow(turned(from), out.y, turned(to), back.y).into_iter().map(turned).collect()
        }
        (true, false) => vec![from, Point::new(to.x, from.y), to],
        (false, true) => vec![from, Point::new(from.x, to.y), to],
    }
}

/// The same for a way that leaves both boxes to the left (-1) or right (1).
fn flat_elbow(from: Point, out: f64, to: Point, back: f64) -> Vec<Point> {
    let middle = if out * back < 0.0 && (to.x - from.x) * out >= 0.0 {
        let x = from.x.midpoint(to.x);
        vec![Point::new(x, from.y), Point::new(x, to.y)]
    } else if out * back < 0.0 {
        let y = from.y.midpoint(to.y);
        let [x0, x1] = [from.x + out * STUB, to.x + back * STUB];
        vec![Point::new(x0, from.y), Point::new(x0, y), Point::new(x1, y), Point::new(x1, to.y)]
    } else {
        let x = if out > 0.0 { from.x.max(to.x) + STUB } else { from.x.min(to.x) - STUB };
        vec![Point::new(x, from.y), Point::new(x, to.y)]
    };
    std::iter::once(from).chain(middle).chain([to]).collect()
}

/// A line through corners that are as round as there is room for.
fn rounded(corners: &[Point], radius: f64) -> BezPath {
    let mut path = BezPath::new();
    let [first, inner @ .., last] = corners else { return path };
    path.move_to(*first);
    for (index, &at) in inner.iter().enumerate() {
        let (before, after) = (corners[index] - at, corners[index + 2] - at);
        let [long_before, long_after] = [before.length(), after.length()];
        let radius = radius.min(long_before / 2.0).min(long_after / 2.0);
        // Corners on one line are none.
        if radius <= 1e-6 || before.cross(after).abs() <= 1e-6 {
            continue;
        }
        let (enter, leave) = (before / long_before * radius, after / long_after * radius);
        path.line_to(at + enter);
        path.curve_to(at + enter * (1.0 - QUARTER), at + leave * (1.0 - QUARTER), at + leave);
    }
    path.line_to(*last);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Rect = Rect::new(0.0, 0.0, 100.0, 100.0);

    fn ends(route: Route, to: Rect) -> [Point; 2] {
        let connector = Connector { route: Some(route), ..connector() };
        let path = Link::new(&connector, [0, 1]).path([LEFT, to]);
        let bounds: Vec<Point> = path.elements().iter().filter_map(kurbo::PathEl::end_point).collect();
        [bounds[0], bounds[bounds.len() - 1]]
    }

    fn connector() -> Connector {
        Connector {
            from: String::new(),
            to: String::new(),
            from_at: None,
            to_at: None,
            route: None,
            gap: Some(10.0),
            radius: None,
            head: None,
            tail: None,
            head_size: None,
            stroke: None,
        }
    }

    #[test]
    fn every_way_goes_from_edge_to_edge_with_its_gap() {
        let right = Rect::new(300.0, 0.0, 400.0, 100.0);
        for &route in Route::ALL {
            assert_eq!(ends(route, right), [Point::new(110.0, 50.0), Point::new(290.0, 50.0)], "{route}");
        }
        let below = Rect::new(200.0, 600.0, 300.0, 700.0);
        for route in [Route::Elbow, Route::Curve] {
            assert_eq!(ends(route, below), [Point::new(50.0, 110.0), Point::new(250.0, 590.0)], "{route}");
        }
    }

    #[test]
    fn elbows_go_along_the_axes_only() {
        let sides = [Vec2::new(1.0, 0.0), Vec2::new(-1.0, 0.0), Vec2::new(0.0, 1.0), Vec2::new(0.0, -1.0)];
        for out in sides {
            for back in sides {
                for to in [Point::new(300.0, 200.0), Point::new(-300.0, 40.0), Point::new(20.0, -500.0)] {
                    for pair in elbow(Point::ZERO, out, to, back).windows(2) {
                        assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{out:?} {back:?} {to:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn boxes_that_touch_have_no_line_between_them() {
        let path = Link::new(&connector(), [0, 1]).path([LEFT, Rect::new(100.0, 0.0, 200.0, 100.0)]);
        assert!(path.elements().is_empty());
        assert!(Link::new(&connector(), [0, 1]).path([LEFT, LEFT]).elements().is_empty());
    }
}
