//! Outlines made of outlines: what several have in common, together, or without each other.

use i_overlay::core::fill_rule::FillRule as OverlayFill;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use kurbo::{BezPath, PathEl, Point};
use pavo_scene::FillRule;

/// Closed runs of straight lines.
type Contours = Vec<Vec<[f64; 2]>>;

/// What lies within an outline, as outlines that neither cross nor lie on each other; holes go round the other way.
///
/// Curves become lines that are off by at most `tolerance`.
pub(crate) fn plain(path: &BezPath, rule: FillRule, tolerance: f64) -> BezPath {
    path_of(overlaid(&contours_of(path, tolerance), &Contours::new(), OverlayRule::Subject, rule))
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
