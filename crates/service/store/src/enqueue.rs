//! Queueing a video, within what its key may do.

use sqlx::{AnyConnection, Row};

use crate::database::kept_text;
use crate::token::fresh_id;
use crate::video::json_of;
use crate::{NewVideo, OutputConfig, Store, StoreError, UnixMillis, VideoAddress};

/// A request that may come again: the same word with the same body gives the same video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// What the asker calls the request; one word of a key.
    pub word: String,
    /// The digest of what is asked for.
    pub body_digest: String,
}

/// A video that is queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enqueued {
    /// By what it can be reached.
    pub address: VideoAddress,
    /// Whether the same request had come before, and nothing new was queued.
    pub is_repeated: bool,
}

/// Milliseconds by which a video gives way to later ones, for each unit of its cost: a long film in 4k lets short ones pass
/// that come soon after it, and then has its turn whatever comes.
const TURN_PER_COST: i64 = 50;

impl Store {
    /// Queues a video, unless `max_queued` are waiting already or its key may have no more.
    ///
    /// # Errors
    /// [`StoreError::QueueFull`], [`StoreError::QuotaUsedUp`], [`StoreError::OtherRequest`] when the word was used for another
    /// request, [`StoreError::Random`], [`StoreError::Database`].
    pub async fn enqueue(&self, new: &NewVideo, max_queued: u32) -> Result<Enqueued, StoreError> {
        const ACTION: &str = "queueing a video";
        let address = VideoAddress { id: fresh_id("vid_")?, project_token: fresh_id("")? };
        let now = self.clock.now();
        let cost = new.outputs.iter().map(|output| cost_of(output, new.duration_secs)).sum::<i64>();
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        // Two requests that come at once wait for each other here, and neither reads what the other changes: on SQLite
        // because writing comes first.
        self.engine.take_turn(&mut transaction, ACTION).await?;
        catch_up(&mut transaction, &new.key_id).await?;
        if let Some(idempotency) = &new.idempotency
            && let Some(known) = remember(&mut transaction, new, idempotency, &address, now).await?
        {
            return Ok(Enqueued { address: known, is_repeated: true });
        }
        // Counting inside the insert: two requests cannot both take the last place.
        let queued = sqlx::query(
            "INSERT INTO videos (id, project_token, key_id, parent_id, prompt, request, \
             duration_secs, seed, state, design_attempts, epoch, warnings, created_at, updated_at, cost, turn, \
             title, scene, trace, webhook_url) \
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, 0, $9, $10, $10, $12, $13, $14, $15, $16, $17 \
             WHERE (SELECT COUNT(*) FROM videos WHERE state = 'queued') < $11",
        )
        .bind(address.id.clone())
        .bind(address.project_token.clone())
        .bind(new.key_id.clone())
        .bind(new.parent_id.as_deref().map(kept_text))
        .bind(kept_text(&new.prompt))
        .bind(kept_text(&new.request))
        .bind(new.duration_secs)
        .bind(new.seed.map(u64::cast_signed))
        .bind(json_of(&new.warnings))
        .bind(now.0)
        .bind(i64::from(max_queued))
        .bind(cost)
        .bind(turn_of(now, cost))
        .bind(new.design.as_ref().and_then(|design| design.title.as_deref().map(kept_text)))
        .bind(new.design.as_ref().map(|design| kept_text(&design.scene)))
        .bind(new.design.as_ref().map(|design| kept_text(&design.trace)))
        .bind(new.webhook_url.as_deref().map(kept_text))
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        if queued.rows_affected() == 0 {
            return Err(StoreError::QueueFull { max_queued });
        }
        count_use(&mut transaction, &new.key_id, now).await?;
        for (position, config) in (0_i64..).zip(&new.outputs) {
            insert_output(&mut transaction, &address.id, position, config, now).await?;
        }
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok(Enqueued { address, is_repeated: false })
    }

    /// The video that a request gave when it came before, if it did: also where what it names is gone by now.
    ///
    /// # Errors
    /// [`StoreError::OtherRequest`] when the word was used for another one, [`StoreError::Database`].
    pub async fn known_request(
        &self,
        key_id: &str,
        idempotency: &Idempotency,
    ) -> Result<Option<VideoAddress>, StoreError> {
        const ACTION: &str = "looking for a request";
        let mut connection = self.pool.acquire().await.map_err(StoreError::while_(ACTION))?;
        known(&mut connection, key_id, idempotency, ACTION).await
    }

    /// Forgets the words of requests that came before `until`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn forget_requests(&self, until: UnixMillis) -> Result<u64, StoreError> {
        sqlx::query("DELETE FROM idempotency WHERE created_at < $1")
            .bind(until.0)
            .execute(&self.pool)
            .await
            .map(|result| result.rows_affected())
            .map_err(StoreError::while_("forgetting requests"))
    }
}

/// Records that an output waits.
pub(crate) async fn insert_output(
    connection: &mut AnyConnection,
    video_id: &str,
    position: i64,
    config: &OutputConfig,
    now: UnixMillis,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outputs (video_id, position, format, aspect_ratio, fps, resolution, \
         state, attempts, epoch, progress, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, 0, 0.0, $7)",
    )
    .bind(video_id.to_owned())
    .bind(position)
    .bind(config.format.as_str())
    .bind(config.aspect_ratio.as_str())
    .bind(config.fps.as_str())
    .bind(config.resolution.as_str())
    .bind(now.0)
    .execute(connection)
    .await
    .map(drop)
    .map_err(StoreError::while_("queueing an output"))
}

/// The place of a video among those of its key.
pub(crate) fn turn_of(now: UnixMillis, cost: i64) -> i64 {
    now.0.saturating_add(cost.saturating_mul(TURN_PER_COST))
}

/// What drawing an output costs: about the seconds that it takes, in tenths; at least 1.
pub(crate) fn cost_of(config: &OutputConfig, duration_secs: Option<f64>) -> i64 {
    /// Of a film whose prompt says no length.
    const USUAL_SECS: f64 = 8.0;
    /// Pixels drawn in a tenth of a second: a 1080p film at 30 fps takes about as long as it lasts, or less.
    const PIXELS_PER_UNIT: f64 = 1920.0 * 1080.0 * 3.0;
    let frames = duration_secs.unwrap_or(USUAL_SECS) * f64::from(config.fps.per_second());
    let units = frames * config.pixels() / PIXELS_PER_UNIT;
    // 120 s of 4k60 are below 20 000.
    (units.ceil() as i64).max(1)
}

/// A key that had nothing to do does not get what others had meanwhile: it begins with the least that a busy key has had.
pub(crate) async fn catch_up(connection: &mut AnyConnection, key_id: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE keys SET served = COALESCE((SELECT MIN(busy.served) FROM keys AS busy WHERE EXISTS (\
             SELECT 1 FROM videos WHERE videos.key_id = busy.id AND videos.state <> 'done')), served) \
         WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM videos WHERE key_id = $1 AND state <> 'done') \
         AND served < (SELECT MIN(busy.served) FROM keys AS busy WHERE EXISTS (\
             SELECT 1 FROM videos WHERE videos.key_id = busy.id AND videos.state <> 'done'))",
    )
    .bind(key_id.to_owned())
    .execute(connection)
    .await
    .map(drop)
    .map_err(StoreError::while_("queueing a video"))
}

/// Keeps the word of a request; the video that it gave before, if it came before.
async fn remember(
    connection: &mut AnyConnection,
    new: &NewVideo,
    idempotency: &Idempotency,
    address: &VideoAddress,
    now: UnixMillis,
) -> Result<Option<VideoAddress>, StoreError> {
    const ACTION: &str = "remembering a request";
    let kept = sqlx::query(
        "INSERT INTO idempotency (key_id, word, body_digest, video_id, project_token, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key_id, word) DO NOTHING",
    )
    .bind(new.key_id.clone())
    .bind(kept_text(&idempotency.word))
    .bind(idempotency.body_digest.clone())
    .bind(address.id.clone())
    .bind(address.project_token.clone())
    .bind(now.0)
    .execute(&mut *connection)
    .await
    .map_err(StoreError::while_(ACTION))?;
    if kept.rows_affected() > 0 {
        return Ok(None);
    }
    known(connection, &new.key_id, idempotency, ACTION).await
}

/// The video that the request of this word gave.
async fn known(
    connection: &mut AnyConnection,
    key_id: &str,
    idempotency: &Idempotency,
    action: &'static str,
) -> Result<Option<VideoAddress>, StoreError> {
    let row =
        sqlx::query("SELECT body_digest, video_id, project_token FROM idempotency WHERE key_id = $1 AND word = $2")
            .bind(key_id.to_owned())
            .bind(kept_text(&idempotency.word))
            .fetch_optional(connection)
            .await
            .map_err(StoreError::while_(action))?;
    let Some(row) = row else { return Ok(None) };
    let text = |column: &str| -> Result<String, StoreError> { row.try_get(column).map_err(StoreError::while_(action)) };
    if text("body_digest")? != idempotency.body_digest {
        return Err(StoreError::OtherRequest { word: idempotency.word.clone() });
    }
    Ok(Some(VideoAddress { id: text("video_id")?, project_token: text("project_token")? }))
}

/// Counts a video of this month, unless the key has had as many as it may.
async fn count_use(connection: &mut AnyConnection, key_id: &str, now: UnixMillis) -> Result<(), StoreError> {
    const ACTION: &str = "counting a video";
    let month = now.to_string()[..7].to_owned();
    sqlx::query(
        "INSERT INTO usage (key_id, month, videos) VALUES ($1, $2, 1) \
         ON CONFLICT (key_id, month) DO UPDATE SET videos = usage.videos + 1",
    )
    .bind(key_id.to_owned())
    .bind(month.clone())
    .execute(&mut *connection)
    .await
    .map_err(StoreError::while_(ACTION))?;
    let row = sqlx::query(
        "SELECT usage.videos AS videos, keys.monthly_videos AS most FROM usage JOIN keys ON keys.id = usage.key_id \
         WHERE usage.key_id = $1 AND usage.month = $2",
    )
    .bind(key_id.to_owned())
    .bind(month)
    .fetch_one(connection)
    .await
    .map_err(StoreError::while_(ACTION))?;
    let videos: i64 = row.try_get("videos").map_err(StoreError::while_(ACTION))?;
    let most: Option<i64> = row.try_get("most").map_err(StoreError::while_(ACTION))?;
    match most {
        Some(most) if videos > most => Err(StoreError::QuotaUsedUp { most }),
        _ => Ok(()),
    }
}
