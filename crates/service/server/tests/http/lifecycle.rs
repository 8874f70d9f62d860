//! Full queues, stops, crashes.

use std::sync::atomic::Ordering;

use crate::bench::Bench;
use crate::client::request;

#[test]
fn full_queue_is_said_with_when_to_try_again() {
    let bench = Bench::with_queue(2);
    bench.held(&bench.create(&request("hold")));
    let waiting = [bench.create(&request("one")), bench.create(&request("two"))];
    let refused = bench.post("/v1/videos", &request("three"));
    assert_eq!(refused.status, 503);
    assert_eq!(refused.json()["code"], "queue_full");
    assert!(refused.error().contains("2 videos are waiting"));
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(bench.video(&waiting[1])["stage"], "queued");

    bench.let_go();
    for id in &waiting {
        assert_eq!(bench.finished(id)["status"], "success");
    }
    bench.create(&request("three"));
}

#[test]
fn stopping_server_refuses_new_videos_and_shows_old_ones() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    bench.finished(&id);
    bench.close();
    let refused = bench.post("/v1/videos", &request("late"));
    assert_eq!((refused.status, refused.header("retry-after")), (503, "10"));
    assert!(refused.error().contains("stopping"));
    assert_eq!(bench.send("GET", &bench.url("/healthz"), &[], []).status, 503);
    assert_eq!(bench.video(&id)["status"], "success");
}

#[test]
fn video_under_way_in_a_crash_is_finished_once_after_the_restart() {
    let mut bench = Bench::new();
    let id = bench.create(&request("hold"));
    let waiting = bench.create(&request("Autumn"));
    bench.held(&id);
    bench.crash();
    bench.let_go();
    bench.start();
    assert_eq!(bench.finished(&id)["status"], "success");
    assert_eq!(bench.finished(&waiting)["status"], "success");
    let files = std::fs::read_dir(bench.folder.path().join("files").join(&id)).unwrap();
    assert_eq!(files.count(), 1, "one file and no leftovers");
}

#[test]
fn video_under_way_in_a_stop_is_finished_after_the_restart() {
    let mut bench = Bench::new();
    let id = bench.create(&request("hold"));
    bench.held(&id);
    bench.stop();
    bench.let_go();
    bench.start();
    assert_eq!(bench.finished(&id)["status"], "success");
    assert_eq!(bench.studio.renders.load(Ordering::Relaxed), 2);
}

#[test]
fn finished_videos_outlive_restarts() {
    let mut bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let before = bench.finished(&id);
    let path = |video: &serde_json::Value| {
        let url = video["outputs"][0]["file_url"].as_str().unwrap();
        url.split_once("/files/").unwrap().1.to_owned()
    };
    bench.crash();
    bench.start();
    let old_link = bench.url(&format!("/files/{}", path(&before)));
    assert_eq!(bench.send("GET", &old_link, &[], []).status, 200, "the secret is kept");
    assert_eq!(bench.video(&id)["status"], "success");
    assert_eq!(bench.studio.renders.load(Ordering::Relaxed), 1);
}
