//! Words with a meaning, found in a prompt all at once.

pub(crate) mod colors;
pub(crate) mod easings;
pub(crate) mod fonts;
pub(crate) mod foreign;
pub(crate) mod heads;
pub(crate) mod phrases;
pub(crate) mod places;
pub(crate) mod styles;
pub(crate) mod transitions;
pub(crate) mod verbs;
pub(crate) mod words;

use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A word or phrase of a lexicon in a prompt.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hit<T> {
    /// Where it is.
    pub(crate) span: Range<usize>,
    /// What it means.
    pub(crate) meaning: T,
}

/// A table of phrases, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    automaton: Option<AhoCorasick>,
    meanings: Vec<T>,
}

impl<T: Clone> Lexicon<T> {
    /// A lexicon of lower-case phrases, words parted by single spaces.
    pub(crate) fn new(table: impl IntoIterator<Item = (String, T)>) -> Self {
        let (phrases, meanings): (Vec<String>, Vec<T>) = table.into_iter().unzip();
        Self { automaton: AhoCorasick::new(&phrases).ok(), meanings }
    }

    /// The phrases in a normalised prompt, whole words only, the longest where several begin alike or overlap.
    pub(crate) fn hits(&self, view: &str) -> Vec<Hit<T>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<(Range<usize>, usize)> = automaton
            .find_overlapping_iter(view)
            .map(|hit| (hit.range(), hit.pattern().as_usize()))
            .filter(|(span, _)| is_whole(view, span))
            .collect();
        found.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
        let mut end = 0;
        found.retain(|(span, _)| {
            let keep = span.start >= end;
            if keep {
                end = span.end;
            }
            keep
        });
        found.into_iter().map(|(span, index)| Hit { span, meaning: self.meanings[index].clone() }).collect()
    }
}

/// Whether neither a letter nor a digit touches the span.
fn is_whole(view: &str, span: &Range<usize>) -> bool {
    let before = view.get(..span.start).and_then(|head| head.chars().next_back());
    let after = view.get(span.end..).and_then(|tail| tail.chars().next());
    let touches = |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
    // Words of Chinese and Japanese stand next to each other.
    let runs_on = view.get(span.clone()).is_some_and(|word| word.chars().all(foreign::runs_on));
    runs_on || !touches(before) && !touches(after)
}

/// The rows of a table that gives several phrases for each meaning.
pub(crate) fn rows<T: Clone>(table: &[(T, &[&str])]) -> Vec<(String, T)> {
    table
        .iter()
        .flat_map(|(meaning, phrases)| phrases.iter().map(move |phrase| ((*phrase).to_owned(), meaning.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_win_over_parts_and_long_phrases_over_short_ones() {
        let table: &[(u8, &[&str])] = &[(1, &["fade"]), (2, &["fade in"]), (3, &["top"])];
        let lexicon = Lexicon::new(rows(table));
        let meanings = |view| lexicon.hits(view).into_iter().map(|hit| hit.meaning).collect::<Vec<_>>();
        assert_eq!(meanings("fade in, fade into topics"), [2, 1]);
    }
}
