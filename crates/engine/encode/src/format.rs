//! File formats.

use std::fmt;
use std::path::Path;

/// A file format that films are exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// H.264 in MP4: plays everywhere.
    Mp4,
    /// Apple `ProRes` in `QuickTime`: for editing.
    ProRes,
    /// VP9 in `WebM`: for the web, with transparency.
    WebM,
    /// Animated GIF.
    Gif,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: &'static [Self] = &[Self::Mp4, Self::ProRes, Self::WebM, Self::Gif];

    /// The word for it in requests: mp4, prores, webm or gif.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::ProRes => "prores",
            Self::WebM => "webm",
            Self::Gif => "gif",
        }
    }

    /// The format that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.word() == word)
    }

    /// The usual extension of its files, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::ProRes => "mov",
            Self::WebM => "webm",
            Self::Gif => "gif",
        }
    }

    /// The format that a file's extension stands for.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.extension() == extension)
    }

    /// Whether its files can be transparent.
    pub const fn can_be_transparent(self) -> bool {
        !matches!(self, Self::Mp4)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
