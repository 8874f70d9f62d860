//! A running `pavo serve` and who talks to it.

use std::fs::File;
use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// How long one film may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// The service on a port of its own; killed when dropped.
pub(crate) struct Service {
    pub(crate) folder: tempfile::TempDir,
    /// `http://host:port`
    pub(crate) base: String,
    port: u16,
    options: Vec<String>,
    log_level: String,
    child: Option<Child>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text:?}"))
    }
}

/// The outcome of a run of the program.
pub(crate) fn pavo(arguments: &[&str]) -> String {
    let output = command().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pavo"));
    for name in
        ["PAVO_LISTEN", "PAVO_DATA", "PAVO_PUBLIC_URL", "PAVO_ALLOW_HOSTS", "PAVO_STRICT_ASSETS", "PAVO_THREADS"]
    {
        command.env_remove(name);
    }
    command
}

impl Service {
    /// Starts it in a fresh folder with some more options.
    pub(crate) fn start(options: &[&str], log_level: &str) -> Self {
        // Free a moment ago; it stays the same over restarts.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut service = Self {
            folder: tempfile::tempdir().unwrap(),
            base: format!("http://127.0.0.1:{port}"),
            port,
            options: options.iter().map(|&option| option.to_owned()).collect(),
            log_level: log_level.to_owned(),
            child: None,
        };
        service.start_again();
        service
    }

    /// Starts it on what is in the folder, and waits until it answers.
    pub(crate) fn start_again(&mut self) {
        let log = || File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let child = command()
            .args(["serve", "--listen", &format!("127.0.0.1:{}", self.port), "--data", self.data().to_str().unwrap()])
            .args(&self.options)
            .env("PAVO_LOG", &self.log_level)
            .stdout(Stdio::from(log()))
            .stderr(Stdio::from(log()))
            .spawn()
            .unwrap();
        self.child = Some(child);
        let began = Instant::now();
        while Client::new(&self.base, "").try_send("GET", "/healthz", &[], b"").is_none_or(|it| it.status != 200) {
            assert!(began.elapsed() < PATIENCE, "it does not answer: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// All it printed so far.
    pub(crate) fn log(&self) -> String {
        let mut bytes = Vec::new();
        File::open(self.folder.path().join("log")).unwrap().read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A client with a new key.
    pub(crate) fn client(&self, name: &str) -> Client {
        let printed = pavo(&["keys", "create", "--name", name, "--data", self.data().to_str().unwrap()]);
        let key = printed.split_whitespace().find(|word| word.starts_with("pavo_")).unwrap();
        Client::new(&self.base, key)
    }

    /// SIGKILL: nothing can be tidied up.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Talks to the service with one key.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) base: String,
    pub(crate) key: String,
    agent: Agent,
}

impl Client {
    pub(crate) fn new(base: &str, key: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)));
        Self { base: base.to_owned(), key: key.to_owned(), agent: config.build().into() }
    }

    /// `None` where nobody answers to the end.
    pub(crate) fn try_send(&self, method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Answer> {
        let url = if url.starts_with('/') { format!("{}{url}", self.base) } else { url.to_owned() };
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = match method {
            "GET" | "DELETE" => self.agent.run(request.body(()).unwrap()),
            _ => self.agent.run(request.body(body).unwrap()),
        };
        let mut answer = answer.ok()?;
        let body = answer.body_mut().read_to_vec().ok()?;
        Some(Answer { status: answer.status().as_u16(), headers: answer.headers().clone(), body })
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let headers: Vec<(&str, &str)> =
            [("x-api-key", self.key.as_str())].into_iter().chain(headers.iter().copied()).collect();
        self.try_send(method, path, &headers, body).unwrap_or_else(|| panic!("{method} {path} is not answered"))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    /// Asks for a film that must be taken.
    pub(crate) fn create(&self, body: &Value) -> Value {
        let answer = self.post("/v1/videos", body);
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.json()
    }

    pub(crate) fn finished(&self, id: &str) -> Value {
        let began = Instant::now();
        loop {
            let answer = self.get(&format!("/v1/videos/{id}"));
            assert_eq!(answer.status, 200, "{}", answer.json());
            let video = answer.json();
            if video["status"] != "in-progress" {
                return video;
            }
            assert!(began.elapsed() < PATIENCE, "stuck: {video}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The bytes of a link, without a key.
    pub(crate) fn download(&self, url: &Value) -> Answer {
        let answer = self.try_send("GET", url.as_str().unwrap(), &[], b"").unwrap();
        assert_eq!(answer.status, 200, "{url}");
        answer
    }
}

/// The smallest output.
pub(crate) fn small(format: &str, aspect_ratio: &str) -> Value {
    json!({ "format": format, "aspect_ratio": aspect_ratio, "fps": "24", "resolution": "360p" })
}

/// The smallest request.
pub(crate) fn request(prompt: &str) -> Value {
    json!({ "prompt": prompt, "outputs": [small("mp4", "1:1")], "duration_seconds": 1 })
}

/// Width, height and frames of a film, read by ffprobe.
pub(crate) fn measure(film: &Path) -> String {
    let arguments = ["-v", "error", "-select_streams", "v:0", "-count_packets", "-of", "csv=p=0"];
    let entries = ["-show_entries", "stream=width,height,nb_read_packets"];
    let output = Command::new("ffprobe").args(arguments).args(entries).arg(film).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().trim_end_matches(',').to_owned()
}
