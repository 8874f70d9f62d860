//! The tables' history, embedded in the binary.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// All migrations, oldest first. A released one is never changed, only followed.
pub(crate) fn migrator() -> Migrator {
    Migrator::with_migrations(vec![Migration::new(
        1,
        "keys, videos, outputs".into(),
        MigrationType::Simple,
        include_str!("../migrations/0001_keys_videos_outputs.sql").into_sql_str(),
        false,
    )])
}
