//! One value on a scale that goes round.

use super::{Chart, Plot, Timing, spot, stands_for};
use crate::background::trace;
use crate::blocks::body;
use crate::look::Look;
use crate::parts::{Dress, display_font, entrance, fine, named, number, rising, round_stroke, units};
use crate::wording::{Wording, common_size, figure_size};
use pavo_scene::{
    Anchor, Arc, ColorToken, DatumBy, EaseName, EntrancePreset, Font, Keys, Node, Number, Size, Stroke, TextStyle, Time,
};

/// Where the scale begins, in degrees clockwise from three o'clock, and how far it goes round.
const SCALE_DEG: [f64; 2] = [150.0, 240.0];

pub(super) fn gauge(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let Some(value) = chart.values().first().copied() else { return Vec::new() };
    let is_share = chart.format.suffix.starts_with('%') || value.abs() <= 100.0;
    let whole = chart.whole.unwrap_or(if is_share { 100.0 } else { value.abs() }).max(value.abs()).max(1e-9);
    // A scale of 240 degrees is three quarters as high as it is wide.
    let diameter = plot.width.min(plot.height / 0.78).min(900.0);
    let [x, y] = [plot.width / 2.0, (plot.height - diameter * 0.78) / 2.0 + diameter / 2.0];
    let thick = diameter * 0.085;
    let inside = diameter - thick;
    let arc = |sweep: f64, stroke: Stroke| {
        Node::new(Arc {
            size: Some(Size { width: units(inside), height: units(inside) }),
            begin: Some(SCALE_DEG[0]),
            sweep: Some(fine(sweep)),
            inner: None,
            fill: None,
            stroke: Some(stroke),
        })
        .at(spot(x, y, Anchor::Center))
    };
    let sweep = SCALE_DEG[1] * (value.abs() / whole);
    let span = super::CountSpan { start: timing.start, dur: fine((timing.grow * 1.4).max(0.4)) };
    let swept = [
        (0.0, 0.0, None),
        (fine(span.start), 0.0, None),
        (fine(span.landing()), fine(sweep), named(EaseName::EaseOutQuart)),
    ];
    let mut filled = arc(sweep, round_stroke(ColorToken::Accent, thick));
    filled = filled.keyed(Keys { sweep: rising(swept), ..Keys::default() });
    filled.common.datum = stands_for(value.abs(), Some(DatumBy::Sweep), "gauge");
    let size = figure_size(look, &chart.format, &[value], inside * 0.68, inside * 0.3);
    let set = Number {
        format: Some(chart.format.clone()),
        count: (value != 0.0).then(|| span.count()),
        font: Some(Font { leading: None, ..display_font(look, size) }),
        ..number((value != 0.0).then_some(0.0), value, TextStyle::Numeral)
    };
    let comes = entrance(EntrancePreset::Fade, timing.start, Time::from_secs(0.3));
    let mut nodes = vec![
        arc(SCALE_DEG[1], round_stroke(trace(look, 0.14), thick)),
        filled,
        Node::new(set).at(spot(x, y, Anchor::Center)).enter(comes.clone()),
    ];
    if let Some(label) = chart.labels.first().filter(|label| !label.is_empty()) {
        let label_size = common_size([label.as_str()], body(look, 500.0), [inside * 0.56, 60.0], [26.0, 48.0], 1);
        let words = Wording::new(label, label_size).weight(500.0).muted().within(inside * 0.62, 1).centered();
        nodes.push(words.node(look).at(spot(x, y + size * 0.36 + 46.0, Anchor::Top)).enter(comes));
    }
    nodes
}
