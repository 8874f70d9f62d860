//! Words for places in the frame and sides of it.

use super::{Lexicon, rows};
use pavo_scene::{Anchor, Side};
use std::sync::LazyLock;

/// A place that words give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PlaceWord {
    /// A point of the frame.
    At(Anchor),
    /// A side or the middle named by one word, which counts only where a place is meant.
    Bare(Anchor),
    /// A band or column: the point at these shares of width and height.
    Share(f64, f64),
    /// Everything.
    Full,
}

const PLACES: &[(PlaceWord, &[&str])] = &[
    (
        PlaceWord::At(Anchor::Center),
        &[
            "centered",
            "centred",
            "in the center",
            "in the centre",
            "in the middle",
            "at center",
            "at centre",
            "dead center",
            "center frame",
            "centre frame",
            "center of the screen",
            "center of the frame",
            "center screen",
            "mid frame",
            "middle of the screen",
            "middle of the frame",
            "to center",
            "into the center",
            "from center",
            "at the center",
            "in center",
        ],
    ),
    (PlaceWord::At(Anchor::TopLeft), &["top left", "upper left", "left top", "top left corner"]),
    (PlaceWord::At(Anchor::TopRight), &["top right", "upper right", "right top", "top right corner"]),
    (PlaceWord::At(Anchor::BottomLeft), &["bottom left", "lower left", "left bottom", "bottom left corner"]),
    (PlaceWord::At(Anchor::BottomRight), &["bottom right", "lower right", "right bottom", "bottom right corner"]),
    (PlaceWord::At(Anchor::Top), &["top center", "top centre", "top middle", "center top", "upper center"]),
    (
        PlaceWord::At(Anchor::Bottom),
        &["bottom center", "bottom centre", "bottom middle", "center bottom", "lower center"],
    ),
    (
        PlaceWord::At(Anchor::Left),
        &["center left", "middle left", "left center", "left aligned", "on the left", "left side", "to the left"],
    ),
    (
        PlaceWord::At(Anchor::Right),
        &[
            "center right",
            "middle right",
            "right center",
            "right aligned",
            "on the right",
            "right side",
            "to the right",
        ],
    ),
    (PlaceWord::Share(0.5, 0.8), &["lower third", "bottom third"]),
    (PlaceWord::Share(0.5, 0.2), &["upper third", "top third"]),
    (PlaceWord::Share(0.25, 0.5), &["left half"]),
    (PlaceWord::Share(0.75, 0.5), &["right half"]),
    (PlaceWord::Share(0.2, 0.5), &["left third"]),
    (PlaceWord::Share(0.8, 0.5), &["right third"]),
    (
        PlaceWord::Full,
        &["full frame", "full screen", "fullscreen", "fills the frame", "fill the frame", "entire frame"],
    ),
    (PlaceWord::Bare(Anchor::Center), &["center", "centre", "middle"]),
    (PlaceWord::Bare(Anchor::Top), &["top"]),
    (PlaceWord::Bare(Anchor::Bottom), &["bottom"]),
    (PlaceWord::Bare(Anchor::Left), &["left"]),
    (PlaceWord::Bare(Anchor::Right), &["right"]),
];

/// Every word for a place.
pub(crate) static PLACE_WORDS: LazyLock<Lexicon<PlaceWord>> = LazyLock::new(|| Lexicon::new(rows(PLACES)));

const SIDES: &[(Side, &[&str])] = &[
    (
        Side::Left,
        &[
            "from left",
            "from the left",
            "in from left",
            "from the left side",
            "from left to right",
            "left to right",
            "from off screen left",
            "from screen left",
        ],
    ),
    (
        Side::Right,
        &[
            "from right",
            "from the right",
            "in from right",
            "from the right side",
            "from right to left",
            "right to left",
            "from screen right",
        ],
    ),
    (Side::Top, &["from top", "from the top", "from above", "downwards", "slides down", "slide down", "top down"]),
    (
        Side::Bottom,
        &[
            "from bottom",
            "from the bottom",
            "from below",
            "upwards",
            "slides up",
            "slide up",
            "sliding up",
            "bottom up",
            "from beneath",
        ],
    ),
];

/// Every word for the side that something comes from.
pub(crate) static SIDE_WORDS: LazyLock<Lexicon<Side>> = LazyLock::new(|| Lexicon::new(rows(SIDES)));

/// Where something is in relation to what was placed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Under it.
    Below,
    /// Over it.
    Above,
    /// Right of it.
    RightOf,
    /// Left of it.
    LeftOf,
    /// Within it.
    Inside,
}

const RELATIONS: &[(Relation, &[&str])] = &[
    (
        Relation::Below,
        &[
            "directly below",
            "directly beneath",
            "directly under",
            "just below",
            "just beneath",
            "below",
            "beneath",
            "underneath",
            "under it",
            "under the",
        ],
    ),
    (Relation::Above, &["directly above", "just above", "above", "on top of"]),
    (Relation::RightOf, &["to the right of", "right of"]),
    (Relation::LeftOf, &["to the left of", "left of"]),
    (Relation::Inside, &["inside", "inside it", "within it", "in the box", "inside the box", "in the callout"]),
];

/// Every word for a relation.
pub(crate) static RELATION_WORDS: LazyLock<Lexicon<Relation>> = LazyLock::new(|| Lexicon::new(rows(RELATIONS)));
