//! Files that were handed in: kept once each, under the digest of their bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::data_dir::UPLOADS;
use crate::token::fresh_id;
use crate::{DataDir, StoreError};

impl DataDir {
    /// Keeps a file; the digest that it is found by. The same bytes are kept once.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be written.
    pub fn keep_upload(&self, bytes: &[u8]) -> Result<String, StoreError> {
        let digest = HEXLOWER.encode(&Sha256::digest(bytes));
        let folder = self.uploads();
        Self::make_private(&folder)?;
        let target = folder.join(&digest);
        if target.is_file() {
            return Ok(digest);
        }
        // It gets its name when it is whole.
        let part = folder.join(fresh_id("part-")?);
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

    /// Where the handed-in file of a digest is; `None` where that is no digest.
    #[must_use]
    pub fn upload_path(&self, digest: &str) -> Option<PathBuf> {
        Self::upload_path_in(self.root(), digest)
    }

    /// As [`DataDir::upload_path`], of the data folder at `root`.
    #[must_use]
    pub fn upload_path_in(root: &Path, digest: &str) -> Option<PathBuf> {
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_digest.then(|| root.join(UPLOADS).join(digest))
    }
}
