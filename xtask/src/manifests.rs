//! Every crate says what it is, takes the workspace's lints, and uses what it depends on.

use std::fs;
use std::path::Path;

use crate::code;
use crate::error::ChoreError;
use crate::problem::Problem;
use crate::tree::TextFile;
use crate::workspace::{Package, Workspace};

/// What is wrong with the manifests and root files of our crates.
pub(crate) fn check(workspace: &Workspace, files: &[TextFile]) -> Result<Vec<Problem>, ChoreError> {
    let mut problems = Vec::new();
    for member in workspace.members() {
        let folder = workspace.relative_folder(member);
        let manifest = read_toml(&member.manifest_path)?;
        problems.extend(lints(&manifest, &folder));
        problems.extend(root_documentation(&folder, files));
        problems.extend(unused_crates(workspace, member, &folder, files));
    }
    Ok(problems)
}

/// Reads and parses a TOML file.
pub(crate) fn read_toml(path: &Path) -> Result<toml::Table, ChoreError> {
    let text = fs::read_to_string(path).map_err(|source| ChoreError::read(path, source))?;
    text.parse().map_err(|source| ChoreError::Toml { path: path.to_owned(), source: Box::new(source) })
}

fn lints(manifest: &toml::Table, folder: &str) -> Option<Problem> {
    let opted_in = manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool());
    (opted_in != Some(true)).then(|| Problem::new(format!("{folder}/Cargo.toml"), "lacks `[lints] workspace = true`"))
}

fn root_documentation(folder: &str, files: &[TextFile]) -> Vec<Problem> {
    let roots = [format!("{folder}/src/lib.rs"), format!("{folder}/src/main.rs")];
    files
        .iter()
        .filter(|file| roots.contains(&file.path) && !file.text.starts_with("//!"))
        .map(|file| Problem::new(&file.path, "does not begin with `//!` and what the crate is for"))
        .collect()
}

/// Our own crates that `member` lists but whose name its sources never write; tests apart.
fn unused_crates(workspace: &Workspace, member: &Package, folder: &str, files: &[TextFile]) -> Vec<Problem> {
    let sources = format!("{folder}/src/");
    let code: String = files
        .iter()
        .filter(|file| file.path.starts_with(&sources) && file.path.ends_with(".rs"))
        .map(|file| code::without_tests(&file.text))
        .collect();
    member
        .dependencies
        .iter()
        .filter(|used| used.kind.is_none())
        .filter(|used| workspace.members().any(|other| other.name == used.name))
        .filter(|used| code::offsets_of_word(&code, &used.name.replace('-', "_")).is_empty())
        .map(|used| {
            let message = format!("lists {}, which no source of it names", used.name);
            Problem::new(format!("{folder}/Cargo.toml"), message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;
    use crate::workspace::workspace_of;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.into(), text: text.into() }
    }

    #[test]
    fn crate_without_the_workspace_lints_is_a_problem() {
        let with = "[lints]\nworkspace = true".parse().expect("TOML");
        assert_eq!(lints(&with, "crates/a"), None);
        for without in ["", "[lints]\nworkspace = false", "[lints.rust]\nunused = \"allow\""] {
            let problem = lints(&without.parse().expect("TOML"), "crates/a");
            assert_only_problem(problem.as_slice(), "crates/a/Cargo.toml: lacks");
        }
    }

    #[test]
    fn crate_that_does_not_say_what_it_is_for_is_a_problem() {
        let files = [file("crates/a/src/lib.rs", "mod b;"), file("crates/a/src/b.rs", "")];
        assert_only_problem(&root_documentation("crates/a", &files), "crates/a/src/lib.rs");
        let files = [file("crates/a/src/lib.rs", "//! Letters.")];
        assert_eq!(root_documentation("crates/a", &files), []);
    }

    #[test]
    fn crate_that_is_listed_but_never_named_is_a_problem() {
        let workspace = workspace_of(&[("pavo-a", "crates/engine/a", &[]), ("pavo-b", "crates/engine/b", &["pavo-a"])]);
        let b = workspace.members().nth(1).expect("two members");
        let unused =
            |text| unused_crates(&workspace, b, "crates/engine/b", &[file("crates/engine/b/src/lib.rs", text)]);
        assert_eq!(unused("use pavo_a::A;"), []);
        assert_only_problem(&unused("//! Uses pavo_a some day."), "lists pavo-a");
    }
}
