//! What servers answer.

use std::io::Write;
use std::sync::{Arc, Mutex};

use pavo_fetch::FetchProblem;

use crate::server::{ALLOWED, Server, fetcher, head_of, ok};

fn problem(answer: &[u8]) -> FetchProblem {
    let server = Server::saying(ALLOWED, answer);
    fetcher().fetch(&server.url("/a.png")).unwrap_err().problem
}

#[test]
fn a_file_comes_with_the_name_that_its_address_gives_it() {
    let server = Server::saying(ALLOWED, ok(b"boats"));
    let fetched = fetcher().fetch(&server.url("/pictures/Our-Logo.PNG?size=2#x")).unwrap();
    assert_eq!((fetched.bytes.as_slice(), fetched.name.as_str()), (&b"boats"[..], "our-logo.png"));
}

#[test]
fn files_without_a_length_and_in_chunks_are_read_to_their_end() {
    let until_closed = Server::saying(ALLOWED, "HTTP/1.0 200 OK\r\n\r\nboats");
    assert_eq!(fetcher().fetch(&until_closed.url("/")).unwrap().bytes, b"boats");
    let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nboa\r\n2\r\nts\r\n0\r\n\r\n";
    assert_eq!(fetcher().fetch(&Server::saying(ALLOWED, chunks).url("/")).unwrap().bytes, b"boats");
}

#[test]
fn a_request_tells_nothing_but_what_is_asked_for() {
    let heard = Arc::new(Mutex::new(String::new()));
    let hears = heard.clone();
    let server = Server::raw(ALLOWED, move |mut stream, _| {
        *hears.lock().unwrap() = head_of(&mut stream).to_lowercase();
        stream.write_all(&ok(b"boats")).unwrap();
    });
    fetcher().fetch(&server.url("/a.png?sig=1")).unwrap();
    let heard = heard.lock().unwrap();
    assert!(heard.starts_with("get /a.png?sig=1 http/1.1\r\n"), "{heard}");
    let names: Vec<&str> = heard.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
    for name in &names {
        assert!(["host", "user-agent", "accept", "accept-encoding", "connection"].contains(name), "{heard}");
    }
    assert!(heard.contains(&format!("host: {}\r\n", server.address)) && heard.contains("user-agent: pavo/"), "{heard}");
}

#[test]
fn redirects_are_followed_and_the_last_address_names_the_file() {
    let last = Server::saying(ALLOWED, ok(b"boats"));
    for status in ["301", "302", "303", "307", "308"] {
        let answer = format!("HTTP/1.1 {status} -\r\nLocation: {}\r\n\r\n", last.url("/quay.png"));
        let fetched = fetcher().fetch(&Server::saying(ALLOWED, answer).url("/download?id=7")).unwrap();
        assert_eq!(fetched.name, "quay.png");
    }
    let here = Server::raw(ALLOWED, |mut stream, _| {
        let head = head_of(&mut stream);
        let answer = if head.starts_with("GET /b/quay.png ") {
            ok(b"boats")
        } else {
            b"HTTP/1.1 302 Found\r\nLocation: ../b/quay.png\r\n\r\n".to_vec()
        };
        stream.write_all(&answer).unwrap();
    });
    assert_eq!(fetcher().fetch(&here.url("/a/download")).unwrap().name, "quay.png");
}

#[test]
fn redirects_in_a_circle_end_after_the_third() {
    let server = Server::saying(ALLOWED, "HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n");
    let error = fetcher().fetch(&server.url("/a.png")).unwrap_err();
    assert_eq!(error.problem, FetchProblem::Redirects(3));
    assert_eq!(server.connections(), 4);
}

#[test]
fn whatever_is_no_file_says_what_it_is() {
    assert_eq!(problem(b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope"), FetchProblem::Status(404));
    assert_eq!(problem(b"HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\n\r\na"), FetchProblem::Status(206));
    assert_eq!(problem(b"HTTP/1.1 304 Not Modified\r\n\r\n"), FetchProblem::Status(304));
    assert_eq!(problem(b"HTTP/1.1 302 Found\r\n\r\n"), FetchProblem::NoLocation);
    assert_eq!(problem(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), FetchProblem::Empty);
    assert_eq!(problem(b"HTTP/1.1 200 OK\r\n\r\n"), FetchProblem::Empty);
    assert_eq!(problem(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nboats"), FetchProblem::Cut);
    assert_eq!(problem(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nboats"), FetchProblem::Cut);
    assert_eq!(problem(b""), FetchProblem::Cut);
    for unreadable in [
        &b"220 mail.example.org ESMTP\r\n\r\n"[..],
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nboats",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nboats",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nboats\r\n\r\n",
    ] {
        let problem = problem(unreadable);
        assert!(matches!(problem, FetchProblem::Answer(_)), "{problem:?}");
    }
}

#[test]
fn an_error_names_the_address_without_its_secrets() {
    let server = Server::saying(ALLOWED, "HTTP/1.1 404 Not Found\r\n\r\n");
    let error = fetcher().fetch(&server.url("/a.png?sig=secret")).unwrap_err().to_string();
    assert_eq!(
        error,
        format!("http://{}/a.png: the server answered with status 404 instead of the file", server.address)
    );
    let error = fetcher().fetch("https://ada:secret@example.org/a.png").unwrap_err().to_string();
    assert_eq!(error, "https://example.org/a.png: the address has a user name or password in it, which is not sent");
}
