//! Charts: data, which kind of chart suits it, and the marks that stand for it.

mod columns;
mod funnel;
mod gauge;
mod lines;
mod rounds;
mod rows;
mod scatter;
mod slope;
mod stacked;
mod waffle;

use super::CountSpan;
use crate::contrast::Floor;
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Frame, fine, frame_origin, secs};
use crate::tokens::Tempo;
use pavo_scene::{Anchor, ColorToken, Count, Datum, DatumBy, EaseName, Node, NumberFormat, Position, Rgba, Time};

/// Kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Upright bars.
    Column,
    /// Level bars.
    Bar,
    /// A line through points in time.
    Line,
    /// A line with the area below it.
    Area,
    /// A ring of parts of a whole.
    Donut,
    /// A disc of parts of a whole.
    Pie,
    /// Upright bars of parts.
    Stacked,
    /// Dots at two values each.
    Scatter,
    /// How far each has come, of a hundred or of the largest.
    Progress,
    /// One value on a scale that goes round.
    Gauge,
    /// A share as squares of a hundred.
    Waffle,
    /// Two points in time, joined.
    Slope,
    /// Stages, each less than the one before.
    Funnel,
}

impl ChartKind {
    pub(crate) const NAMES: &'static [&'static str] = &[
        "column", "bar", "line", "area", "donut", "pie", "stacked", "scatter", "progress", "gauge", "waffle", "slope",
        "funnel",
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        let kinds = [
            Self::Column,
            Self::Bar,
            Self::Line,
            Self::Area,
            Self::Donut,
            Self::Pie,
            Self::Stacked,
            Self::Scatter,
            Self::Progress,
            Self::Gauge,
            Self::Waffle,
            Self::Slope,
            Self::Funnel,
        ];
        Self::NAMES.iter().position(|known| *known == name).and_then(|index| kinds.get(index)).copied()
    }
}

/// Values of one thing, one for each label.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// Its values.
    pub values: Vec<f64>,
}

/// What a chart shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// The kind of chart; `None` for the one that suits the data.
    pub kind: Option<ChartKind>,
    /// What the values belong to, in order.
    pub labels: Vec<String>,
    /// One or several rows of values.
    pub series: Vec<Series>,
    /// Where the values stand along a scale, for scatter.
    pub across: Vec<f64>,
    /// How values are written.
    pub format: NumberFormat,
    /// The label that matters.
    pub highlight: Option<String>,
    /// What the highest value would be, for progress and gauge.
    pub whole: Option<f64>,
}

impl Chart {
    /// A chart of one row of values.
    #[must_use]
    pub fn of(data: impl IntoIterator<Item = (String, f64)>) -> Self {
        let (labels, values) = data.into_iter().unzip();
        Self { labels, series: vec![Series { name: String::new(), values }], ..Self::default() }
    }

    /// The first row of values.
    pub(crate) fn values(&self) -> &[f64] {
        self.series.first().map_or(&[], |series| &series.values)
    }

    /// The kind it is drawn as.
    pub(crate) fn drawn_as(&self) -> ChartKind {
        self.kind.unwrap_or_else(|| self.suited())
    }

    /// The kind that suits the data.
    fn suited(&self) -> ChartKind {
        let (values, count) = (self.values(), self.labels.len());
        let in_time = count >= 2 && self.labels.iter().all(|label| is_moment(label));
        let sum: f64 = values.iter().sum();
        let is_whole = values.iter().all(|value| *value > 0.0) && (sum - 100.0).abs() <= 1.0;
        let longest = self.labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        if self.series.len() > 1 {
            return if count == 2 && in_time {
                ChartKind::Slope
            } else if in_time && count > 4 {
                ChartKind::Line
            } else {
                ChartKind::Stacked
            };
        }
        match count {
            0 | 1 => ChartKind::Gauge,
            _ if in_time && count >= 7 => ChartKind::Line,
            _ if in_time => ChartKind::Column,
            2..=5 if is_whole => ChartKind::Donut,
            2..=6 if longest <= 10 => ChartKind::Column,
            _ => ChartKind::Bar,
        }
    }

    /// The index that matters: the one that is named, else the largest where one stands out, else the last.
    pub(crate) fn highlighted(&self) -> Option<usize> {
        let named = self.highlight.as_ref().map(|name| name.trim().to_lowercase());
        if let Some(name) = named {
            return self.labels.iter().position(|label| label.trim().to_lowercase() == name);
        }
        let values = self.values();
        let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        match values.iter().filter(|value| **value >= largest).count() {
            1 => values.iter().position(|value| *value >= largest),
            _ => values.len().checked_sub(1),
        }
    }
}

/// Whether a label is a point in time: a year, a quarter, a month, a weekday.
fn is_moment(label: &str) -> bool {
    const NAMES: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const COUNTED: &[&str] = &["q", "h", "week", "day", "month", "year", "w", "d", "fy"];
    let plain = label.trim().trim_start_matches(['\'', '’']).to_lowercase();
    let word: String = plain.chars().take_while(|c| c.is_alphanumeric()).collect();
    let is_figure = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_year = word.len() == 4 && is_figure(&word) && ["18", "19", "20", "21"].contains(&&word[..2]);
    let is_named =
        NAMES.iter().any(|name| *name == word || word.len() >= 3 && word.len() <= 4 && name.starts_with(&word));
    let is_counted = COUNTED.iter().any(|name| {
        let rest = plain.strip_prefix(name).unwrap_or_default().trim();
        is_figure(rest)
    });
    is_year || is_named || is_counted
}

/// The room that a chart has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plot {
    pub(crate) frame: Frame,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// When the marks of a chart come, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    /// The first mark.
    pub(crate) start: f64,
    /// From one mark to the next.
    pub(crate) stagger: f64,
    /// How long one mark takes.
    pub(crate) grow: f64,
}

impl Timing {
    /// For so many marks in a scene of a length.
    pub(crate) fn of(look: &Look, count: usize, start: f64, duration: Time) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a few dozen marks")]
        let gaps = count.saturating_sub(1).max(1) as f64;
        let tempo = Tempo::of(look.energy);
        // All of it has come before half of the scene is over.
        let room = (duration.secs() * 0.5 - start).max(0.3);
        let grow = tempo.secs(0.9).min(room * 0.7);
        let stagger = (0.5 / gaps).clamp(0.03, 0.12).min((room - grow).max(0.0) / gaps);
        Self { start, stagger: fine(stagger), grow: fine(grow) }
    }

    pub(crate) fn at(&self, index: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a few dozen marks")]
        let index = index as f64;
        fine(self.start + self.stagger * index)
    }

    /// How a figure counts along with its mark.
    pub(crate) fn count(&self, index: usize) -> Count {
        Count { ease: Some(pavo_scene::Ease::Named(EaseName::Snap)), ..self.span(index).count() }
    }

    pub(crate) fn span(&self, index: usize) -> CountSpan {
        CountSpan { start: self.at(index), dur: self.grow }
    }

    pub(crate) fn grow(&self) -> Time {
        secs(self.grow)
    }
}

/// The nodes of a chart; places count from the top left of its room.
pub(crate) fn draw(chart: &Chart, look: &Look, plot: Plot, start: f64, duration: Time) -> Vec<Node> {
    let timing = Timing::of(look, chart.labels.len().max(chart.series.len()), start, duration);
    match chart.drawn_as() {
        ChartKind::Column => columns::columns(chart, look, plot, timing),
        ChartKind::Bar => rows::bars(chart, look, plot, timing),
        ChartKind::Progress => rows::progress(chart, look, plot, timing),
        ChartKind::Line => lines::lines(chart, look, plot, timing, false),
        ChartKind::Area => lines::lines(chart, look, plot, timing, true),
        ChartKind::Donut => rounds::rounds(chart, look, plot, timing, 0.66),
        ChartKind::Pie => rounds::rounds(chart, look, plot, timing, 0.0),
        ChartKind::Stacked => stacked::stacked(chart, look, plot, timing),
        ChartKind::Scatter => scatter::scatter(chart, look, plot, timing),
        ChartKind::Gauge => gauge::gauge(chart, look, plot, timing),
        ChartKind::Waffle => waffle::waffle(chart, look, plot, timing),
        ChartKind::Slope => slope::slope(chart, look, plot, timing),
        ChartKind::Funnel => funnel::funnel(chart, look, plot, timing),
    }
}

/// A point of the chart's room for a point of a node.
pub(crate) fn spot(x: f64, y: f64, origin: Anchor) -> Position {
    frame_origin(Anchor::TopLeft, x, y, origin)
}

/// The colour of marks that do not matter most: seen well, and quieter than the accent.
pub(crate) fn quiet_mark(look: &Look) -> Rgba {
    let [muted, bg] = [ColorToken::Muted, ColorToken::Bg].map(|token| look.color(token));
    let floor = Floor { wcag: 2.2, apca: 25.0 };
    let shares = [0.55, 0.45, 0.35, 0.25, 0.15];
    shares.into_iter().map(|share| mixed(muted, bg, share)).find(|color| floor.holds(*color, bg)).unwrap_or(muted)
}

/// The colour of the `index`-th series or part.
pub(crate) fn series_color(index: usize) -> ColorToken {
    use ColorToken::{Series1, Series2, Series3, Series4, Series5, Series6};
    [Series1, Series2, Series3, Series4, Series5, Series6][index % 6]
}

/// What a mark stands for.
pub(crate) fn stands_for(value: f64, by: Option<DatumBy>, chart: &str) -> Option<Datum> {
    (value != 0.0).then(|| Datum { value, by, chart: Some(chart.to_owned()) })
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen marks")]
pub(crate) fn count_of(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(data: &[(&str, f64)]) -> Chart {
        Chart::of(data.iter().map(|(label, value)| ((*label).to_owned(), *value)))
    }

    #[test]
    fn the_kind_follows_from_the_data() {
        assert_eq!(chart(&[("Cats", 40.0), ("Dogs", 60.0)]).drawn_as(), ChartKind::Donut);
        assert_eq!(chart(&[("2020", 1.2), ("2024", 4.8)]).drawn_as(), ChartKind::Column);
        assert_eq!(chart(&[("Python", 41.0), ("Rust", 19.0), ("Go", 14.0)]).drawn_as(), ChartKind::Column);
        assert_eq!(chart(&[("Customer success", 41.0), ("Engineering", 19.0)]).drawn_as(), ChartKind::Bar);
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"].map(|month| (month, 3.0));
        assert_eq!(chart(&months).drawn_as(), ChartKind::Line);
        assert_eq!(chart(&[("Done", 87.0)]).drawn_as(), ChartKind::Gauge);
    }

    #[test]
    fn the_largest_is_highlighted_unless_another_is_named() {
        let mut chart = chart(&[("a", 1.0), ("b", 5.0), ("c", 2.0)]);
        assert_eq!(chart.highlighted(), Some(1));
        chart.highlight = Some("C".into());
        assert_eq!(chart.highlighted(), Some(2));
        chart.highlight = Some("none of them".into());
        assert_eq!(chart.highlighted(), None);
    }

    #[test]
    fn years_quarters_and_months_are_moments_and_names_are_not() {
        for moment in ["2020", "Q1", "Jan", "March 2024", "Monday", "Week 3"] {
            assert!(is_moment(moment), "{moment}");
        }
        for name in ["Python", "Marketing", "Sunflowers and more", "12 teams", "4096"] {
            assert!(!is_moment(name), "{name}");
        }
    }

    #[test]
    fn every_kind_has_its_name() {
        let kinds: Vec<ChartKind> = ChartKind::NAMES.iter().filter_map(|name| ChartKind::named(name)).collect();
        assert_eq!(kinds.len(), 13);
        assert_eq!(ChartKind::named("waffle"), Some(ChartKind::Waffle));
    }
}
