//! Stub.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use pavo_scene::Time;
/// One strong line after another; the last one stays.
#[must_use]
pub fn kinetic_lines(_lines: &[String], look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
