//! Requests that are wrong, each with the answer that says so.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::request;

/// The smallest request with one place changed; `""` as the pointer changes the whole.
fn with(pointer: &str, value: Value) -> Value {
    let mut body = request("Autumn");
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let place = body.pointer_mut(parent).unwrap();
    match place {
        Value::Array(entries) => entries[name.parse::<usize>().unwrap()] = value,
        place => place[name] = value,
    }
    body
}

#[test]
fn each_wrong_body_is_told_what_is_wrong_and_what_would_be_right() {
    let bench = Bench::new();
    let long = "x".repeat(20_001);
    let eleven = vec![request("")["outputs"][0].clone(); 11];
    let cases: Vec<(Value, &[&str])> = vec![
        (json!([]), &["the body is a list", "must be an object"]),
        (json!("prompt"), &["the body is \"prompt\"", "must be an object"]),
        (json!({}), &["prompt: is missing", "outputs: is missing", "1 to 10"]),
        (with("/prompt", json!(null)), &["prompt: is missing"]),
        (with("/prompt", json!(7)), &["prompt: is 7", "must be a string"]),
        (with("/prompt", json!("")), &["prompt: is empty"]),
        (with("/prompt", json!(" \n")), &["prompt: is blank"]),
        (with("/prompt", json!("\u{a0}\u{200b}\u{feff}\0")), &["prompt: is blank"]),
        (with("/prompt", json!(long)), &["prompt: has 20001 characters", "at most 20000"]),
        (with("/outputs", json!([])), &["outputs: has 0 entries", "at least 1"]),
        (with("/outputs", json!(eleven)), &["outputs: has 11 entries", "at most 10"]),
        (with("/outputs", json!({})), &["outputs: is an object", "must be a list"]),
        (with("/outputs/0", json!("mp4")), &["outputs[0]: is \"mp4\"", "must be an object"]),
        (with("/outputs/0", json!(null)), &["outputs[0]: is null", "must be an object"]),
        (
            with("/outputs/0", json!({})),
            &[
                "outputs[0].format: is missing",
                "outputs[0].aspect_ratio: is missing",
                "outputs[0].fps: is missing",
                "outputs[0].resolution: is missing",
            ],
        ),
        (with("/outputs/0/format", json!("avi")), &["outputs[0].format: \"avi\"", r#""mp4", "prores", "webm", "gif""#]),
        (with("/outputs/0/fps", json!(30)), &["outputs[0].fps: 30 is a number", "write it as a string, \"30\""]),
        (with("/outputs/0/fps", json!("29.97")), &["outputs[0].fps: \"29.97\"", r#""24", "25", "30", "60""#]),
        (
            with("/outputs/0/aspect_ratio", json!("21:9")),
            &["outputs[0].aspect_ratio: \"21:9\"", r#""16:9", "9:16", "1:1", "4:5""#],
        ),
        (
            with("/outputs/0/resolution", json!("1080")),
            &["outputs[0].resolution: \"1080\"", r#""360p", "480p", "720p", "1080p", "4k""#],
        ),
        (with("/duration_seconds", json!(0)), &["duration_seconds: 0 is less than 1", "1 to 120"]),
        (with("/duration_seconds", json!(120.5)), &["duration_seconds: 120.5 is more than 120", "1 to 120"]),
        (with("/duration_seconds", json!("5")), &["duration_seconds: is \"5\"", "must be a number"]),
        (
            with("/reference_image_urls", json!(vec!["https://a.example/b"; 6])),
            &["reference_image_urls: has 6 entries", "at most 5"],
        ),
        (
            with("/reference_image_url", json!("file:///etc/passwd")),
            &["reference_image_url: \"file:///etc/passwd\"", "http:// or https://"],
        ),
        (with("/assets", json!([{ "type": "image" }])), &["assets[0].url: is missing"]),
        (
            with("/assets", json!([{ "type": "pdf", "url": "https://a.example/b" }])),
            &["assets[0].type: \"pdf\"", r#""image", "video", "audio", "font", "csv""#],
        ),
        (with("/assets", json!([{ "url": "javascript:alert(1)" }])), &["assets[0].url: \"javascript:alert(1)\""]),
        (with("/style_id", json!(["a"])), &["style_id: is a list", "must be a string"]),
    ];
    for (body, parts) in cases {
        let answer = bench.post("/v1/videos", &body);
        assert_eq!(answer.status, 400, "{body} gave {}", answer.text());
        let error = answer.error();
        for part in parts {
            assert!(error.contains(part), "{part:?} is not in {error:?}");
        }
    }
}

#[test]
fn each_malformed_text_is_told_its_place() {
    let bench = Bench::new();
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    for (body, part) in [
        ("", "line 1, column 0"),
        ("{\"prompt\":", "line 1, column 10"),
        ("{\n  \"prompt\": \"a\",\n  oops\n}", "line 3, column 3"),
        ("{\"prompt\": \"a\"} trailing", "line 1"),
        ("{\"duration_seconds\": NaN}", "line 1"),
        ("{\"duration_seconds\": 1e999}", "line 1"),
        (deep.as_str(), "line 1"),
    ] {
        let answer = bench.post_text("/v1/videos", body);
        assert_eq!(answer.status, 400, "{}", answer.text());
        let error = answer.error();
        assert!(error.starts_with("the body is not valid JSON"), "{error}");
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
    let headers = [("x-api-key", bench.key.as_str()), ("content-type", "application/json")];
    let answer = bench.send("POST", &bench.url("/v1/videos"), &headers, [b'"', 0xff, b'"']);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("invalid_json")));
}

#[test]
fn each_wrong_door_answers_json() {
    let bench = Bench::new();
    let good = ("x-api-key", bench.key.as_str());
    let bad = ("x-api-key", "pavo_0000");
    let json_type = ("content-type", "application/json");
    let form_type = ("content-type", "application/x-www-form-urlencoded");
    let small = request("Autumn").to_string();
    let large = format!("{{\"prompt\":\"{}\"}}", "x".repeat(2 << 20));
    type Case<'c> = (&'c str, &'c str, Vec<(&'c str, &'c str)>, &'c str, u16, &'c str);
    let cases: Vec<Case<'_>> = vec![
        ("POST", "/v1/videos", vec![json_type], &small, 401, "x-api-key header is missing"),
        ("POST", "/v1/videos", vec![json_type, bad], &small, 401, "unknown or revoked"),
        ("POST", "/v1/videos", vec![json_type, bad], &large, 401, "unknown or revoked"),
        ("GET", "/v1/videos/vid_x", vec![bad], "", 401, "unknown or revoked"),
        ("POST", "/v1/generations", vec![bad], "", 401, "unknown or revoked"),
        ("POST", "/v1/generations", vec![good], "", 404, "nothing at this path"),
        ("GET", "/v1", vec![bad], "", 401, "unknown or revoked"),
        ("GET", "/v1/", vec![good], "", 404, "nothing at this path"),
        ("GET", "/v1/videos/", vec![good], "", 404, "nothing at this path"),
        ("GET", "/v1/videos/vid_x/y", vec![], "", 401, "header is missing"),
        ("GET", "/v1/videos/vid_x", vec![good], "", 404, "Video/job not found"),
        ("GET", "/v1/videos/%ff%00", vec![good], "", 404, "Video/job not found"),
        ("PUT", "/v1/videos", vec![good], "", 405, "does not take this method"),
        ("GET", "/v1/videos", vec![bad], "", 401, "unknown or revoked"),
        ("DELETE", "/v1/videos/vid_x", vec![good], "", 404, "Video/job not found"),
        ("DELETE", "/v1/videos", vec![good], "", 405, "does not take this method"),
        ("POST", "/v1/videos", vec![good, form_type], &small, 415, "application/json"),
        ("POST", "/v1/videos", vec![good, json_type], &large, 413, "larger than 1 MiB"),
        ("GET", "/", vec![], "", 404, "nothing at this path"),
        ("GET", "/favicon.ico", vec![], "", 404, "nothing at this path"),
        ("POST", "/healthz", vec![], "{}", 405, "does not take this method"),
        ("GET", "/projects/%ff", vec![], "", 404, "Video/job not found"),
        ("GET", "/projects/none", vec![], "", 404, "Video/job not found"),
        ("GET", "/files/vid_x/0/a.mp4", vec![], "", 403, "incomplete or was changed"),
        ("GET", "/files/vid_x/zero/a.mp4", vec![], "", 404, "no such file"),
        ("GET", "/files/../pavo.db", vec![], "", 404, "nothing at this path"),
    ];
    for (method, path, headers, body, status, part) in cases {
        let answer = bench.send(method, &bench.url(path), &headers, body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        let error = answer.error();
        assert!(error.contains(part), "{method} {path}: {error}");
        if status == 405 {
            assert!(!answer.header("allow").is_empty(), "{method} {path} lists no methods");
        }
    }
}

#[test]
fn several_problems_are_also_told_one_by_one() {
    let bench = Bench::new();
    let answer = bench.post("/v1/videos", &json!({ "outputs": [{ "fps": 60 }] }));
    assert_eq!(answer.json()["code"], "invalid_request");
    let details = answer.json()["details"].as_array().unwrap().clone();
    let fields: Vec<&str> = details.iter().map(|it| it["field"].as_str().unwrap()).collect();
    for field in ["prompt", "outputs[0].format", "outputs[0].fps", "outputs[0].resolution"] {
        assert!(fields.contains(&field), "{field} is not in {fields:?}");
    }
}
