//! Lines as type in motion.

use super::words::title;
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::Room;
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, Frame, boxed, entrance, fine, frame_at, named, rect, responsive, responsive_group, rising, safe_at, secs,
    units, whole,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LEAD_SECS, Tempo, reading_secs};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, ExitPreset, Keys, Node, Rgba, Side, TextAlign, Time, Unit,
};

/// How long a line comes and goes, while it cannot be read, in seconds.
const COMES_AND_GOES_SECS: f64 = 0.6;

/// When a line is there, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    start: f64,
    end: f64,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "kineticLines",
    family: Family::Words,
    about: "Short lines that take the frame one after another; the last one stays.",
    slots: &[Slot::needed("lines", SlotKind::Texts([1, 8], 60), "The lines, of at most five words each.")],
    sample: r#"{"lines": ["Made by hand", "Baked at dawn", "Gone by noon"]}"#,
    build: |props, look, duration| kinetic_lines(&props.texts("lines"), look, duration),
};

/// One strong line after another; the last one stays.
///
/// Each line has a share of the time by how long it takes to read. Every third line stands on the accent.
#[must_use]
pub fn kinetic_lines(lines: &[String], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let tempo = Tempo::of(look.energy);
    let spans = spans(lines, duration);
    let is_free = look.dial > Dial::Literal;
    // What lies over footage or nothing covers none of it.
    let fills = is_free && !look.is_bare;
    let first_side = look.draw("kinetic").index("side", 2);
    let shows_marks = is_free && lines.len() > 1;
    if shows_marks {
        nodes.push(responsive_group(|frame| marks(ColorToken::Text, trace(look, 0.22), frame, &spans)));
    }
    for (index, (line, span)) in lines.iter().zip(&spans).enumerate() {
        let is_last = index + 1 == lines.len();
        let length = span.end - span.start;
        let inverted = fills && index % 3 == 1;
        if inverted {
            let side = [Side::Left, Side::Bottom, Side::Right][(index / 3) % 3];
            let dur = tempo.entrance(0.45).min(Time::from_secs(length * 0.4));
            let panel = rect(whole(), whole(), ColorToken::Accent)
                .enter(Entrance { dir: Some(side), ..entrance(EntrancePreset::Wipe, span.start, dur) });
            let track = look.color(ColorToken::OnAccent).with_alpha(0.26);
            let on_panel = responsive_group(|frame| marks(ColorToken::OnAccent, track, frame, &spans));
            let wiped = Entrance { dir: Some(side), ..entrance(EntrancePreset::Wipe, span.start, dur) };
            for node in [Some(panel), shows_marks.then(|| on_panel.enter(wiped))].into_iter().flatten() {
                nodes.push(if is_last { node.from(span.start) } else { node.between(span.start, span.end) });
            }
        }
        let delay = if inverted { 0.1_f64.min(length * 0.1) } else { 0.0 };
        let begin = span.start + delay;
        let comes = tempo.entrance(0.5).min(Time::from_secs((length * 0.45).max(0.15)));
        let node = responsive(|frame| {
            let align = match (index + first_side) % 2 {
                _ if frame.is_tall() => TextAlign::Start,
                0 => TextAlign::Start,
                _ => TextAlign::End,
            };
            let room = Room {
                // The line grows while it stands.
                width: frame.safe_width() * if frame.is_wide() { 0.8 } else { 0.93 },
                height: frame.safe_height() * 0.6,
                sizes: [64.0, if frame.is_wide() { 210.0 } else { 190.0 }],
                lines: if frame.is_wide() { 2 } else { 3 },
                alone: 1.35,
            };
            let color = inverted.then(|| ColorToken::OnAccent.into());
            let (node, fitted) = title(line, look, room, align, begin, color);
            let mut node = node.enter(arrival(index, begin, comes, fitted.lines));
            node = match align {
                TextAlign::End => node.at(safe_at(Anchor::Right, -0.025 * frame.width, 0.0)),
                _ => node.at(safe_at(Anchor::Left, 0.0, 0.0)),
            };
            if is_free {
                // It comes nearer as long as it stands, so that nothing is ever quite still.
                let nearer = [(fine(span.start), 1.0, None), (fine(span.end), 1.035, named(EaseName::Linear))];
                let side = if align == TextAlign::End { Anchor::Right } else { Anchor::Left };
                node = node.pivot(side).keyed(Keys { scale: rising(nearer), ..Keys::default() });
            }
            if is_last {
                return node.from(span.start);
            }
            let leaves = Tempo::exit(comes).min(Time::from_secs(length * 0.25));
            let node = node.between(span.start, span.end);
            // A panel that comes over a line is its exit.
            let covered = fills && (index + 1) % 3 == 1;
            if covered { node } else { node.exit(ExitPreset::MaskUp, span.end - leaves.secs(), leaves) }
        });
        nodes.push(node);
    }
    let reads: f64 = lines.iter().map(|line| reading_secs(line) + COMES_AND_GOES_SECS).sum();
    let least = 0.5 * f64::from(u32::try_from(lines.len()).unwrap_or(1)) + 0.8;
    Block { nodes, background, camera: None, needs: TimeNeed::secs(least, reads.max(least) + 0.6, reads * 1.6 + 1.5) }
}

/// Each line's entrance differs from the one before.
fn arrival(index: usize, start: f64, dur: Time, lines: usize) -> Entrance {
    let by = |unit, stagger: f64, preset| Entrance {
        by: Some(unit),
        stagger: Some(secs(stagger)),
        ..entrance(preset, start, dur)
    };
    match index % 4 {
        0 => by(Unit::Line, if lines > 1 { 0.07 } else { 0.0 }, EntrancePreset::MaskUp),
        1 => Entrance { distance: Some(160.0), dir: Some(Side::Right), ..by(Unit::Word, 0.05, EntrancePreset::Rise) },
        2 => entrance(EntrancePreset::Slam, start, dur),
        _ => by(Unit::Line, if lines > 1 { 0.07 } else { 0.0 }, EntrancePreset::MaskDown),
    }
}

/// Short bars at the foot, one for each line, that fill in its time.
fn marks(color: ColorToken, track: Rgba, frame: Frame, spans: &[Span]) -> Vec<Node> {
    let many = f64::from(u32::try_from(spans.len()).unwrap_or(1));
    let gap = 16.0;
    let width = ((frame.safe_width() * 0.5 - gap * (many - 1.0)) / many).clamp(18.0, 110.0);
    let y = if frame.is_tall() { -frame.bottom + 8.0 } else { -frame.bottom };
    let mut nodes = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let x = f64::from(u32::try_from(index).unwrap_or(0)) * (width + gap);
        let fills = rising([
            (fine(span.start), 0.0, None),
            (fine(span.end.max(span.start + 0.1)), fine(width), named(EaseName::Linear)),
        ]);
        let bar = rect(units(width), units(8.0), color)
            .at(frame_at(Anchor::Left, 0.0, 0.0))
            .keyed(Keys { width: fills, ..Keys::default() });
        let track = rect(units(width), units(8.0), track);
        nodes.push(boxed(width, 8.0, vec![track, bar]).at(frame_at(Anchor::BottomLeft, frame.left + x, y)));
    }
    nodes
}

fn spans(lines: &[String], duration: Time) -> Vec<Span> {
    let last = lines.len().saturating_sub(1);
    let weights: Vec<f64> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| reading_secs(line).max(0.8) + COMES_AND_GOES_SECS + if index == last { 0.6 } else { 0.0 })
        .collect();
    let total: f64 = weights.iter().sum();
    let available = (duration.secs() - LEAD_SECS).max(0.1);
    let mut start = LEAD_SECS;
    weights
        .iter()
        .map(|weight| {
            let end = start + available * weight / total.max(0.1);
            let span = Span { start: fine(start), end: fine(end) };
            start = end;
            span
        })
        .collect()
}
