//! The document as a whole.

use crate::audio::AudioClip;
use crate::binding::VarValue;
use crate::camera::Camera;
use crate::canvas::{AspectRatio, Canvas, FrameRate};
use crate::check::{self, MOST_ASSETS};
use crate::expectation::Expectation;
use crate::node::Node;
use crate::paint::Paint;
use crate::problem::{InvalidScene, Problem, Severity};
use crate::reader::{Part, Reader, choice};
use crate::record::{keyword, record};
use crate::schedule::{Lengths, scheduled, with_times};
use crate::theme::Theme;
use crate::time::Time;
use crate::transition::Transition;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The version of the document that this crate reads and writes.
pub const VERSION: u32 = 1;

/// Longest document that is read, in bytes.
pub const LONGEST_DOCUMENT_BYTES: usize = 16 * 1024 * 1024;

/// Most commas of a document that is read: it has not more values than them by far, each of which takes memory.
const MOST_COMMAS: usize = 1_000_000;

record! {
    /// Where the document comes from.
    #[derive(Default)]
    pub struct Meta {
        /// What it is called.
        title "title": Option<String>,
        /// The words it was made from.
        prompt "prompt": Option<String>,
        /// What made it.
        engine "engine": Option<String>,
        /// What chance was drawn from.
        seed "seed": Option<u64>,
        /// Its language as a BCP 47 tag, such as en or ar.
        lang "lang": Option<String>,
        /// What its maker wants to be known.
        notes "notes": Vec<String>,
    }
}

keyword! {
    /// What an asset is.
    pub enum AssetKind {
        /// A picture: PNG, JPEG, GIF, WebP, BMP, AVIF, or SVG, which is drawn sharp at any size; those of GIF and WebP may move.
        Image "image",
        /// A video, shown by nodes of type image: MP4, MKV, MOV, AVI, MPEG, FLV, WMV and the like, read by ffmpeg. Its
        /// sound is heard only where an asset of type audio has the same src.
        Video "video",
        /// A recording: anything that ffmpeg reads, up to ten minutes of it.
        Audio "audio",
        /// A typeface: TrueType, OpenType, WOFF or WOFF2, found by the family name that the file gives itself.
        Font "font",
    }
}

record! {
    /// Something from outside the document.
    pub struct Asset {
        /// What it is.
        kind "type": AssetKind,
        /// Where it is: a path relative to the document.
        src "src": String,
    }
}

record! {
    /// A part of the film with its own background, between two cuts.
    #[derive(Default)]
    pub struct Shot {
        /// A name, unique in the document.
        id "id": Option<String>,
        /// How long it is, in seconds; may be left out where there is one scene and the canvas has a duration.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// What is behind everything; by default the theme's bg.
        background "bg": Option<Paint>,
        /// What the camera does.
        camera "camera": Option<Camera>,
        /// How it follows the scene before it; by default at once.
        transition "transition": Option<Transition>,
        /// What is on screen, from back to front.
        nodes "nodes": Vec<Node>,
    }
}

record! {
    /// A whole film: what is on screen, where, when and how it moves.
    pub struct Scene {
        /// Version of the document: 1.
        version "mg": u32 where 1.0..=1.0,
        /// Where it comes from.
        meta "meta": Option<Meta>,
        /// The frame it was designed for.
        canvas "canvas": Option<Canvas>,
        /// Colours, typefaces and manner of motion.
        theme "theme": Option<Theme>,
        /// Values that texts, colours, numbers and pictures of nodes use by their names in braces, such as `{name}`.
        vars "vars": BTreeMap<String, VarValue>,
        /// What it needs from outside, by name.
        assets "assets": BTreeMap<String, Asset>,
        /// The parts of the film, one after another.
        shots "scenes": Vec<Shot>,
        /// What is on screen above all scenes; times count from the beginning of the film.
        overlays "overlays": Vec<Node>,
        /// What is heard, all at once; a film without any has no sound at all.
        audio "audio": Vec<AudioClip>,
        /// What it must do; it changes nothing that is drawn, but a check says whether it does.
        expect "expect": Vec<Expectation>,
    }
}

/// A scene that was read, and what was ignored or adjusted in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The scene.
    pub scene: Scene,
    /// Findings that did not stop it from being read.
    pub warnings: Vec<Problem>,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            version: VERSION,
            meta: None,
            canvas: None,
            theme: None,
            vars: BTreeMap::new(),
            assets: BTreeMap::new(),
            shots: Vec::new(),
            overlays: Vec::new(),
            audio: Vec::new(),
            expect: Vec::new(),
        }
    }
}

impl Scene {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`InvalidScene`] with every error in the document when it is not JSON, not a scene, or says what cannot be.
    pub fn parse(text: &str) -> Result<Parsed, InvalidScene> {
        let mut reader = Reader::default();
        if text.len() > LONGEST_DOCUMENT_BYTES {
            let message = format!("the document has {} bytes", text.len());
            reader.error(message, None, Some(format!("at most {LONGEST_DOCUMENT_BYTES}")));
            return Err(InvalidScene { problems: reader.into_problems() });
        }
        let commas = text.bytes().filter(|byte| *byte == b',').count();
        if commas > MOST_COMMAS {
            reader.error("the document has too many values", None, Some(format!("at most {MOST_COMMAS} commas")));
            return Err(InvalidScene { problems: reader.into_problems() });
        }
        match serde_json::from_str(text) {
            Ok(value) => Self::from_value(&value),
            Err(error) => {
                reader.error(format!("not JSON: {error}"), None, None);
                Err(InvalidScene { problems: reader.into_problems() })
            }
        }
    }

    /// Reads a document that is JSON already.
    ///
    /// # Errors
    ///
    /// As [`Scene::parse`].
    pub fn from_value(value: &Value) -> Result<Parsed, InvalidScene> {
        let mut reader = Reader::default();
        // What is wrong with them is said when the document is read.
        if let Some(vars) = value.get("vars").and_then(|vars| Part::read(vars, &mut Reader::default())) {
            reader.set_variables(vars);
        }
        let scene = Self::read(value, &mut reader);
        if let Some(scene) = &scene {
            check::check(scene, &mut reader);
        }
        let problems = reader.into_problems();
        let refused = problems.iter().any(|problem| problem.severity == Severity::Error);
        match scene {
            Some(scene) if !refused => Ok(Parsed { scene, warnings: problems }),
            _ => Err(InvalidScene { problems }),
        }
    }

    /// The document with other values for some of its variables.
    ///
    /// # Errors
    ///
    /// [`InvalidScene`] when there is no variable of a name, or when a value is none for a place that uses it.
    pub fn with_vars(&self, vars: &BTreeMap<String, VarValue>) -> Result<Parsed, InvalidScene> {
        let mut reader = Reader::default();
        for name in vars.keys().filter(|name| !self.vars.contains_key(*name)) {
            let known = choice(self.vars.keys().map(String::as_str), "the scene has no variables");
            reader.under("vars", |reader| reader.error("not a variable of the scene", Some(&json!(name)), Some(known)));
        }
        let problems = reader.into_problems();
        if !problems.is_empty() {
            return Err(InvalidScene { problems });
        }
        let mut scene = self.clone();
        scene.vars.extend(vars.iter().map(|(name, value)| (name.clone(), value.clone())));
        Self::from_value(&scene.to_value())
    }

    /// The document as JSON.
    pub fn to_value(&self) -> Value {
        self.write().unwrap_or_default()
    }

    /// The document as indented JSON text.
    pub fn to_json(&self) -> String {
        format!("{:#}", self.to_value())
    }

    /// The length of the film.
    pub fn duration(&self) -> Time {
        let canvas = self.canvas.as_ref().and_then(|canvas| canvas.duration);
        canvas.unwrap_or_else(|| self.shots.iter().filter_map(|shot| shot.dur).fold(Time::ZERO, |sum, dur| sum + dur))
    }

    /// The ratio it was designed for, 16:9 when it does not say.
    pub fn aspect(&self) -> AspectRatio {
        self.canvas.as_ref().and_then(|canvas| canvas.aspect).unwrap_or(AspectRatio::Wide)
    }

    /// The frame rate it was designed for, 30 when it does not say or says one that cannot be exported.
    pub fn frame_rate(&self) -> FrameRate {
        let fps = self.canvas.as_ref().and_then(|canvas| canvas.fps);
        let known = |fps: f64| FrameRate::ALL.iter().copied().find(|rate| f64::from(rate.fps()) == fps);
        fps.and_then(known).unwrap_or(FrameRate::Fps30)
    }

    /// When each part begins and ends in the film; the last one ends with the film.
    pub fn shot_spans(&self) -> Vec<(Time, Time)> {
        let mut begin = Time::ZERO;
        let last = self.shots.len().saturating_sub(1);
        let film_end = self.duration();
        let mut spans = Vec::with_capacity(self.shots.len());
        for (index, shot) in self.shots.iter().enumerate() {
            let end = match shot.dur {
                Some(dur) if index < last => begin + dur,
                Some(dur) => film_end.max(begin + dur),
                None => film_end,
            };
            spans.push((begin, end));
            begin = end;
        }
        spans
    }

    /// How long the transition into a part lasts: as long as it is to, but not longer than that part or the one before.
    ///
    /// `index`: of the part; the first one has a transition, from the last, only where the film is a loop.
    pub fn transition_length(&self, index: usize) -> Time {
        let transition = self.shots.get(index).and_then(|shot| shot.transition.as_ref());
        let (Some(before), Some(transition)) = (self.part_before(index), transition) else { return Time::ZERO };
        let spans = self.shot_spans();
        let length = |index: usize| spans.get(index).map_or(Time::ZERO, |(begin, end)| *end - *begin);
        transition.length().min(length(before)).min(length(index))
    }

    /// The part that one follows; the first follows the last where the film is a loop.
    pub fn part_before(&self, index: usize) -> Option<usize> {
        let last = self.shots.len().checked_sub(1)?;
        index.checked_sub(1).or_else(|| self.is_loop().then_some(last))
    }

    /// Whether the film's end goes on in its beginning.
    pub fn is_loop(&self) -> bool {
        self.canvas.as_ref().and_then(|canvas| canvas.looped).unwrap_or(false)
    }

    /// The document with all its cued times in seconds, as `lengths` has what the document leaves open.
    ///
    /// Times that mean nothing stay what stands in for them; a document that was read has none.
    #[must_use]
    pub fn scheduled(&self, lengths: &dyn Lengths) -> Self {
        let mut scene = self.unbound();
        for (shot, (begin, end)) in scene.shots.iter_mut().zip(self.shot_spans()) {
            let (times, _) = scheduled(&shot.nodes, (end - begin).secs(), lengths);
            if !times.is_empty() {
                shot.nodes = with_times(&shot.nodes, "", &times);
            }
        }
        let (times, _) = scheduled(&self.overlays, self.duration().secs(), lengths);
        if !times.is_empty() {
            scene.overlays = with_times(&self.overlays, "", &times);
        }
        scene
    }

    /// The document with the values of its variables instead of their names.
    fn unbound(&self) -> Self {
        let mut scene = self.clone();
        if !scene.vars.is_empty() {
            scene.vars.clear();
            let nodes = scene.shots.iter_mut().flat_map(|shot| &mut shot.nodes);
            nodes.chain(&mut scene.overlays).for_each(Node::unbind);
        }
        scene
    }

    /// Whether something is different at a ratio.
    pub fn differs_at(&self, aspect: AspectRatio) -> bool {
        let nodes = self.shots.iter().flat_map(|shot| &shot.nodes);
        nodes.chain(&self.overlays).any(|node| node.differs_at(aspect))
    }

    /// The document as it is at a ratio, with what is different there put in.
    #[must_use]
    pub fn at_aspect(&self, aspect: AspectRatio) -> Self {
        let mut scene = self.unbound();
        for shot in &mut scene.shots {
            shot.nodes = shot.nodes.iter().map(|node| node.at_aspect(aspect)).collect();
        }
        scene.overlays = scene.overlays.iter().map(|node| node.at_aspect(aspect)).collect();
        scene
    }
}

impl<T: Part> Part for BTreeMap<String, T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Object(object) = value else {
            reader.error("must be an object", Some(value), None);
            return None;
        };
        if object.len() > MOST_ASSETS {
            reader.error("too many names", Some(&json!(object.len())), Some(format!("at most {MOST_ASSETS}")));
            return None;
        }
        let parts: Vec<(String, Option<T>)> = object
            .iter()
            .map(|(key, value)| (key.clone(), reader.within(key.as_str(), |reader| T::read(value, reader))))
            .collect();
        parts.into_iter().map(|(key, part)| part.map(|part| (key, part))).collect()
    }

    fn write(&self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        let object: Map<String, Value> =
            self.iter().filter_map(|(key, part)| Some((key.clone(), part.write()?))).collect();
        Some(object.into())
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({ "type": "object", "additionalProperties": T::schema(definitions) })
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}
