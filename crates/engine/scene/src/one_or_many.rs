//! A list that may also be written as its only item.

use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};

/// A list that may also be written as its only item.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOrMany<T>(
    /// The items.
    pub Vec<T>,
);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T: Part> Part for OneOrMany<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if value.is_array() {
            Vec::read(value, reader).map(Self)
        } else {
            T::read(value, reader).map(|item| Self(vec![item]))
        }
    }

    fn write(&self) -> Option<Value> {
        match self.0.as_slice() {
            [only] => only.write(),
            _ => self.0.write(),
        }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let item = T::schema(definitions);
        json!({ "anyOf": [item, { "type": "array", "items": item }] })
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}
