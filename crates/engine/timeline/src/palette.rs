//! The colours of a scene, with every role filled, and how colours are mixed.

use libm::{cbrt, pow};
use pavo_scene::{Color, ColorToken, Mode, Rgba, Theme, ThemeColors};

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
/// Source: Björn Ottosson, "A perceptual color space for image processing", 2020.
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
    let (lab_from, lab_to) = (oklab(from), oklab(to));
    let weight_to = alpha_to * share / alpha;
    let mut lab = [0.0; 3];
    for (channel, value) in lab.iter_mut().enumerate() {
        *value = lab_from[channel] * (1.0 - weight_to) + lab_to[channel] * weight_to;
    }
    let [r, g, b] = from_oklab(lab);
    Rgba { r, g, b, a: byte(alpha) }
}

fn oklab(color: Rgba) -> [f64; 3] {
    let [r, g, b] = [color.r, color.g, color.b].map(|channel| linear(f64::from(channel) / 255.0));
    let l = cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
    let m = cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
    let s = cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
    [
        0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
    ]
}

fn from_oklab([lightness, a, b]: [f64; 3]) -> [u8; 3] {
    let cube = |root: f64| root * root * root;
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548 * b);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
    .map(|channel| byte(encoded(channel)))
}

fn linear(encoded: f64) -> f64 {
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
