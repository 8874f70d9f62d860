//! How nodes are stressed while they stand.

use crate::color::Color;
use crate::ease::Ease;
use crate::record::{keyword, record};
use crate::time::Time;

keyword! {
    /// How a node is stressed while it stands.
    pub enum EmphasisPreset {
        /// A line is drawn below the text, or below the words `target`.
        Underline "underline",
        /// A marker is drawn behind the text, or behind the words `target`.
        Highlight "highlight",
        /// A line is drawn through the text, or through the words `target`.
        Strike "strike",
        /// A ring is drawn by hand round the text, or round the words `target`.
        Circle "circle",
        /// A box is drawn round the text, or round the words `target`.
        Box "box",
        /// Grows a little and comes back.
        Pulse "pulse",
        /// Lands with a springy overshoot.
        Pop "pop" | "bounce",
        /// Trembles.
        Shake "shake",
        /// Is pushed to the side and comes back.
        Nudge "nudge",
        /// Jumps up and lands.
        Jump "jump",
        /// Grows by `amount` (by default 0.12) and stays so.
        ScaleTo "scaleTo",
        /// Wags to both sides and comes to rest.
        Wiggle "wiggle",
        /// Lights up in `color` (by default white) for a moment.
        Flash "flash",
        /// Light swells around it and goes.
        Glow "glow",
        /// Takes on a colour and keeps it; the words `target` where they are named.
        ColorTo "colorTo",
        /// Everything but the words `target` fades back and stays so.
        DimOthers "dimOthers",
        /// A band of light runs over a text, a figure or a filled shape once.
        Sheen "sheen",
        /// A tick is drawn after it, by default in the theme's good colour; after the line of the words `target` where they are named.
        Tick "tick",
        /// Short rays fly out from behind it and are gone.
        Burst "burst",
        /// All that lies below it, but for a pool of light around it, goes dark and stays so.
        Spotlight "spotlight",
    }
}

impl EmphasisPreset {
    /// Whether it needs the words of a text to be about.
    pub const fn needs_words(self) -> bool {
        self.is_mark() || matches!(self, Self::DimOthers)
    }

    /// Whether something is drawn on words, which only a text has.
    pub const fn is_mark(self) -> bool {
        matches!(self, Self::Underline | Self::Highlight | Self::Strike | Self::Circle | Self::Box)
    }
}

record! {
    /// How a node is stressed.
    pub struct Emphasis {
        /// What happens.
        preset "p": EmphasisPreset,
        /// When it begins; by default half a second after the node.
        start "start": Option<Time> where 0.0..=120.0,
        /// How long it takes, in seconds; by default by preset.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// How it is spread over that time; by default by preset.
        ease "ease": Option<Ease>,
        /// Words of the text it is about; by default all of it.
        target "target": Option<String>,
        /// Thickness of a line in design units; by default by the size of the text.
        width "width": Option<f64> where 0.0..=1000.0,
        /// Distance of an underline from the baseline in design units; by default by the size of the text.
        gap "gap": Option<f64> where -1000.0..=1000.0,
        /// Colour of what is drawn, of the light, or that it takes on; by default the theme's accent (white for a sheen).
        color "color": Option<Color>,
        /// How strongly: 0.05 grows by 5 %, 0.6 takes away 60 % of the opacity. By default by preset.
        amount "amount": Option<f64> where 0.0..=10.0,
    }
}
