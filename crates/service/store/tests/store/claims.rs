//! Claims about claims: a result is recorded once, whoever else still works.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pavo_store::{
    AspectRatio, Claim, Clock, Failure, Format, Fps, KeyLimits, NewVideo, OutputConfig, OutputState, Resolution, Step,
    Store, StoreError, UnixMillis, VideoState,
};

use crate::engines::{Database, claims};

const LEASE: Duration = Duration::from_secs(30);

struct Bench {
    _folder: tempfile::TempDir,
    store: Store,
    now_ms: Arc<AtomicI64>,
    key_id: String,
}

impl Bench {
    async fn new(database: &Database) -> Self {
        let now_ms = Arc::new(AtomicI64::new(1_000_000));
        let clock = {
            let now_ms = now_ms.clone();
            Clock::new(move || UnixMillis(now_ms.load(Ordering::Relaxed)))
        };
        let (folder, store) = database.store(clock).await;
        let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
        Self { _folder: folder, store, now_ms, key_id }
    }

    fn pass(&self, span: Duration) {
        let millis = i64::try_from(span.as_millis()).unwrap();
        self.now_ms.fetch_add(millis, Ordering::Relaxed);
    }

    fn video(&self, outputs: usize) -> NewVideo {
        let config = OutputConfig {
            format: Format::Mp4,
            aspect_ratio: AspectRatio::R16x9,
            fps: Fps::F30,
            resolution: Resolution::P360,
        };
        NewVideo {
            key_id: self.key_id.clone(),
            parent_id: None,
            prompt: "Hello".to_owned(),
            request: "{}".to_owned(),
            duration_secs: None,
            seed: None,
            idempotency: None,
            webhook_url: None,
            design: None,
            warnings: vec!["asked too much".to_owned()],
            outputs: vec![config; outputs],
        }
    }

    /// Draws the first output under `claim`; whether it was recorded.
    async fn draw_first(&self, claim: &Claim) -> bool {
        let output = &claim.video.outputs[0];
        std::fs::write(self.store.part_path(claim, output).unwrap(), "pixels").unwrap();
        self.store.finish_output(claim, output).await.unwrap()
    }

    async fn state_of_first(&self, claim: &Claim) -> OutputState {
        let video = self.store.video(claim.video_id()).await.unwrap().unwrap();
        video.outputs[0].state.clone()
    }
}

async fn oldest_video_comes_first_and_is_taken_once(database: &Database) {
    let bench = Bench::new(database).await;
    let first = bench.store.enqueue(&bench.video(1), 10).await.unwrap().address;
    bench.pass(Duration::from_millis(5));
    let second = bench.store.enqueue(&bench.video(1), 10).await.unwrap().address;
    let claim = async || bench.store.claim_next(LEASE).await.unwrap();
    assert_eq!(claim().await.unwrap().video_id(), first.id);
    assert_eq!(claim().await.unwrap().video_id(), second.id);
    assert!(claim().await.is_none());
}

async fn queue_bound_counts_waiting_videos_only(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(1), 1).await.unwrap();
    assert!(matches!(bench.store.enqueue(&bench.video(1), 1).await, Err(StoreError::QueueFull { max_queued: 1 })));
    bench.store.claim_next(LEASE).await.unwrap().unwrap();
    bench.store.enqueue(&bench.video(1), 1).await.unwrap();
}

async fn queue_bound_holds_under_parallel_requests(database: &Database) {
    let bench = Bench::new(database).await;
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (store, video) = (bench.store.clone(), bench.video(1));
        requests.spawn(async move { store.enqueue(&video, 5).await.is_ok() });
    }
    let accepted = requests.join_all().await.into_iter().filter(|ok| *ok).count();
    assert_eq!(accepted, 5);
}

async fn result_of_an_overtaken_worker_is_discarded(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(1), 10).await.unwrap();
    let slow = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    assert_eq!(bench.store.begin(&slow, Step::Output(0)).await.unwrap(), Some(1));

    bench.pass(LEASE + Duration::from_secs(1));
    let fast = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    assert_eq!(bench.store.begin(&fast, Step::Output(0)).await.unwrap(), Some(2));

    assert!(!bench.draw_first(&slow).await, "the slow worker lost its claim");
    assert!(!bench.store.extend(&slow, LEASE).await.unwrap());
    assert!(!bench.store.save_design(&slow, None, 1.0, "{}", "{}", &[]).await.unwrap());
    assert!(bench.draw_first(&fast).await);
    assert!(bench.store.finish(&fast).await.unwrap());

    let OutputState::Done { object, size_bytes } = bench.state_of_first(&fast).await else {
        panic!("not done");
    };
    assert_eq!(size_bytes, 6);
    let path = bench.store.data_dir().object_path(&object);
    let files = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(files, 1, "only the recorded file is left");
}

async fn finished_output_is_not_begun_again(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(1), 10).await.unwrap();
    let claim = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    bench.store.begin(&claim, Step::Output(0)).await.unwrap();
    assert!(bench.draw_first(&claim).await);
    assert_eq!(bench.store.begin(&claim, Step::Output(0)).await.unwrap(), None);
    let failure = Failure { code: "x".into(), message: "y".into() };
    assert!(!bench.store.fail_output(&claim, Some(0), &failure).await.unwrap());
    assert!(matches!(bench.state_of_first(&claim).await, OutputState::Done { .. }));
}

async fn video_with_an_unfinished_output_does_not_finish(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(2), 10).await.unwrap();
    let claim = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    bench.store.begin(&claim, Step::Output(0)).await.unwrap();
    assert!(bench.draw_first(&claim).await);
    assert!(!bench.store.finish(&claim).await.unwrap());
    let failure = Failure { code: "x".into(), message: "y".into() };
    assert!(bench.store.fail_output(&claim, None, &failure).await.unwrap());
    assert!(bench.store.finish(&claim).await.unwrap());
    assert!(matches!(bench.state_of_first(&claim).await, OutputState::Done { .. }));
    let video = bench.store.video(claim.video_id()).await.unwrap().unwrap();
    assert_eq!(video.state, VideoState::Done);
    assert_eq!(video.outputs[1].state, OutputState::Failed(failure));
}

async fn interruption_on_purpose_is_not_counted_as_an_attempt(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(1), 10).await.unwrap();
    for _ in 0..5 {
        let claim = bench.store.claim_next(LEASE).await.unwrap().unwrap();
        assert_eq!(bench.store.begin(&claim, Step::Design).await.unwrap(), Some(1));
        assert_eq!(bench.store.begin(&claim, Step::Output(0)).await.unwrap(), Some(1));
        assert!(bench.store.take_back(&claim, Step::Output(0)).await.unwrap());
        assert!(bench.store.take_back(&claim, Step::Design).await.unwrap());
        assert!(bench.store.release(&claim).await.unwrap());
    }
}

async fn recovery_frees_what_a_dead_server_held_and_sweeping_clears_its_leftovers(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(2), 10).await.unwrap();
    let dead = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    bench.store.begin(&dead, Step::Output(0)).await.unwrap();
    assert!(bench.draw_first(&dead).await);
    let half = bench.store.part_path(&dead, &dead.video.outputs[1]).unwrap();
    std::fs::write(&half, "half").unwrap();

    let lock = bench.store.data_dir().lock_for_serving().unwrap();
    // Several servers may share a Postgres database, so there the lease has to be over.
    assert_eq!(bench.store.recover(&lock).await.unwrap(), u64::from(!database.is_postgres()));
    if database.is_postgres() {
        assert!(bench.store.claim_next(LEASE).await.unwrap().is_none());
        bench.pass(LEASE + Duration::from_secs(1));
    }
    let next = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    bench.store.sweep(&next).await;
    assert!(!half.exists());
    let OutputState::Done { object, .. } = bench.state_of_first(&next).await else {
        panic!("not done");
    };
    let object = bench.store.data_dir().object_path(&object);
    let left: Vec<_> = std::fs::read_dir(object.parent().unwrap()).unwrap().map(|it| it.unwrap().path()).collect();
    assert_eq!(left, [object]);

    // The dead server's encoder may only now come to open its file.
    assert!(std::fs::write(&half, "late").is_err());
}

async fn warnings_of_request_and_design_are_kept_in_order(database: &Database) {
    let bench = Bench::new(database).await;
    bench.store.enqueue(&bench.video(1), 10).await.unwrap();
    let claim = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    let added = ["read loosely".to_owned()];
    bench.store.save_design(&claim, Some("Hello"), 5.0, "{\"a\":1}", "[]", &added).await.unwrap();
    let video = bench.store.video(claim.video_id()).await.unwrap().unwrap();
    assert_eq!(video.warnings, ["asked too much", "read loosely"]);
    assert_eq!(video.title.as_deref(), Some("Hello"));
    assert!(video.is_designed);
    assert_eq!(video.duration_secs, Some(5.0));
    let scene = bench.store.scene(claim.video_id()).await.unwrap();
    assert_eq!(scene.as_deref(), Some("{\"a\":1}"));
}

async fn videos_of_other_keys_are_not_found(database: &Database) {
    let bench = Bench::new(database).await;
    let address = bench.store.enqueue(&bench.video(1), 10).await.unwrap().address;
    let other = bench.store.create_key("other", KeyLimits::default()).await.unwrap().key.id;
    let found = async |key: &str| bench.store.video_of_key(key, &address.id).await.unwrap();
    assert!(found(&bench.key_id).await.is_some());
    assert!(found(&other).await.is_none());
    let project = bench.store.video_of_project(&address.project_token).await.unwrap();
    assert_eq!(project.unwrap().address, address);
}

async fn signing_secret_stays_the_same(database: &Database) {
    let bench = Bench::new(database).await;
    let first = bench.store.signing_secret().await.unwrap();
    let second = bench.store.signing_secret().await.unwrap();
    assert_eq!(first.as_bytes(), second.as_bytes());
}

/// The ids of the next `count` videos, each finished at once.
async fn order(bench: &Bench, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        let Some(claim) = bench.store.claim_next(LEASE).await.unwrap() else { break };
        let failure = Failure { code: "test".to_owned(), message: "test".to_owned() };
        bench.store.fail_output(&claim, None, &failure).await.unwrap();
        assert!(bench.store.finish(&claim).await.unwrap());
        ids.push(claim.video_id().to_owned());
    }
    ids
}

async fn key_with_many_videos_does_not_keep_others_waiting(database: &Database) {
    let bench = Bench::new(database).await;
    let other = bench.store.create_key("other", KeyLimits::default()).await.unwrap().key.id;
    let mut many = Vec::new();
    for _ in 0..6 {
        many.push(bench.store.enqueue(&bench.video(1), 100).await.unwrap().address.id);
        bench.pass(Duration::from_millis(10));
    }
    let begun = order(&bench, 2).await;
    assert_eq!(begun, many[..2]);
    let mut few = Vec::new();
    for _ in 0..2 {
        let video = NewVideo { key_id: other.clone(), ..bench.video(1) };
        few.push(bench.store.enqueue(&video, 100).await.unwrap().address.id);
        bench.pass(Duration::from_millis(10));
    }
    let then = order(&bench, 10).await;
    assert_eq!(then.len(), 6);
    let places: Vec<usize> = few.iter().map(|id| then.iter().position(|one| one == id).unwrap()).collect();
    assert!(places[0] <= 1 && places[1] <= 3, "{places:?}");
}

async fn key_that_rested_has_no_more_than_its_share_afterwards(database: &Database) {
    let bench = Bench::new(database).await;
    let other = bench.store.create_key("other", KeyLimits::default()).await.unwrap().key.id;
    for _ in 0..20 {
        bench.store.enqueue(&bench.video(1), 100).await.unwrap();
    }
    order(&bench, 10).await;
    for _ in 0..10 {
        bench.store.enqueue(&NewVideo { key_id: other.clone(), ..bench.video(1) }, 100).await.unwrap();
    }
    let mut of_other = 0;
    for _ in 0..10 {
        let claim = bench.store.claim_next(LEASE).await.unwrap().unwrap();
        of_other += usize::from(claim.video.key_id == other);
        let failure = Failure { code: "test".to_owned(), message: "test".to_owned() };
        bench.store.fail_output(&claim, None, &failure).await.unwrap();
        bench.store.finish(&claim).await.unwrap();
    }
    assert!((4..=6).contains(&of_other), "{of_other} of 10");
}

async fn short_video_passes_a_long_one_that_came_just_before_but_not_for_ever(database: &Database) {
    let bench = Bench::new(database).await;
    let config = OutputConfig {
        format: Format::Mp4,
        aspect_ratio: AspectRatio::R16x9,
        fps: Fps::F60,
        resolution: Resolution::K4,
    };
    let long = NewVideo { outputs: vec![config], duration_secs: Some(120.0), ..bench.video(1) };
    let long = bench.store.enqueue(&long, 1000).await.unwrap().address.id;
    let mut begun = Vec::new();
    // A short one every ten seconds, as fast as they are drawn.
    for _ in 0..100 {
        bench.pass(Duration::from_secs(10));
        bench.store.enqueue(&bench.video(1), 1000).await.unwrap();
        begun.extend(order(&bench, 1).await);
    }
    let place = begun.iter().position(|id| *id == long).unwrap();
    assert!((1..60).contains(&place), "{place}");
}

async fn no_more_videos_of_a_key_are_worked_on_at_once_than_it_may(database: &Database) {
    let bench = Bench::new(database).await;
    let limits = KeyLimits { videos_at_once: Some(2), ..KeyLimits::default() };
    let small = bench.store.create_key("small", limits).await.unwrap().key.id;
    for _ in 0..4 {
        bench.store.enqueue(&NewVideo { key_id: small.clone(), ..bench.video(1) }, 100).await.unwrap();
    }
    assert!(bench.store.claim_next(LEASE).await.unwrap().is_some());
    let second = bench.store.claim_next(LEASE).await.unwrap().unwrap();
    assert!(bench.store.claim_next(LEASE).await.unwrap().is_none());
    let own = bench.store.enqueue(&bench.video(1), 100).await.unwrap().address.id;
    assert_eq!(bench.store.claim_next(LEASE).await.unwrap().unwrap().video_id(), own);
    bench.store.release(&second).await.unwrap();
    assert!(bench.store.claim_next(LEASE).await.unwrap().is_some());
    // Whose worker died does not count for ever.
    bench.pass(LEASE + Duration::from_secs(1));
    assert!(bench.store.claim_next(LEASE).await.unwrap().is_some());
}

claims![
    oldest_video_comes_first_and_is_taken_once,
    queue_bound_counts_waiting_videos_only,
    queue_bound_holds_under_parallel_requests,
    result_of_an_overtaken_worker_is_discarded,
    finished_output_is_not_begun_again,
    video_with_an_unfinished_output_does_not_finish,
    interruption_on_purpose_is_not_counted_as_an_attempt,
    recovery_frees_what_a_dead_server_held_and_sweeping_clears_its_leftovers,
    warnings_of_request_and_design_are_kept_in_order,
    videos_of_other_keys_are_not_found,
    signing_secret_stays_the_same,
    key_with_many_videos_does_not_keep_others_waiting,
    key_that_rested_has_no_more_than_its_share_afterwards,
    short_video_passes_a_long_one_that_came_just_before_but_not_for_ever,
    no_more_videos_of_a_key_are_worked_on_at_once_than_it_may,
];
