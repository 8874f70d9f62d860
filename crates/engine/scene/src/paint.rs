//! What shapes and texts are filled with.

use crate::basic::number;
use crate::color::{Color, ColorToken, Rgba};
use crate::mesh::{Mesh, PicturePaint, is_word};
use crate::reader::{ObjectReader, Part, Reader};
use crate::record::{keyword, record};
use serde_json::{Map, Value, json};

/// A fill: one colour, or something that is laid over the box of what is filled.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// One colour throughout.
    Solid(Color),
    /// A gradient.
    Gradient(Gradient),
    /// A grid of colours that run into each other.
    Mesh(Mesh),
    /// A picture.
    Picture(PicturePaint),
}

impl From<Rgba> for Paint {
    fn from(literal: Rgba) -> Self {
        Self::Solid(literal.into())
    }
}

impl From<ColorToken> for Paint {
    fn from(token: ColorToken) -> Self {
        Self::Solid(token.into())
    }
}

impl From<Mesh> for Paint {
    fn from(mesh: Mesh) -> Self {
        Self::Mesh(mesh)
    }
}

impl From<PicturePaint> for Paint {
    fn from(picture: PicturePaint) -> Self {
        Self::Picture(picture)
    }
}

impl From<Gradient> for Paint {
    fn from(gradient: Gradient) -> Self {
        Self::Gradient(gradient)
    }
}

keyword! {
    /// The shape of a gradient.
    pub enum GradientKind {
        /// Along a straight line through the box.
        Linear "linear",
        /// Outwards from a centre.
        Radial "radial",
        /// Around a centre, clockwise.
        Conic "conic",
    }
}

keyword! {
    /// The space in which neighbouring colours are mixed.
    pub enum MixSpace {
        /// Perceptually even; the default.
        Oklab "oklab",
        /// Plain mixing of the stored values.
        Srgb "srgb",
    }
}

record! {
    /// Colours that run into each other over the box of what is filled.
    pub struct Gradient {
        /// linear, radial or conic.
        kind "kind": GradientKind,
        /// Two or more `[offset, colour]`, offsets from 0 to 1 and not falling.
        stops "stops": Vec<Stop>,
        /// Degrees, clockwise: 0 runs from left to right, 90 from top to bottom. For conic, where it begins; 0 is three o'clock.
        angle "angle": Option<f64> where -3600.0..=3600.0,
        /// Centre of a radial or conic gradient as fractions of the box; by default [0.5, 0.5].
        at "at": Option<[f64; 2]> where -10.0..=10.0,
        /// Radius of a radial gradient as a fraction of the box's longer side; by default 0.5.
        radius "radius": Option<f64> where 0.0..=10.0,
        /// Where colours are mixed: oklab (default) or srgb.
        mix "mix": Option<MixSpace>,
    }
}

impl Gradient {
    /// A gradient of a kind with evenly spread colours.
    pub fn even(kind: GradientKind, colors: &[Color]) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a handful of colours")]
        let last = colors.len().saturating_sub(1).max(1) as f64;
        #[expect(clippy::cast_precision_loss, reason = "a handful of colours")]
        let stops =
            colors.iter().enumerate().map(|(index, &color)| Stop { offset: index as f64 / last, color }).collect();
        Self { kind, stops, angle: None, at: None, radius: None, mix: None }
    }
}

/// Most stops of a gradient.
const MOST_STOPS: usize = 64;

/// A colour at a place along a gradient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Place along the gradient, 0 to 1.
    pub offset: f64,
    /// Colour there.
    pub color: Color,
}

impl Part for Stop {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Some([offset, color]) = value.as_array().and_then(|list| <&[Value; 2]>::try_from(list.as_slice()).ok())
        else {
            reader.error("a stop must be a list", Some(value), Some("[offset, colour]".to_owned()));
            return None;
        };
        let place = offset.as_f64().filter(|place| (0.0..=1.0).contains(place));
        if place.is_none() {
            reader.within("0", |reader| {
                reader.error("must be a number", Some(offset), Some("0 to 1".to_owned()));
            });
        }
        let color = reader.within("1", |reader| Color::read(color, reader));
        Some(Self { offset: place?, color: color? })
    }

    fn write(&self) -> Option<Value> {
        Some(json!([number(self.offset), self.color.write()]))
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let color = Color::schema(definitions);
        json!({
            "type": "array",
            "prefixItems": [{ "type": "number", "minimum": 0, "maximum": 1 }, color],
            "minItems": 2,
            "maxItems": 2,
        })
    }
}

impl Part for Paint {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if !value.is_object() {
            return Color::read(value, reader).map(Self::Solid);
        }
        let kind = value.get("kind").and_then(Value::as_str);
        if kind == Some("solid") {
            let mut object = ObjectReader::new(value, "the paint", reader)?;
            let _ = object.raw("kind");
            let color = object.field("color", None, reader);
            object.finish(reader);
            return color.map(Self::Solid);
        }
        match is_word(value.get("kind")) {
            Some("mesh") => return Mesh::read(value, reader).filter(|mesh| mesh.check(reader)).map(Self::Mesh),
            Some(_) => return PicturePaint::read(value, reader).map(Self::Picture),
            None => {}
        }
        if kind.and_then(GradientKind::from_word).is_none() {
            let allowed = format!("solid, {}, mesh, image", GradientKind::WORDS.join(", "));
            reader.within("kind", |reader| {
                reader.error("not a known kind of paint", Some(&value["kind"]), Some(allowed));
            });
            return None;
        }
        let gradient = Gradient::read(value, reader)?;
        if !(2..=MOST_STOPS).contains(&gradient.stops.len()) {
            let found = json!(gradient.stops.len());
            reader.within("stops", |reader| {
                reader.error("wrong number of stops", Some(&found), Some(format!("2 to {MOST_STOPS}")));
            });
            return None;
        }
        for (index, pair) in gradient.stops.windows(2).enumerate() {
            if pair[1].offset < pair[0].offset {
                let found = number(pair[1].offset);
                reader.under(&format!("stops/{}/0", index + 1), |reader| {
                    let allowed = format!("{} to 1", pair[0].offset);
                    reader.error("offsets must not fall", Some(&found), Some(allowed));
                });
                return None;
            }
        }
        Some(Self::Gradient(gradient))
    }

    fn write(&self) -> Option<Value> {
        match self {
            Self::Solid(color) => color.write(),
            Self::Gradient(gradient) => gradient.write(),
            Self::Mesh(mesh) => mesh.write(),
            Self::Picture(picture) => picture.write(),
        }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Paint", |definitions| {
            let (color, gradient) = (Color::schema(definitions), Gradient::schema(definitions));
            let (mesh, picture) = (Mesh::schema(definitions), PicturePaint::schema(definitions));
            json!({
                "description": "One colour, or a gradient, a grid of colours or a picture over the box of what is filled.",
                "anyOf": [
                    color,
                    {
                        "type": "object",
                        "properties": { "kind": { "const": "solid" }, "color": color },
                        "required": ["kind", "color"],
                    },
                    gradient,
                    mesh,
                    picture,
                ],
            })
        })
    }
}
