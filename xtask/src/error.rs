//! Why a chore stops.

use std::error::Error;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub(crate) enum ChoreError {
    /// The checks ran and found something, which they have printed.
    #[error("{count} problems found")]
    Problems { count: usize },
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("cannot start `{program}`")]
    Start { program: String, source: std::io::Error },
    #[error("`{command}` says: {message}")]
    Command { command: String, message: String },
    #[error("cannot understand what `cargo metadata` prints")]
    Metadata { source: serde_json::Error },
    #[error("cannot understand {}", path.display())]
    Toml { path: PathBuf, source: Box<toml::de::Error> },
    #[error("step `{step}` failed")]
    Step { step: String },
}

impl ChoreError {
    pub(crate) fn read(path: &Path, source: std::io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// The error and what caused it, on one line.
    pub(crate) fn with_causes(&self) -> String {
        let mut line = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            line = format!("{line}: {error}");
            cause = error.source();
        }
        line
    }
}
