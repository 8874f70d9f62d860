//! Claims about keys.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

use pavo_store::{Clock, DataDir, KeyLimits, KeyRing, Store, StoreError};

async fn open(folder: &std::path::Path) -> Store {
    Store::open(DataDir::create(folder).unwrap(), Clock::system()).await.unwrap()
}

#[tokio::test]
async fn key_made_beside_a_running_store_works_at_once_and_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let path = folder.path().to_owned();
    let fresh = tokio::task::spawn_blocking(move || {
        KeyRing::open(&path).unwrap().create("laptop", KeyLimits::default()).unwrap()
    })
    .await
    .unwrap();

    let known = store.authenticate(&fresh.secret).await.unwrap().unwrap();
    assert_eq!(known.id, fresh.key.id);

    let path = folder.path().to_owned();
    tokio::task::spawn_blocking(move || KeyRing::open(&path).unwrap().revoke("laptop").unwrap()).await.unwrap();
    assert_eq!(store.authenticate(&fresh.secret).await.unwrap(), None);
}

#[tokio::test]
async fn key_itself_is_nowhere_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
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

#[tokio::test]
async fn use_of_a_key_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let fresh = store.create_key("laptop", KeyLimits::default()).await.unwrap();
    assert_eq!(store.keys().await.unwrap()[0].last_used_at, None);
    store.authenticate(&fresh.secret).await.unwrap();
    assert!(store.keys().await.unwrap()[0].last_used_at.is_some());
}

#[tokio::test]
async fn revoking_needs_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let first = store.create_key("twin", KeyLimits::default()).await.unwrap();
    store.create_key("twin", KeyLimits::default()).await.unwrap();
    assert!(matches!(store.revoke_key("twin").await, Err(StoreError::SeveralKeys { count: 2, .. })));
    assert!(matches!(store.revoke_key("nobody").await, Err(StoreError::NoSuchKey { .. })));
    store.revoke_key(&first.key.id).await.unwrap();
    // One active twin is left, so the name is enough.
    store.revoke_key("twin").await.unwrap();
    assert!(!store.has_active_key().await.unwrap());
}

#[tokio::test]
async fn empty_and_multi_line_names_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
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
    let store = open(&folder).await;
    store.create_key("laptop", KeyLimits::default()).await.unwrap();
    for name in ["", "files", "pavo.db", "pavo.db-wal"] {
        let mode = folder.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} has mode {mode:o}");
    }
}
