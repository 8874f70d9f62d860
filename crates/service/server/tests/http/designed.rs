//! What can be done with a video that is designed: more files, new versions, pictures, events.

use std::io::Read;
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{Answer, config, request};

fn patch(bench: &Bench, id: &str, kind: &str, body: &Value) -> Answer {
    let headers = [("x-api-key", bench.key.as_str()), ("content-type", kind)];
    bench.send("PATCH", &bench.url(&format!("/v1/videos/{id}/scene")), &headers, body.to_string())
}

#[test]
fn more_files_are_made_of_the_scene_that_is_there() {
    let bench = Bench::new();
    let id = bench.create(&request("Hello"));
    let before = bench.finished(&id);
    let body = json!({ "outputs": [config("mp4", "1:1"), config("mp4", "9:16")] });
    let answer = bench.post(&format!("/v1/videos/{id}/exports"), &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["status"], "in-progress");
    assert_eq!(answer.json()["outputs"][0]["status"], "success");
    let after = bench.finished(&id);
    assert_eq!(after["status"], "success");
    let outputs = after["outputs"].as_array().unwrap();
    let ratios: Vec<&str> = outputs.iter().map(|one| one["config"]["aspect_ratio"].as_str().unwrap()).collect();
    assert_eq!(ratios, ["16:9", "1:1", "9:16"]);
    // Nothing was drawn again.
    assert_eq!(bench.studio.renders.load(std::sync::atomic::Ordering::Relaxed), 3);
    let path = |video: &Value| video["outputs"][0]["file_url"].as_str().unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(path(&before), path(&after));
}

#[test]
fn files_that_are_wanted_while_a_video_is_drawn_come_after_the_others() {
    let bench = Bench::new();
    let id = bench.create(&request("hold"));
    bench.held(&id);
    let body = json!({ "outputs": [config("mp4", "1:1")] });
    assert_eq!(bench.post(&format!("/v1/videos/{id}/exports"), &body).status, 200);
    bench.let_go();
    let video = bench.finished(&id);
    assert_eq!(video["status"], "success");
    assert_eq!(video["outputs"].as_array().unwrap().len(), 2);
}

#[test]
fn more_files_are_refused_in_words() {
    let bench = Bench::new();
    let id = bench.create(&request("Hello"));
    bench.finished(&id);
    let path = format!("/v1/videos/{id}/exports");
    let wrong = bench.post(&path, &json!({ "outputs": [{ "format": "avi" }] }));
    assert_eq!(wrong.status, 400);
    assert!(wrong.error().contains("outputs[0].format"));
    let many = json!({ "outputs": vec![config("mp4", "1:1"); 10] });
    for _ in 0..4 {
        assert_eq!(bench.post(&path, &many).status, 200);
    }
    let answer = bench.post(&path, &many);
    assert_eq!(answer.status, 409);
    assert!(answer.error().contains("at most 50"));
    assert_eq!(bench.post("/v1/videos/vid_x/exports", &many).status, 404);
}

#[test]
fn changed_scene_becomes_a_version_of_its_own() {
    let bench = Bench::new();
    let mut body = request("Hello");
    body["outputs"] = json!([config("mp4", "16:9"), config("mp4", "9:16")]);
    let id = bench.create(&body);
    bench.finished(&id);
    let merged = patch(&bench, &id, "application/merge-patch+json", &json!({ "meta": { "title": "Autumn" } }));
    assert_eq!(merged.status, 200, "{}", merged.text());
    let version = merged.json()["video_id"].as_str().unwrap().to_owned();
    assert_ne!(version, id);
    let video = bench.finished(&version);
    assert_eq!(video["status"], "success");
    assert_eq!(video["outputs"].as_array().unwrap().len(), 2);
    let scene = |id: &str| bench.get(&format!("/v1/videos/{id}/scene")).json()["scene"].clone();
    assert_eq!(scene(&version)["meta"]["title"], "Autumn");
    assert_eq!(scene(&id)["meta"]["title"], "Hello");
    let list = bench.get("/v1/videos").json();
    assert_eq!(list["videos"][0]["parent_video_id"], id.as_str());
    assert_eq!(list["videos"][0]["title"], "Autumn");

    let operations = json!([{ "op": "replace", "path": "/scenes/0/dur", "value": 7 }]);
    let operated = patch(&bench, &version, "application/json-patch+json", &operations);
    let third = operated.json()["video_id"].as_str().unwrap().to_owned();
    assert_eq!(scene(&third)["scenes"][0]["dur"], 7);
}

#[test]
fn changes_that_make_no_scene_are_refused_and_nothing_is_queued() {
    let bench = Bench::new();
    let id = bench.create(&request("Hello"));
    bench.finished(&id);
    for (kind, body, status, code, part) in [
        ("application/json", json!([]), 400, "invalid_patch", "must be an object"),
        ("application/json-patch+json", json!({}), 400, "invalid_patch", "list of operations"),
        (
            "application/json-patch+json",
            json!([{ "op": "remove", "path": "/scenes/9" }]),
            409,
            "patch_does_not_fit",
            "/scenes/9",
        ),
        ("application/json", json!({ "scenes": "none" }), 422, "invalid_scene", "/scenes"),
        ("text/plain", json!({}), 415, "unsupported_media_type", "merge-patch"),
    ] {
        let answer = patch(&bench, &id, kind, &body);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)), "{}", answer.text());
        assert!(answer.error().contains(part), "{}", answer.text());
    }
    let broken = [("x-api-key", bench.key.as_str()), ("content-type", "application/json")];
    let answer = bench.send("PATCH", &bench.url(&format!("/v1/videos/{id}/scene")), &broken, "{");
    assert_eq!(answer.json()["code"], "invalid_json");
    assert_eq!(bench.get("/v1/videos").json()["videos"].as_array().unwrap().len(), 1);
}

#[test]
fn pictures_are_answered_with_a_tag_and_wrong_wishes_are_told() {
    let bench = Bench::new();
    let id = bench.create(&request("Hello"));
    bench.finished(&id);
    let path = format!("/v1/videos/{id}/still.png?t=1.2&aspect_ratio=9:16&resolution=720p");
    let answer = bench.get(&path);
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"));
    assert!(answer.text().contains("Still(Some(1.2)), aspect_ratio: R9x16, resolution: P720"), "{}", answer.text());
    let tag = answer.header("etag").to_owned();
    let headers = [("x-api-key", bench.key.as_str()), ("if-none-match", tag.as_str())];
    assert_eq!(bench.send("GET", &bench.url(&path), &headers, []).status, 304);
    let usual = bench.get(&format!("/v1/videos/{id}/still.png"));
    assert!(usual.text().contains("Still(None), aspect_ratio: R16x9, resolution: P1080"));
    let sheet = bench.get(&format!("/v1/videos/{id}/sheet.png"));
    assert!(sheet.text().contains("Sheet, aspect_ratio: R16x9"));

    let wrong = bench.get(&format!("/v1/videos/{id}/still.png?t=-1&aspect_ratio=2:1&resolution=8k"));
    assert_eq!(wrong.status, 400);
    wrong.error();
    let fields = wrong.json()["details"].as_array().unwrap().clone();
    let fields: Vec<&str> = fields.iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["t", "aspect_ratio", "resolution"]);
    let late = bench.get(&format!("/v1/videos/{id}/still.png?t=99"));
    assert_eq!((late.status, late.error()), (409, "too late".to_owned()));
}

#[test]
fn what_needs_a_scene_waits_for_one() {
    let bench = Bench::new();
    let held = bench.create(&request("hold"));
    bench.held(&held);
    let waiting = bench.create(&request("Waits"));
    for (method, path) in [("GET", "still.png"), ("GET", "sheet.png"), ("PATCH", "scene"), ("POST", "exports")] {
        let body = match method {
            "POST" => json!({ "outputs": [config("mp4", "1:1")] }).to_string(),
            "PATCH" => "{}".to_owned(),
            _ => String::new(),
        };
        let headers = [("x-api-key", bench.key.as_str()), ("content-type", "application/json")];
        let answer = bench.send(method, &bench.url(&format!("/v1/videos/{waiting}/{path}")), &headers, body);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (409, Some("not_designed")), "{path}");
    }
}

#[test]
fn events_tell_everything_until_nothing_is_left() {
    let bench = Bench::new();
    let id = bench.create(&request("hold"));
    bench.held(&id);
    let address = bench.base.strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let ask = format!(
        "GET /v1/videos/{id}/events HTTP/1.1\r\nhost: {address}\r\nx-api-key: {}\r\nconnection: close\r\n\r\n",
        bench.key
    );
    std::io::Write::write_all(&mut stream, ask.as_bytes()).unwrap();
    let mut seen = Vec::new();
    let mut chunk = [0; 4096];
    while !String::from_utf8_lossy(&seen).contains("in-progress") {
        let count = stream.read(&mut chunk).unwrap();
        seen.extend_from_slice(&chunk[..count]);
    }
    bench.let_go();
    stream.read_to_end(&mut seen).unwrap();
    let seen = String::from_utf8_lossy(&seen);
    assert!(seen.contains("text/event-stream"), "{seen}");
    let events: Vec<Value> = seen
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    assert_eq!(events[0]["outputs"][0]["progress"], 0.5);
    let last = events.last().unwrap();
    assert_eq!(last["status"], "success");
    assert!(last["outputs"][0]["file_url"].is_string());
    assert!(seen.contains("id: last"));
    let again = [("x-api-key", bench.key.as_str()), ("last-event-id", "last")];
    assert_eq!(bench.send("GET", &bench.url(&format!("/v1/videos/{id}/events")), &again, []).status, 204);
}
