//! Keys: who may ask, and for what.

use serde_json::json;

use crate::bench::Bench;
use crate::client::request;

#[test]
fn header_name_is_read_in_any_case() {
    let bench = Bench::new();
    let headers = [("X-API-Key", bench.key.as_str())];
    let answer = bench.send("GET", &bench.url("/v1/openapi.json"), &headers, []);
    assert_eq!(answer.status, 200);
}

#[test]
fn bearer_tokens_are_no_keys() {
    let bench = Bench::new();
    let bearer = format!("Bearer {}", bench.key);
    let headers = [("authorization", bearer.as_str())];
    let answer = bench.send("GET", &bench.url("/v1/openapi.json"), &headers, []);
    assert_eq!(answer.status, 401);
}

#[test]
fn revoked_key_ends_at_once() {
    let bench = Bench::new();
    assert_eq!(bench.get("/v1/openapi.json").status, 200);
    let ring = pavo_store::KeyRing::open(bench.folder.path()).unwrap();
    ring.revoke("test").unwrap();
    assert_eq!(bench.get("/v1/openapi.json").status, 401);
}

#[test]
fn ids_of_other_keys_answer_like_ids_that_do_not_exist() {
    let mut bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    bench.finished(&id);
    let project = bench.video(&id)["project_url"].clone();
    bench.key = bench.new_key("other");
    let foreign = bench.get(&format!("/v1/videos/{id}"));
    let missing = bench.get("/v1/videos/vid_00000000000000000000000000");
    assert_eq!(foreign.status, 404);
    assert_eq!(foreign.body, missing.body);
    assert_eq!(foreign.error(), "Video/job not found");

    let mut child = request("Autumn");
    for parent in [json!(id), project] {
        child["parent_video_id"] = parent;
        let refused = bench.post("/v1/videos", &child);
        assert_eq!((refused.status, refused.json()["code"].as_str()), (404, Some("parent_not_found")));
    }
}
