//! A picture with the detail of a photograph, made by a formula.

use pavo_media::Picture;

/// Hills under a sky, with grain: 2400 × 1600 pixels.
pub(crate) fn valley() -> Picture {
    let (width, height) = (2_400_u32, 1_600_u32);
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height {
        for x in 0..width {
            let (across, down) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
            let ridge =
                0.55 + 0.12 * (across * 9.0).sin() + 0.04 * (across * 41.0).sin() + 0.01 * (across * 167.0).sin();
            let grain = f64::from((x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)) >> 27) / 32.0;
            let level = if down < ridge { 0.85 - 0.4 * down } else { 0.35 - 0.25 * (down - ridge) } + 0.08 * grain;
            for tint in [0.9, 1.0, 1.15] {
                pixels.push((level * tint * 255.0).clamp(0.0, 255.0) as u8);
            }
            pixels.push(255);
        }
    }
    Picture { width, height, pixels }
}
