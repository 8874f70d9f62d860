//! Who is speaking.

use super::photo::{FOCUS, FOOTAGE, Photo, SRC, darkened, named_photo, whitened};
use super::words::{body, display};
use crate::background::quiet;
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::contrast::wcag;
use crate::copyfit::{self, Room};
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, body_font, boxed, column, display_font, entrance, frame_at, named, rect, responsive, row, space, text, units,
};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{LEAD_SECS, SUPPORT_SECS, Tempo, reading_secs};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Exit, ExitPreset, Font, Node, Paint, Rgba, Side,
    StackAlign, Text, TextAlign, TextStyle, Time, Within,
};

pub(super) const KIND: BlockKind = BlockKind {
    name: "lowerThird",
    family: Family::Brand,
    about: "Who is seen: a name and what they do, at the lower left, perhaps over a picture or footage.",
    slots: &[
        Slot::needed("name", SlotKind::Text(50), "The name."),
        Slot::new("role", SlotKind::Text(70), "What they do."),
        Slot { about: "The name of a picture or video among the document's assets, over the whole frame.", ..SRC },
        FOCUS,
        FOOTAGE,
    ],
    sample: r#"{"name": "Dr. Ines Okafor", "role": "Marine biologist"}"#,
    build: |props, look, duration| {
        let (name, role) = (props.words("name"), props.text("role"));
        let photo = named_photo(props);
        let behind = photo.src.is_some().then_some(&photo);
        named_over(behind, &name, role.as_deref(), look, duration)
    },
};

/// A name and a role at the lower left, beside an accent bar. They leave as they came before the time is over.
#[must_use]
pub fn lower_third(name: &str, role: Option<&str>, look: &Look, duration: Time) -> Block {
    named_over(None, name, role, look, duration)
}

/// A lower third on the look's ground, or over a picture.
fn named_over(photo: Option<&Photo>, name: &str, role: Option<&str>, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = match photo {
        Some(photo) => (ColorToken::Bg.into(), vec![darkened(photo, look, duration)]),
        None => quiet(look, look.seed),
    };
    let mark = if photo.is_some() { on_dark(look) } else { ColorToken::Accent.into() };
    let on_picture = |node: Node| if photo.is_some() { whitened(node) } else { node };
    let tempo = Tempo::of(look.energy);
    let bar_comes = tempo.entrance(0.35);
    let comes = tempo.entrance(0.5);
    let leaves = Tempo::exit(comes);
    // In a short time there is none for leaving.
    let leaves_at = Some(duration.secs() - leaves.secs() - 0.12).filter(|at| *at > 1.6);
    let out = |node: Node, preset, delay: f64, dir: Option<Side>| {
        let Some(at) = leaves_at else { return node };
        let mut node = node.exit(preset, at + delay, leaves);
        node.common.exit = node.common.exit.map(|exit| Exit { dir, ..exit });
        node
    };
    nodes.push(responsive(|frame| {
        let width = frame.safe_width() * if frame.is_wide() { 0.6 } else { 0.86 };
        let size = if frame.is_wide() { 72.0 } else { 88.0 };
        let fitted =
            copyfit::fit(name, display(look), Room { width, height: 200.0, sizes: [44.0, size], lines: 1, alone: 1.0 });
        let words = Text {
            font: Some(display_font(look, fitted.size.floor())),
            max_width: Some(units(width)),
            align: Some(TextAlign::Start),
            ..text(name, TextStyle::Title)
        };
        let line = |preset, start| entrance(preset, start, comes);
        let name_node = out(
            on_picture(Node::new(words)).enter(line(EntrancePreset::MaskUp, LEAD_SECS + 0.12)),
            ExitPreset::MaskDown,
            0.04,
            None,
        );
        let mut children = vec![name_node];
        let mut height = fitted.size * 0.72;
        if let Some(role) = role {
            let role_size = if frame.is_wide() { 38.0 } else { 46.0 };
            let room = Room { width, height: 120.0, sizes: [26.0, role_size], lines: 2, alone: 1.0 };
            let set = copyfit::fit(role, body(look, 400.0), room);
            let words = Text {
                font: Some(Font { leading: Some(1.25), ..body_font(set.size.floor(), 400.0) }),
                color: Some(ColorToken::Muted.into()),
                max_width: Some(units(width)),
                align: Some(TextAlign::Start),
                ..text(role, TextStyle::Subtitle)
            };
            let comes = entrance(EntrancePreset::Rise, LEAD_SECS + 0.26, tempo.entrance(SUPPORT_SECS));
            let gap = fitted.size * 0.2 + 22.0;
            children.push(space(gap));
            let node = on_picture(Node::new(words)).enter(Entrance { distance: Some(20.0), ..comes });
            children.push(out(node, ExitPreset::Fade, 0.0, None));
            height += gap + set.height(1.25);
        }
        if look.dial > Dial::Literal {
            // A line that goes on growing, so that the picture never stands still.
            let until = leaves_at.unwrap_or(duration.secs()).max(1.0);
            let line = rect(units(width * 0.42), units(4.0), mark.clone()).enter(Entrance {
                dir: Some(Side::Left),
                ease: named(EaseName::Linear),
                ..entrance(EntrancePreset::Wipe, LEAD_SECS + 0.3, Time::from_secs(until - LEAD_SECS - 0.3))
            });
            children.push(space(30.0));
            children.push(out(line, ExitPreset::Fade, 0.0, None));
            height += 34.0;
        }
        let bar_height = height + 28.0;
        let bar = rect(units(10.0), units(bar_height), mark.clone())
            .enter(Entrance { dir: Some(Side::Bottom), ..entrance(EntrancePreset::Wipe, 0.0, bar_comes) });
        let bar = out(bar, ExitPreset::Wipe, 0.1, Some(Side::Bottom));
        let parts = vec![boxed(10.0, bar_height, vec![bar]), column(StackAlign::Start, children)];
        let mut place = frame_at(Anchor::BottomLeft, 0.0, -16.0);
        place.within = Within::Safe;
        row(36.0, StackAlign::Center, parts).at(place)
    }));
    let read = reading_secs(name) + role.map_or(0.0, reading_secs) * 0.6;
    Block { nodes, background, camera: None, needs: TimeNeed::secs(read.max(1.5), read + 1.2, read + 3.0) }
}

/// The accent where it is seen on the dark foot of a picture, else white.
fn on_dark(look: &Look) -> Paint {
    const FOOT: Rgba = Rgba::opaque(0x12, 0x14, 0x1A);
    let is_seen = wcag(look.color(ColorToken::Accent), FOOT) >= 3.0;
    if is_seen { ColorToken::Accent.into() } else { Rgba::WHITE.into() }
}
