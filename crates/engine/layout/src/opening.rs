//! What is seen of the new scene while it opens over the old one.

use kurbo::{BezPath, Circle, Point, Rect, Shape, Vec2};
use pavo_scene::{Side, TransitionPreset};
use pavo_timeline::TransitionPose;
use std::f64::consts::{FRAC_PI_2, TAU};

/// How exactly curved edges are kept, in design units.
const TOLERANCE: f64 = 0.05;

/// Stripes of blinds.
const STRIPES: u32 = 6;

/// The part of the frame in which the new scene is seen already, in design units; empty at the beginning.
pub(crate) fn opening(moment: &TransitionPose, [width, height]: [f64; 2]) -> BezPath {
    use TransitionPreset as P;
    let eased = moment.eased;
    if eased <= 0.0 {
        return BezPath::new();
    }
    let frame = Rect::new(0.0, 0.0, width, height).inflate(2.0, 2.0);
    let is_across = matches!(moment.dir, Side::Left | Side::Right);
    match moment.preset {
        P::Wipe => {
            let (across, down) = (frame.width() * eased, frame.height() * eased);
            let seen = match moment.dir {
                Side::Left => Rect { x0: frame.x1 - across, ..frame },
                Side::Right => Rect { x1: frame.x0 + across, ..frame },
                Side::Top => Rect { y0: frame.y1 - down, ..frame },
                Side::Bottom => Rect { y1: frame.y0 + down, ..frame },
            };
            seen.to_path(TOLERANCE)
        }
        P::Split => {
            let (middle, half) = (frame.center(), [frame.width() / 2.0 * eased, frame.height() / 2.0 * eased]);
            let seen = if is_across {
                Rect { x0: middle.x - half[0], x1: middle.x + half[0], ..frame }
            } else {
                Rect { y0: middle.y - half[1], y1: middle.y + half[1], ..frame }
            };
            seen.to_path(TOLERANCE)
        }
        P::Blinds => {
            let mut stripes = BezPath::new();
            for stripe in 0..STRIPES {
                let share = |at: f64| (f64::from(stripe) + at) / f64::from(STRIPES);
                let seen = if is_across {
                    Rect {
                        x0: frame.x0 + share(0.0) * frame.width(),
                        x1: frame.x0 + share(eased) * frame.width(),
                        ..frame
                    }
                } else {
                    Rect {
                        y0: frame.y0 + share(0.0) * frame.height(),
                        y1: frame.y0 + share(eased) * frame.height(),
                        ..frame
                    }
                };
                stripes.extend(seen.path_elements(TOLERANCE));
            }
            stripes
        }
        P::Stagger => blocks(frame, moment.dir, eased),
        _ => {
            let center = Point::new(moment.at[0] * width, moment.at[1] * height);
            let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
            let reach = corners.iter().map(|corner| center.distance(Point::from(*corner))).fold(0.0, f64::max) + 4.0;
            if moment.preset == P::Iris {
                Circle::new(center, reach * eased).to_path(TOLERANCE)
            } else {
                sector(center, reach, eased)
            }
        }
    }
}

/// Blocks that open from their middles, those that `dir` comes from first.
fn blocks(frame: Rect, dir: Side, eased: f64) -> BezPath {
    /// How much of the time passes before the last block begins.
    const SPREAD: f64 = 0.6;
    let side = frame.width().max(frame.height()) / 8.0;
    let [columns, rows] = [frame.width(), frame.height()].map(|length| (length / side).round().max(1.0));
    let [width, height] = [frame.width() / columns, frame.height() / rows];
    let mut blocks = BezPath::new();
    let (mut row, mut column) = (0.0, 0.0);
    while row < rows {
        let center = frame.origin() + Vec2::new((column + 0.5) * width, (row + 0.5) * height);
        let (along, down) = (column / (columns - 1.0).max(1.0), row / (rows - 1.0).max(1.0));
        let order = match dir {
            Side::Left => 0.75 * (1.0 - along) + 0.25 * down,
            Side::Right => 0.75 * along + 0.25 * down,
            Side::Top => 0.75 * (1.0 - down) + 0.25 * along,
            Side::Bottom => 0.75 * down + 0.25 * along,
        };
        let open = (eased - SPREAD * order) / (1.0 - SPREAD);
        if open > 0.0 {
            // Whole blocks lie a little over each other, so that no seam stays.
            let [half_width, half_height] = [width, height].map(|length| (length / 2.0 + 0.5) * open.min(1.0));
            let [low, high] = [-1.0, 1.0].map(|way| center + Vec2::new(way * half_width, way * half_height));
            blocks.extend(Rect::from_points(low, high).path_elements(TOLERANCE));
        }
        column += 1.0;
        if column >= columns {
            (row, column) = (row + 1.0, 0.0);
        }
    }
    blocks
}

/// A sector from twelve o'clock on, clockwise; corners of a polygon, as what lies beyond the frame is not seen.
fn sector(center: Point, reach: f64, share: f64) -> BezPath {
    /// Corners of the whole round; a chord keeps away from the middle by more than the reach.
    const CORNERS: u32 = 32;
    let mut path = BezPath::new();
    path.move_to(center);
    let at = |share: f64| {
        let angle = TAU * share - FRAC_PI_2;
        center + Vec2::new(libm::cos(angle), libm::sin(angle)) * (1.1 * reach)
    };
    for corner in 0..=CORNERS {
        let turned = f64::from(corner) / f64::from(CORNERS);
        if turned >= share {
            break;
        }
        path.line_to(at(turned));
    }
    path.line_to(at(share));
    path.close_path();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::Rgba;

    fn moment(preset: TransitionPreset, eased: f64, dir: Side) -> TransitionPose {
        TransitionPose { preset, progress: eased, eased, dir, at: [0.5, 0.5], color: Rgba::BLACK }
    }

    #[test]
    fn opening_grows_from_nothing_to_the_whole_frame() {
        use TransitionPreset as P;
        let frame = [1920.0, 1080.0];
        for preset in [P::Wipe, P::Split, P::Iris, P::Clock, P::Blinds, P::Stagger] {
            for &dir in Side::ALL {
                assert!(opening(&moment(preset, 0.0, dir), frame).is_empty());
                let mut before = 0.0;
                for step in 1..=20 {
                    let area = opening(&moment(preset, f64::from(step) / 20.0, dir), frame).area().abs();
                    assert!(area > before, "{preset} {dir} {step}");
                    before = area;
                }
                let whole = opening(&moment(preset, 1.0, dir), frame);
                let corners = [(1.0, 1.0), (1919.0, 1.0), (1.0, 1079.0), (1919.0, 1079.0), (960.0, 540.0)];
                let holds = |corner: &(f64, f64)| whole.winding(Point::from(*corner)) != 0;
                assert!(corners.iter().all(holds), "{preset} {dir} leaves a corner");
            }
        }
    }
}
