//! Changes to a document as JSON: words, colours and times, wherever they stand.

use serde_json::{Map, Value, json};

pub(super) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(object.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}

/// The size of a text in design units: what it says, else what its style comes to, about.
pub(super) fn size_of(node: &Value) -> f64 {
    let font = &node["font"];
    font["size"].as_f64().or_else(|| font["max"].as_f64()).unwrap_or_else(|| match node["style"].as_str() {
        Some("display") => 200.0,
        Some("headline") => 116.0,
        Some("title") => 72.0,
        Some("quote") => 76.0,
        Some("subtitle") => 44.0,
        Some("label" | "caption") => 26.0,
        _ => 34.0,
    })
}

pub(super) fn visit(value: &Value, see: &mut impl FnMut(&Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, see)),
        Value::Object(object) => {
            see(value);
            object.values().for_each(|item| visit(item, see));
        }
        _ => {}
    }
}

pub(super) fn visit_mut(value: &mut Value, see: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit_mut(item, see)),
        Value::Object(object) => {
            see(object);
            object.values_mut().for_each(|item| visit_mut(item, see));
        }
        _ => {}
    }
}

/// Puts words in the place of others, in all texts; gives how many changed.
pub(super) fn replace_words(document: &mut Value, old: &str, new: &str) -> usize {
    let mut count = 0;
    let mut change = |node: &mut Map<String, Value>| {
        let Some(text) = node.get("text").and_then(Value::as_str) else { return };
        if !old.is_empty() && text.contains(old) {
            let changed = text.replace(old, new);
            node.insert("text".to_owned(), json!(changed));
            count += 1;
        }
    };
    visit_mut(&mut document["scenes"], &mut change);
    if let Some(overlays) = document.get_mut("overlays") {
        visit_mut(overlays, &mut change);
    }
    let title = document["meta"]["title"].as_str().map(|title| title.replace(old, new));
    if let Some(title) = title {
        document["meta"]["title"] = json!(title);
    }
    count
}

/// Takes nodes with a text away; gives how many are gone.
pub(super) fn remove_text(value: &mut Value, words: &str) -> usize {
    let mut count = 0;
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| {
                item.get("type").and_then(Value::as_str) != Some("text")
                    || item.get("text").and_then(Value::as_str) != Some(words)
            });
            count += before - items.len();
            count += items.iter_mut().map(|item| remove_text(item, words)).sum::<usize>();
        }
        Value::Object(object) => {
            for (key, item) in object.iter_mut() {
                // The text itself stays where it is no node of a list.
                if key != "text" {
                    count += remove_text(item, words);
                }
            }
        }
        _ => {}
    }
    count
}

/// Colours of one theme become those of another; an opacity behind them stays.
pub(super) fn recolored(value: &mut Value, pairs: &[(String, String)]) {
    match value {
        Value::String(text) if text.starts_with('#') => {
            let found =
                pairs.iter().find(|(old, _)| text.get(..old.len()).is_some_and(|head| head.eq_ignore_ascii_case(old)));
            if let Some((old, new)) = found {
                *text = format!("{new}{}", &text[old.len()..]);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| recolored(item, pairs)),
        Value::Object(object) => {
            object.iter_mut().filter(|(key, _)| *key != "text").for_each(|(_, item)| recolored(item, pairs));
        }
        _ => {}
    }
}

/// All times within, longer or shorter by a factor.
pub(super) fn stretched(value: &mut Value, factor: f64) {
    const TIMES: [&str; 7] = ["dur", "start", "end", "stagger", "every", "period", "until"];
    let scale = |value: &mut Value| {
        if let Some(secs) = value.as_f64() {
            *value = json!(rounded(secs * factor));
        }
    };
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| stretched(item, factor)),
        Value::Object(object) => {
            for (key, item) in object.iter_mut() {
                match key.as_str() {
                    "keys" => {
                        for track in item.as_object_mut().into_iter().flat_map(|tracks| tracks.values_mut()) {
                            let keys = match track {
                                Value::Array(keys) => Some(keys),
                                Value::Object(track) => track.get_mut("k").and_then(Value::as_array_mut),
                                _ => None,
                            };
                            for key in keys.into_iter().flatten() {
                                if let Some(time) = key.as_array_mut().and_then(|key| key.first_mut()) {
                                    scale(time);
                                }
                            }
                        }
                    }
                    key if TIMES.contains(&key) => scale(item),
                    _ => stretched(item, factor),
                }
            }
        }
        _ => {}
    }
}

pub(super) fn rounded(secs: f64) -> f64 {
    (secs * 1e4).round() / 1e4
}

/// What makes one document of another, as operations of RFC 6902.
pub(super) fn difference(before: &Value, after: &Value, path: &str, patch: &mut Vec<Value>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let at = |key: &str| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
            for key in before.keys().filter(|key| !after.contains_key(*key)) {
                patch.push(json!({ "op": "remove", "path": at(key) }));
            }
            for (key, value) in after {
                match before.get(key) {
                    Some(old) => difference(old, value, &at(key), patch),
                    None => patch.push(json!({ "op": "add", "path": at(key), "value": value })),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (old, new)) in before.iter().zip(after).enumerate() {
                difference(old, new, &format!("{path}/{index}"), patch);
            }
        }
        (before, after) if before != after => {
            patch.push(json!({ "op": "replace", "path": path, "value": after }));
        }
        _ => {}
    }
}
