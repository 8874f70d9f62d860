//! How far what some commands draw is from what others draw.

use kurbo::{Affine, Point, Rect};
use pavo_display_list::{Command, Glyph};

/// How far corners move, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Travel {
    /// The way of the command that moves least, at its fastest corner.
    pub(crate) least_px: f64,
    /// The way of the fastest corner of all.
    pub(crate) most_px: f64,
}

impl Travel {
    /// The way from one state of an element to another.
    ///
    /// `None` when they do not draw the same things: letters that were typed or changed have not moved.
    pub(crate) fn between(before: &[Command], after: &[Command]) -> Option<Self> {
        if before.len() != after.len() {
            return None;
        }
        let mut travel: Option<Self> = None;
        for (before, after) in before.iter().zip(after) {
            let Some(way_px) = way_between(before, after)? else { continue };
            travel = Some(travel.map_or(Self { least_px: way_px, most_px: way_px }, |travel| Self {
                least_px: travel.least_px.min(way_px),
                most_px: travel.most_px.max(way_px),
            }));
        }
        travel
    }
}

/// The way of one command's fastest corner; `Some(None)` for what draws nothing, `None` for different things.
#[expect(clippy::option_option, reason = "a way, nothing to move, or no way at all")]
fn way_between(before: &Command, after: &Command) -> Option<Option<f64>> {
    match (before, after) {
        (Command::PushLayer(_), Command::PushLayer(_)) | (Command::PopLayer, Command::PopLayer) => Some(None),
        (
            Command::Glyphs { run, glyphs, pixels_from_shape, .. },
            Command::Glyphs { run: run_after, glyphs: glyphs_after, pixels_from_shape: after, .. },
        ) => {
            let is_same = run.font == run_after.font
                && glyphs.len() == glyphs_after.len()
                && glyphs.iter().zip(glyphs_after).all(|(a, b)| a.id == b.id);
            if !is_same {
                return None;
            }
            let corners = |glyph: &Glyph, size: f32, to_pixels: &Affine| {
                let origin = Point::new(f64::from(glyph.x), f64::from(glyph.y));
                [origin, origin - (0.0, f64::from(size))].map(|corner| *to_pixels * corner)
            };
            let ways = glyphs
                .iter()
                .zip(glyphs_after)
                .map(|(a, b)| farthest(&corners(a, run.size, pixels_from_shape), &corners(b, run_after.size, after)));
            Some(ways.reduce(f64::max))
        }
        _ => {
            let ((before, before_to_pixels), (after, after_to_pixels)) = (shape_of(before)?, shape_of(after)?);
            if !before.is_finite() || !after.is_finite() {
                return Some(None);
            }
            let corners = |rect: Rect, to_pixels: Affine| {
                let Rect { x0, y0, x1, y1 } = rect;
                [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|corner| to_pixels * Point::from(corner))
            };
            Some(Some(farthest(&corners(before, before_to_pixels), &corners(after, after_to_pixels))))
        }
    }
}

/// The box of what a command draws in its own space, and its transform.
fn shape_of(command: &Command) -> Option<(Rect, Affine)> {
    match command {
        Command::FillRect { rect, pixels_from_shape, .. } => Some((*rect, *pixels_from_shape)),
        Command::FillPath { path, pixels_from_shape, .. } | Command::StrokePath { path, pixels_from_shape, .. } => {
            Some((path.control_box(), *pixels_from_shape))
        }
        Command::Image { size, pixels_from_shape, .. } => {
            Some((Rect::new(0.0, 0.0, f64::from(size[0]), f64::from(size[1])), *pixels_from_shape))
        }
        Command::Drawing { size, pixels_from_shape, .. } => {
            Some((Rect::new(0.0, 0.0, size[0], size[1]), *pixels_from_shape))
        }
        _ => None,
    }
}

fn farthest(before: &[Point], after: &[Point]) -> f64 {
    before.iter().zip(after).map(|(a, b)| a.distance(*b)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_display_list::{Color, Paint};

    fn square(pixels_from_shape: Affine) -> Command {
        let paint = Paint::Solid(Color { r: 9, g: 9, b: 9, a: 255 });
        Command::FillRect { rect: Rect::new(0.0, 0.0, 10.0, 10.0), pixels_from_shape, paint }
    }

    #[test]
    fn way_is_that_of_the_fastest_corner() {
        let travel = Travel::between(&[square(Affine::IDENTITY)], &[square(Affine::scale(3.0))]).expect("a way");
        assert!((travel.most_px - 800.0_f64.sqrt()).abs() < 1e-9, "{travel:?}");
    }

    #[test]
    fn parts_that_stand_make_the_least_way() {
        let before = [square(Affine::IDENTITY), square(Affine::IDENTITY)];
        let after = [square(Affine::IDENTITY), square(Affine::translate((30.0, 40.0)))];
        assert_eq!(Travel::between(&before, &after), Some(Travel { least_px: 0.0, most_px: 50.0 }));
    }

    #[test]
    fn different_things_have_no_way() {
        assert_eq!(Travel::between(&[square(Affine::IDENTITY)], &[]), None);
        assert_eq!(Travel::between(&[square(Affine::IDENTITY)], &[Command::PopLayer]), None);
    }
}
