//! Outlines of shapes.

use crate::blob::Blob;
use crate::corners::cornered;
use crate::morph::Morph;
use crate::trim::{trimmed, trimmed_each};
use kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};
use pavo_scene::{ArrowHead, FillRule};
use pavo_timeline::{Trim, Values};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI, TAU};
use std::sync::Arc;

/// How exactly curves are kept when shapes become paths, in design units; a tenth of a pixel at 4k is .05.
const TOLERANCE: f64 = 0.02;

/// The outline of a shape, apart from its box and what changes over time.
#[derive(Debug, Clone)]
pub(crate) enum Outline {
    /// `radii`: of the top left, top right, bottom right and bottom left corner.
    Rect {
        radii: [f64; 4],
        smooth: f64,
    },
    Ellipse,
    Line {
        from: [f64; 2],
        to: [f64; 2],
    },
    Polygon {
        sides: u32,
        radius: f64,
    },
    Star {
        points: u32,
        inner: f64,
        radius: f64,
    },
    Blob(Blob),
    /// `begin` and `sweep` in radians, clockwise from three o'clock.
    Arc {
        begin: f64,
        sweep: f64,
        inner: f64,
        is_line: bool,
    },
    Arrow {
        from: [f64; 2],
        to: [f64; 2],
        bend: f64,
        heads: ArrowHeads,
    },
    /// A line that was found elsewhere.
    Route {
        path: Arc<BezPath>,
        heads: ArrowHeads,
    },
    Path {
        path: Arc<BezPath>,
        bounds: Rect,
        rule: FillRule,
        /// The outlines that it becomes, itself the first.
        morph: Option<Arc<Morph>>,
        /// Where each run is trimmed for itself, how much later than the one before.
        trim_each: Option<f64>,
    },
}

/// What an arrow has at its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ArrowHeads {
    pub(crate) tail: ArrowHead,
    pub(crate) head: ArrowHead,
    /// Length in design units; five times the width of the line when absent.
    pub(crate) size: Option<f64>,
}

impl Outline {
    /// The outline in a box, at a moment; `secs` of its scene, for what changes by itself.
    pub(crate) fn path(&self, bounds: Rect, values: &Values, secs: f64) -> BezPath {
        let center = bounds.center();
        let half = [bounds.width() / 2.0, bounds.height() / 2.0];
        match self {
            Self::Rect { radii, smooth } => {
                cornered(bounds, values.radius.map_or(*radii, |radius| [radius; 4]), *smooth)
            }
            Self::Ellipse => kurbo::Ellipse::new(center, (half[0], half[1]), 0.0).to_path(TOLERANCE),
            Self::Route { path, .. } => path.as_ref().clone(),
            Self::Line { from, to } => {
                let mut path = BezPath::new();
                path.move_to(Point::new(from[0], from[1]));
                path.line_to(Point::new(to[0], to[1]));
                path
            }
            Self::Polygon { sides, radius } => {
                let corners: Vec<Point> = (0..*sides).map(|index| corner(center, half, index, *sides)).collect();
                rounded(&corners, values.radius.unwrap_or(*radius))
            }
            Self::Star { points, inner, radius } => {
                let inner = values.shape.inner.unwrap_or(*inner).clamp(0.0, 1.0);
                let reach = |index: u32| if index.is_multiple_of(2) { half } else { half.map(|side| side * inner) };
                let corners: Vec<Point> =
                    (0..2 * points).map(|index| corner(center, reach(index), index, 2 * points)).collect();
                rounded(&corners, values.radius.unwrap_or(*radius))
            }
            Self::Blob(blob) => {
                let passed = blob.period_secs.map_or(0.0, |period| secs / period);
                blob.path(bounds, values.shape.phase.unwrap_or(blob.phase) + passed)
            }
            Self::Arc { begin, sweep, inner, is_line } => {
                let begin = values.shape.begin.unwrap_or(*begin);
                let sweep = values.shape.sweep.unwrap_or(*sweep).clamp(-TAU, TAU);
                let inner = values.shape.inner.unwrap_or(*inner).clamp(0.0, 1.0);
                if *is_line { arc_line(center, half, begin, sweep) } else { slice(center, half, begin, sweep, inner) }
            }
            Self::Arrow { from, to, bend, .. } => {
                let (from, to) = (Point::new(from[0], from[1]), Point::new(to[0], to[1]));
                let (way, bend) = (to - from, values.shape.bend.unwrap_or(*bend));
                let mut path = BezPath::new();
                path.move_to(from);
                if bend == 0.0 {
                    path.line_to(to);
                } else {
                    // The middle of a cubic is three quarters of the way to its handles.
                    let aside = Vec2::new(way.y, -way.x) * (bend * 4.0 / 3.0);
                    path.curve_to(from + way / 3.0 + aside, to - way / 3.0 + aside, to);
                }
                path
            }
            Self::Path { path, bounds: natural, morph, .. } => {
                let scale = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
                let fit = Affine::scale_non_uniform(
                    scale(bounds.width(), natural.width()),
                    scale(bounds.height(), natural.height()),
                ) * Affine::translate((-natural.x0, -natural.y0));
                fit * match morph {
                    Some(morph) => morph.path(values.shape.morph.unwrap_or(0.0)),
                    None => path.as_ref().clone(),
                }
            }
        }
    }

    /// The part of it between two shares of its length, or of the length of each run.
    ///
    /// `whole`: from [`Outline::path`].
    pub(crate) fn part(&self, whole: &BezPath, trim: Trim) -> BezPath {
        match self {
            Self::Path { trim_each: Some(stagger), .. } => trimmed_each(whole, trim, *stagger),
            _ => trimmed(whole, trim),
        }
    }

    /// What is within it.
    pub(crate) const fn rule(&self) -> FillRule {
        match self {
            Self::Path { rule, .. } => *rule,
            _ => FillRule::Nonzero,
        }
    }

    /// Whether it is a rectangle with sharp corners.
    pub(crate) fn is_plain_rect(&self, values: &Values) -> bool {
        match (self, values.radius) {
            (Self::Rect { .. }, Some(radius)) => radius <= 0.0,
            (Self::Rect { radii, .. }, None) => radii.iter().all(|radius| *radius <= 0.0),
            _ => false,
        }
    }

    /// What it has at its ends, where it is a line that may have something there.
    pub(crate) const fn heads(&self) -> Option<ArrowHeads> {
        match self {
            Self::Arrow { heads, .. } | Self::Route { heads, .. } => Some(*heads),
            _ => None,
        }
    }

    /// Whether it is a line that has no inside.
    pub(crate) const fn is_line(&self) -> bool {
        matches!(self, Self::Line { .. } | Self::Arrow { .. } | Self::Route { .. } | Self::Arc { is_line: true, .. })
    }
}

/// A point of an ellipse: `angle` in radians, clockwise from three o'clock.
fn on_ellipse(center: Point, [rx, ry]: [f64; 2], angle: f64) -> Point {
    center + Vec2::new(rx * libm::cos(angle), ry * libm::sin(angle))
}

/// One of `count` corners spread evenly over an ellipse, clockwise from the top.
fn corner(center: Point, half: [f64; 2], index: u32, count: u32) -> Point {
    on_ellipse(center, half, TAU * f64::from(index) / f64::from(count) - FRAC_PI_2)
}

/// A closed outline through corners, each rounded by a circle as far as its sides allow.
fn rounded(corners: &[Point], radius: f64) -> BezPath {
    let count = corners.len();
    let mut path = BezPath::new();
    for (index, &at) in corners.iter().enumerate() {
        let (before, after) = (corners[(index + count - 1) % count] - at, corners[(index + 1) % count] - at);
        let (long_before, long_after) = (before.length(), after.length());
        let shorter = long_before.min(long_after);
        // Half of the tangent of the corner's angle says how far from the corner its circle begins.
        let cos = if shorter > 0.0 { before.dot(after) / (long_before * long_after) } else { -1.0 };
        let tan_half = ((1.0 - cos).max(0.0) / (1.0 + cos).max(1e-12)).sqrt();
        let distance = (radius / tan_half.max(1e-6)).min(shorter / 2.0);
        let is_plain = radius <= 0.0 || distance <= 1e-6 || cos <= -1.0 + 1e-9;
        let (enter, leave) = if is_plain {
            (at, at)
        } else {
            (at + before * (distance / long_before), at + after * (distance / long_after))
        };
        if index == 0 {
            path.move_to(enter);
        } else {
            path.line_to(enter);
        }
        if !is_plain {
            let turn = PI - libm::acos(cos.clamp(-1.0, 1.0));
            let handle = 4.0 / 3.0 * libm::tan(turn / 4.0) * distance * tan_half;
            path.curve_to(enter - before * (handle / long_before), leave - after * (handle / long_after), leave);
        }
    }
    path.close_path();
    path
}

/// Appends a part of an ellipse; the path is at its beginning already.
fn append_arc(path: &mut BezPath, center: Point, half: [f64; 2], begin: f64, sweep: f64) {
    // An eighth of a circle as one cubic is off by less than a hundred-thousandth of its radius.
    let pieces = (sweep.abs() / FRAC_PI_4).ceil().max(1.0);
    let step = sweep / pieces;
    let handle = 4.0 / 3.0 * libm::tan(step / 4.0);
    let along = |angle: f64| Vec2::new(-half[0] * libm::sin(angle), half[1] * libm::cos(angle)) * handle;
    let mut done = 0.0;
    while done < pieces {
        let (from, to) = (begin + step * done, begin + step * (done + 1.0));
        let (start, end) = (on_ellipse(center, half, from), on_ellipse(center, half, to));
        path.curve_to(start + along(from), end - along(to), end);
        done += 1.0;
    }
}

fn is_round(sweep: f64) -> bool {
    sweep.abs() >= TAU - 1e-9
}

pub(crate) fn arc_line(center: Point, half: [f64; 2], begin: f64, sweep: f64) -> BezPath {
    let mut path = BezPath::new();
    if sweep.abs() > 1e-9 {
        path.move_to(on_ellipse(center, half, begin));
        append_arc(&mut path, center, half, begin, sweep);
        if is_round(sweep) {
            path.close_path();
        }
    }
    path
}

/// A slice of an ellipse, or with a hole a piece of a ring.
fn slice(center: Point, half: [f64; 2], begin: f64, sweep: f64, inner: f64) -> BezPath {
    let mut path = arc_line(center, half, begin, sweep);
    if path.elements().is_empty() {
        return path;
    }
    let hole = half.map(|side| side * inner);
    let back = on_ellipse(center, hole, begin + sweep);
    if is_round(sweep) {
        if inner > 0.0 {
            // Goes round the other way, which makes it a hole.
            path.move_to(back);
            append_arc(&mut path, center, hole, begin + sweep, -sweep);
            path.close_path();
        }
    } else {
        path.line_to(back);
        if inner > 0.0 {
            append_arc(&mut path, center, hole, begin + sweep, -sweep);
        }
        path.close_path();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const CENTER: Point = Point::new(100.0, 100.0);
    const HALF: [f64; 2] = [100.0, 100.0];

    #[test]
    fn slices_have_their_share_of_the_circle() {
        for (sweep, inner) in [(90.0, 0.0), (300.0, 0.5), (-120.0, 0.25), (360.0, 0.8), (360.0, 0.0)] {
            let path = slice(CENTER, HALF, 0.3, f64::to_radians(sweep), inner);
            let share = sweep / 360.0 * (1.0 - inner * inner);
            assert!((path.area() / (PI * 1e4) - share).abs() < 1e-5, "{sweep} {inner}: {}", path.area());
        }
        assert!(slice(CENTER, HALF, 0.0, 0.0, 0.5).elements().is_empty());
    }

    #[test]
    fn rounded_corners_are_circles_as_far_as_there_is_room() {
        let square: Vec<Point> =
            [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)].into_iter().map(Point::from).collect();
        for (radius, used) in [(0.0, 0.0), (20.0, 20.0), (1e5, 50.0)] {
            let area = rounded(&square, radius).area();
            let expected = 1e4 - (4.0 - PI) * used * used;
            assert!((area - expected).abs() < 5.0, "{radius}: {area} {expected}");
        }
    }

    #[test]
    fn corners_that_lie_on_each_other_do_no_harm() {
        for corners in [vec![Point::ZERO; 3], vec![Point::ZERO, Point::new(1.0, 0.0), Point::new(2.0, 0.0)]] {
            let path = rounded(&corners, 10.0);
            assert!(path.is_finite() && !path.is_nan(), "{path:?}");
        }
    }
}
