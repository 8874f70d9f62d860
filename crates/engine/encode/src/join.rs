//! Segments of a film become one file; nothing is encoded again.

use crate::codec;
use crate::error::EncodeError;
use crate::ffmpeg::{Ffmpeg, words_say_full};
use crate::film_file::FilmSpec;
use crate::format::Format;
use crate::gif_join::join_gifs;
use crate::partial_file::PartialFile;
use crate::probe::own_name;
use crate::soundtrack::{self, SAMPLE_RATE, write_samples};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// Joins the segments of a film, in their order, to a file at `path`.
///
/// `segments`: complete files as [`FilmFile`](crate::FilmFile) writes them, all of the same `spec`.
/// `sound`: left and right by turns, 48 000 samples of each a second; a GIF has none.
///
/// # Errors
///
/// [`EncodeError::NoFolder`], [`EncodeError::NoSpace`] and [`EncodeError::Unwritable`] when there is no place for the
/// file, [`EncodeError::Segment`] when one cannot be read, [`EncodeError::NoFfmpeg`], [`EncodeError::Start`] and
/// [`EncodeError::Join`] when ffmpeg does not join them; nothing is left at `path` then.
pub fn join(
    segments: &[&Path],
    spec: &FilmSpec,
    sound: Option<&[f32]>,
    path: &Path,
    ffmpeg: &Ffmpeg,
) -> Result<(), EncodeError> {
    let mut file = PartialFile::create(path)?;
    if spec.format == Format::Gif {
        join_gifs(segments, &file)?;
    } else {
        // The end goes by what the beginning takes, so that the sound is not longer than the picture.
        let delay = if spec.format == Format::WebM { 2 * OPUS_DELAY_PAIRS } else { 0 };
        let heard = sound.map(|samples| &samples[..samples.len().saturating_sub(delay)]);
        let samples = heard.map(|samples| write_samples(samples, path)).transpose()?;
        join_films(segments, spec, samples.as_ref(), &file, ffmpeg)?;
    }
    file.keep()
}

/// Samples that Opus needs before the first one that is heard, at 48 000 a second, and their time.
const OPUS_DELAY_PAIRS: usize = 312;
const OPUS_DELAY_SECS: &str = "0.0065";

fn join_films(
    segments: &[&Path],
    spec: &FilmSpec,
    samples: Option<&PartialFile>,
    file: &PartialFile,
    ffmpeg: &Ffmpeg,
) -> Result<(), EncodeError> {
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
    let mut command = ffmpeg.command();
    command.args(["-loglevel", "error", "-y"]).args([
        "-protocol_whitelist",
        "file,pipe",
        "-f",
        "concat",
        "-safe",
        "0",
        "-i",
        "pipe:0",
    ]);
    let sound = samples.zip(soundtrack::codec(spec.format));
    if let Some((samples, _)) = sound {
        if spec.format == Format::WebM {
            // Opus begins so much before the first sample that is heard; without this the picture is moved instead.
            command.args(["-itsoffset", OPUS_DELAY_SECS]);
        }
        command.args(["-f", "f32le", "-ar", SAMPLE_RATE, "-ac", "2", "-i"]).arg(own_name(samples.temporary_path()));
    }
    command.args(["-map", "0:v:0", "-c:v", "copy", "-map_metadata", "-1"]);
    if let Some((_, codec)) = sound {
        command.args(["-map", "1:a:0"]).args(codec);
    }
    let mut child = command
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
