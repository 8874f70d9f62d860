//! A data folder for callers without a runtime: the command line.

use std::path::Path;

use tokio::runtime::{Builder, Runtime};

use crate::{Clock, DataDir, DatabaseAddress, Key, KeyLimits, NewKey, Store, StoreError};

/// The keys of a data folder, and the scenes of its videos, one blocking call at a time.
///
/// Works while a server runs on the same folder; what it changes holds at once.
#[derive(Debug)]
pub struct KeyRing {
    runtime: Runtime,
    store: Store,
}

impl KeyRing {
    /// Opens the folder, and makes it when it is missing.
    ///
    /// # Errors
    /// As [`DataDir::create`] and [`Store::open`], and [`StoreError::Runtime`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let data = DataDir::create(folder)?;
        let runtime = runtime()?;
        let store = runtime.block_on(Store::open(data, Clock::system()))?;
        Ok(Self { runtime, store })
    }

    /// Opens a Postgres database. No folder is needed for keys.
    ///
    /// # Errors
    /// [`StoreError::Connect`], [`StoreError::Migration`], [`StoreError::Runtime`].
    pub fn open_database(database: &DatabaseAddress) -> Result<Self, StoreError> {
        let runtime = runtime()?;
        let data = DataDir::unmade(Path::new(""));
        let store = runtime.block_on(Store::open_postgres(data, database, Clock::system()))?;
        Ok(Self { runtime, store })
    }

    /// As [`KeyRing::open`], but makes nothing.
    ///
    /// # Errors
    /// As there, and [`StoreError::NoFolder`] when no store was ever made in the folder.
    pub fn open_existing(folder: &Path) -> Result<Self, StoreError> {
        if !DataDir::exists(folder) {
            return Err(StoreError::NoFolder { path: folder.to_owned() });
        }
        Self::open(folder)
    }

    /// As [`Store::create_key`].
    ///
    /// # Errors
    /// As there.
    pub fn create(&self, name: &str, limits: KeyLimits) -> Result<NewKey, StoreError> {
        self.runtime.block_on(self.store.create_key(name, limits))
    }

    /// As [`Store::scene`].
    ///
    /// # Errors
    /// As there.
    pub fn scene(&self, video_id: &str) -> Result<Option<String>, StoreError> {
        self.runtime.block_on(self.store.scene(video_id))
    }

    /// What signs the webhooks of a key, as who hears them is given it.
    ///
    /// # Errors
    /// As [`Store::webhook_secret`].
    pub fn webhook_secret(&self, key_id: &str) -> Result<String, StoreError> {
        self.runtime.block_on(self.store.webhook_secret(key_id)).map(|secret| secret.to_text())
    }

    /// As [`Store::videos_this_month`].
    ///
    /// # Errors
    /// As there.
    pub fn videos_this_month(&self, key_id: &str) -> Result<u64, StoreError> {
        self.runtime.block_on(self.store.videos_this_month(key_id))
    }

    /// As [`Store::keys`].
    ///
    /// # Errors
    /// As there.
    pub fn list(&self) -> Result<Vec<Key>, StoreError> {
        self.runtime.block_on(self.store.keys())
    }

    /// As [`Store::revoke_key`].
    ///
    /// # Errors
    /// As there.
    pub fn revoke(&self, id_or_name: &str) -> Result<Key, StoreError> {
        self.runtime.block_on(self.store.revoke_key(id_or_name))
    }
}

/// A runtime for one call at a time.
pub(crate) fn runtime() -> Result<Runtime, StoreError> {
    Builder::new_current_thread().enable_all().build().map_err(|source| StoreError::Runtime { source })
}

impl Drop for KeyRing {
    fn drop(&mut self) {
        self.runtime.block_on(self.store.close());
    }
}
