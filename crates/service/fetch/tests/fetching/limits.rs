//! However a server behaves, a fetch ends in time and takes no more memory than it may.

use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use pavo_fetch::FetchProblem;

use crate::server::{ALLOWED, Server, fetcher, head_of, impatient};

/// Sends a byte now and then, as long as anybody listens.
fn drip(stream: &mut TcpStream, bytes: impl Iterator<Item = u8>) {
    for byte in bytes {
        if stream.write_all(&[byte]).is_err() {
            return;
        }
        sleep(Duration::from_millis(50));
    }
}

/// What came of a fetch, which must end within a second and a half.
fn ended(server: &Server) -> FetchProblem {
    let began = Instant::now();
    let fetcher = fetcher().with_limits(impatient());
    let problem = fetcher.fetch(&server.url("/a.png")).unwrap_err().problem;
    assert!(began.elapsed() < Duration::from_millis(1500), "{problem} after {:?}", began.elapsed());
    problem
}

#[test]
fn a_server_that_says_nothing_is_left() {
    let server = Server::raw(ALLOWED, |stream, _| {
        sleep(Duration::from_secs(5));
        drop(stream);
    });
    assert_eq!(ended(&server).to_string(), "the beginning of the answer took longer than 0.4 s");
}

#[test]
fn headers_that_come_byte_by_byte_end_in_time() {
    let server = Server::raw(ALLOWED, |mut stream, _| {
        head_of(&mut stream);
        drip(&mut stream, b"HTTP/1.1 200 OK\r\nX: ".iter().copied().chain(std::iter::repeat(b'a')));
    });
    assert_eq!(ended(&server).to_string(), "the beginning of the answer took longer than 0.4 s");
}

#[test]
fn preliminary_answers_without_end_end_in_time() {
    let server = Server::raw(ALLOWED, |mut stream, _| {
        head_of(&mut stream);
        while stream.write_all(b"HTTP/1.1 103 Early Hints\r\n\r\n").is_ok() {
            sleep(Duration::from_millis(20));
        }
    });
    ended(&server);
}

#[test]
fn a_file_that_comes_byte_by_byte_ends_in_time() {
    for head in ["Content-Length: 5000", "Transfer-Encoding: identity", "Connection: close"] {
        let server = Server::raw(ALLOWED, move |mut stream, _| {
            head_of(&mut stream);
            write!(stream, "HTTP/1.1 200 OK\r\n{head}\r\n\r\n").unwrap();
            drip(&mut stream, std::iter::repeat(b'a'));
        });
        assert_eq!(ended(&server).to_string(), "fetching it took longer than 0.8 s", "{head}");
    }
    let chunks = Server::raw(ALLOWED, |mut stream, _| {
        head_of(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
        drip(&mut stream, b"1\r\na\r\n".iter().copied().cycle());
    });
    assert_eq!(ended(&chunks).to_string(), "fetching it took longer than 0.8 s");
}

#[test]
fn time_is_one_for_all_redirects() {
    let server = Server::raw(ALLOWED, |mut stream, _| {
        head_of(&mut stream);
        sleep(Duration::from_millis(300));
        let _ = stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /on\r\n\r\n");
    });
    assert_eq!(ended(&server).to_string(), "fetching it took longer than 0.8 s");
    assert!(server.connections() <= 3);
}

#[test]
fn a_file_without_end_is_read_up_to_the_limit() {
    for head in ["Connection: close", "Transfer-Encoding: chunked"] {
        let server = Server::raw(ALLOWED, move |mut stream, _| {
            head_of(&mut stream);
            write!(stream, "HTTP/1.1 200 OK\r\n{head}\r\n\r\n").unwrap();
            let chunk = format!("1000\r\n{}\r\n", "a".repeat(0x1000));
            while stream.write_all(chunk.as_bytes()).is_ok() {}
        });
        assert_eq!(ended(&server), FetchProblem::TooLarge { most_bytes: 100_000 }, "{head}");
    }
}

#[test]
fn a_file_that_says_it_is_too_large_is_not_read() {
    for length in ["100001", "18446744073709551615"] {
        let server = Server::raw(ALLOWED, move |mut stream, _| {
            head_of(&mut stream);
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n").unwrap();
            sleep(Duration::from_secs(5));
        });
        let began = Instant::now();
        assert_eq!(ended(&server).to_string(), "the file is larger than 97 kB", "{length}");
        assert!(began.elapsed() < Duration::from_millis(300));
    }
}

#[test]
fn headers_without_end_are_read_up_to_a_limit() {
    let server = Server::raw(ALLOWED, |mut stream, _| {
        head_of(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(format!("X-A: {}\r\n", "a".repeat(1000)).as_bytes()).is_ok() {}
    });
    let problem = ended(&server);
    assert!(matches!(problem, FetchProblem::Answer(_)), "{problem:?}");
}

#[test]
fn a_host_that_is_looked_up_for_ever_is_left() {
    let slow = fetcher().with_limits(impatient()).with_lookup(|_| {
        sleep(Duration::from_secs(5));
        Ok(Vec::new())
    });
    let began = Instant::now();
    let problem = slow.fetch("http://harbour.test/a.png").unwrap_err().problem;
    assert_eq!(problem.to_string(), "looking up the host took longer than 0.4 s");
    assert!(began.elapsed() < Duration::from_millis(1500));
}
