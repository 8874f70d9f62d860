//! Font files that were handed in: unwrapped, looked at, and reduced to what letters are drawn from.

use crate::font_cost;
use crate::font_wrap::{MOST_TABLES, unwrapped};
use pavo_design::{FontCut, WeightWidths};
use pavo_media::Font;
use skrifa::attribute::Style;
use skrifa::instance::{Location, LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::types::Tag;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;

/// Largest font, unpacked, in bytes.
pub const LARGEST_FONT_BYTES: usize = 32 * 1024 * 1024;

/// What letters are set and drawn from. Colours, pictures, instructions and the tables of one maker are left behind: a
/// film needs none of them, and each would be one more thing to be read from a stranger's file.
const TABLES: [&[u8; 4]; 22] = [
    b"CFF ", b"CFF2", b"GDEF", b"GPOS", b"GSUB", b"HVAR", b"MVAR", b"OS/2", b"avar", b"cmap", b"fvar", b"glyf",
    b"gvar", b"head", b"hhea", b"hmtx", b"kern", b"loca", b"maxp", b"name", b"post", b"vhea",
];

/// Those without which no letter has a shape, a width and a character.
const NEEDED: [&[u8; 4]; 5] = [b"cmap", b"head", b"hhea", b"hmtx", b"maxp"];

/// Longest name of a family that is kept, in characters.
const LONGEST_NAME: usize = 60;

/// A font file that was read.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// What the engine gets.
    pub font: Font,
    /// What the design gets.
    pub cut: FontCut,
}

/// Why a font file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FontError {
    /// It is of no kind that is read.
    #[error("the typeface is no TrueType, OpenType, WOFF or WOFF2 file")]
    Unknown,
    /// It is an Embedded OpenType file.
    #[error("the typeface is an Embedded OpenType (EOT) file, which is not read; hand in its TTF, OTF, WOFF or WOFF2")]
    Embedded,
    /// It holds several typefaces.
    #[error("the file is a collection of typefaces; hand in one of them as a file of its own")]
    Collection,
    /// It is larger than fonts may be.
    #[error("the typeface is larger than {} MB unpacked", LARGEST_FONT_BYTES / 1024 / 1024)]
    TooLarge,
    /// It has more tables than fonts have.
    #[error("the typeface has more than {MOST_TABLES} tables")]
    TooManyTables,
    /// It cannot be read.
    #[error("the typeface is damaged: its tables cannot be read")]
    Damaged,
    /// Nothing in it can be drawn.
    #[error("the typeface has no letters with outlines; those made of pictures or colours alone cannot be used")]
    NoOutlines,
    /// One of its letters would take too long to draw.
    #[error("the typeface has letters of more parts than can be drawn in a film")]
    TooElaborate,
}

/// Reads a font file (TrueType, OpenType, WOFF, WOFF2); `stem` names its family where the file does not.
///
/// # Errors
///
/// [`FontError`] where it cannot be used.
pub fn read_font(file: &[u8], stem: &str) -> Result<FontFile, FontError> {
    if file.len() > LARGEST_FONT_BYTES {
        return Err(FontError::TooLarge);
    }
    let bytes = reduced(&unwrapped(file)?)?;
    let cut = look_at(&bytes, stem)?;
    let weight = 400_u16.clamp(cut.weights[0], cut.weights[1]);
    Ok(FontFile { font: Font::from_bytes(cut.family.as_str(), weight, cut.is_italic, bytes), cut })
}

/// What a file is called, without its folder and what says its kind.
#[must_use]
pub fn stem_of(src: &str) -> &str {
    let name = src.rsplit(['/', '\\']).next().unwrap_or(src);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A font file with only those tables that letters are drawn from, each where its directory says.
fn reduced(file: &[u8]) -> Result<Vec<u8>, FontError> {
    const HEADER_BYTES: usize = 12;
    const ENTRY_BYTES: usize = 16;
    let header = file.get(..HEADER_BYTES).ok_or(FontError::Damaged)?;
    let count = usize::from(u16::from_be_bytes([header[4], header[5]]));
    if count > MOST_TABLES {
        return Err(FontError::TooManyTables);
    }
    let mut tables: BTreeMap<[u8; 4], &[u8]> = BTreeMap::new();
    let entries = file.get(HEADER_BYTES..HEADER_BYTES + count * ENTRY_BYTES).ok_or(FontError::Damaged)?;
    for entry in entries.chunks_exact(ENTRY_BYTES) {
        let number = |at: usize| u32::from_be_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]) as usize;
        let tag = [entry[0], entry[1], entry[2], entry[3]];
        let (from, size) = (number(8), number(12));
        let table = from.checked_add(size).and_then(|end| file.get(from..end));
        if !TABLES.contains(&&tag) {
            continue;
        }
        // What is not needed may be cut off; what is needed is missed later.
        if let Some(table) = table {
            tables.insert(tag, table);
        }
    }
    let total: usize = tables.values().map(|table| table.len().next_multiple_of(4)).sum();
    let start = HEADER_BYTES + tables.len() * ENTRY_BYTES;
    if start + total > LARGEST_FONT_BYTES {
        return Err(FontError::TooLarge);
    }
    let mut out = Vec::with_capacity(start + total);
    let kept = u16::try_from(tables.len()).unwrap_or(0);
    out.extend_from_slice(&header[..4]);
    out.extend_from_slice(&kept.to_be_bytes());
    // Three numbers that helped searching when memory was dear; nobody reads them.
    out.extend_from_slice(&[0; 6]);
    let mut at = start;
    for (tag, table) in &tables {
        out.extend_from_slice(tag);
        out.extend_from_slice(&[0; 4]);
        for number in [at, table.len()] {
            out.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        out.extend_from_slice(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    Ok(out)
}

fn look_at(bytes: &[u8], stem: &str) -> Result<FontCut, FontError> {
    let font = FontRef::new(bytes).map_err(|_| FontError::Damaged)?;
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let is_whole = NEEDED.iter().all(|tag| font.table_data(Tag::new(tag)).is_some());
    if !is_whole || !(16..=16_384).contains(&metrics.units_per_em) {
        return Err(FontError::Damaged);
    }
    font_cost::check(&font)?;
    let weights = weights_of(&font);
    let probed = [weights[0], 400, 700, weights[1]].map(|weight| weight.clamp(weights[0], weights[1]));
    let mut widths: Vec<WeightWidths> = Vec::new();
    for weight in probed {
        if widths.iter().all(|known| known.weight != weight) {
            let location = font.axes().location([("wght", f32::from(weight))]);
            widths.push(WeightWidths { weight, letters: widths_of(&font, &location) });
        }
    }
    widths.sort_by_key(|widths| widths.weight);
    let extent = drawn(&font, weights)?;
    let is_italic = !matches!(font.attributes().style, Style::Normal);
    Ok(FontCut {
        family: name_of(&font, stem),
        weights,
        is_italic,
        is_monospaced: is_monospaced(&widths),
        extent,
        widths,
    })
}

/// Lightest and heaviest weight.
fn weights_of(font: &FontRef<'_>) -> [u16; 2] {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    let kept = |weight: f32| if weight.is_finite() { weight.clamp(100.0, 900.0) as u16 } else { 400 };
    match font.axes().iter().find(|axis| axis.tag() == "wght") {
        Some(axis) => {
            let [lightest, heaviest] = [axis.min_value(), axis.max_value()].map(kept);
            [lightest.min(heaviest), lightest.max(heaviest)]
        }
        None => [kept(font.attributes().weight.value()); 2],
    }
}

/// The family's name: without control characters, not too long, and not one that documents use for a role.
fn name_of(font: &FontRef<'_>, stem: &str) -> String {
    let named = [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME].into_iter().find_map(|id| {
        let name = font.localized_strings(id).english_or_first()?;
        Some(tidy(name.chars().take(4 * LONGEST_NAME))).filter(|name| !name.is_empty())
    });
    let name = named.unwrap_or_else(|| tidy(stem.chars()));
    match name.to_lowercase().as_str() {
        "" => "Typeface".to_owned(),
        "display" | "body" | "mono" => format!("{name} Typeface"),
        _ => name,
    }
}

fn tidy(name: impl Iterator<Item = char>) -> String {
    let plain: String = name.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words: String = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST_NAME).collect::<String>().trim_end().to_owned()
}

/// Letters whose widths the design asks for: those of European alphabets, and the marks between them.
fn measured() -> impl Iterator<Item = char> {
    [' '..='\u{24F}', '\u{370}'..='\u{52F}', '\u{1E00}'..='\u{1EFF}', '\u{2000}'..='\u{22FF}'].into_iter().flatten()
}

fn widths_of(font: &FontRef<'_>, location: &Location) -> Vec<(char, f32)> {
    let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), location));
    let width = |letter: char| Some((letter, metrics.advance_width(map.map(letter)?)?));
    measured().filter_map(width).filter(|(_, width)| width.is_finite()).collect()
}

fn is_monospaced(widths: &[WeightWidths]) -> bool {
    let letters = widths.first().map_or(&[][..], |widths| &widths.letters);
    let mut latin = letters.iter().filter(|(letter, _)| letter.is_ascii_graphic()).map(|(_, width)| *width);
    let Some(first) = latin.next() else { return false };
    latin.all(|width| (width - first).abs() < 0.01)
}

/// Draws letters as the film will, and gives how far they reach from top to bottom, in em.
fn drawn(font: &FontRef<'_>, weights: [u16; 2]) -> Result<f64, FontError> {
    /// So many letters of a file are tried.
    const MOST_TRIED: usize = 600;
    /// Those that reach highest and lowest in most typefaces.
    const TALL: &str = "bdfhklgjpqyH";
    let (map, outlines) = (font.charmap(), font.outline_glyphs());
    let others = ('\u{2500}'..='\u{FFFD}').chain('\u{1F300}'..='\u{1FAFF}').step_by(7);
    let letters: Vec<(char, GlyphId)> = measured()
        .chain('\u{530}'..='\u{1DFF}')
        .chain(others)
        .filter_map(|letter| Some((letter, map.map(letter)?)))
        .take(MOST_TRIED)
        .collect();
    let mut reach: Option<(f32, f32)> = None;
    let mut drawn = 0;
    for weight in weights {
        let location = font.axes().location([("wght", f32::from(weight))]);
        for (letter, glyph) in &letters {
            let Some(outline) = outlines.get(*glyph) else { continue };
            let mut ink = Ink::default();
            let settings = DrawSettings::unhinted(Size::new(1.0), &location);
            if outline.draw(settings, &mut ink).is_err() || ink.commands < 3 {
                continue;
            }
            drawn += 1;
            if TALL.contains(*letter) && ink.top.is_finite() && ink.bottom.is_finite() {
                let (top, bottom) = reach.unwrap_or((ink.top, ink.bottom));
                reach = Some((top.max(ink.top), bottom.min(ink.bottom)));
            }
        }
    }
    if drawn == 0 {
        return Err(FontError::NoOutlines);
    }
    let extent = reach.map_or(1.0, |(top, bottom)| f64::from(top - bottom));
    Ok(if extent.is_finite() { extent.clamp(0.5, 3.0) } else { 1.0 })
}

/// Where a letter's outline reaches.
#[derive(Debug, Default)]
struct Ink {
    top: f32,
    bottom: f32,
    commands: usize,
}

impl Ink {
    fn at(&mut self, y: f32) {
        self.top = self.top.max(y);
        self.bottom = self.bottom.min(y);
        self.commands += 1;
    }
}

impl OutlinePen for Ink {
    fn move_to(&mut self, _: f32, y: f32) {
        self.at(y);
    }

    fn line_to(&mut self, _: f32, y: f32) {
        self.at(y);
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, y: f32) {
        self.at(y);
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, y: f32) {
        self.at(y);
    }

    fn close(&mut self) {}
}
