//! What a sentence does with things that are there already.

use super::*;

impl Stage<'_> {
    /// A sentence without new things: it acts on what is there.
    pub(super) fn operate(
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
            && let Some(counter) =
                self.elements.iter_mut().rev().find(|element| matches!(element.kind, Kind::Counter { .. }))
        {
            let times = timing(self.prompt, sentence);
            counter.count = Some(Timing { ease: times.ease.or(counter.count.and_then(|count| count.ease)), ..times });
            return true;
        }
        // `A thin line draws under "day"`: a line of no name of its own.
        let underlines = found.iter().any(|slot| matches!(slot.subject, Subject::Reference(_)))
            && self.prompt.says(sentence, "line")
            && self.prompt.says_any(sentence, &["under", "beneath", "below"]);
        if underlines {
            self.stress(Head::Underline, sentence, sentence, window, first_new, trace);
        }
        self.outline(sentence);
        let kept = self.prompt.says_any(
            sentence,
            &["full clip", "throughout", "entire clip", "whole clip", "until the end", "for the entire"],
        );
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
                    trace.note(
                        self.prompt.text,
                        "exit",
                        verb.span,
                        format!("{} things leave at {start} s", targets.len()),
                        0.8,
                    );
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
                        let start = times
                            .start
                            .and_then(|start| resolve(start, window))
                            .or((*index < first_new).then_some(window.0));
                        self.elements[*index].stresses.push(Stress {
                            preset,
                            target: None,
                            width_px: None,
                            color: None,
                            start,
                            timing: times,
                        });
                    }
                }
                Verb::In(EntrancePreset::DrawOn, _) if underlines => {}
                Verb::In(preset, side) => {
                    // `Type one character every 0.06s` speaks of the entrance of what was named before.
                    if let Some(index) = targets.last().filter(|index| **index >= first_new) {
                        let element = &mut self.elements[*index];
                        match &mut element.entrance {
                            Some(motion) => complete(&mut motion.timing, &times),
                            None => {
                                element.entrance = Some(Motion { preset, side: times.side.or(side), timing: times });
                            }
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

    /// `Border #AA3311, fill #FFEEDD.` speaks of the frame before.
    pub(super) fn outline(&mut self, sentence: &Range<usize>) {
        if !self.prompt.says_any(sentence, &["border", "fill", "stroke", "outline"]) {
            return;
        }
        let Some(frame) = self.elements.iter().rposition(|element| element.kind == Kind::Frame) else { return };
        let mut element = self.elements[frame].clone();
        self.paint(&mut element, sentence);
        self.elements[frame] = element;
    }

    /// The things a sentence speaks of.
    pub(super) fn targets(
        &self,
        sentence: &Range<usize>,
        found: &[Slot],
        first_new: usize,
        leaving: bool,
        now: f64,
    ) -> Vec<usize> {
        let there = |element: &Element| {
            element.exit.as_ref().is_none_or(|(_, start)| *start >= now)
                && element.window.1.is_none_or(|end| end > now - 1e-9)
        };
        let live: Vec<usize> = (0..self.elements.len()).filter(|index| there(&self.elements[*index])).collect();
        let named: Vec<usize> = found
            .iter()
            .filter_map(|slot| match &slot.subject {
                Subject::Reference(words) => live
                    .iter()
                    .copied()
                    .rfind(|index| self.elements[*index].words().is_some_and(|known| known.contains(words.as_str()))),
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
        if says(&[
            "the title",
            "the headline",
            "the heading",
            "title treatment",
            "the typed",
            "the typed text",
            "the text",
        ]) && let Some(index) =
            last(&|element| element.words().is_some() && element.rank == Rank::Hero && !element.persistent)
        {
            return vec![index];
        }
        if says(&["the caption", "the label", "the subtitle", "the tagline"])
            && let Some(index) = last(&|element| element.words().is_some() && element.rank != Rank::Hero)
        {
            return vec![index];
        }
        let fresh: Vec<usize> =
            live.iter().copied().filter(|index| *index >= first_new && !self.elements[*index].persistent).collect();
        if leaving {
            let free: Vec<usize> = live.iter().copied().filter(|index| !self.elements[*index].persistent).collect();
            return if fresh.is_empty() { free } else { fresh };
        }
        if says(&["it", "its", "they", "hold", "holds"]) || !fresh.is_empty() {
            return if fresh.is_empty() { live } else { fresh };
        }
        live.last().copied().into_iter().collect()
    }
}
