//! A text that has been laid out: every letter in its place, and what belongs together.

use crate::typesetter::narrow;
use kurbo::Rect;
use pavo_display_list::{Glyph, GlyphRun};
use pavo_scene::Unit;
use std::borrow::Cow;
use std::ops::Range;

/// A laid out text. Its box reaches from the capitals' tops of the first line to the baseline of the last,
/// and from the first to the last letter of its widest line; all places count from the box's top left, in design units.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TextBlock {
    /// Width of the box.
    pub(crate) width: f64,
    /// Height of the box.
    pub(crate) height: f64,
    /// Size of the em.
    pub(crate) em: f64,
    /// Fonts and sizes.
    pub(crate) runs: Vec<GlyphRun>,
    /// For each of them, whether its letters have colours of their own.
    pub(crate) colored: Vec<bool>,
    /// Letters, in visual order line by line.
    pub(crate) glyphs: Vec<PlacedGlyph>,
    /// Characters (grapheme clusters), in reading order.
    pub(crate) chars: Vec<CharBox>,
    /// Lines, from top to bottom.
    pub(crate) lines: Vec<LineBox>,
    /// How many words there are.
    pub(crate) words: usize,
}

/// A letter in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlacedGlyph {
    /// Its font and size, as an index into the runs.
    pub(crate) run: usize,
    /// Where it is, baseline included.
    pub(crate) glyph: Glyph,
    /// Its character, as an index in reading order.
    pub(crate) char_index: usize,
}

/// The place of a character.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CharBox {
    /// Its bytes in the text.
    pub(crate) bytes: Range<usize>,
    /// Its left edge.
    pub(crate) x0: f64,
    /// Its right edge.
    pub(crate) x1: f64,
    /// The line it is in.
    pub(crate) line: usize,
    /// The word it belongs to; a space belongs to the word before it.
    pub(crate) word: usize,
    /// Whether nothing of it is seen.
    pub(crate) is_space: bool,
    /// Whether it is read from right to left.
    pub(crate) is_rtl: bool,
}

/// The place of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LineBox {
    /// Left edge of its letters.
    pub(crate) x0: f64,
    /// Right edge of its letters.
    pub(crate) x1: f64,
    /// Where its letters stand.
    pub(crate) baseline: f64,
    /// How far letters may reach above the baseline.
    pub(crate) ascent: f64,
    /// How far letters may reach below it.
    pub(crate) descent: f64,
}

impl LineBox {
    /// The box that holds all of the line's letters.
    pub(crate) fn bounds(&self) -> Rect {
        Rect::new(self.x0, self.baseline - self.ascent, self.x1, self.baseline + self.descent)
    }
}

impl TextBlock {
    /// The box that holds all letters, ascenders and descenders included.
    pub(crate) fn ink_bounds(&self) -> Rect {
        let whole = Rect::new(0.0, 0.0, self.width, self.height);
        self.lines.iter().fold(whole, |all, line| all.union(line.bounds()))
    }

    /// The text with a line break wherever a line ends; each takes the place of a space.
    pub(crate) fn broken_text(&self, text: &str) -> String {
        let mut broken = text.to_owned();
        for pair in self.chars.windows(2).filter(|pair| pair[1].line > pair[0].line) {
            if text.get(pair[0].bytes.clone()) == Some(" ") {
                broken.replace_range(pair[0].bytes.clone(), "\n");
            }
        }
        broken
    }

    /// Makes the box wider; `align` says where its lines then stand in it.
    pub(crate) fn widen(&mut self, width: f64, align: f64) {
        let shift = (width - self.width) * align;
        self.width = width;
        for char in &mut self.chars {
            (char.x0, char.x1) = (char.x0 + shift, char.x1 + shift);
        }
        for line in &mut self.lines {
            (line.x0, line.x1) = (line.x0 + shift, line.x1 + shift);
        }
        for placed in &mut self.glyphs {
            placed.glyph.x = narrow(f64::from(placed.glyph.x) + shift);
        }
    }

    /// What is between this text and the same one set otherwise: 0 this one, 1 the other.
    ///
    /// Where the two are not of the same letters it is the nearer one.
    pub(crate) fn toward<'b>(&'b self, other: &'b Self, share: f64) -> Cow<'b, Self> {
        let is_same = self.runs.len() == other.runs.len()
            && self.lines.len() == other.lines.len()
            && self.chars.len() == other.chars.len()
            && self.glyphs.len() == other.glyphs.len()
            && self.glyphs.iter().zip(&other.glyphs).all(|(a, b)| a.run == b.run && a.glyph.id == b.glyph.id);
        if share <= 0.0 || !is_same {
            return Cow::Borrowed(if share < 0.5 { self } else { other });
        }
        let between = |from: f64, to: f64| from + (to - from) * share;
        let mut led = self.clone();
        for (run, to) in led.runs.iter_mut().zip(&other.runs) {
            run.axes = run.axes.toward(to.axes, share);
        }
        for (placed, to) in led.glyphs.iter_mut().zip(&other.glyphs) {
            let (glyph, to) = (&mut placed.glyph, to.glyph);
            glyph.x = narrow(between(f64::from(glyph.x), f64::from(to.x)));
            glyph.y = narrow(between(f64::from(glyph.y), f64::from(to.y)));
        }
        for (char, to) in led.chars.iter_mut().zip(&other.chars) {
            (char.x0, char.x1) = (between(char.x0, to.x0), between(char.x1, to.x1));
        }
        for (line, to) in led.lines.iter_mut().zip(&other.lines) {
            (line.x0, line.x1) = (between(line.x0, to.x0), between(line.x1, to.x1));
        }
        Cow::Owned(led)
    }

    /// For each occurrence of `target` in `text`, the spans of its letters: line and left and right edge.
    pub(crate) fn spans_of(&self, text: &str, target: Option<&str>) -> Vec<(usize, f64, f64)> {
        let ranges: Vec<Range<usize>> = match target {
            Some(target) if !target.is_empty() => {
                text.match_indices(target).map(|(at, found)| at..at + found.len()).collect()
            }
            _ => std::iter::once(0..text.len()).collect(),
        };
        ranges.into_iter().flat_map(|range| self.spans_within(&range)).collect()
    }

    /// The characters of all occurrences of `target` in `text`, in reading order.
    pub(crate) fn chars_of(&self, text: &str, target: &str) -> Vec<usize> {
        let ranges: Vec<Range<usize>> = text.match_indices(target).map(|(at, found)| at..at + found.len()).collect();
        let is_within = |bytes: &Range<usize>| ranges.iter().any(|range| range.contains(&bytes.start));
        (0..self.chars.len()).filter(|index| is_within(&self.chars[*index].bytes)).collect()
    }

    /// Which piece of a kind a character belongs to.
    pub(crate) fn piece_of(&self, by: Unit, char_index: usize) -> usize {
        let char = &self.chars[char_index];
        match by {
            Unit::All => 0,
            Unit::Line => char.line,
            Unit::Word => char.word,
            Unit::Char => char_index,
        }
    }

    /// The stretches of lines, with their left and right edge, that some bytes of the text take up.
    pub(crate) fn spans_within(&self, range: &Range<usize>) -> Vec<(usize, f64, f64)> {
        let mut spans = Vec::new();
        for line in 0..self.lines.len() {
            let inside = self.chars.iter().filter(|char| {
                char.line == line && !char.is_space && char.bytes.start >= range.start && char.bytes.end <= range.end
            });
            let edges = inside.fold(None, |edges: Option<(f64, f64)>, char| {
                let (x0, x1) = edges.unwrap_or((char.x0, char.x1));
                Some((x0.min(char.x0), x1.max(char.x1)))
            });
            if let Some((x0, x1)) = edges {
                spans.push((line, x0, x1));
            }
        }
        spans
    }
}
