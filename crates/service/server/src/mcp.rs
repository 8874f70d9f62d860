//! `/mcp`: the tools of the Model Context Protocol, for agents that speak HTTP.
//!
//! Stateless: each message is answered by whichever server it reaches, with the key that it came with.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, header};
use axum::response::{IntoResponse, Response};
use pavo_fetch::Fetcher;
use pavo_mcp::{Answer, Door, NeverSessionManager, StreamableHttpServerConfig, StreamableHttpService, Tools};
use serde_json::Value;
use tower_service::Service;

use crate::ApiError;
use crate::app::BODY_LIMIT_BYTES;
use crate::contract::OPENAPI;

/// Largest answer that is handed to an agent, in bytes.
const LARGEST_ANSWER_BYTES: usize = 64 << 20;

/// The way to the routes of this very server: with all that surrounds them.
struct RouterDoor(Router);

impl Door for RouterDoor {
    fn send(&self, request: Request<Vec<u8>>) -> Answer {
        let mut router = self.0.clone();
        Box::pin(async move {
            let answer = match router.call(request.map(Body::from)).await {
                Ok(answer) => answer,
                Err(impossible) => match impossible {},
            };
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, LARGEST_ANSWER_BYTES).await.map_err(|_| "the answer is too large".to_owned())?;
            Ok(axum::http::Response::from_parts(head, body.to_vec()))
        })
    }

    fn is_local(&self) -> bool {
        false
    }
}

/// The tools of the service that `routes` answer; files that agents name come by `fetcher`.
pub(crate) fn service(routes: Router, fetcher: Fetcher) -> StreamableHttpService<Tools, NeverSessionManager> {
    let openapi: Value = serde_json::from_str(OPENAPI).unwrap_or_default();
    let tools = Tools::new(Arc::new(RouterDoor(routes)), fetcher, &openapi);
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_sse_keep_alive(Some(Duration::from_secs(10)))
        .with_max_request_body_bytes(BODY_LIMIT_BYTES)
        // Every message needs a key, which no page of another origin has.
        .disable_allowed_hosts();
    StreamableHttpService::new(move || Ok(tools.clone()), Arc::new(NeverSessionManager::default()), config)
}

/// Refusals of the protocol's library as all others are; what it says in JSON is the protocol's own.
pub(crate) async fn in_our_words(answer: Response) -> Response {
    let status = answer.status();
    let is_json = |value: &HeaderValue| value.as_bytes().starts_with(b"application/json");
    if !(status.is_client_error() || status.is_server_error())
        || answer.headers().get(header::CONTENT_TYPE).is_some_and(is_json)
    {
        return answer;
    }
    let (head, body) = answer.into_parts();
    let words = to_bytes(body, 4096).await.unwrap_or_default();
    let words = String::from_utf8_lossy(&words).trim().to_owned();
    let usual = status.canonical_reason().unwrap_or("refused").to_lowercase();
    let mut refused = ApiError::new(status, "mcp", if words.is_empty() { usual } else { words }).into_response();
    if let Some(allow) = head.headers.get(header::ALLOW) {
        refused.headers_mut().insert(header::ALLOW, allow.clone());
    }
    refused
}
