//! `GET /files/{video_id}/{position}/{name}?exp&sig`: finished files, for anyone with the link.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_store::{Output, OutputState, StoreError, Video};

use crate::ApiError;
use crate::app::App;
use crate::byte_range::ByteRange;
use crate::link::{LinkError, Signature};
use crate::slug::download_name;

/// When a bucket that did not answer may answer again.
const AGAIN: Duration = Duration::from_secs(10);

/// Lets pages of other sites read the file and its size; on errors too.
const CORS: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// What may follow the signature.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Wishes {
    /// Present: save rather than show.
    download: Option<String>,
}

/// Sends a file or a part of it.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    method: Method,
    path: Result<Path<(String, u32, String)>, PathRejection>,
    signature: Result<Query<Signature>, QueryRejection>,
    wishes: Result<Query<Wishes>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let is_download = wishes.is_ok_and(|Query(wishes)| wishes.download.is_some());
    let answer = async {
        let Path((video_id, position, name)) = path.map_err(|_| no_such_file())?;
        let Query(signature) = signature.map_err(|_| refused(LinkError::Forged))?;
        let now = app.store().clock().now();
        app.links.check(&video_id, position, &name, &signature, now).map_err(refused)?;
        let video = app.store().video(&video_id).await?.ok_or_else(no_such_file)?;
        let output = video.outputs.iter().find(|output| output.position == position);
        let output = output.ok_or_else(no_such_file)?;
        send(&app, &video, output, &headers, &method, is_download).await
    };
    (CORS, answer.await).into_response()
}

/// Answers a browser that asks whether it may ask for a range.
pub(crate) async fn preflight() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Range, If-Range, If-None-Match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, CORS, allowed).into_response()
}

async fn send(
    app: &App,
    video: &Video,
    output: &Output,
    headers: &HeaderMap,
    method: &Method,
    is_download: bool,
) -> Result<Response, ApiError> {
    let OutputState::Done { object, size_bytes } = &output.state else {
        return Err(no_such_file());
    };
    let unread = |error: StoreError| unread(video, output, error);
    let file = app.store().stored_file(object, *size_bytes).await.map_err(unread)?;
    let size_bytes = file.size_bytes();

    // An object's name is used once, so it stands for its bytes.
    let etag = format!("\"{}\"", object.replace('/', "-"));
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let disposition = if is_download { "attachment" } else { "inline" };
    let common = [
        (header::ETAG, etag.clone()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=86400, immutable".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    if text(header::IF_NONE_MATCH).is_some_and(|tags| tags == "*" || tags.contains(&etag)) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }

    let is_same_file = text(header::IF_RANGE).is_none_or(|tag| tag == etag);
    let range = match text(header::RANGE) {
        Some(range) if is_same_file => ByteRange::parse(range, size_bytes),
        _ => ByteRange::Whole,
    };
    let (status, first, length, content_range) = match range {
        ByteRange::Whole => (StatusCode::OK, 0, size_bytes, None),
        ByteRange::Part { first, last } => {
            (StatusCode::PARTIAL_CONTENT, first, last - first + 1, Some(format!("bytes {first}-{last}/{size_bytes}")))
        }
        ByteRange::Unsatisfiable => {
            let total = [(header::CONTENT_RANGE, format!("bytes */{size_bytes}"))];
            let error = ApiError::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "range_not_satisfiable",
                format!("the file has {size_bytes} bytes; the range asks for others"),
            );
            return Ok((total, error).into_response());
        }
    };
    let body = if method == Method::HEAD {
        file.check().await.map_err(unread)?;
        Body::empty()
    } else {
        Body::from_stream(file.read(first, length).await.map_err(unread)?)
    };
    let entity = [
        (header::CONTENT_TYPE, output.config.format.media_type().to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, format!("{disposition}; filename=\"{}\"", download_name(video, output))),
    ];
    let range = content_range.map(|range| [(header::CONTENT_RANGE, range)]);
    let mut response = (status, common, entity, body).into_response();
    for (name, value) in range.into_iter().flatten() {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// A file that is recorded and cannot be read.
fn unread(video: &Video, output: &Output, error: StoreError) -> ApiError {
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    tracing::error!(
        job.id = %video.address.id, output = output.position, %error, cause, "A stored file cannot be read"
    );
    match error {
        StoreError::Objects { .. } => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "storage_unavailable",
            "the store that has the file does not answer; try again in a moment",
        )
        .with_retry_after(AGAIN),
        StoreError::File { .. } => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "storage_unavailable",
            "the file cannot be read just now; try again in a moment",
        )
        .with_retry_after(AGAIN),
        _ => no_such_file(),
    }
}

fn refused(error: LinkError) -> ApiError {
    match error {
        LinkError::Forged => ApiError::new(
            StatusCode::FORBIDDEN,
            "bad_signature",
            "this link is incomplete or was changed; read the video again for a good one",
        ),
        LinkError::Expired => ApiError::new(
            StatusCode::FORBIDDEN,
            "link_expired",
            "this link has expired; read the video again for a fresh one",
        ),
    }
}

fn no_such_file() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "file_not_found", "there is no such file")
}
