//! Text animators: what is done to some pieces of a text, more or less to each.

use crate::color::Color;
use crate::ease::Ease;
use crate::expression::Expression;
use crate::keys::Track;
use crate::motion::{Order, Unit};
use crate::record::{keyword, record};

keyword! {
    /// How a selection is spread over its range.
    pub enum SelectorShape {
        /// All of what is within the range, pieces at its edges by their share.
        Square "square",
        /// From nothing at the start to all at the end and after it.
        RampUp "rampUp",
        /// From all before and at the start to nothing at the end.
        RampDown "rampDown",
        /// All in the middle, less towards both ends in straight lines.
        Triangle "triangle",
        /// All in the middle, less towards both ends along a half circle.
        Round "round",
        /// All in the middle, softly less towards both ends.
        Smooth "smooth",
    }
}

record! {
    /// A selection that changes by itself.
    pub struct Wiggle {
        /// How many times a second it comes to another value; by default 2.
        hz "hz": Option<f64> where 0.0..=60.0,
        /// How much neighbouring pieces have in common: 0 nothing, 1 all; by default 0.5.
        correlation "corr": Option<f64> where 0.0..=1.0,
    }
}

record! {
    /// Which pieces of a text are meant, and how much each.
    #[derive(Default)]
    pub struct Selector {
        /// What the pieces are; by default char.
        by "by": Option<Unit>,
        /// Where the range begins, as a share of the text; by default 0.
        start "start": Option<f64> where 0.0..=1.0,
        /// Where it ends; by default 1.
        end "end": Option<f64> where 0.0..=1.0,
        /// Added to both; by default 0.
        offset "offset": Option<f64> where -1.0..=1.0,
        /// How much of all it is, negative the other way; by default 1.
        amount "amount": Option<f64> where -1.0..=1.0,
        /// How it is spread over the range; by default square.
        shape "shape": Option<SelectorShape>,
        /// A curve over the spread, from nothing to all.
        ease "ease": Option<Ease>,
        /// The order in which pieces count; by default forward.
        order "order": Option<Order>,
        /// Words of the text, the pieces of which are the only ones that count.
        matched "match": Option<String>,
        /// A change by itself, from all to as much the other way.
        wiggle "wiggle": Option<Wiggle>,
        /// A formula with the last word, -2 to 2; `i` counts the pieces, `n` is their number, `value` is what is selected.
        expression "expr": Option<Expression>,
    }
}

record! {
    /// What becomes of a piece that is wholly selected; of others as much as they are.
    #[derive(Default)]
    pub struct AnimatorTarget {
        /// To the right, in design units.
        x "x": Option<f64> where -1e4..=1e4,
        /// Downwards, in design units.
        y "y": Option<f64> where -1e4..=1e4,
        /// Size as a factor.
        scale "scale": Option<f64> where 0.0..=100.0,
        /// Width as a factor, on top of `scale`.
        scale_x "scaleX": Option<f64> where -100.0..=100.0,
        /// Height as a factor, on top of `scale`.
        scale_y "scaleY": Option<f64> where -100.0..=100.0,
        /// Degrees, clockwise.
        rotate "rotate": Option<f64> where -36000.0..=36000.0,
        /// The point of the piece's box that scaling and turning keep, as fractions; by default its middle.
        pivot "pivot": Option<[f64; 2]> where -10.0..=10.0,
        /// Opacity as a factor.
        opacity "opacity": Option<f64> where 0.0..=1.0,
        /// Blur in design units: twice the standard deviation.
        blur "blur": Option<f64> where 0.0..=400.0,
        /// A colour, which is mixed in.
        fill "fill": Option<Color>,
    }
}

record! {
    /// How a selection moves; a key's value takes the place of the selector's own.
    #[derive(Default)]
    pub struct SelectorKeys {
        /// Where the range begins.
        start "start": Track<f64>,
        /// Where it ends.
        end "end": Track<f64>,
        /// Added to both.
        offset "offset": Track<f64>,
        /// How much of all it is.
        amount "amount": Track<f64>,
    }
}

record! {
    /// Something done to the pieces of a text, as much to each as it is selected; several add up.
    #[derive(Default)]
    pub struct Animator {
        /// Which pieces are meant; by default all letters.
        select "select": Option<Selector>,
        /// What becomes of them.
        to "to": AnimatorTarget,
        /// How the selection moves.
        keys "keys": Option<SelectorKeys>,
    }
}
