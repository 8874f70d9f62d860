//! The tools over standard input and output, as desktop programs start them.

use rmcp::ServiceExt;
use rmcp::transport::stdio;
use tokio::runtime::Builder;

use crate::Tools;

/// Why the tools could not be offered.
#[derive(Debug, thiserror::Error)]
pub enum StdioError {
    /// Whoever started the program does not speak the protocol, or went away.
    #[error("the other side did not begin as the Model Context Protocol says: {0}")]
    Beginning(String),
    /// An internal error.
    #[error("the tools ended early: {0}")]
    End(String),
    /// The system has no threads left.
    #[error("the tools' runtime could not be started")]
    Runtime(#[source] std::io::Error),
}

/// As [`serve_stdio`], for callers without a runtime.
///
/// # Errors
/// [`StdioError`].
pub fn run_stdio(tools: Tools) -> Result<(), StdioError> {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(StdioError::Runtime)?;
    let offered = runtime.block_on(serve_stdio(tools));
    // A reading of standard input cannot be ended.
    runtime.shutdown_background();
    offered
}

/// Offers the tools over standard input and output until the other side closes them.
///
/// # Errors
/// [`StdioError`].
pub async fn serve_stdio(tools: Tools) -> Result<(), StdioError> {
    let running = tools.serve(stdio()).await.map_err(|error| StdioError::Beginning(error.to_string()))?;
    running.waiting().await.map(drop).map_err(|error| StdioError::End(error.to_string()))
}
