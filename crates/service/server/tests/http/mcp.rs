//! `/mcp`: the three tools, as an agent calls them over HTTP.

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{Answer, config, request};

const BOTH: &str = "application/json, text/event-stream";

fn send(bench: &Bench, key: &str, message: &Value) -> Answer {
    let headers = [("x-api-key", key), ("content-type", "application/json"), ("accept", BOTH)];
    bench.send("POST", &bench.url("/mcp"), &headers, message.to_string())
}

/// The messages of an answer, whether it is one or a stream of them.
fn messages(answer: &Answer) -> Vec<Value> {
    if answer.header("content-type").starts_with("application/json") {
        return vec![answer.json()];
    }
    let text = answer.text();
    let data = text.lines().filter_map(|line| line.strip_prefix("data:")).map(str::trim);
    data.filter(|data| !data.is_empty()).map(|data| serde_json::from_str(data).unwrap()).collect()
}

fn ask(bench: &Bench, key: &str, method: &str, params: &Value) -> Value {
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let answer = send(bench, key, &message);
    assert_eq!(answer.status, 200, "{}", answer.text());
    messages(&answer).pop().unwrap()
}

fn call(bench: &Bench, tool: &str, arguments: &Value) -> Value {
    ask(bench, &bench.key, "tools/call", &json!({ "name": tool, "arguments": arguments }))["result"].clone()
}

fn text(result: &Value) -> &str {
    assert_eq!(result["content"][0]["type"], "text", "{result}");
    result["content"][0]["text"].as_str().unwrap()
}

#[test]
fn agent_greets_and_finds_three_tools_with_the_contract_s_fields() {
    let bench = Bench::new();
    let greeting = json!({
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" },
    });
    let greeted = ask(&bench, &bench.key, "initialize", &greeting);
    assert_eq!(greeted["result"]["serverInfo"]["name"], "pavo");
    assert_eq!(greeted["result"]["protocolVersion"], "2025-06-18");
    assert!(greeted["result"]["capabilities"]["tools"].is_object());

    let listed = ask(&bench, &bench.key, "tools/list", &json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["create_video", "get_video", "upload_file"]);
    let schema = &tools[0]["inputSchema"];
    assert_eq!(schema["required"], json!(["prompt", "outputs"]));
    assert!(schema["properties"]["outputs"]["items"]["properties"]["aspect_ratio"].is_object(), "{schema}");
    assert!(!schema.to_string().contains("$ref"), "an agent is given no document to refer to");
}

#[test]
fn video_is_made_and_comes_with_a_picture() {
    let bench = Bench::new();
    let created = call(&bench, "create_video", &request("Hello"));
    assert_eq!(created["isError"], false, "{created}");
    let answer: Value = serde_json::from_str(text(&created)).unwrap();
    assert!(answer["project_url"].as_str().unwrap().starts_with("http"));
    let got = call(&bench, "get_video", &json!({ "video_id": answer["video_id"], "wait_seconds": 20 }));
    let video: Value = serde_json::from_str(text(&got)).unwrap();
    assert_eq!(video["status"], "success");
    assert_eq!(got["structuredContent"]["status"], "success");
    let file = video["outputs"][0]["file_url"].as_str().unwrap();
    assert_eq!(bench.send("GET", file, &[], []).body.len(), 1000);
    assert_eq!(
        (got["content"][1]["type"].as_str(), got["content"][1]["mimeType"].as_str()),
        (Some("image"), Some("image/png"))
    );
    let picture = BASE64.decode(got["content"][1]["data"].as_str().unwrap().as_bytes()).unwrap();
    assert!(String::from_utf8(picture).unwrap().contains("Still(None)"), "the studio's pretended picture");
}

#[test]
fn waiting_tells_progress_where_it_is_asked_for() {
    let bench = Bench::new();
    let id = bench.create(&request("hold"));
    bench.held(&id);
    let params = json!({
        "name": "get_video", "arguments": { "video_id": id, "wait_seconds": 1 }, "_meta": { "progressToken": "p1" },
    });
    let message = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params });
    let told = messages(&send(&bench, &bench.key, &message));
    let progress: Vec<&Value> = told.iter().filter(|one| one["method"] == "notifications/progress").collect();
    assert_eq!(progress.len(), 1, "{told:?}");
    assert_eq!(progress[0]["params"]["progressToken"], "p1");
    assert_eq!(progress[0]["params"]["progress"], 0.5);
    let result = &told.last().unwrap()["result"];
    assert_eq!(result["structuredContent"]["status"], "in-progress");
    assert_eq!(result["content"].as_array().unwrap().len(), 1, "there is no picture of what goes on");
}

#[test]
fn refusals_are_errors_that_the_agent_reads() {
    let bench = Bench::new();
    let refused = |tool: &str, arguments: Value| {
        let result = call(&bench, tool, &arguments);
        assert_eq!(result["isError"], true, "{result}");
        text(&result).to_owned()
    };
    assert_eq!(refused("get_video", json!({ "video_id": "vid_nothing" })), "Error (404): Video/job not found");
    assert_eq!(refused("get_video", json!({ "video_id": "../styles" })), "Error (404): Video/job not found");
    assert_eq!(refused("get_video", json!({})), "Error: video_id: is missing");
    let told = refused("create_video", json!({ "prompt": "x", "outputs": [config("avi", "16:9")] }));
    assert!(told.starts_with("Error (400): outputs[0].format"), "{told}");
    let quota = bench.limited_key("few", pavo_store::KeyLimits { monthly_videos: Some(0), ..Default::default() });
    let used_up = ask(&bench, &quota, "tools/call", &json!({ "name": "create_video", "arguments": request("x") }));
    assert_eq!(text(&used_up["result"]), "Error (403): USAGE_LIMIT_REACHED");
    let unknown = ask(&bench, &bench.key, "tools/call", &json!({ "name": "delete_video", "arguments": {} }));
    assert!(unknown["error"]["message"].as_str().unwrap().contains("create_video"), "{unknown}");
}

#[test]
fn file_is_handed_in_by_its_address_and_never_from_this_machine() {
    let bench = Bench::new();
    let png = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 0];
    let form = |bytes: &[u8]| {
        let mut body = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n".to_vec();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        body
    };
    let headers = [("x-api-key", bench.key.as_str()), ("content-type", "multipart/form-data; boundary=b")];
    let first = bench.send("POST", &bench.url("/v1/files"), &headers, form(&png));
    let address = first.json()["url"].as_str().unwrap().to_owned();
    let handed_in = call(&bench, "upload_file", &json!({ "url": address, "file_name": "logo.png" }));
    assert_eq!(handed_in["isError"], false, "{handed_in}");
    assert!(handed_in["structuredContent"]["url"].as_str().unwrap().contains("/logo.png"), "{handed_in}");
    for path in ["/etc/passwd", "file:///etc/passwd", "../x"] {
        let refused = call(&bench, "upload_file", &json!({ "url": path }));
        assert_eq!(text(&refused), "Error: url: must be an http or https address");
    }
    let private = call(&bench, "upload_file", &json!({ "url": "http://10.0.0.1/a.png" }));
    assert_eq!(private["isError"], true);
}

#[test]
fn nobody_comes_in_without_a_key_and_videos_of_other_keys_are_unknown() {
    let bench = Bench::new();
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    for key in ["", "wrong"] {
        let refused = send(&bench, key, &list);
        assert_eq!(refused.status, 401);
        assert!(!refused.error().is_empty());
    }
    let id = bench.create(&request("Mine"));
    bench.finished(&id);
    let other = bench.new_key("other");
    let asked = json!({ "name": "get_video", "arguments": { "video_id": id } });
    let answer = ask(&bench, &other, "tools/call", &asked);
    assert_eq!(text(&answer["result"]), "Error (404): Video/job not found");
}

#[test]
fn refusals_of_the_protocol_are_json_as_all_others() {
    let bench = Bench::new();
    let key = ("x-api-key", bench.key.as_str());
    let both = ("accept", BOTH);
    let answers = [
        bench.send("GET", &bench.url("/mcp"), &[key], []),
        bench.send("DELETE", &bench.url("/mcp"), &[key], []),
        bench.send("POST", &bench.url("/mcp"), &[key, ("content-type", "application/json")], "{}"),
        bench.send("POST", &bench.url("/mcp"), &[key, both, ("content-type", "text/plain")], "{}"),
        bench.send("POST", &bench.url("/mcp"), &[key, both, ("content-type", "application/json")], "not JSON"),
        bench.send("POST", &bench.url("/mcp"), &[key, both, ("content-type", "application/json")], vec![b' '; 2 << 20]),
    ];
    for answer in answers {
        assert!(answer.status >= 400 && answer.status < 500, "{} {}", answer.status, answer.text());
        let told = answer.json();
        assert!(told["error"].is_string() || told["error"]["message"].is_string(), "{} {told}", answer.status);
    }
}
