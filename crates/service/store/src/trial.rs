//! Whether a database and a bucket can be used, for callers without a runtime. Nothing is changed in them.

use sqlx::{AnyConnection, Connection};

use crate::bucket::Bucket;
use crate::key_ring::runtime;
use crate::store::{LONGEST_CONNECT, install_drivers};
use crate::{BucketAddress, DatabaseAddress, StoreError};

/// What answered at the address of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseFound {
    /// The version of the server, such as `15.14`.
    pub version: String,
    /// Whether tables may be made in it, which a new version of Pavo does when it starts.
    pub may_make_tables: bool,
    /// Whether what is sent to it is encrypted.
    pub is_encrypted: bool,
}

impl DatabaseAddress {
    /// Connects to it, and asks what it is.
    ///
    /// # Errors
    /// [`StoreError::Connect`] when it does not answer within 15 s or refuses, [`StoreError::Runtime`].
    pub fn try_it(&self) -> Result<DatabaseFound, StoreError> {
        install_drivers();
        let failed = |source| StoreError::Connect { database: self.to_string(), source };
        let asked = async {
            let mut connection = AnyConnection::connect(self.secret_text()).await?;
            let query = "SELECT split_part(version(), ' ', 2), \
                COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE), \
                COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE)";
            let (version, may_make_tables, is_encrypted) = sqlx::query_as(query).fetch_one(&mut connection).await?;
            connection.close().await?;
            Ok(DatabaseFound { version, may_make_tables, is_encrypted })
        };
        runtime()?.block_on(async {
            match tokio::time::timeout(LONGEST_CONNECT, asked).await {
                Ok(asked) => asked.map_err(failed),
                Err(_) => Err(failed(sqlx::Error::PoolTimedOut)),
            }
        })
    }
}

impl BucketAddress {
    /// Asks for an object, whether it is there or not.
    ///
    /// # Errors
    /// [`StoreError::Objects`] when it does not answer or refuses, [`StoreError::Runtime`].
    pub fn try_it(&self) -> Result<(), StoreError> {
        let bucket = Bucket::open(self)?;
        runtime()?.block_on(bucket.try_it())
    }
}
