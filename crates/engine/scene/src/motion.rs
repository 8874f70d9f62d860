//! How things come, stress, repeat and go.

use crate::color::Color;
use crate::ease::Ease;
use crate::reader::{Part, Reader};
use crate::record::{keyword, record};
use crate::time::Time;
use serde_json::{Map, Value, json};

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
        /// Comes from larger, fast.
        Slam "slam",
        /// Comes into focus while it becomes opaque.
        BlurIn "blurIn" | "focus",
        /// Is uncovered along a straight edge.
        Wipe "wipe",
        /// Comes up from behind an invisible edge below it; text line by line.
        MaskUp "maskUp",
        /// Comes down from behind an invisible edge above it; text line by line.
        MaskDown "maskDown",
        /// Is typed, letter by letter or word by word.
        Typewriter "typewriter",
        /// Letters draw together from wide spacing while they become opaque.
        Tracking "tracking",
        /// Its outline is drawn.
        DrawOn "drawOn",
        /// A number counts to its value; for anything else the same as fade.
        CountUp "countUp",
    }
}

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
        /// Goes out of focus while it becomes transparent.
        BlurOut "blurOut",
        /// Is covered along a straight edge.
        Wipe "wipe",
        /// Goes up behind an invisible edge above it; text line by line.
        MaskUp "maskUp",
        /// Goes down behind an invisible edge below it; text line by line.
        MaskDown "maskDown",
        /// Is deleted, letter by letter or word by word.
        Delete "delete",
        /// Its outline is undrawn.
        DrawOff "drawOff",
    }
}

keyword! {
    /// How a node is stressed while it stands.
    pub enum EmphasisPreset {
        /// A line is drawn below the text, or below the words `target`.
        Underline "underline",
        /// A marker is drawn behind the text, or behind the words `target`.
        Highlight "highlight",
        /// A line is drawn through the text, or through the words `target`.
        Strike "strike",
        /// Grows a little and comes back.
        Pulse "pulse",
        /// Lands with a springy overshoot.
        Pop "pop" | "bounce",
        /// Trembles.
        Shake "shake",
    }
}

keyword! {
    /// What a node does all the time.
    pub enum LoopPreset {
        /// Turns, clockwise.
        Spin "spin",
        /// Moves up and down.
        Float "float",
        /// Wanders around its place.
        Drift "drift",
        /// Grows and shrinks slowly.
        Breathe "breathe",
        /// Grows and comes back, once per period.
        Pulse "pulse",
        /// Is there for half the period and gone for the other half.
        Blink "blink",
        /// Sways around its place.
        Sway "sway",
    }
}

keyword! {
    /// The pieces of a text that move one after another.
    pub enum Unit {
        /// The whole text at once.
        All "all",
        /// Line by line.
        Line "line",
        /// Word by word.
        Word "word",
        /// Letter by letter.
        Char "char",
    }
}

keyword! {
    /// The order in which pieces move.
    pub enum Order {
        /// As they are read.
        Forward "forward",
        /// From the last to the first.
        Reverse "reverse",
        /// From the middle outwards.
        Center "center",
        /// From both ends inwards.
        Edges "edges",
        /// By chance, the same each time.
        Random "random",
    }
}

keyword! {
    /// A side of the frame or of a box.
    pub enum Side {
        /// The left side.
        Left "left",
        /// The right side.
        Right "right",
        /// The upper side.
        Top "top" | "up",
        /// The lower side.
        Bottom "bottom" | "down",
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
        /// A caret that leads the typing.
        caret "caret": Option<Caret>,
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

record! {
    /// What a node does all the time.
    pub struct Loop {
        /// What it does.
        preset "p": LoopPreset,
        /// Seconds for one round; by default by preset.
        period "period": Option<Time> where 0.05..=120.0,
        /// How far: design units for moves, degrees for sway, a share for growth. By default by preset.
        amp "amp": Option<f64> where 0.0..=1e4,
        /// Where in the round it begins, 0 to 1.
        phase "phase": Option<f64> where 0.0..=1.0,
        /// Whether it goes the other way round.
        reverse "reverse": Option<bool>,
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

keyword! {
    /// What the camera does through a scene.
    pub enum CameraMove {
        /// Stands.
        None "none",
        /// Comes slowly closer.
        Push "push",
        /// Goes slowly back.
        Pull "pull",
    }
}

record! {
    /// The camera of a scene.
    pub struct Camera {
        /// What it does.
        movement "move": CameraMove,
        /// By how much, as a share of the frame; by default 0.04.
        amount "amount": Option<f64> where 0.0..=1.0,
    }
}

/// A list that may also be written as its only item.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOrMany<T>(
    /// The items.
    pub Vec<T>,
);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T: Part> Part for OneOrMany<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if value.is_array() {
            Vec::read(value, reader).map(Self)
        } else {
            T::read(value, reader).map(|item| Self(vec![item]))
        }
    }

    fn write(&self) -> Option<Value> {
        match self.0.as_slice() {
            [only] => only.write(),
            _ => self.0.write(),
        }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let item = T::schema(definitions);
        json!({ "anyOf": [item, { "type": "array", "items": item }] })
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}
