//! What must hold for the boxes that nodes are put into.

use crate::canvas::AspectRatio;
use crate::check_relations::check_relations;
use crate::container::Area;
use crate::document::Scene;
use crate::node::{Node, NodeKind};
use crate::place::Length;
use crate::problem::Problem;
use crate::reader::{Part, Reader};
use serde_json::json;
use std::collections::BTreeMap;

/// Checks the containers of a document, as it is and as it is at each ratio where something differs.
pub(crate) fn check_boxes(scene: &Scene, reader: &mut Reader) {
    let problems = problems_of(scene);
    let is_sound = problems.is_empty();
    report(problems, None, reader);
    for &aspect in AspectRatio::ALL.iter().filter(|aspect| is_sound && scene.differs_at(**aspect)) {
        report(problems_of(&scene.at_aspect(aspect)), Some(aspect), reader);
    }
}

fn report(problems: Vec<Problem>, aspect: Option<AspectRatio>, reader: &mut Reader) {
    for problem in problems {
        reader.under(&problem.pointer, |reader| {
            let found = problem.found.as_deref().and_then(|found| serde_json::from_str(found).ok());
            let message = match aspect {
                Some(aspect) => format!("at {aspect}: {}", problem.message),
                None => problem.message,
            };
            reader.error(message, found.as_ref(), problem.allowed);
        });
    }
}

fn problems_of(scene: &Scene) -> Vec<Problem> {
    let mut reader = Reader::default();
    for (index, shot) in scene.shots.iter().enumerate() {
        reader.under(&format!("scenes/{index}/nodes"), |reader| siblings(&shot.nodes, Some(&Names::new()), reader));
    }
    reader.within("overlays", |reader| siblings(&scene.overlays, Some(&Names::new()), reader));
    reader.into_problems()
}

/// The names of the areas that nodes may be in.
type Names<'n> = BTreeMap<&'n str, Area>;

/// Nodes in a container, or directly in the frame.
fn siblings(nodes: &[Node], areas: Option<&Names<'_>>, reader: &mut Reader) {
    check_relations(nodes, &|index| format!("{index}/"), reader);
    for (index, node) in nodes.iter().enumerate() {
        reader.within(index.to_string(), |reader| tree(node, areas, reader));
    }
}

fn tree(node: &Node, areas: Option<&Names<'_>>, reader: &mut Reader) {
    own_box(node, areas, reader);
    // What is wrong with the areas themselves is said where they are, and only there.
    let inner = match &node.kind {
        NodeKind::Grid(grid) => grid.named_areas().ok(),
        _ => Some(Names::new()),
    };
    if let NodeKind::Repeat(repeat) = &node.kind {
        // One copy is like the other.
        if let Some([first]) = repeat.copies().first().map(Node::children) {
            reader.within("of", |reader| {
                check_relations(std::slice::from_ref(first), &|_| String::new(), reader);
                tree(first, Some(&Names::new()), reader);
            });
        }
        return;
    }
    reader.within(node.children_key(), |reader| siblings(node.children(), inner.as_ref(), reader));
}

fn own_box(node: &Node, areas: Option<&Names<'_>>, reader: &mut Reader) {
    let common = &node.common;
    length("basis", common.basis, reader);
    match &node.kind {
        NodeKind::Stack(stack) => {
            length("w", stack.width, reader);
            length("h", stack.height, reader);
        }
        NodeKind::Grid(grid) => {
            length("w", grid.width, reader);
            length("h", grid.height, reader);
            if let Err((row, allowed)) = grid.named_areas() {
                let found = grid.areas.get(row).map(|row| json!(row));
                reader.under(&format!("areas/{row}"), |reader| {
                    reader.error("not a row of areas", found.as_ref(), Some(allowed));
                });
            }
            if grid.auto_fit.is_some() && (grid.columns.is_some() || !grid.areas.is_empty()) {
                reader.within("autoFit", |reader| {
                    reader.error("the columns are said already", None, Some("without cols and areas".to_owned()));
                });
            }
        }
        _ => {}
    }
    let (Some(name), Some(areas)) = (&common.area, areas) else { return };
    if !areas.contains_key(name.as_str()) {
        let names: Vec<&str> = areas.keys().copied().collect();
        let allowed = if names.is_empty() { "only in a grid with areas".to_owned() } else { names.join(", ") };
        reader.within("area", |reader| reader.error("no such area", Some(&json!(name)), Some(allowed)));
    }
}

fn length(key: &str, length: Option<Length>, reader: &mut Reader) {
    if let Some(length) = length.filter(|length| length.units(1.0) < 0.0) {
        reader.within(key, |reader| {
            reader.error("must not be negative", length.write().as_ref(), Some("0 or more".to_owned()));
        });
    }
}
