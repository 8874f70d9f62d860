//! No file names a place that only one machine has.

use std::path::Path;

use crate::code::line_number;
use crate::problem::Problem;
use crate::tree::TextFile;

/// Home folders; in parts, so that this file does not find itself.
const HOMES: [&str; 4] =
    [concat!("/", "home/"), concat!("/", "root/"), concat!("/", "Users/"), concat!(r"C:\", r"Users\")];

/// Places where a file names a home folder or this very checkout.
pub(crate) fn check(root: &Path, files: &[TextFile]) -> Vec<Problem> {
    let checkout = root.display().to_string();
    // A checkout right below the file system's root may share its name with an innocent path.
    let checkout = (root.components().count() > 2).then_some(checkout.as_str());
    let wanted: Vec<&str> = HOMES.into_iter().chain(checkout).collect();
    let mut problems = Vec::new();
    for file in files {
        for path in &wanted {
            let found = file.text.match_indices(path).map(|(offset, _)| offset);
            problems.extend(found.filter(|&offset| starts_path(&file.text, offset)).map(|offset| {
                let place = format!("{}:{}", file.path, line_number(&file.text, offset));
                Problem::new(place, format!("names {path}, which only one machine has"))
            }));
        }
    }
    problems
}

/// Whether the path at `offset` begins there, rather than being the tail of a longer one.
fn starts_path(text: &str, offset: usize) -> bool {
    let before = text[..offset].chars().next_back();
    !before.is_some_and(|c| c.is_alphanumeric() || "._-~}$".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;

    fn check_text(text: &str) -> Vec<Problem> {
        let file = TextFile { path: "a.md".into(), text: text.into() };
        check(Path::new("/srv/code/pavo"), &[file])
    }

    #[test]
    fn home_folders_and_this_checkout_are_problems() {
        assert_only_problem(&check_text(&format!("x\nsee {}me", HOMES[0])), "a.md:2: names");
        assert_only_problem(&check_text("`/srv/code/pavo/out`"), "names /srv/code/pavo");
    }

    #[test]
    fn paths_inside_the_project_are_fine() {
        assert_eq!(check_text(&format!("web{}page and /srv/code", HOMES[0])), []);
    }
}
