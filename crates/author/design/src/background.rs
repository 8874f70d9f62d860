//! Grounds.
use crate::look::Look;
use pavo_scene::{ColorToken, Node, Paint};

/// What is behind everything: a paint, and nodes that go before all others.
#[must_use]
pub fn background(_look: &Look, _seed: u64) -> (Paint, Vec<Node>) {
    (ColorToken::Bg.into(), Vec::new())
}
