//! The mean of several pictures in linear light.

use libm::pow;
use std::fmt;

/// Steps of the way back from light to levels: fine enough that every level comes back as itself.
const STEPS: u16 = 16_383;

/// A picture within a larger one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// RGBA8, premultiplied, row-major.
    pub(crate) pixels: Vec<u8>,
    /// Width and height in pixels; nothing in either is no picture.
    pub(crate) size: [usize; 2],
    /// Where its top left corner is in the larger one, from the left and from the top.
    pub(crate) corner: [usize; 2],
}

impl Sample {
    /// Its pixels in a row of the larger picture, and the column they begin at.
    fn row(&self, y: usize) -> Option<(usize, &[u8])> {
        let own = y.checked_sub(self.corner[1]).filter(|own| *own < self.size[1])?;
        Some((self.corner[0], self.pixels.get(own * self.size[0] * 4..(own + 1) * self.size[0] * 4)?))
    }
}

/// Gives the mean of pictures as light falls on a film.
pub(crate) struct Light {
    /// Light of each level of an sRGB channel, 0 to 1.
    of_level: [f32; 256],
    /// The level of each amount of light, in [`STEPS`].
    level_of: Vec<u8>,
    /// A row of the first picture, and in which bits others differ from it.
    first: Vec<u32>,
    differs: Vec<u32>,
}

impl fmt::Debug for Light {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Light").field("steps", &self.level_of.len()).finish_non_exhaustive()
    }
}

impl Light {
    pub(crate) fn new() -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let of_level = std::array::from_fn(|level| {
            let level = f64::from(u8::try_from(level).unwrap_or(u8::MAX)) / 255.0;
            (if level <= 0.040_45 { level / 12.92 } else { pow((level + 0.055) / 1.055, 2.4) }) as f32
        });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let level_of = (0..=STEPS).map(|step| {
            let light = f64::from(step) / f64::from(STEPS);
            let level = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * pow(light, 1.0 / 2.4) - 0.055 };
            (level * 255.0).round() as u8
        });
        Self { of_level, level_of: level_of.collect(), first: Vec::new(), differs: Vec::new() }
    }

    /// The mean of pictures within a larger one of a size: RGBA8, premultiplied.
    pub(crate) fn mean(&mut self, samples: &[Sample], [width, height]: [usize; 2]) -> Vec<u8> {
        let mut bytes = vec![0; width * height * 4];
        let (mut first, mut differs) = (std::mem::take(&mut self.first), std::mem::take(&mut self.differs));
        for (y, target) in bytes.chunks_exact_mut(4 * width.max(1)).enumerate() {
            let rows: Vec<_> = samples.iter().map(|sample| sample.row(y)).collect();
            // Most pixels are the same in all pictures, and so is their mean.
            for (number, sample) in rows.iter().enumerate() {
                let row = if number == 0 { &mut first } else { &mut differs };
                if number < 2 {
                    row.clear();
                    row.resize(width, 0);
                }
                let Some((x, pixels)) = *sample else {
                    if number > 0 {
                        differs.iter_mut().zip(&first).for_each(|(differs, first)| *differs |= first);
                    }
                    continue;
                };
                let own = x..x + pixels.len() / 4;
                let values = pixels.chunks_exact(4).map(value_of);
                if number == 0 {
                    first[own].iter_mut().zip(values).for_each(|(first, value)| *first = value);
                    continue;
                }
                for outside in [0..own.start, own.end..width] {
                    let both = differs[outside.clone()].iter_mut().zip(&first[outside]);
                    both.for_each(|(differs, first)| *differs |= first);
                }
                let both = differs[own.clone()].iter_mut().zip(&first[own]).zip(values);
                both.for_each(|((differs, first), value)| *differs |= first ^ value);
            }
            for (x, target) in target.chunks_exact_mut(4).enumerate() {
                if differs.get(x).is_none_or(|differs| *differs == 0) {
                    target.copy_from_slice(&first[x].to_ne_bytes());
                } else {
                    self.mean_at(&rows, x, target);
                }
            }
        }
        (self.first, self.differs) = (first, differs);
        bytes
    }

    /// The mean of pictures in one colour, of which only the coverage differs: as [`Light::mean`], but faster.
    pub(crate) fn mean_of_cover(samples: &[Sample], [width, height]: [usize; 2]) -> Vec<u8> {
        let mut bytes = vec![0; width * height * 4];
        let count = u16::try_from(samples.len().max(1)).unwrap_or(u16::MAX);
        let mut sums = vec![0_u16; 4 * width];
        for (y, target) in bytes.chunks_exact_mut(4 * width.max(1)).enumerate() {
            sums.fill(0);
            for (x, pixels) in samples.iter().filter_map(|sample| sample.row(y)) {
                for (sum, level) in sums[4 * x..].iter_mut().zip(pixels) {
                    *sum += u16::from(*level);
                }
            }
            for (channel, sum) in target.iter_mut().zip(&sums) {
                // At most 32 pictures fit: 32 * 255 is well below the largest number.
                *channel = u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX);
            }
        }
        bytes
    }

    /// The mean of one pixel.
    ///
    /// `rows`: what each picture has in the pixel's row, and from which column on.
    fn mean_at(&self, rows: &[Option<(usize, &[u8])>], x: usize, target: &mut [u8]) {
        // Light times coverage of each channel, and coverage.
        let mut sum = [0.0_f32; 4];
        for &(from, pixels) in rows.iter().flatten() {
            let Some(pixel) = x.checked_sub(from).and_then(|own| pixels.get(4 * own..4 * own + 4)) else { continue };
            let (alpha, cover) = (u32::from(pixel[3]), f32::from(pixel[3]) / 255.0);
            match alpha {
                0 => continue,
                255 => {
                    for (sum, level) in sum.iter_mut().zip(&pixel[..3]) {
                        *sum += self.of_level[usize::from(*level)];
                    }
                }
                _ => {
                    for (sum, level) in sum.iter_mut().zip(&pixel[..3]) {
                        let level = (u32::from(*level) * 255 + alpha / 2) / alpha;
                        *sum += cover * self.of_level[level.min(255) as usize];
                    }
                }
            }
            sum[3] += cover;
        }
        if sum[3] <= 0.0 {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few pictures")]
        let alpha = whole(sum[3] / rows.len() as f32 * 255.0).min(255);
        for (channel, light) in target.iter_mut().zip(&sum[..3]) {
            let step = whole(light / sum[3] * f32::from(STEPS)).min(usize::from(STEPS));
            let level = usize::from(self.level_of[step]);
            *channel = u8::try_from((level * alpha + 127) / 255).unwrap_or(u8::MAX);
        }
        target[3] = u8::try_from(alpha).unwrap_or(u8::MAX);
    }
}

/// The four bytes of a pixel as one number.
fn value_of(pixel: &[u8]) -> u32 {
    match pixel {
        [r, g, b, a] => u32::from_ne_bytes([*r, *g, *b, *a]),
        _ => 0,
    }
}

/// The nearest whole number that is not negative.
fn whole(number: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and not negative")]
    let whole = (number + 0.5) as usize;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pixels: &[u8], x: usize) -> Sample {
        Sample { pixels: pixels.to_vec(), size: [pixels.len() / 4, 1], corner: [x, 0] }
    }

    #[test]
    fn every_level_comes_back_from_light() {
        let light = Light::new();
        for level in 0..=255_u8 {
            let pixel = [level, level / 2, 0, 255];
            let mut target = [0; 4];
            light.mean_at(&[Some((0, &pixel[..])); 31], 0, &mut target);
            assert_eq!(target, pixel);
        }
    }

    #[test]
    fn mean_of_equal_pictures_is_that_picture() {
        let pixels = [9, 4, 0, 10, 100, 0, 77, 128, 0, 0, 0, 0, 1, 2, 3, 255];
        assert_eq!(Light::new().mean(&vec![picture(&pixels, 0); 5], [4, 1]), pixels);
    }

    #[test]
    fn black_and_white_mix_as_light() {
        let both = [picture(&[0, 0, 0, 255], 0), picture(&[255; 4], 0)];
        assert_eq!(Light::new().mean(&both, [1, 1]), [188, 188, 188, 255]);
    }

    #[test]
    fn mean_of_one_colour_is_that_of_its_cover() {
        let half = [picture(&[60, 30, 0, 128], 1), picture(&[120, 60, 0, 255], 2)];
        assert_eq!(Light::mean_of_cover(&half, [3, 1]), [0, 0, 0, 0, 30, 15, 0, 64, 60, 30, 0, 128]);
    }

    #[test]
    fn something_seen_half_the_time_covers_half() {
        let red = [255, 0, 0, 255];
        let mean =
            Light::new().mean(&[picture(&red, 1), picture(&red, 2), Sample::default(), picture(&red, 1)], [3, 1]);
        assert_eq!(mean, [0, 0, 0, 0, 128, 0, 0, 128, 64, 0, 0, 64]);
    }
}
