//! Words that are typed, and words that take turns.

use super::display;
use crate::background::{background, quiet};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::look::{Dial, Look};
use crate::parts::{Dress, Frame, display_font, entrance, fine, rect, responsive, safe_at, secs, text, units};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LEAD_SECS, RULE_SECS, Tempo, reading_secs};
use pavo_scene::{
    Anchor, Caret, Color, ColorToken, Entrance, EntrancePreset, Node, Side, Swap, Text, TextAlign, TextStyle, Time,
    Unit,
};

pub(super) const TYPEWRITER: BlockKind = BlockKind {
    name: "typewriterLine",
    family: Family::Words,
    about: "A line that is typed behind its caret, which blinks when all is there.",
    slots: &[Slot::needed("text", SlotKind::Text(120), "The line.")],
    sample: r#"{"text": "The sea keeps no secrets from those who listen."}"#,
    build: |props, look, duration| typewriter_line(&props.words("text"), look, duration),
};

pub(super) const SWAP: BlockKind = BlockKind {
    name: "wordSwap",
    family: Family::Words,
    about: "A sentence with one place in which several words take turns.",
    slots: &[
        Slot::new("prefix", SlotKind::Text(40), "What stands before the words."),
        Slot::needed("words", SlotKind::Texts([2, 6], 20), "The words that take turns; the last one stays."),
        Slot::new("suffix", SlotKind::Text(40), "What stands behind them."),
    ],
    sample: r#"{"prefix": "Built for", "words": ["sailors", "dreamers", "all of us"]}"#,
    build: |props, look, duration| {
        word_swap(
            props.text("prefix").as_deref(),
            &props.texts("words"),
            props.text("suffix").as_deref(),
            look,
            duration,
        )
    },
};

fn largest(frame: Frame) -> f64 {
    if frame.is_wide() { 190.0 } else { 180.0 }
}

/// A line that is typed.
#[must_use]
pub fn typewriter_line(words: &str, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = background(look, look.seed);
    #[expect(clippy::cast_precision_loss, reason = "letters of a line")]
    let letters = words.chars().count().max(1) as f64;
    let each = ((duration.secs() - 0.4 - reading_secs(words)).max(0.4) / letters).clamp(0.012, 0.075);
    nodes.push(responsive(|frame| {
        let room = Room {
            width: frame.safe_width() * if frame.is_wide() { 0.86 } else { 0.97 },
            height: frame.safe_height() * 0.6,
            sizes: [48.0, largest(frame)],
            lines: if frame.is_tall() { 6 } else { 4 },
            alone: 1.1,
        };
        let fitted = copyfit::fit(words, display(look), room);
        let set = Text {
            font: Some(display_font(look, fitted.size.floor())),
            max_width: Some(units(fitted.break_width())),
            max_lines: Some(u32::try_from(fitted.lines + 1).unwrap_or(7)),
            align: Some(TextAlign::Start),
            ..text(words, TextStyle::Headline)
        };
        let comes = Entrance {
            by: Some(Unit::Char),
            stagger: Some(Time::from_secs((each * 1000.0).round() / 1000.0)),
            start: Some(secs(LEAD_SECS + 0.15)),
            caret: Some(Caret { color: Some(Color::from(ColorToken::Accent)), ..Caret::default() }),
            ..Entrance::new(EntrancePreset::Typewriter)
        };
        let y = if frame.is_tall() { -60.0 } else { -20.0 };
        Node::new(set).at(safe_at(Anchor::Left, 0.0, y)).enter(comes)
    }));
    let ideal = letters * 0.05 + 0.5 + reading_secs(words);
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.5 + 1.0) }
}

/// A sentence in which words take turns.
#[must_use]
pub fn word_swap(prefix: Option<&str>, words: &[String], suffix: Option<&str>, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let first = words.first().map_or("", String::as_str);
    #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
    let turns = words.len().saturating_sub(1).max(1) as f64;
    let begin = 0.9;
    let every = ((duration.secs() - begin - 1.2) / turns).clamp(0.45, 1.3);
    nodes.push(responsive(|frame| {
        // The place of the words is a line of its own, so that it may be as wide as the widest.
        let lines = [prefix.unwrap_or_default(), first, suffix.unwrap_or_default()];
        let whole: String = lines.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n");
        let longest = words.iter().map(String::as_str).chain(lines).max_by(|one, other| {
            copyfit::width_em(one, display(look)).total_cmp(&copyfit::width_em(other, display(look)))
        });
        let width = frame.safe_width() * if frame.is_wide() { 0.8 } else { 0.97 };
        #[expect(clippy::cast_precision_loss, reason = "three lines")]
        let count = whole.lines().count().max(1) as f64;
        let by_height = frame.safe_height() * 0.62 / (0.72 + display(look).leading * (count - 1.0));
        let size = (width / copyfit::width_em(longest.unwrap_or("M"), display(look)).max(0.5))
            .min(by_height)
            .min(if frame.is_wide() { 240.0 } else { 200.0 });
        let set = Text {
            font: Some(display_font(look, size.floor())),
            max_width: Some(units(width * 1.06)),
            align: Some(TextAlign::Start),
            swap: Some(Box::new(Swap {
                target: first.to_owned(),
                with: words.iter().skip(1).cloned().collect(),
                start: Some(secs(begin)),
                every: Some(Time::from_secs(fine(every))),
                cycle: None,
            })),
            ..text(whole, TextStyle::Headline)
        };
        let y = if frame.is_tall() { -60.0 } else { -10.0 };
        let comes = entrance(EntrancePreset::MaskUp, LEAD_SECS, Tempo::of(look.energy).entrance(0.62));
        Node::new(set).at(safe_at(Anchor::Left, 0.0, y)).enter(comes)
    }));
    if look.dial > Dial::Literal {
        let tempo = Tempo::of(look.energy);
        nodes.push(responsive(|frame| {
            let rule = rect(units(120.0), units(10.0), ColorToken::Accent);
            let comes = Entrance {
                dir: Some(Side::Left),
                ..entrance(EntrancePreset::Wipe, LEAD_SECS, tempo.entrance(RULE_SECS))
            };
            let y = if frame.is_tall() { frame.safe_height() * 0.12 } else { 0.0 };
            rule.at(safe_at(Anchor::TopLeft, 0.0, y)).enter(comes)
        }));
    }
    let read = reading_secs(&[prefix.unwrap_or(""), first, suffix.unwrap_or("")].join(" "));
    let ideal = begin + read * 0.4 + turns * 1.1 + 1.4;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.4 + 1.0) }
}
