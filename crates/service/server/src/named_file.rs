//! The files that a request names, as they are recorded.

use axum::http::StatusCode;
use pavo_fetch::{WebAddress, kind_of, read_data_url};

use crate::ApiError;
use crate::app::App;
use crate::contract::CreateVideoBody;
use crate::problem::{Problem, one_line};

/// A request whose files are recorded: those of this server, and those that are written into the request itself, by the
/// digest of their bytes; addresses of other servers as they are. Those are judged by their form alone: nothing is looked
/// up or opened before the job runs.
///
/// # Errors
/// All addresses that cannot be used, each with its field.
pub(crate) async fn with_recorded_files(app: &App, mut body: CreateVideoBody) -> Result<CreateVideoBody, ApiError> {
    let mut problems = Vec::new();
    let assets = body.assets.iter_mut().flatten().enumerate();
    let assets = assets.map(|(index, asset)| (format!("assets[{index}].url"), &mut asset.url));
    let reference = body.reference_image_url.iter_mut().map(|url| ("reference_image_url".to_owned(), url));
    let video = body.reference_video_url.iter_mut().map(|url| ("reference_video_url".to_owned(), url));
    let references = body.reference_image_urls.iter_mut().flatten().enumerate();
    let references = references.map(|(index, url)| (format!("reference_image_urls[{index}]"), url));
    for (field, url) in assets.chain(reference).chain(video).chain(references) {
        match recorded(app, url).await? {
            Ok(recorded) => *url = recorded,
            Err(problem) => problems.push(Problem { field, problem }),
        }
    }
    if problems.is_empty() {
        return Ok(body);
    }
    Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "unusable_address", one_line(&problems)).with_details(problems))
}

/// How an address is recorded, or what is wrong with it.
pub(crate) async fn recorded(app: &App, url: &str) -> Result<Result<String, String>, ApiError> {
    if url.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:")) {
        return kept(app, url).await;
    }
    match app.links.upload_of(url) {
        Some(Ok((digest, name))) => Ok(match is_still_kept(app, digest.clone()).await? {
            true => Ok(format!("upload:{digest}/{name}")),
            false => Err("is an address whose file is no longer kept; hand the file in again".to_owned()),
        }),
        Some(Err(_)) => Ok(Err("is no address that this server gave out; hand the file in again".to_owned())),
        None => Ok(WebAddress::parse(url).map(|_| url.to_owned()).map_err(|error| error.to_string())),
    }
}

/// Keeps the file that a data URL is.
async fn kept(app: &App, url: &str) -> Result<Result<String, String>, ApiError> {
    let bytes = match read_data_url(url) {
        Ok(bytes) if kind_of(&bytes).is_some() => bytes,
        Ok(_) => return Ok(Err("is a file of no kind that is taken".to_owned())),
        Err(error) => return Ok(Err(error.to_string())),
    };
    let data = app.store().data_dir().clone();
    let kept = tokio::task::spawn_blocking(move || data.keep_upload(&bytes)).await;
    let digest = kept.map_err(|_| ApiError::internal())??;
    Ok(Ok(format!("upload:{digest}/file")))
}

/// Whether a handed-in file is there; it will be as long as somebody uses it.
async fn is_still_kept(app: &App, digest: String) -> Result<bool, ApiError> {
    let data = app.store().data_dir().clone();
    let renewed = tokio::task::spawn_blocking(move || data.renew_upload(&digest)).await;
    Ok(renewed.map_err(|_| ApiError::internal())??)
}
