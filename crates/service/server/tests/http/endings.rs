//! Lists, cancelling and deleting.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{Answer, config, request};

fn delete(bench: &Bench, id: &str) -> Answer {
    bench.send("DELETE", &bench.url(&format!("/v1/videos/{id}")), &[("x-api-key", &bench.key)], [])
}

fn cancel(bench: &Bench, id: &str) -> Value {
    let answer = bench.post(&format!("/v1/videos/{id}/cancel"), &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn ids(page: &Value) -> Vec<String> {
    let videos = page["videos"].as_array().unwrap();
    videos.iter().map(|video| video["video_id"].as_str().unwrap().to_owned()).collect()
}

/// Whether anything is stored of a video, once the worker that had it has noticed.
fn is_cleared(bench: &Bench, id: &str) -> bool {
    let folder = bench.folder.path().join("files").join(id);
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) {
        let is_empty = std::fs::read_dir(&folder).map_or(true, |mut entries| entries.next().is_none());
        if is_empty {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

#[test]
fn pages_hold_each_video_once_and_the_newest_first() {
    let bench = Bench::new();
    let made: Vec<String> = (0..5)
        .map(|index| {
            bench.pass_time(Duration::from_secs(u64::from(index % 2 == 0)));
            bench.create(&request(&format!("Film {index}")))
        })
        .collect();
    let mut found = Vec::new();
    let mut path = "/v1/videos?limit=2".to_owned();
    let mut sizes = Vec::new();
    loop {
        let page = bench.get(&path).json();
        sizes.push(ids(&page).len());
        found.extend(page["videos"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/videos?limit=2&cursor={cursor}");
    }
    assert_eq!(sizes, [2, 2, 1]);
    let times: Vec<&str> = found.iter().map(|video| video["created_at"].as_str().unwrap()).collect();
    assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "{times:?}");
    let mut listed: Vec<&str> = found.iter().map(|video| video["video_id"].as_str().unwrap()).collect();
    listed.sort_unstable();
    let mut made: Vec<&str> = made.iter().map(String::as_str).collect();
    made.sort_unstable();
    assert_eq!(listed, made);
    assert_eq!(found[4]["prompt"], "Film 0");
    assert_eq!(found[4]["outputs"][0]["config"], config("mp4", "16:9"));
}

#[test]
fn list_is_the_keys_own_and_its_query_is_checked() {
    let bench = Bench::new();
    bench.create(&request("Mine"));
    let other = bench.new_key("other");
    let theirs = bench.send("GET", &bench.url("/v1/videos"), &[("x-api-key", &other)], []);
    assert_eq!(theirs.json(), json!({ "videos": [], "next_cursor": null }));
    for (query, fields) in [
        ("limit=0", vec!["limit"]),
        ("limit=101", vec!["limit"]),
        ("limit=many&cursor=%00", vec!["limit", "cursor"]),
        ("cursor=AAAA", vec!["cursor"]),
    ] {
        let answer = bench.get(&format!("/v1/videos?{query}"));
        // A cursor is read by whoever gave it out: another one leads nowhere.
        assert_eq!(answer.status, if query == "cursor=AAAA" { 404 } else { 400 }, "{query}");
        answer.error();
        let answer = answer.json();
        let named: Vec<&str> =
            answer["details"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(named, fields, "{query}");
    }
    assert_eq!(bench.get("/v1/videos?limit=1&limit=2").status, 400);
}

#[test]
fn cancelling_ends_what_is_unfinished_and_frees_the_worker() {
    let bench = Bench::new();
    let mut body = request("hold");
    body["outputs"] = json!([config("mp4", "16:9"), config("mp4", "9:16")]);
    let held = bench.create(&body);
    bench.held(&held);
    let waiting = bench.create(&request("Never begun"));
    let next = bench.create(&request("Goes on"));

    for id in [&waiting, &held] {
        let video = cancel(&bench, id);
        assert_eq!(video["status"], "failed");
        for output in video["outputs"].as_array().unwrap() {
            assert_eq!(output["error_code"], "cancelled");
            assert_eq!(output["error"], "cancelled on request");
        }
        assert_eq!(bench.video(id), video);
        assert_eq!(cancel(&bench, id), video, "asking again changes nothing");
    }
    assert_eq!(bench.finished(&next)["status"], "success");
    assert!(is_cleared(&bench, &held));
    assert_eq!(bench.video(&held)["outputs"][0]["error_code"], "cancelled");
}

#[test]
fn cancelling_leaves_finished_files_alone() {
    let bench = Bench::new();
    let id = bench.create(&request("Done"));
    let video = bench.finished(&id);
    let after = cancel(&bench, &id);
    assert_eq!(after["status"], "success");
    let url = video["outputs"][0]["file_url"].as_str().unwrap();
    assert_eq!(bench.send("GET", url, &[], []).status, 200);
}

#[test]
fn deleting_removes_video_and_files_also_while_it_is_drawn() {
    let bench = Bench::new();
    let id = bench.create(&request("Done"));
    let url = bench.finished(&id)["outputs"][0]["file_url"].as_str().unwrap().to_owned();
    let page = bench.video(&id)["project_url"].as_str().unwrap().to_owned();
    let held = bench.create(&request("hold"));
    bench.held(&held);
    for id in [&id, &held] {
        assert_eq!(delete(&bench, id).status, 204);
        assert_eq!(delete(&bench, id).status, 404);
        assert_eq!(bench.get(&format!("/v1/videos/{id}")).status, 404);
        assert!(is_cleared(&bench, id));
    }
    assert_eq!(bench.send("GET", &url, &[], []).status, 404);
    assert_eq!(bench.send("GET", &page, &[], []).status, 404);
    assert_eq!(ids(&bench.get("/v1/videos").json()), [] as [&str; 0]);
    let next = bench.create(&request("Goes on"));
    assert_eq!(bench.finished(&next)["status"], "success");
}

#[test]
fn videos_of_other_keys_cannot_be_ended() {
    let bench = Bench::new();
    let id = bench.create(&request("Mine"));
    bench.finished(&id);
    let other = bench.new_key("other");
    let path = bench.url(&format!("/v1/videos/{id}"));
    let theirs = [("x-api-key", other.as_str())];
    for answer in [bench.send("DELETE", &path, &theirs, []), bench.send("POST", &format!("{path}/cancel"), &theirs, [])]
    {
        assert_eq!(answer.status, 404);
        assert_eq!(answer.error(), "Video/job not found");
    }
    assert_eq!(bench.video(&id)["status"], "success");
}

#[test]
fn files_of_videos_that_are_no_longer_recorded_are_removed_at_the_next_start() {
    let mut bench = Bench::new();
    let id = bench.create(&request("Stays"));
    bench.finished(&id);
    bench.stop();
    let files = bench.folder.path().join("files");
    std::fs::create_dir(files.join("vid_gone")).unwrap();
    std::fs::write(files.join("vid_gone/0-1.mp4"), "x").unwrap();
    bench.start();
    assert!(!files.join("vid_gone").exists());
    assert!(files.join(&id).exists());
}
