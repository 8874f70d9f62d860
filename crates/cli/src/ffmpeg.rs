//! Which ffmpeg is used.

use pavo_film::Ffmpeg;
use std::path::PathBuf;

/// The program that encodes and decodes.
#[derive(Debug, clap::Args)]
pub(crate) struct FfmpegArgs {
    /// The ffmpeg that encodes and decodes [default: the one on the search path].
    #[arg(long, value_name = "PROGRAM", env = "FFMPEG", hide_env_values = true)]
    ffmpeg: Option<PathBuf>,
}

impl FfmpegArgs {
    /// The one that was named, else the usual one.
    pub(crate) fn found(&self) -> Ffmpeg {
        let named = self.ffmpeg.as_ref().filter(|path| !path.as_os_str().is_empty());
        named.map(Ffmpeg::at).unwrap_or_default()
    }
}
