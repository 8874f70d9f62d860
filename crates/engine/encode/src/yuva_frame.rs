//! Frames with alpha in eight bits, for VP9.

use crate::yuv_frame::{rgba_to_yuv420_bt709, yuv420_bytes};
use pavo_scene::PixelSize;

/// Planes of Y'`CbCr` 4:2:0 and of alpha.
///
/// `straight`: RGBA8 with straight alpha, row-major; `planes`: as of [`FrameForm::Yuva420`](crate::FrameForm::Yuva420).
pub(crate) fn yuva420(straight: &[u8], size: PixelSize, planes: &mut [u8]) {
    let (colors, alpha) = planes.split_at_mut(yuv420_bytes(size));
    // The conversion passes over alpha, so that straight colours stay what they are.
    rgba_to_yuv420_bt709(straight, size, colors);
    for (alpha, pixel) in alpha.iter_mut().zip(straight.chunks_exact(4)) {
        *alpha = pixel[3];
    }
}
