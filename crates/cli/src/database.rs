//! Where a server keeps its rows, for commands that read or change them.

use std::path::Path;

use pavo_store::{DatabaseAddress, KeyRing, StoreError};

/// The Postgres database of a server.
#[derive(Debug, clap::Args)]
pub(crate) struct DatabaseArgs {
    /// A Postgres database (`postgres://USER@HOST/NAME?sslmode=verify-full`) instead of a file in the data folder. Others see
    /// what a command is given: leave the password to the environment's PGPASSWORD, or give the whole address as
    /// `PAVO_DATABASE`.
    #[arg(long, value_name = "URL", env = "PAVO_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

impl DatabaseArgs {
    /// Its address, where there is one.
    ///
    /// # Errors
    /// [`StoreError::DatabaseAddress`].
    pub(crate) fn address(&self) -> Result<Option<DatabaseAddress>, StoreError> {
        // An empty variable is one that is not set.
        let given = self.database.as_deref().filter(|given| !given.trim().is_empty());
        given.map(DatabaseAddress::parse).transpose()
    }

    /// The keys in it, or in the data folder `data`, which is made when it is missing.
    ///
    /// # Errors
    /// As [`KeyRing::open`] and [`KeyRing::open_database`].
    pub(crate) fn ring(&self, data: &Path) -> Result<KeyRing, StoreError> {
        match self.address()? {
            Some(address) => KeyRing::open_database(&address),
            None => KeyRing::open(data),
        }
    }

    /// The same, but nothing is made.
    ///
    /// # Errors
    /// As there, and [`StoreError::NoFolder`].
    pub(crate) fn existing_ring(&self, data: &Path) -> Result<KeyRing, StoreError> {
        match self.address()? {
            Some(address) => KeyRing::open_database(&address),
            None => KeyRing::open_existing(data),
        }
    }
}
