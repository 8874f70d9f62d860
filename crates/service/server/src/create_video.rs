//! `POST /v1/videos`

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_fetch::{kind_of, read_data_url};
use pavo_store::{NewVideo, OutputConfig, UnknownWord};
use serde_json::json;

use crate::ApiError;
use crate::app::App;
use crate::auth::Asker;
use crate::contract::{AssetBody, ConfigBody, CreateVideoBody};
use crate::problem::{Problem, one_line};

/// Queues a video and answers where to find it.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    require_json(&headers)?;
    let body = app.contract.read_create_video(&body.map_err(unreadable)?)?;
    if let Some(parent_id) = &body.parent_video_id {
        let parent = app.store().video_of_key(&asker.key_id, parent_id).await?;
        if parent.is_none() {
            return Err(no_such_parent(parent_id));
        }
    }
    let body = CreateVideoBody { assets: recorded_assets(&app, body.assets.clone()).await?, ..body };
    let body = with_references(&app, body)?;
    let video = new_video(body, asker)?;
    let address = app.dispatcher.submit(&video).await?;
    let answer = json!({
        "video_id": address.id,
        "project_url": app.links.project(&address.project_token),
    });
    Ok(Json(answer).into_response())
}

/// The files of a request as they are recorded: those of this server, and those that are written into the request itself,
/// by the digest of their bytes; addresses of other servers as they are.
async fn recorded_assets(app: &App, assets: Option<Vec<AssetBody>>) -> Result<Option<Vec<AssetBody>>, ApiError> {
    let Some(assets) = assets else { return Ok(None) };
    let mut recorded = Vec::new();
    let mut problems = Vec::new();
    for (index, asset) in assets.into_iter().enumerate() {
        let is_data = asset.url.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"));
        let found = if is_data {
            kept(app, &asset.url).await?
        } else {
            match app.links.upload_of(&asset.url) {
                Some(Ok((digest, name))) => Ok(Some(format!("upload:{digest}/{name}"))),
                Some(Err(_)) => Err("is no address that this server gave out; hand the file in again".to_owned()),
                None => Ok(None),
            }
        };
        match found {
            Ok(Some(url)) => recorded.push(AssetBody { url, ..asset }),
            Ok(None) => recorded.push(asset),
            Err(problem) => problems.push(Problem { field: format!("assets[{index}].url"), problem }),
        }
    }
    if problems.is_empty() {
        return Ok(Some(recorded));
    }
    Err(ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", one_line(&problems)).with_details(problems))
}

/// A request whose reference pictures are recorded as its files are.
fn with_references(app: &App, mut body: CreateVideoBody) -> Result<CreateVideoBody, ApiError> {
    let mut problems = Vec::new();
    let mut record = |field: String, url: &mut String| match app.links.upload_of(url) {
        Some(Ok((digest, name))) => *url = format!("upload:{digest}/{name}"),
        Some(Err(_)) => {
            let problem = "is no address that this server gave out; hand the file in again".to_owned();
            problems.push(Problem { field, problem });
        }
        None => {}
    };
    if let Some(url) = &mut body.reference_image_url {
        record("reference_image_url".to_owned(), url);
    }
    if let Some(url) = &mut body.reference_video_url {
        record("reference_video_url".to_owned(), url);
    }
    for (index, url) in body.reference_image_urls.iter_mut().flatten().enumerate() {
        record(format!("reference_image_urls[{index}]"), url);
    }
    if problems.is_empty() {
        return Ok(body);
    }
    Err(ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", one_line(&problems)).with_details(problems))
}

/// Keeps the file that a data URL is.
async fn kept(app: &App, url: &str) -> Result<Result<Option<String>, String>, ApiError> {
    let bytes = match read_data_url(url) {
        Ok(bytes) if kind_of(&bytes).is_some() => bytes,
        Ok(_) => return Ok(Err("is a file of no kind that is taken".to_owned())),
        Err(error) => return Ok(Err(error.to_string())),
    };
    let data = app.store().data_dir().clone();
    let kept = tokio::task::spawn_blocking(move || data.keep_upload(&bytes)).await;
    let digest = kept.map_err(|_| ApiError::internal())??;
    Ok(Ok(Some(format!("upload:{digest}/file"))))
}

fn new_video(body: CreateVideoBody, asker: Asker) -> Result<NewVideo, ApiError> {
    let disagree = |error: UnknownWord| {
        tracing::error!(%error, "The contract and the types disagree");
        ApiError::internal()
    };
    let outputs = body.outputs.iter().map(output_config);
    Ok(NewVideo {
        key_id: asker.key_id,
        outputs: outputs.collect::<Result<_, _>>().map_err(disagree)?,
        request: json!(body).to_string(),
        warnings: warnings(&body),
        // Not every database can hold the zero character, and no text needs it.
        prompt: body.prompt.replace('\0', " "),
        parent_id: body.parent_video_id,
        duration_secs: body.duration_seconds,
        seed: None,
    })
}

fn output_config(body: &ConfigBody) -> Result<OutputConfig, UnknownWord> {
    Ok(OutputConfig {
        format: body.format.parse()?,
        aspect_ratio: body.aspect_ratio.parse()?,
        fps: body.fps.parse()?,
        resolution: body.resolution.parse()?,
    })
}

/// What this version takes but does not use, said rather than hidden.
fn warnings(body: &CreateVideoBody) -> Vec<String> {
    let unused = [("style_id", body.style_id.is_some()), ("brand_kit_id", body.brand_kit_id.is_some())];
    unused
        .iter()
        .filter(|(_, is_given)| *is_given)
        .map(|(field, _)| {
            let verb = if field.ends_with('s') { "are" } else { "is" };
            format!("{field} {verb} not used yet: this version designs from the prompt alone")
        })
        .collect()
}

/// A body without a type is taken for JSON; one with another type is not.
fn require_json(headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let full = value.to_str().unwrap_or_default();
    let essence = full.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json")) {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        format!("the content type is {full:?}, but must be \"application/json\""),
    ))
}

fn unreadable(rejection: BytesRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "the body is larger than 1 MiB")
    } else {
        ApiError::new(StatusCode::BAD_REQUEST, "unreadable_body", "the body could not be read to its end")
    }
}

fn no_such_parent(parent_id: &str) -> ApiError {
    let problem = format!("there is no video {parent_id:?} among those of this key");
    ApiError::new(StatusCode::BAD_REQUEST, "parent_not_found", format!("parent_video_id: {problem}"))
        .with_details(vec![Problem { field: "parent_video_id".to_owned(), problem }])
}
