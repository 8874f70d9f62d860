//! Pictures in the sizes at which they are drawn, and drawings as pictures where nothing else will do.

use crate::vello::{NOTHING, Vello};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use kurbo::Affine;
use pavo_display_list::Command;
use pavo_media::{Assets, Clip, Drawing, Picture, limit_to_alpha};
use std::collections::BTreeMap;
use std::sync::Arc;
use vello_cpu::peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

/// Most bytes of frames of moving pictures that are kept for the next frame: four of 1920 × 1080.
const MOST_FRAME_BYTES: usize = 4 * 1920 * 1080 * 4;

/// Pictures and their halves, quarters and so on: sampling a much larger picture would flicker.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    levels: BTreeMap<String, Vec<Arc<Pixmap>>>,
    /// Drawings, with their longer sides.
    drawings: BTreeMap<(String, u16), Arc<Pixmap>>,
    /// Frames of moving pictures, the one that was drawn last at the end.
    frames: Vec<Frame>,
}

/// How a picture is brought to the size at which it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sampling {
    /// Each pixel is a weighted mean of all that it covers.
    Filtered,
    /// Each pixel is mixed of the four nearest.
    Nearest,
}

impl Sampling {
    /// Drawn this much smaller or more, a picture is halved first.
    ///
    /// What is halved and then drawn at nearly its own size is sharp and soft by turns as it moves, so the filter is left
    /// something to do; four pixels are not enough for less than half.
    const fn halved_below(self) -> f64 {
        match self {
            Self::Filtered => 0.375,
            Self::Nearest => 0.5,
        }
    }
}

/// A frame of a moving picture.
#[derive(Debug)]
struct Frame {
    name: String,
    frame: u32,
    levels: Vec<Arc<Pixmap>>,
}

impl Pictures {
    /// The picture at the smallest size that is still at least as large as it is drawn.
    ///
    /// `frame`: which one of a picture that moves. `scale`: pixels drawn per pixel of the picture. `None` when there is no
    /// such picture.
    pub(crate) fn at_scale(
        &mut self,
        name: &str,
        frame: u32,
        assets: &Assets,
        scale: f64,
        sampling: Sampling,
    ) -> Option<Arc<Pixmap>> {
        if let Some(clip) = assets.clip(name) {
            return self.frame_at_scale(name, frame, clip, scale, sampling);
        }
        if !self.levels.contains_key(name) {
            let picture = assets.picture(name)?;
            let pixmap = pixmap(picture.pixels.clone(), [picture.width, picture.height], true)?;
            self.levels.insert(name.to_owned(), vec![Arc::new(pixmap)]);
        }
        level_at(self.levels.get_mut(name)?, scale, sampling)
    }

    /// As [`Pictures::at_scale`], of a picture that moves: the few frames drawn last are kept.
    fn frame_at_scale(
        &mut self,
        name: &str,
        frame: u32,
        clip: &Clip,
        scale: f64,
        sampling: Sampling,
    ) -> Option<Arc<Pixmap>> {
        let known = self.frames.iter().position(|kept| kept.frame == frame && kept.name == name);
        let kept = match known {
            Some(index) => self.frames.remove(index),
            None => {
                let Picture { width, height, pixels } = clip.picture(frame)?;
                let pixmap = pixmap(pixels, [width, height], !clip.is_opaque(frame))?;
                Frame { name: name.to_owned(), frame, levels: vec![Arc::new(pixmap)] }
            }
        };
        self.frames.push(kept);
        // Its frames may be smaller than the clip, and are drawn as much larger.
        let kept = self.frames.last_mut()?;
        let larger = kept.levels.first().map_or(1.0, |level| f64::from(clip.size()[0]) / f64::from(level.width()));
        let level = level_at(&mut kept.levels, scale * larger, sampling);
        let bytes = |kept: &Frame| kept.levels.iter().map(|level| level.data_as_u8_slice().len()).sum::<usize>();
        let mut total: usize = self.frames.iter().map(bytes).sum();
        while total > MOST_FRAME_BYTES && self.frames.len() > 1 {
            total -= bytes(&self.frames.remove(0));
        }
        level
    }

    /// A drawing as a picture, at least as large as it is drawn as far as that is at most 4096 pixels, and less than twice as
    /// large.
    ///
    /// `scale`: pixels drawn per unit of the drawing.
    pub(crate) fn of_drawing(&mut self, name: &str, drawing: &Drawing, assets: &Assets, scale: f64) -> Arc<Pixmap> {
        /// Sides of it, in pixels.
        const SIDES_PX: std::ops::RangeInclusive<u16> = 16..=4096;
        let natural = drawing.size();
        let wanted = natural[0].max(natural[1]) * scale;
        let mut longer = *SIDES_PX.start();
        while f64::from(longer) < wanted && longer < *SIDES_PX.end() {
            longer *= 2;
        }
        let key = (name.to_owned(), longer);
        if let Some(known) = self.drawings.get(&key) {
            return Arc::clone(known);
        }
        let fit = f64::from(longer) / natural[0].max(natural[1]);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 4096")]
        let [width, height] = natural.map(|side| (side * fit).round().clamp(1.0, f64::from(longer)) as u16);
        let pixels_from_shape =
            Affine::scale_non_uniform(f64::from(width) / natural[0], f64::from(height) / natural[1]);
        let command = Command::Drawing { drawing: name.into(), size: natural, pixels_from_shape, opacity: 1.0 };
        let mut pixels = vec![0; usize::from(width) * usize::from(height) * 4];
        Vello::new(width, height).draw(&[command], Some(NOTHING), assets, &mut pixels);
        let pixmap = Arc::new(pixmap_of(pixels, width, height, true));
        self.drawings.insert(key, Arc::clone(&pixmap));
        pixmap
    }
}

/// The smallest of a picture's levels that is still at least as large as it is drawn; made where it is not there yet.
fn level_at(levels: &mut Vec<Arc<Pixmap>>, scale: f64, sampling: Sampling) -> Option<Arc<Pixmap>> {
    let mut index = 0;
    let mut level_scale = scale;
    while level_scale <= sampling.halved_below() {
        let Some(next) = levels.get(index).filter(|level| level.width() > 1 && level.height() > 1) else { break };
        if index + 1 == levels.len() {
            let smaller = Arc::new(halved(next)?);
            levels.push(smaller);
        }
        index += 1;
        level_scale *= 2.0;
    }
    levels.get(index).cloned()
}

/// Pixels to draw; `may_be_open`: whether some of them may be transparent.
fn pixmap(pixels: Vec<u8>, [width, height]: [u32; 2], may_be_open: bool) -> Option<Pixmap> {
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    Some(pixmap_of(pixels, width, height, may_be_open))
}

fn pixmap_of(pixels: Vec<u8>, width: u16, height: u16, may_be_open: bool) -> Pixmap {
    let metadata = PixelMetadata { may_have_transparency: may_be_open, alpha_type: ImageAlphaType::AlphaPremultiplied };
    let mut pixmap = Pixmap::from_parts(pixels, width, height, metadata);
    if may_be_open {
        pixmap.recompute_may_have_transparency();
    }
    pixmap
}

/// Half of a picture's size, without what is too fine for it.
///
/// A mean of four pixels would let a part of that through as another pattern, which crawls as the picture moves.
fn halved(source: &Pixmap) -> Option<Pixmap> {
    let (width, height) = (source.width() / 2, source.height() / 2);
    let whole =
        ImageRef::new(source.width().into(), source.height().into(), source.data_as_u8_slice(), PixelType::U8x4);
    let mut half = Image::new(width.into(), height.into(), PixelType::U8x4);
    let options = ResizeOptions::new().use_alpha(false).resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&whole.ok()?, &mut half, &options).ok()?;
    let mut pixels = half.into_vec();
    if source.may_have_transparency() {
        limit_to_alpha(&mut pixels);
    }
    Some(pixmap_of(pixels, width, height, source.may_have_transparency()))
}
