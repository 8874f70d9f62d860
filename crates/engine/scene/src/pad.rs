//! The space round what is in a box.

use crate::basic::number;
use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};

/// Space between the edge of a box and what is in it, in design units.
///
/// Read from JSON as one number, as `[top and bottom, left and right]`, or as `[top, right, bottom, left]`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pad {
    /// Below the upper edge.
    pub top: f64,
    /// Before the right edge.
    pub right: f64,
    /// Above the lower edge.
    pub bottom: f64,
    /// After the left edge.
    pub left: f64,
}

impl Pad {
    /// The same on every side.
    pub const fn all(side: f64) -> Self {
        Self { top: side, right: side, bottom: side, left: side }
    }

    /// What it takes of the width and of the height.
    pub fn sum(self) -> [f64; 2] {
        [self.left + self.right, self.top + self.bottom]
    }
}

impl Part for Pad {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let sides: Option<Vec<f64>> = match value {
            Value::Array(sides) => sides.iter().map(Value::as_f64).collect(),
            side => side.as_f64().map(|side| vec![side]),
        };
        let sides = sides.filter(|sides| sides.iter().all(|side| (0.0..=1e4).contains(side)));
        match sides.as_deref() {
            Some(&[side]) => Some(Self::all(side)),
            Some(&[across, along]) => Some(Self { top: across, right: along, bottom: across, left: along }),
            Some(&[top, right, bottom, left]) => Some(Self { top, right, bottom, left }),
            _ => {
                let allowed = "0 to 10000, [top and bottom, left and right], or [top, right, bottom, left]".to_owned();
                reader.error("not a space round a box", Some(value), Some(allowed));
                None
            }
        }
    }

    fn write(&self) -> Option<Value> {
        let Self { top, right, bottom, left } = *self;
        let list = |sides: &[f64]| sides.iter().map(|side| number(*side)).collect();
        Some(match *self {
            pad if pad == Self::all(top) => number(top),
            _ if top == bottom && left == right => list(&[top, right]),
            _ => list(&[top, right, bottom, left]),
        })
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Pad", |_| {
            let side = json!({ "type": "number", "minimum": 0, "maximum": 1e4 });
            json!({
                "description": "One number, [top and bottom, left and right], or [top, right, bottom, left], in design units.",
                "anyOf": [side, { "type": "array", "items": side, "minItems": 1, "maxItems": 4 }],
            })
        })
    }
}
