//! Every route against what strangers send: each answer is a JSON error, soon, and never the server's own fault.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use pavo_server::ServerSettings;
use serde_json::Value;

use crate::bench::Bench;
use crate::client::{Answer, Client, request};
use crate::promised::operations;

/// No answer may take longer, on a busy machine.
const SOON: Duration = Duration::from_secs(10);

/// All operations with real ids in their places; those outside of `/v1` too.
fn routes(bench: &Bench, id: &str) -> Vec<(String, String)> {
    let video = bench.video(id);
    let relative = |url: &Value| url.as_str().unwrap().trim_start_matches(&bench.base).to_owned();
    let project = relative(&video["project_url"]);
    let of_contract = operations().into_iter().map(|(method, path)| {
        let path = path.replace("{video_id}", id).replace("{style_id}", "style_none");
        assert!(!path.contains('{'), "{path}: a parameter that this test does not know");
        (method, format!("/v1{path}"))
    });
    let others = [relative(&video["outputs"][0]["file_url"]), project, "/healthz".to_owned()];
    of_contract.chain(others.into_iter().map(|path| ("GET".to_owned(), path))).collect()
}

/// Fails unless an answer refuses as it should.
fn check_refusal(answer: &Answer, allowed: &[u16], place: &str) {
    assert!(allowed.contains(&answer.status), "{place}: {} {}", answer.status, answer.text());
    assert!(answer.json()["error"].is_string(), "{place}: {}", answer.text());
}

/// Sends bytes as they are; status and the rest of what comes back until the server ends or says no more.
fn raw(bench: &Bench, bytes: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(bench.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    // The server may answer and hang up before it was told everything.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let mut part = [0; 8192];
    while let Ok(length @ 1..) = stream.read(&mut part) {
        answer.extend_from_slice(&part[..length]);
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    (
        status.unwrap_or_else(|| panic!("no answer to {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(200)]))),
        answer,
    )
}

fn finished_video(bench: &Bench) -> String {
    let id = bench.create(&request("Autumn"));
    bench.finished(&id);
    id
}

#[test]
fn no_route_of_the_contract_answers_without_a_key_that_works() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let revoked = bench.new_key("gone");
    pavo_store::KeyRing::open(bench.folder.path()).unwrap().revoke("gone").unwrap();
    let long = "x".repeat(5000);
    let mut told = BTreeSet::new();
    for (method, path) in routes(&bench, &id).into_iter().filter(|(_, path)| path.starts_with("/v1")) {
        for key in
            [None, Some(""), Some("pavo_0000"), Some(revoked.as_str()), Some(long.as_str()), Some("pavo_' OR 1=1 --")]
        {
            let headers: Vec<(&str, &str)> = key.map(|key| ("x-api-key", key)).into_iter().collect();
            let answer = bench.send(&method, &bench.url(&path), &headers, []);
            check_refusal(&answer, &[401], &format!("{method} {path} with {key:?}"));
            told.insert(answer.text());
        }
    }
    assert_eq!(told.len(), 2, "a missing key and a bad one are told, and nothing else: {told:?}");
}

#[test]
fn ids_of_another_key_are_answered_like_unknown_ones_on_every_route() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let other = Client::new(&bench.base, &bench.new_key("other"));
    let headers = [("x-api-key", other.key.as_str()), ("content-type", "application/json")];
    let mut looked_at = 0;
    for (method, path) in routes(&bench, &id).into_iter().filter(|(_, path)| path.contains(&format!("/videos/{id}"))) {
        if !path.starts_with("/v1") {
            continue;
        }
        let body = if matches!(method.as_str(), "POST" | "PATCH") { "[]" } else { "" };
        let theirs = other.send(&method, &other.url(&path), &headers, body);
        let unknown = other.send(&method, &other.url(&path.replace(&id, "vid_unknown")), &headers, body);
        check_refusal(&theirs, &[404], &format!("{method} {path}"));
        assert_eq!((theirs.status, theirs.body), (unknown.status, unknown.body), "{method} {path}");
        looked_at += 1;
    }
    assert!(looked_at >= 9, "{looked_at}");
    assert_eq!(bench.video(&id)["status"], "success", "it is untouched");
}

#[test]
fn altered_and_expired_links_are_refused_with_the_headers_of_good_ones() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let good = bench.video(&id)["outputs"][0]["file_url"].as_str().unwrap().to_owned();
    let (path, query) = good.split_once('?').unwrap();
    let (exp, sig) = query.split_once('&').unwrap();
    let later = format!("exp={}", exp[4..].parse::<i64>().unwrap() + 1);
    let other_letter = if sig.ends_with('A') { "Q" } else { "A" };
    for url in [
        path.to_owned(),
        format!("{path}?{exp}"),
        format!("{path}?{sig}"),
        format!("{path}?{later}&{sig}"),
        format!("{path}?{exp}&{}{other_letter}", &sig[..sig.len() - 1]),
        format!("{path}?{exp}&sig="),
        format!("{path}?{exp}&sig=%00"),
        format!("{path}?exp=x&{sig}"),
        format!("{path}?exp=99999999999999999999999&{sig}"),
        format!("{path}?{exp}&{exp}&{sig}"),
        good.replace("/0/", "/1/"),
        good.replace(".mp4", ".mov"),
    ] {
        let answer = bench.send("GET", &url, &[], []);
        check_refusal(&answer, &[403, 404], &url);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{url}");
    }
    bench.pass_time(Duration::from_secs(25 * 60 * 60));
    let answer = bench.send("GET", &good, &[], []);
    check_refusal(&answer, &[403], &good);
    assert_eq!(answer.json()["code"], "link_expired");
}

#[test]
fn tricks_with_paths_lead_nowhere() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let key = bench.key.clone();
    let file = bench.video(&id)["outputs"][0]["file_url"].as_str().unwrap().trim_start_matches(&bench.base).to_owned();
    let long = format!("/v1/videos/{}", "x".repeat(20_000));
    let mut paths = vec![long, "/..".to_owned(), "//".to_owned(), "/%".to_owned(), "/v1/videos/%ff%fe".to_owned()];
    for root in ["/v1/videos", "/v1/styles", "/files", "/uploads", "/projects", "/assets", "/v1", ""] {
        for trick in [
            "/../../pavo.db",
            "/%2e%2e/%2e%2e/pavo.db",
            "/..%2f..%2fpavo.db",
            "/%2e%2e%2fpavo.db",
            "/..%5cpavo.db",
            "/%00",
            "/a%00b",
            "//etc/passwd",
            "/./x",
            "/%252e%252e/pavo.db",
            "/%c0%ae%c0%ae/pavo.db",
            "/a/0/..%2f..%2f..%2fpavo.db",
        ] {
            paths.push(format!("{root}{trick}"));
        }
    }
    paths.push(file.replace("/files/", "/files/%2e%2e/files/"));
    paths.push(file.replace("/files/", "//files/"));
    for path in paths {
        let head = format!("GET {path} HTTP/1.1\r\nhost: a\r\nx-api-key: {key}\r\nconnection: close\r\n\r\n");
        let (status, answer) = raw(&bench, head.as_bytes());
        let shown = &path[..path.len().min(100)];
        assert!([403, 404].contains(&status), "{shown}: {status}");
        assert!(answer.contains("\"error\":"), "{shown}: {answer}");
    }
}

#[test]
fn bodies_of_every_wrong_kind_are_refused_on_every_route_that_takes_one() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let large = vec![b' '; (1 << 20) + 1];
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    let bodies: [(&str, Vec<u8>, &[u16]); 8] = [
        ("application/json", large, &[400, 413]),
        ("application/json", deep, &[400]),
        ("application/json", b"{".to_vec(), &[400]),
        ("application/json", b"\"\xff\xfe\"".to_vec(), &[400]),
        ("application/json", b"{\"prompt\":1,\"prompt\":[],\"outputs\":1,\"name\":1,\"name\":2}".to_vec(), &[400]),
        ("application/json", b"null".to_vec(), &[400]),
        ("text/plain", b"hello".to_vec(), &[400, 415]),
        ("multipart/form-data; boundary=x", b"--x\r\n\xff\xfe".to_vec(), &[400, 415]),
    ];
    for (method, path) in routes(&bench, &id)
        .into_iter()
        .filter(|(method, path)| matches!(method.as_str(), "POST" | "PATCH") && !path.ends_with("/cancel"))
    {
        for (content_type, body, allowed) in &bodies {
            // For a merge patch it is an object like any other.
            if method == "PATCH" && body.starts_with(b"{\"prompt") {
                continue;
            }
            let headers = [("x-api-key", bench.key.as_str()), ("content-type", content_type)];
            let began = Instant::now();
            let answer = bench.send(&method, &bench.url(&path), &headers, body.clone());
            let shown = String::from_utf8_lossy(&body[..body.len().min(30)]).into_owned();
            check_refusal(&answer, allowed, &format!("{method} {path} {content_type} {shown:?}"));
            assert!(began.elapsed() < SOON, "{method} {path}");
        }
        // The same amount without saying how much it is.
        let mut chunked = format!(
            "{method} {path} HTTP/1.1\r\nhost: a\r\nx-api-key: {}\r\ncontent-type: application/json\r\n\
             transfer-encoding: chunked\r\nconnection: close\r\n\r\n",
            bench.key
        )
        .into_bytes();
        for _ in 0..20 {
            chunked.extend_from_slice(format!("{:x}\r\n{}\r\n", 1 << 16, " ".repeat(1 << 16)).as_bytes());
        }
        chunked.extend_from_slice(b"0\r\n\r\n");
        let (status, answer) = raw(&bench, &chunked);
        assert!([400, 413].contains(&status) && answer.contains("\"error\":"), "{method} {path}: {status}");
    }
}

#[test]
fn methods_that_a_route_does_not_take_are_refused_and_listed() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let known: BTreeSet<(String, String)> = routes(&bench, &id).into_iter().collect();
    for (_, path) in &known {
        for method in ["PUT", "TRACE", "PATCH", "DELETE"] {
            if known.contains(&(method.to_owned(), path.clone())) {
                continue;
            }
            let answer = bench.send(method, &bench.url(path), &[("x-api-key", &bench.key)], []);
            check_refusal(&answer, &[405], &format!("{method} {path}"));
            assert!(!answer.header("allow").is_empty(), "{method} {path} lists no methods");
        }
    }
}

#[test]
fn what_browsers_show_is_guarded() {
    let bench = Bench::new();
    let id = finished_video(&bench);
    let video = bench.video(&id);
    let page = bench.send("GET", video["project_url"].as_str().unwrap(), &[], []);
    assert!(page.header("content-security-policy").contains("default-src 'none'"), "{:?}", page.headers);
    let file = bench.send("GET", video["outputs"][0]["file_url"].as_str().unwrap(), &[], []);
    for (answer, name) in [(&page, "page"), (&file, "file")] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
    }
    assert_eq!(file.header("access-control-allow-origin"), "*");
    // Answers that need a key are for programs, not for pages of others.
    let answer =
        bench.send("GET", &bench.url("/v1/videos"), &[("x-api-key", &bench.key), ("origin", "https://a.example")], []);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[test]
fn answer_to_a_bad_key_does_not_wait_for_a_body_that_drips() {
    let bench = Bench::new();
    let head = "POST /v1/videos HTTP/1.1\r\nhost: a\r\nx-api-key: pavo_no\r\ncontent-length: 1000\r\n\r\n{";
    let began = Instant::now();
    let (status, _) = raw(&bench, head.as_bytes());
    assert_eq!(status, 401);
    assert!(began.elapsed() < SOON * 2);
}

#[test]
fn bodies_that_never_end_are_given_up_with_an_answer_and_others_are_served_meanwhile() {
    const TIME: Duration = Duration::from_millis(600);
    let mut bench = Bench::new();
    let id = finished_video(&bench);
    bench.stop();
    bench.start_with(|settings| ServerSettings { request_time: TIME, ..settings });
    let taking = routes(&bench, &id).into_iter().filter(|(method, path)| {
        let reads = ["/cancel", "/still.png", "/sheet.png"].iter().all(|end| !path.ends_with(end));
        ["POST", "PATCH"].contains(&method.as_str()) && reads
    });
    let routes: Vec<(String, String)> = taking.chain([("POST".to_owned(), "/mcp".to_owned())]).collect();
    assert!(routes.len() >= 5, "{routes:?}");
    // Each sends a byte now and then of a body that it said is longer, with a key that is good.
    let began = Instant::now();
    let (address, key) = (bench.base.trim_start_matches("http://").to_owned(), bench.key.clone());
    let clients: Vec<_> = routes
        .iter()
        .map(|(method, path)| {
            let kind = if path == "/v1/files" { "multipart/form-data; boundary=b" } else { "application/json" };
            let head = format!(
                "{method} {path} HTTP/1.1\r\nhost: a\r\nx-api-key: {key}\r\ncontent-type: {kind}\r\n\
                accept: application/json, text/event-stream\r\ncontent-length: 500\r\n\r\n"
            );
            let address = address.clone();
            std::thread::spawn(move || {
                let mut stream = TcpStream::connect(address).unwrap();
                stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
                stream.write_all(head.as_bytes()).unwrap();
                let mut answer = [0; 2048];
                while began.elapsed() < SOON {
                    let _ = stream.write_all(b"-");
                    if let Ok(length @ 1..) = stream.read(&mut answer) {
                        return String::from_utf8_lossy(&answer[..length]).into_owned();
                    }
                }
                String::new()
            })
        })
        .collect();
    let polled = Instant::now();
    assert_eq!(bench.get(&format!("/v1/videos/{id}")).status, 200);
    assert!(polled.elapsed() < TIME, "{:?}", polled.elapsed());
    for (client, (method, path)) in clients.into_iter().zip(&routes) {
        let answer = client.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("\"timeout\""), "{method} {path}: {answer:?}");
    }
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn methods_of_ones_own_are_no_figures_of_their_own() {
    let bench = Bench::new();
    for number in 0..20 {
        let head = format!("ODD{number} /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        assert!(raw(&bench, head.as_bytes()).0 >= 400);
    }
    let text = bench.send("GET", &bench.url("/metrics"), &[], []).text();
    assert!(!text.contains("ODD") && text.contains("method=\"other\""), "{text}");
}
