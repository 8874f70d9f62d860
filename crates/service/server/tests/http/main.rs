//! The service as its clients see it: real HTTP on a loopback port, a studio that pretends.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

mod any_bytes;
mod bench;
mod client;
mod designed;
mod endings;
mod files;
mod keys;
mod lifecycle;
mod limits;
mod mcp;
mod objects;
mod operating;
mod process;
mod project_page;
mod promised;
#[path = "../../../store/tests/store/s3.rs"]
mod s3;
mod security;
mod styles;
mod uploads;
mod videos;
mod webhooks;
mod wrong_requests;
