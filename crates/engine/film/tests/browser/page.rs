//! A page with a film, served to a browser that reports what it sees.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the browser told of a film.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) error: Option<String>,
    pub(crate) size: [u64; 2],
    pub(crate) duration_secs: f64,
    /// Whether it came to its end when it was played.
    pub(crate) has_ended: bool,
    /// Frames that were shown meanwhile.
    pub(crate) frames_shown: u64,
    /// For each time, what was at each point: straight RGBA.
    pub(crate) pixels: Vec<Vec<[u8; 4]>>,
    /// What is seen above a pattern of the page in the film's corner and middle.
    pub(crate) on_pattern: Vec<[u8; 3]>,
}

/// Plays the film, seeks to each of the times, and reports.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>A film</title>
<video id="film" muted playsinline></video><script>
const asked = ASKED, film = document.getElementById("film");
const report = seen => fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
const once = (target, name) => new Promise((done, failed) => {
  target.addEventListener(name, done, { once: true });
  target.addEventListener("error", () => failed(new Error("it cannot be played: " + film.error?.message)), { once: true });
});
const drawn = before => {
  const canvas = new OffscreenCanvas(film.videoWidth, film.videoHeight);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  before?.(context, canvas);
  context.drawImage(film, 0, 0);
  return (x, y) => [...context.getImageData(x, y, 1, 1).data];
};
(async () => {
  const loaded = once(film, "loadeddata");
  film.src = "/film";
  await loaded;
  let framesShown = 0;
  const count = () => { framesShown += 1; film.requestVideoFrameCallback(count); };
  film.requestVideoFrameCallback(count);
  const ended = once(film, "ended");
  await film.play();
  await ended;
  const seen = { size: [film.videoWidth, film.videoHeight], duration: film.duration, ended: film.ended, framesShown, pixels: [] };
  for (const time of asked.times) {
    const sought = once(film, "seeked");
    film.currentTime = time;
    await sought;
    await new Promise(done => film.requestVideoFrameCallback ? setTimeout(done, 60) : done());
    const at = drawn();
    seen.pixels.push(asked.points.map(([x, y]) => at(x, y)));
  }
  const above = drawn((context, canvas) => {
    for (let x = 0; x < canvas.width; x += 20) for (let y = 0; y < canvas.height; y += 20) {
      context.fillStyle = (x + y) / 20 % 2 ? "rgb(0 255 0)" : "rgb(255 0 255)";
      context.fillRect(x, y, 20, 20);
    }
  });
  seen.onPattern = [above(5, 5), above(film.videoWidth / 2, film.videoHeight / 2)].map(pixel => pixel.slice(0, 3));
  await report(seen);
})().catch(error => report({ error: String(error) }));
</script>"#;

/// Most time that a browser gets for a film.
const PATIENCE: Duration = Duration::from_secs(90);

/// Shows a film to a browser.
pub(crate) fn watch(film: &Path, times: &[f64], points: &[[u32; 2]]) -> Seen {
    let asked = json!({ "times": times, "points": points }).to_string();
    let page = PAGE.replace("ASKED", &asked);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let profile = tempfile::tempdir().expect("a folder");
    let program = std::env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
    let mut browser = Command::new(&program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--mute-audio"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg("--autoplay-policy=no-user-gesture-required")
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(&address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} is needed for this test: {error}", program.to_string_lossy()));
    let told = served(&listener, &page, film);
    // It has told all it had to tell.
    let _ended = browser.kill().and_then(|()| browser.wait());
    let told = told.expect("the browser reports what it sees");
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let bytes = |value: &Value| -> Vec<u8> {
        let levels = value.as_array().into_iter().flatten();
        levels.map(|level| u8::try_from(number(level)).unwrap_or(u8::MAX)).collect()
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let pixel = |value: &Value| <[u8; 4]>::try_from(bytes(value)).expect("four levels");
    Seen {
        error: told["error"].as_str().map(str::to_owned),
        size: [number(&told["size"][0]), number(&told["size"][1])],
        duration_secs: told["duration"].as_f64().unwrap_or(0.0),
        has_ended: told["ended"] == true,
        frames_shown: number(&told["framesShown"]),
        pixels: list(&told["pixels"]).iter().map(|points| list(points).iter().map(pixel).collect()).collect(),
        on_pattern: list(&told["onPattern"])
            .iter()
            .map(|color| <[u8; 3]>::try_from(bytes(color)).expect("three"))
            .collect(),
    }
}

/// Answers the browser until it reports.
fn served(listener: &TcpListener, page: &str, film: &Path) -> Option<Value> {
    listener.set_nonblocking(true).expect("a port that can be polled");
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let Ok((connection, _)) = listener.accept() else {
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        connection.set_nonblocking(false).expect("a connection");
        // A browser that gave up a request is no failure.
        if let Ok(Some(told)) = answer(connection, page, film) {
            return Some(told);
        }
    }
    None
}

/// Answers one request; gives what was reported.
fn answer(connection: TcpStream, page: &str, film: &Path) -> std::io::Result<Option<Value>> {
    connection.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(&connection);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let header = |name: &str| {
        let found =
            lines.iter().find_map(|line| line.split_once(": ").filter(|(own, _)| own.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| value.to_owned())
    };
    let request = lines.first().cloned().unwrap_or_default();
    if request.starts_with("POST /seen") {
        let length = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        reply(&connection, "204 No Content", "text/plain", "", b"")?;
        return Ok(serde_json::from_slice(&body).ok());
    }
    if !request.starts_with("GET /film") {
        let status = if request.starts_with("GET / ") { "200 OK" } else { "404 Not Found" };
        reply(&connection, status, "text/html", "", page.as_bytes())?;
        return Ok(None);
    }
    let bytes = fs::read(film)?;
    let kind = if film.extension().is_some_and(|extension| extension == "webm") { "video/webm" } else { "video/mp4" };
    let first =
        header("range").and_then(|range| range.strip_prefix("bytes=")?.split('-').next()?.parse::<usize>().ok());
    match first.filter(|first| *first < bytes.len()) {
        None => reply(&connection, "200 OK", kind, "Accept-Ranges: bytes\r\n", &bytes)?,
        Some(first) => {
            let range =
                format!("Accept-Ranges: bytes\r\nContent-Range: bytes {first}-{}/{}\r\n", bytes.len() - 1, bytes.len());
            reply(&connection, "206 Partial Content", kind, &range, &bytes[first..])?;
        }
    }
    Ok(None)
}

fn reply(mut connection: &TcpStream, status: &str, kind: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n"
    )?;
    connection.write_all(body)
}
