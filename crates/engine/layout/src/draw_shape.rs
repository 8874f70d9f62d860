//! Shapes become fills and strokes.

use crate::draw::{Canvas, Spot, revealed};
use crate::draw_stroke::Line;
use crate::outline::Outline;
use crate::resolve;
use crate::shine;
use kurbo::{Affine, Rect};
use pavo_display_list::{Command, Paint};
use pavo_scene::{FillRule, Side, Stroke};
use pavo_timeline::{NodePose, Values};
use std::sync::Arc;

pub(crate) fn shape(
    canvas: &mut Canvas<'_>,
    outline: &Outline,
    fill: Option<&pavo_scene::Paint>,
    stroke: Option<&Stroke>,
    size: [f64; 2],
    pose: &NodePose,
    spot: Spot,
) {
    let values = &pose.values;
    let bounds = Rect::new(0.0, 0.0, size[0], size[1]);
    let drawn = pose.piece.drawn;
    if drawn <= 0.0 {
        return;
    }
    // A filled shape without an outline to draw is uncovered instead; with one, its fill comes as the outline closes.
    let uncovers = drawn < 1.0 && stroke.is_none();
    if uncovers {
        canvas.push_clip(revealed(bounds, Side::Left, drawn), spot.pixels_from_box);
    }
    let fill_opacity = if uncovers { 1.0 } else { ((drawn - 0.6) / 0.4).clamp(0.0, 1.0) };
    let fill = fill.map(|fill| {
        let paint = match values.fill {
            Some(color) => Paint::Solid(resolve::color(color)),
            None => resolve::paint(fill, canvas.palette, bounds),
        };
        let paint = match shine::tint(&pose.marks) {
            Some(tint) => resolve::tinted(paint, tint),
            None => paint,
        };
        paint.faded(spot.opacity * fill_opacity)
    });
    let has_fill = fill.is_some();
    let line = stroke.map(|stroke| Line { stroke, outline, bounds, values, drawn, flow: pose.piece.flow });
    // Where an opaque fill hides its inner half, a line around it needs no clip, which would leave a seam.
    let is_below = line.as_ref().is_some_and(|line| line.is_around()) && fill.as_ref().is_some_and(Paint::is_opaque);
    if let Some(line) = line.as_ref().filter(|_| is_below) {
        line.draw(canvas, spot, true);
    }
    if let Some(paint) = fill.filter(|paint| !paint.is_invisible()) {
        fill_outline(canvas, outline, bounds, values, paint, spot);
    }
    if let Some(sheen) = shine::sheen(&pose.marks, bounds).filter(|_| has_fill) {
        fill_outline(canvas, outline, bounds, values, sheen.faded(spot.opacity * fill_opacity), spot);
    }
    if uncovers {
        canvas.commands.push(Command::PopLayer);
    }
    if let Some(line) = line.filter(|_| !is_below) {
        line.draw(canvas, spot, false);
    }
}

fn fill_outline(canvas: &mut Canvas<'_>, outline: &Outline, bounds: Rect, values: &Values, paint: Paint, spot: Spot) {
    if outline.is_plain_rect(values) {
        let rect = if spot.is_still { on_pixels(bounds, spot.pixels_from_box) } else { bounds };
        canvas.commands.push(Command::FillRect { rect, pixels_from_shape: spot.pixels_from_box, paint });
    } else if !outline.is_line() {
        let path = Arc::new(outline.path(bounds, values, canvas.secs));
        let rule = match outline.rule() {
            FillRule::Nonzero => pavo_display_list::FillRule::NonZero,
            FillRule::Evenodd => pavo_display_list::FillRule::EvenOdd,
        };
        canvas.commands.push(Command::FillPath { path, rule, pixels_from_shape: spot.pixels_from_box, paint });
    }
}

/// A rectangle with its edges moved to the nearest whole pixels, at least one pixel thick.
///
/// Only for what neither moves nor turns: moving edges must glide.
pub(crate) fn on_pixels(rect: Rect, pixels_from_shape: Affine) -> Rect {
    let [scale_x, skew_y, skew_x, scale_y, _, _] = pixels_from_shape.as_coeffs();
    if skew_x != 0.0 || skew_y != 0.0 || scale_x <= 0.0 || scale_y <= 0.0 {
        return rect;
    }
    let pixels = pixels_from_shape.transform_rect_bbox(rect);
    let whole = |low: f64, high: f64| {
        let from = low.round();
        (from, (from + (high - low).round()).max(from + 1.0))
    };
    let ((x0, x1), (y0, y1)) = (whole(pixels.x0, pixels.x1), whole(pixels.y0, pixels.y1));
    pixels_from_shape.inverse().transform_rect_bbox(Rect::new(x0, y0, x1, y1))
}
