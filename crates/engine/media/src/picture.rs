//! Pictures as plain data.

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// Longest side of a picture, in pixels.
pub(crate) const LONGEST_SIDE_PX: u32 = 16_384;
/// Most memory that decoding one picture may take, in bytes.
pub(crate) const MOST_DECODING_BYTES: u64 = 256 * 1024 * 1024;

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
    /// It has no pixels.
    #[error("the picture is empty")]
    Empty,
}

impl Picture {
    /// Decodes a PNG, JPEG, GIF, WebP or BMP file, told apart by its content: upright, as a camera says how it was held;
    /// of an animation the first frame.
    ///
    /// # Errors
    ///
    /// [`PictureError::Undecodable`] when the bytes are not such a file or exceed the limits,
    /// [`PictureError::Empty`] when a side is 0.
    pub fn decode(file: &[u8]) -> Result<Self, PictureError> {
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE_PX);
        limits.max_image_height = Some(LONGEST_SIDE_PX);
        limits.max_alloc = Some(MOST_DECODING_BYTES);
        let mut reader = ImageReader::new(Cursor::new(file))
            .with_guessed_format()
            .map_err(|error| PictureError::Undecodable(error.into()))?;
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(PictureError::Undecodable)?;
        let orientation = decoder.orientation().map_err(PictureError::Undecodable)?;
        let mut image = DynamicImage::from_decoder(decoder).map_err(PictureError::Undecodable)?;
        image.apply_orientation(orientation);
        if image.width() == 0 || image.height() == 0 {
            return Err(PictureError::Empty);
        }
        Ok(Self { width: image.width(), height: image.height(), pixels: premultiplied(image) })
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
    fn what_is_not_a_picture_is_refused() {
        assert!(Picture::decode(b"GIF89a is not enough").is_err());
        assert!(Picture::decode(&[]).is_err());
    }
}
