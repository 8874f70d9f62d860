//! The only way from a name to an address that is connected to.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Host;

use crate::allowed_host::AllowedHost;
use crate::fetch_error::FetchProblem;
use crate::public::is_public;
use crate::web_address::WebAddress;

/// Most addresses of a host that are tried.
const MOST_ADDRESSES: usize = 8;

/// Finds the addresses of a host by its name.
pub(crate) type Lookup = Arc<dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync>;

/// Looks a host up as other programs of this machine do.
pub(crate) fn system_lookup() -> Lookup {
    Arc::new(|name| Ok((name, 0).to_socket_addrs()?.map(|found| found.ip()).collect()))
}

/// Gives the addresses of one host, once, and only those that may be connected to.
///
/// What it gives is connected to as it is: no name is looked up a second time, so that an answer that changes in between
/// gains nothing.
pub(crate) struct Gate {
    pub(crate) address: WebAddress,
    pub(crate) allowed: Arc<[AllowedHost]>,
    pub(crate) lookup: Lookup,
    /// How long a name may be looked up.
    pub(crate) most: Duration,
}

/// Why a gate is closed.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct Closed(pub(crate) FetchProblem);

impl Gate {
    fn open(&self) -> Result<Vec<SocketAddr>, FetchProblem> {
        let found = match self.address.host() {
            Host::Ipv4(address) => vec![address.into()],
            Host::Ipv6(address) => vec![address.into()],
            Host::Domain(name) => self.looked_up(name)?,
        };
        if found.is_empty() {
            return Err(FetchProblem::NoHost);
        }
        let is_named = self.allowed.iter().any(|allowed| allowed.names(&self.address));
        let may = |address: &IpAddr| {
            is_named || is_public(*address) || self.allowed.iter().any(|allowed| allowed.holds(*address))
        };
        let port = self.address.port();
        let open: Vec<SocketAddr> = found
            .into_iter()
            .filter(may)
            .take(MOST_ADDRESSES)
            .map(|address| SocketAddr::new(address.to_canonical(), port))
            .collect();
        if open.is_empty() { Err(FetchProblem::NotPublic) } else { Ok(open) }
    }

    /// The system's way of looking up has no end of its own, so it gets a thread of its own.
    fn looked_up(&self, name: String) -> Result<Vec<IpAddr>, FetchProblem> {
        let (sender, found) = mpsc::sync_channel(1);
        let lookup = self.lookup.clone();
        let thread = thread::Builder::new().name("pavo-lookup".to_owned());
        thread
            // Nobody listens any more where it took too long.
            .spawn(move || drop(sender.send(lookup(&name))))
            .map_err(|error| FetchProblem::NoConnection(error.to_string()))?;
        match found.recv_timeout(self.most) {
            Ok(found) => found.map_err(|_| FetchProblem::NoHost),
            Err(_) => Err(FetchProblem::Slow { what: "looking up the host", most: self.most }),
        }
    }
}

impl Resolver for Gate {
    /// The address is the gate's own: what ureq reads out of the same text, by other rules, decides nothing.
    fn resolve(&self, _: &Uri, _: &ureq::config::Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let open = self.open().map_err(|problem| ureq::Error::Other(Box::new(Closed(problem))))?;
        let mut addresses = self.empty();
        open.into_iter().for_each(|address| addresses.push(address));
        Ok(addresses)
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").field("address", &self.address).field("allowed", &self.allowed).finish_non_exhaustive()
    }
}
