//! Where things are and how large.

use crate::basic::number;
use crate::beside::{Alignment, Beside, Relation};
use crate::reader::{Part, Reader};
use crate::record::{keyword, record};
use serde_json::{Map, Value, json};

/// A length in design units (the frame's short side is 1080), or a share of the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    /// Design units.
    Units(f64),
    /// Percent of the frame: of its width for x and widths, of its height for y and heights.
    Percent(f64),
}

impl Length {
    /// No length at all.
    pub const ZERO: Self = Self::Units(0.0);

    /// The length in design units, where 100 % are `whole` units.
    pub fn units(self, whole: f64) -> f64 {
        match self {
            Self::Units(units) => units,
            Self::Percent(percent) => whole * percent / 100.0,
        }
    }
}

/// Furthest that anything may be from anything, in design units and in percent.
const FURTHEST: f64 = 1e5;

impl Part for Length {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let within = |number: &f64| number.abs() <= FURTHEST;
        let found = match value {
            Value::String(text) => {
                text.strip_suffix('%').and_then(|percent| percent.trim().parse().ok()).filter(within).map(Self::Percent)
            }
            other => other.as_f64().filter(within).map(Self::Units),
        };
        if found.is_none() {
            let allowed = format!("a number of design units or a text like \"50%\", within ±{FURTHEST}");
            reader.error("not a length", Some(value), Some(allowed));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(match self {
            Self::Units(units) => number(*units),
            Self::Percent(percent) => format!("{percent}%").into(),
        })
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Length", |_| {
            json!({
                "description": "Design units (the frame's short side is 1080), or percent of the frame.",
                "anyOf": [{ "type": "number" }, { "type": "string", "pattern": r"^-?[0-9.]+ *%$" }],
            })
        })
    }
}

keyword! {
    /// A point of a box: its centre, the middle of an edge, or a corner.
    pub enum Anchor {
        /// The middle.
        Center "center",
        /// The middle of the upper edge.
        Top "top",
        /// The middle of the lower edge.
        Bottom "bottom",
        /// The middle of the left edge.
        Left "left",
        /// The middle of the right edge.
        Right "right",
        /// The upper left corner.
        TopLeft "top-left",
        /// The upper right corner.
        TopRight "top-right",
        /// The lower left corner.
        BottomLeft "bottom-left",
        /// The lower right corner.
        BottomRight "bottom-right",
    }
}

impl Anchor {
    /// The point as fractions of the box's width and height.
    pub const fn fractions(self) -> [f64; 2] {
        match self {
            Self::Center => [0.5, 0.5],
            Self::Top => [0.5, 0.0],
            Self::Bottom => [0.5, 1.0],
            Self::Left => [0.0, 0.5],
            Self::Right => [1.0, 0.5],
            Self::TopLeft => [0.0, 0.0],
            Self::TopRight => [1.0, 0.0],
            Self::BottomLeft => [0.0, 1.0],
            Self::BottomRight => [1.0, 1.0],
        }
    }
}

keyword! {
    /// The box that a position refers to.
    pub enum Within {
        /// The whole frame (or the box of the group).
        Frame "frame",
        /// The frame less the margins that text keeps.
        Safe "safe",
    }
}

record! {
    /// A point of the frame and a distance from it.
    pub struct Offset {
        /// The point of the frame; by default its centre.
        anchor "anchor": Option<Anchor>,
        /// To the right of that point.
        x "x": Option<Length>,
        /// Below that point.
        y "y": Option<Length>,
        /// The point of the node that is put there; by default the same as `anchor`.
        origin "origin": Option<Anchor>,
        /// Whether `anchor` is a point of the whole frame (default) or of its safe area.
        within "within": Option<Within>,
        /// Instead of a point of the frame, the id of a sibling that it is put beside; `x` and `y` are added.
        rel "rel": Option<String>,
        /// The side of that sibling; by default below.
        side "side": Option<Beside>,
        /// Space between both, in design units; by default 24.
        gap "gap": Option<f64> where -1e4..=1e4,
        /// Which edges of both are in one line; by default as the sibling stands in its parent.
        align "align": Option<Alignment>,
    }
}

/// Where a node is put: a word for a point of the safe area, or an offset from a point of the frame.
///
/// Read from JSON as a word (`"bottom-left"`) or an object (`{"anchor": "center", "x": 40}`).
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// The point of the frame or safe area.
    pub anchor: Anchor,
    /// To the right of that point.
    pub x: Length,
    /// Below that point.
    pub y: Length,
    /// The point of the node that is put there.
    pub origin: Anchor,
    /// The box that `anchor` belongs to.
    pub within: Within,
    /// The sibling that it is put beside, instead of at a point of the frame.
    pub relation: Option<Relation>,
}

impl Position {
    /// A point of the safe area, as a word gives it.
    pub const fn safe(anchor: Anchor) -> Self {
        Self { anchor, x: Length::ZERO, y: Length::ZERO, origin: anchor, within: Within::Safe, relation: None }
    }

    /// A distance from a point of the whole frame.
    pub const fn frame(anchor: Anchor, x: Length, y: Length) -> Self {
        Self { anchor, x, y, origin: anchor, within: Within::Frame, relation: None }
    }

    /// The middle of the whole frame.
    pub const CENTER: Self = Self::frame(Anchor::Center, Length::ZERO, Length::ZERO);
}

impl Part for Position {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if value.is_object() {
            let offset = Offset::read(value, reader)?;
            if offset.rel.is_none() {
                let lonely =
                    [("side", offset.side.is_some()), ("gap", offset.gap.is_some()), ("align", offset.align.is_some())];
                for (key, _) in lonely.into_iter().filter(|(_, is_said)| *is_said) {
                    let message = "means nothing without the sibling, and is ignored";
                    reader.within(key, |reader| reader.warning(message, value.get(key), Some("with rel".to_owned())));
                }
            }
            let anchor = offset.anchor.unwrap_or(Anchor::Center);
            return Some(Self {
                anchor,
                x: offset.x.unwrap_or(Length::ZERO),
                y: offset.y.unwrap_or(Length::ZERO),
                origin: offset.origin.unwrap_or(anchor),
                within: offset.within.unwrap_or(Within::Frame),
                relation: offset.rel.map(|to| Relation {
                    to,
                    side: offset.side.unwrap_or(Beside::Below),
                    gap: offset.gap.unwrap_or(Relation::GAP),
                    align: offset.align,
                }),
            });
        }
        match value.as_str() {
            // The middle of the frame, not of the safe area, which lies off-centre in portrait.
            Some("center") => Some(Self::CENTER),
            _ => Anchor::read(value, reader).map(Self::safe),
        }
    }

    fn write(&self) -> Option<Value> {
        let offset = Offset {
            anchor: Some(self.anchor),
            x: Some(self.x).filter(|x| *x != Length::ZERO),
            y: Some(self.y).filter(|y| *y != Length::ZERO),
            origin: Some(self.origin).filter(|origin| *origin != self.anchor),
            within: Some(self.within).filter(|within| *within != Within::Frame),
            rel: self.relation.as_ref().map(|relation| relation.to.clone()),
            side: self.relation.as_ref().map(|relation| relation.side),
            gap: self.relation.as_ref().map(|relation| relation.gap).filter(|gap| *gap != Relation::GAP),
            align: self.relation.as_ref().and_then(|relation| relation.align),
        };
        offset.write()
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Position", |definitions| {
            json!({
                "description": "A point of the safe area by name (center: of the frame), an offset from a point of the frame, or a place beside a sibling.",
                "anyOf": [Anchor::schema(definitions), Offset::schema(definitions)],
            })
        })
    }
}

/// Width and height. Read from JSON as one length for both, or as a list of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

impl Size {
    /// A size in design units.
    pub const fn units(width: f64, height: f64) -> Self {
        Self { width: Length::Units(width), height: Length::Units(height) }
    }

    /// The whole frame.
    pub const FULL: Self = Self { width: Length::Percent(100.0), height: Length::Percent(100.0) };
}

impl Part for Size {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let size = match value.as_array().map(Vec::as_slice) {
            Some([width, height]) => {
                let width = reader.within("0", |reader| Length::read(width, reader));
                let height = reader.within("1", |reader| Length::read(height, reader));
                Self { width: width?, height: height? }
            }
            Some(_) => {
                reader.error("not a size", Some(value), Some("a length, or [width, height]".to_owned()));
                return None;
            }
            None => {
                let side = Length::read(value, reader)?;
                Self { width: side, height: side }
            }
        };
        let negative = [size.width, size.height].iter().any(|length| length.units(1.0) < 0.0);
        if negative {
            reader.error("a size must not be negative", Some(value), None);
        }
        (!negative).then_some(size)
    }

    fn write(&self) -> Option<Value> {
        Some(json!([self.width.write(), self.height.write()]))
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Size", |definitions| {
            let length = Length::schema(definitions);
            json!({
                "description": "One length for width and height, or [width, height].",
                "anyOf": [length, { "type": "array", "items": length, "minItems": 2, "maxItems": 2 }],
            })
        })
    }
}
