//! Errors on the wire: always JSON, always with `error` and `code`.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_jobs::SubmitError;
use pavo_store::StoreError;
use serde_json::json;

use crate::problem::Problem;

/// An answer that says what is wrong.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    details: Vec<Problem>,
    retry_after: Option<Duration>,
}

impl ApiError {
    /// An error with a stable `code` for programs and a `message` for people.
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), details: Vec::new(), retry_after: None }
    }

    /// Names each place on its own.
    pub(crate) fn with_details(mut self, details: Vec<Problem>) -> Self {
        self.details = details;
        self
    }

    /// Says when trying again makes sense.
    pub(crate) fn with_retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }

    /// The one answer for ids that do not exist and ids of other keys.
    pub(crate) fn no_such_video() -> Self {
        Self::new(StatusCode::NOT_FOUND, "video_not_found", "Video/job not found")
    }

    /// Nothing new is begun.
    pub(crate) fn stopping() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", "the service is stopping; try again in a moment")
            .with_retry_after(Duration::from_secs(10))
    }

    /// Our fault; the log has the reason.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "an internal error occurred; the server's log says more",
        )
    }

    #[cfg(test)]
    pub(crate) fn message(&self) -> &str {
        &self.message
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!({ "error": self.message, "code": self.code });
        if !self.details.is_empty() {
            let details =
                self.details.iter().map(|Problem { field, problem }| json!({ "field": field, "problem": problem }));
            body["details"] = details.collect();
        }
        let mut response = (self.status, Json(body)).into_response();
        if let Some(wait) = self.retry_after {
            // Rounded up: who comes a moment too early would have to come again.
            let secs = HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
            response.headers_mut().insert(header::RETRY_AFTER, secs);
        }
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let mut reason = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            reason.push_str(&format!(": {error}"));
            cause = error.source();
        }
        tracing::error!(error = reason, "A request could not be answered");
        Self::internal()
    }
}

impl From<SubmitError> for ApiError {
    fn from(error: SubmitError) -> Self {
        let message = error.to_string();
        match &error {
            // The original's word for it.
            SubmitError::QuotaUsedUp { .. } => {
                return Self::new(StatusCode::FORBIDDEN, "usage_limit_reached", "USAGE_LIMIT_REACHED");
            }
            SubmitError::OtherRequest { .. } => {
                return Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_conflict", message);
            }
            _ => {}
        }
        let (code, retry_after) = match error {
            SubmitError::QueueFull { retry_after, .. } => ("queue_full", retry_after),
            SubmitError::Stopping { retry_after } => ("stopping", retry_after),
            SubmitError::Store(error) => return error.into(),
            _ => return Self::internal(),
        };
        Self { retry_after: Some(retry_after), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, message) }
    }
}
