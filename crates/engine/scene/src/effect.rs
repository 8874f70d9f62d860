//! What is done to the pixels of a node, and how they are mixed with those below.

use crate::color::Color;
use crate::record::{keyword, record};

keyword! {
    /// How the colours of a node and of what is below it make one colour (W3C Compositing and Blending).
    pub enum BlendMode {
        /// The node's colour.
        Normal "normal",
        /// Both multiplied: darkens.
        Multiply "multiply",
        /// Both inverted and multiplied: lightens.
        Screen "screen",
        /// Multiply or screen, by what is below.
        Overlay "overlay",
        /// The darker of both.
        Darken "darken",
        /// The lighter of both.
        Lighten "lighten",
        /// Brightens what is below.
        ColorDodge "color-dodge",
        /// Darkens what is below.
        ColorBurn "color-burn",
        /// Multiply or screen, by the node.
        HardLight "hard-light",
        /// A softer hard light.
        SoftLight "soft-light",
        /// The difference of both.
        Difference "difference",
        /// A softer difference.
        Exclusion "exclusion",
        /// The node's hue.
        Hue "hue",
        /// The node's saturation.
        Saturation "saturation",
        /// The node's hue and saturation.
        Color "color",
        /// The node's lightness.
        Luminosity "luminosity",
    }
}

keyword! {
    /// What is done to a node's pixels.
    pub enum EffectKind {
        /// They are blurred.
        Blur "blur",
        /// Their shape in one colour is put below them, blurred and moved.
        Shadow "shadow",
        /// Their light is put around them.
        Glow "glow",
    }
}

record! {
    /// Something done to the pixels of a node.
    pub struct Effect {
        /// blur, shadow or glow.
        kind "fx": EffectKind,
        /// How wide it is blurred, in design units: twice the standard deviation. By default 16, for glow 40.
        radius "radius": Option<f64> where 0.0..=400.0,
        /// How far a shadow is moved to the right, in design units.
        x "x": Option<f64> where -1000.0..=1000.0,
        /// How far a shadow is moved downwards, in design units; by default 8.
        y "y": Option<f64> where -1000.0..=1000.0,
        /// Colour of a shadow (by default black at 30 %) or of a glow (by default the node's own colours).
        color "color": Option<Color>,
        /// How strong a glow is: 1 as the blur leaves it, which is the default.
        strength "strength": Option<f64> where 0.0..=10.0,
    }
}

impl Effect {
    /// An effect as it is by default.
    pub const fn new(kind: EffectKind) -> Self {
        Self { kind, radius: None, x: None, y: None, color: None, strength: None }
    }
}
