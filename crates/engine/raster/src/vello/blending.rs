//! Layers that are blended with what is below them, and effects on all that is below.

use super::{NOTHING, Vello, end_of_layer, holds_adjustment};
use crate::blend::{blend_layer, blend_region};
use crate::effect::LayerPixels;
use crate::effect_cache::EffectLayer;
use crate::region::Region;
use kurbo::{Affine, Rect};
use pavo_display_list::{Blend, Color, Command, Effect, Glyph as DrawnGlyph, GlyphRun, Layer, Paint, bounds_of};
use pavo_media::Assets;

/// Regions of layers are whole multiples of this many pixels, so that they seldom change when something moves.
const STEP: f64 = 64.0;

impl Vello {
    /// Draws a layer aside and blends it onto what is there.
    pub(super) fn blend_layer(
        &mut self,
        commands: &[Command],
        part_from_frame: Affine,
        (width, height): (u16, u16),
        assets: &Assets,
        pixels: &mut [u8],
    ) {
        let Some(Command::PushLayer(layer)) = commands.first() else { return };
        let content = &commands[1..commands.len() - 1];
        let is_bare = layer.clip.is_none() && !layer.is_drawn_aside() && !holds_adjustment(content);
        if is_bare && let Some((rect, color)) = plain_rect(content, part_from_frame) {
            return blend_rect(layer.blend, layer.opacity, (rect, color), (width, height), pixels);
        }
        let letters = &mut self.letters;
        let mut letter = |run: &GlyphRun, glyph: &DrawnGlyph| letters.bounds(run, glyph, assets);
        let Some(bounds) = bounds_of(commands, &mut letter) else { return };
        let bounds = part_from_frame.transform_rect_bbox(bounds);
        let stepped = Rect::new(
            (bounds.x0 / STEP).floor() * STEP,
            (bounds.y0 / STEP).floor() * STEP,
            (bounds.x1 / STEP).ceil() * STEP,
            (bounds.y1 / STEP).ceil() * STEP,
        );
        let Some(region) = Region::around(stepped, width.into(), height.into()) else { return };
        let mut aside = std::mem::take(&mut self.aside);
        let [part_width, part_height] = region.size();
        aside.resize(4 * usize::from(part_width) * usize::from(part_height), 0);
        let part_from_frame = Affine::translate((-f64::from(region.x0), -f64::from(region.y0))) * part_from_frame;
        let size = (part_width, part_height);
        let opacity = if is_bare {
            // What is alone on nothing needs no layer.
            self.draw_run(content, part_from_frame, size, Some(NOTHING), assets, &mut aside);
            crate::blur::byte(layer.opacity * 255.0)
        } else {
            let plain = Command::PushLayer(Layer { blend: Blend::Normal, ..layer.clone() });
            let plain: Vec<Command> = std::iter::once(plain).chain(commands[1..].iter().cloned()).collect();
            self.draw_run(&plain, part_from_frame, size, Some(NOTHING), assets, &mut aside);
            255
        };
        blend_region(layer.blend, opacity, &aside, region, pixels, width.into());
        self.aside = aside;
    }
}

/// Puts a layer that was drawn, at its whole place, on a frame.
pub(super) fn put_on(layer: &EffectLayer, opacity: u8, pixels: &mut [u8], (width, height): (u16, u16)) {
    let source = layer.pixels.data_as_u8_slice();
    for (begin, own) in layer.rows_within([width.into(), height.into()]) {
        let target = &mut pixels[4 * begin..4 * (begin + own.len())];
        blend_layer(Blend::Normal, opacity, &source[4 * own.start..4 * own.end], target);
    }
}

/// The one rectangle in one colour that commands consist of, where it stands upright.
fn plain_rect(content: &[Command], part_from_frame: Affine) -> Option<(Rect, Color)> {
    let [Command::FillRect { rect, pixels_from_shape, paint: Paint::Solid(color) }] = content else { return None };
    let transform = part_from_frame * *pixels_from_shape;
    let [_, skew_y, skew_x, _, _, _] = transform.as_coeffs();
    (skew_x == 0.0 && skew_y == 0.0).then(|| (transform.transform_rect_bbox(*rect), *color))
}

/// Blends a rectangle, which covers the pixels at its edges by their share of it.
fn blend_rect(
    blend: Blend,
    opacity: f32,
    (rect, color): (Rect, Color),
    (width, height): (u16, u16),
    pixels: &mut [u8],
) {
    let Some(region) = Region::around(rect, width.into(), height.into()) else { return };
    let share = |at: u32, from: f64, to: f64| {
        let at = f64::from(at);
        (to.min(at + 1.0) - from.max(at)).clamp(0.0, 1.0)
    };
    let across: Vec<f64> = (region.x0..region.x1).map(|x| share(x, rect.x0, rect.x1)).collect();
    let mut drawn = None;
    let mut row = vec![0; across.len() * 4];
    for y in region.y0..region.y1 {
        let down = share(y, rect.y0, rect.y1);
        if drawn != Some(down) {
            for (pixel, across) in row.as_chunks_mut::<4>().0.iter_mut().zip(&across) {
                *pixel = premultiplied(color, across * down * f64::from(opacity));
            }
            drawn = Some(down);
        }
        let begin = 4 * (y as usize * usize::from(width) + region.x0 as usize);
        blend_layer(blend, u8::MAX, &row, &mut pixels[begin..begin + row.len()]);
    }
}

/// A colour that covers a share of a pixel.
fn premultiplied(color: Color, share: f64) -> [u8; 4] {
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let alpha = (f64::from(color.a) / 255.0 * share) as f32;
    [color.r, color.g, color.b, 255].map(|channel| crate::blur::byte(f32::from(channel) * alpha))
}

/// Does effects to pixels that are complete.
pub(super) fn adjust_below(effects: &[Effect], opacity: f32, (width, height): (u16, u16), pixels: &mut [u8]) {
    let before = LayerPixels { width: width.into(), height: height.into(), bytes: pixels.to_vec() };
    let after = before.with(effects, [0.0; 2]);
    if opacity >= 1.0 {
        pixels.copy_from_slice(&after.bytes);
        return;
    }
    for (pixel, after) in pixels.iter_mut().zip(&after.bytes) {
        *pixel = crate::blur::byte(f32::from(*pixel) + (f32::from(*after) - f32::from(*pixel)) * opacity);
    }
}

/// The first blended layer or adjustment from `from` on, outside of every other: where its commands begin and end.
pub(super) fn blended_layer(commands: &[Command], from: usize) -> Option<(usize, usize)> {
    let mut index = from;
    while let Some(command) = commands.get(index) {
        index += 1;
        if matches!(command, Command::AdjustBelow { .. }) {
            return Some((index - 1, index));
        }
        if let Command::PushLayer(layer) = command {
            let end = (end_of_layer(commands, index) + 1).min(commands.len());
            if layer.blend != Blend::Normal {
                return Some((index - 1, end));
            }
            index = end;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangle_covers_the_pixels_at_its_edges_by_their_share() {
        let mut pixels = [255; 4 * 16];
        let black = Color { r: 0, g: 0, b: 0, a: 255 };
        blend_rect(Blend::Multiply, 1.0, (Rect::new(0.5, 1.0, 3.25, 2.5), black), (4, 4), &mut pixels);
        let reds: Vec<u8> = pixels.chunks_exact(4).map(|pixel| pixel[0]).collect();
        assert_eq!(reds[..4], [255; 4]);
        assert_eq!(reds[4..8], [127, 0, 0, 191]);
        assert_eq!(reds[8..12], [191, 127, 127, 223]);
        assert_eq!(reds[12..], [255; 4]);
    }

    #[test]
    fn layer_is_cut_off_at_the_edges_of_the_frame() {
        let white = vec![255; 4 * 9];
        let layer =
            |x: f64, y: f64| EffectLayer { pixels: crate::vello::pixmap_of(white.clone(), 3, 3), changed: None, x, y };
        let covered = |x: f64, y: f64| {
            let mut pixels = [0; 4 * 16];
            put_on(&layer(x, y), 255, &mut pixels, (4, 4));
            pixels.chunks_exact(4).filter(|pixel| pixel[0] == 255).count()
        };
        assert_eq!(covered(0.0, 0.0), 9);
        assert_eq!(covered(-2.0, -1.0), 2);
        assert_eq!(covered(3.0, 2.0), 2);
        assert_eq!((covered(-3.0, 0.0), covered(4.0, 0.0), covered(0.0, 9.0)), (0, 0, 0));
    }
}
