//! Where a fetcher does not go.

use std::net::{IpAddr, Ipv6Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pavo_fetch::{FetchProblem, Fetcher};

use crate::server::{ALLOWED, PRIVATE, Server, fetcher, ok};

fn problem(fetcher: &Fetcher, address: &str) -> FetchProblem {
    fetcher.fetch(address).unwrap_err().problem
}

#[test]
fn no_spelling_of_a_private_address_is_opened() {
    let fetcher = Fetcher::new(Vec::new());
    for host in [
        "127.0.0.1",
        "127.0.0.2",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",
        "①②⑦.⓪.⓪.①",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::8.8.8.8]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
    ] {
        for scheme in ["http", "https"] {
            let address = format!("{scheme}://{host}:8080/latest/meta-data");
            assert_eq!(problem(&fetcher, &address), FetchProblem::NotPublic, "{address}");
        }
    }
}

#[test]
fn a_host_is_judged_by_where_its_name_leads() {
    let leading_to = |addresses: &'static [&'static str]| {
        fetcher().with_lookup(|_| Ok(addresses.iter().map(|address| address.parse().unwrap()).collect()))
    };
    for addresses in
        [&["10.0.0.1"][..], &["::1"], &["169.254.169.254", "fe80::1"], &["::ffff:192.168.0.1"], &["64:ff9b::a00:1"]]
    {
        let problem = problem(&leading_to(addresses), "http://harbour.test/a.png");
        assert_eq!(problem, FetchProblem::NotPublic, "{addresses:?}");
    }
    assert_eq!(problem(&leading_to(&[]), "http://harbour.test/a.png"), FetchProblem::NoHost);
    let unknown = fetcher().with_lookup(|_| Err(std::io::ErrorKind::NotFound.into()));
    assert_eq!(problem(&unknown, "http://harbour.test/a.png"), FetchProblem::NoHost);
}

/// A server that may be reached and one on the same port that may not.
fn pair() -> (Server, Server) {
    let private = TcpListener::bind((IpAddr::from(PRIVATE), 0)).unwrap();
    let port = private.local_addr().unwrap().port();
    match TcpListener::bind((IpAddr::from(ALLOWED), port)) {
        Ok(allowed) => {
            let say = |listener, words: &'static [u8]| {
                Server::on(listener, move |mut stream, _| {
                    crate::server::head_of(&mut stream);
                    let _ = std::io::Write::write_all(&mut stream, &ok(words));
                })
            };
            (say(allowed, b"allowed"), say(private, b"private"))
        }
        // Another test has this port.
        Err(_) => pair(),
    }
}

#[test]
fn an_answer_that_changes_gains_nothing() {
    let (allowed, private) = pair();
    let lookups = Arc::new(AtomicUsize::new(0));
    let count = lookups.clone();
    let changing = fetcher().with_lookup(move |_| {
        let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(vec![if is_first { IpAddr::from(ALLOWED) } else { IpAddr::from(PRIVATE) }])
    });
    let address = format!("http://harbour.test:{}/a.png", allowed.address.port());
    assert_eq!(changing.fetch(&address).unwrap().bytes, b"allowed");
    assert_eq!(lookups.load(Ordering::SeqCst), 1, "looked up once for one connection");
    assert_eq!(problem(&changing, &address), FetchProblem::NotPublic, "and judged anew each time");
    assert_eq!(private.connections(), 0);
}

#[test]
fn of_several_addresses_only_those_that_may_be_are_tried() {
    let (allowed, private) = pair();
    let both = fetcher().with_lookup(|_| Ok(vec![IpAddr::from(PRIVATE), IpAddr::from(ALLOWED)]));
    let address = format!("http://harbour.test:{}/a.png", allowed.address.port());
    assert_eq!(both.fetch(&address).unwrap().bytes, b"allowed");
    assert_eq!(private.connections(), 0);
}

#[test]
fn redirects_are_judged_like_addresses() {
    let private = Server::saying(PRIVATE, ok(b"private"));
    let port = private.address.port();
    for location in [
        private.url("/"),
        format!("http://localhost:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("//2130706433:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        "http://169.254.169.254/latest/meta-data?secret".to_owned(),
        "https://[fe80::1]/".to_owned(),
    ] {
        let first = Server::leading_to(&location);
        let error = fetcher().fetch(&first.url("/a.png")).unwrap_err();
        assert_eq!(error.problem, FetchProblem::NotPublic, "{location}");
        assert!(!error.address.contains("127.0.0.2") && !error.address.contains("secret"), "{error}");
    }
    for location in ["file:///etc/passwd", "ftp://127.0.0.2/", "http://ada:word@127.0.0.2:8080/", "http://[", "data:,a"]
    {
        let problem = problem(&fetcher(), &Server::leading_to(location).url("/a.png"));
        assert!(matches!(problem, FetchProblem::Address(_)), "{location}: {problem}");
    }
    assert_eq!(problem(&fetcher(), &Server::leading_to("http://127.0.0.2:25/").url("/")), FetchProblem::Port(25));
    assert_eq!(private.connections(), 0);
}

#[test]
fn ports_of_other_services_are_not_opened_unless_they_are_named() {
    for port in [1, 21, 22, 25, 53, 110, 143, 445, 1023] {
        let address = format!("http://127.0.0.2:{port}/");
        assert_eq!(problem(&fetcher(), &address), FetchProblem::Port(port));
    }
    let named = Fetcher::new(vec!["127.0.0.2:1".parse().unwrap()]);
    assert!(matches!(problem(&named, "http://127.0.0.2:1/"), FetchProblem::NoConnection(_)));
}

#[test]
fn allowed_hosts_are_those_that_were_named() {
    let server = Server::saying(PRIVATE, ok(b"boats"));
    let port = server.address.port();
    let allowing =
        |host: &str| Fetcher::new(vec![host.parse().unwrap()]).with_lookup(|_| Ok(vec![IpAddr::from(PRIVATE)]));
    let by_name = format!("http://harbour.test:{port}/");
    let by_number = server.url("/");
    for host in ["harbour.test", "HARBOUR.test", &format!("harbour.test:{port}")] {
        assert_eq!(allowing(host).fetch(&by_name).unwrap().bytes, b"boats", "{host}");
        assert_eq!(problem(&allowing(host), &by_number), FetchProblem::NotPublic, "{host}");
    }
    for host in ["harbour.test:1", "a.harbour.test", "test"] {
        assert_eq!(problem(&allowing(host), &by_name), FetchProblem::NotPublic, "{host}");
    }
    for host in ["127.0.0.0/8", "127.0.0.1/32"] {
        assert_eq!(allowing(host).fetch(&by_name).unwrap().bytes, b"boats", "{host}");
        assert_eq!(allowing(host).fetch(&by_number).unwrap().bytes, b"boats", "{host}");
    }
    assert_eq!(allowing("127.0.0.1").fetch(&format!("http://2130706433:{port}/")).unwrap().bytes, b"boats");
}

#[test]
fn hosts_of_the_newer_protocol_are_reached_too() {
    // Not every machine has it.
    let Ok(listener) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else { return };
    let server = Server::on(listener, |mut stream, _| {
        crate::server::head_of(&mut stream);
        let _ = std::io::Write::write_all(&mut stream, &ok(b"boats"));
    });
    let allowing = Fetcher::new(vec!["::1".parse().unwrap()]);
    assert_eq!(allowing.fetch(&server.url("/")).unwrap().bytes, b"boats");
    assert_eq!(problem(&fetcher(), &server.url("/")), FetchProblem::NotPublic);
}
