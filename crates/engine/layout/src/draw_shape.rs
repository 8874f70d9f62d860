//! Shapes become fills and strokes.

use crate::draw::{Canvas, Spot, revealed};
use crate::draw_arrow;
use crate::outline::Outline;
use crate::resolve;
use crate::trim::trimmed;
use kurbo::{Affine, Rect};
use pavo_display_list::{Command, Paint};
use pavo_scene::{ColorToken, Side, Stroke};
use pavo_timeline::{NodePose, Trim, Values};
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
    if let Some(fill) = fill {
        let paint = match values.fill {
            Some(color) => Paint::Solid(resolve::color(color)),
            None => resolve::paint(fill, canvas.palette, bounds),
        };
        let paint = paint.faded(spot.opacity * fill_opacity);
        if !paint.is_invisible() {
            fill_outline(canvas, outline, bounds, values, paint, spot);
        }
    }
    if uncovers {
        canvas.commands.push(Command::PopLayer);
    }
    if let Some(stroke) = stroke {
        let mut line = resolve::stroke(stroke, values.stroke_width, values.dash_offset);
        let text_color = pavo_scene::Paint::from(ColorToken::Text);
        let paint = match values.stroke_color {
            Some(color) => Paint::Solid(resolve::color(color)),
            None => resolve::paint(stroke.color.as_ref().unwrap_or(&text_color), canvas.palette, bounds),
        };
        let paint = paint.faded(spot.opacity);
        let trim = Trim { end: values.trim.start + (values.trim.end - values.trim.start) * drawn, ..values.trim };
        let path = trimmed(&outline.path(bounds, values), trim);
        if line.width > 0.0 && !paint.is_invisible() && !path.elements().is_empty() {
            line.width = line.width.max(1e-3);
            if let Outline::Arrow { heads, .. } = outline {
                draw_arrow::arrow(canvas, &path, *heads, &line, &paint, spot);
                return;
            }
            canvas.commands.push(Command::StrokePath {
                path: Arc::new(path),
                stroke: line,
                pixels_from_shape: spot.pixels_from_box,
                paint,
            });
        }
    }
}

fn fill_outline(canvas: &mut Canvas<'_>, outline: &Outline, bounds: Rect, values: &Values, paint: Paint, spot: Spot) {
    let is_plain = matches!(outline, Outline::Rect { radius: own } if values.radius.unwrap_or(*own) <= 0.0);
    if is_plain {
        let rect = if spot.is_still { on_pixels(bounds, spot.pixels_from_box) } else { bounds };
        canvas.commands.push(Command::FillRect { rect, pixels_from_shape: spot.pixels_from_box, paint });
    } else if !outline.is_line() {
        let path = Arc::new(outline.path(bounds, values));
        canvas.commands.push(Command::FillPath { path, pixels_from_shape: spot.pixels_from_box, paint });
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
