//! Styles: which colours, typefaces, grounds and layouts go together.

use crate::face::Pair;

/// What lies behind everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// The bare background colour.
    Plain,
    /// Soft light that wanders.
    Glow,
    /// Ruled squares that fade towards the edges.
    Grid,
    /// A field of dots in a corner.
    Dots,
    /// Wide diagonal bands.
    Bands,
    /// Large concentric rings around a corner.
    Rings,
    /// Flowing contour lines.
    Contours,
    /// Light that falls in from above.
    Horizon,
    /// Wide lights in neighbouring colours.
    Mesh,
    /// Stars in three depths.
    Stars,
    /// Hills along the lower edge.
    Waves,
    /// Rays from below.
    Rays,
    /// A floor that runs to the horizon.
    Floor,
    /// Fine lines as on a tube.
    Scanlines,
    /// Discs of light out of focus.
    Bokeh,
}

/// How a title is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleLayout {
    /// Flush left under an accent rule, with hairline and folio marks.
    Editorial,
    /// Centred between hairlines.
    Hairlines,
    /// Oversized at the bottom left, with geometry in the opposite corner.
    Corner,
    /// A coloured panel beside the words.
    Split,
    /// Centred in a drawn frame.
    Frame,
    /// Centred before concentric rings.
    Stage,
}

/// How the words of a title come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// From behind an edge, line by line.
    Crisp,
    /// Word by word, softly.
    Soft,
    /// Drawn together from wide spacing.
    Weighty,
    /// Word by word, with a little life.
    Playful,
    /// Typed.
    Mechanical,
    /// From large to right, at once.
    Punchy,
}

/// What cards and windows are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Panel {
    /// A plain surface.
    Flat,
    /// A surface above the ground, with a soft shadow.
    Soft,
    /// A surface with a fine edge.
    Lined,
    /// No surface: what is on it hangs from a line.
    Bare,
    /// A thick edge and a hard shadow.
    Hard,
    /// A veil of light.
    Glass,
}

/// A style.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Its name in a document's `theme.preset`.
    pub(crate) name: &'static str,
    /// Words of a prompt that ask for it by name.
    pub(crate) words: &'static [&'static str],
    /// Words of a prompt about things that it suits.
    pub(crate) topics: &'static [&'static str],
    /// Its palettes, by name.
    pub(crate) palettes: &'static [&'static str],
    /// Its typefaces.
    pub(crate) pairs: &'static [Pair],
    /// Its manner of motion, as `theme.motion.character` has it.
    pub(crate) character: &'static str,
    /// Its pace, 0 to 1.
    pub(crate) energy: f64,
    pub(crate) grounds: &'static [Ground],
    pub(crate) layouts: &'static [TitleLayout],
    pub(crate) voice: Voice,
    /// Whether titles are set in capitals when that is left to us.
    pub(crate) capitals: bool,
    /// Radius of corners, in design units.
    pub(crate) radius: f64,
    /// What cards and windows are made of.
    pub(crate) panel: Panel,
    /// How often it is chosen when nothing speaks for any style.
    pub(crate) weight: f64,
}

use Ground::{
    Bands, Bokeh, Contours, Dots, Floor, Glow, Grid, Horizon, Mesh, Plain, Rays, Rings, Scanlines, Stars, Waves,
};
use TitleLayout::{Corner, Editorial, Frame, Hairlines, Split, Stage};

const fn pair(display: &'static str, body: &'static str) -> Pair {
    Pair { display, body, mono: "JetBrains Mono" }
}

const fn typed(family: &'static str) -> Pair {
    Pair { display: family, body: family, mono: family }
}

/// All styles.
pub(crate) const STYLES: &[Style] = &[
    Style {
        name: "minimal",
        words: &["minimal", "minimalist", "minimalistic", "clean", "simple", "plain", "sleek", "modern", "understated"],
        topics: &["design", "architecture", "portfolio", "studio", "interior", "furniture", "app"],
        palettes: &["paper-blue", "paper-red", "cream-ink", "paper-green", "graphite", "bone-forest"],
        pairs: &[pair("Inter", "Inter"), pair("Manrope", "Inter"), pair("Instrument Serif", "Inter")],
        character: "crisp",
        energy: 0.45,
        grounds: &[Plain, Horizon],
        layouts: &[Editorial, Hairlines, Corner],
        voice: Voice::Crisp,
        capitals: false,
        radius: 0.0,
        panel: Panel::Lined,
        weight: 1.0,
    },
    Style {
        name: "editorial",
        words: &["editorial", "magazine", "documentary", "journal", "literary", "essay", "vintage", "classic"],
        topics: &[
            "history",
            "book",
            "books",
            "culture",
            "art",
            "museum",
            "menu",
            "restaurant",
            "wine",
            "coffee",
            "autumn",
            "travel",
            "story",
            "stories",
            "poetry",
            "recipe",
            "literature",
            "century",
            "theatre",
            "bakery",
        ],
        palettes: &["cream-ink", "newsprint", "bone-forest", "clay", "oxblood", "luxury-ivory"],
        pairs: &[
            pair("Playfair Display", "Inter"),
            pair("Instrument Serif", "Inter"),
            pair("DM Serif Display", "Inter"),
        ],
        character: "soft",
        energy: 0.4,
        grounds: &[Plain, Contours, Horizon],
        layouts: &[Editorial, Frame, Split, Corner],
        voice: Voice::Crisp,
        capitals: false,
        radius: 0.0,
        panel: Panel::Bare,
        weight: 1.4,
    },
    Style {
        name: "corporate",
        words: &["corporate", "professional", "business", "formal", "trustworthy", "serious", "official"],
        topics: &[
            "finance",
            "bank",
            "banking",
            "insurance",
            "revenue",
            "quarterly",
            "quarter",
            "report",
            "investor",
            "investors",
            "consulting",
            "enterprise",
            "company",
            "annual",
            "strategy",
            "sales",
            "board",
            "law",
            "legal",
            "earnings",
            "hr",
            "onboarding",
            "logistics",
        ],
        palettes: &["navy", "paper-blue", "navy-sun", "paper-green", "midnight-mint"],
        pairs: &[pair("Manrope", "Inter"), pair("Space Grotesk", "Inter"), pair("Bricolage Grotesque", "Inter")],
        character: "crisp",
        energy: 0.45,
        grounds: &[Horizon, Bands, Glow],
        layouts: &[Editorial, Split, Corner],
        voice: Voice::Crisp,
        capitals: false,
        radius: 16.0,
        panel: Panel::Soft,
        weight: 0.6,
    },
    Style {
        name: "swiss",
        words: &["swiss", "international", "bauhaus", "grid", "modernist", "typographic", "geometric"],
        topics: &["exhibition", "poster", "typography", "gallery", "conference", "symposium", "lecture", "festival"],
        palettes: &["swiss-red", "swiss-blue", "brutal-white", "sun"],
        pairs: &[pair("Archivo Black", "Inter"), pair("Inter", "Inter"), pair("Space Grotesk", "Inter")],
        character: "crisp",
        energy: 0.65,
        grounds: &[Plain, Rings, Bands],
        layouts: &[Corner, Split, Editorial],
        voice: Voice::Crisp,
        capitals: false,
        radius: 0.0,
        panel: Panel::Bare,
        weight: 1.3,
    },
    Style {
        name: "tech-dark",
        words: &["tech", "technical", "futuristic", "digital", "dark", "cyber", "sci-fi", "scifi", "future"],
        topics: &[
            "ai",
            "data",
            "cloud",
            "api",
            "security",
            "software",
            "code",
            "machine",
            "learning",
            "robot",
            "robots",
            "quantum",
            "blockchain",
            "crypto",
            "chip",
            "chips",
            "gpu",
            "server",
            "network",
            "space",
            "satellite",
            "developer",
            "developers",
            "model",
            "models",
        ],
        palettes: &["ink-cyan", "ink-lime", "midnight-mint", "ink-amber", "ink-coral"],
        pairs: &[pair("Space Grotesk", "Inter"), pair("Manrope", "Inter"), pair("Bricolage Grotesque", "Inter")],
        character: "crisp",
        energy: 0.6,
        grounds: &[Grid, Glow, Rings, Dots],
        layouts: &[Editorial, Stage, Hairlines, Corner],
        voice: Voice::Crisp,
        capitals: false,
        radius: 12.0,
        panel: Panel::Lined,
        weight: 1.2,
    },
    Style {
        name: "saas",
        words: &["saas", "saas-gradient", "startup", "product", "gradient", "friendly", "fresh", "app-like"],
        topics: &[
            "launch",
            "team",
            "teams",
            "workflow",
            "dashboard",
            "productivity",
            "feature",
            "features",
            "signup",
            "users",
            "customers",
            "platform",
            "release",
            "beta",
            "update",
            "roadmap",
            "growth",
            "marketing",
        ],
        palettes: &["midnight-mint", "forest", "plum", "paper-green", "navy-sun", "ink-coral", "clay"],
        pairs: &[pair("Bricolage Grotesque", "Inter"), pair("Manrope", "Inter"), pair("Space Grotesk", "Inter")],
        character: "soft",
        energy: 0.6,
        grounds: &[Glow, Contours, Mesh, Waves, Rings],
        layouts: &[Editorial, Stage, Split, Hairlines],
        voice: Voice::Soft,
        capitals: false,
        radius: 28.0,
        panel: Panel::Soft,
        weight: 1.2,
    },
    Style {
        name: "neon",
        words: &[
            "neon",
            "synthwave",
            "cyberpunk",
            "vaporwave",
            "glowing",
            "club",
            "electric",
            "rave",
            "retro80s",
            "80s",
        ],
        topics: &[
            "gaming",
            "game",
            "games",
            "esports",
            "dj",
            "party",
            "nightlife",
            "arcade",
            "techno",
            "stream",
            "streamer",
        ],
        palettes: &["neon-cyan", "neon-magenta", "neon-acid"],
        pairs: &[
            pair("Orbitron", "Space Grotesk"),
            pair("Space Grotesk", "Space Grotesk"),
            pair("Archivo Black", "Space Grotesk"),
        ],
        character: "crisp",
        energy: 0.7,
        grounds: &[Glow, Grid, Scanlines, Rings],
        layouts: &[Stage, Hairlines, Frame, Editorial],
        voice: Voice::Punchy,
        capitals: true,
        radius: 12.0,
        panel: Panel::Lined,
        weight: 0.4,
    },
    Style {
        name: "luxury",
        words: &[
            "luxury",
            "luxurious",
            "premium",
            "elegant",
            "elegance",
            "exclusive",
            "high-end",
            "glamorous",
            "refined",
            "sophisticated",
            "gold",
            "golden",
        ],
        topics: &[
            "jewellery",
            "jewelry",
            "perfume",
            "fragrance",
            "fashion",
            "watch",
            "watches",
            "hotel",
            "couture",
            "wedding",
            "champagne",
            "yacht",
            "gala",
        ],
        palettes: &["luxury-gold", "luxury-ivory", "luxury-emerald", "oxblood"],
        pairs: &[
            pair("DM Serif Display", "Manrope"),
            pair("Playfair Display", "Manrope"),
            pair("Instrument Serif", "Manrope"),
        ],
        character: "weighty",
        energy: 0.2,
        grounds: &[Horizon, Glow, Bokeh],
        layouts: &[Frame, Hairlines, Stage],
        voice: Voice::Weighty,
        capitals: false,
        radius: 0.0,
        panel: Panel::Lined,
        weight: 0.7,
    },
    Style {
        name: "playful",
        words: &[
            "playful",
            "fun",
            "kids",
            "kid",
            "cute",
            "colorful",
            "colourful",
            "cheerful",
            "happy",
            "bouncy",
            "cartoon",
            "whimsical",
            "funny",
            "quirky",
        ],
        topics: &[
            "birthday", "toys", "toy", "school", "pets", "pet", "dog", "dogs", "cat", "cats", "ice", "candy", "summer",
            "children", "snack", "pizza", "burger", "zoo", "fruit", "juice", "balloon", "picnic",
        ],
        palettes: &["sun", "mint-pop", "sky-pop", "tangerine", "bubblegum"],
        pairs: &[pair("Fredoka", "Fredoka"), pair("Bricolage Grotesque", "Fredoka")],
        character: "playful",
        energy: 0.65,
        grounds: &[Rings, Dots, Rays, Bands, Waves],
        layouts: &[Corner, Split, Stage],
        voice: Voice::Playful,
        capitals: false,
        radius: 40.0,
        panel: Panel::Flat,
        weight: 0.6,
    },
    Style {
        name: "terminal",
        words: &[
            "terminal",
            "hacker",
            "console",
            "cli",
            "command-line",
            "ascii",
            "monospace",
            "matrix",
            "retro-computer",
        ],
        topics: &["linux", "shell", "git", "programming", "hacking", "devops", "rust", "python", "kernel", "compiler"],
        palettes: &["terminal-green", "terminal-amber"],
        pairs: &[typed("JetBrains Mono"), typed("Space Mono")],
        character: "mechanical",
        energy: 0.7,
        grounds: &[Grid, Scanlines, Plain],
        layouts: &[Editorial, Frame],
        voice: Voice::Mechanical,
        capitals: false,
        radius: 0.0,
        panel: Panel::Lined,
        weight: 0.2,
    },
    Style {
        name: "pastel",
        words: &[
            "pastel", "soft", "gentle", "dreamy", "calm", "calming", "soothing", "delicate", "light", "airy", "warm",
        ],
        topics: &[
            "wellness",
            "yoga",
            "meditation",
            "spa",
            "skincare",
            "beauty",
            "baby",
            "health",
            "mindfulness",
            "sleep",
            "spring",
            "flowers",
            "flower",
            "garden",
            "therapy",
            "tea",
            "care",
        ],
        palettes: &["pastel-peach", "pastel-lilac", "pastel-mint", "luxury-ivory"],
        pairs: &[pair("Bricolage Grotesque", "Inter"), pair("Instrument Serif", "Manrope"), pair("Fredoka", "Manrope")],
        character: "soft",
        energy: 0.3,
        grounds: &[Mesh, Contours, Waves, Rings],
        layouts: &[Stage, Hairlines, Editorial, Split],
        voice: Voice::Soft,
        capitals: false,
        radius: 32.0,
        panel: Panel::Soft,
        weight: 0.7,
    },
    Style {
        name: "brutalist",
        words: &["brutalist", "brutal", "raw", "loud", "anti-design", "edgy", "punk", "grunge"],
        topics: &["zine", "skate", "streetwear", "protest", "manifesto"],
        palettes: &["brutal-yellow", "brutal-white", "tangerine"],
        pairs: &[pair("Archivo Black", "Space Mono"), pair("Anton", "Space Mono")],
        character: "crisp",
        energy: 0.8,
        grounds: &[Plain, Bands],
        layouts: &[Corner, Frame, Split],
        voice: Voice::Punchy,
        capitals: true,
        radius: 0.0,
        panel: Panel::Hard,
        weight: 0.4,
    },
    Style {
        name: "bold",
        words: &[
            "bold",
            "punchy",
            "energetic",
            "dynamic",
            "hype",
            "impactful",
            "strong",
            "powerful",
            "sporty",
            "vibrant",
        ],
        topics: &[
            "sport",
            "sports",
            "football",
            "soccer",
            "basketball",
            "fitness",
            "gym",
            "race",
            "racing",
            "workout",
            "sale",
            "discount",
            "run",
            "running",
            "marathon",
            "music",
            "concert",
            "championship",
        ],
        palettes: &["neon-acid", "graphite", "swiss-red", "navy-sun", "tangerine"],
        pairs: &[pair("Anton", "Inter"), pair("Archivo Black", "Inter")],
        character: "crisp",
        energy: 0.85,
        grounds: &[Bands, Plain, Rays],
        layouts: &[Corner, Split, Editorial],
        voice: Voice::Punchy,
        capitals: true,
        radius: 0.0,
        panel: Panel::Flat,
        weight: 0.7,
    },
    Style {
        name: "cinematic",
        words: &["cinematic", "epic", "dramatic", "film", "movie", "trailer", "moody", "atmospheric", "noir"],
        topics: &[
            "cinema",
            "ocean",
            "mountain",
            "mountains",
            "universe",
            "galaxy",
            "war",
            "mystery",
            "thriller",
            "expedition",
            "voyage",
        ],
        palettes: &["cinema-teal", "graphite", "ink-amber", "luxury-gold"],
        pairs: &[pair("Manrope", "Manrope"), pair("Playfair Display", "Manrope")],
        character: "cinematic",
        energy: 0.25,
        grounds: &[Glow, Stars, Horizon, Bokeh],
        layouts: &[Hairlines, Stage, Frame],
        voice: Voice::Weighty,
        capitals: false,
        radius: 0.0,
        panel: Panel::Flat,
        weight: 0.8,
    },
    Style {
        name: "sketch",
        words: &[
            "sketch",
            "sketchy",
            "handwritten",
            "hand-drawn",
            "handdrawn",
            "doodle",
            "notebook",
            "handmade",
            "chalk",
        ],
        topics: &["diary", "craft", "crafts", "homework", "drawing"],
        palettes: &["cream-ink", "paper-blue", "bone-forest"],
        pairs: &[Pair { display: "Caveat", body: "Inter", mono: "Space Mono" }],
        character: "playful",
        energy: 0.5,
        grounds: &[Contours, Plain],
        layouts: &[Editorial, Stage],
        voice: Voice::Soft,
        capitals: false,
        radius: 24.0,
        panel: Panel::Lined,
        weight: 0.1,
    },
    Style {
        name: "newspaper",
        words: &["newspaper", "news", "press", "headline", "broadsheet", "journalism", "gazette"],
        topics: &["election", "politics", "parliament", "breaking", "report", "economy"],
        palettes: &["newsprint", "paper-red"],
        pairs: &[pair("Playfair Display", "Inter"), pair("DM Serif Display", "Inter")],
        character: "soft",
        energy: 0.45,
        grounds: &[Plain],
        layouts: &[Hairlines, Editorial, Frame],
        voice: Voice::Crisp,
        capitals: false,
        radius: 0.0,
        panel: Panel::Bare,
        weight: 0.3,
    },
    Style {
        name: "blueprint",
        words: &["blueprint", "engineering", "schematic", "drafting", "architectural"],
        topics: &["construction", "bridge", "engine", "building", "mechanical"],
        palettes: &["blueprint"],
        pairs: &[
            Pair { display: "Space Mono", body: "Space Mono", mono: "Space Mono" },
            pair("Space Grotesk", "Space Mono"),
        ],
        character: "mechanical",
        energy: 0.5,
        grounds: &[Grid],
        layouts: &[Frame, Editorial],
        voice: Voice::Crisp,
        capitals: false,
        radius: 0.0,
        panel: Panel::Lined,
        weight: 0.2,
    },
    Style {
        name: "pixel",
        words: &["pixel", "8-bit", "8bit", "16-bit", "pixel-art", "retro-game"],
        topics: &["retro", "console", "gameboy"],
        palettes: &["ink-violet", "neon-acid", "sky-pop"],
        pairs: &[Pair { display: "Press Start 2P", body: "Space Mono", mono: "Press Start 2P" }],
        character: "mechanical",
        energy: 0.65,
        grounds: &[Plain, Dots],
        layouts: &[Frame, Editorial, Hairlines],
        voice: Voice::Mechanical,
        capitals: true,
        radius: 0.0,
        panel: Panel::Hard,
        weight: 0.1,
    },
    Style {
        name: "retro80s",
        words: &["retro", "80s", "eighties", "synthwave", "vaporwave", "outrun", "arcade"],
        topics: &["synth", "disco", "vhs", "cassette", "rollerskate", "nostalgia"],
        palettes: &["retro-sunset", "retro-teal"],
        pairs: &[Pair { display: "Orbitron", body: "Space Grotesk", mono: "Space Mono" }],
        character: "mechanical",
        energy: 0.6,
        grounds: &[Floor],
        layouts: &[Hairlines, Stage],
        voice: Voice::Punchy,
        capitals: true,
        radius: 0.0,
        panel: Panel::Lined,
        weight: 0.35,
    },
    Style {
        name: "glass",
        words: &["glass", "glassmorphism", "glassy", "frosted", "translucent"],
        topics: &["weather", "widget", "wallet", "assistant"],
        palettes: &["glass-dusk", "glass-day"],
        pairs: &[pair("Manrope", "Inter")],
        character: "soft",
        energy: 0.45,
        grounds: &[Mesh],
        layouts: &[Stage, Editorial],
        voice: Voice::Soft,
        capitals: false,
        radius: 32.0,
        panel: Panel::Glass,
        weight: 0.4,
    },
    Style {
        name: "paper-cut",
        words: &["paper-cut", "papercut", "cutout", "collage", "craft", "handmade"],
        topics: &["explainer", "children", "garden", "picnic", "market"],
        palettes: &["clay", "bone-forest", "pastel-mint", "pastel-peach"],
        pairs: &[pair("Archivo Black", "Inter"), pair("Bricolage Grotesque", "Inter")],
        character: "crisp",
        energy: 0.5,
        grounds: &[Waves],
        layouts: &[Corner, Editorial, Stage],
        voice: Voice::Crisp,
        capitals: false,
        radius: 20.0,
        panel: Panel::Soft,
        weight: 0.6,
    },
];

/// A style by its name, or by another word for it.
pub(crate) fn style_named(name: &str) -> Option<&'static Style> {
    let exact = STYLES.iter().find(|style| style.name == name);
    exact.or_else(|| STYLES.iter().find(|style| style.words.contains(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::bundled_fonts;
    use crate::palettes::palette_named;

    #[test]
    fn every_style_is_complete_and_names_what_exists() {
        for style in STYLES {
            assert!(!style.pairs.is_empty() && !style.grounds.is_empty() && style.layouts.len() >= 2, "{}", style.name);
            assert!(!style.palettes.is_empty(), "{}", style.name);
            for name in style.palettes {
                assert!(palette_named(name).is_some(), "{}: {name}", style.name);
            }
            for pair in style.pairs {
                for family in [pair.display, pair.body, pair.mono] {
                    assert!(bundled_fonts().iter().any(|font| font.family == family), "{}: {family}", style.name);
                }
            }
        }
    }
}
