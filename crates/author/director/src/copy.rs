//! Which words are shown: quotations, and what a prompt names without quoting it.

use crate::lexicon::heads::Head;
use crate::lexicon::words::{ACRONYMS, SPOKEN};
use crate::mask::{Atom, AtomKind};
use crate::prompt::Prompt;
use crate::token::TokenKind;
use std::ops::Range;

/// What a quotation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Use {
    /// It is shown, perhaps as what the noun beside it says.
    Show(Option<Head>),
    /// It names words that are on screen already.
    Refer,
    /// It is spoken.
    Spoken,
    /// It is the character of a caret.
    Caret,
    /// It names a file, an option or an effect.
    Name,
}

/// Words as they are shown: line breaks for ` / `, single blanks, placeholders in neutral words.
pub(crate) fn shown(prompt: &Prompt<'_>, atom: &Atom) -> String {
    let words = prompt.words(atom.inner.clone());
    if atom.kind == AtomKind::Tick {
        // Braces in code are no placeholders.
        return words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" / ", "\n").chars().take(400).collect();
    }
    clean(words)
}

/// The same for any words.
pub(crate) fn clean(words: &str) -> String {
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" / ", "\n");
    let filled = fill_placeholders(&flat);
    filled.chars().filter(|c| !c.is_control() || *c == '\n').take(400).collect()
}

/// Whether words end with a font that was handed in, which has its name in its file: `in the attached font: "…"`.
fn is_own_font(lead: &str) -> bool {
    let mut words = lead.split_whitespace().rev().skip(1);
    words.next().is_some_and(|word| {
        matches!(
            word,
            "attached" | "uploaded" | "provided" | "supplied" | "enclosed" | "own" | "our" | "my" | "this" | "custom"
        )
    })
}

/// Whether words hold a placeholder.
pub(crate) fn has_placeholder(words: &str) -> bool {
    fill_placeholders(words) != words
}

/// `{YOUR_NAME}` as `Name`: what is to be filled in stands there in neutral words.
fn fill_placeholders(words: &str) -> String {
    let mut filled = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(['{', '[', '<']) {
        let (head, tail) = rest.split_at(at);
        filled.push_str(head);
        let close = match tail.as_bytes()[0] {
            b'{' => '}',
            b'[' => ']',
            _ => '>',
        };
        let name_end = tail.find(close).filter(|end| *end < 80);
        let inner = name_end.map(|end| tail[1..end].trim_matches(['{', '}', '[', ' ']));
        let is_name = inner.is_some_and(|inner| {
            !inner.is_empty()
                && inner
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '/' | '-' | ':' | '.' | '…' | ','))
                && inner.chars().any(char::is_alphabetic)
        });
        if let (Some(end), Some(inner), true) = (name_end, inner, is_name) {
            filled.push_str(&neutral(inner));
            rest = tail[end + 1..].trim_start_matches(close);
        } else {
            filled.push_str(&tail[..1]);
            rest = &tail[1..];
        }
    }
    filled.push_str(rest);
    filled
}

fn neutral(name: &str) -> String {
    let first = name.split(['/', ':', ',']).next().unwrap_or(name);
    let words: Vec<String> = first
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(word.to_ascii_lowercase().as_str(), "your" | "the" | "my"))
        .map(str::to_lowercase)
        .take(2)
        .collect();
    let joined = words.join(" ");
    let mut letters = joined.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The nearest noun left of a quotation, at most four tokens away, or right behind it.
pub(crate) fn head_of(prompt: &Prompt<'_>, atom: &Atom, part: &Range<usize>) -> Option<Head> {
    let index = prompt.token_from(atom.span.start);
    let mut from = atom.span.start;
    for step in 1..=4 {
        let Some(token) = index.checked_sub(step).map(|at| &prompt.tokens[at]) else { break };
        let stop =
            token.span.start < part.start || matches!(token.kind, TokenKind::Atom(_)) || token.is(',') || token.is('.');
        if stop {
            break;
        }
        from = token.span.start;
    }
    let names = |head: Head| !matches!(head, Head::Unsupported(_) | Head::Finish(_) | Head::Background | Head::Cursor);
    let left = Prompt::within(&prompt.heads, &(from..atom.span.start)).iter().rev().find(|hit| names(hit.meaning));
    if let Some(hit) = left {
        return Some(hit.meaning);
    }
    let right = prompt.heads.iter().find(|hit| hit.span.start >= atom.span.end && names(hit.meaning))?;
    prompt.plain(atom.span.end..right.span.start).trim().is_empty().then_some(right.meaning)
}

/// What the quotation at an index of the atoms is for. `standing` are the words on screen before it.
pub(crate) fn use_of(prompt: &Prompt<'_>, index: usize, part: &Range<usize>, standing: &[&str]) -> Use {
    let atom = &prompt.atoms[index];
    let words = prompt.words(atom.inner.clone());
    let lead_start = prompt.view.floor_char_boundary(atom.span.start.saturating_sub(34)).max(part.start);
    let lead = prompt.plain(lead_start..atom.span.start).trim_end_matches([' ', ':', ',']);
    let after = prompt.word_after(atom.span.end);
    if words.chars().count() <= 2
        && (matches!(after, "cursor" | "caret") || lead.ends_with("cursor") || lead.ends_with("caret"))
    {
        return Use::Caret;
    }
    // `the 'night market' vibe`, `exactly "8" seconds`
    let is_manner = matches!(after, "vibe" | "vibes" | "feel" | "feeling" | "mood" | "aesthetic" | "energy" | "look");
    let is_length = matches!(after, "seconds" | "second" | "secs" | "sec" | "fps")
        && words.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_manner || is_length {
        return Use::Name;
    }
    if lead.ends_with("color") || lead.ends_with("colour") || lead.ends_with("font") && !is_own_font(lead) {
        return Use::Name;
    }
    if SPOKEN.iter().any(|spoken| lead.ends_with(spoken)) {
        return Use::Spoken;
    }
    if atom.kind == AtomKind::Tick && is_name(prompt, atom, words) {
        return Use::Name;
    }
    let stressing = [
        "under",
        "beneath",
        "behind",
        "around",
        "through",
        "underline",
        "underlines",
        "highlight",
        "highlights",
        "highlighting",
        "circle",
        "circles",
        "strike",
        "the word",
        "on the word",
    ];
    let named_before = |word: &&str| {
        lead.ends_with(*word) && !lead[..lead.len() - word.len()].ends_with(|c: char| c.is_alphanumeric())
    };
    let stands = standing.iter().any(|known| known.contains(words) || known.eq_ignore_ascii_case(words));
    if stands && (stressing.iter().any(named_before) || standing.contains(&words)) {
        return Use::Refer;
    }
    if stressing.iter().filter(|word| !matches!(**word, "the word" | "under" | "beneath" | "behind")).any(named_before)
        && standing.iter().any(|known| known.to_lowercase().contains(&words.to_lowercase()))
    {
        return Use::Refer;
    }
    Use::Show(head_of(prompt, atom, part))
}

/// Whether words in backticks name a file, an option or an effect.
fn is_name(prompt: &Prompt<'_>, atom: &Atom, words: &str) -> bool {
    let after: Vec<&str> =
        prompt.tokens[prompt.token_from(atom.span.end)..].iter().take(3).map(|token| prompt.word(token)).collect();
    let technical = [
        "block",
        "blocks",
        "registry",
        "component",
        "components",
        "variable",
        "variables",
        "transition",
        "shader",
        "effect",
        "as",
        "file",
        "variants",
        "attribute",
    ];
    let identifier = !words.contains(' ') && words.contains(['-', '_', '/', '.', '=', '(']) && !words.contains('$');
    identifier || after.iter().take(2).any(|word| technical.contains(word)) || words.starts_with("--")
}

/// Copy without quotation marks: what stands behind `saying`, `titled` and the like, and words in capitals.
pub(crate) fn unquoted(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Range<usize>> {
    const LEADS: &[&str] = &[
        "saying",
        "reading",
        "that says",
        "that reads",
        "with the text",
        "with the words",
        "the words",
        "titled",
        "called",
        "text:",
        "title:",
        "headline:",
        "caption:",
        "tagline:",
    ];
    let mut found: Vec<Range<usize>> = Vec::new();
    for lead in LEADS {
        let Some(span) = prompt.find_phrase(part, lead) else { continue };
        let start =
            span.end + prompt.words(span.end..).len() - prompt.words(span.end..).trim_start_matches([' ', ':']).len();
        if !prompt.words(start..).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            continue;
        }
        let stops = |c: char| matches!(c, ',' | '.' | ';' | '\n' | '(' | '"' | '—' | '–' | '\u{1}');
        let end = prompt.plain(start..part.end).find(stops).map_or(part.end, |length| start + length);
        let words = prompt.plain(start..end).split_whitespace().count();
        if (1..=9).contains(&words) {
            found.push(start..start + prompt.words(start..end).trim_end().len());
        }
    }
    if found.is_empty() {
        found.extend(capitals(prompt, part));
    }
    found
}

/// Runs of words in capitals that are not acronyms: `FREE text`, `READY stamps in`.
fn capitals(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Range<usize>> {
    let tokens = prompt.tokens_in(part);
    let shout = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 2 && word.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
    };
    let mut runs: Vec<(Range<usize>, bool)> = Vec::new();
    let mut loud = 0;
    for token in tokens {
        let word = prompt.words(token.span.clone());
        if token.kind != TokenKind::Word || !shout(word) {
            continue;
        }
        loud += 1;
        let real = !ACRONYMS.contains(&word) && word.chars().count() >= 3;
        match runs.last_mut() {
            Some((run, any))
                if prompt
                    .words(run.end..token.span.start)
                    .chars()
                    .all(|c| matches!(c, ' ' | '-' | '&' | '\'' | '’')) =>
            {
                run.end = token.span.end;
                *any |= real;
            }
            _ => runs.push((token.span.clone(), real)),
        }
    }
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    if words > 3 && loud * 2 > words {
        return Vec::new();
    }
    runs.into_iter()
        .filter(|(run, real)| *real && !prompt.words(run.end..).trim_start().starts_with(':'))
        .map(|(run, _)| run)
        .collect()
}
