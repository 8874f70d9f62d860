//! `cargo xtask bench`: what a frame and a film cost, against encoding alone.

use std::process::Command;

use crate::error::ChoreError;

/// Runs the film benchmark, optimised, which prints its tables; with `stages_only` not those of whole jobs.
pub(crate) fn run(stages_only: bool) -> Result<(), ChoreError> {
    let status = Command::new("cargo")
        .args(["bench", "--quiet", "--package", "pavo-film", "--bench", "film"])
        .args(stages_only.then_some(["--", "--stages"]).into_iter().flatten())
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: "bench".to_owned() }) }
}
