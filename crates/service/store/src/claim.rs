//! Claims: one worker at a time, and a result recorded once.
//!
//! Taking a video raises its epoch. Everything a worker writes names the epoch it works
//! under, and nothing is written when a later worker has raised it since.

use std::time::Duration;

use sqlx::Row;

use crate::webhook::tell_end;
use crate::{Output, ServeLock, Store, StoreError, Video};

/// The right to work on a video, until its lease ends or somebody else takes over.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The video as it was when it was claimed.
    pub video: Video,
    epoch: i64,
}

/// A piece of work on a video that is begun, interrupted and counted on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Words become a scene.
    Design,
    /// The output at this position is drawn and stored.
    Output(u32),
}

/// True where the video `$1` is still held under the epoch `$2`.
macro_rules! held {
    () => {
        "EXISTS (SELECT 1 FROM videos WHERE id = $1 AND epoch = $2 AND state = 'running')"
    };
}

pub(crate) use held;

impl Claim {
    /// The video's id.
    #[must_use]
    pub fn video_id(&self) -> &str {
        &self.video.address.id
    }

    pub(crate) fn object(&self, output: &Output) -> String {
        format!("{}/{}-{}.{}", self.video_id(), output.position, self.epoch, output.config.format.extension())
    }
}

impl Store {
    /// Puts back what a dead server was working on. The lock proves that it is dead.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn recover(&self, _lock: &ServeLock) -> Result<u64, StoreError> {
        const ACTION: &str = "picking up unfinished videos";
        sqlx::query("UPDATE outputs SET state = 'waiting', progress = 0.0 WHERE state = 'rendering'")
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        let result = sqlx::query("UPDATE videos SET state = 'queued', lease_until = NULL WHERE state = 'running'")
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        self.sweep_unrecorded().await?;
        Ok(result.rows_affected())
    }

    /// Takes a video that waits, or whose worker let its lease run out: of the key for which the least was drawn so far, the
    /// one whose turn it is.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::UnknownValue`].
    pub async fn claim_next(&self, lease: Duration) -> Result<Option<Claim>, StoreError> {
        const ACTION: &str = "taking a video from the queue";
        let now = self.clock.now();
        let row = sqlx::query(
            "UPDATE videos SET state = 'running', epoch = epoch + 1, lease_until = $1, \
             updated_at = $2 \
             WHERE id = (SELECT videos.id FROM videos JOIN keys ON keys.id = videos.key_id \
                 WHERE (videos.state = 'queued' OR (videos.state = 'running' AND videos.lease_until < $2)) \
                 AND (keys.videos_at_once IS NULL OR keys.videos_at_once > (SELECT COUNT(*) FROM videos AS under_way \
                     WHERE under_way.key_id = keys.id AND under_way.state = 'running' \
                     AND under_way.lease_until >= $2)) \
                 ORDER BY keys.served, videos.turn, videos.id LIMIT 1) \
             AND (state = 'queued' OR (state = 'running' AND lease_until < $2)) \
             RETURNING id, epoch, key_id, cost",
        )
        .bind(now.plus(lease).0)
        .bind(now.0)
        .fetch_optional(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(None) };
        let id: String = row.try_get("id").map_err(StoreError::while_(ACTION))?;
        let epoch: i64 = row.try_get("epoch").map_err(StoreError::while_(ACTION))?;
        let key_id: String = row.try_get("key_id").map_err(StoreError::while_(ACTION))?;
        let cost: i64 = row.try_get("cost").map_err(StoreError::while_(ACTION))?;
        sqlx::query("UPDATE keys SET served = served + $2 WHERE id = $1")
            .bind(key_id)
            .bind(cost)
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        let video = self.video(&id).await?;
        Ok(video.map(|video| Claim { video, epoch }))
    }

    /// Prolongs the lease; false when the claim is lost.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn extend(&self, claim: &Claim, lease: Duration) -> Result<bool, StoreError> {
        let query = sqlx::query(concat!("UPDATE videos SET lease_until = $3 WHERE id = $1 AND ", held!()));
        self.commit(claim, query, |query| query.bind(self.clock.now().plus(lease).0)).await
    }

    /// Counts a step as begun and tells the count; `None` when the claim is lost or the
    /// output is final.
    ///
    /// Counting at the start, not at the end, also counts a step that kills the process.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn begin(&self, claim: &Claim, step: Step) -> Result<Option<u32>, StoreError> {
        const ACTION: &str = "beginning a step";
        let query = match step {
            Step::Design => sqlx::query(concat!(
                "UPDATE videos SET design_attempts = design_attempts + 1 WHERE id = $1 AND ",
                held!(),
                " RETURNING design_attempts AS attempts"
            ))
            .bind(claim.video_id().to_owned())
            .bind(claim.epoch),
            Step::Output(position) => sqlx::query(concat!(
                "UPDATE outputs SET state = 'rendering', attempts = attempts + 1, epoch = $2, \
                 progress = 0.0, updated_at = $4 WHERE video_id = $1 AND position = $3 \
                 AND state IN ('waiting', 'rendering') AND ",
                held!(),
                " RETURNING attempts"
            ))
            .bind(claim.video_id().to_owned())
            .bind(claim.epoch)
            .bind(i64::from(position))
            .bind(self.clock.now().0),
        };
        let row = query.fetch_optional(&self.pool).await.map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(None) };
        let attempts: i64 = row.try_get("attempts").map_err(StoreError::while_(ACTION))?;
        Ok(Some(u32::try_from(attempts).unwrap_or(u32::MAX)))
    }

    /// Takes back the count of a step that was interrupted on purpose.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn take_back(&self, claim: &Claim, step: Step) -> Result<bool, StoreError> {
        match step {
            Step::Design => {
                let query = sqlx::query(concat!(
                    "UPDATE videos SET design_attempts = design_attempts - 1 WHERE id = $1 AND ",
                    held!()
                ));
                self.commit(claim, query, |query| query).await
            }
            Step::Output(position) => {
                let query = sqlx::query(concat!(
                    "UPDATE outputs SET state = 'waiting', attempts = attempts - 1, progress = 0.0 \
                     WHERE video_id = $1 AND position = $3 AND state = 'rendering' AND ",
                    held!()
                ));
                self.commit(claim, query, |query| query.bind(i64::from(position))).await
            }
        }
    }

    /// Says that nothing is left to do. Changes nothing while an output is unfinished.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn finish(&self, claim: &Claim) -> Result<bool, StoreError> {
        const ACTION: &str = "finishing a video";
        let now = self.clock.now();
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        let finished = sqlx::query(concat!(
            "UPDATE videos SET state = 'done', lease_until = NULL, updated_at = $3 \
             WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM outputs WHERE video_id = $1 \
             AND state IN ('waiting', 'rendering')) AND ",
            held!()
        ))
        .bind(claim.video_id().to_owned())
        .bind(claim.epoch)
        .bind(now.0)
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        if finished.rows_affected() == 0 {
            return Ok(false);
        }
        tell_end(&mut transaction, claim.video_id(), now).await?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok(true)
    }

    /// Gives an unfinished video back to the queue.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn release(&self, claim: &Claim) -> Result<bool, StoreError> {
        let query = sqlx::query(concat!(
            "UPDATE videos SET state = 'queued', lease_until = NULL, updated_at = $3 \
             WHERE id = $1 AND ",
            held!()
        ));
        self.commit(claim, query, |query| query.bind(self.clock.now().0)).await
    }

    /// Removes the files that earlier, interrupted attempts at the video left.
    pub fn sweep(&self, claim: &Claim) {
        let kept: Vec<&str> = claim
            .video
            .outputs
            .iter()
            .filter_map(|output| match &output.state {
                crate::OutputState::Done { object, .. } => Some(object.as_str()),
                _ => None,
            })
            .collect();
        self.data.sweep(claim.video_id(), &kept);
    }

    /// Runs a statement that begins with the claim's id and epoch; whether it changed a row.
    pub(crate) async fn commit<'q>(
        &self,
        claim: &Claim,
        query: AnyQuery<'q>,
        bind_rest: impl FnOnce(AnyQuery<'q>) -> AnyQuery<'q>,
    ) -> Result<bool, StoreError> {
        let query = query.bind(claim.video_id().to_owned()).bind(claim.epoch);
        bind_rest(query)
            .execute(&self.pool)
            .await
            .map(|result| result.rows_affected() > 0)
            .map_err(StoreError::while_("recording a step"))
    }
}

pub(crate) type AnyQuery<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;
