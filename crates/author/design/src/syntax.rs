//! Code in colours: words, strings, figures and comments of common languages.

use pavo_scene::ColorToken;

/// What a stretch of code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Plain,
    Keyword,
    Text,
    Figure,
    Comment,
    Call,
}

impl Token {
    /// The colour it is set in.
    pub(crate) const fn color(self) -> ColorToken {
        match self {
            Self::Plain => ColorToken::Text,
            Self::Keyword => ColorToken::Accent,
            Self::Text => ColorToken::Good,
            Self::Figure => ColorToken::Warn,
            Self::Comment => ColorToken::Muted,
            Self::Call => ColorToken::Series2,
        }
    }
}

/// Words that carry the structure of one language or another.
const KEYWORDS: &[&str] = &[
    "abstract",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "begin",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "def",
    "default",
    "del",
    "delete",
    "do",
    "elif",
    "else",
    "end",
    "enum",
    "except",
    "export",
    "extends",
    "false",
    "final",
    "finally",
    "fn",
    "for",
    "from",
    "func",
    "function",
    "global",
    "if",
    "impl",
    "implements",
    "import",
    "in",
    "interface",
    "is",
    "lambda",
    "let",
    "loop",
    "match",
    "mod",
    "module",
    "mut",
    "new",
    "nil",
    "none",
    "not",
    "null",
    "or",
    "package",
    "pass",
    "private",
    "protected",
    "pub",
    "public",
    "raise",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "switch",
    "then",
    "this",
    "throw",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "use",
    "using",
    "var",
    "void",
    "where",
    "while",
    "with",
    "yield",
    "select",
    "insert",
    "update",
    "group",
    "order",
    "by",
    "limit",
    "join",
    "on",
    "True",
    "False",
    "None",
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "ORDER",
    "BY",
    "LIMIT",
    "JOIN",
    "ON",
    "INSERT",
    "INTO",
    "VALUES",
    "AND",
    "OR",
    "NOT",
    "NULL",
    "AS",
    "int",
    "float",
    "double",
    "bool",
    "string",
    "char",
    "i32",
    "u32",
    "i64",
    "u64",
    "f64",
    "usize",
    "str",
    "String",
];

/// The stretches of a line of code: byte ranges in order, without gaps.
///
/// Not exact for any one language: strings that go over several lines and nested comments are read line by line.
pub(crate) fn tokens(line: &str) -> Vec<(std::ops::Range<usize>, Token)> {
    let mut found: Vec<(std::ops::Range<usize>, Token)> = Vec::new();
    let mut at = 0;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(first) = line[at..].chars().next() {
        let rest = &line[at..];
        let is_hash = first == '#' && !rest.starts_with("#[") && !rest.starts_with("#!");
        let (long, token) = if rest.starts_with("//") || rest.starts_with("-- ") || is_hash && is_spaced(line, at) {
            (rest.len(), Token::Comment)
        } else if matches!(first, '"' | '\'' | '`') && closes(rest, first).is_some() {
            (closes(rest, first).unwrap_or(1), Token::Text)
        } else if first.is_ascii_digit() {
            (run(rest, |c| is_word(c) || c == '.'), Token::Figure)
        } else if is_word(first) {
            let long = run(rest, is_word);
            let word = &rest[..long];
            let token = if KEYWORDS.contains(&word) {
                Token::Keyword
            } else if rest[long..].starts_with(['(', '!']) {
                Token::Call
            } else {
                Token::Plain
            };
            (long, token)
        } else {
            (first.len_utf8(), Token::Plain)
        };
        match found.last_mut() {
            Some((range, last)) if *last == token => range.end = at + long,
            _ => found.push((at..at + long, token)),
        }
        at += long;
    }
    found
}

/// Whether only blanks, or a blank, stand before a place.
fn is_spaced(line: &str, at: usize) -> bool {
    line[..at].chars().next_back().is_none_or(char::is_whitespace)
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Where a string ends that begins with this quotation mark, in bytes.
fn closes(text: &str, mark: char) -> Option<usize> {
    let mut is_escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if c == mark {
            return Some(index + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(line: &str) -> Vec<(&str, Token)> {
        tokens(line).into_iter().map(|(range, token)| (&line[range], token)).collect()
    }

    #[test]
    fn words_strings_figures_and_comments_are_told_apart() {
        let found = read("let total = count(\"boats\") + 12; // all of them");
        assert!(found.contains(&("let", Token::Keyword)), "{found:?}");
        assert!(found.contains(&("count", Token::Call)) && found.contains(&("\"boats\"", Token::Text)));
        assert!(found.contains(&("12", Token::Figure)) && found.contains(&("// all of them", Token::Comment)));
        assert_eq!(read("# a remark"), [("# a remark", Token::Comment)]);
        assert_eq!(read("it's")[0].1, Token::Plain);
    }

    proptest! {
        #[test]
        fn stretches_follow_each_other_and_make_up_the_line(line in "\\PC{0,60}") {
            let whole: String = tokens(&line).into_iter().map(|(range, _)| line[range].to_owned()).collect();
            prop_assert_eq!(whole, line);
        }
    }
}
