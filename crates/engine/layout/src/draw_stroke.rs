//! Lines along the outlines of shapes.

use crate::combine;
use crate::draw::{Canvas, Spot};
use crate::draw_arrow;
use crate::outline::Outline;
use crate::resolve;
use kurbo::{Affine, BezPath, PathEl, Rect, Shape};
use pavo_display_list::{Command, Paint};
use pavo_scene::{ColorToken, FillRule, Stroke, StrokeAlign};
use pavo_timeline::{Trim, Values};
use std::sync::Arc;

/// A line along an outline.
pub(crate) struct Line<'l> {
    pub(crate) stroke: &'l Stroke,
    pub(crate) outline: &'l Outline,
    /// The shape's box, in its own space.
    pub(crate) bounds: Rect,
    pub(crate) values: &'l Values,
    /// How far an entrance has drawn it, 0 to 1.
    pub(crate) drawn: f64,
    /// How far its dashes have flowed, in lengths of the whole pattern.
    pub(crate) flow: f64,
}

impl Line<'_> {
    /// Whether it is to lie around its outline.
    pub(crate) fn is_around(&self) -> bool {
        self.stroke.align == Some(StrokeAlign::Outside)
    }

    /// Draws it; `is_below`: whether what it is around hides its inner half anyway.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, spot: Spot, is_below: bool) {
        let Self { stroke, outline, bounds, values, drawn, flow } = *self;
        let mut line = resolve::stroke(stroke, values.stroke_width, values.dash_offset);
        line.dash_offset -= flow * line.dash.iter().sum::<f64>();
        let text_color = pavo_scene::Paint::from(ColorToken::Text);
        let paint = match values.stroke_color {
            Some(color) => Paint::Solid(resolve::color(color)),
            None => resolve::paint(stroke.color.as_ref().unwrap_or(&text_color), canvas.palette, bounds),
        };
        let paint = paint.faded(spot.opacity);
        let trim = Trim { end: values.trim.start + (values.trim.end - values.trim.start) * drawn, ..values.trim };
        let whole = outline.path(bounds, values, canvas.secs);
        let path = outline.part(&whole, trim);
        if line.width <= 0.0 || paint.is_invisible() || path.elements().is_empty() {
            return;
        }
        line.width = line.width.max(1e-3);
        if let Some(heads) = outline.heads() {
            draw_arrow::arrow(canvas, &path, heads, &line, &paint, spot);
            return;
        }
        let clip = stroke.align.and_then(|align| aligning(align, outline, &whole, spot.pixels_from_box));
        if clip.is_some() {
            // One half of it is hidden or cut off.
            line.width *= 2.0;
        }
        let clip = clip.filter(|_| !is_below);
        let is_clipped = clip.is_some();
        if let Some(clip) = clip {
            canvas.commands.push(Command::clip(Arc::new(clip), spot.pixels_from_box));
        }
        let (path, pixels_from_shape) = (Arc::new(path), spot.pixels_from_box);
        canvas.commands.push(Command::StrokePath { path, stroke: line, pixels_from_shape, paint });
        if is_clipped {
            canvas.commands.push(Command::PopLayer);
        }
    }
}

/// What a line is cut off outside of that is to be on one side of its outline; `None` where it is on both.
fn aligning(align: StrokeAlign, outline: &Outline, whole: &BezPath, pixels_from_shape: Affine) -> Option<BezPath> {
    /// How exactly curves are kept where an outline has to be made plain, in pixels.
    const TOLERANCE_PX: f64 = 0.05;
    /// Further than anything that is drawn, in design units.
    const FAR: f64 = 1e6;
    let is_open = matches!(outline, Outline::Path { .. }) && !whole.elements().contains(&PathEl::ClosePath);
    if outline.is_line() || is_open || align == StrokeAlign::Center {
        return None;
    }
    let px_per_unit = pixels_from_shape.determinant().abs().sqrt().max(1e-6);
    let plain = || combine::plain(whole, outline.rule(), TOLERANCE_PX / px_per_unit);
    match (align, outline.rule()) {
        (StrokeAlign::Inside, FillRule::Nonzero) => Some(whole.clone()),
        (StrokeAlign::Inside, FillRule::Evenodd) => Some(plain()),
        _ => {
            // Everything, less what goes round the other way.
            let mut around = Rect::new(-FAR, -FAR, FAR, FAR).to_path(1.0);
            let inside = plain();
            let is_same_way = inside.area() * around.area() > 0.0;
            around.extend(if is_same_way { inside.reverse_subpaths() } else { inside });
            Some(around)
        }
    }
}
