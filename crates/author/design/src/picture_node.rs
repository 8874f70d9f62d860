//! Pictures of the library as nodes.

use crate::parts::{Dress, boxed, frame_origin};
use kurbo::{Affine, Shape as _};
use pavo_library::{Part, Picture};
use pavo_scene::{Anchor, FillRule, Node, Paint, Path, Rgba};

/// A picture in a square of a side, part by part.
pub(crate) fn picture_node(picture: &Picture, side: f64) -> Node {
    boxed(side, side, picture.parts.iter().map(|part| part_node(part, side / 32.0)).collect())
}

/// A part of a drawing at a scale; its place counts from the drawing's upper left corner.
pub(crate) fn part_node(part: &Part, scale: f64) -> Node {
    let path = Affine::scale(scale) * part.path.clone();
    let middle = path.bounding_box().center();
    let [r, g, b, a] = part.fill;
    let color = Rgba::opaque(r, g, b).with_alpha(f64::from(a) / 255.0);
    let node = Node::new(Path {
        fill: Some(Paint::from(color)),
        fill_rule: part.even_odd.then_some(FillRule::Evenodd),
        ..Path::new(path)
    });
    node.at(frame_origin(Anchor::TopLeft, middle.x, middle.y, Anchor::Center))
}
