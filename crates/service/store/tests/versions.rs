//! Which videos are versions of each other.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use pavo_store::{
    AspectRatio, Clock, DataDir, Format, Fps, KeyLimits, ListedVersion, NewVideo, OutputConfig, Resolution, Store,
    UnixMillis,
};

struct Bench {
    _folder: tempfile::TempDir,
    store: Store,
    key_id: String,
}

impl Bench {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(1_000));
        // Every look at it is a millisecond later.
        let clock = Clock::new(move || UnixMillis(now.fetch_add(1, Ordering::Relaxed)));
        let store = Store::open(DataDir::create(folder.path()).unwrap(), clock).await.unwrap();
        let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
        Self { _folder: folder, store, key_id }
    }

    async fn add(&self, key_id: &str, prompt: &str, parent_id: Option<&str>) -> String {
        let config = OutputConfig {
            format: Format::Mp4,
            aspect_ratio: AspectRatio::R16x9,
            fps: Fps::F30,
            resolution: Resolution::P360,
        };
        let video = NewVideo {
            key_id: key_id.to_owned(),
            parent_id: parent_id.map(str::to_owned),
            prompt: prompt.to_owned(),
            request: "{}".to_owned(),
            duration_secs: None,
            seed: None,
            idempotency: None,
            webhook_url: None,
            design: None,
            warnings: Vec::new(),
            outputs: vec![config],
        };
        self.store.enqueue(&video, 1000).await.unwrap().address.id
    }

    async fn versions(&self, id: &str) -> Vec<ListedVersion> {
        let video = self.store.video(id).await.unwrap().unwrap();
        self.store.versions_of(&video).await.unwrap()
    }

    async fn prompts(&self, id: &str) -> Vec<String> {
        self.versions(id).await.into_iter().map(|version| version.prompt).collect()
    }
}

#[tokio::test]
async fn versions_are_the_parent_itself_and_the_children_from_oldest_to_newest() {
    let bench = Bench::new().await;
    let first = bench.add(&bench.key_id, "first", None).await;
    let second = bench.add(&bench.key_id, "second", Some(&first)).await;
    bench.add(&bench.key_id, "beside the second", Some(&first)).await;
    let third = bench.add(&bench.key_id, "third", Some(&second)).await;
    bench.add(&bench.key_id, "another film", None).await;
    bench.add(&bench.key_id, "fourth", Some(&second)).await;
    assert_eq!(bench.prompts(&first).await, ["first", "second", "beside the second"]);
    assert_eq!(bench.prompts(&second).await, ["first", "second", "third", "fourth"]);
    assert_eq!(bench.prompts(&third).await, ["second", "third"]);
}

#[tokio::test]
async fn versions_of_other_keys_and_deleted_ones_are_not_listed() {
    let bench = Bench::new().await;
    let other = bench.store.create_key("other", KeyLimits::default()).await.unwrap().key.id;
    let first = bench.add(&bench.key_id, "first", None).await;
    let second = bench.add(&bench.key_id, "second", Some(&first)).await;
    let foreign = bench.add(&other, "foreign", Some(&first)).await;
    assert_eq!(bench.prompts(&first).await, ["first", "second"]);
    assert_eq!(bench.prompts(&foreign).await, ["foreign"]);
    assert!(bench.store.delete_video(&bench.key_id, &first).await.unwrap());
    assert_eq!(bench.prompts(&second).await, ["second"]);
}

#[tokio::test]
async fn of_many_versions_the_newest_are_listed_and_never_more_of_a_prompt_than_its_beginning() {
    let bench = Bench::new().await;
    let first = bench.add(&bench.key_id, "first", None).await;
    let middle = bench.add(&bench.key_id, &"é".repeat(900), Some(&first)).await;
    for index in 0..30 {
        bench.add(&bench.key_id, &format!("child {index}"), Some(&middle)).await;
    }
    let versions = bench.versions(&middle).await;
    assert_eq!(versions.len(), 24);
    assert_eq!(versions[0].prompt, "first");
    assert_eq!(versions[1].prompt, "é".repeat(200));
    assert_eq!((versions[2].prompt.as_str(), versions[23].prompt.as_str()), ("child 8", "child 29"));
    assert!(!versions[0].is_designed);
}
