//! Things with fixed places for ideas that no block shows: a chart, code.

use crate::directives::Directives;
use crate::element::{Bar, Cursor, Element, Kind, Motion, Place, Rank};
use crate::timing::Timing;
use pavo_scene::{EntrancePreset, Unit};

/// A chart's title above its bars.
pub(crate) fn chart_elements(
    title: Option<&str>,
    subtitle: Option<&str>,
    bars: &[Bar],
    directives: &Directives,
) -> Vec<Element> {
    let [width, height] = directives.canvas_px;
    let px = width.min(height) / 1080.0;
    let mut elements = Vec::new();
    for (words, rank, y, size, start) in
        [(title, Rank::Hero, 0.12, 84.0, 0.1), (subtitle, Rank::Detail, 0.205, 38.0, 0.35)]
    {
        let Some(words) = words else { continue };
        let mut element = Element::new(Kind::Words(words.to_owned()), 0..0, rank, start);
        element.place = Some(Place::Pixels(width / 2.0, height * y));
        element.face.size_px = Some(size * px);
        elements.push(element);
    }
    let mut chart = Element::new(Kind::Bars(bars.to_vec()), 0..0, Rank::Hero, 0.45);
    chart.size_px = Some([width * 0.8, height * 0.58]);
    chart.place = Some(Place::Pixels(width / 2.0, height * if title.is_some() { 0.6 } else { 0.5 }));
    elements.push(chart);
    elements
}

/// Code in a mono face, typed in two thirds of the time.
pub(crate) fn code_element(code: &str, secs: f64) -> Element {
    let mut element = Element::new(Kind::Words(code.to_owned()), 0..0, Rank::Support, 0.2);
    element.face.family = Some("JetBrains Mono");
    let longest = code.lines().map(|line| line.chars().count()).max().unwrap_or(1).max(1);
    // A letter of the face is 0.6 em wide; the longest line takes most of the frame.
    #[expect(clippy::cast_precision_loss, reason = "at most 900 letters")]
    let fitted = 1500.0 / (longest as f64 * 0.6);
    element.face.size_px = Some(fitted.clamp(30.0, 64.0).round());
    let timing = Timing { dur: Some(secs * 0.66), by: Some(Unit::Char), ..Timing::default() };
    element.entrance = Some(Motion { preset: EntrancePreset::Typewriter, side: None, timing });
    element.cursor = Some(Cursor::default());
    element
}
