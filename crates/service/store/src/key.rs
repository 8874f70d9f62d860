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
    /// Makes a key called `name` (1 to 100 characters; names may repeat).
    ///
    /// # Errors
    /// [`StoreError::KeyName`], [`StoreError::Random`], [`StoreError::Database`].
    pub async fn create_key(&self, name: &str) -> Result<NewKey, StoreError> {
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
        };
        sqlx::query("INSERT INTO keys (id, name, digest, created_at) VALUES ($1, $2, $3, $4)")
            .bind(key.id.clone())
            .bind(key.name.clone())
            .bind(digest(&secret))
            .bind(key.created_at.0)
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_("keeping a key"))?;
        Ok(NewKey { key, secret })
    }

    /// All keys, oldest first, revoked ones too.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn keys(&self) -> Result<Vec<Key>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, name, created_at, last_used_at, revoked_at FROM keys \
             ORDER BY created_at, id",
        )
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
        let row = sqlx::query(
            "SELECT id, name, created_at, last_used_at, revoked_at FROM keys \
             WHERE digest = $1 AND revoked_at IS NULL",
        )
        .bind(digest(secret))
        .fetch_optional(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(None) };
        let key = key_of_row(&row).map_err(StoreError::while_(ACTION))?;

        let now = self.clock.now();
        let is_stale = |last: UnixMillis| last.plus(LAST_USED_PRECISION) <= now;
        if key.last_used_at.is_none_or(is_stale) {
            sqlx::query("UPDATE keys SET last_used_at = $1 WHERE id = $2")
                .bind(now.0)
                .bind(key.id.clone())
                .execute(&self.pool)
                .await
                .map_err(StoreError::while_(ACTION))?;
        }
        Ok(Some(key))
    }
}

fn key_of_row(row: &AnyRow) -> Result<Key, sqlx::Error> {
    Ok(Key {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        created_at: UnixMillis(row.try_get("created_at")?),
        last_used_at: row.try_get::<Option<i64>, _>("last_used_at")?.map(UnixMillis),
        revoked_at: row.try_get::<Option<i64>, _>("revoked_at")?.map(UnixMillis),
    })
}
