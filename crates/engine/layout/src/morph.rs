//! Outlines that become others.

use crate::contour::{Contour, contours};
use kurbo::{BezPath, Point, Shape};
use std::sync::Arc;

/// Points that each run of an outline is led through, apart from its own joints.
const SAMPLES: u32 = 128;
/// Runs with more joints than this are led through their samples only.
const MOST_JOINTS: usize = 256;

/// Outlines that become each other one after another.
#[derive(Debug, Clone)]
pub(crate) struct Morph {
    outlines: Vec<Arc<BezPath>>,
    /// From each outline to the next, the runs that belong together.
    steps: Vec<Vec<Pair>>,
}

/// A run of one outline and what becomes of it, point by point.
#[derive(Debug, Clone)]
struct Pair {
    points: Vec<[Point; 2]>,
    is_closed: bool,
}

impl Morph {
    /// Leads outlines to each other in their order.
    pub(crate) fn of(outlines: Vec<Arc<BezPath>>) -> Self {
        let steps = outlines.windows(2).map(|pair| step(&pair[0], &pair[1])).collect();
        Self { outlines, steps }
    }

    /// The outline at a place: at whole numbers one of them exactly, beyond both ends a little further on.
    pub(crate) fn path(&self, place: f64) -> BezPath {
        /// How far a swing may go on beyond an end.
        const BEYOND: f64 = 0.5;
        #[expect(clippy::cast_precision_loss, reason = "a handful of outlines")]
        let last = self.steps.len() as f64;
        let place = place.clamp(-BEYOND, last + BEYOND);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful, not negative")]
        let nearest = place.round().clamp(0.0, last) as usize;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful, not negative")]
        let step = place.floor().clamp(0.0, (last - 1.0).max(0.0)) as usize;
        #[expect(clippy::cast_precision_loss, reason = "a handful of outlines")]
        let (gone, is_whole) = (place - step as f64, (place - nearest as f64).abs() < 1e-9);
        if is_whole || self.steps.is_empty() {
            return self.outlines[nearest].as_ref().clone();
        }
        let mut path = BezPath::new();
        for pair in &self.steps[step] {
            for (index, [from, to]) in pair.points.iter().enumerate() {
                let at = from.lerp(*to, gone);
                if index == 0 {
                    path.move_to(at);
                } else {
                    path.line_to(at);
                }
            }
            if pair.is_closed {
                path.close_path();
            }
        }
        path
    }
}

/// Leads the runs of one outline to those of another, in their order; what has no other comes out of its own middle.
fn step(from: &BezPath, to: &BezPath) -> Vec<Pair> {
    let (from, to) = (contours(from), contours(to));
    (0..from.len().max(to.len()))
        .filter_map(|index| match (from.get(index), to.get(index)) {
            (Some(from), Some(to)) => pair(from, to),
            (Some(only), None) => Some(alone(only)?),
            (None, Some(only)) => Some(alone(only)?.turned()),
            (None, None) => None,
        })
        .collect()
}

/// A run that shrinks to its middle.
fn alone(path: &BezPath) -> Option<Pair> {
    let run = Contour::of(path)?;
    let middle = path.bounding_box().center();
    let points = shares(&run, &run, 0.0).into_iter().map(|share| [run.at(share), middle]).collect();
    Some(Pair { points, is_closed: run.is_closed })
}

fn pair(from: &BezPath, to: &BezPath) -> Option<Pair> {
    let (first, second) = (Contour::of(from)?, Contour::of(to)?);
    if first.is_closed && !second.is_closed {
        // Only what is closed can begin anywhere.
        return Some(pair(to, from)?.turned());
    }
    let backwards = Contour::of(&to.reverse_subpaths())?;
    // Of the ways to go along the second run, the one whose points lie nearest to those of the first.
    let shifts: Vec<f64> =
        if second.is_closed { (0..SAMPLES).map(|step| share_of(step, SAMPLES)).collect() } else { vec![0.0] };
    let firsts = samples(&first);
    let best_of = |run: &Contour| {
        let seconds = samples(run);
        shifts
            .iter()
            .enumerate()
            .map(|(turn, shift)| (distance(&firsts, &seconds, turn), *shift))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((f64::INFINITY, 0.0))
    };
    let (ahead, back) = (best_of(&second), best_of(&backwards));
    // Two closed runs keep turning the same way, or they would turn inside out.
    let is_turned = if first.is_closed { from.area() * to.area() < 0.0 } else { back.0 < ahead.0 };
    let (run, shift) = if is_turned { (&backwards, back.1) } else { (&second, ahead.1) };
    let points = shares(&first, run, shift).into_iter().map(|share| [first.at(share), run.at(share + shift)]).collect();
    Some(Pair { points, is_closed: first.is_closed })
}

/// Evenly spread points of a run.
fn samples(run: &Contour) -> Vec<Point> {
    let last = if run.is_closed { SAMPLES } else { SAMPLES - 1 };
    (0..SAMPLES).map(|index| run.at(share_of(index, last))).collect()
}

/// How far points are from others that begin with the one of number `turn`: the sum of squares.
fn distance(firsts: &[Point], seconds: &[Point], turn: usize) -> f64 {
    firsts.iter().enumerate().map(|(index, at)| at.distance_squared(seconds[(index + turn) % seconds.len()])).sum()
}

/// The places that two runs are led through, as shares of the first: evenly spread, and the joints of both.
fn shares(first: &Contour, second: &Contour, shift: f64) -> Vec<f64> {
    let last = if first.is_closed { SAMPLES } else { SAMPLES - 1 };
    let mut shares: Vec<f64> = (0..SAMPLES).map(|index| share_of(index, last)).collect();
    let joints = |run: &Contour, shift: f64| {
        let joints: Vec<f64> = run.joints().take(MOST_JOINTS + 1).map(|joint| joint - shift).collect();
        if joints.len() > MOST_JOINTS { Vec::new() } else { joints }
    };
    for joint in joints(first, 0.0).into_iter().chain(joints(second, shift)) {
        let share = if first.is_closed || second.is_closed { joint - joint.floor() } else { joint };
        shares.push(share.clamp(0.0, 1.0));
    }
    shares.sort_by(f64::total_cmp);
    shares.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
    shares
}

fn share_of(index: u32, whole: u32) -> f64 {
    f64::from(index) / f64::from(whole)
}

impl Pair {
    /// The same the other way round.
    fn turned(self) -> Self {
        Self { points: self.points.into_iter().map(|[from, to]| [to, from]).collect(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn morph(outlines: &[&str]) -> Morph {
        Morph::of(outlines.iter().map(|data| Arc::new(BezPath::from_svg(data).expect("valid"))).collect())
    }

    const SQUARE: &str = "M0 0 L100 0 L100 100 L0 100 Z";
    /// The same square, begun elsewhere and gone round the other way.
    const OTHER: &str = "M100 100 L100 0 L0 0 L0 100 Z";
    const TRIANGLE: &str = "M50 0 L100 100 L0 100 Z";

    #[test]
    fn outline_at_a_whole_number_is_that_outline() {
        let morph = morph(&[SQUARE, TRIANGLE, "M0 0 C0 50 50 100 100 100"]);
        for (place, expected) in [(0.0, SQUARE), (1.0, TRIANGLE), (2.0, "M0 0 C0 50 50 100 100 100")] {
            assert_eq!(morph.path(place), BezPath::from_svg(expected).expect("valid"), "{place}");
        }
    }

    #[test]
    fn outlines_of_the_same_form_stay_as_they_are_between() {
        let between = morph(&[SQUARE, OTHER]).path(0.5);
        assert!((between.area().abs() - 1e4).abs() < 1e-6, "{}", between.area());
    }

    #[test]
    fn area_goes_evenly_from_one_form_to_another() {
        let morph = morph(&[SQUARE, TRIANGLE]);
        for (place, area) in [(0.001, 1e4), (0.999, 5e3)] {
            assert!((morph.path(place).area().abs() - area).abs() < 20.0, "corners are not cut off at {place}");
        }
        let middle = morph.path(0.5).area().abs();
        assert!((5.5e3..9.5e3).contains(&middle), "{middle}");
    }

    #[test]
    fn runs_without_another_come_out_of_their_middle_and_lines_stay_lines() {
        let ring = "M0 0 L100 0 L100 100 L0 100 Z M25 25 L25 75 L75 75 L75 25 Z";
        let path = morph(&[SQUARE, ring]).path(0.5);
        assert!((path.area().abs() - (1e4 - 625.0)).abs() < 1.0, "{}", path.area());
        let line = morph(&["M0 0 L100 0", "M100 50 L0 50"]).path(0.5);
        assert_eq!(line.bounding_box(), kurbo::Rect::new(0.0, 25.0, 100.0, 25.0));
        let opened = morph(&[SQUARE, "M0 0 L100 0"]).path(0.5);
        assert!(opened.is_finite() && opened.elements().len() > 100);
    }
}
