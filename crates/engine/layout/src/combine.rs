//! Outlines made of outlines: what several have in common, together, or without each other.

use i_overlay::core::fill_rule::FillRule as OverlayFill;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use kurbo::{BezPath, PathEl, Point};
use pavo_scene::{FillRule, PathOp};

/// Closed runs of straight lines.
type Contours = Vec<Vec<[f64; 2]>>;

/// What lies within an outline, as outlines that neither cross nor lie on each other; holes go round the other way.
///
/// Curves become lines that are off by at most `tolerance`.
pub(crate) fn plain(path: &BezPath, rule: FillRule, tolerance: f64) -> BezPath {
    path_of(overlaid(&contours_of(path, tolerance), &Contours::new(), OverlayRule::Subject, rule))
}

/// What an operation makes of outlines, in their order.
pub(crate) fn combined(outlines: impl IntoIterator<Item = (BezPath, FillRule)>, op: PathOp, tolerance: f64) -> BezPath {
    let overlay = match op {
        PathOp::Union => OverlayRule::Union,
        PathOp::Subtract => OverlayRule::Difference,
        PathOp::Intersect => OverlayRule::Intersect,
        PathOp::Exclude => OverlayRule::Xor,
    };
    // Each is made plain first, by its own rule; plain outlines mean the same by every rule.
    let plain = outlines
        .into_iter()
        .map(|(path, rule)| overlaid(&contours_of(&path, tolerance), &Contours::new(), OverlayRule::Subject, rule));
    let combined = plain.reduce(|all, one| overlaid(&all, &one, overlay, FillRule::Nonzero));
    path_of(combined.unwrap_or_default())
}

fn overlaid(subject: &Contours, clip: &Contours, overlay: OverlayRule, rule: FillRule) -> Contours {
    let rule = match rule {
        FillRule::Nonzero => OverlayFill::NonZero,
        FillRule::Evenodd => OverlayFill::EvenOdd,
    };
    // Whole numbers of 64 bits: a hundred-thousandth of a pixel is not lost beside the largest coordinates.
    subject.overlay_as::<i64>(clip, overlay, rule).into_iter().flatten().collect()
}

fn contours_of(path: &BezPath, tolerance: f64) -> Contours {
    let mut contours = Contours::new();
    kurbo::flatten(path, tolerance.max(1e-4), |element| match element {
        PathEl::MoveTo(at) => contours.push(vec![[at.x, at.y]]),
        PathEl::LineTo(at) => {
            if let Some(contour) = contours.last_mut() {
                contour.push([at.x, at.y]);
            }
        }
        PathEl::ClosePath => {
            // What goes on after a contour was closed begins where that one began.
            if let Some(first) = contours.last().and_then(|contour| contour.first()).copied() {
                contours.push(vec![first]);
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    contours.retain(|contour| contour.len() > 2);
    contours
}

fn path_of(contours: Contours) -> BezPath {
    let mut path = BezPath::new();
    for contour in contours.iter().filter(|contour| contour.len() > 2) {
        for (index, [x, y]) in contour.iter().enumerate() {
            let at = Point::new(*x, *y);
            if index == 0 {
                path.move_to(at);
            } else {
                path.line_to(at);
            }
        }
        path.close_path();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::{Rect, Shape};

    fn square(x: f64) -> (BezPath, FillRule) {
        (Rect::new(x, 0.0, x + 100.0, 100.0).to_path(0.1), FillRule::Nonzero)
    }

    #[test]
    fn operations_leave_the_areas_that_they_are_to() {
        for (op, area) in [
            (PathOp::Union, 15_000.0),
            (PathOp::Subtract, 5_000.0),
            (PathOp::Intersect, 5_000.0),
            (PathOp::Exclude, 10_000.0),
        ] {
            let path = combined([square(0.0), square(50.0)], op, 0.05);
            assert!((path.area().abs() - area).abs() < 1e-3, "{op}: {}", path.area());
        }
        assert!(combined([], PathOp::Union, 0.05).elements().is_empty());
        assert!(combined([square(0.0), square(500.0)], PathOp::Intersect, 0.05).elements().is_empty());
    }

    #[test]
    fn what_is_missing_in_the_middle_is_a_hole() {
        let hole = (kurbo::Circle::new((50.0, 50.0), 30.0).to_path(0.01), FillRule::Nonzero);
        let path = combined([square(0.0), hole], PathOp::Subtract, 0.05);
        assert!(!path.contains((50.0, 50.0).into()) && path.contains((10.0, 10.0).into()));
        assert!((path.area().abs() - (1e4 - 900.0 * std::f64::consts::PI)).abs() < 8.0, "{}", path.area());
    }

    #[test]
    fn plain_outline_has_the_inside_of_its_rule() {
        let star = BezPath::from_svg("M100 0 L160 190 L0 70 L200 70 L40 190 Z").expect("valid");
        let [odd, nonzero] = [FillRule::Evenodd, FillRule::Nonzero].map(|rule| plain(&star, rule, 0.05));
        let middle = (100.0, 100.0).into();
        assert!(!odd.contains(middle) && nonzero.contains(middle));
    }
}
