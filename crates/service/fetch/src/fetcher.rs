//! Files at addresses of other servers, fetched as if each of them were set up to harm.

use std::fmt;
use std::io::{self, Read};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use ureq::http::{Response, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Timeout};

use crate::allowed_host::AllowedHost;
use crate::fetch_error::{FetchError, FetchProblem};
use crate::gate::{Closed, Gate, Lookup, system_lookup};
use crate::taken::LARGEST_FILE_BYTES;
use crate::web_address::{AddressError, WebAddress, shown_address};

/// How often a server may lead on to another address.
const MOST_REDIRECTS: u32 = 3;

/// What stands before a file in an answer, at most, in bytes.
const MOST_HEADER_BYTES: usize = 64 * 1024;

/// How much a fetch may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchLimits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Until a host is found, and until it is connected to.
    pub connect: Duration,
    /// Until an answer has begun: all that stands before the file.
    pub answer: Duration,
    /// Until the file is whole, redirects and all.
    pub whole: Duration,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            bytes: LARGEST_FILE_BYTES,
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(20),
            whole: Duration::from_secs(60),
        }
    }
}

/// A file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// At least one, at most as many as the limit says. What the server said of them is not kept.
    pub bytes: Vec<u8>,
    /// What the last address calls it, in plain letters: `quay.png`.
    pub name: String,
}

/// Fetches files by http and https from the public internet and from hosts that were allowed.
///
/// The address that was judged is the one that is connected to; redirects are judged anew, each of them. Nothing is
/// sent that tells of this machine: no cookies, no credentials, no proxy of the environment is used.
///
/// ```
/// # fn main() -> Result<(), pavo_fetch::AllowedHostError> {
/// let fetcher = pavo_fetch::Fetcher::new(vec!["files.example.lan:8080".parse()?]);
/// let refused = fetcher.fetch("http://127.1:8080/a.png?key=secret").unwrap_err();
/// assert_eq!(refused.address, "http://127.0.0.1:8080/a.png");
/// assert_eq!(refused.problem, pavo_fetch::FetchProblem::NotPublic);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Fetcher {
    allowed: Arc<[AllowedHost]>,
    limits: FetchLimits,
    lookup: Lookup,
    /// The certificates of the authorities that are believed; read when first needed.
    roots: Arc<OnceLock<RootCerts>>,
}

impl Fetcher {
    /// A fetcher that goes to the public internet, and to `allowed` hosts wherever they are.
    #[must_use]
    pub fn new(allowed: Vec<AllowedHost>) -> Self {
        Self { allowed: allowed.into(), limits: FetchLimits::default(), lookup: system_lookup(), roots: Arc::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: FetchLimits) -> Self {
        Self { limits, ..self }
    }

    /// The same with another way from a host's name to its addresses; a test brings its own.
    #[must_use]
    pub fn with_lookup(self, lookup: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Self {
        Self { lookup: Arc::new(lookup), ..self }
    }

    /// The same with other authorities, each by its certificate (DER).
    #[must_use]
    pub fn with_authorities(self, certificates: &[Vec<u8>]) -> Self {
        let roots = certificates.iter().map(|one| Certificate::from_der(one).to_owned());
        let roots = RootCerts::Specific(Arc::new(roots.collect()));
        Self { roots: Arc::new(OnceLock::from(roots)), ..self }
    }

    /// Its limits.
    #[must_use]
    pub fn limits(&self) -> FetchLimits {
        self.limits
    }

    /// The file at an address. Blocks; never longer than the limits say, whatever the server does.
    ///
    /// # Errors
    /// [`FetchError`], each [`FetchProblem`] as it says.
    pub fn fetch(&self, address: &str) -> Result<Fetched, FetchError> {
        let began = Instant::now();
        let failed = |address: String| |problem| FetchError { address, problem };
        let mut at =
            WebAddress::parse(address).map_err(|error| failed(shown_address(address))(FetchProblem::Address(error)))?;
        for _ in 0..=MOST_REDIRECTS {
            match self.asked(&at, began).map_err(failed(at.to_string()))? {
                Answer::File(bytes) => return Ok(Fetched { bytes, name: at.file_name() }),
                Answer::Elsewhere(next) => at = next,
            }
        }
        Err(failed(at.to_string())(FetchProblem::Redirects(MOST_REDIRECTS)))
    }

    /// Sends a body to an address, under the same rules; the status of the answer, whatever it is. Nobody is followed
    /// elsewhere, and nothing of the answer is read. Blocks.
    ///
    /// # Errors
    /// [`FetchError`] where there is no answer.
    pub fn post(&self, address: &str, headers: &[(&str, String)], body: &[u8]) -> Result<u16, FetchError> {
        let failed = |problem| FetchError { address: shown_address(address), problem };
        let at = WebAddress::parse(address).map_err(|error| failed(FetchProblem::Address(error)))?;
        let agent = self.agent_for(&at, Instant::now()).map_err(failed)?;
        let mut request = agent.post(at.as_str());
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let response = request.send(body).map_err(|error| failed(self.problem_of(error)))?;
        Ok(response.status().as_u16())
    }

    /// Asks one server once.
    fn asked(&self, at: &WebAddress, began: Instant) -> Result<Answer, FetchProblem> {
        let response = self.agent_for(at, began)?.get(at.as_str()).call().map_err(|error| self.problem_of(error))?;
        match response.status().as_u16() {
            200 => self.read(response, began).map(Answer::File),
            301 | 302 | 303 | 307 | 308 => next_of(at, &response).map(Answer::Elsewhere),
            other => Err(FetchProblem::Status(other)),
        }
    }

    /// What talks to the server of one address and to no other.
    fn agent_for(&self, at: &WebAddress, began: Instant) -> Result<Agent, FetchProblem> {
        let port = at.port();
        let is_usual = matches!(port, 80 | 443 | 1024..);
        if !is_usual && !self.allowed.iter().any(|allowed| allowed.names_port(at)) {
            return Err(FetchProblem::Port(port));
        }
        let left = self.left(began)?;
        let limits = self.limits;
        let mut config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .max_response_header_size(MOST_HEADER_BYTES)
            .user_agent(concat!("pavo/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .timeout_global(Some(left))
            .timeout_connect(Some(limits.connect))
            .timeout_send_request(Some(limits.answer))
            .timeout_recv_response(Some(limits.answer));
        if at.is_secure() {
            config = config.tls_config(self.tls()?);
        }
        let gate = Gate {
            address: at.clone(),
            allowed: self.allowed.clone(),
            lookup: self.lookup.clone(),
            most: limits.connect.min(left),
        };
        Ok(Agent::with_parts(config.build(), DefaultConnector::default(), gate))
    }

    /// Reads the file of an answer.
    fn read(&self, response: Response<Body>, began: Instant) -> Result<Vec<u8>, FetchProblem> {
        let most_bytes = self.limits.bytes;
        let told = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        if let Some(packed) = told(header::CONTENT_ENCODING).filter(|it| !it.eq_ignore_ascii_case("identity")) {
            let packed: String = packed.chars().take(20).collect();
            return Err(FetchProblem::Answer(format!("it is packed ({packed}) although that was not asked for")));
        }
        // What cannot be read as a number, ureq has refused.
        let length = told(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > most_bytes as u64) {
            return Err(FetchProblem::TooLarge { most_bytes });
        }
        let mut reader = response.into_body().into_reader();
        let mut bytes = Vec::new();
        // What was promised is not believed: memory is taken as bytes arrive.
        let mut chunk = vec![0; 64 * 1024];
        loop {
            self.left(began)?;
            let count = reader.read(&mut chunk).map_err(|error| self.problem_of(error.into()))?;
            if count == 0 {
                break;
            }
            if bytes.len() + count > most_bytes {
                return Err(FetchProblem::TooLarge { most_bytes });
            }
            bytes.extend_from_slice(&chunk[..count]);
        }
        if bytes.is_empty() { Err(FetchProblem::Empty) } else { Ok(bytes) }
    }

    /// What is left of the time.
    fn left(&self, began: Instant) -> Result<Duration, FetchProblem> {
        let most = self.limits.whole;
        most.checked_sub(began.elapsed())
            .filter(|left| !left.is_zero())
            .ok_or(FetchProblem::Slow { what: "fetching it", most })
    }

    fn tls(&self) -> Result<TlsConfig, FetchProblem> {
        let roots = self.roots.get_or_init(|| {
            let found = rustls_native_certs::load_native_certs().certs;
            RootCerts::Specific(Arc::new(found.iter().map(|one| Certificate::from_der(one).to_owned()).collect()))
        });
        if matches!(roots, RootCerts::Specific(roots) if roots.is_empty()) {
            return Err(FetchProblem::NoRoots);
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        Ok(TlsConfig::builder().root_certs(roots.clone()).unversioned_rustls_crypto_provider(provider).build())
    }

    /// What an error of the client means.
    fn problem_of(&self, error: ureq::Error) -> FetchProblem {
        let limits = self.limits;
        match error {
            ureq::Error::Other(other) => match other.downcast::<Closed>() {
                Ok(closed) => closed.0,
                Err(other) => FetchProblem::Answer(other.to_string()),
            },
            ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                FetchProblem::Slow { what: "connecting to the host", most: limits.connect }
            }
            ureq::Error::Timeout(Timeout::SendRequest | Timeout::RecvResponse) => {
                FetchProblem::Slow { what: "the beginning of the answer", most: limits.answer }
            }
            ureq::Error::Timeout(_) => FetchProblem::Slow { what: "fetching it", most: limits.whole },
            // Names with signs that no host has.
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                FetchProblem::Address(AddressError::Form(url::ParseError::InvalidDomainCharacter))
            }
            ureq::Error::Rustls(error) => FetchProblem::Tls(tls_words(&error)),
            ureq::Error::Tls(words) => FetchProblem::Tls(words.to_owned()),
            ureq::Error::LargeResponseHeader(..) => {
                FetchProblem::Answer(format!("what stands before the file is larger than {MOST_HEADER_BYTES} bytes"))
            }
            ureq::Error::Io(error) => {
                if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                    return FetchProblem::Tls(tls_words(tls));
                }
                match error.kind() {
                    io::ErrorKind::UnexpectedEof
                    | io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::BrokenPipe => FetchProblem::Cut,
                    kind => FetchProblem::NoConnection(kind.to_string()),
                }
            }
            other => FetchProblem::Answer(other.to_string()),
        }
    }
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher").field("allowed", &self.allowed).field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// What a server said.
enum Answer {
    File(Vec<u8>),
    Elsewhere(WebAddress),
}

/// Where a server leads on to.
fn next_of(at: &WebAddress, response: &Response<Body>) -> Result<WebAddress, FetchProblem> {
    let location = response.headers().get(header::LOCATION).ok_or(FetchProblem::NoLocation)?;
    // Some servers write names in the letters of their language.
    let location = String::from_utf8_lossy(location.as_bytes());
    let next = at.join(&location)?;
    if at.is_secure() && !next.is_secure() {
        return Err(FetchProblem::Downgrade);
    }
    Ok(next)
}

fn tls_words(error: &rustls::Error) -> String {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(Certificate::UnknownIssuer) => {
            "the host's certificate is not from an authority that this system trusts".to_owned()
        }
        rustls::Error::InvalidCertificate(Certificate::Expired | Certificate::ExpiredContext { .. }) => {
            "the host's certificate has run out".to_owned()
        }
        rustls::Error::InvalidCertificate(
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. },
        ) => "the certificate is another host's".to_owned(),
        rustls::Error::InvalidMessage(_) => "the host does not speak TLS".to_owned(),
        other => other.to_string(),
    }
}
