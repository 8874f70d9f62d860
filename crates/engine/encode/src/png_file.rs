//! Stills as PNG.

use crate::error::EncodeError;
use crate::partial_file::PartialFile;
use pavo_scene::PixelSize;
use std::fs::File;
use std::io::{BufWriter, Error, Write};
use std::path::Path;

/// Writes a frame as an sRGB PNG with straight alpha.
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
    let mut encoder = png::Encoder::new(file, size.width, size.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&straight(pixels))?;
    Ok(writer.finish()?)
}

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
