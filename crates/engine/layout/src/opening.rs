//! What is seen of the new scene while it opens over the old one.

use crate::patches::{below, chance, noise};
use kurbo::{Affine, BezPath, Circle, Point, Rect, Shape, Vec2};
use pavo_scene::{OpeningShape, Side, TransitionPreset};
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
        P::Shutter => shutter(frame, is_across, eased),
        P::DissolveNoise => {
            // Two octaves: large patches with uneven edges.
            let bump = frame.width().max(frame.height()) / 9.0;
            let field = |at: Point| {
                let at = Point::new(at.x / bump, at.y / bump);
                0.7 * noise(at, moment.seed) + 0.3 * noise(Point::new(3.1 * at.x, 3.1 * at.y), moment.seed ^ 1)
            };
            below(frame, 1.02 * eased, field)
        }
        P::Ink => ink(frame, moment.seed, eased),
        _ => {
            let center = Point::new(moment.at[0] * width, moment.at[1] * height);
            let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
            let reach = corners.iter().map(|corner| center.distance(Point::from(*corner))).fold(0.0, f64::max) + 4.0;
            match moment.preset {
                P::Clock => sector(center, reach, eased),
                P::MaskShape => figure(moment.shape, center, reach * eased),
                _ => Circle::new(center, reach * eased).to_path(TOLERANCE),
            }
        }
    }
}

/// A figure in which a circle of a radius has room.
fn figure(shape: OpeningShape, center: Point, radius: f64) -> BezPath {
    /// Handles that make a quarter of a circle.
    const QUARTER: f64 = 0.552;
    let corners = |count: u32, turned: f64, inner: Option<f64>| {
        let mut path = BezPath::new();
        let steps = if inner.is_some() { 2 * count } else { count };
        for step in 0..steps {
            let angle = turned + TAU * f64::from(step) / f64::from(steps);
            // What is said of a star is its notches, which decide where the circle touches it.
            let reach = match inner {
                Some(inner) if step % 2 == 1 => radius * inner,
                Some(inner) => radius * inner / 0.42,
                None => radius / libm::cos(TAU / 2.0 / f64::from(count)),
            };
            let at = center + Vec2::new(libm::cos(angle), libm::sin(angle)) * reach;
            if step == 0 { path.move_to(at) } else { path.line_to(at) }
        }
        path.close_path();
        path
    };
    match shape {
        OpeningShape::Circle => Circle::new(center, radius).to_path(TOLERANCE),
        OpeningShape::Diamond => corners(4, 0.0, None),
        OpeningShape::Square => corners(4, TAU / 8.0, None),
        OpeningShape::Hexagon => corners(6, 0.0, None),
        OpeningShape::Star => corners(5, -FRAC_PI_2, Some(1.16)),
        OpeningShape::Heart => {
            // Of the width 2 around a point in which a circle of the radius 0.62 has room.
            let mut heart = BezPath::new();
            heart.move_to((0.0, -0.55));
            heart.curve_to((0.0, -0.55 - 0.5 * QUARTER), (0.22, -0.95), (0.5, -0.95));
            heart.curve_to((0.8, -0.95), (1.0, -0.72), (1.0, -0.42));
            heart.curve_to((1.0, 0.2), (0.35, 0.62), (0.0, 1.0));
            heart.curve_to((-0.35, 0.62), (-1.0, 0.2), (-1.0, -0.42));
            heart.curve_to((-1.0, -0.72), (-0.8, -0.95), (-0.5, -0.95));
            heart.curve_to((-0.22, -0.95), (0.0, -0.55 - 0.5 * QUARTER), (0.0, -0.55));
            heart.close_path();
            Affine::translate(center.to_vec2()) * Affine::scale(radius / 0.5) * heart
        }
    }
}

/// Stripes that come from both sides in turn, one after another.
fn shutter(frame: Rect, is_across: bool, eased: f64) -> BezPath {
    /// How much of the time passes before the last stripe begins.
    const SPREAD: f64 = 0.35;
    let mut stripes = BezPath::new();
    for stripe in 0..STRIPES {
        let share = |at: u32| f64::from(at) / f64::from(STRIPES);
        let open = ((eased - SPREAD * share(stripe)) / (1.0 - SPREAD * share(STRIPES - 1))).clamp(0.0, 1.0);
        if open <= 0.0 {
            continue;
        }
        let comes_first = stripe % 2 == 0;
        let span = |from: f64, to: f64| {
            let length = (to - from) * open;
            if comes_first { (from, from + length) } else { (to - length, to) }
        };
        let seen = if is_across {
            let (x0, x1) = span(frame.x0, frame.x1);
            let [y0, y1] = [stripe, stripe + 1].map(|at| frame.y0 + share(at) * frame.height());
            Rect { x0, x1, y0, y1 }
        } else {
            let (y0, y1) = span(frame.y0, frame.y1);
            let [x0, x1] = [stripe, stripe + 1].map(|at| frame.x0 + share(at) * frame.width());
            Rect { x0, x1, y0, y1 }
        };
        stripes.extend(seen.path_elements(TOLERANCE));
    }
    stripes
}

/// Drops that fall one after another, and run into each other.
fn ink(frame: Rect, seed: u64, eased: f64) -> BezPath {
    const DROPS: u32 = 7;
    let size = libm::hypot(frame.width(), frame.height());
    let drops: Vec<(Point, f64)> = (0..DROPS)
        .map(|drop| {
            let [x, y] = [1, 2].map(|salt| chance(seed ^ u64::from(drop * 8 + salt)));
            // The first falls near the middle.
            let spread = if drop == 0 { 0.2 } else { 0.9 };
            let at =
                frame.center() + Vec2::new((x - 0.5) * spread * frame.width(), (y - 0.5) * spread * frame.height());
            (at, 0.35 * f64::from(drop) / f64::from(DROPS))
        })
        .collect();
    let field = |at: Point| {
        let uneven = noise(Point::new(at.x / size * 11.0, at.y / size * 11.0), seed) - 0.5;
        let fine = noise(Point::new(at.x / size * 36.0, at.y / size * 36.0), seed ^ 1) - 0.5;
        // When it gets wet, as a share of the time.
        let wet =
            drops.iter().map(|(drop, falls)| falls + drop.distance(at) / (0.75 * size)).fold(f64::INFINITY, f64::min);
        wet + 0.14 * uneven + 0.05 * fine
    };
    // The last place is wet before the end.
    below(frame, 0.9 * eased - 0.1 * (1.0 - eased), field)
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
        TransitionPose {
            preset,
            progress: eased,
            eased,
            dir,
            at: [0.5, 0.5],
            color: Rgba::BLACK,
            shape: OpeningShape::Diamond,
            seed: 7,
        }
    }

    #[test]
    fn opening_grows_from_nothing_to_the_whole_frame() {
        use TransitionPreset as P;
        let frame = [1920.0, 1080.0];
        let presets = [
            P::Wipe,
            P::Split,
            P::Iris,
            P::Clock,
            P::Blinds,
            P::Stagger,
            P::MaskShape,
            P::Shutter,
            P::DissolveNoise,
            P::Ink,
        ];
        for preset in presets {
            for &dir in Side::ALL {
                assert!(opening(&moment(preset, 0.0, dir), frame).is_empty());
                let mut before = 0.0;
                for step in 1..=20 {
                    let area = opening(&moment(preset, f64::from(step) / 20.0, dir), frame).area().abs();
                    // Drops need a moment to fall.
                    let grows = area > before || (area == 0.0 && step < 4);
                    assert!(grows || before > 0.999 * 1924.0 * 1084.0, "{preset} {dir} {step}: {before} {area}");
                    before = area;
                }
                let whole = opening(&moment(preset, 1.0, dir), frame);
                let corners = [(1.0, 1.0), (1919.0, 1.0), (1.0, 1079.0), (1919.0, 1079.0), (960.0, 540.0)];
                let holds = |corner: &(f64, f64)| whole.winding(Point::from(*corner)) != 0;
                assert!(corners.iter().all(holds), "{preset} {dir} leaves a corner");
            }
        }
    }
    #[test]
    fn every_figure_has_room_for_the_frame_in_the_end() {
        for &shape in OpeningShape::ALL {
            let moment = TransitionPose { shape, ..moment(TransitionPreset::MaskShape, 1.0, Side::Left) };
            // Of lines: windings of curves are not always found.
            let mut whole = BezPath::new();
            kurbo::flatten(opening(&moment, [1080.0, 1920.0]), 0.01, |line| whole.push(line));
            for corner in [(0.7, 0.3), (1079.4, 0.6), (0.2, 1919.5), (1079.1, 1919.3)] {
                assert!(whole.winding(Point::from(corner)) != 0, "{shape} leaves {corner:?}");
            }
        }
    }
}
