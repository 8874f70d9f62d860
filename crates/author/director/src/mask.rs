//! What must not be read as instructions: quoted words, code, links, placeholders, data.

use crate::normalise::normalise;
use std::ops::Range;

/// What a masked part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Words in quotation marks: copy, or the name of copy that is there already.
    Quote,
    /// Words in backticks: code, a name, or copy.
    Tick,
    /// A block of code or data between fences, or JSON.
    Code,
    /// An address.
    Link,
    /// A command to a program: `/motion-graphics` before everything else.
    Command,
    /// Something to be filled in, such as `{{title}}` or `[TOPIC]`.
    Placeholder,
}

/// A part of the prompt that is taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom {
    /// What it is.
    pub(crate) kind: AtomKind,
    /// With its marks.
    pub(crate) span: Range<usize>,
    /// Without its marks.
    pub(crate) inner: Range<usize>,
}

/// Longest quotation, in bytes; a mark without a partner within reach is no quotation mark.
const LONGEST_QUOTE_BYTES: usize = 600;
/// Longest quotation between single marks, which are also apostrophes.
const LONGEST_SINGLE_BYTES: usize = 160;

/// Byte that stands in the view for every byte of a masked part.
pub(crate) const MASKED: char = '\u{1}';

/// The masked parts in order, and the normalised prompt with their bytes blanked out.
pub(crate) fn mask(prompt: &str) -> (Vec<Atom>, String) {
    let mut atoms = Vec::new();
    let mut at = 0;
    while let Some(character) = prompt[at..].chars().next() {
        match atom_at(prompt, at, character) {
            Some(atom) => {
                at = atom.span.end.max(at + character.len_utf8());
                atoms.push(atom);
            }
            None => at += character.len_utf8(),
        }
    }
    let mut view = normalise(prompt);
    for atom in &atoms {
        view.replace_range(atom.span.clone(), &MASKED.to_string().repeat(atom.span.len()));
    }
    (atoms, view)
}

fn atom_at(prompt: &str, at: usize, character: char) -> Option<Atom> {
    let before = prompt[..at].chars().next_back().unwrap_or(' ');
    let rest = &prompt[at + character.len_utf8()..];
    let start = at + character.len_utf8();
    let opens = !before.is_alphanumeric() && rest.chars().next().is_some_and(|next| !next.is_whitespace());
    match character {
        '`' if prompt[at..].starts_with("```") => {
            let inner = at + 3;
            let length = prompt[inner..].find("```")?;
            Some(atom(AtomKind::Code, at, inner, inner + length, 3))
        }
        '`' => {
            let length = rest.find('`').filter(|length| (1..LONGEST_QUOTE_BYTES).contains(length))?;
            Some(atom(AtomKind::Tick, at, start, start + length, 1))
        }
        '"' if opens => quoted(prompt, at, start, &['"', '”'], LONGEST_QUOTE_BYTES),
        '“' | '„' => quoted(prompt, at, start, &['”', '“', '"'], LONGEST_QUOTE_BYTES),
        '«' => quoted(prompt, at, start, &['»'], LONGEST_QUOTE_BYTES),
        '「' => quoted(prompt, at, start, &['」'], LONGEST_QUOTE_BYTES),
        '\'' | '‘' if opens => single(prompt, at, start),
        '{' if is_json(rest) => balanced(prompt, at, '{', '}').map(|end| atom(AtomKind::Code, at, at, end, 0)),
        '{' if rest.starts_with('{') => {
            let length = rest.find("}}").filter(|length| *length < 200)?;
            Some(atom(AtomKind::Placeholder, at, at + 2, start + length, 2))
        }
        '{' => {
            let length = rest.find('}').filter(|length| (1..120).contains(length))?;
            Some(atom(AtomKind::Placeholder, at, start, start + length, 1))
        }
        '[' => {
            let length = rest.find(']').filter(|length| *length < 300)?;
            let inner = &rest[..length];
            is_blank_to_fill(inner).then(|| atom(AtomKind::Placeholder, at, start, start + length, 1))
        }
        '<' => {
            let length = rest.find('>').filter(|length| (1..80).contains(length))?;
            let inner = &rest[..length];
            let name = inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-'));
            (name && inner.starts_with(|c: char| c.is_ascii_alphabetic()))
                .then(|| atom(AtomKind::Placeholder, at, start, start + length, 1))
        }
        '/' if at == 0 || before == '\n' => {
            let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            let spaced = rest[length..].starts_with(|c: char| c.is_whitespace());
            (length > 2 && spaced).then(|| atom(AtomKind::Command, at, start, start + length, 0))
        }
        'h' if rest.starts_with("ttp://") || rest.starts_with("ttps://") => {
            let length = prompt[at..].find(|c: char| c.is_whitespace() || matches!(c, ')' | '"' | ',' | '`' | '>'));
            let end = length.map_or(prompt.len(), |length| at + length);
            Some(atom(AtomKind::Link, at, at, end, 0))
        }
        _ => None,
    }
}

const fn atom(kind: AtomKind, start: usize, inner_start: usize, inner_end: usize, closing: usize) -> Atom {
    Atom { kind, span: start..inner_end + closing, inner: inner_start..inner_end }
}

fn quoted(prompt: &str, at: usize, start: usize, closing: &[char], longest: usize) -> Option<Atom> {
    let rest = &prompt[start..prompt.floor_char_boundary(start + longest)];
    let paragraph = rest.find("\n\n").unwrap_or(rest.len());
    let length = rest[..paragraph].find(closing).filter(|length| *length > 0)?;
    let mark = rest[length..].chars().next()?;
    Some(atom(AtomKind::Quote, at, start, start + length, mark.len_utf8()))
}

/// Words between single marks; an apostrophe inside them does not end them.
fn single(prompt: &str, at: usize, start: usize) -> Option<Atom> {
    let rest = &prompt[start..];
    let mut before = ' ';
    for (offset, character) in rest.char_indices() {
        if character == '\n' || offset > LONGEST_SINGLE_BYTES {
            return None;
        }
        let after = rest[offset + character.len_utf8()..].chars().next().unwrap_or(' ');
        if matches!(character, '\'' | '’') && !before.is_whitespace() && !after.is_alphanumeric() && offset > 0 {
            return Some(atom(AtomKind::Quote, at, start, start + offset, character.len_utf8()));
        }
        before = character;
    }
    None
}

fn is_json(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with('"') && rest.find("\":").or_else(|| rest.find("\" :")).is_some_and(|key| key < 60)
}

fn balanced(prompt: &str, at: usize, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, character) in prompt[at..].char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at + offset + character.len_utf8());
            }
        }
    }
    None
}

/// Whether words in square brackets are to be filled in: everything but a time.
fn is_blank_to_fill(inner: &str) -> bool {
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let times = ["from", "to", "s", "sec", "secs", "second", "seconds", "ms", "frames", "f", "at", "until", "end"];
    let words = inner.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let only_times = words.clone().all(|word| times.contains(&word.to_ascii_lowercase().as_str()));
    let digits = inner.chars().any(|c| c.is_ascii_digit());
    if digits && only_times {
        return false;
    }
    // `[Scene 1: 0-3s]` is a beat with its name inside the brackets.
    let ranged = digits && inner.contains(['-', '–', '—']) && inner.contains('s');
    letters > 0 && !ranged || inner.trim() == "…" || inner.trim() == "..."
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inners(prompt: &str) -> Vec<(AtomKind, &str)> {
        mask(prompt).0.into_iter().map(|atom| (atom.kind, &prompt[atom.inner])).collect()
    }

    #[test]
    fn quotes_of_all_shapes_are_lifted_out() {
        use AtomKind::{Placeholder, Quote, Tick};
        let prompt = "\"one\", “two”, «three», 'four it's', `five` and {{six}} [SEVEN]";
        let expected = [
            (Quote, "one"),
            (Quote, "two"),
            (Quote, "three"),
            (Quote, "four it's"),
            (Tick, "five"),
            (Placeholder, "six"),
            (Placeholder, "SEVEN"),
        ];
        assert_eq!(inners(prompt), expected);
    }

    #[test]
    fn apostrophes_inches_and_times_are_not_lifted_out() {
        assert_eq!(inners("don't use the 6\" screens' edge [from 0s to 1.5s] [0:00-0:05]"), []);
    }
}
