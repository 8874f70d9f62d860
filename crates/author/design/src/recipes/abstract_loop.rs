//! Stub.
use super::RecipeWish;
use crate::block::{Block, TimeNeed};
use crate::look::Look;
use pavo_scene::Time;
/// Stub.
#[must_use]
pub fn abstract_loop(_wish: &RecipeWish, look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: None, needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
