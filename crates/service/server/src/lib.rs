//! The HTTP service: routes, API types, errors, and the project page.
//!
//! The contract is `openapi.json`, kept by hand; requests are checked against it and it is
//! served as it is. Everything under `/v1` needs a key, also paths that do not exist. Links
//! to files and project pages are unguessable instead.
//!
//! [`run`] is the whole life of a server process; [`Server`] is one inside a process, as
//! tests want it.

mod add_outputs;
mod app;
mod asked_video;
mod assets;
mod auth;
mod byte_range;
mod connection;
mod contract;
mod create_video;
mod design_view;
mod end_video;
mod error;
mod events;
mod file;
mod get_scene;
mod get_video;
mod health;
mod html;
mod leftover;
mod link;
mod list_videos;
mod log;
mod mcp;
mod metrics;
mod named_file;
mod patch_scene;
mod picture;
mod poster;
mod problem;
mod process;
mod project_page;
mod project_view;
mod rate;
mod request_id;
mod server;
mod slug;
mod styles;
mod upload;
mod webhooks;

pub use contract::{ContractError, OPENAPI};
pub(crate) use error::ApiError;
pub use link::PublicUrlError;
pub use log::log_to_stderr;
pub use process::{Options, Ready, ServeError, run, run_while};
pub use server::{Server, ServerSettings};
