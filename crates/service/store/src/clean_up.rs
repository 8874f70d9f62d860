//! Removing handed-in files that nobody needs any more.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::upload::{PART, dates, is_digest};
use crate::{Store, StoreError};

/// How the documents of videos name a file, before its digest.
const NAMED: &str = "upload:";

/// How long the writing of a file may take; what is left of an older one is nobody's.
const LONGEST_WRITE: Duration = Duration::from_secs(60 * 60);

/// Videos that are read at once: scenes may be large.
const BATCH: i64 = 50;

impl Store {
    /// Removes the handed-in files that were last used longer than `keep` ago and that no video and no style names, and what
    /// interrupted writes left. How many were removed.
    ///
    /// A file is named by the scene of a video, and by the request of one that is not done yet. It gets a new date then,
    /// so that it is looked for again only after another `keep`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Runtime`]. A file that cannot be removed stays.
    pub async fn clean_up_uploads(&self, keep: Duration) -> Result<u64, StoreError> {
        let folder = self.data_dir().uploads();
        let now = self.clock().now().system_time();
        let found = in_background(move || Found::in_folder(&folder, now, keep)).await?;
        let unnamed = self.unnamed_of(found.old.clone()).await?;
        let data = self.data_dir().clone();
        in_background(move || {
            let mut removed = 0;
            for part in &found.parts {
                removed += u64::from(fs::remove_file(part).is_ok());
            }
            for digest in &found.old {
                if unnamed.contains(digest) {
                    removed += u64::from(remove_old(&data.uploads().join(digest), now, keep));
                } else {
                    // One that keeps its old date is looked for again the next time.
                    let _ = data.renew_upload(digest);
                }
            }
            removed
        })
        .await
    }

    /// Those of some digests that no video and no style names.
    async fn unnamed_of(&self, mut digests: BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
        let mut last = String::new();
        while !digests.is_empty() {
            let rows: Vec<(String, String, String)> = sqlx::query_as(
                "SELECT id, COALESCE(scene, ''), CASE WHEN state = 'done' THEN '' ELSE request END FROM videos \
                 WHERE id > $1 AND (scene LIKE '%upload:%' OR (state <> 'done' AND request LIKE '%upload:%')) \
                 ORDER BY id LIMIT $2",
            )
            .bind(last.clone())
            .bind(BATCH)
            .fetch_all(&self.pool)
            .await
            .map_err(StoreError::while_("looking for the files that videos name"))?;
            let Some((id, _, _)) = rows.last() else { break };
            last.clone_from(id);
            for (_, scene, request) in &rows {
                for digest in named_in(scene).chain(named_in(request)) {
                    digests.remove(digest);
                }
            }
        }
        if !digests.is_empty() {
            let brands: Vec<(String,)> = sqlx::query_as("SELECT brand FROM styles WHERE brand LIKE '%upload:%'")
                .fetch_all(&self.pool)
                .await
                .map_err(StoreError::while_("looking for the files that styles name"))?;
            for digest in brands.iter().flat_map(|(brand,)| named_in(brand)) {
                digests.remove(digest);
            }
        }
        Ok(digests)
    }
}

/// What lies in the folder of handed-in files and may be removed.
struct Found {
    /// The digests of files that were not used for long.
    old: BTreeSet<String>,
    /// Unfinished files that nobody writes any more.
    parts: Vec<PathBuf>,
}

impl Found {
    fn in_folder(folder: &Path, now: SystemTime, keep: Duration) -> Self {
        let mut found = Self { old: BTreeSet::new(), parts: Vec::new() };
        // There is no folder before the first file.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_digest(&name) && is_older(&entry, now, keep) {
                found.old.insert(name);
            } else if name.starts_with(PART) && is_older(&entry, now, LONGEST_WRITE) {
                found.parts.push(entry.path());
            }
        }
        found
    }
}

fn is_older(entry: &DirEntry, now: SystemTime, than: Duration) -> bool {
    entry.metadata().is_ok_and(|metadata| metadata.is_file() && age_of(metadata.modified(), now) > than)
}

/// How long ago a file was used; nothing where that is not known or lies ahead.
fn age_of(modified: std::io::Result<SystemTime>, now: SystemTime) -> Duration {
    modified.ok().and_then(|modified| now.duration_since(modified).ok()).unwrap_or_default()
}

/// Removes a file unless it was used since it was found to be old.
fn remove_old(path: &Path, now: SystemTime, keep: Duration) -> bool {
    let _dates = dates();
    let is_old = path.metadata().is_ok_and(|metadata| age_of(metadata.modified(), now) > keep);
    is_old && fs::remove_file(path).is_ok()
}

/// The digests that a document names.
fn named_in(document: &str) -> impl Iterator<Item = &str> {
    document.split(NAMED).skip(1).filter_map(|rest| rest.get(..64)).filter(|digest| is_digest(digest))
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|join| StoreError::Runtime { source: std::io::Error::other(join) })
}
