//! Straight alpha for encoders: colours without their transparency.

use pavo_scene::PixelSize;

/// Colours divided by their alpha. Where nothing is seen, the nearest colour that is seen goes on:
/// encoders smear colours over edges, and black beside an edge would make a fringe and cost bits.
///
/// `pixels`: RGBA8, premultiplied, row-major.
pub(crate) fn straighten(pixels: &[u8], size: PixelSize) -> Vec<u8> {
    let row_bytes = size.width as usize * 4;
    let mut straight = pixels.to_vec();
    let mut seen_rows = Vec::with_capacity(size.height as usize);
    for row in straight.chunks_exact_mut(row_bytes) {
        seen_rows.push(straighten_row(row));
    }
    // Rows in which nothing is seen take the colours of the nearest one that has some.
    let rows = seen_rows.len();
    for row in (0..rows).filter(|row| !seen_rows[*row]) {
        let above = (0..row).rev().find(|row| seen_rows[*row]);
        let below = (row + 1..rows).find(|row| seen_rows[*row]);
        let nearest = match (above, below) {
            (Some(above), Some(below)) if row - above > below - row => below,
            (Some(near), _) | (None, Some(near)) => near,
            (None, None) => continue,
        };
        let (low, high) = straight.split_at_mut(row.max(nearest) * row_bytes);
        let (from, to) = if nearest < row {
            (&low[nearest * row_bytes..][..row_bytes], &mut high[..row_bytes])
        } else {
            (&high[..row_bytes], &mut low[row * row_bytes..][..row_bytes])
        };
        for (to, from) in to.chunks_exact_mut(4).zip(from.chunks_exact(4)) {
            to[..3].copy_from_slice(&from[..3]);
        }
    }
    straight
}

/// Divides the colours of a row by their alpha and fills its gaps from both sides; false when nothing of it is seen.
fn straighten_row(row: &mut [u8]) -> bool {
    for pixel in row.chunks_exact_mut(4) {
        let alpha = u32::from(pixel[3]);
        if alpha != 0 && alpha != 255 {
            for channel in &mut pixel[..3] {
                let divided = (u32::from(*channel) * 255 + alpha / 2) / alpha;
                *channel = u8::try_from(divided).unwrap_or(u8::MAX);
            }
        }
    }
    let width = row.len() / 4;
    let is_seen = |row: &[u8], x: usize| row[4 * x + 3] != 0;
    let Some(first) = (0..width).find(|x| is_seen(row, *x)) else { return false };
    let mut left = first;
    fill(row, 0..first, first);
    for x in first + 1..width {
        if is_seen(row, x) {
            let middle = usize::midpoint(left, x) + 1;
            fill(row, left + 1..middle, left);
            fill(row, middle..x, x);
            left = x;
        }
    }
    fill(row, left + 1..width, left);
    true
}

/// Gives pixels of a row the colours of another one of its pixels.
fn fill(row: &mut [u8], places: std::ops::Range<usize>, from: usize) {
    let color = [row[4 * from], row[4 * from + 1], row[4 * from + 2]];
    for x in places {
        row[4 * x..4 * x + 3].copy_from_slice(&color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_pixels_take_the_nearest_colour_and_stay_transparent() {
        let size = PixelSize { width: 6, height: 3 };
        let mut pixels = vec![0; 6 * 3 * 4];
        pixels[(6 + 1) * 4..][..4].copy_from_slice(&[64, 0, 0, 128]);
        pixels[(6 + 4) * 4..][..4].copy_from_slice(&[0, 200, 0, 255]);
        let straight = straighten(&pixels, size);
        let at = |x: usize, y: usize| &straight[(y * 6 + x) * 4..][..4];
        assert_eq!(at(1, 1), [128, 0, 0, 128]);
        assert_eq!(
            (at(0, 1), at(2, 1), at(3, 1), at(5, 1)),
            (&[128, 0, 0, 0][..], &[128, 0, 0, 0][..], &[0, 200, 0, 0][..], &[0, 200, 0, 0][..])
        );
        assert_eq!((at(1, 0), at(4, 2)), (&[128, 0, 0, 0][..], &[0, 200, 0, 0][..]));
    }

    #[test]
    fn opaque_pixels_stay_as_they_are_and_nothing_stays_nothing() {
        let size = PixelSize { width: 2, height: 1 };
        assert_eq!(straighten(&[1, 2, 3, 255, 4, 5, 6, 255], size), [1, 2, 3, 255, 4, 5, 6, 255]);
        assert_eq!(straighten(&[0; 8], size), [0; 8]);
    }
}
