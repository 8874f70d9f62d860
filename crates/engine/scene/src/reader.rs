//! Reading JSON strictly: every problem is collected with its place, nothing stops at the first.

use crate::binding::VarValue;
use crate::check::MOST_NODES;
use crate::problem::{Problem, Severity};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
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
    /// How many nodes have been read.
    nodes: usize,
    /// Whether what nodes are at each ratio has been found good before.
    trusts_patches: bool,
    /// How many nodes what is read is in already.
    outer_nesting: usize,
    /// Values that have names.
    variables: BTreeMap<String, VarValue>,
    /// Errors and warnings beyond [`MOST_LISTED`], which are only counted.
    unlisted: [usize; 2],
}

/// Most errors, and most warnings, that are listed: nobody reads more, and a long document may have millions.
const MOST_LISTED: usize = 200;

/// Longest word for which similar ones are looked for, in bytes.
const LONGEST_MISTAKE_BYTES: usize = 64;

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
        let within = self.path.iter().filter(|segment| matches!(segment.as_str(), "children" | "of"));
        self.outer_nesting + within.count()
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

    /// A reader of something that has been read before, so that what it is at each ratio need not be checked again.
    pub(crate) fn trusting() -> Self {
        Self { trusts_patches: true, ..Self::default() }
    }

    /// A reader of what a node is at a ratio; each such level takes the place of several on the stack.
    pub(crate) fn of_patch(&self) -> Self {
        const LEVELS: usize = 8;
        Self { outer_nesting: self.nesting() + LEVELS, variables: self.variables.clone(), ..Self::default() }
    }

    /// The values that have names.
    pub(crate) const fn variables(&self) -> &BTreeMap<String, VarValue> {
        &self.variables
    }

    /// Gives names to values, for the nodes that are read from now on.
    pub(crate) fn set_variables(&mut self, variables: BTreeMap<String, VarValue>) {
        self.variables = variables;
    }

    pub(crate) const fn trusts_patches(&self) -> bool {
        self.trusts_patches
    }

    /// Whether a node may be read; beyond the most that a document has, and so many again for its ratios, one may not.
    pub(crate) fn take_node(&mut self) -> bool {
        self.nodes += 1;
        if self.nodes == MOST_NODES_READ + 1 {
            self.error("too many nodes", None, Some(format!("at most {MOST_NODES}")));
        }
        self.nodes <= MOST_NODES_READ
    }

    /// All problems so far, in the order they were met.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems;
        for (count, severity, name) in
            [(self.unlisted[0], Severity::Error, "errors"), (self.unlisted[1], Severity::Warning, "warnings")]
        {
            if count > 0 {
                let message = format!("{count} more {name}");
                problems.push(Problem { severity, pointer: String::new(), message, found: None, allowed: None });
            }
        }
        problems
    }

    fn lists_more(&self, severity: Severity) -> bool {
        self.problems.iter().filter(|problem| problem.severity == severity).count() < MOST_LISTED
    }

    fn report(&mut self, severity: Severity, message: String, found: Option<&Value>, allowed: Option<String>) {
        if !self.lists_more(severity) {
            self.unlisted[usize::from(severity == Severity::Warning)] += 1;
            return;
        }
        let escaped = |segment: &String| format!("/{}", shortened(segment).replace('~', "~0").replace('/', "~1"));
        let pointer = self.path.iter().map(escaped).collect();
        let found = found.map(excerpt);
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
                // To look for what was meant takes long where there are very many.
                let hint = reader.lists_more(Severity::Warning).then(|| nearest(key, &self.known)).flatten();
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
    if word.len() > LONGEST_MISTAKE_BYTES {
        return None;
    }
    let lower = word.to_lowercase();
    candidates
        .iter()
        .filter(|candidate| candidate.len() <= 2 * LONGEST_MISTAKE_BYTES)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Most nodes that are read of a document: what they are at other ratios may bring others.
const MOST_NODES_READ: usize = 2 * MOST_NODES;

/// The beginning of a value as JSON.
fn excerpt(value: &Value) -> String {
    let mut start = Start(Vec::new());
    // It fails when there is more than will be shown.
    let _ = serde_json::to_writer(&mut start, value);
    shortened(&String::from_utf8_lossy(&start.0)).into_owned()
}

/// A text of a readable length.
fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Takes the first bytes that are written to it, and refuses the others.
struct Start(Vec<u8>);

impl Write for Start {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const MOST_BYTES: usize = 1_000;
        let taken = bytes.len().min(MOST_BYTES.saturating_sub(self.0.len()));
        self.0.extend_from_slice(&bytes[..taken]);
        // Nothing taken is an error to whoever writes.
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Names to choose from, or what to say where there are none: not more than one reads.
pub(crate) fn choice<'n>(names: impl IntoIterator<Item = &'n str>, none: &str) -> String {
    const MOST: usize = 20;
    let mut names = names.into_iter();
    let shown: Vec<Cow<'_, str>> = names.by_ref().take(MOST).map(shortened).collect();
    match (shown.is_empty(), names.next()) {
        (true, _) => none.to_owned(),
        (false, None) => shown.join(", "),
        (false, Some(_)) => format!("{}, …", shown.join(", ")),
    }
}
