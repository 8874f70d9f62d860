//! `pavo mcp`: the tools of the Model Context Protocol over standard input and output.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pavo_film::RenderSettings;
use pavo_jobs::PavoStudio;
use pavo_mcp::{RemoteDoor, Tools};
use pavo_server::{OPENAPI, Options};
use pavo_store::{KeyLimits, KeyRing, StoreOptions};
use serde_json::Value;

use crate::config::ConfigArgs;
use crate::error::CliError;
use crate::fetch::FetchArgs;
use crate::ffmpeg::FfmpegArgs;

/// The file in the data folder that has the key of a server of one's own.
const KEY_FILE: &str = "mcp.key";

/// Offer Pavo to an agent as tools (Model Context Protocol over standard input and output).
///
/// With --server the tools work on a running server; without it `pavo mcp` is a server of its own, for this machine alone
/// and as long as it runs, and its videos stay in the data folder. To be named in the agent's settings as the command `pavo`
/// with the argument `mcp`. Its log goes to standard error.
#[derive(Debug, clap::Args)]
pub(crate) struct McpArgs {
    /// The server to work on, by its address (`http://127.0.0.1:8080`).
    #[arg(long, value_name = "URL", env = "PAVO_SERVER", requires = "key")]
    server: Option<String>,
    /// A key of that server.
    #[arg(long, env = "PAVO_API_KEY", hide_env_values = true)]
    key: Option<String>,
    /// Where videos are kept without --server; made when missing.
    #[arg(long, value_name = "DIR", default_value = "./pavo-data", env = "PAVO_DATA")]
    data: PathBuf,
    #[command(flatten)]
    _config: ConfigArgs,
    #[command(flatten)]
    fetch: FetchArgs,
    #[command(flatten)]
    ffmpeg: FfmpegArgs,
}

/// Offers the tools until the other side closes them.
pub(crate) fn run(args: &McpArgs) -> Result<(), CliError> {
    pavo_server::log_to_stderr("warn");
    match (&args.server, &args.key) {
        (Some(server), Some(key)) => {
            let tools = tools_of(server, key, args)?;
            pavo_mcp::run_stdio(tools).map_err(CliError::other)
        }
        _ => alone(args),
    }
}

/// Offers the tools of a server in this very process.
fn alone(args: &McpArgs) -> Result<(), CliError> {
    let key = own_key(&args.data)?;
    let options = Options {
        listen: "127.0.0.1:0".to_owned(),
        data: args.data.clone(),
        public_url: None,
        max_queued: 100,
        keep_uploads: Duration::from_secs(30 * 24 * 60 * 60),
        keep_videos: None,
        store: StoreOptions::default(),
        fetcher: args.fetch.fetcher(),
        metrics_token: None,
    };
    let settings = RenderSettings { ffmpeg: args.ffmpeg.found(), ..RenderSettings::default() };
    let studio = PavoStudio::new(settings, &options.data).with_fetcher(args.fetch.fetcher());
    let offered = pavo_server::run_while(&options, Arc::new(studio), |ready| {
        let tools = tools_of(&ready.public_url, &key, args);
        async move { pavo_mcp::serve_stdio(tools?).await.map_err(CliError::other) }
    });
    // Asked to stop: that is an end like any other.
    offered.map_err(CliError::other)?.unwrap_or(Ok(()))
}

fn tools_of(server: &str, key: &str, args: &McpArgs) -> Result<Tools, CliError> {
    let door = RemoteDoor::new(server, key).map_err(|error| CliError::Usage(error.to_string()))?;
    let openapi: Value = serde_json::from_str(OPENAPI).map_err(CliError::other)?;
    Ok(Tools::new(Arc::new(door), args.fetch.fetcher(), &openapi))
}

/// The key of a server of one's own, the same at every start, so that earlier videos are found again. It is kept in a file
/// for the owner alone, who has the whole folder anyway.
fn own_key(data: &Path) -> Result<String, CliError> {
    let ring = KeyRing::open(data).map_err(CliError::other)?;
    let path = data.join(KEY_FILE);
    match fs::read_to_string(&path) {
        Ok(key) => return Ok(key.trim().to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(CliError::unreadable(&path, &error)),
    }
    let fresh = ring.create("pavo mcp", KeyLimits::default()).map_err(CliError::other)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&path).and_then(|mut file| io::Write::write_all(&mut file, fresh.secret.as_bytes()));
    written.map_err(|error| CliError::Failed(format!("{} cannot be written: {error}", path.display())))?;
    Ok(fresh.secret)
}
