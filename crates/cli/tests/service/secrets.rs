//! What the log must never hold, however much is logged.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::process::{Service, pavo, request};

/// Answers everything on loopback with nothing; `http://127.0.0.1:port`.
fn listener() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut bytes = [0; 65_536];
            let _ = stream.read(&mut bytes);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    base
}

#[test]
fn log_holds_no_keys_prompts_links_or_secrets() {
    // Of libraries too, which log whole messages where they may.
    let service = Service::start(&["--allow-host", "127.0.0.1"], "trace");
    let client = service.client("nameofakey");
    let foreign = listener();
    let mut body = request("\"Zanzibar\" appears");
    body["webhook_url"] = json!(format!("{foreign}/hookpath?token=hooktoken"));
    body["assets"] = json!([{ "url": format!("{foreign}/assetpath.png?X-Amz-Signature=assettoken") }]);
    let headers = [("content-type", "application/json"), ("idempotency-key", "idempotencyword")];
    let made = client.send("POST", "/v1/videos", &headers, body.to_string().as_bytes()).json();
    let id = made["video_id"].as_str().unwrap().to_owned();
    let video = client.finished(&id);
    let file = video["outputs"][0]["file_url"].clone();
    client.download(&file);
    client.download(&made["project_url"]);
    let altered = file.as_str().unwrap().replace("sig=", "sig=alteredsignature");
    assert_eq!(client.try_send("GET", &altered, &[], b"").unwrap().status, 403);
    let bad = client.try_send("GET", "/v1/videos", &[("x-api-key", "pavo_wrongkeyword")], b"").unwrap();
    assert_eq!(bad.status, 401);
    for path in ["", "/scene", "/events", "/still.png", "/sheet.png?seen=querytoken"] {
        client.get(&format!("/v1/videos/{id}{path}"));
    }
    client.get("/v1/videos?cursor=cursorword");
    client.get("/v1/nothing/pathword?q=queryword");
    let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"filenameword.csv\"\r\n\r\na,b\n1,2\n\r\n--x--\r\n";
    let kept =
        client.send("POST", "/v1/files", &[("content-type", "multipart/form-data; boundary=x")], form.as_bytes());
    assert_eq!(kept.status, 200, "{}", kept.json());
    client.download(&kept.json()["url"]);
    client.post("/v1/styles", &json!({ "name": "Stylename", "colors": { "accent": "#ff0000" } }));
    client.post("/v1/videos", &json!({ "prompt": "Wrongpromptword", "outputs": [] }));
    let agent = [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];
    let arguments = json!({ "prompt": "Agentpromptword", "outputs": [] });
    let call = json!({ "name": "create_video", "arguments": arguments });
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call });
    assert_eq!(client.send("POST", "/mcp", &agent, message.to_string().as_bytes()).status, 200);
    // The webhook is told within a second.
    std::thread::sleep(std::time::Duration::from_secs(2));

    let part = |url: &Value, from: &str| url.as_str().unwrap().rsplit_once(from).unwrap().1.to_owned();
    let key_id = {
        let keys = pavo(&["keys", "list", "--data", service.data().to_str().unwrap()]);
        keys.split_whitespace().find(|word| word.starts_with("key_")).unwrap().to_owned()
    };
    let ring = pavo_store::KeyRing::open_existing(&service.data()).unwrap();
    let webhook_secret = ring.webhook_secret(&key_id).unwrap();
    let secrets = [
        client.key.clone(),
        client.key["pavo_".len()..].to_owned(),
        webhook_secret["whsec_".len()..].to_owned(),
        part(&file, "sig="),
        part(&kept.json()["url"], "sig="),
        part(&made["project_url"], "/"),
    ];
    let words = [
        "Zanzibar",
        "hooktoken",
        "hookpath",
        "assettoken",
        "assetpath",
        "idempotencyword",
        "alteredsignature",
        "wrongkeyword",
        "querytoken",
        "queryword",
        "pathword",
        "cursorword",
        "filenameword",
        "Wrongpromptword",
        "Agentpromptword",
        "Stylename",
        "v1,",
    ];
    let log = service.log();
    assert!(log.contains(&id), "the log is kept: {log}");
    for secret in secrets.iter().map(String::as_str).chain(words) {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret:?} is in the log: {line:?}");
    }
}
