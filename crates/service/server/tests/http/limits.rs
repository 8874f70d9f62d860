//! What a key may do, and requests that come again.

use std::time::{Duration, Instant};

use pavo_store::KeyLimits;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{Answer, config, request};

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
fn request_that_comes_again_has_its_answer_although_its_style_is_gone() {
    let bench = Bench::new();
    let style = bench.post("/v1/styles", &json!({ "name": "Harbour" })).json()["style_id"].clone();
    let mut body = request("Hello");
    body["style_id"] = style.clone();
    let first = create(&bench, &bench.key, Some("order-9"), &body);
    assert_eq!(first.status, 200, "{}", first.text());
    let gone = bench.url(&format!("/v1/styles/{}", style.as_str().unwrap()));
    assert_eq!(bench.send("DELETE", &gone, &[("x-api-key", &bench.key)], []).status, 204);
    let again = create(&bench, &bench.key, Some("order-9"), &body);
    assert_eq!((again.status, again.json()), (200, first.json()));
    assert_eq!(create(&bench, &bench.key, Some("order-10"), &body).status, 404);
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

#[test]
fn more_files_wait_in_the_same_queue_as_videos() {
    let bench = Bench::with_queue(1);
    let id = bench.create(&request("Autumn"));
    bench.finished(&id);
    bench.held(&bench.create(&request("hold")));
    bench.create(&request("waits"));
    let more = bench.post(&format!("/v1/videos/{id}/exports"), &json!({ "outputs": [config("mp4", "1:1")] }));
    assert_eq!((more.status, more.json()["code"].as_str()), (503, Some("queue_full")), "{}", more.text());
    assert!(!more.header("retry-after").is_empty());
    assert_eq!(bench.video(&id)["status"], "success", "it stays as it was");
}

#[test]
fn pictures_are_drawn_so_often_a_minute_as_something_is_changed() {
    let bench = Bench::new();
    let key = bench.limited_key("small", KeyLimits { requests_per_minute: Some(2), ..KeyLimits::default() });
    let id = create(&bench, &key, None, &request("Autumn")).json()["video_id"].as_str().unwrap().to_owned();
    let ask = |path: &str| bench.send("GET", &bench.url(path), &[("x-api-key", &key)], []).status;
    let began = Instant::now();
    while ask(&format!("/v1/videos/{id}/scene")) != 200 {
        assert!(began.elapsed() < Duration::from_secs(10));
    }
    let still = format!("/v1/videos/{id}/still.png");
    assert_eq!([ask(&still), ask(&still)], [200, 429]);
    assert_eq!(ask(&format!("/v1/videos/{id}")), 200, "looking is free");
}

#[test]
fn lists_beyond_all_measure_are_refused_at_once() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let entries = vec![json!({}); 300_000];
    let began = Instant::now();
    for (path, list) in [
        ("/v1/videos".to_owned(), "outputs"),
        ("/v1/videos".to_owned(), "assets"),
        (format!("/v1/videos/{id}/exports"), "outputs"),
        ("/v1/styles".to_owned(), "colors"),
    ] {
        let mut body = request("Autumn");
        body[list] = json!(entries);
        let refused = bench.post(&path, &body);
        assert_eq!(refused.status, 400, "{path} {list}: {}", refused.text());
        assert!(refused.error().contains("300000 entries") && refused.text().len() < 2000, "{}", refused.text());
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
