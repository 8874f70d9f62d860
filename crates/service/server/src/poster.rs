//! `GET /projects/{token}/poster.png`: a picture of a designed video, for anyone with the link.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use pavo_jobs::{PictureKind, WantedPicture};
use pavo_store::AspectRatio;

use crate::ApiError;
use crate::app::App;
use crate::picture;
use crate::problem::Problem;
use crate::project_view::POSTER_RESOLUTION;

/// Bytes of the posters that are kept: some hundred of them.
const KEPT_BYTES: usize = 32 << 20;

/// The posters that were asked for last: pages with many visitors draw each once.
#[derive(Debug, Default)]
pub(crate) struct Posters(Mutex<VecDeque<(String, Bytes)>>);

impl Posters {
    /// The picture with this tag, if it is still there.
    pub(crate) fn get(&self, etag: &str) -> Option<Bytes> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| known == etag)?;
        let found = kept.remove(place)?;
        let file = found.1.clone();
        kept.push_back(found);
        Some(file)
    }

    /// Keeps a picture; the ones not asked for longest make room.
    pub(crate) fn keep(&self, etag: String, file: Bytes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.iter().all(|(known, _)| *known != etag) {
            kept.push_back((etag, file));
        }
        while kept.iter().map(|(_, file)| file.len()).sum::<usize>() > KEPT_BYTES {
            kept.pop_front();
        }
    }
}

/// What may be asked of a poster.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct PosterQuery {
    aspect_ratio: Option<String>,
}

/// Answers the picture at a ratio that the video is made in; by default at that of its first output.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    token: Result<Path<String>, PathRejection>,
    query: Result<Query<PosterQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Path(token) = token.map_err(|_| ApiError::no_such_video())?;
    let video = app.store().video_of_project(&token).await?.ok_or_else(ApiError::no_such_video)?;
    let ratios: Vec<AspectRatio> = video.outputs.iter().map(|output| output.config.aspect_ratio).collect();
    // Nobody without a key has anything drawn but what the page shows.
    let aspect_ratio = match query.map(|Query(query)| query.aspect_ratio) {
        Ok(Some(word)) => ratios.iter().copied().find(|ratio| ratio.as_str() == word),
        Ok(None) => ratios.first().copied(),
        Err(_) => None,
    };
    let aspect_ratio = aspect_ratio.ok_or_else(|| wrong_ratio(&ratios))?;
    let wanted = WantedPicture { kind: PictureKind::Poster, aspect_ratio, resolution: POSTER_RESOLUTION };
    picture::answer(&app, &video, wanted, &headers).await
}

fn wrong_ratio(ratios: &[AspectRatio]) -> ApiError {
    let mut words: Vec<&str> = ratios.iter().map(|ratio| ratio.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    let problem = format!("must be a ratio of the project's outputs, once: {}", words.join(", "));
    ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", format!("aspect_ratio: {problem}"))
        .with_details(vec![Problem { field: "aspect_ratio".to_owned(), problem }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posters_asked_for_last_are_kept() {
        let posters = Posters::default();
        let large = Bytes::from(vec![0; KEPT_BYTES / 3]);
        for name in ["a", "b", "c"] {
            posters.keep(name.to_owned(), large.clone());
        }
        assert!(posters.get("a").is_some());
        posters.keep("d".to_owned(), large);
        assert!(posters.get("b").is_none(), "the one not asked for longest goes");
        assert!(["a", "c", "d"].iter().all(|name| posters.get(name).is_some()));
    }
}
