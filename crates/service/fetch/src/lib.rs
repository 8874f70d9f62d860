//! Files from outside: fetched from other servers, told apart by their content, and what the director and the engine get
//! of them.
//!
//! Names and declared types are not believed. Every file is read within limits of size, memory and time, and one that
//! cannot be used says why. A [`Fetcher`] opens addresses of the public internet only, and those that were allowed.

mod address_range;
mod allowed_host;
mod data_url;
mod fetch_error;
mod fetcher;
mod file_kind;
mod font_cost;
mod font_file;
mod font_wrap;
mod footage;
mod gate;
mod preview;
mod public;
mod svg;
mod svg_scan;
mod table;
mod taken;
mod web_address;

pub use address_range::{AddressRange, RangeError};
pub use allowed_host::{AllowedHost, AllowedHostError};
pub use data_url::{DataUrlError, read_data_url};
pub use fetch_error::{FetchError, FetchProblem};
pub use fetcher::{FetchLimits, Fetched, Fetcher};
pub use file_kind::{FileKind, kind_of, media_type_of};
pub use font_file::{FontError, FontFile, LARGEST_FONT_BYTES, read_font, stem_of};
pub use footage::medium_of;
pub use public::is_public;
pub use svg::{SvgError, read_svg};
pub use table::{TableError, read_table};
pub use taken::{
    LARGEST_FILE_BYTES, MOST_FILES, Medium, TakeError, Taken, TakenFiles, take, take_all, take_reference,
    take_references,
};
pub use web_address::{AddressError, WebAddress, shown_address};
