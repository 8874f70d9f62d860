//! Films at a glance, and films in every frame: contact sheets that a person can judge, and checks.
//!
//! A sheet is a scene of ours like any other, whose pictures are frames of the film, so it is drawn by the same engine.
//! A check knows where everything is in every frame, says what is wrong with it, and mends what it can.

mod attempt;
pub mod check;
mod compare;
mod diff;
mod frames;
mod moments;
mod page;
mod sheet;
mod stress;
mod subject;

pub use attempt::{Designed, designed};
pub use compare::change_sheet;
pub use diff::{Change, ChangeKind, changes};
pub use sheet::{Sheet, SheetError, SheetKind, SheetSettings, finding_sheets, ratio_sheet, sheets};
pub use stress::{Strained, Stress, is_held, strained, stressed, stressed_values};
pub use subject::Subject;
