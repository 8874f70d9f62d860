//! A number that can change from frame to frame without its digits jumping.

use crate::text_block::TextBlock;
use crate::typesetter::{TextSpec, Typesetter};
use pavo_display_list::{Glyph, GlyphRun};
use pavo_scene::NumberFormat;
use std::collections::BTreeMap;

/// A number, ready to be drawn with any value.
///
/// Each digit stands in a cell of the widest digit's width, and the figure stands at the right edge of its box,
/// so that changing digits move nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    format: NumberFormat,
    /// The value whose unit (K, M, …) all values are written in.
    reference: f64,
    /// Width of the box, that of the widest value.
    pub(crate) width: f64,
    /// Height of the box: that of capitals.
    pub(crate) height: f64,
    /// Size of the em.
    pub(crate) em: f64,
    /// How far letters reach above and below the box.
    pub(crate) overshoot: [f64; 2],
    pieces: BTreeMap<String, Piece>,
}

/// A character, or the whole of a prefix or suffix.
#[derive(Debug, Clone, PartialEq, Default)]
struct Piece {
    advance: f64,
    glyphs: Vec<(GlyphRun, Glyph)>,
}

impl Figure {
    /// Sets all that a figure may need, as large as its widest value allows.
    pub(crate) fn new(typesetter: &mut Typesetter, spec: &TextSpec, format: &NumberFormat, values: &[f64]) -> Self {
        let reference =
            values.iter().copied().fold(0.0, |most: f64, value| if value.abs() > most.abs() { value } else { most });
        let at_full_size = Self::sized(typesetter, spec, format, values, reference, spec.size);
        if at_full_size.width <= spec.max_width {
            return at_full_size;
        }
        let size = (spec.size * spec.max_width / at_full_size.width).max(spec.min.min(spec.size));
        Self::sized(typesetter, spec, format, values, reference, size)
    }

    fn sized(
        typesetter: &mut Typesetter,
        spec: &TextSpec,
        format: &NumberFormat,
        values: &[f64],
        reference: f64,
        size: f64,
    ) -> Self {
        let mut set = |text: &str| {
            let piece = TextSpec {
                text: text.to_owned(),
                size,
                min: size,
                max_width: f64::INFINITY,
                max_height: f64::INFINITY,
                max_lines: 1,
                align: 0.0,
                tabular: true,
                ..spec.clone()
            };
            typesetter.set(&piece).block
        };
        let mut pieces = BTreeMap::new();
        let (mut height, mut overshoot) = (0.0_f64, [0.0_f64; 2]);
        for text in CHARACTERS.iter().copied().chain([format.prefix.as_str(), format.suffix.as_str()]) {
            let block = set(text);
            if let Some(line) = block.lines.first() {
                height = height.max(block.height);
                overshoot = [overshoot[0].max(line.ascent - line.baseline), overshoot[1].max(line.descent)];
            }
            pieces.insert(text.to_owned(), Piece::of(&block, text, spec.tracking * size));
        }
        let cell = DIGITS.iter().filter_map(|digit| pieces.get(*digit)).map(|piece| piece.advance).fold(0.0, f64::max);
        for digit in DIGITS {
            if let Some(piece) = pieces.get_mut(digit) {
                piece.widen(cell);
            }
        }
        let mut figure = Self { format: format.clone(), reference, width: 0.0, height, em: size, overshoot, pieces };
        figure.width = values.iter().map(|value| figure.advance(*value)).fold(0.0, f64::max);
        figure
    }

    /// The letters of a value, grouped by font, from the left edge of the box and the baseline at its bottom.
    pub(crate) fn glyphs(&self, value: f64) -> Vec<(GlyphRun, Vec<Glyph>)> {
        let mut pen = self.width - self.advance(value);
        let mut runs: Vec<(GlyphRun, Vec<Glyph>)> = Vec::new();
        for piece in self.pieces_of(value) {
            for (run, glyph) in &piece.glyphs {
                #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
                let x = glyph.x + pen as f32;
                let placed = Glyph { x, ..*glyph };
                match runs.iter_mut().find(|(known, _)| known == run) {
                    Some((_, glyphs)) => glyphs.push(placed),
                    None => runs.push((*run, vec![placed])),
                }
            }
            pen += piece.advance;
        }
        runs
    }

    fn advance(&self, value: f64) -> f64 {
        self.pieces_of(value).map(|piece| piece.advance).sum()
    }

    /// The pieces of a written value: sign, prefix, its characters one by one, suffix.
    fn pieces_of(&self, value: f64) -> impl Iterator<Item = &Piece> {
        let bare = NumberFormat { prefix: String::new(), suffix: String::new(), ..self.format.clone() };
        let written = bare.write_scaled(value, self.reference);
        let (sign, digits) = match written.strip_prefix(MINUS) {
            Some(digits) => (Some(MINUS), digits.to_owned()),
            None => (None, written),
        };
        let mut names: Vec<String> = sign.map(str::to_owned).into_iter().collect();
        names.push(self.format.prefix.clone());
        names.extend(digits.chars().map(String::from));
        names.push(self.format.suffix.clone());
        names.into_iter().filter_map(|name| self.pieces.get(&name))
    }
}

const MINUS: &str = "\u{2212}";
const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const CHARACTERS: [&str; 17] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ",", ".", MINUS, "K", "M", "B", "T"];

impl Piece {
    fn of(block: &TextBlock, text: &str, tracking: f64) -> Self {
        // Spaces at the ends of a prefix or suffix count, though a line would let them hang over.
        let first = block.chars.iter().map(|char| char.x0).fold(f64::INFINITY, f64::min);
        let last = block.chars.iter().map(|char| char.x1).fold(f64::NEG_INFINITY, f64::max);
        let glyphs = block
            .glyphs
            .iter()
            .map(|placed| {
                let baseline = block.lines.first().map_or(0.0, |line| line.baseline);
                #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
                let glyph = Glyph { y: placed.glyph.y - baseline as f32, ..placed.glyph };
                (block.runs[placed.run], glyph)
            })
            .collect();
        let advance = if text.is_empty() || block.chars.is_empty() { 0.0 } else { last - first.min(0.0) + tracking };
        Self { advance, glyphs }
    }

    /// Puts the piece into the middle of a wider cell.
    fn widen(&mut self, cell: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
        let shift = ((cell - self.advance) / 2.0) as f32;
        for (_, glyph) in &mut self.glyphs {
            glyph.x += shift;
        }
        self.advance = cell;
    }
}
