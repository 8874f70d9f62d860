//! All golden cases of a folder, compared with what is kept of them.

use crate::case::Case;
use crate::film::GoldenFilm;
use crate::report::{Difference, write_report};
use crate::strip::compare_strip;
use pavo_media::Assets;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of golden cases and films.
pub(crate) struct Gallery {
    /// Holds `cases` and `films`.
    pub(crate) folder: PathBuf,
    /// Where a report goes when something differs.
    pub(crate) report: PathBuf,
    /// The part of the names that may be written anew.
    pub(crate) blessed: Option<String>,
}

/// How a case compares with what is kept of it.
pub(crate) enum Outcome {
    Same,
    Written,
    Different(Difference),
}

impl Gallery {
    /// Compares everything, or says what is wrong.
    pub(crate) fn check(&self, assets: &Assets) -> Result<(), String> {
        let mut files = Vec::new();
        collect(&self.folder, &mut files);
        files.sort();
        let (cases, kept): (Vec<&PathBuf>, Vec<&PathBuf>) =
            files.iter().partition(|path| path.extension().is_some_and(|extension| extension == "json"));
        if cases.is_empty() {
            return Err(format!("no golden cases in {}", self.folder.display()));
        }
        let mut problems: Vec<String> = kept.iter().filter_map(|path| orphan(path, &files)).collect();
        let mut differences = Vec::new();
        let mut written = 0;
        for path in cases {
            let may_write = self.blessed.as_deref().is_some_and(|part| path.to_string_lossy().contains(part));
            let is_film = path.parent().is_some_and(|folder| folder.ends_with("films"));
            let outcomes = if is_film {
                let digests = GoldenFilm::read(path).digests(assets);
                vec![compare_text(&path.with_extension("digests.txt"), &digests, may_write)]
            } else {
                of_case(path, may_write, assets)
            };
            for outcome in outcomes {
                match outcome {
                    Outcome::Same => {}
                    Outcome::Written => written += 1,
                    Outcome::Different(difference) => differences.push(difference),
                }
            }
        }
        problems.extend(differences.iter().map(Difference::summary));
        if !differences.is_empty() {
            let page = write_report(&self.report, &differences);
            problems.push(format!("look at {}", page.display()));
        }
        if !problems.is_empty() {
            return Err(format!("{} differ:\n{}", differences.len(), problems.join("\n")));
        }
        // A run that writes expectations never passes, so that none can be blessed unseen.
        if written > 0 {
            return Err(format!("{written} expectations were written anew; look at them, then run the tests again"));
        }
        Ok(())
    }
}

fn of_case(path: &Path, may_write: bool, assets: &Assets) -> Vec<Outcome> {
    let case = Case::read(path);
    let stage = case.stage(assets);
    let mut outcomes = vec![
        compare_text(&path.with_extension("pose.txt"), &case.poses(&stage), may_write),
        compare_text(&path.with_extension("list.txt"), &case.lists(&stage), may_write),
    ];
    if case.has_strip {
        let strip = case.strip(assets);
        outcomes.push(compare_strip(&path.with_extension("strip.png"), strip, case.tolerance, may_write));
    }
    outcomes
}

/// An expectation without its case: it would be believed and never checked.
fn orphan(path: &Path, files: &[PathBuf]) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    let claim = name.split('.').next()?;
    let has_case = files.contains(&path.with_file_name(format!("{claim}.json")));
    (!has_case).then(|| format!("{} belongs to no case", path.display()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of golden cases").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn compare_text(path: &Path, actual: &str, may_write: bool) -> Outcome {
    let kept = fs::read_to_string(path).unwrap_or_default();
    if kept == actual {
        return Outcome::Same;
    }
    if may_write {
        fs::write(path, actual).expect("the expectation can be written");
        return Outcome::Written;
    }
    Outcome::Different(Difference::text(path, kept, actual.to_owned()))
}
