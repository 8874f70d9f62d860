//! A part of an outline, by length.

use crate::contour::contours;
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

/// As [`trimmed`], of each run for itself, with each so much later than the one before, as a share of the time of one.
///
/// What begins at 0 and ends at 1 is the whole outline.
pub(crate) fn trimmed_each(path: &BezPath, trim: Trim, stagger: f64) -> BezPath {
    let runs = contours(path);
    #[expect(clippy::cast_precision_loss, reason = "counts of runs are small")]
    let waits = |index: usize| stagger * index as f64;
    let all = 1.0 + waits(runs.len().saturating_sub(1));
    let mut part = BezPath::new();
    for (index, run) in runs.iter().enumerate() {
        let own = |share: f64| (share * all - waits(index)).clamp(0.0, 1.0);
        let trim = Trim { start: own(trim.start), end: own(trim.end), offset: trim.offset };
        part.extend(trimmed(run, trim));
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
    fn each_run_has_its_own_part_and_its_own_time() {
        let path = BezPath::from_svg("M0 0 L100 0 M0 50 L10 50 M0 90 L50 90").expect("valid");
        let until = |end: f64, stagger: f64| trimmed_each(&path, Trim { end, ..Trim::WHOLE }, stagger).to_svg();
        assert_eq!(until(0.5, 0.0), "M0,0 L50,0 M0,50 L5,50 M0,90 L25,90");
        assert_eq!(until(1.0 / 3.0, 1.0), "M0,0 L100,0");
        assert_eq!(until(0.5, 1.0), "M0,0 L100,0 M0,50 L5,50");
        assert_eq!(until(1.0, 1.0), path.to_svg());
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
