//! Things made of several: boxes with words in them, charts.

use super::*;

impl Stage<'_> {
    /// The frame that a sentence's things are inside of.
    pub(super) fn inside(&self, sentence: &Range<usize>) -> Option<usize> {
        let hit =
            Prompt::within(&self.prompt.relations, sentence).iter().find(|hit| hit.meaning == Relation::Inside)?;
        let early = self.prompt.plain(sentence.start..hit.span.start).trim().is_empty()
            || self.prompt.says_any(sentence, &["inside the box", "in the box", "in the callout"]);
        early.then(|| self.elements.iter().rposition(|element| element.kind == Kind::Frame)).flatten()
    }

    /// Stacks the things from an index on in the middle of a frame.
    pub(super) fn put_inside(&mut self, frame: usize, first: usize) {
        let (center_x, center_y) = match self.elements[frame].place {
            Some(Place::Pixels(x, y)) => (x, y),
            _ => (self.directives.canvas_px[0] / 2.0, self.directives.canvas_px[1] / 2.0),
        };
        let window = self.elements[frame].window;
        let heights: Vec<f64> =
            self.elements[first..].iter().map(|element| element.face.size_px.unwrap_or(40.0) * 1.25).collect();
        let mut y = center_y - heights.iter().sum::<f64>() / 2.0;
        for (element, height) in self.elements[first..].iter_mut().zip(heights) {
            element.place = Some(Place::Pixels(center_x, y + height / 2.0));
            element.window.0 = element.window.0.max(window.0 + 0.15);
            y += height;
        }
    }

    pub(super) fn last_bars(&self) -> Option<usize> {
        self.elements.iter().rposition(|element| matches!(element.kind, Kind::Bars(_)))
    }

    /// A chart of bars, or names and colours for the bars of the chart before.
    pub(super) fn chart(&mut self, sentence: &Range<usize>, found: &[Slot], window: (f64, f64), trace: &mut Trace) {
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
            if matches!(head, Some(Head::Title | Head::Subtitle | Head::Caption))
                || self.prompt.says(&slot.part, "axis")
            {
                continue;
            }
            let end = found.get(at + 1).map_or(sentence.end, |next| next.span.start);
            let after = slot.span.end..end;
            let figure = self
                .prompt
                .tokens_in(&after)
                .iter()
                .find_map(crate::token::Token::figure)
                .filter(|figure| matches!(figure.unit, Counted::None | Counted::Percent));
            bars.push(Bar {
                label: words.clone(),
                value: figure.map_or(1.0, |figure| figure.value),
                written: figure.map_or_else(String::new, |figure| crate::data::format_of(figure).write(figure.value)),
                color: Prompt::within(&self.prompt.colors, &after).first().map(|hit| hit.meaning),
            });
        }
        if bars.is_empty() {
            bars = crate::data::stats(self.prompt, sentence)
                .into_iter()
                .map(|stat| Bar {
                    written: stat.format.write(stat.value),
                    label: stat.label,
                    value: stat.value,
                    color: None,
                })
                .collect();
        }
        trace.note(self.prompt.text, "chart", sentence.clone(), format!("{} bars", bars.len()), 0.7);
        if let Kind::Bars(known) = &mut self.elements[index].kind
            && known.is_empty()
        {
            *known = bars;
        }
    }

    /// `"A" slams in, then "B" slides in, then "C" pops`: each takes the place of the one before.
    pub(super) fn take_turns(&mut self, found: &[Slot], first: usize, window: (f64, f64)) {
        let turns: Vec<&Slot> = found.iter().filter(|slot| matches!(slot.subject, Subject::Copy(..))).collect();
        let chained = turns.len() >= 3
            && turns.len() == self.elements.len() - first
            && turns[1..].iter().all(|slot| self.follows(slot) && slots::relation(self.prompt, slot).is_none());
        if !chained || self.directives.freedom == crate::directives::Freedom::Literal {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
        let each = (window.1 - window.0) / turns.len() as f64;
        let last = self.elements.len() - 1;
        for (turn, element) in self.elements.iter_mut().enumerate().skip(first) {
            #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
            let start = each.mul_add((turn - first) as f64, window.0);
            element.window = (start, (turn < last).then_some(start + each));
            element.place = None;
            element.rank = Rank::Hero;
        }
    }
}
