//! Recipes: moving drawings without words.
//!
//! Each takes the colours that a prompt names, if it names any. All of them are without letters and figures,
//! except a progress ring that is asked for its figure.

mod abstract_loop;
mod ball;
mod blobs;
mod burst;
mod clock;
mod confetti;
mod cradle;
mod drifting;
mod equaliser;
mod fireworks;
mod galaxy;
mod gears;
mod gradient_flow;
mod heart;
mod in_depth;
mod network;
mod orbit;
mod progress_ring;
mod rain;
mod rainbow_wheel;
mod ribbons;
mod rising;
mod sonar;
mod spinner;
mod stage;

pub use abstract_loop::abstract_loop;
pub(crate) use ball::bouncing;
pub use ball::bouncing_ball;
pub use blobs::blobs;
pub use burst::burst;
pub use clock::clock;
pub use confetti::confetti_burst;
pub use cradle::cradle;
pub use drifting::{dust, starfield};
pub use equaliser::equaliser;
pub use fireworks::fireworks;
pub use galaxy::galaxy;
pub use gears::gears;
pub use gradient_flow::gradient_flow;
pub use heart::heart_beat;
pub use in_depth::{atom, globe_dots, helix, particle_sphere, planets};
pub use network::network;
pub use orbit::orbit;
pub use progress_ring::progress_ring;
pub use rain::{digital_rain, snow};
pub use rainbow_wheel::rainbow_wheel;
pub use ribbons::ribbons;
pub use rising::{bubbles, embers, smoke};
pub use sonar::sonar;
pub use spinner::{SpinnerKind, spinner};

use crate::block::Block;
use crate::look::Look;
use pavo_scene::{ColorToken, Rgba, Time};

/// What a prompt says about a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecipeWish {
    /// Colours to use, in order; the look's own where there are none.
    pub colors: Vec<Rgba>,
    /// Whether the last frame leads into the first: nothing enters, and every period divides the duration.
    pub seamless: bool,
    /// Whether it leaves room for words: on its left where the frame is wide, below it where it is not.
    pub beside_words: bool,
}

impl RecipeWish {
    /// The `index`-th colour to draw with: the wished ones in turn, else the look's.
    fn color(&self, look: &Look, index: usize) -> Rgba {
        const OWN: [ColorToken; 6] = [
            ColorToken::Accent,
            ColorToken::Accent2,
            ColorToken::Text,
            ColorToken::Series3,
            ColorToken::Series4,
            ColorToken::Series5,
        ];
        match self.colors.as_slice() {
            [] => look.color(OWN[index % OWN.len()]),
            wished => wished[index % wished.len()],
        }
    }
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
    /// A ring that fills to a share.
    ProgressRing {
        /// How much of it is filled, 0 to 100.
        percent: f64,
        /// Whether the figure stands in its middle.
        figure: bool,
    },
    /// A heart that beats.
    HeartBeat,
    /// Wheels that turn each other.
    Gears,
    /// A spiral of stars.
    Galaxy,
    /// Waves that run through each other.
    Ribbons,
    /// Bursts of sparks.
    Fireworks,
    /// Points that hang together.
    Network,
    /// Flakes that fall.
    Snow,
    /// Signs that fall in columns.
    DigitalRain,
    /// Soft forms that change.
    Blobs,
    /// Colours that run into each other.
    GradientFlow,
    /// Points on a sphere that turns.
    ParticleSphere,
    /// The continents on a globe that turns.
    GlobeDots,
    /// Two strands that wind around each other.
    Helix,
    /// Bodies that circle a sun, seen from the side.
    Planets,
    /// A nucleus, and electrons around it.
    Atom,
    /// Balls on strings that hit each other.
    Cradle,
    /// Bubbles that rise.
    Bubbles,
    /// Sparks that rise from a fire.
    Embers,
    /// Clouds that rise and vanish.
    Smoke,
    /// Motes in the light.
    Dust,
    /// Stars that fly by.
    Starfield,
    /// Lines that burst from a point.
    Burst,
}

impl Recipe {
    /// One of each.
    #[must_use]
    pub fn examples() -> Vec<Self> {
        vec![
            Self::RainbowWheel,
            Self::Spinner(SpinnerKind::Arc),
            Self::Spinner(SpinnerKind::Dots),
            Self::Spinner(SpinnerKind::Hop),
            Self::Equaliser,
            Self::Sonar,
            Self::Orbit,
            Self::AbstractLoop,
            Self::ConfettiBurst,
            Self::Clock,
            Self::BouncingBall,
            Self::ProgressRing { percent: 72.0, figure: false },
            Self::HeartBeat,
            Self::Gears,
            Self::Galaxy,
            Self::Ribbons,
            Self::Fireworks,
            Self::Network,
            Self::Snow,
            Self::DigitalRain,
            Self::Blobs,
            Self::GradientFlow,
            Self::ParticleSphere,
            Self::GlobeDots,
            Self::Helix,
            Self::Planets,
            Self::Atom,
            Self::Cradle,
            Self::Bubbles,
            Self::Embers,
            Self::Smoke,
            Self::Dust,
            Self::Starfield,
            Self::Burst,
        ]
    }

    /// Whether it fills the frame, such that words stand on it and not beside it.
    #[must_use]
    pub const fn fills_frame(self) -> bool {
        matches!(
            self,
            Self::AbstractLoop
                | Self::Blobs
                | Self::Bubbles
                | Self::Burst
                | Self::ConfettiBurst
                | Self::DigitalRain
                | Self::Dust
                | Self::Embers
                | Self::Fireworks
                | Self::Galaxy
                | Self::GradientFlow
                | Self::Network
                | Self::Ribbons
                | Self::Smoke
                | Self::Snow
                | Self::Sonar
                | Self::Starfield
        )
    }

    /// Its name in lower case, with underscores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RainbowWheel => "rainbow_wheel",
            Self::Spinner(SpinnerKind::Arc) => "spinner_arc",
            Self::Spinner(SpinnerKind::Dots) => "spinner_dots",
            Self::Spinner(SpinnerKind::Hop) => "spinner_hop",
            Self::Equaliser => "equaliser",
            Self::Sonar => "sonar",
            Self::Orbit => "orbit",
            Self::AbstractLoop => "abstract_loop",
            Self::ConfettiBurst => "confetti_burst",
            Self::Clock => "clock",
            Self::BouncingBall => "bouncing_ball",
            Self::ProgressRing { .. } => "progress_ring",
            Self::HeartBeat => "heart_beat",
            Self::Gears => "gears",
            Self::Galaxy => "galaxy",
            Self::Ribbons => "ribbons",
            Self::Fireworks => "fireworks",
            Self::Network => "network",
            Self::Snow => "snow",
            Self::DigitalRain => "digital_rain",
            Self::Blobs => "blobs",
            Self::GradientFlow => "gradient_flow",
            Self::ParticleSphere => "particle_sphere",
            Self::GlobeDots => "globe_dots",
            Self::Helix => "helix",
            Self::Planets => "planets",
            Self::Atom => "atom",
            Self::Cradle => "cradle",
            Self::Bubbles => "bubbles",
            Self::Embers => "embers",
            Self::Smoke => "smoke",
            Self::Dust => "dust",
            Self::Starfield => "starfield",
            Self::Burst => "burst",
        }
    }
}

/// A drawing in a look, for so long.
#[must_use]
pub fn recipe(recipe: Recipe, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    match recipe {
        Recipe::RainbowWheel => rainbow_wheel(wish, look, duration),
        Recipe::Spinner(kind) => spinner(kind, wish, look, duration),
        Recipe::Equaliser => equaliser(wish, look, duration),
        Recipe::Sonar => sonar(wish, look, duration),
        Recipe::Orbit => orbit(wish, look, duration),
        Recipe::AbstractLoop => abstract_loop(wish, look, duration),
        Recipe::ConfettiBurst => confetti_burst(wish, look, duration),
        Recipe::Clock => clock(wish, look, duration),
        Recipe::BouncingBall => bouncing_ball(wish, look, duration),
        Recipe::ProgressRing { percent, figure } => progress_ring(percent, figure, wish, look, duration),
        Recipe::HeartBeat => heart_beat(wish, look, duration),
        Recipe::Gears => gears(wish, look, duration),
        Recipe::Galaxy => galaxy(wish, look, duration),
        Recipe::Ribbons => ribbons(wish, look, duration),
        Recipe::Fireworks => fireworks(wish, look, duration),
        Recipe::Network => network(wish, look, duration),
        Recipe::Snow => snow(wish, look, duration),
        Recipe::DigitalRain => digital_rain(wish, look, duration),
        Recipe::Blobs => blobs(wish, look, duration),
        Recipe::GradientFlow => gradient_flow(wish, look, duration),
        Recipe::ParticleSphere => particle_sphere(wish, look, duration),
        Recipe::GlobeDots => globe_dots(wish, look, duration),
        Recipe::Helix => helix(wish, look, duration),
        Recipe::Planets => planets(wish, look, duration),
        Recipe::Atom => atom(wish, look, duration),
        Recipe::Cradle => cradle(wish, look, duration),
        Recipe::Bubbles => bubbles(wish, look, duration),
        Recipe::Embers => embers(wish, look, duration),
        Recipe::Smoke => smoke(wish, look, duration),
        Recipe::Dust => dust(wish, look, duration),
        Recipe::Starfield => starfield(wish, look, duration),
        Recipe::Burst => burst(wish, look, duration),
    }
}
