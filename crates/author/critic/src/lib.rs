//! Films at a glance: contact sheets that a person can judge.
//!
//! A sheet is a scene of ours like any other, whose pictures are frames of the film, so it is drawn by the same engine.

pub mod check;
mod frames;
mod moments;
mod page;
mod sheet;
mod subject;

pub use sheet::{Sheet, SheetError, SheetKind, SheetSettings, sheets};
pub use subject::Subject;
