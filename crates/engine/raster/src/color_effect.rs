//! Effects that change each pixel by itself, or with its neighbours in a simple way.

use crate::blur::byte;
use crate::effect::LayerPixels;

impl LayerPixels {
    /// Levels become weighted sums of levels; transparency stays.
    pub(crate) fn put_through_matrix(&mut self, rows: [[f64; 4]; 3]) {
        #[expect(clippy::cast_possible_truncation, reason = "weights of some units")]
        let rows = rows.map(|row| row.map(|weight| weight as f32));
        for pixel in self.bytes.chunks_exact_mut(4).filter(|pixel| pixel[3] > 0) {
            // Premultiplied levels: what is added counts by the alpha.
            let [r, g, b, a] = [pixel[0], pixel[1], pixel[2], pixel[3]].map(f32::from);
            for (channel, [from_r, from_g, from_b, added]) in pixel.iter_mut().zip(rows) {
                *channel = byte((from_r * r + from_g * g + from_b * b + added * a).min(a));
            }
        }
    }

    /// Dots of more and less light, the same for the same seed.
    pub(crate) fn put_on_grain(&mut self, sigma: f64, size_px: f64, seed: u64) {
        let width = self.width;
        let cells = |length: usize| -> Vec<u64> {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "small"
            )]
            let cell = |at: usize| (at as f64 / size_px.max(1.0)) as u64;
            (0..length).map(cell).collect()
        };
        let (columns, rows) = (cells(self.width), cells(self.height));
        #[expect(clippy::cast_possible_truncation, reason = "0 to 255")]
        let strength = (sigma * 255.0) as f32;
        for (row, line) in rows.iter().zip(self.bytes.chunks_exact_mut(4 * width)) {
            for (column, pixel) in columns.iter().zip(line.chunks_exact_mut(4)) {
                let alpha = f32::from(pixel[3]);
                let light = normal(seed ^ (row << 32) ^ column) * strength * alpha / 255.0;
                for channel in &mut pixel[..3] {
                    *channel = byte((f32::from(*channel) + light).min(alpha));
                }
            }
        }
    }

    /// Darker with the distance from the middle.
    pub(crate) fn put_on_vignette(&mut self, amount: f64) {
        let (width, height) = (self.width, self.height);
        #[expect(clippy::cast_precision_loss, reason = "pictures are at most 8192 pixels a side")]
        let share = |at: usize, length: usize| {
            let side = 2.0 * (at as f64 + 0.5) / length as f64 - 1.0;
            side * side / 2.0
        };
        let columns: Vec<f64> = (0..width).map(|x| share(x, width)).collect();
        for (y, line) in self.bytes.chunks_exact_mut(4 * width).enumerate() {
            let row = share(y, height);
            for (column, pixel) in columns.iter().zip(line.chunks_exact_mut(4)) {
                // 0 in the middle, 1 in the corners; smooth at both ends.
                let away = (row + column).sqrt();
                #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
                let light = (1.0 - amount * away * away * (3.0 - 2.0 * away)) as f32;
                for channel in &mut pixel[..3] {
                    *channel = byte(f32::from(*channel) * light);
                }
            }
        }
    }

    /// Squares of the mean of their pixels.
    pub(crate) fn pixelate(&mut self, size_px: f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "limited by the document")]
        let size = size_px.round().max(1.0) as usize;
        let (width, height) = (self.width, self.height);
        for top in (0..height).step_by(size) {
            for left in (0..width).step_by(size) {
                let (bottom, right) = ((top + size).min(height), (left + size).min(width));
                let places = (top..bottom).flat_map(|y| (left..right).map(move |x| 4 * (y * width + x)));
                let mut sums = [0_u64; 4];
                for at in places.clone() {
                    for (sum, level) in sums.iter_mut().zip(&self.bytes[at..at + 4]) {
                        *sum += u64::from(*level);
                    }
                }
                let count = ((bottom - top) * (right - left)) as u64;
                let mean = sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
                for at in places {
                    self.bytes[at..at + 4].copy_from_slice(&mean);
                }
            }
        }
    }

    /// Red moved to the left and blue to the right; the layer grows by what they leave.
    pub(crate) fn split_rgb(&mut self, offset_px: f64) {
        let width = self.width;
        let (whole, part) = (offset_px.floor(), offset_px - offset_px.floor());
        #[expect(clippy::cast_possible_truncation, reason = "limited by the document")]
        let (whole, part) = (whole as i64, part as f32);
        for line in self.bytes.chunks_exact_mut(4 * width) {
            let before = line.to_vec();
            let at = |x: i64, channel: usize| {
                let inside = usize::try_from(x).ok().filter(|x| *x < width);
                inside.map_or(0.0, |x| f32::from(before[4 * x + channel]))
            };
            // A place between two pixels, `whole + part` to a side.
            let moved = |x: i64, channel: usize, side: i64| {
                at(x + side * whole, channel) * (1.0 - part) + at(x + side * (whole + 1), channel) * part
            };
            for (x, pixel) in (0_i64..).zip(line.chunks_exact_mut(4)) {
                let alpha = moved(x, 3, 1).max(moved(x, 3, -1)).max(at(x, 3));
                pixel.copy_from_slice(&[byte(moved(x, 0, 1)), byte(at(x, 1)), byte(moved(x, 2, -1)), byte(alpha)]);
            }
        }
    }

    /// So many levels in each channel, evenly spread.
    pub(crate) fn posterize(&mut self, levels: u32) {
        let steps = levels.max(2) - 1;
        for pixel in self.bytes.chunks_exact_mut(4).filter(|pixel| pixel[3] > 0) {
            let alpha = u32::from(pixel[3]);
            for channel in &mut pixel[..3] {
                let step = (u32::from(*channel) * steps + alpha / 2) / alpha;
                *channel = u8::try_from((step * alpha + steps / 2) / steps).unwrap_or(u8::MAX);
            }
        }
    }

    /// What of the layer another one of its size lets through.
    pub(crate) fn matted(mut self, matte: &Self, is_luma: bool, is_inverted: bool) -> Self {
        for (pixel, matte) in self.bytes.chunks_exact_mut(4).zip(matte.bytes.chunks_exact(4)) {
            let open = if is_luma {
                // Weights of BT.709 in 256ths; premultiplied, so that what is not there is dark.
                (54 * u32::from(matte[0]) + 183 * u32::from(matte[1]) + 19 * u32::from(matte[2]) + 128) / 256
            } else {
                u32::from(matte[3])
            };
            let open = if is_inverted { 255 - open.min(255) } else { open.min(255) };
            for channel in pixel {
                *channel = u8::try_from((u32::from(*channel) * open + 127) / 255).unwrap_or(u8::MAX);
            }
        }
        self
    }
}

/// A number that looks drawn from a normal distribution: a sum of four even ones.
fn normal(seed: u64) -> f32 {
    // The finaliser of SplitMix64.
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    let sum: u32 =
        mixed.to_le_bytes().chunks_exact(2).map(|pair| u32::from(u16::from_le_bytes([pair[0], pair[1]]))).sum();
    // Four even numbers from 0 to 65535 have a mean of 131070 and a deviation of 37837.
    #[expect(clippy::cast_precision_loss, reason = "below 2^18")]
    let sum = sum as f32;
    (sum - 131_070.0) / 37_837.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(pixels: &[[u8; 4]]) -> LayerPixels {
        LayerPixels { width: pixels.len(), height: 1, bytes: pixels.concat() }
    }

    #[test]
    fn matte_lets_through_where_it_is_opaque_or_bright() {
        let content = || layer(&[[200, 100, 0, 255]; 3]);
        let matte = layer(&[[0, 0, 0, 255], [255, 255, 255, 255], [0, 0, 0, 0]]);
        let alphas = |layer: LayerPixels| [layer.bytes[3], layer.bytes[7], layer.bytes[11]];
        assert_eq!(alphas(content().matted(&matte, false, false)), [255, 255, 0]);
        assert_eq!(alphas(content().matted(&matte, true, false)), [0, 255, 0]);
        assert_eq!(alphas(content().matted(&matte, true, true)), [255, 0, 255]);
    }

    #[test]
    fn matrix_of_ones_changes_nothing_and_inverting_twice_neither() {
        let pixels = [[10, 200, 30, 255], [5, 50, 20, 100], [0, 0, 0, 0]];
        let mut same = layer(&pixels);
        same.put_through_matrix([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
        assert_eq!(same, layer(&pixels));
        let inverted = [[-1.0, 0.0, 0.0, 1.0], [0.0, -1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 1.0]];
        same.put_through_matrix(inverted);
        assert_eq!(same.bytes[..4], [245, 55, 225, 255]);
        same.put_through_matrix(inverted);
        assert_eq!(same, layer(&pixels));
    }

    #[test]
    fn grain_has_no_bias_and_the_spread_it_should() {
        let mut grey = LayerPixels { width: 200, height: 200, bytes: [128, 128, 128, 255].repeat(40_000) };
        grey.put_on_grain(0.05, 1.0, 7);
        let levels: Vec<f64> = grey.bytes.chunks_exact(4).map(|pixel| f64::from(pixel[0])).collect();
        let mean = levels.iter().sum::<f64>() / 40_000.0;
        let deviation = (levels.iter().map(|level| (level - mean) * (level - mean)).sum::<f64>() / 40_000.0).sqrt();
        assert!((mean - 128.0).abs() < 0.3 && (deviation - 12.75).abs() < 0.4, "{mean} {deviation}");
    }

    #[test]
    fn posterized_levels_are_few() {
        let mut ramp = layer(&(0..=255).map(|level| [level, level, level, 255]).collect::<Vec<_>>());
        ramp.posterize(4);
        let mut levels: Vec<u8> = ramp.bytes.chunks_exact(4).map(|pixel| pixel[0]).collect();
        levels.dedup();
        assert_eq!(levels, [0, 85, 170, 255]);
    }
}
