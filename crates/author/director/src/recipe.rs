//! Things that are drawn without words.

use crate::prompt::Prompt;
use pavo_design::recipes::{Recipe, SpinnerKind};
use std::ops::Range;

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
    (
        Recipe::GlobeDots,
        &[
            "dotted globe",
            "globe of dots",
            "dot globe",
            "spinning globe",
            "rotating globe",
            "spinning earth",
            "rotating earth",
            "earth rotating",
            "globe spinning",
            "globe rotating",
            "earth spinning",
            "wireframe globe",
            "particle globe",
        ],
    ),
    (
        Recipe::ParticleSphere,
        &[
            "particle sphere",
            "sphere of particles",
            "sphere of dots",
            "dot sphere",
            "rotating sphere",
            "spinning sphere",
            "particle ball",
            "ai orb",
            "glowing orb",
        ],
    ),
    (Recipe::Helix, &["dna", "double helix", "helix"]),
    (
        Recipe::Planets,
        &["solar system", "planets orbiting", "planets circling", "planets circle", "planets orbit", "planets"],
    ),
    (Recipe::Atom, &["atom", "atoms", "electrons orbiting", "electrons"]),
    (Recipe::Cradle, &["newton's cradle", "newtons cradle", "newton cradle"]),
    (
        Recipe::Bubbles,
        &["bubbles rising", "rising bubbles", "soap bubbles", "floating bubbles", "bubbles float", "bubbles"],
    ),
    (Recipe::Embers, &["embers", "rising sparks", "sparks rising", "fire sparks", "flying sparks", "floating embers"]),
    (Recipe::Smoke, &["smoke rising", "rising smoke", "smoke", "rising steam", "swirling smoke"]),
    (
        Recipe::Dust,
        &[
            "dust particles",
            "floating dust",
            "dust motes",
            "floating particles",
            "particles floating",
            "drifting particles",
            "glowing particles",
        ],
    ),
    (
        Recipe::Starfield,
        &[
            "starfield",
            "star field",
            "hyperspace",
            "flying through stars",
            "warp speed",
            "flying through space",
            "stars flying",
        ],
    ),
    (
        Recipe::Burst,
        &[
            "burst animation",
            "starburst",
            "star burst",
            "radial burst",
            "explosion of lines",
            "shape burst",
            "line burst",
            "burst of lines",
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
        Recipe::GradientFlow,
        &[
            "gradient transition",
            "flowing gradient",
            "gradient loop",
            "animated gradient",
            "gradient background",
            "slow gradient",
            "moving gradient",
            "gradient wash",
            "aurora",
            "northern lights",
            "mesh gradient",
        ],
    ),
    (
        Recipe::RainbowWheel,
        &["rainbow wheel", "color wheel", "colour wheel", "rainbow ring", "spinning wheel", "rainbow circle"],
    ),
    (Recipe::HeartBeat, &["heartbeat", "heart beat", "ecg", "ekg", "pulse line", "heart rate"]),
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
    (Recipe::Orbit, &["orbit", "orbits", "orbiting", "orbital rings"]),
    (Recipe::ConfettiBurst, &["confetti", "celebration burst"]),
    (
        Recipe::Sonar,
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
        Recipe::Spinner(SpinnerKind::Arc),
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
    (Recipe::Spinner(SpinnerKind::Dots), &["loading dots", "typing dots", "typing indicator"]),
    (Recipe::Clock, &["clock", "stopwatch", "ticking watch"]),
    (Recipe::AbstractLoop, &["abstract background", "abstract loop", "abstract shapes", "background loop"]),
];

/// Whether a drawing is one of light on dark, or of white: on a light ground it would not be what it is.
pub(crate) const fn is_of_light(recipe: Recipe) -> bool {
    matches!(
        recipe,
        Recipe::Galaxy
            | Recipe::Starfield
            | Recipe::Fireworks
            | Recipe::Embers
            | Recipe::Snow
            | Recipe::DigitalRain
            | Recipe::Planets
    )
}

/// The first recipe that a part names.
pub(crate) fn find(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Recipe, Range<usize>)> {
    // Bubbles that speak are no bubbles.
    let talks = prompt.says_any(
        part,
        &["chat", "speech", "message", "messages", "comment", "comments", "whatsapp", "text bubbles", "conversation"],
    );
    let fits = |recipe: &Recipe| !(talks && *recipe == Recipe::Bubbles);
    RECIPES.iter().filter(|(recipe, _)| fits(recipe)).find_map(|(recipe, phrases)| {
        phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase)).map(|span| (*recipe, span))
    })
}
