//! Things that are drawn without words.

use crate::prompt::Prompt;
use pavo_design::recipes::{self, SpinnerKind};
use std::ops::Range;

/// A thing that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// A ring in all colours that turns.
    RainbowWheel,
    /// Something that says: wait.
    Spinner,
    /// The same, as dots.
    SpinnerDots,
    /// A heart's line.
    Heartbeat,
    /// Bars that dance.
    Equaliser,
    /// A ball that bounces.
    BouncingBall,
    /// Bodies around a centre.
    Orbit,
    /// Paper in the air.
    Confetti,
    /// Rings that spread.
    Ripple,
    /// A clock.
    Clock,
    /// Colours and shapes that flow.
    Flow,
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
}

/// The drawing of the design for it.
pub(crate) const fn drawing(recipe: Recipe) -> recipes::Recipe {
    match recipe {
        Recipe::RainbowWheel => recipes::Recipe::RainbowWheel,
        Recipe::Spinner => recipes::Recipe::Spinner(SpinnerKind::Arc),
        Recipe::SpinnerDots => recipes::Recipe::Spinner(SpinnerKind::Dots),
        Recipe::Heartbeat => recipes::Recipe::HeartBeat,
        Recipe::Equaliser => recipes::Recipe::Equaliser,
        Recipe::BouncingBall => recipes::Recipe::BouncingBall,
        Recipe::Orbit => recipes::Recipe::Orbit,
        Recipe::Confetti => recipes::Recipe::ConfettiBurst,
        Recipe::Ripple => recipes::Recipe::Sonar,
        Recipe::Clock => recipes::Recipe::Clock,
        Recipe::Flow => recipes::Recipe::AbstractLoop,
        Recipe::Gears => recipes::Recipe::Gears,
        Recipe::Galaxy => recipes::Recipe::Galaxy,
        Recipe::Ribbons => recipes::Recipe::Ribbons,
        Recipe::Fireworks => recipes::Recipe::Fireworks,
        Recipe::Network => recipes::Recipe::Network,
        Recipe::Snow => recipes::Recipe::Snow,
        Recipe::DigitalRain => recipes::Recipe::DigitalRain,
        Recipe::Blobs => recipes::Recipe::Blobs,
    }
}

const RECIPES: &[(Recipe, &[&str])] = &[
    (Recipe::Gears, &["gears", "cogs", "cogwheels", "gear wheels"]),
    (Recipe::Galaxy, &["galaxy", "spiral galaxy", "milky way", "nebula"]),
    (
        Recipe::Ribbons,
        &[
            "flowing waves",
            "wave animation",
            "sine waves",
            "waves background",
            "fluid waves",
            "abstract waves",
            "wavy lines",
        ],
    ),
    (Recipe::Fireworks, &["fireworks", "firework"]),
    (
        Recipe::Network,
        &[
            "network of nodes",
            "node network",
            "neural network",
            "connected dots",
            "plexus",
            "network animation",
            "constellation lines",
        ],
    ),
    (Recipe::Snow, &["snow falling", "falling snow", "snowfall", "snowflakes"]),
    (Recipe::DigitalRain, &["matrix rain", "digital rain", "code rain", "matrix effect"]),
    (
        Recipe::Blobs,
        &[
            "gradient blob",
            "morphing blob",
            "morphing gradient blob",
            "lava lamp",
            "liquid blob",
            "blob animation",
            "blobs",
        ],
    ),
    (
        Recipe::RainbowWheel,
        &["rainbow wheel", "color wheel", "colour wheel", "rainbow ring", "spinning wheel", "rainbow circle"],
    ),
    (Recipe::Heartbeat, &["heartbeat", "heart beat", "ecg", "ekg", "pulse line", "heart rate"]),
    (
        Recipe::Equaliser,
        &[
            "equalizer",
            "equaliser",
            "sound bars",
            "audio bars",
            "audio visualizer",
            "music visualizer",
            "waveform",
            "sound wave",
        ],
    ),
    (Recipe::BouncingBall, &["bouncing ball", "ball bouncing", "ball bounces", "ball that bounces"]),
    (Recipe::Orbit, &["orbit", "orbits", "orbiting", "solar system", "atom", "planets", "electrons"]),
    (Recipe::Confetti, &["confetti", "celebration burst"]),
    (
        Recipe::Ripple,
        &[
            "radar",
            "sonar",
            "ripple",
            "ripples",
            "pulsing rings",
            "concentric circles",
            "concentric rings",
            "pulsing circle",
        ],
    ),
    (
        Recipe::Spinner,
        &[
            "spinner",
            "loader",
            "loading ring",
            "loading animation",
            "loading circle",
            "loading indicator",
            "loading spinner",
        ],
    ),
    (Recipe::SpinnerDots, &["loading dots", "typing dots", "typing indicator"]),
    (Recipe::Clock, &["clock", "stopwatch", "ticking watch"]),
    (
        Recipe::Flow,
        &[
            "gradient transition",
            "flowing gradient",
            "gradient loop",
            "abstract background",
            "abstract loop",
            "abstract shapes",
            "aurora",
            "background loop",
            "mesh gradient",
        ],
    ),
];

/// The first recipe that a part names.
pub(crate) fn find(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Recipe, Range<usize>)> {
    RECIPES.iter().find_map(|(recipe, phrases)| {
        phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase)).map(|span| (*recipe, span))
    })
}
