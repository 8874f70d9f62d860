//! What the command line says when something fails, and with which exit code.

use pavo_film::{EncodeError, FilmError};
use pavo_scene::InvalidScene;
use std::fmt;
use std::path::Path;

/// A failed command.
#[derive(Debug)]
pub(crate) enum CliError {
    /// The input is wrong; the user can mend it.
    Usage(String),
    /// The work failed.
    Failed(String),
    /// The user ended it.
    Interrupted,
}

impl CliError {
    pub(crate) fn other(error: impl std::error::Error) -> Self {
        Self::Failed(with_causes(&error))
    }

    pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::Usage(format!("{} cannot be read: {error}", path.display()))
    }

    pub(crate) fn invalid_scene(path: &Path, error: &InvalidScene) -> Self {
        Self::Usage(format!("{}: {error}", path.display()))
    }

    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Interrupted => 130,
        }
    }
}

impl From<FilmError> for CliError {
    fn from(error: FilmError) -> Self {
        match error {
            FilmError::Cancelled => Self::Interrupted,
            other => Self::other(other),
        }
    }
}

impl From<EncodeError> for CliError {
    fn from(error: EncodeError) -> Self {
        Self::other(error)
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Failed(message) => write!(f, "error: {message}"),
            Self::Interrupted => f.write_str("interrupted; no file was left"),
        }
    }
}

/// An error and what it came from, in one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        cause = error.source();
    }
    message
}
