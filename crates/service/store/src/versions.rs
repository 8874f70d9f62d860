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
        // Itself and its parent come before the limit does.
        let rows = sqlx::query(
            "SELECT id, project_token, SUBSTR(prompt, 1, 200) AS prompt, title, \
             CASE WHEN scene IS NULL THEN 0 ELSE 1 END AS is_designed, created_at \
             FROM videos WHERE key_id = $1 AND (id = $2 OR id = $3 OR parent_id = $2) \
             ORDER BY CASE WHEN id = $2 OR id = $3 THEN 0 ELSE 1 END, created_at DESC, id DESC LIMIT $4",
        )
        .bind(video.key_id.clone())
        .bind(video.address.id.clone())
        .bind(video.parent_id.clone().unwrap_or_default())
        .bind(MOST)
        .fetch_all(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let read = |row: &sqlx::any::AnyRow| -> Result<ListedVersion, sqlx::Error> {
            let is_designed: i64 = row.try_get("is_designed")?;
            Ok(ListedVersion {
                address: VideoAddress { id: row.try_get("id")?, project_token: row.try_get("project_token")? },
                prompt: row.try_get("prompt")?,
                title: row.try_get("title")?,
                is_designed: is_designed != 0,
                created_at: UnixMillis(row.try_get("created_at")?),
            })
        };
        let versions: Result<Vec<_>, _> = rows.iter().map(read).collect();
        let mut versions = versions.map_err(StoreError::while_(ACTION))?;
        versions.sort_by(|one, other| {
            one.created_at.cmp(&other.created_at).then_with(|| one.address.id.cmp(&other.address.id))
        });
        Ok(versions)
    }
}
