//! Who uses whom: the edges between our crates, and the layers they may not cross upwards.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{self, Row};
use crate::problem::Problem;
use crate::workspace::{Package, Workspace};

/// Layers from the bottom up; a crate uses its own layer and those below, in its tests too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    Engine,
    Author,
    Service,
    Cli,
    Chores,
}

impl Layer {
    /// The layer whose folder holds `folder`, which is relative to the project.
    pub(crate) fn of_folder(folder: &str) -> Option<Self> {
        match folder.split('/').collect::<Vec<_>>()[..] {
            ["crates", "engine", _] => Some(Self::Engine),
            ["crates", "author", _] => Some(Self::Author),
            ["crates", "service", _] => Some(Self::Service),
            ["crates", "cli"] => Some(Self::Cli),
            ["xtask"] => Some(Self::Chores),
            _ => None,
        }
    }

    fn may_wait_on_sockets(self) -> bool {
        self >= Self::Service
    }
}

/// Crates that bring an async runtime, a network client or server, or a database.
const SERVICE_ONLY: [&str; 6] = ["tokio", "axum", "hyper", "reqwest", "sqlx", "ureq"];

/// Where the crates and their edges differ from the crate table, or cross a layer upwards.
pub(crate) fn check(workspace: &Workspace, table: &BTreeMap<String, Row>) -> Vec<Problem> {
    let mut problems = missing_members(workspace, table);
    for member in workspace.members() {
        let folder = workspace.relative_folder(member);
        match table.get(&member.name) {
            Some(row) => problems.extend(edge_differences(workspace, member, &folder, row)),
            None => {
                let message = format!("is missing from the crate table of {}", architecture::FILE);
                problems.push(Problem::new(&member.name, message));
            }
        }
        match Layer::of_folder(&folder) {
            Some(layer) => problems.extend(crossings(workspace, member, layer)),
            None => problems.push(Problem::new(folder, "is in no layer's folder")),
        }
    }
    problems
}

fn missing_members(workspace: &Workspace, table: &BTreeMap<String, Row>) -> Vec<Problem> {
    let names: BTreeSet<&str> = workspace.members().map(|member| member.name.as_str()).collect();
    table
        .keys()
        .filter(|name| !names.contains(name.as_str()))
        .map(|name| Problem::new(architecture::FILE, format!("lists {name}, which does not exist")))
        .collect()
}

fn edge_differences(workspace: &Workspace, member: &Package, folder: &str, row: &Row) -> Vec<Problem> {
    let name = &member.name;
    let used: BTreeSet<String> =
        own_dependencies(workspace, member, Tests::Without).map(|used| used.name.clone()).collect();
    let undeclared = used.difference(&row.uses).map(|used| {
        let message = format!("uses {used}, which {} does not allow", architecture::FILE);
        Problem::new(name, message)
    });
    let unused = row.uses.difference(&used).map(|allowed| {
        let message = format!("lets {name} use {allowed}, but its Cargo.toml does not");
        Problem::new(architecture::FILE, message)
    });
    let mut problems: Vec<_> = undeclared.chain(unused).collect();
    if folder != row.folder {
        let message = format!("puts {name} into {}, but it is in {folder}", row.folder);
        problems.push(Problem::new(architecture::FILE, message));
    }
    problems
}

fn crossings(workspace: &Workspace, member: &Package, layer: Layer) -> Vec<Problem> {
    let name = &member.name;
    let upwards = own_dependencies(workspace, member, Tests::With).filter_map(|used| {
        let above = Layer::of_folder(&workspace.relative_folder(used))?;
        let message = format!("{layer:?} may not use {} of the higher layer {above:?}", used.name);
        (above > layer).then(|| Problem::new(name, message))
    });
    let mut problems: Vec<_> = upwards.collect();
    if !layer.may_wait_on_sockets() {
        problems.extend(SERVICE_ONLY.iter().filter_map(|banned| {
            let path = workspace.path_to(member, banned)?.join(" → ");
            Some(Problem::new(name, format!("{layer:?} may not be built from {banned}: {path}")))
        }));
    }
    problems
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tests {
    With,
    Without,
}

/// Crates of this workspace that `member` depends on, with or without what only its tests need.
fn own_dependencies<'a>(
    workspace: &'a Workspace,
    member: &'a Package,
    tests: Tests,
) -> impl Iterator<Item = &'a Package> {
    member
        .dependencies
        .iter()
        .filter(move |used| tests == Tests::With || used.kind.as_deref() != Some("dev"))
        .filter_map(|used| workspace.members().find(|other| other.name == used.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;
    use crate::workspace::workspace_of;

    fn row(folder: &str, uses: &[&str]) -> Row {
        Row { folder: folder.into(), uses: uses.iter().map(|&name| name.into()).collect() }
    }

    const SCENE: (&str, &str, &[&str]) = ("scene", "crates/engine/scene", &[]);

    fn table(film_uses: &[&str]) -> BTreeMap<String, Row> {
        BTreeMap::from([
            ("scene".to_owned(), row("crates/engine/scene", &[])),
            ("film".to_owned(), row("crates/engine/film", film_uses)),
        ])
    }

    #[test]
    fn edges_that_agree_are_no_problem() {
        let workspace = workspace_of(&[SCENE, ("film", "crates/engine/film", &["scene"])]);
        assert_eq!(check(&workspace, &table(&["scene"])), []);
    }

    #[test]
    fn edge_that_is_not_allowed_is_a_problem() {
        let workspace = workspace_of(&[SCENE, ("film", "crates/engine/film", &["scene"])]);
        assert_only_problem(&check(&workspace, &table(&[])), "film: uses scene");
    }

    #[test]
    fn edge_that_is_allowed_but_not_used_is_a_problem() {
        let workspace = workspace_of(&[SCENE, ("film", "crates/engine/film", &["dev:scene"])]);
        assert_only_problem(&check(&workspace, &table(&["scene"])), "lets film use scene");
    }

    #[test]
    fn crate_outside_the_table_is_a_problem() {
        let workspace = workspace_of(&[SCENE, ("film", "crates/engine/film", &[])]);
        let mut table = table(&[]);
        table.remove("film");
        assert_only_problem(&check(&workspace, &table), "film: is missing");
    }

    #[test]
    fn row_without_a_crate_is_a_problem() {
        assert_only_problem(&check(&workspace_of(&[SCENE]), &table(&[])), "lists film");
    }

    #[test]
    fn crate_in_another_folder_than_listed_is_a_problem() {
        let workspace = workspace_of(&[SCENE, ("film", "crates/engine/movie", &[])]);
        assert_only_problem(&check(&workspace, &table(&[])), "puts film into crates/engine/film");
    }

    #[test]
    fn crate_outside_every_layer_is_a_problem() {
        let workspace = workspace_of(&[("scene", "crates/common", &[])]);
        let table = BTreeMap::from([("scene".to_owned(), row("crates/common", &[]))]);
        assert_only_problem(&check(&workspace, &table), "is in no layer's folder");
    }

    #[test]
    fn tests_may_not_use_a_higher_layer_either() {
        let workspace =
            workspace_of(&[("scene", "crates/engine/scene", &["dev:design"]), ("design", "crates/author/design", &[])]);
        let table = BTreeMap::from([
            ("scene".to_owned(), row("crates/engine/scene", &[])),
            ("design".to_owned(), row("crates/author/design", &[])),
        ]);
        assert_only_problem(&check(&workspace, &table), "Engine may not use design");
    }

    #[test]
    fn tokio_below_the_service_is_a_problem_however_deep() {
        let workspace =
            workspace_of(&[("scene", "crates/engine/scene", &["json"]), ("json", "", &["tokio"]), ("tokio", "", &[])]);
        let table = BTreeMap::from([("scene".to_owned(), row("crates/engine/scene", &[]))]);
        assert_only_problem(&check(&workspace, &table), "scene → json → tokio");
    }

    #[test]
    fn tokio_in_the_tests_of_a_dependency_is_not_built() {
        let workspace = workspace_of(&[
            ("scene", "crates/engine/scene", &["json"]),
            ("json", "", &["dev:tokio"]),
            ("tokio", "", &[]),
        ]);
        let table = BTreeMap::from([("scene".to_owned(), row("crates/engine/scene", &[]))]);
        assert_eq!(check(&workspace, &table), []);
    }
}
