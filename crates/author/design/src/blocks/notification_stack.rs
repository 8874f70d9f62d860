//! Notices that drop in, one above the other.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::ground_or_quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::emblem::tile;
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, entrance, fine, frame_at, named, responsive_group, rising};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::surface::solid;
use crate::tokens::{LAST_HOLD_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_width, common_size};
use pavo_scene::{Anchor, EaseName, Entrance, EntrancePreset, Keys, Node, Time};

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// Which program it is from.
    pub app: String,
    /// What it says first.
    pub title: String,
    /// What it says then.
    pub text: Option<String>,
    /// When it came.
    pub time: Option<String>,
    /// The name of an icon.
    pub icon: Option<String>,
}

const NOTICE: &[Slot] = &[
    Slot::new("app", SlotKind::Text(24), "Which program it is from."),
    Slot::needed("title", SlotKind::Text(60), "What it says first."),
    Slot::new("text", SlotKind::Text(120), "What it says then."),
    Slot::new("time", SlotKind::Text(12), "When it came."),
    Slot::new("icon", SlotKind::Text(40), "The name of an icon, or a noun that one is found for."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "notificationStack",
    family: Family::Screens,
    about: "Notices that drop in one after another, each pushing those before it down.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above them."),
        Slot::needed("items", SlotKind::Items([1, 5], NOTICE), "The notices, in the order they come."),
    ],
    sample: r#"{"items": [{"app": "Harbour", "title": "Berth 14 is free", "text": "Tie up before nine", "icon": "anchor"},
        {"app": "Weather", "title": "Wind turns west tonight", "icon": "wind"},
        {"app": "Kitchen", "title": "Your soup is ready", "text": "Third door on the quay", "icon": "soup"}]}"#,
    build: |props, look, duration| {
        let notice = |item: crate::slot::Props<'_>| Notice {
            app: item.words("app"),
            title: item.words("title"),
            text: item.text("text"),
            time: item.text("time"),
            icon: item.text("icon"),
        };
        notification_stack(props.text("title").as_deref(), &props.items("items", notice), look, duration)
    },
};

/// Cards in the middle of the frame, the newest on top.
#[must_use]
pub fn notification_stack(title: Option<&str>, items: &[Notice], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Bands, Ground::Rings]);
    let begin: f64 = if title.is_some() { 0.45 } else { 0.1 };
    let read: f64 = items
        .iter()
        .map(|item| reading_secs(&format!("{} {} {}", item.app, item.title, item.text.as_deref().unwrap_or(""))) * 0.7)
        .sum();
    let room = (duration.secs() - begin - LAST_HOLD_SECS - 0.3).max(0.3);
    let pace = (room / count_of(items.len().max(1))).clamp(0.12, 1.5);
    nodes.push(responsive_group(|frame| composed(title, items, look, frame, [begin, pace])));
    let ideal = begin + read + 1.6;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(title: Option<&str>, items: &[Notice], look: &Look, frame: Frame, [begin, pace]: [f64; 2]) -> Vec<Node> {
    let head = heading(title, None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let tempo = Tempo::of(look.energy);
    let width = if frame.is_wide() { 1060.0 } else { area.width };
    let gap = 26.0;
    let count = items.len().max(1);
    let height = ((area.height - gap * count_of(count - 1)) / count_of(count)).min(match frame {
        _ if frame.is_tall() => 340.0,
        _ if count <= 3 => 240.0,
        _ => 200.0,
    });
    let tall = height * count_of(count) + gap * count_of(count - 1);
    let top = area.top + (area.height - tall) / 2.0;
    let left = area.left + (area.width - width) / 2.0;
    for (index, item) in items.iter().enumerate() {
        let start = fine(begin + pace * count_of(index));
        // It comes at the top, and goes down by a place whenever another comes.
        let mut keys = vec![(0.0, fine(top), None)];
        for later in index + 1..items.len() {
            let at = fine(begin + pace * count_of(later));
            let before = top + (height + gap) * count_of(later - index - 1);
            let after = top + (height + gap) * count_of(later - index);
            keys.push((at, fine(before), None));
            keys.push((fine(at + 0.45_f64.min(pace * 0.8)), fine(after), named(EaseName::Settle)));
        }
        let comes = Entrance {
            distance: Some(height + 60.0),
            ease: named(EaseName::Settle),
            ..entrance(EntrancePreset::Drop, start, tempo.entrance(0.5))
        };
        let mut node = card(item, look, frame, [width, height])
            .at(frame_at(Anchor::TopLeft, left, top + (height + gap) * count_of(items.len() - 1 - index)))
            .enter(comes);
        if keys.len() > 1 {
            node = node.keyed(Keys { y: rising(keys), ..Keys::default() });
        }
        nodes.push(node);
    }
    nodes
}

fn card(item: &Notice, look: &Look, frame: Frame, [width, height]: [f64; 2]) -> Node {
    let pad = 36.0;
    let side = (height - 2.0 * pad).min(if frame.is_tall() { 210.0 } else { 168.0 });
    let x = pad + side + 34.0;
    let inner = width - x - pad;
    let text = text_size(frame) * if frame.is_tall() { (height / 246.0).max(1.14) } else { (height / 200.0).max(1.0) };
    let about = if item.app.is_empty() { &item.title } else { &item.app };
    let mut nodes = vec![tile(item.icon.as_deref(), about, look, side).at(spot(pad, height / 2.0, Anchor::Left))];
    let small = (text * 0.78).max(26.0);
    let time_wide = item.time.as_ref().map_or(0.0, |time| body_width(look, time, 400.0, small) + 30.0);
    if let Some(time) = &item.time {
        let words = Wording::new(time, small).muted();
        nodes.push(words.node(look).at(spot(width - pad, pad + small * 0.4, Anchor::Right)));
    }
    let title_size = common_size([item.title.as_str()], body(look, 600.0), [inner, 60.0], [28.0, text * 1.12], 1);
    let body_size = item
        .text
        .as_ref()
        .map(|words| common_size([words.as_str()], body(look, 400.0), [inner, 60.0], [26.0, text], 1));
    let lines: Vec<(f64, Wording<'_>)> = [
        (!item.app.is_empty())
            .then(|| (small, Wording::new(&item.app, small).weight(500.0).muted().within(inner - time_wide, 1))),
        Some((title_size, Wording::new(&item.title, title_size).weight(600.0).within(inner, 1))),
        item.text
            .as_ref()
            .zip(body_size)
            .map(|(words, size)| (size, Wording::new(words, size).muted().within(inner, 1))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let gap = small * 0.72;
    let tall: f64 = lines.iter().map(|(size, _)| size * 0.72).sum::<f64>() + gap * (count_of(lines.len()) - 1.0);
    let mut y = (height - tall) / 2.0;
    for (size, words) in lines {
        nodes.push(words.node(look).at(spot(x, y, Anchor::TopLeft)));
        y += size * 0.72 + gap;
    }
    solid(look, [width, height], look.style().radius, nodes)
}
