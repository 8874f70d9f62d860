//! Upright bars of parts.

use super::{Chart, Plot, Timing, count_of, series_color, spot, stands_for};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, display_font, entrance, named, number, rect, rounded, row, units};
use crate::wording::{Wording, common_size, figure_size};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Font, Node, Number, StackAlign, TextStyle, Time,
};

/// Columns whose parts stand on each other, the names of the series above them.
pub(super) fn stacked(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let count = chart.labels.len().max(1);
    let names = 34.0;
    let top = names + 54.0;
    let most = if plot.frame.is_wide() { 300.0 } else { 240.0 };
    let pitch = (plot.width / count_of(count)).min(most / 0.62);
    let thick = pitch * 0.62;
    let left = (plot.width - pitch * count_of(count)) / 2.0;
    let labels = chart.labels.iter().map(String::as_str);
    let size = common_size(labels, body(look, 500.0), [pitch * 0.94, 60.0], [24.0, 36.0], 1);
    let value = |series: usize, index: usize| {
        chart.series.get(series).and_then(|series| series.values.get(index)).copied().unwrap_or(0.0).max(0.0)
    };
    let total = |index: usize| (0..chart.series.len()).map(|series| value(series, index)).sum::<f64>();
    let totals: Vec<f64> = (0..count).map(total).collect();
    let largest = totals.iter().copied().fold(0.0, f64::max).max(1e-9);
    let figure = figure_size(look, &chart.format, &totals, pitch * 0.9, 60.0).max(24.0);
    let zero = plot.height - size - 52.0;
    let scale = (zero - top - figure * 0.72 - 24.0).max(40.0) / largest;
    let mut nodes = vec![legend(chart, look, plot.width, names, timing)];
    for (index, total) in totals.iter().copied().enumerate() {
        let x = left + pitch * (count_of(index) + 0.5);
        let mut base = zero;
        for series in 0..chart.series.len() {
            let tall = value(series, index) * scale;
            if tall <= 0.01 {
                continue;
            }
            let grows = Entrance {
                ease: named(EaseName::Snap),
                ..entrance(
                    EntrancePreset::Grow,
                    timing.at(index) + timing.grow * 0.35 * count_of(series) / count_of(chart.series.len()),
                    Time::from_secs(timing.grow * 0.7),
                )
            };
            let bar = rect(units(thick), units(tall), series_color(series));
            let mut bar = bar.at(spot(x, base, Anchor::Bottom)).pivot(Anchor::Bottom).enter(grows);
            bar.common.datum = stands_for(value(series, index), None, "parts");
            nodes.push(bar);
            base -= tall;
        }
        let set = Number {
            format: Some(chart.format.clone()),
            count: Some(timing.count(index)),
            font: Some(Font { leading: None, ..display_font(look, figure) }),
            ..number(Some(0.0), total, TextStyle::Numeral)
        };
        let comes = entrance(EntrancePreset::Fade, timing.at(index) + timing.grow * 0.4, Time::from_secs(0.3));
        nodes.push(Node::new(set).at(spot(x, base - 22.0, Anchor::Bottom)).enter(comes));
        let label = chart.labels.get(index).map_or("", String::as_str);
        if !label.is_empty() {
            let words = Wording::new(label, size).weight(500.0).muted().within(pitch * 0.98, 1).centered();
            let comes = entrance(EntrancePreset::Fade, (timing.start - 0.1).max(0.0), Time::from_secs(0.3));
            nodes.push(words.node(look).at(spot(x, zero + 30.0, Anchor::Top)).enter(comes));
        }
    }
    nodes.push(rect(units(plot.width), units(3.0), trace(look, 0.35)).at(spot(0.0, zero, Anchor::TopLeft)));
    nodes
}

/// The series by name, side by side.
fn legend(chart: &Chart, look: &Look, width: f64, size: f64, timing: Timing) -> Node {
    let count = chart.series.len().max(1);
    let names = chart.series.iter().map(|series| series.name.as_str());
    let size = common_size(names, body(look, 500.0), [width / count_of(count) - 70.0, 60.0], [24.0, size], 1);
    let comes = |index: usize| entrance(EntrancePreset::Fade, timing.at(index), Time::from_secs(0.3));
    let chips = chart.series.iter().enumerate().map(|(index, series)| {
        let swatch = rounded(size * 0.7, size * 0.7, (look.style().radius * 0.3).min(10.0), series_color(index));
        let words = Wording::new(&series.name, size).weight(500.0).color(ColorToken::Text).node(look);
        row(16.0, StackAlign::Center, vec![swatch, words]).enter(comes(index))
    });
    row(48.0, StackAlign::Center, chips.collect()).at(spot(0.0, 0.0, Anchor::TopLeft))
}
