//! What `cargo metadata` says about the workspace: our crates, and all they are built from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::error::ChoreError;

#[derive(Debug, Deserialize)]
pub(crate) struct Workspace {
    pub(crate) workspace_root: PathBuf,
    pub(crate) target_directory: PathBuf,
    pub(crate) packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) manifest_path: PathBuf,
    /// SPDX expression.
    pub(crate) license: Option<String>,
    /// Registry or repository; `None` for a crate of this workspace.
    pub(crate) source: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// `None` for a normal dependency, else `dev` or `build`.
    pub(crate) kind: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<ResolvedDependency>,
}

#[derive(Debug, Deserialize)]
struct ResolvedDependency {
    pkg: String,
    dep_kinds: Vec<ResolvedKind>,
}

#[derive(Debug, Deserialize)]
struct ResolvedKind {
    kind: Option<String>,
}

impl Package {
    /// The crate's folder.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(&self.manifest_path)
    }
}

impl Workspace {
    /// Asks `cargo`, which keeps to `Cargo.lock`.
    pub(crate) fn load() -> Result<Self, ChoreError> {
        // `cargo` names itself to the commands it runs.
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(&cargo)
            .args(["metadata", "--format-version", "1", "--locked"])
            .output()
            .map_err(|source| ChoreError::Start { program: cargo, source })?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(ChoreError::Command { command: "cargo metadata".to_owned(), message });
        }
        Self::from_json(&output.stdout)
    }

    pub(crate) fn from_json(json: &[u8]) -> Result<Self, ChoreError> {
        serde_json::from_slice(json).map_err(|source| ChoreError::Metadata { source })
    }

    /// The crates of this workspace.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.workspace_members.contains(&package.id))
    }

    /// A member's folder as the project writes it: `crates/engine/scene`.
    pub(crate) fn relative_folder(&self, member: &Package) -> String {
        let folder = member.folder();
        folder.strip_prefix(&self.workspace_root).unwrap_or(folder).display().to_string()
    }

    /// Names from `member` down to a dependency named `wanted`, tests apart; `None` when it is not built from it.
    pub(crate) fn path_to(&self, member: &Package, wanted: &str) -> Option<Vec<&str>> {
        let names: BTreeMap<&str, &str> = self.packages.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect();
        let nodes: BTreeMap<&str, &Node> = self.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut user_of: BTreeMap<&str, Option<&str>> = BTreeMap::from([(member.id.as_str(), None)]);
        let mut waiting = vec![member.id.as_str()];
        while let Some(id) = waiting.pop() {
            if names.get(id) == Some(&wanted) {
                let chain = std::iter::successors(Some(id), |id| user_of.get(id).copied().flatten());
                let mut path: Vec<_> = chain.filter_map(|id| names.get(id).copied()).collect();
                path.reverse();
                return Some(path);
            }
            let deps = nodes.get(id).map_or(&[][..], |node| &node.deps);
            let built_from =
                |dep: &&ResolvedDependency| dep.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
            for dep in deps.iter().filter(built_from) {
                if !user_of.contains_key(dep.pkg.as_str()) {
                    user_of.insert(&dep.pkg, Some(id));
                    waiting.push(&dep.pkg);
                }
            }
        }
        None
    }
}

/// For tests: members as `(name, folder, dependencies)`, where a dependency may be `dev:name`.
#[cfg(test)]
pub(crate) fn workspace_of(crates: &[(&str, &str, &[&str])]) -> Workspace {
    let kind_and_name = |dependency: &str| match dependency.split_once(':') {
        Some((kind, name)) => (Some(kind.to_owned()), name.to_owned()),
        None => (None, dependency.to_owned()),
    };
    let mut packages = Vec::new();
    let mut nodes = Vec::new();
    for &(name, folder, dependencies) in crates {
        let edges: Vec<_> = dependencies.iter().map(|d| kind_and_name(d)).collect();
        nodes.push(Node {
            id: name.to_owned(),
            deps: edges
                .iter()
                .map(|(kind, name)| ResolvedDependency {
                    pkg: name.clone(),
                    dep_kinds: vec![ResolvedKind { kind: kind.clone() }],
                })
                .collect(),
        });
        packages.push(Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            manifest_path: Path::new("/project").join(folder).join("Cargo.toml"),
            license: Some("MIT".to_owned()),
            source: folder.is_empty().then(|| "registry+default".to_owned()),
            dependencies: edges.into_iter().map(|(kind, name)| Dependency { name, kind }).collect(),
        });
    }
    Workspace {
        workspace_root: PathBuf::from("/project"),
        target_directory: PathBuf::from("/project/target"),
        workspace_members: packages.iter().filter(|p| p.source.is_none()).map(|p| p.id.clone()).collect(),
        packages,
        resolve: Resolve { nodes },
    }
}
