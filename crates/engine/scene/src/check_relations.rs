//! What must hold between siblings that name each other.

use crate::node::{Node, NodeKind};
use crate::reader::{Reader, choice};
use serde_json::json;
use std::collections::BTreeMap;

/// Most nodes in a row of which each is put beside the next.
pub const DEEPEST_RELATIONS: usize = 64;

/// Checks that what nodes are put beside and connected with is there, and that no node waits for itself.
///
/// `step`: the way to a node from where `reader` is, with a slash behind it.
pub(crate) fn check_relations(nodes: &[Node], step: &dyn Fn(usize) -> String, reader: &mut Reader) {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if let Some(id) = &node.common.id {
            by_id.entry(id).or_insert(index);
        }
    }
    // A connector has no box of its own.
    let is_usable = |index: usize, other: usize| other != index && !matches!(nodes[other].kind, NodeKind::Connector(_));
    let mut targets: Vec<Option<usize>> = vec![None; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        let named = |id: &str, place: &str, reader: &mut Reader| {
            let target = by_id.get(id).copied().filter(|other| is_usable(index, *other));
            if target.is_none() {
                let others = by_id.iter().filter(|(_, other)| is_usable(index, **other)).map(|(id, _)| *id);
                let allowed = choice(others, "the id of a sibling; there is none");
                reader.under(&format!("{}{place}", step(index)), |reader| {
                    reader.error("no such node beside this one", Some(&json!(id)), Some(allowed));
                });
            }
            target
        };
        if let Some(relation) = node.common.pos.as_ref().and_then(|pos| pos.relation.as_ref()) {
            targets[index] = named(&relation.to, "pos/rel", reader);
        }
        if let NodeKind::Connector(connector) = &node.kind {
            named(&connector.from, "from", reader);
            named(&connector.to, "to", reader);
        }
    }
    let mut refuse = |index: usize, message: &str, allowed: String| {
        let relation = nodes[index].common.pos.as_ref().and_then(|pos| pos.relation.as_ref());
        let found = relation.map(|relation| json!(relation.to));
        reader.under(&format!("{}pos/rel", step(index)), |reader| reader.error(message, found.as_ref(), Some(allowed)));
    };
    let ways: Vec<Way> = (0..nodes.len()).map(|index| way(&targets, index)).collect();
    let round: Vec<usize> = (0..nodes.len()).filter(|index| ways[*index] == Way::GoesRound).collect();
    for &index in &round {
        let allowed = "a node whose own place does not follow from this one".to_owned();
        refuse(index, "the places go round in a circle", allowed);
    }
    // A way into a circle has no end either.
    if let Some(index) = ways.iter().position(|way| *way == Way::IsLong).filter(|_| round.is_empty()) {
        refuse(index, "too many places follow from each other", format!("at most {DEEPEST_RELATIONS} in a row"));
    }
}

/// Where one comes to from a node by going to what it is put beside, again and again.
#[derive(PartialEq)]
enum Way {
    Ends,
    GoesRound,
    IsLong,
}

fn way(targets: &[Option<usize>], index: usize) -> Way {
    let mut at = index;
    for _ in 0..=DEEPEST_RELATIONS {
        match targets[at] {
            Some(next) if next == index => return Way::GoesRound,
            Some(next) => at = next,
            None => return Way::Ends,
        }
    }
    Way::IsLong
}
