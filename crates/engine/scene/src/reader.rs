//! Reading JSON strictly: every problem is collected with its place, nothing stops at the first.

use crate::check::MOST_NODES;
use crate::problem::{Problem, Severity};
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// A piece of the document: how it is read, written and described.
///
/// One definition gives the parser, the writer and the published JSON Schema, so they cannot disagree.
pub trait Part: Sized {
    /// Reads a value; `None` when it is unusable, in which case the reason is in `reader`.
    fn read(value: &Value, reader: &mut Reader) -> Option<Self>;

    /// The value as JSON; `None` to leave the field out.
    fn write(&self) -> Option<Value>;

    /// The JSON Schema of the value, with named parts put into `definitions`.
    fn schema(definitions: &mut Map<String, Value>) -> Value;

    /// The value of a field that is not there; `None` when the field is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// Collects problems while a document is walked, and knows where in it we are.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<String>,
    problems: Vec<Problem>,
    range: Option<RangeInclusive<f64>>,
    /// How many nodes repeats have made.
    copies: usize,
}

impl Reader {
    /// Records an error at the present place.
    pub fn error(&mut self, message: impl Into<String>, found: Option<&Value>, allowed: Option<String>) {
        self.report(Severity::Error, message.into(), found, allowed);
    }

    /// Records a warning at the present place.
    pub fn warning(&mut self, message: impl Into<String>, found: Option<&Value>, allowed: Option<String>) {
        self.report(Severity::Warning, message.into(), found, allowed);
    }

    /// Does `step` one level deeper, at `segment`.
    pub fn within<T>(&mut self, segment: impl Into<String>, step: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment.into());
        let result = step(self);
        self.path.pop();
        result
    }

    /// Does `step` several levels deeper, at a path of segments parted by slashes.
    pub(crate) fn under<T>(&mut self, path: &str, step: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.path.len();
        self.path.extend(path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned));
        let result = step(self);
        self.path.truncate(depth);
        result
    }

    /// How many nodes the present one is in.
    pub(crate) fn nesting(&self) -> usize {
        self.path.iter().filter(|segment| matches!(segment.as_str(), "children" | "of")).count()
    }

    /// The limits set for the number about to be read, which are thereby used up.
    pub(crate) fn take_range(&mut self) -> Option<RangeInclusive<f64>> {
        self.range.take()
    }

    /// Whether a repeat may make so many more nodes.
    pub(crate) const fn take_copies(&mut self, nodes: usize) -> bool {
        self.copies = self.copies.saturating_add(nodes);
        self.copies <= MOST_NODES
    }

    /// All problems so far, in the order they were met.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn report(&mut self, severity: Severity, message: String, found: Option<&Value>, allowed: Option<String>) {
        let pointer =
            self.path.iter().map(|segment| format!("/{}", segment.replace('~', "~0").replace('/', "~1"))).collect();
        let found = found.map(|value| shorten(&value.to_string()));
        self.problems.push(Problem { severity, pointer, message, found, allowed });
    }
}

/// The fields of one JSON object, ticked off as they are read.
#[derive(Debug)]
pub struct ObjectReader<'v> {
    object: &'v Map<String, Value>,
    known: Vec<&'static str>,
}

impl<'v> ObjectReader<'v> {
    /// Begins reading an object; anything else is an error at the present place.
    pub fn new(value: &'v Value, what: &str, reader: &mut Reader) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self { object, known: Vec::new() }),
            other => {
                reader.error(format!("{what} must be an object"), Some(other), None);
                None
            }
        }
    }

    /// The raw value of a field, ticking it off.
    pub fn raw(&mut self, key: &'static str) -> Option<&'v Value> {
        self.known.push(key);
        self.object.get(key)
    }

    /// Reads a field; a missing required field is an error.
    pub fn field<T: Part>(
        &mut self,
        key: &'static str,
        range: Option<RangeInclusive<f64>>,
        reader: &mut Reader,
    ) -> Option<T> {
        match self.raw(key) {
            Some(value) => reader.within(key, |reader| {
                reader.range = range;
                let part = T::read(value, reader);
                reader.range = None;
                part
            }),
            None => {
                let part = T::absent();
                if part.is_none() {
                    reader.error(format!("the field \"{key}\" is missing"), None, None);
                }
                part
            }
        }
    }

    /// Warns of every field that nobody asked for.
    pub fn finish(self, reader: &mut Reader) {
        for (key, value) in self.object {
            if !self.known.contains(&key.as_str()) {
                let hint = nearest(key, &self.known);
                reader.within(key.as_str(), |reader| {
                    let message = match hint {
                        Some(near) => format!("unknown field, ignored; did you mean \"{near}\"?"),
                        None => "unknown field, ignored".to_owned(),
                    };
                    reader.warning(message, Some(value), None);
                });
            }
        }
    }
}

/// The candidate that `word` most likely meant, if any is near enough.
pub(crate) fn nearest<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    let lower = word.to_lowercase();
    candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn shorten(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}
