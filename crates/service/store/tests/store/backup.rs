//! Claims about copies of a data folder.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pavo_store::{BackedUp, Clock, DataDir, KeyLimits, OutputState, Store, StoreError, back_up};

use crate::engines::Database;
use crate::postgres::Postgres;
use crate::work::{draw, video};

const LEASE: Duration = Duration::from_secs(60);

async fn open(folder: &Path) -> Store {
    Store::open(DataDir::create(folder).unwrap(), Clock::system()).await.unwrap()
}

async fn backed_up(folder: &Path, target: &Path) -> Result<BackedUp, StoreError> {
    let (folder, target) = (folder.to_owned(), target.to_owned());
    tokio::task::spawn_blocking(move || back_up(&folder, &target)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn copy_made_during_work_has_every_file_that_it_tells_of() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    let store = open(&folder).await;
    let fresh = store.create_key("test", KeyLimits::default()).await.unwrap();
    let upload = store.data_dir().keep_upload(b"a,b\n1,2\n").unwrap();
    let is_over = Arc::new(AtomicBool::new(false));
    // Videos come, are drawn, and some are deleted, as fast as they can be.
    let work = tokio::spawn({
        let (store, key_id, is_over) = (store.clone(), fresh.key.id.clone(), is_over.clone());
        async move {
            let mut made = 0;
            while !is_over.load(Ordering::Relaxed) {
                store.enqueue(&video(&key_id), 1000).await.unwrap();
                let claim = store.claim_next(LEASE).await.unwrap().unwrap();
                draw(&store, &claim).await;
                if made % 2 == 0 {
                    assert!(store.delete_video(&key_id, claim.video_id()).await.unwrap());
                }
                made += 1;
            }
            made
        }
    });
    let mut copies = Vec::new();
    for index in 0..4 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let target = parent.path().join(format!("copy{index}"));
        let made = backed_up(&folder, &target).await.unwrap();
        assert_eq!((made.uploads, made.elsewhere.len()), (1, 0), "{made:?}");
        copies.push((target, made.files));
    }
    is_over.store(true, Ordering::Relaxed);
    assert!(work.await.unwrap() > 20);
    store.close().await;
    // The copy does not need the original.
    std::fs::remove_dir_all(&folder).unwrap();

    for (target, files) in copies {
        let copy = open(&target).await;
        assert_eq!(copy.authenticate(&fresh.secret).await.unwrap().unwrap().id, fresh.key.id);
        assert!(copy.data_dir().upload_path(&upload).unwrap().is_file());
        let mut opened = 0;
        for video in copy.videos_of_key(&fresh.key.id, None, 10_000).await.unwrap().videos {
            for output in &video.outputs {
                if let OutputState::Done { object, size_bytes } = &output.state {
                    assert_eq!(std::fs::read(copy.data_dir().object_path(object)).unwrap(), b"pixels");
                    assert_eq!(*size_bytes, 6);
                    opened += 1;
                }
            }
        }
        assert_eq!(opened, files);
        // And a server goes on with it.
        let lock = copy.data_dir().lock_for_serving().unwrap();
        copy.recover(&lock).await.unwrap();
        copy.enqueue(&video(&fresh.key.id), 1000).await.unwrap();
        let claim = copy.claim_next(LEASE).await.unwrap().unwrap();
        copy.sweep(&claim).await;
        draw(&copy, &claim).await;
    }
    let left: Vec<_> = std::fs::read_dir(parent.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "nothing but the copies: {left:?}");
}

#[tokio::test]
async fn target_that_is_there_is_refused_and_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    open(&folder).await.close().await;
    let target = parent.path().join("copy");
    std::fs::create_dir(&target).unwrap();
    assert!(matches!(backed_up(&folder, &target).await, Err(StoreError::Exists { .. })));
    assert_eq!(std::fs::read_dir(&target).unwrap().count(), 0);
    let missing = backed_up(&parent.path().join("typo"), &parent.path().join("other")).await;
    assert!(matches!(missing, Err(StoreError::NoFolder { .. })));
    assert!(!parent.path().join("typo").exists() && !parent.path().join("other").exists());
}

#[cfg(unix)]
#[tokio::test]
async fn copy_is_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    open(&parent.path().join("data")).await.close().await;
    let target = parent.path().join("copy");
    backed_up(&parent.path().join("data"), &target).await.unwrap();
    for name in ["", "files", "pavo.db"] {
        let mode = target.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} has mode {mode:o}");
    }
}

#[tokio::test]
async fn rows_in_postgres_are_not_copied_and_that_is_said() {
    let Some(server) = Postgres::start().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let address = server.fresh().await;
    Database::open(folder.path(), Some(address), Clock::system()).await.close().await;
    let target = folder.path().join("copy");
    let refused = backed_up(folder.path(), &target).await.unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
    assert!(!target.exists());
}
