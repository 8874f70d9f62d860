//! Words that entrances, exits and emphases share.

use crate::record::keyword;

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
