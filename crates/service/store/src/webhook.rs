//! Webhooks: the end of a video, told to an address until somebody there has heard it.

use std::time::Duration;

use data_encoding::BASE64;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sqlx::{AnyConnection, Row};

use crate::{Store, StoreError, UnixMillis};

/// After how many seconds it is told again, one after the other; then it is given up.
const AGAIN_AFTER_SECS: [u64; 8] = [5, 30, 120, 600, 3600, 4 * 3600, 8 * 3600, 12 * 3600];

/// Something to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// `msg_…`: the same each time it is told, so that who hears it twice knows.
    pub id: String,
    /// The video that ended.
    pub video_id: String,
    /// Whose it is.
    pub key_id: String,
    /// Where it is told.
    pub url: String,
    /// How often it was begun, this time included.
    pub attempts: u32,
    /// When the video ended.
    pub created_at: UnixMillis,
}

/// What signs the webhooks of a key. Not printed by `Debug`.
#[derive(Clone)]
pub struct WebhookSecret([u8; 32]);

impl WebhookSecret {
    /// As who hears them is given it: `whsec_` and base64.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("whsec_{}", BASE64.encode(&self.0))
    }

    /// The signature of a message (Standard Webhooks: `v1,` and the HMAC-SHA256 of id, seconds since 1970 and body).
    #[must_use]
    pub fn sign(&self, id: &str, at_secs: i64, body: &str) -> String {
        let mut mac = keyed(&self.0);
        mac.update(format!("{id}.{at_secs}.{body}").as_bytes());
        format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

fn keyed(secret: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC fills short keys up with zeros (RFC 2104); done here, it cannot fail.
    let mut key = [0; 64];
    key[..32].copy_from_slice(secret);
    <Hmac<Sha256> as Mac>::new(&key.into())
}

/// Queues the telling of a video's end, where it has an address; once for each end.
pub(crate) async fn tell_end(
    connection: &mut AnyConnection,
    video_id: &str,
    now: UnixMillis,
) -> Result<(), StoreError> {
    // The epoch is that of the claim which ended it: a video that more files were wanted of ends again.
    sqlx::query(
        "INSERT INTO webhooks (id, video_id, key_id, url, state, attempts, next_at, created_at) \
         SELECT 'msg_' || SUBSTR(id, 5) || '_' || CAST(epoch AS TEXT), id, key_id, webhook_url, 'waiting', 0, $2, $2 \
         FROM videos WHERE id = $1 AND webhook_url IS NOT NULL ON CONFLICT (id) DO NOTHING",
    )
    .bind(video_id.to_owned())
    .bind(now.0)
    .execute(connection)
    .await
    .map(drop)
    .map_err(StoreError::while_("queueing a webhook"))
}

/// How often a webhook is told at most.
pub const MOST_TELLINGS: u32 = AGAIN_AFTER_SECS.len() as u32 + 1;

impl Store {
    /// What signs the webhooks of the key `key_id`; the same at every start.
    ///
    /// # Errors
    /// As [`Store::signing_secret`].
    pub async fn webhook_secret(&self, key_id: &str) -> Result<WebhookSecret, StoreError> {
        let mut mac = keyed(self.signing_secret().await?.as_bytes());
        mac.update(format!("webhooks\n{key_id}").as_bytes());
        Ok(WebhookSecret(mac.finalize().into_bytes().into()))
    }

    /// Takes the webhook that waits longest; nobody else gets it for `lease`, and then it counts as not heard.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn take_webhook(&self, lease: Duration) -> Result<Option<Webhook>, StoreError> {
        const ACTION: &str = "taking a webhook";
        let now = self.clock.now();
        let row = sqlx::query(
            "UPDATE webhooks SET attempts = attempts + 1, next_at = $1, last_error = NULL \
             WHERE id = (SELECT id FROM webhooks WHERE state = 'waiting' AND next_at <= $2 ORDER BY next_at, id LIMIT 1) \
             AND state = 'waiting' AND next_at <= $2 RETURNING id, video_id, key_id, url, attempts, created_at",
        )
        .bind(now.plus(lease).0)
        .bind(now.0)
        .fetch_optional(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(None) };
        let read = || -> Result<Webhook, sqlx::Error> {
            Ok(Webhook {
                id: row.try_get("id")?,
                video_id: row.try_get("video_id")?,
                key_id: row.try_get("key_id")?,
                url: row.try_get("url")?,
                attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX),
                created_at: UnixMillis(row.try_get("created_at")?),
            })
        };
        read().map(Some).map_err(StoreError::while_(ACTION))
    }

    /// Says that a webhook was heard.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn webhook_heard(&self, webhook: &Webhook) -> Result<(), StoreError> {
        sqlx::query("UPDATE webhooks SET state = 'done', last_error = NULL WHERE id = $1")
            .bind(webhook.id.clone())
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(StoreError::while_("recording a webhook"))
    }

    /// Says why a webhook was not heard: it is told again later, unless that makes no sense (`is_over`) or was tried often
    /// enough. Whether it will be.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn webhook_not_heard(&self, webhook: &Webhook, reason: &str, is_over: bool) -> Result<bool, StoreError> {
        let done = usize::try_from(webhook.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let after = AGAIN_AFTER_SECS.get(done).filter(|_| !is_over);
        let next_at = self.clock.now().plus(Duration::from_secs(after.copied().unwrap_or(0)));
        sqlx::query(
            "UPDATE webhooks SET state = $2, next_at = $3, last_error = $4 \
             WHERE id = $1 AND state = 'waiting' AND attempts = $5",
        )
        .bind(webhook.id.clone())
        .bind(if after.is_some() { "waiting" } else { "failed" })
        .bind(next_at.0)
        .bind(reason.to_owned())
        // Whoever took it since then says what came of it.
        .bind(i64::from(webhook.attempts))
        .execute(&self.pool)
        .await
        .map_err(StoreError::while_("recording a webhook"))?;
        Ok(after.is_some())
    }

    /// Forgets webhooks that ended before `until`, heard or given up.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn forget_webhooks(&self, until: UnixMillis) -> Result<u64, StoreError> {
        sqlx::query("DELETE FROM webhooks WHERE state <> 'waiting' AND next_at < $1")
            .bind(until.0)
            .execute(&self.pool)
            .await
            .map(|result| result.rows_affected())
            .map_err(StoreError::while_("forgetting webhooks"))
    }
}
