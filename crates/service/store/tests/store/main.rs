//! Claims about the store, each on both databases.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

mod claims;
mod clean_up;
mod engines;
mod keys;
mod postgres;
mod turns;
