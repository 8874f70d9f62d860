//! Shapes that follow from a few numbers.

use crate::paint::Paint;
use crate::place::Size;
use crate::record::{keyword, record};
use crate::shape::Stroke;

record! {
    /// A polygon with equal sides, one corner at the top; as wide and high as the ellipse its corners lie on.
    #[derive(Default)]
    pub struct Polygon {
        /// How many sides it has; by default 6.
        sides "sides": Option<u32> where 3.0..=60.0,
        /// Width and height; by default 200.
        size "size": Option<Size>,
        /// Radius of the corners in design units.
        radius "radius": Option<f64> where 0.0..=1e5,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline, drawn clockwise from the top.
        stroke "stroke": Option<Stroke>,
    }
}

record! {
    /// A star, one point at the top; as wide and high as the ellipse its points lie on.
    #[derive(Default)]
    pub struct Star {
        /// How many points it has; by default 5.
        points "points": Option<u32> where 3.0..=60.0,
        /// How far the corners between the points are from the centre, as a share of the points' distance; by default 0.5.
        inner "inner": Option<f64> where 0.05..=1.0,
        /// Width and height; by default 200.
        size "size": Option<Size>,
        /// Radius of the points and corners in design units.
        radius "radius": Option<f64> where 0.0..=1e5,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline, drawn clockwise from the top.
        stroke "stroke": Option<Stroke>,
    }
}

record! {
    /// A closed outline without corners that changes its form as its phase goes on, and is the same after each whole phase.
    #[derive(Default)]
    pub struct Blob {
        /// Width and height of the box it stays in; by default 200.
        size "size": Option<Size>,
        /// A number that decides its form.
        seed "seed": Option<u32>,
        /// How many bulges it may have; by default 6.
        points "points": Option<u32> where 3.0..=24.0,
        /// How far it is from an ellipse, 0 to 1; by default 0.3.
        wobble "wobble": Option<f64> where 0.0..=1.0,
        /// How far its form has gone on; by default 0.
        phase "phase": Option<f64> where -1e4..=1e4,
        /// Seconds in which its form goes on by one phase, all the time; by default it does not by itself.
        period "period": Option<f64> where 0.1..=120.0,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline.
        stroke "stroke": Option<Stroke>,
    }
}

record! {
    /// A part of a circle: a slice or a piece of a ring where it is filled, else an open line along it.
    #[derive(Default)]
    pub struct Arc {
        /// Width and height of the whole ellipse; by default 200.
        size "size": Option<Size>,
        /// Where it begins, in degrees clockwise from three o'clock; by default -90, at the top.
        begin "begin": Option<f64> where -3600.0..=3600.0,
        /// Degrees that it goes round, clockwise; by default 90.
        sweep "sweep": Option<f64> where -360.0..=360.0,
        /// Size of the hole in the middle of a filled arc, as a share of the whole; by default 0.
        inner "inner": Option<f64> where 0.0..=1.0,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline; without a fill the line itself, from its beginning on.
        stroke "stroke": Option<Stroke>,
    }
}

keyword! {
    /// What an arrow has at an end.
    pub enum ArrowHead {
        /// Nothing.
        None "none",
        /// Two lines.
        Open "open",
        /// A filled triangle.
        Filled "filled",
        /// A filled circle.
        Dot "dot",
    }
}

record! {
    /// A line with heads at its ends; the heads stay at the ends of what is drawn of it.
    pub struct Arrow {
        /// Its beginning, in design units.
        from "from": [f64; 2] where -1e5..=1e5,
        /// Its end, in design units.
        to "to": [f64; 2] where -1e5..=1e5,
        /// How far its middle is from the straight line, as a share of that line's length; to the left of its way, so an arrow to the right bends upwards.
        bend "bend": Option<f64> where -2.0..=2.0,
        /// What it has at its end; by default open.
        head "head": Option<ArrowHead>,
        /// What it has at its beginning; by default none.
        tail "tail": Option<ArrowHead>,
        /// Length of the heads in design units; by default five times the width of the line.
        head_size "headSize": Option<f64> where 0.0..=2000.0,
        /// How it is drawn.
        stroke "stroke": Option<Stroke>,
    }
}

impl Arrow {
    /// A straight arrow with everything else by default.
    pub const fn new(from: [f64; 2], to: [f64; 2]) -> Self {
        Self { from, to, bend: None, head: None, tail: None, head_size: None, stroke: None }
    }
}
