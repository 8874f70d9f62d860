//! Who asks: the key in `x-api-key`, looked at before the path.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::ApiError;
use crate::app::App;

/// The id of the key that asks; on every request under `/v1`.
#[derive(Debug, Clone)]
pub(crate) struct Asker {
    pub(crate) key_id: String,
}

/// Lets nothing under `/v1` pass without a key that works, not even a wrong path.
pub(crate) async fn require_key(
    State(app): State<Arc<App>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let path = request.uri().path();
    // Each tool is a request under /v1 of its own, which is counted there.
    let is_tools = path == "/mcp";
    if path != "/v1" && !path.starts_with("/v1/") && !is_tools {
        return Ok(next.run(request).await);
    }
    let Some(header) = request.headers().get("x-api-key") else {
        return Err(unauthorized("the x-api-key header is missing"));
    };
    // Keys are ASCII; anything else cannot be one.
    let secret = header.to_str().unwrap_or_default().trim().to_owned();
    let Some(key) = app.store().authenticate(&secret).await? else {
        return Err(unauthorized("this API key is unknown or revoked"));
    };
    // Looking is free, for clients poll; what has something drawn is not.
    let draws = path.ends_with("/still.png") || path.ends_with("/sheet.png");
    let is_free = is_tools || request.method().is_safe() && !draws;
    if let (Some(per_minute), false) = (key.limits.requests_per_minute, is_free) {
        app.rates.take(&key.id, per_minute, Instant::now()).map_err(|wait| too_often(per_minute, wait))?;
    }
    request.extensions_mut().insert(Asker { key_id: key.id });
    let mut response = next.run(request).await;
    // What a key opens is for nobody else, and no cache between knows this header as a key.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    Ok(response)
}

fn too_often(per_minute: u32, wait: Duration) -> ApiError {
    let message =
        format!("this API key may change something or have it drawn {per_minute} times a minute; wait a moment");
    ApiError::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", message).with_retry_after(wait)
}

fn unauthorized(message: &'static str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
}
