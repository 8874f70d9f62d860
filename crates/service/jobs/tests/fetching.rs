//! Claims about files of other servers: a job fetches them once and keeps them, or says why not.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

use std::fs::File;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pavo_fetch::Fetcher;
use pavo_film::RenderSettings;
use pavo_jobs::{Brief, CancelFlag, Dispatcher, PavoStudio, Settings, Studio, StudioError};
use pavo_store::{
    AspectRatio, Clock, DataDir, Format, Fps, KeyLimits, NewVideo, OutputConfig, OutputState, Resolution, Store,
    UnixMillis, Video, VideoState,
};

/// The smallest PNG there is.
const PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\xdacd\xf8\xcfP\x0f\x00\x03\x86\x01\x80Z4}k\x00\x00\x00\x00IEND\xaeB`\x82";

const SMALLEST: OutputConfig =
    OutputConfig { format: Format::Mp4, aspect_ratio: AspectRatio::R1x1, fps: Fps::F24, resolution: Resolution::P360 };

/// Another server: `/…logo.png` is a picture, `/page` a page, `/wait` never comes, anything else is not there.
struct Elsewhere {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Elsewhere {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let count = requests.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                count.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || {
                    let mut head = Vec::new();
                    let mut byte = [0];
                    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
                        head.push(byte[0]);
                    }
                    let head = String::from_utf8(head).unwrap();
                    let path = head.split_whitespace().nth(1).unwrap_or_default();
                    let path = path.split('?').next().unwrap();
                    let (status, body) = match path {
                        path if path.to_lowercase().ends_with("logo.png") => ("200 OK", PNG),
                        "/page" => ("200 OK", &b"<html><body>Please log in</body></html>"[..]),
                        "/wait" => return thread::sleep(Duration::from_secs(10)),
                        _ => ("404 Not Found", &b"nope"[..]),
                    };
                    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
                    let _ = stream.write_all(body);
                });
            }
        });
        Self { address, requests }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// A fetcher that trusts this server.
    fn fetcher(&self) -> Fetcher {
        Fetcher::new(vec![self.address.to_string().parse().unwrap()])
    }
}

/// Makes a video of a request's files and waits for its end.
async fn made(folder: &Path, studio: PavoStudio, request: String) -> (Video, Option<String>) {
    let store = Store::open(DataDir::create(folder).unwrap(), Clock::system()).await.unwrap();
    let key_id = store.create_key("test", KeyLimits::default()).await.unwrap().key.id;
    let dispatcher = Dispatcher::start(store.clone(), Arc::new(studio), Settings::default()).await.unwrap();
    let new = NewVideo {
        key_id,
        parent_id: None,
        prompt: "A 1-second title \"Harbour\", white on black, with our logo".to_owned(),
        request,
        duration_secs: Some(1.0),
        seed: None,
        warnings: Vec::new(),
        outputs: vec![SMALLEST, OutputConfig { format: Format::Gif, ..SMALLEST }],
        idempotency: None,
        webhook_url: None,
        design: None,
    };
    let id = dispatcher.submit(&new).await.unwrap().address.id;
    let began = Instant::now();
    loop {
        let video = store.video(&id).await.unwrap().unwrap();
        if video.state == VideoState::Done {
            let scene = store.scene(&id).await.unwrap();
            dispatcher.stop(Duration::from_secs(1)).await;
            return (video, scene);
        }
        assert!(began.elapsed() < Duration::from_secs(60), "stuck: {video:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn is_done(video: &Video) -> bool {
    video.outputs.iter().all(|output| matches!(output.state, OutputState::Done { .. }))
}

fn kept_in(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("uploads")).map_or(0, Iterator::count)
}

fn brief(files: Vec<String>) -> Brief {
    Brief {
        prompt: "A 1-second title \"Harbour\", with our logo".to_owned(),
        duration_secs: Some(1.0),
        seed: Some(1),
        outputs: vec![SMALLEST],
        parent: None,
        files,
        brand: None,
        references: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_server_is_fetched_once_and_the_scene_names_it_as_it_is_kept() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), Elsewhere::new());
    let studio = PavoStudio::new(RenderSettings::default(), folder.path()).with_fetcher(elsewhere.fetcher());
    let url = elsewhere.url("/brand/Our-Logo.png?sig=secret");
    let request = format!(r#"{{"assets":[{{"url":"{url}"}}],"reference_image_urls":["{url}"]}}"#);
    let (video, scene) = made(folder.path(), studio, request).await;
    assert!(is_done(&video), "{video:?}");
    assert_eq!(video.warnings, Vec::<String>::new());
    let scene = scene.unwrap();
    let digest = DataDir::create(folder.path()).unwrap().keep_upload(PNG).unwrap();
    assert!(scene.contains(&format!("upload:{digest}/our-logo.png")), "{scene}");
    assert!(!scene.contains("http://") && !scene.contains("secret"), "{scene}");
    assert_eq!(elsewhere.requests(), 1, "for two outputs and two uses");
    assert_eq!(kept_in(folder.path()), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_fetched_is_told_and_the_video_is_made() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), Elsewhere::new());
    let studio = PavoStudio::new(RenderSettings::default(), folder.path()).with_fetcher(elsewhere.fetcher());
    let private = "http://169.254.169.254/latest/meta-data?token=secret";
    let (page, gone) = (elsewhere.url("/page"), elsewhere.url("/gone.png"));
    let request = format!(
        r#"{{"assets":[{{"url":"{private}"}},{{"url":"{page}"}},{{"url":"{gone}"}}],"reference_image_url":"{private}"}}"#
    );
    let (video, _) = made(folder.path(), studio, request).await;
    assert!(is_done(&video), "{video:?}");
    let told = video.warnings.join("\n");
    for words in [
        "assets[0] is not shown: http://169.254.169.254/latest/meta-data: the host is not on the public internet",
        "assets[1] is not shown: the file is no picture",
        "the server answered with status 404 instead of the file",
        "a reference is not used: http://169.254.169.254",
    ] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    assert!(!told.contains("secret"), "{told}");
    assert_eq!(kept_in(folder.path()), 0, "a page is not kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_studio_makes_no_video_without_its_files() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), Elsewhere::new());
    let studio = || {
        let studio = PavoStudio::new(RenderSettings::default(), folder.path());
        studio.with_fetcher(elsewhere.fetcher()).with_strict_assets()
    };
    let request = r#"{"assets":[{"url":"http://[::1]:8080/a.png"}]}"#.to_owned();
    let (video, scene) = made(folder.path(), studio(), request).await;
    assert_eq!(scene, None);
    assert_eq!(video.outputs.len(), 2);
    for output in &video.outputs {
        let OutputState::Failed(failure) = &output.state else { panic!("{output:?}") };
        assert_eq!(failure.code, "asset_not_usable");
        let words = "assets[0] is not shown: http://[::1]:8080/a.png: the host is not on the public internet";
        assert!(failure.message.starts_with(words), "{}", failure.message);
    }
    let reference = Brief { references: vec![elsewhere.url("/page")], ..brief(Vec::new()) };
    let error = studio().design(&reference, &CancelFlag::new()).unwrap_err();
    assert!(error.to_string().starts_with("a reference is not used: the file is no picture"), "{error}");
    assert!(studio().design(&brief(vec![elsewhere.url("/logo.png")]), &CancelFlag::new()).is_ok());
}

#[test]
fn a_step_that_runs_again_keeps_nothing_twice() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), Elsewhere::new());
    let studio = PavoStudio::new(RenderSettings::default(), folder.path()).with_fetcher(elsewhere.fetcher());
    let brief = brief(vec![elsewhere.url("/logo.png")]);
    let first = studio.design(&brief, &CancelFlag::new()).unwrap();
    assert_eq!(studio.design(&brief, &CancelFlag::new()).unwrap(), first);
    assert_eq!(kept_in(folder.path()), 1);
}

#[test]
fn a_studio_that_is_asked_to_stop_does_not_wait_for_other_servers() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), Elsewhere::new());
    let studio = PavoStudio::new(RenderSettings::default(), folder.path()).with_fetcher(elsewhere.fetcher());
    let cancel = CancelFlag::new();
    let asks = cancel.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        asks.cancel();
    });
    let began = Instant::now();
    let ended = studio.design(&brief(vec![elsewhere.url("/wait")]), &cancel);
    assert_eq!(ended, Err(StudioError::Cancelled));
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[test]
fn files_beyond_the_most_are_not_fetched() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), Elsewhere::new());
    let studio = PavoStudio::new(RenderSettings::default(), folder.path()).with_fetcher(elsewhere.fetcher());
    let files = (0..30).map(|index| elsewhere.url(&format!("/gone-{index}.png"))).collect();
    let design = studio.design(&brief(files), &CancelFlag::new()).unwrap();
    assert_eq!(elsewhere.requests(), 20);
    assert!(design.warnings.iter().any(|told| told == "assets[29] is not shown: a film has at most 20 files"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_nobody_needs_are_removed_when_a_dispatcher_starts() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(DataDir::create(folder.path()).unwrap(), Clock::system()).await.unwrap();
    let [old, young] = [&b"a,b\n1,2\n"[..], b"a,b\n3,4\n"].map(|file| store.data_dir().keep_upload(file).unwrap());
    let path = |digest: &str| store.data_dir().upload_path(digest).unwrap();
    File::options().append(true).open(path(&old)).unwrap().set_modified(UnixMillis(0).system_time()).unwrap();
    let studio = Arc::new(PavoStudio::new(RenderSettings::default(), folder.path()));
    let dispatcher = Dispatcher::start(store.clone(), studio, Settings::default()).await.unwrap();
    let began = Instant::now();
    while path(&old).exists() {
        assert!(began.elapsed() < Duration::from_secs(20), "it is still there");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(path(&young).exists());
    dispatcher.stop(Duration::from_secs(1)).await;
}
