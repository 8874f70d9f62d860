//! What must hold between the parts of a document.

use crate::basic::number;
use crate::check_boxes::check_boxes;
use crate::check_path::check_path;
use crate::check_text::{check_font, check_text};
use crate::copies::count_of;
use crate::document::{Asset, AssetKind, Scene};
use crate::entrance::EntrancePreset;
use crate::exit::ExitPreset;
use crate::expectation::check_expectations;
use crate::mask::MaskShape;
use crate::motion::Order;
use crate::node::{Node, NodeKind};
use crate::paint::Paint;
use crate::reader::{Reader, choice};
use crate::schedule::{Lengths, scheduled};
use crate::shape::Stroke;
use crate::time::Time;
use crate::totals::Totals;
use serde_json::json;
use std::collections::BTreeSet;

/// Most scenes of a document.
pub const MOST_SHOTS: usize = 60;
/// Most nodes of a document.
pub const MOST_NODES: usize = 2_000;
/// Most characters of one text.
pub const LONGEST_TEXT_CHARS: usize = 2_000;
/// Deepest nesting of groups.
pub const DEEPEST_NESTING: usize = 32;
/// Most effects of one node.
pub const MOST_EFFECTS: usize = 8;
/// Most entries of some lists that each frame goes through.
const MOST_ENTRIES: usize = 64;
/// Most assets of a document.
pub const MOST_ASSETS: usize = 500;
/// Most recordings that are heard in a film.
const MOST_AUDIO_CLIPS: usize = 32;
/// Longest id, in bytes.
const LONGEST_ID_BYTES: usize = 200;
/// Longest film, in seconds.
pub const LONGEST_FILM_SECS: f64 = 120.0;
/// Shortest dash or gap, in design units: shorter ones cost much and show nothing.
const SHORTEST_DASH: f64 = 0.5;

/// What a picture may be.
const SEEN: [AssetKind; 2] = [AssetKind::Image, AssetKind::Video];

struct Check<'s> {
    scene: &'s Scene,
    ids: BTreeSet<&'s str>,
    nodes: usize,
    totals: Totals,
}

pub(crate) fn check(scene: &Scene, reader: &mut Reader) {
    let mut check = Check { scene, ids: BTreeSet::new(), nodes: 0, totals: Totals::default() };
    check.durations(reader);
    for (index, (shot, (begin, end))) in scene.shots.iter().zip(scene.shot_spans()).enumerate() {
        reader.under(&format!("scenes/{index}"), |reader| {
            check.id(shot.id.as_deref(), reader);
            check.transition(index, reader);
            if let Some(background) = &shot.background {
                reader.within("bg", |reader| check.paint(background, reader));
            }
            check.follow(index, reader);
            reader.within("nodes", |reader| {
                check.nodes(&shot.nodes, end - begin, 1, reader);
                times(&shot.nodes, end - begin, reader);
            });
        });
    }
    if scene.audio.len() > MOST_AUDIO_CLIPS {
        reader.within("audio", |reader| {
            let found = json!(scene.audio.len());
            reader.error("too many clips", Some(&found), Some(format!("at most {MOST_AUDIO_CLIPS}")));
        });
    }
    for (index, clip) in scene.audio.iter().enumerate() {
        reader.under(&format!("audio/{index}"), |reader| {
            reader.within("src", |reader| check.asset(&clip.src, &[AssetKind::Audio], reader));
            if let Some(start) = clip.start.filter(|start| *start >= scene.duration()) {
                let allowed = format!("before the film's end at {} s", scene.duration().secs());
                reader.within("start", |reader| {
                    reader.error("begins after the film", Some(&json!(start.secs())), Some(allowed));
                });
            }
        });
    }
    reader.within("overlays", |reader| {
        check.nodes(&scene.overlays, scene.duration(), 1, reader);
        times(&scene.overlays, scene.duration(), reader);
    });
    check_boxes(scene, reader);
    check_expectations(scene, reader);
    if check.nodes > MOST_NODES {
        let found = json!(check.nodes);
        reader.error("too many nodes", Some(&found), Some(format!("at most {MOST_NODES}")));
    }
    check.totals.check(reader);
}

impl<'s> Check<'s> {
    fn durations(&self, reader: &mut Reader) {
        let shots = &self.scene.shots;
        if shots.is_empty() || shots.len() > MOST_SHOTS {
            let found = json!(shots.len());
            reader.within("scenes", |reader| {
                reader.error("wrong number of scenes", Some(&found), Some(format!("1 to {MOST_SHOTS}")));
            });
            return;
        }
        let has_total = self.scene.canvas.as_ref().is_some_and(|canvas| canvas.duration.is_some());
        for (index, shot) in shots.iter().enumerate() {
            if shot.dur.is_none() && !(has_total && index + 1 == shots.len()) {
                reader.under(&format!("scenes/{index}/dur"), |reader| {
                    reader.error(
                        "the scene has no duration",
                        None,
                        Some("seconds, or canvas.duration for the last scene".into()),
                    );
                });
            }
        }
        let total = self.scene.duration().secs();
        if total <= 0.0 || total > LONGEST_FILM_SECS {
            let found = number(total);
            reader.under("canvas/duration", |reader| {
                let allowed = format!("more than 0, at most {LONGEST_FILM_SECS} seconds");
                reader.error("the film has a wrong length", Some(&found), Some(allowed));
            });
        }
        let parts: f64 = shots.iter().filter_map(|shot| shot.dur).map(Time::secs).sum();
        if has_total && parts > total + 1e-6 {
            let found = number(parts);
            reader.within("scenes", |reader| {
                let allowed = format!("at most canvas.duration, {total}");
                reader.warning(
                    "the scenes last longer than the film; the rest is cut off",
                    Some(&found),
                    Some(allowed),
                );
            });
        }
    }

    fn transition(&self, index: usize, reader: &mut Reader) {
        let Some(transition) = &self.scene.shots[index].transition else { return };
        let (asked, given) = (transition.length(), self.scene.transition_length(index));
        reader.within("transition", |reader| {
            if self.scene.part_before(index).is_none() {
                let allowed = "any with canvas.loop, which leads from the last scene to the first".to_owned();
                reader.warning("the first scene follows no other; its transition is not shown", None, Some(allowed));
            } else if asked > given + Time::from_secs(1e-6) {
                let found = number(asked.secs());
                let allowed = format!("at most the shorter of both scenes, {}", given.secs());
                reader.within("dur", |reader| reader.warning("too long and shortened", Some(&found), Some(allowed)));
            }
        });
    }

    fn follow(&self, index: usize, reader: &mut Reader) {
        let shot = &self.scene.shots[index];
        let Some(follow) = shot.camera.as_ref().and_then(|camera| camera.follow.as_ref()) else { return };
        let ids: Vec<&str> = shot.nodes.iter().filter_map(|node| node.common.id.as_deref()).collect();
        if !ids.contains(&follow.node.as_str()) {
            let found = json!(follow.node);
            let allowed = choice(ids, "the id of a node; there are none");
            reader.under("camera/follow/node", |reader| {
                reader.error("no such node in this scene, outside of groups", Some(&found), Some(allowed));
            });
        }
    }

    fn id(&mut self, id: Option<&'s str>, reader: &mut Reader) {
        let Some(id) = id else { return };
        if id.len() > LONGEST_ID_BYTES {
            let found = json!(id.len());
            reader.within("id", |reader| {
                reader.error("the id is too long", Some(&found), Some(format!("at most {LONGEST_ID_BYTES} bytes")));
            });
        }
        if !self.ids.insert(id) {
            let found = json!(id);
            reader.within("id", |reader| reader.error("the id is used twice", Some(&found), None));
        }
    }

    fn nodes(&mut self, nodes: &'s [Node], available: Time, depth: usize, reader: &mut Reader) {
        self.nodes += nodes.len();
        if depth > DEEPEST_NESTING {
            reader.error("nested too deeply", None, Some(format!("at most {DEEPEST_NESTING} levels")));
            return;
        }
        for (index, node) in nodes.iter().enumerate() {
            reader.within(index.to_string(), |reader| self.tree(node, nodes, available, depth, reader));
        }
    }

    /// A node among its siblings, and all that is in it.
    fn tree(&mut self, node: &'s Node, siblings: &'s [Node], available: Time, depth: usize, reader: &mut Reader) {
        matte(node, siblings, reader);
        becoming(node, siblings, reader);
        self.node(node, available, reader);
        if let NodeKind::Repeat(repeat) = &node.kind {
            // All copies count, and one is like the other: the first stands for them.
            self.nodes += repeat.copies().iter().map(count_of).sum::<usize>();
            if let Some([first]) = repeat.copies().first().map(Node::children) {
                self.nodes -= count_of(first) - 1;
                reader.within("of", |reader| self.tree(first, &[], available, depth + 1, reader));
            }
            return;
        }
        let key = node.children_key();
        reader.within(key, |reader| self.nodes(node.children(), available, depth + 1, reader));
    }

    fn node(&mut self, node: &'s Node, available: Time, reader: &mut Reader) {
        let common = &node.common;
        self.totals.add(node);
        self.id(common.id.as_deref(), reader);
        let start = common.start.unwrap_or(Time::ZERO);
        if let (Some(_), Some(dur)) = (common.end, common.dur) {
            let found = number(dur.secs());
            reader.within("dur", |reader| reader.error("end and dur exclude each other", Some(&found), None));
        }
        if let Some(end) = common.end.filter(|end| *end <= start) {
            let found = number(end.secs());
            let allowed = format!("more than the start, {}", start.secs());
            reader.within("end", |reader| reader.error("ends before it starts", Some(&found), Some(allowed)));
        }
        if start >= available {
            let found = number(start.secs());
            let allowed = format!("less than {}", available.secs());
            reader.within("start", |reader| {
                reader.warning("starts after the end and is never seen", Some(&found), Some(allowed));
            });
        }
        if common.effects.len() > MOST_EFFECTS {
            let found = json!(common.effects.len());
            reader.within("fx", |reader| {
                reader.error("too many effects", Some(&found), Some(format!("at most {MOST_EFFECTS}")));
            });
        }
        entries(common.emphases.0.len(), "emph", reader);
        entries(common.loops.0.len(), "loop", reader);
        match &node.kind {
            NodeKind::Text(text) => {
                check_text(text, reader);
                stroke(text.stroke.as_ref(), reader);
            }
            NodeKind::Number(number) => check_font(number.font.as_ref(), reader),
            NodeKind::Rect(rect) => stroke(rect.stroke.as_ref(), reader),
            NodeKind::Ellipse(ellipse) => stroke(ellipse.stroke.as_ref(), reader),
            NodeKind::Line(line) => stroke(line.stroke.as_ref(), reader),
            NodeKind::Path(path) => {
                stroke(path.stroke.as_ref(), reader);
                check_path(path, reader);
            }
            NodeKind::Polygon(polygon) => stroke(polygon.stroke.as_ref(), reader),
            NodeKind::Star(star) => stroke(star.stroke.as_ref(), reader),
            NodeKind::Blob(blob) => stroke(blob.stroke.as_ref(), reader),
            NodeKind::Arc(arc) => stroke(arc.stroke.as_ref(), reader),
            NodeKind::Arrow(arrow) => stroke(arrow.stroke.as_ref(), reader),
            NodeKind::Image(image) => {
                reader.within("src", |reader| self.asset(&image.src, &SEEN, reader));
            }
            NodeKind::Frame(frame) => stroke(frame.stroke.as_ref(), reader),
            NodeKind::Connector(connector) => stroke(connector.stroke.as_ref(), reader),
            NodeKind::Group(_) | NodeKind::Stack(_) | NodeKind::Grid(_) | NodeKind::Repeat(_) | NodeKind::Adjust(_) => {
            }
        }
        ways(node, reader);
        for (key, paint) in paints(node) {
            reader.under(key, |reader| self.paint(paint, reader));
        }
        if let Some(mask) = &common.mask
            && mask.shape == Some(MaskShape::Path)
            && mask.d.is_none()
        {
            reader.within("mask", |reader| reader.error("a path needs an outline", None, Some("d".to_owned())));
        }
        self.emphases(node, reader);
    }

    /// A picture that is a paint must be an asset.
    fn paint(&self, paint: &Paint, reader: &mut Reader) {
        if let Paint::Picture(picture) = paint {
            reader.within("src", |reader| self.asset(&picture.src, &SEEN, reader));
        }
    }

    /// There must be an asset of a name and of one of some kinds.
    fn asset(&self, name: &str, kinds: &[AssetKind], reader: &mut Reader) {
        let of_kind = |asset: &Asset| kinds.contains(&asset.kind);
        let fitting = self.scene.assets.iter().filter(|(_, asset)| of_kind(asset)).map(|(name, _)| name.as_str());
        let problem = match self.scene.assets.get(name) {
            Some(asset) if of_kind(asset) => return,
            Some(_) => "an asset of another type",
            None => "no such asset",
        };
        let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
        let none = format!("the name of an asset of type {}; there are none", words.join(" or "));
        reader.error(problem, Some(&json!(name)), Some(choice(fitting, &none)));
    }

    fn emphases(&self, node: &Node, reader: &mut Reader) {
        let text = match &node.kind {
            NodeKind::Text(text) => Some(text.words()),
            _ => None,
        };
        let text = text.as_deref();
        let is_on_path = matches!(&node.kind, NodeKind::Text(text) if text.path.is_some());
        for (index, emphasis) in node.common.emphases.0.iter().enumerate() {
            reader.under(&format!("emph/{index}"), |reader| {
                if emphasis.preset.needs_words() && text.is_none() {
                    let found = json!(emphasis.preset.word());
                    reader.within("p", |reader| {
                        reader.error("needs a text", Some(&found), Some("only on nodes of type text".into()));
                    });
                }
                if emphasis.preset.is_mark() && is_on_path {
                    let found = json!(emphasis.preset.word());
                    reader.within("p", |reader| reader.warning("not drawn on a text's path", Some(&found), None));
                }
                if let (Some(target), Some(text)) = (&emphasis.target, text)
                    && (target.is_empty() || !text.contains(target.as_str()))
                {
                    let found = json!(target);
                    reader.within("target", |reader| {
                        reader.error("not in the text", Some(&found), Some(format!("words of {}", json!(text))));
                    });
                }
            });
        }
    }
}

/// The paints of a node, with their places.
fn paints(node: &Node) -> Vec<(&'static str, &Paint)> {
    let (fill, stroke) = match &node.kind {
        NodeKind::Rect(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Ellipse(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Polygon(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Star(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Blob(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Arc(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Path(shape) => (&shape.fill, &shape.stroke),
        NodeKind::Line(line) => (&None, &line.stroke),
        NodeKind::Arrow(arrow) => (&None, &arrow.stroke),
        NodeKind::Connector(connector) => (&None, &connector.stroke),
        NodeKind::Frame(frame) => (&frame.fill, &frame.stroke),
        NodeKind::Text(text) => (&text.color, &text.stroke),
        NodeKind::Number(number) => (&number.color, &None),
        _ => (&None, &None),
    };
    let is_text = matches!(node.kind, NodeKind::Text(_) | NodeKind::Number(_));
    let fill = fill.as_ref().map(|fill| (if is_text { "color" } else { "fill" }, fill));
    let stroke = stroke.as_ref().and_then(|stroke| stroke.color.as_ref()).map(|color| ("stroke/color", color));
    fill.into_iter().chain(stroke).collect()
}

/// A matte is another sibling, which has none itself.
fn matte(node: &Node, siblings: &[Node], reader: &mut Reader) {
    let Some(matte) = &node.common.matte else { return };
    let others = siblings.iter().filter(|other| other.common.id.is_some() && !std::ptr::eq(*other, node));
    let usable: Vec<&str> =
        others.filter(|other| other.common.matte.is_none()).filter_map(|other| other.common.id.as_deref()).collect();
    if !usable.contains(&matte.node.as_str()) {
        let found = json!(matte.node);
        let allowed = choice(usable, "the id of a sibling without a matte; there is none");
        reader
            .under("matte/node", |reader| reader.error("no sibling that can be a matte", Some(&found), Some(allowed)));
    }
}

/// What a node comes out of or becomes is another sibling.
fn becoming(node: &Node, siblings: &[Node], reader: &mut Reader) {
    let from = node.common.entrance.as_ref().filter(|entrance| entrance.preset == EntrancePreset::MorphFrom);
    let to = node.common.exit.as_ref().filter(|exit| exit.preset == ExitPreset::MorphTo);
    let others: Vec<&str> = siblings
        .iter()
        .filter(|other| !std::ptr::eq(*other, node))
        .filter_map(|other| other.common.id.as_deref())
        .collect();
    let ends = [("in/from", from.map(|entrance| &entrance.from)), ("out/to", to.map(|exit| &exit.to))];
    for (pointer, named) in ends {
        let Some(named) = named else { continue };
        if !named.as_deref().is_some_and(|named| others.contains(&named)) {
            let found = named.as_ref().map(|named| json!(named));
            let allowed = choice(others.iter().copied(), "the id of a sibling; there is none");
            reader.under(pointer, |reader| reader.error("no such sibling", found.as_ref(), Some(allowed)));
        }
    }
}

/// Cued times must mean something.
fn times(nodes: &[Node], scene_length: Time, reader: &mut Reader) {
    let (_, problems) = scheduled(nodes, scene_length.secs(), &NoLengths);
    for mut problem in problems {
        // Of copies, the first stands for all.
        if let Some((_, rest)) = problem.pointer.split_once("/copies/") {
            if !rest.starts_with("0/") {
                continue;
            }
            problem.pointer = problem.pointer.replace("/copies/0/children/0", "/of");
        }
        reader.under(&problem.pointer, |reader| {
            reader.error(problem.message, Some(&json!(problem.found)), problem.allowed);
        });
    }
}

/// Whether times mean something does not depend on how long things take.
struct NoLengths;

impl Lengths for NoLengths {
    fn turns(&self, _: Order, count: usize) -> Vec<usize> {
        vec![0; count]
    }

    fn entrance_secs(&self, _: &Node) -> f64 {
        0.0
    }

    fn exit_secs(&self, _: &Node) -> f64 {
        0.0
    }

    fn count_secs(&self, _: &Node) -> f64 {
        0.0
    }

    fn emphasis_secs(&self, _: &Node) -> f64 {
        0.0
    }

    fn word_secs(&self, node: &Node, word: &str) -> Option<f64> {
        match &node.kind {
            NodeKind::Text(text) => text.words().split_whitespace().any(|known| known == word).then_some(0.0),
            _ => None,
        }
    }
}

/// Most segments of a way that a node goes along: its length is measured in every frame.
const MOST_WAY_SEGMENTS: usize = 500;

/// What is said about ways that are not straight.
fn ways(node: &Node, reader: &mut Reader) {
    let Some(keys) = &node.common.keys else { return };
    reader.within("keys", |reader| {
        let segments = keys.along.as_ref().map_or(0, |along| along.d.path().elements().len());
        if segments > MOST_WAY_SEGMENTS {
            let (found, allowed) = (json!(segments), format!("at most {MOST_WAY_SEGMENTS} segments"));
            reader.under("along/d", |reader| reader.error("the way is too long", Some(&found), Some(allowed)));
        }
        let [xs, ys] = [&keys.x.keys, &keys.y.keys];
        let are_paired = xs.len() == ys.len() && xs.iter().zip(ys).all(|(x, y)| x.time == y.time);
        if keys.bow.is_some() && !are_paired {
            reader.within("bow", |reader| {
                reader.warning("not used: the keys of x and y are at different times", None, None);
            });
        }
    });
}

/// A list of something that costs in every frame.
fn entries(count: usize, place: &str, reader: &mut Reader) {
    if count > MOST_ENTRIES {
        let (found, allowed) = (json!(count), format!("at most {MOST_ENTRIES}"));
        reader.under(place, |reader| reader.error("the list is too long", Some(&found), Some(allowed)));
    }
}

fn stroke(stroke: Option<&Stroke>, reader: &mut Reader) {
    let Some(stroke) = stroke else { return };
    entries(stroke.dash.len(), "stroke/dash", reader);
    if stroke.dash.iter().any(|length| !(SHORTEST_DASH..=1e5).contains(length)) {
        let found = json!(stroke.dash);
        reader.under("stroke/dash", |reader| {
            let allowed = format!("lengths from {SHORTEST_DASH} to 100000");
            reader.error("a dash is too short or too long", Some(&found), Some(allowed));
        });
    }
}
