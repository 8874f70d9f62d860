//! Shapes that nodes are seen through.

use crate::place::Size;
use crate::record::{keyword, record};
use crate::shape::PathData;

keyword! {
    /// The form of a mask.
    pub enum MaskShape {
        /// A rectangle.
        Rect "rect",
        /// An ellipse.
        Ellipse "ellipse",
        /// The outline in `d`.
        Path "path",
    }
}

record! {
    /// A shape that a node is seen through; it goes where the node goes.
    #[derive(Default)]
    pub struct Mask {
        /// rect (default), ellipse or path.
        shape "shape": Option<MaskShape>,
        /// The outline of a path as SVG path data, in design units from the top left of the node's box.
        d "d": Option<PathData>,
        /// Width and height of a rectangle or ellipse, percent of the node's box; by default all of it, with the
        /// soft edge, at most half as wide as its shorter side, within it.
        size "size": Option<Size>,
        /// From the middle of the node's box to that of the shape, to the right, in design units.
        x "x": Option<f64> where -1e5..=1e5,
        /// From the middle of the node's box to that of the shape, downwards, in design units.
        y "y": Option<f64> where -1e5..=1e5,
        /// Radius of a rectangle's corners in design units.
        radius "radius": Option<f64> where 0.0..=1e5,
        /// Width of its soft edge in design units; by default 0, a sharp one.
        feather "feather": Option<f64> where 0.0..=400.0,
        /// Whether the node is seen outside of it.
        invert "invert": Option<bool>,
    }
}
