//! A scene at a time: easing, springs, keyframes and presets become a [`Pose`].
//!
//! Everything here is a pure function of the scene and the time: no history, no clock, no chance but `hash(seed, index)`.
//! It knows no pixel and no typeface; what depends on them (pieces of a text, places outside the frame)
//! is left to the layout, as [`UnitMotion`] and [`Piece`].

mod camera;
mod dump;
mod easing;
mod emphasise;
mod enter;
mod expression;
mod leave;
mod life;
mod palette;
mod path;
mod piece;
mod pose;
mod preset;
mod repeat;
mod schedule;
mod select;
mod spring;
mod swap;
mod timeline;
mod track;
mod units;
mod values;

pub use easing::{ease, ease_bounded};
pub use expression::{Context, evaluated};
pub use palette::{Palette, mix};
pub use piece::{Becoming, Piece, Tint};
pub use pose::{
    CameraPose, CaretPose, FocusPose, MarkPose, NodePose, Pose, ShapeValues, ShotPose, TransitionPose, Trim, Values,
};
pub use preset::Preset;
pub use schedule::scheduled;
pub use select::AnimatorPose;
pub use spring::Spring;
pub use swap::SwapPose;
pub use timeline::pose_at;
pub use track::{animated, color_at, number_at};
pub use units::UnitMotion;
