//! Keys: who may use the service.

use sqlx::Row;
use sqlx::any::AnyRow;
use std::time::Duration;

use crate::token::{digest, fresh_id, fresh_key};
use crate::{Store, StoreError, UnixMillis};

/// `last_used_at` is written at most this often, so that polling does not become writing.
const LAST_USED_PRECISION: Duration = Duration::from_secs(60);

/// A key as it is remembered: never the key itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// `key_…`, by which it is listed and revoked.
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// When it was made.
    pub created_at: UnixMillis,
    /// When it was last used, to the minute.
    pub last_used_at: Option<UnixMillis>,
    /// Since when it no longer works.
    pub revoked_at: Option<UnixMillis>,
    /// What it may do.
    pub limits: KeyLimits,
}

/// What a key may do; `None`: as much as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyLimits {
    /// Videos it may ask for in a calendar month (UTC).
    pub monthly_videos: Option<u32>,
    /// Requests a minute that change something or draw.
    pub requests_per_minute: Option<u32>,
    /// Videos of it that are worked on at once; more wait.
    pub videos_at_once: Option<u32>,
}

/// A key just made. Not printed by `Debug`.
#[derive(Clone)]
pub struct NewKey {
    /// What is remembered of it.
    pub key: Key,
    /// `pavo_…`, to be shown once: it cannot be had again.
    pub secret: String,
}

impl std::fmt::Debug for NewKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewKey").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Store {
    /// Makes a key called `name` (1 to 100 characters; names may repeat) that may do what `limits` say.
    ///
    /// # Errors
    /// [`StoreError::KeyName`], [`StoreError::Random`], [`StoreError::Database`].
    pub async fn create_key(&self, name: &str, limits: KeyLimits) -> Result<NewKey, StoreError> {
        let name = name.trim();
        let length = name.chars().count();
        if length == 0 || length > 100 || name.chars().any(char::is_control) {
            return Err(StoreError::KeyName { name: name.to_owned() });
        }
        let secret = fresh_key()?;
        let key = Key {
            id: fresh_id("key_")?,
            name: name.to_owned(),
            created_at: self.clock.now(),
            last_used_at: None,
            revoked_at: None,
            limits,
        };
        let count = |limit: Option<u32>| limit.map(i64::from);
        sqlx::query(
            "INSERT INTO keys (id, name, digest, created_at, monthly_videos, requests_per_minute, videos_at_once) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(key.id.clone())
        .bind(key.name.clone())
        .bind(digest(&secret))
        .bind(key.created_at.0)
        .bind(count(limits.monthly_videos))
        .bind(count(limits.requests_per_minute))
        .bind(count(limits.videos_at_once))
        .execute(&self.pool)
        .await
        .map_err(StoreError::while_("keeping a key"))?;
        Ok(NewKey { key, secret })
    }

    /// Videos that the key `key_id` asked for in this calendar month (UTC).
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn videos_this_month(&self, key_id: &str) -> Result<u64, StoreError> {
        let month = self.clock.now().to_string()[..7].to_owned();
        let row: Option<(i64,)> = sqlx::query_as("SELECT videos FROM usage WHERE key_id = $1 AND month = $2")
            .bind(key_id.to_owned())
            .bind(month)
            .fetch_optional(&self.pool)
            .await
            .map_err(StoreError::while_("counting videos"))?;
        Ok(row.map_or(0, |(videos,)| u64::try_from(videos).unwrap_or(0)))
    }

    /// All keys, oldest first, revoked ones too.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn keys(&self) -> Result<Vec<Key>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM keys ORDER BY created_at, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.pool)
            .await
            .map_err(StoreError::while_("listing keys"))?;
        rows.iter().map(key_of_row).collect::<Result<_, _>>().map_err(StoreError::while_("listing keys"))
    }

    /// Whether a key exists that still works.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn has_active_key(&self) -> Result<bool, StoreError> {
        sqlx::query("SELECT id FROM keys WHERE revoked_at IS NULL LIMIT 1")
            .fetch_optional(&self.pool)
            .await
            .map(|row| row.is_some())
            .map_err(StoreError::while_("looking for keys"))
    }

    /// Ends the key with this id, or the one active key with this name.
    ///
    /// A key that was revoked before keeps its date.
    ///
    /// # Errors
    /// [`StoreError::NoSuchKey`], [`StoreError::SeveralKeys`], [`StoreError::Database`].
    pub async fn revoke_key(&self, id_or_name: &str) -> Result<Key, StoreError> {
        let keys = self.keys().await?;
        let mut matching: Vec<Key> = keys.iter().filter(|key| key.id == id_or_name).cloned().collect();
        if matching.is_empty() {
            let active_with_name = |key: &&Key| key.name == id_or_name && key.revoked_at.is_none();
            matching = keys.iter().filter(active_with_name).cloned().collect();
        }
        let count = matching.len();
        let wanted = id_or_name.to_owned();
        let mut key = match matching.pop() {
            None => return Err(StoreError::NoSuchKey { wanted }),
            Some(_) if count > 1 => return Err(StoreError::SeveralKeys { wanted, count }),
            Some(key) => key,
        };
        if key.revoked_at.is_none() {
            let now = self.clock.now();
            sqlx::query("UPDATE keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
                .bind(now.0)
                .bind(key.id.clone())
                .execute(&self.pool)
                .await
                .map_err(StoreError::while_("revoking a key"))?;
            key.revoked_at = Some(now);
        }
        Ok(key)
    }

    /// The key whose secret this is, when it still works.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn authenticate(&self, secret: &str) -> Result<Option<Key>, StoreError> {
        const ACTION: &str = "checking a key";
        let sql = format!("SELECT {COLUMNS} FROM keys WHERE digest = $1 AND revoked_at IS NULL");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(digest(secret))
            .fetch_optional(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(None) };
        let key = key_of_row(&row).map_err(StoreError::while_(ACTION))?;

        let now = self.clock.now();
        let is_stale = |last: UnixMillis| last.plus(LAST_USED_PRECISION) <= now;
        if key.last_used_at.is_none_or(is_stale) {
            // Reading does not need a disk that can be written to: where it cannot be noted, it is not.
            let _ = sqlx::query("UPDATE keys SET last_used_at = $1 WHERE id = $2")
                .bind(now.0)
                .bind(key.id.clone())
                .execute(&self.pool)
                .await;
        }
        Ok(Some(key))
    }
}

/// What [`key_of_row`] reads.
const COLUMNS: &str =
    "id, name, created_at, last_used_at, revoked_at, monthly_videos, requests_per_minute, videos_at_once";

fn key_of_row(row: &AnyRow) -> Result<Key, sqlx::Error> {
    let limit = |column: &str| -> Result<Option<u32>, sqlx::Error> {
        Ok(row.try_get::<Option<i64>, _>(column)?.map(|limit| u32::try_from(limit).unwrap_or(0)))
    };
    Ok(Key {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        created_at: UnixMillis(row.try_get("created_at")?),
        last_used_at: row.try_get::<Option<i64>, _>("last_used_at")?.map(UnixMillis),
        revoked_at: row.try_get::<Option<i64>, _>("revoked_at")?.map(UnixMillis),
        limits: KeyLimits {
            monthly_videos: limit("monthly_videos")?,
            requests_per_minute: limit("requests_per_minute")?,
            videos_at_once: limit("videos_at_once")?,
        },
    })
}
