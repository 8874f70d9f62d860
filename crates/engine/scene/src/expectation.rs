//! What a film must do, for whoever checks it: it changes nothing that is drawn.

use crate::document::Scene;
use crate::node::Node;
use crate::reader::{Reader, choice};
use crate::record::{keyword, record};
use crate::time::Time;
use serde_json::json;
use std::collections::BTreeSet;

/// Most expectations of a document.
const MOST_EXPECTATIONS: usize = 200;

keyword! {
    /// What an expectation is about.
    pub enum ExpectationKind {
        /// The node is fully there at `at`, or earlier.
        AppearsBy "appearsBy",
        /// The node begins to appear before the node `other` does.
        Before "before",
        /// No part of the node leaves the frame once it has come in.
        StaysInFrame "staysInFrame",
        /// The node, or the whole film where none is named, never stands still for `secs`, by default 1.
        KeepsMoving "keepsMoving",
        /// The node can be read or seen for `secs` in all.
        VisibleFor "visibleFor",
        /// The node, or any text where none is named, shows exactly `text`.
        ExactText "exactText",
    }
}

record! {
    /// Something that must hold of the film; `pavo check` says whether it does.
    pub struct Expectation {
        /// What must hold.
        kind "p": ExpectationKind,
        /// The id of the node that it is about.
        node "node": Option<String>,
        /// The id of a second node.
        other "other": Option<String>,
        /// A moment of the film, in seconds.
        at "at": Option<Time> where 0.0..=120.0,
        /// A length of time, in seconds.
        secs "secs": Option<Time> where 0.0..=120.0,
        /// Words as they must be on screen.
        text "text": Option<String>,
    }
}

keyword! {
    /// The dimension of a mark that shows its figure.
    pub enum DatumBy {
        /// How high it is.
        Height "height",
        /// How wide it is.
        Width "width",
        /// How far an arc goes round.
        Sweep "sweep",
        /// How much of an outline is seen.
        Trim "trim",
    }
}

record! {
    /// The figure that a mark of a chart stands for; it changes nothing that is drawn, but `pavo check` measures the marks.
    pub struct Datum {
        /// The figure.
        value "value": f64 where -1e15..=1e15,
        /// The dimension that shows it; by default its height.
        by "by": Option<DatumBy>,
        /// A name that the marks of one chart share; by default those beside it are compared with it.
        chart "chart": Option<String>,
    }
}

/// Checks that each expectation says all it needs, and names nodes that are there.
pub(crate) fn check_expectations(scene: &Scene, reader: &mut Reader) {
    if scene.expect.len() > MOST_EXPECTATIONS {
        reader.within("expect", |reader| {
            let found = json!(scene.expect.len());
            reader.error("too many expectations", Some(&found), Some(format!("at most {MOST_EXPECTATIONS}")));
        });
        return;
    }
    let mut ids = BTreeSet::new();
    for node in scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays) {
        collect_ids(node, &mut ids);
    }
    for (index, expectation) in scene.expect.iter().enumerate() {
        reader.under(&format!("expect/{index}"), |reader| expectation.check(&ids, reader));
    }
}

fn collect_ids<'n>(node: &'n Node, ids: &mut BTreeSet<&'n str>) {
    ids.extend(node.common.id.as_deref());
    node.children().iter().for_each(|child| collect_ids(child, ids));
}

impl Expectation {
    fn check(&self, ids: &BTreeSet<&str>, reader: &mut Reader) {
        use ExpectationKind as K;
        let needs = match self.kind {
            K::AppearsBy => [self.node.is_none().then_some("node"), self.at.is_none().then_some("at")],
            K::Before => [self.node.is_none().then_some("node"), self.other.is_none().then_some("other")],
            K::StaysInFrame => [self.node.is_none().then_some("node"), None],
            K::VisibleFor => [self.node.is_none().then_some("node"), self.secs.is_none().then_some("secs")],
            K::ExactText => [self.text.is_none().then_some("text"), None],
            K::KeepsMoving => [None, None],
        };
        for missing in needs.into_iter().flatten() {
            let message = format!("{} needs the field \"{missing}\"", self.kind);
            reader.within(missing, |reader| reader.error(message, None, None));
        }
        for (key, id) in [("node", &self.node), ("other", &self.other)] {
            let Some(id) = id.as_deref().filter(|id| !ids.contains(id)) else { continue };
            let allowed = choice(ids.iter().copied(), "the id of a node; no node has one");
            reader.within(key, |reader| reader.error("no node has this id", Some(&json!(id)), Some(allowed)));
        }
    }
}
