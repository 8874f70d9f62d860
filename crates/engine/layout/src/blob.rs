//! Closed outlines without corners that change their form as a phase goes on.

use kurbo::{Affine, BezPath, Rect, Vec2};
use std::f64::consts::{PI, TAU};

/// What a blob is, apart from its box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Blob {
    pub(crate) seed: u32,
    /// How many bulges it may have.
    pub(crate) points: u32,
    /// How far it is from an ellipse, 0 to 1.
    pub(crate) wobble: f64,
    pub(crate) phase: f64,
    /// Seconds of one phase, where it goes on by itself.
    pub(crate) period_secs: Option<f64>,
}

impl Blob {
    /// The outline in a box, which it does not leave by more than the bow between two points.
    pub(crate) fn path(&self, bounds: Rect, phase: f64) -> BezPath {
        let count = f64::from(self.points);
        let at: Vec<Vec2> = (0..self.points)
            .map(|index| {
                let angle = TAU * f64::from(index) / count - PI / 2.0;
                let reach = 1.0 - self.wobble.clamp(0.0, 1.0) * 0.5 * (1.0 - self.swing(index, phase));
                Vec2::new(libm::cos(angle), libm::sin(angle)) * reach
            })
            .collect();
        // Handles as long, against the way between two points, as makes a circle of what does not wobble.
        let handle = 4.0 / 3.0 * libm::tan(PI / (2.0 * count)) / (2.0 * libm::sin(PI / count));
        let last = at.len().saturating_sub(1);
        let next = |index: usize| if index == last { 0 } else { index + 1 };
        let previous = |index: usize| if index == 0 { last } else { index - 1 };
        let way = |index: usize| {
            let chord = at[next(index)] - at[previous(index)];
            chord / chord.length().max(1e-9)
        };
        let half = Affine::scale_non_uniform(bounds.width() / 2.0, bounds.height() / 2.0);
        let box_from_circle = Affine::translate(bounds.center().to_vec2()) * half;
        let mut path = BezPath::new();
        for index in 0..at.len() {
            let (from, to) = (at[index].to_point(), at[next(index)].to_point());
            if index == 0 {
                path.move_to(from);
            }
            let reach = handle * (to - from).length();
            path.curve_to(from + way(index) * reach, to - way(next(index)) * reach, to);
        }
        path.close_path();
        box_from_circle * path
    }

    /// How far out a point is, -1 to 1; whole phases give the same.
    fn swing(&self, index: u32, phase: f64) -> f64 {
        let phase = phase - phase.floor();
        let slow = self.chance(2 * index) + phase;
        let fast = self.chance(2 * index + 1) - 2.0 * phase;
        0.7 * libm::sin(TAU * slow) + 0.3 * libm::sin(TAU * fast)
    }

    /// A number from 0 to 1 that the seed decides.
    fn chance(&self, index: u32) -> f64 {
        let mut mixed = (u64::from(self.seed) << 32 | u64::from(index)).wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        f64::from(u32::try_from(mixed >> 32).unwrap_or(0)) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    const BOUNDS: Rect = Rect::new(0.0, 0.0, 200.0, 100.0);
    const BLOB: Blob = Blob { seed: 3, points: 6, wobble: 0.4, phase: 0.0, period_secs: None };

    #[test]
    fn blob_is_the_same_after_each_whole_phase_and_another_between() {
        let begin = BLOB.path(BOUNDS, 0.25);
        assert_eq!(BLOB.path(BOUNDS, 3.25), begin);
        assert_eq!(BLOB.path(BOUNDS, -0.75), begin);
        assert_ne!(BLOB.path(BOUNDS, 0.5), begin);
        assert_ne!(Blob { seed: 4, ..BLOB }.path(BOUNDS, 0.25), begin);
    }

    #[test]
    fn blob_without_wobble_is_an_ellipse() {
        let path = Blob { wobble: 0.0, ..BLOB }.path(BOUNDS, 0.0);
        assert!((path.area() / (PI * 100.0 * 50.0) - 1.0).abs() < 2e-3, "{}", path.area());
    }

    #[test]
    fn blob_stays_about_in_its_box() {
        for step in 0..20 {
            let seen = BLOB.path(BOUNDS, f64::from(step) / 20.0).bounding_box();
            assert!(BOUNDS.inflate(6.0, 6.0).union(seen) == BOUNDS.inflate(6.0, 6.0), "{seen:?}");
        }
    }
}
