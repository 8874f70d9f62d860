//! How nodes leave the screen.

use crate::ease::Ease;
use crate::motion::{Order, Side, Unit};
use crate::record::{keyword, record};
use crate::time::Time;

keyword! {
    /// How a node leaves the screen.
    pub enum ExitPreset {
        /// At once.
        Cut "cut" | "none",
        /// Becomes transparent.
        Fade "fade",
        /// Goes up a little while it becomes transparent.
        Rise "rise",
        /// Goes down a little while it becomes transparent.
        Drop "drop",
        /// Goes out beyond the frame's edge.
        Slide "slide",
        /// Shrinks to nothing.
        Shrink "shrink",
        /// Grows a little while it becomes transparent.
        ZoomIn "zoomIn",
        /// Becomes a little smaller while it becomes transparent.
        ZoomOut "zoomOut",
        /// Goes out of focus while it becomes transparent.
        BlurOut "blurOut",
        /// Is covered along a straight edge.
        Wipe "wipe",
        /// A circle closes on it.
        Iris "iris",
        /// A block of the theme's accent runs over it, and takes it away.
        Sweep "sweep",
        /// Closes to a thin line, which draws together.
        Collapse "collapse",
        /// Flickers and jumps until it is gone.
        Glitch "glitch",
        /// Goes up behind an invisible edge above it; text line by line.
        MaskUp "maskUp",
        /// Goes down behind an invisible edge below it; text line by line.
        MaskDown "maskDown",
        /// Is deleted, letter by letter or word by word.
        Delete "delete",
        /// Letters vanish one by one, by chance.
        Dissolve "dissolve",
        /// Letters lose their hold and fall, turning.
        Fall "fall",
        /// Letters change at random until they are gone, one after another.
        Scramble "scramble",
        /// Letters turn away from the viewer.
        Flip "flip",
        /// Letters fly off to all sides, turning.
        Scatter "scatter",
        /// Letters roll up behind an edge above them, one after another.
        Roll "roll" | "slot",
        /// Becomes the sibling `to`: takes its place and form.
        MorphTo "morphTo",
        /// Its outline is undrawn.
        DrawOff "drawOff",
    }
}

record! {
    /// How a node leaves the screen.
    pub struct Exit {
        /// What it does.
        preset "p": ExitPreset,
        /// When it begins; by default such that it ends with the node.
        start "start": Option<Time> where 0.0..=120.0,
        /// How long it takes, for all pieces together, in seconds; by default by preset.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// How it is spread over that time; by default by preset.
        ease "ease": Option<Ease>,
        /// The pieces of a text that go one after another; by default by preset.
        by "by": Option<Unit>,
        /// The order in which they go; by default forward.
        order "order": Option<Order>,
        /// Seconds between two pieces; for delete, the time that each takes.
        stagger "stagger": Option<Time> where 0.0..=60.0,
        /// The side it goes to; by default by preset.
        dir "dir": Option<Side>,
        /// How far it travels in design units; by default by preset.
        distance "distance": Option<f64> where 0.0..=1e4,
        /// For morphTo: the `id` of the sibling it becomes.
        to "to": Option<String>,
    }
}
