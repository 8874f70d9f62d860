//! A film watched frame by frame at one ratio: where each node is, and how much of it is seen.

use super::finding::{Finding, NodeRef};
use super::locate::{Location, locate};
use super::sight::{CommandSight, Seen, covers, cut, seen, sights};
use super::spans::{Span, spans};
use kurbo::{Point, Rect};
use pavo_display_list::DisplayList;
use pavo_film::FrameMaker;
use pavo_layout::SetText;
use pavo_media::Assets;
use pavo_raster::Letters;
use pavo_scene::{AspectRatio, FrameRate, Node, NodeKind, PixelSize, Scene, Time};
use serde_json::Value;
use std::collections::BTreeMap;

/// Most nodes whose way is kept, and most places on all ways; texts, figures and pictures come first.
const MOST_TRACKED: usize = 500;
const MOST_SIGHTINGS: usize = 600_000;

/// How often pairs of things are compared, per second.
const LOOKS_PER_SEC: u32 = 8;

/// Text fainter than this is an ornament.
pub(crate) const FAINTEST_TEXT: f64 = 0.35;

/// Fastest that a text may move and still be read, in design units per second.
const FASTEST_READ: f64 = 120.0;
/// The same for what goes on steadily, as a multiple of the text's height in a second.
const HEIGHTS_READ: f64 = 4.5;

/// How much steady motion may change from frame to frame, as a share of it.
const STEADY: f64 = 0.01;

/// A node of the scene.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) shot: Option<usize>,
    pub(crate) path: Vec<usize>,
    pub(crate) parent: Option<usize>,
    pub(crate) location: Location,
    pub(crate) node: Node,
    /// What it says, where it is a text.
    pub(crate) words: Option<String>,
    pub(crate) set: Option<SetText>,
    /// Whether its way is kept.
    is_tracked: bool,
    /// When it is seen, in ascending frames.
    pub(crate) track: Vec<Sighting>,
    /// What it reads as a figure.
    pub(crate) figures: Vec<(u32, f64)>,
}

impl Watched {
    /// Whether it is words or a figure.
    pub(crate) const fn is_text(&self) -> bool {
        matches!(self.node.kind, NodeKind::Text(_) | NodeKind::Number(_))
    }

    /// Whether nodes are inside it.
    pub(crate) const fn is_container(&self) -> bool {
        matches!(
            self.node.kind,
            NodeKind::Group(_) | NodeKind::Stack(_) | NodeKind::Grid(_) | NodeKind::Frame(_) | NodeKind::Repeat(_)
        )
    }

    /// How opaque it gets.
    pub(crate) fn most_opaque(&self) -> f64 {
        self.track.iter().map(|sighting| sighting.alpha).fold(0.0, f64::max)
    }

    pub(crate) fn node_ref(&self) -> NodeRef {
        let name = match (&self.node.common.id, &self.words) {
            (Some(id), _) => id.clone(),
            (None, Some(words)) => {
                let short: String = words.chars().take(32).collect::<String>().replace('\n', " ");
                let dots = if words.chars().count() > 32 { "…" } else { "" };
                format!("\"{short}{dots}\"")
            }
            (None, None) => format!("{} at {}", self.node.kind.word(), self.location.pointer),
        };
        NodeRef { pointer: self.location.pointer.clone(), name }
    }

    /// The sighting of a frame.
    pub(crate) fn at(&self, frame: u32) -> Option<&Sighting> {
        let index = self.track.binary_search_by_key(&frame, |sighting| sighting.frame).ok()?;
        self.track.get(index)
    }
}

/// A node in a frame.
#[derive(Debug, Clone)]
pub(crate) struct Sighting {
    pub(crate) frame: u32,
    /// Where it draws, whether or not that is cut off.
    pub(crate) whole: Rect,
    /// What is seen of that.
    pub(crate) seen: Rect,
    pub(crate) alpha: f64,
    pub(crate) blur: f64,
    pub(crate) letters: usize,
    /// Size of the em, in design units.
    pub(crate) em: f64,
}

/// How two nodes lie to each other, when.
pub(crate) type Meetings = BTreeMap<(usize, usize), Vec<(u32, f64)>>;

/// A film at one ratio.
pub(crate) struct Watch<'w> {
    pub(crate) aspect: AspectRatio,
    pub(crate) frame: Rect,
    pub(crate) rate: FrameRate,
    pub(crate) fps: f64,
    pub(crate) frames: u32,
    pub(crate) maker: FrameMaker<'w>,
    /// The document, for where things stand in it.
    pub(crate) document: &'w Value,
    pub(crate) nodes: Vec<Watched>,
    /// Texts that lie on each other: the share of the smaller's letters.
    pub(crate) overlaps: Meetings,
    /// Texts that something covers: the share of their letters. The second is the node that covers.
    pub(crate) coverings: Meetings,
    /// For each frame, the share of it that nodes cover, roughly.
    pub(crate) coverage: Vec<f64>,
    /// The same of what is opaque enough to be noticed.
    pub(crate) presence: Vec<f64>,
    /// For each frame, whether it is drawn as the one before it.
    pub(crate) is_still: Vec<bool>,
    /// For each frame, whether it is within a transition.
    pub(crate) in_transition: Vec<bool>,
    /// For each frame, the part of the film.
    pub(crate) shots: Vec<usize>,
    pub(crate) assets: &'w Assets,
}

impl<'w> Watch<'w> {
    pub(crate) fn new(
        scene: &Scene,
        document: &'w Value,
        assets: &'w Assets,
        aspect: AspectRatio,
        rate: FrameRate,
    ) -> Self {
        let [width, height] = aspect.design_size();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "design sizes are small")]
        let size = PixelSize { width: width as u32, height: height as u32 };
        let maker = FrameMaker::new(scene, aspect, size, assets);
        let mut nodes = Vec::new();
        for (index, shot) in maker.scene().shots.iter().enumerate() {
            collect(&mut nodes, &maker, document, aspect, Some(index), &shot.nodes, &mut Vec::new(), None);
        }
        collect(&mut nodes, &maker, document, aspect, None, &maker.scene().overlays, &mut Vec::new(), None);
        let mut watch = Self {
            aspect,
            frame: Rect::new(0.0, 0.0, width, height),
            rate,
            fps: f64::from(rate.fps()),
            frames: rate.frames_in(scene.duration()),
            maker,
            document,
            nodes,
            overlaps: Meetings::new(),
            coverings: Meetings::new(),
            coverage: Vec::new(),
            presence: Vec::new(),
            is_still: Vec::new(),
            in_transition: Vec::new(),
            shots: Vec::new(),
            assets,
        };
        watch.choose_tracked();
        watch.run();
        watch
    }

    fn choose_tracked(&mut self) {
        let mut left = MOST_TRACKED.min(MOST_SIGHTINGS / self.frames.max(1) as usize).max(1);
        for is_first_turn in [true, false] {
            for node in &mut self.nodes {
                let is_first = node.is_text() || matches!(node.node.kind, NodeKind::Image(_));
                if left > 0 && is_first == is_first_turn && !node.is_container() {
                    node.is_tracked = true;
                    left -= 1;
                }
            }
        }
    }

    fn run(&mut self) {
        let by_place: BTreeMap<(Option<usize>, Vec<usize>), usize> =
            self.nodes.iter().enumerate().map(|(index, node)| ((node.shot, node.path.clone()), index)).collect();
        let mut letters = Letters::default();
        let step = (self.rate.fps() / LOOKS_PER_SEC).max(1);
        let mut before = None;
        for frame in 0..self.frames {
            let time = self.time_of(frame);
            let pose = self.maker.pose_at(time);
            self.in_transition.push(pose.next.is_some());
            self.shots.push(pose.next.as_ref().map_or(pose.shot.shot_index, |(next, moment)| {
                if moment.progress < 0.5 { pose.shot.shot_index } else { next.shot_index }
            }));
            let survey = self.maker.survey_at(time);
            let digest = survey.list.digest();
            self.is_still.push(before == Some(digest));
            before = Some(digest);
            let sights = sights(&survey.list, &mut letters, self.assets);
            let mut there = Vec::new();
            let (mut covered, mut noticed) = (0.0, 0.0);
            for surveyed in &survey.nodes {
                let Some(&index) = by_place.get(&(surveyed.shot, surveyed.path.clone())) else { continue };
                let node = &mut self.nodes[index];
                if let Some(number) = surveyed.number {
                    node.figures.push((frame, number));
                }
                if node.is_container() {
                    continue;
                }
                let Some(shown) = seen_of(&sights, &surveyed.commands, node.is_text()) else { continue };
                let area = cut(shown.seen, self.frame).area();
                covered += if shown.alpha >= 0.1 { area } else { 0.0 };
                noticed += if shown.alpha >= FAINTEST_TEXT { area } else { 0.0 };
                if node.is_tracked {
                    node.track.push(Sighting {
                        frame,
                        whole: shown.whole,
                        seen: shown.seen,
                        alpha: shown.alpha,
                        blur: shown.blur,
                        letters: shown.letters,
                        em: shown.em,
                    });
                }
                there.push((index, surveyed.commands.clone(), shown));
            }
            self.coverage.push((covered / self.frame.area()).min(1.0));
            self.presence.push((noticed / self.frame.area()).min(1.0));
            if frame % step == 0 && pose.next.is_none() {
                self.compare(frame, &survey.list, &sights, &there);
            }
        }
    }

    /// Notes which texts lie on each other, and which are covered.
    fn compare(
        &mut self,
        frame: u32,
        list: &DisplayList,
        sights: &[Option<CommandSight>],
        there: &[(usize, std::ops::Range<usize>, Seen)],
    ) {
        let letters_of = |commands: &std::ops::Range<usize>| -> Vec<Rect> {
            let sights = sights.get(commands.clone()).unwrap_or_default().iter().flatten();
            sights
                .filter(|sight| sight.alpha >= FAINTEST_TEXT)
                .flat_map(|sight| sight.letters.iter().copied())
                .collect()
        };
        let texts: Vec<_> = there
            .iter()
            .filter(|(index, _, shown)| {
                self.nodes[*index].is_text() && shown.alpha >= FAINTEST_TEXT && shown.letters > 0
            })
            .collect();
        let mut pairs = Vec::new();
        for (number, (a, a_commands, a_seen)) in texts.iter().enumerate() {
            for (b, b_commands, b_seen) in &texts[number + 1..] {
                let is_echo = self.nodes[*a].words.is_some() && self.nodes[*a].words == self.nodes[*b].words;
                if is_echo || cut(a_seen.seen, b_seen.seen).area() <= 0.0 {
                    continue;
                }
                let (few, many) = (letters_of(a_commands), letters_of(b_commands));
                let (few, many) = if few.len() <= many.len() { (few, many) } else { (many, few) };
                let hit =
                    few.iter().filter(|one| many.iter().any(|other| cut(**one, *other).area() > 0.04 * one.area()));
                let share = ratio(hit.count(), few.len());
                if share > 0.0 {
                    pairs.push(((*a, *b), share));
                }
            }
        }
        for (pair, share) in pairs {
            self.overlaps.entry(pair).or_default().push((frame, share));
        }
        let mut covered = Vec::new();
        for (index, commands, shown) in &texts {
            let boxes = letters_of(commands);
            // Which later command hides how many of nine points of each letter.
            let (mut hidden, mut points, mut by) = (0_usize, 0_usize, None);
            let later: Vec<usize> = (commands.end..list.commands.len())
                .filter(|at| {
                    sights[*at]
                        .as_ref()
                        .is_some_and(|sight| sight.letters.is_empty() && cut(sight.seen, shown.seen).area() > 0.0)
                })
                .collect();
            if later.is_empty() {
                continue;
            }
            for letter in boxes {
                for step in 0..9 {
                    let share = |part: u32| (f64::from(part) + 0.5) / 3.0;
                    let point = Point::new(
                        letter.x0 + share(step % 3) * letter.width(),
                        letter.y0 + share(step / 3) * letter.height(),
                    );
                    points += 1;
                    let cover = later.iter().find(|at| {
                        sights[**at].as_ref().is_some_and(|sight| covers(&list.commands[**at], sight, point))
                    });
                    if let Some(at) = cover {
                        hidden += 1;
                        by = by.or(Some(*at));
                    }
                }
            }
            if let Some(at) = by {
                // The innermost node that drew it.
                let cover =
                    there.iter().filter(|(_, commands, _)| commands.contains(&at)).min_by_key(|(_, c, _)| c.len());
                if let Some((cover, _, _)) = cover {
                    covered.push(((*index, *cover), ratio(hidden, points)));
                }
            }
        }
        for (pair, share) in covered {
            self.coverings.entry(pair).or_default().push((frame, share));
        }
    }

    pub(crate) fn time_of(&self, frame: u32) -> Time {
        self.rate.time_of(frame)
    }

    /// So many seconds as frames, at least one.
    pub(crate) fn frames_of(&self, secs: f64) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "films are some minutes long")]
        let frames = (secs * self.fps).round().max(1.0) as u32;
        frames
    }

    /// When a text can be read: it is all there, opaque, sharp and slow; shortest gaps do not count.
    pub(crate) fn readable(&self, node: &Watched) -> Vec<Span> {
        let most = node.most_opaque();
        let letters = node.track.iter().map(|sighting| sighting.letters).max().unwrap_or(0);
        let swaps = matches!(&node.node.kind, NodeKind::Text(text) if text.swap.is_some());
        let needed =
            if swaps || matches!(node.node.kind, NodeKind::Number(_)) { 1 } else { (letters * 9).div_ceil(10) };
        let still = |index: usize| {
            let now = &node.track[index];
            let before = index.checked_sub(1).map(|index| &node.track[index]).filter(|one| one.frame + 1 == now.frame);
            before.is_none_or(|before| {
                let way = now.whole.center() - before.whole.center();
                // The eye follows what goes on steadily, large letters further than small ones.
                let earlier =
                    index.checked_sub(2).map(|index| &node.track[index]).filter(|one| one.frame + 2 == now.frame);
                let is_steady = earlier.is_some_and(|earlier| {
                    let change = way - (before.whole.center() - earlier.whole.center());
                    change.hypot() <= STEADY * way.hypot()
                });
                let fastest =
                    if is_steady { FASTEST_READ.max(HEIGHTS_READ * now.whole.height()) } else { FASTEST_READ };
                way.hypot() * self.fps <= fastest || before.letters != now.letters
            })
        };
        let frames = node.track.iter().enumerate().filter(|(index, now)| {
            let area = now.whole.area();
            // What a window cuts off is told elsewhere; a text that still rises out of its mask is not read.
            let is_whole = cut(now.whole, self.frame).area() >= 0.9 * area && now.seen.area() >= 0.5 * area;
            now.alpha >= 0.85 * most && now.letters >= needed && now.blur < 1.5 && still(*index) && is_whole
        });
        spans(frames.map(|(_, now)| now.frame), 2)
    }

    /// A finding about a node.
    pub(crate) fn about(&self, finding: Finding, node: &Watched, span: Span) -> Finding {
        let place = node.at(span.middle()).map(|sighting| sighting.whole);
        Finding {
            aspect: Some(self.aspect),
            time: span.secs(self.fps),
            node: Some(node.node_ref()),
            boxes: place.into_iter().collect(),
            ..finding
        }
    }

    /// When a part of the film begins and ends, in seconds.
    pub(crate) fn shot_span(&self, shot: Option<usize>) -> [f64; 2] {
        let spans = self.maker.scene().shot_spans();
        let span = shot.and_then(|shot| spans.get(shot).copied());
        span.map_or([0.0, self.maker.scene().duration().secs()], |(begin, end)| [begin.secs(), end.secs()])
    }
}

/// What the commands of a node show; of a text only its letters count.
fn seen_of(sights: &[Option<CommandSight>], commands: &std::ops::Range<usize>, is_text: bool) -> Option<Seen> {
    if !is_text {
        return seen(sights, commands);
    }
    let letters: Vec<Option<CommandSight>> = sights
        .get(commands.clone())?
        .iter()
        .filter(|sight| sight.as_ref().is_some_and(|sight| !sight.letters.is_empty()))
        .cloned()
        .collect();
    seen(&letters, &(0..letters.len()))
}

#[expect(clippy::cast_precision_loss, reason = "letters are limited in number")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[expect(clippy::too_many_arguments, reason = "a walk over a tree")]
fn collect(
    all: &mut Vec<Watched>,
    maker: &FrameMaker<'_>,
    document: &Value,
    aspect: AspectRatio,
    shot: Option<usize>,
    nodes: &[Node],
    path: &mut Vec<usize>,
    parent: Option<usize>,
) {
    for (index, node) in nodes.iter().enumerate() {
        path.push(index);
        let words = match &node.kind {
            NodeKind::Text(text) => Some(text.words().into_owned()),
            _ => None,
        };
        let own = all.len();
        all.push(Watched {
            shot,
            path: path.clone(),
            parent,
            location: locate(document, aspect, shot, path),
            node: node.clone(),
            words,
            set: maker.stage().set_text(shot, path),
            is_tracked: false,
            track: Vec::new(),
            figures: Vec::new(),
        });
        if !matches!(node.kind, NodeKind::Path(_)) {
            collect(all, maker, document, aspect, shot, node.children(), path, Some(own));
        }
        path.pop();
    }
}
