//! The stage: things come on, are spoken of again, and leave, beat by beat.

mod compose;
mod mark;
mod operate;
mod take;

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
            let changes = self.change_background(&sentence, window, trace);
            if changes && self.speaks_of_background(&sentence) {
                continue;
            }
            let standing: Vec<String> = self.elements.iter().filter_map(Element::words).map(str::to_owned).collect();
            let standing: Vec<&str> = standing.iter().map(String::as_str).collect();
            let found = slots::slots(self.prompt, &sentence, &standing);
            let bars = found.iter().any(|slot| slot.subject == Subject::Thing(Head::Bars))
                || self.last_bars().is_some()
                    && self.prompt.says_any(&sentence, &["bars labeled", "bars labelled", "bars are", "labeled"]);
            if bars {
                self.chart(&sentence, &found, window, trace);
                acted = true;
                continue;
            }
            let inside = self.inside(&sentence);
            let before = self.elements.len();
            let creates = found.iter().any(|slot| !matches!(slot.subject, Subject::Reference(_) | Subject::Caret(_)));
            if creates || found.iter().any(|slot| matches!(slot.subject, Subject::Caret(_))) {
                // A cursor may be named before the words it types: `a typing cursor writes "…"`.
                let is_cursor = |slot: &&Slot| matches!(slot.subject, Subject::Caret(_) | Subject::Thing(Head::Cursor));
                let (cursors, things): (Vec<_>, Vec<_>) = found.iter().partition(is_cursor);
                for slot in things.into_iter().chain(cursors) {
                    self.take(slot, &sentence, window, first_new, trace);
                }
                acted = true;
            } else {
                acted |= self.operate(&sentence, &found, window, first_new, acted, trace);
            }
            if let Some(frame) = inside {
                self.put_inside(frame, before);
            }
            self.take_turns(&found, before, window);
        }
        self.replace(first_new, window.0);
        let _ = acted;
    }

    /// Whether a sentence is about the background and nothing else.
    fn speaks_of_background(&self, sentence: &Range<usize>) -> bool {
        let first = self.prompt.tokens_in(sentence).first();
        let led = first.is_some_and(|token| matches!(self.prompt.word(token), "background" | "bg" | "backdrop"));
        led && !self.prompt.atoms.iter().any(|atom| sentence.contains(&atom.span.start))
    }

    fn change_background(&mut self, sentence: &Range<usize>, window: (f64, f64), trace: &mut Trace) -> bool {
        let Some((color, fades, span)) = crate::palette::background_change(self.prompt, sentence) else { return false };
        let times = timing(self.prompt, sentence);
        let late = times
            .last
            .filter(|_| self.prompt.says_any(sentence, &["over the final", "over the last", "back toward", "back to"]));
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
            self.backgrounds.push(BackgroundChange {
                at: (window.1 - last).max(window.0),
                color: back.meaning,
                fades: true,
            });
        }
        true
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

    /// Takes away what the new things of a beat stand in the place of.
    fn replace(&mut self, first_new: usize, now: f64) {
        let places: Vec<Option<Place>> = self.elements[first_new..]
            .iter()
            .filter(|element| element.rank != Rank::Detail)
            .map(|element| element.place)
            .collect();
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
        // A colour that marks words is not theirs: `with world in yellow highlighting`.
        for element in &mut self.elements {
            let marks = |color: Rgba| {
                let is_marker =
                    |stress: &Stress| stress.preset == EmphasisPreset::Highlight && stress.color == Some(color);
                element.stresses.iter().any(is_marker)
            };
            if element.color.is_some_and(marks) {
                element.color = None;
            }
        }
        for element in &mut self.elements {
            let end = element
                .exit
                .as_ref()
                .map(|(motion, start)| start + motion.timing.dur.or(motion.timing.last).unwrap_or(0.4));
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
        self.elements.retain(|element| {
            element.window.0 < self.end && !matches!(&element.kind, Kind::Bars(bars) if bars.is_empty())
        });
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
