//! `cargo xtask browser`: films played, and the project page looked at, in Chromium.

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
    let played = ["--package", "pavo-film", "--test", "browser", "--", "--ignored", "--nocapture", "--test-threads=1"];
    let project_page = ["--package", "pavo-server", "--test", "browser", "--", "--test-threads=2"];
    for arguments in [&played[..], &project_page[..]] {
        let status = Command::new("cargo")
            .arg("test")
            .args(arguments)
            .env("CHROMIUM", &browser)
            // Else the project page's tests are left out where chromedriver is missing.
            .env("PAVO_REQUIRE_BROWSER", "1")
            .status()
            .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
        if !status.success() {
            return Err(ChoreError::Step { step: "browser".to_owned() });
        }
    }
    Ok(())
}
