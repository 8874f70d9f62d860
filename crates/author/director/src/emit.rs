//! Things become nodes of a scene.

use crate::directives::Directives;
use crate::element::{Bar, Element, Kind, Motion, Place, Rank, Stress, pieces};
use crate::lexicon::colors::readable_on;
use crate::lexicon::places::Relation;
use crate::typeface::Face;
use pavo_scene::{
    Anchor, Caret, Color, ColorToken, Count, Ease, EaseName, Ellipse, Emphasis, EmphasisPreset, Entrance, EntrancePreset, Exit,
    ExitPreset, Font, Length, Loop, Node, NodeKind, Number, NumberFormat, Paint, Position, Rect, Rgba, Size, Stroke, Text, TextCase,
    TextStyle, Time, Unit,
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
}

/// Line height of words as a multiple of their size.
const LEADING: f64 = 1.12;

impl Emitter<'_> {
    /// The nodes of all things, from back to front.
    pub(crate) fn nodes(&self, elements: &[Element]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(elements.len());
        for index in 0..elements.len() {
            let start = nodes.len();
            self.emit(elements, index, &mut nodes);
            for (offset, node) in nodes[start..].iter_mut().enumerate() {
                let suffix = if offset == 0 { String::new() } else { format!("-{offset}") };
                node.common.id = Some(format!("{}{}{suffix}", name(&elements[index].kind), index + 1));
            }
        }
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
                let stroke = element.border.map(|color| Stroke { color: Some(color.into()), width: Some(self.directives.units(3.0)), ..Stroke::default() });
                let fill = fill.or_else(|| stroke.is_none().then_some(ColorToken::Surface.into()));
                let size = Some(self.size(width, height));
                let mut node = Node::new(Rect { size, radius: Some(12.0), fill, stroke });
                self.common(element, &mut node, position);
                nodes.push(node);
            }
            Kind::Divider => {
                let height = element.size_px.map_or(2.0, |[_, height]| height);
                let size = Size { width: Length::Percent(40.0), height: Length::Units(self.directives.units(height).max(1.0)) };
                let fill = element.color.map_or(ColorToken::Line.into(), Paint::from);
                let mut node = Node::new(Rect { size: Some(size), fill: Some(fill), ..Rect::default() });
                self.common(element, &mut node, position);
                nodes.push(node);
            }
            Kind::Banner => {
                let size = Size { width: Length::Percent(100.0), height: Length::Percent(27.0) };
                let fill = element.color.map_or(ColorToken::Surface.into(), Paint::from);
                let mut node = Node::new(Rect { size: Some(size), fill: Some(fill), ..Rect::default() });
                self.common(element, &mut node, Position::frame(Anchor::Bottom, Length::ZERO, Length::ZERO));
                nodes.push(node);
            }
            Kind::Circle => {
                let [width, height] = element.size_px.unwrap_or([240.0, 240.0]);
                let fill = element.color.map_or(ColorToken::Accent.into(), Paint::from);
                let mut node = Node::new(Ellipse { size: Some(self.size(width, height)), fill: Some(fill), stroke: None });
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
            Rank::Hero if words.chars().count() <= 14 && element.face.size_px.is_none() => TextStyle::Display,
            Rank::Hero => TextStyle::Headline,
            Rank::Support => TextStyle::Subtitle,
            Rank::Detail => TextStyle::Body,
        };
        let mut text = Text::new(words);
        text.style = Some(style);
        text.font = self.font(&element.face, false);
        text.color = self.ink(element);
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
        });
        let mut node = Node::new(number);
        self.common(element, &mut node, position);
        node
    }

    /// Bars on a common baseline, with their names below and their values above.
    fn bars(&self, element: &Element, bars: &[Bar], nodes: &mut Vec<Node>) {
        let [width, height] = element.size_px.unwrap_or([1100.0, 480.0]);
        let (center_x, center_y) = match element.place {
            Some(Place::Pixels(x, y)) => (x, y),
            _ => (self.directives.canvas_px[0] / 2.0, self.directives.canvas_px[1] / 2.0),
        };
        #[expect(clippy::cast_precision_loss, reason = "a handful of bars")]
        let pitch = width / bars.len().max(1) as f64;
        let largest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max).max(1e-9);
        let times = element.entrance.map(|motion| motion.timing).unwrap_or_default();
        let stagger = times.stagger.unwrap_or(0.08);
        let grow = times.dur.unwrap_or(0.7);
        let baseline = center_y + height / 2.0 - 48.0;
        let tallest = height - 48.0 - 56.0;
        let label_px = 30.0_f64.min(pitch * 0.24).max(22.0);
        for (index, bar) in bars.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a handful of bars")]
            let at = index as f64;
            let x = center_x - width / 2.0 + pitch * (at + 0.5);
            let begin = element.window.0 + stagger * at;
            let tall = (bar.value / largest * tallest).max(2.0);
            let fill: Paint = bar.color.map_or_else(|| Paint::from(if index + 1 == bars.len() { ColorToken::Accent } else { ColorToken::Muted }), Paint::from);
            let size = Size { width: Length::Percent(rounded(pitch * 0.56 / self.directives.canvas_px[0] * 100.0)), height: Length::Units(self.directives.units(tall)) };
            let mut node = Node::new(Rect { size: Some(size), radius: Some(6.0), fill: Some(fill), stroke: None });
            let mut grown = element.clone();
            grown.window.0 = begin;
            grown.stresses.clear();
            let mut entrance = Entrance::new(EntrancePreset::Grow);
            entrance.dur = Some(Time::from_secs(grow));
            entrance.ease = Some(times.ease.unwrap_or(Ease::Named(EaseName::Snap)));
            self.common(&grown, &mut node, self.at(x, baseline, Anchor::Bottom));
            node.common.entrance = Some(entrance);
            node.common.pivot = Some(Anchor::Bottom);
            nodes.push(node);
            for (words, y, delay) in [(&bar.label, baseline + 30.0, 0.0), (&bar.written, baseline - tall - 28.0, grow * 0.6)] {
                if words.is_empty() {
                    continue;
                }
                let mut label = element.clone();
                label.window.0 = begin + delay;
                label.face.size_px = Some(label_px);
                label.face.weight = Some(600.0);
                label.rank = Rank::Detail;
                label.entrance = None;
                label.color = None;
                nodes.push(self.words(&label, words, self.at(x, y, Anchor::Center)));
            }
        }
    }

    fn font(&self, face: &Face, figures: bool) -> Option<Font> {
        let role = if figures { self.directives.figure_family.or(self.directives.text_family) } else { self.directives.text_family };
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
        common.start = (start > 0.0).then(|| Time::from_secs(start));
        common.end = end.filter(|end| *end < self.end - 1e-9).map(Time::from_secs);
        common.pos = Some(position);
        common.entrance = element.entrance.as_ref().map(|motion| self.entrance(element, motion)).or_else(|| self.plain_entrance(element));
        common.exit = element.exit.as_ref().map(|(motion, start)| self.exit(element, motion, *start));
        let text = matches!(node.kind, NodeKind::Text(_));
        common.emphases = element.stresses.iter().filter(|stress| text || !needs_words(stress.preset)).map(|stress| self.emphasis(element, stress)).collect::<Vec<_>>().into();
        common.loops = element
            .loops
            .iter()
            .map(|(preset, times)| Loop { period: times.dur.filter(|dur| *dur >= 0.2).map(Time::from_secs), ..Loop::new(*preset) })
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
                let room = element.exit.as_ref().map_or(element.window.1.unwrap_or(self.end), |(_, start)| *start) - element.window.0;
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
            matches!(motion.preset, EntrancePreset::Slide | EntrancePreset::Wipe | EntrancePreset::Grow | EntrancePreset::MaskUp)
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
            EmphasisPreset::Pop => element.count.map_or(element.landed(), |count| element.window.0 + count.dur.unwrap_or(1.6)),
            _ => element.landed(),
        };
        emphasis.start = Some(Time::from_secs(rounded(stress.start.unwrap_or(landed))));
        emphasis.dur = stress.timing.dur.map(Time::from_secs);
        emphasis.ease = stress.timing.ease;
        emphasis.target = stress.target.clone().filter(|target| element.words().is_some_and(|words| words.contains(target.as_str())));
        emphasis.width = stress.width_px.map(|width| self.directives.units(width));
        emphasis.color = stress.color.map(Color::from).or_else(|| self.directives.roles.accent.map(Color::from));
        emphasis
    }

    /// A point of the declared canvas, so that it survives other ratios: a share of the width, units down from the middle.
    fn at(&self, x: f64, y: f64, origin: Anchor) -> Position {
        let [width, height] = self.directives.canvas_px;
        Position {
            anchor: Anchor::Center,
            x: share((x - width / 2.0) / width * 100.0),
            y: Length::Units(rounded(self.directives.units(y - height / 2.0))),
            origin,
            within: pavo_scene::Within::Frame,
        }
    }

    fn position(&self, elements: &[Element], index: usize) -> Position {
        let followers = self.followers_height(elements, index);
        match elements[index].place {
            Some(Place::Pixels(x, y)) => self.at(x, y, Anchor::Center),
            Some(Place::Inset(anchor, x, y)) => {
                let [fraction_x, fraction_y] = anchor.fractions();
                let signed = |fraction: f64, inset: f64| if fraction > 0.75 { -self.directives.units(inset) } else { self.directives.units(inset) };
                let x = if fraction_x == 0.5 { 0.0 } else { signed(fraction_x, x) };
                let y = if fraction_y == 0.5 { 0.0 } else { signed(fraction_y, y) };
                Position::frame(anchor, Length::Units(x), Length::Units(y))
            }
            Some(Place::Share(x, y)) => {
                let position = Position::frame(Anchor::Center, share((x - 0.5) * 100.0), share((y - 0.5) * 100.0));
                Position { origin: Anchor::Center, ..position }
            }
            Some(Place::Beside(relation, other)) if other < index => self.beside(elements, index, relation, other),
            Some(Place::Anchor(anchor)) if anchor != Anchor::Center => Position::safe(anchor),
            _ => Position { y: Length::Units(rounded(-followers / 2.0)), ..Position::CENTER },
        }
    }

    /// The height of what hangs below a thing that nobody placed.
    fn followers_height(&self, elements: &[Element], index: usize) -> f64 {
        if elements[index].place.is_some() {
            return 0.0;
        }
        let mut last = index;
        let mut height = 0.0;
        for (at, element) in elements.iter().enumerate().skip(index + 1) {
            if element.place == Some(Place::Beside(Relation::Below, last)) {
                height += self.height(element) + self.gap(element);
                last = at;
            }
        }
        height
    }

    fn beside(&self, elements: &[Element], index: usize, relation: Relation, other: usize) -> Position {
        let base = self.position(elements, other);
        let whole = self.directives.canvas_px[1] * 1080.0 / self.directives.canvas_px[0].min(self.directives.canvas_px[1]);
        let apart = self.gap(&elements[index]);
        let [_, own] = base.origin.fractions();
        let (above, below) = (self.height(&elements[other]), self.height(&elements[index]));
        let y = base.y.units(whole);
        let down = above * (1.0 - own) + apart + below * own;
        match relation {
            Relation::Below => Position { y: Length::Units(rounded(y + down)), ..base },
            Relation::Above => Position { y: Length::Units(rounded(y - above * own - apart - below * (1.0 - own))), ..base },
            Relation::RightOf => Position { x: share(base.x.units(100.0).mul_add(1.0, 26.0)), ..base },
            Relation::LeftOf => Position { x: share(base.x.units(100.0) - 26.0), ..base },
            Relation::Inside => base,
        }
    }

    fn gap(&self, element: &Element) -> f64 {
        (self.font_size(element) * 0.45).max(8.0)
    }

    fn font_size(&self, element: &Element) -> f64 {
        let fallback = match (&element.kind, element.rank) {
            (Kind::Counter { .. }, _) => 260.0,
            (Kind::Words(words), Rank::Hero) if words.chars().count() <= 14 => 200.0,
            (_, Rank::Hero) => 112.0,
            (_, Rank::Support) => 44.0,
            (_, Rank::Detail) => 34.0,
        };
        element.face.size_px.map_or(fallback, |size| self.directives.units(size))
    }

    /// How tall a thing is on screen, nearly.
    fn height(&self, element: &Element) -> f64 {
        match &element.kind {
            Kind::Words(words) => {
                let size = self.font_size(element);
                let longest = words.lines().map(|line| line.chars().count()).max().unwrap_or(1);
                #[expect(clippy::cast_precision_loss, reason = "a few hundred letters")]
                let width = longest as f64 * size * 0.54;
                #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
                let lines = words.lines().count() as f64;
                lines * (width / 1680.0).ceil().clamp(1.0, 4.0) * size * LEADING
            }
            Kind::Counter { .. } => self.font_size(element) * 0.95,
            Kind::Frame | Kind::Circle => self.directives.units(element.size_px.map_or(180.0, |[_, height]| height)),
            _ => 8.0,
        }
    }
}

const fn needs_words(preset: EmphasisPreset) -> bool {
    matches!(preset, EmphasisPreset::Underline | EmphasisPreset::Highlight | EmphasisPreset::Strike)
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
