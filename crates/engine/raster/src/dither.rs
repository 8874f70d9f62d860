//! Noise that hides the steps of smooth gradients.
//!
//! Eight bits are too few for slow gradients: their steps show as bands. Noise of one level hides them,
//! and an encoder keeps it when it is the same in every frame (docs/decisions/0006-dither.md).

use crate::wide::{alphas_of, widely};
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
        widely!(self.add_to_all(pixels, width, coverage));
    }

    #[inline(always)]
    fn add_to_all(&self, pixels: &mut [u8], width: usize, coverage: Option<&[u8]>) {
        for (y, row) in pixels.chunks_exact_mut(width * 4).enumerate() {
            let noise = Noise::of(&self.noise[(y % TILE) * TILE..][..TILE]);
            let covered = coverage.map(|coverage| &coverage[y * width..][..width]);
            for (tile_index, tile) in row.chunks_mut(TILE * 4).enumerate() {
                let touched = match covered.map(|covered| &covered[tile_index * TILE..][..tile.len() / 4]) {
                    None => [255; TILE * 4],
                    Some(covered) if covered.iter().fold(0, |all, cover| all | cover) == 0 => continue,
                    Some(covered) => {
                        let mut touched = [0; TILE * 4];
                        for (bytes, cover) in touched.as_chunks_mut::<4>().0.iter_mut().zip(covered) {
                            *bytes = (if *cover == 0 { 0 } else { u32::MAX }).to_le_bytes();
                        }
                        touched
                    }
                };
                if let Ok(tile) = <&mut [u8; TILE * 4]>::try_from(&mut *tile) {
                    noise.add(&touched, tile);
                } else {
                    let mut whole = [0; TILE * 4];
                    whole[..tile.len()].copy_from_slice(tile);
                    noise.add(&touched, &mut whole);
                    tile.copy_from_slice(&whole[..tile.len()]);
                }
            }
        }
    }
}

/// A row of noise: what it adds to each byte of a pixel, and what it takes away. Nothing of alpha.
struct Noise {
    more: [u8; TILE * 4],
    less: [u8; TILE * 4],
}

impl Noise {
    #[inline(always)]
    fn of(levels: &[i16]) -> Self {
        let mut noise = Self { more: [0; TILE * 4], less: [0; TILE * 4] };
        let pixels = noise.more.as_chunks_mut::<4>().0.iter_mut().zip(noise.less.as_chunks_mut::<4>().0);
        for ((more, less), level) in pixels.zip(levels) {
            let amount = u32::from(level.unsigned_abs()) * 0x01_0101;
            (*more, *less) = (
                (if *level > 0 { amount } else { 0 }).to_le_bytes(),
                (if *level < 0 { amount } else { 0 }).to_le_bytes(),
            );
        }
        noise
    }

    /// Adds the noise to the bytes that are touched (255; 0 where not), the same to all three channels:
    /// noise without colour. Premultiplied channels stay at most alpha.
    #[inline(always)]
    fn add(&self, touched: &[u8; TILE * 4], pixels: &mut [u8; TILE * 4]) {
        let alphas = alphas_of(pixels);
        // Bytes by themselves and no branches: so the compiler does many at a time.
        for at in 0..TILE * 4 {
            let (more, less) = (self.more[at] & touched[at], self.less[at] & touched[at]);
            pixels[at] = pixels[at].saturating_add(more).saturating_sub(less).min(alphas[at]);
        }
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
    fn noise_keeps_within_alpha_and_is_the_same_at_every_width_of_registers() {
        let pixels: Vec<u8> = (0..300 * 3_u32)
            .flat_map(|n| [n % 90, n % 7, 0, 90 + n % 166].map(|level| u8::try_from(level).expect("a byte")))
            .collect();
        let (mut wide, mut plain) = (pixels.clone(), pixels.clone());
        Dither::new().apply(&mut wide, 300, None);
        Dither::new().add_to_all(&mut plain, 300, None);
        assert_eq!(wide, plain);
        for (noisy, pixel) in wide.chunks_exact(4).zip(pixels.chunks_exact(4)) {
            assert_eq!(noisy[3], pixel[3]);
            assert!(noisy[..3].iter().all(|channel| *channel <= noisy[3]));
        }
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
