//! A server whose films are real and small, and are made step by step as a test says.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use pavo_film::{Ffmpeg, RenderSettings};
use pavo_jobs::{Brief, CancelFlag, Design, Dispatcher, PavoStudio, Settings, Studio, StudioError, WantedPicture};
use pavo_server::{Server, ServerSettings};
use pavo_store::{Clock, DataDir, KeyLimits, OutputConfig, Store};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::client::Client;

/// How many steps a video has to itself: being designed, and each half of each file.
const EVERY_STEP: usize = 1000;

/// What a design of the [`Stepper`] says, beside its film.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<String>,
}

/// Draws for real, but goes on only as far as it is let.
pub(crate) struct Stepper {
    painter: PavoStudio,
    said: Said,
    allowed: AtomicUsize,
    taken: AtomicUsize,
}

impl Stepper {
    /// Waits until it may go one step on.
    fn step(&self, cancel: &CancelFlag) -> Result<(), StudioError> {
        let mine = self.taken.fetch_add(1, Ordering::Relaxed);
        while self.allowed.load(Ordering::Relaxed) <= mine {
            if cancel.is_cancelled() {
                self.taken.fetch_sub(1, Ordering::Relaxed);
                return Err(StudioError::Cancelled);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Studio for Stepper {
    fn design(&self, brief: &Brief, cancel: &CancelFlag) -> Result<Design, StudioError> {
        self.step(cancel)?;
        let theme = json!({
            "preset": "luxury", "mode": "light", "colors": { "bg": "#F6EDDC", "accent": "#8A5E17" },
            "fonts": { "display": "Playfair Display", "body": "Manrope" }, "motion": { "character": "weighty" },
        });
        let scene = json!({ "mg": 1, "theme": theme, "scenes": [{ "dur": 2, "bg": "#0B6E6E", "nodes": [
            { "type": "rect", "size": [300, 300], "fill": "#F2C14E", "keys": { "x": [[0, -300], [2, 300]] } },
        ] }] });
        Ok(Design {
            title: self.said.title.clone().or_else(|| Some(brief.prompt.clone())),
            duration_secs: 2.0,
            scene: scene.to_string(),
            trace: "[]".to_owned(),
            warnings: self.said.warnings.clone(),
        })
    }

    fn picture(&self, scene: &str, wanted: &WantedPicture) -> Result<Vec<u8>, StudioError> {
        self.painter.picture(scene, wanted)
    }

    fn render(
        &self,
        scene: &str,
        output: &OutputConfig,
        destination: &Path,
        progress: &(dyn Fn(f32) + Sync),
        cancel: &CancelFlag,
    ) -> Result<Vec<String>, StudioError> {
        progress(0.01);
        self.step(cancel)?;
        progress(0.4);
        self.step(cancel)?;
        self.painter.render(scene, output, destination, &|_| (), cancel)
    }
}

/// A server with one key, and a client that holds it.
pub(crate) struct Theatre {
    folder: tempfile::TempDir,
    pub(crate) studio: Arc<Stepper>,
    pub(crate) client: Client,
    port: u16,
    running: Option<(Runtime, Server)>,
}

impl Theatre {
    pub(crate) fn open(said: Said) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Without programs of the machine, which may have none.
        let settings = RenderSettings { ffmpeg: Ffmpeg::none(), ..RenderSettings::default() };
        let studio = Stepper {
            painter: PavoStudio::new(settings, folder.path()),
            said,
            allowed: AtomicUsize::new(0),
            taken: AtomicUsize::new(0),
        };
        let client = Client::new("", "");
        let mut theatre = Self { folder, studio: Arc::new(studio), client, port: 0, running: None };
        theatre.start();
        let ring = pavo_store::KeyRing::open(theatre.folder.path()).unwrap();
        theatre.client.key = ring.create("test", KeyLimits::default()).unwrap().secret;
        theatre
    }

    /// Starts the server, after the first time where it was before.
    pub(crate) fn start(&mut self) {
        let runtime = Runtime::new().unwrap();
        let settings = Settings { heartbeat: Duration::from_millis(20), ..Settings::default() };
        let (folder, studio, port) = (self.folder.path().to_owned(), self.studio.clone(), self.port);
        let server = runtime.block_on(async {
            let store = Store::open(DataDir::create(&folder).unwrap(), Clock::system()).await.unwrap();
            let dispatcher = Dispatcher::start(store, studio, settings).await.unwrap();
            let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
            let settings = ServerSettings::default();
            Server::start(listener, dispatcher, settings).await.unwrap()
        });
        self.port = server.address().port();
        self.client.base = server.public_url().to_owned();
        self.running = Some((runtime, server));
    }

    /// Ends as a stopping process does, in the middle of what it does.
    pub(crate) fn stop(&mut self) {
        let (runtime, server) = self.running.take().unwrap();
        runtime.block_on(server.stop(Duration::from_millis(10)));
        runtime.shutdown_background();
    }

    /// Lets the studio go one step on: design, then twice for each file.
    pub(crate) fn let_step(&self) {
        self.studio.allowed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn let_go(&self) {
        self.studio.allowed.fetch_add(EVERY_STEP, Ordering::Relaxed);
    }

    /// Asks for a film in several files; its id and the address of its page.
    pub(crate) fn ask(&self, prompt: &str, outputs: &[(&str, &str)]) -> (String, String) {
        let config = |(format, ratio): &(&str, &str)| json!({ "format": format, "aspect_ratio": ratio, "fps": "24", "resolution": "360p" });
        let outputs: Vec<_> = outputs.iter().map(config).collect();
        let id = self.client.create(&json!({ "prompt": prompt, "outputs": outputs }));
        let page = self.client.video(&id)["project_url"].as_str().unwrap().to_owned();
        (id, page)
    }
}

impl Drop for Theatre {
    fn drop(&mut self) {
        self.let_go();
        if let Some((runtime, server)) = self.running.take() {
            drop(server);
            runtime.shutdown_background();
        }
    }
}
