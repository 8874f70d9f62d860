//! Lines, markers, rings and boxes on the words of a text.

use crate::draw::{Canvas, Spot};
use crate::draw_shape::on_pixels;
use crate::resolve;
use crate::stage::{MarkContent, TextContent};
use crate::trim::trimmed;
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use libm::{cos, sin};
use pavo_display_list::{Cap, Color, Command, Join, Paint, Stroke};
use pavo_scene::{ColorToken, EmphasisPreset};
use pavo_timeline::{MarkPose, NodePose, Trim};
use std::f64::consts::TAU;
use std::ops::Range;
use std::sync::Arc;

/// Opacity of a marker whose colour the theme chose: the text must stay readable on it.
const MARKER_OPACITY: f64 = 0.35;

/// Draws lines and markers: those behind the letters, or those on top of them.
pub(crate) fn marks(canvas: &mut Canvas<'_>, text: &TextContent, pose: &NodePose, spot: Spot, on_top: bool) {
    for mark in &pose.marks {
        let Some(content) = text.marks.get(mark.emphasis_index) else { continue };
        let is_on_top = matches!(mark.preset, EmphasisPreset::Strike | EmphasisPreset::Circle | EmphasisPreset::Box);
        if is_on_top != on_top || mark.drawn <= 0.0 || !mark.preset.is_mark() || text.rail.is_some() {
            continue;
        }
        match mark.preset {
            EmphasisPreset::Circle | EmphasisPreset::Box => outlines(canvas, text, content, mark, spot),
            _ => mark_spans(canvas, text, content, mark, spot),
        }
    }
}

fn mark_spans(canvas: &mut Canvas<'_>, text: &TextContent, content: &MarkContent, mark: &MarkPose, spot: Spot) {
    let em = text.block.em;
    let mut color = resolve::color(mark.color);
    if mark.preset == EmphasisPreset::Highlight && content.is_plain {
        color = faded(color, MARKER_OPACITY);
    }
    let paint = Paint::Solid(faded(color, spot.opacity));
    // Several stretches are drawn one after another, at one speed.
    let whole: f64 = content.spans.iter().map(|(_, x0, x1)| x1 - x0).sum();
    let mut to_draw = whole * mark.drawn;
    for &(line, x0, x1) in &content.spans {
        let drawn = to_draw.clamp(0.0, x1 - x0);
        to_draw -= drawn;
        if drawn <= 0.0 {
            break;
        }
        let line = &text.block.lines[line];
        let is_rtl = text.block.chars.iter().any(|char| char.is_rtl && char.x0 >= x0 && char.x1 <= x1);
        let (x0, x1) = if is_rtl { (x1 - drawn, x1) } else { (x0, x0 + drawn) };
        let rect = match mark.preset {
            EmphasisPreset::Highlight => marker(line.baseline, x0, x1, em, drawn / whole.max(1.0)),
            EmphasisPreset::Strike => {
                let width = content.width.unwrap_or(0.07 * em);
                let middle = line.baseline - 0.3 * em;
                Rect::new(x0, middle - width / 2.0, x1, middle + width / 2.0)
            }
            _ => {
                let width = content.width.unwrap_or(0.07 * em);
                let top = line.baseline + content.gap.unwrap_or(0.12 * em);
                Rect::new(x0, top, x1, top + width)
            }
        };
        let rect = if spot.is_still { on_pixel_rows(rect, spot.pixels_from_box) } else { rect };
        canvas.commands.push(Command::FillRect { rect, pixels_from_shape: spot.pixels_from_box, paint: paint.clone() });
    }
}

/// The band of a marker behind some letters; `share`: how much of all of it is drawn.
fn marker(baseline: f64, x0: f64, x1: f64, em: f64, share: f64) -> Rect {
    let side = 0.1 * em;
    Rect::new(x0 - side, baseline - 0.86 * em, x1 + side * share, baseline + 0.2 * em)
}

/// Draws the band that some bytes of a text stand on, as far as they are shown.
pub(crate) fn band(canvas: &mut Canvas<'_>, text: &TextContent, bytes: &Range<usize>, shown: f64, spot: Spot) {
    let spans = text.block.spans_within(bytes);
    let whole: f64 = spans.iter().map(|(_, x0, x1)| x1 - x0).sum();
    let mut to_draw = whole * shown;
    let accent = resolve::color(canvas.palette.resolve(ColorToken::Accent.into()));
    let paint = Paint::Solid(faded(accent, MARKER_OPACITY * spot.opacity));
    for (line, x0, x1) in spans {
        let drawn = to_draw.clamp(0.0, x1 - x0);
        to_draw -= drawn;
        if drawn > 0.0 {
            let rect =
                marker(text.block.lines[line].baseline, x0, x0 + drawn, text.block.em, drawn / (x1 - x0).max(1.0));
            let rect = if spot.is_still { on_pixel_rows(rect, spot.pixels_from_box) } else { rect };
            let (pixels_from_shape, paint) = (spot.pixels_from_box, paint.clone());
            canvas.commands.push(Command::FillRect { rect, pixels_from_shape, paint });
        }
    }
}

/// Draws rings or boxes round stretches of words, one after another.
fn outlines(canvas: &mut Canvas<'_>, text: &TextContent, content: &MarkContent, mark: &MarkPose, spot: Spot) {
    let em = text.block.em;
    let paint = Paint::Solid(faded(resolve::color(mark.color), spot.opacity));
    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    let count = content.spans.len() as f64;
    for (index, &(line, x0, x1)) in content.spans.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        let drawn = (mark.drawn * count - index as f64).clamp(0.0, 1.0);
        if drawn <= 0.0 {
            break;
        }
        let baseline = text.block.lines[line].baseline;
        let words = Rect::new(x0, baseline - 0.74 * em, x1, baseline + 0.04 * em);
        let (path, width) = if mark.preset == EmphasisPreset::Circle {
            (ring(words.inflate(0.22 * em + 0.04 * words.width(), 0.3 * em)), 0.055 * em)
        } else {
            (words.inflate(0.12 * em, 0.2 * em).to_path(0.1), 0.05 * em)
        };
        let (cap, join) =
            if mark.preset == EmphasisPreset::Circle { (Cap::Round, Join::Round) } else { (Cap::Square, Join::Miter) };
        let stroke = Stroke { width: content.width.unwrap_or(width), cap, join, dash: Vec::new(), dash_offset: 0.0 };
        canvas.commands.push(Command::StrokePath {
            path: Arc::new(trimmed(&path, Trim { end: drawn, ..Trim::WHOLE })),
            stroke,
            pixels_from_shape: spot.pixels_from_box,
            paint: paint.clone(),
        });
    }
}

/// A ring as a hand draws it: a little uneven, and beyond its beginning.
fn ring(bounds: Rect) -> BezPath {
    const POINTS: u32 = 48;
    /// Where the pen is put down, in turns clockwise from three o'clock, and how far it goes round.
    const FROM: f64 = -0.32;
    const TURNS: f64 = 1.1;
    let (center, [rx, ry]) = (bounds.center(), [bounds.width() / 2.0, bounds.height() / 2.0]);
    let point = |step: u32| {
        let share = f64::from(step) / f64::from(POINTS);
        let angle = TAU * (FROM + TURNS * share);
        // Two slow waves, and a spiral that leaves the beginning inside of the end.
        let uneven = 0.97 + 0.06 * share + 0.02 * sin(2.0 * angle + 0.6) + 0.012 * sin(3.0 * angle + 2.1);
        Point::new(center.x + rx * uneven * cos(angle), center.y + ry * uneven * sin(angle))
    };
    let mut path = BezPath::new();
    path.move_to(point(0));
    for step in 0..POINTS {
        // A smooth curve through all points, each with the direction of its neighbours.
        let (from, to) = (point(step), point(step + 1));
        let before = if step == 0 { from } else { point(step - 1) };
        let after = if step + 2 > POINTS { to } else { point(step + 2) };
        path.curve_to(from + (to - before) / 6.0, to - (after - from) / 6.0, to);
    }
    path
}

/// A rectangle with its upper and lower edge on whole pixels; left and right glide.
fn on_pixel_rows(rect: Rect, pixels_from_shape: Affine) -> Rect {
    let snapped = on_pixels(rect, pixels_from_shape);
    Rect { x0: rect.x0, x1: rect.x1, ..snapped }
}

/// A colour with its opacity as a factor of what it was.
pub(crate) fn faded(color: Color, opacity: f64) -> Color {
    match Paint::Solid(color).faded(opacity) {
        Paint::Solid(color) => color,
        _ => color,
    }
}
