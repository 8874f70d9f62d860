//! `cargo xtask browser`: films played in Chromium.

use std::process::{Command, Stdio};

use crate::error::ChoreError;

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Runs the tests that need a browser, which is the one that `CHROMIUM` names, or one on the search path.
pub(crate) fn run() -> Result<(), ChoreError> {
    let named = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty());
    let runs = |name: &&&str| {
        let command = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        command.is_ok_and(|status| status.success())
    };
    let found = named.or_else(|| NAMES.iter().find(runs).map(Into::into));
    let Some(browser) = found else {
        eprintln!("Chromium was not found; install it (Debian: apt-get install chromium) or set CHROMIUM to its path");
        return Err(ChoreError::Step { step: "browser".to_owned() });
    };
    let status = Command::new("cargo")
        .args([
            "test",
            "--package",
            "pavo-film",
            "--test",
            "browser",
            "--",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("CHROMIUM", browser)
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: "browser".to_owned() }) }
}
