//! Recipes: moving drawings without words.

mod rainbow_wheel;

use crate::block::Block;
use crate::look::Look;
use pavo_scene::{Rgba, Time};

/// What a prompt says about a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecipeWish {
    /// Colours to use, in order; the look's own where there are none.
    pub colors: Vec<Rgba>,
    /// Whether the last frame leads into the first: no entrance, and every period divides the duration.
    pub seamless: bool,
}

/// A kind of loading sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpinnerKind {
    /// An arc that runs round a ring.
    Arc,
    /// Dots round a circle, one after another.
    Dots,
    /// Three dots that hop.
    Hop,
}

/// A drawing by its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Recipe {
    /// A wheel of all hues that turns.
    RainbowWheel,
    /// A loading sign.
    Spinner(SpinnerKind),
    /// Bars that dance.
    Equaliser,
    /// Rings that spread from a point.
    Sonar,
    /// Bodies that circle a centre.
    Orbit,
    /// Shapes that move in order; for prompts that name nothing.
    AbstractLoop,
    /// Paper that bursts and falls.
    ConfettiBurst,
    /// A clock whose hands run.
    Clock,
    /// A ball that bounces.
    BouncingBall,
    /// A ring that fills to a share, in percent.
    ProgressRing {
        /// How much of it is filled, 0 to 100.
        percent: f64,
        /// Whether the figure stands in its middle; the only recipe that may show one.
        figure: bool,
    },
    /// A heart that beats.
    HeartBeat,
}

/// A drawing in a look, for so long.
#[must_use]
pub fn recipe(recipe: Recipe, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    match recipe {
        _ => rainbow_wheel::rainbow_wheel(wish, look, duration),
    }
}

pub use rainbow_wheel::rainbow_wheel;
