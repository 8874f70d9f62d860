//! Ways that are not straight.

use crate::easing::ease;
use kurbo::{ParamCurve, ParamCurveArclen, ParamCurveDeriv, PathSeg};
use libm::atan2;
use pavo_scene::{Along, Ease, EaseName, Keys, Time};

/// How exactly lengths of ways are measured, in design units.
const ACCURACY: f64 = 0.01;

/// Where something is on a way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WaySpot {
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// Radians by which the way turns it.
    pub(crate) turned: f64,
}

/// The place at a share of a way's length; beyond its ends the way goes straight on.
pub(crate) fn spot_on(along: &Along, share: f64) -> Option<WaySpot> {
    let segments: Vec<(PathSeg, f64)> = along
        .d
        .path()
        .segments()
        .map(|segment| (segment, segment.arclen(ACCURACY)))
        .filter(|(_, len)| *len > 0.0)
        .collect();
    let whole: f64 = segments.iter().map(|(_, length)| length).sum();
    let target = share.clamp(0.0, 1.0) * whole;
    let mut passed = 0.0;
    let (mut found, mut within) = (*segments.first()?, 0.0);
    for (segment, length) in segments {
        (found, within) = ((segment, length), target - passed);
        if within <= length {
            break;
        }
        passed += length;
    }
    let (segment, length) = found;
    let at = if within >= length { 1.0 } else { segment.inv_arclen(within.max(0.0), ACCURACY) };
    let point = segment.eval(at);
    let direction = direction(segment, at);
    let beyond = (share - share.clamp(0.0, 1.0)) * whole;
    let turned = if along.turns == Some(true) { atan2(direction[1], direction[0]) } else { 0.0 };
    Some(WaySpot { x: point.x + beyond * direction[0], y: point.y + beyond * direction[1], turned })
}

/// The direction of a segment, of length 1.
fn direction(segment: PathSeg, at: f64) -> [f64; 2] {
    let tangent = match segment {
        PathSeg::Line(line) => line.p1 - line.p0,
        PathSeg::Quad(quad) => quad.deriv().eval(at).to_vec2(),
        PathSeg::Cubic(cubic) => cubic.deriv().eval(at).to_vec2(),
    };
    // A handle of no length leaves no tangent at its end.
    let tangent = if tangent.hypot2() > 0.0 { tangent } else { segment.end() - segment.start() };
    let length = tangent.hypot2().sqrt();
    if length > 0.0 { [tangent.x / length, tangent.y / length] } else { [1.0, 0.0] }
}

/// The place between keys of x and y whose way is bowed; `None` where there is none.
pub(crate) fn bowed(keys: &Keys, time: Time) -> Option<[f64; 2]> {
    let bow = keys.bow.filter(|bow| *bow != 0.0)?;
    let (xs, ys) = (&keys.x.keys, &keys.y.keys);
    let are_paired = xs.len() == ys.len() && xs.iter().zip(ys).all(|(x, y)| x.time == y.time);
    let after = xs.partition_point(|key| key.time <= time);
    if !are_paired || after == 0 || after == xs.len() {
        return None;
    }
    let [from, to] = [after - 1, after].map(|index| [xs[index].value, ys[index].value]);
    let passed = (time - xs[after - 1].time).secs() / (xs[after].time - xs[after - 1].time).secs();
    let share = ease(xs[after].ease.unwrap_or(Ease::Named(EaseName::Linear)), passed);
    // A parabola whose top is as far from the straight line as the bow says: its handle is twice as far.
    let way = [to[0] - from[0], to[1] - from[1]];
    let left = [way[1], -way[0]];
    let left_of = 1.0 - share;
    Some([0, 1].map(|axis| {
        let handle = f64::midpoint(from[axis], to[axis]) + 2.0 * bow * left[axis];
        left_of * left_of * from[axis] + 2.0 * share * left_of * handle + share * share * to[axis]
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::BezPath;
    use pavo_scene::{PathData, Track};

    #[test]
    fn shares_of_a_way_are_shares_of_its_length() {
        let path = BezPath::from_svg("M0 0 H100 V300").expect("a path");
        let along = Along { d: PathData::new(path), at: Track::default(), turns: Some(true) };
        let at = |share| {
            let spot = spot_on(&along, share).expect("a way");
            [spot.x, spot.y, spot.turned.to_degrees()].map(|number| (number * 1e6).round() / 1e6)
        };
        assert_eq!(at(0.0), [0.0, 0.0, 0.0]);
        assert_eq!(at(0.125), [50.0, 0.0, 0.0]);
        assert_eq!(at(0.625), [100.0, 150.0, 90.0]);
        assert_eq!(at(1.0), [100.0, 300.0, 90.0]);
        assert_eq!(at(1.1), [100.0, 340.0, 90.0], "an easing that overshoots leads on");
    }

    #[test]
    fn curves_are_passed_at_an_even_speed() {
        let path = BezPath::from_svg("M0 0 C0 400 20 400 600 400").expect("a path");
        let along = Along { d: PathData::new(path), at: Track::default(), turns: None };
        let spots: Vec<WaySpot> = (0..=40).filter_map(|step| spot_on(&along, f64::from(step) / 40.0)).collect();
        let steps = spots.windows(2).map(|pair| {
            let [x, y] = [pair[1].x - pair[0].x, pair[1].y - pair[0].y];
            (x * x + y * y).sqrt()
        });
        let (least, most) = steps.fold((f64::INFINITY, 0.0_f64), |(low, high), step| (low.min(step), high.max(step)));
        assert!(most - least < 0.03 * most, "{least} {most}");
    }

    #[test]
    fn bowed_ways_begin_and_end_at_their_keys() {
        let track = |from, to| Track::of([(0.0, from, None), (1.0, to, None)]);
        let keys = Keys { x: track(0.0, 100.0), y: track(0.0, 0.0), bow: Some(0.25), ..Keys::default() };
        let at = |secs| bowed(&keys, Time::from_secs(secs)).expect("a bow");
        assert_eq!(at(0.0), [0.0, 0.0]);
        assert_eq!(at(0.5), [50.0, -25.0], "left of the way to the right is above it");
        assert!((at(0.999_999)[0] - 100.0).abs() < 1e-3);
    }
}
