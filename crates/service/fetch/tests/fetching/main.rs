//! Files at addresses: what is fetched, and what no server can make a fetcher do.
//!
//! All servers are this test's own, on loopback addresses; those of 127.0.0.2 are allowed, those of 127.0.0.1 are not.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

mod answers;
mod guard;
mod limits;
mod secure;
mod server;
