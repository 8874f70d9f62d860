//! Claims: one worker at a time, and a result recorded once.
//!
//! Taking a video raises its epoch. Everything a worker writes names the epoch it works
//! under, and nothing is written when a later worker has raised it since.
//!
//! What is written of an output is written in a transaction that changed the video's row first, under the epoch: on a
//! database with many writers nobody else takes the video until it is over, and nobody reads half of it.

use std::time::Duration;

use sqlx::Row;

use crate::database::Engine;
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

/// The row of the video `$1`, where it is still held under the epoch `$2`. Of the row that is changed itself: what it says
/// is looked at again once whoever changes it meanwhile is done.
macro_rules! held {
    () => {
        "id = $1 AND epoch = $2 AND state = 'running'"
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

/// The epoch of the claim that wrote an object or a part of one: `vid_1/0-3.mp4` and `vid_1/part-0-3` were written by the
/// third.
fn epoch_of(name: &str) -> Option<i64> {
    name.rsplit('/').next()?.split('.').next()?.rsplit('-').next()?.parse().ok()
}

impl Store {
    /// Puts back what a dead server was working on. The lock proves that it is dead, unless the database is in Postgres:
    /// other servers may use it, and what a dead one had is taken by [`Store::claim_next`] when its lease is over.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn recover(&self, _lock: &ServeLock) -> Result<u64, StoreError> {
        const ACTION: &str = "picking up unfinished videos";
        if self.engine == Engine::Postgres {
            self.sweep_unrecorded().await?;
            return Ok(0);
        }
        sqlx::query("UPDATE outputs SET state = 'waiting', progress = 0.0 WHERE state = 'rendering'")
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        let result = sqlx::query("UPDATE videos SET state = 'queued', lease_until = NULL WHERE state = 'running'")
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        // What was being told when it died: taken, and nothing was recorded of how it went. Only its first times, so that
        // one whose telling ends the server does not end it again and again without a pause.
        sqlx::query(
            "UPDATE webhooks SET next_at = $1 WHERE state = 'waiting' AND attempts BETWEEN 1 AND 2 AND last_error IS NULL",
        )
            .bind(self.clock.now().0)
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        self.sweep_unrecorded().await?;
        Ok(result.rows_affected())
    }

    /// Takes a video that waits, or whose worker let its lease run out: of the key for which the least was drawn so far, the
    /// one whose turn it is. One that starts from another waits until that one is designed.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::UnknownValue`].
    pub async fn claim_next(&self, lease: Duration) -> Result<Option<Claim>, StoreError> {
        const ACTION: &str = "taking a video from the queue";
        let now = self.clock.now();
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        // Otherwise two workers choose the same video and one of them goes away with nothing, or both count the videos of
        // a key before the other has taken one.
        self.engine.take_turn(&mut transaction, ACTION).await?;
        let row = sqlx::query(
            "UPDATE videos SET state = 'running', epoch = epoch + 1, lease_until = $1, \
             updated_at = $2 \
             WHERE id = (SELECT videos.id FROM videos JOIN keys ON keys.id = videos.key_id \
                 WHERE (videos.state = 'queued' OR (videos.state = 'running' AND videos.lease_until < $2)) \
                 AND (keys.videos_at_once IS NULL OR keys.videos_at_once > (SELECT COUNT(*) FROM videos AS under_way \
                     WHERE under_way.key_id = keys.id AND under_way.state = 'running' \
                     AND under_way.lease_until >= $2)) \
                 AND (videos.scene IS NOT NULL OR NOT EXISTS (SELECT 1 FROM videos AS parent \
                     WHERE parent.id = videos.parent_id AND parent.scene IS NULL AND parent.state <> 'done')) \
                 ORDER BY keys.served, videos.turn, videos.id LIMIT 1) \
             AND (state = 'queued' OR (state = 'running' AND lease_until < $2)) \
             RETURNING id, epoch, key_id, cost",
        )
        .bind(now.plus(lease).0)
        .bind(now.0)
        .fetch_optional(&mut *transaction)
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
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::while_(ACTION))?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        // Read when it is ours: one that cannot be read is out of the way of the others until its lease is over.
        let video = self.video(&id).await?;
        Ok(video.map(|video| Claim { video, epoch }))
    }

    /// Prolongs the lease; false when the claim is lost.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn extend(&self, claim: &Claim, lease: Duration) -> Result<bool, StoreError> {
        let query = sqlx::query(concat!("UPDATE videos SET lease_until = $3 WHERE ", held!()));
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
                "UPDATE videos SET design_attempts = design_attempts + 1 WHERE ",
                held!(),
                " RETURNING design_attempts AS attempts"
            )),
            Step::Output(_) => sqlx::query(
                "UPDATE outputs SET state = 'rendering', attempts = attempts + 1, epoch = $2, \
                 progress = 0.0, updated_at = $4 WHERE video_id = $1 AND position = $3 \
                 AND state IN ('waiting', 'rendering') RETURNING attempts",
            ),
        };
        let query = query.bind(claim.video_id().to_owned()).bind(claim.epoch);
        let query = match step {
            Step::Design => query,
            Step::Output(position) => query.bind(i64::from(position)).bind(self.clock.now().0),
        };
        let Some(mut transaction) = self.hold(claim, ACTION).await? else { return Ok(None) };
        let row = query.fetch_optional(&mut *transaction).await.map_err(StoreError::while_(ACTION))?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
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
                let query =
                    sqlx::query(concat!("UPDATE videos SET design_attempts = design_attempts - 1 WHERE ", held!()));
                self.commit(claim, query, |query| query).await
            }
            Step::Output(position) => {
                let query = sqlx::query(
                    "UPDATE outputs SET state = 'waiting', attempts = attempts - 1, progress = 0.0 \
                     WHERE video_id = $1 AND epoch = $2 AND position = $3 AND state = 'rendering'",
                );
                self.commit_output(claim, query, |query| query.bind(i64::from(position))).await
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
        // Held first: outputs that were asked for meanwhile are seen.
        let Some(mut transaction) = self.hold(claim, ACTION).await? else { return Ok(false) };
        let finished = sqlx::query(concat!(
            "UPDATE videos SET state = 'done', lease_until = NULL, updated_at = $3 \
             WHERE NOT EXISTS (SELECT 1 FROM outputs WHERE video_id = $1 \
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
            "UPDATE videos SET state = 'queued', lease_until = NULL, updated_at = $3 WHERE ",
            held!()
        ));
        self.commit(claim, query, |query| query.bind(self.clock.now().0)).await
    }

    /// Removes the files that earlier, interrupted attempts at the video left. What cannot be removed stays.
    pub async fn sweep(&self, claim: &Claim) {
        let kept: Vec<String> = claim
            .video
            .outputs
            .iter()
            .filter_map(|output| match &output.state {
                crate::OutputState::Done { object, .. } => Some(object.clone()),
                _ => None,
            })
            .collect();
        let (data, id) = (self.data.clone(), claim.video_id().to_owned());
        // What a later claim wrote is not ours to judge: this one may have been overtaken.
        let epoch = claim.epoch;
        let is_left = move |name: &str| {
            !kept.iter().any(|kept| kept == name) && epoch_of(name).is_none_or(|written| written < epoch)
        };
        // A leftover costs space, not correctness. The first claim finds none.
        if let Some(bucket) = self.bucket.as_ref().filter(|_| claim.epoch > 1) {
            let _ = bucket.remove(&id, &is_left).await;
        }
        let _ = tokio::task::spawn_blocking(move || data.sweep(&id, is_left)).await;
    }

    /// Begins a transaction in which the claim cannot be lost; `None` when it is lost already.
    async fn hold(
        &self,
        claim: &Claim,
        action: &'static str,
    ) -> Result<Option<sqlx::Transaction<'static, sqlx::Any>>, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(action))?;
        let held = sqlx::query(concat!("UPDATE videos SET epoch = epoch WHERE ", held!()))
            .bind(claim.video_id().to_owned())
            .bind(claim.epoch)
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::while_(action))?;
        Ok((held.rows_affected() > 0).then_some(transaction))
    }

    /// Runs a statement on the claim's outputs that begins with its id and epoch; whether it changed a row. Changes nothing
    /// when the claim is lost.
    pub(crate) async fn commit_output<'q>(
        &self,
        claim: &Claim,
        query: AnyQuery<'q>,
        bind_rest: impl FnOnce(AnyQuery<'q>) -> AnyQuery<'q>,
    ) -> Result<bool, StoreError> {
        const ACTION: &str = "recording a step";
        let query = bind_rest(query.bind(claim.video_id().to_owned()).bind(claim.epoch));
        let Some(mut transaction) = self.hold(claim, ACTION).await? else { return Ok(false) };
        let result = query.execute(&mut *transaction).await.map_err(StoreError::while_(ACTION))?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok(result.rows_affected() > 0)
    }

    /// Runs a statement on the claim's video that begins with its id and epoch; whether it changed a row.
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
