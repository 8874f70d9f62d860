//! How a thing that a sentence names is taken up.

use super::*;

impl Stage<'_> {
    /// Takes up a thing that a sentence names.
    pub(super) fn take(
        &mut self,
        slot: &Slot,
        sentence: &Range<usize>,
        window: (f64, f64),
        first_new: usize,
        trace: &mut Trace,
    ) {
        match &slot.subject {
            Subject::Copy(words, head) => {
                let rank = rank_of(*head, self.elements.len() == first_new);
                let mut element = Element::new(Kind::Words(words.clone()), slot.span.clone(), rank, window.0);
                if matches!(head, Some(Head::Label | Head::Eyebrow | Head::Caption)) && element.face.weight.is_none() {
                    element.rank = Rank::Detail;
                }
                self.describe(&mut element, slot, sentence, window, first_new);
                if self.prompt.says(&slot.part, "axis")
                    && let Some(chart) = self.last_bars()
                {
                    // The name of an axis stands above the chart, where it crosses nothing.
                    let chart = &self.elements[chart];
                    let half = chart.size_px.map_or(240.0, |[_, height]| height / 2.0);
                    if let Some(Place::Pixels(x, y)) = chart.place {
                        element.place = Some(Place::Pixels(x, y - half - 8.0));
                    }
                    element.rank = Rank::Detail;
                }
                trace.note(self.prompt.text, "element", slot.span.clone(), format!("words{}", describe(&element)), 0.9);
                self.elements.push(element);
            }
            Subject::Counter(from, to, format) => {
                let kind = Kind::Counter { from: *from, to: *to, format: format.clone() };
                let mut element = Element::new(kind, slot.span.clone(), Rank::Hero, window.0);
                self.describe(&mut element, slot, sentence, window, first_new);
                trace.note(
                    self.prompt.text,
                    "element",
                    slot.span.clone(),
                    format!("counter from {from} to {to} as {format}"),
                    0.9,
                );
                self.elements.push(element);
            }
            Subject::Reference(_) if slot.part != *sentence => {
                // `…, a line draws under "day"`: something is done to words of the same sentence.
                let head = if self.prompt.says_any(&slot.part, &["highlight", "highlights", "marker"]) {
                    Some(Head::Highlight)
                } else if self.prompt.says_any(&slot.part, &["line", "underline", "underlines", "rule", "stroke"]) {
                    Some(Head::Underline)
                } else {
                    None
                };
                if let Some(head) = head {
                    self.stress(head, &slot.part, sentence, window, first_new, trace);
                }
                self.leave(slot, window, first_new);
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
                trace.note(
                    self.prompt.text,
                    "element",
                    slot.span.clone(),
                    format!("{head:?}{}", describe(&element)),
                    0.8,
                );
                self.elements.push(element);
            }
            Subject::Thing(_) => {}
        }
    }

    /// Reads typeface, colour, place and motion of a thing from its part of the sentence.
    pub(super) fn describe(
        &self,
        element: &mut Element,
        slot: &Slot,
        sentence: &Range<usize>,
        window: (f64, f64),
        first_new: usize,
    ) {
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
            && let Some(above) = self
                .elements
                .iter()
                .rposition(|other| matches!(other.place, None | Some(Place::Beside(Relation::Below, _))))
            && above >= first_new
        {
            element.place = Some(Place::Beside(Relation::Below, above));
        }
        if let Some(before) = self.elements.get(first_new..).and_then(<[Element]>::last)
            && self.follows(slot)
        {
            element.window.0 = (before.landed() + 0.1).min(window.1 - 0.3).max(window.0);
        }
        if matches!(element.kind, Kind::Divider) {
            element.size_px = self.thickness(part).map(|width| [0.0, width]);
        }
        let persistent = [
            "persistent",
            "throughout",
            "for the full clip",
            "for the entire",
            "the whole time",
            "entire clip",
            "stays on screen",
        ];
        element.persistent = self.prompt.says_any(part, &persistent);
        self.act(element, part, window, true);
        if matches!(element.kind, Kind::Counter { .. }) {
            let times = timing(self.prompt, sentence);
            if element.count.is_none_or(|count| count.dur.is_none()) {
                element.count = Some(Timing { dur: element.count.and_then(|count| count.dur), ..times })
                    .filter(|_| times.dur.is_some());
            }
        }
    }

    /// Whether a thing comes after the one before it: `…, then "open every day" fades in`.
    pub(super) fn follows(&self, slot: &Slot) -> bool {
        let lead = self.prompt.plain(slot.part.start..slot.span.start);
        let lead = lead.trim_start_matches([' ', ',', ';']);
        ["then ", "and then ", "followed by ", "after that ", "finally "].iter().any(|word| lead.starts_with(word))
    }

    pub(super) fn paint(&self, element: &mut Element, part: &Range<usize>) {
        let ground = crate::palette::background_change(self.prompt, part).map(|(_, _, span)| span);
        for hit in Prompt::within(&self.prompt.colors, part) {
            // What the background becomes is no colour of a thing.
            if ground.as_ref() == Some(&hit.span) {
                continue;
            }
            let before = self.prompt.word_before(hit.span.start);
            let after = self.prompt.word_after(hit.span.end);
            let border =
                matches!(before, "border" | "stroke" | "outline") || matches!(after, "border" | "stroke" | "outline");
            // What stands behind the words belongs to the film.
            let behind = matches!(before, "on" | "against" | "background")
                || matches!(after, "background" | "gradient" | "backdrop")
                || before == "solid";
            let solid = self.prompt.plain(..hit.span.start).trim_end().ends_with("on a")
                || self.prompt.plain(..hit.span.start).trim_end().ends_with("on");
            if border {
                element.border = element.border.or(Some(hit.meaning));
            } else if !behind && !solid {
                element.color = element.color.or(Some(hit.meaning));
            }
        }
    }

    /// The thing that a relation refers to: the one that is named behind it, else the last one.
    pub(super) fn related(&self, part: &Range<usize>, first_new: usize) -> Option<usize> {
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
        found
            .or(newest)
            .or_else(|| self.elements.iter().rposition(|element| !element.persistent && element.window.1.is_none()))
    }

    /// Applies the verbs of a part to a thing.
    pub(super) fn act(&self, element: &mut Element, part: &Range<usize>, window: (f64, f64), new: bool) {
        for (verb, times) in slots::actions(self.prompt, part) {
            match verb.meaning {
                Verb::In(preset, side) if new && element.entrance.is_none() => {
                    if let Some(start) = times.start.and_then(|start| resolve(start, window)) {
                        element.window.0 = start;
                    }
                    let preset = match preset {
                        EntrancePreset::Typewriter if matches!(element.kind, Kind::Counter { .. }) => {
                            EntrancePreset::Fade
                        }
                        EntrancePreset::DrawOn if matches!(element.kind, Kind::Words(_)) => EntrancePreset::Wipe,
                        EntrancePreset::Grow if matches!(element.kind, Kind::Words(_) | Kind::Counter { .. }) => {
                            EntrancePreset::ZoomIn
                        }
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
                Verb::Stress(preset) if !preset.is_mark() => {
                    let start = times.start.and_then(|start| resolve(start, window)).or((!new).then_some(window.0));
                    element.stresses.push(Stress {
                        preset,
                        target: None,
                        width_px: None,
                        color: None,
                        start,
                        timing: times,
                    });
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
    pub(super) fn goes(&self, element: &Element, new: bool, times: &Timing) -> bool {
        !self.directives.negatives.fades
            && (!new || element.entrance.is_some() || times.last.is_some() || times.start.is_some())
    }

    /// A verb of leaving behind a line or caret, parted from it by a comma, is about the words they belong to.
    pub(super) fn leave(&mut self, slot: &Slot, window: (f64, f64), first_new: usize) {
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
}
