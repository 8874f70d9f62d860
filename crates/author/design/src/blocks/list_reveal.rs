//! Stub.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use pavo_scene::Time;
/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListReveal { /// Above the list.
pub title: Option<String>, /// The items.
pub items: Vec<String>, /// Whether items are numbered.
pub numbered: bool }
/// Items that come one after another.
#[must_use]
pub fn list_reveal(_list: &ListReveal, look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
