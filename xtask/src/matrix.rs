//! `cargo xtask matrix`: every output that can be asked for, read back.

use std::process::Command;

use crate::error::ChoreError;

/// Runs the test of all outputs, optimised; it needs ffmpeg and takes some minutes.
pub(crate) fn run() -> Result<(), ChoreError> {
    let status = Command::new("cargo")
        .args(["test", "--release", "--package", "pavo-film", "--test", "matrix", "--", "--ignored"])
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: "matrix".to_owned() }) }
}
