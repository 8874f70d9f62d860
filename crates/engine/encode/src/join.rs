//! Segments of a film become one file; nothing is encoded again.

use crate::codec;
use crate::error::EncodeError;
use crate::ffmpeg::{Ffmpeg, words_say_full};
use crate::film_file::FilmSpec;
use crate::format::Format;
use crate::gif_join::join_gifs;
use crate::partial_file::PartialFile;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// Joins the segments of a film, in their order, to a file at `path`.
///
/// `segments`: complete files as [`FilmFile`](crate::FilmFile) writes them, all of the same `spec`.
///
/// # Errors
///
/// [`EncodeError::NoFolder`], [`EncodeError::NoSpace`] and [`EncodeError::Unwritable`] when there is no place for the
/// file, [`EncodeError::Segment`] when one cannot be read, [`EncodeError::NoFfmpeg`], [`EncodeError::Start`] and
/// [`EncodeError::Join`] when ffmpeg does not join them; nothing is left at `path` then.
pub fn join(segments: &[&Path], spec: &FilmSpec, path: &Path, ffmpeg: &Ffmpeg) -> Result<(), EncodeError> {
    let mut file = PartialFile::create(path)?;
    if spec.format == Format::Gif {
        join_gifs(segments, &file)?;
    } else {
        join_films(segments, spec, &file, ffmpeg)?;
    }
    file.keep()
}

fn join_films(segments: &[&Path], spec: &FilmSpec, file: &PartialFile, ffmpeg: &Ffmpeg) -> Result<(), EncodeError> {
    let mut list = String::new();
    for segment in segments {
        let unreadable = |reason: String| EncodeError::Segment { path: segment.to_path_buf(), reason };
        let whole = std::path::absolute(segment).map_err(|error| unreadable(error.to_string()))?;
        // The list is text.
        let name = whole.to_str().ok_or_else(|| unreadable("its path is not Unicode".to_owned()))?;
        // Closing the quotation, an escaped quote, and opening it again.
        let quoted = name.replace('\'', r"'\''");
        let written = writeln!(list, "file 'file:{quoted}'");
        written.map_err(|_| unreadable("its path cannot be written".to_owned()))?;
    }
    let mut child = ffmpeg
        .command()
        .args(["-loglevel", "error", "-y"])
        .args(["-protocol_whitelist", "file,pipe", "-f", "concat", "-safe", "0", "-i", "pipe:0"])
        .args(["-map", "0:v:0", "-c", "copy", "-map_metadata", "-1"])
        .args(codec::container(spec))
        .arg(file.temporary_path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| ffmpeg.not_started(source))?;
    if let Some(mut input) = child.stdin.take() {
        // It fits into the pipe; when nobody reads it, the program's last words say why.
        let _written = input.write_all(list.as_bytes());
    }
    let output = child.wait_with_output().map_err(|source| ffmpeg.not_started(source))?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    if words_say_full(&words) {
        return Err(EncodeError::NoSpace { path: file.path().to_owned() });
    }
    let last_line = words.lines().rev().map(str::trim).find(|line| !line.is_empty());
    let reason = last_line.map_or_else(|| output.status.to_string(), str::to_owned);
    Err(EncodeError::Join { reason })
}
