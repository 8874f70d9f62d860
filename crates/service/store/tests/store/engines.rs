//! Each claim is tested twice: on the file of a data folder, and on a Postgres database.

use pavo_store::{Clock, DataDir, DatabaseAddress, Store, StoreOptions};

use crate::postgres::Postgres;

/// Where the rows of a test are.
pub(crate) enum Database {
    /// In a file of the data folder.
    Sqlite,
    /// In databases of a server.
    Postgres(Postgres),
}

impl Database {
    /// A store in a folder of its own, with a database of its own.
    pub(crate) async fn store(&self, clock: Clock) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let address = self.fresh().await;
        let store = Self::open(folder.path(), address, clock).await;
        (folder, store)
    }

    /// The address of a fresh database; `None` for one in the data folder.
    pub(crate) async fn fresh(&self) -> Option<DatabaseAddress> {
        match self {
            Self::Sqlite => None,
            Self::Postgres(server) => Some(server.fresh().await),
        }
    }

    /// A store in a folder, with a database that may have been used before.
    pub(crate) async fn open(folder: &std::path::Path, address: Option<DatabaseAddress>, clock: Clock) -> Store {
        let options = StoreOptions { database: address, ..StoreOptions::default() };
        Store::open_at(DataDir::create(folder).unwrap(), options, clock).await.unwrap()
    }

    /// Whether it is a Postgres database.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// Tests of functions that take a `&Database`: one of each on `SQLite`, and one of all of them on a Postgres server, which
/// takes a second to start.
macro_rules! claims {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            use crate::engines::Database;

            $(
                #[tokio::test]
                async fn $name() {
                    super::$name(&Database::Sqlite).await;
                }
            )+
        }

        mod on_postgres {
            use std::rc::Rc;

            use crate::engines::Database;
            use crate::postgres::Postgres;

            #[tokio::test]
            async fn all_claims_hold() {
                let Some(server) = Postgres::start().await else { return };
                let database = Rc::new(Database::Postgres(server));
                let mut broken = Vec::new();
                let tasks = tokio::task::LocalSet::new();
                $(
                    let tested = database.clone();
                    let test = tasks.run_until(async move {
                        tokio::task::spawn_local(async move { super::$name(&tested).await }).await
                    });
                    if test.await.is_err() {
                        broken.push(stringify!($name));
                    }
                )+
                assert!(broken.is_empty(), "not so on Postgres: {broken:?}");
            }
        }
    };
}

pub(crate) use claims;
