//! What must hold between the parts of a path.

use crate::node::NodeKind;
use crate::reader::Reader;
use crate::shape::{MOST_COMBINED, Path, PathData};
use serde_json::json;

/// An outline is written or made of shapes, and becomes so many others at most.
pub(crate) fn check_path(path: &Path, reader: &mut Reader) {
    morphs(path, reader);
    combination(path, reader);
}

/// An outline is written, or made of shapes.
fn combination(path: &Path, reader: &mut Reader) {
    match (&path.d, path.op) {
        (None, None) => reader.error("the field \"d\" is missing", None, Some("d, or op with of".to_owned())),
        (Some(_), Some(op)) => {
            let found = json!(op.word());
            reader.within("op", |reader| reader.error("d and op exclude each other", Some(&found), None));
        }
        (Some(_), None) if !path.of.0.is_empty() => {
            reader.within("of", |reader| reader.error("d and of exclude each other", None, None));
        }
        _ => {}
    }
    let count = path.of.0.len();
    if path.op.is_some() && !(1..=MOST_COMBINED).contains(&count) {
        let (found, allowed) = (json!(count), format!("1 to {MOST_COMBINED}"));
        reader.within("of", |reader| reader.error("wrong number of shapes", Some(&found), Some(allowed)));
    }
    for (index, shape) in path.of.0.iter().enumerate() {
        let has_inside = match &shape.kind {
            NodeKind::Rect(_)
            | NodeKind::Ellipse(_)
            | NodeKind::Polygon(_)
            | NodeKind::Star(_)
            | NodeKind::Blob(_)
            | NodeKind::Path(_) => true,
            NodeKind::Arc(arc) => arc.stroke.is_none() || arc.fill.is_some(),
            _ => false,
        };
        if !has_inside {
            let found = json!(shape.kind.word());
            reader.under(&format!("of/{index}/type"), |reader| {
                let allowed = "rect, ellipse, polygon, star, blob, a filled arc, path".to_owned();
                reader.error("has no inside", Some(&found), Some(allowed));
            });
        }
    }
}

/// Most outlines that a path becomes, and most runs of each: they are led to each other point by point.
const MOST_MORPHS: (usize, usize) = (16, 200);

fn morphs(path: &Path, reader: &mut Reader) {
    let (most_outlines, most_runs) = MOST_MORPHS;
    if path.morph.len() > most_outlines {
        let (found, allowed) = (json!(path.morph.len()), format!("at most {most_outlines}"));
        reader.within("morph", |reader| reader.error("too many outlines", Some(&found), Some(allowed)));
    }
    let runs = |outline: &PathData| {
        outline.path().elements().iter().filter(|element| matches!(element, kurbo::PathEl::MoveTo(_))).count()
    };
    if let Some(most) = path.morph.iter().chain(&path.d).map(runs).max()
        && !path.morph.is_empty()
        && most > most_runs
    {
        let (found, allowed) = (json!(most), format!("at most {most_runs}"));
        reader.within("morph", |reader| reader.error("too many runs to lead to others", Some(&found), Some(allowed)));
    }
}
