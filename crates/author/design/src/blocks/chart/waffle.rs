//! A share as squares of a hundred.

use super::{Chart, Plot, Timing, spot};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, display_font, entrance, fine, number};
use crate::wording::{Wording, common_size, figure_size};
use kurbo::{BezPath, RoundedRect, Shape as _};
use pavo_scene::{
    Anchor, ColorToken, Entrance, EntrancePreset, Font, Node, Number, NumberFormat, Paint, Path, Side, TextStyle, Time,
};

/// Squares in a row, and rows.
const SIDE: usize = 10;

pub(super) fn waffle(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let Some(value) = chart.values().first().copied() else { return Vec::new() };
    let percent = (value / chart.whole.unwrap_or(100.0) * 100.0).clamp(0.0, 100.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    let full = percent.round() as usize;
    let wide = plot.frame.is_wide();
    let side = if wide { plot.height.min(plot.width * 0.5) } else { plot.width.min(plot.height * 0.66) };
    let left = if wide { 0.0 } else { (plot.width - side) / 2.0 };
    let squares = |range: std::ops::Range<usize>, color: Paint| {
        let path = squares(range, side, (look.style().radius * 0.5).min(side / 40.0));
        let middle = path.bounding_box().center();
        Node::new(Path { fill: Some(color), ..Path::new(path) }).at(spot(left + middle.x, middle.y, Anchor::Center))
    };
    let mut nodes = vec![squares(0..SIDE * SIDE, trace(look, 0.14).into())];
    // Row by row from below, each from the left, as one would count them.
    let rows = full.div_ceil(SIDE);
    #[expect(clippy::cast_precision_loss, reason = "ten rows")]
    let pace = fine((timing.grow * 1.3).max(0.5) / rows.max(1) as f64);
    for row in 0..rows {
        let range = row * SIDE..((row + 1) * SIDE).min(full);
        #[expect(clippy::cast_precision_loss, reason = "ten rows")]
        let start = timing.start + pace * row as f64;
        let comes = Entrance {
            dir: Some(Side::Left),
            ease: crate::parts::named(pavo_scene::EaseName::Linear),
            ..entrance(EntrancePreset::Wipe, start, Time::from_secs(pace))
        };
        nodes.push(squares(range, ColorToken::Accent.into()).enter(comes));
    }
    let format = if chart.format == NumberFormat::default() {
        NumberFormat { suffix: "%".to_owned(), ..NumberFormat::default() }
    } else {
        chart.format.clone()
    };
    let room = if wide { plot.width - side - 110.0 } else { plot.width };
    let largest = if wide { 260.0 } else { (plot.height - side - 90.0).clamp(60.0, 170.0) };
    let size = figure_size(look, &format, &[value], room * if wide { 0.96 } else { 0.5 }, largest);
    let span = super::CountSpan { start: timing.start, dur: fine((timing.grow * 1.3).max(0.5)) };
    let set = Number {
        format: Some(format),
        count: (value != 0.0).then(|| span.count()),
        font: Some(Font { leading: None, ..display_font(look, size) }),
        ..number((value != 0.0).then_some(0.0), value, TextStyle::Numeral)
    };
    let label = chart.labels.first().map_or("", String::as_str);
    let comes = entrance(EntrancePreset::Fade, timing.start, Time::from_secs(0.3));
    if wide {
        let label_size = common_size([label], body(look, 500.0), [room, 220.0], [30.0, 60.0], 3);
        let y = plot.height / 2.0;
        nodes.push(Node::new(set).at(spot(side + 110.0, y - 22.0, Anchor::BottomLeft)).enter(comes.clone()));
        if !label.is_empty() {
            let words = Wording::new(label, label_size).weight(500.0).within(room, 3);
            nodes.push(words.node(look).at(spot(side + 110.0, y + 30.0, Anchor::TopLeft)).enter(comes));
        }
    } else {
        let y = side + 64.0;
        nodes.push(Node::new(set).at(spot(left, y, Anchor::TopLeft)).enter(comes.clone()));
        if !label.is_empty() {
            let used = crate::blocks::figure_em(
                look,
                &NumberFormat { suffix: "%".into(), ..NumberFormat::default() },
                [0.0, value],
            ) * size;
            let left = left + used + 48.0;
            let label_size = common_size([label], body(look, 500.0), [plot.width - left, size], [28.0, 50.0], 2);
            let words = Wording::new(label, label_size).weight(500.0).within(plot.width - left, 2);
            nodes.push(words.node(look).at(spot(left, y + size * 0.36, Anchor::Left)).enter(comes));
        }
    }
    nodes
}

/// Some of the hundred squares of a square area, counted from the lower left.
fn squares(range: std::ops::Range<usize>, side: f64, radius: f64) -> BezPath {
    #[expect(clippy::cast_precision_loss, reason = "ten rows")]
    let count = SIDE as f64;
    let pitch = side / (count - 0.14);
    let mut path = BezPath::new();
    for index in range {
        #[expect(clippy::cast_precision_loss, reason = "a hundred squares")]
        let (column, row) = ((index % SIDE) as f64, (SIDE - 1 - index / SIDE) as f64);
        let [x, y] = [column * pitch, row * pitch];
        let square = RoundedRect::new(fine(x), fine(y), fine(x + pitch * 0.86), fine(y + pitch * 0.86), fine(radius));
        path.extend(square.path_elements(0.1));
    }
    path
}
