//! `GET /v1/videos/{video_id}/still.png` and `…/sheet.png`: pictures of a designed video, also before a file exists.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use pavo_jobs::{PictureKind, StudioError, WantedPicture};
use pavo_store::{AspectRatio, Resolution, Video};
use sha2::{Digest, Sha256};

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;
use crate::get_scene::not_designed;
use crate::problem::{Problem, one_line};

/// Pictures that are drawn at once; more wait.
pub(crate) const AT_ONCE: usize = 2;

/// How long a request waits until it is drawn.
const PATIENCE: Duration = Duration::from_secs(20);

/// What may be asked of a picture.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct PictureQuery {
    t: Option<String>,
    aspect_ratio: Option<String>,
    resolution: Option<String>,
}

/// One moment of a video.
pub(crate) async fn still(
    State(app): State<Arc<App>>,
    AskedVideo(video): AskedVideo,
    query: Result<Query<PictureQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let wanted = wanted_of(&video, query, Resolution::P1080, true)?;
    answer(&app, &video, wanted, &headers).await
}

/// A whole video at a glance.
pub(crate) async fn sheet(
    State(app): State<Arc<App>>,
    AskedVideo(video): AskedVideo,
    query: Result<Query<PictureQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let wanted = wanted_of(&video, query, Resolution::P720, false)?;
    answer(&app, &video, wanted, &headers).await
}

/// What the query asks for; all its problems at once.
fn wanted_of(
    video: &Video,
    query: Result<Query<PictureQuery>, QueryRejection>,
    usual: Resolution,
    is_still: bool,
) -> Result<WantedPicture, ApiError> {
    let Query(query) = query.map_err(|_| {
        let message = "the query cannot be read; t, aspect_ratio and resolution may be given, each once";
        ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", message)
    })?;
    let mut problems = Vec::new();
    let mut wrong = |field: &str, problem: String| problems.push(Problem { field: field.to_owned(), problem });
    let at_secs = query.t.map(|t| t.parse().ok().filter(|secs: &f64| (0.0..=120.0).contains(secs)));
    if at_secs == Some(None) {
        wrong("t", "must be a number of seconds, 0 to 120".to_owned());
    }
    let led = video.outputs.first().map_or(AspectRatio::R16x9, |output| output.config.aspect_ratio);
    let aspect_ratio = query.aspect_ratio.map_or(Ok(led), |word| word.parse()).unwrap_or_else(|error| {
        wrong("aspect_ratio", error.to_string());
        led
    });
    let resolution = query.resolution.map_or(Ok(usual), |word| word.parse()).unwrap_or_else(|error| {
        wrong("resolution", error.to_string());
        usual
    });
    if !problems.is_empty() {
        return Err(
            ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", one_line(&problems)).with_details(problems)
        );
    }
    let kind = if is_still { PictureKind::Still(at_secs.flatten()) } else { PictureKind::Sheet };
    Ok(WantedPicture { kind, aspect_ratio, resolution })
}

/// Draws what is wanted, unless whoever asks has it already.
pub(crate) async fn answer(
    app: &Arc<App>,
    video: &Video,
    wanted: WantedPicture,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let scene = app.store().scene(&video.address.id).await?.ok_or_else(not_designed)?;
    // The same scene and wish give the same picture.
    let digest = Sha256::digest(format!("{}\n{wanted:?}\n{scene}", env!("CARGO_PKG_VERSION")).as_bytes());
    let etag = format!("\"{}\"", HEXLOWER.encode(&digest[..16]));
    let is_poster = wanted.kind == PictureKind::Poster;
    // A page shows it more than once, and must not blink between.
    let keep = if is_poster { "private, max-age=3600" } else { "private, no-cache" };
    let common = [(header::ETAG, etag.clone()), (header::CACHE_CONTROL, keep.to_owned())];
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known == "*" || known.contains(&etag)) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let content = [(header::CONTENT_TYPE, "image/png"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    if let Some(file) = app.posters.get(&etag) {
        return Ok((common, content, file).into_response());
    }
    let turn = tokio::time::timeout(PATIENCE, app.drawing.clone().acquire_owned()).await;
    let turn = turn.map_err(|_| busy())?.map_err(|_| ApiError::internal())?;
    // Somebody else may have had it drawn meanwhile.
    if let Some(file) = app.posters.get(&etag) {
        return Ok((common, content, file).into_response());
    }
    // Drawn to its end, and its turn kept until then, also where whoever asked has hung up.
    let (drawing, tag) = (app.clone(), etag.clone());
    let drawn = tokio::spawn(async move {
        let _turn = turn;
        let file = Bytes::from(drawing.dispatcher.picture(scene, wanted).await?);
        if is_poster {
            drawing.posters.keep(tag, file.clone());
        }
        Ok(file)
    });
    let file = drawn.await.map_err(|_| ApiError::internal())?.map_err(|error| match error {
        StudioError::Failed { code: "after_the_end", message } => {
            let problem = message.trim_start_matches("t: ").to_owned();
            ApiError::new(StatusCode::CONFLICT, "after_the_end", message)
                .with_details(vec![Problem { field: "t".to_owned(), problem }])
        }
        StudioError::Failed { code: "asset_missing", message } => {
            ApiError::new(StatusCode::CONFLICT, "asset_missing", message)
        }
        _ => ApiError::internal(),
    })?;
    Ok((common, content, file).into_response())
}

fn busy() -> ApiError {
    let message = "many pictures are being drawn; try again in a moment";
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message).with_retry_after(Duration::from_secs(5))
}
