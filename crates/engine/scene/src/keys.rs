//! Keyframes: values at times.

use crate::color::Color;
use crate::ease::Ease;
use crate::reader::{Part, Reader};
use crate::record::record;
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

/// The keyframes of one property, in rising order of time; empty where the property is not animated.
#[derive(Debug, Clone, PartialEq)]
pub struct Track<V>(
    /// The keys.
    pub Vec<Keyframe<V>>,
);

impl<V> Default for Track<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Track<V> {
    /// A track of `(seconds, value, ease)`.
    pub fn of(keys: impl IntoIterator<Item = (f64, V, Option<Ease>)>) -> Self {
        Self(
            keys.into_iter().map(|(secs, value, ease)| Keyframe { time: Time::from_secs(secs), value, ease }).collect(),
        )
    }

    /// Whether the property is not animated.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
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

impl<V: Part> Part for Track<V> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
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
        Some(Self(keys))
    }

    fn write(&self) -> Option<Value> {
        self.0.write()
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({ "type": "array", "items": Keyframe::<V>::schema(definitions), "minItems": 1 })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
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
        /// Size as a factor.
        scale "scale": Track<f64>,
        /// Width as a factor, on top of `scale`.
        scale_x "scaleX": Track<f64>,
        /// Height as a factor, on top of `scale`.
        scale_y "scaleY": Track<f64>,
        /// Degrees, clockwise.
        rotate "rotate": Track<f64>,
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
        /// What a number shows.
        value "value": Track<f64>,
    }
}
