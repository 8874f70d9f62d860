//! Lines from one node to another.

use crate::form::ArrowHead;
use crate::place::Anchor;
use crate::record::{keyword, record};
use crate::shape::Stroke;

keyword! {
    /// The way that a connector takes.
    pub enum Route {
        /// Straight from box to box.
        Straight "straight",
        /// Along the axes, with rounded corners.
        Elbow "elbow",
        /// Out of one box and into the other in one sweep.
        Curve "curve",
    }
}

record! {
    /// A line from one node to another that goes with both; its heads stay at the ends of what is drawn of it.
    pub struct Connector {
        /// The id of the node that it begins at: a sibling.
        from "from": String,
        /// The id of the node that it ends at: a sibling.
        to "to": String,
        /// The point of the first node; by default the one that faces the other node.
        from_at "fromAt": Option<Anchor>,
        /// The point of the second node; by default the one that faces the other node.
        to_at "toAt": Option<Anchor>,
        /// Its way; by default straight.
        route "route": Option<Route>,
        /// Space between its ends and the nodes, in design units; by default 12.
        gap "gap": Option<f64> where 0.0..=1e4,
        /// Radius of the corners of an elbow, in design units; by default 24.
        radius "radius": Option<f64> where 0.0..=1e4,
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
