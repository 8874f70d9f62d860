//! Claims about handed-in files: what is needed stays, what nobody needs goes.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pavo_store::{
    AspectRatio, Clock, Failure, Format, Fps, KeyLimits, NewVideo, OutputConfig, Resolution, Store, UnixMillis,
};

use crate::engines::{Database, claims};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const KEEP: Duration = Duration::from_secs(30 * 24 * 60 * 60);

struct Bench {
    _folder: tempfile::TempDir,
    store: Store,
    /// How far its clock is ahead.
    ahead_ms: Arc<AtomicI64>,
    key_id: String,
}

impl Bench {
    async fn new(database: &Database) -> Self {
        let ahead_ms = Arc::new(AtomicI64::new(0));
        let ahead = ahead_ms.clone();
        let clock = Clock::new(move || UnixMillis(Clock::system().now().0 + ahead.load(Ordering::Relaxed)));
        let (folder, store) = database.store(clock).await;
        let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
        Self { _folder: folder, store, ahead_ms, key_id }
    }

    fn pass(&self, span: Duration) {
        self.ahead_ms.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::Relaxed);
    }

    fn keep(&self, bytes: &[u8]) -> String {
        self.store.data_dir().keep_upload(bytes).unwrap()
    }

    fn path(&self, digest: &str) -> PathBuf {
        self.store.data_dir().upload_path(digest).unwrap()
    }

    fn is_kept(&self, digest: &str) -> bool {
        self.path(digest).is_file()
    }

    /// Sets a file's date to the clock of this bench, as it would be were the time to pass really.
    fn date_now(&self, digest: &str) {
        let file = File::options().append(true).open(self.path(digest)).unwrap();
        file.set_modified(self.store.clock().now().system_time()).unwrap();
    }

    async fn clean_up(&self) -> u64 {
        self.store.clean_up_uploads(KEEP).await.unwrap()
    }

    async fn ask(&self, request: &str) {
        let config = OutputConfig {
            format: Format::Mp4,
            aspect_ratio: AspectRatio::R16x9,
            fps: Fps::F30,
            resolution: Resolution::P360,
        };
        let video = NewVideo {
            key_id: self.key_id.clone(),
            parent_id: None,
            prompt: "Hello".to_owned(),
            request: request.to_owned(),
            duration_secs: None,
            seed: None,
            warnings: Vec::new(),
            outputs: vec![config],
            idempotency: None,
            webhook_url: None,
            design: None,
        };
        self.store.enqueue(&video, 1000).await.unwrap();
    }

    /// Designs the oldest video that waits, with this scene, and leaves it done.
    async fn make(&self, scene: &str) {
        let claim = self.store.claim_next(DAY).await.unwrap().unwrap();
        assert!(self.store.save_design(&claim, None, 1.0, scene, "[]", &[]).await.unwrap());
        let failure = Failure { code: "test".to_owned(), message: "not drawn".to_owned() };
        self.store.fail_output(&claim, None, &failure).await.unwrap();
        assert!(self.store.finish(&claim).await.unwrap());
    }
}

fn naming(digest: &str) -> String {
    format!(r#"{{"assets":{{"logo":{{"src":"upload:{digest}/logo.png"}}}}}}"#)
}

async fn a_file_that_nobody_uses_goes_after_its_time_and_not_before(database: &Database) {
    let bench = Bench::new(database).await;
    assert_eq!(bench.clean_up().await, 0, "there is no folder yet");
    let digest = bench.keep(b"a,b\n1,2\n");
    bench.pass(KEEP - DAY);
    assert_eq!(bench.clean_up().await, 0);
    assert!(bench.is_kept(&digest));
    bench.pass(2 * DAY);
    assert_eq!(bench.clean_up().await, 1);
    assert!(!bench.is_kept(&digest));
    assert_eq!(bench.clean_up().await, 0);
}

async fn a_file_that_is_used_again_gets_a_new_date(database: &Database) {
    let bench = Bench::new(database).await;
    let [again, renewed] = [&b"again"[..], b"renewed"].map(|bytes| bench.keep(bytes));
    for digest in [&again, &renewed] {
        let file = File::options().append(true).open(bench.path(digest)).unwrap();
        file.set_modified(UnixMillis(0).system_time()).unwrap();
    }
    assert_eq!(bench.keep(b"again"), again);
    assert!(bench.store.data_dir().renew_upload(&renewed).unwrap());
    assert_eq!(bench.clean_up().await, 0);
    assert!(bench.is_kept(&again) && bench.is_kept(&renewed));
    assert!(!bench.store.data_dir().renew_upload(&"0".repeat(64)).unwrap(), "there is none");
    assert!(!bench.store.data_dir().renew_upload("../pavo.db").unwrap(), "that is no digest");
}

async fn what_a_stored_scene_names_stays_for_ever(database: &Database) {
    let bench = Bench::new(database).await;
    let (named, other) = (bench.keep(b"named"), bench.keep(b"other"));
    bench.ask(&naming(&named)).await;
    bench.make(&naming(&named)).await;
    for _ in 0..3 {
        bench.pass(KEEP + DAY);
        bench.clean_up().await;
        assert!(bench.is_kept(&named));
    }
    assert!(!bench.is_kept(&other));
}

async fn a_named_file_is_looked_for_again_only_after_its_time(database: &Database) {
    let bench = Bench::new(database).await;
    let named = bench.keep(b"named");
    bench.ask("{}").await;
    bench.make(&naming(&named)).await;
    let date = || bench.path(&named).metadata().unwrap().modified().unwrap();
    File::options().append(true).open(bench.path(&named)).unwrap().set_modified(UnixMillis(0).system_time()).unwrap();
    bench.clean_up().await;
    let renewed = date();
    assert!(renewed > UnixMillis(1).system_time());
    bench.clean_up().await;
    assert_eq!(date(), renewed);
}

async fn what_a_waiting_video_asks_for_stays_until_it_is_made(database: &Database) {
    let bench = Bench::new(database).await;
    let table = bench.keep(b"a,b\n1,2\n");
    bench.ask(&naming(&table)).await;
    bench.pass(KEEP + DAY);
    assert_eq!(bench.clean_up().await, 0);
    // A table is in the scene as words, not by its name.
    bench.make("{}").await;
    bench.date_now(&table);
    bench.pass(KEEP + DAY);
    assert_eq!(bench.clean_up().await, 1);
    assert!(!bench.is_kept(&table));
}

async fn many_videos_are_all_asked(database: &Database) {
    let bench = Bench::new(database).await;
    let mut digests = Vec::new();
    for index in 0..130 {
        let digest = bench.keep(format!("file {index}").as_bytes());
        bench.ask("{}").await;
        bench.make(&naming(&digest)).await;
        digests.push(digest);
    }
    let unnamed = bench.keep(b"unnamed");
    bench.pass(KEEP + DAY);
    assert_eq!(bench.clean_up().await, 1);
    assert!(digests.iter().all(|digest| bench.is_kept(digest)) && !bench.is_kept(&unnamed));
}

async fn leftovers_of_interrupted_writes_go_and_foreign_files_stay(database: &Database) {
    let bench = Bench::new(database).await;
    let folder = bench.path(&bench.keep(b"a")).parent().unwrap().to_owned();
    let (part, foreign) = (folder.join("part-abc"), folder.join("notes.txt"));
    std::fs::write(&part, b"half").unwrap();
    std::fs::write(&foreign, b"mine").unwrap();
    assert_eq!(bench.clean_up().await, 0, "it may be being written");
    bench.pass(DAY);
    assert_eq!(bench.clean_up().await, 1);
    assert!(!part.exists() && foreign.exists());
    bench.pass(2 * KEEP);
    bench.clean_up().await;
    assert!(foreign.exists());
}

claims![
    a_file_that_nobody_uses_goes_after_its_time_and_not_before,
    a_file_that_is_used_again_gets_a_new_date,
    what_a_stored_scene_names_stays_for_ever,
    a_named_file_is_looked_for_again_only_after_its_time,
    what_a_waiting_video_asks_for_stays_until_it_is_made,
    many_videos_are_all_asked,
    leftovers_of_interrupted_writes_go_and_foreign_files_stay,
];
