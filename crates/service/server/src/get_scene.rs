//! `GET /v1/videos/{video_id}/scene`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;

/// A scene on the wire, and how it came about.
#[derive(Debug, Serialize)]
struct GetSceneResponse {
    video_id: String,
    /// The scene document.
    scene: Box<RawValue>,
    /// Every decision that the prompt led to, or the changes that were made to the parent's scene.
    trace: Option<Box<RawValue>>,
}

/// Answers what a video shows, and how its prompt was read, to the key that made it.
pub(crate) async fn handle(State(app): State<Arc<App>>, AskedVideo(video): AskedVideo) -> Result<Response, ApiError> {
    let stored = app.store().design(&video.address.id).await?;
    let scene = stored.as_ref().and_then(|(scene, _)| raw(scene));
    let scene = scene.ok_or_else(not_designed)?;
    let trace = stored.and_then(|(_, trace)| raw(&trace?));
    let answer = Json(GetSceneResponse { video_id: video.address.id, scene, trace });
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

/// There is no scene, so nothing can be made of it.
pub(crate) fn not_designed() -> ApiError {
    let message =
        "the video has no scene: it is not designed yet, or could not be; ask again when its stage is past designing";
    ApiError::new(StatusCode::CONFLICT, "not_designed", message)
}

fn raw(text: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(text.to_owned()).ok()
}
