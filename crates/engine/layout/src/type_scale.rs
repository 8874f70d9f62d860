//! The house type scale: what each text style means at each ratio.

use pavo_scene::{AspectRatio, TextStyle};

/// How a style is set where the document says nothing else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypeSetting {
    /// Size of the em in design units.
    pub(crate) size: f64,
    /// Smallest size that fitting may choose, in design units.
    pub(crate) min: f64,
    /// 100 to 900.
    pub(crate) weight: f64,
    /// Extra space between letters, in em.
    pub(crate) tracking: f64,
    /// Distance between baselines, as a multiple of the size.
    pub(crate) leading: f64,
    /// Most lines.
    pub(crate) lines: u32,
    /// Which of the theme's typefaces.
    pub(crate) face: Face,
    /// Whether it is set in the theme's muted colour.
    pub(crate) muted: bool,
}

/// A typeface by its role in the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Display,
    Body,
    Mono,
}

/// Nothing that is to be read is set smaller, in design units.
pub(crate) const SMALLEST: f64 = 22.0;

impl TypeSetting {
    pub(crate) fn of(style: TextStyle, aspect: AspectRatio) -> Self {
        use Face::{Body, Display, Mono};
        // Sizes for 16:9, 9:16, and 1:1 or 4:5; then smallest size, weight, tracking, leading, lines.
        let (sizes, min, weight, tracking, leading, lines, face, muted) = match style {
            TextStyle::Display => ([200.0, 170.0, 160.0], 84.0, 800.0, -0.035, 0.98, 3, Display, false),
            TextStyle::Headline => ([116.0, 116.0, 104.0], 60.0, 700.0, -0.025, 1.06, 3, Display, false),
            TextStyle::Title => ([72.0, 80.0, 68.0], 44.0, 700.0, -0.02, 1.12, 3, Display, false),
            TextStyle::Subtitle => ([44.0, 50.0, 44.0], 30.0, 400.0, -0.01, 1.3, 4, Body, true),
            TextStyle::Body => ([34.0, 42.0, 36.0], 26.0, 400.0, 0.0, 1.4, 8, Body, false),
            TextStyle::Label => ([26.0, 32.0, 28.0], 22.0, 600.0, 0.08, 1.25, 2, Body, true),
            TextStyle::Caption => ([24.0, 30.0, 26.0], 22.0, 500.0, 0.0, 1.3, 3, Body, true),
            TextStyle::Mono => ([34.0, 32.0, 30.0], 24.0, 400.0, 0.0, 1.5, 14, Mono, false),
            TextStyle::Numeral => ([300.0, 260.0, 240.0], 96.0, 700.0, -0.03, 0.95, 1, Display, false),
            TextStyle::Quote => ([76.0, 66.0, 64.0], 44.0, 500.0, -0.015, 1.24, 8, Display, false),
        };
        let size = match aspect {
            AspectRatio::Wide => sizes[0],
            AspectRatio::Tall => sizes[1],
            AspectRatio::Square | AspectRatio::Feed => sizes[2],
        };
        Self { size, min, weight, tracking, leading, lines, face, muted }
    }
}
