//! A thing that moves as it does in life.

use super::chart::spot;
use super::{display, title};
use crate::background::background;
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::Room;
use crate::look::{Dial, Look};
use crate::parts::{
    Dress, Frame, boxed, disc, entrance, fine, frame_at, group, named, rect, responsive_group, rising, units,
};
use crate::picture_node::picture_node;
use crate::seed::Draw;
use crate::setting::{Passage, Setting, level_in, scenery};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{Tempo, reading_secs};
use pavo_library::{heading, picture_for};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Loop, LoopPreset, Node, NodeKind, Rgba, TextAlign,
    Time, Track, TrackEnd,
};

/// What a thing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// Comes, and floats a little.
    #[default]
    Float,
    /// Goes up and away, with a trail.
    Launch,
    /// Travels across the frame, over and over.
    Travel,
    /// Jumps up and down.
    Bounce,
    /// Turns around its middle.
    Spin,
    /// Beats as a heart does.
    Pulse,
    /// Sways from side to side.
    Swing,
}

impl Action {
    const NAMES: &'static [&'static str] = &["float", "launch", "travel", "bounce", "spin", "pulse", "swing"];

    fn named(name: &str) -> Option<Self> {
        let actions = [Self::Float, Self::Launch, Self::Travel, Self::Bounce, Self::Spin, Self::Pulse, Self::Swing];
        Self::NAMES.iter().position(|known| *known == name).and_then(|index| actions.get(index)).copied()
    }
}

/// A thing, what it does, and words below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hero {
    /// The thing, such as rocket.
    pub subject: String,
    /// What it does.
    pub action: Action,
    /// A few words below it, or above it where it is somewhere.
    pub caption: Option<String>,
    /// Where it is; on a plain ground when absent.
    pub setting: Option<Setting>,
    /// Whether it is night there; by default it is in dark looks.
    pub is_night: Option<bool>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "hero",
    family: Family::Structure,
    about: "A thing in flat colours that moves as it does in life, with or without words.",
    slots: &[
        Slot::needed(
            "subject",
            SlotKind::Text(40),
            "The thing, such as rocket; pavo assets search finds those that are known.",
        ),
        Slot::new("action", SlotKind::Choice(Action::NAMES), "What it does; by default what suits it."),
        Slot::new("setting", SlotKind::Choice(Setting::NAMES), "Where it is; by default on a plain ground."),
        Slot::new("time", SlotKind::Choice(&["day", "night"]), "When; by default by night in dark looks."),
        Slot::new("caption", SlotKind::Text(80), "A few words below it, or above it where it is somewhere."),
    ],
    sample: r#"{"subject": "sailboat", "action": "travel", "setting": "sea", "caption": "Out with the morning tide"}"#,
    build: |props, look, duration| {
        let subject = props.words("subject");
        let action = props.text("action").and_then(|name| Action::named(&name)).unwrap_or_else(|| usual(&subject));
        let setting = props.text("setting").and_then(|name| Setting::named(&name));
        let is_night = props.text("time").map(|time| time == "night");
        hero(&Hero { subject, action, caption: props.text("caption"), setting, is_night }, look, duration)
    },
};

/// What a thing usually does.
fn usual(subject: &str) -> Action {
    let Some(picture) = picture_for(subject) else { return Action::Float };
    match picture.name {
        "rocket" | "flying-saucer" | "balloon" => Action::Launch,
        "basketball" | "soccer-ball" | "tennis" | "baseball" | "volleyball" | "frog" | "rabbit" | "kangaroo" => {
            Action::Bounce
        }
        "gear" | "optical-disk" | "ferris-wheel" | "yo-yo" | "cyclone" => Action::Spin,
        "bell" | "pendulum" | "mantelpiece-clock" => Action::Swing,
        name if name.contains("heart") => Action::Pulse,
        name if heading(name).is_some() => Action::Travel,
        _ => Action::Float,
    }
}

/// Whether there is a picture of a thing.
#[must_use]
pub fn can_depict(subject: &str) -> bool {
    picture_for(subject).is_some()
}

/// A thing in the middle of the frame; where no picture of it is known, the caption alone.
#[must_use]
pub fn hero(hero: &Hero, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = background(look, look.seed);
    if hero.setting.is_some() {
        // Its own air lies behind everything.
        nodes.clear();
    }
    nodes.push(responsive_group(|frame| composed(hero, look, frame, duration)));
    let read = hero.caption.as_deref().map_or(0.0, reading_secs);
    Block { nodes, background, camera: None, needs: TimeNeed::secs(2.0, (read + 3.0).max(5.0), 30.0) }
}

/// A thing in its place, with words in the air above it.
fn placed(hero: &Hero, setting: Setting, look: &Look, frame: Frame, duration: Time) -> Vec<Node> {
    let picture = picture_for(&hero.subject);
    let turn = picture.as_ref().and_then(|picture| heading(picture.name));
    let side = frame.width.min(frame.height) * if frame.is_tall() { 0.6 } else { 0.46 };
    let middle =
        setting.ground().map_or(0.48 * frame.height, |ground| level_in(frame, ground) * frame.height - 0.48 * side);
    let center = [frame.width / 2.0, middle];
    let is_night = hero.is_night.unwrap_or(look.is_dark());
    // What points to the left sees the ground go by to the right.
    let passage = Passage {
        travels: hero.action == Action::Travel,
        is_left: turn.is_some_and(|degrees| degrees < 0.0),
        is_night,
        has_words: hero.caption.is_some(),
    };
    let drawn = scenery(setting, look, frame, duration, passage);
    let mut nodes = drawn.behind;
    if let Some(picture) = picture {
        let node = picture_node(&picture, side);
        nodes.extend(acting(node, hero.action, turn, look, frame, center, side, duration));
    }
    nodes.extend(drawn.before);
    if let Some(words) = &hero.caption {
        let room = Room {
            width: frame.safe_width() * if frame.is_wide() { 0.8 } else { 0.94 },
            height: frame.height * 0.16,
            sizes: [48.0, if frame.is_wide() { 110.0 } else { 116.0 }],
            lines: 2,
            alone: 1.0,
        };
        let (mut node, _) = title(words, look, room, TextAlign::Center, 0.35, None);
        if let NodeKind::Text(text) = &mut node.kind {
            let ink = if is_night || setting.is_dark() { Rgba::WHITE } else { Rgba::opaque(0x10, 0x1C, 0x33) };
            text.color = Some(ink.into());
        }
        nodes.push(node.at(spot(frame.width / 2.0, frame.top + 24.0, Anchor::Top)));
    }
    nodes
}

fn composed(hero: &Hero, look: &Look, frame: Frame, duration: Time) -> Vec<Node> {
    if let Some(setting) = hero.setting {
        return placed(hero, setting, look, frame, duration);
    }
    let mut nodes = Vec::new();
    let has_words = hero.caption.is_some();
    let side: f64 = match frame {
        _ if frame.is_wide() => 560.0,
        _ if frame.is_tall() => 760.0,
        _ => 560.0,
    } * if has_words { 0.88 } else { 1.0 };
    let center = [frame.width / 2.0, frame.height * if has_words { 0.4 } else { 0.5 }];
    if look.dial > Dial::Literal {
        // The thing stands out from a disc of a quiet colour.
        let behind = disc(
            (side * 1.5).min(frame.width * 0.9),
            look.color(ColorToken::Accent).with_alpha(if look.is_dark() { 0.13 } else { 0.16 }),
        );
        let comes = entrance(EntrancePreset::Pop, 0.0, Tempo::of(look.energy).entrance(0.7));
        nodes.push(behind.at(spot(center[0], center[1], Anchor::Center)).enter(comes));
    }
    if let Some(picture) = picture_for(&hero.subject) {
        let turn = heading(picture.name);
        let node = picture_node(&picture, side);
        nodes.extend(acting(node, hero.action, turn, look, frame, center, side, duration));
    }
    if let Some(words) = &hero.caption {
        let room = Room {
            width: frame.safe_width() * if frame.is_wide() { 0.8 } else { 0.94 },
            height: frame.height * 0.2,
            sizes: [48.0, if frame.is_wide() { 104.0 } else { 110.0 }],
            lines: 3,
            alone: 1.0,
        };
        let (node, fitted) = title(words, look, room, TextAlign::Center, 0.35, None);
        let y = (center[1] + side * 0.62 + 40.0)
            .min(frame.height - frame.bottom - fitted.height(display(look).leading) - 20.0);
        nodes.push(node.at(spot(frame.width / 2.0, y, Anchor::Top)));
    }
    nodes
}

/// A thing and what it does; `turn`: which way it points as drawn, where it travels.
#[expect(clippy::too_many_arguments, reason = "all that a moving thing consists of")]
fn acting(
    node: Node,
    action: Action,
    turn: Option<f64>,
    look: &Look,
    frame: Frame,
    center: [f64; 2],
    side: f64,
    duration: Time,
) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let at = |node: Node| node.at(spot(center[0], center[1], Anchor::Center));
    let arrives =
        || Entrance { ease: named(EaseName::SpringSettle), ..entrance(EntrancePreset::Pop, 0.1, tempo.entrance(0.6)) };
    let looped = |preset, period: f64, amp: f64| Loop {
        period: Some(Time::from_secs(period)),
        amp: Some(amp),
        ..Loop::new(preset)
    };
    match action {
        Action::Float => vec![at(node).enter(arrives()).looping(looped(LoopPreset::Float, 3.2, side * 0.035))],
        Action::Spin => vec![at(node).enter(arrives()).spin(4.0, false)],
        Action::Pulse => vec![at(node).enter(arrives()).looping(looped(LoopPreset::Pulse, 1.0, 0.08))],
        Action::Swing => {
            vec![at(node.pivot(Anchor::Top)).enter(arrives()).looping(looped(LoopPreset::Sway, 2.2, 12.0))]
        }
        Action::Bounce => bouncing(node, look, center, side),
        Action::Launch => launching(node, turn, look, frame, center, side, duration),
        Action::Travel => travelling(node, turn, look, center, side, duration),
    }
}

/// Up and down as a ball goes, flat where it lands, over its shadow.
fn bouncing(node: Node, look: &Look, [x, y]: [f64; 2], side: f64) -> Vec<Node> {
    const SECS: f64 = 1.0;
    let high = side * 0.42;
    let track = |keys: [(f64, f64, Option<pavo_scene::Ease>); 3]| {
        let mut track = Track::of(keys);
        track.after = Some(TrackEnd::Cycle);
        track
    };
    let falls = track([
        (0.0, fine(y - high * 0.5), None),
        (SECS / 2.0, fine(y + high * 0.5), named(EaseName::EaseInQuad)),
        (SECS, fine(y - high * 0.5), named(EaseName::EaseOutQuad)),
    ]);
    let squash = |flat: f64| {
        let mut track = Track::of([
            (0.0, 1.0, None),
            (SECS * 0.44, 1.0, None),
            (SECS * 0.5, flat, named(EaseName::Out)),
            (SECS * 0.6, 1.0, named(EaseName::Out)),
            (SECS, 1.0, None),
        ]);
        track.after = Some(TrackEnd::Cycle);
        track
    };
    let ball = node.pivot(Anchor::Bottom).at(spot(x, y, Anchor::Center)).keyed(Keys {
        y: falls,
        scale_y: squash(0.88),
        scale_x: squash(1.08),
        ..Keys::default()
    });
    let shade = look.color(ColorToken::Text).with_alpha(0.16);
    let near = track([
        (0.0, 0.6, None),
        (SECS / 2.0, 1.0, named(EaseName::EaseInQuad)),
        (SECS, 0.6, named(EaseName::EaseOutQuad)),
    ]);
    let shadow = crate::parts::rounded(side * 0.7, side * 0.08, side * 0.04, shade);
    let shadow = shadow
        .at(spot(x, y + high * 0.5 + side * 0.5, Anchor::Center))
        .keyed(Keys { scale_x: near, ..Keys::default() });
    vec![shadow, ball]
}

/// Up and away: it crouches, then goes, and sparks fall behind it.
fn launching(
    node: Node,
    turn: Option<f64>,
    look: &Look,
    frame: Frame,
    [x, y]: [f64; 2],
    side: f64,
    duration: Time,
) -> Vec<Node> {
    let secs = duration.secs();
    // It is seen from the first moments on, and still at the last frame, on its way.
    let goes_at = 0.05;
    let stands_at = (secs * 0.42).clamp(1.0, 2.4);
    let below = frame.height + side * 0.7;
    // It comes from below, hangs in the middle, trembling, and leaves above.
    let leaves = secs > 3.4;
    let mut path = vec![
        (0.0, fine(below), None),
        (fine(goes_at), fine(below), None),
        (fine(stands_at), fine(y), named(EaseName::Out)),
    ];
    if leaves {
        path.push((fine(secs - 1.1), fine(y + side * 0.05), named(EaseName::InOut)));
        path.push((fine((secs + 0.35).min(120.0)), fine(-side), named(EaseName::EaseInCubic)));
    }
    let upright = turn.map_or(0.0, |degrees| -degrees);
    let thing = group(vec![node.turned(upright)]);
    let mut thing = boxed(side, side, vec![thing]);
    thing = thing.looping(Loop {
        period: Some(Time::from_secs(0.9)),
        amp: Some(side * 0.012),
        ..Loop::new(LoopPreset::Drift)
    });
    let thing = thing.at(spot(x, y, Anchor::Center)).keyed(Keys { y: rising(path.clone()), ..Keys::default() });
    let draw = Draw::about(look.seed, "exhaust");
    let mut nodes: Vec<Node> = (0..14)
        .map(|index| {
            let draw = draw.nth(index);
            let period = draw.between("period", 0.5, 0.9);
            let reach = draw.between("reach", 0.5, 0.95) * side;
            let off = draw.between("off", -0.16, 0.16) * side;
            let size = draw.between("size", 0.05, 0.13) * side;
            let token = [ColorToken::Accent, ColorToken::Warn, ColorToken::Accent2][index % 3];
            let mut falls = Track::of([
                (0.0, fine(side * 0.42), None),
                (fine(period), fine(side * 0.42 + reach), named(EaseName::Out)),
            ]);
            falls.after = Some(TrackEnd::Cycle);
            let mut fades = Track::of([(0.0, 0.9, None), (fine(period), 0.0, named(EaseName::Linear))]);
            fades.after = Some(TrackEnd::Cycle);
            let spark = disc(size, token).at(frame_at(Anchor::Center, off, side * 0.42));
            let mut spark = spark.keyed(Keys { y: falls, opacity: fades, ..Keys::default() });
            spark.common.start = Some(crate::parts::secs(draw.between("begin", 0.0, 0.5).min(secs * 0.4)));
            spark
        })
        .collect();
    let trail = boxed(side, side, std::mem::take(&mut nodes))
        .at(spot(x, y, Anchor::Center))
        .keyed(Keys { y: rising(path), ..Keys::default() });
    vec![trail, thing]
}

/// In its place while the ground goes by, so that it is always seen.
fn travelling(node: Node, turn: Option<f64>, look: &Look, [x, y]: [f64; 2], side: f64, duration: Time) -> Vec<Node> {
    let is_left = turn.is_some_and(|degrees| degrees < 0.0);
    let draw = Draw::about(look.seed, "wind");
    let far = side * 1.6;
    let mut nodes: Vec<Node> = (0..7)
        .map(|index| {
            let draw = draw.nth(index);
            let period = draw.between("period", 0.9, 1.7);
            let (from, to) = if is_left { (-far, far) } else { (far, -far) };
            let mut goes =
                Track::of([(0.0, fine(x + from), None), (fine(period), fine(x + to), named(EaseName::Linear))]);
            goes.after = Some(TrackEnd::Cycle);
            // Where it begins anew it cannot be seen.
            let mut fades = Track::of([
                (0.0, 0.0, None),
                (fine(period * 0.25), 1.0, named(EaseName::Linear)),
                (fine(period * 0.75), 1.0, None),
                (fine(period), 0.0, named(EaseName::Linear)),
            ]);
            fades.after = Some(TrackEnd::Cycle);
            let streak = rect(
                units(draw.between("long", 0.16, 0.42) * side),
                units(6.0),
                look.color(ColorToken::Text).with_alpha(0.22),
            );
            let mut streak = streak
                .at(spot(x, y + draw.between("y", -0.62, 0.62) * side, Anchor::Center))
                .keyed(Keys { x: goes, opacity: fades, ..Keys::default() });
            streak.common.start = Some(crate::parts::secs(draw.between("begin", 0.0, 0.9).min(duration.secs() * 0.4)));
            streak
        })
        .collect();
    let tempo = Tempo::of(look.energy);
    let comes = Entrance {
        dir: Some(if is_left { pavo_scene::Side::Right } else { pavo_scene::Side::Left }),
        ..entrance(EntrancePreset::Slide, 0.05, tempo.entrance(0.9))
    };
    let bobs = Loop { period: Some(Time::from_secs(1.3)), amp: Some(side * 0.018), ..Loop::new(LoopPreset::Float) };
    nodes.push(node.at(spot(x, y, Anchor::Center)).enter(comes).looping(bobs));
    nodes
}
