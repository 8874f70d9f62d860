//! Asking for videos and reading how far they are.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{config, request};

/// The binding schema of the answer, written down once more from the original's page.
fn assert_conforms(video: &Value) {
    let one_of = |value: &Value, words: &[&str]| {
        let word = value.as_str().unwrap_or_else(|| panic!("{value} in {video}"));
        assert!(words.contains(&word), "{word} in {video}");
    };
    let statuses = ["in-progress", "success", "failed"];
    assert!(video["video_id"].as_str().unwrap().starts_with("vid_"));
    one_of(&video["status"], &statuses);
    let outputs = video["outputs"].as_array().unwrap();
    for output in outputs {
        one_of(&output["status"], &statuses);
        one_of(&output["config"]["format"], &["mp4", "prores", "webm", "gif"]);
        one_of(&output["config"]["aspect_ratio"], &["16:9", "9:16", "1:1", "4:5"]);
        one_of(&output["config"]["fps"], &["24", "25", "30", "60"]);
        one_of(&output["config"]["resolution"], &["360p", "480p", "720p", "1080p", "4k"]);
        let is = |status: &str| output["status"] == status;
        assert_eq!(output["file_url"].is_string(), is("success"), "{output}");
        assert_eq!(output["file_url"].is_null(), !is("success"), "{output}");
        assert_eq!(output["error"].is_string(), is("failed"), "{output}");
        let progress = output["progress"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&progress));
    }
    let any = |status: &str| outputs.iter().any(|output| output["status"] == status);
    let whole = match (any("in-progress"), any("failed")) {
        (true, _) => "in-progress",
        (false, true) => "failed",
        (false, false) => "success",
    };
    assert_eq!(video["status"], whole, "{video}");
}

#[test]
fn prompt_becomes_files() {
    let bench = Bench::new();
    let mut body = request("Autumn menu launch");
    body["outputs"] = json!([config("mp4", "16:9"), config("mp4", "9:16"), config("mp4", "1:1")]);
    body["duration_seconds"] = json!(5.0);
    let answer = bench.post("/v1/videos", &body);
    assert_eq!(answer.status, 200);
    let project_url = answer.json()["project_url"].as_str().unwrap().to_owned();
    assert!(project_url.starts_with(&bench.url("/projects/")));
    let id = answer.json()["video_id"].as_str().unwrap().to_owned();

    assert_conforms(&bench.video(&id));
    let video = bench.finished(&id);
    assert_conforms(&video);
    assert_eq!(video["status"], "success");
    assert_eq!(video["project_url"], project_url);
    assert_eq!(video["progress"], 1.0);
    assert_eq!(video["stage"], "done");
    assert!(video.get("warnings").is_none());
    for (output, asked) in video["outputs"].as_array().unwrap().iter().zip([0, 1, 2]) {
        assert_eq!(output["config"], body["outputs"][asked]);
        let url = output["file_url"].as_str().unwrap();
        assert_eq!(bench.send("GET", url, &[], []).body.len(), 1000);
    }
}

#[test]
fn outputs_are_complete_from_the_first_reading_on() {
    let bench = Bench::new();
    let mut body = request("hold");
    body["outputs"] = json!([config("mp4", "4:5"), config("gif", "1:1")]);
    let id = bench.create(&body);
    let video = bench.video(&id);
    assert_conforms(&video);
    assert_eq!(video["status"], "in-progress");
    assert_eq!(video["outputs"][0]["config"]["aspect_ratio"], "4:5");
    let video = bench.held(&id);
    assert_conforms(&video);
    assert_eq!(video["stage"], "rendering");
    assert_eq!(video["progress"], 0.25);
}

#[test]
fn one_failed_output_leaves_the_others_their_files() {
    let bench = Bench::new();
    let mut body = request("Autumn");
    let formats = ["prores", "mp4", "webm", "gif"];
    body["outputs"] = formats.iter().map(|it| config(it, "16:9")).collect();
    let video = bench.finished(&bench.create(&body));
    assert_conforms(&video);
    assert_eq!(video["status"], "failed");
    assert_eq!(video["outputs"][1]["status"], "success");
    let error = video["outputs"][0]["error"].as_str().unwrap();
    assert!(error.starts_with("prores export is not available on this server"), "{error}");
    assert_eq!(video["outputs"][3]["error_code"], "format_not_available");
}

#[test]
fn panic_in_the_studio_is_a_failed_output_and_nothing_else() {
    let bench = Bench::new();
    let video = bench.finished(&bench.create(&request("panic")));
    assert_conforms(&video);
    assert_eq!(video["status"], "failed");
    assert_eq!(video["outputs"][0]["error_code"], "internal");
    let next = bench.finished(&bench.create(&request("Autumn")));
    assert_eq!(next["status"], "success");
}

#[test]
fn scene_and_trace_are_there_once_a_video_is_designed_and_for_its_key_alone() {
    let mut bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    bench.finished(&id);
    let answer = bench.get(&format!("/v1/videos/{id}/scene"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = answer.json();
    assert_eq!(told["video_id"], json!(id));
    assert!(told["scene"].is_object() && !told["trace"].is_null(), "{told}");
    assert_eq!(bench.get("/v1/videos/vid_unknown/scene").status, 404);
    bench.key = bench.new_key("another");
    assert_eq!(bench.get(&format!("/v1/videos/{id}/scene")).status, 404, "it belongs to another key");
}

#[test]
fn child_starts_from_its_parent() {
    let bench = Bench::new();
    let mut parent = request("Autumn");
    parent["duration_seconds"] = json!(9);
    let parent = bench.create(&parent);
    let mut child = request("make the background #101820");
    // By its id, or by the address that people have of it.
    for named in [json!(parent), bench.video(&parent)["project_url"].clone()] {
        child["parent_video_id"] = named;
        let video = bench.finished(&bench.create(&child));
        assert_eq!(video["status"], "success");
        let listed = bench.get("/v1/videos").json()["videos"][0].clone();
        assert_eq!((&listed["video_id"], &listed["parent_video_id"]), (&video["video_id"], &json!(parent)));
        assert!(video.get("warnings").is_none_or(|warnings| warnings.as_array().is_some_and(Vec::is_empty)), "{video}");
    }
}

#[test]
fn null_and_unknown_members_are_ignored() {
    let bench = Bench::new();
    let mut body = request("Autumn");
    for optional in ["duration_seconds", "assets", "style_id", "parent_video_id", "reference_image_urls"] {
        body[optional] = Value::Null;
    }
    body["surprise"] = json!({ "fps": 30 });
    assert_eq!(bench.finished(&bench.create(&body))["status"], "success");
}

#[test]
fn body_without_a_content_type_is_taken_for_json() {
    let bench = Bench::new();
    let headers = [("x-api-key", bench.key.as_str())];
    let body = request("Autumn").to_string();
    let answer = bench.send("POST", &bench.url("/v1/videos"), &headers, body);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn many_videos_are_made_one_after_the_other() {
    let bench = Bench::new();
    let ids: Vec<String> = (0..8).map(|_| bench.create(&request("Autumn"))).collect();
    for id in &ids {
        assert_eq!(bench.finished(id)["status"], "success");
    }
    assert_eq!(bench.studio.renders.load(Ordering::Relaxed), 8);
}

#[test]
fn contract_is_served_and_health_needs_no_key() {
    let bench = Bench::new();
    assert_eq!(bench.get("/v1/openapi.json").json()["openapi"], "3.1.0");
    let health = bench.send("GET", &bench.url("/healthz"), &[], []);
    assert_eq!(health.status, 200);
    assert_eq!(health.json()["status"], "ok");
}

#[test]
fn answers_are_as_the_contract_says() {
    let bench = Bench::new();
    let contract = bench.get("/v1/openapi.json").json();
    let registry = jsonschema::Registry::new();
    let registry = registry.add("urn:pavo", contract).unwrap().prepare().unwrap();
    let check = |schema: &str, value: &Value| {
        let schema = json!({ "$ref": format!("urn:pavo#/components/schemas/{schema}") });
        let validator = jsonschema::options().with_registry(&registry).build(&schema);
        let problems: Vec<String> = validator.unwrap().iter_errors(value).map(|it| it.to_string()).collect();
        assert!(problems.is_empty(), "{problems:?} in {value}");
    };
    let mut body = request("Autumn");
    body["outputs"] = json!([config("mp4", "16:9"), config("gif", "1:1")]);
    body["assets"] = json!([{ "url": "https://example.com/a.png" }]);
    check("CreateVideoBody", &body);
    let answer = bench.post("/v1/videos", &body).json();
    check("CreateVideoResponse", &answer);
    let id = answer["video_id"].as_str().unwrap();
    check("GetVideoResponse", &bench.video(id));
    check("GetVideoResponse", &bench.finished(id));
    check("Error", &bench.get("/v1/videos/vid_none").json());
    check("Error", &bench.post("/v1/videos", &json!({})).json());
}
