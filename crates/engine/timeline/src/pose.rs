//! A scene at one moment.

use crate::piece::Piece;
use crate::select::AnimatorPose;
use crate::swap::SwapPose;
use crate::units::UnitMotion;
use pavo_scene::{EmphasisPreset, OpeningShape, Rgba, Side, Time, TransitionPreset};

/// What is on screen at one moment, and in what state; what is not on screen is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Pose {
    /// The part of the film that is shown; in a transition the one that goes.
    pub shot: ShotPose,
    /// The part that comes, in a transition.
    pub next: Option<(ShotPose, TransitionPose)>,
    /// The film's overlays that are there, from back to front.
    pub overlays: Vec<NodePose>,
}

/// A transition at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TransitionPose {
    /// What happens.
    pub preset: TransitionPreset,
    /// The passed share of its time, 0 to 1.
    pub progress: f64,
    /// How far it has come, 0 to 1.
    pub eased: f64,
    /// Where things move to.
    pub dir: Side,
    /// Its centre, as fractions of the frame.
    pub at: [f64; 2],
    /// The colour of a dip, flash or leak of light, or of what lies behind both scenes.
    pub color: Rgba,
    /// The figure that opens.
    pub shape: OpeningShape,
    /// What chance is drawn from.
    pub seed: u64,
}

/// What the camera sees, against a camera that stands in front of the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CameraPose {
    /// Where it looks, from the middle of the frame to the right and downwards, in design units.
    pub shift: [f64; 2],
    /// How large it shows everything: 1 as it is.
    pub zoom: f64,
    /// Radians by which the view is turned, clockwise.
    pub rotate: f64,
    /// What is sharp; `None` for everything.
    pub focus: Option<FocusPose>,
}

/// What is sharp at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FocusPose {
    /// The depth that is sharp.
    pub depth: f64,
    /// Blur of what is a depth of 1 away, in design units: twice the standard deviation.
    pub blur: f64,
}

impl FocusPose {
    /// Blur of what has a depth, in design units.
    pub fn blur_at(self, depth: f64) -> f64 {
        (depth - self.depth).abs() * self.blur
    }
}

impl CameraPose {
    /// A camera that does nothing.
    pub const REST: Self = Self { shift: [0.0; 2], zoom: 1.0, rotate: 0.0, focus: None };
}

/// A part of the film at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct ShotPose {
    /// The part of the film, as an index into the scene's shots.
    pub shot_index: usize,
    /// The moment, counted from the beginning of that part.
    pub shot_time: Time,
    /// What the camera sees.
    pub camera: CameraPose,
    /// The part's nodes that are there, from back to front.
    pub nodes: Vec<NodePose>,
}

/// A node at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePose {
    /// Which of its siblings it is.
    pub index: usize,
    /// How long it, and all that it is in, has been there: the time of what moves by itself.
    pub age: Time,
    /// Its properties.
    pub values: Values,
    /// How far it is from rest as a whole.
    pub piece: Piece,
    /// What the pieces of its text do.
    pub units: Vec<UnitMotion>,
    /// What its animators do to them.
    pub animators: Vec<AnimatorPose>,
    /// The caret that leads its typing.
    pub caret: Option<CaretPose>,
    /// Which of the words of its text that take turns is there.
    pub swap: Option<SwapPose>,
    /// Lines, markers, colours and lights on its text.
    pub marks: Vec<MarkPose>,
    /// The nodes inside it that are there, from back to front.
    pub children: Vec<Self>,
}

/// Properties of a node at one moment; `None` where the node's own value holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Values {
    /// Offset from the anchor to the right, in design units.
    pub x: Option<f64>,
    /// Offset from the anchor downwards, in design units.
    pub y: Option<f64>,
    /// Width and height as factors.
    pub scale: [f64; 2],
    /// Radians, clockwise.
    pub rotate: f64,
    /// Radians by which upright edges lean to the left and level ones downwards.
    pub skew: [f64; 2],
    /// Opacity, 0 to 1.
    pub opacity: f64,
    /// Blur in design units: twice the standard deviation.
    pub blur: f64,
    /// Width of a shape, in design units.
    pub width: Option<f64>,
    /// Height of a shape, in design units.
    pub height: Option<f64>,
    /// Radius of the corners, in design units.
    pub radius: Option<f64>,
    /// How far the nodes in a frame have moved to the left and up, in design units.
    pub scroll: [Option<f64>; 2],
    /// What only some shapes have.
    pub shape: ShapeValues,
    /// Fill of a shape or colour of a text.
    pub fill: Option<Rgba>,
    /// Colour of the outline.
    pub stroke_color: Option<Rgba>,
    /// Width of the outline, in design units.
    pub stroke_width: Option<f64>,
    /// The seen part of the outline.
    pub trim: Trim,
    /// How far into its dashes the outline begins, in design units.
    pub dash_offset: Option<f64>,
    /// Space between letters, in em.
    pub tracking: Option<f64>,
    /// Where on its path a text is, as a share of the path's length.
    pub path_at: Option<f64>,
    /// Weight of a text's letters, 1 to 1000.
    pub weight: Option<f64>,
    /// Width of a text's letters, in per cent.
    pub font_width: Option<f64>,
    /// What a number shows.
    pub number: Option<f64>,
}

impl Values {
    /// Everything as it is of itself.
    pub const REST: Self = Self {
        x: None,
        y: None,
        scale: [1.0; 2],
        rotate: 0.0,
        skew: [0.0; 2],
        opacity: 1.0,
        blur: 0.0,
        width: None,
        height: None,
        radius: None,
        scroll: [None; 2],
        shape: ShapeValues { begin: None, sweep: None, inner: None, bend: None, phase: None, morph: None },
        fill: None,
        stroke_color: None,
        stroke_width: None,
        trim: Trim::WHOLE,
        dash_offset: None,
        tracking: None,
        path_at: None,
        weight: None,
        font_width: None,
        number: None,
    };
}

/// Properties of single kinds of shapes at one moment; `None` where the shape's own value holds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ShapeValues {
    /// Where an arc begins, in radians clockwise from three o'clock.
    pub begin: Option<f64>,
    /// Radians that an arc goes round, clockwise.
    pub sweep: Option<f64>,
    /// Size of the hole of an arc or of the inner corners of a star, as a share of the whole.
    pub inner: Option<f64>,
    /// How far the middle of an arrow is from the straight line, as a share of that line's length.
    pub bend: Option<f64>,
    /// How far the form of a blob has gone on.
    pub phase: Option<f64>,
    /// Which outline of a path is seen, and how far it has become the next.
    pub morph: Option<f64>,
}

/// A part of an outline, as shares of its length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trim {
    /// Where it begins, 0 to 1.
    pub start: f64,
    /// Where it ends, 0 to 1.
    pub end: f64,
    /// Added to both; goes round closed outlines.
    pub offset: f64,
}

impl Trim {
    /// The whole outline.
    pub const WHOLE: Self = Self { start: 0.0, end: 1.0, offset: 0.0 };
}

/// A caret at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaretPose {
    /// Whether it is lit.
    pub lit: bool,
    /// Its colour; the theme's accent when absent.
    pub color: Rgba,
}

/// A line, marker, colour or light on a node at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkPose {
    /// Which of the node's emphases it is.
    pub emphasis_index: usize,
    /// What is drawn.
    pub preset: EmphasisPreset,
    /// The drawn share, 0 to 1; for light, how strong it is.
    pub drawn: f64,
    /// Its colour.
    pub color: Rgba,
}
