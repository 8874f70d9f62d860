//! Counting down to a word.

use super::words::{display, title};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{Room, width_em};
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, disc, display_font, entrance, fine, frame_at, named, number, responsive, ring, rising, round_stroke, stroke,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::Tempo;
use pavo_scene::{
    Anchor, ColorToken, EaseName, EntrancePreset, ExitPreset, Keys, Node, Number, NumberFormat, TextAlign, TextStyle,
    Time,
};

/// Most steps that are counted; of a longer way the last ones are.
const MOST_STEPS: u32 = 60;

pub(super) const KIND: BlockKind = BlockKind {
    name: "countdown",
    family: Family::Figures,
    about: "Figures that fall one by one, and what follows them.",
    slots: &[
        Slot::needed("from", SlotKind::Count(0, 100), "The first figure."),
        Slot::needed("to", SlotKind::Count(0, 100), "The last figure."),
        Slot::new("end", SlotKind::Text(24), "What follows the last figure."),
    ],
    sample: r#"{"from": 3, "to": 1, "end": "Launch"}"#,
    build: |props, look, duration| {
        let [from, to] = ["from", "to"].map(|name| props.count(name).unwrap_or(0));
        countdown(from, to, props.text("end").as_deref(), look, duration)
    },
};

/// Counts whole numbers from `from` to `to`, up or down, then says a last word.
///
/// Each number has the same time, a second where the duration allows; a ring runs out with it.
#[must_use]
pub fn countdown(from: u32, to: u32, last: Option<&str>, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let tempo = Tempo::of(look.energy);
    let is_down = from >= to;
    let steps = from.abs_diff(to).min(MOST_STEPS) + 1;
    let count = f64::from(steps);
    let hold = if last.is_some() { (duration.secs() * 0.3).clamp(0.4, 1.6) } else { 0.0 };
    let mut each = (duration.secs() - hold) / count;
    if last.is_some() && each > 1.0 && each < 1.6 {
        each = 1.0;
    }
    let end = each * count;
    let is_free = look.dial > Dial::Literal;
    if is_free {
        let until = if last.is_some() { end } else { duration.secs() };
        nodes.push(responsive(|frame| {
            let y = if frame.is_tall() { -60.0 } else { 0.0 };
            ring(780.0, stroke(trace(look, 0.16), 14.0)).at(frame_at(Anchor::Center, 0.0, y)).between(0.0, until)
        }));
        let mut runs = Vec::new();
        for step in 0..steps {
            let start = f64::from(step) * each;
            runs.push((fine(start), 1.0, named(EaseName::Hold)));
            runs.push((fine(start + each * 0.94), 0.0, named(EaseName::Linear)));
        }
        nodes.push(responsive(|frame| {
            let y = if frame.is_tall() { -60.0 } else { 0.0 };
            ring(780.0, round_stroke(ColorToken::Accent, 14.0))
                .at(frame_at(Anchor::Center, 0.0, y))
                .turned(-90.0)
                .keyed(Keys { trim_end: rising(runs.clone()), ..Keys::default() })
                .between(0.0, until)
        }));
    }
    let widest = from.max(to).to_string();
    let size = (540.0 / width_em(&widest, display(look)).max(0.3)).min(460.0).floor();
    for step in 0..steps {
        let value = if is_down { to + (steps - 1 - step) } else { to - (steps - 1 - step) };
        let (start, stop) = (f64::from(step) * each, f64::from(step + 1) * each);
        let comes = tempo.entrance(0.3).min(Time::from_secs(each * 0.4));
        let figure = Number {
            font: Some(pavo_scene::Font { leading: None, ..display_font(look, size) }),
            format: Some(NumberFormat { grouped: false, ..NumberFormat::default() }),
            ..number(None, f64::from(value), TextStyle::Numeral)
        };
        let is_end = step + 1 == steps && last.is_none();
        nodes.push(responsive(|frame| {
            let y = if frame.is_tall() { -60.0 } else { 0.0 };
            let node = Node::new(figure.clone()).at(frame_at(Anchor::Center, 0.0, y));
            let node = node.enter(entrance(EntrancePreset::ZoomIn, start, comes));
            if is_end {
                return node.from(start);
            }
            let leaves = Tempo::exit(comes).min(Time::from_secs(each * 0.2));
            node.between(start, stop).exit(ExitPreset::Fade, stop - leaves.secs(), leaves)
        }));
    }
    if let Some(word) = last {
        let comes = tempo.entrance(0.4);
        // What lies over footage or nothing covers none of it.
        let fills = is_free && !look.is_bare;
        if fills {
            // The ring becomes the ground of the last word.
            let grown =
                [(0.0, 0.34, None), (fine(end), 0.34, None), (fine(end + comes.secs()), 1.0, named(EaseName::Settle))];
            nodes.push(responsive(|frame| {
                let y = if frame.is_tall() { -60.0 } else { 0.0 };
                disc(2320.0, ColorToken::Accent)
                    .at(frame_at(Anchor::Center, 0.0, y))
                    .keyed(Keys { scale: rising(grown), ..Keys::default() })
                    .from(end)
            }));
        }
        nodes.push(responsive(|frame| {
            let room = Room {
                width: frame.safe_width() * 0.8,
                height: frame.safe_height() * 0.6,
                sizes: [72.0, 320.0],
                lines: 2,
                alone: 1.2,
            };
            let color = fills.then(|| ColorToken::OnAccent.into());
            let (node, _) = title(word, look, room, TextAlign::Center, end, color);
            let y = if frame.is_tall() { -60.0 } else { 0.0 };
            node.at(frame_at(Anchor::Center, 0.0, y)).enter(entrance(EntrancePreset::Slam, end, comes)).from(end)
        }));
    }
    let wanted = count + if last.is_some() { 1.4 } else { 0.6 };
    Block { nodes, background, camera: None, needs: TimeNeed::secs(count * 0.4 + hold.min(0.8), wanted, wanted + 2.0) }
}
