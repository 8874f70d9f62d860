//! When everything of a scene happens, for times that are said by each other.

use crate::cue::{Cue, Event, Origin, set};
use crate::motion::Order;
use crate::node::Node;
use crate::reader::{Part, Reader, choice};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// How long things take when the document does not say; known by whoever knows the presets.
pub trait Lengths {
    /// Seconds of a node's entrance.
    fn entrance_secs(&self, node: &Node) -> f64;
    /// Seconds of a node's exit.
    fn exit_secs(&self, node: &Node) -> f64;
    /// Seconds that a number counts.
    fn count_secs(&self, node: &Node) -> f64;
    /// Seconds of a node's first emphasis.
    fn emphasis_secs(&self, node: &Node) -> f64;
    /// Seconds from the beginning of a text's entrance until a word begins to appear; `None` when it has no such word.
    fn word_secs(&self, node: &Node, word: &str) -> Option<f64>;
    /// The turn of each of so many nodes, from 0 on.
    fn turns(&self, order: Order, count: usize) -> Vec<usize>;
}

/// Why a cued time means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unresolved {
    /// The place, as a JSON pointer from the list of nodes on.
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) found: String,
    pub(crate) allowed: Option<String>,
}

struct Schedule<'n> {
    entries: Vec<Entry<'n>>,
    ids: BTreeMap<&'n str, usize>,
    scene_end: f64,
    lengths: &'n dyn Lengths,
    known: BTreeMap<(usize, Event), f64>,
    /// What is being found out, to notice when it depends on itself.
    asked: Vec<(usize, Event)>,
}

struct Entry<'n> {
    node: &'n Node,
    pointer: String,
    previous: Option<usize>,
    /// The node that says when it comes, and how much later than that node's start.
    follows: Option<(usize, f64)>,
}

/// The nodes with their cued times in seconds.
///
/// # Errors
///
/// Every time that means nothing, with its place.
pub(crate) fn scheduled(
    nodes: &[Node],
    scene_end: f64,
    lengths: &dyn Lengths,
) -> (BTreeMap<String, BTreeMap<String, f64>>, Vec<Unresolved>) {
    let mut schedule = Schedule {
        entries: Vec::new(),
        ids: BTreeMap::new(),
        scene_end,
        lengths,
        known: BTreeMap::new(),
        asked: Vec::new(),
    };
    schedule.add(nodes, "", None);
    let mut times: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    let mut problems = Vec::new();
    for index in 0..schedule.entries.len() {
        let (node, pointer) = (schedule.entries[index].node, schedule.entries[index].pointer.clone());
        if schedule.entries[index].follows.is_some() {
            schedule.asked.clear();
            // Where the time that it waits for is none, that one says so.
            if let Ok(secs) = schedule.secs(index, Event::Start) {
                times.entry(pointer.clone()).or_default().insert("start".to_owned(), secs);
            }
        }
        for (place, cue) in node.cues.iter() {
            schedule.asked.clear();
            match schedule.secs_of(cue, index) {
                Ok(secs) => {
                    times.entry(pointer.clone()).or_default().insert(place.to_owned(), secs);
                }
                Err((message, allowed)) => problems.push(Unresolved {
                    pointer: format!("{pointer}/{place}"),
                    message,
                    found: cue.to_string(),
                    allowed,
                }),
            }
        }
    }
    (times, problems)
}

/// Most times that may wait for each other in a row; each takes a place on the stack.
const LONGEST_CHAIN: usize = 200;

type Failure = (String, Option<String>);

impl<'n> Schedule<'n> {
    fn add(&mut self, nodes: &'n [Node], pointer: &str, parent: Option<usize>) {
        let mut previous = None;
        let mut delays = parent.map_or_else(Vec::new, |parent| self.delays(self.entries[parent].node)).into_iter();
        for (index, node) in nodes.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            let entry = self.entries.len();
            if let Some(id) = node.common.id.as_deref() {
                self.ids.insert(id, entry);
            }
            let delay = if waits(node) { delays.next() } else { None };
            self.entries.push(Entry { node, pointer: pointer.clone(), previous, follows: parent.zip(delay) });
            previous = Some(entry);
            self.add(node.children(), &format!("{pointer}/{}", node.children_key()), Some(entry));
        }
    }

    /// How much later than their parent the nodes start that wait for their turn.
    fn delays(&self, parent: &Node) -> Vec<f64> {
        let Some((stagger, order)) = parent.stagger() else { return Vec::new() };
        let count = parent.children().iter().filter(|child| waits(child)).count();
        let turns = self.lengths.turns(order, count);
        #[expect(clippy::cast_precision_loss, reason = "nodes are limited in number")]
        turns.into_iter().map(|turn| turn as f64 * stagger.secs()).collect()
    }

    fn secs_of(&mut self, cue: &Cue, of: usize) -> Result<f64, Failure> {
        let secs = match &cue.origin {
            Origin::SceneStart => 0.0,
            Origin::SceneEnd => self.scene_end,
            Origin::Node(id, event) => self.secs(self.entry(id)?, *event)?,
            Origin::Previous(event) => {
                let previous = self.entries[of].previous;
                self.secs(previous.ok_or_else(|| ("there is no node before this one".to_owned(), None))?, *event)?
            }
            Origin::Word(id, word) => {
                let entry = self.entry(id)?;
                let after = self.lengths.word_secs(self.entries[entry].node, word);
                let after = after.ok_or_else(|| (format!("\"{id}\" is no text with the word \"{word}\""), None))?;
                self.secs(entry, Event::InStart)? + after
            }
        };
        Ok((secs + cue.offset_secs).clamp(0.0, 120.0))
    }

    fn entry(&self, id: &str) -> Result<usize, Failure> {
        self.ids.get(id).copied().ok_or_else(|| {
            let ids: Vec<&str> = self.ids.keys().copied().collect();
            let message = match crate::reader::nearest(id, &ids) {
                Some(near) => format!("no node of this scene has the id \"{id}\"; did you mean \"{near}\"?"),
                None => format!("no node of this scene has the id \"{id}\""),
            };
            (message, Some(choice(ids, "there are no ids")))
        })
    }

    fn secs(&mut self, entry: usize, event: Event) -> Result<f64, Failure> {
        if let Some(known) = self.known.get(&(entry, event)) {
            return Ok(*known);
        }
        if let Some(from) = self.asked.iter().position(|asked| *asked == (entry, event)) {
            let name = |(entry, event): &(usize, Event)| {
                let node = &self.entries[*entry];
                let id = node.node.common.id.clone().unwrap_or_else(|| node.pointer.clone());
                format!("{id}.{}", event.word())
            };
            let round: Vec<String> = self.asked[from..].iter().chain([&(entry, event)]).map(name).collect();
            return Err((format!("times that wait for each other: {}", round.join(" → ")), None));
        }
        if self.asked.len() >= LONGEST_CHAIN {
            return Err((format!("more than {LONGEST_CHAIN} times wait for each other in a row"), None));
        }
        self.asked.push((entry, event));
        let found = self.find(entry, event);
        self.asked.pop();
        let secs = found?;
        self.known.insert((entry, event), secs);
        Ok(secs)
    }

    fn find(&mut self, entry: usize, event: Event) -> Result<f64, Failure> {
        let node = self.entries[entry].node;
        let common = &node.common;
        let mut cued = |place: &str| node.cues.get(place).map(|cue| self.secs_of(cue, entry)).transpose();
        match event {
            Event::Start => {
                let own = cued("start")?;
                match (own.or_else(|| common.start.map(|start| start.secs())), self.entries[entry].follows) {
                    (Some(secs), _) => Ok(secs),
                    (None, Some((parent, delay))) => Ok((self.secs(parent, Event::Start)? + delay).min(120.0)),
                    (None, None) => Ok(0.0),
                }
            }
            Event::End => {
                if let Some(end) = cued("end")? {
                    return Ok(end);
                }
                if let Some(end) = common.end {
                    return Ok(end.secs());
                }
                if let Some(dur) = common.dur {
                    return Ok(self.secs(entry, Event::Start)? + dur.secs());
                }
                let has_own_exit = common.exit.as_ref().is_some_and(|exit| exit.start.is_some());
                if has_own_exit { self.secs(entry, Event::OutEnd) } else { Ok(self.scene_end) }
            }
            Event::InStart => {
                let own = cued("in/start")?;
                match own.or_else(|| common.entrance.as_ref().and_then(|entrance| Some(entrance.start?.secs()))) {
                    Some(secs) => Ok(secs),
                    None => self.secs(entry, Event::Start),
                }
            }
            Event::InEnd => Ok(self.secs(entry, Event::InStart)? + self.lengths.entrance_secs(node)),
            Event::OutStart => {
                let own = cued("out/start")?;
                match own.or_else(|| common.exit.as_ref().and_then(|exit| Some(exit.start?.secs()))) {
                    Some(secs) => Ok(secs),
                    None => Ok(self.secs(entry, Event::End)? - self.lengths.exit_secs(node)),
                }
            }
            Event::OutEnd => Ok(self.secs(entry, Event::OutStart)? + self.lengths.exit_secs(node)),
            Event::CountStart => {
                let own = cued("count/start")?;
                match own.or_else(|| node.count_start().map(|start| start.secs())) {
                    Some(secs) => Ok(secs),
                    None => self.secs(entry, Event::InStart),
                }
            }
            Event::CountEnd => Ok(self.secs(entry, Event::CountStart)? + self.lengths.count_secs(node)),
            Event::EmphStart => {
                let own = match cued("emph/start")? {
                    Some(secs) => Some(secs),
                    None => cued("emph/0/start")?,
                };
                let said = common.emphases.0.first().and_then(|emphasis| Some(emphasis.start?.secs()));
                match own.or(said) {
                    Some(secs) => Ok(secs),
                    None => Ok(self.secs(entry, Event::InEnd)?.max(self.secs(entry, Event::Start)? + 0.5)),
                }
            }
            Event::EmphEnd => Ok(self.secs(entry, Event::EmphStart)? + self.lengths.emphasis_secs(node)),
        }
    }
}

/// Whether a node's beginning is left to the stagger of what it is in.
fn waits(node: &Node) -> bool {
    let common = &node.common;
    common.start.is_none() && common.entrance.as_ref().is_some_and(|entrance| entrance.start.is_none())
}

/// Nodes with the times of [`scheduled`] in place of their cues.
pub(crate) fn with_times(nodes: &[Node], pointer: &str, times: &BTreeMap<String, BTreeMap<String, f64>>) -> Vec<Node> {
    let timed = |(index, node): (usize, &Node)| {
        let pointer = format!("{pointer}/{index}");
        let mut timed = match times.get(&pointer) {
            Some(times) => node.timed(times).unwrap_or_else(|| node.clone()),
            None => node.clone(),
        };
        if let Some(children) = timed.children_mut() {
            *children = with_times(node.children(), &format!("{pointer}/{}", node.children_key()), times);
        }
        timed
    };
    nodes.iter().enumerate().map(timed).collect()
}

impl Node {
    /// The node with times at some of its places.
    fn timed(&self, times: &BTreeMap<String, f64>) -> Option<Self> {
        let Some(Value::Object(mut object)) = self.plain() else { return None };
        for (place, secs) in times {
            if place == "start" {
                object.insert(place.clone(), json!(secs));
            } else {
                set(&mut object, place, json!(secs));
            }
        }
        rise(&mut object);
        Self::read(&Value::Object(object), &mut Reader::trusting())
    }
}

/// Keys that are not later than the one before get just later: their order is what was written.
fn rise(object: &mut Map<String, Value>) {
    let Some(Value::Object(tracks)) = object.get_mut("keys") else { return };
    for track in tracks.values_mut() {
        let keys = match track {
            Value::Object(track) => track.get_mut("k").and_then(Value::as_array_mut),
            track => track.as_array_mut(),
        };
        let Some(keys) = keys else { continue };
        let mut before = f64::NEG_INFINITY;
        for time in keys.iter_mut().filter_map(|key| key.as_array_mut()?.first_mut()) {
            let secs = time.as_f64().unwrap_or(0.0).max(before + 1e-6);
            *time = json!(secs);
            before = secs;
        }
    }
}
