//! `PATCH /v1/videos/{video_id}/scene`: a new version of a video, with a changed scene.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use pavo_jobs::{PatchError, PatchKind, patched};
use pavo_store::{NewDesign, NewVideo};
use serde_json::{Value, json};

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;
use crate::contract::invalid_json;
use crate::create_video::{answer, unreadable};
use crate::get_scene::not_designed;
use crate::problem::{Problem, one_line};

/// Changes the scene and queues what comes of it as a video of its own, with the outputs of the one it starts from; that
/// one stays as it is.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    AskedVideo(video): AskedVideo,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body = body.map_err(unreadable)?;
    let kind = kind_of(&headers)?;
    let patch: Value = serde_json::from_slice(&body).map_err(|error| invalid_json(&error))?;
    let scene = app.store().scene(&video.address.id).await?.ok_or_else(not_designed)?;
    let changed = tokio::task::spawn_blocking(move || patched(&scene, &patch, kind)).await;
    let version = changed.map_err(|_| ApiError::internal())?.map_err(refused)?;
    let new = NewVideo {
        key_id: video.key_id,
        parent_id: Some(video.address.id.clone()),
        prompt: video.prompt,
        // Nothing of it is asked for anew.
        request: json!({ "version_of": video.address.id }).to_string(),
        duration_secs: Some(version.duration_secs),
        seed: video.seed,
        warnings: version.warnings,
        outputs: video.outputs.iter().map(|output| output.config).collect(),
        idempotency: None,
        webhook_url: None,
        design: Some(NewDesign { title: version.title, scene: version.scene, trace: "[]".to_owned() }),
    };
    let queued = app.dispatcher.submit(&new).await?;
    Ok(answer(&app, &queued.address, false))
}

/// How the changes are written: plain JSON is merged.
fn kind_of(headers: &HeaderMap) -> Result<PatchKind, ApiError> {
    let full = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
    let essence = full.map(|full| full.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    match essence.as_deref() {
        None | Some("application/json" | "application/merge-patch+json") => Ok(PatchKind::Merge),
        Some("application/json-patch+json") => Ok(PatchKind::Operations),
        Some(other) => Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            format!(
                "the content type is {other:?}, but must be \"application/merge-patch+json\" (or \"application/json\"), or \
                 \"application/json-patch+json\" for a list of operations"
            ),
        )),
    }
}

fn refused(error: PatchError) -> ApiError {
    match error {
        PatchError::Patch(message) => ApiError::new(StatusCode::BAD_REQUEST, "invalid_patch", message),
        PatchError::Unfit(message) => ApiError::new(StatusCode::CONFLICT, "patch_does_not_fit", message),
        PatchError::Scene(problems) => {
            let told = |problem: &pavo_scene::Problem| Problem {
                field: problem.pointer.clone(),
                problem: [
                    Some(problem.message.clone()),
                    problem.found.as_ref().map(|found| format!("found {found}")),
                    problem.allowed.as_ref().map(|allowed| format!("allowed: {allowed}")),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            };
            let problems: Vec<Problem> = problems.iter().map(told).collect();
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_scene", one_line(&problems)).with_details(problems)
        }
    }
}
