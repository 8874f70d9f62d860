//! The prompt as it is compared: lower case, plain dashes, the same bytes long.

/// The prompt for matching.
///
/// ASCII letters are lower case, line breaks are spaces, a hyphen before a letter is a space
/// (`word-by-word` reads as `word by word`), and typographic dashes, arrows and × are their plain forms.
/// The result is exactly as long as the prompt in bytes, so a place in one is the same place in the other.
pub(crate) fn normalise(prompt: &str) -> String {
    let mut view = String::with_capacity(prompt.len());
    let mut characters = prompt.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let plain = match character {
            '\n' | '\r' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            '-' | '\u{2010}' | '\u{2011}' if before.is_alphanumeric() && next.is_alphabetic() => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '×' => 'x',
            '→' | '⟶' | '➜' | '➔' => '>',
            '’' if before.is_alphanumeric() && next.is_alphabetic() => '\'',
            '…' => '.',
            other => other.to_ascii_lowercase(),
        };
        view.push(plain);
        for _ in plain.len_utf8()..character.len_utf8() {
            // An apostrophe inside a word must not break it in two; a filler keeps it together.
            view.push(if plain == '\'' { FILLER } else { ' ' });
        }
        before = character;
    }
    view
}

/// Stands for the bytes that a plain apostrophe is shorter than a typographic one.
pub(crate) const FILLER: char = '\u{3}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_is_as_long_as_the_prompt() {
        for prompt in ["Types in word-by-word — 0–3s → \u{201c}Ok\u{201d}", "l’été ×2", "\u{1F600}\r\n\t"] {
            assert_eq!(normalise(prompt).len(), prompt.len());
        }
        assert_eq!(normalise("Word-by-Word, 0-2s, top-left"), "word by word, 0-2s, top left");
    }
}
