//! A line that letters stand on.

use crate::contour::{Contour, contours};
use crate::outline::arc_line;
use kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};
use pavo_scene::TextPath;
use std::f64::consts::{FRAC_PI_2, TAU};

/// The line of a text, measured; its box begins at the origin.
#[derive(Debug, Clone)]
pub(crate) struct Rail {
    line: Contour,
    /// Where on the line the text is, where nothing else is said.
    at: f64,
    /// The point of the text that is there: 0 its beginning, 0.5 its middle, 1 its end.
    align: f64,
    is_inside: bool,
    /// The box of the line.
    pub(crate) size: [f64; 2],
}

impl Rail {
    /// The line of a text whose lines stand at `align`, if it was said; `None` for a line without a length.
    pub(crate) fn of(path: &TextPath, said: Option<f64>, default: f64) -> Option<Self> {
        let is_inside = path.inside == Some(true);
        let is_circle = path.d.is_none();
        let outline = match (&path.d, path.radius) {
            (Some(d), _) => contours(d.path()).into_iter().next()?,
            (None, Some(radius)) => arc_line(Point::new(radius, radius), [radius; 2], -FRAC_PI_2, TAU),
            (None, None) => return None,
        };
        let bounds = match path.radius.filter(|_| is_circle) {
            Some(radius) => Rect::new(0.0, 0.0, 2.0 * radius, 2.0 * radius),
            None => outline.bounding_box(),
        };
        let outline: BezPath = Affine::translate(-bounds.origin().to_vec2()) * outline;
        let outline = if is_inside { outline.reverse_subpaths() } else { outline };
        let align = said.unwrap_or(if is_circle { 0.5 } else { default });
        let at = path.at.unwrap_or(if is_circle { 0.0 } else { align });
        Some(Self { line: Contour::of(&outline)?, at, align, is_inside, size: [bounds.width(), bounds.height()] })
    }

    /// How long the line is.
    pub(crate) fn length(&self) -> f64 {
        self.line.length()
    }

    /// The transform that brings what stands over a point of a straight text to the line.
    ///
    /// `x`: from the text's left edge, `width`: of all of it, `baseline`: where it stands; `at`: where on the line it is.
    pub(crate) fn bend(&self, x: f64, width: f64, baseline: f64, at: Option<f64>) -> Affine {
        let at = at.unwrap_or(self.at);
        let at = if self.is_inside { 1.0 - at } else { at };
        let place = at * self.length() - self.align * width + x;
        let (point, direction) = self.line.frame(place);
        Affine::translate(point.to_vec2())
            * Affine::rotate(libm::atan2(direction.y, direction.x))
            * Affine::translate(Vec2::new(-x, -baseline))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::PathData;

    fn path(d: &str) -> TextPath {
        TextPath { d: Some(PathData::new(BezPath::from_svg(d).expect("valid"))), ..TextPath::default() }
    }

    fn moved(rail: &Rail, x: f64, width: f64, at: Option<f64>) -> (f64, f64) {
        let point = rail.bend(x, width, 50.0, at) * Point::new(x, 50.0);
        ((point.x * 100.0).round() / 100.0, (point.y * 100.0).round() / 100.0)
    }

    #[test]
    fn text_stands_on_its_line() {
        let rail = Rail::of(&path("M100 100 H300"), None, 0.0).expect("a line");
        assert_eq!((rail.length(), rail.size), (200.0, [200.0, 0.0]));
        assert_eq!(moved(&rail, 10.0, 80.0, None), (10.0, 0.0));
        // In the middle, and at the end, by its own middle and end.
        let centred = Rail::of(&path("M0 0 H200"), Some(0.5), 0.0).expect("a line");
        assert_eq!(moved(&centred, 40.0, 80.0, None), (100.0, 0.0));
        let last = Rail::of(&path("M0 0 H200"), Some(1.0), 0.0).expect("a line");
        assert_eq!(moved(&last, 80.0, 80.0, None), (200.0, 0.0));
        // Beyond its ends it goes straight on.
        assert_eq!(moved(&rail, 10.0, 80.0, Some(1.5)), (310.0, 0.0));
    }

    #[test]
    fn text_on_a_circle_is_centred_at_its_top_and_reads_upright_within_it() {
        let circle = TextPath { radius: Some(100.0), ..TextPath::default() };
        let rail = Rail::of(&circle, None, 0.0).expect("a circle");
        assert_eq!(moved(&rail, 30.0, 60.0, None), (100.0, 0.0));
        assert_eq!(moved(&rail, 30.0, 60.0, Some(0.25)), (200.0, 100.0));
        let inside = TextPath { inside: Some(true), at: Some(0.5), ..circle };
        let rail = Rail::of(&inside, None, 0.0).expect("a circle");
        assert_eq!(moved(&rail, 30.0, 60.0, None), (100.0, 200.0));
        // At the bottom of the circle it is not upside down.
        let turned = rail.bend(30.0, 60.0, 50.0, None).as_coeffs();
        assert!((turned[0] - 1.0).abs() < 1e-4 && turned[1].abs() < 1e-4, "{turned:?}");
    }
}
