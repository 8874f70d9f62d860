//! Runs the program.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn pavo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pavo"))
        .args(arguments)
        .env_remove("PAVO_THREADS")
        .env_remove("FFMPEG")
        .env_remove("PAVO_ALLOW_HOSTS")
        .output()
        .expect("pavo runs")
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}
