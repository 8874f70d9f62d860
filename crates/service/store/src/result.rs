//! Results of steps, recorded only while the claim holds.

use std::path::PathBuf;

use crate::claim::held;
use crate::database::kept_text;
use crate::video::json_of;
use crate::{Claim, Failure, Output, Store, StoreError};

impl Store {
    /// Stores what the design step made; `warnings` are added to those of the request.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn save_design(
        &self,
        claim: &Claim,
        title: Option<&str>,
        duration_secs: f64,
        scene: &str,
        trace: &str,
        warnings: &[String],
    ) -> Result<bool, StoreError> {
        let all_warnings: Vec<String> = [&claim.video.warnings, warnings].concat();
        let query = sqlx::query(concat!(
            "UPDATE videos SET title = $3, duration_secs = $4, scene = $5, trace = $6, \
             warnings = $7, updated_at = $8 WHERE ",
            held!()
        ));
        self.commit(claim, query, |query| {
            query
                .bind(title.map(kept_text))
                .bind(duration_secs)
                .bind(kept_text(scene))
                .bind(kept_text(trace))
                .bind(json_of(&all_warnings))
                .bind(self.clock.now().0)
        })
        .await
    }

    /// Adds those of `warnings` that the video does not have yet.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn add_warnings(&self, claim: &Claim, warnings: &[String]) -> Result<bool, StoreError> {
        if warnings.is_empty() {
            return Ok(true);
        }
        // Only the holder of the claim writes them, so reading first loses none.
        let Some(video) = self.video(claim.video_id()).await? else { return Ok(false) };
        let mut all = video.warnings;
        for warning in warnings {
            if !all.contains(warning) {
                all.push(warning.clone());
            }
        }
        let query = sqlx::query(concat!("UPDATE videos SET warnings = $3 WHERE ", held!()));
        self.commit(claim, query, |query| query.bind(json_of(&all))).await
    }

    /// Notes how much of an output is drawn, 0 to 1.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn report_progress(&self, claim: &Claim, position: u32, progress: f32) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "UPDATE outputs SET progress = $4, updated_at = $5 WHERE video_id = $1 \
             AND position = $3 AND state = 'rendering' AND epoch = $2",
        );
        self.commit_output(claim, query, |query| {
            query.bind(i64::from(position)).bind(f64::from(progress.clamp(0.0, 1.0))).bind(self.clock.now().0)
        })
        .await
    }

    /// Where a worker writes an output until it is finished. The name is the claim's own.
    ///
    /// # Errors
    /// [`StoreError::File`] when the folder around it cannot be made.
    pub fn part_path(&self, claim: &Claim, output: &Output) -> Result<PathBuf, StoreError> {
        let object = claim.object(output);
        self.data.make_part_dir(&object)?;
        Ok(self.data.part_path(&object))
    }

    /// Removes what was written at [`Store::part_path`], if anything was.
    pub fn discard_part(&self, claim: &Claim, output: &Output) {
        self.data.discard_part(&claim.object(output));
    }

    /// Keeps the file at [`Store::part_path`]: flushed and renamed, or sent to the bucket, then recorded.
    ///
    /// False when the claim is lost; the file is gone then.
    ///
    /// # Errors
    /// [`StoreError::File`], [`StoreError::Objects`] when the bucket does not take it, [`StoreError::Database`].
    pub async fn finish_output(&self, claim: &Claim, output: &Output) -> Result<bool, StoreError> {
        let object = claim.object(output);
        let size_bytes = match &self.bucket {
            Some(bucket) => bucket.put(&object, &self.data.part_path(&object)).await?,
            None => {
                let (data, name) = (self.data.clone(), object.clone());
                tokio::task::spawn_blocking(move || data.keep(&name))
                    .await
                    .map_err(|join| StoreError::Runtime { source: std::io::Error::other(join) })??
            }
        };
        let query = sqlx::query(
            "UPDATE outputs SET state = 'done', object = $4, size_bytes = $5, progress = 1.0, \
             updated_at = $6 WHERE video_id = $1 AND position = $3 AND state = 'rendering' \
             AND epoch = $2",
        );
        let recorded = self
            .commit_output(claim, query, |query| {
                query
                    .bind(i64::from(output.position))
                    .bind(object.clone())
                    .bind(i64::try_from(size_bytes).unwrap_or(i64::MAX))
                    .bind(self.clock.now().0)
            })
            .await?;
        if self.bucket.is_some() {
            self.data.discard_part(&object);
        }
        if !recorded {
            self.remove_object(&object).await?;
        }
        Ok(recorded)
    }

    /// Ends one output, or with `None` all unfinished ones, without a file.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn fail_output(
        &self,
        claim: &Claim,
        position: Option<u32>,
        failure: &Failure,
    ) -> Result<bool, StoreError> {
        // Whoever had the video before may have begun the output: its epoch is any up to the claim's.
        let query = sqlx::query(
            "UPDATE outputs SET state = 'failed', error_code = $4, error = $5, updated_at = $6 \
             WHERE video_id = $1 AND epoch <= $2 AND (position = $3 OR $3 < 0) \
             AND state IN ('waiting', 'rendering')",
        );
        self.commit_output(claim, query, |query| {
            query
                .bind(position.map_or(-1, i64::from))
                .bind(failure.code.clone())
                .bind(kept_text(&failure.message))
                .bind(self.clock.now().0)
        })
        .await
    }
}
