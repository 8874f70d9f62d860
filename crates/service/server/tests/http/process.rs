//! The server as a process of its own: killed, stopped, refused.

use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pavo_jobs::{Brief, CancelFlag, Design, Studio, StudioError, WantedPicture};
use pavo_server::{Options, ServeError};
use pavo_store::{KeyRing, OutputConfig, StoreError};

use crate::bench::Bench;
use crate::client::{Client, request};

/// Tells the child where its data is; without it the child is nobody's.
const DATA: &str = "PAVO_TEST_DATA";

/// Draws only while there is no file called `hold` in the data folder.
struct Holder {
    hold: PathBuf,
}

impl Studio for Holder {
    fn design(&self, _: &Brief, _: &CancelFlag) -> Result<Design, StudioError> {
        Ok(Design {
            title: None,
            duration_secs: 1.0,
            scene: "{}".to_owned(),
            trace: "[]".to_owned(),
            warnings: Vec::new(),
        })
    }

    fn picture(&self, _: &str, _: &WantedPicture) -> Result<Vec<u8>, StudioError> {
        Ok(Vec::new())
    }

    fn render(
        &self,
        _: &str,
        _: &OutputConfig,
        destination: &Path,
        progress: &(dyn Fn(f32) + Sync),
        cancel: &CancelFlag,
    ) -> Result<Vec<String>, StudioError> {
        std::fs::write(destination, "half").unwrap();
        progress(0.5);
        while self.hold.exists() {
            std::thread::sleep(Duration::from_millis(5));
            if cancel.is_cancelled() {
                return Err(StudioError::Cancelled);
            }
        }
        std::fs::write(destination, "whole").unwrap();
        Ok(Vec::new())
    }
}

fn options(data: &Path, listen: &str) -> Options {
    Options {
        listen: listen.to_owned(),
        data: data.to_owned(),
        public_url: None,
        max_queued: 10,
        keep_uploads: Duration::from_secs(24 * 60 * 60),
        keep_videos: None,
        store: pavo_store::StoreOptions::default(),
        fetcher: pavo_fetch::Fetcher::new(Vec::new()),
        metrics_token: None,
    }
}

#[test]
#[ignore = "it is the server of the other tests here, in its own process"]
fn child() {
    let Some(data) = std::env::var_os(DATA).map(PathBuf::from) else {
        return;
    };
    let studio = Holder { hold: data.join("hold") };
    pavo_server::run(&options(&data, "127.0.0.1:0"), Arc::new(studio), |ready| {
        println!("\nready {} {}", ready.public_url, ready.has_key);
    })
    .unwrap();
}

/// A server process; killed when dropped.
struct Process {
    child: Child,
    client: Client,
    /// Kept open: the child may still print.
    _lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(data: &Path, key: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "process::child", "--ignored", "--nocapture"])
            .env(DATA, data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.by_ref().map(Result::unwrap).find(|line| line.starts_with("ready "));
        let ready = ready.expect("the child ended before it was ready");
        let words: Vec<&str> = ready.split(' ').collect();
        assert_eq!(words[2], "true", "the key is known");
        Self { client: Client::new(words[1], key), child, _lines: lines }
    }

    fn terminate(&mut self) {
        let id = self.child.id().to_string();
        let sent = Command::new("sh").args(["-c", "kill -TERM $0", &id]).status();
        assert!(sent.unwrap().success());
    }

    fn has_ended_well_within(&mut self, limit: Duration) -> bool {
        let began = Instant::now();
        while began.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A data folder with one key, where drawing is held.
fn folder_on_hold() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyRing::open(folder.path()).unwrap().create("test", pavo_store::KeyLimits::default()).unwrap().secret;
    std::fs::write(folder.path().join("hold"), "").unwrap();
    (folder, key)
}

#[test]
fn killed_server_finishes_its_video_once_after_the_next_start() {
    let (folder, key) = folder_on_hold();
    let mut server = Process::start(folder.path(), &key);
    let id = server.client.create(&request("Autumn"));
    server.client.held(&id);
    // SIGKILL: nothing can be tidied up.
    server.child.kill().unwrap();
    server.child.wait().unwrap();

    std::fs::remove_file(folder.path().join("hold")).unwrap();
    let server = Process::start(folder.path(), &key);
    let video = server.client.finished(&id);
    assert_eq!(video["status"], "success");
    let url = video["outputs"][0]["file_url"].as_str().unwrap();
    assert_eq!(server.client.send("GET", url, &[], []).text(), "whole");
    let files = std::fs::read_dir(folder.path().join("files").join(&id)).unwrap();
    assert_eq!(files.count(), 1, "one file and no leftovers");
}

#[cfg(unix)]
#[test]
fn terminated_server_ends_well_and_soon_and_leaves_its_video_for_the_next() {
    let (folder, key) = folder_on_hold();
    let mut server = Process::start(folder.path(), &key);
    let id = server.client.create(&request("Autumn"));
    server.client.held(&id);
    server.terminate();
    assert!(server.has_ended_well_within(Duration::from_secs(15)));

    std::fs::remove_file(folder.path().join("hold")).unwrap();
    let server = Process::start(folder.path(), &key);
    assert_eq!(server.client.finished(&id)["status"], "success");
}

#[test]
fn server_that_cannot_start_says_why() {
    let bench = Bench::new();
    let address = bench.base.strip_prefix("http://").unwrap();
    let other = tempfile::tempdir().unwrap();
    let refusal = |options: &Options| {
        let studio = Arc::new(Holder { hold: PathBuf::new() });
        pavo_server::run(options, studio, |_| panic!("it started")).unwrap_err()
    };

    let in_use = refusal(&options(other.path(), address));
    assert!(in_use.to_string().contains("another program is listening there"), "{in_use}");
    let no_address = refusal(&options(other.path(), "nowhere"));
    assert!(no_address.to_string().contains("127.0.0.1:8080"), "{no_address}");

    let same_folder = refusal(&options(bench.folder.path(), "127.0.0.1:0"));
    assert!(matches!(same_folder, ServeError::Store(StoreError::InUse { .. })));

    let file = other.path().join("file");
    std::fs::write(&file, "").unwrap();
    let no_folder = refusal(&options(&file.join("data"), "127.0.0.1:0"));
    assert!(no_folder.to_string().starts_with("cannot create the data folder"), "{no_folder}");

    let mut odd_url = options(other.path(), "127.0.0.1:0");
    for url in [
        "video.example.com",
        "ftp://a.example",
        "https://",
        "https://a.example/?b",
        "https://a.example/#b",
        "https://me:secret@a.example",
    ] {
        odd_url.public_url = Some(url.to_owned());
        let refused = refusal(&odd_url);
        assert!(matches!(refused, ServeError::PublicUrl(_)), "{url}: {refused}");
    }
}
