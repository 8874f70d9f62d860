//! Rectangles with corners of their own: different radii, and sides that run gently into them.

use kurbo::{BezPath, Point, Rect, Shape, Vec2};
use std::f64::consts::FRAC_PI_4;

/// How exactly curves are kept, in design units.
const TOLERANCE: f64 = 0.02;

/// The outline of a rectangle.
///
/// `radii`: of the top left, top right, bottom right and bottom left corner; where two do not fit on a side, all are
/// made smaller by the same factor. `smooth`: 0 for circles, 1 for sides that run into the corners from as far away
/// as there is room.
pub(crate) fn cornered(bounds: Rect, radii: [f64; 4], smooth: f64) -> BezPath {
    let [top_left, others @ ..] = radii;
    if smooth <= 0.0 && others.iter().all(|radius| *radius == top_left) {
        let radius = top_left.min(bounds.width().min(bounds.height()) / 2.0);
        let is_round = radius > 0.0;
        return if is_round { bounds.to_rounded_rect(radius).to_path(TOLERANCE) } else { bounds.to_path(TOLERANCE) };
    }
    // The side from each corner to the next, clockwise.
    let sides = [bounds.width(), bounds.height(), bounds.width(), bounds.height()];
    let factor = (0..4).fold(1.0_f64, |factor, index| {
        let both = radii[index] + radii[(index + 1) % 4];
        if both > sides[index] { factor.min(sides[index] / both) } else { factor }
    });
    let radii = radii.map(|radius| radius * factor);
    let room = |index: usize| {
        let own = radii[index];
        let share = |side: f64, other: f64| if own > 0.0 { side * own / (own + other) } else { 0.0 };
        let (before, after) = ((index + 3) % 4, index);
        share(sides[before], radii[before]).min(share(sides[after], radii[(index + 1) % 4]))
    };
    let Rect { x0, y0, x1, y1 } = bounds;
    let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(Point::from);
    // The way along the side that leaves each corner.
    let ways = [Vec2::new(1.0, 0.0), Vec2::new(0.0, 1.0), Vec2::new(-1.0, 0.0), Vec2::new(0.0, -1.0)];
    let mut path = BezPath::new();
    for (index, &at) in corners.iter().enumerate() {
        corner(&mut path, at, ways[(index + 3) % 4], ways[index], radii[index], smooth, room(index));
    }
    path.close_path();
    path
}

/// Appends a corner at `at`, from the side that comes along `before` to the one that leaves along `after`.
///
/// The middle of it is an arc; on both sides of the arc a cubic lets the curvature grow from nothing.
fn corner(path: &mut BezPath, at: Point, before: Vec2, after: Vec2, radius: f64, smooth: f64, room: f64) {
    let mut line_to = |point: Point| {
        if path.elements().is_empty() { path.move_to(point) } else { path.line_to(point) }
    };
    if radius <= 1e-9 {
        line_to(at);
        return;
    }
    let smooth = smooth.clamp(0.0, 1.0).min((room / radius - 1.0).max(0.0));
    // From the corner: how far away the side is left, and how much of the quarter turn each cubic takes over.
    let reach = (1.0 + smooth) * radius;
    let turned = smooth * FRAC_PI_4;
    let (sin, cos) = (libm::sin(turned), libm::cos(turned));
    let center = at - before * radius + after * radius;
    let on_arc = |angle: f64| center + before * (radius * libm::sin(angle)) - after * (radius * libm::cos(angle));
    let (enter, leave) = (at - before * reach, at + after * reach);
    let (begin, end) = (on_arc(turned), on_arc(2.0 * FRAC_PI_4 - turned));
    line_to(enter);
    // Where the tangent at the arc's beginning meets the side, and from there a third of the rest: the cubic's handles.
    let rise = radius * (1.0 - cos);
    let meeting = if sin > 1e-9 { rise / sin } else { 0.0 };
    let run = (begin - enter).dot(before);
    let cross = run - meeting * cos;
    if smooth > 1e-9 {
        path.curve_to(enter + before * (cross * 2.0 / 3.0), enter + before * cross, begin);
    }
    let handle = 4.0 / 3.0 * libm::tan((2.0 * FRAC_PI_4 - 2.0 * turned) / 4.0) * radius;
    if handle > 1e-9 {
        let (way_in, way_out) = (before * cos + after * sin, before * sin + after * cos);
        path.curve_to(begin + way_in * handle, end - way_out * handle, end);
    }
    if smooth > 1e-9 {
        path.curve_to(leave - after * cross, leave - after * (cross * 2.0 / 3.0), leave);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    const BOUNDS: Rect = Rect::new(10.0, 20.0, 310.0, 220.0);

    #[test]
    fn corners_of_their_own_take_away_what_their_circles_leave() {
        let path = cornered(BOUNDS, [0.0, 20.0, 40.0, 60.0], 0.0);
        let missing = (1.0 - PI / 4.0) * (20.0_f64.powi(2) + 40.0_f64.powi(2) + 60.0_f64.powi(2));
        assert!((path.area() - (BOUNDS.area() - missing)).abs() < 2.0, "{}", path.area());
        assert_eq!(path.bounding_box(), BOUNDS);
    }

    #[test]
    fn radii_that_do_not_fit_shrink_together() {
        let path = cornered(BOUNDS, [400.0, 0.0, 0.0, 0.0], 0.0);
        let missing = (1.0 - PI / 4.0) * 200.0_f64.powi(2);
        assert!((path.area() - (BOUNDS.area() - missing)).abs() < 20.0, "{}", path.area());
    }

    #[test]
    fn smooth_corners_take_more_of_the_sides_and_less_of_the_inside_near_the_tip() {
        let plain = cornered(BOUNDS, [40.0; 4], 0.0);
        let smooth = cornered(BOUNDS, [40.0; 4], 0.6);
        // Where a circle still lies on the side, a smooth corner has left it already.
        let on_side = Point::new(10.0 + 41.0, 20.05);
        assert!(plain.contains(on_side) && !smooth.contains(on_side));
        assert!((plain.area() - smooth.area()).abs() < 500.0);
        assert!(smooth.is_finite());
    }

    #[test]
    fn outline_turns_without_a_kink() {
        for smooth in [0.2, 0.6, 1.0] {
            let path = cornered(BOUNDS, [60.0, 10.0, 90.0, 30.0], smooth);
            let segments: Vec<kurbo::PathSeg> = path.segments().collect();
            for (index, segment) in segments.iter().enumerate() {
                let next = segments[(index + 1) % segments.len()];
                let ends = |segment: &kurbo::PathSeg| {
                    let cubic = segment.to_cubic();
                    [cubic.p1 - cubic.p0, cubic.p3 - cubic.p2].map(|way| way / way.length().max(1e-12))
                };
                let turn = ends(segment)[1].cross(ends(&next)[0]);
                assert!(turn.abs() < 1e-6, "{smooth} {index}: {turn}");
            }
        }
    }
}
