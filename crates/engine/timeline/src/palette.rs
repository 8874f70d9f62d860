//! The colours of a scene, with every role filled, and how colours are mixed.

use pavo_scene::{Color, ColorToken, Mode, Oklab, Rgba, Theme, ThemeColors};

/// Every role of a theme as a literal colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    colors: ThemeColors,
    mode: Mode,
}

impl Palette {
    /// The colours of a theme; roles it leaves open get those of a plain light or dark theme.
    pub fn of(theme: Option<&Theme>) -> Self {
        let colors = theme.and_then(|theme| theme.colors.clone()).unwrap_or_default();
        let mode = theme.and_then(|theme| theme.mode).unwrap_or_else(|| match colors.bg {
            Some(bg) if luma(bg.0) < 128.0 => Mode::Dark,
            _ => Mode::Light,
        });
        Self { colors, mode }
    }

    /// The literal colour that a document's colour means.
    pub fn resolve(&self, color: Color) -> Rgba {
        match color {
            Color::Literal(literal) => literal,
            Color::Token(token) => self.colors.get(token).unwrap_or_else(|| self.plain(token)),
        }
    }

    fn plain(&self, token: ColorToken) -> Rgba {
        let (light, dark) = match token {
            ColorToken::Bg => (0xF4F7FB, 0x060F19),
            ColorToken::Surface => (0xEAEDF2, 0x121C26),
            ColorToken::Surface2 => (0xDDE2EA, 0x1B2733),
            ColorToken::Line => (0xCBD2DC, 0x31404F),
            ColorToken::Text => (0x1F2123, 0xF0F6FC),
            ColorToken::Muted => (0x5C626B, 0xB4C2D0),
            ColorToken::Accent | ColorToken::Series1 => (0x267FF8, 0x00C3DA),
            ColorToken::Accent2 | ColorToken::Series2 => (0xD95737, 0xFF9487),
            ColorToken::OnAccent => (0xFFFFFF, 0x060F19),
            ColorToken::Good | ColorToken::Series3 => (0x009554, 0x3CCB7F),
            ColorToken::Bad => (0xE6443E, 0xFF6B61),
            ColorToken::Warn | ColorToken::Series4 => (0xB97700, 0xEEA20E),
            ColorToken::Series5 => (0x9467F1, 0xBBA4FF),
            ColorToken::Series6 => (0x7A8B00, 0x93C200),
        };
        let [_, r, g, b] = u32::to_be_bytes(if self.mode == Mode::Dark { dark } else { light });
        Rgba::opaque(r, g, b)
    }
}

fn luma(color: Rgba) -> f64 {
    0.2126 * f64::from(color.r) + 0.7152 * f64::from(color.g) + 0.0722 * f64::from(color.b)
}

/// A colour between two, mixed in Oklab with alpha weighing the colours.
///
/// `share` 0 gives exactly `from`, 1 exactly `to`; outside it is clamped.
pub fn mix(from: Rgba, to: Rgba, share: f64) -> Rgba {
    if share <= 0.0 || from == to {
        return from;
    }
    if share >= 1.0 {
        return to;
    }
    let (alpha_from, alpha_to) = (f64::from(from.a) / 255.0, f64::from(to.a) / 255.0);
    let alpha = alpha_from + (alpha_to - alpha_from) * share;
    if alpha <= 0.0 {
        return Rgba { a: 0, ..to };
    }
    let (from, to) = (Oklab::of(from), Oklab::of(to));
    let weight_to = alpha_to * share / alpha;
    let between = |a: f64, b: f64| a * (1.0 - weight_to) + b * weight_to;
    let mixed =
        Oklab { lightness: between(from.lightness, to.lightness), a: between(from.a, to.a), b: between(from.b, to.b) };
    mixed.to_rgba().with_alpha(alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_a_colour_with_itself_changes_nothing() {
        for value in 0..=255 {
            let color = Rgba::opaque(value, 255 - value, value / 2);
            assert_eq!(mix(color, Rgba { a: 254, ..color }, 0.5).r, color.r);
            assert_eq!(mix(color, color, 0.3), color);
        }
    }

    #[test]
    fn black_and_white_meet_in_a_perceptual_grey() {
        let grey = mix(Rgba::BLACK, Rgba::WHITE, 0.5);
        assert_eq!((grey.r, grey.g, grey.b), (99, 99, 99));
    }

    #[test]
    fn a_transparent_colour_lends_no_hue() {
        let clear_red = Rgba { r: 255, g: 0, b: 0, a: 0 };
        let half = mix(clear_red, Rgba::opaque(0, 0, 255), 0.5);
        assert_eq!((half.r, half.g, half.b, half.a), (0, 0, 255, 128));
    }
}
