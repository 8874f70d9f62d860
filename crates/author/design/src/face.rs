//! Typefaces: which go together, and how each wants to be set.

use crate::font_cut::own_setting;
use crate::look::Look;

/// Typefaces that go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    /// For what is large.
    pub(crate) display: &'static str,
    /// For what is read.
    pub(crate) body: &'static str,
    /// For figures in tables, code and small marks.
    pub(crate) mono: &'static str,
}

/// How a family wants to be set when it is large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting {
    /// 100 to 900; one that is bundled.
    pub(crate) weight: f64,
    /// Extra space between letters, in em.
    pub(crate) tracking: f64,
    /// Distance between baselines, as a multiple of the size.
    pub(crate) leading: f64,
}

/// How a look's display family wants to be set when it is large.
pub(crate) fn display_setting(look: &Look) -> Setting {
    let family = look.display_family();
    own_setting(&look.own_fonts, family).unwrap_or_else(|| bundled_setting(family))
}

fn bundled_setting(family: &str) -> Setting {
    let (weight, tracking, leading) = match family {
        "Anton" => (400.0, 0.0, 1.12),
        "Archivo Black" => (400.0, -0.03, 1.0),
        "Bricolage Grotesque" => (800.0, -0.025, 1.0),
        "Caveat" => (700.0, 0.0, 0.92),
        "DM Serif Display" => (400.0, -0.012, 1.06),
        "Fredoka" => (600.0, -0.01, 1.06),
        "Instrument Serif" => (400.0, -0.02, 1.0),
        "JetBrains Mono" => (700.0, -0.035, 1.18),
        "Manrope" => (800.0, -0.035, 1.06),
        "Orbitron" => (700.0, 0.01, 1.2),
        "Playfair Display" => (700.0, -0.015, 1.08),
        "Press Start 2P" => (400.0, 0.0, 1.45),
        "Space Grotesk" => (700.0, -0.025, 1.02),
        "Space Mono" => (700.0, -0.04, 1.18),
        _ => (800.0, -0.035, 1.02),
    };
    Setting { weight, tracking, leading }
}

/// Whether a family has serifs; a pair of two families should differ in this.
pub(crate) fn has_serifs(family: &str) -> bool {
    matches!(family, "Playfair Display" | "Instrument Serif" | "DM Serif Display")
}
