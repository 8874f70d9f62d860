//! A post as it stands in a feed.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::avatar::avatar;
use crate::background::{ground_or_quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::look::Look;
use crate::parts::{
    Dress, Frame, centred_path, entrance, frame_at, group, named, number, rect, responsive_group, rounded, units,
};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::surface::solid;
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_lines, body_width, common_size};
use kurbo::BezPath;
use pavo_scene::{
    Anchor, ColorToken, Count, EaseName, Entrance, EntrancePreset, Font, Node, Number, NumberFormat, StrokeCap,
    StrokeJoin, TextStyle, Time,
};

/// A post and what people made of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SocialPost {
    /// Who wrote it; a face and a line without letters when empty.
    pub author: String,
    /// Their name in the network, with its sign.
    pub handle: Option<String>,
    /// What they wrote.
    pub text: String,
    /// How many liked it.
    pub likes: Option<f64>,
    /// How many passed it on.
    pub shares: Option<f64>,
    /// How many answered.
    pub replies: Option<f64>,
    /// When it was written.
    pub date: Option<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "socialPost",
    family: Family::Screens,
    about: "A post as it stands in a feed, with figures that count up.",
    slots: &[
        Slot::new("author", SlotKind::Text(40), "Who wrote it; without, a face and a line without letters."),
        Slot::new("handle", SlotKind::Text(30), "Their name in the network, with its sign."),
        Slot::needed("text", SlotKind::Text(240), "What they wrote."),
        Slot::new("likes", SlotKind::Figure, "How many liked it."),
        Slot::new("shares", SlotKind::Figure, "How many passed it on."),
        Slot::new("replies", SlotKind::Figure, "How many answered."),
        Slot::new("date", SlotKind::Text(30), "When it was written."),
    ],
    sample: r#"{"author": "Harbour Lights", "handle": "@harbourlights", "text": "We built the whole thing in one winter, by the stove.",
        "likes": 12400, "shares": 1830, "replies": 412}"#,
    build: |props, look, duration| {
        let post = SocialPost {
            author: props.text("author").unwrap_or_default(),
            handle: props.text("handle"),
            text: props.words("text"),
            likes: props.figure("likes"),
            shares: props.figure("shares"),
            replies: props.figure("replies"),
            date: props.text("date"),
        };
        social_post(&post, look, duration)
    },
};

/// A card with the post in the middle of the frame.
#[must_use]
pub fn social_post(post: &SocialPost, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Dots, Ground::Rings, Ground::Bands]);
    let counts_for = (duration.secs() * 0.4).clamp(0.4, 1.6);
    nodes.push(responsive_group(|frame| composed(post, look, frame, counts_for)));
    let ideal = reading_secs(&post.text) + 2.6;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(post: &SocialPost, look: &Look, frame: Frame, counts_for: f64) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let width = if frame.is_wide() { 1180.0 } else { frame.safe_width() };
    let pad = 72.0;
    let inner = width - 2.0 * pad;
    let face = if frame.is_tall() { 128.0 } else { 116.0 };
    let largest = if frame.is_tall() { 96.0 } else { 70.0 };
    let size =
        common_size([post.text.as_str()], body(look, 500.0), [inner, frame.safe_height() * 0.4], [34.0, largest], 7);
    let lines = count_of(body_lines(look, &post.text, 500.0, size, inner * 0.97).clamp(1, 8));
    let text_tall = size * (0.72 + 1.28 * (lines - 1.0));
    let small = text_size(frame);
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.3));
    let rises =
        |at: f64| Entrance { distance: Some(26.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    let mut nodes = vec![avatar(&post.author, look, face).at(spot(pad, pad, Anchor::TopLeft)).enter(entrance(
        EntrancePreset::Pop,
        0.25,
        tempo.entrance(0.4),
    ))];
    let beside = pad + face + 30.0;
    let name_size =
        common_size([post.author.as_str()], body(look, 700.0), [width - beside - pad, 60.0], [28.0, small * 1.18], 1);
    let up = if post.handle.is_some() { face * 0.2 } else { 0.0 };
    if post.author.is_empty() {
        // Nobody is made up: a face without features, and a line where the name would be.
        let line = rounded((width - beside - pad) * 0.34, name_size * 0.56, name_size * 0.28, trace(look, 0.24));
        nodes.push(line.at(spot(beside, pad + face / 2.0 - up, Anchor::Left)).enter(fades(0.3)));
    }
    let name = Wording::new(&post.author, name_size).weight(700.0).within(width - beside - pad, 1);
    if !post.author.is_empty() {
        nodes.push(name.node(look).at(spot(beside, pad + face / 2.0 - up, Anchor::Left)).enter(fades(0.3)));
    }
    if let Some(handle) = &post.handle {
        let words = Wording::new(handle, small * 0.94).muted().within(width - beside - pad, 1);
        nodes.push(words.node(look).at(spot(beside, pad + face / 2.0 + face * 0.24, Anchor::Left)).enter(fades(0.36)));
    }
    let mut y = pad + face + 62.0;
    let words = Wording::new(&post.text, size).weight(500.0).within(inner, 8).leading(1.28);
    nodes.push(words.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(rises(0.4)));
    y += text_tall + size * 0.24;
    if let Some(date) = &post.date {
        y += 46.0;
        let words = Wording::new(date, small * 0.86).muted().within(inner, 1);
        nodes.push(words.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(fades(0.55)));
        y += small * 0.62;
    }
    let figures: Vec<(Sign, f64)> = [(Sign::Reply, post.replies), (Sign::Share, post.shares), (Sign::Like, post.likes)]
        .into_iter()
        .filter_map(|(sign, figure)| Some((sign, figure?)))
        .collect();
    if !figures.is_empty() {
        y += 48.0;
        nodes.push(rect(units(inner), units(2.0), trace(look, 0.18)).at(spot(pad, y, Anchor::TopLeft)));
        y += 62.0;
        let pitch = inner / count_of(figures.len().max(3));
        for (index, (sign, figure)) in figures.iter().enumerate() {
            nodes.extend(metric(*sign, *figure, look, [pad + pitch * count_of(index), y], small, [0.6, counts_for]));
        }
        y += 10.0;
    }
    let height = y + pad * 0.75;
    let radius = look.style().radius.max(0.0) * 1.1;
    let card = solid(look, [width, height], radius, nodes);
    let comes = Entrance {
        distance: Some(90.0),
        ease: named(EaseName::SpringSettle),
        ..entrance(EntrancePreset::Rise, 0.05, tempo.entrance(0.6))
    };
    vec![card.enter(comes).at(frame_at(Anchor::Center, 0.0, if frame.is_tall() { -40.0 } else { 0.0 }))]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Like,
    Share,
    Reply,
}

fn metric(sign: Sign, figure: f64, look: &Look, [x, y]: [f64; 2], size: f64, [start, dur]: [f64; 2]) -> Vec<Node> {
    let color = if sign == Sign::Like { ColorToken::Accent } else { ColorToken::Muted };
    let side = size * 1.1;
    let icon = group_at(drawn(sign, side, color), [x, y]);
    let comes = entrance(EntrancePreset::Pop, start, Time::from_secs(0.35));
    let format = NumberFormat {
        compact: figure >= 10_000.0,
        decimals: usize::from(figure >= 10_000.0),
        grouped: true,
        ..NumberFormat::default()
    };
    let written = body_width(look, "0", 600.0, size);
    let set = Number {
        format: Some(format),
        count: Some(Count {
            start: Some(crate::parts::secs(start)),
            dur: Some(crate::parts::secs(dur)),
            ease: named(EaseName::EaseOutQuart),
            ..Count::default()
        }),
        font: Some(Font {
            family: Some("body".into()),
            size: Some(size),
            weight: Some(600.0),
            tracking: Some(0.0),
            ..Font::default()
        }),
        color: Some(if sign == Sign::Like { ColorToken::Text.into() } else { ColorToken::Muted.into() }),
        ..number(Some(0.0), figure, TextStyle::Numeral)
    };
    let set = Node::new(set).at(spot(x + side + written * 0.7, y, Anchor::Left));
    vec![icon.enter(comes), set.enter(entrance(EntrancePreset::Fade, start, Time::from_secs(0.3)))]
}

fn group_at(node: Node, [x, y]: [f64; 2]) -> Node {
    let mut holder = crate::parts::boxed(10.0, 10.0, vec![group(vec![node])]);
    holder = holder.at(spot(x + 14.0, y, Anchor::Center));
    holder
}

/// A sign drawn by a few strokes around the origin.
fn drawn(sign: Sign, side: f64, color: ColorToken) -> Node {
    let unit = side / 24.0;
    let mut path = BezPath::new();
    let at = |x: f64, y: f64| ((x - 12.0) * unit, (y - 12.0) * unit);
    match sign {
        Sign::Like => {
            path.move_to(at(12.0, 20.5));
            path.curve_to(at(4.0, 14.5), at(2.5, 11.0), at(2.5, 8.6));
            path.curve_to(at(2.5, 5.6), at(4.8, 3.6), at(7.4, 3.6));
            path.curve_to(at(9.4, 3.6), at(11.0, 4.7), at(12.0, 6.5));
            path.curve_to(at(13.0, 4.7), at(14.6, 3.6), at(16.6, 3.6));
            path.curve_to(at(19.2, 3.6), at(21.5, 5.6), at(21.5, 8.6));
            path.curve_to(at(21.5, 11.0), at(20.0, 14.5), at(12.0, 20.5));
            path.close_path();
            return centred_path(path, Some(color.into()), None);
        }
        Sign::Share => {
            path.move_to(at(4.0, 8.0));
            path.line_to(at(19.0, 8.0));
            path.move_to(at(15.0, 4.0));
            path.line_to(at(19.4, 8.0));
            path.line_to(at(15.0, 12.0));
            path.move_to(at(20.0, 16.0));
            path.line_to(at(5.0, 16.0));
            path.move_to(at(9.0, 12.0));
            path.line_to(at(4.6, 16.0));
            path.line_to(at(9.0, 20.0));
        }
        Sign::Reply => {
            path.move_to(at(12.0, 3.0));
            path.curve_to(at(17.6, 3.0), at(21.5, 6.6), at(21.5, 11.2));
            path.curve_to(at(21.5, 15.8), at(17.6, 19.4), at(12.0, 19.4));
            path.curve_to(at(10.6, 19.4), at(9.2, 19.2), at(8.0, 18.7));
            path.line_to(at(3.2, 20.6));
            path.line_to(at(4.6, 16.4));
            path.curve_to(at(3.2, 15.0), at(2.5, 13.2), at(2.5, 11.2));
            path.curve_to(at(2.5, 6.6), at(6.4, 3.0), at(12.0, 3.0));
            path.close_path();
        }
    }
    let stroke = pavo_scene::Stroke {
        cap: Some(StrokeCap::Round),
        join: Some(StrokeJoin::Round),
        ..crate::parts::stroke(color, (2.0 * unit).max(3.0))
    };
    centred_path(path, None, Some(stroke))
}
