//! How much work the letters of a font are: what is small in the file can be endless to draw.
//!
//! A letter may be made of others, and an outline may call parts that call parts. Readers limit how deep that goes, not
//! how often: thirty levels of two each are a thousand million.

use crate::font_file::FontError;
use skrifa::raw::TableProvider;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::cff::blend::BlendState;
use skrifa::raw::ps::cff::index::Index;
use skrifa::raw::ps::cs::{CharstringContext, CharstringKind, CommandSink, evaluate};
use skrifa::raw::ps::error::Error;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::types::{Fixed, Tag};
use skrifa::{FontRef, GlyphId};
use std::cell::Cell;

/// Most points, parts and commands of one letter; an ornate one has ten thousand.
const MOST_STEPS: usize = 100_000;

/// Most steps of all letters together.
const MOST_STEPS_OF_ALL: usize = 200_000_000;

/// As deep as letters may be made of others.
const DEEPEST: usize = 32;

/// Whether every letter can be drawn in a bounded time.
///
/// # Errors
///
/// [`FontError::TooElaborate`] where one cannot, [`FontError::NoOutlines`] where there are none.
pub(crate) fn check(font: &FontRef<'_>) -> Result<(), FontError> {
    if font.glyf().is_ok() && font.loca(None).is_ok() {
        return Composites::of(font)?.check();
    }
    let table = font.table_data(Tag::new(b"CFF ")).or_else(|| font.table_data(Tag::new(b"CFF2")));
    let data = table.ok_or(FontError::NoOutlines)?;
    let cff = CffFontRef::new(data.as_bytes(), 0, None).map_err(|_| FontError::Damaged)?;
    let mut left = MOST_STEPS_OF_ALL;
    for glyph in (0..cff.num_glyphs()).map(GlyphId::new) {
        let spent = steps_of(&cff, data.as_bytes(), glyph).ok_or(FontError::TooElaborate)?;
        left = left.checked_sub(spent).ok_or(FontError::TooElaborate)?;
    }
    Ok(())
}

/// The letters of a TrueType font, and which others each is made of.
struct Composites {
    /// Of each its own steps, and its parts.
    letters: Vec<(usize, Vec<u32>)>,
}

impl Composites {
    fn of(font: &FontRef<'_>) -> Result<Self, FontError> {
        let (glyf, loca) = (font.glyf().map_err(|_| FontError::Damaged)?, font.loca(None));
        let loca = loca.map_err(|_| FontError::Damaged)?;
        let mut parts_left = MOST_STEPS_OF_ALL / 100;
        let mut letters = Vec::new();
        // Letters are numbered with sixteen bits.
        for glyph in (0..u32::try_from(loca.len()).unwrap_or(0).min(0x1_0000)).map(GlyphId::new) {
            letters.push(match loca.get_glyf(glyph, &glyf) {
                Ok(Some(Glyph::Simple(simple))) => (1 + simple.num_points(), Vec::new()),
                Ok(Some(Glyph::Composite(composite))) => {
                    let parts = composite.component_glyphs_and_flags().map(|(part, _)| u32::from(part.to_u16()));
                    let parts: Vec<u32> = parts.take(MOST_STEPS).collect();
                    // Tables of letters may share their bytes.
                    parts_left = parts_left.checked_sub(parts.len()).ok_or(FontError::TooElaborate)?;
                    (1 + parts.len(), parts)
                }
                // One that cannot be read is not drawn.
                Ok(None) | Err(_) => (1, Vec::new()),
            });
        }
        Ok(Self { letters })
    }

    fn check(&self) -> Result<(), FontError> {
        let mut known = vec![None; self.letters.len()];
        (0..self.letters.len()).try_for_each(|letter| self.steps(letter, 0, &mut known).map(|_| ()))
    }

    /// The steps of a letter with all its parts. One that is part of itself ends where it is met again.
    fn steps(&self, letter: usize, depth: usize, known: &mut [Option<usize>]) -> Result<usize, FontError> {
        if depth > DEEPEST {
            return Err(FontError::TooElaborate);
        }
        let Some((own, parts)) = self.letters.get(letter) else { return Ok(1) };
        if let Some(steps) = known[letter] {
            return Ok(steps);
        }
        known[letter] = Some(1);
        let mut steps = *own;
        for part in parts {
            steps += self.steps(*part as usize, depth + 1, known)?;
            if steps > MOST_STEPS {
                return Err(FontError::TooElaborate);
            }
        }
        known[letter] = Some(steps);
        Ok(steps)
    }
}

/// The steps of a letter's outline; `None` where there are too many.
fn steps_of(cff: &CffFontRef<'_>, data: &[u8], glyph: GlyphId) -> Option<usize> {
    let read = || -> Result<_, Error> {
        let subfont = cff.subfont(cff.subfont_index(glyph).unwrap_or(0), &[])?;
        let own = match subfont.subrs_offset() {
            0 => Index::Empty,
            offset => Index::new(data.get(offset as usize..).unwrap_or_default(), cff.version() == 2)?,
        };
        let blend = cff.var_store().and_then(|store| BlendState::new(store.clone(), &[], subfont.vs_index()).ok());
        Ok((own, blend, cff.charstrings().get(glyph.to_u32() as usize)?))
    };
    // One that cannot be read is not drawn.
    let Ok((own, blend, outline)) = read() else { return Some(1) };
    let counted = Counted {
        inner: (data, cff.charstrings(), cff.global_subrs(), &own),
        left: Cell::new(MOST_STEPS.checked_sub(outline.len())?),
        is_over: Cell::new(false),
    };
    // What stops it stops its drawing as well.
    let _ = evaluate(&counted, blend, outline, &mut Nowhere);
    (!counted.is_over.get()).then(|| MOST_STEPS - counted.left.get())
}

/// The parts of outlines, as often as the steps allow.
struct Counted<'a> {
    inner: (&'a [u8], &'a Index<'a>, &'a Index<'a>, &'a Index<'a>),
    left: Cell<usize>,
    is_over: Cell<bool>,
}

impl Counted<'_> {
    fn counted<'b>(&self, part: &'b [u8]) -> Result<&'b [u8], Error> {
        match self.left.get().checked_sub(part.len() + 1) {
            Some(left) => {
                self.left.set(left);
                Ok(part)
            }
            None => {
                self.is_over.set(true);
                Err(Error::CharstringNestingDepthLimitExceeded)
            }
        }
    }
}

impl CharstringContext for Counted<'_> {
    fn kind(&self) -> CharstringKind {
        self.inner.kind()
    }

    fn seac_components(&self, base_code: i32, accent_code: i32) -> Result<[&[u8]; 2], Error> {
        let [base, accent] = self.inner.seac_components(base_code, accent_code)?;
        Ok([self.counted(base)?, self.counted(accent)?])
    }

    fn global_subr(&self, index: i32) -> Result<&[u8], Error> {
        self.counted(self.inner.global_subr(index)?)
    }

    fn subr(&self, index: i32) -> Result<&[u8], Error> {
        self.counted(self.inner.subr(index)?)
    }
}

struct Nowhere;

impl CommandSink for Nowhere {
    fn move_to(&mut self, _: Fixed, _: Fixed) {}
    fn line_to(&mut self, _: Fixed, _: Fixed) {}
    fn curve_to(&mut self, _: Fixed, _: Fixed, _: Fixed, _: Fixed, _: Fixed, _: Fixed) {}
    fn close(&mut self) {}
}
