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
        /// They are blurred along a line.
        DirectionalBlur "directionalBlur",
        /// Their shape in one colour is put below them, blurred and moved.
        Shadow "shadow",
        /// Their light is put around them.
        Glow "glow",
        /// A shadow falls onto them from their own edge.
        InnerShadow "innerShadow",
        /// Their brightness, contrast, saturation and hue are changed.
        Adjust "adjust",
        /// They become shades of one colour, or of two.
        Tint "tint" | "duotone",
        /// Grain of changing dots lies on them.
        Grain "grain",
        /// They are darker towards the corners.
        Vignette "vignette",
        /// They become squares.
        Pixelate "pixelate",
        /// Their red and blue are moved apart.
        RgbSplit "rgbSplit" | "chroma",
        /// They have only so many levels.
        Posterize "posterize",
    }
}

record! {
    /// Something done to the pixels of a node.
    pub struct Effect {
        /// What is done.
        kind "fx": EffectKind,
        /// How wide it is blurred, in design units: twice the standard deviation; by default 16, for glow 40.
        /// The side of a square for pixelate (by default 24), the way for rgbSplit (8), the size of a dot for grain (2), the
        /// length of a directionalBlur (48).
        radius "radius": Option<f64> where 0.0..=400.0,
        /// How far a shadow is moved to the right, in design units.
        x "x": Option<f64> where -1000.0..=1000.0,
        /// How far a shadow is moved downwards, in design units; by default 8.
        y "y": Option<f64> where -1000.0..=1000.0,
        /// Degrees, clockwise: the line of a directionalBlur; 0 (default) runs from left to right.
        angle "angle": Option<f64> where -3600.0..=3600.0,
        /// Colour of a shadow (by default black at 30 %), of a glow (by default the node's own colours) or of a tint.
        color "color": Option<Color>,
        /// Colour that black becomes under a tint, where white becomes its `color`: a duotone. By default black.
        shade "shade": Option<Color>,
        /// How strong a glow is: 1 as the blur leaves it, which is the default. For tint (1), vignette (0.2) and grain
        /// (0.05), how much of it there is; for posterize, the number of levels (6).
        strength "strength": Option<f64> where 0.0..=64.0,
        /// Added to all levels by adjust, -1 (black) to 1 (white).
        brightness "brightness": Option<f64> where -1.0..=1.0,
        /// Levels are spread from the middle by adjust, -1 (grey) to 4.
        contrast "contrast": Option<f64> where -1.0..=4.0,
        /// Colours are strengthened by adjust, -1 (grey) to 4.
        saturation "saturation": Option<f64> where -1.0..=4.0,
        /// Degrees by which adjust turns hues.
        hue "hue": Option<f64> where -360.0..=360.0,
        /// How far adjust inverts, 0 to 1.
        invert "invert": Option<f64> where 0.0..=1.0,
    }
}

impl Effect {
    /// An effect as it is by default.
    pub const fn new(kind: EffectKind) -> Self {
        Self {
            kind,
            radius: None,
            x: None,
            y: None,
            angle: None,
            color: None,
            shade: None,
            strength: None,
            brightness: None,
            contrast: None,
            saturation: None,
            hue: None,
            invert: None,
        }
    }
}

keyword! {
    /// What of another node decides where a node is seen.
    pub enum MatteKind {
        /// Where it is opaque.
        Alpha "alpha",
        /// Where it is bright.
        Luma "luma",
    }
}

record! {
    /// Another node decides where a node is seen; that one is not drawn itself.
    pub struct Matte {
        /// The id of a sibling.
        node "node": String,
        /// alpha (default) or luma.
        kind "kind": Option<MatteKind>,
        /// Whether the node is seen where it would not be.
        invert "invert": Option<bool>,
    }
}
