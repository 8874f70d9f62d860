//! Rust source reduced to the words that matter to a scan: no comments, no strings, no test code.

/// `source` with comments, the contents of literals and `#[cfg(test)]` items blanked out.
///
/// Line breaks stay, so line numbers stay true.
/// A lexer for scanning, not for compiling: it trusts that the source compiles.
pub(crate) fn without_tests(source: &str) -> String {
    let mut code = words(source);
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = item_end(&code, start);
        let blank = blanked(&code[start..end]);
        code.replace_range(start..end, &blank);
    }
    code
}

/// Like [`without_tests`], with the test code kept.
pub(crate) fn words(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let noise = noise_length(rest, kept.chars().next_back());
        if noise > 0 {
            kept.push_str(&blanked(&rest[..noise]));
            rest = &rest[noise..];
        } else {
            kept.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    kept
}

/// The number, from 1, of the line that holds byte `offset`.
pub(crate) fn line_number(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Byte offsets where `word` stands in `code` by itself, not as a part of a longer name.
pub(crate) fn offsets_of_word(code: &str, word: &str) -> Vec<usize> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .map(|(offset, _)| offset)
        .filter(|&offset| {
            let before = code[..offset].chars().next_back();
            let after = code[offset + word.len()..].chars().next();
            !before.is_some_and(is_name) && !after.is_some_and(is_name)
        })
        .collect()
}

/// Bytes of the comment or literal that `rest` begins with; 0 when it begins with neither.
fn noise_length(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment_length(rest);
    }
    if rest.starts_with('"') {
        return quoted_length(rest, '"');
    }
    if rest.starts_with('\'') {
        return character_length(rest);
    }
    // `br"…"` arrives here at its `r`, after its `b`.
    let starts_name = !before.is_some_and(|c| (c.is_alphanumeric() && c != 'b') || c == '_');
    if starts_name && let Some(raw) = rest.strip_prefix('r') {
        let hashes: String = raw.chars().take_while(|&c| c == '#').collect();
        if raw[hashes.len()..].starts_with('"') {
            let body = 1 + hashes.len() + 1;
            let close = format!("\"{hashes}");
            return rest[body..].find(&close).map_or(rest.len(), |end| body + end + close.len());
        }
    }
    0
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return offset + 1;
        }
    }
    rest.len()
}

/// A character literal's length; 0 for a lifetime such as `'a`.
fn character_length(rest: &str) -> usize {
    let mut after_quote = rest.chars().skip(1);
    let first = after_quote.next();
    if first == Some('\\') || after_quote.next() == Some('\'') { quoted_length(rest, '\'') } else { 0 }
}

/// Where the item ends that begins at `start`: after its `;`, or after the brace that closes its first block.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in code[start..].char_indices() {
        match c {
            ';' if depth == 0 => return start + offset + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return start + offset + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

fn blanked(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(source: &str) -> Vec<String> {
        words(source).split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn comments_are_no_words() {
        assert_eq!(words_of("a // b\nc /* d /* e */ f */ g //! h"), ["a", "c", "g"]);
    }

    #[test]
    fn literals_are_no_words() {
        assert_eq!(words_of(r##"a "b \" c" d b"e" r#"f " g"# h '"' i '\'' j "##), ["a", "d", "b", "h", "i", "j"]);
    }

    #[test]
    fn lifetimes_and_names_ending_in_r_stay() {
        assert_eq!(
            words_of("fn f<'a>(x: &'a str) { for (b) }"),
            ["fn", "f<'a>(x:", "&'a", "str)", "{", "for", "(b)", "}"]
        );
        assert_eq!(words_of("var\"x\" y"), ["var", "y"]);
    }

    #[test]
    fn test_modules_are_left_out_and_what_follows_stays() {
        let code = without_tests("a\n#[cfg(test)]\nmod tests { fn b() { c } }\nd\n#[cfg(test)]\nmod e;\nf");
        assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "d", "f"]);
        assert_eq!(line_number(&code, code.find('f').expect("kept")), 7);
    }

    #[test]
    fn word_inside_a_longer_name_is_not_that_word() {
        assert_eq!(offsets_of_word("rand brand rand_x Rand rand", "rand"), [0, 23]);
    }
}
