//! Words that take turns in one place of a text.

use crate::text_block::TextBlock;
use crate::typesetter::{TextSpec, Typesetter};
use kurbo::Rect;
use pavo_scene::Swap;
use pavo_timeline::SwapPose;
use std::ops::Range;

/// The words that take turns, set, and the place that is kept for them.
#[derive(Debug, Clone)]
pub(crate) struct SwapContent {
    /// The letters of the text that keep the place, as indices of characters.
    pub(crate) chars: Range<usize>,
    /// The line that the place is in.
    pub(crate) line: usize,
    /// The words, the text's own first, with the left edge of each.
    pub(crate) words: Vec<(TextBlock, f64)>,
}

/// A text in which the widest of the words that take turns stands where they do.
pub(crate) struct Slotted {
    /// The whole text.
    pub(crate) text: String,
    /// The widest word.
    pub(crate) widest: String,
}

impl Slotted {
    /// Puts the widest of the words in the place of the first of them; `None` when the text has none such.
    ///
    /// `cased` gives a word as it is drawn, `spec` says how it is set.
    pub(crate) fn of(
        swap: &Swap,
        text: &str,
        spec: &TextSpec,
        typesetter: &mut Typesetter,
        cased: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let at = text.find(&swap.target)?;
        let width = |word: &str| typesetter.set(&spec.one_line(cased(word), spec.size)).block.width;
        let words: Vec<&str> = std::iter::once(&swap.target).chain(&swap.with).map(String::as_str).collect();
        let widths: Vec<f64> = words.iter().copied().map(width).collect();
        let widest = (0..words.len()).max_by(|a, b| widths[*a].total_cmp(&widths[*b]).then(b.cmp(a)))?;
        let mut text = text.to_owned();
        text.replace_range(at..at + swap.target.len(), words[widest]);
        Some(Self { text, widest: words[widest].to_owned() })
    }
}

impl SwapContent {
    /// Sets the words for the place that is kept in a text; `None` when there is no such place in one line.
    ///
    /// `place`: the bytes of the text that keep it.
    pub(crate) fn of(
        swap: &Swap,
        block: &TextBlock,
        place: &Range<usize>,
        spec: &TextSpec,
        typesetter: &mut Typesetter,
        cased: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let inside = |index: &usize| place.contains(&block.chars[*index].bytes.start);
        let first = (0..block.chars.len()).find(inside)?;
        let last = (0..block.chars.len()).rfind(inside)?;
        let line = block.chars[first].line;
        let kept = &block.chars[first..=last];
        if kept.iter().any(|char| char.line != line) {
            return None;
        }
        let x0 = kept.iter().map(|char| char.x0).fold(f64::INFINITY, f64::min);
        let x1 = kept.iter().map(|char| char.x1).fold(f64::NEG_INFINITY, f64::max);
        let others = |is_beyond: &dyn Fn(f64) -> bool| {
            let others = block
                .chars
                .iter()
                .enumerate()
                .filter(|(index, char)| char.line == line && !char.is_space && !(first..=last).contains(index));
            others.into_iter().any(|(_, char)| is_beyond(char.x0))
        };
        // A word stays close to what it follows, or to what follows it.
        let align = match (others(&|x| x < x0), others(&|x| x > x0)) {
            (true, false) => 0.0,
            (false, true) => 1.0,
            (true, true) => 0.5,
            (false, false) => spec.align,
        };
        let words = std::iter::once(&swap.target).chain(&swap.with).map(|word| {
            let block = typesetter.set(&spec.one_line(cased(word), block.em)).block;
            let left = x0 + (x1 - x0 - block.width) * align;
            (block, left)
        });
        Some(Self { chars: first..last + 1, line, words: words.collect() })
    }
}

impl SwapContent {
    /// The box in which words come and go: as wide as its line, so that nothing of a letter is cut off at its sides.
    pub(crate) fn clip(&self, block: &TextBlock) -> Rect {
        block.lines.get(self.line).map_or(Rect::ZERO, |line| line.bounds().inflate(block.em, 0.0))
    }

    /// The words that are seen, and how far each is below its place, as a share of the box's height.
    pub(crate) fn words_at(&self, now: SwapPose) -> impl Iterator<Item = (usize, f64)> {
        let leaving = now.leaving.map(|(index, left)| (index, -left));
        leaving.into_iter().chain([(now.index, 1.0 - now.entered)])
    }
}
