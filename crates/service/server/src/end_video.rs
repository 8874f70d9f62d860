//! `POST /v1/videos/{video_id}/cancel` and `DELETE /v1/videos/{video_id}`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_store::Failure;

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;
use crate::get_video::response_of;

/// Ends what is unfinished; files that are finished stay. Answers the video as it is then, however often it is asked.
pub(crate) async fn cancel(State(app): State<Arc<App>>, AskedVideo(video): AskedVideo) -> Result<Response, ApiError> {
    let failure = Failure { code: "cancelled".to_owned(), message: "cancelled on request".to_owned() };
    app.store().cancel_video(&video.key_id, &video.address.id, &failure).await?;
    let video = app.store().video_of_key(&video.key_id, &video.address.id).await?;
    let answer = Json(response_of(&app, video.ok_or_else(ApiError::no_such_video)?));
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

/// Removes a video with its files; what is unfinished is ended.
pub(crate) async fn delete(State(app): State<Arc<App>>, AskedVideo(video): AskedVideo) -> Result<StatusCode, ApiError> {
    let was_there = app.store().delete_video(&video.key_id, &video.address.id).await?;
    if was_there { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::no_such_video()) }
}
