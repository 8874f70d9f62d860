//! Shapes that nodes are seen through.

use crate::corners::cornered;
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use pavo_display_list::{Color, Command, Effect, Layer, Matte, Paint};
use pavo_scene::{Mask, MaskShape};
use std::sync::Arc;

/// The layer that shows what lies in it through a mask; `bounds`: the node's box, in its own space.
pub(crate) fn seen_through(mask: &Mask, bounds: Rect, pixels_from_box: Affine) -> Layer {
    /// How exactly curves are kept, in design units.
    const TOLERANCE: f64 = 0.02;
    let (feather, is_inverted) = (mask.feather.unwrap_or(0.0), mask.invert == Some(true));
    // What is as large as the box keeps its soft edge within it, and so leaves something to be seen.
    let feather = match mask.size {
        None if mask.shape != Some(MaskShape::Path) => feather.min(bounds.width().min(bounds.height()) / 2.0),
        _ => feather,
    };
    let edge = if is_inverted { 0.0 } else { feather };
    let [width, height] = match mask.size {
        Some(size) => [size.width.units(bounds.width()), size.height.units(bounds.height())],
        None => [bounds.width(), bounds.height()].map(|side| (side - edge).max(0.0)),
    };
    let [x, y] = [mask.x.unwrap_or(0.0), mask.y.unwrap_or(0.0)];
    let middle = bounds.center() + (x, y);
    let rect = Rect::from_center_size(middle, (width, height));
    let path = match mask.shape.unwrap_or(MaskShape::Rect) {
        MaskShape::Rect => cornered(rect, [mask.radius.unwrap_or(0.0); 4], 0.0),
        MaskShape::Ellipse => kurbo::Ellipse::from_rect(rect).to_path(TOLERANCE),
        MaskShape::Path => {
            let outline = mask.d.as_ref().map_or_else(BezPath::new, |d| d.path().clone());
            Affine::translate(Point::new(x, y).to_vec2()) * outline
        }
    };
    let path = Arc::new(path);
    if feather <= 0.0 && !is_inverted {
        return Layer { clip: Some((path, pixels_from_box)), ..Layer::default() };
    }
    const WHITE: Paint = Paint::Solid(Color { r: 255, g: 255, b: 255, a: 255 });
    // A soft edge is four standard deviations wide, nearly all of what a Gaussian has.
    let sigma_px = feather / 4.0 * pixels_from_box.determinant().abs().sqrt();
    let effects = if feather > 0.0 { vec![Effect::Blur { sigma_px }] } else { Vec::new() };
    let commands = vec![
        Command::PushLayer(Layer { effects, ..Layer::default() }),
        Command::fill(path, pixels_from_box, WHITE),
        Command::PopLayer,
    ];
    Layer { matte: Some(Arc::new(Matte { commands, is_luma: false, is_inverted })), ..Layer::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect::new(0.0, 0.0, 200.0, 100.0);

    #[test]
    fn sharp_mask_is_a_clip_and_a_soft_one_a_matte() {
        let sharp = seen_through(&Mask { x: Some(50.0), ..Mask::default() }, BOX, Affine::IDENTITY);
        let (clip, _) = sharp.clip.expect("a clip");
        assert_eq!(clip.bounding_box(), Rect::new(50.0, 0.0, 250.0, 100.0));
        let soft = Mask { feather: Some(40.0), invert: Some(true), ..Mask::default() };
        let matte = seen_through(&soft, BOX, Affine::scale(2.0)).matte.expect("a matte");
        let Some(Command::PushLayer(layer)) = matte.commands.first() else { panic!("a layer") };
        assert!(matte.is_inverted && layer.effects == [Effect::Blur { sigma_px: 20.0 }]);
    }
}
