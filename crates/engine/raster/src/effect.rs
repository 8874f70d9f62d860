//! Effects on the pixels of a layer.

use crate::blur::Field;
use pavo_display_list::{Color, Effect};

/// Pixels of a layer: RGBA8, premultiplied, row-major.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LayerPixels {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) bytes: Vec<u8>,
}

impl LayerPixels {
    /// Does one effect after another.
    pub(crate) fn with(mut self, effects: &[Effect]) -> Self {
        for effect in effects {
            match *effect {
                Effect::Blur { sigma_px } => {
                    let blurred = self.color_field().blurred(sigma_px);
                    for (pixel, levels) in self.bytes.chunks_exact_mut(4).zip(&blurred.pixels) {
                        pixel.copy_from_slice(&levels.map(byte));
                    }
                }
                Effect::Shadow { offset_px, sigma_px, color } => self.put_on_shadow(offset_px, sigma_px, color),
                Effect::Glow { sigma_px, color, strength } => self.put_on_glow(sigma_px, color, strength),
            }
        }
        self
    }

    /// The same without the pixels that are opaque in another layer of its size.
    pub(crate) fn without_opaque(mut self, other: &Self) -> Self {
        for (pixel, other) in self.bytes.chunks_exact_mut(4).zip(other.bytes.chunks_exact(4)) {
            if other[3] == 255 {
                pixel.fill(0);
            }
        }
        self
    }

    fn color_field(&self) -> Field<4> {
        let pixels = self.bytes.chunks_exact(4).map(|pixel| [0, 1, 2, 3].map(|channel| f32::from(pixel[channel])));
        Field { width: self.width, height: self.height, pixels: pixels.collect() }
    }

    fn put_on_shadow(&mut self, offset_px: [f64; 2], sigma_px: f64, color: Color) {
        let alpha = self.bytes.chunks_exact(4).map(|pixel| [f32::from(pixel[3])]).collect();
        let field = Field { width: self.width, height: self.height, pixels: alpha };
        let field = moved(&field, offset_px).blurred(sigma_px);
        let tint = [color.r, color.g, color.b].map(|channel| f32::from(channel) / 255.0);
        let opacity = f32::from(color.a) / 255.0;
        for (pixel, [cover]) in self.bytes.chunks_exact_mut(4).zip(field.pixels) {
            let alpha = cover * opacity;
            below(pixel, [tint[0] * alpha, tint[1] * alpha, tint[2] * alpha, alpha]);
        }
    }

    fn put_on_glow(&mut self, sigma_px: f64, color: Option<Color>, strength: f64) {
        let light = self.color_field().blurred(sigma_px);
        #[expect(clippy::cast_possible_truncation, reason = "a small factor")]
        let strength = strength as f32;
        for (pixel, levels) in self.bytes.chunks_exact_mut(4).zip(light.pixels) {
            let alpha = (levels[3] * strength).min(255.0);
            let levels = match color {
                Some(color) => {
                    let alpha = alpha * f32::from(color.a) / 255.0;
                    let [r, g, b] = [color.r, color.g, color.b].map(|channel| f32::from(channel) / 255.0 * alpha);
                    [r, g, b, alpha]
                }
                None => [levels[0], levels[1], levels[2]].map(|level| (level * strength).min(alpha)).with_alpha(alpha),
            };
            below(pixel, levels);
        }
    }
}

trait WithAlpha {
    fn with_alpha(self, alpha: f32) -> [f32; 4];
}

impl WithAlpha for [f32; 3] {
    fn with_alpha(self, alpha: f32) -> [f32; 4] {
        [self[0], self[1], self[2], alpha]
    }
}

/// Puts premultiplied levels below a premultiplied pixel.
fn below(pixel: &mut [u8], levels: [f32; 4]) {
    let open = 1.0 - f32::from(pixel[3]) / 255.0;
    for (channel, level) in pixel.iter_mut().zip(levels) {
        *channel = byte(f32::from(*channel) + level * open);
    }
}

fn byte(level: f32) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
    let byte = (level + 0.5).clamp(0.0, 255.0) as u8;
    byte
}

/// The field moved by a distance that need not be whole.
fn moved(field: &Field<1>, [dx, dy]: [f64; 2]) -> Field<1> {
    let (whole_x, part_x) = (dx.floor(), dx - dx.floor());
    let (whole_y, part_y) = (dy.floor(), dy - dy.floor());
    #[expect(clippy::cast_possible_truncation, reason = "offsets are limited by the document")]
    let (step_x, step_y) = (whole_x as i64, whole_y as i64);
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let (right, down) = (part_x as f32, part_y as f32);
    let at = |x: i64, y: i64| {
        let inside = |place: i64, length: usize| usize::try_from(place).ok().filter(|place| *place < length);
        match (inside(x, field.width), inside(y, field.height)) {
            (Some(x), Some(y)) => field.pixels[y * field.width + x][0],
            _ => 0.0,
        }
    };
    let mut pixels = Vec::with_capacity(field.pixels.len());
    for y in 0..i64::try_from(field.height).unwrap_or(0) {
        for x in 0..i64::try_from(field.width).unwrap_or(0) {
            let (from_x, from_y) = (x - step_x, y - step_y);
            let upper = at(from_x, from_y) * (1.0 - right) + at(from_x - 1, from_y) * right;
            let lower = at(from_x, from_y - 1) * (1.0 - right) + at(from_x - 1, from_y - 1) * right;
            pixels.push([upper * (1.0 - down) + lower * down]);
        }
    }
    Field { width: field.width, height: field.height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white square in the middle of nothing.
    fn square() -> LayerPixels {
        let mut bytes = vec![0; 60 * 60 * 4];
        for (index, pixel) in bytes.chunks_exact_mut(4).enumerate() {
            if (20..40).contains(&(index % 60)) && (20..40).contains(&(index / 60)) {
                pixel.fill(255);
            }
        }
        LayerPixels { width: 60, height: 60, bytes }
    }

    fn pixel(layer: &LayerPixels, x: usize, y: usize) -> &[u8] {
        &layer.bytes[(y * layer.width + x) * 4..][..4]
    }

    #[test]
    fn shadow_lies_below_and_beside_the_layer() {
        let color = Color { r: 0, g: 0, b: 0, a: 128 };
        let layer = square().with(&[Effect::Shadow { offset_px: [0.0, 8.0], sigma_px: 0.0, color }]);
        assert_eq!(pixel(&layer, 30, 30), [255; 4]);
        assert_eq!(pixel(&layer, 30, 44), [0, 0, 0, 128]);
        assert_eq!(pixel(&layer, 30, 16), [0; 4]);
    }

    #[test]
    fn blur_keeps_colours_within_their_alpha() {
        let layer = square().with(&[Effect::Blur { sigma_px: 6.0 }]);
        assert!(pixel(&layer, 30, 30)[3] > pixel(&layer, 20, 30)[3]);
        assert!(layer.bytes.chunks_exact(4).all(|pixel| pixel[..3].iter().all(|channel| *channel <= pixel[3])));
    }

    #[test]
    fn glow_shines_around_the_layer_in_its_colour() {
        let color = Some(Color { r: 255, g: 0, b: 0, a: 255 });
        let layer = square().with(&[Effect::Glow { sigma_px: 4.0, color, strength: 1.5 }]);
        let [r, g, b, a] = pixel(&layer, 16, 30) else { panic!("a pixel") };
        assert!(*r > 30 && (*g, *b) == (0, 0) && a == r, "{r} {g} {b} {a}");
        assert_eq!(pixel(&layer, 30, 30), [255; 4]);
    }
}
