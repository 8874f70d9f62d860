//! Claims about keys.

use pavo_store::{Clock, DataDir, DatabaseAddress, KeyLimits, KeyRing, Store, StoreError};

use crate::engines::{Database, claims};

/// What `pavo keys` does, beside a runtime.
async fn by_key_ring<T: Send + 'static>(
    folder: &std::path::Path,
    address: &Option<DatabaseAddress>,
    act: impl FnOnce(&KeyRing) -> T + Send + 'static,
) -> T {
    let (folder, address) = (folder.to_owned(), address.clone());
    let acted = tokio::task::spawn_blocking(move || match &address {
        None => act(&KeyRing::open(&folder).unwrap()),
        Some(address) => act(&KeyRing::open_database(address).unwrap()),
    });
    acted.await.unwrap()
}

async fn key_made_beside_a_running_store_works_at_once_and_ends_at_once(database: &Database) {
    let folder = tempfile::tempdir().unwrap();
    let address = database.fresh().await;
    let store = Database::open(folder.path(), address.clone(), Clock::system()).await;
    let fresh = by_key_ring(folder.path(), &address, |ring| ring.create("laptop", KeyLimits::default()).unwrap()).await;

    let known = store.authenticate(&fresh.secret).await.unwrap().unwrap();
    assert_eq!(known.id, fresh.key.id);

    by_key_ring(folder.path(), &address, |ring| ring.revoke("laptop").unwrap()).await;
    assert_eq!(store.authenticate(&fresh.secret).await.unwrap(), None);
}

async fn key_itself_is_nowhere_in_the_folder(database: &Database) {
    let (folder, store) = database.store(Clock::system()).await;
    let fresh = store.create_key("laptop", KeyLimits::default()).await.unwrap();
    store.close().await;
    for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
        if entry.path().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            let needle = fresh.secret.as_bytes();
            assert!(!bytes.windows(needle.len()).any(|window| window == needle));
        }
    }
    assert!(!format!("{fresh:?}").contains(&fresh.secret));
}

async fn use_of_a_key_is_noted(database: &Database) {
    let (_folder, store) = database.store(Clock::system()).await;
    let fresh = store.create_key("laptop", KeyLimits::default()).await.unwrap();
    assert_eq!(store.keys().await.unwrap()[0].last_used_at, None);
    store.authenticate(&fresh.secret).await.unwrap();
    assert!(store.keys().await.unwrap()[0].last_used_at.is_some());
}

async fn revoking_needs_one_key(database: &Database) {
    let (_folder, store) = database.store(Clock::system()).await;
    let first = store.create_key("twin", KeyLimits::default()).await.unwrap();
    store.create_key("twin", KeyLimits::default()).await.unwrap();
    assert!(matches!(store.revoke_key("twin").await, Err(StoreError::SeveralKeys { count: 2, .. })));
    assert!(matches!(store.revoke_key("nobody").await, Err(StoreError::NoSuchKey { .. })));
    store.revoke_key(&first.key.id).await.unwrap();
    // One active twin is left, so the name is enough.
    store.revoke_key("twin").await.unwrap();
    assert!(!store.has_active_key().await.unwrap());
}

async fn empty_and_multi_line_names_are_refused(database: &Database) {
    let (_folder, store) = database.store(Clock::system()).await;
    for name in ["", "  ", "two\nlines", &"x".repeat(101)] {
        assert!(matches!(store.create_key(name, KeyLimits::default()).await, Err(StoreError::KeyName { .. })));
    }
}

#[test]
fn looking_at_keys_makes_no_folder() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("typo");
    assert!(matches!(KeyRing::open_existing(&folder), Err(StoreError::NoFolder { .. })));
    assert!(!folder.exists());
    KeyRing::open(&folder).unwrap();
    KeyRing::open_existing(&folder).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn data_is_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    let store = Store::open(DataDir::create(&folder).unwrap(), Clock::system()).await.unwrap();
    store.create_key("laptop", KeyLimits::default()).await.unwrap();
    for name in ["", "files", "pavo.db", "pavo.db-wal"] {
        let mode = folder.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} has mode {mode:o}");
    }
}

claims![
    key_made_beside_a_running_store_works_at_once_and_ends_at_once,
    key_itself_is_nowhere_in_the_folder,
    use_of_a_key_is_noted,
    revoking_needs_one_key,
    empty_and_multi_line_names_are_refused,
];
