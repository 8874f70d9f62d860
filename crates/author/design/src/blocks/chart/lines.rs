//! Lines through points in time.

use super::{Chart, Plot, Timing, count_of, series_color, spot};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, disc, entrance, fine, named, number, rect, ring, rising, round_stroke, stroke, units};
use crate::wording::{Wording, body_width, common_size};
use kurbo::BezPath;
use pavo_scene::{
    Anchor, Color, ColorToken, EaseName, Entrance, EntrancePreset, Font, Gradient, GradientKind, Keys, Node, Number,
    Path, Side, Stop, TextStyle, Time,
};

/// Most labels below the line.
const MOST_LABELS: usize = 7;

pub(super) fn lines(chart: &Chart, look: &Look, plot: Plot, timing: Timing, is_filled: bool) -> Vec<Node> {
    let count = chart.labels.len().max(chart.values().len()).max(2);
    let is_single = chart.series.len() <= 1;
    let all = || chart.series.iter().flat_map(|series| series.values.iter().copied());
    let (low, high) =
        all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if !low.is_finite() || !high.is_finite() {
        return Vec::new();
    }
    // An area stands on zero; a line may stand on less, where zero is far away.
    let base = if is_filled || low < 0.0 || low < 0.4 * high {
        low.min(0.0)
    } else {
        low - (high - low).max(high.abs() * 0.02) * 0.35
    };
    let figure = if plot.frame.is_tall() { 60.0 } else { 56.0 };
    let label_size = common_size(
        chart.labels.iter().map(String::as_str),
        body(look, 500.0),
        [plot.width / count_of(count.min(MOST_LABELS)) * 0.96, 60.0],
        [24.0, if plot.frame.is_tall() { 36.0 } else { 32.0 }],
        1,
    );
    let names = chart.series.iter().map(|series| body_width(look, &series.name, 600.0, 32.0)).fold(0.0, f64::max);
    // The last value stands at the right of its point, where no line comes from.
    let last = chart.values().iter().take(count).next_back().copied().unwrap_or(0.0);
    let figure = crate::wording::figure_size(look, &chart.format, &[last], plot.width * 0.24, figure);
    let figure_wide = crate::blocks::figure_em(look, &chart.format, [0.0, last]) * figure;
    let right = if is_single { figure_wide + 56.0 } else { names.min(plot.width * 0.26) + 40.0 };
    let (below, above) = (label_size + 44.0, if is_single { figure * 0.5 } else { 24.0 });
    let (wide, tall) = ((plot.width - right).max(60.0), (plot.height - below - above).max(60.0));
    let span = (high - base).max(1e-9);
    let place = |index: usize, value: f64| {
        [wide * count_of(index) / count_of(count - 1), above + tall * (1.0 - (value - base) / span)]
    };
    let bottom = above + tall;
    let draws = fine((timing.grow * 1.5).max(0.4));
    let mut nodes = grid(look, plot.width, [above, bottom]);
    for (order, series) in chart.series.iter().enumerate() {
        let points: Vec<[f64; 2]> =
            series.values.iter().take(count).enumerate().map(|(index, value)| place(index, *value)).collect();
        let Some((&[x, y], &value)) = points.last().zip(series.values.iter().take(count).next_back()) else { continue };
        let color = if is_single { ColorToken::Accent } else { series_color(order) };
        let start = fine(timing.start + 0.15 * count_of(order));
        let path = smooth(&points);
        if is_filled {
            nodes.push(area(&path, &points, bottom, look.color(color), start, draws));
        }
        let line = Path {
            stroke: Some(pavo_scene::Stroke { join: Some(pavo_scene::StrokeJoin::Round), ..round_stroke(color, 8.0) }),
            ..Path::new(path.clone())
        };
        let drawn = [(0.0, 0.0, None), (start, 0.0, None), (fine(start + draws), 1.0, named(EaseName::Swift))];
        let keys = Keys { trim_end: rising(drawn), ..Keys::default() };
        nodes.push(Node::new(line).at(placed(&path)).keyed(keys));
        let lands = fine(start + draws * 0.86);
        if points.len() > 1 {
            let pops = |node: Node| node.enter(entrance(EntrancePreset::Pop, lands, Time::from_secs(0.4)));
            let halo = ring(46.0, stroke(look.color(color).with_alpha(0.35), 6.0)).at(spot(x, y, Anchor::Center));
            nodes.push(pops(halo));
            nodes.push(pops(disc(26.0, color).at(spot(x, y, Anchor::Center))));
        }
        if is_single {
            nodes.push(end_value(chart, look, value, [x, y], figure, [start, draws]));
        } else {
            let words = Wording::new(&series.name, 32.0).weight(600.0).within(right - 44.0, 1);
            let comes = entrance(EntrancePreset::Fade, lands, Time::from_secs(0.3));
            nodes.push(words.node(look).at(spot(x + 36.0, y, Anchor::Left)).enter(comes));
        }
    }
    nodes.extend(labels(chart, look, label_size, |index| place(index, base)[0], bottom + 30.0, timing.start));
    nodes
}

/// The value of the last point, beside it.
fn end_value(chart: &Chart, look: &Look, value: f64, [x, y]: [f64; 2], size: f64, [start, draws]: [f64; 2]) -> Node {
    let first = chart.values().first().copied().unwrap_or(0.0);
    let set = Number {
        format: Some(chart.format.clone()),
        count: Some(pavo_scene::Count {
            start: Some(crate::parts::secs(start)),
            dur: Some(crate::parts::secs(draws)),
            ease: named(EaseName::Swift),
            ..pavo_scene::Count::default()
        }),
        font: Some(Font { leading: None, ..crate::parts::display_font(look, size) }),
        ..number(Some(first), value, TextStyle::Numeral)
    };
    let comes = entrance(EntrancePreset::Fade, start, Time::from_secs(0.3));
    Node::new(set).at(spot(x + 42.0, y, Anchor::Left)).enter(comes)
}

/// Hairlines behind the lines.
fn grid(look: &Look, width: f64, [top, bottom]: [f64; 2]) -> Vec<Node> {
    let line = |y: f64, opacity: f64, thick: f64| {
        rect(units(width), units(thick), trace(look, opacity)).at(spot(0.0, y, Anchor::TopLeft))
    };
    let mut lines: Vec<Node> =
        (0..3_u8).map(|step| line(top + (bottom - top) * f64::from(step) / 3.0, 0.12, 2.0)).collect();
    lines.push(line(bottom, 0.35, 3.0));
    lines
}

fn labels(chart: &Chart, look: &Look, size: f64, x_of: impl Fn(usize) -> f64, y: f64, start: f64) -> Vec<Node> {
    let count = chart.labels.len();
    let step = count.div_ceil(MOST_LABELS).max(1);
    // The last one is always there.
    let last = count.saturating_sub(1);
    let shown = (0..count).filter(|index| (last - index).is_multiple_of(step));
    let comes = entrance(EntrancePreset::Fade, (start - 0.1).max(0.0), Time::from_secs(0.3));
    shown
        .map(|index| {
            let words = Wording::new(&chart.labels[index], size).weight(500.0).muted();
            let origin = if index == 0 { Anchor::TopLeft } else { Anchor::Top };
            words.node(look).at(spot(x_of(index), y, origin)).enter(comes.clone())
        })
        .collect()
}

fn area(path: &BezPath, points: &[[f64; 2]], bottom: f64, color: pavo_scene::Rgba, start: f64, draws: f64) -> Node {
    let mut shape = path.clone();
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        shape.line_to((last[0], bottom));
        shape.line_to((first[0], bottom));
        shape.close_path();
    }
    let stop = |offset, alpha| Stop { offset, color: Color::from(color.with_alpha(alpha)) };
    let fill = Gradient {
        kind: GradientKind::Linear,
        stops: vec![stop(0.0, 0.34), stop(1.0, 0.02)],
        angle: Some(180.0),
        at: None,
        radius: None,
        mix: None,
    };
    let place = placed(&shape);
    let node = Node::new(Path { fill: Some(fill.into()), ..Path::new(shape) });
    let comes = Entrance {
        dir: Some(Side::Left),
        ease: named(EaseName::Swift),
        ..entrance(EntrancePreset::Wipe, start, Time::from_secs(draws))
    };
    node.at(place).enter(comes)
}

/// The place of an outline whose coordinates count from the room's top left.
fn placed(path: &BezPath) -> pavo_scene::Position {
    use kurbo::Shape as _;
    let middle = path.bounding_box().center();
    spot(middle.x, middle.y, Anchor::Center)
}

/// A curve through points that never goes beyond them.
///
/// Source: Fritsch, Carlson, "Monotone Piecewise Cubic Interpolation", 1980, with the slopes of Steffen, 1990.
fn smooth(points: &[[f64; 2]]) -> BezPath {
    let mut path = BezPath::new();
    let Some(&[x, y]) = points.first() else { return path };
    path.move_to((x, y));
    let slope = |index: usize| {
        let ([x0, y0], [x1, y1]) = (points[index], points[index + 1]);
        (y1 - y0) / (x1 - x0).max(1e-9)
    };
    let tangent = |index: usize| {
        if index == 0 || index + 1 == points.len() {
            return if index == 0 { slope(0) } else { slope(index - 1) };
        }
        let (before, after) = (slope(index - 1), slope(index));
        if before * after <= 0.0 {
            return 0.0;
        }
        let mean = f64::midpoint(before, after);
        let limit = 2.0 * before.abs().min(after.abs());
        mean.signum() * mean.abs().min(limit)
    };
    for index in 0..points.len().saturating_sub(1) {
        let ([x0, y0], [x1, y1]) = (points[index], points[index + 1]);
        let third = (x1 - x0) / 3.0;
        path.curve_to(
            (x0 + third, y0 + third * tangent(index)),
            (x1 - third, y1 - third * tangent(index + 1)),
            (x1, y1),
        );
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape as _;

    #[test]
    fn a_curve_never_goes_beyond_its_points() {
        let points = [[0.0, 10.0], [100.0, 0.0], [200.0, 90.0], [300.0, 88.0], [400.0, 88.0]];
        let bounds = smooth(&points).bounding_box();
        assert!(bounds.y0 >= -1e-6 && bounds.y1 <= 90.0 + 1e-6, "{bounds:?}");
        assert_eq!((bounds.x0, bounds.x1), (0.0, 400.0));
    }
}
