//! What a document may have in all: each of its nodes may be allowed and their sum not.

use crate::node::{Node, NodeKind};
use crate::reader::Reader;
use serde_json::json;

/// Most characters of all texts together.
pub const MOST_CHARS: usize = 40_000;
/// Most segments of all path data together.
pub const MOST_SEGMENTS_IN_ALL: usize = 100_000;
/// Most effects, mattes, masks and blend modes together: each costs as much as some pictures of the frame.
pub const MOST_EFFECTS_IN_ALL: usize = 500;

/// Sums over the nodes of a document.
#[derive(Default)]
pub(crate) struct Totals {
    chars: usize,
    segments: usize,
    effects: usize,
}

impl Totals {
    /// Adds what a node has itself.
    pub(crate) fn add(&mut self, node: &Node) {
        let common = &node.common;
        if let NodeKind::Text(text) = &node.kind {
            let swapped = text.swap.iter().flat_map(|swap| &swap.with);
            self.chars += text.text.chars().count() + swapped.map(|words| words.chars().count()).sum::<usize>();
        }
        let own = match &node.kind {
            NodeKind::Path(path) => path.d.iter().chain(&path.morph).collect(),
            _ => Vec::new(),
        };
        let along = common.keys.as_ref().and_then(|keys| keys.along.as_ref()).map(|along| &along.d);
        let mask = common.mask.as_ref().and_then(|mask| mask.d.as_ref());
        let outlines = own.into_iter().chain(along).chain(mask);
        self.segments += outlines.map(|outline| outline.path().elements().len()).sum::<usize>();
        let layers = [common.blend.is_some(), common.matte.is_some(), common.mask.is_some()];
        self.effects += common.effects.len() + layers.into_iter().filter(|has| *has).count();
    }

    /// Reports every sum that is too large.
    pub(crate) fn check(&self, reader: &mut Reader) {
        for (found, most, message) in [
            (self.chars, MOST_CHARS, "too many characters in all texts together"),
            (self.segments, MOST_SEGMENTS_IN_ALL, "too many segments in all paths together"),
            (self.effects, MOST_EFFECTS_IN_ALL, "too many effects, mattes, masks and blend modes together"),
        ] {
            if found > most {
                reader.error(message, Some(&json!(found)), Some(format!("at most {most}")));
            }
        }
    }
}
