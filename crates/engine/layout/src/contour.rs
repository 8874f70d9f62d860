//! The single runs of an outline.

use kurbo::{BezPath, ParamCurve, ParamCurveArclen, ParamCurveDeriv, PathEl, PathSeg, Point, Vec2};

/// How exactly lengths along curves are measured, in the outline's units.
const ACCURACY: f64 = 1e-3;

/// The parts of an outline that are each drawn in one go.
pub(crate) fn contours(path: &BezPath) -> Vec<BezPath> {
    let mut contours: Vec<BezPath> = Vec::new();
    let mut first = Point::ZERO;
    let mut is_closed = false;
    for element in path.elements() {
        match element {
            PathEl::MoveTo(at) => {
                first = *at;
                contours.push(BezPath::from_vec(vec![*element]));
            }
            element => {
                if is_closed {
                    // What goes on after a contour was closed begins where that one began.
                    contours.push(BezPath::from_vec(vec![PathEl::MoveTo(first)]));
                }
                if let Some(contour) = contours.last_mut() {
                    contour.push(*element);
                }
            }
        }
        is_closed = *element == PathEl::ClosePath;
    }
    contours.retain(|contour| contour.elements().len() > 1);
    contours
}

/// One run of an outline, measured.
#[derive(Debug, Clone)]
pub(crate) struct Contour {
    /// The segments, and the length up to the end of each.
    segments: Vec<(PathSeg, f64)>,
    pub(crate) is_closed: bool,
}

impl Contour {
    /// Measures a run; `None` for one without a length.
    pub(crate) fn of(path: &BezPath) -> Option<Self> {
        let mut end = 0.0;
        let segments: Vec<(PathSeg, f64)> = path
            .segments()
            .map(|segment| (segment, segment.arclen(ACCURACY)))
            .filter(|(_, length)| *length > 0.0)
            .map(|(segment, length)| {
                end += length;
                (segment, end)
            })
            .collect();
        let is_closed = match (segments.first(), segments.last()) {
            (Some((first, _)), Some((last, _))) => (first.start() - last.end()).length() < 1e-6,
            _ => return None,
        };
        Some(Self { segments, is_closed })
    }

    pub(crate) fn length(&self) -> f64 {
        self.segments.last().map_or(0.0, |(_, end)| *end)
    }

    /// The point at a share of its length; of a closed run, any number goes round.
    pub(crate) fn at(&self, share: f64) -> Point {
        let share = if self.is_closed { share - share.floor() } else { share.clamp(0.0, 1.0) };
        let place = share * self.length();
        let index = self.segments.partition_point(|(_, end)| *end < place).min(self.segments.len().saturating_sub(1));
        let begin = if index == 0 { 0.0 } else { self.segments[index - 1].1 };
        let (segment, end) = self.segments[index];
        if place <= begin {
            segment.start()
        } else if place >= end {
            segment.end()
        } else {
            segment.eval(segment.inv_arclen(place - begin, ACCURACY))
        }
    }

    /// The point so far along it, and the direction in which it goes there; beyond its ends an open run goes straight on.
    pub(crate) fn frame(&self, place: f64) -> (Point, Vec2) {
        let length = self.length();
        let on_line = if self.is_closed { place - (place / length).floor() * length } else { place.clamp(0.0, length) };
        let index = self.segments.partition_point(|(_, end)| *end < on_line).min(self.segments.len().saturating_sub(1));
        let begin = if index == 0 { 0.0 } else { self.segments[index - 1].1 };
        let (segment, end) = self.segments[index];
        let share = match on_line {
            place if place <= begin => 0.0,
            place if place >= end => 1.0,
            place => segment.inv_arclen(place - begin, ACCURACY),
        };
        let point = segment.eval(share);
        // A curve whose handle lies on its end has no direction just there.
        let near = [1e-3, 1.0].map(|step| {
            let [from, to] = [(share - step).max(0.0), (share + step).min(1.0)];
            segment.eval(to) - segment.eval(from)
        });
        let ways = [derivative(segment, share), near[0], near[1]];
        let way = ways.into_iter().find(|way| way.hypot2() > 1e-12);
        let direction = way.map_or(Vec2::new(1.0, 0.0), |way| way / libm::hypot(way.x, way.y));
        let beyond = if self.is_closed { 0.0 } else { place - on_line };
        (point + direction * beyond, direction)
    }

    /// Where its segments meet, as shares of its length.
    pub(crate) fn joints(&self) -> impl Iterator<Item = f64> {
        let length = self.length();
        self.segments.iter().map(move |(_, end)| end / length)
    }
}

/// How a segment goes on at a share of its parameter.
fn derivative(segment: PathSeg, share: f64) -> Vec2 {
    let way = match segment {
        PathSeg::Line(line) => return line.p1 - line.p0,
        PathSeg::Quad(quad) => quad.deriv().eval(share),
        PathSeg::Cubic(cubic) => cubic.deriv().eval(share),
    };
    way.to_vec2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outline_falls_into_its_runs() {
        let path = BezPath::from_svg("M0 0 L10 0 L10 10 Z L5 5 M20 0 L30 0 M40 0").expect("valid");
        let runs: Vec<String> = contours(&path).iter().map(BezPath::to_svg).collect();
        assert_eq!(runs, ["M0,0 L10,0 L10,10 Z", "M0,0 L5,5", "M20,0 L30,0"]);
    }

    #[test]
    fn points_are_found_by_their_share_of_the_length() {
        let path = BezPath::from_svg("M0 0 L30 0 L30 10").expect("valid");
        let run = Contour::of(&path).expect("a length");
        assert_eq!(
            [run.at(0.0), run.at(0.5), run.at(0.875), run.at(2.0)].map(|at| (at.x, at.y)),
            [(0.0, 0.0), (20.0, 0.0), (30.0, 5.0), (30.0, 10.0)]
        );
        let square = Contour::of(&BezPath::from_svg("M0 0 L10 0 L10 10 L0 10 Z").expect("valid")).expect("a length");
        assert!(square.is_closed);
        assert_eq!((square.at(1.25).x, square.at(-0.25).y), (10.0, 10.0));
    }
}
