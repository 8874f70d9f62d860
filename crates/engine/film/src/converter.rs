//! Frames on their way from the painter to the ring.

use crate::ring::{Planes, Ring};
use pavo_encode::{rgba_rows_to_yuv420_bt709, yuv420_bytes};
use pavo_raster::Drawn;
use pavo_scene::PixelSize;
use std::sync::Arc;

/// Converts what one painter draws to the encoder's form: only the rows that changed, the others are copied.
pub(crate) struct Converter {
    size: PixelSize,
    /// The frame that was converted last.
    last: Option<Planes>,
}

impl Converter {
    /// A converter for a painter that draws frames of `size`.
    pub(crate) const fn new(size: PixelSize) -> Self {
        Self { size, last: None }
    }

    /// The planes of the frame that the painter drew last; every frame it draws has to come by here.
    pub(crate) fn planes_of(&mut self, frame: &Drawn<'_>, ring: &Ring) -> Planes {
        let planes = match &self.last {
            Some(last) if frame.changed_rows.is_empty() => Arc::clone(last),
            last => {
                let mut planes = ring.buffer(yuv420_bytes(self.size));
                // Copying is half as dear as converting.
                let is_part = 2 * frame.changed_rows.len() < self.size.height as usize;
                let rows = match last.as_ref().filter(|_| is_part) {
                    Some(last) => {
                        planes.copy_from_slice(last);
                        frame.changed_rows.clone()
                    }
                    None => 0..self.size.height,
                };
                rgba_rows_to_yuv420_bt709(frame.pixels, self.size, rows, &mut planes);
                Arc::new(planes)
            }
        };
        if let Some(last) = self.last.replace(Arc::clone(&planes)) {
            ring.give_back(last);
        }
        planes
    }
}
