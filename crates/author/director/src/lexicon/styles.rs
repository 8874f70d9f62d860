//! Words for a look and for a pace.

use super::{Lexicon, rows};
use std::sync::LazyLock;

/// What a word says about the whole film.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum StyleWord {
    /// A known look.
    Preset(&'static str),
    /// A pace, 0 calm to 1 lively.
    Energy(f64),
}

const STYLES: &[(StyleWord, &[&str])] = &[
    (StyleWord::Preset("minimal"), &["minimal", "minimalist", "minimalistic", "clean and simple", "restrained"]),
    (StyleWord::Preset("editorial"), &["editorial", "magazine", "literary", "newspaper register"]),
    (StyleWord::Preset("corporate"), &["corporate", "professional", "business", "enterprise"]),
    (StyleWord::Preset("swiss"), &["swiss", "international style", "bauhaus"]),
    (
        StyleWord::Preset("tech-dark"),
        &["tech", "techy", "futuristic", "developer", "cyber", "sci fi", "terminal", "hacker"],
    ),
    (StyleWord::Preset("saas-gradient"), &["saas", "startup", "gradient style"]),
    (StyleWord::Preset("neon"), &["neon", "cyberpunk", "synthwave", "vaporwave"]),
    (StyleWord::Preset("retro"), &["retro", "80s", "90s", "70s", "vintage", "vhs"]),
    (StyleWord::Preset("brutalist"), &["brutalist", "brutalism", "raw poster"]),
    (StyleWord::Preset("luxury"), &["luxury", "luxurious", "elegant", "premium", "sophisticated", "high end"]),
    (
        StyleWord::Preset("playful"),
        &["playful", "fun", "cute", "kids", "childlike", "whimsical", "cartoon", "cheerful"],
    ),
    (StyleWord::Preset("pastel"), &["pastel", "soft colors", "soft colours"]),
    (StyleWord::Preset("cinematic"), &["cinematic", "movie", "film noir", "dramatic", "epic"]),
    (StyleWord::Preset("newspaper"), &["newspaper", "broadsheet"]),
    (
        StyleWord::Energy(0.2),
        &["calm", "slow", "slowly", "serene", "peaceful", "gentle", "gently", "dreamy", "relaxed", "quiet"],
    ),
    (
        StyleWord::Energy(0.85),
        &[
            "energetic",
            "fast paced",
            "hype",
            "punchy",
            "dynamic",
            "high energy",
            "explosive",
            "quick cuts",
            "bold and fast",
            "rapid",
        ],
    ),
];

/// Every word for a look or a pace.
pub(crate) static STYLE_WORDS: LazyLock<Lexicon<StyleWord>> = LazyLock::new(|| Lexicon::new(rows(STYLES)));
