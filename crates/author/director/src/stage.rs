//! The stage: things come on, are spoken of again, and leave, beat by beat.

use crate::directives::Directives;
use crate::element::{Bar, Cursor, Element, Kind, Motion, Place, Rank, Stress};
use crate::lexicon::heads::Head;
use crate::lexicon::places::Relation;
use crate::lexicon::verbs::Verb;
use crate::prompt::Prompt;
use crate::segment::sentences;
use crate::slots::{self, Slot, Subject};
use crate::timing::{Start, Timing, resolve, timing};
use crate::token::Unit as Counted;
use crate::trace::Trace;
use crate::typeface;
use pavo_scene::{Anchor, EmphasisPreset, EntrancePreset, ExitPreset, Rgba};
use std::ops::Range;

/// A change of the background within the film.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BackgroundChange {
    /// When it begins.
    pub(crate) at: f64,
    /// The colour it changes to.
    pub(crate) color: Rgba,
    /// Whether it fades there.
    pub(crate) fades: bool,
}

/// Everything on screen while a prompt is read beat by beat.
#[derive(Debug)]
pub(crate) struct Stage<'a> {
    prompt: &'a Prompt<'a>,
    directives: &'a Directives,
    /// The things in the order in which they were named.
    pub(crate) elements: Vec<Element>,
    /// Changes of the background in order.
    pub(crate) backgrounds: Vec<BackgroundChange>,
    end: f64,
}

impl<'a> Stage<'a> {
    /// An empty stage for a film of a length in seconds.
    pub(crate) const fn new(prompt: &'a Prompt<'a>, directives: &'a Directives, end: f64) -> Self {
        Self { prompt, directives, elements: Vec::new(), backgrounds: Vec::new(), end }
    }

    /// Plays a beat: reads what comes, changes and goes in it.
    pub(crate) fn play(&mut self, text: &Range<usize>, window: (f64, f64), trace: &mut Trace) {
        let first_new = self.elements.len();
        let mut acted = false;
        for sentence in sentences(self.prompt, text) {
            self.change_background(&sentence, window, trace);
            let standing: Vec<String> =
                self.elements.iter().filter_map(Element::words).map(str::to_owned).collect();
            let standing: Vec<&str> = standing.iter().map(String::as_str).collect();
            let found = slots::slots(self.prompt, &sentence, &standing);
            let bars = found.iter().any(|slot| slot.subject == Subject::Thing(Head::Bars))
                || self.last_bars().is_some() && self.prompt.says_any(&sentence, &["bars labeled", "bars labelled", "bars are", "labeled"]);
            if bars {
                self.chart(&sentence, &found, window, trace);
                acted = true;
                continue;
            }
            let inside = self.inside(&sentence);
            let before = self.elements.len();
            let creates = found.iter().any(|slot| !matches!(slot.subject, Subject::Reference(_) | Subject::Caret(_)));
            if creates || found.iter().any(|slot| matches!(slot.subject, Subject::Caret(_))) {
                for slot in &found {
                    self.take(slot, &sentence, window, first_new, trace);
                }
                acted = true;
            } else {
                acted |= self.operate(&sentence, &found, window, first_new, acted, trace);
            }
            if let Some(frame) = inside {
                self.put_inside(frame, before);
            }
        }
        self.replace(first_new, window.0);
        let _ = acted;
    }

    fn change_background(&mut self, sentence: &Range<usize>, window: (f64, f64), trace: &mut Trace) {
        let Some((color, fades, span)) = crate::palette::background_change(self.prompt, sentence) else { return };
        let times = timing(self.prompt, sentence);
        let late = times.last.filter(|_| self.prompt.says_any(sentence, &["over the final", "over the last", "back toward", "back to"]));
        let at = late.map_or(window.0, |last| window.1 - last);
        let current = self.backgrounds.last().map(|change| change.color);
        if current != Some(color) {
            trace.note(self.prompt.text, "background", span, format!("{color} from {at} s"), 0.85);
            self.backgrounds.push(BackgroundChange { at, color, fades });
        }
        // `shift to A at beat start, then fade back toward B over the final 0.3s`
        let back = self.prompt.colors.iter().filter(|hit| sentence.contains(&hit.span.start)).nth(1);
        if let (Some(back), Some(last)) = (back, times.last)
            && self.prompt.says_any(sentence, &["fade back", "back toward", "back to", "returns to"])
        {
            if let Some(change) = self.backgrounds.last_mut() {
                change.at = window.0;
            }
            self.backgrounds.push(BackgroundChange { at: (window.1 - last).max(window.0), color: back.meaning, fades: true });
        }
    }

    /// Takes up a thing that a sentence names.
    fn take(&mut self, slot: &Slot, sentence: &Range<usize>, window: (f64, f64), first_new: usize, trace: &mut Trace) {
        match &slot.subject {
            Subject::Copy(words, head) => {
                let rank = rank_of(*head, self.elements.len() == first_new);
                let mut element = Element::new(Kind::Words(words.clone()), slot.span.clone(), rank, window.0);
                if matches!(head, Some(Head::Label | Head::Eyebrow | Head::Caption)) && element.face.weight.is_none() {
                    element.rank = Rank::Detail;
                }
                self.describe(&mut element, slot, sentence, window, first_new);
                trace.note(self.prompt.text, "element", slot.span.clone(), format!("words{}", describe(&element)), 0.9);
                self.elements.push(element);
            }
            Subject::Counter(from, to, format) => {
                let kind = Kind::Counter { from: *from, to: *to, format: format.clone() };
                let mut element = Element::new(kind, slot.span.clone(), Rank::Hero, window.0);
                self.describe(&mut element, slot, sentence, window, first_new);
                trace.note(self.prompt.text, "element", slot.span.clone(), format!("counter from {from} to {to} as {format}"), 0.9);
                self.elements.push(element);
            }
            Subject::Reference(_) => {}
            Subject::Caret(words) => {
                let cursor = self.cursor(&slot.part);
                self.set_cursor(Cursor { text: Some(words.clone()), ..cursor });
            }
            Subject::Thing(Head::Cursor) => {
                let cursor = self.cursor(&slot.part);
                self.set_cursor(cursor);
                self.leave(slot, window, first_new);
            }
            Subject::Thing(head @ (Head::Underline | Head::Highlight)) => {
                self.stress(*head, &slot.part, sentence, window, first_new, trace);
                self.leave(slot, window, first_new);
            }
            Subject::Thing(head @ (Head::Frame | Head::Divider | Head::Banner | Head::Circle)) => {
                let kind = match head {
                    Head::Frame => Kind::Frame,
                    Head::Divider => Kind::Divider,
                    Head::Banner => Kind::Banner,
                    _ => Kind::Circle,
                };
                let sized = slots::size(self.prompt, &slot.part).is_some();
                let colored = !Prompt::within(&self.prompt.colors, &slot.part).is_empty();
                if !sized && !colored && matches!(head, Head::Frame | Head::Circle) {
                    return;
                }
                let mut element = Element::new(kind, slot.span.clone(), Rank::Support, window.0);
                self.describe(&mut element, slot, sentence, window, first_new);
                trace.note(self.prompt.text, "element", slot.span.clone(), format!("{head:?}{}", describe(&element)), 0.8);
                self.elements.push(element);
            }
            Subject::Thing(_) => {}
        }
    }

    /// A verb of leaving behind a line or caret, parted from it by a comma, is about the words they belong to.
    fn leave(&mut self, slot: &Slot, window: (f64, f64), first_new: usize) {
        for (verb, times) in slots::actions(self.prompt, &slot.part) {
            let Verb::Out(preset, side) = verb.meaning else { continue };
            let between = self.prompt.view.get(slot.span.end..verb.span.start).unwrap_or_default();
            if !between.contains([',', ';']) && !between.contains(" then ") {
                continue;
            }
            let start = self.exit_start(&times, window, false);
            for element in &mut self.elements[first_new..] {
                if element.exit.is_none() && !element.persistent {
                    element.exit = Some((Motion { preset, side: times.side.or(side), timing: times }, start));
                }
            }
        }
    }

    /// Reads typeface, colour, place and motion of a thing from its part of the sentence.
    fn describe(&self, element: &mut Element, slot: &Slot, sentence: &Range<usize>, window: (f64, f64), first_new: usize) {
        let part = &slot.part;
        element.face = typeface::face(self.prompt, part);
        element.size_px = slots::size(self.prompt, part);
        self.paint(element, part);
        element.place = slots::place(self.prompt, part);
        if let Some(relation) = slots::relation(self.prompt, slot)
            && relation != Relation::Inside
            && element.place.is_none_or(|place| matches!(place, Place::Anchor(_)))
            && let Some(other) = self.related(part, first_new)
        {
            element.place = Some(Place::Beside(relation, other));
        }
        if element.place.is_none()
            && self.elements.len() > first_new
            && let Some(above) = self.elements.iter().rposition(|other| matches!(other.place, None | Some(Place::Beside(Relation::Below, _))))
            && above >= first_new
        {
            element.place = Some(Place::Beside(Relation::Below, above));
        }
        if matches!(element.kind, Kind::Divider) {
            element.size_px = self.thickness(part).map(|width| [0.0, width]);
        }
        let persistent = ["persistent", "throughout", "for the full clip", "for the entire", "the whole time", "entire clip", "stays on screen"];
        element.persistent = self.prompt.says_any(part, &persistent);
        self.act(element, part, window, true);
        if matches!(element.kind, Kind::Counter { .. }) {
            let times = timing(self.prompt, sentence);
            if element.count.is_none_or(|count| count.dur.is_none()) {
                element.count = Some(Timing { dur: element.count.and_then(|count| count.dur), ..times }).filter(|_| times.dur.is_some());
            }
        }
    }

    fn paint(&self, element: &mut Element, part: &Range<usize>) {
        for hit in Prompt::within(&self.prompt.colors, part) {
            let before = self.prompt.word_before(hit.span.start);
            let after = self.prompt.word_after(hit.span.end);
            let border = matches!(before, "border" | "stroke" | "outline") || matches!(after, "border" | "stroke" | "outline");
            // What stands behind the words belongs to the film.
            let behind = matches!(before, "on" | "against" | "background") || matches!(after, "background" | "gradient" | "backdrop") || before == "solid";
            let solid = self.prompt.plain(..hit.span.start).trim_end().ends_with("on a") || self.prompt.plain(..hit.span.start).trim_end().ends_with("on");
            if border {
                element.border = element.border.or(Some(hit.meaning));
            } else if !behind && !solid {
                element.color = element.color.or(Some(hit.meaning));
            }
        }
    }

    /// The thing that a relation refers to: the one that is named behind it, else the last one.
    fn related(&self, part: &Range<usize>, first_new: usize) -> Option<usize> {
        let number = self.prompt.says_any(part, &["the number", "the counter", "the figure", "the numeral"]);
        let title = self.prompt.says_any(part, &["the title", "the headline", "the text", "the heading"]);
        let words = |element: &Element| element.words().is_some();
        let found = if number {
            self.elements.iter().rposition(|element| matches!(element.kind, Kind::Counter { .. }))
        } else if title {
            self.elements.iter().rposition(|element| words(element) && element.rank == Rank::Hero)
        } else {
            None
        };
        let newest = self.elements.len().checked_sub(1).filter(|last| *last >= first_new);
        found.or(newest).or_else(|| self.elements.iter().rposition(|element| !element.persistent && element.window.1.is_none()))
    }

    /// Applies the verbs of a part to a thing.
    fn act(&self, element: &mut Element, part: &Range<usize>, window: (f64, f64), new: bool) {
        for (verb, times) in slots::actions(self.prompt, part) {
            match verb.meaning {
                Verb::In(preset, side) if new && element.entrance.is_none() => {
                    if let Some(start) = times.start.and_then(|start| resolve(start, window)) {
                        element.window.0 = start;
                    }
                    let preset = match preset {
                        EntrancePreset::Typewriter if matches!(element.kind, Kind::Counter { .. }) => EntrancePreset::Fade,
                        EntrancePreset::DrawOn if matches!(element.kind, Kind::Words(_)) => EntrancePreset::Wipe,
                        EntrancePreset::Grow if matches!(element.kind, Kind::Words(_) | Kind::Counter { .. }) => EntrancePreset::ZoomIn,
                        other => other,
                    };
                    element.entrance = Some(Motion { preset, side: times.side.or(side), timing: times });
                }
                Verb::In(..) if new => {
                    if let Some(motion) = &mut element.entrance {
                        complete(&mut motion.timing, &times);
                        motion.side = motion.side.or(times.side);
                    }
                }
                Verb::Out(preset, side) if self.goes(element, new, &times) => {
                    let motion = Motion { preset, side: times.side.or(side), timing: times };
                    element.exit = Some((motion, self.exit_start(&times, window, !new)));
                }
                Verb::Count => element.count = element.count.or(Some(times)),
                Verb::Stress(preset) if !matches!(preset, EmphasisPreset::Underline | EmphasisPreset::Highlight | EmphasisPreset::Strike) => {
                    let start = times.start.and_then(|start| resolve(start, window)).or((!new).then_some(window.0));
                    element.stresses.push(Stress { preset, target: None, width_px: None, color: None, start, timing: times });
                }
                Verb::Loop(preset) => element.loops.push((preset, times)),
                _ => {}
            }
        }
        if new && element.entrance.is_none() {
            let times = timing(self.prompt, part);
            if let Some(start) = times.start.and_then(|start| resolve(start, window)) {
                element.window.0 = start;
            }
        }
    }

    /// Whether a verb of leaving is meant for a thing: `fades` alone brings in what has not come yet.
    fn goes(&self, element: &Element, new: bool, times: &Timing) -> bool {
        !self.directives.negatives.fades && (!new || element.entrance.is_some() || times.last.is_some() || times.start.is_some())
    }

    /// Rule 2: alone in its beat a fade begins with it, behind other actions it ends with it.
    fn exit_start(&self, times: &Timing, window: (f64, f64), alone: bool) -> f64 {
        if let Some(last) = times.last {
            return (window.1 - last).max(window.0);
        }
        if let Some(start) = times.start.and_then(|start| resolve(start, window)) {
            return start;
        }
        let dur = times.dur.unwrap_or(0.4);
        if let Some(until) = times.until.filter(|until| *until > window.0) {
            return (until - dur).max(window.0);
        }
        if alone { window.0 } else { (window.1 - dur).max(window.0) }
    }

    /// A sentence without new things: it acts on what is there.
    fn operate(
        &mut self,
        sentence: &Range<usize>,
        found: &[Slot],
        window: (f64, f64),
        first_new: usize,
        acted: bool,
        trace: &mut Trace,
    ) -> bool {
        let actions = slots::actions(self.prompt, sentence);
        let leaving = actions.iter().any(|(verb, _)| matches!(verb.meaning, Verb::Out(..)));
        let targets = self.targets(sentence, found, first_new, leaving, window.0);
        if self.prompt.says_any(sentence, &["count duration", "counts over", "counting over", "count over"])
            && let Some(counter) = self.elements.iter_mut().rev().find(|element| matches!(element.kind, Kind::Counter { .. }))
        {
            let times = timing(self.prompt, sentence);
            counter.count = Some(Timing { ease: times.ease.or(counter.count.and_then(|count| count.ease)), ..times });
            return true;
        }
        for reference in found {
            if let Subject::Reference(_) = &reference.subject {
                for (verb, _) in &actions {
                    if let Verb::Stress(_) | Verb::In(EntrancePreset::DrawOn, _) = verb.meaning {
                        let _ = verb;
                    }
                }
            }
        }
        self.outline(sentence);
        let kept = self.prompt.says_any(sentence, &["full clip", "throughout", "entire clip", "whole clip", "until the end", "for the entire"]);
        for (verb, times) in actions {
            match verb.meaning {
                Verb::Out(preset, side) if !self.directives.negatives.fades || preset != ExitPreset::Fade => {
                    let alone = !acted;
                    let start = self.exit_start(&times, window, alone);
                    for index in &targets {
                        let element = &mut self.elements[*index];
                        if element.exit.is_none() {
                            element.exit = Some((Motion { preset, side: times.side.or(side), timing: times }, start));
                        }
                    }
                    trace.note(self.prompt.text, "exit", verb.span, format!("{} things leave at {start} s", targets.len()), 0.8);
                }
                Verb::Hold => {
                    for index in &targets {
                        self.elements[*index].persistent |= kept;
                        if self.elements[*index].window.1.is_some_and(|end| end <= window.0 + 1e-9) {
                            self.elements[*index].window.1 = None;
                        }
                    }
                }
                Verb::Stress(preset @ (EmphasisPreset::Pulse | EmphasisPreset::Pop | EmphasisPreset::Shake)) => {
                    if let Some(index) = targets.last() {
                        let start = times.start.and_then(|start| resolve(start, window)).or((*index < first_new).then_some(window.0));
                        self.elements[*index].stresses.push(Stress { preset, target: None, width_px: None, color: None, start, timing: times });
                    }
                }
                Verb::In(preset, side) => {
                    // `Type one character every 0.06s` speaks of the entrance of what was named before.
                    if let Some(index) = targets.last().filter(|index| **index >= first_new) {
                        let element = &mut self.elements[*index];
                        match &mut element.entrance {
                            Some(motion) => complete(&mut motion.timing, &times),
                            None => element.entrance = Some(Motion { preset, side: times.side.or(side), timing: times }),
                        }
                    }
                }
                Verb::Loop(preset) => {
                    if let Some(index) = targets.last() {
                        self.elements[*index].loops.push((preset, times));
                    }
                }
                _ => {}
            }
        }
        let times = timing(self.prompt, sentence);
        if times.stagger.is_some()
            && let Some(motion) = self.elements.last_mut().and_then(|element| element.entrance.as_mut())
            && motion.timing.stagger.is_none()
        {
            motion.timing.stagger = times.stagger;
            motion.timing.by = motion.timing.by.or(times.by);
        }
        !targets.is_empty()
    }

    /// `Border #06B6D4, fill #E6F6FA.` speaks of the frame before.
    fn outline(&mut self, sentence: &Range<usize>) {
        if !self.prompt.says_any(sentence, &["border", "fill", "stroke", "outline"]) {
            return;
        }
        let Some(frame) = self.elements.iter().rposition(|element| element.kind == Kind::Frame) else { return };
        let mut element = self.elements[frame].clone();
        self.paint(&mut element, sentence);
        self.elements[frame] = element;
    }

    /// The things a sentence speaks of.
    fn targets(&self, sentence: &Range<usize>, found: &[Slot], first_new: usize, leaving: bool, now: f64) -> Vec<usize> {
        let there = |element: &Element| element.exit.as_ref().is_none_or(|(_, start)| *start >= now) && element.window.1.is_none_or(|end| end > now - 1e-9);
        let live: Vec<usize> = (0..self.elements.len()).filter(|index| there(&self.elements[*index])).collect();
        let named: Vec<usize> = found
            .iter()
            .filter_map(|slot| match &slot.subject {
                Subject::Reference(words) => live.iter().copied().rfind(|index| self.elements[*index].words().is_some_and(|known| known.contains(words.as_str()))),
                _ => None,
            })
            .collect();
        if !named.is_empty() {
            return named;
        }
        let says = |phrases: &[&str]| self.prompt.says_any(sentence, phrases);
        let last = |fits: &dyn Fn(&Element) -> bool| live.iter().copied().rfind(|index| fits(&self.elements[*index]));
        if says(&["both"]) {
            return live[live.len().saturating_sub(2)..].to_vec();
        }
        if says(&["everything", "all elements", "all of it", "the whole", "all text"]) {
            return live;
        }
        if says(&["the number", "the counter", "the figure", "the numeral", "the count"])
            && let Some(index) = last(&|element| matches!(element.kind, Kind::Counter { .. }))
        {
            return vec![index];
        }
        if says(&["the title", "the headline", "the heading", "title treatment", "the typed", "the typed text", "the text"])
            && let Some(index) = last(&|element| element.words().is_some() && element.rank == Rank::Hero && !element.persistent)
        {
            return vec![index];
        }
        if says(&["the caption", "the label", "the subtitle", "the tagline"])
            && let Some(index) = last(&|element| element.words().is_some() && element.rank != Rank::Hero)
        {
            return vec![index];
        }
        let fresh: Vec<usize> = live.iter().copied().filter(|index| *index >= first_new && !self.elements[*index].persistent).collect();
        if leaving {
            let free: Vec<usize> = live.iter().copied().filter(|index| !self.elements[*index].persistent).collect();
            return if fresh.is_empty() { free } else { fresh };
        }
        if says(&["it", "its", "they", "hold", "holds"]) || !fresh.is_empty() {
            return if fresh.is_empty() { live } else { fresh };
        }
        live.last().copied().into_iter().collect()
    }

    /// A line under words or a mark behind them.
    fn stress(&mut self, head: Head, part: &Range<usize>, sentence: &Range<usize>, window: (f64, f64), first_new: usize, trace: &mut Trace) {
        let target = self.prompt.atoms.iter().find_map(|atom| {
            let inside = sentence.contains(&atom.span.start);
            let words = crate::copy::shown(self.prompt, atom);
            (inside && self.elements.iter().any(|element| element.words().is_some_and(|known| known.contains(&words) && known != words))).then_some(words)
        });
        let wanted = |element: &Element| element.words().is_some_and(|known| target.as_deref().is_none_or(|target| known.contains(target)));
        let Some(index) = self.elements.iter().rposition(wanted) else { return };
        let times = slots::actions(self.prompt, part).first().map_or_else(|| timing(self.prompt, part), |(_, times)| *times);
        let explicit = times.start.and_then(|start| match start {
            Start::Landed => None,
            other => resolve(other, window),
        });
        let start = explicit.unwrap_or(if index >= first_new { self.elements[index].landed() + 0.1 } else { window.0 });
        let color = Prompt::within(&self.prompt.colors, part).first().map(|hit| hit.meaning);
        let preset = if head == Head::Underline { EmphasisPreset::Underline } else { EmphasisPreset::Highlight };
        let stress = Stress { preset, target, width_px: self.thickness(part), color, start: Some(start), timing: times };
        trace.note(self.prompt.text, "emphasis", part.clone(), format!("{preset} at {start} s{}", stress.target.as_ref().map_or(String::new(), |words| format!(" on {words}"))), 0.9);
        self.elements[index].stresses.push(stress);
    }

    /// The first length in pixels, which for a line is its thickness.
    fn thickness(&self, part: &Range<usize>) -> Option<f64> {
        self.prompt.tokens_in(part).iter().find_map(|token| token.figure().filter(|figure| figure.unit == Counted::Px).map(|figure| figure.value)).filter(|width| *width <= 80.0)
    }

    fn cursor(&self, part: &Range<usize>) -> Cursor {
        let color = Prompt::within(&self.prompt.colors, part).first().map(|hit| hit.meaning);
        Cursor { color, text: None, blink: timing(self.prompt, part).blink }
    }

    fn set_cursor(&mut self, cursor: Cursor) {
        let typed = |element: &&mut Element| element.words().is_some() && !element.persistent;
        if let Some(element) = self.elements.iter_mut().rev().find(typed) {
            let known = element.cursor.take().unwrap_or_default();
            element.cursor = Some(Cursor {
                color: cursor.color.or(known.color),
                text: cursor.text.or(known.text),
                blink: (cursor.blink.0.or(known.blink.0), cursor.blink.1.or(known.blink.1)),
            });
        }
    }

    /// The frame that a sentence's things are inside of.
    fn inside(&self, sentence: &Range<usize>) -> Option<usize> {
        let hit = Prompt::within(&self.prompt.relations, sentence).iter().find(|hit| hit.meaning == Relation::Inside)?;
        let early = self.prompt.plain(sentence.start..hit.span.start).trim().is_empty() || self.prompt.says_any(sentence, &["inside the box", "in the box", "in the callout"]);
        early.then(|| self.elements.iter().rposition(|element| element.kind == Kind::Frame)).flatten()
    }

    /// Stacks the things from an index on in the middle of a frame.
    fn put_inside(&mut self, frame: usize, first: usize) {
        let (center_x, center_y) = match self.elements[frame].place {
            Some(Place::Pixels(x, y)) => (x, y),
            _ => (self.directives.canvas_px[0] / 2.0, self.directives.canvas_px[1] / 2.0),
        };
        let window = self.elements[frame].window;
        let heights: Vec<f64> = self.elements[first..].iter().map(|element| element.face.size_px.unwrap_or(40.0) * 1.25).collect();
        let mut y = center_y - heights.iter().sum::<f64>() / 2.0;
        for (element, height) in self.elements[first..].iter_mut().zip(heights) {
            element.place = Some(Place::Pixels(center_x, y + height / 2.0));
            element.window.0 = element.window.0.max(window.0 + 0.15);
            y += height;
        }
    }

    fn last_bars(&self) -> Option<usize> {
        self.elements.iter().rposition(|element| matches!(element.kind, Kind::Bars(_)))
    }

    /// A chart of bars, or names and colours for the bars of the chart before.
    fn chart(&mut self, sentence: &Range<usize>, found: &[Slot], window: (f64, f64), trace: &mut Trace) {
        let index = match self.last_bars().filter(|index| self.elements[*index].window.0 >= window.0 - 1e-9) {
            Some(index) => index,
            None => {
                let slot = Slot { subject: Subject::Thing(Head::Bars), span: sentence.clone(), part: sentence.clone() };
                let mut element = Element::new(Kind::Bars(Vec::new()), sentence.clone(), Rank::Hero, window.0);
                self.describe(&mut element, &slot, sentence, window, usize::MAX);
                element.color = None;
                self.elements.push(element);
                self.elements.len() - 1
            }
        };
        let mut bars = Vec::new();
        for (at, slot) in found.iter().enumerate() {
            let Subject::Copy(words, head) = &slot.subject else { continue };
            if matches!(head, Some(Head::Title | Head::Subtitle | Head::Caption)) || self.prompt.says(&slot.part, "axis") {
                continue;
            }
            let end = found.get(at + 1).map_or(sentence.end, |next| next.span.start);
            let after = slot.span.end..end;
            let figure = self.prompt.tokens_in(&after).iter().find_map(crate::token::Token::figure).filter(|figure| matches!(figure.unit, Counted::None | Counted::Percent));
            bars.push(Bar {
                label: words.clone(),
                value: figure.map_or(1.0, |figure| figure.value),
                written: figure.map_or_else(String::new, |figure| crate::data::format_of(figure).write(figure.value)),
                color: Prompt::within(&self.prompt.colors, &after).first().map(|hit| hit.meaning),
            });
        }
        if bars.is_empty() {
            bars = crate::data::stats(self.prompt, sentence).into_iter().map(|stat| Bar { written: stat.format.write(stat.value), label: stat.label, value: stat.value, color: None }).collect();
        }
        trace.note(self.prompt.text, "chart", sentence.clone(), format!("{} bars", bars.len()), 0.7);
        if let Kind::Bars(known) = &mut self.elements[index].kind
            && known.is_empty()
        {
            *known = bars;
        }
    }

    /// Takes away what the new things of a beat stand in the place of.
    fn replace(&mut self, first_new: usize, now: f64) {
        let places: Vec<Option<Place>> = self.elements[first_new..].iter().filter(|element| element.rank != Rank::Detail).map(|element| element.place).collect();
        if places.is_empty() {
            return;
        }
        for element in &mut self.elements[..first_new] {
            let taken = places.iter().any(|place| same_place(*place, element.place));
            if taken && !element.persistent && element.window.1.is_none() && element.window.0 < now - 1e-9 {
                element.window.1 = Some(now);
            }
        }
        // What hangs below goes with it.
        for index in 0..first_new {
            if let Some(Place::Beside(_, base)) = self.elements[index].place
                && base < index
                && let Some(end) = self.elements[base].window.1
                && !self.elements[index].persistent
                && self.elements[index].window.1.is_none()
            {
                self.elements[index].window.1 = Some(end);
            }
        }
    }

    /// Closes what is open: exits end things, everything else ends with the film.
    pub(crate) fn finish(mut self) -> (Vec<Element>, Vec<BackgroundChange>) {
        for element in &mut self.elements {
            let end = element.exit.as_ref().map(|(motion, start)| start + motion.timing.dur.or(motion.timing.last).unwrap_or(0.4));
            element.window.1 = match (element.window.1, end) {
                (Some(end), Some(exit)) => Some(end.min(exit)),
                (end, exit) => end.or(exit),
            }
            .map(|end| end.min(self.end));
        }
        // What would be gone before it comes was misread; it is shown to the end instead.
        for element in &mut self.elements {
            if element.window.1.is_some_and(|end| end <= element.window.0 + 0.02) {
                element.window.1 = None;
                element.exit = None;
            }
        }
        self.elements.retain(|element| element.window.0 < self.end && !matches!(&element.kind, Kind::Bars(bars) if bars.is_empty()));
        (self.elements, self.backgrounds)
    }
}

/// Fills in what is open in one timing from another.
fn complete(timing: &mut Timing, more: &Timing) {
    timing.stagger = timing.stagger.or(more.stagger);
    timing.by = timing.by.or(more.by);
    timing.dur = timing.dur.or(more.dur);
    timing.ease = timing.ease.or(more.ease);
}

fn same_place(new: Option<Place>, old: Option<Place>) -> bool {
    let middle = |place: Option<Place>| match place {
        None => Some((0.5, 0.5)),
        Some(Place::Anchor(anchor)) => {
            let [x, y] = anchor.fractions();
            Some((x, y))
        }
        Some(Place::Pixels(x, y)) => Some((x / 1920.0, y / 1080.0)),
        Some(Place::Share(x, y)) => Some((x, y)),
        Some(Place::Inset(anchor, ..)) => {
            let [x, y] = anchor.fractions();
            Some((x, y))
        }
        // What stands beside another thing is replaced with it or not at all.
        Some(Place::Beside(..)) => None,
    };
    match (middle(new), middle(old)) {
        (Some(new), Some(old)) => (new.0 - old.0).abs() < 0.16 && (new.1 - old.1).abs() < 0.13,
        _ => false,
    }
}

const fn rank_of(head: Option<Head>, first: bool) -> Rank {
    match head {
        Some(Head::Caption | Head::Label | Head::Eyebrow | Head::Author) => Rank::Detail,
        Some(Head::Subtitle | Head::Button) => Rank::Support,
        Some(Head::Title) => Rank::Hero,
        _ if first => Rank::Hero,
        _ => Rank::Support,
    }
}

fn describe(element: &Element) -> String {
    let mut said = String::new();
    if let Some(family) = element.face.family {
        said.push_str(&format!(", {family}"));
    }
    if let Some(size) = element.face.size_px {
        said.push_str(&format!(" {size}px"));
    }
    if let Some(color) = element.color {
        said.push_str(&format!(", {color}"));
    }
    if let Some(motion) = &element.entrance {
        said.push_str(&format!(", {}", motion.preset));
    }
    match element.place {
        Some(Place::Anchor(Anchor::Center)) | None => {}
        Some(place) => said.push_str(&format!(", {place:?}")),
    }
    said
}
