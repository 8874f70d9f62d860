//! Shapes get their outlines, boxes and paints.

use crate::arrange::{Arranger, Parent};
use crate::blob::Blob;
use crate::morph::Morph;
use crate::outline::{ArrowHeads, Outline};
use crate::stage::Content;
use kurbo::Shape;
use pavo_scene::{ArrowHead, ColorToken, FillRule, NodeKind, Paint, PathOp, Size, Stroke};
use std::sync::Arc;

/// Size of shapes that the document does not give one.
const SIZE: Size = Size::units(200.0, 200.0);

impl Arranger<'_> {
    /// Size and content of a shape; nothing for what is none.
    pub(crate) fn shape(&self, kind: &NodeKind, parent: Parent) -> ([f64; 2], Content) {
        let units = |size: Option<Size>| self.units(size.unwrap_or(SIZE), parent);
        match kind {
            NodeKind::Rect(rect) => {
                let size = units(Some(rect.size.unwrap_or(Size::FULL)));
                let radii = rect.radius.map_or([0.0; 4], |radius| radius.0);
                let outline = Outline::Rect { radii, smooth: rect.smooth.unwrap_or(0.0) };
                (size, painted(outline, rect.fill.as_ref(), rect.stroke.as_ref()))
            }
            NodeKind::Ellipse(ellipse) => {
                (units(ellipse.size), painted(Outline::Ellipse, ellipse.fill.as_ref(), ellipse.stroke.as_ref()))
            }
            NodeKind::Polygon(polygon) => {
                let (sides, radius) = (polygon.sides.unwrap_or(6), polygon.radius.unwrap_or(0.0));
                let outline = Outline::Polygon { sides, radius };
                (units(polygon.size), painted(outline, polygon.fill.as_ref(), polygon.stroke.as_ref()))
            }
            NodeKind::Star(star) => {
                let (points, radius) = (star.points.unwrap_or(5), star.radius.unwrap_or(0.0));
                let outline = Outline::Star { points, inner: star.inner.unwrap_or(0.5), radius };
                (units(star.size), painted(outline, star.fill.as_ref(), star.stroke.as_ref()))
            }
            NodeKind::Blob(blob) => {
                let outline = Outline::Blob(Blob {
                    seed: blob.seed.unwrap_or(0),
                    points: blob.points.unwrap_or(6),
                    wobble: blob.wobble.unwrap_or(0.3),
                    phase: blob.phase.unwrap_or(0.0),
                    period_secs: blob.period,
                });
                (units(blob.size), painted(outline, blob.fill.as_ref(), blob.stroke.as_ref()))
            }
            NodeKind::Arc(arc) => {
                let outline = Outline::Arc {
                    begin: arc.begin.unwrap_or(-90.0).to_radians(),
                    sweep: arc.sweep.unwrap_or(90.0).to_radians(),
                    inner: arc.inner.unwrap_or(0.0),
                    is_line: arc.stroke.is_some() && arc.fill.is_none(),
                };
                (units(arc.size), painted(outline, arc.fill.as_ref(), arc.stroke.as_ref()))
            }
            NodeKind::Line(line) => {
                let (size, [from, to]) = span(line.from, line.to);
                (size, drawn(Outline::Line { from, to }, line.stroke.as_ref()))
            }
            NodeKind::Arrow(arrow) => {
                let (size, [from, to]) = span(arrow.from, arrow.to);
                let heads = ArrowHeads {
                    tail: arrow.tail.unwrap_or(ArrowHead::None),
                    head: arrow.head.unwrap_or(ArrowHead::Open),
                    size: arrow.head_size,
                };
                let outline = Outline::Arrow { from, to, bend: arrow.bend.unwrap_or(0.0), heads };
                (size, drawn(outline, arrow.stroke.as_ref()))
            }
            NodeKind::Path(path) => {
                let own = path.d.as_ref().map(|d| d.path().clone()).unwrap_or_default();
                let bounds = own.bounding_box();
                let size = path.size.map_or([bounds.width(), bounds.height()], |size| self.units(size, parent));
                let rule = path.fill_rule.unwrap_or(FillRule::Nonzero);
                let own = Arc::new(own);
                let morph = (!path.morph.is_empty()).then(|| {
                    let others = path.morph.iter().map(|outline| Arc::new(outline.path().clone()));
                    Arc::new(Morph::of(std::iter::once(Arc::clone(&own)).chain(others).collect()))
                });
                let outline = Outline::Path { path: own, bounds, rule, morph, trim_each: trim_each(path) };
                (size, painted(outline, path.fill.as_ref(), path.stroke.as_ref()))
            }
            _ => ([0.0; 2], Content::Nothing),
        }
    }

    /// Size and content of a path that is made of shapes.
    pub(crate) fn combination(&self, path: &pavo_scene::Path, parent: Parent) -> ([f64; 2], Content) {
        let size = path.size.map_or(parent.size, |size| self.units(size, parent));
        let (fill, stroke) = paints(path.fill.as_ref(), path.stroke.as_ref());
        let op = path.op.unwrap_or(PathOp::Union);
        (size, Content::Combination { op, fill, stroke, trim_each: trim_each(path) })
    }
}

/// The box between two points, and both points in it.
fn span(from: [f64; 2], to: [f64; 2]) -> ([f64; 2], [[f64; 2]; 2]) {
    let corner = [from[0].min(to[0]), from[1].min(to[1])];
    let size = [(from[0] - to[0]).abs(), (from[1] - to[1]).abs()];
    (size, [from, to].map(|point| [point[0] - corner[0], point[1] - corner[1]]))
}

/// A shape that has neither fill nor stroke gets the theme's accent as fill.
fn painted(outline: Outline, fill: Option<&Paint>, stroke: Option<&Stroke>) -> Content {
    let (fill, stroke) = paints(fill, stroke);
    Content::Shape { outline, fill, stroke }
}

fn paints(fill: Option<&Paint>, stroke: Option<&Stroke>) -> (Option<Paint>, Option<Box<Stroke>>) {
    let fill = match (fill, stroke) {
        (None, None) => Some(ColorToken::Accent.into()),
        _ => fill.cloned(),
    };
    (fill, stroke.cloned().map(Box::new))
}

/// Where each run of a path is trimmed for itself, how much later than the one before.
fn trim_each(path: &pavo_scene::Path) -> Option<f64> {
    let trim = path.trim.as_ref().filter(|trim| trim.each == Some(true))?;
    Some(trim.stagger.unwrap_or(0.0))
}

/// A line that has no stroke gets the one that is the default.
fn drawn(outline: Outline, stroke: Option<&Stroke>) -> Content {
    Content::Shape { outline, fill: None, stroke: Some(Box::new(stroke.cloned().unwrap_or_default())) }
}
