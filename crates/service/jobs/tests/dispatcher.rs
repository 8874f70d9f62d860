//! Claims about the dispatcher, with a studio that only pretends.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

#[path = "../../store/tests/store/postgres.rs"]
mod postgres;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pavo_jobs::{
    Brief, CancelFlag, Design, Dispatcher, PictureKind, Settings, Stage, Status, Studio, StudioError, SubmitError,
    WantedPicture,
};
use pavo_store::{
    AspectRatio, Clock, DataDir, DatabaseAddress, Format, Fps, KeyLimits, NewVideo, OutputConfig, OutputState,
    Resolution, Store, StoreOptions, Video, VideoAddress,
};

use crate::postgres::Postgres;

/// Obeys words in the prompt: `slow`, `deaf`, `panic`, `no scene`.
#[derive(Default)]
struct Pretender {
    designs: AtomicUsize,
    renders: AtomicUsize,
}

impl Studio for Pretender {
    fn design(&self, brief: &Brief, _: &CancelFlag) -> Result<Design, StudioError> {
        self.designs.fetch_add(1, Ordering::Relaxed);
        if brief.prompt.contains("no scene") {
            return Err(StudioError::Failed {
                code: "design_failed",
                message: "no scene can be made of this".to_owned(),
            });
        }
        Ok(Design {
            title: Some("Title".to_owned()),
            duration_secs: brief.duration_secs.unwrap_or(4.0),
            scene: format!("{:?} from {:?}", brief.prompt, brief.parent),
            trace: "[]".to_owned(),
            warnings: Vec::new(),
        })
    }

    fn picture(&self, scene: &str, wanted: &WantedPicture) -> Result<Vec<u8>, StudioError> {
        if wanted.kind == PictureKind::Still(Some(99.0)) {
            return Err(StudioError::Failed { code: "after_the_end", message: "too late".to_owned() });
        }
        Ok(format!("{scene} {wanted:?}").into_bytes())
    }

    fn render(
        &self,
        scene: &str,
        output: &OutputConfig,
        destination: &Path,
        progress: &(dyn Fn(f32) + Sync),
        cancel: &CancelFlag,
    ) -> Result<Vec<String>, StudioError> {
        self.renders.fetch_add(1, Ordering::Relaxed);
        if output.format != Format::Mp4 {
            let format = output.format.as_str();
            return Err(StudioError::FormatNotAvailable { format });
        }
        if scene.contains("panic") && output.aspect_ratio == AspectRatio::R1x1 {
            std::panic::panic_any("on purpose");
        }
        std::fs::write(destination, "half").unwrap();
        progress(0.5);
        if scene.contains("slow") {
            for _ in 0..200 {
                std::thread::sleep(Duration::from_millis(10));
                if cancel.is_cancelled() && !scene.contains("deaf") {
                    return Err(StudioError::Cancelled);
                }
            }
        }
        std::fs::write(destination, scene).unwrap();
        Ok(if scene.contains("cramped") { vec!["a text is small".to_owned()] } else { Vec::new() })
    }
}

struct Bench {
    folder: tempfile::TempDir,
    studio: Arc<Pretender>,
    key_id: String,
    /// Where the rows are, unless they are in the folder.
    database: Option<DatabaseAddress>,
}

impl Bench {
    async fn new() -> Self {
        Self::with_database(None).await
    }

    async fn with_database(database: Option<DatabaseAddress>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = store_at(folder.path(), &database).await;
        let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
        Self { folder, studio: Arc::new(Pretender::default()), key_id, database }
    }

    async fn dispatcher(&self) -> Dispatcher {
        self.dispatcher_with(|_| {}).await
    }

    async fn dispatcher_with(&self, change: impl FnOnce(&mut Settings)) -> Dispatcher {
        let mut settings = Settings { heartbeat: Duration::from_millis(20), ..Settings::default() };
        if self.database.is_some() {
            // What a dead server had is taken when its lease is over, not before.
            settings.lease = Duration::from_secs(1);
        }
        change(&mut settings);
        let store = store_at(self.folder.path(), &self.database).await;
        Dispatcher::start(store, self.studio.clone(), settings).await.unwrap()
    }

    fn video(&self, prompt: &str, outputs: &[(Format, AspectRatio)]) -> NewVideo {
        let config = |&(format, aspect_ratio)| OutputConfig {
            format,
            aspect_ratio,
            fps: Fps::F24,
            resolution: Resolution::P360,
        };
        NewVideo {
            key_id: self.key_id.clone(),
            parent_id: None,
            prompt: prompt.to_owned(),
            request: "{}".to_owned(),
            duration_secs: None,
            seed: None,
            idempotency: None,
            webhook_url: None,
            design: None,
            warnings: Vec::new(),
            outputs: outputs.iter().map(config).collect(),
        }
    }
}

const WIDE: (Format, AspectRatio) = (Format::Mp4, AspectRatio::R16x9);
const SQUARE: (Format, AspectRatio) = (Format::Mp4, AspectRatio::R1x1);

async fn store_in(folder: &Path) -> Store {
    store_at(folder, &None).await
}

async fn store_at(folder: &Path, database: &Option<DatabaseAddress>) -> Store {
    let options = StoreOptions { database: database.clone(), ..StoreOptions::default() };
    Store::open_at(DataDir::create(folder).unwrap(), options, Clock::system()).await.unwrap()
}

async fn video_when(store: &Store, address: &VideoAddress, is_reached: impl Fn(&Video) -> bool) -> Video {
    let begin = Instant::now();
    loop {
        let video = store.video(&address.id).await.unwrap().unwrap();
        if is_reached(&video) {
            return video;
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "stuck: {video:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn is_final(video: &Video) -> bool {
    Stage::of(video) == Stage::Done
}

fn is_half_drawn(video: &Video) -> bool {
    matches!(&video.outputs[0].state, OutputState::Rendering { progress } if *progress > 0.4)
}

fn text_of(store: &Store, video: &Video, position: usize) -> String {
    let OutputState::Done { object, .. } = &video.outputs[position].state else {
        panic!("no file: {video:?}");
    };
    std::fs::read_to_string(store.data_dir().object_path(object)).unwrap()
}

fn files_of(store: &Store, address: &VideoAddress) -> usize {
    let folder = store.data_dir().object_path(&address.id);
    std::fs::read_dir(folder).unwrap().count()
}

#[tokio::test]
async fn video_is_designed_once_and_every_output_is_drawn() {
    is_designed_once_and_drawn(Bench::new().await).await;
}

async fn is_designed_once_and_drawn(bench: Bench) {
    let dispatcher = bench.dispatcher().await;
    let new = bench.video("hello", &[WIDE, SQUARE]);
    let address = dispatcher.submit(&new).await.unwrap().address;
    let video = video_when(dispatcher.store(), &address, is_final).await;
    assert_eq!(Status::of_outputs(&video.outputs), Status::Success);
    assert_eq!(video.title.as_deref(), Some("Title"));
    assert_eq!(video.duration_secs, Some(4.0));
    assert!(text_of(dispatcher.store(), &video, 1).contains("hello"));
    assert_eq!(bench.studio.designs.load(Ordering::Relaxed), 1);
    assert_eq!(bench.studio.renders.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn failure_of_one_output_leaves_the_others_alone() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher().await;
    let gif = (Format::Gif, AspectRatio::R16x9);
    let new = bench.video("panic", &[gif, SQUARE, WIDE]);
    let address = dispatcher.submit(&new).await.unwrap().address;
    let video = video_when(dispatcher.store(), &address, is_final).await;
    let OutputState::Failed(no_gif) = &video.outputs[0].state else {
        panic!("gif was written");
    };
    assert_eq!(no_gif.code, "format_not_available");
    assert!(no_gif.message.starts_with("gif export is not available"));
    let OutputState::Failed(panicked) = &video.outputs[1].state else {
        panic!("the panic was lost");
    };
    assert_eq!(panicked.code, "internal");
    assert_eq!(Status::of_output(&video.outputs[2]), Status::Success);
    assert_eq!(files_of(dispatcher.store(), &address), 1);

    let next = dispatcher.submit(&bench.video("hello", &[WIDE])).await;
    video_when(dispatcher.store(), &next.unwrap().address, is_final).await;
}

#[tokio::test]
async fn failure_of_the_design_fails_every_output_with_its_reason() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher().await;
    let new = bench.video("no scene", &[WIDE, SQUARE]);
    let address = dispatcher.submit(&new).await.unwrap().address;
    let video = video_when(dispatcher.store(), &address, is_final).await;
    for output in &video.outputs {
        let OutputState::Failed(failure) = &output.state else {
            panic!("not failed");
        };
        assert_eq!(failure.message, "no scene can be made of this");
    }
}

#[tokio::test]
async fn what_was_drawn_otherwise_than_said_is_told_once() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher().await;
    let mut new = bench.video("cramped", &[WIDE, SQUARE]);
    new.warnings = vec!["assets are not used".to_owned()];
    let address = dispatcher.submit(&new).await.unwrap().address;
    let video = video_when(dispatcher.store(), &address, is_final).await;
    assert_eq!(video.warnings, ["assets are not used", "a text is small"]);
}

#[tokio::test]
async fn progress_is_visible_while_drawing() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher().await;
    let address = dispatcher.submit(&bench.video("slow", &[WIDE])).await.unwrap().address;
    let video = video_when(dispatcher.store(), &address, is_half_drawn).await;
    assert_eq!(Stage::of(&video), Stage::Rendering);
    dispatcher.stop(Duration::ZERO).await;
}

#[tokio::test]
async fn queue_takes_as_many_as_may_wait() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher_with(|settings| settings.max_queued = 1).await;
    let slow = bench.video("slow", &[WIDE]);
    let first = dispatcher.submit(&slow).await.unwrap().address;
    video_when(dispatcher.store(), &first, is_half_drawn).await;
    dispatcher.submit(&slow).await.unwrap();
    assert!(matches!(dispatcher.submit(&slow).await, Err(SubmitError::QueueFull { max_queued: 1, .. })));
}

#[tokio::test]
async fn stop_interrupts_and_the_next_dispatcher_finishes_once() {
    is_interrupted_and_finished_once(Bench::new().await).await;
}

async fn is_interrupted_and_finished_once(bench: Bench) {
    let dispatcher = bench.dispatcher().await;
    let address = dispatcher.submit(&bench.video("slow", &[WIDE])).await.unwrap().address;
    video_when(dispatcher.store(), &address, is_half_drawn).await;
    dispatcher.stop(Duration::ZERO).await;
    assert!(matches!(dispatcher.submit(&bench.video("late", &[WIDE])).await, Err(SubmitError::Stopping { .. })));
    let video = video_when(dispatcher.store(), &address, |_| true).await;
    assert_eq!(Stage::of(&video), Stage::Queued);
    assert_eq!(video.outputs[0].attempts, 0, "stopping is nobody's fault");
    drop(dispatcher);

    let dispatcher = bench.dispatcher().await;
    let video = video_when(dispatcher.store(), &address, is_final).await;
    assert_eq!(Status::of_outputs(&video.outputs), Status::Success);
    assert_eq!(files_of(dispatcher.store(), &address), 1);
    assert_eq!(bench.studio.designs.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn after_a_crash_a_deaf_old_worker_cannot_disturb_the_new_one() {
    is_not_disturbed_by_a_deaf_old_worker(Bench::new().await).await;
}

async fn is_not_disturbed_by_a_deaf_old_worker(bench: Bench) {
    let dispatcher = bench.dispatcher().await;
    let address = dispatcher.submit(&bench.video("slow deaf", &[WIDE])).await.unwrap().address;
    video_when(dispatcher.store(), &address, is_half_drawn).await;
    // Its studio thread goes on writing, as another process might.
    drop(dispatcher);

    let dispatcher = bench.dispatcher().await;
    let video = video_when(dispatcher.store(), &address, is_final).await;
    assert_eq!(Status::of_outputs(&video.outputs), Status::Success);
    assert_eq!(video.outputs[0].attempts, 2);
    assert!(text_of(dispatcher.store(), &video, 0).contains("slow deaf"));
}

#[tokio::test]
async fn output_that_always_ends_the_process_fails_and_takes_no_other_with_it() {
    let bench = Bench::new().await;
    let mut address = None;
    for _ in 0..3 {
        let dispatcher = bench.dispatcher().await;
        if address.is_none() {
            let new = bench.video("slow", &[WIDE]);
            address = Some(dispatcher.submit(&new).await.unwrap());
        }
        video_when(dispatcher.store(), &address.as_ref().unwrap().address, is_half_drawn).await;
    }
    let dispatcher = bench.dispatcher().await;
    let video = video_when(dispatcher.store(), &address.unwrap().address, is_final).await;
    let OutputState::Failed(failure) = &video.outputs[0].state else {
        panic!("tried a fourth time");
    };
    assert_eq!(failure.code, "interrupted");
    assert!(failure.message.contains("3 times"), "{}", failure.message);
}

#[tokio::test]
async fn child_gets_its_parents_scene_and_duration() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher().await;
    let mut parent = bench.video("eldest", &[WIDE]);
    parent.duration_secs = Some(7.5);
    let parent = dispatcher.submit(&parent).await.unwrap().address;
    let mut child = bench.video("younger", &[WIDE]);
    child.parent_id = Some(parent.id);
    let child = dispatcher.submit(&child).await.unwrap().address;
    let video = video_when(dispatcher.store(), &child, is_final).await;
    assert_eq!(video.duration_secs, Some(7.5));
    assert!(text_of(dispatcher.store(), &video, 0).contains("eldest"));
}

#[tokio::test]
async fn second_dispatcher_on_the_same_folder_is_refused() {
    let bench = Bench::new().await;
    let _first = bench.dispatcher().await;
    let store = store_in(bench.folder.path()).await;
    let second = Dispatcher::start(store, bench.studio.clone(), Settings::default()).await;
    assert!(second.is_err());
}

#[tokio::test]
async fn on_postgres_videos_are_made_interrupted_and_recovered_alike() {
    let Some(server) = Postgres::start().await else { return };
    let bench = async || Bench::with_database(Some(server.fresh().await)).await;
    is_designed_once_and_drawn(bench().await).await;
    is_interrupted_and_finished_once(bench().await).await;
    is_not_disturbed_by_a_deaf_old_worker(bench().await).await;
}

#[tokio::test]
async fn video_that_ended_long_ago_is_removed_where_that_is_asked_for() {
    let bench = Bench::new().await;
    let dispatcher = bench.dispatcher().await;
    let address = dispatcher.submit(&bench.video("hello", &[WIDE])).await.unwrap().address;
    video_when(dispatcher.store(), &address, is_final).await;
    drop(dispatcher);

    let dispatcher = bench.dispatcher().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(dispatcher.store().video(&address.id).await.unwrap().is_some(), "kept for ever");
    drop(dispatcher);

    let dispatcher = bench.dispatcher_with(|settings| settings.keep_videos = Some(Duration::from_millis(100))).await;
    let begin = Instant::now();
    while dispatcher.store().video(&address.id).await.unwrap().is_some() {
        assert!(begin.elapsed() < Duration::from_secs(20), "it is still there");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
