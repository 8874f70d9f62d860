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
    }
}

impl EmphasisPreset {
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
        /// Colour of what is drawn; by default the theme's accent.
        color "color": Option<Color>,
        /// How strongly: 0.05 grows by 5 %. By default by preset.
        amount "amount": Option<f64> where 0.0..=10.0,
    }
}
