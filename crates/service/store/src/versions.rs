//! The versions of a video: the one it starts from, itself, and those that start from it.

use sqlx::Row;

use crate::{Store, StoreError, UnixMillis, Video, VideoAddress};

/// Most versions that are listed; of those that start from a video the newest.
const MOST: i64 = 24;

/// A version in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedVersion {
    /// By what it is reached.
    pub address: VideoAddress,
    /// How its prompt begins: at most 200 letters.
    pub prompt: String,
    /// What the design calls itself.
    pub title: Option<String>,
    /// Whether a scene is stored.
    pub is_designed: bool,
    /// When it was asked for.
    pub created_at: UnixMillis,
}

impl Store {
    /// The video that `video` starts from, when it is still there, `video` itself, and the newest of those that start from
    /// it: at most 24 of the same key, oldest to newest.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn versions_of(&self, video: &Video) -> Result<Vec<ListedVersion>, StoreError> {
        const ACTION: &str = "listing the versions of a video";
        // Itself and its parent come before the limit does. Whose they are is looked at afterwards: asked for it, `SQLite` would
        // go through all videos of the key, of which there may be thousands.
        let rows = sqlx::query(
            "SELECT id, project_token, key_id, SUBSTR(prompt, 1, 200) AS prompt, title, \
             CASE WHEN scene IS NULL THEN 0 ELSE 1 END AS is_designed, created_at \
             FROM videos WHERE id IN ( \
             SELECT id FROM videos WHERE id IN ($1, $2) UNION SELECT id FROM videos WHERE parent_id = $1) \
             ORDER BY CASE WHEN id IN ($1, $2) THEN 0 ELSE 1 END, created_at DESC, id DESC LIMIT $3",
        )
        .bind(video.address.id.clone())
        .bind(video.parent_id.clone().unwrap_or_default())
        .bind(MOST)
        .fetch_all(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let read = |row: &sqlx::any::AnyRow| -> Result<Option<ListedVersion>, sqlx::Error> {
            if row.try_get::<String, _>("key_id")? != video.key_id {
                return Ok(None);
            }
            let is_designed: i64 = row.try_get("is_designed")?;
            Ok(Some(ListedVersion {
                address: VideoAddress { id: row.try_get("id")?, project_token: row.try_get("project_token")? },
                prompt: row.try_get("prompt")?,
                title: row.try_get("title")?,
                is_designed: is_designed != 0,
                created_at: UnixMillis(row.try_get("created_at")?),
            }))
        };
        let versions: Result<Vec<_>, _> = rows.iter().filter_map(|row| read(row).transpose()).collect();
        let mut versions = versions.map_err(StoreError::while_(ACTION))?;
        versions.sort_by(|one, other| {
            one.created_at.cmp(&other.created_at).then_with(|| one.address.id.cmp(&other.address.id))
        });
        Ok(versions)
    }
}
