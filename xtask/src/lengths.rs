//! No file grows until nobody reads it.

use crate::problem::Problem;
use crate::tree::TextFile;

/// A longer file holds more than one noun.
const LINES_MAX: usize = 700;

/// What people write, as opposed to data and what tools write.
const WRITTEN: [&str; 10] = [".rs", ".md", ".toml", ".sh", ".sql", ".ts", ".js", ".css", ".html", ".yaml"];

/// Files that may be longer, each with the reason.
const LISTED: &[(&str, &str)] = &[];

/// Files over the bound that are not listed, and listed ones that need not be.
pub(crate) fn check(files: &[TextFile]) -> Vec<Problem> {
    check_against(files, LISTED)
}

fn check_against(files: &[TextFile], listed: &[(&str, &str)]) -> Vec<Problem> {
    let is_listed = |path: &str| listed.iter().any(|(listed, _)| *listed == path);
    let long = longest(files).into_iter().take_while(|(lines, _)| *lines > LINES_MAX);
    let too_long = long
        .clone()
        .filter(|(_, path)| !is_listed(path))
        .map(|(lines, path)| Problem::new(path, format!("has {lines} lines, more than {LINES_MAX}; split it by noun")));
    let stale = listed.iter().filter(|(path, _)| !long.clone().any(|(_, long)| long == *path));
    let stale = stale.map(|(path, _)| Problem::new(*path, "is listed as long in xtask, but is not"));
    too_long.chain(stale).collect()
}

/// Lines and path of every written file outside the assets, longest first.
pub(crate) fn longest(files: &[TextFile]) -> Vec<(usize, &str)> {
    let mut lengths: Vec<_> = files
        .iter()
        .filter(|file| !file.path.starts_with("assets/"))
        .filter(|file| WRITTEN.iter().any(|extension| file.path.ends_with(extension)))
        .map(|file| (file.text.lines().count(), file.path.as_str()))
        .collect();
    lengths.sort_by(|a, b| b.cmp(a));
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;

    fn file(path: &str, lines: usize) -> TextFile {
        TextFile { path: path.into(), text: "x\n".repeat(lines) }
    }

    #[test]
    fn file_over_the_bound_is_a_problem_unless_listed() {
        let files = [file("a.rs", LINES_MAX + 1), file("b.rs", LINES_MAX)];
        assert_only_problem(&check_against(&files, &[]), "a.rs: has 701 lines");
        assert_eq!(check_against(&files, &[("a.rs", "one table")]), []);
    }

    #[test]
    fn listed_file_that_is_short_or_gone_is_a_problem() {
        let listed = [("b.rs", "one table")];
        assert_only_problem(&check_against(&[file("b.rs", 3)], &listed), "b.rs: is listed");
        assert_only_problem(&check_against(&[], &listed), "b.rs: is listed");
    }

    #[test]
    fn assets_and_data_may_be_long() {
        assert_eq!(check_against(&[file("assets/a.md", 900), file("Cargo.lock", 900)], &[]), []);
    }
}
