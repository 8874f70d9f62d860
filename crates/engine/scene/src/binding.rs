//! Variables: values that a document gives names, and that its nodes use by them.

use crate::cue::{set, settled};
use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A value that nodes use by its name in braces, as `{name}`.
#[derive(Debug, Clone, PartialEq)]
pub enum VarValue {
    /// Words, a colour, or the name of a picture.
    Text(String),
    /// A number.
    Number(f64),
}

/// Longest text of a variable.
const LONGEST_VARIABLE_CHARS: usize = 2000;

impl VarValue {
    /// The value as it is put among words.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Part for VarValue {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        match value {
            Value::String(text) if text.chars().count() <= LONGEST_VARIABLE_CHARS => Some(Self::Text(text.clone())),
            Value::Number(number) => number.as_f64().map(Self::Number),
            _ => {
                let allowed = format!("a text of at most {LONGEST_VARIABLE_CHARS} characters, or a number");
                reader.error("not a value for a variable", Some(value), Some(allowed));
                None
            }
        }
    }

    fn write(&self) -> Option<Value> {
        Some(match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => crate::basic::number(*number),
        })
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "anyOf": [{ "type": "string", "maxLength": LONGEST_VARIABLE_CHARS }, { "type": "number" }] })
    }
}

/// Values of a node that came from variables, and what the document says in their places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bindings(BTreeMap<String, String>);

/// Fields that hold words, also where a variable is a number.
const WORDS: [&str; 6] = ["text", "target", "match", "with", "src", "format"];

/// Fields that hold nodes, which have bindings of their own.
const NODES: [&str; 3] = ["children", "child", "of"];

impl Bindings {
    /// Whether no value came from a variable.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts variables in the places of their names in a node's JSON.
    pub(crate) fn take_from(object: &mut Map<String, Value>, reader: &mut Reader) -> Self {
        let mut bindings = Self::default();
        if reader.variables().is_empty() {
            return bindings;
        }
        for (key, value) in object.iter_mut().filter(|(key, _)| !NODES.contains(&key.as_str())) {
            bindings.take(key, key, value, reader);
        }
        bindings
    }

    fn take(&mut self, key: &str, place: &str, value: &mut Value, reader: &mut Reader) {
        match value {
            Value::String(text) if text.contains('{') => {
                if let Some(bound) = bound(text, WORDS.contains(&key), reader) {
                    self.0.insert(place.to_owned(), std::mem::take(text));
                    *value = bound;
                }
            }
            Value::Object(object) => {
                for (key, value) in object {
                    reader.within(key.as_str(), |reader| self.take(key, &format!("{place}/{key}"), value, reader));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let place = format!("{place}/{index}");
                    reader.within(index.to_string(), |reader| self.take(key, &place, item, reader));
                }
            }
            _ => {}
        }
    }

    /// Keeps the names in places that a node has, as its written JSON calls them.
    pub(crate) fn settle(&mut self, written: &Map<String, Value>) {
        let bindings = std::mem::take(&mut self.0).into_iter();
        self.0 = bindings.filter_map(|(place, text)| Some((settled(written, &place)?, text))).collect();
    }

    /// Puts the names back into a node's JSON.
    pub(crate) fn put_into(&self, object: &mut Map<String, Value>) {
        for (place, text) in &self.0 {
            set(object, place, json!(text));
        }
    }
}

/// A text with variables in the places of their names; `None` where it names none.
///
/// What is in braces and no variable stays as it is.
fn bound(text: &str, is_words: bool, reader: &Reader) -> Option<Value> {
    let variables = reader.variables();
    let whole = text.strip_prefix('{').and_then(|rest| variables.get(rest.strip_suffix('}')?));
    if let Some(variable) = whole.filter(|_| !is_words) {
        return variable.write();
    }
    let mut words = String::with_capacity(text.len());
    let (mut rest, mut has_any) = (text, false);
    while let Some(open) = rest.find('{') {
        words.push_str(&rest[..open]);
        rest = &rest[open..];
        let named = rest.find('}').and_then(|close| Some((close, variables.get(&rest[1..close])?)));
        if let Some((close, variable)) = named {
            words.push_str(&variable.words());
            rest = &rest[close + 1..];
            has_any = true;
        } else {
            words.push('{');
            rest = &rest[1..];
        }
    }
    words.push_str(rest);
    has_any.then_some(Value::String(words))
}
