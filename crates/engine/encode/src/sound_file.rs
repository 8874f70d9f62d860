//! Recordings in files.

use crate::ffmpeg::Ffmpeg;
use crate::probe::{ProbeError, own_name, said};
use crate::soundtrack::SAMPLE_RATE;
use std::path::Path;

/// Most of a recording that is read, in seconds.
const LONGEST_SECS: &str = "600";

/// Reads the first sound of a file: left and right by turns, 48 000 samples of each a second, full scale -1 to 1.
///
/// Of a recording that is longer than ten minutes the beginning is read.
///
/// # Errors
///
/// [`ProbeError`]: when the file is not there or has no sound that can be read, or ffmpeg is not installed.
pub fn read_sound(path: &Path, ffmpeg: &Ffmpeg) -> Result<Vec<f32>, ProbeError> {
    let unreadable = |source| ProbeError::Unreadable { path: path.display().to_string(), source };
    std::fs::File::open(path).map_err(unreadable)?;
    let mut command = ffmpeg.reader(path);
    command.args(["-loglevel", "error", "-protocol_whitelist", "file,pipe", "-i"]).arg(own_name(path)).args([
        "-map",
        "0:a:0",
        "-vn",
        "-sn",
        "-dn",
        "-t",
        LONGEST_SECS,
        "-ac",
        "2",
        "-ar",
        SAMPLE_RATE,
        "-f",
        "f32le",
        "pipe:1",
    ]);
    let (bytes, _) = said(path, &mut command, ffmpeg.program())?;
    let sample = |bytes: &[u8]| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    // What is not a number would make the whole mix none.
    let finite = |sample: f32| if sample.is_finite() { sample } else { 0.0 };
    Ok(bytes.chunks_exact(4).map(sample).map(finite).collect())
}
