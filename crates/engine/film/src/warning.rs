//! What a film does not show as it was asked for.

use pavo_encode::Format;
use pavo_layout::Warning;
use std::fmt;

/// Something that was done otherwise than the document or the request says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilmWarning {
    /// Something could not be shown as the document says.
    Layout(Warning),
    /// The ground is transparent, and the format cannot be.
    OnBlack {
        /// The format.
        format: Format,
    },
    /// There is no ffmpeg, so an MP4 was encoded by this program alone.
    BuiltinEncoder,
    /// A recording is not among the assets.
    NoSound {
        /// Its name in the document.
        name: String,
    },
    /// The film has sound, and the file cannot have any.
    Silent {
        /// The format.
        format: Format,
    },
    /// A GIF cannot be as fast as was asked for.
    GifRate {
        /// Frames per second that were asked for.
        asked: u32,
        /// Frames per second that it has.
        given: u32,
    },
}

impl fmt::Display for FilmWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Layout(warning) => warning.fmt(f),
            Self::OnBlack { format } => write!(
                f,
                "{format} has no transparency, so the film stands on black; webm, prores and gif keep the ground transparent"
            ),
            Self::BuiltinEncoder => f.write_str(
                "ffmpeg was not found, so the built-in encoder wrote the mp4: softer than with ffmpeg; \
                 install ffmpeg for the best quality",
            ),
            Self::NoSound { name } => write!(f, "the recording \"{name}\" is not at hand and is not heard"),
            Self::Silent { format: Format::Gif } => f.write_str("a GIF has no sound; mp4, webm and prores have it"),
            Self::Silent { format } => {
                write!(f, "the sound was left out of the {format}, as it needs ffmpeg, which was not found")
            }
            Self::GifRate { asked, given } => write!(
                f,
                "a GIF cannot show {asked} frames a second, as its delays are hundredths of a second; it has {given}"
            ),
        }
    }
}
