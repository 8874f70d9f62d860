//! A scene set up at one ratio: texts are set, boxes have their sizes and places.

use crate::arrange::Arranger;
use crate::bounded::bounded;
use crate::draw_frame::Window;
use crate::exposure::{self, Exposure};
use crate::figure::Figure;
use crate::footage::Footage;
use crate::frame;
use crate::outline::Outline;
use crate::rail::Rail;
use crate::relate::Related;
use crate::route::Link;
use crate::survey::{self, SetText, Survey};
use crate::swap::SwapContent;
use crate::text_block::TextBlock;
use crate::vary::Variants;
use pavo_display_list::DisplayList;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, BlendMode, Effect, ImageFit, Mask, Node, Paint, PathOp, PixelSize, Scene, Stroke};
use pavo_timeline::{Palette, Pose};
use std::fmt;
use std::sync::Arc;

/// A scene set up at one ratio, ready to be drawn at any moment and resolution.
///
/// What does not depend on time is done once here; [`Stage::lay_out`] is a pure function of the pose.
#[derive(Debug, Clone)]
pub struct Stage {
    pub(crate) frame: [f64; 2],
    pub(crate) palette: Palette,
    pub(crate) shots: Vec<ShotStage>,
    pub(crate) overlays: Vec<Item>,
    warnings: Vec<Warning>,
}

/// Something that could not be shown as the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// There is no such typeface; another one stands in.
    NoFamily {
        /// The family that was asked for.
        family: String,
    },
    /// No font has these characters.
    MissingGlyphs {
        /// The text's first words.
        text: String,
        /// The characters.
        characters: Vec<String>,
    },
    /// A text is smaller than it may be, because it does not fit otherwise.
    Cramped {
        /// The text's first words.
        text: String,
    },
    /// A picture is not among the assets.
    NoPicture {
        /// The name that was asked for.
        name: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFamily { family } => write!(f, "there is no typeface \"{family}\"; Inter stands in for it"),
            Self::MissingGlyphs { text, characters } => {
                write!(f, "no typeface has {} of \"{text}\"", characters.join(" "))
            }
            Self::Cramped { text } => write!(f, "\"{text}\" does not fit its lines at its smallest size; shorten it"),
            Self::NoPicture { name } => write!(f, "the picture \"{name}\" is missing; its place stays empty"),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct ShotStage {
    pub(crate) background: Paint,
    pub(crate) items: Vec<Item>,
    /// The item that the camera follows, and how closely.
    pub(crate) follow: Option<(usize, f64)>,
}

/// A node set up.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) place: Place,
    /// Width and height of its box, in design units.
    pub(crate) size: [f64; 2],
    /// The point it turns and grows around, as fractions of its box.
    pub(crate) pivot: [f64; 2],
    pub(crate) content: Content,
    /// The sibling that decides where it is seen, and how.
    pub(crate) matte: Option<(usize, pavo_scene::Matte)>,
    /// Whether it is drawn only as the matte of a sibling.
    pub(crate) is_matte: bool,
    /// The sibling that it comes out of, and the one that it becomes.
    pub(crate) others: [Option<usize>; 2],
    /// The sibling that it is put beside, and how.
    pub(crate) related: Option<Related>,
    /// How much it follows the camera.
    pub(crate) depth: f64,
    /// Whether it is never blurred by its motion.
    pub(crate) is_sharp: bool,
    /// What it is called in both scenes of a matchCut.
    pub(crate) match_name: Option<Arc<str>>,
    pub(crate) blend: BlendMode,
    pub(crate) effects: Vec<Effect>,
    /// What it is seen through.
    pub(crate) mask: Option<Box<Mask>>,
    pub(crate) children: Vec<Self>,
}

/// Where a box is put: its point `origin` (fractions) at `anchor + offset` of its parent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) anchor: [f64; 2],
    pub(crate) offset: [f64; 2],
    pub(crate) origin: [f64; 2],
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Group {
        clip: bool,
    },
    Frame(Box<Window>),
    Text(Box<TextContent>),
    Figure {
        figure: Box<Figure>,
        color: Paint,
    },
    Shape {
        outline: Outline,
        fill: Option<Paint>,
        stroke: Option<Box<Stroke>>,
    },
    /// An outline made of those of the item's children.
    Combination {
        op: PathOp,
        fill: Option<Paint>,
        stroke: Option<Box<Stroke>>,
        trim_each: Option<f64>,
    },
    Picture {
        name: Arc<str>,
        /// Its size in its own pixels.
        size_px: [u32; 2],
        footage: Option<Box<Footage>>,
        fit: ImageFit,
        focus: [f64; 2],
        radius: f64,
    },
    /// A drawing, shown as a picture is.
    Drawing {
        name: Arc<str>,
        /// Width and height in its own units.
        natural: [f64; 2],
        fit: ImageFit,
        focus: [f64; 2],
        radius: f64,
    },
    Adjust,
    Connector(Box<Link>),
    Nothing,
}

#[derive(Debug, Clone)]
pub(crate) struct TextContent {
    pub(crate) block: TextBlock,
    pub(crate) color: Paint,
    /// Bytes of the text that have a paint of their own.
    pub(crate) tints: Vec<(std::ops::Range<usize>, Paint)>,
    pub(crate) stroke: Option<Stroke>,
    pub(crate) marks: Vec<MarkContent>,
    /// Bytes of the text that stand on a band of colour.
    pub(crate) bands: Vec<std::ops::Range<usize>>,
    pub(crate) caret: CaretShape,
    /// For each animator, the characters that count for it; all where it names no words.
    pub(crate) selected: Vec<Option<Vec<usize>>>,
    /// Where lines stand in the box: 0 left, 0.5 centre, 1 right.
    pub(crate) align: f64,
    /// The line that letters stand on, where it is no straight one.
    pub(crate) rail: Option<Rail>,
    /// The words that take turns.
    pub(crate) swap: Option<SwapContent>,
    /// The text at all weights and widths that its letters have; shared, as the text at a moment is made in each frame.
    pub(crate) variants: Option<Arc<Variants>>,
    /// Weight of its letters, 100 to 900.
    pub(crate) weight: f64,
}

/// A line or marker that an emphasis draws on a text.
#[derive(Debug, Clone)]
pub(crate) struct MarkContent {
    /// Line and left and right edge of each stretch, in order of reading.
    pub(crate) spans: Vec<(usize, f64, f64)>,
    /// The characters it is about; all where it names no words.
    pub(crate) chars: Option<Vec<usize>>,
    pub(crate) width: Option<f64>,
    pub(crate) gap: Option<f64>,
    /// Whether the theme chose its colour.
    pub(crate) is_plain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CaretShape {
    Bar,
    Underscore,
    Block,
}

impl Stage {
    /// Sets a scene up at a ratio, with the fonts and pictures it may use.
    ///
    /// What is different at that ratio ([`Scene::at_aspect`]) is put in here.
    pub fn new(scene: &Scene, aspect: AspectRatio, assets: &Assets) -> Self {
        let scene = scene.at_aspect(aspect);
        let palette = Palette::of(scene.theme.as_ref());
        let mut arranger = Arranger::new(&scene, aspect, assets);
        let shots = scene
            .shots
            .iter()
            .map(|shot| ShotStage {
                background: shot.background.clone().unwrap_or(pavo_scene::ColorToken::Bg.into()),
                items: arranger.frame_items(&shot.nodes),
                follow: shot.camera.as_ref().and_then(|camera| camera.follow.as_ref()).and_then(|follow| {
                    let is_followed = |node: &Node| node.common.id.as_deref() == Some(follow.node.as_str());
                    Some((shot.nodes.iter().position(is_followed)?, follow.amount.unwrap_or(1.0)))
                }),
            })
            .collect();
        let overlays = arranger.frame_items(&scene.overlays);
        Self { frame: aspect.design_size(), palette, shots, overlays, warnings: arranger.into_warnings() }
    }

    /// What could not be shown as the document says.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The colours of the scene.
    pub const fn palette(&self) -> &Palette {
        &self.palette
    }

    /// The drawing commands of a pose of the same scene at the same ratio, for a frame of `size`.
    pub fn lay_out(&self, pose: &Pose, size: PixelSize) -> DisplayList {
        bounded(frame::frame(self, pose, size))
    }

    /// As [`Stage::lay_out`], with what each node has become; what no document may ask of the rasteriser is left in.
    pub fn survey(&self, pose: &Pose, size: PixelSize) -> Survey {
        survey::survey(self, pose, size)
    }

    /// How a text or figure is set, as it is at rest; `None` for other nodes.
    ///
    /// `shot`: the part of the film, `None` for its overlays; `path`: the indices of its groups and its own.
    pub fn set_text(&self, shot: Option<usize>, path: &[usize]) -> Option<SetText> {
        survey::set_text(self, shot, path)
    }

    /// As [`Stage::lay_out`], with what moves fast as the mean of several moments of an exposure.
    pub fn lay_out_exposed(&self, exposure: &Exposure<'_>, size: PixelSize) -> DisplayList {
        bounded(exposure::exposed(self, exposure, size))
    }
}
