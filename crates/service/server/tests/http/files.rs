//! Links to files: for anyone who has one, for a day.

use std::time::Duration;

use crate::bench::Bench;
use crate::client::{Answer, request};

/// A bench with one finished file, and its link.
fn bench_with_file(prompt: &str) -> (Bench, String) {
    let bench = Bench::new();
    let video = bench.finished(&bench.create(&request(prompt)));
    let url = video["outputs"][0]["file_url"].as_str().unwrap().to_owned();
    (bench, url)
}

fn part(bench: &Bench, url: &str, headers: &[(&str, &str)]) -> Answer {
    bench.send("GET", url, headers, [])
}

#[test]
fn file_is_sent_whole_without_key_or_redirect() {
    let (bench, url) = bench_with_file("Autumn menu launch");
    let answer = bench.send("GET", &url, &[], []);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body.len(), 1000);
    for (name, value) in [
        ("content-type", "video/mp4"),
        ("content-length", "1000"),
        ("accept-ranges", "bytes"),
        ("access-control-allow-origin", "*"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "inline; filename=\"autumn-menu-launch-16x9-1080p-30fps.mp4\""),
    ] {
        assert_eq!(answer.header(name), value);
    }
    let saved = bench.send("GET", &format!("{url}&download=1"), &[], []);
    assert!(saved.header("content-disposition").starts_with("attachment"));
}

#[test]
fn head_tells_the_size_and_sends_nothing() {
    let (bench, url) = bench_with_file("Autumn");
    let answer = bench.send("HEAD", &url, &[], []);
    assert_eq!((answer.status, answer.header("content-length")), (200, "1000"));
    assert!(answer.body.is_empty());
}

#[test]
fn ranges_give_those_bytes() {
    let (bench, url) = bench_with_file("Autumn");
    let whole = part(&bench, &url, &[]).body;
    for (range, first, last) in
        [("bytes=0-99", 0, 99), ("bytes=900-", 900, 999), ("bytes=-1", 999, 999), ("bytes=500-5000", 500, 999)]
    {
        let answer = part(&bench, &url, &[("range", range)]);
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(answer.body, &whole[first..=last], "{range}");
        let expected = format!("bytes {first}-{last}/1000");
        assert_eq!(answer.header("content-range"), expected);
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    }
    let beyond = part(&bench, &url, &[("range", "bytes=1000-")]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, "bytes */1000"));
    assert!(beyond.error().contains("1000 bytes"));
    let odd = part(&bench, &url, &[("range", "bytes=zero-one")]);
    assert_eq!((odd.status, odd.body.len()), (200, 1000));
}

#[test]
fn range_of_another_file_gives_the_whole_one() {
    let (bench, url) = bench_with_file("Autumn");
    let etag = part(&bench, &url, &[]).header("etag").to_owned();
    let range = ("range", "bytes=0-9");
    let same = part(&bench, &url, &[range, ("if-range", &etag)]);
    assert_eq!((same.status, same.body.len()), (206, 10));
    let other = part(&bench, &url, &[range, ("if-range", "\"other\"")]);
    assert_eq!((other.status, other.body.len()), (200, 1000));
    let known = part(&bench, &url, &[("if-none-match", &etag)]);
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[test]
fn changed_links_are_refused() {
    let (bench, url) = bench_with_file("Autumn");
    let other = bench.finished(&bench.create(&request("Autumn")));
    let other_id = other["video_id"].as_str().unwrap();
    let (base, query) = url.split_once('?').unwrap();
    let (exp, sig) = query.split_once('&').unwrap();
    let exp_secs: u64 = exp.strip_prefix("exp=").unwrap().parse().unwrap();
    let id = base.split('/').find(|part| part.starts_with("vid_")).unwrap();
    let flipped = if sig.ends_with('A') { "E" } else { "A" };
    let shorter = &sig[..sig.len() - 1];
    for link in [
        base.to_owned(),
        format!("{base}?{exp}"),
        format!("{base}?{sig}"),
        format!("{base}?exp={}&{sig}", exp_secs + 1),
        format!("{base}?exp=soon&{sig}"),
        format!("{base}?{exp}&{shorter}"),
        format!("{base}?{exp}&{shorter}{flipped}"),
        format!("{base}?{exp}&sig="),
        url.replace(id, other_id),
        url.replace("/0/", "/1/"),
        url.replace(".mp4", ".exe"),
    ] {
        let answer = bench.send("GET", &link, &[], []);
        assert_eq!(answer.status, 403, "{link}");
        assert!(answer.error().contains("incomplete or was changed"));
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[test]
fn links_end_after_a_day_and_every_reading_gives_a_fresh_one() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let link = |video: &serde_json::Value| {
        let url = &video["outputs"][0]["file_url"];
        url.as_str().unwrap().to_owned()
    };
    let old = link(&bench.finished(&id));
    bench.pass_time(Duration::from_secs(24 * 3600 - 60));
    assert_eq!(bench.send("GET", &old, &[], []).status, 200);
    bench.pass_time(Duration::from_secs(120));
    let expired = bench.send("GET", &old, &[], []);
    assert_eq!(expired.status, 403);
    assert!(expired.error().contains("expired"));
    let fresh = link(&bench.video(&id));
    assert_ne!(fresh, old);
    assert_eq!(bench.send("GET", &fresh, &[], []).status, 200);
}

#[test]
fn browsers_may_ask_for_ranges_from_anywhere() {
    let (bench, url) = bench_with_file("Autumn");
    let headers = [
        ("origin", "https://elsewhere.example"),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "range"),
    ];
    let answer = bench.send("OPTIONS", &url, &headers, []);
    assert_eq!(answer.status, 204);
    assert!(answer.header("access-control-allow-headers").contains("Range"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}

#[test]
fn prompt_cannot_change_the_headers() {
    let (bench, url) = bench_with_file("\"; x=\r\nSet-Cookie: a=b; ../../é");
    let answer = bench.send("GET", &url, &[], []);
    assert_eq!(answer.status, 200);
    assert!(answer.headers.get("set-cookie").is_none());
    let name = answer.header("content-disposition");
    assert_eq!(name, "inline; filename=\"x-set-cookie-a-b-16x9-1080p-30fps.mp4\"");
}
