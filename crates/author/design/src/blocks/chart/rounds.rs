//! Parts of a whole that go round.

use super::{Chart, Plot, Timing, count_of, series_color, spot, stands_for};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Dress, boxed, display_font, entrance, fine, named, number, rect, rising, units};
use crate::wording::{Wording, common_size, figure_size};
use pavo_scene::{
    Anchor, Arc, Color, ColorToken, DatumBy, EaseName, EntrancePreset, Font, Keys, Node, Number, Paint, Rgba, Size,
    TextStyle, Time,
};

/// Degrees left free between two parts.
const GAP_DEG: f64 = 1.6;

/// A ring or disc, and its parts by name beside or below it. `hole`: its size as a share of the whole.
pub(super) fn rounds(chart: &Chart, look: &Look, plot: Plot, timing: Timing, hole: f64) -> Vec<Node> {
    let order = largest_first(chart);
    let sum: f64 = order.iter().map(|index| chart.values()[*index]).sum();
    if sum <= 0.0 {
        return Vec::new();
    }
    let wide = plot.frame.is_wide();
    let diameter = if wide { plot.height.min(plot.width * 0.5) } else { plot.width.min(plot.height * 0.58) } - 8.0;
    let center = if wide { [diameter / 2.0 + 8.0, plot.height / 2.0] } else { [plot.width / 2.0, diameter / 2.0] };
    let mut nodes = Vec::new();
    let (mut begin, sweep_secs) = (0.0, fine((timing.grow * 1.25).max(0.5)));
    for (place, index) in order.iter().copied().enumerate() {
        let share = chart.values()[index] / sum;
        nodes.push(slice(
            chart,
            look,
            [begin, share],
            place,
            index,
            [diameter, hole],
            center,
            [timing.start, sweep_secs],
        ));
        begin += share;
    }
    if hole > 0.0 {
        nodes.extend(middle(chart, look, &order, center, diameter * hole, timing, sweep_secs));
    }
    let (left, top, width, height) = if wide {
        let left = diameter + 110.0;
        (left, 0.0, plot.width - left, plot.height)
    } else {
        (0.0, diameter + 60.0, plot.width, plot.height - diameter - 60.0)
    };
    nodes.push(legend(chart, look, &order, [width, height], plot, timing).at(spot(left, top, Anchor::TopLeft)));
    nodes
}

/// The parts in the order they go round: the largest first.
fn largest_first(chart: &Chart) -> Vec<usize> {
    let values = chart.values();
    let mut order: Vec<usize> = (0..values.len()).filter(|index| values[*index] > 0.0).collect();
    order.sort_by(|one, other| values[*other].total_cmp(&values[*one]));
    order
}

/// The colour of a part: the accent for the one that matters, and steps towards the ground where one is named.
fn color(chart: &Chart, look: &Look, place: usize, index: usize) -> Rgba {
    match &chart.highlight {
        Some(_) if chart.highlighted() == Some(index) => look.color(ColorToken::Accent),
        Some(_) => {
            let [muted, bg] = [ColorToken::Muted, ColorToken::Bg].map(|token| look.color(token));
            mixed(muted, bg, (0.2 + 0.13 * count_of(place)).min(0.7))
        }
        None => look.color(series_color(place)),
    }
}

#[expect(clippy::too_many_arguments, reason = "all that one part consists of")]
fn slice(
    chart: &Chart,
    look: &Look,
    [begin, share]: [f64; 2],
    place: usize,
    index: usize,
    [diameter, hole]: [f64; 2],
    [x, y]: [f64; 2],
    [start, secs]: [f64; 2],
) -> Node {
    let gap = if share < 0.999 { GAP_DEG } else { 0.0 };
    let sweep = fine((share * 360.0 - gap).max(0.4));
    // One hand goes round with steady pace over all parts, and each follows it through its own.
    let eased = |share: f64| start + secs * (1.0 - (1.0 - share).max(0.0).sqrt());
    let (from, to) = (fine(eased(begin)), fine(eased(begin + share).max(eased(begin) + 0.05)));
    let swept = [(0.0, 0.0, None), (from, 0.0, None), (to, sweep, named(EaseName::Out))];
    let arc = Arc {
        size: Some(Size { width: units(diameter), height: units(diameter) }),
        begin: Some(fine(-90.0 + begin * 360.0 + gap / 2.0)),
        sweep: Some(sweep),
        inner: (hole > 0.0).then_some(hole),
        fill: Some(Paint::Solid(Color::from(color(chart, look, place, index)))),
        stroke: None,
    };
    let mut node = Node::new(arc)
        .at(spot(x, y, Anchor::Center))
        .keyed(Keys { sweep: rising(swept), ..Keys::default() })
        .from(from);
    // What is drawn of a small part is less than its share by the gap.
    if share > 0.12 {
        node.common.datum = stands_for(chart.values()[index], Some(DatumBy::Sweep), "parts");
    }
    node
}

/// The figure in the middle of a ring: the part that matters.
fn middle(
    chart: &Chart,
    look: &Look,
    order: &[usize],
    [x, y]: [f64; 2],
    room: f64,
    timing: Timing,
    secs: f64,
) -> Vec<Node> {
    let Some(index) = chart.highlighted().filter(|index| order.contains(index)).or_else(|| order.first().copied())
    else {
        return Vec::new();
    };
    let value = chart.values()[index];
    let size = figure_size(look, &chart.format, &[value], room * 0.72, room * 0.36);
    let set = Number {
        format: Some(chart.format.clone()),
        count: Some(super::CountSpan { start: timing.start, dur: secs }.count()),
        font: Some(Font { leading: None, ..display_font(look, size) }),
        ..number(Some(0.0), value, TextStyle::Numeral)
    };
    let label = chart.labels.get(index).map_or("", String::as_str);
    let label_size = common_size([label], body(look, 500.0), [room * 0.7, 60.0], [24.0, 40.0], 1);
    let comes = entrance(EntrancePreset::Fade, timing.start, Time::from_secs(0.3));
    let words = Wording::new(label, label_size).weight(500.0).muted().within(room * 0.76, 1).centered();
    let up = if label.is_empty() { 0.0 } else { (label_size + 26.0) / 2.0 };
    let mut nodes = vec![Node::new(set).at(spot(x, y - up, Anchor::Center)).enter(comes.clone())];
    if !label.is_empty() {
        let below = y - up + size * 0.36 + 30.0;
        nodes.push(words.node(look).at(spot(x, below, Anchor::Top)).enter(comes));
    }
    nodes
}

/// The parts by name, one below the other, each with its value.
fn legend(chart: &Chart, look: &Look, order: &[usize], [width, height]: [f64; 2], plot: Plot, timing: Timing) -> Node {
    let count = order.len().max(1);
    let most = if plot.frame.is_tall() { 118.0 } else { 108.0 };
    let pitch = (height / count_of(count)).min(most);
    let down = if plot.frame.is_wide() { (height - pitch * count_of(count)) / 2.0 } else { 0.0 };
    let largest = if plot.frame.is_tall() { 46.0 } else { 44.0 };
    let labels = order.iter().filter_map(|index| chart.labels.get(*index)).map(String::as_str);
    let size =
        common_size(labels, body(look, 500.0), [width * 0.62, 60.0], [24.0, (pitch * 0.46).min(largest).max(24.0)], 1);
    let mut nodes = Vec::new();
    for (place, index) in order.iter().copied().enumerate() {
        let y = down + pitch * (count_of(place) + 0.5);
        let start = timing.at(place);
        let comes = || entrance(EntrancePreset::Fade, start, Time::from_secs(0.35));
        if place > 0 {
            let line = rect(units(width), units(2.0), trace(look, 0.16));
            nodes.push(line.at(spot(0.0, y - pitch / 2.0, Anchor::Left)));
        }
        let side = size * 0.62;
        let swatch = crate::parts::rounded(
            side,
            side,
            (look.style().radius * 0.3).min(side / 2.0),
            color(chart, look, place, index),
        );
        nodes.push(swatch.at(spot(0.0, y, Anchor::Left)).enter(entrance(
            EntrancePreset::Pop,
            start,
            Time::from_secs(0.35),
        )));
        let label = chart.labels.get(index).map_or("", String::as_str);
        let is_it = chart.highlight.is_none() || chart.highlighted() == Some(index);
        let words = Wording::new(label, size).weight(500.0).within(width * 0.66, 1);
        let words = if is_it { words } else { words.muted() };
        nodes.push(words.node(look).at(spot(side + 26.0, y, Anchor::Left)).enter(comes()));
        let set = Number {
            format: Some(chart.format.clone()),
            count: Some(timing.count(place)),
            font: Some(Font {
                family: Some("body".to_owned()),
                size: Some(size),
                weight: Some(700.0),
                tracking: Some(0.0),
                ..Font::default()
            }),
            ..number(Some(0.0), chart.values()[index], TextStyle::Numeral)
        };
        nodes.push(Node::new(set).at(spot(width, y, Anchor::Right)).enter(comes()));
    }
    boxed(width, height.max(1.0), nodes)
}
