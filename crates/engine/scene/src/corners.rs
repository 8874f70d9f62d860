//! Radii of a rectangle's corners.

use crate::basic::number;
use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};

/// Radii of a rectangle's corners in design units. Read from JSON as one number for all, or as a list of four.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corners(
    /// Top left, top right, bottom right, bottom left.
    pub [f64; 4],
);

impl From<f64> for Corners {
    fn from(radius: f64) -> Self {
        Self([radius; 4])
    }
}

/// Largest radius.
const LARGEST: f64 = 1e5;

impl Part for Corners {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let radius = |value: &Value| value.as_f64().filter(|radius| (0.0..=LARGEST).contains(radius));
        let found = match value.as_array() {
            Some(list) => list.iter().map(radius).collect::<Option<Vec<f64>>>().and_then(|list| list.try_into().ok()),
            None => radius(value).map(|radius| [radius; 4]),
        };
        if found.is_none() {
            let allowed = format!("a number from 0 to {LARGEST}, or a list of four");
            reader.error("not a radius", Some(value), Some(allowed));
        }
        found.map(Self)
    }

    fn write(&self) -> Option<Value> {
        let [first, others @ ..] = self.0;
        let is_even = others.iter().all(|radius| *radius == first);
        Some(if is_even { number(first) } else { self.0.iter().map(|radius| number(*radius)).collect() })
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Corners", |_| {
            let radius = json!({ "type": "number", "minimum": 0, "maximum": LARGEST });
            json!({
                "description": "One radius, or those of the corners: top left, top right, bottom right, bottom left.",
                "anyOf": [radius, { "type": "array", "items": radius, "minItems": 4, "maxItems": 4 }],
            })
        })
    }
}
