//! Drawing commands.

use crate::layer::{Blend, Effect, Layer};
use crate::paint::Paint;
use crate::segment::bounds_of;
use kurbo::{Affine, BezPath, Rect, Shape};
use pavo_media::FontId;
use std::sync::Arc;

/// The box of a letter around its origin, in its run's space; `None` for a letter without a shape.
pub type LetterBounds<'l> = dyn FnMut(&GlyphRun, &Glyph) -> Option<Rect> + 'l;

/// A command to draw something, or to begin or end a layer.
///
/// Every shape comes in its own space with `pixels_from_shape`, the transform to pixels of the frame
/// (origin at the top left, y downwards).
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Fills a rectangle.
    FillRect {
        /// The rectangle.
        rect: Rect,
        /// To pixels.
        pixels_from_shape: Affine,
        /// Its paint.
        paint: Paint,
    },
    /// Fills an outline.
    FillPath {
        /// The outline.
        path: Arc<BezPath>,
        /// What is within it.
        rule: FillRule,
        /// To pixels.
        pixels_from_shape: Affine,
        /// Its paint.
        paint: Paint,
    },
    /// Draws a line along an outline.
    StrokePath {
        /// The outline.
        path: Arc<BezPath>,
        /// How the line is drawn, in the outline's space.
        stroke: Stroke,
        /// To pixels.
        pixels_from_shape: Affine,
        /// Its paint.
        paint: Paint,
    },
    /// Fills letters.
    Glyphs {
        /// Whose letters they are.
        run: GlyphRun,
        /// The letters.
        glyphs: Vec<Glyph>,
        /// An outline to draw instead of filling.
        outline: Option<Stroke>,
        /// To pixels.
        pixels_from_shape: Affine,
        /// Their paint.
        paint: Paint,
    },
    /// Draws a picture.
    Image {
        /// The picture's name in the assets.
        picture: Arc<str>,
        /// Which frame of one that moves; 0 for one that stands.
        frame: u32,
        /// Its size in its own pixels, for reading along.
        size: [u32; 2],
        /// From the picture's pixels to the frame's.
        pixels_from_shape: Affine,
        /// Opacity, 0 to 1.
        opacity: f32,
    },
    /// Draws a drawing.
    Drawing {
        /// The drawing's name in the assets.
        drawing: Arc<str>,
        /// Its size in its own units.
        size: [f64; 2],
        /// From the drawing's units to pixels.
        pixels_from_shape: Affine,
        /// Opacity, 0 to 1.
        opacity: f32,
    },
    /// Draws the mean of several states of something that moves, in linear light.
    Moving {
        /// What draws each state; layers are balanced, and nothing is blended with what is below.
        samples: Vec<Vec<Self>>,
    },
    /// Begins a layer: what follows is drawn by itself and then put on what is below.
    PushLayer(Layer),
    /// Ends the last layer.
    PopLayer,
    /// Does something to all pixels that are there, within the layer or the frame.
    AdjustBelow {
        /// What is done, in order.
        effects: Vec<Effect>,
        /// How much of it is seen, 0 to 1.
        opacity: f32,
    },
}

/// What is within an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FillRule {
    /// What it goes around more often one way than the other.
    #[default]
    NonZero,
    /// What it goes around an odd number of times.
    EvenOdd,
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Width in the space of the outline.
    pub width: f64,
    /// How it ends.
    pub cap: Cap,
    /// How it turns.
    pub join: Join,
    /// Lengths of dashes and gaps in turn; empty for a whole line.
    pub dash: Vec<f64>,
    /// How far into the dashes it begins.
    pub dash_offset: f64,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Cut off.
    Butt,
    /// With half a circle.
    Round,
    /// With half a square.
    Square,
}

/// How a line turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// With a point, up to four times the width.
    Miter,
    /// Rounded.
    Round,
    /// Cut off.
    Bevel,
}

/// What the letters of a run have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlyphRun {
    /// The font.
    pub font: FontId,
    /// Size of the em in the run's space.
    pub size: f32,
    /// Slant that stands in for a missing italic, in radians; 0 for none.
    pub skew: f32,
    /// Whether a missing bold is stood in for by thicker outlines.
    pub embolden: bool,
    /// Where it is on the axes of a variable font.
    pub axes: Axes,
}

/// A place in a variable font: for each of its axes, in the font's order, where on it, -1 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Axes([i16; Self::MOST]);

impl Axes {
    /// So many axes are kept; a font with more stays at its default on the others.
    pub const MOST: usize = 6;

    /// A place by its coordinates, in 1/16384.
    pub fn new(coords: impl IntoIterator<Item = i16>) -> Self {
        let mut axes = Self::default();
        for (axis, coord) in axes.0.iter_mut().zip(coords) {
            *axis = coord;
        }
        axes
    }

    /// The coordinates in 1/16384, up to the last that is not 0.
    pub fn coords(&self) -> &[i16] {
        let count = self.0.iter().rposition(|coord| *coord != 0).map_or(0, |last| last + 1);
        &self.0[..count]
    }

    /// A place on the way to another one: 0 this one, 1 the other.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        let mut axes = self;
        for (axis, to) in axes.0.iter_mut().zip(other.0) {
            let between = f64::from(*axis) + (f64::from(to) - f64::from(*axis)) * share;
            #[expect(clippy::cast_possible_truncation, reason = "between two coordinates")]
            let coord = between.round() as i16;
            *axis = coord;
        }
        axes
    }
}

/// A letter and its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The glyph's number in its font.
    pub id: u32,
    /// From the run's origin to the right.
    pub x: f32,
    /// From the run's origin downwards, to the baseline.
    pub y: f32,
}

impl Command {
    /// Fills an outline by the non-zero rule.
    pub fn fill(path: impl Into<Arc<BezPath>>, pixels_from_shape: Affine, paint: Paint) -> Self {
        Self::FillPath { path: path.into(), rule: FillRule::NonZero, pixels_from_shape, paint }
    }

    /// A layer that shows only what lies within an outline.
    pub fn clip(path: Arc<BezPath>, pixels_from_shape: Affine) -> Self {
        Self::PushLayer(Layer { clip: Some((path, pixels_from_shape)), ..Layer::default() })
    }

    /// The pixels that may be touched, in frame coordinates; `None` for what draws nothing by itself.
    ///
    /// Without a look into the fonts, letters count as larger than they are.
    pub fn bounds(&self) -> Option<Rect> {
        self.bounds_by(&mut |run, _| {
            // Letters stay within two em of their origin in every font that is bundled.
            let reach = 2.0 * f64::from(run.size);
            Some(Rect::new(-reach, -reach, reach, reach))
        })
    }

    /// As [`Command::bounds`], with the box of each letter around its origin by `letter`, in its run's space;
    /// `None` for letters without a shape.
    pub fn bounds_by(&self, letter: &mut LetterBounds<'_>) -> Option<Rect> {
        let (bounds, transform) = match self {
            Self::FillRect { rect, pixels_from_shape, .. } => (*rect, pixels_from_shape),
            Self::FillPath { path, pixels_from_shape, .. } => (path.control_box(), pixels_from_shape),
            Self::StrokePath { path, stroke, pixels_from_shape, .. } => {
                // A mitred corner reaches at most four half widths.
                (path.control_box().inflate(2.0 * stroke.width, 2.0 * stroke.width), pixels_from_shape)
            }
            Self::Glyphs { run, glyphs, outline, pixels_from_shape, .. } => {
                let placed = glyphs.iter().filter_map(|glyph| {
                    let origin = kurbo::Vec2::new(f64::from(glyph.x), f64::from(glyph.y));
                    letter(run, glyph).map(|bounds| bounds + origin)
                });
                let bounds = placed.reduce(|all, one| all.union(one))?;
                // A mitred corner reaches at most four half widths.
                let outline = 2.0 * outline.as_ref().map_or(0.0, |outline| outline.width);
                (bounds.inflate(outline, outline), pixels_from_shape)
            }
            Self::Image { size, pixels_from_shape, .. } => {
                (Rect::new(0.0, 0.0, f64::from(size[0]), f64::from(size[1])), pixels_from_shape)
            }
            // What lies outside of its frame is not seen.
            Self::Drawing { size, pixels_from_shape, .. } => (Rect::new(0.0, 0.0, size[0], size[1]), pixels_from_shape),
            Self::Moving { samples } => {
                let bounds = samples.iter().filter_map(|sample| bounds_of(sample, letter));
                return bounds.reduce(|all, one| all.union(one));
            }
            Self::PushLayer(_) | Self::PopLayer | Self::AdjustBelow { .. } => return None,
        };
        // One pixel more for smoothed edges.
        Some((*transform * bounds.to_path(0.1)).bounding_box().inflate(1.0, 1.0))
    }

    /// Whether it is a layer whose colours depend on those below it.
    pub fn is_blended(&self) -> bool {
        match self {
            Self::PushLayer(layer) => layer.blend != Blend::Normal,
            Self::AdjustBelow { .. } => true,
            _ => false,
        }
    }

    /// Whether neighbouring pixels of what it draws differ by less than a level.
    pub fn is_soft(&self) -> bool {
        match self {
            Self::FillRect { paint, .. }
            | Self::FillPath { paint, .. }
            | Self::StrokePath { paint, .. }
            | Self::Glyphs { paint, .. } => paint.is_soft(),
            Self::PushLayer(layer) => layer.softens(),
            Self::AdjustBelow { effects, .. } => effects.iter().any(Effect::softens),
            Self::Moving { samples } => samples.iter().flatten().any(Self::is_soft),
            Self::Image { .. } | Self::Drawing { .. } | Self::PopLayer => false,
        }
    }
}
