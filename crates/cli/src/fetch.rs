//! Files at addresses: which hosts they may come from.

use pavo_fetch::{AllowedHost, Fetcher};
use std::str::FromStr;

/// How files are fetched.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct FetchArgs {
    /// A host that files may be fetched from, and webhooks go to, although it is not on the public internet: a name, a name
    /// with its port, an address or a range (files.example.lan, files.example.lan:8080, 10.1.2.3, 10.0.0.0/8); several are
    /// parted by commas.
    #[arg(long = "allow-host", value_name = "HOST", env = "PAVO_ALLOW_HOSTS")]
    allowed: Vec<Hosts>,
}

impl FetchArgs {
    pub(crate) fn fetcher(&self) -> Fetcher {
        Fetcher::new(self.allowed.iter().flat_map(|hosts| hosts.0.clone()).collect())
    }
}

/// Hosts that are parted by commas; none where there is nothing between them.
#[derive(Debug, Clone)]
struct Hosts(Vec<AllowedHost>);

impl FromStr for Hosts {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let hosts = text.split(',').map(str::trim).filter(|host| !host.is_empty());
        let hosts = hosts.map(|host| host.parse().map_err(|error: pavo_fetch::AllowedHostError| error.to_string()));
        hosts.collect::<Result<_, _>>().map(Self)
    }
}
