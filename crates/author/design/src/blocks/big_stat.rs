//! One figure that counts.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use crate::parts::{number};
use pavo_scene::{Node, NumberFormat, TextStyle, Time};

/// A figure and what it counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BigStat {
    /// The value it begins with; the same as `to` for a figure that stands.
    pub from: f64,
    /// The value it ends with.
    pub to: f64,
    /// How it is written.
    pub format: NumberFormat,
    /// What it counts.
    pub label: Option<String>,
    /// Whether it lands with a little overshoot.
    pub bounce: bool,
    /// How long it counts, in seconds; by default by its digits.
    pub count_secs: Option<f64>,
}

/// One figure that fills the frame and counts to its value.
#[must_use]
pub fn big_stat(stat: &BigStat, look: &Look, _duration: Time) -> Block {
    let (background, mut nodes) = crate::background(look, look.seed);
    nodes.push(Node::new(number(Some(stat.from), stat.to, TextStyle::Numeral)));
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) }
}
