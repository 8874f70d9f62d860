//! A file that appears under its name only when it is complete.

use crate::error::EncodeError;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A file under a temporary name beside its own; removed when dropped, unless it was kept.
#[derive(Debug)]
pub(crate) struct PartialFile {
    path: PathBuf,
    temporary_path: PathBuf,
    is_kept: bool,
}

/// Tells apart files that one process writes at once.
static COUNTER: AtomicU32 = AtomicU32::new(0);

impl PartialFile {
    /// Begins a file for `path`, in the same folder so that renaming it is one step.
    pub(crate) fn create(path: &Path) -> Result<Self, EncodeError> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(EncodeError::NoFolder { folder: folder.to_owned() });
        }
        let unwritable = |source| EncodeError::Unwritable { path: path.to_owned(), source };
        let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
            return Err(unwritable(ErrorKind::IsADirectory.into()));
        };
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = name.to_string_lossy();
        let temporary_path = folder.join(format!(".{name}.{}-{number}.part", std::process::id()));
        OpenOptions::new().write(true).create(true).truncate(true).open(&temporary_path).map_err(unwritable)?;
        Ok(Self { path: path.to_owned(), temporary_path, is_kept: false })
    }

    /// The name it will have.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The name it has until then.
    pub(crate) fn temporary_path(&self) -> &Path {
        &self.temporary_path
    }

    /// Gives it its name, replacing a file that has it.
    pub(crate) fn keep(&mut self) -> Result<(), EncodeError> {
        let unwritable = |source| EncodeError::Unwritable { path: self.path.clone(), source };
        // On disk before it has its name: after a power cut the name must not stand for an empty file.
        fs::File::open(&self.temporary_path).and_then(|file| file.sync_all()).map_err(unwritable)?;
        fs::rename(&self.temporary_path, &self.path).map_err(unwritable)?;
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if !self.is_kept {
            // It may be gone already; there is nobody left to tell.
            let _removed = fs::remove_file(&self.temporary_path);
        }
    }
}
