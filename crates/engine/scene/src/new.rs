//! Parts with only what they must have; everything else is left to its default.

use crate::emphasis::{Emphasis, EmphasisPreset};
use crate::entrance::{Entrance, EntrancePreset};
use crate::exit::{Exit, ExitPreset};
use crate::one_or_many::OneOrMany;
use crate::repeat::{Loop, LoopPreset};
use crate::shape::{Image, Line, Path, PathData};
use crate::text::{Number, Text};

impl Text {
    /// Words with everything else by default.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            markup: None,
            style: None,
            font: None,
            color: None,
            stroke: None,
            align: None,
            max_width: None,
            max_height: None,
            max_lines: None,
            fit: None,
            case: None,
            hang: None,
            path: None,
            swap: None,
            animators: OneOrMany::default(),
        }
    }
}

impl Number {
    /// A figure that does not count, with everything else by default.
    pub const fn new(to: f64) -> Self {
        Self { to, from: None, format: None, count: None, style: None, font: None, color: None, max_width: None }
    }
}

impl Line {
    /// A line between two points, with its stroke by default.
    pub const fn new(from: [f64; 2], to: [f64; 2]) -> Self {
        Self { from, to, stroke: None }
    }
}

impl Path {
    /// An outline with its paint by default.
    pub fn new(path: kurbo::BezPath) -> Self {
        Self { d: Some(PathData::new(path)), ..Self::default() }
    }
}

impl Image {
    /// A picture by the name of its asset.
    pub fn new(src: impl Into<String>) -> Self {
        Self { src: src.into(), size: None, fit: None, focus: None, radius: None, play: None }
    }
}

impl Entrance {
    /// A preset as it is by default.
    pub const fn new(preset: EntrancePreset) -> Self {
        Self {
            preset,
            start: None,
            dur: None,
            ease: None,
            by: None,
            order: None,
            stagger: None,
            dir: None,
            distance: None,
            from: None,
            caret: None,
        }
    }
}

impl Exit {
    /// A preset as it is by default.
    pub const fn new(preset: ExitPreset) -> Self {
        Self {
            preset,
            start: None,
            dur: None,
            ease: None,
            by: None,
            order: None,
            stagger: None,
            dir: None,
            distance: None,
            to: None,
        }
    }
}

impl Emphasis {
    /// A preset as it is by default, on the whole text.
    pub const fn new(preset: EmphasisPreset) -> Self {
        Self {
            preset,
            start: None,
            dur: None,
            ease: None,
            target: None,
            width: None,
            gap: None,
            color: None,
            amount: None,
        }
    }
}

impl Loop {
    /// A preset as it is by default.
    pub const fn new(preset: LoopPreset) -> Self {
        Self { preset, period: None, amp: None, phase: None, reverse: None }
    }
}
