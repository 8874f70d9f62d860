//! Ending a video before its time: cancelled, or gone altogether.

use sqlx::{Any, AnyConnection, Transaction};

use crate::database::kept_text;
use crate::webhook::tell_end;
use crate::{Failure, Store, StoreError, UnixMillis};

impl Store {
    /// Ends what is unfinished of a video of the key `key_id` with `failure`; files that are finished stay. Whoever works on it
    /// loses the claim. False when nothing was unfinished, or the key has no such video.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn cancel_video(&self, key_id: &str, id: &str, failure: &Failure) -> Result<bool, StoreError> {
        const ACTION: &str = "cancelling a video";
        let now = self.clock.now().0;
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        let ended = sqlx::query(
            "UPDATE videos SET state = 'done', epoch = epoch + 1, lease_until = NULL, updated_at = $3 \
             WHERE id = $1 AND key_id = $2 AND state <> 'done'",
        )
        .bind(kept_text(id))
        .bind(key_id.to_owned())
        .bind(now)
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
            "UPDATE outputs SET state = 'failed', error_code = $2, error = $3, updated_at = $4 \
             WHERE video_id = $1 AND state IN ('waiting', 'rendering')",
        )
        .bind(id.to_owned())
        .bind(failure.code.clone())
        .bind(failure.message.clone())
        .bind(now)
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        tell_end(&mut transaction, id, UnixMillis(now)).await?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok(true)
    }

    /// Removes a video of the key `key_id` with its files. Whoever works on it loses the claim. False when the key has no
    /// such video.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn delete_video(&self, key_id: &str, id: &str) -> Result<bool, StoreError> {
        const ACTION: &str = "deleting a video";
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        // Changed first, as by everybody who changes outputs: who waits for whom goes one way.
        let found = sqlx::query("UPDATE videos SET epoch = epoch + 1 WHERE id = $1 AND key_id = $2")
            .bind(kept_text(id))
            .bind(key_id.to_owned())
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::while_(ACTION))?;
        if found.rows_affected() == 0 {
            return Ok(false);
        }
        self.remove_video(transaction, id, ACTION).await?;
        Ok(true)
    }

    /// Removes a video's rows, which ends the transaction, and then its files.
    pub(crate) async fn remove_video(
        &self,
        mut transaction: Transaction<'_, Any>,
        id: &str,
        action: &'static str,
    ) -> Result<(), StoreError> {
        remove_rows(&mut transaction, id, action).await?;
        self.note_removal(&mut transaction, id).await?;
        transaction.commit().await.map_err(StoreError::while_(action))?;
        self.remove_files(id.to_owned()).await
    }

    /// Removes the files of videos that are no longer recorded: what a worker wrote while its video was deleted. A bucket is
    /// not touched: its objects are noted where they are to be removed, and an older copy of the rows knows of fewer.
    ///
    /// Only for the one server of the data folder, and before it begins to work. Tells how many videos left something.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub(crate) async fn sweep_unrecorded(&self) -> Result<u64, StoreError> {
        let mut swept = 0;
        for id in self.data.video_folders() {
            if !self.is_recorded(&id).await? {
                self.remove_local_files(id).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

/// Forgets a video whose row the transaction changed. Its outputs go first: they refer to it.
pub(crate) async fn remove_rows(
    connection: &mut AnyConnection,
    id: &str,
    action: &'static str,
) -> Result<(), StoreError> {
    for sql in ["DELETE FROM outputs WHERE video_id = $1", "DELETE FROM videos WHERE id = $1"] {
        sqlx::query(sql).bind(id.to_owned()).execute(&mut *connection).await.map_err(StoreError::while_(action))?;
    }
    Ok(())
}
