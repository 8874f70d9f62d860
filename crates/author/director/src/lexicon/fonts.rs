//! Words for typefaces and weights.

/// Family names that are also ordinary words, and so need more than a capital to be meant.
pub(crate) const ORDINARY: &[&str] = &[
    "system", "code", "script", "marker", "mono", "serif", "sans", "times", "rounded", "hack", "impact", "grotesk",
    "outfit", "lobster", "pixel", "bitmap", "cursive", "handwriting", "handwritten", "monospace", "monospaced", "mont",
    "kanit", "circular", "cooper", "figtree", "typewriter", "antonio", "monaco", "georgia", "ogg", "lato", "ubuntu", "knockout",
    "sora", "hind", "teko", "satisfy", "caveat", "calibri", "consolas", "marker", "spectral", "geist", "anton", "sf", "noto",
    "san francisco", "new york", "franklin", "hoefler text", "avant garde", "marker felt", "space mono", "suisse", "rubik", "syne", "mont",
];

/// Typefaces by manner, where `type`, `font`, `caps` and the like follow.
pub(crate) const MANNERS: &[(&str, &str)] = &[
    ("monospaced", "JetBrains Mono"),
    ("monospace", "JetBrains Mono"),
    ("mono", "JetBrains Mono"),
    ("typewriter", "Space Mono"),
    ("handwritten", "Caveat"),
    ("handwriting", "Caveat"),
    ("script", "Caveat"),
    ("condensed", "Anton"),
    ("pixel", "Press Start 2P"),
    ("rounded", "Fredoka"),
    ("slab", "DM Serif Display"),
    ("elegant serif", "Playfair Display"),
    ("sans serif", "Inter"),
    ("sans", "Inter"),
    ("serif", "Playfair Display"),
    ("geometric", "Manrope"),
];

/// What follows a manner when a typeface is meant.
pub(crate) const TYPE_NOUNS: &[&str] =
    &["type", "typeface", "font", "fonts", "typography", "lettering", "letters", "caps", "text", "capitals", "title", "words", "headline"];

/// Weights by name.
pub(crate) const WEIGHTS: &[(&str, f64)] = &[
    ("extra bold", 800.0),
    ("extrabold", 800.0),
    ("ultra bold", 900.0),
    ("semi bold", 600.0),
    ("semibold", 600.0),
    ("demibold", 600.0),
    ("heavy", 800.0),
    ("massive", 800.0),
    ("bold", 700.0),
    ("medium weight", 500.0),
    ("medium", 500.0),
    ("regular", 400.0),
    ("light weight", 300.0),
    ("thin weight", 300.0),
];
