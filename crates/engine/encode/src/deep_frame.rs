//! Frames in ten bits, for `ProRes`.
//!
//! Y'`CbCr` of BT.709 in limited range, quantised to ten bits as ITU-R BT.709-6, item 3.5, says.

use pavo_scene::PixelSize;
use std::ops::Range;

/// Parts of one in fixed point: products of eight-bit levels and coefficients stay far below 2^31.
const ONE: i32 = 1 << 16;

/// Y', Cb and Cr of straight levels, in fixed point: ten-bit units times [`ONE`], without the offset.
#[inline]
fn components([r, g, b]: [u8; 3]) -> [i32; 3] {
    // 876 and 896 levels over 255, times the coefficients of the standard.
    const Y: [i32; 3] = coefficients([0.2126, 0.7152, 0.0722], 876.0);
    const CB: [i32; 3] = coefficients([-0.2126 / 1.8556, -0.7152 / 1.8556, 0.9278 / 1.8556], 896.0);
    const CR: [i32; 3] = coefficients([0.7874 / 1.5748, -0.7152 / 1.5748, -0.0722 / 1.5748], 896.0);
    let rgb = [i32::from(r), i32::from(g), i32::from(b)];
    let sum = |weights: [i32; 3]| weights[0] * rgb[0] + weights[1] * rgb[1] + weights[2] * rgb[2];
    [sum(Y), sum(CB), sum(CR)]
}

/// Weights of the channels in fixed point, whose sum is exact: white has no colour and full luma.
const fn coefficients(weights: [f64; 3], levels: f64) -> [i32; 3] {
    let scale = levels / 255.0 * ONE as f64;
    let [r, b] = [rounded(weights[0] * scale), rounded(weights[2] * scale)];
    let total = rounded((weights[0] + weights[1] + weights[2]) * scale);
    [r, total - r - b, b]
}

#[expect(clippy::cast_possible_truncation, reason = "coefficients are small")]
const fn rounded(value: f64) -> i32 {
    if value < 0.0 { (value - 0.5) as i32 } else { (value + 0.5) as i32 }
}

/// A ten-bit level of a fixed-point component.
#[inline]
fn level(component: i32, offset: i32, divisor_bits: u32) -> [u8; 2] {
    let shift = 16 + divisor_bits;
    let level = ((component + (1 << (shift - 1))) >> shift) + offset;
    u16::try_from(level.clamp(0, 1023)).unwrap_or(0).to_le_bytes()
}

const LUMA_OFFSET: i32 = 64;
const CHROMA_OFFSET: i32 = 512;

/// Converts some rows to 4:2:2; chroma is sited at the left pixel of each pair and filtered 1 2 1.
///
/// `pixels`: RGBA8, row-major; alpha is passed over.
pub(crate) fn yuv422_deep_rows(pixels: &[u8], size: PixelSize, rows: Range<u32>, planes: &mut [u8]) {
    let (width, height) = (size.width as usize, size.height as usize);
    let (luma, chroma) = planes.split_at_mut(2 * width * height);
    let (cb, cr) = chroma.split_at_mut(width * height);
    let mut line = vec![[0; 3]; width];
    for y in rows.start as usize..rows.end as usize {
        let row = &pixels[y * width * 4..][..width * 4];
        for (components_at, pixel) in line.iter_mut().zip(row.chunks_exact(4)) {
            *components_at = components([pixel[0], pixel[1], pixel[2]]);
        }
        for (target, [luma, _, _]) in luma[2 * y * width..][..2 * width].chunks_exact_mut(2).zip(&line) {
            target.copy_from_slice(&level(*luma, LUMA_OFFSET, 0));
        }
        for (plane, component) in [(&mut *cb, 1), (&mut *cr, 2)] {
            for (pair, target) in plane[y * width..][..width].chunks_exact_mut(2).enumerate() {
                let at = 2 * pair;
                let left = line[at.saturating_sub(1)][component];
                let right = line[(at + 1).min(width - 1)][component];
                let sum = left + 2 * line[at][component] + right;
                target.copy_from_slice(&level(sum, CHROMA_OFFSET, 2));
            }
        }
    }
}

/// Converts a frame to 4:4:4 with alpha.
///
/// `straight`: RGBA8 with straight alpha, row-major.
pub(crate) fn yuva444_deep_rows(straight: &[u8], size: PixelSize, planes: &mut [u8]) {
    let plane_bytes = 2 * size.width as usize * size.height as usize;
    let (luma, rest) = planes.split_at_mut(plane_bytes);
    let (cb, rest) = rest.split_at_mut(plane_bytes);
    let (cr, alpha) = rest.split_at_mut(plane_bytes);
    let targets =
        luma.chunks_exact_mut(2).zip(cb.chunks_exact_mut(2)).zip(cr.chunks_exact_mut(2)).zip(alpha.chunks_exact_mut(2));
    for (pixel, (((luma, cb), cr), alpha)) in straight.chunks_exact(4).zip(targets) {
        let [y, b, r] = components([pixel[0], pixel[1], pixel[2]]);
        luma.copy_from_slice(&level(y, LUMA_OFFSET, 0));
        cb.copy_from_slice(&level(b, CHROMA_OFFSET, 0));
        cr.copy_from_slice(&level(r, CHROMA_OFFSET, 0));
        let full_range = (u32::from(pixel[3]) * 1023 + 127) / 255;
        alpha.copy_from_slice(&u16::try_from(full_range).unwrap_or(1023).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten-bit Y'`CbCr` by the definition, unrounded.
    fn exact([r, g, b]: [u8; 3]) -> [f64; 3] {
        let [r, g, b] = [r, g, b].map(|channel| f64::from(channel) / 255.0);
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        [64.0 + 876.0 * y, 512.0 + 896.0 * (b - y) / 1.8556, 512.0 + 896.0 * (r - y) / 1.5748]
    }

    fn flat(color: [u8; 3], alpha: u8, pixels: usize) -> Vec<u8> {
        [color[0], color[1], color[2], alpha].repeat(pixels)
    }

    #[test]
    fn flat_colours_have_the_values_of_the_standard_in_ten_bits() {
        let size = PixelSize { width: 8, height: 2 };
        let read = |bytes: &[u8]| f64::from(u16::from_le_bytes([bytes[0], bytes[1]]));
        for n in 0..200_u16 {
            let color = [n * 7, n * 13, n * 29].map(|value| u8::try_from(value % 256).expect("byte"));
            let pixels = flat(color, 255, 16);
            let mut planes = vec![0; 16 * 4];
            yuv422_deep_rows(&pixels, size, 0..2, &mut planes);
            let expected = exact(color);
            for (plane, expected) in
                [(&planes[..32], expected[0]), (&planes[32..48], expected[1]), (&planes[48..], expected[2])]
            {
                for value in plane.chunks_exact(2) {
                    assert!((read(value) - expected).abs() < 0.52, "{color:?}: {} for {expected}", read(value));
                }
            }
        }
    }

    #[test]
    fn alpha_reaches_from_none_to_all_of_ten_bits() {
        let size = PixelSize { width: 2, height: 2 };
        for (alpha, expected) in [(0, 0_u16), (255, 1023), (128, 514)] {
            let mut planes = vec![0; 4 * 8];
            yuva444_deep_rows(&flat([9, 9, 9], alpha, 4), size, &mut planes);
            assert_eq!(u16::from_le_bytes([planes[24], planes[25]]), expected, "{alpha}");
        }
    }

    #[test]
    fn rows_that_are_not_asked_for_stay_as_they_are() {
        let size = PixelSize { width: 4, height: 4 };
        let mut planes = vec![7; 4 * 4 * 4];
        yuv422_deep_rows(&flat([255; 3], 255, 16), size, 1..2, &mut planes);
        assert_eq!((planes[0], planes[8], planes[16]), (7, 940_u16.to_le_bytes()[0], 7));
    }
}
