//! One broken rule, with its place and what to do about it.

use std::fmt;

use crate::error::ChoreError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// A file of the project, with a line where there is one, or a crate.
    place: String,
    message: String,
}

impl Problem {
    pub(crate) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Prints all problems.
///
/// # Errors
/// [`ChoreError::Problems`] when there is one.
pub(crate) fn report(problems: &[Problem]) -> Result<(), ChoreError> {
    for problem in problems {
        eprintln!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        count => Err(ChoreError::Problems { count }),
    }
}

/// For tests: whether exactly one problem was found, and it says `words`.
#[cfg(test)]
pub(crate) fn assert_only_problem(problems: &[Problem], words: &str) {
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].to_string().contains(words), "{} lacks {words:?}", problems[0]);
}
