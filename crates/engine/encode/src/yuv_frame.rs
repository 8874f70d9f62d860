//! Pixels in the encoder's own form.

use pavo_scene::PixelSize;
use std::ops::Range;
use yuv::{BufferStoreMut, YuvConversionMode, YuvPlanarImageMut, YuvRange, YuvStandardMatrix, rgba_to_yuv420};

/// Bytes of a frame as planar 4:2:0: a luma plane, then two chroma planes of a quarter of its size.
pub const fn yuv420_bytes(size: PixelSize) -> usize {
    let luma = size.width as usize * size.height as usize;
    luma + luma / 2
}

/// Converts a frame to Y'`CbCr` of BT.709 in limited range (luma 16–235, chroma 16–240).
///
/// Chroma is the mean of each square of four pixels, sited in its middle.
///
/// `pixels`: RGBA8, sRGB, opaque, row-major, `4 * width * height` bytes.
/// `planes`: [`yuv420_bytes`] bytes: Y, Cb and Cr one after another, without gaps between rows.
///
/// # Panics
///
/// When a buffer has another length, or a side is odd.
pub fn rgba_to_yuv420_bt709(pixels: &[u8], size: PixelSize, planes: &mut [u8]) {
    rgba_rows_to_yuv420_bt709(pixels, size, 0..size.height, planes);
}

/// As [`rgba_to_yuv420_bt709`], for some rows only: the others of `planes` stay as they are.
///
/// `rows`: widened to whole pairs of rows, as two rows share their chroma.
///
/// # Panics
///
/// As [`rgba_to_yuv420_bt709`], and when the rows are not within the frame.
pub fn rgba_rows_to_yuv420_bt709(pixels: &[u8], size: PixelSize, rows: Range<u32>, planes: &mut [u8]) {
    assert!(size.width.is_multiple_of(2) && size.height.is_multiple_of(2), "4:2:0 needs even sides");
    assert_eq!(planes.len(), yuv420_bytes(size), "planes of another size than the frame's");
    let luma_bytes = size.width as usize * size.height as usize;
    let (y_plane, chroma) = planes.split_at_mut(luma_bytes);
    let (u_plane, v_plane) = chroma.split_at_mut(luma_bytes / 4);
    let rows = rows.start / 2 * 2..rows.end.next_multiple_of(2);
    if rows.is_empty() {
        return;
    }
    let width = size.width as usize;
    let bytes = |row: u32, row_bytes: usize| row as usize * row_bytes;
    let [luma, rgba] = [width, width * 4].map(|row_bytes| bytes(rows.start, row_bytes)..bytes(rows.end, row_bytes));
    let chroma = bytes(rows.start / 2, width / 2)..bytes(rows.end / 2, width / 2);
    let mut image = YuvPlanarImageMut {
        y_plane: BufferStoreMut::Borrowed(&mut y_plane[luma]),
        y_stride: size.width,
        u_plane: BufferStoreMut::Borrowed(&mut u_plane[chroma.clone()]),
        u_stride: size.width / 2,
        v_plane: BufferStoreMut::Borrowed(&mut v_plane[chroma]),
        v_stride: size.width / 2,
        width: size.width,
        height: rows.end - rows.start,
    };
    let converted = rgba_to_yuv420(
        &mut image,
        &pixels[rgba],
        size.width * 4,
        YuvRange::Limited,
        YuvStandardMatrix::Bt709,
        YuvConversionMode::Professional,
    );
    assert!(converted.is_ok(), "pixels of another size than the frame's: {converted:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Y'`CbCr` of BT.709 by its definition (ITU-R BT.709-6, items 3.2 to 3.5), unrounded.
    fn exact([r, g, b]: [u8; 3]) -> [f64; 3] {
        let [r, g, b] = [r, g, b].map(|channel| f64::from(channel) / 255.0);
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        [16.0 + 219.0 * y, 128.0 + 224.0 * (b - y) / 1.8556, 128.0 + 224.0 * (r - y) / 1.5748]
    }

    #[test]
    fn flat_colours_have_the_values_of_the_standard() {
        let size = PixelSize { width: 64, height: 2 };
        let mut colors = vec![[255; 3], [0; 3], [255, 0, 0], [0, 255, 0], [0, 0, 255], [0xE4, 0x57, 0x2E]];
        colors.extend(
            (0..200_u16).map(|n| [n * 7, n * 13, n * 29].map(|value| u8::try_from(value % 256).expect("byte"))),
        );
        for color in colors {
            let pixels: Vec<u8> = (0..128).flat_map(|_| [color[0], color[1], color[2], 255]).collect();
            let mut planes = vec![0; yuv420_bytes(size)];
            rgba_to_yuv420_bt709(&pixels, size, &mut planes);
            for (plane, expected) in [(&planes[..128], 0), (&planes[128..160], 1), (&planes[160..], 2)] {
                let expected = exact(color)[expected];
                for value in plane {
                    assert!((f64::from(*value) - expected).abs() <= 0.51, "{color:?}: {value} for {expected}");
                }
            }
        }
    }
}
