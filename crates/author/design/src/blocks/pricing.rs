//! Offers beside each other.

use super::chart::{count_of, spot};
use super::{body, display, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, frame_at, rect, responsive_group, rounded, units};
use crate::slot::{Props, Slot, SlotKind};
use crate::surface::{panel, side_pad};
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{Anchor, ColorToken, Entrance, EntrancePreset, Node, Time};

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// What it costs, as written.
    pub price: String,
    /// For how long that is.
    pub period: Option<String>,
    /// What it has.
    pub points: Vec<String>,
    /// Whether it is the one to take.
    pub featured: bool,
}

const PLAN: &[Slot] = &[
    Slot::needed("name", SlotKind::Text(20), "Its name."),
    Slot::needed("price", SlotKind::Text(12), "What it costs, as written."),
    Slot::new("period", SlotKind::Text(16), "For how long that is, such as a month."),
    Slot::new("points", SlotKind::Texts([1, 5], 50), "What it has."),
    Slot::new("featured", SlotKind::Flag, "Whether it is the one to take."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "pricing",
    family: Family::Lists,
    about: "Two to four offers beside each other, one of which is the one to take.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What is offered."),
        Slot::needed("plans", SlotKind::Items([2, 4], PLAN), "The offers, in order."),
    ],
    sample: r#"{"title": "Berths for every boat", "plans": [
        {"name": "Dinghy", "price": "€4", "period": "a night", "points": ["Up to 5 m", "Fresh water"]},
        {"name": "Cruiser", "price": "€12", "period": "a night", "points": ["Up to 12 m", "Shore power", "Warm showers"], "featured": true},
        {"name": "Ketch", "price": "€19", "period": "a night", "points": ["Up to 20 m", "All of it", "Breakfast"]}]}"#,
    build: |props, look, duration| {
        let plan = |item: Props<'_>| Plan {
            name: item.words("name"),
            price: item.words("price"),
            period: item.text("period"),
            points: item.texts("points"),
            featured: item.flag("featured"),
        };
        pricing(props.text("title").as_deref(), &props.items("plans", plan), look, duration)
    },
};

/// Cards side by side, in 9:16 one below the other.
#[must_use]
pub fn pricing(title: Option<&str>, plans: &[Plan], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if title.is_some() { 0.4 } else { 0.1 };
    let words: String =
        plans.iter().map(|plan| format!("{} {} {} ", plan.name, plan.price, plan.points.join(" "))).collect();
    let read = reading_secs(&words) * 0.7;
    let pace = ((duration.secs() * 0.4 - start) / count_of(plans.len().max(1))).clamp(0.08, 0.3);
    nodes.push(responsive_group(|frame| composed(title, plans, look, frame, [start, pace])));
    let ideal = start + read + 1.8;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

/// The measures that all cards share, in design units.
#[derive(Debug, Clone, Copy)]
struct Layout {
    width: f64,
    height: f64,
    pad: f64,
    name: f64,
    price: f64,
    point: f64,
    pitch: f64,
    /// From the name to the price.
    gap: f64,
    is_level: bool,
}

fn composed(title: Option<&str>, plans: &[Plan], look: &Look, frame: Frame, [start, pace]: [f64; 2]) -> Vec<Node> {
    let head = heading(title, None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let count = plans.len().max(1);
    let is_level = !frame.is_wide();
    let gap = 34.0;
    let text = text_size(frame);
    let most = count_of(plans.iter().map(|plan| plan.points.len()).max().unwrap_or(0));
    let width = if is_level { area.width } else { (area.width - gap * count_of(count - 1)) / count_of(count) };
    let room = if is_level { (area.height - gap * count_of(count - 1)) / count_of(count) } else { area.height };
    let pad = side_pad(look, if is_level { 44.0 } else { (width * 0.1).min(56.0) });
    let inner = width - 2.0 * pad;
    let left = if is_level { inner * 0.42 } else { inner };
    let names = plans.iter().map(|plan| plan.name.as_str());
    // Without points, name and price are all there is.
    let is_bare = most < 1.0;
    let grown = if is_bare { 1.5 } else { 1.0 };
    let name = common_size(names, body(look, 600.0), [left, 60.0 * grown], [28.0, text * 1.15 * grown], 1);
    let prices = plans.iter().map(|plan| plan.price.as_str());
    let largest = if is_level { (room * 0.34).min(150.0) } else { 160.0 };
    let price_wide = left * if is_bare { 0.9 } else { 0.62 };
    let price = common_size(prices, display(look), [price_wide, 150.0 * grown], [48.0, largest * grown], 1);
    let before = 62.0 + name * 0.72 + 44.0 * grown + price * 0.72;
    let pitch = if is_level {
        ((room - 60.0) / most.max(1.0)).min(text * if frame.is_tall() { 2.0 } else { 1.7 })
    } else {
        ((room - before - 120.0) / most.max(1.0)).min(text * 2.1)
    };
    let all = plans.iter().flat_map(|plan| plan.points.iter().map(String::as_str));
    let column = if is_level { inner - left - 30.0 } else { inner };
    let point = common_size(
        all,
        body(look, 400.0),
        [column - 46.0, pitch],
        [24.0, text * if is_level { 0.9 } else { 0.96 }],
        1,
    );
    let height = if is_level {
        room.min((before + 62.0).max(most * pitch + 80.0))
    } else {
        (before + if is_bare { 62.0 } else { 84.0 + most * pitch + 50.0 }).min(room)
    };
    let layout = Layout { width, height, pad, name, price, point, pitch, gap: 44.0 * grown, is_level };
    let used = if is_level { height * count_of(count) + gap * count_of(count - 1) } else { height };
    let top = area.top + ((area.height - used) * 0.44).max(0.0);
    for (index, plan) in plans.iter().enumerate() {
        let at = start + pace * count_of(index);
        let [x, y] = if is_level {
            [area.left, top + (height + gap) * count_of(index)]
        } else {
            [area.left + (width + gap) * count_of(index), top - if plan.featured { 18.0 } else { 0.0 }]
        };
        let comes = Entrance {
            distance: Some(72.0),
            ..entrance(EntrancePreset::Rise, at, Tempo::of(look.energy).entrance(0.55))
        };
        nodes.push(card(plan, look, layout, left, at).at(frame_at(Anchor::TopLeft, x, y)).enter(comes));
    }
    nodes
}

fn card(plan: &Plan, look: &Look, layout: Layout, left: f64, at: f64) -> Node {
    let tempo = Tempo::of(look.energy);
    let Layout { width, pad, .. } = layout;
    let height = layout.height + if plan.featured && !layout.is_level { 36.0 } else { 0.0 };
    let inner = width - 2.0 * pad;
    let (fill, on_fill) = filled(look, ColorToken::Accent);
    let (ink, quiet, sign) = if plan.featured {
        (on_fill, on_fill, on_fill)
    } else {
        (look.color(ColorToken::Text), look.color(ColorToken::Muted), look.color(ColorToken::Accent))
    };
    let rises =
        |at: f64| Entrance { distance: Some(22.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    let extra = if plan.featured && !layout.is_level { 18.0 } else { 0.0 };
    let mut y = if layout.is_level {
        (height - layout.name * 0.72 - layout.gap - layout.price * 0.72) / 2.0
    } else {
        62.0 + extra
    };
    // Where a surface has no edge, the one to take still has a ground of its own.
    let pad = if plan.featured { pad.max(40.0) } else { pad };
    let mut nodes = Vec::new();
    let name = Wording::new(&plan.name, layout.name).weight(600.0).color(quiet).within(left, 2);
    nodes.push(name.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(rises(at + 0.15)));
    y += layout.name * 0.72 + layout.gap;
    let price = Wording::new(&plan.price, layout.price).display().color(ink);
    nodes.push(price.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(entrance(
        EntrancePreset::MaskUp,
        at + 0.2,
        tempo.entrance(0.5),
    )));
    if let Some(period) = &plan.period {
        let wide = crate::copyfit::width_em(&plan.price, display(look)) * layout.price;
        let size = common_size(
            [period.as_str()],
            body(look, 400.0),
            [(left - wide - 24.0).max(60.0), 50.0],
            [22.0, (layout.name * 0.8).max(24.0)],
            1,
        );
        let words = Wording::new(period, size).color(quiet).within((left - wide - 20.0).max(80.0), 2);
        nodes.push(
            words
                .node(look)
                .at(spot(pad + wide + 18.0, y + layout.price * 0.72, Anchor::BottomLeft))
                .enter(rises(at + 0.3)),
        );
    }
    y += layout.price * 0.72;
    let (x, mut row) = if layout.is_level {
        (pad + left + 30.0, (height - layout.pitch * count_of(plan.points.len())) / 2.0)
    } else {
        let line = rect(
            units(inner.min(width - 2.0 * pad)),
            units(2.0),
            if plan.featured { on_fill.with_alpha(0.3) } else { trace(look, 0.2) },
        );
        if !plan.points.is_empty() {
            nodes.push(line.at(spot(pad, y + 46.0, Anchor::TopLeft)));
        }
        (pad, y + 84.0)
    };
    for (index, point) in plan.points.iter().enumerate() {
        let middle = row + layout.pitch / 2.0;
        let begins = at + 0.35 + 0.06 * count_of(index);
        let tick = rounded(16.0, 16.0, look.style().radius.min(8.0), sign);
        nodes.push(tick.at(spot(x, middle, Anchor::Left)).enter(entrance(
            EntrancePreset::Pop,
            begins,
            tempo.entrance(0.3),
        )));
        let words = Wording::new(point, layout.point).color(ink).within(width - x - pad.max(20.0) - 40.0, 2);
        nodes.push(words.node(look).at(spot(x + 40.0, middle, Anchor::Left)).enter(rises(begins)));
        row += layout.pitch;
    }
    if plan.featured {
        let radius = look.style().radius;
        let ground = rounded(width, height, radius, fill).at(frame_at(Anchor::TopLeft, 0.0, 0.0));
        let mut children = vec![ground];
        children.extend(nodes);
        return boxed(width, height, children);
    }
    panel(look, [width, height], nodes)
}
