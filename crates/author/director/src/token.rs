//! The prompt cut into words, figures and marks.

use crate::mask::{Atom, MASKED};
use crate::normalise::FILLER;
use pavo_scene::Rgba;
use std::ops::Range;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing that is said.
    None,
    /// Seconds; milliseconds and minutes are converted.
    Secs,
    /// Frames.
    Frames,
    /// Pixels of the declared canvas.
    Px,
    /// Typographic points.
    Pt,
    /// Hundredths.
    Percent,
    /// Frames per second.
    Fps,
    /// How many times as large.
    Times,
    /// Degrees.
    Degrees,
}

/// A figure with everything that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    /// The value as written: 48.2 for `$48.2M`.
    pub(crate) value: f64,
    /// What it counts.
    pub(crate) unit: Unit,
    /// The sign of a currency before it.
    pub(crate) currency: Option<char>,
    /// `K`, `M`, `B` or `T` right behind it, as written.
    pub(crate) scale: Option<char>,
    /// Digits after the point.
    pub(crate) decimals: usize,
    /// Whether thousands are separated by commas.
    pub(crate) grouped: bool,
    /// Whether a plus follows: `500+`.
    pub(crate) plus: bool,
    /// A sign that is written before it.
    pub(crate) sign: Option<char>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TokenKind {
    /// A word.
    Word,
    /// A figure.
    Number(Figure),
    /// Width and height: `640x200`.
    Size(f64, f64),
    /// Two figures with a colon between: a ratio or a clock.
    Pair(f64, f64),
    /// A literal colour.
    Hex(Rgba),
    /// A masked part, by its index.
    Atom(usize),
    /// Any other character.
    Mark(char),
}

/// A piece of the prompt.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// Where it is.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) kind: TokenKind,
}

impl Token {
    /// The figure, when it is one.
    pub(crate) const fn figure(&self) -> Option<Figure> {
        match self.kind {
            TokenKind::Number(figure) => Some(figure),
            _ => None,
        }
    }

    /// The seconds, when it is a time. A figure without a unit is none.
    pub(crate) fn secs(&self) -> Option<f64> {
        match self.kind {
            TokenKind::Number(Figure { value, unit: Unit::Secs, .. }) => Some(value),
            TokenKind::Number(Figure { value, unit: Unit::Frames, .. }) => Some(value / 30.0),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(crate) fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }
}

const UNITS: &[(&str, Unit, f64)] = &[
    ("milliseconds", Unit::Secs, 0.001),
    ("millisecond", Unit::Secs, 0.001),
    ("seconds", Unit::Secs, 1.0),
    ("second", Unit::Secs, 1.0),
    ("minutes", Unit::Secs, 60.0),
    ("minute", Unit::Secs, 60.0),
    ("pixels", Unit::Px, 1.0),
    ("pixel", Unit::Px, 1.0),
    ("frames", Unit::Frames, 1.0),
    ("frame", Unit::Frames, 1.0),
    ("percent", Unit::Percent, 1.0),
    ("degrees", Unit::Degrees, 1.0),
    ("points", Unit::Pt, 1.0),
    ("secs", Unit::Secs, 1.0),
    ("mins", Unit::Secs, 60.0),
    ("sec", Unit::Secs, 1.0),
    ("min", Unit::Secs, 60.0),
    ("fps", Unit::Fps, 1.0),
    ("deg", Unit::Degrees, 1.0),
    ("ms", Unit::Secs, 0.001),
    ("px", Unit::Px, 1.0),
    ("pt", Unit::Pt, 1.0),
    ("s", Unit::Secs, 1.0),
    ("f", Unit::Frames, 1.0),
    ("x", Unit::Times, 1.0),
    ("%", Unit::Percent, 1.0),
    ("°", Unit::Degrees, 1.0),
];

/// Units that are also read when a space stands before them.
const SPACED_UNITS: &[&str] = &[
    "milliseconds",
    "millisecond",
    "seconds",
    "second",
    "minutes",
    "minute",
    "pixels",
    "pixel",
    "frames",
    "frame",
    "percent",
    "secs",
    "sec",
    "fps",
    "ms",
    "px",
    "pt",
    "s",
    "%",
];

/// The tokens of a prompt, in order. `view` is the masked prompt, `prompt` the original.
pub(crate) fn tokens(prompt: &str, view: &str, atoms: &[Atom]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut next_atom = 0;
    while let Some(character) = view[at..].chars().next() {
        let token = if character == MASKED {
            while atoms.get(next_atom).is_some_and(|atom| atom.span.start < at) {
                next_atom += 1;
            }
            let end = atoms.get(next_atom).map_or(at + 1, |atom| atom.span.end);
            Token { span: at..end, kind: TokenKind::Atom(next_atom) }
        } else if character.is_whitespace() {
            at += character.len_utf8();
            continue;
        } else {
            let token = token_at(prompt, view, at, character);
            // A plain mark is shorter than the typographic one it stands for.
            Token { span: at..prompt.ceil_char_boundary(token.span.end), kind: token.kind }
        };
        at = token.span.end;
        tokens.push(token);
    }
    tokens
}

fn token_at(prompt: &str, view: &str, at: usize, character: char) -> Token {
    if character == '#'
        && let Some((end, color)) = hex(view, at)
    {
        return Token { span: at..end, kind: TokenKind::Hex(color) };
    }
    if let Some(token) = number(prompt, view, at) {
        return token;
    }
    if character.is_alphanumeric() {
        let word = |c: char| c.is_alphanumeric() || c == '\'' || c == FILLER || c == '_';
        let end = view[at..].find(|c| !word(c)).map_or(view.len(), |length| at + length);
        let length = view[at..end].trim_end_matches(['\'', FILLER]).len();
        return Token { span: at..at + length.max(character.len_utf8()), kind: TokenKind::Word };
    }
    Token { span: at..at + character.len_utf8(), kind: TokenKind::Mark(character) }
}

fn hex(view: &str, at: usize) -> Option<(usize, Rgba)> {
    let digits = view[at + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
    let end = at + 1 + digits;
    let ends = !view[end..].starts_with(|c: char| c.is_alphanumeric());
    let color = matches!(digits, 3 | 4 | 6 | 8).then(|| Rgba::parse(&view[at..end])).flatten()?;
    ends.then_some((end, color))
}

/// Digits with commas and a point: the value, its decimals, whether it was grouped, where it ends.
fn digits(view: &str, at: usize) -> Option<(f64, usize, bool, usize)> {
    let bytes = view.as_bytes();
    let mut end = at;
    let (mut grouped, mut decimals, mut point) = (false, 0, false);
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' => decimals += usize::from(point),
            b',' if !point && grouping(&bytes[end + 1..]) => grouped = true,
            b'.' if !point && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => point = true,
            _ => break,
        }
        end += 1;
    }
    let plain: String = view[at..end].chars().filter(|c| *c != ',').collect();
    let value = plain.parse::<f64>().ok().filter(|value| *value < 1e15)?;
    Some((value, decimals, grouped, end))
}

/// Whether exactly three digits come next, as behind a comma between thousands.
fn grouping(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

fn number(prompt: &str, view: &str, at: usize) -> Option<Token> {
    let mut start = at;
    let mut character = view[start..].chars().next()?;
    let before = view[..at].chars().next_back().unwrap_or(' ');
    let sign = (matches!(character, '+' | '-') && !before.is_alphanumeric() && before != ')').then_some(character);
    if sign.is_some() {
        start += 1;
        character = view[start..].chars().next()?;
    }
    let currency = "$€£¥₹".contains(character).then_some(character);
    if currency.is_some() {
        start += character.len_utf8();
    }
    // `.5s`
    let leading_point = view[start..].starts_with('.') && !before.is_alphanumeric();
    if !view[start..].starts_with(|c: char| c.is_ascii_digit()) {
        if !leading_point || !view[start + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (value, decimals, _, end) = digits(view, start + 1)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "a handful of digits")]
        let value = value / 10_f64.powi(decimals.max(end - start - 1) as i32);
        return Some(finish(prompt, view, at, Parsed { value, decimals, grouped: false, end, currency, sign }));
    }
    let (value, decimals, grouped, end) = digits(view, start)?;
    if currency.is_none()
        && sign.is_none()
        && let Some(token) = pair(view, at, value, end)
    {
        return Some(token);
    }
    Some(finish(prompt, view, at, Parsed { value, decimals, grouped, end, currency, sign }))
}

/// `640x200`, `1920 x 1080`, `16:9`, `0:05`.
fn pair(view: &str, at: usize, value: f64, end: usize) -> Option<Token> {
    let rest = &view[end..];
    let trimmed = rest.trim_start_matches("px").trim_start();
    if let Some(after) = trimmed.strip_prefix('x') {
        let after = after.trim_start();
        let second = view.len() - after.len();
        if after.starts_with(|c: char| c.is_ascii_digit())
            && let Some((height, _, _, end)) = digits(view, second)
        {
            let end = end + view[end..].len() - view[end..].strip_prefix("px").unwrap_or(&view[end..]).len();
            return Some(Token { span: at..end, kind: TokenKind::Size(value, height) });
        }
    }
    let after = rest.strip_prefix(':')?;
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        let (second, _, _, end) = digits(view, end + 1)?;
        return Some(Token { span: at..end, kind: TokenKind::Pair(value, second) });
    }
    None
}

struct Parsed {
    value: f64,
    decimals: usize,
    grouped: bool,
    end: usize,
    currency: Option<char>,
    sign: Option<char>,
}

fn finish(prompt: &str, view: &str, at: usize, parsed: Parsed) -> Token {
    let Parsed { mut value, decimals, grouped, mut end, currency, sign } = parsed;
    let mut scale = None;
    let glued: String = view[end..].chars().take_while(|c| c.is_alphabetic() || matches!(c, '%' | '°')).collect();
    let mut unit = Unit::None;
    if let Some((word, found, factor)) = UNITS.iter().find(|(word, ..)| *word == glued) {
        (unit, value, end) = (*found, value * factor, end + word.len());
    } else if matches!(glued.as_str(), "k" | "m" | "b" | "t" | "bn" | "mn") {
        let letter = prompt[end..].chars().next().unwrap_or('k');
        // A small m or t is a metre or a tonne unless money is counted.
        if currency.is_some() || letter.is_ascii_uppercase() || matches!(letter, 'k' | 'b') {
            scale = Some(letter.to_ascii_uppercase());
            end += glued.len();
        }
    } else if !glued.is_empty() && currency.is_none() && glued.starts_with(char::is_alphabetic) {
        // `3d`, `1080p`, `2nd`: a word, not a figure.
        let stop = view[end..].find(|c: char| !c.is_alphanumeric()).map_or(view.len(), |length| end + length);
        return Token { span: at..stop, kind: TokenKind::Word };
    } else if glued.is_empty()
        && let Some((word, length)) = spaced_unit(&view[end..])
        && let Some((_, found, factor)) = UNITS.iter().find(|(unit, ..)| *unit == word)
    {
        (unit, value, end) = (*found, value * factor, end + length);
    }
    let plus = view[end..].starts_with('+') && !view[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    if plus {
        end += 1;
    }
    let figure = Figure { value, unit, currency, scale, decimals, grouped, plus, sign };
    Token { span: at..end, kind: TokenKind::Number(figure) }
}

fn spaced_unit(rest: &str) -> Option<(&str, usize)> {
    let after = rest.trim_start_matches([' ', '-']);
    let space = rest.len() - after.len();
    let length = after.find(|c: char| !c.is_alphabetic() && c != '%').unwrap_or(after.len());
    let word = &after[..length];
    (space > 0 && space <= 3 && SPACED_UNITS.contains(&word)).then_some((word, space + length))
}

/// The number a word stands for.
pub(crate) fn number_word(word: &str) -> Option<f64> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: &[(&str, f64)] =
        &[("thirty", 30.0), ("forty", 40.0), ("fifty", 50.0), ("sixty", 60.0), ("ninety", 90.0), ("half", 0.5)];
    #[expect(clippy::cast_precision_loss, reason = "at most twenty")]
    let unit = WORDS.iter().position(|known| *known == word).map(|index| index as f64);
    unit.or_else(|| TENS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(prompt: &str) -> Vec<TokenKind> {
        let (atoms, view) = crate::mask::mask(prompt);
        tokens(prompt, &view, &atoms).into_iter().map(|token| token.kind).collect()
    }

    fn figures(prompt: &str) -> Vec<(f64, Unit)> {
        let (atoms, view) = crate::mask::mask(prompt);
        let found = tokens(prompt, &view, &atoms);
        found.iter().filter_map(Token::figure).map(|figure| (figure.value, figure.unit)).collect()
    }

    #[test]
    fn figures_carry_their_units() {
        let expected =
            [(0.06, Unit::Secs), (96.0, Unit::Px), (5.0, Unit::Secs), (300.0 * 0.001, Unit::Secs), (30.0, Unit::Fps)];
        assert_eq!(figures("0.06s Inter 96px 5-second 300ms 30fps"), expected);
        assert_eq!(figures(".5s and -4"), [(0.5, Unit::Secs), (4.0, Unit::None)]);
    }

    #[test]
    fn money_keeps_its_scale() {
        let TokenKind::Number(figure) = kinds("$48.2M")[0] else { panic!("no figure") };
        assert_eq!((figure.value, figure.currency, figure.scale, figure.decimals), (48.2, Some('$'), Some('M'), 1));
        let TokenKind::Number(figure) = kinds("2,400+ teams")[0] else { panic!("no figure") };
        assert_eq!((figure.value, figure.grouped, figure.plus), (2400.0, true, true));
    }

    #[test]
    fn sizes_ratios_and_words_with_digits_are_told_apart() {
        assert_eq!(kinds("640x200"), [TokenKind::Size(640.0, 200.0)]);
        assert_eq!(kinds("1920×1080"), [TokenKind::Size(1920.0, 1080.0)]);
        assert_eq!(kinds("16:9"), [TokenKind::Pair(16.0, 9.0)]);
        assert_eq!(kinds("3D 1080p"), [TokenKind::Word, TokenKind::Word]);
        assert_eq!(kinds("#fff"), [TokenKind::Hex(Rgba::WHITE)]);
    }
}
