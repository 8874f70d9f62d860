//! `cargo xtask fuzz [SECONDS]`: inputs at random for everything that reads what comes from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::error::ChoreError;
use crate::workspace::Workspace;

/// What is fed, with the inputs to begin with.
const TARGETS: [(&str, Seeds); 7] = [
    ("scene_json", Seeds::GoldenScenes),
    ("path_data", Seeds::Kept),
    ("expression", Seeds::Kept),
    ("words", Seeds::Kept),
    ("font", Seeds::Folder("assets/fonts/orbitron")),
    ("image", Seeds::Kept),
    ("files", Seeds::Kept),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seeds {
    /// Those in `fuzz/seeds`.
    Kept,
    /// The scenes of the golden cases.
    GoldenScenes,
    /// All files of a folder.
    Folder(&'static str),
}

/// Runs every target, or the one that is named, for so many seconds each.
pub(crate) fn run(seconds: u32, only: Option<&str>) -> Result<(), ChoreError> {
    let root = Workspace::load()?.workspace_root;
    let fuzz = root.join("fuzz");
    let mut chosen = TARGETS.iter().filter(|(target, _)| only.is_none_or(|only| only == *target)).peekable();
    if chosen.peek().is_none() {
        let message = format!("there is no such target; there are {}", TARGETS.map(|(target, _)| target).join(", "));
        return Err(ChoreError::Command { command: "fuzz".to_owned(), message });
    }
    for (target, seeds) in chosen {
        let corpus = fuzz.join("corpus").join(target);
        make_folder(&corpus)?;
        let seeds = match seeds {
            Seeds::Kept => fuzz.join("seeds").join(target),
            Seeds::Folder(folder) => root.join(folder),
            Seeds::GoldenScenes => {
                let folder = corpus.with_extension("golden");
                make_folder(&folder)?;
                write_scenes(&root.join("tests/golden/cases"), &folder)?;
                folder
            }
        };
        println!("\n== {target}, {seconds} s");
        let status = Command::new("cargo")
            .args(["+nightly", "fuzz", "run", target])
            .args([&corpus, &seeds])
            .args(["--", "-timeout=10", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"])
            .args([format!("-max_total_time={seconds}"), format!("-dict={}", fuzz.join("words.dict").display())])
            .current_dir(&root)
            .status()
            .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
        if !status.success() {
            return Err(ChoreError::Step { step: format!("fuzz {target}") });
        }
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<(), ChoreError> {
    fs::create_dir_all(path).map_err(|source| ChoreError::read(path, source))
}

/// Writes the scene of every golden case below `cases` to a file of its own in `folder`.
fn write_scenes(cases: &Path, folder: &Path) -> Result<(), ChoreError> {
    let entries = fs::read_dir(cases).map_err(|source| ChoreError::read(cases, source))?;
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    for path in paths {
        if path.is_dir() {
            write_scenes(&path, folder)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).map_err(|source| ChoreError::read(&path, source))?;
            let case: Value = serde_json::from_str(&text).unwrap_or_default();
            let seed = folder.join(path.file_name().unwrap_or_default());
            fs::write(&seed, case["scene"].to_string()).map_err(|source| ChoreError::read(&seed, source))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn every_target_is_run_and_has_inputs_to_begin_with() {
        let manifest = fs::read_to_string(project().join("fuzz/Cargo.toml")).expect("the manifest");
        let bins = manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/"));
        let bins: Vec<&str> = bins.filter_map(|path| path.strip_suffix(".rs\"")).collect();
        assert_eq!(bins, TARGETS.map(|(target, _)| target));
        for (target, seeds) in TARGETS {
            let folder = match seeds {
                Seeds::Kept => project().join("fuzz/seeds").join(target),
                Seeds::Folder(folder) => project().join(folder),
                Seeds::GoldenScenes => project().join("tests/golden/cases"),
            };
            assert!(fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()), "{}", folder.display());
        }
    }

    #[test]
    fn scenes_of_golden_cases_are_documents_of_their_own() {
        let folder = tempfile::tempdir().expect("a folder");
        write_scenes(&project().join("tests/golden/cases/paint"), folder.path()).expect("written");
        let seeds: Vec<PathBuf> =
            fs::read_dir(folder.path()).expect("seeds").flatten().map(|entry| entry.path()).collect();
        assert!(!seeds.is_empty());
        for seed in seeds {
            let document: Value = serde_json::from_str(&fs::read_to_string(seed).expect("readable")).expect("JSON");
            assert_eq!(document["mg"], 1);
        }
    }

    #[test]
    fn target_that_is_not_there_is_refused() {
        let error = run(1, Some("nothing")).expect_err("refused");
        assert!(error.to_string().contains("scene_json"), "{error}");
    }
}
