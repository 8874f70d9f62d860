//! Colours by lightness, chroma and hue.
//!
//! The polar form of [`Oklab`].

use libm::{atan2, cos, hypot, sin};
use pavo_scene::{Oklab, Rgba};

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
        let Oklab { lightness, a, b } = Oklab::of(color);
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
        self.lab().to_srgb()
    }

    fn lab(self) -> Oklab {
        let hue = self.h.to_radians();
        Oklab { lightness: self.l, a: self.c * cos(hue), b: self.c * sin(hue) }
    }
}

/// A colour between two, mixed in Oklab: `share` 0 is `from`, 1 is `to`.
#[must_use]
pub fn mixed(from: Rgba, to: Rgba, share: f64) -> Rgba {
    let (from, to) = (Oklab::of(from), Oklab::of(to));
    let between = |a: f64, b: f64| a + (b - a) * share.clamp(0.0, 1.0);
    let (a, b) = (between(from.a, to.a), between(from.b, to.b));
    let lightness = between(from.lightness, to.lightness);
    Oklch::new(lightness, hypot(a, b), atan2(b, a).to_degrees().rem_euclid(360.0)).to_rgba()
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
