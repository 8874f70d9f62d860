//! How far letters reach, by a look into their fonts.

use kurbo::Rect;
use pavo_display_list::{Axes, Glyph, GlyphRun};
use pavo_media::{Assets, FontId};
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;

/// The boxes of letters, kept by font, place on its axes, and glyph.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    /// In em around the origin, y downwards; `None` for a letter without a shape, or with a broken one.
    boxes: BTreeMap<(FontId, Axes, u32), Option<Rect>>,
}

/// So many boxes are kept; letters that change their weight have new ones in every frame.
const MOST_KEPT: usize = 20_000;

/// What is drawn for a glyph without an outline, a picture for instance, stays within so many em of its origin.
const REACH_EM: f64 = 2.0;

impl Letters {
    /// The box of a letter around its origin, in its run's space.
    pub(crate) fn bounds(&mut self, run: &GlyphRun, glyph: &Glyph, assets: &Assets) -> Option<Rect> {
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
    let Some(file) = assets.font(run.font) else { return anything };
    let Ok(face) = FontRef::from_index(file.data.data.as_ref(), file.data.index) else { return anything };
    let id = GlyphId::new(glyph);
    let has_colors = face.color_glyphs().get(id).is_some() || face.bitmap_strikes().iter().next().is_some();
    let Some(outline) = face.outline_glyphs().get(id).filter(|_| !has_colors) else { return anything };
    let mut pen = Extent(None);
    let upem = f64::from(face.metrics(Size::unscaled(), LocationRef::default()).units_per_em.max(1));
    let coords: Vec<NormalizedCoord> = run.axes.coords().iter().copied().map(NormalizedCoord::from_bits).collect();
    match outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::new(&coords)), &mut pen) {
        Ok(_) => pen.0.map(|bounds| bounds.scale_from_origin(1.0 / upem)),
        // A broken outline draws nothing.
        Err(_) => None,
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
