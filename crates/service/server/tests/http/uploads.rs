//! Files that are handed in, and videos that name them.

use serde_json::json;

use crate::bench::Bench;
use crate::client::{Answer, request};

const TABLE: &[u8] = b"Month,Boats\nMay,31\nJune,44\n";

/// A form with one part.
fn hand_in(bench: &Bench, part: &str, file_name: &str, kind: &str, file: &[u8]) -> Answer {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{file_name}\"\r\nContent-Type: {kind}\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
    let headers = [("x-api-key", bench.key.as_str()), ("content-type", "multipart/form-data; boundary=edge")];
    bench.send("POST", &bench.url("/v1/files"), &headers, body)
}

#[test]
fn a_file_is_kept_once_and_read_again_by_anyone_with_its_address() {
    let bench = Bench::new();
    let answer = hand_in(&bench, "file", "Our Boats.CSV", "text/csv", TABLE);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with("http") && url.contains("/our-boats.csv?sig="), "{url}");
    let read = bench.send("GET", &url, &[], []);
    assert_eq!((read.status, read.body.as_slice()), (200, TABLE));
    assert_eq!(read.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    assert!(read.header("content-disposition").starts_with("attachment"));
    let again = hand_in(&bench, "file", "our boats.csv", "text/plain", TABLE);
    assert_eq!(again.json()["url"].as_str().unwrap(), url, "the same bytes are kept once");
    let kept = std::fs::read_dir(bench.folder.path().join("uploads")).unwrap().count();
    assert_eq!(kept, 1);
}

#[test]
fn addresses_that_were_not_given_out_here_show_nothing() {
    let bench = Bench::new();
    let url = hand_in(&bench, "file", "a.csv", "text/csv", TABLE).json()["url"].as_str().unwrap().to_owned();
    let (path, sig) = url.split_once("?sig=").unwrap();
    for wrong in [
        path.to_owned(),
        format!("{path}?sig=AAAA"),
        format!("{}b.csv?sig={sig}", path.strip_suffix("a.csv").unwrap()),
        bench.url(&format!("/uploads/../pavo.db?sig={sig}")),
        bench.url(&format!("/uploads/{}/a.csv?sig={sig}", "0".repeat(64))),
    ] {
        let answer = bench.send("GET", &wrong, &[], []);
        assert!((400..500).contains(&answer.status), "{wrong}: {}", answer.status);
        assert!(!answer.error().is_empty(), "{wrong}");
    }
    let mut body = request("Boats");
    body["assets"] = json!([{ "url": format!("{path}?sig=AAAA") }, { "url": "data:image/png;base64,*" }]);
    let refused = bench.post("/v1/videos", &body);
    assert_eq!(refused.status, 422);
    let error = refused.error();
    assert!(error.contains("assets[0].url: is no address that this server gave out"), "{error}");
    assert!(error.contains("assets[1].url: its content is not valid base64"), "{error}");
}

#[test]
fn what_is_no_file_of_a_known_kind_is_refused() {
    let bench = Bench::new();
    let refused = hand_in(&bench, "file", "a.txt", "text/plain", b"plain words");
    assert_eq!((refused.status, refused.error().as_str()), (400, "Unsupported file type: text/plain"));
    assert!(hand_in(&bench, "document", "a.csv", "text/csv", TABLE).error().starts_with("Unsupported file type"));
    let large = vec![b','; (10 << 20) + 1];
    assert!(hand_in(&bench, "file", "a.csv", "text/csv", &large).error().contains("larger than 10 MB"));
    let no_form = bench.post("/v1/files", &json!({ "file": 1 }));
    assert_eq!(no_form.status, 400);
    assert!(no_form.error().contains("multipart/form-data"));
    let headers = [("content-type", "multipart/form-data; boundary=edge")];
    assert_eq!(bench.send("POST", &bench.url("/v1/files"), &headers, b"--edge--".to_vec()).status, 401);
}

#[test]
fn videos_get_their_files() {
    let bench = Bench::new();
    let url = hand_in(&bench, "file", "a.csv", "text/csv", TABLE).json()["url"].as_str().unwrap().to_owned();
    let mut body = request("Boats");
    body["assets"] = json!([{ "url": url }, { "url": "data:text/csv;base64,TSxCCk1heSwzMQo=" }, { "url": "https://example.com/a.png" }]);
    let id = bench.create(&body);
    bench.finished(&id);
    let scene = bench.get(&format!("/v1/videos/{id}/scene")).json();
    let files = scene["scene"]["files"].as_array().unwrap();
    assert!(files[0].as_str().unwrap().starts_with("upload:") && files[0].as_str().unwrap().ends_with("/a.csv"));
    assert!(files[1].as_str().unwrap().starts_with("upload:"));
    assert_eq!(files[2], "https://example.com/a.png");
}

#[test]
fn a_file_that_is_gone_is_asked_for_again() {
    let bench = Bench::new();
    let url = hand_in(&bench, "file", "a.csv", "text/csv", TABLE).json()["url"].as_str().unwrap().to_owned();
    let folder = bench.folder.path().join("uploads");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let old = std::time::SystemTime::UNIX_EPOCH;
    std::fs::File::options().append(true).open(&file).unwrap().set_modified(old).unwrap();
    let mut body = request("Boats");
    body["assets"] = json!([{ "url": url }]);
    body["reference_image_url"] = json!(url);
    bench.create(&body);
    assert!(file.metadata().unwrap().modified().unwrap() > old, "it was used");
    std::fs::remove_file(&file).unwrap();
    let refused = bench.post("/v1/videos", &body);
    assert_eq!(refused.status, 422);
    let error = refused.error();
    assert!(error.contains("assets[0].url: is an address whose file is no longer kept"), "{error}");
    assert!(error.contains("reference_image_url: is an address whose file is no longer kept"), "{error}");
}

#[test]
fn addresses_of_other_servers_are_judged_by_their_form_and_not_opened() {
    let bench = Bench::new();
    let elsewhere = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let mut body = request("Boats");
    let url = format!("http://{}/a.png", elsewhere.local_addr().unwrap());
    body["assets"] = json!([{ "url": url }, { "url": "https://no-such-host.invalid/a.png" }]);
    body["reference_image_urls"] = json!([url]);
    bench.finished(&bench.create(&body));
    assert!(elsewhere.accept().is_err(), "nobody came");
    body["assets"] =
        json!([{ "url": url }, { "url": "https://ada:word@example.com/a.png" }, { "url": "http://[::1/" }]);
    body["reference_image_url"] = json!("http://a b/");
    body["reference_image_urls"] = json!([url, "https://example.com:99999/"]);
    let refused = bench.post("/v1/videos", &body);
    assert_eq!(refused.status, 422);
    let error = refused.error();
    for words in [
        "assets[1].url: has a user name or password in it",
        "assets[2].url: is no address: invalid IPv6 address",
        "reference_image_url: is no address",
        "reference_image_urls[1]: is no address: invalid port number",
    ] {
        assert!(error.contains(words), "{words} is not in {error}");
    }
    assert!(!error.contains("assets[0]") && !error.contains("word@"), "{error}");
}
