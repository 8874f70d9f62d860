//! Pictures at another size, upright: sharper and faster than the rasteriser samples them.
//!
//! Done with whole numbers only, so that it gives the same bytes on every machine.

use crate::pictures::Sampling;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use kurbo::{Affine, Rect};
use pavo_media::limit_to_alpha;
use std::sync::Arc;
use vello_cpu::peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

/// A picture as it is seen in a window of whole pixels.
#[derive(Debug, Clone)]
pub(crate) struct Resampled {
    pub(crate) pixels: Arc<Pixmap>,
    /// The window's top left corner, in pixels.
    pub(crate) corner: [f64; 2],
}

/// Resamples pictures, and keeps the last result for pictures that stand.
#[derive(Debug, Default)]
pub(crate) struct Resampler {
    resizer: Resizer,
    last: Option<(Key, Resampled)>,
    /// What is resampled in one way and not yet in the other.
    between: Vec<u8>,
}

/// What a result depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    picture: String,
    frame: u32,
    size: (u16, u16),
    transform: [u64; 6],
    window: [i32; 4],
}

/// The box of a picture that is drawn upright and not mirrored; `None` for any other.
pub(crate) fn upright_box(pixels_from_picture: &Affine, picture: &Pixmap) -> Option<Rect> {
    let [a, b, c, d, x, y] = pixels_from_picture.as_coeffs();
    let (width, height) = (f64::from(picture.width()) * a, f64::from(picture.height()) * d);
    (b == 0.0 && c == 0.0 && a > 0.0 && d > 0.0).then(|| Rect::new(x, y, x + width, y + height))
}

/// How a picture under a transform is sampled: filtered where it stands upright.
pub(crate) fn sampling_of(pixels_from_picture: &Affine) -> Sampling {
    let [a, b, c, d, ..] = pixels_from_picture.as_coeffs();
    if b == 0.0 && c == 0.0 && a > 0.0 && d > 0.0 { Sampling::Filtered } else { Sampling::Nearest }
}

impl Resampler {
    /// The picture, of a name and frame, as it is seen within a part of a frame of `part_size` pixels.
    ///
    /// `None` when it is not upright, when fewer than a few whole pixels of it are seen,
    /// or when its pixels fall on those of the frame as they are.
    pub(crate) fn resample(
        &mut self,
        (name, frame): (&str, u32),
        picture: &Pixmap,
        pixels_from_picture: &Affine,
        part_size: (u16, u16),
    ) -> Option<Resampled> {
        /// Below this the rasteriser's own sampling serves.
        const FEWEST_PIXELS: i32 = 8;
        let window = window_of(picture, pixels_from_picture, part_size)?;
        let [width, height] = [window[2] - window[0], window[3] - window[1]];
        if width < FEWEST_PIXELS || height < FEWEST_PIXELS {
            return None;
        }
        let key = Key {
            picture: name.to_owned(),
            frame,
            size: (picture.width(), picture.height()),
            transform: pixels_from_picture.as_coeffs().map(f64::to_bits),
            window,
        };
        if let Some((known, kept)) = &self.last
            && *known == key
        {
            return Some(kept.clone());
        }
        let mut target = Image::new(width.unsigned_abs(), height.unsigned_abs(), PixelType::U8x4);
        self.resize(picture, pixels_from_picture, window, &mut target)?;
        let mut bytes = target.into_vec();
        if picture.may_have_transparency() {
            limit_to_alpha(&mut bytes);
        }
        let metadata = PixelMetadata {
            may_have_transparency: picture.may_have_transparency(),
            alpha_type: ImageAlphaType::AlphaPremultiplied,
        };
        let sides = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        let pixels = Arc::new(Pixmap::from_parts(bytes, sides.0, sides.1, metadata));
        let corner = [f64::from(window[0]), f64::from(window[1])];
        let resampled = Resampled { pixels, corner };
        self.last = Some((key, resampled.clone()));
        Some(resampled)
    }

    /// Fills a whole part of a frame with an opaque picture that covers it, as [`Resampler::resample`] gives it;
    /// whether it did. `pixels`: RGBA8, row-major, of the part's size.
    pub(crate) fn fill(
        &mut self,
        picture: &Pixmap,
        pixels_from_picture: &Affine,
        part_size: (u16, u16),
        pixels: &mut [u8],
    ) -> bool {
        if let Some(corner) = whole_place(picture, pixels_from_picture, part_size) {
            return !picture.may_have_transparency() && copy(picture, corner, part_size, pixels).is_some();
        }
        let whole = [0, 0, i32::from(part_size.0), i32::from(part_size.1)];
        if picture.may_have_transparency() || window_of(picture, pixels_from_picture, part_size) != Some(whole) {
            return false;
        }
        let target = Image::from_slice_u8(part_size.0.into(), part_size.1.into(), pixels, PixelType::U8x4);
        target.is_ok_and(|mut target| self.resize(picture, pixels_from_picture, whole, &mut target).is_some())
    }

    /// Resamples what is seen of a picture in a window.
    fn resize(
        &mut self,
        picture: &Pixmap,
        pixels_from_picture: &Affine,
        window: [i32; 4],
        target: &mut Image<'_>,
    ) -> Option<()> {
        let [a, _, _, d, x, y] = pixels_from_picture.as_coeffs();
        let [width, height] = [window[2] - window[0], window[3] - window[1]];
        // The window in the picture's own pixels; rounding must not take it beyond the picture's edge.
        let (left, top) = (((f64::from(window[0]) - x) / a).max(0.0), ((f64::from(window[1]) - y) / d).max(0.0));
        let span_x = (f64::from(width) / a).min(f64::from(picture.width()) - left);
        let span_y = (f64::from(height) / d).min(f64::from(picture.height()) - top);
        let source =
            ImageRef::new(picture.width().into(), picture.height().into(), picture.data_as_u8_slice(), PixelType::U8x4)
                .ok()?;
        let is_whole = |begin: f64, span: f64, length: i32| begin.fract() == 0.0 && span == f64::from(length);
        if is_whole(left, span_x, width) || is_whole(top, span_y, height) {
            return self.resizer.resize(&source, target, &filtered([left, top], [span_x, span_y])).ok();
        }
        // One way after the other, each with all that its filter reaches: done at once, the library takes the first column
        // for the one that reaches furthest, which it need not be.
        let reach = 2.0 * (span_x / f64::from(width)).max(1.0) + 1.0;
        let first = (left - reach).floor().max(0.0);
        let last = (left + span_x + reach).ceil().min(f64::from(picture.width()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
        let columns = (last - first) as u32;
        let size = columns as usize * usize::try_from(height).ok()? * 4;
        self.between.resize(self.between.len().max(size), 0);
        let between = &mut self.between[..size];
        let mut lower = Image::from_slice_u8(columns, height.unsigned_abs(), between, PixelType::U8x4).ok()?;
        self.resizer.resize(&source, &mut lower, &filtered([first, top], [last - first, span_y])).ok()?;
        let options = filtered([left - first, 0.0], [span_x, f64::from(height)]);
        self.resizer.resize(&lower, target, &options).ok()
    }
}

/// How a box of a picture is resampled. Premultiplied colours are mixed as they are.
fn filtered([left, top]: [f64; 2], [width, height]: [f64; 2]) -> ResizeOptions {
    ResizeOptions::new()
        .crop(left, top, width, height)
        .use_alpha(false)
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
}

/// Where the top left corner of a part of a frame is in a picture, whose pixels fall on those of the frame as they are
/// and cover the part; `None` for any other.
fn whole_place(picture: &Pixmap, pixels_from_picture: &Affine, (width, height): (u16, u16)) -> Option<[usize; 2]> {
    let bounds = upright_box(pixels_from_picture, picture)?;
    let [a, _, _, d, x, y] = pixels_from_picture.as_coeffs();
    let is_whole = a == 1.0 && d == 1.0 && x.fract() == 0.0 && y.fract() == 0.0;
    let covers = x <= 0.0 && y <= 0.0 && bounds.x1 >= f64::from(width) && bounds.y1 >= f64::from(height);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
    (is_whole && covers).then_some([-x as usize, -y as usize])
}

/// Copies the pixels of a picture from a place on into a part of a frame.
fn copy(picture: &Pixmap, [left, top]: [usize; 2], part_size: (u16, u16), pixels: &mut [u8]) -> Option<()> {
    let row = usize::from(part_size.0) * 4;
    let source_row = usize::from(picture.width()) * 4;
    let source = picture.data_as_u8_slice();
    for (line, target) in pixels.chunks_exact_mut(row).take(usize::from(part_size.1)).enumerate() {
        let from = (top + line) * source_row + left * 4;
        target.copy_from_slice(source.get(from..from + row)?);
    }
    Some(())
}

/// The whole pixels of a part of a frame that a picture covers: left, top, right and bottom edge.
///
/// `None` when it is not upright, or when its pixels fall on those of the frame as they are.
fn window_of(picture: &Pixmap, pixels_from_picture: &Affine, part_size: (u16, u16)) -> Option<[i32; 4]> {
    let bounds = upright_box(pixels_from_picture, picture)?;
    let [a, _, _, d, x, y] = pixels_from_picture.as_coeffs();
    if a == 1.0 && d == 1.0 && x.fract() == 0.0 && y.fract() == 0.0 {
        return None;
    }
    let edge = |at: f64, length: u16| {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the part's size")]
        let edge = at.clamp(0.0, f64::from(length)) as i32;
        edge
    };
    Some([
        edge(bounds.x0.ceil(), part_size.0),
        edge(bounds.y0.ceil(), part_size.1),
        edge(bounds.x1.floor(), part_size.0),
        edge(bounds.y1.floor(), part_size.1),
    ])
}
