//! How a prompt was read: every decision, with the words it rests on.

use serde_json::{Value, json};
use std::fmt;
use std::ops::Range;

/// One decision of the director.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceEntry {
    /// The stage that took it, such as `duration`, `beat` or `element`.
    pub stage: &'static str,
    /// The words it rests on, as bytes of the prompt; empty where it rests on no words.
    pub span: Range<usize>,
    /// The words themselves, shortened where they are many.
    pub read: String,
    /// What was concluded.
    pub decision: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
}

impl TraceEntry {
    /// Takes the words anew from where they stand.
    pub(crate) fn reread(&mut self, prompt: &str) {
        self.read = excerpt(prompt.get(self.span.clone()).unwrap_or_default());
    }
}

/// All decisions in the order in which they were taken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    /// The decisions.
    pub entries: Vec<TraceEntry>,
}

/// Longest excerpt of the prompt in an entry, in characters.
const LONGEST_EXCERPT_CHARS: usize = 80;

impl Trace {
    /// The trace as a JSON list, one object for each decision.
    pub fn to_value(&self) -> Value {
        self.entries
            .iter()
            .map(|entry| {
                json!({
                    "stage": entry.stage,
                    "span": [entry.span.start, entry.span.end],
                    "read": entry.read,
                    "decision": entry.decision,
                    "confidence": entry.confidence,
                })
            })
            .collect()
    }

    pub(crate) fn note(
        &mut self,
        prompt: &str,
        stage: &'static str,
        span: Range<usize>,
        decision: impl Into<String>,
        confidence: f64,
    ) {
        let read = excerpt(prompt.get(span.clone()).unwrap_or_default());
        self.entries.push(TraceEntry { stage, span, read, decision: decision.into(), confidence });
    }
}

fn excerpt(words: &str) -> String {
    let mut plain: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = plain.char_indices().nth(LONGEST_EXCERPT_CHARS) {
        plain.truncate(cut);
        plain.push('…');
    }
    plain
}

/// One line for each decision: `stage  "words" → decision (confidence)`.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            write!(f, "{:<11} ", entry.stage)?;
            if !entry.read.is_empty() {
                write!(f, "{}..{} \"{}\" → ", entry.span.start, entry.span.end, entry.read)?;
            }
            writeln!(f, "{} ({:.2})", entry.decision, entry.confidence)?;
        }
        Ok(())
    }
}
