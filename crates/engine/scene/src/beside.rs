//! Places said by another node.

use crate::record::keyword;

keyword! {
    /// The side of another node on which a node is put.
    pub enum Beside {
        /// Under it.
        Below "below",
        /// Over it, in the picture's plane.
        Above "above",
        /// Before its left edge.
        LeftOf "left",
        /// After its right edge.
        RightOf "right",
        /// In its box, at the point that `anchor` names.
        Inside "inside",
    }
}

keyword! {
    /// Which edges of two nodes are in one line.
    pub enum Alignment {
        /// The left edges, or the upper ones.
        Start "start",
        /// The middles.
        Center "center",
        /// The right edges, or the lower ones.
        End "end",
    }
}

/// Where a node is put by another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The id of the other node, a sibling.
    pub to: String,
    /// The side of it.
    pub side: Beside,
    /// Space between both, in design units.
    pub gap: f64,
    /// Which edges are in one line; as the other node stands when absent.
    pub align: Option<Alignment>,
}

impl Relation {
    /// Space between two nodes where nothing is said, in design units.
    pub const GAP: f64 = 24.0;
}
