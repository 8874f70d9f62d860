//! `pavo serve`: the HTTP service.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::FalseyValueParser;
use pavo_film::RenderSettings;
use pavo_jobs::PavoStudio;
use pavo_server::{Options, Ready, ServeError};
use pavo_store::StoreOptions;

use crate::config::ConfigArgs;
use crate::database::DatabaseArgs;
use crate::fetch::FetchArgs;
use crate::ffmpeg::FfmpegArgs;
use crate::objects::ObjectsArgs;

/// Answer HTTP requests for videos until stopped (ctrl-c or SIGTERM).
///
/// Requests need a key in the x-api-key header; make one with `pavo keys create`. What is
/// unfinished when the server stops is finished after the next start. The environment's `PAVO_LOG`
/// filters the log (error, warn, info, debug).
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080", env = "PAVO_LISTEN")]
    listen: String,
    /// Where keys, videos and files are kept; made when missing.
    #[arg(long, value_name = "DIR", default_value = "./pavo-data", env = "PAVO_DATA")]
    data: PathBuf,
    /// What links to files and pages begin with, as clients reach the server
    /// [default: http:// and the listening address].
    #[arg(long, value_name = "URL", env = "PAVO_PUBLIC_URL")]
    public_url: Option<String>,
    /// How many videos may wait; more are answered with 503.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100,
        value_parser = clap::value_parser!(u32).range(1..),
        env = "PAVO_MAX_QUEUED"
    )]
    max_queued: u32,
    /// How many threads draw [default: one per core].
    #[arg(long, value_name = "N", env = "PAVO_THREADS")]
    threads: Option<NonZeroUsize>,
    /// Make no video where a file of its request cannot be fetched or used, instead of saying so among its warnings.
    #[arg(long, env = "PAVO_STRICT_ASSETS", value_parser = FalseyValueParser::new())]
    strict_assets: bool,
    /// For how many days a file that was handed in or fetched is kept after its last use, where no video shows it.
    #[arg(
        long,
        value_name = "DAYS",
        default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(1..=36_500),
        env = "PAVO_KEEP_UPLOADS"
    )]
    keep_uploads: u32,
    /// What opens /metrics, sent as Authorization: Bearer TOKEN; without it the figures are open to everybody who reaches
    /// the server.
    #[arg(long, value_name = "TOKEN", env = "PAVO_METRICS_TOKEN", hide_env_values = true)]
    metrics_token: Option<String>,
    #[command(flatten)]
    _config: ConfigArgs,
    /// For how many days a video is kept after its work ended, with its files; then it is gone, and its id answers 404
    /// [default: for ever].
    #[arg(
        long,
        value_name = "DAYS",
        value_parser = clap::value_parser!(u32).range(1..=36_500),
        env = "PAVO_KEEP_VIDEOS"
    )]
    keep_videos: Option<u32>,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    objects: ObjectsArgs,
    #[command(flatten)]
    fetch: FetchArgs,
    #[command(flatten)]
    ffmpeg: FfmpegArgs,
}

/// Serves until stopped.
///
/// # Errors
/// [`ServeError`] when the server cannot start.
pub(crate) fn run(args: ServeArgs) -> Result<(), ServeError> {
    let store = StoreOptions { database: args.database.address()?, bucket: args.objects.address()? };
    let options = Options {
        listen: args.listen,
        data: args.data,
        public_url: args.public_url,
        max_queued: args.max_queued,
        keep_uploads: days(args.keep_uploads),
        keep_videos: args.keep_videos.map(days),
        store,
        fetcher: args.fetch.fetcher(),
        metrics_token: args.metrics_token.filter(|token| !token.is_empty()),
    };
    pavo_server::log_to_stderr("info");
    let settings = RenderSettings { threads: args.threads, ffmpeg: args.ffmpeg.found(), ..RenderSettings::default() };
    let studio = PavoStudio::new(settings, &options.data).with_fetcher(args.fetch.fetcher());
    let studio = if args.strict_assets { studio.with_strict_assets() } else { studio };
    pavo_server::run(&options, Arc::new(studio), print_ready)
}

fn days(count: u32) -> Duration {
    Duration::from_secs(u64::from(count) * 24 * 60 * 60)
}

fn print_ready(ready: &Ready) {
    println!("Pavo listens on {}", ready.public_url);
    if !ready.has_key {
        println!("No key exists yet; make one with: pavo keys create --name me --data {}", ready.data.display());
    }
}
