//! The forms in which encoders take frames.

use crate::deep_frame::{yuv422_deep_rows, yuva444_deep_rows};
use crate::straight::straighten;
use crate::yuv_frame::{rgba_rows_to_yuv420_bt709, yuv420_bytes};
use crate::yuva_frame::yuva420;
use pavo_scene::PixelSize;
use std::ops::Range;

/// How the pixels of a frame lie in memory for an encoder. All but the last are Y'`CbCr` of BT.709 in limited range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FrameForm {
    /// Eight bits; chroma for each square of four pixels: a luma plane, then two chroma planes.
    Yuv420,
    /// The same, then a plane of straight alpha in full range.
    Yuva420,
    /// Ten bits in two bytes, low byte first; chroma for each pair of pixels in a row, sited at the left one.
    Yuv422Deep,
    /// Ten bits in two bytes, low byte first; chroma for each pixel, then a plane of straight alpha in full range.
    Yuva444Deep,
    /// A byte for each pixel: its place in a palette. Made by [`Indexer`](crate::Indexer), not by [`FrameForm::convert`].
    Indexed,
}

impl FrameForm {
    /// Bytes of a frame.
    pub const fn bytes(self, size: PixelSize) -> usize {
        let pixels = size.width as usize * size.height as usize;
        match self {
            Self::Yuv420 => yuv420_bytes(size),
            Self::Yuva420 => yuv420_bytes(size) + pixels,
            Self::Yuv422Deep => 4 * pixels,
            Self::Yuva444Deep => 8 * pixels,
            Self::Indexed => pixels,
        }
    }

    /// Whether the form tells what is transparent.
    pub const fn has_alpha(self) -> bool {
        matches!(self, Self::Yuva420 | Self::Yuva444Deep)
    }

    /// Converts some rows of a frame; the other rows of `planes` stay as they are.
    ///
    /// Forms without alpha take the premultiplied colours as they are, which puts the frame on black.
    ///
    /// `pixels`: RGBA8, premultiplied, sRGB, row-major, `4 * width * height` bytes.
    /// `rows`: widened to what the form needs: pairs of rows, or all of them.
    /// `planes`: [`FrameForm::bytes`] bytes.
    ///
    /// # Panics
    ///
    /// When a buffer has another length, a side is odd, or the rows are not within the frame.
    pub fn convert(self, pixels: &[u8], size: PixelSize, rows: Range<u32>, planes: &mut [u8]) {
        assert_eq!(planes.len(), self.bytes(size), "planes of another size than the frame's");
        assert_eq!(pixels.len(), 4 * size.width as usize * size.height as usize, "pixels of another size");
        if rows.is_empty() {
            return;
        }
        match self {
            Self::Yuv420 => rgba_rows_to_yuv420_bt709(pixels, size, rows, planes),
            Self::Yuv422Deep => yuv422_deep_rows(pixels, size, rows, planes),
            // Colours of transparent pixels come from pixels that are seen, which may lie in any row.
            Self::Yuva420 => yuva420(&straighten(pixels, size), size, planes),
            Self::Yuva444Deep => yuva444_deep_rows(&straighten(pixels, size), size, planes),
            Self::Indexed => {}
        }
    }
}
