//! A title as a poster.

use super::words::{kicker, subtitle, title};
use crate::background::{background, chosen, quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{Fitted, Room};
use crate::look::{Dial, Look};
use crate::ornament::{Closing, TILE, corner_ticks, mosaic, orbit_ring, ruled, two_discs};
use crate::parts::{
    Dress, Frame, boxed, column, entrance, fine, frame_at, frame_origin, named, rect, responsive, responsive_group,
    ring, rising, round_stroke, rounded, safe_at, space, stroke, units,
};
use crate::slot::{Slot, SlotKind};
use crate::style::{Ground, TitleLayout};
use crate::tokens::{LEAD_SECS, RULE_SECS, Tempo, reading_secs};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Loop, LoopPreset, Node, Paint, Rect, Side, Size,
    StackAlign, Stroke, TextAlign, Time,
};

/// The words of a title card; those that are absent are not made up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitleCard {
    /// A few words above the title.
    pub kicker: Option<String>,
    /// The title.
    pub title: String,
    /// A sentence below the title.
    pub subtitle: Option<String>,
}

/// When the parts of a title card come, in seconds.
#[derive(Debug, Clone, Copy)]
struct Beats {
    rule: f64,
    kicker: f64,
    title: f64,
    subtitle: f64,
}

impl Beats {
    fn of(look: &Look) -> Self {
        let tempo = Tempo::of(look.energy);
        Self {
            rule: LEAD_SECS,
            kicker: LEAD_SECS + 0.05,
            title: LEAD_SECS + 0.08,
            subtitle: LEAD_SECS + tempo.secs(0.38),
        }
    }
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "titleCard",
    family: Family::Words,
    about: "A title as a poster, with a few words above and a sentence below.",
    slots: &[
        Slot::new("kicker", SlotKind::Text(40), "A few words above the title."),
        Slot::needed("title", SlotKind::Text(120), "The title; few words are best."),
        Slot::new("subtitle", SlotKind::Text(160), "A sentence below the title."),
    ],
    sample: r#"{"kicker": "Field notes", "title": "A harbour learns to breathe", "subtitle": "Twelve months with the people who rebuilt the tide gates"}"#,
    build: |props, look, duration| {
        let card =
            TitleCard { kicker: props.text("kicker"), title: props.words("title"), subtitle: props.text("subtitle") };
        title_card(&card, look, duration)
    },
};

/// A title with its kicker and subtitle, in one of several layouts that suit the look.
///
/// The layout is chosen by the look's seed. A [`Dial::Literal`] look gets the words alone, centred.
#[must_use]
pub fn title_card(card: &TitleCard, look: &Look, duration: Time) -> Block {
    let layout = look.draw(&card.title).one_of("layout", look.style().layouts, TitleLayout::Editorial);
    let (background, nodes) = match (look.dial, layout) {
        (Dial::Literal, _) => literal(card, look),
        (_, TitleLayout::Editorial) => editorial(card, look, duration),
        (_, TitleLayout::Hairlines) => hairlines(card, look),
        (_, TitleLayout::Corner) => corner(card, look, duration),
        (_, TitleLayout::Split) => split(card, look, duration),
        (_, TitleLayout::Frame) => framed(card, look),
        (_, TitleLayout::Stage) => stage(card, look, duration),
    };
    let words = [card.kicker.as_deref(), Some(card.title.as_str()), card.subtitle.as_deref()];
    let read = reading_secs(&words.into_iter().flatten().collect::<Vec<_>>().join(" "));
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(read + 0.4, read + 1.6, read + 4.0) }
}

/// From so many letters on a subtitle takes more than two lines.
const LONG_SUBTITLE_CHARS: usize = 84;

/// Kicker, title and subtitle below each other, with what a layout puts between them.
struct Lockup<'a> {
    card: &'a TitleCard,
    look: &'a Look,
    frame: Frame,
    align: TextAlign,
    /// The room for the title.
    room: Room,
    /// The widest that kicker and subtitle may be.
    support_width: f64,
}

impl Lockup<'_> {
    /// `above` the kicker and `between` title and subtitle come nodes of the layout's own.
    fn nodes(&self, above: Vec<Node>, between: impl FnOnce(&Fitted) -> Vec<Node>) -> Vec<Node> {
        let beats = Beats::of(self.look);
        let mut nodes = above;
        if let Some(words) = &self.card.kicker {
            nodes.push(kicker(words, self.look, self.frame, self.support_width, self.align, beats.kicker));
        }
        // A long sentence below the title takes some of its room.
        let below = self.card.subtitle.as_deref().map_or(0, |words| words.chars().count());
        let room =
            Room { height: self.room.height * if below > LONG_SUBTITLE_CHARS { 0.74 } else { 1.0 }, ..self.room };
        let (title, fitted) = title(&self.card.title, self.look, room, self.align, beats.title, None);
        if self.card.kicker.is_some() {
            nodes.push(space((fitted.size * 0.3).clamp(30.0, 60.0)));
        }
        nodes.push(title);
        nodes.extend(between(&fitted));
        if let Some(words) = &self.card.subtitle {
            // Letters hang below the last line's box by about a fifth of their size.
            nodes.push(space(fitted.size * 0.2 + 34.0));
            nodes.push(subtitle(words, self.look, self.frame, self.support_width, self.align, beats.subtitle));
        }
        nodes
    }
}

fn room(width: f64, height: f64, largest: f64, lines: usize) -> Room {
    Room { width, height, sizes: [56.0, largest], lines, alone: 1.5 }
}

/// The largest size of a title that has `wide` at 16:9: portrait has height to give, a square has not.
fn largest(frame: Frame, wide: f64) -> f64 {
    match frame {
        _ if frame.is_wide() => wide,
        _ if frame.is_tall() => wide * 1.1,
        _ if frame.height > frame.width => wide * 1.04,
        _ => wide * 0.88,
    }
}

/// Portrait has height for more lines.
fn most_lines(frame: Frame) -> usize {
    if frame.is_tall() { 5 } else { 4 }
}

fn wipe_in(look: &Look, side: Side, start: f64) -> Entrance {
    let dur = Tempo::of(look.energy).entrance(RULE_SECS);
    Entrance { dir: Some(side), ..entrance(EntrancePreset::Wipe, start, dur) }
}

fn literal(card: &TitleCard, look: &Look) -> (Paint, Vec<Node>) {
    let words = responsive(|frame| {
        let width = frame.safe_width();
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Center,
            room: room(width * 0.78, frame.safe_height() * 0.5, largest(frame, 160.0), most_lines(frame)),
            support_width: width * 0.8,
        };
        column(StackAlign::Center, lockup.nodes(Vec::new(), |_| Vec::new()))
    });
    (ColorToken::Bg.into(), vec![words])
}

/// Flush left under an accent rule; a ring or the ground's own drawing holds the right side.
fn editorial(card: &TitleCard, look: &Look, duration: Time) -> (Paint, Vec<Node>) {
    let draw = look.draw("editorial");
    let (paint, mut nodes) = background(look, look.seed);
    let beats = Beats::of(look);
    let ground = chosen(look, look.seed);
    if matches!(ground, Ground::Plain | Ground::Horizon | Ground::Glow) && draw.share("ring") < 0.8 {
        nodes.push(responsive(|frame| {
            let (diameter, [x, y]) = match frame {
                _ if frame.is_wide() => (720.0, [200.0, 0.0]),
                _ if frame.is_tall() => (700.0, [210.0, 150.0]),
                _ => (460.0, [150.0, 150.0]),
            };
            let anchor = if frame.is_wide() { Anchor::Right } else { Anchor::BottomRight };
            orbit_ring(look, diameter, slow_turn(duration, 2.4), 150.0).at(frame_at(anchor, x, y))
        }));
    }
    if ground != Ground::Contours {
        nodes.push(responsive(|frame| {
            let width = frame.safe_width();
            let y = if frame.is_tall() { -frame.bottom + 20.0 } else { -frame.bottom * 0.72 };
            ruled(look, width).at(frame_at(Anchor::Bottom, 0.0, y))
        }));
    }
    nodes.push(responsive(|frame| {
        let width = frame.safe_width();
        let share = if frame.is_wide() { 0.72 } else { 0.94 };
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Start,
            room: room(width * share, frame.safe_height() * 0.52, largest(frame, 196.0), most_lines(frame)),
            support_width: if frame.is_wide() { width * 0.58 } else { width * 0.92 },
        };
        let rule = rect(units(120.0), units(10.0), ColorToken::Accent).enter(wipe_in(look, Side::Left, beats.rule));
        let words = lockup.nodes(vec![rule, space(52.0)], |_| Vec::new());
        let y = if frame.is_tall() { -60.0 } else { -28.0 };
        column(StackAlign::Start, words).at(safe_at(Anchor::Left, 0.0, y))
    }));
    (paint, nodes)
}

/// Centred between two hairlines, with right angles in the corners.
fn hairlines(card: &TitleCard, look: &Look) -> (Paint, Vec<Node>) {
    let (paint, mut nodes) = background(look, look.seed);
    let beats = Beats::of(look);
    nodes.push(responsive_group(|frame| {
        let inset = if frame.is_wide() { 56.0 } else { 44.0 };
        corner_ticks(look, frame.width - 2.0 * inset, frame.height - 2.0 * inset, 34.0)
    }));
    nodes.push(responsive(|frame| {
        let width = frame.safe_width();
        let across = if frame.is_wide() { width * 0.84 } else { width };
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Center,
            room: room(
                across * if frame.is_wide() { 0.88 } else { 0.98 },
                frame.safe_height() * 0.46,
                largest(frame, 196.0),
                most_lines(frame),
            ),
            support_width: across * 0.84,
        };
        let hairline = || rect(units(across), units(2.5), trace(look, 0.3));
        let mark = rect(units(96.0), units(10.0), ColorToken::Accent).enter(Entrance {
            dir: Some(Side::Left),
            ..entrance(EntrancePreset::Grow, beats.rule, Tempo::of(look.energy).entrance(RULE_SECS))
        });
        let top = boxed(across, 10.0, vec![hairline().at(frame_at(Anchor::Top, 0.0, 0.0)), mark]);
        let mut words = vec![top, space(if frame.is_wide() { 74.0 } else { 84.0 })];
        words = lockup.nodes(words, |_| Vec::new());
        words.push(space(if frame.is_wide() { 92.0 } else { 102.0 }));
        words.push(hairline());
        let y = if frame.is_tall() { -77.0 } else { -12.0 };
        column(StackAlign::Center, words).at(frame_at(Anchor::Center, 0.0, y))
    }));
    (paint, nodes)
}

/// Oversized at the bottom left, with geometry in the upper right corner.
fn corner(card: &TitleCard, look: &Look, duration: Time) -> (Paint, Vec<Node>) {
    let draw = look.draw("corner");
    let (paint, mut nodes) = quiet(look, look.seed);
    let tempo = Tempo::of(look.energy);
    let tiles = draw.share("geometry") < 0.6;
    nodes.push(responsive(|frame| {
        if tiles {
            let size = match frame {
                _ if frame.is_tall() => [4, 3],
                // Words take more than half of a square.
                _ if frame.width == frame.height => [3, 1],
                _ => [3, 2],
            };
            mosaic(size, draw, Closing::Enters(LEAD_SECS), duration).at(frame_at(Anchor::TopRight, 0.0, 0.0))
        } else {
            let diameter = if frame.is_tall() { 820.0 } else { 640.0 };
            let discs = two_discs(diameter, 0.0, tempo.entrance(0.8));
            discs.at(frame_at(Anchor::TopRight, 110.0, -diameter * 0.2))
        }
    }));
    nodes.push(responsive(|frame| {
        let width = frame.safe_width();
        let share = match frame {
            _ if frame.is_wide() => 0.84,
            // The camera brings the edges nearer.
            _ if frame.is_tall() => 0.96,
            _ => 1.0,
        };
        let height = frame.safe_height() * if frame.is_tall() { 0.5 } else { 0.44 };
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Start,
            room: room(width * share, height, if frame.is_wide() { 236.0 } else { 216.0 }, most_lines(frame)),
            support_width: width * if frame.is_wide() { 0.62 } else { 0.94 },
        };
        let words = lockup.nodes(Vec::new(), |_| Vec::new());
        // Room for what reaches below the last line, which the camera brings nearer to the edge.
        let y = if frame.is_tall() { -10.0 } else { -72.0 };
        column(StackAlign::Start, words).at(safe_at(Anchor::BottomLeft, 0.0, y))
    }));
    (paint, nodes)
}

/// A mosaic over a third of the frame, the words beside or below it.
fn split(card: &TitleCard, look: &Look, duration: Time) -> (Paint, Vec<Node>) {
    let draw = look.draw("split");
    let beats = Beats::of(look);
    let (paint, mut nodes) = quiet(look, look.seed);
    nodes.push(responsive(|frame| {
        let (size, anchor) = match frame {
            _ if frame.is_wide() => ([3, 5], Anchor::TopLeft),
            _ if frame.is_tall() => ([5, 3], Anchor::TopLeft),
            _ if frame.height > frame.width => ([5, 3], Anchor::TopLeft),
            _ => ([5, 2], Anchor::TopLeft),
        };
        mosaic(size, draw, Closing::Enters(LEAD_SECS), duration).at(frame_at(anchor, 0.0, 0.0))
    }));
    nodes.push(responsive(|frame| {
        let (left, width) = if frame.is_wide() {
            let left = 3.0 * TILE + 96.0;
            (left, frame.width - left - frame.right)
        } else {
            (frame.left, frame.safe_width())
        };
        let top = match frame {
            _ if frame.is_wide() => 0.0,
            _ if frame.height > frame.width => 3.0 * TILE,
            _ => 2.0 * TILE,
        };
        let bottom = if frame.is_tall() { frame.bottom } else { 0.0 };
        // A sentence below the title takes its share of what height there is.
        let share = match card.subtitle {
            Some(_) if !frame.is_wide() && !frame.is_tall() => 0.36,
            _ => 0.62,
        };
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Start,
            room: room(width * 0.96, (frame.height - top - bottom) * share, largest(frame, 176.0), most_lines(frame)),
            support_width: width * 0.94,
        };
        let rule = rect(units(96.0), units(10.0), ColorToken::Accent).enter(wipe_in(look, Side::Left, beats.rule));
        let words = lockup.nodes(vec![rule, space(48.0)], |_| Vec::new());
        let middle = (top - bottom) / 2.0;
        column(StackAlign::Start, words).at(frame_at(Anchor::Left, left, middle - 10.0))
    }));
    (paint, nodes)
}

/// Centred in a frame that is drawn as the words come.
fn framed(card: &TitleCard, look: &Look) -> (Paint, Vec<Node>) {
    let beats = Beats::of(look);
    let tempo = Tempo::of(look.energy);
    let (paint, mut nodes) = quiet(look, look.seed);
    let heavy = look.style().capitals;
    let border = |frame: Frame, inset: f64, stroke: Stroke| {
        let size = Size { width: units(frame.width - 2.0 * inset), height: units(frame.height - 2.0 * inset) };
        Node::new(Rect { size: Some(size), stroke: Some(stroke), ..Rect::default() })
    };
    let base = |frame: Frame| if frame.is_wide() { 52.0 } else { 44.0 };
    nodes.push(responsive(|frame| border(frame, base(frame), stroke(trace(look, 0.28), 2.0))));
    let width = if heavy { 12.0 } else { 3.5 };
    nodes.push(responsive(|frame| {
        border(frame, base(frame) + if heavy { 0.0 } else { 16.0 }, stroke(ColorToken::Accent, width)).enter(entrance(
            EntrancePreset::DrawOn,
            0.0,
            tempo.entrance(0.95),
        ))
    }));
    nodes.push(responsive(|frame| {
        let width = frame.width - 2.0 * (base(frame) + 80.0);
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Center,
            room: room(
                width * if frame.is_wide() { 0.8 } else { 0.98 },
                frame.safe_height() * 0.44,
                largest(frame, 184.0),
                most_lines(frame),
            ),
            support_width: width * 0.8,
        };
        let words = lockup.nodes(Vec::new(), |fitted| {
            let rule = rect(units(120.0), units(4.0), ColorToken::Accent).enter(Entrance {
                dir: Some(Side::Left),
                ..entrance(EntrancePreset::Grow, beats.subtitle - 0.08, tempo.entrance(RULE_SECS))
            });
            vec![space(fitted.size * 0.24 + 34.0), rule]
        });
        let y = if frame.is_tall() { -60.0 } else { -10.0 };
        column(StackAlign::Center, words).at(frame_at(Anchor::Center, 0.0, y))
    }));
    (paint, nodes)
}

/// Centred before concentric rings, one of which an arc runs along.
fn stage(card: &TitleCard, look: &Look, duration: Time) -> (Paint, Vec<Node>) {
    let draw = look.draw("stage");
    let beats = Beats::of(look);
    let (paint, mut nodes) = quiet(look, look.seed);
    nodes.push(responsive_group(|frame| {
        let mut nodes = Vec::new();
        let scale = if frame.height > frame.width { 1.19 } else { 1.0 };
        let y = if frame.is_tall() { -77.0 } else { 0.0 };
        let middle = || frame_at(Anchor::Center, 0.0, y);
        let disc = rounded(640.0 * scale, 640.0 * scale, 320.0 * scale, trace(look, 0.035));
        nodes.push(disc.at(middle()));
        for (index, diameter) in [640.0, 880.0, 1160.0].into_iter().enumerate() {
            let opacity = [0.22, 0.16, 0.11][index];
            nodes.push(ring(diameter * scale, stroke(trace(look, opacity), 2.0)).at(middle()));
        }
        // Above and below the words, never through them.
        let arc = |diameter: f64, length: f64, middle_degrees: f64, token, width: f64, period_secs: f64| {
            let drawn = [
                (0.0, fine(length * 0.25), None),
                (fine(Tempo::of(look.energy).secs(0.9)), fine(length), named(EaseName::Settle)),
            ];
            let sway = Loop {
                period: Some(Time::from_secs(period_secs.min(LONGEST_TURN_SECS))),
                amp: Some(15.0),
                ..Loop::new(LoopPreset::Sway)
            };
            ring(diameter * scale, round_stroke(token, width))
                .at(middle())
                .turned(middle_degrees - length * 180.0)
                .keyed(Keys { trim_end: rising(drawn), ..Keys::default() })
                .looping(sway)
        };
        let side = if draw.share("side") < 0.5 { 14.0 } else { -14.0 };
        let slow = slow_turn(duration, 1.6);
        nodes.push(arc(880.0, 0.16, 270.0 + side, ColorToken::Accent, 9.0, slow));
        nodes.push(arc(880.0, 0.08, 90.0 + side, ColorToken::Accent, 9.0, slow * 1.2));
        nodes.push(arc(1160.0, 0.07, 90.0 - side, ColorToken::Accent2, 6.0, slow * 1.5));
        nodes
    }));
    nodes.push(responsive(|frame| {
        let width = frame.safe_width();
        let lockup = Lockup {
            card,
            look,
            frame,
            align: TextAlign::Center,
            room: room(
                width * if frame.is_wide() { 0.72 } else { 0.96 },
                frame.safe_height() * 0.42,
                largest(frame, 196.0),
                most_lines(frame),
            ),
            support_width: width * if frame.is_wide() { 0.62 } else { 0.94 },
        };
        let words = lockup.nodes(Vec::new(), |fitted| {
            let rule = rect(units(96.0), units(8.0), ColorToken::Accent).enter(Entrance {
                dir: Some(Side::Left),
                ..entrance(EntrancePreset::Grow, beats.subtitle - 0.1, Tempo::of(look.energy).entrance(RULE_SECS))
            });
            vec![space(fitted.size * 0.22 + 30.0), rule]
        });
        let y = if frame.is_tall() { -77.0 } else { -8.0 };
        column(StackAlign::Center, words).at(frame_origin(Anchor::Center, 0.0, y, Anchor::Center))
    }));
    (paint, nodes)
}

/// A loop may take two minutes at most.
const LONGEST_TURN_SECS: f64 = 120.0;

/// Seconds of a turn so slow that `lengths` of the whole film make one.
fn slow_turn(duration: Time, lengths: f64) -> f64 {
    (duration.secs().max(4.0) * lengths).min(LONGEST_TURN_SECS)
}
