//! Shadows below layers, and onto them.

use crate::blur::{blurred_alpha, byte_within};
use crate::effect::LayerPixels;
use pavo_display_list::Color;

/// Puts a layer's shadow below it.
///
/// `offset_px` need not be whole; `sigma_px`: the standard deviation of its softness.
#[inline(always)]
pub(crate) fn put_on_shadow(layer: &mut LayerPixels, offset_px: [f64; 2], sigma_px: f64, color: Color) {
    let opacity = f32::from(color.a) / 255.0;
    let tint = [color.r, color.g, color.b].map(|channel| f32::from(channel) / 255.0 * opacity);
    each_row_of_cover(layer, offset_px, sigma_px, |row, cover| {
        for (pixel, cover) in row.as_chunks_mut::<4>().0.iter_mut().zip(cover) {
            put_below(pixel, [tint[0] * cover, tint[1] * cover, tint[2] * cover, opacity * cover]);
        }
    });
}

/// What is not there casts a shadow onto what is.
#[inline(always)]
pub(crate) fn put_in_shade(layer: &mut LayerPixels, offset_px: [f64; 2], sigma_px: f64, color: Color) {
    let tint = [color.r, color.g, color.b, 255].map(|channel| f32::from(channel) / 255.0);
    let opacity = f32::from(color.a) / 255.0;
    each_row_of_cover(layer, offset_px, sigma_px, |row, cover| {
        for (pixel, cover) in row.as_chunks_mut::<4>().0.iter_mut().zip(cover) {
            let share = opacity * (1.0 - cover / 255.0);
            let alpha = f32::from(pixel[3]);
            for (channel, tint) in pixel.iter_mut().zip(tint) {
                *channel = byte_within(f32::from(*channel) * (1.0 - share) + tint * alpha * share);
            }
        }
    });
}

/// Puts premultiplied levels, of at most 255, below a premultiplied pixel.
#[inline(always)]
pub(crate) fn put_below(pixel: &mut [u8; 4], levels: [f32; 4]) {
    let open = 1.0 - f32::from(pixel[3]) / 255.0;
    for (channel, level) in pixel.iter_mut().zip(levels) {
        *channel = byte_within(f32::from(*channel) + level * open);
    }
}

/// Hands out every row of a layer's bytes with the levels, 0 to 255, of its blurred and moved alpha.
#[inline(always)]
fn each_row_of_cover(
    layer: &mut LayerPixels,
    [dx, dy]: [f64; 2],
    sigma_px: f64,
    mut take: impl FnMut(&mut [u8], &[f32]),
) {
    let (width, height) = (layer.width, layer.height);
    if width == 0 {
        return;
    }
    let levels = {
        let mut levels = Vec::with_capacity(width * height);
        let blurred = blurred_alpha(&layer.bytes, width, height, sigma_px);
        blurred.each_row(width, height, |_, row| levels.extend_from_slice(row.as_flattened()));
        levels
    };
    #[expect(clippy::cast_possible_truncation, reason = "offsets are limited by the document; 0 to 1")]
    let ((step_x, right), (step_y, down)) =
        ((dx.floor() as i64, (dx - dx.floor()) as f32), (dy.floor() as i64, (dy - dy.floor()) as f32));
    let nothing = vec![0.0; width];
    let row_at = |y: i64| {
        let row = usize::try_from(y).ok().filter(|y| *y < height);
        row.map_or(nothing.as_slice(), |y| &levels[y * width..][..width])
    };
    // A pixel of nothing on both sides, so that the pixel before is always there.
    let mut line = vec![0.0; width + 2];
    let mut cover = vec![0.0; width];
    // The target's pixels that have one of the line's at their place or before it.
    let shifted = |x: i64| usize::try_from(x.clamp(0, i64::try_from(width).unwrap_or(i64::MAX))).unwrap_or(0);
    let (from, to) = (shifted(step_x), shifted(step_x.saturating_add(1 + i64::try_from(width).unwrap_or(0))));
    let first = usize::try_from(-step_x).unwrap_or(0);
    for (y, row) in (0_i64..).zip(layer.bytes.chunks_exact_mut(4 * width)) {
        let (here, before) = (row_at(y - step_y), row_at(y - step_y - 1));
        for ((level, here), before) in line[1..].iter_mut().zip(here).zip(before) {
            *level = here * (1.0 - down) + before * down;
        }
        if from < to {
            let pairs = line[first..].iter().zip(&line[first + 1..]);
            for (level, (before, here)) in cover[from..to].iter_mut().zip(pairs) {
                *level = here * (1.0 - right) + before * right;
            }
        }
        take(row, &cover);
    }
}
