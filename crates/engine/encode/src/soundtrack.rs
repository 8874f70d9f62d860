//! The sound of a film, on its way into a file.

use crate::error::EncodeError;
use crate::format::Format;
use crate::partial_file::PartialFile;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Samples of each channel in a second.
pub(crate) const SAMPLE_RATE: &str = "48000";

/// How the sound of each format is encoded; `None` for what has none.
pub(crate) const fn codec(format: Format) -> Option<&'static [&'static str]> {
    match format {
        Format::Mp4 => Some(&["-c:a", "aac", "-b:a", "192k"]),
        Format::WebM => Some(&["-c:a", "libopus", "-b:a", "160k"]),
        Format::ProRes => Some(&["-c:a", "pcm_s24le"]),
        Format::Gif => None,
    }
}

/// Writes samples as they are to a temporary file beside that of the film at `path`.
pub(crate) fn write_samples(samples: &[f32], path: &Path) -> Result<PartialFile, EncodeError> {
    let file = PartialFile::create(path)?;
    let written = File::create(file.temporary_path()).and_then(|target| {
        let mut target = BufWriter::new(target);
        for sample in samples {
            target.write_all(&sample.to_le_bytes())?;
        }
        target.flush()
    });
    written.map_err(|source| EncodeError::writing(path, source))?;
    Ok(file)
}
