//! Keyframes: values at times.

use crate::color::Color;
use crate::ease::Ease;
use crate::expression::Expression;
use crate::reader::{ObjectReader, Part, Reader};
use crate::record::{keyword, record};
use crate::shape::PathData;
use crate::time::Time;
use serde_json::{Map, Value, json};

/// A value at a time, and how it is reached from the key before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyframe<V> {
    /// When, counted from the beginning of the scene.
    pub time: Time,
    /// The value then.
    pub value: V,
    /// The curve from the key before; linear when absent.
    pub ease: Option<Ease>,
}

/// How one property changes; empty where it is not animated.
#[derive(Debug, Clone, PartialEq)]
pub struct Track<V> {
    /// Values at times, in rising order of time.
    pub keys: Vec<Keyframe<V>>,
    /// What happens after the last key; by default its value stays.
    pub after: Option<TrackEnd>,
    /// A formula that has the last word, of tracks of numbers.
    pub expression: Option<Expression>,
}

keyword! {
    /// What a track does after its last key.
    pub enum TrackEnd {
        /// Begins again with its first key.
        Cycle "cycle",
        /// Goes back to its first key, and forth again.
        PingPong "pingPong",
        /// Begins again from where it has come to: for what turns or travels on and on.
        Offset "offset",
    }
}

impl<V> Default for Track<V> {
    fn default() -> Self {
        Self { keys: Vec::new(), after: None, expression: None }
    }
}

impl<V> From<Vec<Keyframe<V>>> for Track<V> {
    fn from(keys: Vec<Keyframe<V>>) -> Self {
        Self { keys, ..Self::default() }
    }
}

impl<V> Track<V> {
    /// A track of `(seconds, value, ease)`.
    pub fn of(keys: impl IntoIterator<Item = (f64, V, Option<Ease>)>) -> Self {
        let keys = keys.into_iter();
        keys.map(|(secs, value, ease)| Keyframe { time: Time::from_secs(secs), value, ease }).collect::<Vec<_>>().into()
    }

    /// Whether the property is not animated.
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.expression.is_none()
    }
}

/// What tracks lead through.
pub trait Tracked: Part {
    /// Whether it is a number, for which formulas can be written.
    const IS_NUMBER: bool;
}

impl Tracked for f64 {
    const IS_NUMBER: bool = true;
}

impl Tracked for Color {
    const IS_NUMBER: bool = false;
}

impl<V: Part> Part for Keyframe<V> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Some(parts @ ([_, _] | [_, _, _])) = value.as_array().map(Vec::as_slice) else {
            reader.error(
                "a key must be a list",
                Some(value),
                Some("[seconds, value] or [seconds, value, ease]".into()),
            );
            return None;
        };
        let time = parts[0].as_f64().filter(|secs| (0.0..=120.0).contains(secs));
        if time.is_none() {
            reader.within("0", |reader| {
                reader.error("must be a time in seconds", Some(&parts[0]), Some("0 to 120".to_owned()));
            });
        }
        let found = reader.within("1", |reader| V::read(&parts[1], reader));
        let ease = match parts.get(2) {
            Some(ease) => reader.within("2", |reader| Option::<Ease>::read(ease, reader)),
            None => Some(None),
        };
        Some(Self { time: Time::from_secs(time?), value: found?, ease: ease? })
    }

    fn write(&self) -> Option<Value> {
        let mut parts = vec![self.time.write()?, self.value.write()?];
        parts.extend(self.ease.and_then(|ease| ease.write()));
        Some(Value::Array(parts))
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let (value, ease) = (V::schema(definitions), Ease::schema(definitions));
        json!({
            "type": "array",
            "prefixItems": [{ "anyOf": [{ "type": "number", "minimum": 0, "maximum": 120 }, crate::schema::cue()] }, value, ease],
            "minItems": 2,
            "maxItems": 3,
        })
    }
}

impl<V: Tracked> Part for Track<V> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if value.is_array() {
            return Some(read_keys(value, reader)?.into());
        }
        if !value.is_object() {
            reader.error("a track must be a list of keys or an object", Some(value), Some(forms::<V>()));
            return None;
        }
        let mut object = ObjectReader::new(value, "a track", reader)?;
        let keys = match object.raw("k") {
            Some(keys) => reader.within("k", |reader| read_keys(keys, reader)),
            None => Some(Vec::new()),
        };
        let after = object.field("loop", None, reader);
        let expression = if V::IS_NUMBER { object.field("expr", None, reader) } else { Some(None) };
        object.finish(reader);
        let track = Self { keys: keys?, after: after?, expression: expression? };
        if track.is_empty() {
            reader.error("a track needs keys", Some(value), Some(forms::<V>()));
            return None;
        }
        Some(track)
    }

    fn write(&self) -> Option<Value> {
        if self.after.is_none() && self.expression.is_none() {
            return self.keys.write();
        }
        let mut object = Map::new();
        let fields = [("k", self.keys.write()), ("loop", self.after.write()), ("expr", self.expression.write())];
        for (key, value) in fields {
            object.extend(value.map(|value| (key.to_owned(), value)));
        }
        Some(Value::Object(object))
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let keys = json!({ "type": "array", "items": Keyframe::<V>::schema(definitions), "minItems": 1 });
        let mut properties = Map::new();
        properties.insert("k".to_owned(), keys.clone());
        properties.insert("loop".to_owned(), TrackEnd::schema(definitions));
        if V::IS_NUMBER {
            properties.insert("expr".to_owned(), Expression::schema(definitions));
        }
        json!({ "anyOf": [keys, { "type": "object", "properties": properties, "minProperties": 1 }] })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

fn forms<V: Tracked>() -> String {
    let formula = if V::IS_NUMBER { ", or {\"expr\": \"…\"}" } else { "" };
    format!("[[seconds, value, ease], …], {{\"k\": […], \"loop\": \"cycle\"}}{formula}")
}

fn read_keys<V: Part>(value: &Value, reader: &mut Reader) -> Option<Vec<Keyframe<V>>> {
    let keys = Vec::<Keyframe<V>>::read(value, reader)?;
    if keys.is_empty() {
        reader.error("a track needs a key", Some(value), None);
        return None;
    }
    for (index, pair) in keys.windows(2).enumerate() {
        if pair[1].time <= pair[0].time {
            let found = pair[1].time.write();
            reader.within((index + 1).to_string(), |reader| {
                let allowed = format!("later than {}", pair[0].time.secs());
                reader.error("keys must rise in time", found.as_ref(), Some(allowed));
            });
            return None;
        }
    }
    Some(keys)
}

record! {
    /// A way that a node goes along.
    pub struct Along {
        /// The way as SVG path data, in design units from the anchor; at most 500 segments.
        d "d": PathData,
        /// Where on the way the node is: 0 at its beginning, 1 at its end.
        at "at": Track<f64>,
        /// Whether the node turns with the way; what points to the right points along it.
        turns "turn": Option<bool>,
    }
}

record! {
    /// Properties that change through keyframes; a key's value takes the place of the property's own.
    #[derive(Default)]
    pub struct Keys {
        /// Offset from the anchor to the right, in design units.
        x "x": Track<f64>,
        /// Offset from the anchor downwards, in design units.
        y "y": Track<f64>,
        /// How far the way between two keys of x and y, which have the same times, bows from the straight line, as a
        /// share of that line's length; positive to the left of the way.
        bow "bow": Option<f64> where -2.0..=2.0,
        /// A way to go along, instead of x and y.
        along "along": Option<Along>,
        /// Size as a factor.
        scale "scale": Track<f64>,
        /// Width as a factor, on top of `scale`.
        scale_x "scaleX": Track<f64>,
        /// Height as a factor, on top of `scale`.
        scale_y "scaleY": Track<f64>,
        /// Degrees, clockwise.
        rotate "rotate": Track<f64>,
        /// Degrees by which upright edges lean to the left.
        skew_x "skewX": Track<f64>,
        /// Degrees by which level edges lean downwards.
        skew_y "skewY": Track<f64>,
        /// Opacity, 0 to 1.
        opacity "opacity": Track<f64>,
        /// Blur in design units: twice the standard deviation.
        blur "blur": Track<f64>,
        /// Width of a shape, in design units.
        width "w": Track<f64>,
        /// Height of a shape, in design units.
        height "h": Track<f64>,
        /// Radius of the corners, in design units.
        radius "radius": Track<f64>,
        /// Where an arc begins, in degrees clockwise from three o'clock.
        begin "begin": Track<f64>,
        /// Degrees that an arc goes round, clockwise.
        sweep "sweep": Track<f64>,
        /// Size of the hole of an arc, or of the inner corners of a star, as a share of the whole.
        inner "inner": Track<f64>,
        /// How far the middle of an arrow is from the straight line, as a share of that line's length.
        bend "bend": Track<f64>,
        /// How far the form of a blob has gone on; the same after each whole number.
        phase "phase": Track<f64>,
        /// Which of the outlines of a path is seen: 0 its own, 1 the first of `morph`; between them one becomes the other.
        morph "morph": Track<f64>,
        /// How far the nodes in a frame have moved to the left, in design units.
        scroll_x "scrollX": Track<f64>,
        /// How far the nodes in a frame have moved up, in design units.
        scroll_y "scrollY": Track<f64>,
        /// Fill of a shape, or colour of a text.
        fill "fill": Track<Color>,
        /// Colour of the outline.
        stroke_color "strokeColor": Track<Color>,
        /// Width of the outline, in design units.
        stroke_width "strokeWidth": Track<f64>,
        /// Where along the outline it begins to be seen, 0 to 1.
        trim_start "trimStart": Track<f64>,
        /// Where along the outline it ends being seen, 0 to 1.
        trim_end "trimEnd": Track<f64>,
        /// Added to both ends; whole numbers go round closed outlines.
        trim_offset "trimOffset": Track<f64>,
        /// How far into its dashes the outline begins, in design units.
        dash_offset "dashOffset": Track<f64>,
        /// Space between letters, in em.
        tracking "tracking": Track<f64>,
        /// Where on its path a text is, as a share of the path's length.
        path_at "pathAt": Track<f64>,
        /// Weight of a text, 100 to 900, in a typeface that has a weight axis.
        weight "weight": Track<f64>,
        /// Width of a text's letters in per cent, in a typeface that has a width axis.
        font_width "fontWidth": Track<f64>,
        /// What a number shows.
        value "value": Track<f64>,
    }
}
