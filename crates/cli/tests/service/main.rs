//! The service as it is run: the real program, real films, ordinary clients.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

mod clients;
mod process;
mod secrets;
mod soak;
