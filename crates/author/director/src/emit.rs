//! Things become nodes of a scene.

mod chart;
mod place;

use crate::directives::Directives;
use crate::element::{Bar, Element, Kind, Motion, Place, Rank, Stress, pieces};
use crate::lexicon::colors::readable_on;
use crate::lexicon::places::Relation;
use crate::typeface::Face;
use pavo_scene::{
    Anchor, Caret, Color, ColorToken, Count, Datum, Ease, EaseName, Ellipse, Emphasis, EmphasisPreset, Entrance,
    EntrancePreset, Exit, ExitPreset, Font, Length, Loop, Node, NodeKind, Number, NumberFormat, Paint, Position, Rect,
    Rgba, Size, Stack, StackAlign, StackDirection, Stroke, Text, TextCase, TextStyle, Time, Unit,
};

/// What nodes are made with.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    /// What holds for the whole film.
    pub(crate) directives: &'a Directives,
    /// The colours behind everything, each from a time on.
    pub(crate) behind: &'a [(f64, Rgba)],
    /// The length of the film in seconds.
    pub(crate) end: f64,
    /// Duration of one frame in seconds.
    pub(crate) frame_secs: f64,
    /// How many things other parts of the film have: ids are those of the whole film.
    pub(crate) others: usize,
}

/// Line height of words as a multiple of their size.
const LEADING: f64 = 1.12;

/// Space between things that share the middle of the frame, in design units.
const PILE_GAP: f64 = 28.0;

impl Emitter<'_> {
    /// The nodes of all things, from back to front.
    pub(crate) fn nodes(&self, elements: &[Element]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(elements.len());
        let mut piled = vec![false; elements.len()];
        for index in 0..elements.len() {
            if piled[index] {
                continue;
            }
            let pile = pile(elements, index);
            let start = nodes.len();
            for member in &pile {
                piled[*member] = true;
                let first = nodes.len();
                self.emit(elements, *member, &mut nodes);
                name_nodes(&mut nodes[first..], &elements[*member].kind, *member);
            }
            if pile.len() > 1 {
                let mut children = nodes.split_off(start);
                for child in &mut children {
                    child.common.pos = None;
                }
                // Figures fill their boxes to the edges; words leave room for descenders.
                let counts = pile.iter().any(|member| matches!(elements[*member].kind, Kind::Counter { .. }));
                let gap = if counts { PILE_GAP + 48.0 } else { PILE_GAP };
                let (direction, align) = (Some(StackDirection::Column), Some(StackAlign::Center));
                let mut stack = Node::new(Stack { children, direction, gap: Some(gap), align, ..Stack::default() });
                stack.common.pos = Some(Position::CENTER);
                stack.common.id = Some(format!("pile{}", self.others + index + 1));
                nodes.push(stack);
            }
        }
        // A part that would come only when its whole is gone already is never seen.
        nodes.retain(|node| {
            node.common.end.is_none_or(|end| end.secs() > node.common.start.map_or(0.0, Time::secs) + 1e-9)
        });
        nodes
    }

    fn emit(&self, elements: &[Element], index: usize, nodes: &mut Vec<Node>) {
        let element = &elements[index];
        let position = self.position(elements, index);
        match &element.kind {
            Kind::Words(words) => nodes.push(self.words(element, words, position)),
            Kind::Counter { from, to, format } => nodes.push(self.counter(element, *from, *to, format, position)),
            Kind::Bars(bars) => self.bars(element, bars, nodes),
            Kind::Frame => {
                let [width, height] = element.size_px.unwrap_or([720.0, 180.0]);
                let fill = element.color.map(|color| Paint::Solid(color.into()));
                let stroke = element.border.map(|color| Stroke {
                    color: Some(color.into()),
                    width: Some(self.directives.units(3.0)),
                    ..Stroke::default()
                });
                let fill = fill.or_else(|| stroke.is_none().then_some(ColorToken::Surface.into()));
                let size = Some(self.size(width, height));
                let mut node = Node::new(Rect { size, radius: Some(12.0.into()), fill, stroke, smooth: None });
                self.common(element, &mut node, position);
                nodes.push(node);
            }
            Kind::Divider => {
                let height = element.size_px.map_or(2.0, |[_, height]| height);
                let size = Size {
                    width: Length::Percent(40.0),
                    height: Length::Units(self.directives.units(height).max(1.0)),
                };
                let fill = element.color.map_or(ColorToken::Line.into(), Paint::from);
                let mut node = Node::new(Rect { size: Some(size), fill: Some(fill), ..Rect::default() });
                self.common(element, &mut node, position);
                nodes.push(node);
            }
            Kind::Banner => {
                // A little wider than the frame, whose pixels may not be a whole number of units.
                let size = Size { width: Length::Percent(102.0), height: Length::Percent(27.0) };
                let fill = element.color.map_or(ColorToken::Surface.into(), Paint::from);
                let mut node = Node::new(Rect { size: Some(size), fill: Some(fill), ..Rect::default() });
                self.common(element, &mut node, Position::frame(Anchor::Bottom, Length::ZERO, Length::ZERO));
                nodes.push(node);
            }
            Kind::Circle => {
                let [width, height] = element.size_px.unwrap_or([240.0, 240.0]);
                let fill = element.color.map_or(ColorToken::Accent.into(), Paint::from);
                let mut node =
                    Node::new(Ellipse { size: Some(self.size(width, height)), fill: Some(fill), stroke: None });
                self.common(element, &mut node, position);
                nodes.push(node);
            }
        }
    }

    /// A size given in pixels of the canvas; what would not fit a narrow frame is a share of its width.
    fn size(&self, width: f64, height: f64) -> Size {
        let [width, height] = [self.directives.units(width), self.directives.units(height)];
        let share = self.directives.units(self.directives.canvas_px[0]);
        let width = if width > 936.0 { Length::Percent(rounded(width / share * 100.0)) } else { Length::Units(width) };
        Size { width, height: Length::Units(height) }
    }

    fn words(&self, element: &Element, words: &str, position: Position) -> Node {
        let style = match element.rank {
            // What hangs below another thing does not outdo it.
            Rank::Hero if matches!(element.place, Some(Place::Beside(..))) => TextStyle::Title,
            Rank::Hero if words.chars().count() <= 14 && element.face.size_px.is_none() => TextStyle::Display,
            Rank::Hero => TextStyle::Headline,
            Rank::Support => TextStyle::Subtitle,
            Rank::Detail => TextStyle::Body,
        };
        let mut text = Text::new(words);
        text.style = Some(style);
        text.font = self.font(&element.face, false);
        text.color = self.ink(element);
        // Code keeps its left edge.
        let code = element.face.family == Some("JetBrains Mono") && words.contains('\n');
        text.align = code.then_some(pavo_scene::TextAlign::Start);
        text.case = element.face.capitals.then_some(TextCase::Upper);
        let mut node = Node::new(text);
        self.common(element, &mut node, position);
        node
    }

    fn counter(&self, element: &Element, from: f64, to: f64, format: &NumberFormat, position: Position) -> Node {
        let mut number = Number::new(to);
        number.from = Some(from);
        number.format = Some(format.clone());
        number.style = Some(TextStyle::Numeral);
        number.font = self.font(&element.face, true);
        number.color = self.ink(element);
        let count = element.count.unwrap_or_default();
        let start = count.start.and_then(|start| crate::timing::resolve(start, (element.window.0, self.end)));
        let room = element.window.1.unwrap_or(self.end) - element.window.0;
        let dur = count.dur.unwrap_or_else(|| (room * 0.6).clamp(0.3, counting_secs(to)));
        number.count = Some(Count {
            start: Some(Time::from_secs(start.unwrap_or(element.window.0))),
            dur: Some(Time::from_secs(dur)),
            ease: count.ease.or(Some(Ease::Named(EaseName::EaseOutQuart))),
            ..Count::default()
        });
        let mut node = Node::new(number);
        self.common(element, &mut node, position);
        node
    }

    fn font(&self, face: &Face, figures: bool) -> Option<Font> {
        let role = if figures {
            self.directives.figure_family.or(self.directives.text_family)
        } else {
            self.directives.text_family
        };
        let family = face.family.or(role).map(str::to_owned);
        let font = Font {
            family,
            size: face.size_px.map(|size| rounded(self.directives.units(size))),
            weight: face.weight,
            italic: face.italic.then_some(true),
            ..Font::default()
        };
        (font != Font::default()).then_some(font)
    }

    /// The colour of words: as said, else one that is read on what is behind them.
    fn ink(&self, element: &Element) -> Option<Paint> {
        if let Some(color) = element.color {
            return Some(color.into());
        }
        let roles = &self.directives.roles;
        let said = if element.rank == Rank::Detail { roles.muted.or(roles.text) } else { roles.text };
        if let Some(color) = said {
            return Some(color.into());
        }
        let at = element.window.0 + 0.1;
        let behind = self.behind.iter().rev().find(|(from, _)| *from <= at).map(|(_, color)| *color)?;
        // The theme's own colour stands out from the theme's background.
        (self.behind.first().map(|(_, base)| *base) != Some(behind)).then(|| readable_on(behind).into())
    }

    fn common(&self, element: &Element, node: &mut Node, position: Position) {
        let common = &mut node.common;
        let (start, end) = element.window;
        common.start = (start > 0.0).then(|| Time::from_secs(rounded(start)));
        common.end = end.filter(|end| *end < self.end - 1e-9).map(rounded).map(Time::from_secs);
        common.pos = Some(position);
        common.entrance = element
            .entrance
            .as_ref()
            .map(|motion| self.entrance(element, motion))
            .or_else(|| self.plain_entrance(element));
        common.exit = element.exit.as_ref().map(|(motion, start)| self.exit(element, motion, *start));
        let text = matches!(node.kind, NodeKind::Text(_));
        common.emphases = element
            .stresses
            .iter()
            .filter(|stress| text || !EmphasisPreset::is_mark(stress.preset))
            .map(|stress| self.emphasis(element, stress))
            .collect::<Vec<_>>()
            .into();
        common.loops = element
            .loops
            .iter()
            .map(|(preset, times)| Loop {
                period: times.dur.filter(|dur| *dur >= 0.2).map(Time::from_secs),
                ..Loop::new(*preset)
            })
            .collect::<Vec<_>>()
            .into();
    }

    fn entrance(&self, element: &Element, motion: &Motion<EntrancePreset>) -> Entrance {
        let times = motion.timing;
        let mut entrance = Entrance::new(motion.preset);
        entrance.by = times.by.filter(|_| element.words().is_some());
        let count = element.words().map_or(1.0, |words| pieces(words, times.by, motion.preset));
        let typed = motion.preset == EntrancePreset::Typewriter;
        if typed {
            entrance.by = entrance.by.or(Some(Unit::Char));
            if times.dur.is_none() && times.stagger.is_none() {
                let room = element.exit.as_ref().map_or(element.window.1.unwrap_or(self.end), |(_, start)| *start)
                    - element.window.0;
                let pace = if entrance.by == Some(Unit::Word) { 0.16 } else { 0.055 };
                let pace = (room * 0.6 / count.max(1.0)).min(pace).max(self.frame_secs * 0.5);
                entrance.stagger = Some(Time::from_secs(rounded(pace)));
            }
            entrance.caret = element.cursor.as_ref().map(|cursor| Caret {
                color: cursor.color.map(Color::from),
                text: cursor.text.clone(),
                on: cursor.blink.0.map(Time::from_secs),
                off: cursor.blink.1.map(Time::from_secs),
                until: None,
            });
        }
        entrance.stagger = times.stagger.map(Time::from_secs).or(entrance.stagger).filter(|_| count > 1.0 || typed);
        entrance.dur = times.dur.map(Time::from_secs).filter(|dur| dur.secs() > 0.0);
        if typed && entrance.dur.is_some() && entrance.stagger.is_some() {
            entrance.dur = None;
        }
        entrance.ease = times.ease;
        entrance.dir = motion.side.filter(|_| {
            matches!(
                motion.preset,
                EntrancePreset::Slide | EntrancePreset::Wipe | EntrancePreset::Grow | EntrancePreset::MaskUp
            )
        });
        entrance
    }

    /// What comes without a verb stands there at once where we may add nothing, else it comes softly.
    fn plain_entrance(&self, element: &Element) -> Option<Entrance> {
        if self.directives.freedom == crate::directives::Freedom::Literal || element.persistent {
            return Some(Entrance::new(EntrancePreset::Cut));
        }
        let preset = match (element.rank, &element.kind) {
            (_, Kind::Counter { .. }) => EntrancePreset::Fade,
            (Rank::Hero, Kind::Words(_)) => EntrancePreset::MaskUp,
            (Rank::Support, Kind::Words(_)) => EntrancePreset::Rise,
            (_, Kind::Divider) => EntrancePreset::Wipe,
            _ => EntrancePreset::Fade,
        };
        Some(Entrance::new(preset))
    }

    fn exit(&self, element: &Element, motion: &Motion<ExitPreset>, start: f64) -> Exit {
        let mut exit = Exit::new(motion.preset);
        let start = start.max(element.window.0);
        exit.start = Some(Time::from_secs(rounded(start)));
        let dur = motion.timing.dur.or(motion.timing.last).unwrap_or(0.4);
        exit.dur = Some(Time::from_secs(rounded(dur.min(element.window.1.unwrap_or(self.end) - start).max(0.0))));
        exit.ease = motion.timing.ease;
        exit.by = motion.timing.by.filter(|_| element.words().is_some());
        exit.dir = motion.side.filter(|_| matches!(motion.preset, ExitPreset::Slide | ExitPreset::Wipe));
        exit
    }

    fn emphasis(&self, element: &Element, stress: &Stress) -> Emphasis {
        let mut emphasis = Emphasis::new(stress.preset);
        let landed = match stress.preset {
            EmphasisPreset::Pop => {
                element.count.map_or(element.landed(), |count| element.window.0 + count.dur.unwrap_or(1.6))
            }
            _ => element.landed(),
        };
        emphasis.start = Some(Time::from_secs(rounded(stress.start.unwrap_or(landed))));
        emphasis.dur = stress.timing.dur.map(Time::from_secs);
        emphasis.ease = stress.timing.ease;
        emphasis.target =
            stress.target.clone().filter(|target| element.words().is_some_and(|words| words.contains(target.as_str())));
        emphasis.width = stress.width_px.map(|width| self.directives.units(width));
        emphasis.color = stress.color.map(Color::from).or_else(|| self.directives.roles.accent.map(Color::from));
        emphasis
    }
}

/// A thing that nobody placed, and the words below it that nobody placed either: they share the middle of the frame.
fn pile(elements: &[Element], index: usize) -> Vec<usize> {
    let stacks = |element: &Element| matches!(element.kind, Kind::Words(_) | Kind::Counter { .. });
    let mut pile = vec![index];
    if elements[index].place.is_none() && stacks(&elements[index]) {
        let mut last = index;
        for (at, element) in elements.iter().enumerate().skip(index + 1) {
            if element.place == Some(Place::Beside(Relation::Below, last)) && stacks(element) {
                pile.push(at);
                last = at;
            }
        }
    }
    pile
}

fn name_nodes(nodes: &mut [Node], kind: &Kind, number: usize) {
    for (offset, node) in nodes.iter_mut().enumerate() {
        let suffix = if offset == 0 { String::new() } else { format!("-{offset}") };
        node.common.id = Some(format!("{}{}{suffix}", name(kind), number));
    }
}

/// How long a count to a value takes where nobody says.
fn counting_secs(to: f64) -> f64 {
    match to.abs() {
        value if value < 1e3 => 1.2,
        value if value < 1e6 => 1.6,
        _ => 2.0,
    }
}

fn share(percent: f64) -> Length {
    if percent.abs() < 1e-9 { Length::ZERO } else { Length::Percent(rounded(percent)) }
}

/// To the ten-thousandth, so that documents stay readable.
pub(crate) fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    if rounded == 0.0 { 0.0 } else { rounded }
}

const fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Words(_) => "words",
        Kind::Counter { .. } => "counter",
        Kind::Frame => "box",
        Kind::Divider => "divider",
        Kind::Banner => "banner",
        Kind::Circle => "circle",
        Kind::Bars(_) => "bars",
    }
}
