//! The way from a tool to the service.

use std::future::Future;
use std::pin::Pin;

use http::{Request, Response};

/// What comes back: an answer of the service, or why there is none, for the agent to read.
pub type Answer = Pin<Box<dyn Future<Output = Result<Response<Vec<u8>>, String>> + Send>>;

/// Sends requests to a service.
pub trait Door: Send + Sync + 'static {
    /// Sends one request; its address is a path with a query (`/v1/videos`). The key that an agent sent is in its
    /// `x-api-key`; where there is none the door has its own.
    fn send(&self, request: Request<Vec<u8>>) -> Answer;

    /// Whether who asks is at this machine and may name its files.
    fn is_local(&self) -> bool;
}
