//! What can go wrong when a film is written.

use crate::format::Format;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a film could not be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// There is no ffmpeg.
    #[error(
        "ffmpeg was not found as \"{program}\"; install it (Debian: apt-get install ffmpeg) or set FFMPEG to its path"
    )]
    NoFfmpeg {
        /// What was tried.
        program: String,
    },
    /// There is no ffmpeg, and the format needs it.
    #[error(
        "{format} needs ffmpeg, which was not found; install it (Debian: apt-get install ffmpeg), or take mp4 or gif"
    )]
    NeedsFfmpeg {
        /// The format.
        format: Format,
    },
    /// ffmpeg could not be started.
    #[error("ffmpeg could not be started as \"{program}\"")]
    Start {
        /// What was tried.
        program: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// ffmpeg was built without an encoder.
    #[error("this ffmpeg has no encoder \"{encoder}\"; install a full build of ffmpeg (Debian's has it)")]
    NoEncoder {
        /// Its name.
        encoder: String,
    },
    /// The folder for the file is not there.
    #[error("there is no folder {}; create it first", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk is full, or the file may not grow further.
    #[error("no space left to write {}", path.display())]
    NoSpace {
        /// The file.
        path: PathBuf,
    },
    /// The file may not be written.
    #[error("{} cannot be written", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// ffmpeg stopped before the film was complete.
    #[error("ffmpeg stopped after {frames_written} frames: {reason}")]
    Stopped {
        /// Frames handed over before it stopped.
        frames_written: u32,
        /// Its last words.
        reason: String,
    },
    /// A frame has another size than the film.
    #[error("a frame of {actual} bytes was given to a film with frames of {expected} bytes")]
    FrameSize {
        /// Bytes of a frame of the film.
        expected: usize,
        /// Bytes that were given.
        actual: usize,
    },
    /// A segment of a film cannot be read.
    #[error("the segment {} cannot be used: {reason}", path.display())]
    Segment {
        /// Its file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A film has another number of segments.
    #[error("{given} segments were given for a film of {needed}")]
    SegmentCount {
        /// Segments that were given.
        given: usize,
        /// Segments of the film.
        needed: usize,
    },
    /// ffmpeg could not join the segments of a film.
    #[error("the segments could not be joined: {reason}")]
    Join {
        /// Its last words.
        reason: String,
    },
    /// The encoder of this program itself, which is used where there is no ffmpeg, failed.
    #[error("the built-in encoder failed: {reason}; install ffmpeg (Debian: apt-get install ffmpeg)")]
    Builtin {
        /// What it said.
        reason: String,
    },
}

impl EncodeError {
    /// Why the file at `path` could not be written, by what the system says.
    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => {
                Self::NoSpace { path: path.to_owned() }
            }
            _ => Self::Unwritable { path: path.to_owned(), source },
        }
    }
}
