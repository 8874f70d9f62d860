//! Opening the store.

use std::sync::Once;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};

use crate::migration::migrator;
use crate::{Clock, DataDir, StoreError};

/// Connections per process. `SQLite` has one writer anyway; the rest serve readers.
const CONNECTIONS: u32 = 4;

/// Everything the service remembers. Cheap to clone; clones share their connections.
///
/// Several processes may have the same folder open: `pavo keys` works while a server runs.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) data: DataDir,
    pub(crate) clock: Clock,
}

impl Store {
    /// Opens the database in `data` and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it cannot be opened, [`StoreError::Migration`] when
    /// it was made by a newer version or is damaged.
    pub async fn open(data: DataDir, clock: Clock) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);

        let address = address(&data)?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(20))
            .after_connect(|connection, _| Box::pin(prepare(connection)))
            .connect_lazy(&address)
            .map_err(StoreError::while_("reading its address"))?;

        let lock_dir = data.clone();
        let lock = tokio::task::spawn_blocking(move || lock_dir.lock_for_migration())
            .await
            .map_err(|join| StoreError::Runtime { source: std::io::Error::other(join) })??;
        // The pool tries again and again to open a file that is no database, so one
        // connection is tried without it.
        try_connection(&address).await.map_err(StoreError::while_("opening it"))?;
        migrator().run(&pool).await.map_err(|source| StoreError::Migration { source })?;
        drop(lock);

        Ok(Self { pool, data, clock })
    }

    /// The folder this store lives in.
    #[must_use]
    pub fn data_dir(&self) -> &DataDir {
        &self.data
    }

    /// The clock by which this store writes times.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Closes the connections; later calls fail.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Sets what `SQLite` remembers per connection; it also waits 5 s for another writer by default.
async fn prepare(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    // A crash of the process loses nothing; a power cut may lose the last commits, which
    // are then done again.
    for pragma in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"] {
        connection.execute(pragma).await?;
    }
    Ok(())
}

async fn try_connection(address: &str) -> Result<(), sqlx::Error> {
    let mut connection = AnyConnection::connect(address).await?;
    prepare(&mut connection).await?;
    connection.close().await
}

/// The database's URL. Every byte that could mean something in a URL is escaped.
fn address(data: &DataDir) -> Result<String, StoreError> {
    let database = data.database();
    let Some(path) = database.to_str() else {
        return Err(StoreError::FolderName { path: data.root().to_owned() });
    };
    let mut url = String::from("sqlite://");
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                url.push(char::from(byte));
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    Ok(format!("{url}?mode=rwc"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn folder_with_spaces_and_signs_is_opened() {
        let parent = tempfile::tempdir().unwrap();
        let data = DataDir::create(&parent.path().join("a b?c#d%20é")).unwrap();
        Store::open(data.clone(), Clock::system()).await.unwrap();
        assert!(data.database().metadata().unwrap().len() > 0);
    }

    #[tokio::test]
    async fn file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::create(folder.path()).unwrap();
        std::fs::write(data.database(), "not a database, but long enough".repeat(50)).unwrap();
        let error = Store::open(data, Clock::system()).await.unwrap_err();
        assert!(matches!(error, StoreError::Database { .. }), "{error}");
    }

    #[tokio::test]
    async fn one_server_per_folder() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::create(folder.path()).unwrap();
        let first = data.lock_for_serving().unwrap();
        assert!(matches!(data.lock_for_serving(), Err(StoreError::InUse { .. })));
        drop(first);
        data.lock_for_serving().unwrap();
    }
}
