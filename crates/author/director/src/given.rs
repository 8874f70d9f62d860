//! Files that shall appear, as the director sees them: what each is, never its bytes.

use pavo_design::{FontCut, PictureKind, Sight};

/// A file that shall appear in the film.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Its name among the document's assets; [`LOGO_ASSET`](pavo_design::LOGO_ASSET) for the one that is the brand's sign.
    pub name: String,
    /// Where it is, as the document says it.
    pub src: String,
    /// What it is.
    pub what: GivenKind,
}

/// What a file that shall appear is.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenKind {
    /// A picture, and what was found in it.
    Picture(Sight),
    /// Rows of cells.
    Table(Table),
    /// A typeface.
    Font(FontCut),
    /// A video.
    Video {
        /// What was found in its first clear frame.
        sight: Sight,
        /// How long it is, in seconds.
        secs: f64,
        /// Whether it can be heard.
        has_sound: bool,
    },
    /// A recording.
    Sound {
        /// How long it is, in seconds.
        secs: f64,
    },
}

/// Rows of cells, the same number in each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What the columns are called; empty where the file does not say.
    pub header: Vec<String>,
    /// The rows below it. Figures have a point before their decimals, and nothing between their thousands.
    pub rows: Vec<Vec<String>>,
}

/// As many rows of a table are read: more would be no chart.
const MOST_ROWS: usize = 60;

impl Table {
    /// Names and values, as lines of a prompt have them: the first column of words, and the column of figures that the
    /// prompt names, else the first.
    pub(crate) fn as_lines(&self, prompt: &str) -> Option<String> {
        let columns = self.rows.iter().map(Vec::len).max()?;
        let cell = |row: &'_ [String], column: usize| row.get(column).map(|cell| cell.trim().to_owned());
        let is_figure = |column: usize| {
            let cells: Vec<String> =
                self.rows.iter().filter_map(|row| cell(row, column)).filter(|cell| !cell.is_empty()).collect();
            !cells.is_empty() && cells.iter().all(|cell| figure_of(cell).is_some())
        };
        // Years and the like are names, where another column holds the values.
        let figures: Vec<usize> = (0..columns).filter(|column| is_figure(*column)).collect();
        let label =
            (0..columns).find(|column| !figures.contains(column)).or_else(|| (figures.len() > 1).then_some(0))?;
        let plain = prompt.to_lowercase();
        let names = |column: &usize| {
            let head = self.header.get(*column).map(|head| head.to_lowercase()).unwrap_or_default();
            head.len() > 2 && plain.contains(&head)
        };
        let mut values = figures.into_iter().filter(|column| *column != label);
        let all: Vec<usize> = values.by_ref().collect();
        let value = all.iter().copied().find(names).or_else(|| all.first().copied())?;
        let head = |column: usize| self.header.get(column).filter(|head| !head.trim().is_empty());
        let mut lines = Vec::new();
        if let (Some(label), Some(value)) = (head(label), head(value)) {
            lines.push(format!("{},{}", tidy(label), tidy(value)));
        }
        for row in self.rows.iter().take(MOST_ROWS) {
            let (Some(name), Some(figure)) = (cell(row, label), cell(row, value)) else { continue };
            if !name.is_empty() && !figure.is_empty() {
                lines.push(format!("{},{figure}", tidy(&name)));
            }
        }
        (lines.len() >= 2).then(|| lines.join("\n"))
    }
}

/// A cell's words in a line that commas part.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace(',', " ").replace('"', "")
}

/// The figure of a cell, without its unit.
fn figure_of(cell: &str) -> Option<f64> {
    let bare = cell.trim_matches(|c: char| !c.is_ascii_digit() && c != '-' && c != '.');
    bare.parse().ok().filter(|figure: &f64| figure.is_finite())
}

impl Given {
    /// What it is called: the last part of its place, without what may be a secret of whoever handed it in.
    pub(crate) fn called(&self) -> &str {
        if self.src.starts_with("data:") {
            return "given as data";
        }
        let place = self.src.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        place.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or("without a name")
    }

    /// What was found in it, where it is a picture or video.
    pub(crate) const fn sight(&self) -> Option<&Sight> {
        match &self.what {
            GivenKind::Picture(sight) | GivenKind::Video { sight, .. } => Some(sight),
            GivenKind::Table(_) | GivenKind::Font(_) | GivenKind::Sound { .. } => None,
        }
    }

    /// What was found in it, where it is a typeface.
    #[must_use]
    pub const fn font(&self) -> Option<&FontCut> {
        match &self.what {
            GivenKind::Font(cut) => Some(cut),
            _ => None,
        }
    }

    /// Whether it is a video, and how long, in seconds.
    pub(crate) const fn video_secs(&self) -> Option<f64> {
        match self.what {
            GivenKind::Video { secs, .. } => Some(secs),
            _ => None,
        }
    }

    /// Whether it is a picture that fills a frame.
    pub(crate) fn is_photo(&self) -> bool {
        self.sight().is_some_and(|sight| sight.kind != PictureKind::Logo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &[&str], rows: &[&[&str]]) -> Table {
        let words = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        Table { header: words(header), rows: rows.iter().map(|row| words(row)).collect() }
    }

    #[test]
    fn a_table_gives_names_and_the_values_that_the_prompt_speaks_of() {
        let sales =
            table(&["Year", "City", "Boats", "Crew"], &[&["2024", "Oslo", "12", "40"], &["2024", "Bergen", "9", "31"]]);
        assert_eq!(sales.as_lines("crew of each city").as_deref(), Some("City,Crew\nOslo,40\nBergen,31"));
        assert_eq!(sales.as_lines("the fleet").as_deref(), Some("City,Year\nOslo,2024\nBergen,2024"));
        let years = table(&["Year", "Boats"], &[&["2023", "12"], &["2024", "15"]]);
        assert_eq!(years.as_lines("").as_deref(), Some("Year,Boats\n2023,12\n2024,15"));
    }

    #[test]
    fn a_table_without_figures_gives_nothing() {
        assert_eq!(table(&["A", "B"], &[&["x", "y"]]).as_lines(""), None);
        assert_eq!(Table::default().as_lines(""), None);
    }
}
