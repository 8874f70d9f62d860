//! A server on a free port, a client, and a studio that pretends.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pavo_fetch::Fetcher;
use pavo_jobs::{Brief, CancelFlag, Design, Dispatcher, PictureKind, Settings, Studio, StudioError, WantedPicture};
use pavo_server::{Server, ServerSettings};
use pavo_store::{BucketAddress, Clock, DataDir, Format, KeyLimits, OutputConfig, Store, StoreOptions, UnixMillis};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::client::Client;

/// Writes 1,000 bytes for every output; obeys the words `panic` and `hold` in the prompt.
#[derive(Default)]
pub(crate) struct Pretender {
    pub(crate) renders: AtomicUsize,
    pub(crate) pictures: AtomicUsize,
    /// While less than the prompt's `hold` was begun this often, drawing goes on for ever.
    pub(crate) holds: AtomicUsize,
}

impl Studio for Pretender {
    fn design(&self, brief: &Brief, _: &CancelFlag) -> Result<Design, StudioError> {
        Ok(Design {
            title: None,
            duration_secs: brief.duration_secs.unwrap_or(4.0),
            scene: json!({
                "mg": 1,
                "meta": { "title": brief.prompt },
                "files": brief.files,
                "brand": brief.brand,
                "scenes": [{ "dur": 4, "nodes": [] }],
            })
            .to_string(),
            trace: "[]".to_owned(),
            warnings: Vec::new(),
        })
    }

    fn picture(&self, scene: &str, wanted: &WantedPicture) -> Result<Vec<u8>, StudioError> {
        if wanted.kind == PictureKind::Still(Some(99.0)) {
            return Err(StudioError::Failed { code: "after_the_end", message: "too late".to_owned() });
        }
        self.pictures.fetch_add(1, Ordering::Relaxed);
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
        if scene.contains("panic") {
            std::panic::panic_any("on purpose");
        }
        progress(0.5);
        while scene.contains("hold") && self.holds.load(Ordering::Relaxed) == 0 {
            std::fs::write(destination, "half").unwrap();
            std::thread::sleep(Duration::from_millis(5));
            if cancel.is_cancelled() {
                return Err(StudioError::Cancelled);
            }
        }
        let bytes: Vec<u8> = (0..1000_u32).map(|index| (index % 251) as u8).collect();
        std::fs::write(destination, bytes).unwrap();
        Ok(Vec::new())
    }
}

/// A server with one key, and a client that holds it.
pub(crate) struct Bench {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) studio: Arc<Pretender>,
    offset_ms: Arc<AtomicI64>,
    max_queued: u32,
    store: StoreOptions,
    client: Client,
    running: Option<(Runtime, Server)>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with_queue(100)
    }

    pub(crate) fn with_queue(max_queued: u32) -> Self {
        Self::with_options(max_queued, StoreOptions::default())
    }

    /// One whose finished files are in a bucket.
    pub(crate) fn with_bucket(bucket: BucketAddress) -> Self {
        Self::with_options(100, StoreOptions { bucket: Some(bucket), ..StoreOptions::default() })
    }

    fn with_options(max_queued: u32, store: StoreOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Self {
            folder,
            studio: Arc::default(),
            offset_ms: Arc::default(),
            max_queued,
            store,
            client: Client::new("", ""),
            running: None,
        };
        bench.start();
        bench.key = bench.new_key("test");
        bench
    }

    /// Starts the server on a new port, with what is in the folder.
    pub(crate) fn start(&mut self) {
        self.start_with(|settings| settings);
    }

    /// The same, otherwise than usual.
    pub(crate) fn start_with(&mut self, changed: impl FnOnce(ServerSettings) -> ServerSettings) {
        let runtime = Runtime::new().unwrap();
        let offset_ms = self.offset_ms.clone();
        let clock = Clock::new(move || {
            let real = Clock::system().now().0;
            UnixMillis(real + offset_ms.load(Ordering::Relaxed))
        });
        let work =
            Settings { max_queued: self.max_queued, heartbeat: Duration::from_millis(20), ..Settings::default() };
        let (folder, studio, options) = (self.folder.path().to_owned(), self.studio.clone(), self.store.clone());
        let server = runtime.block_on(async {
            let data = DataDir::create(&folder).unwrap();
            let store = Store::open_at(data, options, clock).await.unwrap();
            let began = Instant::now();
            // A crashed runtime lets go of the folder in its own time.
            let dispatcher = loop {
                match Dispatcher::start(store.clone(), studio.clone(), work.clone()).await {
                    Ok(dispatcher) => break dispatcher,
                    Err(error) => assert!(began.elapsed().as_secs() < 10, "{error}"),
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            };
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let settings = ServerSettings {
                fetcher: Fetcher::new(vec!["127.0.0.1".parse().unwrap()]),
                ..ServerSettings::default()
            };
            Server::start(listener, dispatcher, changed(settings)).await.unwrap()
        });
        self.client.base = server.public_url().to_owned();
        self.running = Some((runtime, server));
    }

    /// Ends everything at once, wherever it is.
    pub(crate) fn crash(&mut self) {
        let (runtime, server) = self.running.take().unwrap();
        runtime.shutdown_background();
        drop(server);
    }

    /// Ends as a stopping process does.
    pub(crate) fn stop(&mut self) {
        let (runtime, server) = self.running.take().unwrap();
        runtime.block_on(server.stop(Duration::from_millis(100)));
        runtime.shutdown_background();
    }

    /// Refuses new work as in the first moment of stopping.
    pub(crate) fn close(&self) {
        self.running.as_ref().unwrap().1.dispatcher().close();
    }

    pub(crate) fn pass_time(&self, span: Duration) {
        let millis = i64::try_from(span.as_millis()).unwrap();
        self.offset_ms.fetch_add(millis, Ordering::Relaxed);
    }

    pub(crate) fn new_key(&self, name: &str) -> String {
        self.limited_key(name, KeyLimits::default())
    }

    /// A key that may not do everything.
    pub(crate) fn limited_key(&self, name: &str, limits: KeyLimits) -> String {
        let ring = pavo_store::KeyRing::open(self.folder.path()).unwrap();
        ring.create(name, limits).unwrap().secret
    }

    /// Lets everything that holds go on.
    pub(crate) fn let_go(&self) {
        self.studio.holds.store(1, Ordering::Relaxed);
    }
}

impl Deref for Bench {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl DerefMut for Bench {
    fn deref_mut(&mut self) -> &mut Client {
        &mut self.client
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.let_go();
        if let Some((runtime, server)) = self.running.take() {
            drop(server);
            runtime.shutdown_background();
        }
    }
}
