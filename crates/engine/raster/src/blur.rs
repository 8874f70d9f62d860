//! Gaussian blur.
//!
//! A wide blur leaves nothing small, so it is done on a smaller copy: the copy is made by means of squares,
//! blurred with a short kernel, and enlarged between its pixels. What the two changes of size blur by themselves
//! is left out of the kernel, so that the whole has the standard deviation that was asked for.

/// A picture of `N` channels a pixel, row-major, as floating-point levels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field<const N: usize> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<[f32; N]>,
}

/// Standard deviation up to which a kernel is used without a smaller copy, in pixels.
const WIDEST_KERNEL_SIGMA: f64 = 4.0;

impl<const N: usize> Field<N> {
    /// Blurs with a standard deviation in pixels; what lies outside counts as nothing.
    pub(crate) fn blurred(self, sigma: f64) -> Self {
        if sigma < 0.2 || self.pixels.is_empty() {
            return self;
        }
        let mut factor = 1_usize;
        while sigma / index_to_f64(factor) > WIDEST_KERNEL_SIGMA {
            factor *= 2;
        }
        if factor == 1 {
            return self.convolved(&kernel(sigma));
        }
        let (width, height) = (self.width, self.height);
        let step = index_to_f64(factor);
        // Means of squares have a variance of (f² - 1) / 12; enlarging linearly adds f² / 6.
        let done = (step * step - 1.0) / 12.0 + step * step / 6.0;
        let left = (sigma * sigma - done).max(0.0).sqrt() / step;
        self.shrunk(factor).convolved(&kernel(left)).enlarged(factor, width, height)
    }

    /// Each pixel the mean of a square of pixels.
    fn shrunk(&self, factor: usize) -> Self {
        // One more row and column on each side, so that what fades out beyond the edge is kept.
        let (width, height) = (self.width.div_ceil(factor) + 2, self.height.div_ceil(factor) + 2);
        let mut pixels = vec![[0.0; N]; width * height];
        #[expect(clippy::cast_precision_loss, reason = "a small power of two")]
        let share = 1.0 / (factor * factor) as f32;
        for (y, row) in self.pixels.chunks_exact(self.width).enumerate() {
            let target = (y / factor + 1) * width;
            for (x, pixel) in row.iter().enumerate() {
                let mean = &mut pixels[target + x / factor + 1];
                for channel in 0..N {
                    mean[channel] += pixel[channel] * share;
                }
            }
        }
        Self { width, height, pixels }
    }

    /// The picture between its pixels, at the size it had before [`Field::shrunk`].
    fn enlarged(&self, factor: usize, width: usize, height: usize) -> Self {
        let mut pixels = Vec::with_capacity(width * height);
        let places = |length: usize| -> Vec<(usize, f32)> {
            (0..length)
                .map(|index| {
                    let place = (index_to_f64(index) + 0.5) / index_to_f64(factor) + 0.5;
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
                    let whole = place as usize;
                    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
                    let part = (place - index_to_f64(whole)) as f32;
                    (whole, part)
                })
                .collect()
        };
        let (columns, rows) = (places(width), places(height));
        let mut line = vec![[0.0_f32; N]; self.width];
        for (row, down) in rows {
            let above = &self.pixels[row * self.width..][..self.width];
            let below = &self.pixels[(row + 1).min(self.height - 1) * self.width..][..self.width];
            for ((target, above), below) in line.iter_mut().zip(above).zip(below) {
                for channel in 0..N {
                    target[channel] = above[channel] + (below[channel] - above[channel]) * down;
                }
            }
            for &(column, right) in &columns {
                let (a, b) = (line[column], line[(column + 1).min(self.width - 1)]);
                let mut pixel = [0.0; N];
                for channel in 0..N {
                    pixel[channel] = a[channel] + (b[channel] - a[channel]) * right;
                }
                pixels.push(pixel);
            }
        }
        Self { width, height, pixels }
    }

    /// Convolves rows, then columns, with a kernel of odd length.
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

fn add_weighted<const N: usize>(target: &mut [[f32; N]], source: &[[f32; N]], weight: f32) {
    for (target, source) in target.iter_mut().zip(source) {
        for channel in 0..N {
            target[channel] += source[channel] * weight;
        }
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

    fn spot(size: usize) -> Field<1> {
        let mut pixels = vec![[0.0]; size * size];
        pixels[size / 2 * size + size / 2] = [1000.0];
        Field { width: size, height: size, pixels }
    }

    /// Sum, and standard deviation across.
    fn spread(field: &Field<1>) -> (f64, f64) {
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for (index, [level]) in field.pixels.iter().enumerate() {
            let (level, x) = (f64::from(*level), index_to_f64(index % field.width));
            sum += level;
            first += level * x;
            second += level * x * x;
        }
        (sum, (second / sum - (first / sum).powi(2)).sqrt())
    }

    #[test]
    fn a_blur_has_the_standard_deviation_it_is_asked_for_and_loses_no_light() {
        for sigma in [0.7, 1.5, 3.9, 4.1, 6.0, 8.2, 12.0, 20.0, 33.0] {
            let (sum, deviation) = spread(&spot(257).blurred(sigma));
            assert!((sum - 1000.0).abs() < 8.0, "{sigma}: {sum}");
            assert!((deviation / sigma - 1.0).abs() < 0.04, "{sigma}: {deviation}");
        }
    }

    #[test]
    fn a_slowly_growing_blur_grows_slowly() {
        let middle = |sigma: f64| spot(129).blurred(sigma).pixels[64 * 129 + 64][0];
        let mut before = middle(3.0);
        for step in 1..80 {
            let now = middle(3.0 + f64::from(step) * 0.1);
            assert!(now < before * 1.02 && now > before * 0.88, "{step}: {before} {now}");
            before = now;
        }
    }
}
