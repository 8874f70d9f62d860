//! Secure connections: who is believed, and who is not.

use std::io::Write;
use std::net::{IpAddr, TcpStream};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use pavo_fetch::{FetchProblem, Fetcher};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::server::{ALLOWED, Server, fetcher, head_of, impatient, ok};

/// A server whose certificate is its own word, and that certificate.
fn secure(host: &str, answer: Vec<u8>) -> (Server, Vec<u8>) {
    secure_pieces(host, answer, usize::MAX)
}

/// The same, whose answer comes in pieces of so many bytes, each after a twentieth of a second.
fn secure_pieces(host: &str, answer: Vec<u8>, piece_bytes: usize) -> (Server, Vec<u8>) {
    let mut wanted = CertificateParams::new([host.to_owned()]).unwrap();
    wanted.distinguished_name = DistinguishedName::new();
    wanted.distinguished_name.push(DnType::CommonName, host);
    let own_key = KeyPair::generate().unwrap();
    let certificate = wanted.self_signed(&own_key).unwrap().der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate.clone())], key)
        .unwrap();
    let config = Arc::new(config);
    let server = Server::raw(ALLOWED, move |stream: TcpStream, _| {
        let connection = ServerConnection::new(config.clone()).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        if head_of(&mut stream).is_empty() {
            return;
        }
        for piece in answer.chunks(piece_bytes) {
            if stream.write_all(piece).is_err() {
                return;
            }
            if piece.len() == piece_bytes {
                sleep(Duration::from_millis(50));
            }
        }
        stream.conn.send_close_notify();
        let _ = stream.flush();
    });
    (server, certificate)
}

/// A fetcher for which the name leads to the servers of this test.
fn by_name() -> Fetcher {
    fetcher().with_lookup(|_| Ok(vec![IpAddr::from(ALLOWED)]))
}

fn tls_problem(fetcher: &Fetcher, address: &str) -> String {
    match fetcher.fetch(address).unwrap_err().problem {
        FetchProblem::Tls(words) => words,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_certificate_that_nobody_answers_for_is_refused() {
    let (server, _) = secure("harbour.test", ok(b"boats"));
    let (_, another) = secure("quay.test", Vec::new());
    let address = format!("https://harbour.test:{}/a.png", server.address.port());
    let words = tls_problem(&by_name().with_authorities(&[another]), &address);
    assert_eq!(words, "the host's certificate is not from an authority that this system trusts");
    // The system's own authorities, where it has any.
    let problem = by_name().fetch(&address).unwrap_err().problem;
    assert!(matches!(problem, FetchProblem::Tls(_) | FetchProblem::NoRoots), "{problem:?}");
}

#[test]
fn a_file_comes_over_a_connection_that_is_believed() {
    let (server, certificate) = secure("harbour.test", ok(b"boats"));
    let fetcher = by_name().with_authorities(&[certificate]);
    let port = server.address.port();
    assert_eq!(fetcher.fetch(&format!("https://harbour.test:{port}/a.png")).unwrap().bytes, b"boats");
    let words = tls_problem(&fetcher, &format!("https://other.test:{port}/a.png"));
    assert_eq!(words, "the certificate is another host's");
}

#[test]
fn without_authorities_nothing_is_fetched_securely() {
    let problem = by_name().with_authorities(&[]).fetch("https://harbour.test/a.png").unwrap_err().problem;
    assert_eq!(problem, FetchProblem::NoRoots);
}

#[test]
fn redirects_from_a_secure_address_to_another_kind_are_not_followed() {
    let open = Server::saying(ALLOWED, ok(b"boats"));
    let answer = format!("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", open.url("/"));
    let (server, certificate) = secure("harbour.test", answer.into_bytes());
    let fetcher = by_name().with_authorities(&[certificate]);
    let error = fetcher.fetch(&format!("https://harbour.test:{}/", server.address.port())).unwrap_err();
    assert_eq!(error.problem, FetchProblem::Downgrade);
    assert_eq!(open.connections(), 0);
}

#[test]
fn hosts_that_do_not_speak_tls_say_so_in_time() {
    let (_, certificate) = secure("harbour.test", Vec::new());
    let fetcher = by_name().with_authorities(&[certificate]);
    let open = Server::raw(ALLOWED, |mut stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        sleep(Duration::from_secs(2));
    });
    let words = tls_problem(&fetcher, &format!("https://harbour.test:{}/", open.address.port()));
    assert_eq!(words, "the host does not speak TLS");
    // A handshake that comes byte by byte: a record of 16,000 bytes was announced.
    let slow = Server::raw(ALLOWED, |mut stream, _| {
        for byte in [0x16, 3, 3, 0x3e, 0x80].into_iter().chain(std::iter::repeat(2)) {
            if stream.write_all(&[byte]).is_err() {
                return;
            }
            sleep(Duration::from_millis(50));
        }
    });
    let began = Instant::now();
    let fetcher = fetcher.with_limits(impatient());
    let error = fetcher.fetch(&format!("https://harbour.test:{}/", slow.address.port())).unwrap_err();
    assert_eq!(error.problem.to_string(), "connecting to the host took longer than 0.4 s");
    assert!(began.elapsed() < Duration::from_millis(1500));
}

#[test]
fn a_secure_file_that_comes_slowly_or_not_whole_says_so() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n";
    let (cut, certificate) = secure("harbour.test", [&head[..], b"boats"].concat());
    let fetcher = by_name().with_authorities(&[certificate]);
    let problem = fetcher.fetch(&format!("https://harbour.test:{}/", cut.address.port())).unwrap_err().problem;
    assert_eq!(problem, FetchProblem::Cut);
    let (slow, certificate) = secure_pieces("harbour.test", [&head[..], &[b'a'; 900]].concat(), 10);
    let fetcher = by_name().with_authorities(&[certificate]).with_limits(impatient());
    let began = Instant::now();
    let problem = fetcher.fetch(&format!("https://harbour.test:{}/", slow.address.port())).unwrap_err().problem;
    assert_eq!(problem.to_string(), "fetching it took longer than 0.8 s");
    assert!(began.elapsed() < Duration::from_millis(1500));
}
