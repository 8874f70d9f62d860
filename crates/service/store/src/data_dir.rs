//! The data folder: the database, and the finished files beside it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::StoreError;

/// The database's file name.
const DATABASE: &str = "pavo.db";

/// The name of the file with the id of the Postgres database that the folder's files belong to.
const OWNER: &str = "database.id";

/// The folder of files that were handed in.
pub(crate) const UPLOADS: &str = "uploads";

/// `DIR/pavo.db`, `DIR/files/…` and `DIR/uploads/…`; only the owner may look inside.
#[derive(Debug, Clone)]
pub struct DataDir {
    /// Absolute.
    root: PathBuf,
}

/// Held while a server runs on a data folder; let go when dropped or when the process dies.
#[derive(Debug)]
pub struct ServeLock {
    _file: File,
}

impl DataDir {
    /// Makes the folder when it is missing and proves that it can be written.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be made or written, [`StoreError::FolderName`]
    /// when its absolute name is not UTF-8.
    pub fn create(folder: &Path) -> Result<Self, StoreError> {
        create_private_dir(folder).map_err(StoreError::file("create the data folder", folder))?;
        let root = fs::canonicalize(folder).map_err(StoreError::file("open the data folder", folder))?;
        if root.to_str().is_none() {
            return Err(StoreError::FolderName { path: root });
        }
        let dir = Self { root };
        create_private_dir(&dir.files()).map_err(StoreError::file("create the folder", dir.files()))?;
        Ok(dir)
    }

    /// A folder of which no file is wanted; nothing is made.
    pub(crate) fn unmade(folder: &Path) -> Self {
        Self { root: folder.to_owned() }
    }

    /// Makes the `SQLite` file. It would inherit the umask; its journal files copy its permissions.
    pub(crate) fn make_database(&self) -> Result<(), StoreError> {
        open_private_file(&self.database()).map(drop).map_err(StoreError::file("write the database", self.database()))
    }

    /// Whether the folder has an `SQLite` file that was used.
    pub(crate) fn has_database(&self) -> bool {
        self.database().metadata().is_ok_and(|metadata| metadata.len() > 0)
    }

    /// The id of the Postgres database that the folder's files belong to, if they belong to one.
    pub(crate) fn owner(&self) -> Result<Option<String>, StoreError> {
        let path = self.root.join(OWNER);
        match fs::read_to_string(&path) {
            Ok(id) => Ok(Some(id.trim().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::file("read", path)(source)),
        }
    }

    /// Notes to which Postgres database the folder's files belong.
    pub(crate) fn set_owner(&self, id: &str) -> Result<(), StoreError> {
        let path = self.root.join(OWNER);
        fs::write(&path, format!("{id}\n")).map_err(StoreError::file("write", path))
    }

    /// Whether a store was made in the folder before.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder.join(DATABASE).is_file()
    }

    /// The folder, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The `SQLite` file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE)
    }

    /// Where the stored file called `object` is.
    ///
    /// `object` comes from a row written by this crate, never from a request.
    #[must_use]
    pub fn object_path(&self, object: &str) -> PathBuf {
        self.files().join(object)
    }

    /// Makes this process the only server on the folder.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another one is, [`StoreError::File`] when the lock file
    /// cannot be opened.
    pub fn lock_for_serving(&self) -> Result<ServeLock, StoreError> {
        let path = self.root.join("serve.lock");
        let file = open_private_file(&path).map_err(StoreError::file("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(ServeLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: self.root.clone() }),
            Err(TryLockError::Error(source)) => Err(StoreError::file("lock", path)(source)),
        }
    }

    /// Waits until no other process changes the tables' shape.
    pub(crate) fn lock_for_migration(&self) -> Result<File, StoreError> {
        let path = self.root.join("migrate.lock");
        let file = open_private_file(&path).map_err(StoreError::file("open", &path))?;
        file.lock().map_err(StoreError::file("lock", path))?;
        Ok(file)
    }

    /// Where the unfinished file of `object` is written: in a folder of its own, so that an
    /// encoder that outlives its server finds no place to write once the folder is removed.
    pub(crate) fn part_path(&self, object: &str) -> PathBuf {
        let target = self.object_path(object);
        let stem = target.file_stem().unwrap_or_default().to_string_lossy();
        let folder = target.with_file_name(format!("part-{stem}"));
        // The ending stays last: encoders choose the container by it.
        folder.join(target.file_name().unwrap_or_default())
    }

    /// Makes the folder of [`DataDir::part_path`].
    pub(crate) fn make_part_dir(&self, object: &str) -> Result<(), StoreError> {
        let part = self.part_path(object);
        let folder = part.parent().unwrap_or(&self.root);
        create_private_dir(folder).map_err(StoreError::file("create the folder", folder))
    }

    /// Removes the folder of [`DataDir::part_path`] and all that is in it.
    pub(crate) fn discard_part(&self, object: &str) {
        if let Some(folder) = self.part_path(object).parent() {
            remove_dir(folder);
        }
    }

    /// Makes the finished file at [`DataDir::part_path`] durable under `object` and tells its
    /// size in bytes.
    pub(crate) fn keep(&self, object: &str) -> Result<u64, StoreError> {
        let part = self.part_path(object);
        let file = File::open(&part).map_err(StoreError::file("open", &part))?;
        file.sync_all().map_err(StoreError::file("flush", &part))?;
        let size_bytes = file.metadata().map_err(StoreError::file("measure", &part))?.len();
        let target = self.object_path(object);
        fs::rename(&part, &target).map_err(StoreError::file("rename", &part))?;
        self.discard_part(object);
        if let Some(folder) = target.parent() {
            // Without this the new name itself may be lost with the power.
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::file("flush", folder))?;
        }
        Ok(size_bytes)
    }

    /// Removes what interrupted attempts left in the video's folder: objects whose names `is_left`. What cannot be removed
    /// stays.
    pub(crate) fn sweep(&self, video_id: &str, is_left: impl Fn(&str) -> bool) {
        let Ok(entries) = fs::read_dir(self.files().join(video_id)) else {
            return;
        };
        for entry in entries.flatten() {
            if !is_left(&format!("{video_id}/{}", entry.file_name().to_string_lossy())) {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                remove_dir(&entry.path());
            } else {
                // A leftover costs space, not correctness.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Removes all files of a video.
    pub(crate) fn remove_video(&self, video_id: &str) {
        remove_dir(&self.files().join(video_id));
    }

    /// The ids of the videos that have a folder.
    pub(crate) fn video_folders(&self) -> Vec<String> {
        let entries = fs::read_dir(self.files()).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| name.starts_with("vid_")).collect()
    }

    /// Where files are kept that were handed in.
    pub(crate) fn uploads(&self) -> PathBuf {
        self.root.join(UPLOADS)
    }

    /// Makes a folder for the owner only.
    pub(crate) fn make_private(folder: &Path) -> Result<(), StoreError> {
        create_private_dir(folder).map_err(StoreError::file("create the folder", folder))
    }

    fn files(&self) -> PathBuf {
        self.root.join("files")
    }
}

/// Makes a folder and its parents; new ones are for the owner only.
fn create_private_dir(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes a folder with all that is in it, as far as possible.
fn remove_dir(folder: &Path) {
    // An encoder may put a file into it between the emptying and the removal; that happens once.
    let _ = fs::remove_dir_all(folder).or_else(|_| fs::remove_dir_all(folder));
}

/// Opens a file for writing, made for the owner only when it is missing.
fn open_private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
