//! Gaussian blur.
//!
//! A wide blur leaves nothing small, so it is done on a smaller copy: the copy is made by means of squares,
//! blurred with a short kernel, and enlarged between its pixels. What the two changes of size blur by themselves
//! is left out of the kernel, so that the whole has the standard deviation that was asked for.

use crate::wide::widely;

/// A picture of `N` channels a pixel, row-major, as floating-point levels.
#[derive(Debug, Clone, PartialEq)]
struct Field<const N: usize> {
    width: usize,
    height: usize,
    pixels: Vec<[f32; N]>,
}

/// Standard deviation up to which a kernel is used without a smaller copy, in pixels.
const WIDEST_KERNEL_SIGMA: f64 = 3.0;

/// RGBA8 levels, premultiplied, blurred with a standard deviation in pixels.
pub(crate) fn blurred_rgba(bytes: &[u8], width: usize, height: usize, sigma: f64) -> Blurred<4> {
    let blurred = widely!(Field::<4>::blurred(bytes, width, height, sigma));
    blurred.unwrap_or_else(|| Blurred { field: Field::of(bytes, width, height), factor: 1 })
}

/// Blurs RGBA8 levels, premultiplied, with a standard deviation in pixels; what lies outside counts as nothing.
pub(crate) fn blur_rgba(bytes: &mut [u8], width: usize, height: usize, sigma: f64) {
    widely!(blur_pixels(bytes, width, height, sigma));
}

#[inline(always)]
fn blur_pixels(bytes: &mut [u8], width: usize, height: usize, sigma: f64) {
    if let Some(blurred) = Field::<4>::blurred(bytes, width, height, sigma) {
        blurred.each_row(width, height, |y, levels| {
            for (byte, level) in bytes[4 * y * width..].iter_mut().zip(levels.as_flattened()) {
                *byte = byte_within(*level);
            }
        });
    }
}

/// The alpha of RGBA8 pixels, blurred with a standard deviation in pixels: levels from 0 to 255.
#[inline(always)]
pub(crate) fn blurred_alpha(bytes: &[u8], width: usize, height: usize, sigma: f64) -> Blurred<1> {
    let blurred = Field::<1>::blurred(bytes, width, height, sigma);
    blurred.unwrap_or_else(|| Blurred { field: Field::of(bytes, width, height), factor: 1 })
}

/// A level as a byte, rounded.
pub(crate) fn byte(level: f32) -> u8 {
    // A conversion to an integer cuts off, and stays within its range.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let byte = (level + 0.5) as u8;
    byte
}

/// A level within 0 and 255 as a byte, rounded: as [`byte`], but many at a time.
#[inline(always)]
pub(crate) fn byte_within(level: f32) -> u8 {
    /// So large that what is left of a fraction is a whole number in the lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    #[expect(clippy::cast_possible_truncation, reason = "the lowest eight bits")]
    let byte = (level + WHOLE).to_bits() as u8;
    byte
}

/// A blurred picture, perhaps still small.
pub(crate) struct Blurred<const N: usize> {
    field: Field<N>,
    factor: usize,
}

impl<const N: usize> Blurred<N> {
    /// Hands out every row of the picture at its full size, with its number.
    #[inline(always)]
    pub(crate) fn each_row(&self, width: usize, height: usize, mut take: impl FnMut(usize, &[[f32; N]])) {
        if self.factor == 1 {
            self.field.pixels.chunks_exact(width.max(1)).enumerate().for_each(|(y, row)| take(y, row));
        } else {
            self.field.enlarged(self.factor, width, height, take);
        }
    }
}

/// Largest factor by which a picture is made smaller: sums of so many bytes still fit into 16 bits.
const LARGEST_FACTOR: usize = 256;

impl<const N: usize> Field<N> {
    /// The last channels of RGBA8 pixels: all four, or alpha.
    #[inline(always)]
    fn of(bytes: &[u8], width: usize, height: usize) -> Self {
        let mut pixels = vec![[0.0; N]; width * height];
        for (levels, pixel) in pixels.iter_mut().zip(bytes.as_chunks::<4>().0) {
            for (level, byte) in levels.iter_mut().zip(&pixel[4 - N..]) {
                *level = f32::from(*byte);
            }
        }
        Self { width, height, pixels }
    }

    /// The last channels of RGBA8 pixels, blurred; `None` where there is nothing to blur.
    #[inline(always)]
    fn blurred(bytes: &[u8], width: usize, height: usize, sigma: f64) -> Option<Blurred<N>> {
        if sigma < 0.2 || bytes.is_empty() {
            return None;
        }
        let mut factor = 1_usize;
        while sigma / index_to_f64(factor) > WIDEST_KERNEL_SIGMA && factor < LARGEST_FACTOR {
            factor *= 2;
        }
        if factor == 1 {
            return Some(Blurred { field: Self::of(bytes, width, height).convolved(&kernel(sigma)), factor });
        }
        let step = index_to_f64(factor);
        // Means of squares have a variance of (f² - 1) / 12; enlarging linearly adds f² / 6.
        let done = (step * step - 1.0) / 12.0 + step * step / 6.0;
        let left = (sigma * sigma - done).max(0.0).sqrt() / step;
        let small = Self::shrunk(bytes, width, height, factor);
        Some(Blurred { field: small.convolved(&kernel(left)), factor })
    }

    /// A small picture: each pixel the mean of a square of pixels.
    #[inline(always)]
    fn shrunk(bytes: &[u8], width: usize, height: usize, factor: usize) -> Self {
        // One more row and column on each side, so that what fades out beyond the edge is kept.
        let (small_width, small_height) = (width.div_ceil(factor) + 2, height.div_ceil(factor) + 2);
        let mut pixels = vec![[0.0; N]; small_width * small_height];
        #[expect(clippy::cast_precision_loss, reason = "a small power of two")]
        let share = 1.0 / (factor * factor) as f32;
        let mut sums = vec![0_u16; 4 * width];
        for (band, rows) in bytes.chunks(4 * width * factor).enumerate() {
            sums.fill(0);
            for row in rows.chunks_exact(4 * width) {
                for (sum, level) in sums.iter_mut().zip(row) {
                    *sum += u16::from(*level);
                }
            }
            let target = &mut pixels[(band + 1) * small_width + 1..];
            for (target, square) in target.iter_mut().zip(sums.chunks(4 * factor)) {
                let mut sum = [0_u32; 4];
                for pixel in square.as_chunks::<4>().0 {
                    for channel in 0..4 {
                        sum[channel] += u32::from(pixel[channel]);
                    }
                }
                for (target, sum) in target.iter_mut().zip(&sum[4 - N..]) {
                    #[expect(clippy::cast_precision_loss, reason = "sums of some bytes")]
                    let mean = *sum as f32 * share;
                    *target = mean;
                }
            }
        }
        Self { width: small_width, height: small_height, pixels }
    }

    /// Hands out the rows of the picture between its pixels, at the size it had before [`Field::shrunk`].
    #[inline(always)]
    fn enlarged(&self, factor: usize, width: usize, height: usize, mut take: impl FnMut(usize, &[[f32; N]])) {
        // A pixel's place between two small ones, for the pixels from the middle of one to that of the next.
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let parts: Vec<f32> =
            (0..factor).map(|part| ((index_to_f64(part) + 0.5) / index_to_f64(factor)) as f32).collect();
        let half = factor / 2;
        let mut line = vec![[0.0_f32; N]; self.width];
        let mut whole = vec![[0.0_f32; N]; width + factor + half];
        for y in 0..height {
            let (row, down) = ((y + half) / factor, parts[(y + half) % factor]);
            let above = &self.pixels[row * self.width..][..self.width];
            let below = &self.pixels[(row + 1).min(self.height - 1) * self.width..][..self.width];
            let levels = line.as_flattened_mut().iter_mut().zip(above.as_flattened()).zip(below.as_flattened());
            for ((level, above), below) in levels {
                *level = above + (below - above) * down;
            }
            for (column, between) in whole.chunks_exact_mut(factor).enumerate() {
                let (Some(a), Some(b)) = (line.get(column), line.get(column + 1).or_else(|| line.last())) else {
                    break;
                };
                for (pixel, right) in between.iter_mut().zip(&parts) {
                    for channel in 0..N {
                        pixel[channel] = a[channel] + (b[channel] - a[channel]) * right;
                    }
                }
            }
            take(y, &whole[half..half + width]);
        }
    }

    /// Convolves rows, then columns, with a kernel of odd length.
    #[inline(always)]
    fn convolved(&self, kernel: &[f32]) -> Self {
        let reach = kernel.len() / 2;
        let mut across = vec![[0.0_f32; N]; self.pixels.len()];
        for (target, source) in across.chunks_exact_mut(self.width).zip(self.pixels.chunks_exact(self.width)) {
            for (tap, weight) in kernel.iter().enumerate() {
                // The target pixels that have a source pixel at this tap.
                let (from, to) = (reach.saturating_sub(tap), (self.width + reach).saturating_sub(tap).min(self.width));
                if from < to {
                    add_weighted(&mut target[from..to], &source[from + tap - reach..], *weight);
                }
            }
        }
        let mut pixels = vec![[0.0_f32; N]; self.pixels.len()];
        for (y, target) in pixels.chunks_exact_mut(self.width).enumerate() {
            for (tap, weight) in kernel.iter().enumerate() {
                let Some(row) = (y + tap).checked_sub(reach).filter(|row| *row < self.height) else { continue };
                add_weighted(target, &across[row * self.width..], *weight);
            }
        }
        Self { width: self.width, height: self.height, pixels }
    }
}

#[inline(always)]
fn add_weighted<const N: usize>(target: &mut [[f32; N]], source: &[[f32; N]], weight: f32) {
    for (target, source) in target.as_flattened_mut().iter_mut().zip(source.as_flattened()) {
        *target += source * weight;
    }
}

/// A Gaussian, taken over each pixel's width, that sums to 1.
fn kernel(sigma: f64) -> Vec<f32> {
    // The width of a pixel has a variance of 1/12 by itself.
    let sigma = (sigma * sigma - 1.0 / 12.0).max(0.0).sqrt();
    if sigma < 0.05 {
        return vec![1.0];
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
    let reach = (3.0 * sigma).ceil() as usize;
    let edge = |place: f64| libm::erf(place / (sigma * std::f64::consts::SQRT_2));
    let weights: Vec<f64> = (0..=2 * reach)
        .map(|tap| {
            let place = index_to_f64(tap) - index_to_f64(reach);
            edge(place + 0.5) - edge(place - 0.5)
        })
        .collect();
    let sum: f64 = weights.iter().sum();
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let kernel = weights.into_iter().map(|weight| (weight / sum) as f32).collect();
    kernel
}

fn index_to_f64(index: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "pictures are at most 8192 pixels a side")]
    let value = index as f64;
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Alpha of 255 in a square of 5 pixels in the middle, blurred.
    fn spot(size: usize, sigma: f64) -> Vec<f32> {
        let mut bytes = vec![0; size * size * 4];
        for y in size / 2 - 2..=size / 2 + 2 {
            for x in size / 2 - 2..=size / 2 + 2 {
                bytes[(y * size + x) * 4 + 3] = 255;
            }
        }
        let mut levels = Vec::new();
        blurred_alpha(&bytes, size, size, sigma)
            .each_row(size, size, |_, row| levels.extend_from_slice(row.as_flattened()));
        levels
    }

    /// Sum, and standard deviation across.
    fn spread(levels: &[f32], width: usize) -> (f64, f64) {
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for (index, level) in levels.iter().enumerate() {
            let (level, x) = (f64::from(*level), index_to_f64(index % width));
            sum += level;
            first += level * x;
            second += level * x * x;
        }
        (sum, (second / sum - (first / sum) * (first / sum)).sqrt())
    }

    #[test]
    fn a_blur_has_the_standard_deviation_it_is_asked_for_and_loses_no_light() {
        for sigma in [0.7, 1.5, 1.9, 2.1, 3.9, 4.1, 6.0, 8.2, 12.0, 20.0, 33.0] {
            let (sum, deviation) = spread(&spot(257, sigma), 257);
            // Five pixels have a variance of (25 - 1) / 12 by themselves.
            let expected = (sigma * sigma + 2.0_f64).sqrt();
            assert!((sum / (25.0 * 255.0) - 1.0).abs() < 0.008, "{sigma}: {sum}");
            assert!((deviation / expected - 1.0).abs() < 0.04, "{sigma}: {deviation} for {expected}");
        }
    }

    #[test]
    fn a_slowly_growing_blur_grows_slowly() {
        let middle = |sigma: f64| spot(129, sigma)[64 * 129 + 64];
        let mut before = middle(1.5);
        for step in 1..100 {
            let now = middle(1.5 + f64::from(step) * 0.1);
            assert!(now < before * 1.02 && now > before * 0.88, "{step}: {before} {now}");
            before = now;
        }
    }

    #[test]
    fn widest_registers_blur_to_the_same_bytes_as_none() {
        let bytes: Vec<u8> = (0..61 * 47_u32).flat_map(|n| (n * 7 % 256).to_le_bytes()).collect();
        for sigma in [1.3, 4.7, 19.0] {
            let (mut wide, mut plain) = (bytes.clone(), bytes.clone());
            blur_rgba(&mut wide, 61, 47, sigma);
            blur_pixels(&mut plain, 61, 47, sigma);
            assert_eq!(wide, plain, "{sigma}");
        }
    }

    #[test]
    fn blurred_colours_stay_within_their_alpha() {
        let mut bytes: Vec<u8> =
            (0..40 * 40_u32).flat_map(|n| if n % 7 < 3 { [200, 100, 0, 220] } else { [0; 4] }).collect();
        blur_rgba(&mut bytes, 40, 40, 5.0);
        assert!(bytes.chunks_exact(4).all(|pixel| pixel[..3].iter().all(|channel| *channel <= pixel[3])));
        assert!(bytes.chunks_exact(4).any(|pixel| pixel[3] > 60));
    }
}
