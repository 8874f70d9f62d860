//! Windows: a ground, what is seen through them, and an edge.

use crate::draw::{Canvas, Spot};
use crate::draw_shape;
use crate::outline::Outline;
use crate::stage::Item;
use kurbo::{Affine, Rect};
use pavo_display_list::Command;
use pavo_scene::{Paint, Stroke};
use pavo_timeline::NodePose;
use std::sync::Arc;

/// What a frame has beside the nodes in it.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) outline: Outline,
    pub(crate) fill: Paint,
    pub(crate) stroke: Option<Box<Stroke>>,
    /// How far the nodes have moved to the left and up.
    pub(crate) scroll: [f64; 2],
}

impl Window {
    /// Draws the frame and the nodes in it.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, item: &Item, size: [f64; 2], pose: &NodePose, spot: Spot) {
        let bounds = Rect::new(0.0, 0.0, size[0], size[1]);
        draw_shape::shape(canvas, &self.outline, Some(&self.fill), None, size, pose, spot);
        let path = Arc::new(self.outline.path(bounds, &pose.values, canvas.secs));
        canvas.commands.push(Command::clip(path, spot.pixels_from_box));
        let [x, y] = [0, 1].map(|axis| pose.values.scroll[axis].unwrap_or(self.scroll[axis]));
        let is_still = spot.is_still && pose.values.scroll == [None; 2];
        canvas.nodes(&item.children, &pose.children, spot.pixels_from_box * Affine::translate((-x, -y)), is_still);
        canvas.commands.push(Command::PopLayer);
        if self.stroke.is_some() {
            draw_shape::shape(canvas, &self.outline, None, self.stroke.as_deref(), size, pose, spot);
        }
    }
}
