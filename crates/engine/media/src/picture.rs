//! Pictures as plain data.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// Longest side of a picture, in pixels.
pub(crate) const LONGEST_SIDE_PX: u32 = 16_384;
/// Most memory that decoding one picture may take, in bytes.
pub(crate) const MOST_DECODING_BYTES: u64 = 256 * 1024 * 1024;

/// Most pixels of a picture that is read: decoded, each takes four bytes, whatever it took in its file.
const MOST_READ_PIXELS: u64 = 64 * 1024 * 1024;
/// Most pixels that are kept of one picture: more than a film of 3840 × 2160 shows of it.
pub const MOST_KEPT_PIXELS: u64 = 24 * 1024 * 1024;

/// A decoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right; at most 16 384.
    pub width: u32,
    /// Pixels from top to bottom; at most 16 384.
    pub height: u32,
    /// RGBA8, premultiplied, sRGB, row-major from the top left, `4 * width * height` bytes.
    pub pixels: Vec<u8>,
}

/// Why a picture could not be used.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It is not a picture of a known kind, it is broken, or it is too large.
    #[error("not a readable PNG, JPEG, GIF, WebP or BMP picture within {LONGEST_SIDE_PX} pixels a side")]
    Undecodable(#[source] image::ImageError),
    /// It has more pixels than can be read.
    #[error("the picture has {width} × {height} pixels; at most {} million are read", MOST_READ_PIXELS / 1_000_000)]
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// It has no pixels.
    #[error("the picture is empty")]
    Empty,
}

impl Picture {
    /// Decodes a PNG, JPEG, GIF, WebP or BMP file, told apart by its content: upright, as a camera says how it was held;
    /// of an animation the first frame. Of one with more than [`MOST_KEPT_PIXELS`] a smaller picture is kept.
    ///
    /// # Errors
    ///
    /// [`PictureError::Undecodable`] when the bytes are not such a file or exceed the limits,
    /// [`PictureError::TooLarge`] when it has too many pixels, [`PictureError::Empty`] when a side is 0.
    pub fn decode(file: &[u8]) -> Result<Self, PictureError> {
        Self::decode_within(file, MOST_KEPT_PIXELS)
    }

    /// As [`Picture::decode`], with at most so many pixels: of one with more, a smaller picture of the same form is kept.
    ///
    /// # Errors
    ///
    /// As [`Picture::decode`].
    pub fn decode_within(file: &[u8], most_pixels: u64) -> Result<Self, PictureError> {
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE_PX);
        limits.max_image_height = Some(LONGEST_SIDE_PX);
        limits.max_alloc = Some(MOST_DECODING_BYTES);
        let mut reader = ImageReader::new(Cursor::new(file))
            .with_guessed_format()
            .map_err(|error| PictureError::Undecodable(error.into()))?;
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(PictureError::Undecodable)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_READ_PIXELS {
            return Err(PictureError::TooLarge { width, height });
        }
        let orientation = decoder.orientation().map_err(PictureError::Undecodable)?;
        let mut image = DynamicImage::from_decoder(decoder).map_err(PictureError::Undecodable)?;
        image.apply_orientation(orientation);
        if image.width() == 0 || image.height() == 0 {
            return Err(PictureError::Empty);
        }
        let whole = Self { width: image.width(), height: image.height(), pixels: premultiplied(image) };
        Ok(whole.reduced(most_pixels))
    }

    /// The picture with at most so many pixels.
    fn reduced(self, most_pixels: u64) -> Self {
        let pixels = u64::from(self.width) * u64::from(self.height);
        if pixels <= most_pixels {
            return self;
        }
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let scale = (most_pixels.max(1) as f64 / pixels as f64).sqrt();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "smaller than the side")]
        let [width, height] = [self.width, self.height].map(|side| ((f64::from(side) * scale) as u32).max(1));
        let options = ResizeOptions::new().use_alpha(false).resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        let mut smaller = Image::new(width, height, PixelType::U8x4);
        let done = ImageRef::new(self.width, self.height, &self.pixels, PixelType::U8x4)
            .is_ok_and(|whole| Resizer::new().resize(&whole, &mut smaller, &options).is_ok());
        if !done {
            return self;
        }
        let mut pixels = smaller.into_vec();
        limit_to_alpha(&mut pixels);
        Self { width, height, pixels }
    }
}

/// Keeps premultiplied colours from being brighter than their alpha, after a filter that swings over at edges.
///
/// `pixels`: RGBA8.
pub fn limit_to_alpha(pixels: &mut [u8]) {
    for pixel in pixels.chunks_exact_mut(4) {
        let alpha = pixel[3];
        pixel[..3].iter_mut().for_each(|channel| *channel = (*channel).min(alpha));
    }
}

fn premultiplied(image: DynamicImage) -> Vec<u8> {
    let mut pixels = image.into_rgba8().into_raw();
    for pixel in pixels.chunks_exact_mut(4) {
        let alpha = u16::from(pixel[3]);
        if alpha < 255 {
            for channel in &mut pixel[..3] {
                // Rounded to the nearest; at most 255.
                let product = (u16::from(*channel) * alpha + 127) / 255;
                *channel = u8::try_from(product).unwrap_or(u8::MAX);
            }
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_premultiplied() {
        let mut file = Vec::new();
        let image = image::RgbaImage::from_raw(2, 1, vec![200, 100, 0, 128, 9, 9, 9, 255]).expect("size");
        image.write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png).expect("png");
        let picture = Picture::decode(&file).expect("picture");
        assert_eq!((picture.width, picture.height), (2, 1));
        assert_eq!(picture.pixels, [100, 50, 0, 128, 9, 9, 9, 255]);
    }

    #[test]
    fn a_picture_with_more_pixels_than_are_wanted_becomes_smaller() {
        let mut file = Vec::new();
        let image = image::RgbaImage::from_fn(120, 60, |x, _| image::Rgba([if x < 60 { 200 } else { 20 }, 0, 0, 255]));
        image.write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png).expect("png");
        let picture = Picture::decode_within(&file, 800).expect("picture");
        assert_eq!((picture.width, picture.height), (40, 20));
        assert_eq!((picture.pixels[4], picture.pixels[38 * 4], picture.pixels.len()), (200, 20, 40 * 20 * 4));
    }

    #[test]
    fn what_is_not_a_picture_is_refused() {
        assert!(Picture::decode(b"GIF89a is not enough").is_err());
        assert!(Picture::decode(&[]).is_err());
    }
}
