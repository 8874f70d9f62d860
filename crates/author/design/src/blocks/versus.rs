//! Two things beside each other.

use super::chart::{count_of, spot};
use super::{body, display, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, disc, entrance, frame_at, rect, responsive_group, secs, units};
use crate::slot::{Props, Slot, SlotKind};
use crate::surface::{panel, side_pad};
use crate::tokens::{LAST_HOLD_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, common_size};
use pavo_scene::{Anchor, ColorToken, Emphasis, EmphasisPreset, Entrance, EntrancePreset, Node, Side, Time};

/// One of two sides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contender {
    /// Its name.
    pub title: String,
    /// A figure or a few words that say it all.
    pub value: Option<String>,
    /// What there is to say of it.
    pub points: Vec<String>,
}

/// Two things beside each other, and which is the better.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Versus {
    /// What they are compared for.
    pub title: Option<String>,
    /// The first.
    pub left: Contender,
    /// The second.
    pub right: Contender,
    /// The side that is the better: 0 the first, 1 the second.
    pub winner: Option<usize>,
    /// What stands between them.
    pub between: Option<String>,
}

const SIDE: &[Slot] = &[
    Slot::needed("title", SlotKind::Text(40), "Its name."),
    Slot::new("value", SlotKind::Text(16), "A figure or a few words that say it all."),
    Slot::new("points", SlotKind::Texts([1, 4], 70), "What there is to say of it."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "versus",
    family: Family::Lists,
    about: "Two things beside each other, with what there is to say of each, and which is the better.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What they are compared for."),
        Slot::needed("left", SlotKind::Item(SIDE), "The first."),
        Slot::needed("right", SlotKind::Item(SIDE), "The second."),
        Slot::new("winner", SlotKind::Choice(&["left", "right"]), "Which is the better."),
        Slot::new("between", SlotKind::Text(8), "What stands between them, such as vs."),
    ],
    sample: r#"{"left": {"title": "By road", "value": "9 h", "points": ["Two drivers", "Waits at the border"]},
        "right": {"title": "By rail", "value": "5 h", "points": ["Sleep on the way", "City to city"]},
        "winner": "right", "between": "vs"}"#,
    build: |props, look, duration| {
        let side = |props: Props<'_>| Contender {
            title: props.words("title"),
            value: props.text("value"),
            points: props.texts("points"),
        };
        let winner = props.text("winner").map(|word| usize::from(word == "right"));
        let versus = Versus {
            title: props.text("title"),
            left: props.item("left", side).unwrap_or_default(),
            right: props.item("right", side).unwrap_or_default(),
            winner,
            between: props.text("between"),
        };
        self::versus(&versus, look, duration)
    },
};

/// Two surfaces side by side at 16:9, else one above the other.
#[must_use]
pub fn versus(versus: &Versus, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if versus.title.is_some() { 0.45 } else { 0.1 };
    let words =
        |side: &Contender| format!("{} {} {}", side.title, side.value.as_deref().unwrap_or(""), side.points.join(" "));
    let read = reading_secs(&words(&versus.left)) + reading_secs(&words(&versus.right));
    let verdict_at = (start + 0.8 + read * 0.5).min((duration.secs() - LAST_HOLD_SECS).max(start + 0.5));
    nodes.push(responsive_group(|frame| composed(versus, look, frame, start, verdict_at)));
    let ideal = start + read * 0.8 + 2.2;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(versus: &Versus, look: &Look, frame: Frame, start: f64, verdict_at: f64) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(versus.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let is_bare = side_pad(look, 1.0) == 0.0;
    let gap = match (versus.between.is_some(), is_bare) {
        (true, true) => 180.0,
        (true, false) => 72.0,
        (false, _) => 56.0,
    };
    let wide = !frame.is_tall();
    let [width, room] =
        if wide { [(area.width - gap) / 2.0, area.height] } else { [area.width, (area.height - gap) / 2.0] };
    let layout = Layout::of(versus, look, frame, [width, room]);
    let height = layout.height;
    let used = if wide { height } else { 2.0 * height + gap };
    let top = area.top + (area.height - used) * 0.45;
    for (index, side) in [&versus.left, &versus.right].into_iter().enumerate() {
        let is_winner = versus.winner == Some(index);
        let begins = start + 0.16 * count_of(index);
        let card = card(side, look, layout, [begins, verdict_at], is_winner);
        let at = if wide {
            [area.left + (width + gap) * count_of(index), top]
        } else {
            [area.left, top + (height + gap) * count_of(index)]
        };
        let from = match (wide, index) {
            (true, 0) => Side::Left,
            (true, _) => Side::Right,
            (false, 0) => Side::Top,
            (false, _) => Side::Bottom,
        };
        let comes = Entrance { dir: Some(from), ..entrance(EntrancePreset::Wipe, begins, tempo.entrance(0.6)) };
        let mut node = card.at(frame_at(Anchor::TopLeft, at[0], at[1])).enter(comes);
        if is_winner {
            node = node.stress(Emphasis {
                start: Some(secs(verdict_at)),
                dur: Some(secs(0.45)),
                amount: Some(0.02),
                ..Emphasis::new(EmphasisPreset::Pulse)
            });
        }
        nodes.push(node);
    }
    if let Some(word) = &versus.between {
        let at = if wide {
            [area.left + width + gap / 2.0, top + height / 2.0]
        } else {
            [area.left + width / 2.0, top + height + gap / 2.0]
        };
        let pops = |node: Node| node.enter(entrance(EntrancePreset::Pop, start + 0.5, tempo.entrance(0.45)));
        nodes.push(pops(disc(132.0, ColorToken::Accent).at(spot(at[0], at[1], Anchor::Center))));
        let words = Wording::new(word, 46.0).weight(700.0).color(ColorToken::OnAccent).centered();
        nodes.push(pops(words.node(look).at(spot(at[0], at[1], Anchor::Center))));
    }
    nodes
}

/// The measures that both cards share, in design units.
#[derive(Debug, Clone, Copy)]
struct Layout {
    width: f64,
    height: f64,
    pad: f64,
    top: f64,
    title: f64,
    /// The size of values; 0 where there are none.
    value: f64,
    point: f64,
    pitch: f64,
}

impl Layout {
    fn of(versus: &Versus, look: &Look, frame: Frame, [width, room]: [f64; 2]) -> Self {
        let both = [&versus.left, &versus.right];
        let pad = side_pad(look, if frame.is_wide() { 64.0 } else { 48.0 });
        let inner = width - 2.0 * pad;
        let text = text_size(frame);
        let top = if frame.is_wide() { 72.0 } else { 58.0 };
        let titles = both.map(|side| side.title.as_str());
        let title = common_size(titles, body(look, 600.0), [inner, 60.0], [28.0, text * 1.3], 1);
        let largest = if frame.is_wide() { 220.0 } else { 180.0 };
        let fit = Room { width: inner * 0.96, height: room * 0.3, sizes: [48.0, largest], lines: 1, alone: 1.0 };
        let values = both.iter().filter_map(|side| side.value.as_deref());
        let value = values.map(|value| copyfit::fit(value, display(look), fit).size.floor()).reduce(f64::min);
        let value = value.unwrap_or(0.0);
        let before = top + title * 0.72 + if value > 0.0 { value * 0.98 + 22.0 } else { 0.0 };
        let most = count_of(both.iter().map(|side| side.points.len()).max().unwrap_or(0));
        let under = if most > 0.0 { 50.0 } else { top };
        let pitch = ((room - before - 2.0 * under) / most.max(1.0)).min(text * 2.7);
        let all = both.iter().flat_map(|side| side.points.iter().map(String::as_str));
        let point = common_size(all, body(look, 400.0), [inner - 54.0, pitch * 0.86], [24.0, text * 1.1], 2);
        let height = before + under + if most > 0.0 { pitch * most + under * 0.8 } else { 0.0 };
        Self { width, height: height.min(room), pad, top, title, value, point, pitch }
    }
}

fn card(side: &Contender, look: &Look, layout: Layout, [begins, verdict_at]: [f64; 2], is_winner: bool) -> Node {
    let tempo = Tempo::of(look.energy);
    let Layout { width, height, pad, top, pitch, point: size, .. } = layout;
    let inner = width - 2.0 * pad;
    let mut nodes = Vec::new();
    let rises =
        |at: f64| Entrance { distance: Some(26.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    let title = Wording::new(&side.title, layout.title).weight(600.0).within(inner, 1);
    let title = if side.value.is_some() { title.muted() } else { title };
    nodes.push(title.node(look).at(spot(pad, top, Anchor::TopLeft)).enter(rises(begins + 0.25)));
    let mut y = top + layout.title * 0.72;
    if layout.value > 0.0 {
        y += layout.value * 0.26 + 22.0;
        if let Some(value) = &side.value {
            let color = if is_winner { ColorToken::Accent } else { ColorToken::Text };
            let words = Wording::new(value, layout.value).display().color(color);
            let comes = entrance(EntrancePreset::MaskUp, begins + 0.35, tempo.entrance(0.55));
            nodes.push(words.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(comes));
        }
        y += layout.value * 0.72;
    }
    y += 50.0;
    for (index, point) in side.points.iter().enumerate() {
        let middle = y + pitch * (count_of(index) + 0.5);
        let at = begins + 0.5 + 0.14 * count_of(index);
        if pitch > size * 1.8 {
            let line = rect(units(inner), units(2.0), trace(look, 0.16));
            nodes.push(line.at(spot(pad, middle - pitch / 2.0, Anchor::TopLeft)));
        }
        let color = if is_winner { ColorToken::Accent } else { ColorToken::Muted };
        let mark = rect(units(size * 0.36), units(size * 0.36), color);
        let is_long = body_lines(look, point, 400.0, size, inner - 60.0) > 1;
        let mark_y = if is_long { middle - size * 0.63 } else { middle };
        let pops = entrance(EntrancePreset::Pop, at, tempo.entrance(0.3));
        nodes.push(mark.at(spot(pad, mark_y, Anchor::Left)).enter(pops));
        let words = Wording::new(point, size).within(inner - 54.0, 2);
        nodes.push(words.node(look).at(spot(pad + 54.0, middle, Anchor::Left)).enter(rises(at + 0.05)));
    }
    if is_winner {
        let edge = rect(units(width), units(14.0), ColorToken::Accent).at(spot(0.0, 0.0, Anchor::TopLeft));
        let comes =
            Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, verdict_at, tempo.entrance(0.5)) };
        nodes.push(edge.enter(comes));
    }
    panel(look, [width, height], nodes)
}
