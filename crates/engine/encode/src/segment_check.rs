//! Whether a file is the segment of a film that it is taken for.

use crate::error::EncodeError;
use crate::ffmpeg::Ffmpeg;
use crate::film_file::FilmSpec;
use crate::format::Format;
use crate::gif_join::comment_of;
use crate::probe::own_name;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// Checks that a file is whole, has so many frames, and carries a label.
///
/// `label`: as it was given to [`FrameSpan`](crate::FrameSpan). Frames of a GIF that show the same are one in the file,
/// so theirs are not counted.
///
/// # Errors
///
/// [`EncodeError::Segment`] when it is not, [`EncodeError::NoFfmpeg`] and [`EncodeError::Start`] when it cannot be looked at.
pub fn check_segment(
    path: &Path,
    spec: &FilmSpec,
    frames: u32,
    label: &str,
    ffmpeg: &Ffmpeg,
) -> Result<(), EncodeError> {
    let unusable = |reason: String| EncodeError::Segment { path: path.to_owned(), reason };
    let (found, count) = if spec.format == Format::Gif {
        let bytes = fs::read(path).map_err(|error| unusable(error.to_string()))?;
        (comment_of(&bytes).ok_or_else(|| unusable("it is no complete GIF".to_owned()))?, None)
    } else {
        // Told apart from a file that is there and cannot be read as a film.
        fs::metadata(path).map_err(|error| unusable(error.to_string()))?;
        let report = report(path, ffmpeg)?.ok_or_else(|| unusable("it is no film that can be read".to_owned()))?;
        let tags = &report["format"]["tags"];
        // Containers write the name in their own case.
        let comment = tags["comment"].as_str().or_else(|| tags["COMMENT"].as_str()).unwrap_or_default().to_owned();
        (comment, report["streams"][0]["nb_read_packets"].as_str().map(str::to_owned))
    };
    if found.is_empty() {
        return Err(unusable(format!("it does not say which segment it is; expected \"{label}\"")));
    }
    if found != label {
        return Err(unusable(format!("it is \"{found}\"; expected \"{label}\"")));
    }
    match count {
        Some(count) if count != frames.to_string() => {
            Err(unusable(format!("it has {count} frames instead of {frames}")))
        }
        _ => Ok(()),
    }
}

/// What ffprobe says of a film; `None` when it cannot read it.
fn report(path: &Path, ffmpeg: &Ffmpeg) -> Result<Option<Value>, EncodeError> {
    let prober = ffmpeg.prober();
    let output = ffmpeg
        .confined(&prober, path)
        .args(["-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-count_packets"])
        .args(["-select_streams", "v:0", "-show_entries", "stream=nb_read_packets:format_tags", "-of", "json"])
        .arg(own_name(path))
        .stdin(Stdio::null())
        .output()
        .map_err(|source| Ffmpeg::at(prober).not_started(source))?;
    // A file that was cut off can still be opened.
    if !output.status.success() || !output.stderr.is_empty() {
        return Ok(None);
    }
    Ok(serde_json::from_slice(&output.stdout).ok())
}
