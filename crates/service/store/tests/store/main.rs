//! Claims about the store, each on both databases.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

mod backup;
mod claims;
mod clean_up;
mod engines;
mod keys;
mod objects;
mod postgres;
mod retention;
mod s3;
mod tls;
mod turns;
mod work;
