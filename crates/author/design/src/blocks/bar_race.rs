//! Bars that overtake each other.

use super::chart::{count_of, quiet_mark, series_color, spot, stands_for};
use super::{Series, body, display, text_size};
use crate::background::quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, fine, frame_at, named, number, responsive_group, rising, rounded};
use crate::slot::{Props, Slot, SlotKind};
use crate::tokens::LAST_HOLD_SECS;
use crate::wording::{Wording, body_width, common_size};
use pavo_scene::{
    Anchor, DatumBy, EaseName, Entrance, EntrancePreset, Font, Keys, Node, Number, NumberFormat, Paint, TextStyle, Time,
};

/// Values of several things over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarRace {
    /// What they are of.
    pub title: Option<String>,
    /// The moments, in order.
    pub periods: Vec<String>,
    /// The things, each with a value for each moment.
    pub series: Vec<Series>,
    /// How values are written.
    pub format: NumberFormat,
    /// The one that matters, by its name.
    pub highlight: Option<String>,
}

const SERIES: &[Slot] = &[
    Slot::needed("name", SlotKind::Text(30), "Its name."),
    Slot::needed("values", SlotKind::Figures([2, 24]), "One value for each moment."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "barRace",
    family: Family::Data,
    about: "Bars that grow and overtake each other from one moment to the next.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What they are of."),
        Slot::needed("periods", SlotKind::Texts([2, 24], 14), "The moments, in order."),
        Slot::needed("series", SlotKind::Items([2, 10], SERIES), "The things, each with a value for each moment."),
        Slot::new("format", SlotKind::Format, "How values are written."),
        Slot::new("highlight", SlotKind::Text(30), "The one that matters, by its name."),
    ],
    sample: r#"{"title": "Boats by harbour", "periods": ["2021", "2022", "2023", "2024"], "highlight": "Skagen",
        "series": [{"name": "Esbjerg", "values": [420, 430, 410, 405]}, {"name": "Skagen", "values": [210, 320, 450, 610]},
                   {"name": "Thyborøn", "values": [330, 340, 380, 420]}, {"name": "Hirtshals", "values": [280, 300, 290, 340]}]}"#,
    build: |props, look, duration| {
        let series = |item: Props<'_>| Series { name: item.words("name"), values: item.figures("values") };
        let race = BarRace {
            title: props.text("title"),
            periods: props.texts("periods"),
            series: props.items("series", series),
            format: props.format("format").unwrap_or_default(),
            highlight: props.text("highlight"),
        };
        bar_race(&race, look, duration)
    },
};

/// Bars in the order of their values, at every moment.
#[must_use]
pub fn bar_race(race: &BarRace, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let begin = 0.8;
    let steps = count_of(race.periods.len().saturating_sub(1).max(1));
    let each = ((duration.secs() - begin - LAST_HOLD_SECS - 0.3) / steps).clamp(0.15, 1.6);
    nodes.push(responsive_group(|frame| composed(race, look, frame, [begin, each, duration.secs()])));
    let ideal = begin + steps * 1.05 + 2.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.5 + 1.0) }
}

fn composed(race: &BarRace, look: &Look, frame: Frame, [begin, each, secs]: [f64; 3]) -> Vec<Node> {
    let head = heading(race.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let periods = race.periods.len().max(1);
    let when = |period: usize| fine(begin + each * count_of(period));
    let value = |series: &Series, period: usize| {
        series.values.get(period).or_else(|| series.values.last()).copied().unwrap_or(0.0).max(0.0)
    };
    // The moment stands large at the lower right.
    let big = if frame.is_wide() { 170.0 } else { 150.0 };
    let foot = if frame.is_wide() { 0.0 } else { big * 0.72 + 56.0 };
    let count = race.series.len().max(1);
    let shown = count.min(8);
    let pitch = ((area.height - foot) / count_of(shown)).min(if frame.is_tall() { 210.0 } else { 136.0 });
    let thick = pitch * 0.66;
    let names = race.series.iter().map(|series| series.name.as_str());
    let size = common_size(
        names.clone(),
        body(look, 600.0),
        [area.width * 0.28, 60.0],
        [24.0, (pitch * 0.36).min(text_size(frame)).max(24.0)],
        1,
    );
    let widest = names.map(|name| body_width(look, name, 600.0, size)).fold(0.0, f64::max).min(area.width * 0.28);
    let left = widest + 32.0;
    let all = race.series.iter().flat_map(|series| series.values.iter().copied());
    let figure_wide =
        all.map(|value| body_width(look, &race.format.write(value), 700.0, size)).fold(0.0, f64::max) + 40.0;
    let room = (area.width - left - figure_wide).max(80.0);
    let top_of = |period: usize| race.series.iter().map(|series| value(series, period)).fold(0.0, f64::max).max(1e-9);
    let rank = |index: usize, period: usize| {
        let mine = value(&race.series[index], period);
        race.series
            .iter()
            .enumerate()
            .filter(|(other, series)| {
                let theirs = value(series, period);
                theirs > mine || theirs == mine && *other < index
            })
            .count()
    };
    let glides = if race.highlight.is_some() { 1 } else { 0 };
    let mut children = Vec::new();
    for (index, series) in race.series.iter().enumerate() {
        let is_it = race.highlight.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(&series.name));
        let fill: Paint = match (glides, is_it) {
            (1, true) => pavo_scene::ColorToken::Accent.into(),
            (1, false) => quiet_mark(look).into(),
            _ => series_color(index).into(),
        };
        let (mut widths, mut values, mut tips) = (Vec::new(), Vec::new(), Vec::new());
        let mut tops: Vec<(f64, f64, Option<pavo_scene::Ease>)> = Vec::new();
        for period in 0..periods {
            let long = room * value(series, period) / top_of(period);
            let ease = named(EaseName::Linear);
            widths.push((when(period), fine(long.max(1.0)), ease));
            tips.push((when(period), fine(left + long + 20.0), ease));
            values.push((when(period), value(series, period), ease));
            let y = fine(pitch * (count_of(rank(index, period)) + 0.5));
            // Places change in a third of the time, when one has overtaken the other.
            if let Some((_, before, _)) = tops.last().copied().filter(|(_, before, _)| (before - y).abs() > 0.5) {
                tops.push((fine(when(period) - each * 0.55), before, None));
                tops.push((fine(when(period) - each * 0.12), y, named(EaseName::InOut)));
            } else {
                tops.push((when(period), y, None));
            }
        }
        let last = periods - 1;
        let y = pitch * (count_of(rank(index, last)) + 0.5);
        let row = Keys { y: rising(tops.clone()), ..Keys::default() };
        let comes = Entrance {
            ease: named(EaseName::Snap),
            dir: Some(pavo_scene::Side::Left),
            ..entrance(EntrancePreset::Grow, 0.25 + 0.05 * count_of(index), Time::from_secs(0.45))
        };
        let long = (room * value(series, last) / top_of(last)).max(1.0);
        let mut bar = rounded(long, thick, look.style().radius.min(thick / 4.0), fill)
            .at(spot(left, y, Anchor::Left))
            .pivot(Anchor::Left)
            .enter(comes)
            .keyed(Keys { width: rising(widths), ..row.clone() });
        bar.common.datum = stands_for(value(series, last), Some(DatumBy::Width), "race");
        let fades = || entrance(EntrancePreset::Fade, 0.3 + 0.05 * count_of(index), Time::from_secs(0.3));
        let weight = if is_it { 700.0 } else { 500.0 };
        let name = Wording::new(&series.name, size).weight(weight).flush_right().within(widest + 10.0, 1);
        let name = name.node(look).at(spot(left - 28.0, y, Anchor::Right)).enter(fades()).keyed(row.clone());
        let figure = Number {
            format: Some(race.format.clone()),
            font: Some(Font {
                family: Some("body".into()),
                size: Some(size),
                weight: Some(700.0),
                tracking: Some(0.0),
                ..Font::default()
            }),
            ..number(None, value(series, last), TextStyle::Numeral)
        };
        let figure = Node::new(figure).at(spot(left + long + 20.0, y, Anchor::Left)).enter(fades()).keyed(Keys {
            value: rising(values),
            x: rising(tips),
            ..row
        });
        children.extend([bar, name, figure]);
    }
    let tall = pitch * count_of(shown);
    let down = ((area.height - foot - tall) * 0.4).max(0.0);
    nodes.push(boxed(area.width, tall, children).at(frame_at(Anchor::TopLeft, area.left, area.top + down)));
    let moment =
        common_size(race.periods.iter().map(String::as_str), display(look), [area.width * 0.4, big], [60.0, big], 1);
    for (period, name) in race.periods.iter().enumerate() {
        let words = Wording::new(name, moment).display().muted();
        let from = if period == 0 { 0.3 } else { when(period) - each * 0.5 };
        // In too short a time not all of them are seen.
        if from >= secs {
            break;
        }
        let mut node =
            words.node(look).at(frame_at(Anchor::TopLeft, area.right() - 20.0, area.bottom() - 30.0)).from(fine(from));
        if let Some(position) = node.common.pos.as_mut() {
            position.origin = Anchor::BottomRight;
        }
        if period + 1 < periods {
            node = node.between(fine(from), fine(when(period + 1) - each * 0.5));
        }
        nodes.push(node.enter(match period {
            0 => entrance(EntrancePreset::MaskUp, from, Time::from_secs(0.4)),
            _ => entrance(EntrancePreset::Cut, from, Time::ZERO),
        }));
    }
    nodes
}
