//! What an emphasis draws around a node: a tick, rays, a pool of light.

use crate::draw::Canvas;
use crate::draw_mark::faded;
use crate::resolve;
use crate::stage::{Content, Item};
use crate::trim::trimmed;
use kurbo::{Affine, BezPath, Point, Rect, Vec2};
use libm::{cos, sin};
use pavo_display_list::{Cap, Color, Command, Gradient, GradientGeometry, Join, Paint, Stroke};
use pavo_scene::EmphasisPreset;
use pavo_timeline::{MarkPose, Trim};
use std::f64::consts::TAU;
use std::sync::Arc;

/// Draws what belongs behind a node: the dark with its pool of light, and rays.
pub(crate) fn behind(canvas: &mut Canvas<'_>, marks: &[MarkPose], rest: Rect, pixels_from_box: Affine, opacity: f64) {
    for mark in marks {
        match mark.preset {
            EmphasisPreset::Spotlight => spotlight(canvas, mark, rest, pixels_from_box),
            EmphasisPreset::Burst => burst(canvas, mark, rest, pixels_from_box, opacity),
            _ => {}
        }
    }
}

/// Draws what belongs after a node: a tick at the end of the line of its words, or of its box.
pub(crate) fn after(canvas: &mut Canvas<'_>, item: &Item, marks: &[MarkPose], rest: Rect, to_px: Affine, opacity: f64) {
    for mark in marks.iter().filter(|mark| mark.preset == EmphasisPreset::Tick) {
        let (corner, em) = match &item.content {
            Content::Text(text) => {
                let spans = text.marks.get(mark.emphasis_index).map(|content| content.spans.as_slice());
                let Some((line, ..)) = spans.and_then(<[_]>::last) else { continue };
                let line = &text.block.lines[*line];
                (Point::new(line.x1, line.baseline), text.block.em)
            }
            Content::Figure { figure, .. } => (Point::new(rest.x1, rest.center().y + 0.36 * figure.em), figure.em),
            _ => {
                let em = rest.height().min(LARGEST_TICK);
                (Point::new(rest.x1, rest.center().y + 0.36 * em), em)
            }
        };
        tick(canvas, mark, corner, em, to_px, opacity);
    }
}

/// Height of a tick after what is no text, in design units at most.
const LARGEST_TICK: f64 = 96.0;

fn tick(canvas: &mut Canvas<'_>, mark: &MarkPose, corner: Point, em: f64, pixels_from_box: Affine, opacity: f64) {
    let at = |x: f64, y: f64| corner + Vec2::new((0.28 + x) * em, -y * em);
    let mut path = BezPath::new();
    path.move_to(at(0.0, 0.36));
    path.line_to(at(0.24, 0.1));
    path.line_to(at(0.7, 0.68));
    let path = trimmed(&path, Trim { end: mark.drawn.clamp(0.0, 1.0), ..Trim::WHOLE });
    let stroke = Stroke { width: 0.12 * em, cap: Cap::Round, join: Join::Round, dash: Vec::new(), dash_offset: 0.0 };
    let paint = Paint::Solid(faded(resolve::color(mark.color), opacity));
    canvas.commands.push(Command::StrokePath {
        path: Arc::new(path),
        stroke,
        pixels_from_shape: pixels_from_box,
        paint,
    });
}

/// Rays that fly out from a box: each is drawn from its inner end, and follows its outer end out.
fn burst(canvas: &mut Canvas<'_>, mark: &MarkPose, rest: Rect, pixels_from_box: Affine, opacity: f64) {
    const RAYS: u32 = 14;
    let gone = mark.drawn.clamp(0.0, 1.0);
    let em = rest.height().clamp(24.0, 120.0);
    // Ellipses around the box; the rays of the longer sides are not longer than those of the others.
    let reach = [rest.width() / 2.0, rest.height() / 2.0].map(|half| half * 1.08 + 0.12 * em);
    let [inner, outer] = [(gone * gone) * 0.9, gone].map(|share| share * 1.3 * em);
    let mut path = BezPath::new();
    for ray in 0..RAYS {
        let angle = TAU * (f64::from(ray) + 0.5) / f64::from(RAYS);
        let way = Vec2::new(cos(angle), sin(angle));
        let on_edge = rest.center() + Vec2::new(reach[0] * way.x, reach[1] * way.y);
        path.move_to(on_edge + way * inner);
        path.line_to(on_edge + way * (outer + 0.01));
    }
    let width = 0.07 * em * (1.0 - gone * gone);
    let stroke = Stroke { width, cap: Cap::Round, join: Join::Round, dash: Vec::new(), dash_offset: 0.0 };
    let paint = Paint::Solid(faded(resolve::color(mark.color), opacity));
    canvas.commands.push(Command::StrokePath {
        path: Arc::new(path),
        stroke,
        pixels_from_shape: pixels_from_box,
        paint,
    });
}

/// The dark that falls on all that is below a node, but for a soft pool of light around it.
fn spotlight(canvas: &mut Canvas<'_>, mark: &MarkPose, rest: Rect, pixels_from_box: Affine) {
    /// Where the light begins to fade and where it ends, as shares of the pool.
    const FADES: [f32; 2] = [0.55, 1.0];
    let [width, height] = canvas.frame;
    let pool = [rest.width() / 2.0, rest.height() / 2.0].map(|half| 1.35 * half + 0.09 * width.min(height));
    // The pool is a circle of radius 1 in its own space; the dark reaches beyond the frame from anywhere in it.
    let far = 4.0 * (width + height) / pool[0].min(pool[1]).max(1.0);
    let rect = Rect::new(-far, -far, far, far);
    let pixels_from_shape =
        pixels_from_box * Affine::translate(rest.center().to_vec2()) * Affine::scale_non_uniform(pool[0], pool[1]);
    let dark = faded(resolve::color(mark.color), mark.drawn);
    let light = Color { a: 0, ..dark };
    let geometry = GradientGeometry::Radial { center: [0.0; 2], radius: 1.0 };
    let stops = vec![(0.0, light), (FADES[0], light), (FADES[1], dark)];
    let paint = Paint::Gradient(Gradient { geometry, stops, oklab: false });
    canvas.commands.push(Command::FillRect { rect, pixels_from_shape, paint });
}
