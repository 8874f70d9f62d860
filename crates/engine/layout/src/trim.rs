//! A part of an outline, by length.

use kurbo::{BezPath, ParamCurve, ParamCurveArclen, PathSeg};
use pavo_timeline::Trim;

/// How exactly lengths along curves are measured, in the outline's units.
const ACCURACY: f64 = 1e-3;

/// The part of `path` between two shares of its length.
///
/// A part that goes beyond the end of the outline goes on at its beginning.
/// The whole outline comes back as it is, closed where it was closed.
pub(crate) fn trimmed(path: &BezPath, trim: Trim) -> BezPath {
    let length_share = (trim.end - trim.start).clamp(0.0, 1.0);
    if length_share >= 1.0 - 1e-9 {
        return path.clone();
    }
    if length_share <= 1e-9 {
        return BezPath::new();
    }
    let segments: Vec<(PathSeg, f64)> = path.segments().map(|segment| (segment, segment.arclen(ACCURACY))).collect();
    let total: f64 = segments.iter().map(|(_, length)| length).sum();
    let start = (trim.start + trim.offset).rem_euclid(1.0) * total;
    let end = start + length_share * total;
    let mut part = BezPath::new();
    append(&mut part, &segments, start, end.min(total));
    if end > total {
        append(&mut part, &segments, 0.0, end - total);
    }
    part
}

/// Appends what lies between two lengths from the outline's beginning.
fn append(part: &mut BezPath, segments: &[(PathSeg, f64)], from: f64, to: f64) {
    let mut begin = 0.0;
    for (segment, length) in segments {
        let end = begin + length;
        if end > from && begin < to && *length > 0.0 {
            let at = |place: f64| match place - begin {
                before if before <= 0.0 => 0.0,
                after if after >= *length => 1.0,
                inside => segment.inv_arclen(inside, ACCURACY),
            };
            let piece = segment.subsegment(at(from)..at(to));
            let continues = part.elements().last().and_then(kurbo::PathEl::end_point) == Some(piece.start());
            if !continues {
                part.move_to(piece.start());
            }
            part.push(piece.as_path_el());
        }
        begin = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::{Circle, Shape};

    fn length(path: &BezPath) -> f64 {
        path.segments().map(|segment| segment.arclen(1e-6)).sum()
    }

    #[test]
    fn a_part_has_its_share_of_the_length() {
        let circle = Circle::new((0.0, 0.0), 100.0).to_path(1e-6);
        let whole = length(&circle);
        for (start, end, offset) in [(0.0, 0.25, 0.0), (0.1, 0.9, 0.0), (0.5, 1.0, 0.7), (0.0, 0.5, -0.25)] {
            let part = trimmed(&circle, Trim { start, end, offset });
            assert!((length(&part) / whole - (end - start)).abs() < 1e-4, "{start} {end} {offset}");
        }
        assert_eq!(trimmed(&circle, Trim::WHOLE), circle);
        assert!(trimmed(&circle, Trim { start: 0.5, end: 0.5, offset: 0.0 }).elements().is_empty());
    }
}
