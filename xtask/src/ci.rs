//! What a change must pass, in the order that fails fastest on two cores.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::error::ChoreError;

struct Step {
    name: &'static str,
    /// Arguments to `cargo`.
    arguments: &'static [&'static str],
    /// A variable to set, and its value.
    variable: Option<(&'static str, &'static str)>,
}

const fn step(name: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { name, arguments, variable: None }
}

const FORMAT: Step = step("format", &["fmt", "--all", "--check"]);
const TIDY: Step = step("tidy", &["xtask", "tidy"]);
const LICENCES: Step = step("licences", &["xtask", "licences"]);
const DENY: Step = step("deny", &["deny", "--locked", "check", "licenses", "bans", "sources"]);
const CLIPPY: Step = step("clippy", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);
const NEXTEST: Step = step("tests", &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]);
const TEST: Step = step("tests", &["test", "--workspace", "--lib", "--bins", "--tests", "--locked", "--no-fail-fast"]);
const DOC_TESTS: Step = step("doc tests", &["test", "--workspace", "--doc", "--locked"]);
/// What a browser preview is built from.
const WASM: Step = step(
    "wasm",
    &[
        "check",
        "--locked",
        "--target",
        WASM_TARGET,
        "-p",
        "pavo-scene",
        "-p",
        "pavo-media",
        "-p",
        "pavo-timeline",
        "-p",
        "pavo-display-list",
        "-p",
        "pavo-layout",
        "-p",
        "pavo-raster",
    ],
);
const WASM_TARGET: &str = "wasm32-unknown-unknown";
const DOC: Step = Step {
    name: "doc",
    arguments: &["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"],
    variable: Some(("RUSTDOCFLAGS", "-D warnings")),
};

/// Runs all steps until one fails, and prints how long each took.
pub(crate) fn run() -> Result<(), ChoreError> {
    let mut times = Vec::new();
    let has_wasm = is_target_installed(WASM_TARGET);
    if !has_wasm {
        println!("the step \"wasm\" is left out: rustup target add {WASM_TARGET}");
    }
    for step in steps(is_installed("deny"), is_installed("nextest")).into_iter().chain(has_wasm.then_some(&WASM)) {
        println!("\n== {}: cargo {}", step.name, step.arguments.join(" "));
        let start = Instant::now();
        run_step(step)?;
        times.push((step.name, start.elapsed().as_secs_f64()));
    }
    println!("\n== all steps passed");
    for (name, secs) in times {
        println!("{secs:7.1} s  {name}");
    }
    Ok(())
}

fn steps(has_deny: bool, has_nextest: bool) -> Vec<&'static Step> {
    let mut steps = vec![&FORMAT, &TIDY, &LICENCES];
    steps.extend(has_deny.then_some(&DENY));
    steps.extend([&CLIPPY, if has_nextest { &NEXTEST } else { &TEST }, &DOC_TESTS, &DOC]);
    steps
}

fn run_step(step: &Step) -> Result<(), ChoreError> {
    let status = Command::new("cargo")
        .args(step.arguments)
        .envs(step.variable)
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() { Ok(()) } else { Err(ChoreError::Step { step: step.name.to_owned() }) }
}

/// Whether the standard library is there for a target.
pub(crate) fn is_target_installed(target: &str) -> bool {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output();
    output.is_ok_and(|output| {
        let folder = String::from_utf8_lossy(&output.stdout);
        output.status.success() && std::path::Path::new(folder.trim()).is_dir()
    })
}

/// Whether `cargo` knows a command that does not come with it.
fn is_installed(command: &str) -> bool {
    Command::new("cargo")
        .args([command, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(has_deny: bool, has_nextest: bool) -> Vec<&'static str> {
        steps(has_deny, has_nextest).iter().map(|step| step.name).collect()
    }

    #[test]
    fn tests_and_licences_are_checked_whatever_is_installed() {
        for has_nextest in [false, true] {
            let names = names(false, has_nextest);
            for name in ["tests", "doc tests", "licences"] {
                assert!(names.contains(&name), "{name} in {names:?}");
            }
        }
    }

    #[test]
    fn every_build_keeps_to_the_lock_file() {
        for step in steps(true, false).into_iter().chain(steps(false, true)) {
            let builds = !["format", "tidy", "licences"].contains(&step.name);
            assert!(!builds || step.arguments.contains(&"--locked"), "{}", step.name);
        }
    }

    #[test]
    fn step_that_fails_is_named() {
        let failing = step("impossible", &["no-such-command-here"]);
        let error = run_step(&failing).expect_err("cargo knows no such command");
        assert!(error.to_string().contains("impossible"), "{error}");
    }
}
