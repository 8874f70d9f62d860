//! What the service remembers: keys, videos and their outputs in SQL, files beside it.
//!
//! [`Store`] is the one door. It keeps facts and guards their order; it starts no work
//! and knows no HTTP. Whoever works on a video holds a [`Claim`]: each claim has a new
//! epoch, and a commit under an old epoch changes nothing, so a step may run twice and
//! its result is still recorded once.
//!
//! The rows are in a file of the data folder (`SQLite`) or in a Postgres database; the SQL is one text for both.
//! Finished files are in the data folder or in a bucket of an S3-compatible store.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let ring = pavo_store::KeyRing::open(folder.path())?;
//! let fresh = ring.create("laptop", pavo_store::KeyLimits::default())?;
//! assert!(fresh.secret.starts_with("pavo_"));
//! # Ok(()) }
//! ```

mod backup;
mod bucket;
mod bucket_http;
mod claim;
mod clean_up;
mod clock;
mod data_dir;
mod database;
mod ending;
mod enqueue;
mod error;
mod key;
mod key_ring;
mod listing;
mod load;
mod migration;
mod more_outputs;
mod output;
mod output_config;
mod removal;
mod result;
mod retention;
mod secret;
mod store;
mod stored_file;
mod style;
mod token;
mod trial;
mod upload;
mod versions;
mod video;
mod webhook;

pub use backup::{BackedUp, back_up};
pub use bucket::BucketAddress;
pub use claim::{Claim, Step};
pub use clock::{Clock, UnixMillis};
pub use data_dir::{DataDir, ServeLock};
pub use database::DatabaseAddress;
pub use enqueue::{Enqueued, Idempotency};
pub use error::StoreError;
pub use key::{Key, KeyLimits, NewKey};
pub use key_ring::KeyRing;
pub use listing::{Cursor, Page};
pub use load::Load;
pub use more_outputs::{MOST_OUTPUTS, MoreOutputs};
pub use output::{Failure, Output, OutputState};
pub use output_config::{AspectRatio, Format, Fps, OutputConfig, Resolution, UnknownWord};
pub use secret::SigningSecret;
pub use store::{Store, StoreOptions};
pub use stored_file::{FileBytes, StoredFile};
pub use style::{MOST_STYLES, Style};
pub use token::fresh_id;
pub use trial::DatabaseFound;
pub use versions::ListedVersion;
pub use video::{NewDesign, NewVideo, Video, VideoAddress, VideoState};
pub use webhook::{MOST_TELLINGS, Webhook, WebhookSecret};
