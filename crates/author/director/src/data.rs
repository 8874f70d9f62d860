//! Figures, counts and series of values in a prompt.

use crate::element::Bar;
use crate::lexicon::verbs::Verb;
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::token::{Figure, Token, TokenKind, Unit, tokens};
use pavo_scene::NumberFormat;
use std::ops::Range;

/// A figure with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stat {
    /// Where it is in the prompt.
    pub(crate) span: Range<usize>,
    /// Its value, in the unit that is written behind it.
    pub(crate) value: f64,
    /// How it is written.
    pub(crate) format: NumberFormat,
    /// What it stands for; empty where the prompt does not say.
    pub(crate) label: String,
}

/// How a figure is written.
pub(crate) fn format_of(figure: Figure) -> NumberFormat {
    let mut prefix = String::new();
    if figure.sign == Some('+') {
        prefix.push('+');
    }
    prefix.extend(figure.currency);
    let mut suffix: String = figure.scale.into_iter().collect();
    match figure.unit {
        Unit::Percent => suffix.push('%'),
        Unit::Times => suffix.push('×'),
        Unit::Degrees => suffix.push('°'),
        _ => {}
    }
    if figure.plus {
        suffix.push('+');
    }
    NumberFormat {
        prefix,
        suffix,
        decimals: figure.decimals.min(6),
        grouped: figure.grouped || figure.value >= 10_000.0,
        compact: false,
    }
}

const fn is_amount(figure: &Figure) -> bool {
    matches!(figure.unit, Unit::None | Unit::Percent | Unit::Times)
}

/// A count in a part: its words, both ends, how it is written.
pub(crate) fn counter(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Range<usize>, f64, f64, NumberFormat)> {
    let tokens = prompt.tokens_in(part);
    let counting = Prompt::within(&prompt.verbs, part).iter().any(|hit| hit.meaning == Verb::Count);
    let noun = prompt.says_any(part, &["counter", "count up", "countup", "odometer", "percentage counter", "ticker"]);
    if !counting && !noun {
        return None;
    }
    let amounts: Vec<(usize, Figure)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(index, token)| Some((index, token.figure().filter(is_amount)?)))
        .filter(|(index, _)| !is_setting(prompt, tokens, *index))
        .collect();
    let word = |index: usize| tokens.get(index).map_or("", |token| prompt.word(token));
    let mut pair = None;
    for window in amounts.windows(2) {
        let [(first, from), (second, to)] = window else { continue };
        let linked = *second == first + 2
            && (matches!(word(first + 1), "to") || tokens[first + 1].is('>') || tokens[first + 1].is('-'));
        if linked {
            pair = Some((*first, *from, *second, *to));
            break;
        }
    }
    if let Some((first, from, second, to)) = pair {
        let scaled = if from.scale == to.scale || from.value == 0.0 {
            from.value
        } else {
            from.value * factor(from.scale) / factor(to.scale)
        };
        let mut format = format_of(to);
        format.decimals = to.decimals.max(if from.scale == to.scale { from.decimals } else { 0 }).min(6);
        if format.prefix.is_empty() {
            format.prefix.extend(from.currency);
        }
        return Some((tokens[first].span.start..tokens[second].span.end, scaled, to.value, format));
    }
    let (index, to) = amounts.iter().copied().find(|(index, figure)| {
        figure.value != 0.0 && (counting || noun) && !matches!(word(index.wrapping_sub(1)), "from" | "of" | "top")
    })?;
    Some((tokens[index].span.clone(), 0.0, to.value, format_of(to)))
}

fn factor(scale: Option<char>) -> f64 {
    match scale {
        Some('K') => 1e3,
        Some('M') => 1e6,
        Some('B') => 1e9,
        Some('T') => 1e12,
        _ => 1.0,
    }
}

/// Whether a figure is a weight, a coordinate, a number of things or the number of a scene.
fn is_setting(prompt: &Prompt<'_>, tokens: &[Token], index: usize) -> bool {
    let word = |index: Option<usize>| index.and_then(|index| tokens.get(index)).map_or("", |token| prompt.word(token));
    let before = word(index.checked_sub(1));
    let mark = index.checked_sub(1).is_some_and(|index| tokens[index].is('='));
    let after = tokens.get(index + 1);
    // `Top languages 2026` is a year, not an amount.
    let year = tokens[index].figure().is_some_and(|figure| {
        figure.unit == Unit::None
            && !figure.grouped
            && figure.currency.is_none()
            && figure.scale.is_none()
            && figure.decimals == 0
            && (1900.0..2100.0).contains(&figure.value)
    });
    let sized = after.and_then(Token::figure).is_some_and(|figure| figure.unit == Unit::Px);
    mark || sized
        || year
        || matches!(
            before,
            "scene"
                | "beat"
                | "step"
                | "inter"
                | "mono"
                | "weight"
                | "x"
                | "y"
                | "opacity"
                | "at"
                | "bottom"
                | "top"
                | "slide"
                | "~"
        )
        || matches!(
            word(Some(index + 1)),
            "opacity" | "of" | "width" | "bars" | "wide" | "cards" | "counters" | "number" | "animated"
        )
}

/// A figure at the beginning of words, with what follows it: `2,400+ teams onboarded`.
pub(crate) fn leading_figure(words: &str) -> Option<(Figure, String)> {
    let view = crate::normalise::normalise(words);
    let found = tokens(words, &view, &[]);
    let index = found.iter().position(|token| token.figure().is_some_and(|figure| is_amount(&figure)))?;
    let (token, figure) = (&found[index], found[index].figure()?);
    let before = words[..token.span.start].trim().trim_end_matches([':', '—', '-', '–', '·']).trim();
    let after = words[token.span.end..].trim().trim_start_matches([':', '—', '-', '–', '·']).trim();
    let label = if after.is_empty() { before } else { after };
    (before.is_empty() || after.is_empty()).then(|| (figure, label.to_owned()))
}

/// Figures with names in a part: `Users (10,000), Revenue ($50,000)`, `12,480 new users, 99.98% uptime`,
/// `Python 41, TypeScript 33`.
pub(crate) fn stats(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Stat> {
    let tokens = prompt.tokens_in(part);
    let mut found: Vec<Stat> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let Some(figure) = token.figure().filter(is_amount) else { continue };
        if is_setting(prompt, tokens, index) {
            continue;
        }
        let mut format = format_of(figure);
        let rate = rate_behind(prompt, token.span.end);
        format.suffix.push_str(rate);
        let label = label_of(prompt, tokens, index).filter(|_| rate.is_empty());
        let Some(label) = label.or_else(|| (!rate.is_empty()).then(String::new)) else { continue };
        let label = without_nouns(&crate::topic::capitalised(&label));
        found.push(Stat { span: token.span.clone(), value: figure.value, format, label });
    }
    found
}

/// `/mo`, `/night`: what a figure is counted by.
fn rate_behind<'p>(prompt: &Prompt<'p>, at: usize) -> &'p str {
    let rest = prompt.words(at..);
    let length =
        rest.strip_prefix('/').map_or(0, |rest| 1 + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()));
    if (2..=7).contains(&length) { &rest[..length] } else { "" }
}

/// A name without the noun of the thing that shows it: `Outliers Found counters`.
fn without_nouns(label: &str) -> String {
    let nouns = ["counter", "counters", "number", "numbers", "stat", "stats", "metric", "metrics"];
    let words: Vec<&str> = label.split_whitespace().collect();
    let keep = words.iter().rposition(|word| !nouns.contains(&word.to_lowercase().as_str())).map_or(0, |last| last + 1);
    words[..keep].join(" ")
}

/// The name of the figure at an index: the capitalised words before it, or the words behind it up to the next mark.
fn label_of(prompt: &Prompt<'_>, tokens: &[Token], index: usize) -> Option<String> {
    let mut first = index;
    let bracket = index.checked_sub(1).filter(|at| tokens[*at].is('(') || tokens[*at].is(':')).is_some();
    let end = if bracket { index - 1 } else { index };
    first = first.min(end);
    while let Some(at) = first.checked_sub(1) {
        let token = &tokens[at];
        let text = prompt.words(token.span.clone());
        let capital = text.starts_with(char::is_uppercase);
        let joined = end - at <= 3 && token.kind == TokenKind::Word && (capital || bracket && at + 1 < end);
        if !joined || matches!(prompt.word(token), "and" | "of" | "for" | "showing") {
            break;
        }
        first = at;
    }
    if first < end && prompt.words(tokens[first].span.clone()).starts_with(char::is_uppercase) {
        return Some(prompt.words(tokens[first].span.start..tokens[end - 1].span.end).to_owned());
    }
    if let Some(TokenKind::Atom(atom)) = end.checked_sub(1).map(|at| tokens[at].kind) {
        return prompt.atoms.get(atom).map(|atom| prompt.words(atom.inner.clone()).to_owned());
    }
    let words: Vec<&Token> = tokens[index + 1..]
        .iter()
        .take_while(|token| {
            token.kind == TokenKind::Word
                && !matches!(
                    prompt.word(token),
                    "and" | "with" | "in" | "over" | "at" | "that" | "counting" | "counts" | "from" | "to"
                )
        })
        .take(4)
        .collect();
    let (first, last) = (words.first()?, words.last()?);
    let label = prompt.words(first.span.start..last.span.end);
    Some(label.to_owned()).filter(|label| !label.contains('\n'))
}

/// Values for a chart.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// What the data calls itself.
    pub(crate) title: Option<String>,
    /// What its values are counted in.
    pub(crate) unit: Option<String>,
    /// Its rows.
    pub(crate) bars: Vec<Bar>,
}

/// Most bars of a chart.
const MOST_BARS: usize = 20;

/// The values of a part: JSON, a block of `Name 12` pairs, or such pairs in the text.
pub(crate) fn table(prompt: &Prompt<'_>, part: &Range<usize>) -> Table {
    let blocks = prompt.atoms.iter().filter(|atom| atom.kind == AtomKind::Code && part.contains(&atom.span.start));
    for atom in blocks {
        let words = prompt.words(atom.inner.clone());
        let found = serde_json::from_str(words)
            .map_or_else(|_| Table { bars: pairs(words), ..Table::default() }, |value| from_json(&value));
        if found.bars.len() >= 2 {
            return found;
        }
    }
    let words = prompt.words(part.clone());
    if let Some((unit, bars)) = crate::series::written(words).and_then(|table| table.bars())
        && bars.len() >= 2
    {
        return Table { title: Some(crate::topic::capitalised(&unit)), bars, ..Table::default() };
    }
    if let Some((_, bars)) = crate::intent::listed_pairs(prompt, part) {
        return Table { bars, ..Table::default() };
    }
    // `MOTION: 1. The panel fades in` numbers a list, and `only 4 elements` limits it.
    let counts = |stat: &Stat| {
        let before = prompt.words(..stat.span.start).trim_end();
        let numbers = prompt.words(stat.span.end..).starts_with(". ") && before.ends_with([':', '.', ')']);
        let limits = ["only", "about", "around", "exactly", "maximum", "minimum", "just", "roughly"];
        !numbers && !limits.contains(&stat.label.to_lowercase().as_str())
    };
    let named = stats(prompt, part)
        .into_iter()
        .filter(|stat| !stat.label.is_empty() && stat.label.split_whitespace().count() <= 3 && counts(stat));
    let bars = together(named.collect()).into_iter().map(|stat| Bar {
        written: stat.format.write(stat.value),
        label: stat.label,
        value: stat.value,
        color: None,
    });
    Table { bars: bars.take(MOST_BARS).collect(), ..Table::default() }
}

/// The longest run of figures that stand right behind each other: those strewn over a text are no series.
fn together(stats: Vec<Stat>) -> Vec<Stat> {
    const FARTHEST_BYTES: usize = 48;
    let mut runs: Vec<Vec<Stat>> = Vec::new();
    for stat in stats {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| stat.span.start <= last.span.end + FARTHEST_BYTES) => {
                run.push(stat);
            }
            _ => runs.push(vec![stat]),
        }
    }
    runs.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

/// `Python 41, TypeScript 33` or one pair on each line.
fn pairs(words: &str) -> Vec<Bar> {
    let rows = words.split([',', '\n', ';', '|']).filter_map(|row| {
        let row = row.trim();
        let (figure, label) = leading_figure(row)?;
        let format = format_of(figure);
        (!label.is_empty()).then(|| Bar {
            label: label.trim_matches([':', '=', ' ']).to_owned(),
            value: figure.value,
            written: format.write(figure.value),
            color: None,
        })
    });
    rows.take(MOST_BARS).collect()
}

fn from_json(value: &serde_json::Value) -> Table {
    let text = |key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
    let rows = value
        .as_array()
        .or_else(|| value.as_object().and_then(|object| object.values().find_map(|value| value.as_array())));
    let bar = |row: &serde_json::Value| {
        let row = row.as_object()?;
        let label = row.values().find_map(|value| value.as_str())?.to_owned();
        let value = row.values().find_map(serde_json::Value::as_f64)?;
        let format = NumberFormat { decimals: usize::from(value.fract() != 0.0), ..NumberFormat::default() };
        (0.0..1e15).contains(&value).then(|| Bar { label, value, written: format.write(value), color: None })
    };
    Table {
        title: text("title"),
        unit: text("unit"),
        bars: rows.into_iter().flatten().filter_map(bar).take(MOST_BARS).collect(),
    }
}
