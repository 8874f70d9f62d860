//! Stub.
use super::RecipeWish;
use crate::block::{Block, TimeNeed};
use crate::look::Look;
use pavo_scene::Time;
/// A kind of loading sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpinnerKind {
    /// An arc that runs round a ring.
    Arc,
    /// Dots round a circle, one after another.
    Dots,
    /// Three dots that hop.
    Hop,
}
/// Stub.
#[must_use]
pub fn spinner(_kind: SpinnerKind, _wish: &RecipeWish, look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: None, needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
