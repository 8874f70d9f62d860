//! `cargo xtask bench` and `quality`: what a frame and a film cost, and what encoding leaves of it.

use std::process::Command;

use crate::error::ChoreError;

/// Runs the film benchmark, optimised, which prints its tables; with `stages_only` not those of whole jobs, with
/// `exports_only` those of the formats and nothing else.
pub(crate) fn run(stages_only: bool, exports_only: bool) -> Result<(), ChoreError> {
    let flags = [stages_only.then_some("--stages"), exports_only.then_some("--exports")];
    run_bench("pavo-film", "film", flags.into_iter().flatten())
}

/// Runs the quality benchmark, optimised, which prints a table.
pub(crate) fn quality() -> Result<(), ChoreError> {
    run_bench("pavo-film", "quality", [])
}

/// Runs the benchmark of checks against rendering, optimised, which prints a table.
pub(crate) fn checks() -> Result<(), ChoreError> {
    run_bench("pavo-critic", "check", [])
}

/// Runs the benchmark of every block, optimised, which prints a table.
pub(crate) fn blocks() -> Result<(), ChoreError> {
    run_bench("pavo-critic", "blocks", [])
}

fn run_bench(package: &str, name: &str, flags: impl IntoIterator<Item = &'static str>) -> Result<(), ChoreError> {
    let status = Command::new("cargo")
        .args(["bench", "--quiet", "--package", package, "--bench", name, "--"])
        .args(flags)
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: "bench".to_owned() }) }
}
