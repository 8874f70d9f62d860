//! Layers with effects, kept for frames in which they are the same.

use pavo_display_list::Digest;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use vello_cpu::Pixmap;

/// What a layer's pixels depend on: its commands and effects, and the part of the frame it is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EffectKey {
    pub(crate) content: Digest,
    /// The bits of the transform from the frame.
    pub(crate) part_from_frame: [u64; 6],
    pub(crate) part_size: (u16, u16),
}

/// A layer after its effects.
#[derive(Debug, Clone)]
pub(crate) struct EffectLayer {
    pub(crate) pixels: Arc<Pixmap>,
    /// How much the effects added or changed, a byte for each pixel; all of it when absent.
    pub(crate) changed: Option<Arc<[u8]>>,
    /// Where its top left corner is, in pixels.
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl EffectLayer {
    /// Its rows within a frame of a size: where each begins in the frame, and which pixels of its own it has, both
    /// counted in pixels.
    pub(crate) fn rows_within(&self, [width, height]: [usize; 2]) -> impl Iterator<Item = (usize, Range<usize>)> {
        let (own_width, own_height) = (usize::from(self.pixels.width()), usize::from(self.pixels.height()));
        #[expect(clippy::cast_possible_truncation, reason = "layers lie near the frame")]
        let (left, top) = (self.x as i64, self.y as i64);
        let skipped = usize::try_from(-left).unwrap_or(0);
        let from = usize::try_from(left).unwrap_or(0);
        let across = own_width.saturating_sub(skipped).min(width.saturating_sub(from));
        (top..).zip(0..own_height).filter_map(move |(y, row)| {
            let y = usize::try_from(y).ok().filter(|y| *y < height && across > 0)?;
            let begin = row * own_width + skipped;
            Some((y * width + from, begin..begin + across))
        })
    }
}

/// Layers that were drawn lately. It saves time and changes no pixel: equal keys have equal layers.
#[derive(Debug, Default)]
pub(crate) struct EffectCache {
    /// With the number of their last use; `None` for layers of which nothing is seen.
    layers: BTreeMap<EffectKey, (u64, Option<EffectLayer>)>,
    uses: u64,
    bytes: usize,
}

/// Most memory of kept layers; the one in use is kept even when it is larger.
const MOST_BYTES: usize = 48 * 1024 * 1024;

impl EffectCache {
    /// A layer by its key, if it is kept.
    #[expect(clippy::option_option, reason = "a layer of which nothing is seen is kept as such")]
    pub(crate) fn get(&mut self, key: &EffectKey) -> Option<Option<EffectLayer>> {
        self.uses += 1;
        let (last_use, layer) = self.layers.get_mut(key)?;
        *last_use = self.uses;
        Some(layer.clone())
    }

    /// Keeps a layer, and lets those go that were not used for longest.
    pub(crate) fn put(&mut self, key: EffectKey, layer: Option<EffectLayer>) {
        let bytes = bytes_of(layer.as_ref());
        while self.bytes + bytes > MOST_BYTES
            && let Some((&oldest, _)) = self.layers.iter().min_by_key(|(_, (last_use, _))| *last_use)
        {
            if let Some((_, gone)) = self.layers.remove(&oldest) {
                self.bytes -= bytes_of(gone.as_ref());
            }
        }
        self.bytes += bytes;
        self.layers.insert(key, (self.uses, layer));
    }
}

fn bytes_of(layer: Option<&EffectLayer>) -> usize {
    // A layer that is as good as nothing still takes a place.
    const PLACE: usize = 256;
    let Some(layer) = layer else { return PLACE };
    let pixels = usize::from(layer.pixels.width()) * usize::from(layer.pixels.height());
    PLACE + 4 * pixels + layer.changed.as_ref().map_or(0, |changed| changed.len())
}
