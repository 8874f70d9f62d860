//! Scenes whose drawing commands and pictures are kept: `tests/golden/cases/<topic>/<claim>.json`.
//!
//! Beside each case stand its expectations: `<claim>.list.txt` (drawing commands, exact) and, where the case
//! asks for it, `<claim>.strip.png` (small frames side by side). `cargo xtask bless <claim>` writes them anew.

#[path = "golden/case.rs"]
mod case;
#[path = "../benches/film/fonts.rs"]
mod fonts;
#[path = "golden/strip.rs"]
mod strip;

use case::Case;
use std::fs;
use std::path::{Path, PathBuf};

/// What `cargo xtask bless` sets: the part of the names that may be written anew.
const BLESS: &str = "PAVO_BLESS";

#[test]
fn scenes_are_drawn_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/cases");
    let mut cases = Vec::new();
    collect(&folder, &mut cases);
    cases.sort();
    assert!(!cases.is_empty(), "no golden cases in {}", folder.display());
    let assets = fonts::bundled();
    let blessed = std::env::var(BLESS).ok();
    let mut failures = Vec::new();
    let mut written = 0;
    for path in cases {
        let case = Case::read(&path);
        let may_write = blessed.as_deref().is_some_and(|part| path.to_string_lossy().contains(part));
        let results = [
            compare_text(&path.with_extension("list.txt"), &case.lists(&assets), may_write),
            case.has_strip.then(|| strip::compare(&path.with_extension("strip.png"), &case.strip(&assets), may_write)),
        ];
        for result in results.into_iter().flatten() {
            match result {
                Outcome::Same => {}
                Outcome::Written => written += 1,
                Outcome::Different(why) => failures.push(format!("{}: {why}", case.name)),
            }
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
    // A run that writes expectations never passes, so that none can be blessed unseen.
    assert_eq!(written, 0, "{written} expectations were written anew; look at them, then run the tests again");
}

/// How a case compares with what is kept of it.
pub(crate) enum Outcome {
    Same,
    Written,
    Different(String),
}

fn collect(folder: &Path, cases: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of golden cases").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, cases);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            cases.push(path);
        }
    }
}

fn compare_text(path: &Path, actual: &str, may_write: bool) -> Option<Outcome> {
    let kept = fs::read_to_string(path).unwrap_or_default();
    if kept == actual {
        return Some(Outcome::Same);
    }
    if may_write {
        fs::write(path, actual).expect("the expectation can be written");
        return Some(Outcome::Written);
    }
    let line = kept.lines().zip(actual.lines()).position(|(kept, actual)| kept != actual);
    let line = line.unwrap_or_else(|| kept.lines().count().min(actual.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
    let why = format!("line {} is\n  {}\nand was\n  {}", line + 1, at(actual), at(&kept));
    Some(Outcome::Different(why))
}
