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
    }
}

const RECIPES: &[(Recipe, &[&str])] = &[
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
            "gradient blob",
            "abstract background",
            "abstract loop",
            "abstract shapes",
            "morphing blob",
            "lava lamp",
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
