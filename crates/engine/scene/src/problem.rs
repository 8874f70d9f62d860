//! What is wrong with a document, and where.

use std::fmt;

/// How much a [`Problem`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document is used; the named part of it is ignored or adjusted.
    Warning,
    /// The document is refused.
    Error,
}

/// One finding about a document: the place, what stands there, and what may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the document is refused for it.
    pub severity: Severity,
    /// The place, as a JSON pointer (RFC 6901); empty for the whole document.
    pub pointer: String,
    /// What is wrong, without the place.
    pub message: String,
    /// The offending value as JSON, shortened to a readable length; absent where nothing stands there.
    pub found: Option<String>,
    /// What is allowed there, where that can be said.
    pub allowed: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "(document)" } else { &self.pointer };
        write!(f, "{place}: {}", self.message)?;
        if let Some(found) = &self.found {
            write!(f, ", found {found}")?;
        }
        if let Some(allowed) = &self.allowed {
            write!(f, "; allowed: {allowed}")?;
        }
        Ok(())
    }
}

/// A document was refused: every error in it, and the warnings beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidScene {
    /// All findings, in document order.
    pub problems: Vec<Problem>,
}

impl InvalidScene {
    /// The findings that made the document unusable; never empty.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }
}

impl fmt::Display for InvalidScene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.errors().count();
        write!(f, "the scene has {count} {}", if count == 1 { "error" } else { "errors" })?;
        for problem in self.errors() {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidScene {}
