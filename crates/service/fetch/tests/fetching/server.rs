//! Servers that answer as they are told, and a fetcher that may reach some of them.

use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use pavo_fetch::{FetchLimits, Fetcher};

/// Files come from here.
pub(crate) const ALLOWED: [u8; 4] = [127, 0, 0, 2];

/// Nothing may come from here.
pub(crate) const PRIVATE: [u8; 4] = [127, 0, 0, 1];

/// A server; its thread ends with the test.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Hands each connection to `answer` as it comes, with the count of those before it.
    pub(crate) fn raw(ip: [u8; 4], answer: impl Fn(TcpStream, usize) + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind((IpAddr::from(ip), 0)).unwrap(), answer)
    }

    pub(crate) fn on(listener: TcpListener, answer: impl Fn(TcpStream, usize) + Send + Sync + 'static) -> Self {
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let before = count.fetch_add(1, Ordering::SeqCst);
                let answer = answer.clone();
                thread::spawn(move || answer(stream, before));
            }
        });
        Self { address, connections }
    }

    /// Answers every request with the same bytes.
    pub(crate) fn saying(ip: [u8; 4], answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::raw(ip, move |mut stream, _| {
            head_of(&mut stream);
            // The other side may have seen enough.
            let _ = stream.write_all(&answer);
        })
    }

    /// Leads on to another address.
    pub(crate) fn leading_to(location: &str) -> Self {
        Self::saying(ALLOWED, format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"))
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// What stands before the body of a request.
pub(crate) fn head_of(stream: &mut impl Read) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

/// A file as servers send it.
pub(crate) fn ok(file: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {}\r\n\r\n", file.len());
    [head.as_bytes(), file].concat()
}

/// A fetcher to which files of 127.0.0.2 are allowed.
pub(crate) fn fetcher() -> Fetcher {
    let limits = FetchLimits { bytes: 100_000, ..FetchLimits::default() };
    Fetcher::new(vec!["127.0.0.2/32".parse().unwrap()]).with_limits(limits)
}

/// The patience of a fetcher that waits for nobody.
pub(crate) fn impatient() -> FetchLimits {
    FetchLimits {
        bytes: 100_000,
        connect: Duration::from_millis(400),
        answer: Duration::from_millis(400),
        whole: Duration::from_millis(800),
    }
}
