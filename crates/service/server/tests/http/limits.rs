//! What a key may do, and requests that come again.

use std::time::Duration;

use pavo_store::KeyLimits;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{Answer, request};

fn create(bench: &Bench, key: &str, word: Option<&str>, body: &Value) -> Answer {
    let mut headers = vec![("x-api-key", key), ("content-type", "application/json")];
    headers.extend(word.map(|word| ("Idempotency-Key", word)));
    bench.send("POST", &bench.url("/v1/videos"), &headers, body.to_string())
}

#[test]
fn monthly_quota_ends_with_the_originals_word_and_begins_anew_next_month() {
    let bench = Bench::new();
    let key = bench.limited_key("small", KeyLimits { monthly_videos: Some(2), ..KeyLimits::default() });
    for _ in 0..2 {
        assert_eq!(create(&bench, &key, None, &request("Hello")).status, 200);
    }
    // What is refused is not counted, and deleting gives nothing back.
    for _ in 0..2 {
        let answer = create(&bench, &key, None, &request("Hello"));
        assert_eq!(answer.status, 403);
        assert_eq!(answer.error(), "USAGE_LIMIT_REACHED");
        let list = bench.send("GET", &bench.url("/v1/videos"), &[("x-api-key", &key)], []).json();
        if let Some(id) = list["videos"][0]["video_id"].as_str() {
            bench.send("DELETE", &bench.url(&format!("/v1/videos/{id}")), &[("x-api-key", &key)], []);
        }
    }
    assert_eq!(create(&bench, &bench.key, None, &request("Hello")).status, 200);
    bench.pass_time(Duration::from_secs(31 * 86_400));
    assert_eq!(create(&bench, &key, None, &request("Hello")).status, 200);
}

#[test]
fn quota_holds_under_parallel_requests() {
    let bench = Bench::new();
    let key = bench.limited_key("small", KeyLimits { monthly_videos: Some(3), ..KeyLimits::default() });
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> =
            (0..8).map(|_| scope.spawn(|| create(&bench, &key, None, &request("Hello")).status)).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 3, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 403).count(), 5, "{statuses:?}");
}

#[test]
fn changes_are_limited_by_the_minute_and_reading_is_free() {
    let bench = Bench::new();
    let key = bench.limited_key("slow", KeyLimits { requests_per_minute: Some(2), ..KeyLimits::default() });
    for _ in 0..2 {
        assert_eq!(create(&bench, &key, None, &request("Hello")).status, 200);
    }
    let answer = create(&bench, &key, None, &request("Hello"));
    assert_eq!(answer.status, 429);
    assert!(answer.error().contains("2 times a minute"));
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    for _ in 0..20 {
        assert_eq!(bench.send("GET", &bench.url("/v1/videos"), &[("x-api-key", &key)], []).status, 200);
    }
    assert_eq!(create(&bench, &bench.key, None, &request("Hello")).status, 200);
}

#[test]
fn same_request_with_the_same_word_gives_the_same_video() {
    let bench = Bench::new();
    let first = create(&bench, &bench.key, Some("order-7"), &request("Hello"));
    assert_eq!(first.status, 200);
    assert_eq!(first.header("idempotent-replayed"), "");
    let again = create(&bench, &bench.key, Some("order-7"), &request("Hello"));
    assert_eq!((again.status, again.json()), (200, first.json()));
    assert_eq!(again.header("idempotent-replayed"), "true");

    let other = create(&bench, &bench.key, Some("order-7"), &request("Good evening"));
    assert_eq!((other.status, other.json()["code"].as_str()), (422, Some("idempotency_conflict")));
    assert!(other.error().contains("order-7"));

    let next = create(&bench, &bench.key, Some("order-8"), &request("Hello"));
    assert_ne!(next.json(), first.json());
    // Words are a key's own.
    let key = bench.new_key("other");
    let theirs = create(&bench, &key, Some("order-7"), &request("Hello"));
    assert_ne!(theirs.json(), first.json());
    assert_eq!(bench.get("/v1/videos").json()["videos"].as_array().unwrap().len(), 2);
}

#[test]
fn parallel_requests_with_one_word_give_one_video() {
    let bench = Bench::new();
    let answers: Vec<Value> = std::thread::scope(|scope| {
        let asked: Vec<_> =
            (0..8).map(|_| scope.spawn(|| create(&bench, &bench.key, Some("w"), &request("Hello")).json())).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer["video_id"].is_string()), "{answers:?}");
    assert_eq!(bench.get("/v1/videos").json()["videos"].as_array().unwrap().len(), 1);
}

#[test]
fn word_that_is_none_is_refused() {
    let bench = Bench::new();
    for word in ["", &"x".repeat(256)] {
        let answer = create(&bench, &bench.key, Some(word), &request("Hello"));
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("invalid_idempotency_key")));
    }
    assert_eq!(bench.get("/v1/videos").json()["videos"], json!([]));
}
