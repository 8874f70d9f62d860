//! `cargo xtask bench --service PROGRAM`: how the service answers many at once, idle and while it draws.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::error::ChoreError;

const STORED: usize = 5000;
const CLIENTS: usize = 8;
const SMALL: &str = r#"{"prompt":"\"Load\"","duration_seconds":1,"outputs":[{"format":"mp4","aspect_ratio":"1:1","fps":"24","resolution":"360p"}]}"#;
const LARGE: &str = r#"{"prompt":"Particles drift over a gradient, \"Load\"","duration_seconds":60,"outputs":[{"format":"mp4","aspect_ratio":"16:9","fps":"60","resolution":"1080p"}]}"#;

/// A server that ends with the measurement.
struct Server {
    child: Child,
    folder: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A connection that is kept.
struct Client {
    stream: BufReader<TcpStream>,
    key: String,
}

impl Client {
    fn ask(&mut self, method: &str, path: &str, body: &str) -> std::io::Result<(u16, String)> {
        let key = &self.key;
        let head =
            format!("{method} {path} HTTP/1.1\r\nhost: load\r\nx-api-key: {key}\r\ncontent-type: application/json\r\n");
        let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut line, mut status, mut length) = (String::new(), 0, 0);
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line.trim().is_empty() {
                break;
            }
            if status == 0 {
                status = line.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer)?;
        Ok((status, String::from_utf8_lossy(&answer).into_owned()))
    }
}

/// Latencies in milliseconds, sorted.
struct Latencies {
    millis: Vec<f64>,
    secs: f64,
}

impl Latencies {
    fn print(&mut self, name: &str) {
        self.millis.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let index = (share * self.millis.len().saturating_sub(1) as f64) as usize;
            self.millis.get(index).copied().unwrap_or(f64::NAN)
        };
        let per_second = self.millis.len() as f64 / self.secs;
        let [p50, p99, most] = [0.5, 0.99, 1.0].map(at);
        println!("{name:32} {per_second:8.0}/s   p50 {p50:8.2} ms   p99 {p99:8.2} ms   max {most:8.2} ms");
    }
}

/// Measures the program at `binary`, and prints a table.
pub(crate) fn run(binary: &Path) -> Result<(), ChoreError> {
    measure(binary).map_err(|source| ChoreError::Start { program: binary.display().to_string(), source })
}

fn measure(binary: &Path) -> std::io::Result<()> {
    let folder = std::env::temp_dir().join(format!("pavo-load-{}", std::process::id()));
    let made = Command::new(binary).args(["keys", "create", "--name", "load", "--data"]).arg(&folder).output()?;
    let made = String::from_utf8_lossy(&made.stdout).into_owned();
    let key = made.split_whitespace().find(|word| word.starts_with("pavo_")).unwrap_or_default().to_owned();
    let mut child = Command::new(binary)
        .args(["serve", "--listen", "127.0.0.1:0", "--max-queued", "10000", "--data"])
        .arg(&folder)
        .env("PAVO_LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut ready = String::new();
    if let Some(stdout) = child.stdout.take() {
        BufReader::new(stdout).read_line(&mut ready)?;
    }
    let server = Server { child, folder };
    let address = ready.trim().rsplit("http://").next().unwrap_or_default().to_owned();
    let connect = || -> std::io::Result<Client> {
        let stream = TcpStream::connect(&address)?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufReader::new(stream), key: key.clone() })
    };

    // Cancelled at once, so that filling the store draws next to nothing.
    let left = AtomicUsize::new(STORED);
    let store = |client: &mut Client| -> std::io::Result<String> {
        let id = create(client, SMALL)?;
        client.ask("POST", &format!("/v1/videos/{id}/cancel"), "")?;
        Ok(id)
    };
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let Ok(mut client) = connect() else { return };
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
                    if let Err(error) = store(&mut client) {
                        eprintln!("a job could not be stored: {error}");
                    }
                }
            });
        }
    });
    let mut client = connect()?;
    let id = store(&mut client)?;
    let path = format!("/v1/videos/{id}");
    println!("{STORED} stored jobs, {CLIENTS} clients on kept connections");

    repeat(Duration::from_secs(5), &connect, |client| expect(client, "GET", &path, ""))?.print("status reads, idle");
    let deep = cursor_at(&mut client, 40)?;
    for (name, path) in [
        ("first page of 100, idle", "/v1/videos?limit=100".to_owned()),
        ("page of 100 behind 4,000, idle", format!("/v1/videos?limit=100&cursor={deep}")),
    ] {
        let mut latencies = Latencies { millis: Vec::new(), secs: 1.0 };
        let began = Instant::now();
        for _ in 0..50 {
            let asked = Instant::now();
            expect(&mut client, "GET", &path, "")?;
            latencies.millis.push(asked.elapsed().as_secs_f64() * 1000.0);
        }
        latencies.secs = began.elapsed().as_secs_f64();
        latencies.print(name);
    }
    for count in [1000, 9000] {
        for _ in 0..count {
            expect(&mut client, "GET", &path, "")?;
        }
        println!("memory after {count} more reads: {}", memory_of(server.child.id()));
    }

    let heavy = create(&mut client, LARGE)?;
    let began = Instant::now();
    while !client.ask("GET", &format!("/v1/videos/{heavy}"), "")?.1.contains("\"rendering\"")
        && began.elapsed().as_secs() < 120
    {
        std::thread::sleep(Duration::from_millis(100));
    }
    repeat(Duration::from_secs(8), &connect, |client| expect(client, "GET", &path, ""))?.print("status reads, drawing");
    repeat(Duration::from_secs(8), &connect, |client| {
        std::thread::sleep(Duration::from_millis(50));
        expect(client, "GET", &path, "")
    })?
    .print("polling each 50 ms, drawing");
    let mut posted = Latencies { millis: Vec::new(), secs: 8.0 };
    let began = Instant::now();
    while began.elapsed().as_secs_f64() < posted.secs {
        let asked = Instant::now();
        let id = create(&mut client, SMALL)?;
        posted.millis.push(asked.elapsed().as_secs_f64() * 1000.0);
        client.ask("POST", &format!("/v1/videos/{id}/cancel"), "")?;
        std::thread::sleep(Duration::from_millis(20));
    }
    posted.print("posts, drawing");
    let still = client.ask("GET", &format!("/v1/videos/{heavy}"), "")?.1.contains("\"rendering\"");
    println!("the large film was {} being drawn at the end", if still { "still" } else { "no longer" });
    println!("memory at the end: {}", memory_of(server.child.id()));
    Ok(())
}

fn create(client: &mut Client, body: &str) -> std::io::Result<String> {
    let (status, answer) = client.ask("POST", "/v1/videos", body)?;
    let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
    let id = answer["video_id"].as_str().filter(|_| status == 200);
    id.map(str::to_owned).ok_or_else(|| std::io::Error::other(format!("POST answered {status}: {answer}")))
}

fn expect(client: &mut Client, method: &str, path: &str, body: &str) -> std::io::Result<()> {
    match client.ask(method, path, body)? {
        (200, _) => Ok(()),
        (status, answer) => Err(std::io::Error::other(format!("{method} {path} answered {status}: {answer}"))),
    }
}

/// The cursor behind so many pages of 100.
fn cursor_at(client: &mut Client, pages: usize) -> std::io::Result<String> {
    let mut cursor = String::new();
    for _ in 0..pages {
        let (_, page) = client.ask("GET", &format!("/v1/videos?limit=100{cursor}"), "")?;
        let page: Value = serde_json::from_str(&page).unwrap_or_default();
        cursor = format!("&cursor={}", page["next_cursor"].as_str().unwrap_or_default());
    }
    Ok(cursor.trim_start_matches("&cursor=").to_owned())
}

/// Asks the same again and again from all clients.
fn repeat(
    span: Duration,
    connect: &(impl Fn() -> std::io::Result<Client> + Sync),
    ask: impl Fn(&mut Client) -> std::io::Result<()> + Sync,
) -> std::io::Result<Latencies> {
    let of_client = || -> std::io::Result<Vec<f64>> {
        let mut client = connect()?;
        let (began, mut millis) = (Instant::now(), Vec::new());
        while began.elapsed() < span {
            let asked = Instant::now();
            ask(&mut client)?;
            millis.push(asked.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(millis)
    };
    let all: Vec<std::io::Result<Vec<f64>>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(of_client)).collect();
        let ended = threads.into_iter().map(|thread| thread.join());
        ended.map(|it| it.unwrap_or_else(|_| Err(std::io::Error::other("a client panicked")))).collect()
    });
    let mut millis = Vec::new();
    for part in all {
        millis.extend(part?);
    }
    Ok(Latencies { millis, secs: span.as_secs_f64() })
}

/// Resident memory, as the system tells it.
fn memory_of(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or_else(|| "unknown here".to_owned(), |line| line.trim().to_owned())
}
