//! More files of a video that is designed.

use sqlx::Row;

use crate::database::kept_text;
use crate::enqueue::{catch_up, cost_of, insert_output, turn_of};
use crate::{OutputConfig, Store, StoreError};

/// Files that one video may have.
pub const MOST_OUTPUTS: u32 = 50;

/// What came of asking for more files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoreOutputs {
    /// They are queued behind those that the video has.
    Queued,
    /// The key has no such video.
    NoSuchVideo,
    /// The video has no scene: it is not designed yet, or could not be.
    NotDesigned,
    /// It would have more than [`MOST_OUTPUTS`].
    TooMany,
    /// As many videos wait as may.
    QueueFull,
}

impl Store {
    /// Asks for more files of a video of the key `key_id`, drawn from the scene that it has, where fewer than `most_queued`
    /// videos wait. They are files of the same video: a quota of videos does not count them.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn add_outputs(
        &self,
        key_id: &str,
        id: &str,
        outputs: &[OutputConfig],
        most_queued: u32,
    ) -> Result<MoreOutputs, StoreError> {
        const ACTION: &str = "asking for more files";
        let now = self.clock.now();
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        self.engine.take_turn(&mut transaction, ACTION).await?;
        catch_up(&mut transaction, key_id).await?;
        // Changed first, so that nobody deletes it meanwhile.
        let row = sqlx::query(
            "UPDATE videos SET updated_at = updated_at WHERE id = $1 AND key_id = $2 RETURNING \
             CASE WHEN scene IS NULL THEN 0 ELSE 1 END AS is_designed, duration_secs, \
             CASE WHEN state = 'done' THEN (SELECT COUNT(*) FROM videos WHERE state = 'queued') ELSE 0 END AS before_it, \
             (SELECT COUNT(*) FROM outputs WHERE video_id = $1) AS outputs",
        )
        .bind(kept_text(id))
        .bind(key_id.to_owned())
        .fetch_optional(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(MoreOutputs::NoSuchVideo) };
        let is_designed: i64 = row.try_get("is_designed").map_err(StoreError::while_(ACTION))?;
        let has: i64 = row.try_get("outputs").map_err(StoreError::while_(ACTION))?;
        let duration_secs: Option<f64> = row.try_get("duration_secs").map_err(StoreError::while_(ACTION))?;
        if is_designed == 0 {
            return Ok(MoreOutputs::NotDesigned);
        }
        if has + i64::try_from(outputs.len()).unwrap_or(i64::MAX) > i64::from(MOST_OUTPUTS) {
            return Ok(MoreOutputs::TooMany);
        }
        let before_it: i64 = row.try_get("before_it").map_err(StoreError::while_(ACTION))?;
        if before_it >= i64::from(most_queued) {
            return Ok(MoreOutputs::QueueFull);
        }
        for (position, config) in (has..).zip(outputs) {
            insert_output(&mut transaction, id, position, config, now).await?;
        }
        let cost: i64 = outputs.iter().map(|output| cost_of(output, duration_secs)).sum();
        // A worker that has it sees at its end that something is left.
        sqlx::query(
            "UPDATE videos SET state = CASE WHEN state = 'done' THEN 'queued' ELSE state END, \
             cost = CASE WHEN state = 'done' THEN $2 ELSE cost + $2 END, \
             turn = CASE WHEN state = 'done' THEN $3 ELSE turn END, updated_at = $4 WHERE id = $1",
        )
        .bind(id.to_owned())
        .bind(cost)
        .bind(turn_of(now, cost))
        .bind(now.0)
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok(MoreOutputs::Queued)
    }
}
