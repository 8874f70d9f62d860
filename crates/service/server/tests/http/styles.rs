//! Styles: kept brands that videos are asked to have.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::request;

const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn brand() -> Value {
    json!({
        "name": "Quay",
        "colors": { "bg": "#0B1D33", "text": "#FFFFFF", "accent": "#FF5A36" },
        "fonts": { "display": "Archivo" },
        "logo": DOT,
    })
}

#[test]
fn what_a_key_opens_is_kept_by_no_cache() {
    let bench = Bench::new();
    for path in ["/v1/styles", "/v1/videos", "/v1/openapi.json"] {
        assert_eq!(bench.get(path).header("cache-control"), "no-store", "{path}");
    }
}

#[test]
fn style_is_kept_listed_and_removed() {
    let bench = Bench::new();
    let made = bench.post("/v1/styles", &brand());
    assert_eq!(made.status, 200, "{}", made.text());
    let style = made.json();
    let id = style["style_id"].as_str().unwrap();
    assert!(id.starts_with("sty_"));
    assert_eq!((style["name"].as_str(), &style["brand"]["colors"]), (Some("Quay"), &brand()["colors"]));
    // The logo can be looked at by whoever has the style.
    let logo = style["brand"]["logo"].as_str().unwrap();
    let picture = bench.send("GET", logo, &[], []);
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));

    let path = format!("/v1/styles/{id}");
    assert_eq!(bench.get(&path).json(), style);
    assert_eq!(bench.get("/v1/styles").json(), json!({ "styles": [style] }));
    let delete = |path: &str, key: &str| bench.send("DELETE", &bench.url(path), &[("x-api-key", key)], []).status;
    let other = bench.new_key("other");
    assert_eq!(bench.send("GET", &bench.url(&path), &[("x-api-key", &other)], []).status, 404);
    assert_eq!(
        bench.send("GET", &bench.url("/v1/styles"), &[("x-api-key", &other)], []).json(),
        json!({ "styles": [] })
    );
    assert_eq!(delete(&path, &other), 404);
    assert_eq!(delete(&path, &bench.key), 204);
    assert_eq!(delete(&path, &bench.key), 404);
    assert_eq!(bench.get(&path).status, 404);
}

#[test]
fn video_gets_the_brand_of_its_style_under_both_names_and_keeps_it() {
    let bench = Bench::new();
    let style = bench.post("/v1/styles", &brand()).json();
    let id = style["style_id"].as_str().unwrap();
    for field in ["style_id", "brand_kit_id"] {
        let mut body = request("Hello");
        body[field] = json!(id);
        let video = bench.create(&body);
        let finished = bench.finished(&video);
        assert!(finished.get("warnings").is_none(), "{finished}");
        let scene = bench.get(&format!("/v1/videos/{video}/scene")).json();
        let got: Value = serde_json::from_str(scene["scene"]["brand"].as_str().unwrap()).unwrap();
        assert_eq!(got["colors"], brand()["colors"]);
        assert!(got["logo"].as_str().unwrap().starts_with("upload:"));
    }
}

#[test]
fn style_that_is_none_is_refused_with_its_fields() {
    let bench = Bench::new();
    for (body, fields) in [
        (json!({}), vec!["name"]),
        (json!({ "name": "" }), vec!["name"]),
        (json!({ "name": "Quay", "colours": {} }), vec![""]),
        (json!({ "name": "Quay", "colors": { "bg": "blueish", "accent": 7 } }), vec!["colors.bg", "colors.accent"]),
        (json!({ "name": "Quay", "style": "nonesuch" }), vec!["style"]),
        (json!({ "name": "Quay", "logo": "ftp://quay.example/logo.png" }), vec!["logo"]),
    ] {
        let answer = bench.post("/v1/styles", &body);
        // What is written as it should be, but means nothing, is told apart.
        let is_read = body.get("style").is_some() || body["colors"]["bg"] == "blueish";
        assert_eq!(answer.status, if is_read { 422 } else { 400 }, "{body}");
        answer.error();
        let details = answer.json()["details"].as_array().unwrap().clone();
        let named: Vec<&str> = details.iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(named, fields, "{body}");
    }
    let mut body = request("Hello");
    body["style_id"] = json!("sty_none");
    let answer = bench.post("/v1/videos", &body);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (404, Some("style_not_found")));
    assert!(answer.error().starts_with("style_id:"));
}
