//! Colours by lightness, chroma and hue.
//!
//! Source: Björn Ottosson, "A perceptual color space for image processing", 2020,
//! <https://bottosson.github.io/posts/oklab/>.

use libm::{atan2, cbrt, cos, hypot, pow, sin};
use pavo_scene::Rgba;

/// An opaque colour as the eye orders it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Lightness: 0 is black, 1 is white.
    pub l: f64,
    /// Chroma: 0 is grey; the most vivid screen colours reach about .32.
    pub c: f64,
    /// Hue in degrees, 0 to 360: 25 is red, 90 yellow, 145 green, 255 blue, 330 magenta.
    pub h: f64,
}

impl Oklch {
    /// A colour by its three coordinates; the hue may be any angle in degrees.
    #[must_use]
    pub const fn new(l: f64, c: f64, h: f64) -> Self {
        Self { l, c, h }
    }

    /// The coordinates of a screen colour; its alpha is left aside.
    #[must_use]
    pub fn of(color: Rgba) -> Self {
        let [r, g, b] = [color.r, color.g, color.b].map(|channel| decoded(f64::from(channel) / 255.0));
        let l = cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
        let m = cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
        let s = cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Self { l: lightness, c: hypot(a, b), h: atan2(b, a).to_degrees().rem_euclid(360.0) }
    }

    /// The nearest screen colour of the same lightness and hue: chroma is lowered until the screen can show it.
    #[must_use]
    pub fn to_rgba(self) -> Rgba {
        let wanted = Self { l: self.l.clamp(0.0, 1.0), c: self.c.max(0.0), ..self };
        if let Some(color) = wanted.shown() {
            return color;
        }
        let (mut low, mut high) = (0.0, wanted.c);
        for _ in 0..20 {
            let middle = (low + high) / 2.0;
            if (Self { c: middle, ..wanted }).shown().is_some() {
                low = middle;
            } else {
                high = middle;
            }
        }
        let [r, g, b] = (Self { c: low, ..wanted }).encoded().map(byte);
        Rgba::opaque(r, g, b)
    }

    /// The same colour at another lightness.
    #[must_use]
    pub const fn at_lightness(self, l: f64) -> Self {
        Self { l, ..self }
    }

    /// The same colour with another chroma.
    #[must_use]
    pub const fn at_chroma(self, c: f64) -> Self {
        Self { c, ..self }
    }

    /// The same colour with its hue turned by so many degrees.
    #[must_use]
    pub fn turned(self, degrees: f64) -> Self {
        Self { h: (self.h + degrees).rem_euclid(360.0), ..self }
    }

    /// The screen colour, if the screen can show it.
    fn shown(self) -> Option<Rgba> {
        // A hundredth of a step beyond the range is rounding, not colour.
        const ROUNDING: f64 = 1e-4;
        let channels = self.encoded();
        let inside = channels.iter().all(|channel| (-ROUNDING..=1.0 + ROUNDING).contains(channel));
        let [r, g, b] = channels.map(byte);
        inside.then_some(Rgba::opaque(r, g, b))
    }

    fn encoded(self) -> [f64; 3] {
        let hue = self.h.to_radians();
        let (a, b) = (self.c * cos(hue), self.c * sin(hue));
        let cube = |root: f64| root * root * root;
        let l = cube(self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let m = cube(self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let s = cube(self.l - 0.089_484_177_5 * a - 1.291_485_548 * b);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
        .map(encoded)
    }
}

/// A colour between two, mixed in Oklab: `share` 0 is `from`, 1 is `to`.
#[must_use]
pub fn mixed(from: Rgba, to: Rgba, share: f64) -> Rgba {
    let lab = |color: Rgba| {
        let Oklch { l, c, h } = Oklch::of(color);
        [l, c * cos(h.to_radians()), c * sin(h.to_radians())]
    };
    let (from_lab, to_lab) = (lab(from), lab(to));
    let [l, a, b] = [0, 1, 2].map(|axis| from_lab[axis] + (to_lab[axis] - from_lab[axis]) * share.clamp(0.0, 1.0));
    Oklch::new(l, hypot(a, b), atan2(b, a).to_degrees().rem_euclid(360.0)).to_rgba()
}

/// sRGB to linear light, both 0 to 1.
pub(crate) fn decoded(encoded: f64) -> f64 {
    if encoded <= 0.04045 { encoded / 12.92 } else { pow((encoded + 0.055) / 1.055, 2.4) }
}

fn encoded(linear: f64) -> f64 {
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * pow(linear, 1.0 / 2.4) - 0.055 }
}

fn byte(unit: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
    let byte = (unit.clamp(0.0, 1.0) * 255.0).round() as u8;
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screen_colours_survive_the_way_there_and_back() {
        for color in [[0, 0, 0], [255, 255, 255], [255, 0, 0], [12, 200, 99], [6, 182, 212], [128, 128, 128]] {
            let color = Rgba::opaque(color[0], color[1], color[2]);
            assert_eq!(Oklch::of(color).to_rgba(), color);
        }
    }

    #[test]
    fn colours_no_screen_shows_keep_lightness_and_hue() {
        let shown = Oklch::of(Oklch::new(0.7, 0.4, 145.0).to_rgba());
        assert!((shown.l - 0.7).abs() < 0.01, "{shown:?}");
        assert!((shown.h - 145.0).abs() < 2.0, "{shown:?}");
        assert!(shown.c > 0.15, "{shown:?}");
    }

    #[test]
    fn white_is_light_and_without_chroma() {
        let white = Oklch::of(Rgba::WHITE);
        assert!((white.l - 1.0).abs() < 1e-6 && white.c < 1e-6);
    }
}
