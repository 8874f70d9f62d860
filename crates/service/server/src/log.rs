//! What happens, for whoever runs the server. Holds no prompts, keys or links.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

/// Writes the log to standard error, as far as `PAVO_LOG` says (`usual` without it).
///
/// For processes whose only job is serving. A host that has set up its own log keeps it.
pub fn log_to_stderr(usual: &str) {
    let filter = EnvFilter::try_from_env("PAVO_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    // Fails when there is a log already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .try_init();
}
