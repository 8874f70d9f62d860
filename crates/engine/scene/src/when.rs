//! What is different at some ratios.

use crate::canvas::AspectRatio;
use crate::node::Node;
use crate::problem::Severity;
use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};

/// For some ratios, the fields of the node that are different there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct When {
    patches: Vec<(AspectRatio, Map<String, Value>)>,
}

impl When {
    /// Whether nothing is different anywhere.
    pub const fn is_empty(&self) -> bool {
        self.patches.is_empty()
    }

    /// The fields that are different at a ratio, as JSON.
    pub fn patch(&self, aspect: AspectRatio) -> Option<&Map<String, Value>> {
        self.patches.iter().find(|(at, _)| *at == aspect).map(|(_, patch)| patch)
    }

    /// The same, with fields set for a ratio; earlier ones of the same name are replaced.
    ///
    /// `fields`: a JSON object of node fields as a document has them; anything else changes nothing.
    #[must_use]
    pub fn and(mut self, aspect: AspectRatio, fields: Value) -> Self {
        let Value::Object(fields) = fields else { return self };
        match self.patches.iter_mut().find(|(at, _)| *at == aspect) {
            Some((_, patch)) => patch.extend(fields),
            None => self.patches.push((aspect, fields)),
        }
        self
    }

    /// Changes the nodes that a node has in it at some ratios in place of its own.
    pub fn change_nodes(&mut self, mut change: impl FnMut(&mut Vec<Node>)) {
        for (_, patch) in &mut self.patches {
            let Some(Value::Array(values)) = patch.get_mut("children") else { continue };
            let read = |value: &Value| Node::read(value, &mut Reader::trusting());
            let Some(mut nodes) = values.iter().map(read).collect::<Option<Vec<Node>>>() else { continue };
            let before = nodes.clone();
            change(&mut nodes);
            if nodes != before {
                *values = nodes.iter().filter_map(Part::write).collect();
            }
        }
    }

    /// Reads each patch as part of its node; `None` when one does not fit.
    pub(crate) fn check(&self, node: &Node, reader: &mut Reader) -> Option<()> {
        let mut fits = Some(());
        for (aspect, patch) in &self.patches {
            // The nodes within it were checked when it was read itself, but for those that the patch brings.
            let brings_nodes = ["children", "of"].iter().any(|key| patch.contains_key(*key));
            let patch_reader = if brings_nodes { reader.of_patch() } else { Reader::trusting() };
            let Err(inner) = node.patched(patch, Box::new(patch_reader)) else { continue };
            fits = None;
            for problem in inner.into_problems() {
                if problem.severity == Severity::Error {
                    reader.under(&format!("when/{aspect}{}", problem.pointer), |reader| {
                        let found = problem.found.as_deref().and_then(|found| serde_json::from_str(found).ok());
                        reader.error(problem.message, found.as_ref(), problem.allowed);
                    });
                }
            }
        }
        fits
    }
}

impl Part for When {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Object(object) = value else {
            reader.error("must be an object of ratios", Some(value), Some(AspectRatio::WORDS.join(", ")));
            return None;
        };
        let mut when = Self::default();
        let mut complete = true;
        for (key, patch) in object {
            reader.within(key.as_str(), |reader| match (AspectRatio::from_word(key), patch) {
                (Some(aspect), Value::Object(patch)) => {
                    for fixed in ["type", "id", "when"] {
                        if patch.contains_key(fixed) {
                            complete = false;
                            reader.error(format!("\"{fixed}\" cannot differ by ratio"), patch.get(fixed), None);
                        }
                    }
                    when.patches.push((aspect, patch.clone()));
                }
                (Some(_), other) => {
                    complete = false;
                    reader.error("must be an object of node fields", Some(other), None);
                }
                (None, _) => {
                    complete = false;
                    reader.error("not a known ratio", Some(&json!(key)), Some(AspectRatio::WORDS.join(", ")));
                }
            });
        }
        complete.then_some(when)
    }

    fn write(&self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        let object: Map<String, Value> =
            self.patches.iter().map(|(aspect, patch)| (aspect.word().to_owned(), patch.clone().into())).collect();
        Some(object.into())
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        let properties: Map<String, Value> =
            AspectRatio::WORDS.iter().map(|word| ((*word).to_owned(), json!({ "type": "object" }))).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}
