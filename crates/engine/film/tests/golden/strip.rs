//! Pictures, and comparing them with what is kept of them.

use crate::gallery::Outcome;
use crate::report::Difference;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// RGBA8, row-major from the top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
}

impl Picture {
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let mut reader = png::Decoder::new(BufReader::new(File::open(path).ok()?)).read_info().ok()?;
        let mut pixels = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut pixels).ok()?;
        Some(Self { width: info.width, height: info.height, pixels })
    }

    pub(crate) fn write(&self, path: &Path) {
        let file = File::create(path).expect("the picture can be written");
        let mut encoder = png::Encoder::new(BufWriter::new(file), self.width, self.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_compression(png::Compression::High);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels));
        written.expect("the picture can be written");
    }

    /// Where two pictures of one size differ, enlarged so that one level is seen.
    pub(crate) fn difference(&self, other: &Self) -> Self {
        let channels = self.pixels.iter().zip(&other.pixels).enumerate();
        let enlarged = |(index, (a, b)): (usize, (&u8, &u8))| match (index % 4, a.abs_diff(*b)) {
            (3, _) => 255,
            (_, 0) => 0,
            (_, far) => far.saturating_mul(8).max(64),
        };
        Self { pixels: channels.map(enlarged).collect(), ..*self }
    }
}

/// Compares a strip with its kept one; channels that differ by no more than `tolerance` are the same.
pub(crate) fn compare_strip(path: &Path, actual: Picture, tolerance: u8, may_write: bool) -> Outcome {
    let kept = Picture::read(path);
    let is_same = kept.as_ref().is_some_and(|kept| {
        let far = |(a, b): (&u8, &u8)| a.abs_diff(*b) > tolerance;
        (kept.width, kept.height) == (actual.width, actual.height) && !kept.pixels.iter().zip(&actual.pixels).any(far)
    });
    if is_same {
        return Outcome::Same;
    }
    if may_write {
        actual.write(path);
        return Outcome::Written;
    }
    Outcome::Different(Difference::picture(path, kept, actual, tolerance))
}
