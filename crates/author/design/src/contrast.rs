//! How well one colour stands out from another.

use libm::pow;
use pavo_scene::{Rgba, linear_from_srgb};

/// The contrast ratio of WCAG 2: 1 (none) to 21 (black and white), whichever of the two is on top.
///
/// Source: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
#[must_use]
pub fn wcag(one: Rgba, other: Rgba) -> f64 {
    let [one, other] = [luminance(one), luminance(other)];
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The lightness contrast of APCA as an amount: 0 (none) to about 108, for text of one colour on another.
///
/// Source: APCA 0.0.98G-4g, <https://github.com/Myndex/SAPC-APCA>.
#[must_use]
pub fn apca(text: Rgba, background: Rgba) -> f64 {
    let [text, background] = [text, background].map(|color| {
        // This scale takes a plain power where WCAG takes the screen's exact curve.
        let channel = |value: u8, weight: f64| weight * pow(f64::from(value) / 255.0, 2.4);
        let light = channel(color.r, 0.212_672_9) + channel(color.g, 0.715_152_2) + channel(color.b, 0.072_175);
        // Screens are never quite black.
        if light < 0.022 { light + pow(0.022 - light, 1.414) } else { light }
    });
    if (text - background).abs() < 0.0005 {
        return 0.0;
    }
    let contrast = if background > text {
        (pow(background, 0.56) - pow(text, 0.57)) * 1.14
    } else {
        (pow(text, 0.62) - pow(background, 0.65)) * 1.14
    };
    if contrast < 0.1 { 0.0 } else { (contrast - 0.027) * 100.0 }
}

/// Relative luminance, 0 (black) to 1 (white).
#[must_use]
pub fn luminance(color: Rgba) -> f64 {
    let [r, g, b] = [color.r, color.g, color.b].map(|channel| linear_from_srgb(f64::from(channel) / 255.0));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// What a colour must reach on what lies behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floor {
    /// Least contrast ratio of WCAG.
    pub wcag: f64,
    /// Least amount of APCA.
    pub apca: f64,
}

impl Floor {
    /// Text of any size.
    pub const TEXT: Self = Self { wcag: 4.5, apca: 60.0 };
    /// Text from 57 design units, or from 43 when bold.
    pub const LARGE_TEXT: Self = Self { wcag: 3.0, apca: 45.0 };
    /// Rules, rings, bars and other marks.
    pub const MARK: Self = Self { wcag: 3.0, apca: 30.0 };

    /// How far two colours are above (1 or more) or below the floor, by the weaker of the two measures.
    #[must_use]
    pub fn reached(self, color: Rgba, background: Rgba) -> f64 {
        (wcag(color, background) / self.wcag).min(apca(color, background) / self.apca)
    }

    /// Whether the floor holds.
    #[must_use]
    pub fn holds(self, color: Rgba, background: Rgba) -> bool {
        self.reached(color, background) >= 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_have_the_largest_contrast() {
        assert!((wcag(Rgba::BLACK, Rgba::WHITE) - 21.0).abs() < 1e-9);
        // Published reference values.
        assert!((apca(Rgba::BLACK, Rgba::WHITE) - 106.04).abs() < 0.05);
        assert!((apca(Rgba::WHITE, Rgba::BLACK) - 107.88).abs() < 0.05);
        assert!((apca(Rgba::opaque(0x88, 0x88, 0x88), Rgba::WHITE) - 63.06).abs() < 0.05);
    }

    #[test]
    fn a_colour_does_not_stand_out_from_itself() {
        let teal = Rgba::opaque(6, 182, 212);
        assert!((wcag(teal, teal) - 1.0).abs() < 1e-12);
        assert!(apca(teal, teal).abs() < 1e-12);
    }

    #[test]
    fn a_popular_accent_is_no_colour_for_text_on_paper() {
        let (accent, paper) = (Rgba::opaque(0x06, 0xB6, 0xD4), Rgba::opaque(0xF9, 0xFA, 0xFB));
        assert!(!Floor::LARGE_TEXT.holds(accent, paper));
    }
}
