//! The scene document: what is on screen, where, when and how it moves.
//!
//! A [`Scene`] is data, read strictly from JSON: all problems are reported at once, each with its place.
//! It knows no pixel and no clock. Lengths are design units, of which the frame's short side has 1080,
//! so that one scene can be laid out at every ratio and resolution.
//!
//! ```
//! let parsed = pavo_scene::Scene::parse(
//!     r#"{ "mg": 1, "scenes": [{ "dur": 2, "nodes": [{ "type": "text", "text": "Hello" }] }] }"#,
//! )?;
//! assert_eq!(parsed.scene.duration().secs(), 2.0);
//! # Ok::<(), pavo_scene::InvalidScene>(())
//! ```

mod adjust;
mod animator;
mod audio;
mod basic;
mod beside;
mod binding;
mod camera;
mod canvas;
mod check;
mod check_boxes;
mod check_path;
mod check_relations;
mod check_text;
mod color;
mod connector;
mod container;
mod copies;
mod corners;
mod cue;
mod document;
mod ease;
mod effect;
mod emphasis;
mod entrance;
mod exit;
mod expectation;
mod expression;
mod footage;
mod form;
mod keys;
mod markup;
mod mask;
mod mesh;
mod motion;
mod new;
mod node;
mod number_format;
mod oklab;
mod one_or_many;
mod pad;
mod paint;
mod place;
mod problem;
mod reader;
mod record;
mod repeat;
mod schedule;
mod schema;
mod shape;
mod text;
mod theme;
mod time;
mod totals;
mod tracks;
mod transition;
mod when;

pub use adjust::Adjust;
pub use animator::{Animator, AnimatorTarget, Selector, SelectorKeys, SelectorShape, Wiggle};
pub use audio::AudioClip;
pub use beside::{Alignment, Beside, Relation};
pub use binding::{Bindings, VarValue};
pub use camera::{Camera, CameraFocus, CameraFollow, CameraKeys, CameraMove, CameraShake};
pub use canvas::{AspectRatio, Canvas, FrameRate, Margins, MotionBlur, PixelSize, Resolution};
pub use check::{
    DEEPEST_NESTING, LONGEST_FILM_SECS, LONGEST_TEXT_CHARS, MOST_ASSETS, MOST_EFFECTS, MOST_NODES, MOST_SHOTS,
};
pub use check_relations::DEEPEST_RELATIONS;
pub use color::{Color, ColorToken, LiteralColor, Rgba, ThemeColors};
pub use connector::{Connector, Route};
pub use container::{Area, AutoFit, Frame, Grid, Stack, StackAlign, StackDirection, StackJustify};
pub use copies::{CopyGrid, CopyRing, Repeat, RepeatPlan, Spread};
pub use corners::Corners;
pub use cue::{Cue, Cues, Event, Origin};
pub use document::{Asset, AssetKind, LONGEST_DOCUMENT_BYTES, Meta, Parsed, Scene, Shot, VERSION};
pub use ease::{Ease, EaseName};
pub use effect::{BlendMode, Effect, EffectKind, Matte, MatteKind};
pub use emphasis::{Emphasis, EmphasisPreset};
pub use entrance::{Caret, Entrance, EntrancePreset};
pub use exit::{Exit, ExitPreset};
pub use expectation::{Datum, DatumBy, Expectation, ExpectationKind};
pub use expression::{Expression, Formula, Function, MOST_OPERATIONS, Operator, Variable};
pub use form::{Arc, Arrow, ArrowHead, Blob, Polygon, Star};
pub use keys::{Along, Keyframe, Keys, Track, TrackEnd, Tracked};
pub use markup::{Run, RunStyle, runs_of};
pub use mask::{Mask, MaskShape};
pub use mesh::{Mesh, MeshKind, PaintFit, PicturePaint, PicturePaintKind};
pub use motion::{Order, Side, Unit};
pub use node::{Common, Group, NODE_TYPES, Node, NodeKind};
pub use number_format::NumberFormat;
pub use oklab::{Oklab, linear_from_srgb, srgb_from_linear};
pub use one_or_many::OneOrMany;
pub use pad::Pad;
pub use paint::{Gradient, GradientKind, MixSpace, Paint, Stop};
pub use place::{Anchor, Length, Offset, Position, Size, Within};
pub use problem::{InvalidScene, Problem, Severity};
pub use reader::{ObjectReader, Part, Reader};
pub use repeat::{Loop, LoopPreset};
pub use schedule::Lengths;
pub use schema::scene_schema;
pub use shape::{
    Ellipse, FillRule, Image, ImageFit, Line, Path, PathData, PathOp, PathTrim, Play, Rect, Shapes, Stroke,
    StrokeAlign, StrokeCap, StrokeJoin,
};
pub use text::{Count, Fit, Font, Number, Swap, Text, TextAlign, TextCase, TextPath, TextStyle};
pub use theme::{Mode, Theme, ThemeFonts, ThemeMotion};
pub use time::Time;
pub use totals::{MOST_CHARS, MOST_EFFECTS_IN_ALL, MOST_SEGMENTS_IN_ALL};
pub use tracks::{GridTrack, MOST_TRACKS, Tracks};
pub use transition::{OpeningShape, Transition, TransitionPreset};
pub use when::When;
