//! A brand's sign and name.

use super::chart::{count_of, spot};
use super::{display, text_size};
use crate::background::ground_or_quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::look::Look;
use crate::mark::{logo_size, sign};
use crate::parts::{
    Dress, Frame, boxed, disc, display_font, entrance, fine, frame_at, named, rect, responsive_group, ring, rising,
    stroke, text, units,
};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Node, Order, Side, Text, TextAlign, TextStyle, Time,
    Unit,
};

pub(super) const KIND: BlockKind = BlockKind {
    name: "logoReveal",
    family: Family::Brand,
    about: "A brand's sign, its name, and a few words below; the sign is the logo of the brand kit, else a plain figure made from the name.",
    slots: &[
        Slot::new("name", SlotKind::Text(28), "The name; left out where the logo says it."),
        Slot::new("tagline", SlotKind::Text(80), "A few words below."),
        Slot::new("mark", SlotKind::Flag, "Whether a sign is shown; by default it is."),
    ],
    sample: r#"{"name": "Halyard", "tagline": "Rigging for small crews"}"#,
    build: |props, look, duration| {
        let (name, tagline) = (props.text("name"), props.text("tagline"));
        match name {
            Some(name) => logo_reveal(&name, tagline.as_deref(), !props.is_false("mark"), look, duration),
            None => sign_reveal(tagline.as_deref(), look, duration),
        }
    },
};

/// How a brand comes on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// The sign stands in the middle, then makes room for the name that slides out of it.
    Slide,
    /// A disc of the accent opens over the frame and leaves the name.
    Iris,
    /// Letters come one after another over a line that is drawn.
    Letters,
}

/// A sign and a name in the middle of the frame, with what they stand for below.
#[must_use]
pub fn logo_reveal(name: &str, tagline: Option<&str>, shows_mark: bool, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Rings, Ground::Contours]);
    let manners = [Manner::Slide, Manner::Iris, Manner::Letters];
    let manner = look.draw(name).one_of("manner", &manners, Manner::Slide);
    let manner = if shows_mark || manner != Manner::Slide { manner } else { Manner::Letters };
    nodes.push(responsive_group(|frame| composed(name, tagline, shows_mark, manner, look, frame, duration)));
    let ideal = 3.6 + tagline.map_or(0.0, |words| reading_secs(words) * 0.6);
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.55, ideal, ideal * 1.8) }
}

/// A sign alone in the middle of the frame, large, with a few words below.
#[must_use]
pub fn sign_reveal(tagline: Option<&str>, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Rings, Ground::Contours]);
    nodes.push(responsive_group(|frame| alone(tagline, look, frame, duration)));
    let ideal = 3.2 + tagline.map_or(0.0, |words| reading_secs(words) * 0.6);
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.9) }
}

/// The sign comes nearer out of a ring that widens and is gone.
fn alone(tagline: Option<&str>, look: &Look, frame: Frame, duration: Time) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let slow = (duration.secs() / 4.0).clamp(0.4, 1.0);
    let at = |secs: f64| fine(secs * slow);
    let safe = frame.safe_width();
    let small = tagline.map(|words| {
        let largest = text_size(frame) * 1.3;
        common_size([words], super::body(look, 400.0), [safe * 0.86, 140.0], [30.0, largest], 2)
    });
    let below = small.map_or(0.0, |small| 90.0 + small * 1.2);
    let ratio = look.logo.unwrap_or(1.0);
    let side = (frame.width.min(frame.height) * 0.48).min(frame.safe_height() - below);
    let [wide, tall] = logo_size(ratio, side, safe * 0.78);
    let center = [frame.width / 2.0, frame.height * 0.5 - below / 2.0];
    let middle = || spot(center[0], center[1], Anchor::Center);
    let reach = wide.max(tall) * 1.9;
    let widens = [(0.0, 0.3, None), (at(0.1), 0.3, None), (at(0.1) + 0.9, 1.0, named(EaseName::Swift))];
    let fades = [(0.0, 0.0, None), (at(0.1), 0.9, None), (at(0.1) + 0.9, 0.0, named(EaseName::Swift))];
    let halo = ring(reach, stroke(ColorToken::Accent, 6.0)).at(middle()).keyed(Keys {
        scale: rising(widens),
        opacity: rising(fades),
        ..Keys::default()
    });
    let sign = sign(tagline.unwrap_or_default(), look, side, safe * 0.78, at(0.2), tempo);
    // It goes on coming nearer, so that the picture never stands still.
    let nearer = [(0.0, 0.97, None), (fine(duration.secs()), 1.03, named(EaseName::Linear))];
    let sign = boxed(wide, tall, vec![sign]).at(middle()).keyed(Keys { scale: rising(nearer), ..Keys::default() });
    let mut nodes = vec![halo, sign];
    if let Some((words, small)) = tagline.zip(small) {
        let set = Wording::new(words, small).muted().within(safe * 0.86, 2).centered();
        let comes =
            Entrance { distance: Some(24.0), ..entrance(EntrancePreset::Rise, at(0.9), tempo.entrance(SUPPORT_SECS)) };
        nodes.push(set.node(look).at(spot(center[0], center[1] + tall / 2.0 + 84.0, Anchor::Top)).enter(comes));
    }
    nodes
}

fn composed(
    name: &str,
    tagline: Option<&str>,
    shows_mark: bool,
    manner: Manner,
    look: &Look,
    frame: Frame,
    duration: Time,
) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let is_row = frame.is_wide();
    let safe = frame.safe_width();
    let center = [frame.width / 2.0, frame.height * if frame.is_tall() { 0.44 } else { 0.48 }];
    let room = Room {
        width: safe * if is_row && shows_mark { 0.58 } else { 0.86 },
        height: 300.0,
        sizes: [60.0, if is_row { 220.0 } else { 210.0 }],
        lines: 1,
        alone: 1.0,
    };
    let fitted = copyfit::fit(name, display(look), room);
    let size = fitted.size.floor();
    let side = if is_row { size * 0.98 } else { (size * 1.7).min(safe * 0.42) };
    let gap = if is_row { size * 0.36 } else { size * 0.5 };
    // A logo may be wider than a square, and makes room for itself.
    let wide = look.logo.map_or(side, |ratio| logo_size(ratio, side, safe * if is_row { 0.3 } else { 0.7 })[0]);
    let whole = if shows_mark { wide + gap + fitted.width } else { fitted.width };
    let slow = (duration.secs() / 4.0).clamp(0.5, 1.0);
    let at = |secs: f64| fine(secs * slow);
    let small = tagline.map(|words| {
        let largest = text_size(frame) * if frame.is_tall() { 1.25 } else { 1.3 };
        common_size([words], super::body(look, 400.0), [safe * 0.86, 140.0], [30.0, largest], 2)
    });
    let below = small.map_or(0.0, |small| size * 0.24 + 60.0 + small * 0.72);
    let (mark_at, name_at) = if !shows_mark {
        (center, center)
    } else if is_row {
        let left = center[0] - whole / 2.0;
        ([left + wide / 2.0, center[1]], [left + wide + gap + fitted.width / 2.0, center[1]])
    } else {
        let top = center[1] - (side + gap + size * 0.72 + below) / 2.0;
        ([center[0], top + side / 2.0], [center[0], top + side + gap + size * 0.36])
    };
    let word = |begins: f64| {
        let set = Text {
            font: Some(display_font(look, size)),
            max_width: Some(units(fitted.break_width() + 60.0)),
            max_lines: Some(1),
            align: Some(TextAlign::Center),
            ..text(name, TextStyle::Display)
        };
        let comes = match manner {
            Manner::Slide => Entrance {
                dir: Some(Side::Left),
                ease: named(EaseName::Settle),
                ..entrance(EntrancePreset::Wipe, begins, tempo.entrance(0.7))
            },
            Manner::Iris => entrance(EntrancePreset::Cut, begins, Time::ZERO),
            Manner::Letters => {
                let letters = count_of(name.chars().count().max(1));
                let stagger = (0.5 / letters).clamp(0.02, 0.06);
                Entrance {
                    by: Some(Unit::Char),
                    order: Some(Order::Center),
                    stagger: Some(Time::from_secs(fine(stagger))),
                    ..entrance(EntrancePreset::MaskUp, begins, Time::from_secs(fine(0.5 + stagger * letters)))
                }
            }
        };
        Node::new(set).enter(comes)
    };
    let mut nodes = Vec::new();
    let name_begins = match manner {
        Manner::Slide => at(0.92),
        Manner::Iris => at(0.62),
        Manner::Letters => at(if shows_mark { 0.45 } else { 0.15 }),
    };
    if shows_mark {
        let drawn = sign(name, look, side, wide, at(0.05), tempo);
        let mut node = drawn.at(spot(mark_at[0], mark_at[1], Anchor::Center));
        if manner == Manner::Slide && is_row {
            let moves = [
                (0.0, fine(center[0]), None),
                (at(0.65), fine(center[0]), None),
                (at(0.65) + 0.7, fine(mark_at[0]), named(EaseName::Settle)),
            ];
            node = node.keyed(Keys { x: rising(moves), ..Keys::default() });
        }
        nodes.push(node);
    }
    nodes.push(word(name_begins).at(spot(name_at[0], name_at[1], Anchor::Center)));
    if manner == Manner::Iris {
        let reach = libm::hypot(frame.width, frame.height) * 1.05;
        let opens = [(0.0, 0.0, None), (at(0.05), 0.0, None), (at(0.05) + 0.55, 1.0, named(EaseName::Swift))];
        let leaves = Tempo::exit(Time::from_secs(0.7));
        let cover = disc(reach, ColorToken::Accent)
            .at(frame_at(Anchor::Center, 0.0, 0.0))
            .keyed(Keys { scale: rising(opens), ..Keys::default() })
            .between(0.0, name_begins + 0.02 + leaves.secs())
            .exit(pavo_scene::ExitPreset::Wipe, name_begins + 0.02, leaves);
        nodes.push(cover);
    }
    if let Some((words, small)) = tagline.zip(small) {
        let set = Wording::new(words, small).muted().within(safe * 0.86, 2).centered();
        let comes = Entrance {
            distance: Some(24.0),
            ..entrance(EntrancePreset::Rise, name_begins + at(0.6), tempo.entrance(SUPPORT_SECS))
        };
        let y = name_at[1] + size * 0.6 + 60.0;
        let y = if is_row && shows_mark { y.max(center[1] + side / 2.0 + 64.0) } else { y };
        nodes.push(set.node(look).at(spot(center[0], y, Anchor::Top)).enter(comes));
    }
    if manner == Manner::Letters {
        let y = name_at[1] - size * 0.36 - size * 0.2 - 40.0;
        if !shows_mark {
            let line = rect(units(120.0), units(8.0), ColorToken::Accent).at(spot(center[0], y, Anchor::Center));
            nodes.push(line.enter(Entrance {
                dir: Some(Side::Left),
                ..entrance(EntrancePreset::Grow, at(0.05), tempo.entrance(0.5))
            }));
        }
    }
    nodes
}
