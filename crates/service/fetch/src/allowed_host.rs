//! Hosts that whoever runs Pavo trusts, although they are not on the public internet.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use url::Host;

use crate::address_range::AddressRange;
use crate::web_address::WebAddress;

/// A host, or a range of addresses, that files may be fetched from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowedHost {
    /// A host as addresses name it, wherever that name leads.
    Named {
        /// Its name or address.
        host: Host<String>,
        /// The only port of it; `None` for those that every host may have.
        port: Option<u16>,
    },
    /// Every host whose address is in the range.
    Range(AddressRange),
}

/// A text names no host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no host; write a name, a name with its port, an address or a range: files.example.lan, \
         files.example.lan:8080, 10.1.2.3, 10.0.0.0/8, [fd00::1]:8080"
)]
pub struct AllowedHostError {
    text: String,
}

impl AllowedHost {
    /// Whether this host and port were named in so many words.
    pub(crate) fn names(&self, address: &WebAddress) -> bool {
        match self {
            Self::Named { host, port } => *host == address.host() && port.is_none_or(|port| port == address.port()),
            Self::Range(_) => false,
        }
    }

    /// Whether this port was named with the host.
    pub(crate) fn names_port(&self, address: &WebAddress) -> bool {
        matches!(self, Self::Named { port: Some(_), .. }) && self.names(address)
    }

    /// Whether an address that was found for a host may be connected to.
    pub(crate) fn holds(&self, address: IpAddr) -> bool {
        match self {
            Self::Named { .. } => false,
            Self::Range(range) => range.contains(address),
        }
    }
}

impl FromStr for AllowedHost {
    type Err = AllowedHostError;

    fn from_str(text: &str) -> Result<Self, AllowedHostError> {
        let wrong = || AllowedHostError { text: text.to_owned() };
        let text = text.trim();
        if text.contains('/') {
            return text.parse().map(Self::Range).map_err(|_| wrong());
        }
        if let Ok(address) = text.parse::<Ipv6Addr>() {
            return Ok(Self::Named { host: Host::Ipv6(address), port: None });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !text.ends_with(']') => (host, Some(port.parse().map_err(|_| wrong())?)),
            _ => (text, None),
        };
        let host = Host::parse(host).map_err(|_| wrong())?;
        Ok(Self::Named { host, port })
    }
}

impl fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named { host, port: Some(port) } => write!(f, "{host}:{port}"),
            Self::Named { host, port: None } => write!(f, "{host}"),
            Self::Range(range) => write!(f, "{range}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(allowed: &str, address: &str) -> bool {
        allowed.parse::<AllowedHost>().unwrap().names(&WebAddress::parse(address).unwrap())
    }

    #[test]
    fn a_host_is_itself_and_nothing_below_or_above_it() {
        assert!(names("files.lan", "http://FILES.lan/a.png"));
        assert!(!names("files.lan", "http://a.files.lan/") && !names("files.lan", "http://lan/"));
        assert!(names("files.lan:8080", "http://files.lan:8080/") && !names("files.lan:8080", "http://files.lan/"));
        assert!(names("files.lan:443", "https://files.lan/"));
        assert!(names("127.0.0.1", "http://2130706433/") && names("127.0.0.1", "http://0x7f.1:90/"));
        assert!(names("::1", "http://[::1]/") && names("[::1]:81", "http://[0:0::1]:81/"));
        assert!(!names("10.0.0.0/8", "http://10.0.0.1/"), "a range is judged by where a name leads");
        assert!("10.0.0.0/8".parse::<AllowedHost>().unwrap().holds("10.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_host_says_what_would_be_one() {
        for text in ["", "a b", "files.lan:port", "10.0.0.0/40", "http://files.lan", "files.lan:99999", "[::1"] {
            let error = text.parse::<AllowedHost>().unwrap_err().to_string();
            assert!(error.contains("files.example.lan:8080"), "{error}");
        }
    }
}
