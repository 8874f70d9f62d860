//! Effects on the pixels of a layer.

use crate::blur::{blur_rgba, blurred_alpha, blurred_rgba, byte};
use crate::directional_blur::blur_along;
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
                Effect::Blur { sigma_px } => blur_rgba(&mut self.bytes, self.width, self.height, sigma_px),
                Effect::DirectionalBlur { way_px } => {
                    blur_along(&mut self.bytes, self.width, self.height, way_px);
                }
                Effect::Shadow { offset_px, sigma_px, color } => self.put_on_shadow(offset_px, sigma_px, color),
                Effect::Glow { sigma_px, color, strength } => self.put_on_glow(sigma_px, color, strength),
                Effect::InnerShadow { offset_px, sigma_px, color } => {
                    self.put_on_inner_shadow(offset_px, sigma_px, color);
                }
                Effect::ColorMatrix { rows } => self.put_through_matrix(rows),
                Effect::Grain { sigma, size_px, seed } => self.put_on_grain(sigma, size_px, seed),
                Effect::Vignette { amount } => self.put_on_vignette(amount),
                Effect::Pixelate { size_px } => self.pixelate(size_px),
                Effect::RgbSplit { offset_px } => self.split_rgb(offset_px),
                Effect::Posterize { levels } => self.posterize(levels),
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

    fn put_on_shadow(&mut self, offset_px: [f64; 2], sigma_px: f64, color: Color) {
        let cover = blurred_alpha(&self.bytes, self.width, self.height, sigma_px);
        let cover = moved(&cover, self.width, self.height, offset_px);
        let tint = [color.r, color.g, color.b].map(|channel| f32::from(channel) / 255.0);
        let opacity = f32::from(color.a) / 255.0;
        for (pixel, cover) in self.bytes.chunks_exact_mut(4).zip(cover) {
            if cover > 0.0 && pixel[3] < 255 {
                let alpha = cover * opacity;
                below(pixel, [tint[0] * alpha, tint[1] * alpha, tint[2] * alpha, alpha]);
            }
        }
    }

    /// What is not there casts a shadow onto what is.
    fn put_on_inner_shadow(&mut self, offset_px: [f64; 2], sigma_px: f64, color: Color) {
        let cover = blurred_alpha(&self.bytes, self.width, self.height, sigma_px);
        let cover = moved(&cover, self.width, self.height, offset_px);
        let tint = [color.r, color.g, color.b].map(f32::from);
        let opacity = f32::from(color.a) / 255.0;
        for (pixel, cover) in self.bytes.chunks_exact_mut(4).zip(cover) {
            let share = opacity * (1.0 - cover / 255.0);
            let alpha = f32::from(pixel[3]) / 255.0;
            for (channel, tint) in pixel.iter_mut().zip(tint) {
                *channel = byte(f32::from(*channel) * (1.0 - share) + tint * alpha * share);
            }
        }
    }

    fn put_on_glow(&mut self, sigma_px: f64, color: Option<Color>, strength: f64) {
        let light = blurred_rgba(&self.bytes, self.width, self.height, sigma_px);
        #[expect(clippy::cast_possible_truncation, reason = "a small factor")]
        let strength = strength as f32;
        let (width, height) = (self.width, self.height);
        light.each_row(width, height, |y, row| {
            for (pixel, [r, g, b, alpha]) in self.bytes[4 * y * width..].as_chunks_mut::<4>().0.iter_mut().zip(row) {
                if *alpha <= 0.0 || pixel[3] == 255 {
                    continue;
                }
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
                below(pixel, levels);
            }
        });
    }
}

/// Puts premultiplied levels below a premultiplied pixel.
fn below(pixel: &mut [u8], levels: [f32; 4]) {
    let open = 1.0 - f32::from(pixel[3]) / 255.0;
    for (channel, level) in pixel.iter_mut().zip(levels) {
        *channel = byte(f32::from(*channel) + level * open);
    }
}

/// Levels in rows of `width` moved by a distance that need not be whole.
fn moved(levels: &[f32], width: usize, height: usize, [dx, dy]: [f64; 2]) -> Vec<f32> {
    let (whole_x, part_x) = (dx.floor(), dx - dx.floor());
    let (whole_y, part_y) = (dy.floor(), dy - dy.floor());
    #[expect(clippy::cast_possible_truncation, reason = "offsets are limited by the document")]
    let (step_x, step_y) = (whole_x as i64, whole_y as i64);
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let (right, down) = (part_x as f32, part_y as f32);
    let row_at = |y: i64| {
        let row = usize::try_from(y).ok().filter(|y| *y < height);
        row.map(|y| &levels[y * width..][..width])
    };
    let mut pixels = vec![0.0; levels.len()];
    let mut line = vec![0.0_f32; width];
    for (y, target) in (0_i64..).zip(pixels.chunks_exact_mut(width)) {
        let [below, above] = [row_at(y - step_y), row_at(y - step_y - 1)];
        for (x, level) in line.iter_mut().enumerate() {
            let at = |row: Option<&[f32]>| row.map_or(0.0, |row| row[x]);
            *level = at(below) * (1.0 - down) + at(above) * down;
        }
        for (x, level) in (0_i64..).zip(target) {
            let at = |x: i64| usize::try_from(x).ok().and_then(|x| line.get(x)).copied().unwrap_or(0.0);
            *level = at(x - step_x) * (1.0 - right) + at(x - step_x - 1) * right;
        }
    }
    pixels
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
