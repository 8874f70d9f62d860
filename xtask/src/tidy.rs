//! All rules about the sources that no compiler keeps.

use std::fs;

use crate::error::ChoreError;
use crate::problem::report;
use crate::workspace::Workspace;
use crate::{architecture, layers, lengths, links, manifests, paths, purity, tree};

const LONGEST_SHOWN: usize = 5;

/// Runs every check, prints all problems and the longest files.
pub(crate) fn run() -> Result<(), ChoreError> {
    let workspace = Workspace::load()?;
    let root = &workspace.workspace_root;
    let files = tree::text_files(root)?;

    let architecture_path = root.join(architecture::FILE);
    let architecture =
        fs::read_to_string(&architecture_path).map_err(|source| ChoreError::read(&architecture_path, source))?;
    let mut problems = match architecture::crate_table(&architecture) {
        Ok(table) => layers::check(&workspace, &table),
        Err(problems) => problems,
    };
    problems.extend(purity::check(&files));
    problems.extend(manifests::check(&workspace, &files)?);
    problems.extend(links::check(root, &files));
    problems.extend(paths::check(root, &files));
    problems.extend(lengths::check(&files));

    println!("tidy: the longest files");
    for (lines, path) in lengths::longest(&files).into_iter().take(LONGEST_SHOWN) {
        println!("{lines:6} {path}");
    }
    report(&problems)?;
    println!("tidy: {} crates and {} text files keep the rules", workspace.members().count(), files.len());
    Ok(())
}
