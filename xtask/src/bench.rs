//! `cargo xtask bench`: what a frame and a film cost, against encoding alone.

use std::process::Command;

use crate::error::ChoreError;

/// Runs the film benchmark, optimised, which prints its tables; with `stages_only` not those of whole jobs, with
/// `exports_only` those of the formats and nothing else.
pub(crate) fn run(stages_only: bool, exports_only: bool) -> Result<(), ChoreError> {
    let status = Command::new("cargo")
        .args(["bench", "--quiet", "--package", "pavo-film", "--bench", "film"])
        .arg("--")
        .args(stages_only.then_some("--stages"))
        .args(exports_only.then_some("--exports"))
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: "bench".to_owned() }) }
}
