//! Links between the project's Markdown files lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::problem::Problem;
use crate::tree::TextFile;

/// Relative links whose file, folder or heading does not exist; addresses on the web are not followed.
pub(crate) fn check(root: &Path, files: &[TextFile]) -> Vec<Problem> {
    let pages: Vec<&TextFile> = files.iter().filter(|file| file.path.ends_with(".md")).collect();
    let headings_of: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|page| (page.path.as_str(), headings(&page.text))).collect();
    let mut problems = Vec::new();
    for page in pages {
        for (line_number, target) in links(&page.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let place = format!("{}:{line_number}", page.path);
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let path = if file.is_empty() { page.path.clone() } else { joined(&page.path, file) };
            if !root.join(&path).exists() {
                problems.push(Problem::new(place, format!("links to {target}, which does not exist")));
            } else if !heading.is_empty()
                && headings_of.get(path.as_str()).is_some_and(|known| !known.contains(heading))
            {
                problems.push(Problem::new(place, format!("links to {target}, but {path} has no such heading")));
            }
        }
    }
    problems
}

/// Inline links with their line numbers, code apart.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in prose_lines(text) {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once("](") {
            let target = after.split([')', ' ']).next().unwrap_or_default();
            found.push((number, target.trim_matches(['<', '>']).to_owned()));
            rest = after;
        }
    }
    found
}

/// Lines outside fenced code, numbered from 1.
fn prose_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        (!in_code && !is_fence).then_some((index + 1, line))
    })
}

/// Headings in the form that links use: lower case, hyphens for spaces, no punctuation.
fn headings(text: &str) -> BTreeSet<String> {
    prose_lines(text)
        .filter_map(|(_, line)| line.strip_prefix('#'))
        .map(|heading| heading.trim_start_matches('#').trim().to_lowercase())
        .map(|heading| {
            let kept = heading.chars().filter(|&c| c.is_alphanumeric() || c == ' ' || c == '-' || c == '_');
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// `target` as seen from `page`, both relative to the project.
fn joined(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;

    /// Problems of `docs/page.md` in a project that has only that page and `other.md`.
    fn check_page(text: &str) -> Vec<Problem> {
        let root = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(root.path().join("docs")).expect("created");
        let file = |path: &str, text: &str| {
            std::fs::write(root.path().join(path), text).expect("written");
            TextFile { path: path.into(), text: text.into() }
        };
        let files = [file("docs/page.md", text), file("other.md", "# A title, *here*\n")];
        check(root.path(), &files)
    }

    #[test]
    fn links_to_files_folders_headings_and_the_web_are_fine() {
        let text =
            "# Top\n[a](../other.md) [b](../docs/) [c](../other.md#a-title-here)\n[d](#top) [e](https://x.org/y)";
        assert_eq!(check_page(text), []);
    }

    #[test]
    fn link_to_a_missing_file_is_a_problem() {
        assert_only_problem(&check_page("text\n[a](gone.md)"), "docs/page.md:2: links to gone.md");
    }

    #[test]
    fn link_to_a_missing_heading_is_a_problem() {
        assert_only_problem(&check_page("[a](../other.md#b)"), "no such heading");
        assert_only_problem(&check_page("[a](#b)"), "no such heading");
    }

    #[test]
    fn code_blocks_hold_no_links() {
        assert_eq!(check_page("```\n[a](gone.md)\n```"), []);
    }
}
