//! Whatever bytes stand in a path, a query, a header, a form or a body: an answer, and never the server's own fault.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::OnceLock;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::bench::Bench;
use crate::client::request;

/// What all cases share: a server with a finished video.
struct Target {
    bench: Bench,
    id: String,
    file: String,
}

fn target() -> &'static Target {
    static TARGET: OnceLock<Target> = OnceLock::new();
    TARGET.get_or_init(|| {
        let bench = Bench::new();
        let id = bench.create(&request("Autumn"));
        let video = bench.finished(&id);
        let file = video["outputs"][0]["file_url"].as_str().unwrap().trim_start_matches(&bench.base).to_owned();
        Target { bench, id, file }
    })
}

/// The status of what comes back to a request, and its body; the connection ends after it.
fn answer(head: &[u8], body: &[u8]) -> (u16, Vec<u8>) {
    let target = target();
    let mut stream = TcpStream::connect(target.bench.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut bytes = head.to_vec();
    bytes.extend_from_slice(b"host: a\r\nconnection: close\r\nx-api-key: ");
    bytes.extend_from_slice(target.bench.key.as_bytes());
    bytes.extend_from_slice(format!("\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    let _ = stream.write_all(&bytes);
    let mut read = Vec::new();
    let _ = stream.read_to_end(&mut read);
    let text = String::from_utf8_lossy(&read[..read.len().min(16)]).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    let begin = read.windows(4).position(|part| part == b"\r\n\r\n").map_or(read.len(), |at| at + 4);
    (status.unwrap_or_else(|| panic!("no answer to {:?}", String::from_utf8_lossy(head))), read[begin..].to_vec())
}

/// Fails at a fault of the server, and at a refusal without words. An empty one is the protocol's own: no request was read.
fn check(answer: &(u16, Vec<u8>), place: &[u8]) -> Result<(), TestCaseError> {
    let (status, body) = answer;
    let place = String::from_utf8_lossy(place);
    prop_assert!(*status < 500 || *status == 503, "{status} to {place:?}");
    if *status >= 400 && !body.is_empty() {
        let read: Result<serde_json::Value, _> = serde_json::from_slice(body);
        // Those of the Model Context Protocol are as it wants them.
        let is_told = |read: serde_json::Value| read["error"].is_string() || read["error"]["message"].is_string();
        prop_assert!(read.is_ok_and(is_told), "{status} without words to {place:?}");
    }
    Ok(())
}

/// Bytes as a path or a query may have them: escaped where they mean something else.
fn escaped(bytes: &[u8]) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(byte);
    bytes.iter().map(|byte| if plain(byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Bytes that HTTP lets stand in a header.
fn header_value() -> impl Strategy<Value = Vec<u8>> {
    let telling = select(vec![
        &b"bytes="[..],
        b"bytes=0-",
        b"bytes=-1",
        b"bytes=9-1,",
        b"W/\"",
        b"\"",
        b"*",
        b", ",
        b";q=",
        b"application/json",
        b"multipart/form-data; boundary=",
        b"last",
        b"18446744073709551616",
        b"-0",
    ]);
    let any = vec(prop_oneof![0x20_u8..=0x7e, 0x80_u8..=0xff], 0..24);
    vec(prop_oneof![telling.prop_map(<[u8]>::to_vec), any], 0..4).prop_map(|parts| parts.concat())
}

/// Names that bodies have, and others.
const NAMES: &[&str] = &[
    "prompt",
    "outputs",
    "format",
    "aspect_ratio",
    "fps",
    "resolution",
    "duration_seconds",
    "assets",
    "url",
    "type",
    "style_id",
    "brand_kit_id",
    "parent_video_id",
    "webhook_url",
    "reference_image_urls",
    "name",
    "colors",
    "instruction",
    "op",
    "path",
    "value",
    "jsonrpc",
    "method",
    "params",
    "id",
    "arguments",
    "",
    "__proto__",
];

/// JSON of any shape, its names and words often those that mean something.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let word = prop_oneof![
        select(vec![
            "mp4",
            "16:9",
            "24",
            "1080p",
            "Autumn",
            "vid_1",
            "style_1",
            "https://127.0.0.1:1/a.png",
            "data:,a",
            "add",
            "replace",
            "/scenes/0/dur",
            "/meta/title",
            "/-",
            "tools/call",
            "create_video",
            "2.0",
            "#GG0000",
            "\u{0}",
            "\u{202e}",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        word.prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Into::into),
            vec((select(NAMES.to_vec()), inner), 0..7)
                .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

/// A request for a video that is right but for one member, which may be anything.
fn nearly_right() -> impl Strategy<Value = serde_json::Value> {
    (select(NAMES.to_vec()), any_json()).prop_map(|(name, value)| {
        let mut body = request("Autumn");
        body[name] = value;
        body
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_id_and_any_query_are_answered(
        id in vec(any::<u8>(), 0..40),
        query in vec(any::<u8>(), 0..40),
        route in select(vec![
            ("GET", "/v1/videos/{}"), ("DELETE", "/v1/videos/{}"), ("POST", "/v1/videos/{}/cancel"),
            ("GET", "/v1/videos/{}/scene"), ("GET", "/v1/videos/{}/events"), ("GET", "/v1/styles/{}"),
            ("DELETE", "/v1/styles/{}"), ("GET", "/projects/{}"), ("GET", "/projects/{}/poster.png"), ("GET", "/assets/{}"),
            ("GET", "/files/{}/0/a.mp4"), ("GET", "/uploads/{}/a.png"), ("GET", "/{}"),
        ]),
    ) {
        let path = route.1.replace("{}", &escaped(&id));
        let head = format!("{} {path}?{} HTTP/1.1\r\n", route.0, escaped(&query));
        check(&answer(head.as_bytes(), b""), head.as_bytes())?;
    }

    #[test]
    fn any_query_of_lists_pictures_and_files_is_answered(
        name in select(vec!["cursor", "limit", "t", "aspect_ratio", "resolution", "exp", "sig", "download"]),
        value in vec(any::<u8>(), 0..30),
    ) {
        let Target { id, file, .. } = target();
        for path in ["/v1/videos?".to_owned(), format!("/v1/videos/{id}/still.png?"), format!("{file}&")] {
            let head = format!("GET {path}{name}={} HTTP/1.1\r\n", escaped(&value));
            check(&answer(head.as_bytes(), b""), head.as_bytes())?;
        }
    }

    #[test]
    fn any_header_is_answered(
        name in select(vec![
            "range", "if-range", "if-none-match", "idempotency-key", "last-event-id", "x-request-id", "accept", "origin",
            "authorization", "content-type", "expect", "cookie", "x-forwarded-host",
        ]),
        value in header_value(),
    ) {
        let Target { id, file, .. } = target();
        let routes = [
            format!("GET {file}"), format!("GET /v1/videos/{id}/events"), "POST /v1/videos".to_owned(),
            "POST /v1/files".to_owned(), format!("PATCH /v1/videos/{id}/scene"), "POST /mcp".to_owned(),
        ];
        for route in &routes {
            let mut head = format!("{route} HTTP/1.1\r\n{name}: ").into_bytes();
            head.extend_from_slice(&value);
            head.extend_from_slice(b"\r\n");
            let answered = answer(&head, b"{}");
            check(&answered, &head)?;
        }
    }

    #[test]
    fn any_name_of_a_file_is_kept_as_a_plain_one(name in vec(any::<u8>(), 0..60), kind in header_value()) {
        let mut body = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".to_vec();
        body.extend_from_slice(&name);
        body.extend_from_slice(b"\"\r\nContent-Type: ");
        body.extend_from_slice(&kind);
        body.extend_from_slice(b"\r\n\r\na,b\n1,2\n\r\n--b--\r\n");
        let head = b"POST /v1/files HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=b\r\n";
        let answered = answer(head, &body);
        check(&answered, &name)?;
        if answered.0 == 200 {
            let url = serde_json::from_slice::<serde_json::Value>(&answered.1).unwrap()["url"].as_str().unwrap().to_owned();
            let kept = url.split('?').next().unwrap().rsplit('/').next().unwrap();
            prop_assert!(kept.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)), "{url}");
            prop_assert!(target().bench.send("GET", &url, &[], []).status == 200, "{url}");
        }
    }

    #[test]
    fn any_key_is_refused(key in header_value()) {
        let mut head = b"GET /v1/videos HTTP/1.1\r\nx-api-key: ".to_vec();
        head.extend_from_slice(&key);
        head.extend_from_slice(b"\r\nhost: a\r\nconnection: close\r\n\r\n");
        let mut stream = TcpStream::connect(target().bench.base.trim_start_matches("http://")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(&head).unwrap();
        let mut read = Vec::new();
        let _ = stream.read_to_end(&mut read);
        prop_assert!(read.starts_with(b"HTTP/1.1 401 "), "{:?}", String::from_utf8_lossy(&read));
    }

    #[test]
    fn any_body_is_answered(body in prop_oneof![any_json(), nearly_right()], cut in 0..6_usize) {
        let Target { id, .. } = target();
        let mut body = body.to_string().into_bytes();
        if cut == 0 {
            body.truncate(body.len() / 2);
        }
        let routes = [
            "POST /v1/videos".to_owned(), format!("POST /v1/videos/{id}/exports"), format!("PATCH /v1/videos/{id}/scene"),
            "POST /v1/styles".to_owned(), "POST /mcp".to_owned(),
        ];
        for route in &routes {
            let head = format!(
                "{route} HTTP/1.1\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\n"
            );
            let answered = answer(head.as_bytes(), &body);
            let place = format!("{route} {}", String::from_utf8_lossy(&body));
            check(&answered, place.as_bytes())?;
        }
    }
}
