//! The project's text files.

use std::fs;
use std::path::Path;

use crate::error::ChoreError;

/// A text file of the project.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// Relative to the project, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Folders that are not part of the project: what tools write, and what the project downloads.
const OUTSIDE: [&str; 6] = [".git", "target", "out", "node_modules", "corpus", "artifacts"];

/// All text files below `root`, by path; fonts and pictures are left out.
pub(crate) fn text_files(root: &Path) -> Result<Vec<TextFile>, ChoreError> {
    let mut files = Vec::new();
    collect(root, "", &mut files)?;
    files.sort_by(|a: &TextFile, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<TextFile>) -> Result<(), ChoreError> {
    let unreadable = |source| ChoreError::read(folder, source);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() && !OUTSIDE.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).map_err(|source| ChoreError::read(&entry.path(), source))?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(TextFile { path, text });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_in_order_without_pictures_and_built_things() {
        let root = tempfile::tempdir().expect("a temporary folder");
        for folder in ["b", "target"] {
            fs::create_dir(root.path().join(folder)).expect("created");
        }
        for (path, bytes) in [("b/x.md", &b"text"[..]), ("a.rs", b""), ("c.png", &[0xff]), ("target/y.rs", b"")] {
            fs::write(root.path().join(path), bytes).expect("written");
        }
        let files = text_files(root.path()).expect("readable");
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.rs", "b/x.md"]);
    }
}
