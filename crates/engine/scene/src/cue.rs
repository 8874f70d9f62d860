//! Times that are said by what else happens: `"title.in.end+0.1"`.
//!
//! A cued time is resolved into seconds before a film is posed ([`Scene::scheduled`](crate::Scene::scheduled)), so that
//! the rest of the engine knows plain seconds only.

use crate::reader::Reader;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;

/// Something that happens to a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// It appears.
    Start,
    /// It is gone.
    End,
    /// Its entrance begins.
    InStart,
    /// Its entrance is complete.
    InEnd,
    /// Its exit begins.
    OutStart,
    /// Its exit is complete.
    OutEnd,
    /// It begins to count.
    CountStart,
    /// It has counted.
    CountEnd,
    /// Its first emphasis begins.
    EmphStart,
    /// Its first emphasis is complete.
    EmphEnd,
}

impl Event {
    /// Every event with its word.
    const WORDS: [(Self, &'static str); 10] = [
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::InStart, "in.start"),
        (Self::InEnd, "in.end"),
        (Self::OutStart, "out.start"),
        (Self::OutEnd, "out.end"),
        (Self::CountStart, "count.start"),
        (Self::CountEnd, "count.end"),
        (Self::EmphStart, "emph.start"),
        (Self::EmphEnd, "emph.end"),
    ];

    /// The word that stands for it.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(event, _)| *event == self).map_or("", |(_, word)| word)
    }
}

/// What a cued time counts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The beginning of the scene.
    SceneStart,
    /// The end of the scene.
    SceneEnd,
    /// Something that happens to a node of the same scene, by its id.
    Node(String, Event),
    /// Something that happens to the sibling before.
    Previous(Event),
    /// A word of a text begins to appear, by the text's id.
    Word(String, String),
}

/// A time that counts from something.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// What it counts from.
    pub origin: Origin,
    /// Seconds after it; negative before it.
    pub offset_secs: f64,
}

impl Cue {
    /// Reads `scene.end-0.5`, `title.in.end+0.1`, `prev.end` or `word:title/World`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix("word:") {
            let (id, word) = rest.split_once('/')?;
            let (word, offset_secs) = split_offset(word);
            let is_named = !id.is_empty() && !word.is_empty();
            return is_named.then(|| Self { origin: Origin::Word(id.to_owned(), word.to_owned()), offset_secs });
        }
        let (name, offset_secs) = split_offset(text);
        // The longest word first, as `.in.end` ends with `.end` too.
        let mut words = Event::WORDS;
        words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
        let (event, id) = words.iter().find_map(|(event, word)| {
            let id = name.strip_suffix(word)?.strip_suffix('.')?;
            (!id.is_empty()).then_some((*event, id))
        })?;
        let origin = match (id, event) {
            ("scene", Event::Start) => Origin::SceneStart,
            ("scene", Event::End) => Origin::SceneEnd,
            ("scene", _) => return None,
            ("prev", event) => Origin::Previous(event),
            (id, event) => Origin::Node(id.to_owned(), event),
        };
        Some(Self { origin, offset_secs })
    }
}

impl fmt::Display for Cue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Origin::SceneStart => f.write_str("scene.start")?,
            Origin::SceneEnd => f.write_str("scene.end")?,
            Origin::Node(id, event) => write!(f, "{id}.{}", event.word())?,
            Origin::Previous(event) => write!(f, "prev.{}", event.word())?,
            Origin::Word(id, word) => write!(f, "word:{id}/{word}")?,
        }
        if self.offset_secs == 0.0 { Ok(()) } else { write!(f, "{:+}", self.offset_secs) }
    }
}

/// A text without the signed number at its end, and that number.
fn split_offset(text: &str) -> (&str, f64) {
    let at = text.rfind(['+', '-']).filter(|at| *at > 0);
    let number = at.and_then(|at| text[at..].parse::<f64>().ok()).filter(|secs| secs.abs() <= 120.0);
    match (at, number) {
        (Some(at), Some(secs)) => (text[..at].trim_end(), secs),
        _ => (text, 0.0),
    }
}

/// The cued times of a node, by their places in it, such as `in/start` or `keys/x/0/0`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cues(BTreeMap<String, Cue>);

impl Cues {
    /// The cued times with their places, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Cue)> {
        self.0.iter().map(|(place, cue)| (place.as_str(), cue))
    }

    /// The cued time of a place.
    pub fn get(&self, place: &str) -> Option<&Cue> {
        self.0.get(place)
    }

    /// The cued times, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Cue> {
        self.0.values_mut()
    }

    /// Makes the cued time of a place later, if it has one.
    pub(crate) fn delay(&mut self, place: &str, secs: f64) -> bool {
        let cue = self.0.get_mut(place);
        let has_any = cue.is_some();
        if let Some(cue) = cue {
            cue.offset_secs += secs;
        }
        has_any
    }

    /// Whether all times are plain seconds.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the cued times out of a node's JSON and puts seconds in their place, which are found later.
    pub(crate) fn take_from(object: &mut Map<String, Value>, reader: &mut Reader) -> Self {
        let mut cues = Self::default();
        for (key, value) in
            object.iter_mut().filter(|(key, _)| !matches!(key.as_str(), "children" | "child" | "of" | "when"))
        {
            reader.within(key.as_str(), |reader| cues.take(key, key, value, reader));
        }
        cues
    }

    fn take(&mut self, key: &str, place: &str, value: &mut Value, reader: &mut Reader) {
        if place.starts_with("keys/") && value.is_array() {
            self.take_key_times(place, value, reader);
            return;
        }
        let is_time = matches!(key, "start" | "end" | "until");
        match value {
            Value::String(text) if is_time => {
                if let Some(cue) = read(text, reader) {
                    self.0.insert(place.to_owned(), cue);
                }
                // An end must be later than its start until both are known.
                *value = json!(if key == "end" { 119.0 } else { 0.0 });
            }
            Value::Object(object) => {
                for (key, value) in object {
                    let place = format!("{place}/{key}");
                    reader.within(key.as_str(), |reader| self.take(key, &place, value, reader));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let place = format!("{place}/{index}");
                    reader.within(index.to_string(), |reader| self.take("", &place, item, reader));
                }
            }
            _ => {}
        }
    }

    /// The times of keyframes: `[[time, value, ease], …]`. What stands in must rise as keys have to.
    fn take_key_times(&mut self, place: &str, keys: &mut Value, reader: &mut Reader) {
        let mut before = -0.001;
        for (index, key) in keys.as_array_mut().into_iter().flatten().enumerate() {
            let Some(time) = key.as_array_mut().and_then(|key| key.first_mut()) else { continue };
            if let Value::String(text) = time {
                let cue = reader.within(index.to_string(), |reader| reader.within("0", |reader| read(text, reader)));
                if let Some(cue) = cue {
                    self.0.insert(format!("{place}/{index}/0"), cue);
                }
                *time = json!(before + 0.001);
            }
            before = time.as_f64().unwrap_or(before);
        }
    }

    /// Keeps the times of places that a node has, as its written JSON names them.
    pub(crate) fn settle(&mut self, written: &Map<String, Value>) {
        let cues = std::mem::take(&mut self.0).into_iter();
        self.0 = cues.filter_map(|(place, cue)| Some((settled(written, &place)?, cue))).collect();
    }

    /// Puts the cued times back into a node's JSON.
    pub(crate) fn put_into(&self, object: &mut Map<String, Value>) {
        for (place, cue) in &self.0 {
            set(object, place, json!(cue.to_string()));
        }
    }
}

/// The place as a node's written JSON has it; `None` where that has no such place, as of a field that nothing knows.
pub(crate) fn settled(object: &Map<String, Value>, place: &str) -> Option<String> {
    let mut segments = place.split('/');
    let first = segments.next()?;
    let (mut found, mut target) = (first.to_owned(), object.get(first)?);
    for segment in segments {
        if segment == "0" && !target.is_array() {
            continue;
        }
        target = match target {
            Value::Object(object) => object.get(segment)?,
            Value::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
        found.push('/');
        found.push_str(segment);
    }
    Some(found)
}

/// Puts a value at a place of a node's JSON, if there is such a place.
pub(crate) fn set(object: &mut Map<String, Value>, place: &str, value: Value) {
    let mut segments = place.split('/');
    let Some(mut target) = segments.next().and_then(|key| object.get_mut(key)) else { return };
    for segment in segments {
        // A list of one may be written as its only item.
        if segment == "0" && !target.is_array() {
            continue;
        }
        let next = match target {
            Value::Object(object) => object.get_mut(segment),
            Value::Array(items) => segment.parse::<usize>().ok().and_then(|index| items.get_mut(index)),
            _ => None,
        };
        let Some(next) = next else { return };
        target = next;
    }
    *target = value;
}

fn read(text: &str, reader: &mut Reader) -> Option<Cue> {
    let cue = Cue::parse(text);
    if cue.is_none() {
        let words = Event::WORDS.map(|(_, word)| word).join(", ");
        let allowed = format!(
            "seconds, scene.start, scene.end, ID.EVENT, prev.EVENT or word:ID/WORD, then +SECONDS or -SECONDS; events: {words}"
        );
        reader.error("not a time", Some(&json!(text)), Some(allowed));
    }
    cue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_read_and_written_alike() {
        for text in [
            "scene.end-0.5",
            "title.in.end+0.1",
            "my-title.start",
            "n.count.end",
            "prev.out.start-1.25",
            "word:title/World+0.2",
            "a.b.emph.end",
        ] {
            let cue = Cue::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(cue.to_string(), text);
        }
        let dashed = Cue::parse("my-title.end").expect("a cue");
        assert_eq!(dashed, Cue { origin: Origin::Node("my-title".to_owned(), Event::End), offset_secs: 0.0 });
    }

    #[test]
    fn what_is_no_anchor_is_refused() {
        for text in ["", "title", "title.", ".end", "title.middle", "scene.in.end", "word:title", "word:/x", "+0.5"] {
            assert_eq!(Cue::parse(text), None, "{text}");
        }
    }
}
