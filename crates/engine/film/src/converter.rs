//! Frames on their way from the painter to the ring.

use crate::ring::{Planes, Ring};
use pavo_encode::{FrameForm, Indexer, Palettes};
use pavo_raster::Drawn;
use pavo_scene::PixelSize;
use std::ops::Range;
use std::sync::Arc;

/// Converts what one painter draws to one form: only the rows that changed, the others are copied.
pub(crate) struct Converter {
    /// The number of the form, and the form.
    number: usize,
    form: FrameForm,
    size: PixelSize,
    indexer: Indexer,
    /// The frame that was converted last.
    last: Option<Planes>,
    /// The rows that changed since then.
    changed: Range<u32>,
}

impl Converter {
    /// A converter for a painter that draws frames of `size`; `palettes` are those of a GIF.
    pub(crate) fn new(number: usize, form: FrameForm, size: PixelSize, palettes: &Palettes) -> Self {
        Self { number, form, size, indexer: Indexer::new(palettes.clone()), last: None, changed: 0..0 }
    }

    /// Takes note of a frame that the painter drew; every frame it draws has to come by here.
    pub(crate) fn note(&mut self, changed_rows: &Range<u32>) {
        if self.changed.is_empty() {
            self.changed = changed_rows.clone();
        } else if !changed_rows.is_empty() {
            self.changed = self.changed.start.min(changed_rows.start)..self.changed.end.max(changed_rows.end);
        }
    }

    /// The frame that the painter drew last, and of which note was taken.
    pub(crate) fn planes_of(&mut self, frame_index: u32, frame: &Drawn<'_>, ring: &Ring<'_>) -> Planes {
        let changed = std::mem::take(&mut self.changed);
        // The same pixels may have other places in the next scene's palette.
        let can_reuse = self.form != FrameForm::Indexed;
        let planes = match &self.last {
            Some(last) if can_reuse && changed.is_empty() => Arc::clone(last),
            last => {
                let mut planes = ring.buffer(self.number, self.form.bytes(self.size));
                // Copying is half as dear as converting.
                let is_part = can_reuse && 2 * changed.len() < self.size.height as usize;
                let rows = match last.as_ref().filter(|_| is_part) {
                    Some(last) => {
                        planes.copy_from_slice(last);
                        changed
                    }
                    None => 0..self.size.height,
                };
                match self.form {
                    FrameForm::Indexed => self.indexer.index(frame_index, frame.pixels, self.size.width, &mut planes),
                    form => form.convert(frame.pixels, self.size, rows, &mut planes),
                }
                Arc::new(planes)
            }
        };
        if let Some(last) = self.last.replace(Arc::clone(&planes)) {
            ring.give_back(self.number, last);
        }
        planes
    }
}
