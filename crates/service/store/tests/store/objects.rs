//! Claims about finished files in a bucket.

use std::time::Duration;

use futures_util::TryStreamExt;
use pavo_store::{Claim, Clock, DataDir, KeyLimits, OutputState, Step, Store, StoreError, StoreOptions};

use crate::s3::S3;
use crate::work::video;

const LEASE: Duration = Duration::from_secs(60);

async fn open(folder: &std::path::Path, bucket: pavo_store::BucketAddress) -> Store {
    let options = StoreOptions { bucket: Some(bucket), ..StoreOptions::default() };
    Store::open_at(DataDir::create(folder).unwrap(), options, Clock::system()).await.unwrap()
}

/// A store whose files are in the bucket, and its key.
async fn bench(s3: &S3) -> (tempfile::TempDir, Store, String) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), s3.bucket()).await;
    let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
    (folder, store, key_id)
}

async fn begun(store: &Store, key_id: &str, bytes: &[u8]) -> Claim {
    store.enqueue(&video(key_id), 10).await.unwrap();
    let claim = store.claim_next(LEASE).await.unwrap().unwrap();
    written(store, &claim, bytes).await;
    claim
}

async fn written(store: &Store, claim: &Claim, bytes: &[u8]) {
    store.begin(claim, Step::Output(0)).await.unwrap();
    std::fs::write(store.part_path(claim, &claim.video.outputs[0]).unwrap(), bytes).unwrap();
}

async fn recorded(store: &Store, id: &str) -> (String, u64) {
    let video = store.video(id).await.unwrap().unwrap();
    let OutputState::Done { object, size_bytes } = &video.outputs[0].state else { panic!("{video:?}") };
    (object.clone(), *size_bytes)
}

async fn read(store: &Store, (object, size_bytes): &(String, u64), first: u64, length: u64) -> Vec<u8> {
    let file = store.stored_file(object, *size_bytes).await.unwrap();
    let chunks: Vec<_> = file.read(first, length).await.unwrap().try_collect().await.unwrap();
    chunks.concat()
}

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|index| (index * 7 % 251) as u8).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn small_and_large_files_read_back_whole_and_in_parts() {
    let s3 = S3::start().await;
    let (folder, store, key_id) = bench(&s3).await;
    store.try_bucket().await.unwrap();
    // The last is sent in four parts.
    for size in [0, 1, 1000, (26 << 20) + 5] {
        let bytes = bytes(size);
        let claim = begun(&store, &key_id, &bytes).await;
        assert!(store.finish_output(&claim, &claim.video.outputs[0]).await.unwrap());
        assert!(store.finish(&claim).await.unwrap());
        let file = recorded(&store, claim.video_id()).await;
        assert_eq!(file.1, size as u64);
        assert!(read(&store, &file, 0, file.1).await == bytes);
        store.stored_file(&file.0, file.1).await.unwrap().check().await.unwrap();
        if size > 100 {
            let middle = size as u64 / 2;
            assert!(read(&store, &file, middle, 57).await == bytes[size / 2..size / 2 + 57]);
            assert!(read(&store, &file, file.1 - 1, 1).await == bytes[size - 1..]);
        }
        let local = folder.path().join("files").join(claim.video_id());
        assert_eq!(std::fs::read_dir(local).unwrap().count(), 0, "nothing of it stays in the folder");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn name_is_given_once() {
    let s3 = S3::start().await;
    let (_folder, store, key_id) = bench(&s3).await;
    let claim = begun(&store, &key_id, b"first").await;
    let output = &claim.video.outputs[0];
    assert!(store.finish_output(&claim, output).await.unwrap());
    let file = recorded(&store, claim.video_id()).await;
    // As if another had the same name: what is there stays.
    std::fs::write(store.part_path(&claim, output).unwrap(), b"other bytes").unwrap();
    let refused = store.finish_output(&claim, output).await.unwrap_err();
    assert!(matches!(refused, StoreError::Objects { .. }), "{refused}");
    assert_eq!(read(&store, &file, 0, file.1).await, b"first");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_overtaken_worker_sent_is_removed() {
    let s3 = S3::start().await;
    let (_folder, store, key_id) = bench(&s3).await;
    store.enqueue(&video(&key_id), 10).await.unwrap();
    let slow = store.claim_next(Duration::ZERO).await.unwrap().unwrap();
    written(&store, &slow, b"slow").await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let fast = store.claim_next(LEASE).await.unwrap().unwrap();
    assert!(!store.finish_output(&slow, &slow.video.outputs[0]).await.unwrap());
    assert!(s3.names().is_empty(), "{:?}", s3.names());

    written(&store, &fast, b"fast").await;
    assert!(store.finish_output(&fast, &fast.video.outputs[0]).await.unwrap());
    assert_eq!(s3.names(), [recorded(&store, fast.video_id()).await.0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn next_worker_removes_what_a_dead_one_sent() {
    let s3 = S3::start().await;
    let (_folder, store, key_id) = bench(&s3).await;
    let claim = begun(&store, &key_id, b"half").await;
    let output = &claim.video.outputs[0];
    assert!(store.finish_output(&claim, output).await.unwrap());
    let kept = s3.names();
    // An object of the same video that no row tells of.
    let stray = s3.stray(claim.video_id());
    store.release(&claim).await.unwrap();
    let next = store.claim_next(LEASE).await.unwrap().unwrap();
    assert!(s3.names().contains(&stray));
    store.sweep(&next).await;
    assert_eq!(s3.names(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn worker_that_was_overtaken_removes_nothing_of_the_one_that_has_it_now() {
    let s3 = S3::start().await;
    let (_folder, store, key_id) = bench(&s3).await;
    let first = begun(&store, &key_id, b"half").await;
    store.release(&first).await.unwrap();
    let overtaken = store.claim_next(LEASE).await.unwrap().unwrap();
    store.release(&overtaken).await.unwrap();
    let last = store.claim_next(LEASE).await.unwrap().unwrap();
    written(&store, &last, b"whole").await;
    assert!(store.finish_output(&last, &last.video.outputs[0]).await.unwrap());
    store.sweep(&overtaken).await;
    assert_eq!(s3.names(), [recorded(&store, last.video_id()).await.0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_and_files_outlive_rows_that_are_lost_or_older_than_they_are() {
    let s3 = S3::start().await;
    let (folder, store, key_id) = bench(&s3).await;
    store.close().await;
    let [rows, older] = ["pavo.db", "older.db"].map(|name| folder.path().join(name));
    std::fs::copy(&rows, &older).unwrap();
    let store = open(folder.path(), s3.bucket()).await;
    let claim = begun(&store, &key_id, b"pixels").await;
    assert!(store.finish_output(&claim, &claim.video.outputs[0]).await.unwrap());
    let kept = s3.names();
    assert_eq!(kept.len(), 1);
    store.close().await;

    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.path().join(format!("pavo.db{end}")));
    }
    let options = StoreOptions { bucket: Some(s3.bucket()), ..StoreOptions::default() };
    let lost = Store::open_at(DataDir::create(folder.path()).unwrap(), options, Clock::system()).await;
    assert!(matches!(lost, Err(StoreError::LostDatabase { .. })), "{lost:?}");

    std::fs::rename(&older, &rows).unwrap();
    let store = open(folder.path(), s3.bucket()).await;
    let lock = store.data_dir().lock_for_serving().unwrap();
    store.recover(&lock).await.unwrap();
    assert_eq!(s3.names(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_secret_is_refused_at_once_and_nothing_is_recorded() {
    let s3 = S3::start().await;
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), s3.bucket_with_secret("another-secret")).await;
    let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
    assert!(matches!(store.try_bucket().await, Err(StoreError::Objects { .. })));
    let claim = begun(&store, &key_id, b"pixels").await;
    let refused = store.finish_output(&claim, &claim.video.outputs[0]).await.unwrap_err();
    assert!(matches!(refused, StoreError::Objects { .. }), "{refused}");
    assert!(!format!("{refused:?} {store:?}").contains("another-secret"));
    assert!(s3.names().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn store_that_comes_back_within_a_few_tries_gets_the_file() {
    let mut s3 = S3::start().await;
    let (_folder, store, key_id) = bench(&s3).await;
    let claim = begun(&store, &key_id, b"pixels").await;
    s3.go_away().await;
    let output = claim.video.outputs[0].clone();
    let (kept, ()) = tokio::join!(store.finish_output(&claim, &output), async {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        s3.come_back().await;
    });
    assert!(kept.unwrap());
    let file = recorded(&store, claim.video_id()).await;

    s3.go_away().await;
    let away = store.stored_file(&file.0, file.1).await.unwrap().read(0, file.1).await;
    assert!(matches!(away, Err(StoreError::Objects { .. })));
    s3.come_back().await;
    assert_eq!(read(&store, &file, 0, file.1).await, b"pixels");
}

#[tokio::test(flavor = "multi_thread")]
async fn video_deleted_while_the_store_is_away_is_removed_from_it_later() {
    let mut s3 = S3::start().await;
    let (_folder, store, key_id) = bench(&s3).await;
    let [kept, gone] = [begun(&store, &key_id, b"kept").await, begun(&store, &key_id, b"gone").await];
    for claim in [&kept, &gone] {
        assert!(store.finish_output(claim, &claim.video.outputs[0]).await.unwrap());
        assert!(store.finish(claim).await.unwrap());
    }
    s3.go_away().await;
    assert!(store.delete_video(&key_id, gone.video_id()).await.unwrap());
    assert!(store.finish_removals().await.is_err());
    s3.come_back().await;
    assert_eq!(s3.names().len(), 2);
    assert_eq!(store.finish_removals().await.unwrap(), 1);
    assert_eq!(s3.names(), [recorded(&store, kept.video_id()).await.0]);
    let missing = store.stored_file(&format!("{}/0-1.mp4", gone.video_id()), 4).await.unwrap().check().await;
    assert!(matches!(missing, Err(StoreError::NoObject { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_from_before_there_was_a_bucket_are_read_from_the_folder() {
    let s3 = S3::start().await;
    let folder = tempfile::tempdir().unwrap();
    let before = Store::open(DataDir::create(folder.path()).unwrap(), Clock::system()).await.unwrap();
    let key_id = before.create_key("test", KeyLimits::default()).await.unwrap().key.id;
    let claim = begun(&before, &key_id, b"before").await;
    assert!(before.finish_output(&claim, &claim.video.outputs[0]).await.unwrap());
    assert!(before.finish(&claim).await.unwrap());
    before.close().await;
    let store = open(folder.path(), s3.bucket()).await;
    let file = recorded(&store, claim.video_id()).await;
    assert_eq!(read(&store, &file, 2, 3).await, b"for");
    assert!(store.delete_video(&key_id, claim.video_id()).await.unwrap());
    assert!(matches!(
        store.stored_file(&file.0, file.1).await.unwrap().check().await,
        Err(StoreError::NoObject { .. })
    ));
}
