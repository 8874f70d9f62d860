//! How far something is from its place of rest: what presets do to a node or to a piece of a text.

use crate::palette::mix;
use pavo_scene::{Rgba, Side};

/// A deviation from rest. Several of them combine: moves add up, scales and opacities multiply.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// To the right and downwards, in design units.
    pub shift_units: [f64; 2],
    /// To the right and downwards, in em of a text (in heights of the box for anything else).
    pub shift_em: [f64; 2],
    /// To the right and downwards, as a share of the piece's own box (a line's height for text).
    pub shift_box: [f64; 2],
    /// Towards a place just outside the frame, 0 (home) to 1 (outside).
    pub outside: Option<(Side, f64)>,
    /// Width and height as factors.
    pub scale: [f64; 2],
    /// The point that scaling (and for pieces of a text turning) keeps, as fractions of the piece's box; the node's
    /// pivot when absent.
    pub scale_origin: Option<[f64; 2]>,
    /// Radians, clockwise.
    pub rotate: f64,
    /// Opacity as a factor, 0 to 1.
    pub opacity: f64,
    /// Whether only what lies within the piece's box of rest is seen.
    pub masked: bool,
    /// The share of the box that is uncovered, from this side on, 0 to 1.
    pub reveal: Option<(Side, f64)>,
    /// The share of a circle around its middle that is uncovered, 0 to 1.
    pub opened: f64,
    /// The part of the box that a block of the accent covers, as shares of the way from this side on.
    pub cover: Option<(Side, [f64; 2])>,
    /// Blur in design units: twice the standard deviation.
    pub blur: f64,
    /// Added space between letters, in em.
    pub tracking: f64,
    /// The share of the outline that is drawn, 0 to 1.
    pub drawn: f64,
    /// How heavy its letters are between the thinnest cut (0) and their own weight (1).
    pub heft: f64,
    /// How much it still is (or already is) the node that it comes out of or becomes.
    pub becoming: Option<Becoming>,
    /// The share of its round through the frame that it has gone.
    pub run: Option<f64>,
    /// Radians by which its colours are turned round the wheel.
    pub hue: f64,
    /// How far its dashes have flowed, in lengths of the whole pattern.
    pub flow: f64,
    /// What chooses other letters that stand in for its own.
    pub swap: Option<u64>,
    /// A colour that is mixed in.
    pub tint: Option<Tint>,
}

/// On the way from or to another node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Becoming {
    /// It comes out of the node that its entrance names, and is that one to this share, 0 to 1.
    From(f64),
    /// It becomes the node that its exit names, and is that one to this share, 0 to 1.
    To(f64),
}

/// A colour that is mixed into another, in Oklab.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    /// The colour.
    pub color: Rgba,
    /// How much of it, 0 to 1.
    pub share: f64,
}

impl Tint {
    /// What mixing this one in first, then another, comes to.
    fn then(self, other: Self) -> Self {
        let share = 1.0 - (1.0 - self.share) * (1.0 - other.share);
        let of_other = if share > 0.0 { other.share / share } else { 0.0 };
        Self { color: mix(self.color, other.color, of_other), share }
    }
}

impl Piece {
    /// In its place, whole and opaque.
    pub const REST: Self = Self {
        shift_units: [0.0; 2],
        shift_em: [0.0; 2],
        shift_box: [0.0; 2],
        outside: None,
        scale: [1.0; 2],
        scale_origin: None,
        rotate: 0.0,
        opacity: 1.0,
        masked: false,
        reveal: None,
        opened: 1.0,
        cover: None,
        blur: 0.0,
        tracking: 0.0,
        drawn: 1.0,
        heft: 1.0,
        becoming: None,
        run: None,
        hue: 0.0,
        flow: 0.0,
        swap: None,
        tint: None,
    };

    /// Not there at all.
    pub const HIDDEN: Self = Self { opacity: 0.0, ..Self::REST };

    /// Both deviations together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let sum = |a: [f64; 2], b: [f64; 2]| [a[0] + b[0], a[1] + b[1]];
        Self {
            shift_units: sum(self.shift_units, other.shift_units),
            shift_em: sum(self.shift_em, other.shift_em),
            shift_box: sum(self.shift_box, other.shift_box),
            outside: other.outside.or(self.outside),
            scale: [self.scale[0] * other.scale[0], self.scale[1] * other.scale[1]],
            scale_origin: other.scale_origin.or(self.scale_origin),
            rotate: self.rotate + other.rotate,
            opacity: self.opacity * other.opacity,
            masked: self.masked || other.masked,
            reveal: other.reveal.or(self.reveal),
            opened: self.opened.min(other.opened),
            cover: other.cover.or(self.cover),
            blur: self.blur + other.blur,
            tracking: self.tracking + other.tracking,
            drawn: self.drawn.min(other.drawn),
            heft: self.heft.min(other.heft),
            becoming: other.becoming.or(self.becoming),
            run: other.run.or(self.run),
            hue: self.hue + other.hue,
            flow: self.flow + other.flow,
            swap: other.swap.or(self.swap),
            tint: match (self.tint, other.tint) {
                (Some(first), Some(then)) => Some(first.then(then)),
                (first, then) => first.or(then),
            },
        }
    }
}
