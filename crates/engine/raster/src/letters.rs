//! How far letters reach, by a look into their fonts.

use kurbo::Rect;
use pavo_display_list::{Axes, Glyph, GlyphRun};
use pavo_media::{Assets, FontId};
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::glyf::Glyph as Outline;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;

/// The boxes of letters, kept by font, place on its axes, and glyph.
#[derive(Debug, Default)]
pub struct Letters {
    /// In em around the origin, y downwards; `None` for a letter without a shape, or with a broken one.
    boxes: BTreeMap<(FontId, Axes, u32), Option<Rect>>,
}

/// So many boxes are kept; letters that change their weight have new ones in every frame.
const MOST_KEPT: usize = 20_000;

/// What is drawn for a glyph without an outline, a picture for instance, stays within so many em of its origin.
const REACH_EM: f64 = 2.0;

impl Letters {
    /// The box of a letter around its origin, in its run's space; `None` for a letter without a shape.
    ///
    /// What is drawn for a letter that is no plain outline, an emoji for instance, counts as larger than it is.
    pub fn bounds(&mut self, run: &GlyphRun, glyph: &Glyph, assets: &Assets) -> Option<Rect> {
        let em = self.of(run, glyph, assets);
        let size = f64::from(run.size);
        let bounds = em?.scale_from_origin(size);
        // A slant moves what is above the baseline to the right, and what is below it to the left.
        let slant = libm::tan(f64::from(run.skew)).abs() * bounds.height().max(bounds.y0.abs());
        let bold = if run.embolden { crate::vello::EMBOLDEN * size } else { 0.0 };
        Some(bounds.inflate(slant + 2.0 * bold, 2.0 * bold))
    }

    /// Whether a letter may have colours of its own, as emoji do.
    pub(crate) fn may_have_colors(&mut self, run: &GlyphRun, glyph: &Glyph, assets: &Assets) -> bool {
        self.of(run, glyph, assets) == Some(ANYTHING)
    }

    /// As [`Letters::bounds`], in em around the origin.
    fn of(&mut self, run: &GlyphRun, glyph: &Glyph, assets: &Assets) -> Option<Rect> {
        if self.boxes.len() > MOST_KEPT {
            self.boxes.clear();
        }
        let key = (run.font, run.axes, glyph.id);
        *self.boxes.entry(key).or_insert_with(|| box_in_em(run, glyph.id, assets))
    }
}

/// The box of what is no plain outline, in em.
const ANYTHING: Rect = Rect::new(-REACH_EM, -REACH_EM, REACH_EM, REACH_EM);

fn box_in_em(run: &GlyphRun, glyph: u32, assets: &Assets) -> Option<Rect> {
    let anything = Some(ANYTHING);
    let file = assets.font(run.font)?;
    let face = FontRef::from_index(file.data().data.as_ref(), file.data().index).ok()?;
    // The rasteriser takes this table for granted.
    face.head().ok()?;
    let id = GlyphId::new(glyph);
    let has_colors = face.color_glyphs().get(id).is_some() || face.bitmap_strikes().iter().next().is_some();
    let Some(outline) = face.outline_glyphs().get(id).filter(|_| !has_colors) else { return anything };
    if !is_sound(&face, id, &mut { MOST_PARTS }) {
        return None;
    }
    let mut pen = Extent(None);
    let upem = f64::from(face.metrics(Size::unscaled(), LocationRef::default()).units_per_em.max(1));
    let coords: Vec<NormalizedCoord> = run.axes.coords().iter().copied().map(NormalizedCoord::from_bits).collect();
    match outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::new(&coords)), &mut pen) {
        Ok(_) => pen.0.map(|bounds| bounds.scale_from_origin(1.0 / upem)),
        // A broken outline draws nothing.
        Err(_) => None,
    }
}

/// Most letters that one letter is made of, in all.
const MOST_PARTS: u32 = 256;

/// Whether an outline of a TrueType font can be read: each of its parts needs a contour, which the reader takes for
/// granted.
///
/// `left`: how many parts may still be looked at; what has more is not sound.
fn is_sound(face: &FontRef<'_>, glyph: GlyphId, left: &mut u32) -> bool {
    let Some(fewer) = left.checked_sub(1) else { return false };
    *left = fewer;
    let (Ok(offsets), Ok(outlines)) = (face.loca(None), face.glyf()) else { return true };
    match offsets.get_glyf(glyph, &outlines) {
        Ok(Some(Outline::Simple(simple))) => simple.number_of_contours() > 0,
        Ok(Some(Outline::Composite(parts))) => parts.components().all(|part| is_sound(face, part.glyph.into(), left)),
        Ok(None) | Err(_) => true,
    }
}

/// The box around all points of an outline, curves' control points included; y turned downwards.
struct Extent(Option<Rect>);

impl Extent {
    fn add(&mut self, x: f32, y: f32) {
        let (x, y) = (f64::from(x), -f64::from(y));
        let point = Rect::new(x, y, x, y);
        self.0 = Some(self.0.map_or(point, |bounds| bounds.union(point)));
    }
}

impl OutlinePen for Extent {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.add(cx0, cy0);
        self.add(x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.add(cx0, cy0);
        self.add(cx1, cy1);
        self.add(x, y);
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_media::Font;
    use std::path::Path;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Broken {
        Nothing,
        Contours,
        Head,
    }

    fn bounds_of(character: char, broken: Broken) -> Option<Rect> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts/orbitron/Orbitron_700Bold.ttf");
        let mut bytes = std::fs::read(file).expect("a bundled font");
        let (glyph, at) = {
            let face = FontRef::new(&bytes).expect("a font");
            let glyph = face.charmap().map(character).expect("a letter");
            let table = face.table_directory.table_records().iter().find(|record| record.tag() == *b"glyf");
            let table = usize::try_from(table.expect("outlines").offset()).expect("small");
            let offset = face.loca(None).expect("offsets").get_raw(glyph.to_u32() as usize).expect("an offset");
            (glyph, table + usize::try_from(offset).expect("small"))
        };
        match broken {
            Broken::Nothing => {}
            // No contours, though points follow.
            Broken::Contours => bytes[at..at + 2].copy_from_slice(&[0, 0]),
            Broken::Head => {
                let name = bytes.windows(4).position(|name| name == b"head").expect("a table");
                bytes[name..name + 4].copy_from_slice(b"hxxd");
            }
        }
        let mut assets = Assets::default();
        let font = assets.add_font(Font::from_bytes("Face", 700, false, bytes));
        let run = GlyphRun { font, size: 100.0, skew: 0.0, embolden: false, axes: Axes::default() };
        Letters::default().bounds(&run, &Glyph { id: glyph.to_u32(), x: 0.0, y: 0.0 }, &assets)
    }

    #[test]
    fn letter_that_cannot_be_drawn_has_no_box() {
        let whole = bounds_of('H', Broken::Nothing).expect("a letter");
        assert!(whole.height() > 60.0 && whole.height() < 90.0, "{whole:?}");
        assert_eq!(bounds_of('H', Broken::Contours), None);
        assert_eq!(bounds_of('H', Broken::Head), None);
    }
}
