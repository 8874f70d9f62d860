//! The server is killed again and again while it works; every job ends once and right all the same.
//!
//! `cargo xtask soak` runs it with more jobs: `PAVO_SOAK_JOBS`, `PAVO_SOAK_KEYS`, `PAVO_SOAK_SEED`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::{Client, Service, measure, request, small};

/// What a job shall come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    TwoFiles,
    Fails,
    Cancelled,
}

struct Job {
    id: String,
    client: Client,
    kind: Kind,
    has_webhook: bool,
}

/// Ids of webhooks by video, each with the statuses that were told under it.
type Told = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Numbers at random, the same for a seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Hears webhooks on loopback.
fn hear(told: Arc<Mutex<Told>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let told = told.clone();
            std::thread::spawn(move || {
                let (mut id, mut length) = (String::new(), 0);
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                loop {
                    let mut line = String::new();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                    let Some((name, value)) = line.trim().split_once(": ") else { continue };
                    match name.to_ascii_lowercase().as_str() {
                        "webhook-id" => id = value.to_owned(),
                        "content-length" => length = value.parse().unwrap(),
                        _ => {}
                    }
                }
                let mut body = vec![0; length];
                // A server that is killed meanwhile has told nothing.
                if reader.read_exact(&mut body).is_err() {
                    return;
                }
                let body: Value = serde_json::from_slice(&body).unwrap();
                let video = body["data"]["video_id"].as_str().unwrap().to_owned();
                let status = body["data"]["status"].as_str().unwrap().to_owned();
                told.lock().unwrap().entry(video).or_default().entry(id).or_default().insert(status);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            });
        }
    });
    base
}

/// Posts until somebody answers, under one word, so that it is one job however often it was posted.
fn submit(client: &Client, number: u64, hook: &str) -> Job {
    let kind = match number % 10 {
        3 | 7 => Kind::TwoFiles,
        5 => Kind::Fails,
        8 => Kind::Cancelled,
        _ => Kind::Plain,
    };
    let has_webhook = number.is_multiple_of(2) || kind == Kind::Fails;
    let mut body = request(&format!("\"Job {number}\""));
    match kind {
        Kind::TwoFiles => body["outputs"] = json!([small("mp4", "1:1"), small("gif", "1:1")]),
        // Nobody listens there, and files must be had.
        Kind::Fails => body["assets"] = json!([{ "url": "http://127.0.0.1:1025/nothing.png" }]),
        _ => {}
    }
    if has_webhook {
        body["webhook_url"] = json!(format!("{hook}/{number}"));
    }
    let word = format!("job-{number}");
    let headers = [("x-api-key", &*client.key), ("content-type", "application/json"), ("idempotency-key", &word)];
    let made = until(|| client.try_send("POST", "/v1/videos", &headers, body.to_string().as_bytes()));
    let id = made["video_id"].as_str().unwrap().to_owned();
    if kind == Kind::Cancelled {
        let path = format!("/v1/videos/{id}/cancel");
        until(|| client.try_send("POST", &path, &[("x-api-key", &client.key)], b""));
    }
    Job { id, client: client.clone(), kind, has_webhook }
}

/// Asks until the answer is 200.
fn until(ask: impl Fn() -> Option<crate::process::Answer>) -> Value {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            if answer.status == 200 {
                return answer.json();
            }
            assert!(answer.status == 503, "{}", answer.json());
        }
        assert!(began.elapsed() < Duration::from_secs(300), "nobody answers");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn video_of(job: &Job) -> Value {
    let path = format!("/v1/videos/{}", job.id);
    until(|| job.client.try_send("GET", &path, &[("x-api-key", &job.client.key)], b""))
}

#[test]
fn killed_again_and_again_every_job_ends_once_and_right() {
    let (jobs, keys) = (number("PAVO_SOAK_JOBS", 16), number("PAVO_SOAK_KEYS", 2));
    let most_kills = if jobs <= 16 { 3 } else { u64::MAX };
    let seed = number("PAVO_SOAK_SEED", 1);
    println!("{jobs} jobs of {keys} keys, seed {seed}");
    let told = Arc::new(Mutex::new(Told::new()));
    let hook = hear(told.clone());
    let waiting = (jobs + 1).to_string();
    let options = ["--allow-host", "127.0.0.1", "--strict-assets", "--max-queued", &waiting];
    let mut service = Service::start(&options, "info");
    let clients: Vec<Client> = (0..keys).map(|number| service.client(&format!("key{number}"))).collect();

    let mut dice = Dice(seed);
    let mut kills = 0;
    let submitting = std::thread::spawn(move || {
        let client = |number: u64| &clients[usize::try_from(number % keys).unwrap()];
        (0..jobs).map(|number| submit(client(number), number, &hook)).collect::<Vec<Job>>()
    });
    while kills < most_kills {
        std::thread::sleep(Duration::from_millis(1000 + dice.below(3000)));
        if submitting.is_finished() && kills >= 3.min(most_kills) && count_open(&service) == 0 {
            break;
        }
        service.kill();
        kills += 1;
        service.start_again();
    }
    let jobs = submitting.join().unwrap();
    let videos: Vec<Value> = jobs.iter().map(|job| job.client.finished(&job.id)).collect();
    println!("ended after {kills} kills");

    let mut interrupted = 0;
    for (job, video) in jobs.iter().zip(&videos) {
        interrupted += u64::from(check_end(&service, job, video));
    }
    // Three kills are needed to give one up.
    assert!(interrupted <= kills / 3, "{interrupted} jobs were given up after {kills} kills");

    let wanted: Vec<&Job> = jobs.iter().filter(|job| job.has_webhook).collect();
    let began = Instant::now();
    // What was being told when the server was killed is told again when its lease of a minute is over.
    while wanted.iter().any(|job| !told.lock().unwrap().contains_key(&job.id)) && began.elapsed().as_secs() < 100 {
        std::thread::sleep(Duration::from_millis(100));
    }
    {
        let told = told.lock().unwrap();
        assert_eq!(told.len(), wanted.len(), "only those are told that shall be");
        let mut ids = BTreeSet::new();
        for job in wanted {
            let heard = told.get(&job.id).unwrap_or_else(|| panic!("the end of {} is not told", job.id));
            assert_eq!(heard.len(), 1, "{} is told under several ids: {heard:?}", job.id);
            let status = video_of(job)["status"].as_str().unwrap().to_owned();
            assert!(heard.values().all(|it| it.iter().eq([&status])), "{} is told as {heard:?}", job.id);
            assert!(heard.keys().all(|id| ids.insert(id.clone())), "one id for two ends: {heard:?}");
        }
    }

    service.kill();
    check_database(&service.data().join("pavo.db"));
    check_processes(service.folder.path());
    println!("{} jobs ended once and right, {interrupted} given up after three kills each", jobs.len());
}

/// Unfinished jobs, as far as the folder tells: those that still have unfinished files are under way.
fn count_open(service: &Service) -> usize {
    let log = service.log();
    let began: BTreeSet<&str> =
        log.lines().filter_map(|line| line.split_once("Began video ")?.1.split(' ').next()).collect();
    let ended = log.lines().filter_map(|line| line.split_once("Finished video ")?.1.split(' ').next());
    let ended: BTreeSet<&str> = ended.collect();
    began.difference(&ended).count()
}

/// Fails unless a job ended as it should, with its files and no others; whether it was given up.
fn check_end(service: &Service, job: &Job, video: &Value) -> bool {
    let outputs = video["outputs"].as_array().unwrap();
    let mut wanted = BTreeSet::new();
    let mut is_given_up = false;
    for (position, output) in outputs.iter().enumerate() {
        let code = output["error_code"].as_str();
        is_given_up |= code == Some("interrupted");
        let is_right = match job.kind {
            Kind::Plain | Kind::TwoFiles => output["status"] == "success",
            Kind::Fails => output["status"] == "failed",
            // It may have been ready before.
            Kind::Cancelled => output["status"] == "success" || code == Some("cancelled"),
        };
        assert!(is_right || code == Some("interrupted"), "{:?}: {video}", job.kind);
        if output["status"] == "success" {
            wanted.insert(position.to_string());
            let file = service.folder.path().join("film");
            std::fs::write(&file, job.client.download(&output["file_url"]).body).unwrap();
            let frames = if output["config"]["format"] == "mp4" { "360,360,24" } else { "360,360," };
            assert!(measure(&file).starts_with(frames), "{}: {}", job.id, measure(&file));
        }
    }
    let entries = std::fs::read_dir(service.data().join("files").join(&job.id)).into_iter().flatten().flatten();
    let names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    let found: BTreeSet<String> = names.iter().map(|name| name.split('-').next().unwrap().to_owned()).collect();
    assert_eq!((names.len(), &found), (wanted.len(), &wanted), "{} has {names:?}", job.id);
    is_given_up
}

fn check_database(database: &Path) {
    let program =
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchone()[0])";
    match Command::new("python3").args(["-c", program]).arg(database).output() {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "ok"),
        Err(error) => eprintln!("skipped: the database is not checked, python3 cannot be run: {error}"),
    }
}

/// Fails when a process is left that names the folder or works in it.
fn check_processes(folder: &Path) {
    let folder = folder.to_str().unwrap();
    let left = || -> Vec<String> {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let lines = processes.filter_map(|process| {
            let line = String::from_utf8_lossy(&std::fs::read(process.path().join("cmdline")).ok()?).replace('\0', " ");
            let works_there = std::fs::read_link(process.path().join("cwd")).is_ok_and(|it| it.starts_with(folder));
            (works_there || line.contains(folder)).then_some(line)
        });
        lines.collect()
    };
    let began = Instant::now();
    // An encoder ends when its server does, but not in the same moment.
    while !left().is_empty() && began.elapsed().as_secs() < 5 {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(left(), Vec::<String>::new());
}
