//! Opening the store.

use std::sync::Once;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};

use crate::bucket::Bucket;
use crate::database::Engine;
use crate::migration::migrator;
use crate::token::fresh_id;
use crate::{BucketAddress, Clock, DataDir, DatabaseAddress, StoreError};

/// Connections per process. `SQLite` has one writer anyway; the rest serve readers.
const CONNECTIONS: u32 = 4;

/// Connections per process to Postgres, which has many writers and more time on the way.
const POSTGRES_CONNECTIONS: u32 = 8;

/// How long a database server may take until it can be talked to, at the start.
pub(crate) const LONGEST_CONNECT: Duration = Duration::from_secs(15);

/// Where a store keeps what does not lie in its data folder.
#[derive(Debug, Clone, Default)]
pub struct StoreOptions {
    /// A Postgres database; without one the rows are in the data folder.
    pub database: Option<DatabaseAddress>,
    /// A bucket for finished files; without one they are in the data folder.
    pub bucket: Option<BucketAddress>,
}

/// Everything the service remembers. Cheap to clone; clones share their connections.
///
/// Several processes may have the same folder open: `pavo keys` works while a server runs.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) engine: Engine,
    pub(crate) bucket: Option<Bucket>,
    pub(crate) data: DataDir,
    pub(crate) clock: Clock,
}

impl Store {
    /// Opens the database in `data` and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it cannot be opened, [`StoreError::Migration`] when
    /// it was made by a newer version or is damaged, [`StoreError::OtherDatabase`] when the folder belongs to a Postgres
    /// database.
    pub async fn open(data: DataDir, clock: Clock) -> Result<Self, StoreError> {
        Self::open_at(data, StoreOptions::default(), clock).await
    }

    /// As [`Store::open`], with what `options` say kept elsewhere.
    ///
    /// # Errors
    /// As there, [`StoreError::Connect`] when the database server cannot be talked to, and [`StoreError::OtherDatabase`]
    /// when the folder belongs to another database than the one that was asked for.
    pub async fn open_at(data: DataDir, options: StoreOptions, clock: Clock) -> Result<Self, StoreError> {
        let bucket = options.bucket.as_ref().map(Bucket::open).transpose()?;
        let store = match &options.database {
            None => Self::open_sqlite(data, clock).await?,
            Some(database) => Self::open_postgres(data, database, clock).await?,
        };
        store.claim_folder().await?;
        Ok(Self { bucket, ..store })
    }

    async fn open_sqlite(data: DataDir, clock: Clock) -> Result<Self, StoreError> {
        install_drivers();
        if data.owner()?.is_some() {
            return Err(StoreError::OtherDatabase { path: data.root().to_owned() });
        }
        if !data.has_database() && !data.video_folders().is_empty() {
            return Err(StoreError::LostDatabase { path: data.root().to_owned() });
        }
        data.make_database()?;
        let lock_dir = data.clone();
        let lock = tokio::task::spawn_blocking(move || lock_dir.lock_for_migration())
            .await
            .map_err(|join| StoreError::Runtime { source: std::io::Error::other(join) })??;
        let store = Self::open_unchanged(data, clock).await?;
        migrator().run(&store.pool).await.map_err(|source| StoreError::Migration { source })?;
        drop(lock);

        Ok(store)
    }

    /// The database of a folder as it is, whichever version made it.
    pub(crate) async fn open_unchanged(data: DataDir, clock: Clock) -> Result<Self, StoreError> {
        install_drivers();
        let address = address(&data)?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(20))
            .after_connect(|connection, _| Box::pin(prepare(connection)))
            .connect_lazy(&address)
            .map_err(StoreError::while_("reading its address"))?;
        // The pool tries again and again to open a file that is no database, so one
        // connection is tried without it.
        try_connection(&address).await.map_err(StoreError::while_("opening it"))?;
        Ok(Self { pool, engine: Engine::Sqlite, bucket: None, data, clock })
    }

    /// The folder is only looked at when files are.
    pub(crate) async fn open_postgres(
        data: DataDir,
        database: &DatabaseAddress,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        install_drivers();
        let address = database.secret_text();
        let failed = |source| StoreError::Connect { database: database.to_string(), source };
        // The pool tries again and again, so one connection is tried without it.
        let tried = async { AnyConnection::connect(address).await?.close().await };
        match tokio::time::timeout(LONGEST_CONNECT, tried).await {
            Ok(tried) => tried.map_err(failed)?,
            Err(_) => return Err(failed(sqlx::Error::PoolTimedOut)),
        }
        let pool = AnyPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(Duration::from_secs(20))
            .after_connect(|connection, _| Box::pin(prepare_postgres(connection)))
            .connect_lazy(address)
            .map_err(failed)?;
        // Several that begin at once wait for each other: the migrator holds a lock of the database.
        migrator().run(&pool).await.map_err(|source| StoreError::Migration { source })?;
        Ok(Self { pool, engine: Engine::Postgres, bucket: None, data, clock })
    }

    /// Makes sure that the files of the folder are those of this database: files that no row tells of are removed.
    async fn claim_folder(&self) -> Result<(), StoreError> {
        const ACTION: &str = "looking whose the data folder is";
        if self.engine == Engine::Sqlite {
            return Ok(());
        }
        sqlx::query("INSERT INTO secrets (name, value) VALUES ('database_id', $1) ON CONFLICT DO NOTHING")
            .bind(fresh_id("db_")?)
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        let (id,): (String,) = sqlx::query_as("SELECT value FROM secrets WHERE name = 'database_id'")
            .fetch_one(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        match self.data.owner()? {
            Some(owner) if owner == id => Ok(()),
            None if !self.data.has_database() => self.data.set_owner(&id),
            _ => Err(StoreError::OtherDatabase { path: self.data.root().to_owned() }),
        }
    }

    /// Asks the bucket for something, to see whether it answers; without a bucket all is well.
    ///
    /// # Errors
    /// [`StoreError::Objects`].
    pub async fn try_bucket(&self) -> Result<(), StoreError> {
        match &self.bucket {
            Some(bucket) => bucket.try_it().await,
            None => Ok(()),
        }
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

pub(crate) fn install_drivers() {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
}

/// Sets what `SQLite` remembers per connection; it also waits 5 s for another writer by default.
async fn prepare(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    // What was accepted stays accepted, also over a power cut: each commit is on the disk before it is answered.
    for pragma in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"] {
        connection.execute(pragma).await?;
    }
    Ok(())
}

/// Sets what Postgres remembers per connection: a server that vanishes in the middle of a transaction, which may hold the
/// turn of all others, is given up soon.
async fn prepare_postgres(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    connection.execute("SET idle_in_transaction_session_timeout = '15s'").await.map(drop)
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
    async fn folder_of_a_postgres_database_is_not_opened_without_it() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::create(folder.path()).unwrap();
        data.set_owner("db_other").unwrap();
        let error = Store::open(data.clone(), Clock::system()).await.unwrap_err();
        assert!(matches!(error, StoreError::OtherDatabase { .. }), "{error}");
        assert!(!data.has_database());
    }

    #[tokio::test]
    async fn server_that_is_not_there_is_named_without_the_password() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::create(folder.path()).unwrap();
        let database = DatabaseAddress::parse("postgres://pavo:s3cret@127.0.0.1:1/films").unwrap();
        let options = StoreOptions { database: Some(database), bucket: None };
        let error = Store::open_at(data, options, Clock::system()).await.unwrap_err();
        assert_eq!(error.to_string(), "cannot use the database \"films\" at 127.0.0.1:1");
        assert!(!format!("{error:?}").contains("s3cret"));
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
