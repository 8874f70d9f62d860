//! Marks on words: lines below them, carets behind them.

use super::*;

impl Stage<'_> {
    /// A line under words or a mark behind them.
    pub(super) fn stress(
        &mut self,
        head: Head,
        part: &Range<usize>,
        sentence: &Range<usize>,
        window: (f64, f64),
        first_new: usize,
        trace: &mut Trace,
    ) {
        let target = self.prompt.atoms.iter().find_map(|atom| {
            let inside = sentence.contains(&atom.span.start);
            let words = crate::copy::shown(self.prompt, atom);
            (inside
                && self
                    .elements
                    .iter()
                    .any(|element| element.words().is_some_and(|known| known.contains(&words) && known != words)))
            .then_some(words)
        });
        let wanted = |element: &Element| {
            element.words().is_some_and(|known| target.as_deref().is_none_or(|target| known.contains(target)))
        };
        let Some(index) = self.elements.iter().rposition(wanted) else { return };
        let times =
            slots::actions(self.prompt, part).first().map_or_else(|| timing(self.prompt, part), |(_, times)| *times);
        let explicit = times.start.and_then(|start| match start {
            Start::Landed => None,
            other => resolve(other, window),
        });
        let start = explicit.unwrap_or(if index >= first_new { self.elements[index].landed() + 0.1 } else { window.0 });
        let color = Prompt::within(&self.prompt.colors, part).first().map(|hit| hit.meaning);
        let preset = if head == Head::Underline { EmphasisPreset::Underline } else { EmphasisPreset::Highlight };
        let stress =
            Stress { preset, target, width_px: self.thickness(part), color, start: Some(start), timing: times };
        trace.note(
            self.prompt.text,
            "emphasis",
            part.clone(),
            format!(
                "{preset} at {start} s{}",
                stress.target.as_ref().map_or(String::new(), |words| format!(" on {words}"))
            ),
            0.9,
        );
        self.elements[index].stresses.push(stress);
    }

    /// The first length in pixels, which for a line is its thickness.
    pub(super) fn thickness(&self, part: &Range<usize>) -> Option<f64> {
        self.prompt
            .tokens_in(part)
            .iter()
            .find_map(|token| token.figure().filter(|figure| figure.unit == Counted::Px).map(|figure| figure.value))
            .filter(|width| *width <= 80.0)
    }

    pub(super) fn cursor(&self, part: &Range<usize>) -> Cursor {
        let color = Prompt::within(&self.prompt.colors, part).first().map(|hit| hit.meaning);
        Cursor { color, text: None, blink: timing(self.prompt, part).blink }
    }

    pub(super) fn set_cursor(&mut self, cursor: Cursor) {
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
}
