//! Files that were handed in: kept once each, under the digest of their bytes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::data_dir::UPLOADS;
use crate::token::fresh_id;
use crate::{Clock, DataDir, StoreError};

/// What the names of unfinished files begin with.
pub(crate) const PART: &str = "part-";

/// Held while a file gets a new date or is removed for its old one, so that none is removed that was just asked for.
static DATES: Mutex<()> = Mutex::new(());

pub(crate) fn dates() -> MutexGuard<'static, ()> {
    DATES.lock().unwrap_or_else(PoisonError::into_inner)
}

impl DataDir {
    /// Keeps a file; the digest that it is found by. The same bytes are kept once, under the date of the last time.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be written.
    pub fn keep_upload(&self, bytes: &[u8]) -> Result<String, StoreError> {
        Self::keep_upload_in(self.root(), bytes)
    }

    /// As [`DataDir::keep_upload`], in the data folder at `root`.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be written.
    pub fn keep_upload_in(root: &Path, bytes: &[u8]) -> Result<String, StoreError> {
        let digest = HEXLOWER.encode(&Sha256::digest(bytes));
        let folder = root.join(UPLOADS);
        Self::make_private(&folder)?;
        let target = folder.join(&digest);
        if Self::renew_upload_in(root, &digest)? {
            return Ok(digest);
        }
        // It gets its name when it is whole.
        let part = folder.join(fresh_id(PART)?);
        let write = || {
            let mut file = File::create_new(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&part, &target)?;
            File::open(&folder)?.sync_all()
        };
        write().map_err(|source| {
            let _ = fs::remove_file(&part);
            StoreError::file("write the file", &target)(source)
        })?;
        Ok(digest)
    }

    /// Notes that a handed-in file was used just now, so that it is kept; false where there is none of that digest.
    ///
    /// # Errors
    /// [`StoreError::File`] when its date cannot be changed.
    pub fn renew_upload(&self, digest: &str) -> Result<bool, StoreError> {
        Self::renew_upload_in(self.root(), digest)
    }

    /// As [`DataDir::renew_upload`], of the data folder at `root`.
    ///
    /// # Errors
    /// [`StoreError::File`] when its date cannot be changed.
    pub fn renew_upload_in(root: &Path, digest: &str) -> Result<bool, StoreError> {
        let Some(path) = Self::upload_path_in(root, digest) else { return Ok(false) };
        let _dates = dates();
        let renewed = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(Clock::system().now().system_time()));
        match renewed {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(StoreError::file("change the date of", path)(source)),
        }
    }

    /// Where the handed-in file of a digest is; `None` where that is no digest.
    #[must_use]
    pub fn upload_path(&self, digest: &str) -> Option<PathBuf> {
        Self::upload_path_in(self.root(), digest)
    }

    /// As [`DataDir::upload_path`], of the data folder at `root`.
    #[must_use]
    pub fn upload_path_in(root: &Path, digest: &str) -> Option<PathBuf> {
        is_digest(digest).then(|| root.join(UPLOADS).join(digest))
    }
}

/// Whether a text is a digest as files are named by.
pub(crate) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
