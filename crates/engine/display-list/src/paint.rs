//! Resolved paints.

use kurbo::{Rect, Vec2};
use std::sync::Arc;

/// A literal sRGB colour with straight alpha, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity: 255 is opaque.
    pub a: u8,
}

/// What a shape is filled with, in the shape's own space.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// One colour.
    Solid(Color),
    /// Colours that run into each other.
    Gradient(Gradient),
    /// Colours at the points of a grid.
    Mesh(Mesh),
    /// A picture.
    Picture(PicturePaint),
}

/// Colours at the points of a fine grid; between them and beyond its edges nothing sudden happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Mesh {
    /// Where the outermost points lie.
    pub rect: Rect,
    /// How many points a row has, at least two.
    pub columns: u16,
    /// The colours, rows from the top; at least two rows.
    pub colors: Arc<[Color]>,
}

/// A picture over a rectangle.
#[derive(Debug, Clone, PartialEq)]
pub struct PicturePaint {
    /// The picture's name in the assets.
    pub picture: Arc<str>,
    /// What it is laid over.
    pub rect: Rect,
    /// How it is laid over it.
    pub fit: PictureFit,
    /// Opacity, 0 to 1.
    pub opacity: f32,
}

/// How a picture is laid over a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFit {
    /// Covers it, its middle in the middle.
    Cover,
    /// Is stretched to it.
    Fill,
    /// Is repeated from its top left corner on, with a pixel as long as a unit.
    Tile,
}

/// A gradient in the space of the shape it fills.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// Where it runs.
    pub geometry: GradientGeometry,
    /// Colours at offsets from 0 to 1, not falling; beyond the ends the last colours go on.
    pub stops: Vec<(f32, Color)>,
    /// Whether neighbouring colours are mixed in Oklab (true) or in sRGB as stored.
    pub oklab: bool,
}

/// Where a gradient runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GradientGeometry {
    /// From a point to a point.
    Linear {
        /// Where the first colour is.
        start: [f64; 2],
        /// Where the last colour is.
        end: [f64; 2],
    },
    /// From a centre outwards.
    Radial {
        /// Where the first colour is.
        center: [f64; 2],
        /// How far away the last colour is.
        radius: f64,
    },
    /// Around a centre, clockwise.
    Conic {
        /// The centre.
        center: [f64; 2],
        /// Where it begins, in radians clockwise from three o'clock.
        start_angle: f64,
    },
}

impl Paint {
    /// Whether it needs dithering: neighbouring pixels differ by less than a level.
    pub const fn is_soft(&self) -> bool {
        matches!(self, Self::Gradient(_) | Self::Mesh(_))
    }

    /// Whether nothing behind it can be seen.
    pub fn is_opaque(&self) -> bool {
        match self {
            Self::Solid(color) => color.a == 255,
            Self::Gradient(gradient) => gradient.stops.iter().all(|(_, color)| color.a == 255),
            Self::Mesh(mesh) => mesh.colors.iter().all(|color| color.a == 255),
            // What is in the picture is not known here.
            Self::Picture(_) => false,
        }
    }

    /// Whether nothing of it can be seen.
    pub fn is_invisible(&self) -> bool {
        match self {
            Self::Solid(color) => color.a == 0,
            Self::Gradient(gradient) => gradient.stops.iter().all(|(_, color)| color.a == 0),
            Self::Mesh(mesh) => mesh.colors.iter().all(|color| color.a == 0),
            Self::Picture(picture) => picture.opacity <= 0.0,
        }
    }

    /// The same paint with its opacity multiplied, 0 to 1.
    #[must_use]
    pub fn faded(self, opacity: f64) -> Self {
        if opacity >= 1.0 {
            return self;
        }
        let fade = |color: Color| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
            let a = (f64::from(color.a) * opacity.clamp(0.0, 1.0)).round() as u8;
            Color { a, ..color }
        };
        match self {
            Self::Solid(color) => Self::Solid(fade(color)),
            Self::Gradient(mut gradient) => {
                for (_, color) in &mut gradient.stops {
                    *color = fade(*color);
                }
                Self::Gradient(gradient)
            }
            Self::Mesh(mesh) => {
                let colors = mesh.colors.iter().map(|color| fade(*color)).collect();
                Self::Mesh(Mesh { colors, ..mesh })
            }
            Self::Picture(picture) => {
                #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
                let opacity = picture.opacity * opacity.max(0.0) as f32;
                Self::Picture(PicturePaint { opacity, ..picture })
            }
        }
    }

    /// The same paint, moved within its space.
    #[must_use]
    pub fn moved(self, by: Vec2) -> Self {
        use GradientGeometry as G;
        let point = |[x, y]: [f64; 2]| [x + by.x, y + by.y];
        match self {
            Self::Solid(_) => self,
            Self::Gradient(gradient) => {
                let geometry = match gradient.geometry {
                    G::Linear { start, end } => G::Linear { start: point(start), end: point(end) },
                    G::Radial { center, radius } => G::Radial { center: point(center), radius },
                    G::Conic { center, start_angle } => G::Conic { center: point(center), start_angle },
                };
                Self::Gradient(Gradient { geometry, ..gradient })
            }
            Self::Mesh(mesh) => Self::Mesh(Mesh { rect: mesh.rect + by, ..mesh }),
            Self::Picture(picture) => Self::Picture(PicturePaint { rect: picture.rect + by, ..picture }),
        }
    }
}
