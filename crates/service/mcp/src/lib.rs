//! The Model Context Protocol: the service's tools for agents.
//!
//! Each tool is one request of the HTTP interface and answers what that answers: limits, errors and keys are the same. The
//! requests go through a [`Door`]: inside a server straight to its routes, in `pavo mcp` to a server by HTTP.

mod door;
mod form;
mod remote;
mod stdio;
mod tool_list;
mod tools;

pub use door::{Answer, Door};
pub use remote::{RemoteDoor, RemoteError};
pub use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
pub use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
pub use stdio::{StdioError, run_stdio, serve_stdio};
pub use tools::Tools;
