//! Stub.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use pavo_scene::Time;
use pavo_scene::NumberFormat;
/// One of several figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatItem { /// The value it begins with.
pub from: f64, /// The value it ends with.
pub to: f64, /// How it is written.
pub format: NumberFormat, /// What it counts.
pub label: Option<String> }
/// Two to four figures that count together.
#[must_use]
pub fn stat_row(_items: &[StatItem], look: &Look, _duration: Time) -> Block { let (background, nodes) = crate::background(look, look.seed); Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) } }
