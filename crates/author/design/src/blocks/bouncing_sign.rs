//! A sign that goes from edge to edge, as on the screen of an idle player, in another colour after each hit.

use super::chart::spot;
use super::display;
use crate::background::quiet;
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::contrast::Floor;
use crate::copyfit::{self, Room};
use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{
    Dress, Frame, boxed, display_font, fine, frame_at, named, responsive, rising, rounded, text, units,
};
use crate::slot::{Slot, SlotKind};
use pavo_scene::{Anchor, Color, ColorToken, EaseName, Keys, Node, Rgba, Text, TextAlign, TextStyle, Time};

/// Most hits of one axis: a film of two minutes at twice the usual speed.
const MOST_HITS: usize = 160;

pub(super) const KIND: BlockKind = BlockKind {
    name: "bouncingSign",
    family: Family::Brand,
    about: "A word that goes from edge to edge of the frame for ever and takes another colour at each hit.",
    slots: &[
        Slot::needed("text", SlotKind::Text(16), "The word."),
        Slot::new("colors", SlotKind::Texts([1, 8], 9), "Colours that it takes in turn, such as #06B6D4."),
    ],
    sample: r#"{"text": "PAVO"}"#,
    build: |props, look, duration| {
        let colors: Vec<Rgba> = props.texts("colors").iter().filter_map(|color| Rgba::parse(color)).collect();
        bouncing_sign(&props.words("text"), &colors, look, duration)
    },
};

/// A word in a pill that crosses the frame in straight lines, turns at its edges and changes its colour there.
///
/// `colors`: taken in turn; seven hues of one lightness when empty.
#[must_use]
pub fn bouncing_sign(words: &str, colors: &[Rgba], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    nodes.push(responsive(|frame| sign(words, colors, look, frame, duration)));
    Block { nodes, background, camera: None, needs: TimeNeed::secs(3.0, 8.0, 60.0) }
}

fn sign(words: &str, colors: &[Rgba], look: &Look, frame: Frame, duration: Time) -> Node {
    let most = frame.width * if frame.is_wide() { 0.24 } else { 0.46 };
    let room = Room { width: most * 0.74, height: 300.0, sizes: [40.0, 150.0], lines: 1, alone: 1.0 };
    let fitted = copyfit::fit(words, display(look), room);
    let (width, height) = (fitted.width + (fitted.size * 0.9).max(110.0), (fitted.size * 1.7).max(150.0));
    let hues = if colors.is_empty() { seven(look) } else { colors.to_vec() };
    let first = hues.first().copied().unwrap_or(look.color(ColorToken::Accent));
    let path = [frame.width - width, frame.height - height];
    // Speeds that do not divide each other, so that the way through the frame is long before it repeats.
    // No faster than its letters can be followed.
    let pace = (fitted.size * 2.6).clamp(130.0, 385.0);
    let [along_long, along_short] = [0.804 * pace, 0.594 * pace];
    let speed = if frame.is_wide() { [along_long, along_short] } else { [along_short, along_long] };
    let begin = [0.18 * path[0], 0.3 * path[1]];
    let legs = [0, 1].map(|axis| legs(path[axis], begin[axis], speed[axis], duration.secs()));
    let mut hits: Vec<f64> = legs.iter().flat_map(|legs| legs.iter().skip(1).map(|(at, _)| *at)).collect();
    hits.sort_by(f64::total_cmp);
    hits.dedup_by(|one, other| (*one - *other).abs() < 0.02);
    let turns = hits.iter().enumerate().map(|(index, at)| (fine(*at), hues[(index + 1) % hues.len()]));
    let held: Vec<(f64, Rgba)> = std::iter::once((0.0, first)).chain(turns).collect();
    let colored = || rising(held.iter().map(|(at, color)| (*at, Color::from(*color), named(EaseName::Hold))));
    let along = |axis: usize, tall: f64| {
        rising(legs[axis].iter().map(|(at, place)| (fine(*at), fine(place + tall / 2.0), named(EaseName::Linear))))
    };
    let set = Text {
        font: Some(display_font(look, fitted.size.floor())),
        max_width: Some(units(fitted.break_width())),
        align: Some(TextAlign::Center),
        color: Some(ink(&hues).into()),
        ..text(words, TextStyle::Headline)
    };
    let pill = rounded(width, height, height / 2.0, first)
        .at(frame_at(Anchor::Center, 0.0, 0.0))
        .keyed(Keys { fill: colored(), ..Keys::default() });
    let keys = Keys { x: along(0, width), y: along(1, height), ..Keys::default() };
    let parts = vec![pill, Node::new(set).at(frame_at(Anchor::Center, 0.0, 0.0))];
    boxed(width, height, parts).at(spot(begin[0] + width / 2.0, begin[1] + height / 2.0, Anchor::Center)).keyed(keys)
}

/// When and where something turns that goes back and forth on a length of way, from `begin` on.
fn legs(length: f64, begin: f64, speed: f64, until: f64) -> Vec<(f64, f64)> {
    let mut legs = vec![(0.0, begin)];
    let (mut at, mut place, mut forth) = (0.0, begin, true);
    while at < until && legs.len() < MOST_HITS {
        let target = if forth { length } else { 0.0 };
        at += (target - place).abs() / speed;
        place = target;
        forth = !forth;
        legs.push((at, place));
    }
    legs
}

/// Seven hues that stand out on the ground.
fn seven(look: &Look) -> Vec<Rgba> {
    let ground = look.color(ColorToken::Bg);
    let lightness = if look.is_dark() { 0.76 } else { 0.72 };
    let hue = |turn: u8| Oklch::new(lightness, 0.17, f64::from(turn) * 154.3 + 25.0).to_rgba();
    (0..7).map(hue).filter(|color| Floor { wcag: 1.6, apca: 16.0 }.holds(*color, ground)).collect()
}

/// Black or white, whichever is read better on all of some colours.
fn ink(hues: &[Rgba]) -> Rgba {
    let worst = |ink: Rgba| hues.iter().map(|hue| crate::contrast::wcag(ink, *hue)).fold(f64::INFINITY, f64::min);
    if worst(Rgba::BLACK) >= worst(Rgba::WHITE) { Rgba::opaque(0x10, 0x10, 0x12) } else { Rgba::WHITE }
}
