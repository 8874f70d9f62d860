//! Messages that come and go between two people.

use super::body;
use super::chart::{count_of, spot};
use crate::avatar::avatar_on;
use crate::background::quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, disc, entrance, fine, frame_at, named, responsive_group, rising, units};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LAST_HOLD_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, body_width, common_size};
use pavo_scene::{
    Anchor, ColorToken, Corners, EaseName, Entrance, EntrancePreset, Keys, Loop, LoopPreset, Node, Rect, Size, Time,
};

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// Who wrote it; empty for the one whose screen it is.
    pub from: String,
    /// What it says.
    pub text: String,
}

/// Messages in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChatThread {
    /// What stands above them, such as a name.
    pub title: Option<String>,
    /// The messages.
    pub messages: Vec<Message>,
}

const MESSAGE: &[Slot] = &[
    Slot::new("from", SlotKind::Text(30), "Who wrote it; left out for the one whose screen it is."),
    Slot::needed("text", SlotKind::Text(160), "What it says."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "chatThread",
    family: Family::Screens,
    about: "Messages that come one after another, answers after their writer has been seen typing.",
    slots: &[
        Slot::new("title", SlotKind::Text(50), "What stands above them, such as a name."),
        Slot::needed("messages", SlotKind::Items([1, 8], MESSAGE), "The messages, in order."),
    ],
    sample: r#"{"messages": [{"from": "Ana", "text": "Is the ferry still running?"}, {"text": "Last one leaves at nine."},
        {"from": "Ana", "text": "Then I bring the cake."}, {"text": "We keep a lamp lit for you."}]}"#,
    build: |props, look, duration| {
        let message = |item: crate::slot::Props<'_>| Message { from: item.words("from"), text: item.words("text") };
        chat_thread(
            &ChatThread { title: props.text("title"), messages: props.items("messages", message) },
            look,
            duration,
        )
    },
};

/// Bubbles in a column that goes up as further ones come.
#[must_use]
pub fn chat_thread(thread: &ChatThread, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let begin: f64 = if thread.title.is_some() { 0.5 } else { 0.15 };
    let wants: Vec<f64> = thread.messages.iter().map(|message| 0.5 + reading_secs(&message.text) * 0.62).collect();
    let sum: f64 = wants.iter().sum();
    let room = (duration.secs() - begin - LAST_HOLD_SECS).max(0.3);
    let pace = (room / sum.max(0.1)).clamp(0.1, 1.15);
    let mut at = begin;
    let starts: Vec<f64> = wants
        .iter()
        .map(|want| {
            let start = at;
            at += want * pace;
            fine(start)
        })
        .collect();
    nodes.push(responsive_group(|frame| composed(thread, look, frame, &starts)));
    let ideal = begin + sum + 1.4;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.5 + 1.0) }
}

/// A bubble's measures, in design units.
#[derive(Debug, Clone, Copy)]
struct Bubble {
    width: f64,
    height: f64,
    /// From the top of the thread.
    top: f64,
    is_mine: bool,
}

fn composed(thread: &ChatThread, look: &Look, frame: Frame, starts: &[f64]) -> Vec<Node> {
    let head = heading(thread.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let tempo = Tempo::of(look.energy);
    let width = area.width.min(1240.0);
    let left = area.left + (area.width - width) / 2.0;
    let most = width * if frame.is_wide() { 0.62 } else { 0.8 };
    let largest = if frame.is_tall() { 66.0 } else { 50.0 };
    let texts = thread.messages.iter().map(|message| message.text.as_str());
    let pads = [46.0, 38.0];
    let face = if frame.is_tall() { 92.0 } else { 80.0 };
    let has_faces = thread.messages.iter().any(|message| message.from.chars().any(char::is_alphanumeric));
    let indent = if has_faces { face + 24.0 } else { 0.0 };
    let size = common_size(texts, body(look, 500.0), [most - 2.0 * pads[0], 300.0], [30.0, largest], 4);
    let mut top = 0.0;
    let bubbles: Vec<Bubble> = thread
        .messages
        .iter()
        .enumerate()
        .map(|(index, message)| {
            let lines = body_lines(look, &message.text, 500.0, size, most - 2.0 * pads[0]);
            let long = body_width(look, &message.text, 500.0, size) * 1.03;
            let width = if lines > 1 { most } else { (long + 2.0 * pads[0]).min(most) };
            let height = 2.0 * pads[1] + size * (0.72 + 1.26 * (count_of(lines) - 1.0));
            let is_mine = message.from.is_empty();
            let follows = index.checked_sub(1).is_some_and(|before| thread.messages[before].from == message.from);
            top += if index == 0 {
                0.0
            } else if follows {
                16.0
            } else {
                34.0
            };
            let bubble = Bubble { width, height, top, is_mine };
            top += height;
            bubble
        })
        .collect();
    let tall = top;
    // Where all fits, it stands still in the middle; else the column goes up as its end grows out of the room.
    let offset = if tall <= area.height { area.top + (area.height - tall) * 0.42 } else { area.top };
    let mut children = Vec::new();
    for (index, (message, bubble)) in thread.messages.iter().zip(&bubbles).enumerate() {
        let start = starts.get(index).copied().unwrap_or(0.1);
        let next = starts.get(index + 1).copied();
        children.extend(drawn(message, *bubble, look, size, [width, indent, face], pads, start, tempo));
        // Whoever answers is seen typing in the time before.
        if let (Some(next), Some(follow)) = (next, bubbles.get(index + 1))
            && !follow.is_mine
            && next - start > 0.9
        {
            children.push(typing(*follow, look, indent, size, [next - 0.7_f64.min((next - start) * 0.5), next]));
        }
    }
    let mut holder = boxed(width, tall, children).at(frame_at(Anchor::TopLeft, left, offset));
    if tall > area.height {
        let mut keys = vec![(0.0, fine(offset), None)];
        for (bubble, start) in bubbles.iter().zip(starts) {
            let over = (bubble.top + bubble.height - area.height).max(0.0);
            if over > 0.0 {
                let before = keys.last().map_or(offset, |(_, value, _)| *value);
                keys.push((fine((start - 0.1).max(0.0)), before, None));
                keys.push((fine(start + 0.3), fine(offset - over), named(EaseName::InOut)));
            }
        }
        holder = holder.keyed(Keys { y: rising(keys), ..Keys::default() });
    }
    nodes.push(holder);
    nodes
}

#[expect(clippy::too_many_arguments, reason = "all that one message consists of")]
fn drawn(
    message: &Message,
    bubble: Bubble,
    look: &Look,
    size: f64,
    [width, indent, face]: [f64; 3],
    pads: [f64; 2],
    start: f64,
    tempo: Tempo,
) -> Vec<Node> {
    let (fill, ink) = if bubble.is_mine {
        filled(look, ColorToken::Accent)
    } else {
        (look.color(ColorToken::Surface2), look.color(ColorToken::Text))
    };
    let round = (look.style().radius * 1.3).min(bubble.height / 2.0).min(44.0);
    let tail = (round * 0.25).min(10.0);
    let corners = if bubble.is_mine { [round, round, tail, round] } else { [round, round, round, tail] };
    let shape = Rect {
        size: Some(Size { width: units(bubble.width), height: units(bubble.height) }),
        radius: Some(Corners(corners.map(fine))),
        fill: Some(fill.into()),
        ..Rect::default()
    };
    let words =
        Wording::new(&message.text, size).weight(500.0).color(ink).within(bubble.width - 2.0 * pads[0] + 6.0, 5);
    let children = vec![
        Node::new(shape).at(frame_at(Anchor::TopLeft, 0.0, 0.0)),
        words.node(look).at(spot(pads[0], bubble.height / 2.0, Anchor::Left)),
    ];
    let (x, pivot) =
        if bubble.is_mine { (width - bubble.width, Anchor::BottomRight) } else { (indent, Anchor::BottomLeft) };
    let comes =
        Entrance { ease: named(EaseName::SpringLively), ..entrance(EntrancePreset::Pop, start, tempo.entrance(0.45)) };
    let mut nodes = vec![
        boxed(bubble.width, bubble.height, children).at(spot(x, bubble.top, Anchor::TopLeft)).pivot(pivot).enter(comes),
    ];
    if !bubble.is_mine && indent > 0.0 {
        let face_at = spot(0.0, bubble.top + bubble.height, Anchor::BottomLeft);
        let portrait = avatar_on(&message.from, look, face, ColorToken::Accent2);
        nodes.push(portrait.at(face_at).enter(entrance(EntrancePreset::Fade, start, tempo.entrance(0.25))));
    }
    nodes
}

/// Three dots that pulse where the next message will stand.
fn typing(next: Bubble, look: &Look, indent: f64, size: f64, [from, until]: [f64; 2]) -> Node {
    let [wide, tall] = [size * 2.9, size * 1.5];
    let round = (look.style().radius * 1.3).min(tall / 2.0);
    let shape = Rect {
        size: Some(Size { width: units(wide), height: units(tall) }),
        radius: Some(Corners::from(fine(round))),
        fill: Some(ColorToken::Surface2.into()),
        ..Rect::default()
    };
    let mut children = vec![Node::new(shape).at(frame_at(Anchor::TopLeft, 0.0, 0.0))];
    for dot in 0..3_u8 {
        let pulses = Loop {
            period: Some(Time::from_secs(0.6)),
            amp: Some(6.0),
            phase: Some(fine(1.0 - f64::from(dot) * 0.16)),
            ..Loop::new(LoopPreset::Float)
        };
        let x = wide / 2.0 + (f64::from(dot) - 1.0) * size * 0.56;
        children.push(disc(size * 0.3, ColorToken::Muted).at(spot(x, tall / 2.0, Anchor::Center)).looping(pulses));
    }
    boxed(wide, tall, children)
        .at(spot(indent, next.top + next.height, Anchor::BottomLeft))
        .between(fine(from), fine(until))
        .enter(entrance(EntrancePreset::Fade, from, Time::from_secs(0.12)))
}
