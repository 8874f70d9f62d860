//! How plain JSON values are read: numbers, words, lists, optional fields.

use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};

/// Limit of numbers that have no limits of their own.
const LARGEST: f64 = 1e6;

/// Most items of a list that has no limit of its own.
const MOST_ITEMS: usize = 20_000;

/// Longest text that has no limit of its own, in bytes.
const LONGEST_TEXT_BYTES: usize = 100_000;

impl Part for f64 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let range = reader.take_range().unwrap_or(-LARGEST..=LARGEST);
        let allowed = Some(format!("{} to {}", range.start(), range.end()));
        let Some(number) = value.as_f64().filter(|number| number.is_finite()) else {
            reader.error("must be a number", Some(value), allowed);
            return None;
        };
        if !range.contains(&number) {
            reader.error("out of range", Some(value), allowed);
            return None;
        }
        Some(number)
    }

    fn write(&self) -> Option<Value> {
        Some(number(*self))
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "number" })
    }
}

impl Part for u32 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let range = reader.take_range().unwrap_or(0.0..=f64::from(Self::MAX));
        let whole = value.as_u64().and_then(|whole| Self::try_from(whole).ok());
        let found = whole.filter(|whole| range.contains(&f64::from(*whole)));
        if found.is_none() {
            let allowed = format!("{} to {}", range.start(), range.end());
            reader.error("must be a whole number", Some(value), Some(allowed));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(json!(self))
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "integer", "minimum": 0 })
    }
}

/// Seeds use all 64 bits; JSON carries up to 2^53 without loss, larger ones are read where the parser keeps them.
impl Part for u64 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let found = value.as_u64();
        if found.is_none() {
            reader.error("must be a whole number that is not negative", Some(value), None);
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(json!(self))
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl Part for bool {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let found = value.as_bool();
        if found.is_none() {
            reader.error("must be true or false", Some(value), None);
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some((*self).into())
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "boolean" })
    }
}

impl Part for String {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Some(found) = value.as_str() else {
            reader.error("must be a text", Some(value), None);
            return None;
        };
        if found.len() > LONGEST_TEXT_BYTES {
            let found = json!(found.len());
            reader.error("the text is too long", Some(&found), Some(format!("at most {LONGEST_TEXT_BYTES} bytes")));
            return None;
        }
        Some(found.to_owned())
    }

    fn write(&self) -> Option<Value> {
        Some(self.as_str().into())
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "string" })
    }
}

impl<T: Part> Part for Option<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value, reader).map(Some) }
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(T::write)
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        T::schema(definitions)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Part> Part for Box<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        T::read(value, reader).map(Self::new)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().write()
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        T::schema(definitions)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

impl<T: Part> Part for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Array(items) = value else {
            reader.error("must be a list", Some(value), None);
            return None;
        };
        if items.len() > MOST_ITEMS {
            let found = json!(items.len());
            reader.error("the list is too long", Some(&found), Some(format!("at most {MOST_ITEMS} items")));
            return None;
        }
        // Every item is read before the list is given up, so that all problems show at once.
        let parts: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| reader.within(index.to_string(), |reader| T::read(item, reader)))
            .collect();
        parts.into_iter().collect()
    }

    fn write(&self) -> Option<Value> {
        if self.is_empty() { None } else { Some(Value::Array(self.iter().filter_map(T::write).collect())) }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// Two numbers: a point or a size.
impl Part for [f64; 2] {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let range = reader.take_range().unwrap_or(-1e6..=1e6);
        let pair = value.as_array().filter(|list| list.len() == 2);
        let numbers = pair.and_then(|pair| Some([pair[0].as_f64()?, pair[1].as_f64()?]));
        let found = numbers.filter(|numbers| numbers.iter().all(|number| range.contains(number)));
        if found.is_none() {
            let allowed = format!("[a, b] with each from {} to {}", range.start(), range.end());
            reader.error("must be two numbers", Some(value), Some(allowed));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Array(self.iter().map(|part| number(*part)).collect()))
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
    }
}

/// A number as JSON, without a fraction where it has none (`96`, not `96.0`).
#[expect(clippy::cast_possible_truncation, reason = "the range is checked first")]
pub(crate) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}
