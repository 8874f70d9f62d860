//! A wheel of all hues.
use super::RecipeWish;
use crate::block::{Block, TimeNeed};
use crate::look::Look;
use pavo_scene::Time;

/// A wheel of all hues that turns.
#[must_use]
pub fn rainbow_wheel(_wish: &RecipeWish, look: &Look, _duration: Time) -> Block {
    let (background, nodes) = crate::background(look, look.seed);
    Block { nodes, background, camera: None, needs: TimeNeed::secs(2.0, 6.0, 30.0) }
}
