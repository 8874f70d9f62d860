//! What happens, for whoever runs the server. Holds no prompts, keys or links.

use std::io::{self, IsTerminal};

use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt, registry};

/// What the names of our own modules begin with.
const OURS: &str = "pavo";

/// Writes the log to standard error, as far as `PAVO_LOG` says (`usual` without it).
///
/// Only what Pavo itself says: libraries log whole messages, with prompts and keys in them.
///
/// For processes whose only job is serving. A host that has set up its own log keeps it.
pub fn log_to_stderr(usual: &str) {
    let filter = EnvFilter::try_from_env("PAVO_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let is_ours = filter_fn(|metadata| metadata.target().starts_with(OURS));
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal()).with_target(false);
    // Fails when there is a log already.
    let _ = registry().with(lines.with_filter(filter.and(is_ours))).try_init();
}
