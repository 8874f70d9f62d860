//! Colours: literal, or named by their role in the theme.

use crate::reader::{Part, Reader};
use crate::record::{keyword, record};
use serde_json::{Map, Value, json};
use std::fmt;

/// A literal sRGB colour with straight (not premultiplied) alpha, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgba {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity: 255 is opaque.
    pub a: u8,
}

impl Rgba {
    /// Opaque black.
    pub const BLACK: Self = Self::opaque(0, 0, 0);
    /// Opaque white.
    pub const WHITE: Self = Self::opaque(255, 255, 255);
    /// Nothing at all.
    pub const TRANSPARENT: Self = Self { r: 0, g: 0, b: 0, a: 0 };

    /// A colour that lets nothing through.
    pub const fn opaque(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// The same colour at another opacity, 0 to 1.
    #[must_use]
    pub fn with_alpha(self, alpha: f64) -> Self {
        Self { a: unit_to_byte(alpha), ..self }
    }

    /// Reads `#RGB`, `#RGBA`, `#RRGGBB`, `#RRGGBBAA`, CSS colour functions and the CSS colour names.
    pub fn parse(text: &str) -> Option<Self> {
        let [r, g, b, a] = csscolorparser::parse(text.trim()).ok()?.to_rgba8();
        Some(Self { r, g, b, a })
    }
}

/// `#RRGGBB`, or `#RRGGBBAA` where the colour is not opaque.
impl fmt::Display for Rgba {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)?;
        if self.a == 255 { Ok(()) } else { write!(f, "{:02X}", self.a) }
    }
}

/// 0..1 as 0..255, rounded.
pub(crate) fn unit_to_byte(unit: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
    let byte = (unit.clamp(0.0, 1.0) * 255.0).round() as u8;
    byte
}

keyword! {
    /// A colour by its role in the theme.
    pub enum ColorToken {
        /// Behind everything.
        Bg "bg",
        /// Cards and panels.
        Surface "surface",
        /// Panels on panels.
        Surface2 "surface2",
        /// Rules, borders, axes.
        Line "line",
        /// What is to be read.
        Text "text",
        /// Secondary text.
        Muted "muted",
        /// The one colour that draws the eye.
        Accent "accent",
        /// A second, rarer accent.
        Accent2 "accent2",
        /// Text on the accent.
        OnAccent "onAccent",
        /// Gains.
        Good "good",
        /// Losses.
        Bad "bad",
        /// Warnings.
        Warn "warn",
        /// First data series.
        Series1 "series1",
        /// Second data series.
        Series2 "series2",
        /// Third data series.
        Series3 "series3",
        /// Fourth data series.
        Series4 "series4",
        /// Fifth data series.
        Series5 "series5",
        /// Sixth data series.
        Series6 "series6",
    }
}

/// A colour as a document gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// By its role in the theme.
    Token(ColorToken),
    /// As it is.
    Literal(Rgba),
}

impl From<Rgba> for Color {
    fn from(literal: Rgba) -> Self {
        Self::Literal(literal)
    }
}

impl From<ColorToken> for Color {
    fn from(token: ColorToken) -> Self {
        Self::Token(token)
    }
}

impl Part for Color {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let found = value.as_str().and_then(|text| {
            ColorToken::from_word(text).map(Self::Token).or_else(|| Rgba::parse(text).map(Self::Literal))
        });
        if found.is_none() {
            let tokens = ColorToken::WORDS.join(", ");
            let allowed = format!("#RRGGBB, #RRGGBBAA, a CSS colour, or a theme colour ({tokens})");
            reader.error("not a colour", Some(value), Some(allowed));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(match self {
            Self::Token(token) => token.word().into(),
            Self::Literal(literal) => literal.to_string().into(),
        })
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Color", |definitions| {
            json!({
                "description": "#RRGGBB, #RRGGBBAA, a CSS colour name or function, or a role in the theme.",
                "anyOf": [ColorToken::schema(definitions), { "type": "string" }],
            })
        })
    }
}

record! {
    /// The colours of a theme by role; what is left out comes from the preset.
    #[derive(Default)]
    pub struct ThemeColors {
        /// Behind everything.
        bg "bg": Option<LiteralColor>,
        /// Cards and panels.
        surface "surface": Option<LiteralColor>,
        /// Panels on panels.
        surface2 "surface2": Option<LiteralColor>,
        /// Rules, borders, axes.
        line "line": Option<LiteralColor>,
        /// What is to be read.
        text "text": Option<LiteralColor>,
        /// Secondary text.
        muted "muted": Option<LiteralColor>,
        /// The one colour that draws the eye.
        accent "accent": Option<LiteralColor>,
        /// A second, rarer accent.
        accent2 "accent2": Option<LiteralColor>,
        /// Text on the accent.
        on_accent "onAccent": Option<LiteralColor>,
        /// Gains.
        good "good": Option<LiteralColor>,
        /// Losses.
        bad "bad": Option<LiteralColor>,
        /// Warnings.
        warn "warn": Option<LiteralColor>,
        /// First data series.
        series1 "series1": Option<LiteralColor>,
        /// Second data series.
        series2 "series2": Option<LiteralColor>,
        /// Third data series.
        series3 "series3": Option<LiteralColor>,
        /// Fourth data series.
        series4 "series4": Option<LiteralColor>,
        /// Fifth data series.
        series5 "series5": Option<LiteralColor>,
        /// Sixth data series.
        series6 "series6": Option<LiteralColor>,
    }
}

impl ThemeColors {
    /// The colour of a role, if this theme sets it.
    pub fn get(&self, token: ColorToken) -> Option<Rgba> {
        self.slot(token).map(|literal| literal.0)
    }

    /// Sets the colour of a role.
    pub fn set(&mut self, token: ColorToken, color: Rgba) {
        *self.slot_mut(token) = Some(LiteralColor(color));
    }

    fn slot(&self, token: ColorToken) -> Option<LiteralColor> {
        match token {
            ColorToken::Bg => self.bg,
            ColorToken::Surface => self.surface,
            ColorToken::Surface2 => self.surface2,
            ColorToken::Line => self.line,
            ColorToken::Text => self.text,
            ColorToken::Muted => self.muted,
            ColorToken::Accent => self.accent,
            ColorToken::Accent2 => self.accent2,
            ColorToken::OnAccent => self.on_accent,
            ColorToken::Good => self.good,
            ColorToken::Bad => self.bad,
            ColorToken::Warn => self.warn,
            ColorToken::Series1 => self.series1,
            ColorToken::Series2 => self.series2,
            ColorToken::Series3 => self.series3,
            ColorToken::Series4 => self.series4,
            ColorToken::Series5 => self.series5,
            ColorToken::Series6 => self.series6,
        }
    }

    fn slot_mut(&mut self, token: ColorToken) -> &mut Option<LiteralColor> {
        match token {
            ColorToken::Bg => &mut self.bg,
            ColorToken::Surface => &mut self.surface,
            ColorToken::Surface2 => &mut self.surface2,
            ColorToken::Line => &mut self.line,
            ColorToken::Text => &mut self.text,
            ColorToken::Muted => &mut self.muted,
            ColorToken::Accent => &mut self.accent,
            ColorToken::Accent2 => &mut self.accent2,
            ColorToken::OnAccent => &mut self.on_accent,
            ColorToken::Good => &mut self.good,
            ColorToken::Bad => &mut self.bad,
            ColorToken::Warn => &mut self.warn,
            ColorToken::Series1 => &mut self.series1,
            ColorToken::Series2 => &mut self.series2,
            ColorToken::Series3 => &mut self.series3,
            ColorToken::Series4 => &mut self.series4,
            ColorToken::Series5 => &mut self.series5,
            ColorToken::Series6 => &mut self.series6,
        }
    }
}

/// A colour that stands for itself; a theme's roles are defined by these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiteralColor(
    /// The colour.
    pub Rgba,
);

impl Part for LiteralColor {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let found = value.as_str().and_then(Rgba::parse).map(Self);
        if found.is_none() {
            reader.error("not a colour", Some(value), Some("#RRGGBB, #RRGGBBAA, or a CSS colour".to_owned()));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(self.0.to_string().into())
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "string" })
    }
}
