//! A copy of a data folder that a server can run on, made while another server runs on the original.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::key_ring::runtime;
use crate::token::fresh_id;
use crate::{Clock, DataDir, Store, StoreError};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BackedUp {
    /// Finished files that were copied or linked.
    pub files: u64,
    /// Files that were handed in.
    pub uploads: u64,
    /// Finished files that are recorded and not in the folder: in a bucket, or lost. Empty names no video.
    pub elsewhere: Vec<String>,
}

/// Copies the data folder `folder` to `target`, which must not be there yet.
///
/// The rows are those of one moment; then come the files that they tell of. A file never changes once it has its name, so it
/// is linked where that is possible, and copied otherwise. A video that is deleted meanwhile is not in the copy. The target
/// gets its name when it is whole.
///
/// # Errors
/// [`StoreError::NoFolder`], [`StoreError::Exists`], [`StoreError::NotHere`] when the folder's rows are in Postgres,
/// [`StoreError::File`], [`StoreError::Database`].
pub fn back_up(folder: &Path, target: &Path) -> Result<BackedUp, StoreError> {
    if target.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: target.to_owned() });
    }
    if DataDir::unmade(folder).owner()?.is_some() {
        return Err(StoreError::NotHere { path: folder.to_owned() });
    }
    if !DataDir::exists(folder) {
        return Err(StoreError::NoFolder { path: folder.to_owned() });
    }
    let part = part_of(target)?;
    let made = runtime()?.block_on(async {
        // Neither is brought up to date: the server that runs may be of an older version, and go back to the copy.
        let source = Store::open_unchanged(DataDir::create(folder)?, Clock::system()).await?;
        let copied = copy(&source, &part).await;
        source.close().await;
        copied
    });
    let made = made.and_then(|made| {
        // A folder that came meanwhile is only replaced when it is empty.
        fs::rename(&part, target).map_err(StoreError::file("rename the copy to", target))?;
        flush(target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        Ok(made)
    });
    if made.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    made
}

/// Where the unfinished copy is: beside the target.
fn part_of(target: &Path) -> Result<PathBuf, StoreError> {
    let name = target.file_name().ok_or_else(|| StoreError::Exists { path: target.to_owned() })?;
    let name = format!("{}.{}", name.to_string_lossy(), fresh_id("part-")?);
    Ok(target.with_file_name(name))
}

async fn copy(source: &Store, part: &Path) -> Result<BackedUp, StoreError> {
    const ACTION: &str = "copying the database";
    let target = DataDir::create(part)?;
    // It is filled where it is empty, and keeps its permissions.
    target.make_database()?;
    let database = target.database().to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO $1").bind(database).execute(&source.pool).await.map_err(StoreError::while_(ACTION))?;

    let copied = Store::open_unchanged(target.clone(), source.clock.clone()).await?;
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT video_id, object FROM outputs WHERE state = 'done' AND object IS NOT NULL ORDER BY object",
    )
    .fetch_all(&copied.pool)
    .await
    .map_err(StoreError::while_(ACTION))?;
    let mut made = BackedUp::default();
    for (video_id, object) in rows {
        if share(&source.data.object_path(&object), &target.object_path(&object))? {
            made.files += 1;
        } else if source.is_recorded(&video_id).await? {
            made.elsewhere.push(object);
        } else {
            copied.forget_deleted(&video_id).await?;
        }
    }
    copied.close().await;
    let uploads = source.data.uploads();
    for entry in fs::read_dir(&uploads).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if crate::upload::is_digest(&name) && share(&entry.path(), &target.uploads().join(&name))? {
            made.uploads += 1;
        }
    }
    flush(&target.database())?;
    flush(target.root())?;
    Ok(made)
}

impl Store {
    /// Whether there is a row of a video, in tables of any version.
    pub(crate) async fn is_recorded(&self, id: &str) -> Result<bool, StoreError> {
        let row =
            sqlx::query("SELECT id FROM videos WHERE id = $1").bind(id.to_owned()).fetch_optional(&self.pool).await;
        row.map(|row| row.is_some()).map_err(StoreError::while_("looking for a video"))
    }

    /// Forgets a video that the original has no more; its files are gone already.
    async fn forget_deleted(&self, id: &str) -> Result<(), StoreError> {
        const ACTION: &str = "copying the database";
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        crate::ending::remove_rows(&mut transaction, id, ACTION).await?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))
    }
}

/// Links or copies a file that never changes; false where there is none.
fn share(from: &Path, to: &Path) -> Result<bool, StoreError> {
    let failed = |source| StoreError::file("copy to", to)(source);
    if let Some(folder) = to.parent() {
        DataDir::make_private(folder)?;
    }
    match fs::hard_link(from, to) {
        Ok(()) => return Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        // Another disk, or one that has no links.
        Err(_) => {}
    }
    match fs::copy(from, to) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let _ = fs::remove_file(to);
            return Ok(false);
        }
        Err(error) => return Err(failed(error)),
    }
    let dated = from.metadata().and_then(|metadata| metadata.modified());
    let file = File::options().append(true).open(to).map_err(failed)?;
    if let Ok(dated) = dated {
        file.set_modified(dated).map_err(failed)?;
    }
    file.sync_all().map_err(failed)?;
    Ok(true)
}

fn flush(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(StoreError::file("flush", path))
}
