//! Claims about videos that ended long ago.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pavo_store::{Clock, KeyLimits, NewVideo, Store, UnixMillis};

use crate::engines::{Database, claims};
use crate::work::{draw, video};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

struct Bench {
    _folder: tempfile::TempDir,
    store: Store,
    now_ms: Arc<AtomicI64>,
    key_id: String,
}

impl Bench {
    async fn new(database: &Database) -> Self {
        let now_ms = Arc::new(AtomicI64::new(1_700_000_000_000));
        let told = now_ms.clone();
        let (folder, store) = database.store(Clock::new(move || UnixMillis(told.load(Ordering::Relaxed)))).await;
        let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
        Self { _folder: folder, store, now_ms, key_id }
    }

    fn pass(&self, span: Duration) {
        self.now_ms.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// Asks for a video whose end nobody is told.
    async fn ask(&self, parent_id: Option<&str>) -> String {
        let new = NewVideo { parent_id: parent_id.map(str::to_owned), webhook_url: None, ..video(&self.key_id) };
        self.store.enqueue(&new, 1000).await.unwrap().address.id
    }

    /// Makes the video that is next.
    async fn make(&self) {
        let claim = self.store.claim_next(DAY).await.unwrap().unwrap();
        draw(&self.store, &claim).await;
    }

    async fn forget(&self, keep: Duration) -> u64 {
        let until = UnixMillis(self.now_ms.load(Ordering::Relaxed) - i64::try_from(keep.as_millis()).unwrap());
        self.store.forget_videos(until, || true).await.unwrap()
    }

    async fn is_there(&self, id: &str) -> bool {
        let row = self.store.video(id).await.unwrap().is_some();
        assert_eq!(row, self.store.data_dir().object_path(id).exists(), "its files go with it");
        row
    }
}

async fn video_goes_when_its_work_ended_long_ago_and_not_before(database: &Database) {
    let bench = Bench::new(database).await;
    let id = bench.ask(None).await;
    bench.pass(3 * DAY);
    assert_eq!(bench.forget(DAY).await, 0, "it waits");
    bench.make().await;
    bench.pass(DAY / 2);
    assert_eq!(bench.forget(DAY).await, 0, "it ended half a day ago");
    assert!(bench.is_there(&id).await);
    bench.pass(DAY);
    assert_eq!(bench.forget(DAY).await, 1);
    assert!(!bench.is_there(&id).await);
    assert_eq!(bench.store.videos_this_month(&bench.key_id).await.unwrap(), 1, "it was asked for all the same");
}

async fn video_that_is_worked_on_stays(database: &Database) {
    let bench = Bench::new(database).await;
    let id = bench.ask(None).await;
    let claim = bench.store.claim_next(100 * DAY).await.unwrap().unwrap();
    bench.pass(10 * DAY);
    assert_eq!(bench.forget(DAY).await, 0);
    draw(&bench.store, &claim).await;
    assert_eq!(bench.forget(DAY).await, 0, "it ended just now");
    assert!(bench.is_there(&id).await);
}

async fn parent_stays_until_its_child_is_made(database: &Database) {
    let bench = Bench::new(database).await;
    let parent = bench.ask(None).await;
    bench.make().await;
    bench.pass(2 * DAY);
    let child = bench.ask(Some(&parent)).await;
    assert_eq!(bench.forget(DAY).await, 0);
    bench.make().await;
    assert_eq!(bench.forget(DAY).await, 1);
    assert!(!bench.is_there(&parent).await);
    assert!(bench.is_there(&child).await);
}

async fn video_whose_end_is_still_to_be_told_stays(database: &Database) {
    let bench = Bench::new(database).await;
    let id = bench.store.enqueue(&video(&bench.key_id), 10).await.unwrap().address.id;
    bench.make().await;
    bench.pass(2 * DAY);
    assert_eq!(bench.forget(DAY).await, 0);
    let told = bench.store.take_webhook(DAY).await.unwrap().unwrap();
    bench.store.webhook_heard(&told).await.unwrap();
    assert_eq!(bench.forget(DAY).await, 1);
    assert!(!bench.is_there(&id).await);
}

async fn many_go_in_one_sweep_and_it_ends_when_it_is_asked_to(database: &Database) {
    let bench = Bench::new(database).await;
    for _ in 0..130 {
        bench.ask(None).await;
        bench.make().await;
    }
    bench.pass(2 * DAY);
    let until = UnixMillis(bench.now_ms.load(Ordering::Relaxed));
    assert_eq!(bench.store.forget_videos(until, || false).await.unwrap(), 0);
    assert_eq!(bench.forget(DAY).await, 130);
    assert!(bench.store.videos_of_key(&bench.key_id, None, 10).await.unwrap().videos.is_empty());
}

claims![
    video_goes_when_its_work_ended_long_ago_and_not_before,
    video_that_is_worked_on_stays,
    parent_stays_until_its_child_is_made,
    video_whose_end_is_still_to_be_told_stays,
    many_go_in_one_sweep_and_it_ends_when_it_is_asked_to,
];
