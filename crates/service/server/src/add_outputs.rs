//! `POST /v1/videos/{video_id}/exports`: more files of a designed video.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_jobs::{RETRY_AFTER, SubmitError};
use pavo_store::{MOST_OUTPUTS, MoreOutputs};

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;
use crate::create_video::{output_configs, require_json, unreadable};
use crate::get_scene::not_designed;
use crate::get_video::response_of;

/// Queues the files and answers the video with them.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    AskedVideo(video): AskedVideo,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    require_json(&headers)?;
    let body = app.contract.read_exports(&body.map_err(unreadable)?)?;
    let outputs = output_configs(&body.outputs)?;
    if app.dispatcher.is_stopping() {
        return Err(ApiError::stopping());
    }
    let most_queued = app.dispatcher.settings().max_queued;
    match app.store().add_outputs(&video.key_id, &video.address.id, &outputs, most_queued).await? {
        MoreOutputs::Queued => app.dispatcher.look_again(),
        MoreOutputs::NoSuchVideo => return Err(ApiError::no_such_video()),
        MoreOutputs::NotDesigned => return Err(not_designed()),
        MoreOutputs::QueueFull => {
            let full = SubmitError::QueueFull { max_queued: most_queued, retry_after: RETRY_AFTER };
            return Err(full.into());
        }
        MoreOutputs::TooMany => {
            let has = video.outputs.len();
            let message = format!("outputs: a video has at most {MOST_OUTPUTS} files, and this one has {has} already");
            return Err(ApiError::new(StatusCode::CONFLICT, "too_many_outputs", message));
        }
    }
    let video = app.store().video_of_key(&video.key_id, &video.address.id).await?;
    let answer = Json(response_of(&app, video.ok_or_else(ApiError::no_such_video)?));
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}
