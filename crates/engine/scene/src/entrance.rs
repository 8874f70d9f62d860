//! How nodes come on screen.

use crate::color::Color;
use crate::ease::Ease;
use crate::motion::{Order, Side, Unit};
use crate::record::{keyword, record};
use crate::time::Time;

keyword! {
    /// How a node comes on screen.
    pub enum EntrancePreset {
        /// At once.
        Cut "cut" | "none",
        /// Becomes opaque.
        Fade "fade",
        /// Comes up from a little below while it becomes opaque.
        Rise "rise",
        /// Comes down from a little above while it becomes opaque.
        Drop "drop",
        /// Comes in from beyond the frame's edge.
        Slide "slide",
        /// Grows from nothing, with a spring.
        Pop "pop",
        /// Grows from its baseline (or the edge that `dir` names).
        Grow "grow",
        /// Grows from slightly smaller while it becomes opaque.
        ZoomIn "zoomIn",
        /// Shrinks from slightly larger while it becomes opaque.
        ZoomOut "zoomOut",
        /// Comes from larger, fast.
        Slam "slam",
        /// Comes into focus while it becomes opaque.
        BlurIn "blurIn" | "focus",
        /// Is uncovered along a straight edge.
        Wipe "wipe",
        /// A circle opens on it.
        Iris "iris",
        /// A block of the theme's accent runs over it, and leaves it behind.
        Sweep "sweep",
        /// A thin line spreads, and opens to its height.
        Unfold "unfold",
        /// Flickers and jumps until it holds.
        Glitch "glitch",
        /// Comes up from behind an invisible edge below it; text line by line.
        MaskUp "maskUp",
        /// Comes down from behind an invisible edge above it; text line by line.
        MaskDown "maskDown",
        /// Is typed, letter by letter or word by word.
        Typewriter "typewriter",
        /// Letters draw together from wide spacing while they become opaque.
        Tracking "tracking",
        /// Letters grow from the thinnest cut of their typeface to their own weight.
        Weight "weight",
        /// Comes out of the place and form of the sibling `from`.
        MorphFrom "morphFrom",
        /// Letters spring up one after another.
        Wave "wave" | "waveIn",
        /// Letters swing in, hung by their tops.
        Swing "swing",
        /// Letters turn towards the viewer.
        Flip "flip",
        /// Letters fly in from all around, turning.
        Scatter "scatter" | "assemble",
        /// Letters roll up from behind an edge below them, one after another.
        Roll "roll" | "slot",
        /// Letters change at random until they lock, one after another.
        Scramble "scramble" | "decode",
        /// Letters flap over others until they lock, as on a departure board.
        SplitFlap "splitFlap",
        /// Its outline is drawn.
        DrawOn "drawOn",
        /// A number counts to its value; for anything else the same as fade.
        CountUp "countUp",
    }
}

record! {
    /// How a node comes on screen.
    pub struct Entrance {
        /// What it does.
        preset "p": EntrancePreset,
        /// When it begins; by default with the node.
        start "start": Option<Time> where 0.0..=120.0,
        /// How long it takes, for all pieces together, in seconds; by default by preset and travel.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// How it is spread over that time; by default by preset.
        ease "ease": Option<Ease>,
        /// The pieces of a text that come one after another; by default by preset.
        by "by": Option<Unit>,
        /// The order in which they come; by default forward.
        order "order": Option<Order>,
        /// Seconds between two pieces; for typewriter, the time that each takes.
        stagger "stagger": Option<Time> where 0.0..=60.0,
        /// The side it comes from; by default by preset.
        dir "dir": Option<Side>,
        /// How far it travels in design units; by default by preset.
        distance "distance": Option<f64> where 0.0..=1e4,
        /// For morphFrom: the `id` of the sibling it comes out of.
        from "from": Option<String>,
        /// A caret that leads the typing.
        caret "caret": Option<Caret>,
    }
}

record! {
    /// The mark that leads typed text.
    #[derive(Default)]
    pub struct Caret {
        /// Its colour; by default the theme's accent.
        color "color": Option<Color>,
        /// A character to draw as caret; by default a plain bar.
        text "text": Option<String>,
        /// Seconds it is seen in each round; by default 0.5.
        on "on": Option<Time> where 0.0..=10.0,
        /// Seconds it is hidden in each round; by default 0.5. 0 keeps it lit.
        off "off": Option<Time> where 0.0..=10.0,
        /// When it goes away; by default with the text.
        until "until": Option<Time> where 0.0..=120.0,
    }
}
