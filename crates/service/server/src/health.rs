//! `GET /healthz`: whether the server works; `GET /readyz`: whether requests should be sent to it.

use std::sync::Arc;
use std::time::Duration;

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

/// Answers 200 while new videos are taken; 503 while stopping and while the queue is full, 500 without a database.
pub(crate) async fn readiness(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let queued = app.store().queued().await?;
    let max_queued = app.dispatcher.settings().max_queued;
    if app.dispatcher.is_stopping() {
        return Err(ApiError::stopping());
    }
    if queued >= u64::from(max_queued) {
        let message = format!("the queue is full: {max_queued} videos are waiting");
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "queue_full", message)
            .with_retry_after(Duration::from_secs(15)));
    }
    Ok(Json(json!({ "status": "ready" })).into_response())
}
