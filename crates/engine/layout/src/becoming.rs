//! Nodes that come out of a sibling, or become one.

use crate::draw::placed_box;
use crate::morph::Morph;
use crate::outline::Outline;
use crate::relate::box_at_rest;
use crate::stage::{Content, Item};
use kurbo::{Affine, BezPath, Rect};
use pavo_scene::{FillRule, Paint, Rgba};
use pavo_timeline::{Becoming, NodePose, Palette, Piece, Values, mix};
use std::sync::Arc;

/// From this share on, something that is no shape begins to be seen (or to be gone).
const SEEN_FROM: f64 = 0.75;

/// A node between itself and a sibling; `None` where it is itself.
///
/// Of two shapes the outline of one is led to that of the other, and its colour; anything else takes the box.
pub(crate) fn between(
    item: &Item,
    pose: &NodePose,
    (items, poses): (&[Item], &[NodePose]),
    palette: &Palette,
    secs: f64,
) -> Option<(Item, NodePose)> {
    let (index, share) = match pose.piece.becoming? {
        Becoming::From(share) => (item.others[0]?, share),
        Becoming::To(share) => (item.others[1]?, share),
    };
    let other = items.get(index)?;
    let other_pose = poses.iter().find(|pose| pose.index == index);
    let own_box = placed_box(item, pose);
    let other_box = other_pose.map_or_else(|| box_at_rest(other), |pose| placed_box(other, pose));
    let own = outline_in(item, &pose.values, own_box, secs);
    let others = outline_in(other, other_pose.map_or(&Values::REST, |pose| &pose.values), other_box, secs);
    let (mut item, mut pose) = (item.clone(), pose.clone());
    if let (Some(own), Some(others)) = (own, others) {
        let path = Morph::of(vec![Arc::new(own), Arc::new(others)]).path(share.clamp(0.0, 1.0));
        let path = Arc::new(Affine::translate(-own_box.origin().to_vec2()) * path);
        let bounds = Rect::from_origin_size((0.0, 0.0), own_box.size());
        let values = (&pose.values, other_pose.map_or(&Values::REST, |pose| &pose.values));
        let fills = fill_of(&item, values.0, palette).zip(fill_of(other, values.1, palette));
        if let Some((own, others)) = fills {
            pose.values.fill = Some(mix(own, others, share));
        }
        if let Content::Shape { outline, .. } = &mut item.content {
            *outline = Outline::Path { path, bounds, rule: FillRule::Nonzero, morph: None, trim_each: None };
        }
        // The outline is as large as it is seen, and stands where its box does.
        item.size = [own_box.width(), own_box.height()];
        (pose.values.scale, pose.values.width, pose.values.height) = ([1.0; 2], None, None);
        let [x, y] = [(0, own_box.x0), (1, own_box.y0)]
            .map(|(axis, low)| low - item.place.anchor[axis] + item.place.origin[axis] * item.size[axis]);
        (pose.values.x, pose.values.y) = (Some(x), Some(y));
        return Some((item, pose));
    }
    let toward = |own: f64, other: f64| own + (other - own) * share;
    let scale = [(own_box.width(), other_box.width()), (own_box.height(), other_box.height())]
        .map(|(own, other)| toward(own, other) / own.max(1e-6));
    let way = (other_box.center() - own_box.center()) * share;
    let seen = ((1.0 - share) / (1.0 - SEEN_FROM)).clamp(0.0, 1.0);
    pose.piece = pose.piece.and(Piece {
        scale: scale.map(|scale| scale.max(0.0)),
        scale_origin: Some([0.5; 2]),
        shift_units: [way.x, way.y],
        opacity: seen,
        ..Piece::REST
    });
    Some((item, pose))
}

/// The outline of a shape in its parent; `None` for what is no shape, or is only a line.
fn outline_in(item: &Item, values: &Values, placed: Rect, secs: f64) -> Option<BezPath> {
    let Content::Shape { outline, .. } = &item.content else { return None };
    if outline.is_line() {
        return None;
    }
    let size = [values.width.unwrap_or(item.size[0]), values.height.unwrap_or(item.size[1])];
    let path = outline.path(Rect::new(0.0, 0.0, size[0], size[1]), values, secs);
    let grown = [placed.width() / size[0].max(1e-6), placed.height() / size[1].max(1e-6)];
    Some(Affine::translate(placed.origin().to_vec2()) * Affine::scale_non_uniform(grown[0], grown[1]) * path)
}

/// The one colour of a shape; `None` for gradients and pictures.
fn fill_of(item: &Item, values: &Values, palette: &Palette) -> Option<Rgba> {
    match (&item.content, values.fill) {
        (_, Some(color)) => Some(color),
        (Content::Shape { fill: Some(Paint::Solid(color)), .. }, None) => Some(palette.resolve(*color)),
        _ => None,
    }
}
