//! What one output was asked to be, in the words of the HTTP interface.

use std::fmt;
use std::str::FromStr;

/// A word that none of the allowed values matches.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not one of {}", quoted(allowed))]
pub struct UnknownWord {
    /// What was found.
    pub word: String,
    /// What would have been accepted.
    pub allowed: &'static [&'static str],
}

/// `"a", "b", "c"`
fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    quoted.join(", ")
}

/// Declares a closed set of words: an enum, its words in order, parsing and printing.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every word, in the order in which they are listed to people.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word on the wire and in the database.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownWord { word: word.to_owned(), allowed: Self::WORDS }),
                }
            }
        }
    };
}

words!(
    /// The file format of an output.
    Format {
        /// H.264 in mp4.
        Mp4 = "mp4",
        /// An editing format, in a mov file.
        Prores = "prores",
        /// For the web, with transparency.
        Webm = "webm",
        /// Animated GIF.
        Gif = "gif",
    }
);

words!(
    /// Width to height.
    AspectRatio {
        /// Wide.
        R16x9 = "16:9",
        /// Upright.
        R9x16 = "9:16",
        /// Square.
        R1x1 = "1:1",
        /// Upright, for feeds.
        R4x5 = "4:5",
    }
);

words!(
    /// Frames per second; a word, not a number, on the wire.
    Fps {
        /// Film.
        F24 = "24",
        /// Television, Europe.
        F25 = "25",
        /// Television, America; the web.
        F30 = "30",
        /// Smooth.
        F60 = "60",
    }
);

words!(
    /// The short side of the picture.
    Resolution {
        /// 360 px.
        P360 = "360p",
        /// 480 px.
        P480 = "480p",
        /// 720 px.
        P720 = "720p",
        /// 1080 px.
        P1080 = "1080p",
        /// 2160 px.
        K4 = "4k",
    }
);

impl Format {
    /// The usual ending of a file of this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Prores => "mov",
            Self::Webm => "webm",
            Self::Gif => "gif",
        }
    }

    /// The media type of a file of this format.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::Prores => "video/quicktime",
            Self::Webm => "video/webm",
            Self::Gif => "image/gif",
        }
    }
}

impl Fps {
    /// Frames in a second.
    #[must_use]
    pub fn per_second(self) -> u32 {
        match self {
            Self::F24 => 24,
            Self::F25 => 25,
            Self::F30 => 30,
            Self::F60 => 60,
        }
    }
}

impl OutputConfig {
    /// About how many pixels a frame has.
    pub(crate) fn pixels(&self) -> f64 {
        let short = match self.resolution {
            Resolution::P360 => 360.0,
            Resolution::P480 => 480.0,
            Resolution::P720 => 720.0,
            Resolution::P1080 => 1080.0,
            Resolution::K4 => 2160.0,
        };
        let ratio = match self.aspect_ratio {
            AspectRatio::R16x9 | AspectRatio::R9x16 => 16.0 / 9.0,
            AspectRatio::R1x1 => 1.0,
            AspectRatio::R4x5 => 5.0 / 4.0,
        };
        short * short * ratio
    }
}

/// What one output was asked to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutputConfig {
    /// File format.
    pub format: Format,
    /// Width to height.
    pub aspect_ratio: AspectRatio,
    /// Frames per second.
    pub fps: Fps,
    /// Short side.
    pub resolution: Resolution,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_itself() {
        for word in Format::WORDS {
            assert_eq!(word.parse::<Format>().unwrap().as_str(), *word);
        }
        for word in Resolution::WORDS {
            assert_eq!(word.parse::<Resolution>().unwrap().as_str(), *word);
        }
    }

    #[test]
    fn unknown_word_names_the_allowed_ones() {
        let error = "29.97".parse::<Fps>().unwrap_err();
        assert_eq!(error.to_string(), r#""29.97" is not one of "24", "25", "30", "60""#);
    }
}
