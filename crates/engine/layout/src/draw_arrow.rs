//! Arrows: a line, and what it has at its ends.

use crate::draw::{Canvas, Spot};
use crate::outline::ArrowHeads;
use crate::trim::trimmed;
use kurbo::{BezPath, Circle, ParamCurve, ParamCurveArclen, Point, Shape, Vec2};
use pavo_display_list::{Command, Paint, Stroke};
use pavo_scene::ArrowHead;
use pavo_timeline::Trim;
use std::sync::Arc;

/// Half of a head's width, as a share of its length.
const SLIMNESS: f64 = 0.5;
/// How exactly lengths are measured, in design units.
const ACCURACY: f64 = 1e-3;

/// Draws the seen part of an arrow's line, with heads that stay at its ends.
pub(crate) fn arrow(
    canvas: &mut Canvas<'_>,
    part: &BezPath,
    heads: ArrowHeads,
    line: &Stroke,
    paint: &Paint,
    spot: Spot,
) {
    let length: f64 = part.segments().map(|segment| segment.arclen(ACCURACY)).sum();
    if length <= 0.0 {
        return;
    }
    // A line that has just begun has small heads.
    let size = heads.size.unwrap_or(5.0 * line.width).min(length);
    let inset = |head: ArrowHead| match head {
        // A line that ended at the tip would be wider than the tip.
        ArrowHead::Filled => 0.8 * size,
        ArrowHead::Open => (0.5 * line.width).min(size),
        ArrowHead::Dot | ArrowHead::None => 0.0,
    };
    let [from, to] = [inset(heads.tail) / length, 1.0 - inset(heads.head) / length];
    let shaft = trimmed(part, Trim { start: from, end: to, offset: 0.0 });
    if !shaft.elements().is_empty() {
        canvas.commands.push(Command::StrokePath {
            path: Arc::new(shaft),
            stroke: line.clone(),
            pixels_from_shape: spot.pixels_from_box,
            paint: paint.clone(),
        });
    }
    let share = size / length;
    let last = trimmed(part, Trim { start: 1.0 - share, end: 1.0, offset: 0.0 });
    let first = trimmed(part, Trim { start: 0.0, end: share, offset: 0.0 });
    if let (Some(back), Some(tip)) = (start_of(&last), end_of(&last)) {
        head(canvas, heads.head, tip, back, size, line, paint, spot);
    }
    if let (Some(tip), Some(back)) = (start_of(&first), end_of(&first)) {
        head(canvas, heads.tail, tip, back, size, line, paint, spot);
    }
}

fn start_of(path: &BezPath) -> Option<Point> {
    path.segments().next().map(|segment| segment.start())
}

fn end_of(path: &BezPath) -> Option<Point> {
    path.segments().last().map(|segment| segment.end())
}

/// A head with its tip at a point, turned away from where the line is one head's length before.
#[expect(clippy::too_many_arguments, reason = "the head, its place and how it is drawn")]
fn head(
    canvas: &mut Canvas<'_>,
    kind: ArrowHead,
    tip: Point,
    back: Point,
    size: f64,
    line: &Stroke,
    paint: &Paint,
    spot: Spot,
) {
    let way = tip - back;
    if way.length() <= 0.0 || size <= 0.0 {
        return;
    }
    let way = way / way.length();
    let foot = tip - way * size;
    let aside = Vec2::new(-way.y, way.x) * (size * SLIMNESS);
    let (paint, pixels_from_shape) = (paint.clone(), spot.pixels_from_box);
    match kind {
        ArrowHead::None => {}
        ArrowHead::Open => {
            let mut path = BezPath::new();
            path.move_to(foot + aside);
            path.line_to(tip);
            path.line_to(foot - aside);
            let stroke = Stroke { dash: Vec::new(), dash_offset: 0.0, ..line.clone() };
            canvas.commands.push(Command::StrokePath { path: Arc::new(path), stroke, pixels_from_shape, paint });
        }
        ArrowHead::Filled => {
            let mut path = BezPath::new();
            path.move_to(foot + aside);
            path.line_to(tip);
            path.line_to(foot - aside);
            path.close_path();
            canvas.commands.push(Command::fill(path, pixels_from_shape, paint));
        }
        ArrowHead::Dot => {
            let path = Circle::new(tip, size / 2.0).to_path(0.02);
            canvas.commands.push(Command::fill(path, pixels_from_shape, paint));
        }
    }
}
