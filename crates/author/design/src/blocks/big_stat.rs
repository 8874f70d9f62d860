//! One figure that counts.

use super::words::{display, figure_label};
use crate::background::{ground_or_quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::width_em;
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, Frame, column, display_font, entrance, fine, frame_at, named, number, rect, responsive, rising, safe_at,
    secs, space, units,
};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::tokens::{LEAD_SECS, Tempo};
use pavo_scene::{
    Anchor, ColorToken, Count, EaseName, Emphasis, EmphasisPreset, EntrancePreset, Keys, Node, Number, NumberFormat,
    StackAlign, TextAlign, TextStyle, Time,
};

/// A figure and what it counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BigStat {
    /// The value it begins with; the same as `to` for a figure that stands.
    pub from: f64,
    /// The value it ends with.
    pub to: f64,
    /// How it is written.
    pub format: NumberFormat,
    /// What it counts.
    pub label: Option<String>,
    /// Whether it lands with a little overshoot.
    pub bounce: bool,
    /// How long it counts, in seconds; by default by its digits.
    pub count_secs: Option<f64>,
}

/// When a figure counts, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CountSpan {
    pub(crate) start: f64,
    pub(crate) dur: f64,
}

impl CountSpan {
    /// For a value, within a duration, such that what has landed can be read.
    pub(crate) fn within(duration: Time, start: f64, largest: f64, asked_secs: Option<f64>) -> Self {
        let by_digits: f64 = if largest < 1e3 {
            1.2
        } else if largest < 1e6 {
            1.6
        } else {
            2.0
        };
        let room = (duration.secs() - start - 1.1).max(duration.secs() * 0.4).max(0.2);
        // What is asked for is kept as long as it ends within the scene.
        let longest = (duration.secs() - start).max(0.2);
        Self { start, dur: fine(asked_secs.map_or(by_digits.min(room), |asked| asked.min(longest))) }
    }

    pub(crate) fn landing(self) -> f64 {
        self.start + self.dur
    }

    pub(crate) fn count(self) -> Count {
        Count {
            start: Some(secs(self.start)),
            dur: Some(secs(self.dur)),
            ease: named(EaseName::EaseOutQuart),
            ..Count::default()
        }
    }
}

/// The widest that a figure gets, in em of the display face: each digit stands in the widest digit's cell.
pub(crate) fn figure_em(look: &Look, format: &NumberFormat, values: [f64; 2]) -> f64 {
    let setting = display(look);
    let cell = ('0'..='9').map(|digit| width_em(&digit.to_string(), setting)).fold(0.0, f64::max);
    let largest = if values[0].abs() > values[1].abs() { values[0] } else { values[1] };
    let width = |value: f64| -> f64 {
        let written = format.write_scaled(value, largest);
        written.chars().map(|c| if c.is_ascii_digit() { cell } else { width_em(&c.to_string(), setting) }).sum()
    };
    width(values[0]).max(width(values[1])).max(0.3)
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "bigStat",
    family: Family::Figures,
    about: "One figure that fills the frame and counts to its value.",
    slots: &[
        Slot::needed("value", SlotKind::Figure, "The value it ends with."),
        Slot::new(
            "from",
            SlotKind::Figure,
            "The value it begins with; by default 0, and the same as value for a figure that stands.",
        ),
        Slot::new("format", SlotKind::Format, "How it is written."),
        Slot::new("label", SlotKind::Text(80), "What it counts."),
        Slot::new("bounce", SlotKind::Flag, "Whether it lands with a little overshoot."),
    ],
    sample: r#"{"value": 2400, "format": "0,0+", "label": "boats came home safely"}"#,
    build: |props, look, duration| {
        let stat = BigStat {
            from: props.figure("from").unwrap_or(0.0),
            to: props.figure("value").unwrap_or(0.0),
            format: props.format("format").unwrap_or_default(),
            label: props.text("label"),
            bounce: props.flag("bounce"),
            count_secs: None,
        };
        big_stat(&stat, look, duration)
    },
};

/// One figure that fills the frame and counts to its value.
#[must_use]
pub fn big_stat(stat: &BigStat, look: &Look, duration: Time) -> Block {
    let fitting = [Ground::Grid, Ground::Dots, Ground::Bands];
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &fitting);
    let tempo = Tempo::of(look.energy);
    let counts = stat.from != stat.to;
    let span = CountSpan::within(duration, LEAD_SECS + 0.15, stat.to.abs().max(stat.from.abs()), stat.count_secs);
    let is_left = look.dial == Dial::Open && look.draw("big_stat").share("side") < 0.5;
    let width_em = figure_em(look, &stat.format, [stat.from, stat.to]);
    let figure = |frame: Frame, start: f64| {
        let (share, largest) = if frame.is_wide() { (0.7, 440.0) } else { (0.94, 400.0) };
        let size = (frame.safe_width() * share / width_em).clamp(84.0, largest).floor();
        let set = Number {
            format: Some(stat.format.clone()),
            count: counts.then(|| span.count()),
            font: Some(pavo_scene::Font { leading: None, ..display_font(look, size) }),
            max_width: Some(units(frame.safe_width())),
            ..number(counts.then_some(stat.from), stat.to, TextStyle::Numeral)
        };
        let landing = Emphasis {
            start: Some(secs(span.landing())),
            dur: Some(secs(if stat.bounce { 0.55 } else { 0.3 })),
            amount: Some(if stat.bounce { 0.06 } else { 0.03 }),
            ..Emphasis::new(if stat.bounce { EmphasisPreset::Pop } else { EmphasisPreset::Pulse })
        };
        let comes = entrance(EntrancePreset::MaskUp, start, tempo.entrance(0.5));
        let node = Node::new(set).enter(comes).pivot(if is_left { Anchor::Left } else { Anchor::Center });
        (if counts || stat.bounce { node.stress(landing) } else { node }, size)
    };
    if look.dial > Dial::Literal {
        // A line at the foot that fills as the figure counts.
        let fills = |frame: Frame| {
            let whole = frame.safe_width();
            let widths = [
                (0.0, 0.0, None),
                (fine(span.start), 0.0, None),
                (fine(span.landing()), fine(whole), named(EaseName::EaseOutQuart)),
            ];
            Keys { width: rising(widths), ..Keys::default() }
        };
        let y = |frame: Frame| if frame.is_tall() { -frame.bottom + 8.0 } else { -frame.bottom * 0.9 };
        nodes.push(responsive(|frame| {
            rect(units(frame.safe_width()), units(8.0), trace(look, 0.16)).at(frame_at(
                Anchor::BottomLeft,
                frame.left,
                y(frame),
            ))
        }));
        nodes.push(responsive(|frame| {
            let bar = rect(units(frame.safe_width()), units(8.0), ColorToken::Accent);
            let bar = bar.at(frame_at(Anchor::BottomLeft, frame.left, y(frame)));
            if counts { bar.keyed(fills(frame)) } else { bar }
        }));
    }
    nodes.push(responsive(|frame| {
        let (number, size) = figure(frame, LEAD_SECS);
        let mut words = vec![number];
        let (align, text_align) =
            if is_left { (StackAlign::Start, TextAlign::Start) } else { (StackAlign::Center, TextAlign::Center) };
        if let Some(label) = &stat.label {
            words.push(space(size * 0.12 + 40.0));
            let width = frame.safe_width() * if frame.is_wide() { 0.7 } else { 0.92 };
            words.push(figure_label(label, look, frame, width, text_align, LEAD_SECS + 0.2));
        }
        let y = if frame.is_tall() { -60.0 } else { -24.0 };
        let stack = column(align, words);
        if is_left { stack.at(safe_at(Anchor::Left, 0.0, y)) } else { stack.at(frame_at(Anchor::Center, 0.0, y)) }
    }));
    let needed = span.landing() + 1.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, needed + 0.6, needed + 3.0) }
}
