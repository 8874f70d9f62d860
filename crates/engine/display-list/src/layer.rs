//! How a layer is put on what is below it.

use crate::command::Command;
use crate::displacement::Displacement;
use crate::paint::Color;
use kurbo::{Affine, BezPath};
use std::sync::Arc;

/// How what is drawn between [`Command::PushLayer`] and its end is put on what is below.
///
/// The steps are done in the order of the fields, from the last to the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// How its colours and those below make one colour.
    pub blend: Blend,
    /// Opacity of the layer as a whole, 0 to 1.
    pub opacity: f32,
    /// What is cut off outside of, and its transform to pixels; `None` lets everything through.
    pub clip: Option<(Arc<BezPath>, Affine)>,
    /// What decides where it is seen, after its effects.
    pub matte: Option<Arc<Matte>>,
    /// What is done to its pixels, in order.
    pub effects: Vec<Effect>,
}

/// Drawing commands that decide where a layer is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Matte {
    /// What is drawn, on nothing; layers are balanced.
    pub commands: Vec<Command>,
    /// Whether its light counts, and not its opacity.
    pub is_luma: bool,
    /// Whether the layer is seen where it would not be.
    pub is_inverted: bool,
}

impl Layer {
    /// Whether neighbouring pixels of it differ by less than a level through its effects or its matte.
    pub fn softens(&self) -> bool {
        self.effects.iter().any(Effect::softens)
            || self.matte.as_ref().is_some_and(|matte| matte.commands.iter().any(Command::is_soft))
    }

    /// Whether its pixels have to be known by themselves before they are put on what is below.
    pub fn is_drawn_aside(&self) -> bool {
        !self.effects.is_empty() || self.matte.is_some()
    }
}

impl Default for Layer {
    /// A layer that changes nothing.
    fn default() -> Self {
        Self { blend: Blend::Normal, opacity: 1.0, clip: None, matte: None, effects: Vec::new() }
    }
}

/// How the colours of a layer and of what is below it make one colour.
///
/// Source: Compositing and Blending Level 1, <https://www.w3.org/TR/compositing-1/#blending>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Blend {
    /// The layer's colour.
    #[default]
    Normal,
    /// Darkens: both multiplied.
    Multiply,
    /// Lightens: both inverted and multiplied.
    Screen,
    /// Multiply or screen, by what is below.
    Overlay,
    /// The darker of both.
    Darken,
    /// The lighter of both.
    Lighten,
    /// Brightens what is below.
    ColorDodge,
    /// Darkens what is below.
    ColorBurn,
    /// Multiply or screen, by the layer.
    HardLight,
    /// A softer hard light.
    SoftLight,
    /// The difference of both.
    Difference,
    /// A softer difference.
    Exclusion,
    /// The layer's hue.
    Hue,
    /// The layer's saturation.
    Saturation,
    /// The layer's hue and saturation.
    Color,
    /// The layer's lightness.
    Luminosity,
}

/// What is done to a layer's pixels before it is put on what is below. Lengths are pixels of the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Gaussian blur.
    Blur {
        /// Standard deviation.
        sigma_px: f64,
    },
    /// The mean along a line with the pixel in its middle.
    DirectionalBlur {
        /// From one end of the line to the other, to the right and downwards.
        way_px: [f64; 2],
    },
    /// The layer's shape in one colour, blurred and moved, below the layer.
    Shadow {
        /// To the right and downwards.
        offset_px: [f64; 2],
        /// Standard deviation.
        sigma_px: f64,
        /// Its colour.
        color: Color,
    },
    /// The layer's own light around it: its pixels blurred, tinted and strengthened, below the layer.
    Glow {
        /// Standard deviation.
        sigma_px: f64,
        /// Its colour; the layer's own colours when absent.
        color: Option<Color>,
        /// How strong, 1 as the blur leaves it.
        strength: f64,
    },
    /// A shadow that falls from the layer's edge onto itself.
    InnerShadow {
        /// To the right and downwards.
        offset_px: [f64; 2],
        /// Standard deviation.
        sigma_px: f64,
        /// Its colour.
        color: Color,
    },
    /// Levels from 0 to 1 become a weighted sum of all three: a row of weights for each, then what is added.
    ColorMatrix {
        /// For red, green and blue: weights of red, green and blue, and an offset.
        rows: [[f64; 4]; 3],
    },
    /// Dots of more and less light.
    Grain {
        /// Standard deviation of the light, as a share of white.
        sigma: f64,
        /// Side of a dot.
        size_px: f64,
        /// What the dots are drawn from.
        seed: u64,
    },
    /// Darker towards the corners.
    Vignette {
        /// How dark the corners are: 1 is black.
        amount: f64,
    },
    /// Squares of one colour each.
    Pixelate {
        /// Side of a square.
        size_px: f64,
    },
    /// Red moved to the left and blue to the right.
    RgbSplit {
        /// How far each is moved.
        offset_px: f64,
    },
    /// So many levels in each channel.
    Posterize {
        /// At least 2.
        levels: u32,
    },
    /// Its pixels are taken from elsewhere in it.
    Displace(Displacement),
}

impl Effect {
    /// Whether what it changes gets colours that run into each other, even where they were flat.
    pub const fn softens(&self) -> bool {
        !matches!(
            self,
            Self::ColorMatrix { .. }
                | Self::Pixelate { .. }
                | Self::RgbSplit { .. }
                | Self::Posterize { .. }
                | Self::Displace(_)
        )
    }

    /// How far from its layer's pixels an effect reaches, on each side.
    pub fn reach_px(&self) -> f64 {
        // A Gaussian is below half a level of 255 beyond 3 standard deviations.
        match *self {
            Self::Blur { sigma_px } | Self::Glow { sigma_px, .. } => 3.0 * sigma_px + 1.0,
            Self::Shadow { offset_px, sigma_px, .. } => {
                3.0 * sigma_px + 1.0 + offset_px[0].abs().max(offset_px[1].abs())
            }
            Self::DirectionalBlur { way_px: [x, y] } => x.abs().max(y.abs()) / 2.0 + 2.0,
            Self::Pixelate { size_px } => size_px,
            Self::RgbSplit { offset_px } => offset_px.abs() + 1.0,
            Self::InnerShadow { .. }
            | Self::ColorMatrix { .. }
            | Self::Grain { .. }
            | Self::Vignette { .. }
            | Self::Posterize { .. }
            | Self::Displace(_) => 0.0,
        }
    }

    /// Whether a pixel may depend on any other one of its layer.
    pub const fn reads_all(&self) -> bool {
        matches!(self, Self::Displace(_))
    }
}
