//! Stub.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use pavo_scene::Time;
/// A quotation and who said it.
#[must_use]
pub fn quote_card(_quote: &str, _author: Option<&str>, look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
