//! `POST /v1/videos`

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use pavo_fetch::WebAddress;
use pavo_jobs::SubmitError;
use pavo_store::{Idempotency, NewVideo, OutputConfig, UnknownWord, VideoAddress};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::ApiError;
use crate::app::App;
use crate::auth::Asker;
use crate::contract::{ConfigBody, CreateVideoBody};
use crate::named_file::with_recorded_files;
use crate::problem::Problem;

/// Longest word by which a request may come again.
const MOST_WORD_BYTES: usize = 255;

/// Queues a video and answers where to find it.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    require_json(&headers)?;
    let mut body = app.contract.read_create_video(&body.map_err(unreadable)?)?;
    let idempotency = idempotency_of(&headers, &body)?;
    // First of all: a request that comes again has its answer although what it names may be gone.
    if let Some(idempotency) = &idempotency
        && let Some(known) = app.store().known_request(&asker.key_id, idempotency).await.map_err(SubmitError::from)?
    {
        return Ok(answer(&app, &known, true));
    }
    if let Some(named) = &body.parent_video_id {
        body.parent_video_id = Some(parent_of(&app, &asker, named).await?);
    }
    let brand = brand_of(&app, &asker, &body).await?;
    let body = with_recorded_files(&app, body).await?;
    let video = NewVideo { idempotency, ..new_video(body, brand, asker)? };
    let queued = app.dispatcher.submit(&video).await?;
    Ok(answer(&app, &queued.address, queued.is_repeated))
}

/// Where a video is found; `is_repeated`: by a request that came before.
pub(crate) fn answer(app: &App, address: &VideoAddress, is_repeated: bool) -> Response {
    let answer = json!({ "video_id": address.id, "project_url": app.links.project(&address.project_token) });
    let repeated = (HeaderName::from_static("idempotent-replayed"), HeaderValue::from_static("true"));
    let headers: HeaderMap = is_repeated.then_some(repeated).into_iter().collect();
    (headers, Json(answer)).into_response()
}

/// The id of the video that a request starts from, which it names by its id or by the address of its project page.
async fn parent_of(app: &App, asker: &Asker, named: &str) -> Result<String, ApiError> {
    let parent = match project_token_of(named) {
        Some(token) => app.store().video_of_project(token).await?.filter(|video| video.key_id == asker.key_id),
        None => app.store().video_of_key(&asker.key_id, named).await?,
    };
    parent.map(|video| video.address.id).ok_or_else(|| no_such_parent(named))
}

/// The token in the address of a project page, whichever name this server had when it gave it out.
fn project_token_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let (_, token) = rest.rsplit_once("/projects/")?;
    token.split(['?', '#', '/']).next()
}

/// The brand of the style that a request names.
async fn brand_of(app: &App, asker: &Asker, body: &CreateVideoBody) -> Result<Option<Value>, ApiError> {
    let named = [("style_id", &body.style_id), ("brand_kit_id", &body.brand_kit_id)];
    let Some((field, id)) = named.into_iter().find_map(|(field, id)| Some((field, id.as_ref()?))) else {
        return Ok(None);
    };
    let Some(style) = app.store().style_of_key(&asker.key_id, id).await? else {
        let problem = format!("there is no style {id:?} among those of this key");
        return Err(ApiError::new(StatusCode::NOT_FOUND, "style_not_found", format!("{field}: {problem}"))
            .with_details(vec![Problem { field: field.to_owned(), problem }]));
    };
    Ok(serde_json::from_str(&style.brand).ok())
}

/// Where the end of a video is told: judged by its form alone.
fn webhook_of(url: Option<&str>) -> Result<Option<String>, ApiError> {
    let Some(url) = url else { return Ok(None) };
    WebAddress::parse(url).map(|_| Some(url.to_owned())).map_err(|error| {
        let problem = Problem { field: "webhook_url".to_owned(), problem: error.to_string() };
        ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", format!("webhook_url: {error}"))
            .with_details(vec![problem])
    })
}

/// The word by which a request may come again, and what it asks for.
fn idempotency_of(headers: &HeaderMap, body: &CreateVideoBody) -> Result<Option<Idempotency>, ApiError> {
    let Some(word) = headers.get("idempotency-key") else { return Ok(None) };
    let word = word.to_str().map(str::trim).unwrap_or_default();
    if word.is_empty() || word.len() > MOST_WORD_BYTES {
        let message = format!("the Idempotency-Key header must have 1 to {MOST_WORD_BYTES} visible ASCII characters");
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "invalid_idempotency_key", message));
    }
    let body_digest = HEXLOWER.encode(&Sha256::digest(json!(body).to_string().as_bytes()));
    Ok(Some(Idempotency { word: word.to_owned(), body_digest }))
}

fn new_video(body: CreateVideoBody, brand: Option<Value>, asker: Asker) -> Result<NewVideo, ApiError> {
    let mut request = json!(body);
    // As it is now: the style may be gone when the video is designed.
    request["brand"] = brand.unwrap_or_default();
    Ok(NewVideo {
        key_id: asker.key_id,
        outputs: output_configs(&body.outputs)?,
        request: request.to_string(),
        warnings: Vec::new(),
        // Not every database can hold the zero character, and no text needs it.
        prompt: body.prompt.replace('\0', " "),
        parent_id: body.parent_video_id,
        duration_secs: body.duration_seconds,
        seed: None,
        idempotency: None,
        webhook_url: webhook_of(body.webhook_url.as_deref())?,
        design: None,
    })
}

/// The outputs of a checked request.
pub(crate) fn output_configs(bodies: &[ConfigBody]) -> Result<Vec<OutputConfig>, ApiError> {
    bodies.iter().map(output_config).collect::<Result<_, _>>().map_err(|error| {
        tracing::error!(%error, "The contract and the types disagree");
        ApiError::internal()
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

/// A body without a type is taken for JSON; one with another type is not.
pub(crate) fn require_json(headers: &HeaderMap) -> Result<(), ApiError> {
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

/// A body that did not come to its end.
pub(crate) fn unreadable(rejection: BytesRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "the body is larger than 1 MiB")
    } else {
        ApiError::new(StatusCode::BAD_REQUEST, "unreadable_body", "the body could not be read to its end")
    }
}

fn no_such_parent(parent_id: &str) -> ApiError {
    let problem = format!("there is no video {parent_id:?} among those of this key");
    ApiError::new(StatusCode::NOT_FOUND, "parent_not_found", format!("parent_video_id: {problem}"))
        .with_details(vec![Problem { field: "parent_video_id".to_owned(), problem }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_project_pages_have_a_token() {
        for address in
            ["http://h:1/projects/abc", "https://a.example/x/projects/abc?from=mail#top", "HTTP://h/projects/abc/"]
        {
            assert_eq!(project_token_of(address), Some("abc"), "{address}");
        }
        for id in ["vid_abc", "/projects/abc", "http://h/videos/abc", ""] {
            assert_eq!(project_token_of(id), None, "{id}");
        }
    }
}
