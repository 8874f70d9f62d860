//! `GET /v1/videos`

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use pavo_store::{Cursor, Video};
use serde::Serialize;

use crate::ApiError;
use crate::app::App;
use crate::auth::Asker;
use crate::get_video::{GetVideoResponse, response_of};
use crate::problem::{Problem, one_line};

/// Entries of a page, where the request does not say.
const USUAL: u32 = 20;

/// Most entries of a page.
const MOST: u32 = 100;

/// What may be asked of the list.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct ListQuery {
    limit: Option<String>,
    cursor: Option<String>,
}

/// A page on the wire.
#[derive(Debug, Serialize)]
struct ListVideosResponse {
    videos: Vec<ListEntry>,
    /// Null on the last page.
    next_cursor: Option<String>,
}

/// A video in a list on the wire.
#[derive(Debug, Serialize)]
struct ListEntry {
    #[serde(flatten)]
    video: GetVideoResponse,
    prompt: String,
    title: Option<String>,
    duration_seconds: Option<f64>,
    parent_video_id: Option<String>,
    created_at: String,
}

/// Answers the videos that the key made, newest first.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| {
        let message = "the query cannot be read; limit and cursor may be given, each once";
        ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", message)
    })?;
    let mut problems = Vec::new();
    let limit = query.limit.map_or(Some(USUAL), |text| text.parse().ok().filter(|limit| (1..=MOST).contains(limit)));
    if limit.is_none() {
        problems.push(Problem { field: "limit".to_owned(), problem: format!("must be a whole number, 1 to {MOST}") });
    }
    let cursor = query.cursor.map(|text| Cursor::of_text(&text));
    if cursor == Some(None) {
        let problem = "must be the next_cursor of an earlier answer".to_owned();
        if problems.is_empty() {
            let message = format!("cursor: {problem}");
            return Err(ApiError::new(StatusCode::NOT_FOUND, "page_not_found", message)
                .with_details(vec![Problem { field: "cursor".to_owned(), problem }]));
        }
        problems.push(Problem { field: "cursor".to_owned(), problem });
    }
    let (Some(limit), true) = (limit, problems.is_empty()) else {
        return Err(
            ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", one_line(&problems)).with_details(problems)
        );
    };
    let page = app.store().videos_of_key(&asker.key_id, cursor.flatten().as_ref(), limit).await?;
    let answer = ListVideosResponse {
        videos: page.videos.into_iter().map(|video| entry_of(&app, video)).collect(),
        next_cursor: page.next.map(|cursor| cursor.to_text()),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

fn entry_of(app: &App, video: Video) -> ListEntry {
    ListEntry {
        prompt: video.prompt.clone(),
        title: video.title.clone(),
        duration_seconds: video.duration_secs,
        parent_video_id: video.parent_id.clone(),
        created_at: video.created_at.to_string(),
        video: response_of(app, video),
    }
}
