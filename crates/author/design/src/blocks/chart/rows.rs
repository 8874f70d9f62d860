//! Level bars with their names beside or above them.

use super::{Chart, Plot, Timing, count_of, quiet_mark, spot, stands_for};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, entrance, fine, named, number, rising, units};
use crate::wording::{Wording, body_width, common_size};
use pavo_scene::{
    Anchor, ColorToken, Corners, DatumBy, EaseName, Entrance, EntrancePreset, Font, Keys, Node, Number, Paint, Rect,
    Side, Size, TextStyle, Time,
};

/// The lowest row with its name above its bar, in design units.
const LOWEST_ABOVE: f64 = 88.0;

/// How rows are laid out.
#[derive(Debug, Clone, Copy)]
struct Rows {
    pitch: f64,
    thick: f64,
    /// Where bars begin.
    left: f64,
    /// The longest bar.
    room: f64,
    size: f64,
    /// Whether names stand above their bars.
    is_above: bool,
}

/// Bars of the length of their values.
pub(super) fn bars(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let largest = chart.values().iter().map(|value| value.abs()).fold(0.0, f64::max).max(1e-9);
    rows(chart, look, plot, timing, largest, false)
}

/// Bars on tracks that stand for the whole.
pub(super) fn progress(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let largest = chart.values().iter().map(|value| value.abs()).fold(0.0, f64::max).max(1e-9);
    let is_share = chart.format.suffix.starts_with('%') || largest <= 100.0;
    let whole = chart.whole.unwrap_or(if is_share { 100.0 } else { largest });
    rows(chart, look, plot, timing, whole.max(largest), true)
}

fn rows(chart: &Chart, look: &Look, plot: Plot, timing: Timing, whole: f64, is_tracked: bool) -> Vec<Node> {
    let values = chart.values();
    let count = values.len().max(1);
    let most = if plot.frame.is_tall() { 190.0 } else { 150.0 };
    let pitch = (plot.height / count_of(count)).min(most);
    // Where rows are low, names above their bars would lie on the bars before.
    let is_above = (!plot.frame.is_wide() || is_tracked) && pitch >= LOWEST_ABOVE;
    let largest = if plot.frame.is_tall() { 46.0 } else { 42.0 };
    let wanted = if is_above { (pitch * 0.3).min(largest) } else { (pitch * 0.44).min(largest) };
    let label_room = if is_above { plot.width * 0.66 } else { plot.width * 0.3 };
    let labels = chart.labels.iter().map(String::as_str);
    let size = common_size(labels.clone(), body(look, 500.0), [label_room, 60.0], [24.0, wanted.max(24.0)], 1);
    let figure_wide = values.iter().map(|value| body_width(look, &chart.format.write(*value), 700.0, size * 1.1));
    let figure_wide = figure_wide.fold(0.0, f64::max) + 28.0;
    let names = labels.map(|label| body_width(look, label, 600.0, size)).fold(0.0, f64::max);
    let left = if is_above { 0.0 } else { names.min(label_room) + 40.0 };
    let thick = if is_above { (pitch * 0.34).min(56.0) } else { (pitch * 0.58).min(84.0) };
    let room = if is_above { plot.width } else { (plot.width - left - figure_wide).max(60.0) };
    let layout = Rows { pitch, thick: if is_tracked { thick * 0.5 } else { thick }, left, room, size, is_above };
    let down = (plot.height - pitch * count_of(count)) / 2.0;
    let mut nodes = Vec::new();
    let highlighted = chart.highlighted();
    for (index, value) in values.iter().copied().enumerate() {
        let top = down + pitch * count_of(index);
        let is_it = highlighted == Some(index) || is_tracked;
        row(
            chart,
            look,
            layout,
            [top, value.abs() / whole],
            [index, usize::from(is_it)],
            timing,
            is_tracked,
            &mut nodes,
        );
    }
    nodes
}

#[expect(clippy::too_many_arguments, reason = "all that one row consists of")]
fn row(
    chart: &Chart,
    look: &Look,
    rows: Rows,
    [top, share]: [f64; 2],
    [index, is_it]: [usize; 2],
    timing: Timing,
    is_tracked: bool,
    nodes: &mut Vec<Node>,
) {
    let is_it = is_it == 1;
    let value = chart.values().get(index).copied().unwrap_or(0.0);
    let middle = if rows.is_above { top + rows.pitch * 0.62 } else { top + rows.pitch / 2.0 };
    let radius = if is_tracked { rows.thick / 2.0 } else { (look.style().radius * 0.5).min(rows.thick / 4.0) };
    if is_tracked {
        let track = Rect {
            size: Some(Size { width: units(rows.room), height: units(rows.thick) }),
            radius: Some(Corners::from(fine(radius.min(look.style().radius.max(0.0))))),
            fill: Some(trace(look, 0.14).into()),
            ..Rect::default()
        };
        nodes.push(Node::new(track).at(spot(rows.left, middle, Anchor::Left)));
    }
    let long = rows.room * share;
    if long > 0.01 {
        let fill: Paint = if is_it { ColorToken::Accent.into() } else { quiet_mark(look).into() };
        let corner = fine(radius.min(look.style().radius));
        let corners = if is_tracked { [corner; 4] } else { [0.0, corner, corner, 0.0] };
        let bar = Rect {
            size: Some(Size { width: units(long), height: units(rows.thick) }),
            radius: Some(Corners(corners)),
            fill: Some(fill),
            ..Rect::default()
        };
        let grows = Entrance {
            ease: named(EaseName::Snap),
            dir: Some(Side::Left),
            ..entrance(EntrancePreset::Grow, timing.at(index), timing.grow())
        };
        let mut bar = Node::new(bar).at(spot(rows.left, middle, Anchor::Left)).pivot(Anchor::Left).enter(grows);
        bar.common.datum = stands_for(value.abs(), Some(DatumBy::Width), "bars");
        nodes.push(bar);
    }
    let label = chart.labels.get(index).map_or("", String::as_str);
    let weight = if is_it { 700.0 } else { 500.0 };
    let comes = entrance(EntrancePreset::Fade, timing.at(index) - 0.05, Time::from_secs(0.3));
    let words = Wording::new(label, rows.size).weight(weight);
    if !label.is_empty() && rows.is_above {
        let place = spot(rows.left, middle - rows.thick / 2.0 - 20.0, Anchor::BottomLeft);
        nodes.push(words.within(rows.room * 0.7, 1).node(look).at(place).enter(comes));
    } else if !label.is_empty() {
        let words = words.within(rows.left - 30.0, 1).flush_right();
        let words = if is_it { words } else { words.muted() };
        nodes.push(words.node(look).at(spot(rows.left - 28.0, middle, Anchor::Right)).enter(comes));
    }
    let figure = Number {
        format: Some(chart.format.clone()),
        count: (value != 0.0).then(|| timing.count(index)),
        font: Some(Font {
            family: Some("body".to_owned()),
            size: Some((rows.size * 1.1).floor()),
            weight: Some(700.0),
            tracking: Some(0.0),
            ..Font::default()
        }),
        color: Some(if is_it || rows.is_above { ColorToken::Text.into() } else { ColorToken::Muted.into() }),
        ..number((value != 0.0).then_some(0.0), value, TextStyle::Numeral)
    };
    let comes = entrance(EntrancePreset::Fade, timing.at(index), Time::from_secs(0.25));
    let node = Node::new(figure).enter(comes);
    if rows.is_above {
        let place = spot(rows.left + rows.room, middle - rows.thick / 2.0 - 20.0, Anchor::BottomRight);
        nodes.push(node.at(place));
    } else {
        let start = timing.at(index);
        let goes = [
            (0.0, fine(rows.left + 24.0), None),
            (start, fine(rows.left + 24.0), None),
            (fine(start + timing.grow), fine(rows.left + long + 24.0), named(EaseName::Snap)),
        ];
        let keys = Keys { x: rising(goes), ..Keys::default() };
        nodes.push(node.at(spot(rows.left + long + 24.0, middle, Anchor::Left)).keyed(keys));
    }
}
