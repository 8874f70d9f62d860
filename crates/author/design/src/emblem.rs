//! Signs of things: an icon where one is known, else a figure of plain geometry.

use crate::look::Look;
use crate::parts::{Dress, boxed, disc, entrance, fine, frame_at, rect, ring, round_stroke, rounded, stroke, units};
use crate::seed::Draw;
use pavo_scene::{Anchor, ColorToken, EntrancePreset, Node, Time};

/// A sign in a square of a side, which comes at `start`.
///
/// `icon`: what to show; `about`: what decides the figure where there is none.
pub(crate) fn emblem(icon: Option<&str>, about: &str, look: &Look, side: f64, start: f64) -> Node {
    let _ = icon;
    figure(about, look, side, start)
}

/// A figure of two or three plain shapes, which one decided by the words.
fn figure(about: &str, look: &Look, side: f64, start: f64) -> Node {
    let draw = Draw::about(look.seed, about);
    let pops =
        |node: Node, delay: f64| node.enter(entrance(EntrancePreset::Pop, fine(start + delay), Time::from_secs(0.45)));
    let center = frame_at(Anchor::Center, 0.0, 0.0);
    let thick = (side * 0.09).max(4.0);
    let accent = ColorToken::Accent;
    let nodes = match draw.index("figure", 5) {
        0 => vec![
            pops(ring(side * 0.9, stroke(accent, thick)).at(center.clone()), 0.0),
            pops(disc(side * 0.34, accent).at(center), 0.08),
        ],
        1 => vec![
            pops(
                rounded(side * 0.62, side * 0.62, look.style().radius.min(side * 0.16), accent).at(frame_at(
                    Anchor::TopLeft,
                    0.0,
                    0.0,
                )),
                0.0,
            ),
            pops(
                rounded(
                    side * 0.62,
                    side * 0.62,
                    look.style().radius.min(side * 0.16),
                    look.color(accent).with_alpha(0.35),
                )
                .at(frame_at(Anchor::BottomRight, 0.0, 0.0)),
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
            pops(rect(units(side * 0.7), units(side * 0.7), accent).turned(45.0).at(center.clone()), 0.0),
            pops(disc(side * 0.3, ColorToken::OnAccent).at(center), 0.1),
        ],
    };
    boxed(side, side, nodes)
}

/// A sign on a tile of the accent, as programs have it.
pub(crate) fn tile(icon: Option<&str>, about: &str, look: &Look, side: f64) -> Node {
    let _ = icon;
    let letters: String = crate::avatar::initials(about).chars().take(1).collect();
    let center = frame_at(Anchor::Center, 0.0, 0.0);
    let ground = rounded(side, side, look.style().radius.min(side * 0.24), ColorToken::Accent).at(center.clone());
    let words =
        crate::wording::Wording::new(&letters, (side * 0.5).max(22.0)).weight(700.0).color(ColorToken::OnAccent);
    boxed(side, side, vec![ground, words.centered().node(look).at(center)])
}
