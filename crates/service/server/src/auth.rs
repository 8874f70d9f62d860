//! Who asks: the key in `x-api-key`, looked at before the path.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
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
    if path != "/v1" && !path.starts_with("/v1/") {
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
    request.extensions_mut().insert(Asker { key_id: key.id });
    Ok(next.run(request).await)
}

fn unauthorized(message: &'static str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
}
