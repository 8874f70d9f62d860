//! Forgetting videos that ended long ago.

use crate::{Store, StoreError, UnixMillis};

/// Videos that are looked for at once.
const BATCH: i64 = 100;

/// True of a video that may be forgotten: nothing of it is to be made or told, and none that is to be made starts from it.
macro_rules! is_over {
    () => {
        "state = 'done' AND created_at < $1 AND updated_at < $1 \
         AND NOT EXISTS (SELECT 1 FROM videos AS child WHERE child.parent_id = videos.id AND child.state <> 'done') \
         AND NOT EXISTS (SELECT 1 FROM webhooks WHERE webhooks.video_id = videos.id AND webhooks.state = 'waiting')"
    };
}

impl Store {
    /// Forgets the videos whose work ended before `until`, with their files and objects; how many.
    ///
    /// One that another video starts from stays until that one is made. Ends early when `is_wanted` no longer holds.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn forget_videos(&self, until: UnixMillis, is_wanted: impl Fn() -> bool) -> Result<u64, StoreError> {
        const ACTION: &str = "looking for videos that ended long ago";
        let mut forgotten = 0;
        let mut last = String::new();
        while is_wanted() {
            let ids: Vec<(String,)> = sqlx::query_as(concat!(
                "SELECT id FROM videos WHERE id > $2 AND ",
                is_over!(),
                " ORDER BY id LIMIT $3"
            ))
            .bind(until.0)
            .bind(last.clone())
            .bind(BATCH)
            .fetch_all(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
            let Some((id,)) = ids.last() else { break };
            last.clone_from(id);
            for (id,) in ids {
                if !is_wanted() {
                    break;
                }
                forgotten += u64::from(self.forget_video(&id, until).await?);
            }
        }
        Ok(forgotten)
    }

    async fn forget_video(&self, id: &str, until: UnixMillis) -> Result<bool, StoreError> {
        const ACTION: &str = "forgetting a video";
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        // Nobody asks for more of it, or for one that starts from it, until it is gone.
        self.engine.take_turn(&mut transaction, ACTION).await?;
        let found = sqlx::query(concat!("UPDATE videos SET epoch = epoch + 1 WHERE id = $2 AND ", is_over!()))
            .bind(until.0)
            .bind(id.to_owned())
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::while_(ACTION))?;
        if found.rows_affected() == 0 {
            return Ok(false);
        }
        self.remove_video(transaction, id, ACTION).await?;
        Ok(true)
    }
}
