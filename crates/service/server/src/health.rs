//! `GET /healthz`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::ApiError;
use crate::app::App;

/// Answers 200 while requests are taken, 503 while stopping, 500 without a database.
pub(crate) async fn handle(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let queued = app.store().queued().await?;
    if app.dispatcher.is_stopping() {
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", "the service is stopping"));
    }
    let body = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "queued": queued,
        "max_queued": app.dispatcher.settings().max_queued,
    });
    Ok(Json(body).into_response())
}
