//! Colours as the eye orders them.
//!
//! Source: Björn Ottosson, "A perceptual color space for image processing", 2020,
//! <https://bottosson.github.io/posts/oklab/>.

use crate::color::{Rgba, unit_to_byte};
use libm::{cbrt, pow};

/// A colour in Oklab; its alpha is left aside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklab {
    /// Lightness: 0 is black, 1 is white.
    pub lightness: f64,
    /// From green (negative) to red.
    pub a: f64,
    /// From blue (negative) to yellow.
    pub b: f64,
}

impl Oklab {
    /// The coordinates of a screen colour.
    pub fn of(color: Rgba) -> Self {
        let [r, g, b] = [color.r, color.g, color.b].map(|channel| linear_from_srgb(f64::from(channel) / 255.0));
        let l = cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
        let m = cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
        let s = cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
        Self {
            lightness: 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        }
    }

    /// Red, green and blue in sRGB; beyond 0 to 1 for colours that a screen cannot show.
    pub fn to_srgb(self) -> [f64; 3] {
        let cube = |root: f64| root * root * root;
        let l = cube(self.lightness + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b);
        let m = cube(self.lightness - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b);
        let s = cube(self.lightness - 0.089_484_177_5 * self.a - 1.291_485_548 * self.b);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
        .map(srgb_from_linear)
    }

    /// The opaque screen colour, each channel cut off at what a screen can show.
    pub fn to_rgba(self) -> Rgba {
        let [r, g, b] = self.to_srgb().map(unit_to_byte);
        Rgba::opaque(r, g, b)
    }
}

/// sRGB to linear light, both 0 to 1 (IEC 61966-2-1).
pub fn linear_from_srgb(encoded: f64) -> f64 {
    if encoded <= 0.04045 { encoded / 12.92 } else { pow((encoded + 0.055) / 1.055, 2.4) }
}

/// Linear light to sRGB, both 0 to 1 (IEC 61966-2-1).
pub fn srgb_from_linear(linear: f64) -> f64 {
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * pow(linear, 1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grey_and_hue_comes_back_as_it_was() {
        for value in 0..=255 {
            for color in [Rgba::opaque(value, value, value), Rgba::opaque(value, 255 - value, value / 3)] {
                assert_eq!(Oklab::of(color).to_rgba(), color);
            }
        }
        let white = Oklab::of(Rgba::WHITE);
        assert!((white.lightness - 1.0).abs() < 1e-6 && white.a.abs() < 1e-6 && white.b.abs() < 1e-6, "{white:?}");
    }
}
