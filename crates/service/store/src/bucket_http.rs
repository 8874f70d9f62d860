//! How buckets are talked to: with the HTTP client and the TLS that the program has anyway.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::Method;
use http_body_util::{BodyExt, StreamBody};
use object_store::ClientOptions;
use object_store::client::{
    ClientConfigKey, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody,
    HttpService,
};
use tokio::sync::{Semaphore, mpsc, oneshot};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Bytes of an answer that are read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// Chunks that are read ahead of who wants them.
const CHUNKS_AHEAD: usize = 4;

/// Files that are read at once, each on a thread until whoever wants it has it; more wait. The runtime has 512 such threads,
/// and others need some too.
const READ_AT_ONCE: usize = 256;

/// Until a host is connected to.
const LONGEST_CONNECT: Duration = Duration::from_secs(5);

/// Until an answer begins.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// Until a part of a file is sent.
const LONGEST_SENDING: Duration = Duration::from_secs(5 * 60);

/// Until a file is read by whoever wants it, however slowly.
const LONGEST_READING: Duration = Duration::from_secs(60 * 60);

/// Makes clients of `ureq`, each request on a thread of the runtime's for what blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UreqConnector;

impl HttpConnector for UreqConnector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let is_http_allowed = options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|told| told == "true");
        let mut config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .https_only(!is_http_allowed)
            .user_agent(concat!("pavo/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .timeout_connect(Some(LONGEST_CONNECT))
            .timeout_recv_response(Some(LONGEST_ANSWER))
            .timeout_send_body(Some(LONGEST_SENDING))
            .timeout_recv_body(Some(LONGEST_READING));
        let found = rustls_native_certs::load_native_certs().certs;
        if !found.is_empty() {
            let roots = found.iter().map(|one| Certificate::from_der(one).to_owned()).collect();
            let tls = TlsConfig::builder()
                .root_certs(RootCerts::Specific(Arc::new(roots)))
                .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .build();
            config = config.tls_config(tls);
        }
        let reading = Arc::new(Semaphore::new(READ_AT_ONCE));
        Ok(HttpClient::new(UreqService { agent: config.build().into(), reading }))
    }
}

#[derive(Debug)]
struct UreqService {
    agent: Agent,
    reading: Arc<Semaphore>,
}

/// The beginning of an answer, and where the rest of it comes from.
type Begun = (http::response::Parts, mpsc::Receiver<Result<Bytes, HttpError>>);

#[async_trait::async_trait]
impl HttpService for UreqService {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.agent.clone();
        // It fails when the semaphore is closed, which nobody does.
        let place = match parts.method {
            // Files that are read; short answers are not kept waiting by slow readers.
            Method::GET if parts.headers.contains_key(http::header::RANGE) => {
                self.reading.clone().acquire_owned().await.ok()
            }
            _ => None,
        };
        let (begin, begun) = oneshot::channel();
        // What waits in vain ends when nobody listens any more.
        tokio::task::spawn_blocking(move || {
            talk(&agent, parts, &body, begin);
            drop(place);
        });
        let lost = || HttpError::new(HttpErrorKind::Interrupted, io::Error::other("the request was given up"));
        let (parts, mut chunks): Begun = begun.await.map_err(|_| lost())??;
        let chunks = stream::poll_fn(move |context| chunks.poll_recv(context));
        let frames = futures_util::TryStreamExt::map_ok(chunks, http_body::Frame::data);
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(StreamBody::new(frames))))
    }
}

/// Asks, and hands over what is answered, chunk by chunk.
fn talk(agent: &Agent, parts: http::request::Parts, body: &Bytes, begin: oneshot::Sender<Result<Begun, HttpError>>) {
    let has_body = !body.is_empty() || parts.method == Method::POST || parts.method == Method::PUT;
    let answer = match has_body {
        true => agent.run(http::Request::from_parts(parts, &body[..])),
        false => agent.run(http::Request::from_parts(parts, ())),
    };
    let (parts, body) = match answer {
        Ok(answer) => answer.into_parts(),
        Err(error) => {
            let _ = begin.send(Err(HttpError::new(kind_of(&error), error)));
            return;
        }
    };
    let (sender, chunks) = mpsc::channel(CHUNKS_AHEAD);
    if begin.send(Ok((parts, chunks))).is_err() {
        return;
    }
    let mut reader = body.into_reader();
    loop {
        let mut chunk = vec![0; CHUNK_BYTES];
        let read = match reader.read(&mut chunk) {
            Ok(0) => return,
            Ok(count) => {
                chunk.truncate(count);
                Ok(Bytes::from(chunk))
            }
            Err(error) => Err(HttpError::new(HttpErrorKind::Interrupted, error)),
        };
        let is_last = read.is_err();
        if sender.blocking_send(read).is_err() || is_last {
            return;
        }
    }
}

/// Whether a request that failed may be sent again.
fn kind_of(error: &ureq::Error) -> HttpErrorKind {
    match error {
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                HttpErrorKind::Connect
            }
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => HttpErrorKind::Interrupted,
            io::ErrorKind::TimedOut => HttpErrorKind::Timeout,
            _ => HttpErrorKind::Unknown,
        },
        _ => HttpErrorKind::Unknown,
    }
}
