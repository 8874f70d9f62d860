//! Claims about many who come at once, and about servers that share a database.

use std::collections::BTreeSet;
use std::time::Duration;

use pavo_store::{
    Clock, DataDir, Failure, Idempotency, KeyLimits, MoreOutputs, NewDesign, NewVideo, OutputState, Step, Store,
    StoreError, StoreOptions, VideoState,
};
use tokio::task::JoinSet;

use crate::engines::{Database, claims};
use crate::work::{CONFIG, bench, draw, video};

const LEASE: Duration = Duration::from_secs(60);

async fn two_hundred_videos_and_eight_workers_each_once(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    for _ in 0..200 {
        store.enqueue(&video(&key_id), 1000).await.unwrap();
    }
    let mut workers = JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        workers.spawn(async move {
            let mut drawn = Vec::new();
            // A worker goes away with nothing only when nothing waits.
            while let Some(claim) = store.claim_next(LEASE).await.unwrap() {
                draw(&store, &claim).await;
                drawn.push(claim.video_id().to_owned());
            }
            drawn
        });
    }
    let drawn = workers.join_all().await;
    assert_eq!(drawn.iter().map(Vec::len).sum::<usize>(), 200);
    let different: BTreeSet<&String> = drawn.iter().flatten().collect();
    assert_eq!(different.len(), 200);
    assert!(drawn.iter().filter(|one| one.len() > 5).count() >= 4, "few had all: {drawn:?}");
    assert_eq!(store.queued().await.unwrap(), 0);
}

async fn limit_of_a_key_holds_however_many_workers_ask_at_once(database: &Database) {
    let limits = KeyLimits { videos_at_once: Some(2), ..KeyLimits::default() };
    let (_folder, store, key_id) = bench(database, limits).await;
    for _ in 0..12 {
        store.enqueue(&video(&key_id), 1000).await.unwrap();
    }
    let mut workers = JoinSet::new();
    for _ in 0..12 {
        let store = store.clone();
        workers.spawn(async move { store.claim_next(LEASE).await.unwrap().is_some() });
    }
    assert_eq!(workers.join_all().await.into_iter().filter(|claimed| *claimed).count(), 2);
}

async fn quota_holds_under_parallel_requests(database: &Database) {
    let limits = KeyLimits { monthly_videos: Some(7), ..KeyLimits::default() };
    let (_folder, store, key_id) = bench(database, limits).await;
    let mut requests = JoinSet::new();
    for _ in 0..20 {
        let (store, video) = (store.clone(), video(&key_id));
        requests.spawn(async move { store.enqueue(&video, 1000).await });
    }
    let mut accepted = 0;
    for answer in requests.join_all().await {
        match answer {
            Ok(_) => accepted += 1,
            Err(error) => assert!(matches!(error, StoreError::QuotaUsedUp { most: 7 }), "{error:?}"),
        }
    }
    assert_eq!(accepted, 7);
    assert_eq!(store.videos_this_month(&key_id).await.unwrap(), 7);
    assert_eq!(store.queued().await.unwrap(), 7);
}

async fn request_that_comes_many_times_at_once_gives_one_video(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    let mut requests = JoinSet::new();
    for _ in 0..20 {
        let idempotency = Idempotency { word: "again\0".to_owned(), body_digest: "abc".to_owned() };
        let video = NewVideo { idempotency: Some(idempotency), ..video(&key_id) };
        let store = store.clone();
        requests.spawn(async move { store.enqueue(&video, 1000).await.unwrap() });
    }
    let answers = requests.join_all().await;
    assert_eq!(answers.iter().filter(|answer| !answer.is_repeated).count(), 1);
    assert!(answers.iter().all(|answer| answer.address == answers[0].address));
    assert_eq!(store.queued().await.unwrap(), 1);
    let again = Idempotency { word: "again\0".to_owned(), body_digest: "abc".to_owned() };
    assert_eq!(store.known_request(&key_id, &again).await.unwrap(), Some(answers[0].address.clone()));
    assert_eq!(store.known_request("another", &again).await.unwrap(), None);
    let other = Idempotency { word: "again\0".to_owned(), body_digest: "def".to_owned() };
    let other = store.enqueue(&NewVideo { idempotency: Some(other), ..video(&key_id) }, 1000).await;
    assert!(matches!(other, Err(StoreError::OtherRequest { .. })));
}

async fn more_files_asked_for_while_the_last_is_finished_are_drawn(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    let design = NewDesign { title: None, scene: "{}".to_owned(), trace: "[]".to_owned() };
    for _ in 0..20 {
        let new = NewVideo { design: Some(design.clone()), ..video(&key_id) };
        let id = store.enqueue(&new, 1000).await.unwrap().address.id;
        let claim = store.claim_next(LEASE).await.unwrap().unwrap();
        assert!(store.begin(&claim, Step::Output(0)).await.unwrap().is_some());
        std::fs::write(store.part_path(&claim, &claim.video.outputs[0]).unwrap(), "pixels").unwrap();
        assert!(store.finish_output(&claim, &claim.video.outputs[0]).await.unwrap());
        let asked = store.add_outputs(&key_id, &id, &[CONFIG], 1000);
        let (finished, asked) = tokio::join!(store.finish(&claim), asked);
        assert_eq!(asked.unwrap(), MoreOutputs::Queued);
        if !finished.unwrap() {
            assert!(store.release(&claim).await.unwrap());
        }
        // Never done with something left to do.
        let claim = store.claim_next(LEASE).await.unwrap().expect("the second file is wanted");
        assert_eq!(claim.video_id(), id);
        let failure = Failure { code: "test".to_owned(), message: "not\0drawn".to_owned() };
        assert!(store.fail_output(&claim, None, &failure).await.unwrap());
        assert!(store.finish(&claim).await.unwrap());
    }
}

async fn overtaking_and_recording_at_once_leaves_one_result_with_its_file(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    for _ in 0..30 {
        store.enqueue(&video(&key_id), 1000).await.unwrap();
        // Over before it begins: anybody may take it.
        let slow = store.claim_next(Duration::ZERO).await.unwrap().unwrap();
        let output = slow.video.outputs[0].clone();
        store.begin(&slow, Step::Output(0)).await.unwrap();
        std::fs::write(store.part_path(&slow, &output).unwrap(), "slow").unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
        let fast = async {
            let claim = store.claim_next(LEASE).await.unwrap().unwrap();
            store.sweep(&claim).await;
            claim
        };
        let (recorded, fast) = tokio::join!(store.finish_output(&slow, &output), fast);
        // What the slow one had was swept away, or was recorded before.
        let recorded = recorded.unwrap_or(false);
        assert!(!store.extend(&slow, LEASE).await.unwrap());
        assert!(!store.release(&slow).await.unwrap());
        let left = store.begin(&fast, Step::Output(0)).await.unwrap();
        assert_eq!(left.is_none(), recorded, "either it is done, or it is still to be drawn");
        if left.is_some() {
            std::fs::write(store.part_path(&fast, &output).unwrap(), "fast").unwrap();
            assert!(store.finish_output(&fast, &output).await.unwrap());
        }
        assert!(store.finish(&fast).await.unwrap());
        let video = store.video(fast.video_id()).await.unwrap().unwrap();
        let OutputState::Done { object, .. } = &video.outputs[0].state else { panic!("not done") };
        assert!(store.data_dir().object_path(object).is_file());
    }
}

async fn ends_of_all_kinds_at_once_do_not_wait_for_each_other_for_ever(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    let failure = Failure { code: "cancelled".to_owned(), message: "cancelled".to_owned() };
    for _ in 0..20 {
        let design = NewDesign { title: None, scene: "{}".to_owned(), trace: "[]".to_owned() };
        let new = NewVideo { design: Some(design), outputs: vec![CONFIG; 3], ..video(&key_id) };
        let id = store.enqueue(&new, 1000).await.unwrap().address.id;
        let claim = store.claim_next(LEASE).await.unwrap().unwrap();
        store.begin(&claim, Step::Output(0)).await.unwrap();
        let warnings = ["a".to_owned()];
        let (cancelled, deleted, more, extended, progress, warned) = tokio::join!(
            store.cancel_video(&key_id, &id, &failure),
            store.delete_video(&key_id, &id),
            store.add_outputs(&key_id, &id, &[CONFIG], 1000),
            store.extend(&claim, LEASE),
            store.report_progress(&claim, 0, 0.1),
            store.add_warnings(&claim, &warnings),
        );
        assert!(deleted.unwrap());
        let _ = (cancelled.unwrap(), more.unwrap(), extended.unwrap(), progress.unwrap(), warned.unwrap());
        assert!(store.video(&id).await.unwrap().is_none());
    }
}

async fn texts_with_a_nul_are_kept_without_it_and_found_nowhere(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    let new = NewVideo { prompt: "a\0b".to_owned(), ..video(&key_id) };
    let id = store.enqueue(&new, 10).await.unwrap().address.id;
    assert_eq!(store.video(&id).await.unwrap().unwrap().prompt, "a\u{fffd}b");
    let wrong = format!("{id}\0");
    assert!(store.video(&wrong).await.unwrap().is_none());
    assert!(store.video_of_project(&wrong).await.unwrap().is_none());
    assert!(store.scene(&wrong).await.unwrap().is_none());
    assert!(store.style_of_key(&key_id, &wrong).await.unwrap().is_none());
    assert!(!store.delete_video(&key_id, &wrong).await.unwrap());
    assert_eq!(store.add_outputs(&key_id, &wrong, &[CONFIG], 1000).await.unwrap(), MoreOutputs::NoSuchVideo);
}

async fn pages_webhooks_and_styles_read_back(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(store.enqueue(&video(&key_id), 10).await.unwrap().address.id);
    }
    let first = store.videos_of_key(&key_id, None, 3).await.unwrap();
    let second = store.videos_of_key(&key_id, first.next.as_ref(), 3).await.unwrap();
    assert!(second.next.is_none());
    let listed = first.videos.iter().chain(&second.videos);
    assert!(listed.clone().all(|video| video.outputs.len() == 1 && video.seed == Some(u64::MAX)));
    assert_eq!(listed.map(|video| &video.address.id).collect::<BTreeSet<_>>(), ids.iter().collect());

    let claim = store.claim_next(LEASE).await.unwrap().unwrap();
    draw(&store, &claim).await;
    let told = store.take_webhook(LEASE).await.unwrap().unwrap();
    assert_eq!((told.video_id.as_str(), told.attempts), (claim.video_id(), 1));
    assert!(store.take_webhook(LEASE).await.unwrap().is_none());
    // A server that starts knows that nobody is telling it any more, unless others use its database too.
    let lock = store.data_dir().lock_for_serving().unwrap();
    store.recover(&lock).await.unwrap();
    let again = store.take_webhook(LEASE).await.unwrap();
    assert_eq!(again.map(|again| (again.id, again.attempts)), (!database.is_postgres()).then(|| (told.id.clone(), 2)));
    assert!(store.webhook_not_heard(&told, "it answered 500", false).await.unwrap());
    store.webhook_heard(&told).await.unwrap();

    let style = store.create_style(&key_id, "ours", "{}").await.unwrap().unwrap();
    assert_eq!(store.styles_of_key(&key_id).await.unwrap(), std::slice::from_ref(&style));
    assert!(store.delete_style(&key_id, &style.id).await.unwrap());
}

async fn several_servers_share_a_postgres_database_and_none_takes_what_another_has(database: &Database) {
    let Some(address) = database.fresh().await else { return };
    let [one, two] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let first = Database::open(one.path(), Some(address.clone()), Clock::system()).await;
    let key_id = first.create_key("test", KeyLimits::default()).await.unwrap().key.id;
    let id = first.enqueue(&video(&key_id), 10).await.unwrap().address.id;
    let claim = first.claim_next(LEASE).await.unwrap().unwrap();

    let second = Database::open(two.path(), Some(address), Clock::system()).await;
    let lock = second.data_dir().lock_for_serving().unwrap();
    assert_eq!(second.recover(&lock).await.unwrap(), 0);
    assert!(second.claim_next(LEASE).await.unwrap().is_none());
    assert_eq!(second.video(&id).await.unwrap().unwrap().state, VideoState::Running);
    draw(&first, &claim).await;
}

async fn video_that_starts_from_another_waits_until_that_is_designed(database: &Database) {
    let (_folder, store, key_id) = bench(database, KeyLimits::default()).await;
    let long = NewVideo { duration_secs: Some(120.0), ..video(&key_id) };
    let parent = store.enqueue(&long, 10).await.unwrap().address.id;
    let child = NewVideo { parent_id: Some(parent.clone()), duration_secs: Some(1.0), ..video(&key_id) };
    let child = store.enqueue(&child, 10).await.unwrap().address.id;
    // It is cheaper, and would come first.
    let claim = store.claim_next(LEASE).await.unwrap().unwrap();
    assert_eq!(claim.video_id(), parent);
    assert!(store.claim_next(LEASE).await.unwrap().is_none());
    assert!(store.save_design(&claim, None, 120.0, "{}", "[]", &[]).await.unwrap());
    assert_eq!(store.claim_next(LEASE).await.unwrap().unwrap().video_id(), child);
}

async fn folder_belongs_to_one_database(database: &Database) {
    let Some(address) = database.fresh().await else { return };
    let system = Clock::system;
    let folder = tempfile::tempdir().unwrap();
    Store::open(DataDir::create(folder.path()).unwrap(), system()).await.unwrap().close().await;
    let options = |database| StoreOptions { database: Some(database), ..StoreOptions::default() };
    let open =
        async |address| Store::open_at(DataDir::create(folder.path()).unwrap(), options(address), system()).await;
    let refused = open(address.clone()).await;
    assert!(matches!(refused, Err(StoreError::OtherDatabase { .. })), "its files are those of its own rows");

    let folder = tempfile::tempdir().unwrap();
    Database::open(folder.path(), Some(address.clone()), system()).await.close().await;
    Database::open(folder.path(), Some(address), system()).await.close().await;
    let other = database.fresh().await.unwrap();
    let refused = Store::open_at(DataDir::create(folder.path()).unwrap(), options(other), system()).await;
    assert!(matches!(refused, Err(StoreError::OtherDatabase { .. })));
}

claims![
    two_hundred_videos_and_eight_workers_each_once,
    limit_of_a_key_holds_however_many_workers_ask_at_once,
    quota_holds_under_parallel_requests,
    request_that_comes_many_times_at_once_gives_one_video,
    more_files_asked_for_while_the_last_is_finished_are_drawn,
    overtaking_and_recording_at_once_leaves_one_result_with_its_file,
    ends_of_all_kinds_at_once_do_not_wait_for_each_other_for_ever,
    texts_with_a_nul_are_kept_without_it_and_found_nowhere,
    pages_webhooks_and_styles_read_back,
    several_servers_share_a_postgres_database_and_none_takes_what_another_has,
    video_that_starts_from_another_waits_until_that_is_designed,
    folder_belongs_to_one_database,
];
