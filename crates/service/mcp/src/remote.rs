//! A door to a server by HTTP.

use std::time::Duration;

use http::{Request, Response};
use ureq::Agent;

use crate::{Answer, Door};

/// How long one answer may take; the service's own bound is below it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Largest answer that is read, in bytes: pictures are.
const LARGEST_ANSWER_BYTES: u64 = 64 << 20;

/// Sends the tools' requests to a server, with one key. `Debug` does not print it.
#[derive(Clone)]
pub struct RemoteDoor {
    agent: Agent,
    /// `https://host/path`, without a slash at its end.
    base: String,
    key: String,
}

impl std::fmt::Debug for RemoteDoor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteDoor").field("base", &self.base).finish_non_exhaustive()
    }
}

/// A server's address or key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// The address is none.
    #[error("the server's address must begin with http:// or https://, as in http://127.0.0.1:8080")]
    Address,
    /// The key cannot stand in a header.
    #[error("the key must be visible ASCII characters")]
    Key,
}

impl RemoteDoor {
    /// A door to the server at `base`, with a key of it.
    ///
    /// # Errors
    /// [`RemoteError`].
    pub fn new(base: &str, key: &str) -> Result<Self, RemoteError> {
        let base = base.trim_end_matches('/').trim_end_matches("/v1").to_owned();
        if !(base.starts_with("http://") || base.starts_with("https://")) {
            return Err(RemoteError::Address);
        }
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(RemoteError::Key);
        }
        let config =
            Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(PATIENCE));
        Ok(Self { agent: config.build().into(), base, key: key.to_owned() })
    }
}

impl Door for RemoteDoor {
    fn send(&self, request: Request<Vec<u8>>) -> Answer {
        let Self { agent, base, key } = self.clone();
        Box::pin(async move {
            let sent = tokio::task::spawn_blocking(move || {
                let (mut head, body) = request.into_parts();
                let path = head.uri.path_and_query().map_or("", |path| path.as_str());
                head.uri = format!("{base}{path}").parse().map_err(|_| format!("{base} is no address"))?;
                head.headers
                    .insert("x-api-key", key.parse().map_err(|_| "the key cannot stand in a header".to_owned())?);
                let unreached = |error: ureq::Error| format!("the server at {base} cannot be reached: {error}");
                // A request that has no body must not have an empty one.
                let answer = if body.is_empty() {
                    agent.run(Request::from_parts(head, ()))
                } else {
                    agent.run(Request::from_parts(head, body))
                };
                let (head, mut body) = answer.map_err(unreached)?.into_parts();
                let body = body.with_config().limit(LARGEST_ANSWER_BYTES).read_to_vec().map_err(unreached)?;
                Ok(Response::from_parts(head, body))
            });
            sent.await.unwrap_or_else(|_| Err("an internal error".to_owned()))
        })
    }

    fn is_local(&self) -> bool {
        true
    }
}
