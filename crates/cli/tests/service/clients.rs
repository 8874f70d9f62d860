//! What programs written for the original API depend on, by ordinary HTTP clients of three languages.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::process::{Client, Service, measure, request, small};

fn member<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("no text {name} in {value}"))
}

fn size_of(client: &Client, service: &Service, output: &Value) -> String {
    let file = service.folder.path().join("film");
    std::fs::write(&file, client.download(&output["file_url"]).body).unwrap();
    measure(&file)
}

/// Fails unless a video is as a typed client reads it.
fn check_types(video: &Value) {
    const STATUSES: [&str; 3] = ["in-progress", "success", "failed"];
    member(video, "video_id");
    assert!(STATUSES.contains(&member(video, "status")), "{video}");
    for output in video["outputs"].as_array().unwrap() {
        assert!(STATUSES.contains(&member(output, "status")), "{video}");
        for name in ["format", "aspect_ratio", "fps", "resolution"] {
            member(&output["config"], name);
        }
        assert!(output["file_url"].is_null() || output["file_url"].is_string(), "{video}");
        assert!(output.get("error").is_none_or(Value::is_string), "{video}");
    }
}

#[test]
fn rust_client_finds_what_it_depends_on() {
    let service = Service::start(&[], "info");
    let client = service.client("rust");

    // 6: read right after it was posted; the page is there before the file. 2: typed.
    let made = client.create(&request("\"Hello\""));
    let id = member(&made, "video_id");
    check_types(&client.get(&format!("/v1/videos/{id}")).json());
    let page = client.download(&made["project_url"]);
    assert!(String::from_utf8_lossy(&page.body).contains("<html"));

    // 1: the file without a key and without a redirect.
    let video = client.finished(id);
    check_types(&video);
    let file = client.download(&video["outputs"][0]["file_url"]);
    assert_eq!(file.headers["content-length"].to_str().unwrap(), file.body.len().to_string());
    assert_eq!(size_of(&client, &service, &video["outputs"][0]), "360,360,24");

    // 2: errors are JSON.
    for (answer, status) in
        [(client.get("/v1/videos/vid_nobody"), 404), (client.post("/v1/videos", &json!({ "prompt": "x" })), 400)]
    {
        assert_eq!(answer.status, status);
        member(&answer.json(), "error");
    }

    // 3: several in parallel. 4: the first output with a file.
    let ids: Vec<String> = std::thread::scope(|scope| {
        let post = |number: usize| {
            let client = &client;
            move || {
                let mut body = request(&format!("\"Job {number}\""));
                body["outputs"] = json!([small("mp4", "1:1"), small("gif", "1:1")]);
                member(&client.create(&body), "video_id").to_owned()
            }
        };
        let threads: Vec<_> = (0..3).map(|number| scope.spawn(post(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for id in &ids {
        let video = client.finished(id);
        let outputs = video["outputs"].as_array().unwrap();
        let first = outputs.iter().find(|it| it["status"] == "success" && it["file_url"].is_string());
        assert_eq!(first.unwrap_or_else(|| panic!("no file in {video}"))["config"]["format"], "mp4");
    }

    // 5: a length with a point, a parent, another shape.
    let mut child = request("make the text gold");
    child["duration_seconds"] = json!(1.0);
    child["parent_video_id"] = json!(id);
    child["outputs"] = json!([{ "format": "mp4", "aspect_ratio": "9:16", "fps": "30", "resolution": "720p" }]);
    let child = client.finished(member(&client.create(&child), "video_id"));
    assert_eq!(size_of(&client, &service, &child["outputs"][0]), "720,1280,30", "{child}");

    // 7: a key is checked where there is nothing.
    assert!(![401, 403].contains(&client.post("/v1/generations", &json!({})).status));
    let stranger = Client::new(&client.base, "pavo_nobody").post("/v1/generations", &json!({}));
    assert_eq!(stranger.status, 401);
    member(&stranger.json(), "error");

    // 8: a file by multipart with nothing but the key.
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\x05\x04\x04\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gif\"\r\n\r\n";
    let form = [head.as_bytes(), gif, b"\r\n--x--\r\n"].concat();
    let kept = client.send("POST", "/v1/files", &[("content-type", "multipart/form-data; boundary=x")], &form);
    assert_eq!(kept.status, 200, "{}", kept.json());
    assert!(member(&kept.json(), "url").starts_with("http"));
    assert_eq!(client.download(&kept.json()["url"]).body, gif);

    // 9: three shapes of one prompt.
    let mut shapes = request("\"Three shapes\"");
    shapes["outputs"] = json!([small("mp4", "16:9"), small("mp4", "9:16"), small("mp4", "1:1")]);
    let video = client.finished(member(&client.create(&shapes), "video_id"));
    for (output, size) in video["outputs"].as_array().unwrap().iter().zip(["640,360,24", "360,640,24", "360,360,24"]) {
        assert_eq!(size_of(&client, &service, output), size);
    }

    // 10: an agent, with the key in a header; over standard streams see `operating.rs`.
    let call = json!({ "name": "get_video", "arguments": { "video_id": video["video_id"] } });
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call }).to_string();
    let headers = [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];
    let answer = client.send("POST", "/mcp", &headers, message.as_bytes()).json();
    assert_eq!(answer["result"]["structuredContent"]["outputs"].as_array().unwrap().len(), 3, "{answer}");
    assert_eq!(answer["result"]["content"][1]["type"], "image");
}

/// Runs a client of `tests/clients`; skipped where its language is missing, unless `PAVO_REQUIRE_CLIENTS` is set.
fn run_script(language: &str, script: &str) {
    let is_there = Command::new(language).arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        assert!(std::env::var_os("PAVO_REQUIRE_CLIENTS").is_none(), "{language} is missing");
        eprintln!("skipped: {language} is missing");
        return;
    }
    let service = Service::start(&[], "info");
    let client = service.client(language);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients").join(script);
    let output = Command::new(language).arg(path).args([format!("{}/v1", client.base), client.key]).output().unwrap();
    let (told, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}{wrong}");
    assert_eq!(told.lines().count(), 10, "{told}");
}

#[test]
fn python_client_finds_what_it_depends_on() {
    run_script("python3", "clients.py");
}

#[test]
fn javascript_client_finds_what_it_depends_on() {
    run_script("node", "clients.mjs");
}
