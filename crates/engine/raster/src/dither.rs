//! Noise that hides the steps of smooth gradients.
//!
//! Eight bits are too few for slow gradients: their steps show as bands. Noise of one level hides them,
//! and an encoder keeps it when it is the same in every frame (docs/decisions/0006-dither.md).

use libm::{cos, log};
use std::f64::consts::TAU;
use std::sync::LazyLock;

/// Side of the square of noise that is repeated over the frame, in pixels; a power of two.
const TILE: usize = 256;

/// Standard deviation of the noise, in levels of 255.
const SIGMA: f64 = 1.0;

/// A square of Gaussian noise, the same on every machine and in every frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dither {
    noise: &'static [i16],
}

/// Made once for all painters, as it takes some milliseconds.
static NOISE: LazyLock<Vec<i16>> = LazyLock::new(noise);

impl Dither {
    pub(crate) fn new() -> Self {
        Self { noise: &NOISE }
    }

    /// Adds the noise to the pixels that `coverage` touches, or to all pixels without it.
    ///
    /// `pixels`: RGBA8, premultiplied, row-major, rows of `width` pixels; `coverage`: a byte for each pixel, 0 where it
    /// is not touched.
    pub(crate) fn apply(&self, pixels: &mut [u8], width: usize, coverage: Option<&[u8]>) {
        for (y, row) in pixels.chunks_exact_mut(width * 4).enumerate() {
            let noise = &self.noise[(y % TILE) * TILE..][..TILE];
            let covered = coverage.map(|coverage| &coverage[y * width..][..width]);
            for (tile_index, tile) in row.chunks_mut(TILE * 4).enumerate() {
                match covered.map(|covered| &covered[tile_index * TILE..][..tile.len() / 4]) {
                    None => add_to_row(tile, noise),
                    Some(covered) if covered.iter().all(|cover| *cover == 0) => {}
                    Some(covered) => {
                        // Nothing is added where nothing is covered, so that both can go the same way.
                        let mut levels = [0; TILE];
                        for ((level, noise), cover) in levels.iter_mut().zip(noise).zip(covered) {
                            *level = if *cover > 0 { *noise } else { 0 };
                        }
                        add_to_row(tile, &levels);
                    }
                }
            }
        }
    }
}

/// Adds a level to each pixel of a row, the same on all three channels: noise without colour.
/// Premultiplied channels stay at most alpha.
fn add_to_row(pixels: &mut [u8], levels: &[i16]) {
    // Pixels as whole numbers and no branches: so the compiler does many at a time.
    for (pixel, level) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(levels) {
        let (whole, level) = (u32::from_le_bytes(*pixel), i32::from(*level));
        let alpha = (whole >> 24).cast_signed();
        let noisy = |shift: u32| {
            let channel = ((whole >> shift) & 255).cast_signed();
            (channel + level).max(0).min(alpha).cast_unsigned() << shift
        };
        *pixel = (noisy(0) | noisy(8) | noisy(16) | whole & 0xFF00_0000).to_le_bytes();
    }
}

fn noise() -> Vec<i16> {
    let mut state = 0x5EED_0F0D_1751_2024_u64;
    let mut uniform = || {
        // SplitMix64; 53 bits become a number in (0, 1].
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let unit = ((mixed >> 11) + 1) as f64 / 9_007_199_254_740_992.0;
        unit
    };
    (0..TILE * TILE)
        .map(|_| {
            // Box and Muller's method; rounded, as pixels are.
            let level = (-2.0 * log(uniform())).sqrt() * cos(TAU * uniform()) * SIGMA;
            #[expect(clippy::cast_possible_truncation, reason = "a few levels")]
            let level = level.round() as i16;
            level
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_has_no_bias_and_the_spread_it_should() {
        let noise = Dither::new().noise;
        let count = f64::from(u32::try_from(noise.len()).expect("small"));
        let mean = noise.iter().map(|level| f64::from(*level)).sum::<f64>() / count;
        let variance = noise.iter().map(|level| f64::from(*level).powi(2)).sum::<f64>() / count;
        assert!(mean.abs() < 0.01, "{mean}");
        // Rounding adds a twelfth.
        assert!((variance - (SIGMA * SIGMA + 1.0 / 12.0)).abs() < 0.02, "{variance}");
    }

    #[test]
    fn pixels_that_are_not_covered_stay_as_they_are() {
        let mut pixels = vec![128; 300 * 2 * 4];
        pixels.chunks_exact_mut(4).for_each(|pixel| pixel[3] = 255);
        let mut coverage = vec![0; 300 * 2];
        coverage[300..].fill(255);
        let before = pixels.clone();
        Dither::new().apply(&mut pixels, 300, Some(&coverage));
        assert_eq!(pixels[..300 * 4], before[..300 * 4]);
        assert_ne!(pixels[300 * 4..], before[300 * 4..]);
    }
}
