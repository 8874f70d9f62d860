//! Which ffmpeg is used.

use crate::fetch::FetchArgs;
use pavo_fetch::Fetcher;
use pavo_film::Ffmpeg;
use std::path::PathBuf;

/// The program that encodes and decodes.
#[derive(Debug, clap::Args)]
pub(crate) struct FfmpegArgs {
    /// The ffmpeg that encodes and decodes [default: the one on the search path]; none writes mp4 and gif without.
    #[arg(long, value_name = "PROGRAM", env = "FFMPEG", hide_env_values = true)]
    ffmpeg: Option<PathBuf>,
}

impl FfmpegArgs {
    /// The one that was named, else the one on the search path, else none.
    pub(crate) fn found(&self) -> Ffmpeg {
        let named = self.ffmpeg.as_ref().filter(|path| !path.as_os_str().is_empty());
        let found = match named {
            Some(path) if path.as_os_str() == "none" => Ffmpeg::none(),
            Some(path) => Ffmpeg::at(path),
            None => on_search_path("ffmpeg").map_or_else(Ffmpeg::none, Ffmpeg::at),
        };
        // This program again, which confines itself before it becomes ffmpeg.
        match std::env::current_exe() {
            Ok(own) if cfg!(target_os = "linux") => found.guarded([own.into(), "confine".into()]),
            _ => found,
        }
    }
}

/// What brings and reads the files of a film.
#[derive(Debug)]
pub(crate) struct Decoder {
    pub(crate) ffmpeg: Ffmpeg,
    pub(crate) fetcher: Fetcher,
    /// Whether the film shall be seen: a document alone needs no frames of its videos.
    pub(crate) is_seen: bool,
    /// Whether the film shall be heard too.
    pub(crate) is_heard: bool,
}

impl Decoder {
    /// The ffmpeg of the environment, for what is only looked at.
    pub(crate) fn of_pictures(fetch: &FetchArgs) -> Self {
        let ffmpeg = std::env::var_os("FFMPEG").map(PathBuf::from);
        Self { ffmpeg: FfmpegArgs { ffmpeg }.found(), fetcher: fetch.fetcher(), is_seen: true, is_heard: false }
    }

    /// The ffmpeg of the environment, for what is designed and not drawn.
    pub(crate) fn of_documents(fetch: &FetchArgs) -> Self {
        Self { is_seen: false, ..Self::of_pictures(fetch) }
    }

    /// An ffmpeg for all of a film.
    pub(crate) fn of_films(ffmpeg: &Ffmpeg, fetch: &FetchArgs) -> Self {
        Self { ffmpeg: ffmpeg.clone(), fetcher: fetch.fetcher(), is_seen: true, is_heard: true }
    }
}

/// The file that is started for a program's name.
fn on_search_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
