//! What can go wrong while remembering.

use std::path::PathBuf;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file or folder below the data folder could not be used.
    #[error("cannot {action} {}", path.display())]
    File {
        /// What was tried, as a verb: "create", "rename", …
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The data folder's name cannot be written in a database address.
    #[error("the data folder {} has a name that is not UTF-8; choose another", path.display())]
    FolderName {
        /// The folder.
        path: PathBuf,
    },
    /// There is no data folder where one was expected.
    #[error("there is no data folder {}; `pavo serve` and `pavo keys create` make one", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Another server runs on the same data folder.
    #[error("another pavo server is using the data folder {}; stop it or choose another --data", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The address of a database is none. Says nothing of what it held: passwords are in it.
    #[error("the database's address must look like postgres://user:password@host/database: {problem}")]
    DatabaseAddress {
        /// What is wrong with it.
        problem: String,
    },
    /// The database server cannot be talked to.
    #[error("cannot use {database}")]
    Connect {
        /// Its name and host, without the password.
        database: String,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// The data folder has the files of another database.
    #[error(
        "the data folder {} has the files of another database; give that database's address, or choose another --data",
        path.display()
    )]
    OtherDatabase {
        /// The folder.
        path: PathBuf,
    },
    /// The files of videos are there, and their database is not: beginning anew would remove them.
    #[error(
        "the data folder {} has files of videos, but its database pavo.db is missing or empty; put it back, or move the \
         folder \"files\" elsewhere to begin anew",
        path.display()
    )]
    LostDatabase {
        /// The folder.
        path: PathBuf,
    },
    /// The address of a bucket is none. Says nothing of what it held.
    #[error("a bucket's address must look like s3://bucket/prefix: {problem}")]
    BucketAddress {
        /// What is wrong with it.
        problem: String,
    },
    /// The bucket refused something or does not answer.
    #[error("the object store could not be {action}")]
    Objects {
        /// What was tried: "read", "written", …
        action: &'static str,
        /// What the driver said.
        #[source]
        source: Box<object_store::Error>,
    },
    /// A finished file is recorded, but not there.
    #[error("the stored file {object} is missing")]
    NoObject {
        /// Its name.
        object: String,
    },
    /// There is something already where a copy is to be made.
    #[error("{} is there already; choose another folder for the copy", path.display())]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The rows of a data folder are not in it.
    #[error(
        "the rows of the data folder {} are in a Postgres database: back that up with pg_dump, and then copy the folder",
        path.display()
    )]
    NotHere {
        /// The folder.
        path: PathBuf,
    },
    /// The database refused a statement.
    #[error("the database failed while {action}")]
    Database {
        /// What was being done: "creating a key", …
        action: &'static str,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// The tables could not be brought up to date.
    #[error("the database tables could not be brought up to date")]
    Migration {
        /// What the driver said.
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// A row holds a value this version does not know.
    #[error("the database holds an unknown {what} {value:?}")]
    UnknownValue {
        /// Which kind of value.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// The queue holds as many waiting videos as it may.
    #[error("the queue is full ({max_queued} videos are waiting)")]
    QueueFull {
        /// The bound that was reached.
        max_queued: u32,
    },
    /// The key has had as many videos this month as it may.
    #[error("the key has had its {most} videos of this month")]
    QuotaUsedUp {
        /// Videos a month.
        most: i64,
    },
    /// The word was used for another request before.
    #[error("the idempotency key {word:?} was used for another request before")]
    OtherRequest {
        /// The word.
        word: String,
    },
    /// No key has this id or name.
    #[error("there is no key {wanted:?}; `pavo keys list` shows them")]
    NoSuchKey {
        /// What was looked for.
        wanted: String,
    },
    /// Several active keys share the name.
    #[error("{count} active keys are named {wanted:?}; give the id shown by `pavo keys list`")]
    SeveralKeys {
        /// What was looked for.
        wanted: String,
        /// How many matched.
        count: usize,
    },
    /// A key's name is empty, too long or has control characters.
    #[error("a key's name has 1 to 100 characters and no control characters, but this is {name:?}")]
    KeyName {
        /// The name.
        name: String,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    Random {
        /// What the system said.
        #[source]
        source: getrandom::Error,
    },
    /// A worker thread or runtime could not be started.
    #[error("a runtime for the database could not be started")]
    Runtime {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl StoreError {
    /// Wraps the driver's error with what was being done.
    pub(crate) fn while_(action: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::Database { action, source }
    }

    /// Wraps the object store's error with what was tried: "read", "written", …
    pub(crate) fn objects(action: &'static str) -> impl FnOnce(object_store::Error) -> Self {
        move |source| Self::Objects { action, source: Box::new(source) }
    }

    /// The same while reading an object, which may be missing.
    pub(crate) fn of_object(object: &str) -> impl FnOnce(object_store::Error) -> Self {
        move |source| match source {
            object_store::Error::NotFound { .. } => Self::NoObject { object: object.to_owned() },
            other => Self::objects("read")(other),
        }
    }

    /// Wraps a file error with what was tried on which path.
    pub(crate) fn file(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { action, path, source }
    }
}
