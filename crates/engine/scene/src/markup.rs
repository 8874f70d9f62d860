//! Marks within a text: `*accent*` and `_muted_`.

use std::borrow::Cow;
use std::ops::Range;

/// How a stretch of a text is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStyle {
    /// In the theme's accent.
    Accent,
    /// In the theme's muted colour.
    Muted,
}

/// A stretch of a text that is set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the text without marks.
    pub bytes: Range<usize>,
    /// How it is set apart.
    pub style: RunStyle,
}

/// A text without its marks, and what they set apart.
///
/// A mark begins before a letter and ends after one: `2 * 3 * 4` and `snake_case` have none. `\*` and `\_` are plain.
pub fn runs_of(text: &str) -> (Cow<'_, str>, Vec<Run>) {
    if !text.contains(['*', '_', '\\']) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| characters.get(index).map(|(_, character)| *character);
    let is_open = |character: Option<char>| character.is_none_or(|character| !character.is_alphanumeric());
    let mut plain = String::with_capacity(text.len());
    let mut runs = Vec::new();
    let mut open: Option<(char, usize, usize)> = None;
    let mut index = 0;
    while let Some(character) = at(index) {
        let before = index.checked_sub(1).and_then(at);
        let style = match character {
            '*' => Some(RunStyle::Accent),
            '_' => Some(RunStyle::Muted),
            _ => None,
        };
        if character == '\\' && matches!(at(index + 1), Some('*' | '_' | '\\')) {
            plain.extend(at(index + 1));
            index += 2;
            continue;
        }
        match (style, open) {
            (Some(style), Some((mark, start, _)))
                if mark == character
                    && before.is_some_and(|before| !before.is_whitespace())
                    && is_open(at(index + 1)) =>
            {
                runs.push(Run { bytes: start..plain.len(), style });
                open = None;
            }
            (Some(_), None)
                if is_open(before)
                    && at(index + 1).is_some_and(|next| !next.is_whitespace() && next != character)
                    && characters[index + 1..].iter().any(|(_, later)| *later == character) =>
            {
                open = Some((character, plain.len(), index));
            }
            _ => plain.push(character),
        }
        index += 1;
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
        let name = |style| if style == RunStyle::Accent { "accent" } else { "muted" };
        let runs = runs.into_iter().map(|run| (name(run.style), plain[run.bytes].to_owned())).collect();
        (plain.into_owned(), runs)
    }

    #[test]
    fn marks_set_words_apart_and_are_not_seen() {
        let (plain, runs) = read("Revenue *quadrupled*, _since 2020_.");
        assert_eq!(plain, "Revenue quadrupled, since 2020.");
        assert_eq!(runs, [("accent", "quadrupled".to_owned()), ("muted", "since 2020".to_owned())]);
    }

    #[test]
    fn what_is_no_mark_stays_as_it_is() {
        for text in ["2 * 3 * 4", "snake_case_name", "a * b", "*", "5* hotel", "plain", "un*ended", "*never ends", ""] {
            assert_eq!(read(text), (text.to_owned(), Vec::new()));
        }
        assert_eq!(read(r"\*not\* this"), ("*not* this".to_owned(), Vec::new()));
    }

    proptest::proptest! {
        #[test]
        fn runs_lie_within_the_text_and_nothing_panics(text in "[a-z *_\\\\é界]{0,40}") {
            let (plain, runs) = runs_of(&text);
            for run in runs {
                proptest::prop_assert!(plain.get(run.bytes).is_some());
            }
        }
    }
}
