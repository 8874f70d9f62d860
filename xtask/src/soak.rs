//! `cargo xtask soak`: the server is killed at random while it works; every job ends once and right.

use std::process::Command;

use crate::error::ChoreError;

/// Runs the test of the same name with so many jobs and keys; the same seed gives the same moments.
pub(crate) fn run(jobs: u32, keys: u32, seed: u64) -> Result<(), ChoreError> {
    let status = Command::new("cargo")
        .args(["test", "--package", "pavo", "--test", "service", "--", "soak::", "--nocapture"])
        .env("PAVO_SOAK_JOBS", jobs.to_string())
        .env("PAVO_SOAK_KEYS", keys.to_string())
        .env("PAVO_SOAK_SEED", seed.to_string())
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: "soak".to_owned() }) }
}
