//! Stages, each less than the one before.

use super::{Chart, Plot, Timing, count_of, spot, stands_for};
use crate::blocks::body;
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Dress, entrance, named, number, rounded};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, ColorToken, DatumBy, EaseName, Entrance, EntrancePreset, Font, Node, Number, Side, TextStyle, Time,
};

/// Centred bars, the widest first, their names at the left and their values at the right.
pub(super) fn funnel(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let values = chart.values();
    let count = values.len().max(1);
    let wide = plot.frame.is_wide();
    let pitch = (plot.height / count_of(count)).min(if wide { 170.0 } else { 210.0 });
    let thick = if wide { pitch * 0.8 } else { pitch * 0.56 };
    let [left, room] = if wide { [plot.width * 0.26, plot.width * 0.56] } else { [0.0, plot.width] };
    let largest = values.iter().copied().fold(0.0, f64::max).max(1e-9);
    let most = (pitch * if wide { 0.34 } else { 0.26 }).clamp(24.0, 46.0);
    let labels = chart.labels.iter().map(String::as_str);
    let width = if wide { left - 50.0 } else { plot.width * 0.66 };
    let size = common_size(labels, body(look, 500.0), [width, 80.0], [24.0, most], if wide { 2 } else { 1 });
    let down = (plot.height - pitch * count_of(count)) / 2.0;
    let [accent, bg] = [ColorToken::Accent, ColorToken::Bg].map(|token| look.color(token));
    let mut nodes = Vec::new();
    for (index, value) in values.iter().copied().enumerate() {
        let middle = down + pitch * (count_of(index) + 0.5);
        let bar_y = if wide { middle } else { middle + pitch * 0.2 };
        let long = room * (value / largest).max(0.0);
        // Later stages stand back a little.
        let fill = mixed(accent, bg, 0.4 * count_of(index) / count_of(count));
        let start = timing.at(index);
        if long > 0.5 {
            let grows = Entrance {
                ease: named(EaseName::Snap),
                dir: Some(Side::Left),
                ..entrance(EntrancePreset::Wipe, start, timing.grow())
            };
            let radius = (look.style().radius * 0.5).min(thick / 4.0);
            let mut bar = rounded(long, thick, radius, fill).enter(grows);
            bar = bar.at(if wide {
                spot(left + room / 2.0, bar_y, Anchor::Center)
            } else {
                spot(plot.width / 2.0, bar_y, Anchor::Center)
            });
            bar.common.datum = stands_for(value, Some(DatumBy::Width), "stages");
            nodes.push(bar);
        }
        let comes = || entrance(EntrancePreset::Fade, start + 0.05, Time::from_secs(0.3));
        let label = chart.labels.get(index).map_or("", String::as_str);
        if !label.is_empty() {
            let words = Wording::new(label, size).weight(500.0).within(width, if wide { 2 } else { 1 });
            let place = if wide {
                spot(0.0, middle, Anchor::Left)
            } else {
                spot(0.0, bar_y - thick / 2.0 - 20.0, Anchor::BottomLeft)
            };
            nodes.push(words.node(look).at(place).enter(comes()));
        }
        let figure = Number {
            format: Some(chart.format.clone()),
            count: (value != 0.0).then(|| timing.count(index)),
            font: Some(Font {
                family: Some("body".to_owned()),
                size: Some((size * 1.15).floor()),
                weight: Some(700.0),
                tracking: Some(0.0),
                ..Font::default()
            }),
            ..number((value != 0.0).then_some(0.0), value, TextStyle::Numeral)
        };
        let place = if wide {
            spot(plot.width, middle, Anchor::Right)
        } else {
            spot(plot.width, bar_y - thick / 2.0 - 20.0, Anchor::BottomRight)
        };
        nodes.push(Node::new(figure).at(place).enter(comes()));
    }
    nodes
}
