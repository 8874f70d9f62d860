//! Signs of things: an icon where one is known, else a figure of plain geometry.

use crate::avatar::initials;
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{
    Dress, boxed, disc, entrance, fine, frame_at, frame_origin, rect, ring, round_stroke, rounded, stroke, units,
};
use crate::seed::Draw;
use crate::style::Panel;
use crate::wording::Wording;
use kurbo::{Affine, BezPath, Shape as _};
use pavo_scene::{Anchor, ColorToken, EntrancePreset, Node, Paint, Path, Stroke, StrokeJoin, Time};

/// Width of an icon's strokes in its box of 24 units.
const ICON_STROKE: f64 = 1.9;

/// A sign in a square of a side, which comes at `start`.
///
/// `icon`: what to show; `about`: what decides the figure where there is none.
pub(crate) fn emblem(icon: Option<&str>, about: &str, look: &Look, side: f64, start: f64) -> Node {
    let Some(strokes) = icon.and_then(pavo_library::icon_for).map(|icon| icon.strokes) else {
        return figure(about, look, side, start);
    };
    let draws = entrance(EntrancePreset::DrawOn, fine(start), Time::from_secs(0.7));
    if matches!(look.style().panel, Panel::Soft | Panel::Flat | Panel::Glass) {
        let (fill, ink) = filled(look, ColorToken::Accent);
        let ground = rounded(side, side, look.style().radius.min(side * 0.28), fill);
        let ground = ground.at(frame_at(Anchor::Center, 0.0, 0.0));
        let pops = entrance(EntrancePreset::Pop, fine(start), Time::from_secs(0.45));
        let icon = drawn(&strokes, side * 0.58, ink.into());
        let icon = boxed(side * 0.58, side * 0.58, vec![icon.enter(draws)]).at(frame_at(Anchor::Center, 0.0, 0.0));
        return boxed(side, side, vec![ground.enter(pops), icon]);
    }
    boxed(side, side, vec![drawn(&strokes, side, ColorToken::Accent.into()).enter(draws)])
}

/// An icon's strokes in a square of a side; its place counts from the square's upper left corner.
pub(crate) fn drawn(strokes: &BezPath, side: f64, color: Paint) -> Node {
    let scaled = Affine::scale(side / 24.0) * strokes.clone();
    let middle = scaled.bounding_box().center();
    let line = Stroke { join: Some(StrokeJoin::Round), ..round_stroke(color, side * ICON_STROKE / 24.0) };
    let node = Node::new(Path { stroke: Some(line), ..Path::new(scaled) });
    node.at(frame_origin(Anchor::TopLeft, middle.x, middle.y, Anchor::Center))
}

/// A figure of two or three plain shapes, which one decided by the words.
fn figure(about: &str, look: &Look, side: f64, start: f64) -> Node {
    let draw = Draw::about(look.seed, about);
    let pops =
        |node: Node, delay: f64| node.enter(entrance(EntrancePreset::Pop, fine(start + delay), Time::from_secs(0.45)));
    let center = || frame_at(Anchor::Center, 0.0, 0.0);
    let thick = (side * 0.09).max(4.0);
    let accent = ColorToken::Accent;
    let radius = look.style().radius.min(side * 0.16);
    let nodes = match draw.index("figure", 5) {
        0 => vec![
            pops(ring(side * 0.9, stroke(accent, thick)).at(center()), 0.0),
            pops(disc(side * 0.34, accent).at(center()), 0.08),
        ],
        1 => vec![
            pops(rounded(side * 0.62, side * 0.62, radius, accent).at(frame_at(Anchor::TopLeft, 0.0, 0.0)), 0.0),
            pops(
                rounded(side * 0.62, side * 0.62, radius, look.color(accent).with_alpha(0.35)).at(frame_at(
                    Anchor::BottomRight,
                    0.0,
                    0.0,
                )),
                0.08,
            ),
        ],
        2 => (0..3_u8)
            .map(|bar| {
                let tall = side * [0.45, 0.72, 1.0][usize::from(bar)];
                let bar_at = frame_at(Anchor::BottomLeft, f64::from(bar) * side * 0.36, 0.0);
                pops(
                    rect(units(side * 0.26), units(tall), accent).at(bar_at).pivot(Anchor::Bottom),
                    0.06 * f64::from(bar),
                )
            })
            .collect(),
        3 => vec![
            pops(disc(side * 0.62, accent).at(frame_at(Anchor::Left, 0.0, 0.0)), 0.0),
            pops(ring(side * 0.62, round_stroke(accent, thick)).at(frame_at(Anchor::Right, 0.0, 0.0)), 0.08),
        ],
        _ => vec![
            pops(rect(units(side * 0.7), units(side * 0.7), accent).turned(45.0).at(center()), 0.0),
            pops(disc(side * 0.3, ColorToken::OnAccent).at(center()), 0.1),
        ],
    };
    boxed(side, side, nodes)
}

/// A sign on a tile of the accent, as programs have it: an icon, else the first letter of its name.
pub(crate) fn tile(icon: Option<&str>, about: &str, look: &Look, side: f64) -> Node {
    let (fill, ink) = filled(look, ColorToken::Accent);
    let center = || frame_at(Anchor::Center, 0.0, 0.0);
    let ground = rounded(side, side, look.style().radius.min(side * 0.24), fill).at(center());
    let sign = match icon.and_then(pavo_library::icon_for) {
        Some(icon) => {
            let inner = side * 0.54;
            boxed(inner, inner, vec![drawn(&icon.strokes, inner, ink.into())]).at(center())
        }
        None => {
            let letter: String = initials(about).chars().take(1).collect();
            let words = Wording::new(&letter, (side * 0.5).max(22.0)).weight(700.0).color(ink).centered();
            words.node(look).at(center())
        }
    };
    boxed(side, side, vec![ground, sign])
}
