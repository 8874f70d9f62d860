//! `POST /v1/files`: files that shall appear are handed in; `GET /uploads/{digest}/{name}`: they are read again.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_fetch::{kind_of, media_type_of};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use crate::ApiError;
use crate::app::App;
use crate::slug::plain_file_name;

/// Largest file that is taken, in bytes.
pub(crate) const LARGEST_UPLOAD_BYTES: usize = 10 << 20;

/// What surrounds the file in a form, at most.
pub(crate) const FORM_BYTES: usize = 64 << 10;

/// Keeps a file and answers its address.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, ApiError> {
    let mut form = form.map_err(|_| {
        refused("missing_file", "Unsupported file type: the body must be multipart/form-data with one part named file")
    })?;
    while let Some(part) = form.next_field().await.map_err(|error| unreadable(&error))? {
        if part.name() != Some("file") {
            continue;
        }
        let name = plain_file_name(part.file_name().unwrap_or("file"));
        let declared = part.content_type().unwrap_or("unknown").to_owned();
        let bytes = part.bytes().await.map_err(|error| unreadable(&error))?;
        if bytes.len() > LARGEST_UPLOAD_BYTES {
            return Err(too_large());
        }
        // What a file says it is, is not believed; but it is what its sender knows it by.
        if kind_of(&bytes).is_none() {
            return Err(refused("unsupported_file_type", &format!("Unsupported file type: {declared}")));
        }
        let data = app.store().data_dir().clone();
        let kept = tokio::task::spawn_blocking(move || data.keep_upload(&bytes)).await;
        let digest = kept.map_err(|_| ApiError::internal())??;
        return Ok(Json(json!({ "url": app.links.upload(&digest, &name) })).into_response());
    }
    Err(refused("missing_file", "Unsupported file type: the form has no part named file"))
}

/// Sends a file that was handed in, to anyone with the link.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    path: Result<Path<(String, String)>, PathRejection>,
    signature: Result<Query<UploadSignature>, QueryRejection>,
) -> Result<Response, ApiError> {
    let (Ok(Path((digest, name))), Ok(Query(signature))) = (path, signature) else { return Err(no_such_file()) };
    if !app.links.is_upload(&digest, &name, &signature.sig) {
        return Err(no_such_file());
    }
    let path = app.store().data_dir().upload_path(&digest).ok_or_else(no_such_file)?;
    let mut file = tokio::fs::File::open(path).await.map_err(|_| no_such_file())?;
    let size_bytes = file.metadata().await.map_err(|_| no_such_file())?.len();
    // Enough to see what it is; the rest goes out as it is read.
    let mut first = Vec::new();
    (&mut file).take(SNIFFED_BYTES).read_to_end(&mut first).await.map_err(|_| no_such_file())?;
    let headers = [
        (header::CONTENT_TYPE, media_type_of(sniffed(&first)).to_owned()),
        (header::CONTENT_LENGTH, size_bytes.to_string()),
        (header::CACHE_CONTROL, "private, max-age=86400, immutable".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        // A foreign file never runs here.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (HeaderName::from_static("access-control-allow-origin"), "*".to_owned()),
    ];
    let whole = std::io::Cursor::new(first).chain(file);
    Ok((headers, Body::from_stream(ReaderStream::new(whole))).into_response())
}

/// So much of a file says what it is, in bytes.
const SNIFFED_BYTES: u64 = 64 << 10;

/// The beginning of a file without a last line that may be cut off.
fn sniffed(first: &[u8]) -> &[u8] {
    let is_cut = first.len() as u64 == SNIFFED_BYTES;
    let end = first.iter().rposition(|byte| *byte == b'\n').filter(|_| is_cut);
    &first[..end.map_or(first.len(), |newline| newline + 1)]
}

/// What follows the address of a file that was handed in.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct UploadSignature {
    sig: String,
}

fn refused(code: &'static str, message: &str) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, code, message.to_owned())
}

fn too_large() -> ApiError {
    let most = LARGEST_UPLOAD_BYTES >> 20;
    refused("file_too_large", &format!("Unsupported file type: the file is larger than {most} MB"))
}

fn unreadable(error: &axum::extract::multipart::MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    refused("unreadable_body", "Unsupported file type: the form could not be read to its end")
}

fn no_such_file() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "file_not_found", "there is no such file")
}
