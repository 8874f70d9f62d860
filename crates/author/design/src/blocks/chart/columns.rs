//! Upright bars on a common baseline.

use super::{Chart, Plot, Timing, count_of, quiet_mark, spot, stands_for};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, display_font, entrance, fine, named, number, rect, rising, units};
use crate::wording::{Wording, body_width, common_size, figure_size};
use pavo_scene::{
    Anchor, ColorToken, Corners, EaseName, Entrance, EntrancePreset, Font, Keys, Node, Number, Paint, Rect, Side, Size,
    TextStyle, Time,
};

/// The smallest figure above a bar, in design units.
const SMALLEST_FIGURE: f64 = 24.0;

pub(super) fn columns(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let values = chart.values();
    let count = values.len().max(1);
    let most = if plot.frame.is_wide() { 300.0 } else { 240.0 };
    let pitch = (plot.width / count_of(count)).min(most / 0.6);
    // Few columns stand together at the left of their line, as a block.
    let thick = (pitch * 0.64).min(most);
    let pitch = pitch.min(thick / 0.6);
    let wide = pitch * count_of(count);
    let left = (plot.width - wide) / 2.0;
    let label_size = common_size(
        chart.labels.iter().map(String::as_str),
        body(look, 500.0),
        [pitch * 0.96, 80.0],
        [24.0, if plot.frame.is_tall() { 58.0 } else { 48.0 }],
        2,
    );
    let tallest_label =
        chart.labels.iter().map(|label| crate::wording::body_lines(look, label, 500.0, label_size, pitch * 0.96));
    let label_lines = count_of(tallest_label.max().unwrap_or(1).min(2));
    let below = 30.0 + label_size * (0.72 + 1.2 * (label_lines - 1.0)) + label_size * 0.3;
    let figure = figure_size(look, &chart.format, values, pitch * 0.92, if count <= 4 { 84.0 } else { 60.0 });
    // Where figures are wider than their bars, those are left that matter most and that have room.
    let is_tight = figure < SMALLEST_FIGURE;
    let figure = figure.max(SMALLEST_FIGURE);
    let above = figure * 0.72 + 24.0;
    let (low, high) = values.iter().fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(*value), high.max(*value)));
    let under = if low < 0.0 { above } else { 0.0 };
    let scale = (plot.height - below - above - under).max(40.0) / (high - low).max(1e-9);
    let zero = above + high * scale;
    let highlighted = chart.highlighted();
    let has_figure = |index: usize| {
        let is_end = index == 0 || index + 1 == count;
        let is_free = highlighted.is_none_or(|highlighted| highlighted.abs_diff(index) > 1);
        !is_tight || highlighted == Some(index) || is_end && is_free
    };
    let line = rect(units(plot.width), units(3.0), trace(look, 0.35)).at(spot(0.0, zero, Anchor::TopLeft));
    let mut nodes = Vec::new();
    let radius = (look.style().radius * 0.6).min(thick / 6.0).min(18.0);
    for (index, value) in values.iter().copied().enumerate() {
        let x = left + pitch * (count_of(index) + 0.5);
        let tall = value.abs() * scale;
        let is_up = value >= 0.0;
        let fill: Paint = if highlighted == Some(index) { ColorToken::Accent.into() } else { quiet_mark(look).into() };
        let corners = if is_up { [radius, radius, 0.0, 0.0] } else { [0.0, 0.0, radius, radius] };
        if tall > 0.01 {
            let bar = Rect {
                size: Some(Size { width: units(thick), height: units(tall) }),
                radius: Some(Corners(corners.map(fine))),
                fill: Some(fill),
                ..Rect::default()
            };
            let edge = if is_up { Anchor::Bottom } else { Anchor::Top };
            let grows = Entrance {
                ease: named(EaseName::Snap),
                dir: (!is_up).then_some(Side::Top),
                ..entrance(EntrancePreset::Grow, timing.at(index), timing.grow())
            };
            let mut bar = Node::new(bar).at(spot(x, zero, edge)).pivot(edge).enter(grows);
            bar.common.datum = stands_for(value, None, "columns");
            nodes.push(bar);
        }
        let gap = if is_up { -22.0 } else { 22.0 };
        let rest = zero + if is_up { -tall } else { tall } + gap;
        if has_figure(index) {
            nodes.push(value_label(chart, look, value, [x, zero + gap, rest], figure, timing, index, highlighted));
        }
        let label = chart.labels.get(index).map_or("", String::as_str);
        let weight = if highlighted == Some(index) { 700.0 } else { 500.0 };
        if !label.is_empty() {
            let size = if body_width(look, label, weight, label_size) > pitch * 0.96 * label_lines {
                label_size * 0.9
            } else {
                label_size
            };
            let words =
                Wording::new(label, size.max(24.0)).weight(weight).within(pitch * 0.98, 2).centered().leading(1.2);
            let words = if highlighted == Some(index) { words } else { words.muted() };
            let y = zero + 30.0 + if low < 0.0 { -low * scale + under } else { 0.0 };
            let comes = entrance(EntrancePreset::Fade, (timing.start - 0.1).max(0.0), Time::from_secs(0.3));
            nodes.push(words.node(look).at(spot(x, y, Anchor::Top)).enter(comes));
        }
    }
    nodes.push(line);
    nodes
}

/// A value that counts and goes up with its bar. `at`: x, and y before and after.
#[expect(clippy::too_many_arguments, reason = "all that one label consists of")]
fn value_label(
    chart: &Chart,
    look: &Look,
    value: f64,
    [x, from, to]: [f64; 3],
    size: f64,
    timing: Timing,
    index: usize,
    highlighted: Option<usize>,
) -> Node {
    let is_it = highlighted == Some(index);
    let set = Number {
        format: Some(chart.format.clone()),
        count: (value != 0.0).then(|| timing.count(index)),
        font: Some(Font { leading: None, ..display_font(look, size) }),
        color: Some(if is_it { ColorToken::Text.into() } else { ColorToken::Muted.into() }),
        ..number((value != 0.0).then_some(0.0), value, TextStyle::Numeral)
    };
    let start = timing.at(index);
    let origin = if to <= from { Anchor::Bottom } else { Anchor::Top };
    let rises = [
        (0.0, fine(from), None),
        (start, fine(from), None),
        (fine(start + timing.grow), fine(to), named(EaseName::Snap)),
    ];
    let comes = entrance(EntrancePreset::Fade, start, Time::from_secs(0.25));
    Node::new(set).at(spot(x, to, origin)).keyed(Keys { y: rising(rises), ..Keys::default() }).enter(comes)
}
