//! Effects on the pixels of a layer.

use crate::blur::{blur_rgba, blurred_rgba};
use crate::directional_blur::blur_along;
use crate::shadow::{put_below, put_in_shade, put_on_shadow};
use crate::wide::widely;
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
    ///
    /// `origin`: where its top left corner is in the frame, in pixels.
    pub(crate) fn with(mut self, effects: &[Effect], origin: [f64; 2]) -> Self {
        for effect in effects {
            match *effect {
                Effect::Blur { sigma_px } => blur_rgba(&mut self.bytes, self.width, self.height, sigma_px),
                Effect::DirectionalBlur { way_px } => {
                    blur_along(&mut self.bytes, self.width, self.height, way_px);
                }
                Effect::Shadow { offset_px, sigma_px, color } => {
                    widely!(put_on_shadow(&mut self, offset_px, sigma_px, color));
                }
                Effect::Glow { sigma_px, color, strength } => widely!(self.put_on_glow(sigma_px, color, strength)),
                Effect::InnerShadow { offset_px, sigma_px, color } => {
                    widely!(put_in_shade(&mut self, offset_px, sigma_px, color));
                }
                Effect::ColorMatrix { rows } => self.put_through_matrix(rows),
                Effect::Grain { sigma, size_px, seed } => self.put_on_grain(sigma, size_px, seed),
                Effect::Vignette { amount } => self.put_on_vignette(amount),
                Effect::Pixelate { size_px } => self.pixelate(size_px),
                Effect::RgbSplit { offset_px } => self.split_rgb(offset_px),
                Effect::Posterize { levels } => self.posterize(levels),
                Effect::Displace(how) => self.displace(how, origin),
            }
        }
        self
    }

    /// The alpha of each pixel, 0 where it is opaque in another layer of its size.
    pub(crate) fn alpha_without_opaque(&self, other: &Self) -> Vec<u8> {
        let mut alphas = vec![0; self.width * self.height];
        widely!(copy_alpha_without_opaque(&self.bytes, &other.bytes, &mut alphas));
        alphas
    }

    #[inline(always)]
    fn put_on_glow(&mut self, sigma_px: f64, color: Option<Color>, strength: f64) {
        let light = blurred_rgba(&self.bytes, self.width, self.height, sigma_px);
        #[expect(clippy::cast_possible_truncation, reason = "a small factor")]
        let strength = strength as f32;
        let (width, height) = (self.width, self.height);
        light.each_row(width, height, |y, row| {
            for (pixel, [r, g, b, alpha]) in self.bytes[4 * y * width..].as_chunks_mut::<4>().0.iter_mut().zip(row) {
                let alpha = (alpha * strength).min(255.0);
                let levels = match color {
                    Some(color) => {
                        let alpha = alpha * f32::from(color.a) / 255.0;
                        let level = |channel: u8| f32::from(channel) / 255.0 * alpha;
                        [level(color.r), level(color.g), level(color.b), alpha]
                    }
                    None => {
                        let level = |level: f32| (level * strength).min(alpha);
                        [level(*r), level(*g), level(*b), alpha]
                    }
                };
                put_below(pixel, levels);
            }
        });
    }
}

#[inline(always)]
fn copy_alpha_without_opaque(pixels: &[u8], other: &[u8], alphas: &mut [u8]) {
    let pixels = pixels.as_chunks::<4>().0.iter().zip(other.as_chunks::<4>().0);
    for (alpha, (pixel, other)) in alphas.iter_mut().zip(pixels) {
        *alpha = if other[3] == 255 { 0 } else { pixel[3] };
    }
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
        let layer = square().with(&[Effect::Shadow { offset_px: [0.0, 8.0], sigma_px: 0.0, color }], [0.0; 2]);
        assert_eq!(pixel(&layer, 30, 30), [255; 4]);
        assert_eq!(pixel(&layer, 30, 44), [0, 0, 0, 128]);
        assert_eq!(pixel(&layer, 30, 16), [0; 4]);
    }

    #[test]
    fn blur_keeps_colours_within_their_alpha() {
        let layer = square().with(&[Effect::Blur { sigma_px: 6.0 }], [0.0; 2]);
        assert!(pixel(&layer, 30, 30)[3] > pixel(&layer, 20, 30)[3]);
        assert!(layer.bytes.chunks_exact(4).all(|pixel| pixel[..3].iter().all(|channel| *channel <= pixel[3])));
    }

    #[test]
    fn glow_shines_around_the_layer_in_its_colour() {
        let color = Some(Color { r: 255, g: 0, b: 0, a: 255 });
        let layer = square().with(&[Effect::Glow { sigma_px: 4.0, color, strength: 1.5 }], [0.0; 2]);
        let [r, g, b, a] = pixel(&layer, 16, 30) else { panic!("a pixel") };
        assert!(*r > 30 && (*g, *b) == (0, 0) && a == r, "{r} {g} {b} {a}");
        assert_eq!(pixel(&layer, 30, 30), [255; 4]);
    }
}
