//! How a layer is put on what is below it.

use crate::paint::Color;
use kurbo::{Affine, BezPath};
use std::sync::Arc;

/// How what is drawn between [`Command::PushLayer`](crate::Command::PushLayer) and its end is put on what is below.
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
    /// What is done to its pixels, in order, before they are cut off.
    pub effects: Vec<Effect>,
}

impl Default for Layer {
    /// A layer that changes nothing.
    fn default() -> Self {
        Self { blend: Blend::Normal, opacity: 1.0, clip: None, effects: Vec::new() }
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
}

impl Effect {
    /// How far from its layer's pixels an effect reaches, on each side.
    pub fn reach_px(&self) -> f64 {
        // A Gaussian is below half a level of 255 beyond 3 standard deviations.
        match *self {
            Self::Blur { sigma_px } | Self::Glow { sigma_px, .. } => 3.0 * sigma_px + 1.0,
            Self::Shadow { offset_px, sigma_px, .. } => {
                3.0 * sigma_px + 1.0 + offset_px[0].abs().max(offset_px[1].abs())
            }
        }
    }
}
