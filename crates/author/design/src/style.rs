//! Styles: which colours, typefaces, grounds and layouts go together.

use crate::face::Pair;
use crate::styles::STYLES;
use pavo_scene::TransitionPreset;

/// What lies behind everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// The bare background colour.
    Plain,
    /// Soft light that wanders.
    Glow,
    /// Ruled squares that fade towards the edges.
    Grid,
    /// A field of dots in a corner.
    Dots,
    /// Wide diagonal bands.
    Bands,
    /// Large concentric rings around a corner.
    Rings,
    /// Flowing contour lines.
    Contours,
    /// Light that falls in from above.
    Horizon,
    /// Wide lights in neighbouring colours.
    Mesh,
    /// Stars in three depths.
    Stars,
    /// Hills along the lower edge.
    Waves,
    /// Rays from below.
    Rays,
    /// A floor that runs to the horizon.
    Floor,
    /// Fine lines as on a tube.
    Scanlines,
    /// Discs of light out of focus.
    Bokeh,
}

/// How a title is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleLayout {
    /// Flush left under an accent rule, with hairline and folio marks.
    Editorial,
    /// Centred between hairlines.
    Hairlines,
    /// Oversized at the bottom left, with geometry in the opposite corner.
    Corner,
    /// A coloured panel beside the words.
    Split,
    /// Centred in a drawn frame.
    Frame,
    /// Centred before concentric rings.
    Stage,
}

/// How the words of a title come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// From behind an edge, line by line.
    Crisp,
    /// Word by word, softly.
    Soft,
    /// Drawn together from wide spacing.
    Weighty,
    /// Word by word, with a little life.
    Playful,
    /// Typed.
    Mechanical,
    /// From large to right, at once.
    Punchy,
}

/// What cards and windows are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Panel {
    /// A plain surface.
    Flat,
    /// A surface above the ground, with a soft shadow.
    Soft,
    /// A surface with a fine edge.
    Lined,
    /// No surface: what is on it hangs from a line.
    Bare,
    /// A thick edge and a hard shadow.
    Hard,
    /// A veil of light.
    Glass,
}

/// A style.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Its name in a document's `theme.preset`.
    pub(crate) name: &'static str,
    /// Words of a prompt that ask for it by name.
    pub(crate) words: &'static [&'static str],
    /// Words of a prompt about things that it suits.
    pub(crate) topics: &'static [&'static str],
    /// Its palettes, by name.
    pub(crate) palettes: &'static [&'static str],
    /// Its typefaces.
    pub(crate) pairs: &'static [Pair],
    /// Its manner of motion, as `theme.motion.character` has it.
    pub(crate) character: &'static str,
    /// Its pace, 0 to 1.
    pub(crate) energy: f64,
    pub(crate) grounds: &'static [Ground],
    pub(crate) layouts: &'static [TitleLayout],
    pub(crate) voice: Voice,
    /// Whether titles are set in capitals when that is left to us.
    pub(crate) capitals: bool,
    /// Radius of corners, in design units.
    pub(crate) radius: f64,
    /// What cards and windows are made of.
    pub(crate) panel: Panel,
    /// How one scene follows another.
    pub(crate) transition: TransitionPreset,
    /// How often it is chosen when nothing speaks for any style.
    pub(crate) weight: f64,
}

/// A style by its name, or by another word for it.
pub(crate) fn style_named(name: &str) -> Option<&'static Style> {
    let exact = STYLES.iter().find(|style| style.name == name);
    exact.or_else(|| STYLES.iter().find(|style| style.words.contains(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::bundled_fonts;
    use crate::palettes::palette_named;

    #[test]
    fn every_style_is_complete_and_names_what_exists() {
        for style in STYLES {
            assert!(!style.pairs.is_empty() && !style.grounds.is_empty() && style.layouts.len() >= 2, "{}", style.name);
            assert!(!style.palettes.is_empty(), "{}", style.name);
            for name in style.palettes {
                assert!(palette_named(name).is_some(), "{}: {name}", style.name);
            }
            for pair in style.pairs {
                for family in [pair.display, pair.body, pair.mono] {
                    assert!(bundled_fonts().iter().any(|font| font.family == family), "{}: {family}", style.name);
                }
            }
        }
    }
}
