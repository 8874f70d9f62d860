//! Webhooks: the end of a video is told, signed, until it is heard.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use data_encoding::BASE64;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::bench::Bench;
use crate::client::request;

/// What was heard once.
#[derive(Debug)]
struct Heard {
    head: String,
    body: String,
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        let found = self.head.lines().filter_map(|line| line.split_once(": "));
        found.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// An address that answers with one status after the other, the last one for ever.
fn listener(statuses: Vec<u16>) -> (String, Receiver<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/heard", listener.local_addr().unwrap());
    let (sender, heard) = channel();
    std::thread::spawn(move || {
        let mut statuses = statuses.into_iter().peekable();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut read = Vec::new();
            let mut chunk = [0; 4096];
            let (head, body) = loop {
                let count = stream.read(&mut chunk).unwrap();
                read.extend_from_slice(&chunk[..count]);
                let text = String::from_utf8_lossy(&read).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let heard = Heard { head: head.to_owned(), body: body.to_owned() };
                if body.len() >= heard.header("content-length").parse::<usize>().unwrap() {
                    break (heard.head, heard.body);
                }
            };
            let status = if statuses.len() > 1 { statuses.next() } else { statuses.peek().copied() }.unwrap();
            let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).unwrap();
            if sender.send(Heard { head, body }).is_err() {
                return;
            }
        }
    });
    (url, heard)
}

fn create(bench: &Bench, prompt: &str, url: &str) -> String {
    let mut body = request(prompt);
    body["webhook_url"] = json!(url);
    bench.create(&body)
}

fn next(heard: &Receiver<Heard>) -> Heard {
    heard.recv_timeout(Duration::from_secs(20)).unwrap()
}

#[test]
fn end_is_told_once_with_the_video_and_a_signature_that_holds() {
    let bench = Bench::new();
    let (url, heard) = listener(vec![204]);
    let id = create(&bench, "Hello", &url);
    let told = next(&heard);
    assert!(told.head.starts_with("POST /heard "));
    assert_eq!(told.header("content-type"), "application/json");
    let message = told.json();
    assert_eq!(message["type"], "video.succeeded");
    assert_eq!(message["data"]["video_id"], id.as_str());
    assert_eq!(message["data"]["status"], "success");
    let file = message["data"]["outputs"][0]["file_url"].as_str().unwrap();
    assert_eq!(bench.send("GET", file, &[], []).body.len(), 1000);

    // As the specification says it: HMAC-SHA256 of id, time and body under the decoded secret.
    let ring = pavo_store::KeyRing::open(bench.folder.path()).unwrap();
    let secret = ring.webhook_secret(&ring.list().unwrap()[0].id).unwrap();
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{}", told.header("webhook-id"), told.header("webhook-timestamp"), told.body).as_bytes());
    let expected = format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()));
    assert_eq!(told.header("webhook-signature"), expected);
    assert!(heard.recv_timeout(Duration::from_secs(2)).is_err(), "it was told twice");
}

#[test]
fn what_is_not_heard_is_told_again_under_the_same_id() {
    let mut bench = Bench::new();
    let (url, heard) = listener(vec![500, 302, 200]);
    create(&bench, "Hello", &url);
    let first = next(&heard);
    assert!(heard.recv_timeout(Duration::from_secs(1)).is_err(), "it waits before it is told again");
    bench.pass_time(Duration::from_secs(6));
    let second = next(&heard);
    // Also by a server that was started anew, and even one that stopped before it could record the answer: then its lease
    // of a minute passes first.
    bench.stop();
    bench.pass_time(Duration::from_secs(61));
    bench.start();
    let third = next(&heard);
    assert!(first.header("webhook-id").starts_with("msg_"));
    assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
    assert_eq!(first.header("webhook-id"), third.header("webhook-id"));
    bench.pass_time(Duration::from_secs(86_400));
    assert!(heard.recv_timeout(Duration::from_secs(2)).is_err(), "it was heard");
}

#[test]
fn failures_and_cancelling_are_told_too() {
    let bench = Bench::new();
    let (url, heard) = listener(vec![200]);
    create(&bench, "panic", &url);
    assert_eq!(next(&heard).json()["type"], "video.failed");
    let held = create(&bench, "hold", &url);
    bench.held(&held);
    bench.post(&format!("/v1/videos/{held}/cancel"), &json!({}));
    let told = next(&heard).json();
    assert_eq!(
        (told["type"].as_str(), told["data"]["outputs"][0]["error_code"].as_str()),
        (Some("video.failed"), Some("cancelled"))
    );
}

#[test]
fn more_files_end_a_video_once_more() {
    let bench = Bench::new();
    let (url, heard) = listener(vec![200]);
    let id = create(&bench, "Hello", &url);
    let first = next(&heard);
    let more = json!({ "outputs": [crate::client::config("mp4", "1:1")] });
    assert_eq!(bench.post(&format!("/v1/videos/{id}/exports"), &more).status, 200);
    let second = next(&heard);
    assert_ne!(first.header("webhook-id"), second.header("webhook-id"));
    assert_eq!(second.json()["data"]["outputs"].as_array().unwrap().len(), 2);
}

#[test]
fn address_of_another_form_is_refused() {
    let bench = Bench::new();
    for url in ["ftp://a.example/x", "http://user:word@a.example/", "nowhere"] {
        let mut body = request("Hello");
        body["webhook_url"] = json!(url);
        let answer = bench.post("/v1/videos", &body);
        assert_eq!(answer.status, 400, "{url}");
        assert!(answer.error().starts_with("webhook_url:"), "{}", answer.text());
    }
}
