//! Recordings in files.

use crate::ffmpeg::Ffmpeg;
use crate::probe::{ProbeError, own_name, report_of, said, secs};
use crate::soundtrack::SAMPLE_RATE;
use std::path::Path;

/// Most of a recording that is read, in seconds.
const LONGEST_SECS: f64 = 600.0;

/// Reads the first sound of a file: left and right by turns, 48 000 samples of each a second, full scale -1 to 1.
///
/// Of a recording that is longer than ten minutes the beginning is read.
///
/// # Errors
///
/// [`ProbeError`]: when the file is not there or has no sound that can be read, or ffmpeg is not installed.
pub fn read_sound(path: &Path, ffmpeg: &Ffmpeg) -> Result<Vec<f32>, ProbeError> {
    read_sound_part(path, LONGEST_SECS, None, ffmpeg)
}

/// As [`read_sound`], of a container that is known, and at most its first seconds.
///
/// `container`: what ffmpeg calls it, so that the file is read as nothing else.
///
/// # Errors
///
/// As [`read_sound`].
pub fn read_sound_part(
    path: &Path,
    end_secs: f64,
    container: Option<&'static str>,
    ffmpeg: &Ffmpeg,
) -> Result<Vec<f32>, ProbeError> {
    let unreadable = |source| ProbeError::Unreadable { path: path.display().to_string(), source };
    std::fs::File::open(path).map_err(unreadable)?;
    let mut command = ffmpeg.reader(path);
    command.args(["-loglevel", "error", "-protocol_whitelist", "file,pipe"]);
    if let Some(container) = container {
        command.args(["-f", container]);
    }
    command.arg("-i").arg(own_name(path)).args([
        "-map",
        "0:a:0",
        "-vn",
        "-sn",
        "-dn",
        "-t",
        &format!("{:.6}", end_secs.clamp(0.01, LONGEST_SECS)),
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

/// How long the first sound of a file is, in seconds, as the file says; 0 where it does not say.
///
/// # Errors
///
/// As [`read_sound`].
pub fn look_at_sound(path: &Path, container: Option<&'static str>, ffmpeg: &Ffmpeg) -> Result<f64, ProbeError> {
    let report = report_of(path, container, &["-select_streams", "a:0"], ffmpeg)?;
    let stream = report["streams"].as_array().and_then(|streams| streams.first());
    let no_sound = || ProbeError::NoFilm { path: path.display().to_string(), reason: "it has no sound".to_owned() };
    let stream = stream.ok_or_else(no_sound)?;
    Ok(secs(&stream["duration"]).or_else(|| secs(&report["format"]["duration"])).unwrap_or(0.0).max(0.0))
}
