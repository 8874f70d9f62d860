//! Why a file at an address was not fetched.

use std::time::Duration;

use crate::web_address::AddressError;

/// A file was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{address}: {problem}")]
pub struct FetchError {
    /// Where it was looked for, after redirects; without what may be secret.
    pub address: String,
    /// What is wrong.
    pub problem: FetchProblem,
}

/// What went wrong with a file at an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchProblem {
    /// The address is none that is opened.
    #[error("the address {0}")]
    Address(#[from] AddressError),
    /// The port is not one that files come from.
    #[error("port {0} is not opened; 80, 443 and those from 1024 are")]
    Port(u16),
    /// The host's name leads nowhere.
    #[error("there is no host of that name")]
    NoHost,
    /// The host is in a network of its own.
    #[error("the host is not on the public internet; who runs Pavo can allow it (--allow-host)")]
    NotPublic,
    /// Nobody answers there.
    #[error("no connection could be made: {0}")]
    NoConnection(String),
    /// The connection cannot be made secure.
    #[error("no secure connection could be made: {0}")]
    Tls(String),
    /// Nothing is known that secure connections could be judged by.
    #[error(
        "this system has no certificates of authorities (a package such as ca-certificates has them), so nothing \
             can be fetched by https"
    )]
    NoRoots,
    /// Something took too long.
    #[error("{what} took longer than {}", words_of(*.most))]
    Slow {
        /// What was waited for.
        what: &'static str,
        /// How long was waited.
        most: Duration,
    },
    /// The server has no file there, or none for us.
    #[error("the server answered with status {0} instead of the file")]
    Status(u16),
    /// The server leads on, but not where to.
    #[error("the server leads on to another address, but does not say which")]
    NoLocation,
    /// The server leads on and on.
    #[error("the server leads on to another address more than {0} times")]
    Redirects(u32),
    /// The server leads on to an address that others can listen to.
    #[error("the server leads on from https to http, which is not followed")]
    Downgrade,
    /// What was answered is not what was asked for.
    #[error("the answer cannot be read: {0}")]
    Answer(String),
    /// The server's answer ended before the file did.
    #[error("the connection ended before the file did")]
    Cut,
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than files may be.
    #[error("the file is larger than {}", size_words(*.most_bytes))]
    TooLarge {
        /// What files may have.
        most_bytes: usize,
    },
}

fn words_of(span: Duration) -> String {
    if span.subsec_millis() == 0 { format!("{} s", span.as_secs()) } else { format!("{:.1} s", span.as_secs_f64()) }
}

fn size_words(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..0x10_0000 => format!("{} kB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}
