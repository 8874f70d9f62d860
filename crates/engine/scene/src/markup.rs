//! Marks within a text: `*accent*`, `_muted_` and `==highlight==`.

use std::borrow::Cow;
use std::ops::Range;

/// How a stretch of a text is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStyle {
    /// In the theme's accent.
    Accent,
    /// In the theme's muted colour.
    Muted,
    /// On a band of the theme's accent.
    Highlight,
}

/// A stretch of a text that is set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the text without marks.
    pub bytes: Range<usize>,
    /// How it is set apart.
    pub style: RunStyle,
}

/// The mark that stands at the beginning of some characters, and what it sets apart.
fn mark_of(characters: &[(usize, char)]) -> Option<(&'static str, RunStyle)> {
    match characters {
        [(_, '*'), ..] => Some(("*", RunStyle::Accent)),
        [(_, '_'), ..] => Some(("_", RunStyle::Muted)),
        [(_, '='), (_, '='), ..] => Some(("==", RunStyle::Highlight)),
        _ => None,
    }
}

/// A text without its marks, and what they set apart.
///
/// A mark begins before a letter and ends after one: `2 * 3 * 4` and `snake_case` have none. `\*`, `\_` and `\=` are
/// plain.
pub fn runs_of(text: &str) -> (Cow<'_, str>, Vec<Run>) {
    if !text.contains(['*', '_', '=', '\\']) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| characters.get(index).map(|(_, character)| *character);
    let is_open = |character: Option<char>| character.is_none_or(|character| !character.is_alphanumeric());
    let mut plain = String::with_capacity(text.len());
    let mut runs = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    let mut index = 0;
    while let Some(character) = at(index) {
        let before = index.checked_sub(1).and_then(at);
        if character == '\\' && matches!(at(index + 1), Some('*' | '_' | '=' | '\\')) {
            plain.extend(at(index + 1));
            index += 2;
            continue;
        }
        let Some((mark, style)) = mark_of(&characters[index..]) else {
            plain.push(character);
            index += 1;
            continue;
        };
        let next = index + mark.len();
        match open {
            Some((known, start, _))
                if known == mark && before.is_some_and(|before| !before.is_whitespace()) && is_open(at(next)) =>
            {
                runs.push(Run { bytes: start..plain.len(), style });
                open = None;
            }
            None if is_open(before)
                && at(next).is_some_and(|next| !next.is_whitespace() && next != character)
                && text[characters[next].0..].contains(mark) =>
            {
                open = Some((mark, plain.len(), index));
            }
            _ => plain.push_str(mark),
        }
        index = next;
    }
    if let Some((_, start, mark)) = open {
        // A mark that never ends is a character as any other.
        plain.truncate(start);
        plain.push_str(&text[characters[mark].0..]);
    }
    (Cow::Owned(plain), runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<(&'static str, String)>) {
        let (plain, runs) = runs_of(text);
        let name = |style| match style {
            RunStyle::Accent => "accent",
            RunStyle::Muted => "muted",
            RunStyle::Highlight => "highlight",
        };
        let runs = runs.into_iter().map(|run| (name(run.style), plain[run.bytes].to_owned())).collect();
        (plain.into_owned(), runs)
    }

    #[test]
    fn marks_set_words_apart_and_are_not_seen() {
        let (plain, runs) = read("It ==glides== on.");
        assert_eq!((plain.as_str(), runs), ("It glides on.", vec![("highlight", "glides".to_owned())]));
        let (plain, runs) = read("Revenue *quadrupled*, _since 2020_.");
        assert_eq!(plain, "Revenue quadrupled, since 2020.");
        assert_eq!(runs, [("accent", "quadrupled".to_owned()), ("muted", "since 2020".to_owned())]);
    }

    #[test]
    fn what_is_no_mark_stays_as_it_is() {
        for text in [
            "2 * 3 * 4",
            "snake_case_name",
            "a * b",
            "*",
            "5* hotel",
            "plain",
            "un*ended",
            "*never ends",
            "a == b",
            "1==1",
            "==open",
            "=",
            "",
        ] {
            assert_eq!(read(text), (text.to_owned(), Vec::new()));
        }
        assert_eq!(read(r"\*not\* this"), ("*not* this".to_owned(), Vec::new()));
    }

    proptest::proptest! {
        #[test]
        fn runs_lie_within_the_text_and_nothing_panics(text in "[a-z *_=\\\\é界]{0,40}") {
            let (plain, runs) = runs_of(&text);
            for run in runs {
                proptest::prop_assert!(plain.get(run.bytes).is_some());
            }
        }
    }
}
