//! Files at addresses, as users of the command line name them.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::thread;

/// The smallest PNG there is.
const PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\xdacd\xf8\xcfP\x0f\x00\x03\x86\x01\x80Z4}k\x00\x00\x00\x00IEND\xaeB`\x82";

/// A server of one picture.
fn elsewhere() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
                head.push(byte[0]);
            }
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", PNG.len());
            let _ = stream.write_all(PNG);
        }
    });
    address
}

#[test]
fn a_scene_with_a_fetched_file_names_its_address_and_is_drawn_again_by_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = elsewhere();
    let (url, host) = (format!("http://{server}/our-logo.png?v=2"), server.to_string());
    let made = pavo(&["scene", "Title \"Harbour\" with our logo", "--asset", &url, "--allow-host", &host]);
    assert!(made.status.success() && said(&made).is_empty(), "{}", said(&made));
    let scene: Value = serde_json::from_str(&printed(&made)).expect("JSON");
    assert_eq!(scene["assets"]["brand-logo"]["src"], url.as_str(), "{scene:#}");
    let (document, still) = (folder.path().join("a.json"), folder.path().join("a.png"));
    fs::write(&document, printed(&made)).expect("a file");
    let mut draw = Command::new(env!("CARGO_BIN_EXE_pavo"));
    draw.args(["still", "--scene", text(&document), "--resolution", "360p", "-o", text(&still)]);
    let drawn = draw.env("PAVO_ALLOW_HOSTS", format!("files.example.lan, {host},")).output().expect("pavo runs");
    assert!(drawn.status.success() && still.is_file(), "{}", said(&drawn));
    let refused = draw.env("PAVO_ALLOW_HOSTS", "").output().expect("pavo runs");
    assert_eq!(refused.status.code(), Some(2));
    let words =
        format!("the asset \"brand-logo\" (http://{server}/our-logo.png): the host is not on the public internet");
    assert!(said(&refused).contains(&words), "{}", said(&refused));
}

#[test]
fn private_addresses_are_told_and_with_strictness_refused() {
    let url = format!("http://{}/a.png?secret", elsewhere());
    let arguments = ["scene", "\"Open on Sunday\"", "--asset", &url, "--reference", "http://[::1]/b.png"];
    let told = pavo(&arguments);
    assert!(told.status.success());
    let words = format!("--asset {}: the host is not on the public internet", url.replace("?secret", ""));
    assert!(said(&told).contains(&words) && said(&told).contains("--reference http://[::1]/b.png: the host"));
    assert!(!said(&told).contains("secret"), "{}", said(&told));
    assert_eq!(pavo(&[&arguments[..], &["--strict-assets"]].concat()).status.code(), Some(2));
    let wrong = pavo(&["scene", "Hello", "--allow-host", "http://files.example.lan/"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("is no host; write a name"), "{}", said(&wrong));
}

#[test]
fn a_scene_with_a_file_in_a_data_url_is_drawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let made = pavo(&["scene", "\"Harbour\" with our logo", "--asset", url]);
    assert!(made.status.success() && said(&made).is_empty(), "{}", said(&made));
    let (document, still) = (folder.path().join("a.json"), folder.path().join("a.png"));
    fs::write(&document, printed(&made)).expect("a file");
    let drawn = pavo(&["still", "--scene", text(&document), "--resolution", "360p", "-o", text(&still)]);
    assert!(drawn.status.success() && still.is_file(), "{}", said(&drawn));
}
