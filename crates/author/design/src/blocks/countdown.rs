//! Stub.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use pavo_scene::Time;
/// Counts from one whole number to another, then says a last word.
#[must_use]
pub fn countdown(_from: u32, _to: u32, _last: Option<&str>, look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
