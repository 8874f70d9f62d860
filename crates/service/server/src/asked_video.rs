//! The video that a path names, for the key that made it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use pavo_store::Video;

use crate::ApiError;
use crate::app::App;
use crate::auth::Asker;

/// The video of `{video_id}` in the path; 404 where the key that asks made no such video.
#[derive(Debug)]
pub(crate) struct AskedVideo(pub(crate) Video);

impl FromRequestParts<Arc<App>> for AskedVideo {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        // What cannot be decoded is no id of ours.
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| ApiError::no_such_video())?;
        let asker = parts.extensions.get::<Asker>().ok_or_else(ApiError::internal)?;
        let id = path.get("video_id").ok_or_else(ApiError::internal)?;
        let video = app.store().video_of_key(&asker.key_id, id).await?;
        video.map(Self).ok_or_else(ApiError::no_such_video)
    }
}
