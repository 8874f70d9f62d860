//! Stills as PNG.

use crate::error::EncodeError;
use crate::partial_file::PartialFile;
use pavo_scene::PixelSize;
use std::fs::File;
use std::io::{BufWriter, Error, Write};
use std::path::Path;

/// Writes a frame as an sRGB PNG with straight alpha; without alpha where nothing is open.
///
/// `pixels`: RGBA8, premultiplied, row-major, `4 * width * height` bytes.
///
/// # Errors
///
/// [`EncodeError::NoFolder`], [`EncodeError::NoSpace`] and [`EncodeError::Unwritable`]; nothing remains of the file then.
pub fn write_png(path: &Path, pixels: &[u8], size: PixelSize) -> Result<(), EncodeError> {
    let mut file = PartialFile::create(path)?;
    let written = File::create(file.temporary_path()).and_then(|file| encode(BufWriter::new(file), pixels, size));
    written.map_err(|source| EncodeError::writing(path, source))?;
    file.keep()
}

/// The bytes of a file as [`write_png`] writes it.
///
/// # Errors
///
/// An error of [`std::io`] when `pixels` does not have as many bytes as `size` says.
pub fn png_of(pixels: &[u8], size: PixelSize) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    encode(&mut file, pixels, size)?;
    Ok(file)
}

fn encode(file: impl Write, pixels: &[u8], size: PixelSize) -> Result<(), Error> {
    let is_open = pixels.chunks_exact(4).any(|pixel| pixel[3] < LEAST_OPAQUE);
    let mut encoder = png::Encoder::new(file, size.width, size.height);
    encoder.set_color(if is_open { png::ColorType::Rgba } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let mut writer = encoder.write_header()?;
    if is_open {
        writer.write_image_data(&straight(pixels))?;
    } else {
        let colors: Vec<u8> = pixels.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
        writer.write_image_data(&colors)?;
    }
    Ok(writer.finish()?)
}

/// Rounding takes this much of the alpha where soft edges meet, and nothing is open there.
const LEAST_OPAQUE: u8 = 251;

/// Colours divided by their alpha, as PNG has them.
fn straight(pixels: &[u8]) -> Vec<u8> {
    let mut straight = pixels.to_vec();
    for pixel in straight.chunks_exact_mut(4) {
        let alpha = u16::from(pixel[3]);
        if alpha != 255 && alpha != 0 {
            for channel in &mut pixel[..3] {
                let divided = (u16::from(*channel) * 255 + alpha / 2) / alpha;
                *channel = u8::try_from(divided).unwrap_or(u8::MAX);
            }
        }
    }
    straight
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color_type(pixels: &[u8]) -> u8 {
        png_of(pixels, PixelSize { width: 2, height: 1 }).expect("a file")[25]
    }

    #[test]
    fn a_picture_in_which_nothing_is_open_has_no_alpha() {
        const RGB: u8 = 2;
        const RGBA: u8 = 6;
        assert_eq!(color_type(&[9, 8, 7, 255, 9, 8, 7, 253]), RGB);
        assert_eq!(color_type(&[9, 8, 7, 255, 9, 8, 7, 128]), RGBA);
    }
}
