//! Dots at two values each.

use super::{Chart, Plot, Timing, count_of, quiet_mark, spot};
use crate::background::trace;
use crate::look::Look;
use crate::parts::{Dress, disc, entrance, rect, units};
use crate::wording::{Wording, body_width};
use pavo_scene::{Anchor, ColorToken, EntrancePreset, Node, Paint, Time};

/// Each label as a dot: `across` says how far right, its value how far up.
pub(super) fn scatter(chart: &Chart, look: &Look, plot: Plot, timing: Timing) -> Vec<Node> {
    let values = chart.values();
    let count = values.len().min(if chart.across.is_empty() { values.len() } else { chart.across.len() });
    let across: Vec<f64> =
        if chart.across.is_empty() { (0..count).map(count_of).collect() } else { chart.across.clone() };
    let range = |list: &[f64]| {
        let (low, high) = list
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
        let pad = ((high - low) * 0.08).max(high.abs() * 1e-6).max(1e-9);
        (low - pad, high + pad)
    };
    let ((left, right), (low, high)) = (range(&across[..count]), range(&values[..count]));
    let [wide, tall] = [plot.width, plot.height - 24.0];
    let place = |index: usize| {
        [(across[index] - left) / (right - left) * wide, (1.0 - (values[index] - low) / (high - low)) * tall]
    };
    let size = if plot.frame.is_tall() { 34.0 } else { 30.0 };
    let diameter = if count <= 12 { 34.0 } else { 22.0 };
    let mut nodes = vec![
        rect(units(wide), units(3.0), trace(look, 0.35)).at(spot(0.0, tall, Anchor::TopLeft)),
        rect(units(3.0), units(tall), trace(look, 0.35)).at(spot(0.0, 0.0, Anchor::TopLeft)),
    ];
    let highlighted = chart.highlighted();
    let mut taken: Vec<[f64; 4]> = (0..count).map(|index| around(place(index), diameter)).collect();
    for index in 0..count {
        let [x, y] = place(index);
        let is_it = highlighted == Some(index);
        let fill: Paint = if is_it { ColorToken::Accent.into() } else { quiet_mark(look).into() };
        let start = timing.at(index);
        let grown = if is_it { diameter * 1.4 } else { diameter };
        nodes.push(disc(grown, fill).at(spot(x, y, Anchor::Center)).enter(entrance(
            EntrancePreset::Pop,
            start,
            Time::from_secs(0.4),
        )));
        let label = chart.labels.get(index).map_or("", String::as_str);
        if label.is_empty() || count > 12 && !is_it {
            continue;
        }
        let weight = if is_it { 700.0 } else { 500.0 };
        let long = body_width(look, label, weight, size) * 1.04;
        // The first side at which it covers nothing, if there is one.
        let reach = grown / 2.0 + 14.0;
        let sides = [
            ([x + reach, y - size * 0.36], Anchor::Left, [x + reach, y]),
            ([x - reach - long, y - size * 0.36], Anchor::Right, [x - reach, y]),
            ([x - long / 2.0, y - reach - size * 0.72], Anchor::Bottom, [x, y - reach]),
            ([x - long / 2.0, y + reach], Anchor::Top, [x, y + reach]),
        ];
        let fits = |&([left, top], _, _): &([f64; 2], Anchor, [f64; 2])| {
            let found = [left, top, left + long, top + size * 0.72];
            let inside = left >= 8.0 && found[2] <= wide && top >= 0.0 && found[3] <= tall - 8.0;
            inside && !taken.iter().enumerate().any(|(other, area)| other != index && meets(*area, found))
        };
        let Some(&([left, top], origin, [at_x, at_y])) = sides.iter().find(|side| fits(side)) else { continue };
        taken.push([left, top, left + long, top + size * 0.72]);
        let words = Wording::new(label, size).weight(weight);
        let words = if is_it { words } else { words.muted() };
        let comes = entrance(EntrancePreset::Fade, start + 0.1, Time::from_secs(0.3));
        nodes.push(words.node(look).at(spot(at_x, at_y, origin)).enter(comes));
    }
    nodes
}

fn around([x, y]: [f64; 2], diameter: f64) -> [f64; 4] {
    let half = diameter / 2.0 + 6.0;
    [x - half, y - half, x + half, y + half]
}

fn meets(one: [f64; 4], other: [f64; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}
