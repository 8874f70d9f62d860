//! The crate table of ARCHITECTURE.md: which crate may use which.
//!
//! The table stands between [`BEGIN`] and [`END`].
//! Its first cell names the crate and links its folder, its last cell lists the crates it uses:
//! ``| [`pavo-layout`](crates/engine/layout) | boxes, text | `pavo-scene` `pavo-timeline` |``.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::Problem;

pub(crate) const FILE: &str = "ARCHITECTURE.md";
const BEGIN: &str = "<!-- crates:begin -->";
const END: &str = "<!-- crates:end -->";

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Relative to the project: `crates/engine/layout`.
    pub(crate) folder: String,
    /// Crates of this workspace that the crate uses outside its tests.
    pub(crate) uses: BTreeSet<String>,
}

/// Rows by crate name, or what is wrong with the table.
pub(crate) fn crate_table(architecture: &str) -> Result<BTreeMap<String, Row>, Vec<Problem>> {
    let table = architecture.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END));
    let Some((table, _)) = table else {
        return Err(vec![Problem::new(FILE, format!("has no table between {BEGIN} and {END}"))]);
    };
    let mut rows = BTreeMap::new();
    let mut problems = Vec::new();
    // The first two rows are the heading and its rule.
    for line in table.lines().filter(|line| line.starts_with('|')).skip(2) {
        match row(line) {
            Some((name, row)) => {
                if rows.insert(name.clone(), row).is_some() {
                    problems.push(Problem::new(FILE, format!("lists {name} twice")));
                }
            }
            None => problems.push(Problem::new(FILE, format!("cannot read the row {line:?}"))),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn row(line: &str) -> Option<(String, Row)> {
    let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
    let (first, last) = (cells.first()?, cells.last()?);
    let (name, folder) = first.strip_prefix("[`")?.strip_suffix(')')?.split_once("`](")?;
    // Names stand between back quotes, so they are every second part.
    let uses = last.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some((name.to_owned(), Row { folder: folder.to_owned(), uses }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;

    fn architecture(rows: &str) -> String {
        format!("# Title\n{BEGIN}\n| crate | holds | uses |\n|---|---|---|\n{rows}\n{END}\nmore | text")
    }

    #[test]
    fn table_gives_folders_and_edges() {
        let rows = "| [`pavo-a`](crates/a) | one | |\n| [`pavo-b`](crates/b) | two | `pavo-a` `pavo-c` |";
        let table = crate_table(&architecture(rows)).expect("well formed");
        assert_eq!(table["pavo-a"], Row { folder: "crates/a".into(), uses: BTreeSet::new() });
        let both = BTreeSet::from(["pavo-a".to_owned(), "pavo-c".to_owned()]);
        assert_eq!(table["pavo-b"], Row { folder: "crates/b".into(), uses: both });
    }

    #[test]
    fn table_that_is_missing_is_a_problem() {
        assert_only_problem(&crate_table("# Title").expect_err("no table"), "has no table");
    }

    #[test]
    fn row_without_a_link_is_a_problem() {
        let text = architecture("| pavo-a | one | |");
        assert_only_problem(&crate_table(&text).expect_err("no link"), "cannot read the row");
    }

    #[test]
    fn crate_listed_twice_is_a_problem() {
        let text = architecture("| [`pavo-a`](crates/a) | |\n| [`pavo-a`](crates/a) | |");
        assert_only_problem(&crate_table(&text).expect_err("twice"), "lists pavo-a twice");
    }
}
