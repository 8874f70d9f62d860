//! Stub.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use pavo_scene::Time;
/// The words of an end card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndCard { /// The name.
pub name: String, /// A short sentence.
pub tagline: Option<String>, /// What to do next, or where.
pub cta: Option<String> }
/// A name to remember, and where to go.
#[must_use]
pub fn end_card(_card: &EndCard, look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
