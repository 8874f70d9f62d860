//! Parts of programs whose words are not known: bars, cards and charts without figures.

use crate::background::trace;
use crate::blocks::{count_of, spot};
use crate::look::Look;
use crate::parts::{Dress, boxed, disc, entrance, fine, named, rising, round_stroke, rounded};
use crate::seed::Draw;
use kurbo::BezPath;
use pavo_scene::{Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Node, Path, Side, Time};

/// How strong bars are that stand for words.
const BAR: f64 = 0.16;

/// Bars that stand for lines of words, in a box of a width; `pitch` from one to the next.
pub(crate) fn lines(look: &Look, draw: Draw, count: usize, [width, pitch]: [f64; 2], start: f64) -> Node {
    let thick = pitch * 0.42;
    let bars = (0..count).map(|index| {
        let long = width
            * draw.nth(index).between("long", 0.62, 0.96)
            * if index + 1 == count && count > 1 { 0.6 } else { 1.0 };
        let bar = rounded(long, thick, bar_radius(look, thick), trace(look, BAR));
        bar.at(spot(0.0, pitch * (count_of(index) + 0.5), Anchor::Left)).enter(wipes(start + 0.05 * count_of(index)))
    });
    boxed(width, pitch * count_of(count), bars.collect())
}

/// A bar that stands for a word or two.
pub(crate) fn bar(look: &Look, width: f64, thick: f64, strength: f64, start: f64) -> Node {
    rounded(width, thick, bar_radius(look, thick), trace(look, strength)).enter(wipes(start))
}

fn bar_radius(look: &Look, thick: f64) -> f64 {
    look.style().radius.min(thick / 2.0)
}

fn wipes(start: f64) -> Entrance {
    Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, fine(start), Time::from_secs(0.4)) }
}

/// Upright bars of chance, one of them in the accent.
pub(crate) fn columns(look: &Look, draw: Draw, count: usize, [width, height]: [f64; 2], start: f64) -> Node {
    let pitch = width / count_of(count.max(1));
    let best = draw.index("best", count);
    let bars = (0..count).map(|index| {
        let share = if index == best { 1.0 } else { draw.nth(index).between("tall", 0.3, 0.84) };
        let fill = if index == best { look.color(ColorToken::Accent) } else { trace(look, 0.24) };
        let bar = rounded(pitch * 0.62, height * share, look.style().radius.min(pitch * 0.16), fill);
        let grows = Entrance {
            ease: named(EaseName::Snap),
            ..entrance(EntrancePreset::Grow, fine(start + 0.05 * count_of(index)), Time::from_secs(0.6))
        };
        bar.at(spot(pitch * (count_of(index) + 0.5), height, Anchor::Bottom)).pivot(Anchor::Bottom).enter(grows)
    });
    boxed(width, height, bars.collect())
}

/// A line of chance that rises.
pub(crate) fn trend(draw: Draw, [width, height]: [f64; 2], start: f64) -> Node {
    let count = 7;
    let mut path = BezPath::new();
    let mut last = [0.0, 0.0];
    for index in 0..count {
        let x = width * count_of(index) / count_of(count - 1);
        let rise = count_of(index) / count_of(count - 1);
        let y = height * (0.92 - 0.8 * rise + draw.nth(index).between("y", -0.1, 0.1)).clamp(0.04, 0.96);
        if index == 0 {
            path.move_to((x, y));
        } else {
            let third = (x - last[0]) * 0.45;
            path.curve_to((last[0] + third, last[1]), (x - third, y), (x, y));
        }
        last = [x, y];
    }
    let middle = {
        use kurbo::Shape as _;
        path.bounding_box().center()
    };
    let drawn = [(0.0, 0.0, None), (fine(start), 0.0, None), (fine(start + 0.9), 1.0, named(EaseName::Swift))];
    let line = Node::new(Path { stroke: Some(round_stroke(ColorToken::Accent, 7.0)), ..Path::new(path) })
        .at(spot(middle.x, middle.y, Anchor::Center))
        .keyed(Keys { trim_end: rising(drawn), ..Keys::default() });
    let end = disc(24.0, ColorToken::Accent).at(spot(last[0], last[1], Anchor::Center)).enter(entrance(
        EntrancePreset::Pop,
        fine(start + 0.8),
        Time::from_secs(0.35),
    ));
    boxed(width, height, vec![line, end])
}
