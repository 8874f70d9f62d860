//! Files that shall appear, as the director sees them: what each is, never its bytes.

use crate::element::Bar;
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

/// The columns of a table that one chart shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Columns {
    /// The names of its rows.
    pub(crate) labels: Vec<String>,
    /// The head of each column, and its value for each row.
    pub(crate) series: Vec<(String, Vec<f64>)>,
}

/// As many rows of a table are read: more would be no chart.
const MOST_ROWS: usize = 60;

impl Table {
    /// Names and values, as lines of a prompt have them: the first column of words, and the column of figures that the
    /// prompt names, else the first.
    pub(crate) fn as_lines(&self, prompt: &str) -> Option<String> {
        let (label, values) = self.roles()?;
        let named = |column: &usize| self.is_named(*column, prompt);
        let value = values.iter().copied().find(named).or_else(|| values.first().copied())?;
        let head = |column: usize| self.header.get(column).filter(|head| !head.trim().is_empty());
        let mut lines = Vec::new();
        if let (Some(label), Some(value)) = (head(label), head(value)) {
            lines.push(format!("{},{}", tidy(label), tidy(value)));
        }
        for row in self.rows.iter().take(MOST_ROWS) {
            let (Some(name), Some(figure)) = (cell(row, label), cell(row, value)) else { continue };
            if !name.is_empty() && !figure.is_empty() {
                lines.push(format!("{},{figure}", tidy(name)));
            }
        }
        (lines.len() >= 2).then(|| lines.join("\n"))
    }

    /// The names of the rows, and each column of figures that belongs to a chart of them with its head: those that the
    /// prompt names, else all, where they are of one size.
    pub(crate) fn columns(&self, prompt: &str) -> Option<Columns> {
        /// The largest value of one column is at most so many times that of another, or one of them would not be seen.
        const MOST_APART: f64 = 12.0;
        let (label, values) = self.roles()?;
        let rows: Vec<&Vec<String>> = self.rows.iter().take(MOST_ROWS).collect();
        let labels = rows.iter().map(|row| cell(row, label).map(tidy)).collect::<Option<Vec<_>>>()?;
        let column = |at: usize| {
            let head = self.header.get(at).filter(|head| !head.trim().is_empty())?;
            let figures = rows.iter().map(|row| figure_of(cell(row, at)?)).collect::<Option<Vec<f64>>>()?;
            Some((tidy(head), figures))
        };
        let named: Vec<usize> = values.iter().copied().filter(|at| self.is_named(*at, prompt)).collect();
        let series: Vec<(String, Vec<f64>)> =
            if named.is_empty() { values } else { named }.into_iter().filter_map(column).collect();
        let largest: Vec<f64> = series
            .iter()
            .map(|(_, figures)| figures.iter().fold(0.0_f64, |most, figure| most.max(figure.abs())))
            .collect();
        let [least, most] =
            largest.iter().fold([f64::MAX, 0.0], |[least, most], one| [least.min(*one), most.max(*one)]);
        (most <= least * MOST_APART).then_some(Columns { labels, series })
    }

    /// The names of its rows as they are written, and as they stand in lines that commas part.
    pub(crate) fn names(&self) -> Option<Vec<(&str, String)>> {
        let (label, _) = self.roles()?;
        let names = self.rows.iter().take(MOST_ROWS).filter_map(|row| cell(row, label));
        Some(names.filter(|name| !name.is_empty()).map(|name| (name, tidy(name))).collect())
    }

    /// The head of the column of figures that the prompt names, else of the first, and its value for each row.
    pub(crate) fn column(&self, prompt: &str) -> Option<(Option<&str>, Vec<Bar>)> {
        let (label, values) = self.roles()?;
        let value = values.iter().copied().find(|at| self.is_named(*at, prompt)).or_else(|| values.first().copied())?;
        let head = self.header.get(value).map(|head| head.trim()).filter(|head| !head.is_empty());
        let row = |row: &Vec<String>| {
            let (name, figure) = (cell(row, label)?, cell(row, value)?);
            Some(Bar { label: name.to_owned(), value: figure_of(figure)?, written: figure.to_owned(), color: None })
        };
        Some((head, self.rows.iter().take(MOST_ROWS).filter_map(row).collect()))
    }

    /// The column of names, and those of figures.
    fn roles(&self) -> Option<(usize, Vec<usize>)> {
        let columns = self.rows.iter().map(Vec::len).max()?;
        let is_figure = |column: usize| {
            let mut cells =
                self.rows.iter().filter_map(|row| cell(row, column)).filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some() && cells.all(|cell| figure_of(cell).is_some())
        };
        // Years and the like are names, where another column holds the values.
        let figures: Vec<usize> = (0..columns).filter(|column| is_figure(*column)).collect();
        let label =
            (0..columns).find(|column| !figures.contains(column)).or_else(|| (figures.len() > 1).then_some(0))?;
        Some((label, figures.into_iter().filter(|column| *column != label).collect()))
    }

    /// Whether a prompt speaks of a column by its head.
    fn is_named(&self, column: usize, prompt: &str) -> bool {
        let head = self.header.get(column).map(|head| head.trim().to_lowercase()).unwrap_or_default();
        head.len() > 2 && prompt.to_lowercase().contains(&head)
    }
}

/// The words of a cell.
fn cell(row: &[String], column: usize) -> Option<&str> {
    row.get(column).map(|cell| cell.trim())
}

/// A cell's words in a line that commas part.
fn tidy(words: &str) -> String {
    words.replace([',', '"'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
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

    /// The words of its file's name by which a prompt may speak of it, in small letters.
    pub(crate) fn name_words(&self) -> Vec<String> {
        const OF_NOTHING: &[&str] = &[
            "photo",
            "picture",
            "image",
            "video",
            "clip",
            "logo",
            "screen",
            "screenshot",
            "file",
            "copy",
            "final",
            "portrait",
            "small",
            "large",
        ];
        let stem = self.called().rsplit_once('.').map_or_else(|| self.called(), |(stem, _)| stem).to_lowercase();
        // Files that are kept by their digest have no name.
        let is_nameless = self.src.starts_with("data:") || stem.starts_with("upload:");
        if is_nameless || stem.len() >= 16 && stem.chars().all(|c| c.is_ascii_hexdigit()) {
            return Vec::new();
        }
        let words = stem.split(|c: char| !c.is_alphabetic());
        words.filter(|word| word.chars().count() >= 4 && !OF_NOTHING.contains(word)).map(str::to_owned).collect()
    }

    /// What was found in it, where it is a picture or video.
    pub(crate) const fn sight(&self) -> Option<&Sight> {
        match &self.what {
            GivenKind::Picture(sight) | GivenKind::Video { sight, .. } => Some(sight),
            GivenKind::Table(_) | GivenKind::Font(_) | GivenKind::Sound { .. } => None,
        }
    }

    /// Takes what looks like a screen for a photograph.
    pub(crate) fn take_for_photo(&mut self) {
        if let GivenKind::Picture(sight) = &mut self.what
            && sight.kind == PictureKind::Screenshot
        {
            (sight.kind, sight.focus) = (PictureKind::Photo, [0.5, 0.42]);
        }
    }

    /// Takes a picture or video of the form of a screen for one.
    pub(crate) fn take_for_screen(&mut self) {
        if let GivenKind::Picture(sight) | GivenKind::Video { sight, .. } = &mut self.what {
            let is_shaped = sight.ratio < 0.65 || (1.2..2.4).contains(&sight.ratio);
            if is_shaped && sight.kind == PictureKind::Photo {
                (sight.kind, sight.focus) = (PictureKind::Screenshot, [0.5, 0.0]);
            }
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

    /// Its rows, where it is a table.
    pub(crate) const fn table(&self) -> Option<&Table> {
        match &self.what {
            GivenKind::Table(table) => Some(table),
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
    fn a_file_is_spoken_of_by_the_words_of_its_name() {
        let words = |src: &str| {
            Given { name: "picture-1".into(), src: src.into(), what: GivenKind::Sound { secs: 1.0 } }.name_words()
        };
        assert_eq!(words("photos/Kitchen_photo-02.jpg"), ["kitchen"]);
        assert_eq!(words("https://files.example/a/dunes.webp?token=secret"), ["dunes"]);
        assert!(words("upload:deadbeefcafedeadbeefcafe").is_empty() && words("data:image/png;base64,face").is_empty());
    }

    #[test]
    fn columns_belong_together_where_they_are_named_or_of_one_size() {
        let shop = table(&["Year", "Visits", "Orders"], &[&["2023", "1200", "300"], &["2024", "1800", "420"]]);
        let heads = |prompt: &str| {
            shop.columns(prompt).map(|columns| columns.series.into_iter().map(|(head, _)| head).collect::<Vec<_>>())
        };
        assert_eq!(heads("a line chart").as_deref(), Some(&["Visits".to_owned(), "Orders".to_owned()][..]));
        assert_eq!(heads("orders by year").as_deref(), Some(&["Orders".to_owned()][..]));
        let apart = table(&["City", "People", "Parks"], &[&["Oslo", "717710", "12"], &["Bergen", "291940", "9"]]);
        assert_eq!(apart.columns("cities"), None);
    }

    #[test]
    fn a_table_without_figures_gives_nothing() {
        assert_eq!(table(&["A", "B"], &[&["x", "y"]]).as_lines(""), None);
        assert_eq!(Table::default().as_lines(""), None);
    }
}
