//! Series of values that a prompt writes out: pairs, lines of a table, rows with a value for each period.

use crate::data::{format_of, leading_figure};
use crate::element::Bar;
use crate::normalise::normalise;
use crate::token::tokens;

/// Longest name of a value, in words.
const MOST_WORDS: usize = 5;

/// Most values of a series.
const MOST_VALUES: usize = 20;

/// Words that tell what happens, and name nothing.
const TOLD: &[&str] =
    &["then", "appears", "appear", "fades", "fade", "slides", "slide", "counts", "counting", "over", "seconds", "px"];

/// `Espresso 48, Flat white 35 and Tea 17`, `Solo: €5; Team: €12`, `55% rail, 30% bus`: a name and a value each, all of
/// them; nothing where words stand between that are no pair. Words on the look may follow: `…, in a dark theme`.
pub(crate) fn pairs(words: &str) -> Vec<Bar> {
    let pieces = pieces(words);
    let found: Vec<Bar> = pieces.iter().map_while(|piece| pair(piece)).collect();
    let is_tail = |piece: &&str| {
        let goes_on = piece.split_whitespace().next().is_some_and(|word| matches!(word, "then" | "followed" | "next"));
        pair(piece).is_none() && !goes_on && !piece.contains(['"', '“']) && !piece.contains(": ")
    };
    let tail = &pieces[found.len()..];
    if found.len() >= 2 && tail.len() <= found.len() && tail.iter().all(is_tail) {
        found.into_iter().take(MOST_VALUES).collect()
    } else {
        Vec::new()
    }
}

/// The parts of an enumeration; a comma within a figure parts nothing.
fn pieces(words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let is_digit = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
        let length = match bytes[at] {
            b';' | b'\n' | b'|' => 1,
            b',' if !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))) => 1,
            b' ' if rest.starts_with(" and ") => 5,
            b' ' if rest.starts_with(" vs ") => 4,
            _ => 0,
        };
        if length > 0 {
            pieces.push(words[from..at].trim());
            at += length;
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    pieces.push(words[from..].trim());
    pieces.retain(|piece| !piece.is_empty() && *piece != "and");
    pieces
}

/// A name and its value, in either order.
fn pair(piece: &str) -> Option<Bar> {
    // `Users (10,000)`
    let piece = piece.replace(['(', ')'], " ");
    let piece = piece.trim_start_matches("and ").trim_start_matches(['-', '*', '•', ' ']).trim_end_matches(['.', ' ']);
    let (figure, label) = leading_figure(piece)?;
    let label = label.trim_matches([':', '=', '(', ')', ' ', '—', '–', '-', '"', '“', '”']).trim();
    let count = label.split_whitespace().count();
    let told = label.split_whitespace().any(|word| TOLD.contains(&word.to_lowercase().as_str()));
    if !(1..=MOST_WORDS).contains(&count) || told || !label.chars().any(char::is_alphanumeric) || label.contains(':') {
        return None;
    }
    let format = format_of(figure);
    let label = crate::topic::capitalised(label);
    Some(Bar { label, value: figure.value, written: format.write(figure.value), color: None })
}

/// A table that is written out: the names of its columns and its rows, all of one length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The first table of a text: lines of Markdown, or lines with as many commas, semicolons or tabs each.
pub(crate) fn written(text: &str) -> Option<Written> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let cells = |line: &str, mark: char| -> Vec<String> {
        line.trim_matches('|').split(mark).map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
    };
    for mark in ['|', '\t', ';', ','] {
        let mut best: Vec<Vec<String>> = Vec::new();
        let mut run: Vec<Vec<String>> = Vec::new();
        for line in &lines {
            let row = cells(line, mark);
            let is_rule = mark == '|' && row.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ')));
            if is_rule && !run.is_empty() {
                continue;
            }
            let is_row = row.len() >= 2 && row.iter().all(|cell| !cell.is_empty() && cell.chars().count() <= 40);
            if is_row && run.first().is_none_or(|first| first.len() == row.len()) {
                run.push(row);
            } else {
                run.clear();
            }
            if run.len() > best.len() {
                best.clone_from(&run);
            }
        }
        if best.len() >= 3 {
            let mut rows = best.into_iter();
            return Some(Written { columns: rows.next()?, rows: rows.collect() });
        }
    }
    None
}

impl Written {
    /// The values of its first column of figures, by the names of its first column; and what those figures are.
    pub(crate) fn bars(&self) -> Option<(String, Vec<Bar>)> {
        let column = (1..self.columns.len())
            .find(|column| self.rows.iter().all(|row| row.get(*column).is_some_and(|cell| figure(cell).is_some())))?;
        let bars = self.rows.iter().filter_map(|row| {
            let (value, written) = figure(row.get(column)?)?;
            Some(Bar { label: row.first()?.clone(), value, written, color: None })
        });
        Some((self.columns[column].clone(), bars.take(MOST_VALUES).collect()))
    }
}

/// A cell that is a figure and nothing else.
fn figure(cell: &str) -> Option<(f64, String)> {
    let (figure, label) = leading_figure(cell)?;
    label.is_empty().then(|| (figure.value, format_of(figure).write(figure.value)))
}

/// `Skagen 40 60 95, Esbjerg 55 58 62`: a name and as many values each, at least two.
pub(crate) fn rows(words: &str) -> Vec<(String, Vec<f64>)> {
    let mut found: Vec<(String, Vec<f64>)> = Vec::new();
    for piece in pieces(words) {
        let view = normalise(piece);
        let tokens = tokens(piece, &view, &[]);
        let Some(first) = tokens.iter().position(|token| token.figure().is_some()) else { return Vec::new() };
        let values: Vec<f64> = tokens[first..].iter().filter_map(|token| Some(token.figure()?.value)).collect();
        let label = piece[..tokens[first].span.start].trim().trim_end_matches([':', '-', '–', '—']).trim();
        if values.len() < 2 || label.is_empty() || label.split_whitespace().count() > MOST_WORDS {
            return Vec::new();
        }
        found.push((label.to_owned(), values));
    }
    let is_even = found.windows(2).all(|pair| pair[0].1.len() == pair[1].1.len());
    if found.len() >= 2 && is_even { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Vec<(String, f64, String)> {
        pairs(words).into_iter().map(|bar| (bar.label, bar.value, bar.written)).collect()
    }

    #[test]
    fn names_and_values_are_read_in_either_order_and_any_case() {
        let found = told("Espresso 48, flat white 35, Filter (22) and Tea: 17");
        let short: Vec<(&str, f64)> = found.iter().map(|(label, value, _)| (label.as_str(), *value)).collect();
        assert_eq!(short, [("Espresso", 48.0), ("Flat white", 35.0), ("Filter", 22.0), ("Tea", 17.0)]);
        assert_eq!(told("55% rail, 30% bus")[1], ("Bus".to_owned(), 30.0, "30%".to_owned()));
        assert_eq!(told("Solo €5, Team €1,200")[1].1, 1200.0);
    }

    #[test]
    fn what_is_no_series_gives_nothing() {
        assert!(told("Solo 5, and then the title fades in").is_empty());
        assert!(told("one thing").is_empty());
        assert!(told("slides in over 0.5s, fades 2").is_empty());
    }

    #[test]
    fn tables_are_read_from_lines_of_commas_and_of_markdown() {
        let csv = written("Chart this:\nmonth,orders\nJan,31\nFeb,44\n").expect("a table");
        assert_eq!(csv.columns, ["month", "orders"]);
        let (unit, bars) = csv.bars().expect("figures");
        assert_eq!((unit.as_str(), bars.len(), bars[1].value), ("orders", 2, 44.0));
        let ferries = written("| Line | Leaves |\n|---|---|\n| Fanø | 08:10 |\n| Ærø | 08:45 |").expect("a table");
        assert_eq!(ferries.rows, [["Fanø", "08:10"], ["Ærø", "08:45"]]);
        assert!(written("One, two, three.\nNothing else.").is_none());
    }

    #[test]
    fn rows_of_a_race_have_a_value_for_each_period() {
        let found = rows("Skagen 40 60 95, Esbjerg 55 58 62");
        assert_eq!(
            found,
            [("Skagen".to_owned(), vec![40.0, 60.0, 95.0]), ("Esbjerg".to_owned(), vec![55.0, 58.0, 62.0])]
        );
        assert!(rows("Skagen 40, Esbjerg 55").is_empty());
    }
}
