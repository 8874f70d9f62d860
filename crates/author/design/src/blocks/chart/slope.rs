//! Two points in time, joined.

use super::{Chart, Plot, Timing, quiet_mark, series_color, spot};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, disc, entrance, fine, line, named, rect, rising, round_stroke, units};
use crate::wording::{Wording, common_size};
use pavo_scene::{Anchor, ColorToken, EaseName, EntrancePreset, Keys, Node, Paint, Time};

/// One line for each series, from its first value to its last.
pub(super) fn slope(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let ends: Vec<[f64; 2]> = chart
        .series
        .iter()
        .map(|series| {
            let first = series.values.first().copied().unwrap_or(0.0);
            [first, series.values.last().copied().unwrap_or(first)]
        })
        .collect();
    let (low, high) = ends
        .iter()
        .flatten()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    if !low.is_finite() {
        return Vec::new();
    }
    let size = if plot.frame.is_tall() { 38.0 } else { 36.0 };
    let (top, bottom) = (size + 70.0, plot.height - size * 0.6);
    let y_of = |value: f64| bottom - (value - low) / (high - low).max(1e-9) * (bottom - top);
    let side = if plot.frame.is_wide() { plot.width * 0.24 } else { plot.width * 0.3 };
    let [left, right] = [side, plot.width - side];
    let mut nodes = Vec::new();
    for (x, label, origin) in [(left, chart.labels.first(), Anchor::Top), (right, chart.labels.last(), Anchor::Top)] {
        nodes.push(rect(units(3.0), units(bottom - top + size), trace(look, 0.3)).at(spot(
            x,
            top - size / 2.0,
            Anchor::Top,
        )));
        if let Some(label) = label {
            let comes = entrance(EntrancePreset::Fade, (timing.start - 0.1).max(0.0), Time::from_secs(0.3));
            let words = Wording::new(label, size).weight(700.0).centered();
            nodes.push(words.node(look).at(spot(x, 0.0, origin)).enter(comes));
        }
    }
    let names = chart.series.iter().map(|series| series.name.as_str());
    let name_size = common_size(names, body(look, 500.0), [side - 150.0, 60.0], [24.0, size], 1);
    let [lefts, rights] = [0, 1].map(|end| spread(ends.iter().map(|ends| y_of(ends[end])).collect(), size * 1.35));
    for (index, (series, [first, last])) in chart.series.iter().zip(&ends).enumerate() {
        let is_it = chart.highlight.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(&series.name));
        let color: Paint = match (&chart.highlight, is_it) {
            (None, _) => series_color(index).into(),
            (Some(_), true) => ColorToken::Accent.into(),
            (Some(_), false) => quiet_mark(look).into(),
        };
        let [y0, y1] = [y_of(*first), y_of(*last)];
        let start = timing.at(index);
        let lands = fine(start + timing.grow);
        let drawn = [(0.0, 0.0, None), (start, 0.0, None), (lands, 1.0, named(EaseName::Swift))];
        let keys = Keys { trim_end: rising(drawn), ..Keys::default() };
        let joined = line(
            [0.0, fine(y0)],
            [fine(right - left), fine(y1)],
            round_stroke(color.clone(), if is_it { 9.0 } else { 6.0 }),
        );
        nodes.push(joined.at(spot((left + right) / 2.0, f64::midpoint(y0, y1), Anchor::Center)).keyed(keys));
        let pops = |start: f64| entrance(EntrancePreset::Pop, start, Time::from_secs(0.35));
        nodes.push(disc(26.0, color.clone()).at(spot(left, y0, Anchor::Center)).enter(pops(start)));
        nodes.push(disc(26.0, color).at(spot(right, y1, Anchor::Center)).enter(pops(lands - 0.15)));
        let weight = if is_it { 700.0 } else { 500.0 };
        let fades = |start: f64| entrance(EntrancePreset::Fade, start, Time::from_secs(0.3));
        let from = chart.format.write(*first);
        let words = Wording::new(&from, size).weight(weight).flush_right();
        nodes.push(words.node(look).at(spot(left - 40.0, lefts[index], Anchor::Right)).enter(fades(start)));
        let to = chart.format.write(*last);
        let words = Wording::new(&to, size).weight(weight);
        nodes.push(words.node(look).at(spot(right + 40.0, rights[index], Anchor::Left)).enter(fades(lands - 0.15)));
        if !series.name.is_empty() {
            let words =
                Wording::new(&series.name, name_size).weight(500.0).muted().flush_right().within(side - 150.0, 1);
            nodes.push(words.node(look).at(spot(left - 150.0, lefts[index], Anchor::Right)).enter(fades(start)));
        }
    }
    nodes
}

/// Places that are at least so far apart, each as near to its own as that allows.
fn spread(places: Vec<f64>, apart: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|one, other| places[*one].total_cmp(&places[*other]));
    let mut spread = places.clone();
    for pair in 1..order.len() {
        let (above, below) = (order[pair - 1], order[pair]);
        spread[below] = spread[below].max(spread[above] + apart);
    }
    // What was pushed down goes half the way back up, together.
    let pushed = order.last().map_or(0.0, |last| spread[*last] - places[*last]);
    spread.into_iter().map(|place| place - pushed / 2.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart() {
        let spread = spread(vec![100.0, 104.0, 300.0], 40.0);
        assert!((spread[1] - spread[0]).abs() >= 40.0 - 1e-9, "{spread:?}");
    }
}
