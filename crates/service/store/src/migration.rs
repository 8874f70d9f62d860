//! The tables' history, embedded in the binary.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// All migrations, oldest first. A released one is never changed, only followed.
pub(crate) fn migrator() -> Migrator {
    let texts = [
        ("keys, videos, outputs", include_str!("../migrations/0001_keys_videos_outputs.sql")),
        ("limits, turns, styles", include_str!("../migrations/0002_limits_turns_styles.sql")),
        ("webhooks", include_str!("../migrations/0003_webhooks.sql")),
        ("versions", include_str!("../migrations/0004_versions.sql")),
        ("removals", include_str!("../migrations/0005_removals.sql")),
        ("states of keys", include_str!("../migrations/0006_states_of_keys.sql")),
    ];
    let migration = |(number, (name, text)): (i64, (&'static str, &'static str))| {
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    };
    Migrator::with_migrations((1..).zip(texts).map(migration).collect())
}
