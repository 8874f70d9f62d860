//! Files and objects of videos that are gone, removed in the end even where a bucket does not answer at first.

use std::time::Duration;

use sqlx::AnyConnection;

use crate::{Store, StoreError, UnixMillis};

/// How long it is removed again and again: what was being stored while its video was deleted is there only then.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// How long a removal waits for the bucket before it leaves the rest for later.
const SOON: Duration = Duration::from_secs(5);

/// How many noted names are read at once.
const AT_ONCE: i64 = 500;

impl Store {
    /// Removes what is noted to be removed from the bucket; how many names were noted.
    ///
    /// # Errors
    /// [`StoreError::Objects`] when the bucket does not answer; what is left stays noted. [`StoreError::Database`].
    pub async fn finish_removals(&self) -> Result<u64, StoreError> {
        const ACTION: &str = "looking for what is to be removed";
        let Some(bucket) = &self.bucket else { return Ok(0) };
        let query = "SELECT object, created_at FROM removals ORDER BY created_at LIMIT $1";
        let rows: Vec<(String, i64)> =
            sqlx::query_as(query).bind(AT_ONCE).fetch_all(&self.pool).await.map_err(StoreError::while_(ACTION))?;
        let (mut removed, mut failed) = (0, None);
        for (object, created_at) in rows {
            // One that cannot be removed does not keep the others.
            if let Err(error) = bucket.remove(&object, |_| true).await {
                failed = failed.or(Some(error));
                continue;
            }
            removed += 1;
            if UnixMillis(created_at).plus(AGAIN) <= self.clock.now() {
                sqlx::query("DELETE FROM removals WHERE object = $1")
                    .bind(object)
                    .execute(&self.pool)
                    .await
                    .map_err(StoreError::while_(ACTION))?;
            }
        }
        failed.map_or(Ok(removed), Err)
    }

    /// Notes in a transaction that the objects of a video are to be removed.
    pub(crate) async fn note_removal(&self, connection: &mut AnyConnection, object: &str) -> Result<(), StoreError> {
        if self.bucket.is_none() {
            return Ok(());
        }
        sqlx::query("INSERT INTO removals (object, created_at) VALUES ($1, $2) ON CONFLICT (object) DO NOTHING")
            .bind(object.to_owned())
            .bind(self.clock.now().0)
            .execute(connection)
            .await
            .map(drop)
            .map_err(StoreError::while_("noting what is to be removed"))
    }

    /// Removes the files of a video that is forgotten. What is noted for the bucket and cannot be removed soon is later.
    pub(crate) async fn remove_files(&self, id: String) -> Result<(), StoreError> {
        self.remove_local_files(id.clone()).await?;
        if let Some(bucket) = &self.bucket {
            // Whoever asked for it is not kept waiting by a bucket that does not answer.
            let _ = tokio::time::timeout(SOON, bucket.remove(&id, |_| true)).await;
        }
        Ok(())
    }

    /// Removes the files of a video from the data folder.
    pub(crate) async fn remove_local_files(&self, id: String) -> Result<(), StoreError> {
        let data = self.data.clone();
        tokio::task::spawn_blocking(move || data.remove_video(&id))
            .await
            .map_err(|join| StoreError::Runtime { source: std::io::Error::other(join) })
    }

    /// Removes an object that was stored and not recorded.
    pub(crate) async fn remove_object(&self, object: &str) -> Result<(), StoreError> {
        // The name carries its claim's epoch, so nobody else's file is touched.
        let _ = std::fs::remove_file(self.data.object_path(object));
        if let Some(bucket) = &self.bucket
            && bucket.remove(object, |_| true).await.is_err()
        {
            const ACTION: &str = "noting what is to be removed";
            let mut connection = self.pool.acquire().await.map_err(StoreError::while_(ACTION))?;
            self.note_removal(&mut connection, object).await?;
        }
        Ok(())
    }
}
