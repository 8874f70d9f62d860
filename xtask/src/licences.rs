//! Every dependency may be used under a licence that deny.toml allows, and comes from one registry.
//!
//! The same policy as `cargo deny check licenses sources`, for machines without that program.

use std::collections::BTreeSet;
use std::path::Path;

use spdx::{Expression, Licensee, ParseMode};

use crate::error::ChoreError;
use crate::manifests::read_toml;
use crate::problem::{Problem, report};
use crate::workspace::{Package, Workspace};

const POLICY: &str = "deny.toml";

/// Checks all packages of `Cargo.lock` that some platform builds.
pub(crate) fn run() -> Result<(), ChoreError> {
    let workspace = Workspace::load()?;
    let allowed = allowed_licences(&workspace.workspace_root)?;
    let mut problems = sources(&workspace.packages);
    problems.extend(workspace.packages.iter().filter_map(|package| refused(package, &allowed)));
    report(&problems)?;
    println!("licences: {} packages are within {POLICY}", workspace.packages.len());
    Ok(())
}

fn allowed_licences(root: &Path) -> Result<Vec<String>, ChoreError> {
    let policy = read_toml(&root.join(POLICY))?;
    let allowed = policy.get("licenses").and_then(|licences| licences.get("allow")?.as_array());
    Ok(allowed.into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect())
}

fn refused(package: &Package, allowed: &[String]) -> Option<Problem> {
    let place = format!("{} {}", package.name, package.version);
    let Some(licence) = &package.license else {
        return Some(Problem::new(place, "names no licence"));
    };
    // Older packages write `MIT/Apache-2.0`, which the lax mode reads as a choice.
    let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else {
        return Some(Problem::new(place, format!("names a licence nobody knows: {licence}")));
    };
    let allowed: Vec<Licensee> = allowed.iter().filter_map(|id| Licensee::parse(id).ok()).collect();
    let may_use = expression.evaluate(|term| allowed.iter().any(|licensee| licensee.satisfies(term)));
    (!may_use).then(|| Problem::new(place, format!("is under {licence}, which {POLICY} does not allow")))
}

fn sources(packages: &[Package]) -> Vec<Problem> {
    let sources: BTreeSet<&str> = packages.iter().filter_map(|p| p.source.as_deref()).collect();
    let registries = sources.iter().filter(|source| source.starts_with("registry+")).count();
    let mut problems: Vec<_> = sources
        .iter()
        .filter(|source| !source.starts_with("registry+"))
        .map(|source| Problem::new("Cargo.lock", format!("takes a package from {source}, which is no registry")))
        .collect();
    if registries > 1 {
        problems.push(Problem::new("Cargo.lock", format!("takes packages from {registries} registries")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;
    use crate::workspace::workspace_of;

    fn refused_under(licence: Option<&str>) -> Vec<Problem> {
        let mut packages = workspace_of(&[("a", "", &[])]).packages;
        packages[0].license = licence.map(str::to_owned);
        let allowed = ["MIT", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        refused(&packages[0], &allowed).into_iter().collect()
    }

    #[test]
    fn licence_that_is_allowed_or_a_choice_with_one_is_fine() {
        for licence in ["MIT", "GPL-3.0-only OR MIT", "MIT/Apache-2.0", "Apache-2.0 WITH LLVM-exception"] {
            assert_eq!(refused_under(Some(licence)), [], "{licence}");
        }
    }

    #[test]
    fn licence_that_is_not_allowed_or_missing_is_a_problem() {
        assert_only_problem(&refused_under(Some("GPL-3.0-only")), "a 1.0.0: is under GPL-3.0-only");
        assert_only_problem(&refused_under(Some("MIT AND GPL-3.0-only")), "does not allow");
        assert_only_problem(&refused_under(Some("Apache-2.0")), "does not allow");
        assert_only_problem(&refused_under(Some("my own")), "nobody knows");
        assert_only_problem(&refused_under(None), "names no licence");
    }

    #[test]
    fn package_from_a_repository_or_a_second_registry_is_a_problem() {
        let mut packages = workspace_of(&[("a", "", &[]), ("b", "", &[])]).packages;
        assert_eq!(sources(&packages), []);
        packages[1].source = Some("git+https://example.org/b".to_owned());
        assert_only_problem(&sources(&packages), "which is no registry");
        packages[1].source = Some("registry+other".to_owned());
        assert_only_problem(&sources(&packages), "from 2 registries");
    }
}
