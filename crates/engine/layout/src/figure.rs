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
    /// For digits that roll from one to the next, what is added to a value on its way, so that it rolls to the value
    /// that is written in the end.
    roll: Option<f64>,
    /// The values at which a count begins and ends: there its digits stand.
    ends: Vec<f64>,
    /// Whether it is smaller than it may be, because it would not fit otherwise.
    pub(crate) cramped: bool,
    pieces: BTreeMap<String, Piece>,
}

/// Placed letters, grouped by font.
#[derive(Default)]
struct Letters(Vec<(GlyphRun, Vec<Glyph>)>);

impl Letters {
    #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
    fn put(&mut self, piece: &Piece, x: f64, below: f64) {
        for (run, glyph) in &piece.glyphs {
            let placed = Glyph { x: glyph.x + x as f32, y: glyph.y + below as f32, ..*glyph };
            match self.0.iter_mut().find(|(known, _)| known == run) {
                Some((_, glyphs)) => glyphs.push(placed),
                None => self.0.push((*run, vec![placed])),
            }
        }
    }
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
        // Nothing may be cut off, however small it gets.
        let size = spec.size * spec.max_width / at_full_size.width;
        let cramped = size < spec.min.min(spec.size) - 0.01;
        Self { cramped, ..Self::sized(typesetter, spec, format, values, reference, size) }
    }

    /// The figure with digits that roll.
    pub(crate) fn rolling(self) -> Self {
        let rounding = self.ends.first().map(|last| self.format.rounded(*last, self.reference) - last);
        Self { roll: rounding, ..self }
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
            let piece = TextSpec { tabular: true, ..spec.one_line(text.to_owned(), size) };
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
        let mut figure = Self {
            format: format.clone(),
            reference,
            width: 0.0,
            height,
            em: size,
            overshoot,
            roll: None,
            ends: values.to_vec(),
            cramped: false,
            pieces,
        };
        figure.width = values.iter().map(|value| figure.advance(*value)).fold(0.0, f64::max);
        figure
    }

    /// The letters of a value, grouped by font, from the left edge of the box and the baseline at its bottom.
    pub(crate) fn glyphs(&self, value: f64) -> Vec<(GlyphRun, Vec<Glyph>)> {
        let mut letters = Letters::default();
        match self.wheels(value) {
            Some((now, next, share)) => self.put_wheels(&mut letters, now, next, share),
            None => {
                let mut pen = self.width - self.advance(value);
                for piece in self.pieces_of(value) {
                    letters.put(piece, pen, 0.0);
                    pen += piece.advance;
                }
            }
        }
        letters.0
    }

    /// Whether digits are on their way at a value, and the figure is seen only within its line.
    pub(crate) fn is_rolling(&self, value: f64) -> bool {
        self.wheels(value).is_some()
    }

    /// The values between which digits roll, and how far they have come; `None` where they stand.
    fn wheels(&self, value: f64) -> Option<(f64, f64, f64)> {
        let rounding = self.roll.filter(|_| !self.ends.contains(&value))?;
        let (now, next, share) = self.format.steps_around(value + rounding, self.reference);
        (share > 0.0).then_some((now, next, share))
    }

    /// Puts what both values have where it stands, and the rest between its two places.
    fn put_wheels(&self, letters: &mut Letters, now: f64, next: f64, share: f64) {
        let row = self.height + self.overshoot[0].max(0.0) + self.overshoot[1].max(0.0);
        let of = |value: f64| self.pieces_of(value).collect::<Vec<_>>();
        let [now, next] = [of(now), of(next)];
        let mut pen = self.width;
        // Both end with the same digit of the same worth, so that they are gone through from there.
        for place in 0..now.len().max(next.len()) {
            let from_end = |pieces: &[&'_ Piece]| pieces.len().checked_sub(place + 1);
            let [old, new] = [from_end(&now).map(|index| now[index]), from_end(&next).map(|index| next[index])];
            let advance = [old, new].into_iter().flatten().map(|piece| piece.advance).fold(0.0, f64::max);
            pen -= advance;
            match (old, new) {
                (Some(old), Some(new)) if old == new => letters.put(old, pen, 0.0),
                _ => {
                    old.into_iter().for_each(|piece| letters.put(piece, pen, -share * row));
                    new.into_iter().for_each(|piece| letters.put(piece, pen, (1.0 - share) * row));
                }
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_media::{Assets, Font};
    use std::path::{Path, PathBuf};

    fn bundled_files() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
        let entries = |folder: &Path| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(folder).expect("a folder");
            entries.map(|entry| entry.expect("readable").path()).collect()
        };
        let files = entries(&folder).into_iter().flat_map(|family| entries(&family));
        files.filter(|file| file.extension().is_some_and(|extension| extension == "ttf")).collect()
    }

    fn figure(file: &Path, format: &str, values: &[f64], max_width: f64) -> Figure {
        let mut assets = Assets::default();
        assets.add_font(Font::from_bytes("Face", 400, false, std::fs::read(file).expect("a bundled font")));
        let spec = TextSpec {
            text: String::new(),
            families: vec!["Face".to_owned()],
            size: 200.0,
            min: 100.0,
            weight: 400.0,
            stretch: 100.0,
            italic: false,
            tracking: 0.0,
            leading: 1.0,
            max_width,
            max_height: f64::INFINITY,
            max_lines: 1,
            align: 0.0,
            tabular: true,
            hangs: false,
        };
        let format = NumberFormat::parse(format).expect("a pattern");
        Figure::new(&mut Typesetter::new(&assets), &spec, &format, values)
    }

    fn inter() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts/inter/Inter_700Bold.ttf")
    }

    #[test]
    fn digits_keep_their_places_in_every_bundled_font() {
        let files = bundled_files();
        assert!(files.len() > 40, "{}", files.len());
        for file in files {
            let figure = figure(&file, "0", &[8888.0], 1e6);
            // The middle of a digit's cell is the middle between its neighbours' cells, whatever the digits are.
            let widths: Vec<f64> = [1111.0, 8888.0, 1890.0, 4070.0].map(|value| figure.advance(value)).into();
            let even = widths.iter().all(|width| (width - widths[0]).abs() < 1e-3);
            assert!(even && widths[0] > 0.0, "{}: {widths:?}", file.display());
        }
    }

    #[test]
    fn figure_never_exceeds_its_width_and_says_when_it_is_smaller_than_it_may_be() {
        let roomy = figure(&inter(), "0,0", &[1_234_567.0], 600.0);
        assert!(roomy.width <= 600.01 && !roomy.cramped, "{}", roomy.width);
        let tight = figure(&inter(), "0,0", &[1_234_567.0], 200.0);
        assert!(tight.width <= 200.01 && tight.cramped, "{}", tight.width);
    }

    #[test]
    fn digits_that_change_roll_and_the_others_stand() {
        let figure = figure(&inter(), "0", &[1000.0], 1e6).rolling();
        let places = |value: f64| {
            let glyphs = figure.glyphs(value).into_iter().flat_map(|(_, glyphs)| glyphs);
            glyphs.map(|glyph| glyph.y).collect::<Vec<f32>>()
        };
        assert_eq!(places(418.0), [0.0; 3]);
        assert!(!figure.is_rolling(418.0) && figure.is_rolling(418.5));
        // 4 and 1 stand; 8 has gone half of its way, and 9 has come half of its own.
        let half = places(418.5);
        assert_eq!(half.iter().filter(|y| **y == 0.0).count(), 2);
        assert!(half.iter().any(|y| *y < -50.0) && half.iter().any(|y| *y > 50.0), "{half:?}");
        // From 999 to 1000 all of them roll, and a fourth comes.
        assert_eq!(places(999.5).len(), 7);
    }

    #[test]
    fn digits_stand_where_a_count_ends_between_two_of_them() {
        let figure = figure(&inter(), "0", &[99.5, 0.25], 1e6).rolling();
        assert!(!figure.is_rolling(99.5) && !figure.is_rolling(0.25));
        // Just before, it has almost come to the 100 that is written in the end.
        let (now, next, share) = figure.wheels(99.49).expect("on its way");
        assert_eq!((now, next), (99.0, 100.0));
        assert!(share > 0.98, "{share}");
    }
}
