//! The steps of a job: design, render each output, store; and the bounded queue.
//!
//! A [`Dispatcher`] takes videos from the [`pavo_store::Store`] and drives them through a
//! [`Studio`], which knows how to make a scene from words and a file from a scene. Every
//! step may run twice: it is begun under a claim, written to a name of its own and recorded
//! only while the claim holds.
//!
//! What this crate does not do: HTTP, drawing, retries of a step that failed on its own
//! account (the studio is deterministic, so it would fail again).

mod brand;
mod bring;
mod cancel;
mod clean_up;
mod dispatcher;
mod files;
mod picture;
mod poster;
mod run;
mod status;
mod step;
mod studio;
mod studio_api;
mod submit;
mod tally;
mod version;
mod watch;

pub use cancel::CancelFlag;
pub use dispatcher::{Dispatcher, Settings};
pub use picture::{PictureKind, WantedPicture};
pub use status::{Stage, Status, progress_of_output, progress_of_outputs};
pub use studio::PavoStudio;
pub use studio_api::{Brief, Design, ParentVideo, RenderEvents, Studio, StudioError, Wanted};
pub use submit::{RETRY_AFTER, SubmitError};
pub use tally::Tally;
pub use version::{PatchError, PatchKind, Version, patched};
