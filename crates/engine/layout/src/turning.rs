//! Scenes as planes that turn in space: cards and cubes.

use kurbo::{Affine, Point};
use libm::{cos, sin};
use pavo_display_list::Displacement;
use pavo_scene::Side;
use std::f64::consts::{FRAC_PI_2, PI};

/// How far the eye is from the frame, in design units: after the perspective of `docs/decisions/0021-transitions.md`.
const EYE: f64 = 1600.0;

/// A scene's frame in space, seen from the eye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Turned {
    /// Where a point of the frame stands: its place along the way that turns, from the middle, becomes
    /// `along * place + shift`, and its depth `into * place + depth`.
    along: f64,
    shift: f64,
    into: f64,
    depth: f64,
    /// How dark it is, 0 to 1.
    pub(crate) shade: f64,
}

impl Turned {
    /// The side of a card that is seen, and whether it is its back: the old scene turns away, the new one comes round.
    pub(crate) fn card(eased: f64, dir: Side, length: f64) -> (Self, bool) {
        let is_back = eased >= 0.5;
        let angle = PI * if is_back { eased - 1.0 } else { eased } * sign(dir);
        // It goes back while it turns, so that its edge does not come too near.
        let depth = 0.35 * length * sin(PI * eased);
        let turned = Self { along: cos(angle), shift: 0.0, into: sin(angle), depth, shade: 0.55 * sin(PI * eased) };
        (turned, is_back)
    }

    /// The two sides of a cube that are seen: that of the old scene and that of the new one.
    pub(crate) fn cube(eased: f64, dir: Side, length: f64) -> [Self; 2] {
        let (angle, half) = (FRAC_PI_2 * eased, length / 2.0);
        let (across, into) = (cos(angle), sin(angle));
        let sign = sign(dir);
        let back = half + 0.4 * length * sin(PI * eased);
        [
            Self {
                along: across,
                shift: -half * into * sign,
                into: -into * sign,
                depth: back - half * across,
                shade: 0.6 * into,
            },
            Self {
                along: into,
                shift: half * across * sign,
                into: across * sign,
                depth: back - half * into,
                shade: 0.6 * across,
            },
        ]
    }

    /// Where the pixels of a scene that was drawn at rest are taken from.
    ///
    /// `pixels_from_frame`: uniform, of a frame of the size `frame` in design units.
    pub(crate) fn displacement(self, dir: Side, pixels_from_frame: Affine, frame: [f64; 2]) -> Displacement {
        let unit = pixels_from_frame.determinant().abs().sqrt();
        let center = pixels_from_frame * Point::new(frame[0] / 2.0, frame[1] / 2.0);
        let eye = EYE * unit;
        let Self { along, shift, into, depth, .. } = self;
        let far = eye + depth * unit;
        // From places on the plane, counted from the middle, to places in the frame, counted alike.
        let frame_from_plane = if is_across(dir) {
            [[eye * along, 0.0, eye * shift * unit], [0.0, eye, 0.0], [into, 0.0, far]]
        } else {
            [[eye, 0.0, 0.0], [0.0, eye * along, eye * shift * unit], [0.0, into, far]]
        };
        let to_center = [[1.0, 0.0, -center.x], [0.0, 1.0, -center.y], [0.0, 0.0, 1.0]];
        let from_center = [[1.0, 0.0, center.x], [0.0, 1.0, center.y], [0.0, 0.0, 1.0]];
        let plane_from_frame = product(from_center, product(inverse(frame_from_plane), to_center));
        Displacement::Perspective { plane_from_frame }
    }
}

/// Whether things move to the left or right.
pub(crate) const fn is_across(dir: Side) -> bool {
    matches!(dir, Side::Left | Side::Right)
}

const fn sign(dir: Side) -> f64 {
    match dir {
        Side::Left | Side::Top => 1.0,
        Side::Right | Side::Bottom => -1.0,
    }
}

fn product(a: [[f64; 3]; 3], b: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| std::array::from_fn(|column| (0..3).map(|at| a[row][at] * b[at][column]).sum()))
}

/// The inverse of a matrix; nothing but zeros where there is none, as for a plane that is seen edge on.
fn inverse(m: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let minor = |row: usize, column: usize| {
        let [r, c] = [row, column].map(|at| [(at + 1) % 3, (at + 2) % 3]);
        m[r[0]][c[0]] * m[r[1]][c[1]] - m[r[0]][c[1]] * m[r[1]][c[0]]
    };
    let determinant: f64 = (0..3).map(|column| m[0][column] * minor(0, column)).sum();
    if determinant.abs() < 1e-9 {
        return [[0.0; 3]; 3];
    }
    std::array::from_fn(|row| std::array::from_fn(|column| minor(column, row) / determinant))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where on the plane the pixel at a place is taken from.
    fn source(turned: Turned, dir: Side, [x, y]: [f64; 2]) -> [f64; 2] {
        let Displacement::Perspective { plane_from_frame } =
            turned.displacement(dir, Affine::IDENTITY, [1920.0, 1080.0])
        else {
            panic!("a plane")
        };
        let [px, py, depth] = plane_from_frame.map(|[a, b, c]| a * x + b * y + c);
        assert!(depth > 0.0, "{plane_from_frame:?}");
        [px / depth, py / depth]
    }

    #[test]
    fn scenes_are_at_rest_at_both_ends() {
        for &dir in Side::ALL {
            let length = if is_across(dir) { 1920.0 } else { 1080.0 };
            let rests = [
                Turned::card(0.0, dir, length).0,
                Turned::card(1.0, dir, length).0,
                Turned::cube(0.0, dir, length)[0],
                Turned::cube(1.0, dir, length)[1],
            ];
            for turned in rests {
                for at in [[0.0, 0.0], [1919.0, 0.0], [960.0, 540.0], [300.0, 1000.0]] {
                    let from = source(turned, dir, at);
                    assert!((from[0] - at[0]).abs() < 1e-6 && (from[1] - at[1]).abs() < 1e-6, "{dir}: {at:?} {from:?}");
                }
            }
        }
    }

    #[test]
    fn sides_of_a_cube_meet_in_their_common_edge() {
        for share in [0.2, 0.5, 0.9] {
            let [old, new] = Turned::cube(share, Side::Left, 1920.0);
            let edge = |turned: Turned, place: f64| {
                let far = EYE + turned.into * place + turned.depth;
                EYE * (turned.along * place + turned.shift) / far
            };
            assert!((edge(old, 960.0) - edge(new, -960.0)).abs() < 1e-9, "{share}");
        }
    }
}
