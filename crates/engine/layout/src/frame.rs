//! A whole frame: background, scene and overlays.

use crate::draw::Canvas;
use crate::resolve;
use crate::stage::Stage;
use kurbo::{Affine, Rect, Vec2};
use pavo_display_list::{Color, Command, DisplayList, Paint};
use pavo_scene::PixelSize;
use pavo_timeline::Pose;

/// The drawing commands of a pose for a frame of `size`.
pub(crate) fn frame(stage: &Stage, pose: &Pose, size: PixelSize) -> DisplayList {
    let [width, height] = stage.frame;
    let [width_px, height_px] = [f64::from(size.width), f64::from(size.height)];
    // At 854 × 480 the sides are a third of a pixel off the ratio; the larger scale leaves no edge uncovered.
    let px_per_unit = (width_px / width).max(height_px / height);
    let centred = Vec2::new((width_px - width * px_per_unit) / 2.0, (height_px - height * px_per_unit) / 2.0);
    let pixels_from_frame = Affine::translate(centred) * Affine::scale(px_per_unit);
    let center = Vec2::new(width / 2.0, height / 2.0);
    let pixels_from_scene =
        pixels_from_frame * Affine::translate(center) * Affine::scale(pose.camera_zoom) * Affine::translate(-center);

    let mut canvas = Canvas { palette: &stage.palette, frame: stage.frame, commands: Vec::new() };
    let mut background = Color { r: 0, g: 0, b: 0, a: 255 };
    if let Some(shot) = stage.shots.get(pose.shot_index) {
        match resolve::paint(&shot.background, canvas.palette, Rect::new(0.0, 0.0, width, height)) {
            Paint::Solid(color) => background = color,
            gradient @ Paint::Gradient(_) => {
                let rect = Rect::new(0.0, 0.0, width, height).inflate(1.0, 1.0);
                canvas.commands.push(Command::FillRect { rect, pixels_from_shape: pixels_from_frame, paint: gradient });
            }
        }
        canvas.nodes(&shot.items, &pose.nodes, pixels_from_scene, pose.camera_zoom == 1.0);
    }
    canvas.nodes(&stage.overlays, &pose.overlays, pixels_from_frame, true);
    DisplayList { commands: canvas.commands, ..DisplayList::new(size.width, size.height, background) }
}
