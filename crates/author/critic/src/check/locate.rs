//! Where the nodes of a scene, as it is at a ratio, stand in its document.

use pavo_scene::AspectRatio;
use serde_json::{Map, Value, json};

/// The place of a node in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    /// As a JSON pointer.
    pub(crate) pointer: String,
    /// Whether what stands there is only for this ratio.
    pub(crate) is_own: bool,
    /// Whether the node is a copy, which does not stand there by itself.
    pub(crate) is_copy: bool,
}

/// Where a node stands in a document; `shot`: `None` for overlays.
pub(crate) fn locate(document: &Value, aspect: AspectRatio, shot: Option<usize>, path: &[usize]) -> Location {
    let mut pointer = match shot {
        Some(shot) => format!("/scenes/{shot}/nodes"),
        None => "/overlays".to_owned(),
    };
    let mut location = Location { pointer: String::new(), is_own: false, is_copy: false };
    for (depth, index) in path.iter().enumerate() {
        pointer.push_str(&format!("/{index}"));
        if depth + 1 == path.len() {
            break;
        }
        let Some(node) = document.pointer(&pointer) else { break };
        if node["type"] == "repeat" {
            location.is_copy = true;
            break;
        }
        let own = node["when"][aspect.word()].as_object();
        let key = ["children", "of"].into_iter().find(|key| own.is_some_and(|own| own.contains_key(*key)));
        match key {
            Some(key) => {
                pointer.push_str(&format!("/when/{aspect}/{key}"));
                location.is_own = true;
            }
            None => pointer.push_str(if node["children"].is_array() { "/children" } else { "/of" }),
        }
    }
    Location { pointer, ..location }
}

impl Location {
    /// Changes to a document that set a field of the node at the ratio only, or everywhere when it is the one that the
    /// scene was designed for. `null` takes the field away.
    pub(crate) fn set(&self, document: &Value, aspect: AspectRatio, field: &str, value: Value) -> Vec<Value> {
        self.set_all(document, aspect, vec![(field, value)])
    }

    /// As [`Location::set`], of several fields.
    pub(crate) fn set_all(&self, document: &Value, aspect: AspectRatio, fields: Vec<(&str, Value)>) -> Vec<Value> {
        if self.is_copy || fields.is_empty() {
            return Vec::new();
        }
        let Some(node) = document.pointer(&self.pointer) else { return Vec::new() };
        let designed = document["canvas"]["aspect"].as_str().unwrap_or("16:9");
        let when = &node["when"];
        let add = |path: String, value: Value| json!({ "op": "add", "path": path, "value": value });
        let base = &self.pointer;
        if when[aspect.word()].is_object() {
            fields.into_iter().map(|(field, value)| add(format!("{base}/when/{aspect}/{field}"), value)).collect()
        } else if self.is_own || designed == aspect.word() {
            let change = |(field, value): (&str, Value)| match value {
                Value::Null if node[field].is_null() => None,
                Value::Null => Some(json!({ "op": "remove", "path": format!("{base}/{field}") })),
                value => Some(add(format!("{base}/{field}"), value)),
            };
            fields.into_iter().filter_map(change).collect()
        } else {
            let fields: Map<String, Value> =
                fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
            if when.is_object() {
                vec![add(format!("{base}/when/{aspect}"), fields.into())]
            } else {
                vec![add(format!("{base}/when"), json!({ aspect.word(): fields }))]
            }
        }
    }

    /// A change that sets a field of the node at all ratios.
    pub(crate) fn set_everywhere(&self, field: &str, value: Value) -> Vec<Value> {
        if self.is_copy {
            return Vec::new();
        }
        vec![json!({ "op": "add", "path": format!("{}/{field}", self.pointer), "value": value })]
    }

    /// A change that takes the node away.
    pub(crate) fn remove(&self) -> Vec<Value> {
        if self.is_copy { Vec::new() } else { vec![json!({ "op": "remove", "path": self.pointer })] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_a_ratio_are_found_where_the_document_has_them() {
        let document = json!({ "canvas": { "aspect": "16:9" }, "scenes": [{ "nodes": [
            { "type": "group", "children": [{ "type": "text" }],
              "when": { "9:16": { "children": [{ "type": "rect" }, { "type": "text" }] } } },
            { "type": "text" } ] }] });
        let of = |aspect, path: &[usize]| locate(&document, aspect, Some(0), path);
        let wide = of(AspectRatio::Wide, &[0, 0]);
        assert_eq!((wide.pointer.as_str(), wide.is_own), ("/scenes/0/nodes/0/children/0", false));
        let tall = of(AspectRatio::Tall, &[0, 1]);
        assert_eq!((tall.pointer.as_str(), tall.is_own), ("/scenes/0/nodes/0/when/9:16/children/1", true));
        let path = |location: &Location, aspect| {
            location.set(&document, aspect, "rotate", json!(9))[0]["path"].as_str().map(str::to_owned)
        };
        assert_eq!(path(&tall, AspectRatio::Tall).as_deref(), Some("/scenes/0/nodes/0/when/9:16/children/1/rotate"));
        let plain = of(AspectRatio::Tall, &[1]);
        assert_eq!(path(&plain, AspectRatio::Tall).as_deref(), Some("/scenes/0/nodes/1/when"));
        assert_eq!(path(&of(AspectRatio::Wide, &[1]), AspectRatio::Wide).as_deref(), Some("/scenes/0/nodes/1/rotate"));
        let group = of(AspectRatio::Tall, &[0]);
        assert_eq!(path(&group, AspectRatio::Tall).as_deref(), Some("/scenes/0/nodes/0/when/9:16/rotate"));
    }
}
