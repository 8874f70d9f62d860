//! Files from outside: what each is by its content, and what the director and the engine get of it.
//!
//! Names and declared types are not believed. Every file is read within limits of size, memory and time, and one that
//! cannot be used says why.

mod data_url;
mod file_kind;
mod footage;
mod table;
mod taken;

pub use data_url::{DataUrlError, read_data_url};
pub use file_kind::{FileKind, kind_of, media_type_of};
pub use footage::medium_of;
pub use table::{TableError, read_table};
pub use taken::{
    LARGEST_FILE_BYTES, MOST_FILES, Medium, TakeError, Taken, TakenFiles, take, take_all, take_reference,
    take_references,
};
