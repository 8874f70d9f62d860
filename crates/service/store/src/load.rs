//! How much there is to do.

use sqlx::Row;

use crate::{Store, StoreError};

/// How much there is to do, at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Videos that wait for a worker.
    pub queued: u64,
    /// Videos that a worker has.
    pub running: u64,
    /// Webhooks that are still to be told.
    pub webhooks: u64,
}

impl Store {
    /// How much there is to do.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn load(&self) -> Result<Load, StoreError> {
        const ACTION: &str = "counting what there is to do";
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM videos WHERE state = 'queued') AS queued, \
             (SELECT COUNT(*) FROM videos WHERE state = 'running') AS running, \
             (SELECT COUNT(*) FROM webhooks WHERE state = 'waiting') AS webhooks",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let count = |column: &str| -> Result<u64, StoreError> {
            let count: i64 = row.try_get(column).map_err(StoreError::while_(ACTION))?;
            Ok(u64::try_from(count).unwrap_or(0))
        };
        Ok(Load { queued: count("queued")?, running: count("running")?, webhooks: count("webhooks")? })
    }
}
