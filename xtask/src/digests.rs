//! `cargo xtask digests`: the same frames from a debug build, from a release build, and in WebAssembly.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::ChoreError;
use crate::workspace::Workspace;

const WASM_TARGET: &str = "wasm32-wasip1";

/// The program that prints a digest for each frame of the golden cases.
const EXAMPLE: [&str; 5] = ["-p", "pavo-film", "--example", "digests", "--locked"];

/// Runs a module with the project's folder as all that it sees: `node -e LAUNCHER MODULE FOLDER`.
const LAUNCHER: &str = r#"
const { readFileSync } = require("node:fs");
const { WASI } = require("node:wasi");
const [file, root] = process.argv.slice(1);
const wasi = new WASI({ version: "preview1", args: ["digests"], preopens: { [root]: root }, returnOnExit: true });
WebAssembly.instantiate(readFileSync(file), wasi.getImportObject()).then(({ instance }) => {
  process.exitCode = wasi.start(instance);
});
"#;

/// Draws all golden cases in every way there is on this machine; fails where two of them differ in a frame.
pub(crate) fn run() -> Result<(), ChoreError> {
    let workspace = Workspace::load()?;
    let debug = printed(Command::new("cargo").args(["run", "--quiet"]).args(EXAMPLE))?;
    let release = printed(Command::new("cargo").args(["run", "--quiet", "--release"]).args(EXAMPLE))?;
    println!("debug build: {} frames", debug.lines().count());
    let mut differences = compared("release build", &debug, &release);
    if crate::ci::is_target_installed(WASM_TARGET) && is_there("node") {
        let build = Command::new("cargo")
            .args(["build", "--quiet", "--release", "--target", WASM_TARGET])
            .args(EXAMPLE)
            .env("RUSTFLAGS", "-C target-feature=+simd128 -C link-arg=-zstack-size=8388608")
            .status();
        let build = build.map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
        if !build.success() {
            return Err(ChoreError::Step { step: WASM_TARGET.to_owned() });
        }
        let module = workspace.target_directory.join(WASM_TARGET).join("release/examples/digests.wasm");
        differences += compared("WebAssembly", &debug, &in_node(&module, &workspace.workspace_root)?);
    } else {
        println!("WebAssembly is left out: it needs node, and `rustup target add {WASM_TARGET}`");
    }
    if differences > 0 { Err(ChoreError::Problems { count: differences }) } else { Ok(()) }
}

fn in_node(module: &Path, root: &Path) -> Result<String, ChoreError> {
    // Node 20 may crash at its end, after all is printed, when it has compiled a module a second time.
    printed(Command::new("node").args(["--no-warnings", "--no-wasm-tier-up", "-e", LAUNCHER]).args([module, root]))
}

/// What a program prints; what it complains about is shown.
fn printed(command: &mut Command) -> Result<String, ChoreError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|source| ChoreError::Start { program: program.clone(), source })?;
    if !output.status.success() {
        return Err(ChoreError::Command { command: program, message: output.status.to_string() });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Tells the lines in which two lists differ, and their number.
fn compared(name: &str, expected: &str, actual: &str) -> usize {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let pairs = (0..expected.len().max(actual.len())).map(|line| (expected.get(line), actual.get(line)));
    let different: Vec<_> = pairs.filter(|(expected, actual)| expected != actual).collect();
    println!("{name}: {} frames, {} differ", actual.len(), different.len());
    for (expected, actual) in &different {
        let shown = |line: &Option<&&str>| line.map_or("nothing", |line| *line).to_owned();
        println!("  {}\n  instead of {}", shown(actual), shown(expected));
    }
    different.len()
}

fn is_there(program: &str) -> bool {
    let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_that_differ_or_are_missing_count() {
        assert_eq!(compared("same", "a 1\nb 2\n", "a 1\nb 2\n"), 0);
        assert_eq!(compared("other", "a 1\nb 2\n", "a 1\nb 3\n"), 1);
        assert_eq!(compared("fewer", "a 1\nb 2\n", "a 1\n"), 1);
        assert_eq!(compared("none", "a 1\nb 2\n", ""), 2);
    }
}
