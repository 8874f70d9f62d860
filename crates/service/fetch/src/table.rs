//! Tables: rows of cells as spreadsheets write them.

use pavo_director::Table;

/// Largest table that is read, in bytes, rows and columns.
const MOST_BYTES: usize = 2 * 1024 * 1024;
const MOST_ROWS: usize = 5_000;
const MOST_COLUMNS: usize = 64;

/// Why a table could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It is larger than tables may be.
    #[error("the table is larger than {} MB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// A row cannot be read.
    #[error("row {row} of the table cannot be read: {reason}")]
    Row {
        /// Counted from 1.
        row: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// It has no rows below its header, or one column only.
    #[error("the table has no rows of at least two cells")]
    Empty,
}

/// Reads a table: its cells are parted by commas, semicolons, tabs or bars, whichever its first lines have most evenly.
///
/// A first row of words above columns of figures is the header. Figures come out with a point before their decimals and
/// nothing between their thousands, however the file writes them.
///
/// # Errors
///
/// [`TableError`] where it is too large, broken or empty.
pub fn read_table(file: &[u8]) -> Result<Table, TableError> {
    if file.len() > MOST_BYTES {
        return Err(TableError::TooLarge);
    }
    let text = text_of(file);
    let comma = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(comma)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| TableError::Row { row: index + 1, reason: reason_of(&error) })?;
        let cells: Vec<String> = record.iter().take(MOST_COLUMNS).map(str::to_owned).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(cells);
        }
        if rows.len() >= MOST_ROWS {
            break;
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns < 2 {
        return Err(TableError::Empty);
    }
    let header = if has_header(&rows) { rows.remove(0) } else { Vec::new() };
    let decimal_comma = comma != b',' && writes_decimal_commas(&rows, comma == b';');
    for cell in rows.iter_mut().flatten() {
        if let Some(figure) = plain_figure(cell, decimal_comma) {
            *cell = figure;
        }
    }
    if rows.is_empty() {
        return Err(TableError::Empty);
    }
    Ok(Table { header, rows })
}

/// A file's text; one that is no UTF-8 is read as Latin-1, in which every byte is a letter.
fn text_of(file: &[u8]) -> String {
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    match std::str::from_utf8(file) {
        Ok(text) => text.to_owned(),
        Err(_) => file.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn reason_of(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "it is no text".to_owned(),
        _ => error.to_string(),
    }
}

/// The mark that parts the cells: of those that stand in every line, the one that stands there most often.
fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(12).collect();
    let score = |mark: char| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, mark)).collect();
        let least = counts.iter().copied().min().unwrap_or(0);
        let even = counts.windows(2).all(|pair| pair[0] == pair[1]);
        (least, usize::from(even))
    };
    let marks = [(b'\t', '\t'), (b';', ';'), (b'|', '|'), (b',', ',')];
    // Of equals, the mark that is rarer in figures and words.
    let mut best = (b',', (0, 0));
    for (byte, mark) in marks {
        let found = score(mark);
        if found.0 > 0 && (found.1, found.0) > (best.1.1, best.1.0) {
            best = (byte, found);
        }
    }
    best.0
}

fn outside_quotes(line: &str, mark: char) -> usize {
    let mut inside = false;
    line.chars()
        .filter(|c| {
            inside ^= *c == '"';
            *c == mark && !inside
        })
        .count()
}

fn has_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let is_figure = |cell: &String| plain_figure(cell, false).or_else(|| plain_figure(cell, true)).is_some();
    let has_figures = rest.iter().flatten().any(is_figure);
    !rest.is_empty() && has_figures && !first.iter().any(|cell| is_figure(cell) && !is_year(cell))
}

/// A year may head a column.
fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse().is_ok_and(|year: u32| (1000..2200).contains(&year))
}

/// Whether commas stand before decimals: `12,5` and `1.234,56`, never `1,234.5`.
fn writes_decimal_commas(rows: &[Vec<String>], is_semicolon: bool) -> bool {
    let mut commas = false;
    let (mut points, mut thousands) = (0, 0);
    for cell in rows.iter().flatten() {
        let bare: String = cell.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        match (bare.rfind(','), bare.rfind('.')) {
            (Some(comma), Some(point)) => return comma > point,
            // Three digits behind it may be thousands.
            (Some(comma), None) if bare.len() - comma != 4 => commas = true,
            (None, Some(point)) => {
                points += 1;
                thousands += usize::from(bare.len() - point == 4 && !bare.starts_with('0'));
            }
            _ => {}
        }
    }
    // Where semicolons part the cells, `1.204` in each of them is a thousand and more.
    commas || is_semicolon && points >= 2 && points == thousands
}

/// A figure as it is read elsewhere: a point before the decimals, nothing between thousands; its sign and unit stay.
fn plain_figure(cell: &str, decimal_comma: bool) -> Option<String> {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    if digits == 0 || letters > 3 || cell.matches(['/', ':']).count() > 0 {
        return None;
    }
    let is_between = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '\u{a0}' | '\u{202f}' | ' ' | '’');
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let end = cell.rfind(|c: char| c.is_ascii_digit())? + 1;
    let figure = &cell[start..end];
    if !figure.chars().all(is_between) {
        return None;
    }
    // `1 204` is one figure, `Q1 2025` is none.
    let blanks = ['\'', '’', ' ', '\u{a0}', '\u{202f}'];
    let groups: Vec<usize> =
        figure.split(blanks).map(|group| group.chars().take_while(char::is_ascii_digit).count()).collect();
    if groups.len() > 1 && (groups[0] > 3 || groups[1..].iter().any(|group| *group != 3)) {
        return None;
    }
    let decimal = if decimal_comma { ',' } else { '.' };
    let plain: String = figure
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == decimal)
        .map(|c| if c == decimal { '.' } else { c })
        .collect();
    if plain.matches('.').count() > 1 {
        return None;
    }
    let sign = cell[..start].trim().replace('\u{2212}', "-");
    Some(format!("{sign}{plain}{}", cell[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Table {
        read_table(text.as_bytes()).unwrap()
    }

    #[test]
    fn blanks_stand_between_thousands_or_words() {
        let quarters = read("Quarter,Profit\nQ1 2025,1 204\nQ2 2025,2 310.5\n");
        assert_eq!(quarters.rows, [["Q1 2025", "1204"], ["Q2 2025", "2310.5"]]);
    }

    #[test]
    fn five_dialects_say_the_same() {
        let plain = read("City,Boats\nKiel,1204\nBergen,87.5\n");
        assert_eq!(plain.header, ["City", "Boats"]);
        assert_eq!(plain.rows, [["Kiel", "1204"], ["Bergen", "87.5"]]);
        for other in [
            "City;Boats\r\nKiel;1.204\r\nBergen;87,5\r\n",
            "City\tBoats\nKiel\t1204\nBergen\t87.5\n",
            "City|Boats\nKiel|1,204\nBergen|87.5\n",
            "\u{feff}\"City\",\"Boats\"\n\"Kiel\",\"1,204\"\n\"Bergen\",\"87.5\"\n",
        ] {
            assert_eq!(read(other), plain, "{other}");
        }
    }

    #[test]
    fn a_table_without_a_header_has_none() {
        let table = read("Kiel,12\nBergen,9\n");
        assert!(table.header.is_empty());
        assert_eq!(table.rows.len(), 2);
        assert_eq!(read("Port,2023,2024\nKiel,4,5\n").header, ["Port", "2023", "2024"]);
    }

    #[test]
    fn points_that_all_stand_before_three_digits_part_thousands_where_semicolons_part_cells() {
        let rows = |text: &str| read(text).rows.into_iter().map(|row| row[1].clone()).collect::<Vec<_>>();
        assert_eq!(rows("M;V\nMai;1.204\nJuni;2.410\n"), ["1204", "2410"]);
        assert_eq!(rows("M;V\nMai;1.204\nJuni;2.4\n"), ["1.204", "2.4"]);
        assert_eq!(rows("M,V\nMay,1.204\nJune,2.410\n"), ["1.204", "2.410"]);
        assert_eq!(rows("M;V\nMai;0.204\nJuni;0.410\n"), ["0.204", "0.410"]);
    }

    #[test]
    fn letters_that_are_no_utf8_are_read_as_latin1() {
        let table = read_table(b"Stadt;F\xE4nge\nK\xF6ln;7\n").unwrap();
        assert_eq!(table.header[1], "Fänge");
        assert_eq!(table.rows[0][0], "Köln");
    }

    #[test]
    fn what_is_no_table_says_why() {
        assert_eq!(read_table(b"one\ntwo\n"), Err(TableError::Empty));
        assert_eq!(read_table(b""), Err(TableError::Empty));
        assert_eq!(read_table(&vec![b','; MOST_BYTES + 1]), Err(TableError::TooLarge));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read_table(&bytes);
        }
    }
}
