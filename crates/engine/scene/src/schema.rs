//! The published JSON Schema, put together from the same definitions that read the document.

use crate::document::Scene;
use crate::reader::Part;
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// The JSON Schema (draft 2020-12) of a scene document.
///
/// A document that the schema accepts may still be refused for reasons that a schema cannot say,
/// such as a time beyond the end or an id used twice.
pub fn scene_schema() -> Value {
    let mut definitions = Map::new();
    let root = Scene::schema(&mut definitions);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Pavo scene, version 1",
        "$ref": root["$ref"],
        "$defs": definitions,
    })
}

/// Puts a named schema into `definitions` once and gives a reference to it.
pub(crate) fn define(
    definitions: &mut Map<String, Value>,
    name: &str,
    build: impl FnOnce(&mut Map<String, Value>) -> Value,
) -> Value {
    if !definitions.contains_key(name) {
        // Reserved first, so that a part that contains itself ends here.
        definitions.insert(name.to_owned(), Value::Null);
        let built = build(definitions);
        definitions.insert(name.to_owned(), built);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

pub(crate) fn object(docs: &[&str], properties: Map<String, Value>, required: Vec<Value>) -> Value {
    let mut object = json!({
        "description": paragraph(docs),
        "type": "object",
        "properties": properties,
    });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object
}

pub(crate) fn described(mut schema: Value, docs: &[&str], range: Option<RangeInclusive<f64>>) -> Value {
    if let Value::Object(fields) = &mut schema {
        fields.insert("description".to_owned(), paragraph(docs).into());
        if let (Some(range), Some("number" | "integer")) = (range, fields.get("type").and_then(Value::as_str)) {
            fields.insert("minimum".to_owned(), json!(range.start()));
            fields.insert("maximum".to_owned(), json!(range.end()));
        }
    }
    schema
}

pub(crate) fn paragraph(docs: &[&str]) -> String {
    docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// `ColorToken` as `color token`.
pub(crate) fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// `Canvas` as `the canvas`, to begin a message with.
pub(crate) fn sentence_name(name: &str) -> String {
    format!("the {}", spaced(name))
}

/// The schema of a field, which for moments may also be a cue.
pub(crate) fn cued(key: &str, described: Value) -> Value {
    if !matches!(key, "start" | "end" | "until") {
        return described;
    }
    let description = described.get("description").cloned().unwrap_or_default();
    json!({ "description": description, "anyOf": [described, cue()] })
}

/// The schema of a cue.
pub(crate) fn cue() -> Value {
    json!({
        "type": "string",
        "description": "A moment that is said by what else happens: scene.end-0.5, title.in.end+0.1, prev.end, word:title/World.",
    })
}
