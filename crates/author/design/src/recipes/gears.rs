//! Wheels that turn each other.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, disc, fine, frame_at, named, rising};
use kurbo::BezPath;
use libm::{cos, sin};
use pavo_scene::{Anchor, ColorToken, EaseName, Keys, Node, Path, Rgba, Time};
use std::f64::consts::TAU;

/// A wheel: where it is, how many teeth it has, and how far it is turned at first, in teeth.
struct Wheel {
    at: [f64; 2],
    teeth: u16,
    turned: f64,
    reverse: bool,
}

/// The length of a tooth and its gap along the rim, in design units.
const PITCH: f64 = 74.0;

/// How far teeth reach out, in design units.
const REACH: f64 = 46.0;

/// Three wheels whose teeth mesh. It closes within the duration, asked or not: after whole teeth all look as before.
#[must_use]
pub fn gears(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let radius = |teeth: u16| f64::from(teeth) * PITCH / TAU;
    let [large, middle, small] = [16_u16, 12, 8];
    let apart = |one: u16, other: u16| radius(one) + radius(other) + 6.0;
    let [x0, y0] = [-150.0, 100.0];
    let [turn1, turn2] = [-0.62, 0.42_f64].map(|turn| turn * std::f64::consts::PI / 2.0);
    let [d1, d2] = [apart(large, middle), apart(large, small)];
    let wheels = [
        Wheel { at: [x0, y0], teeth: large, turned: 0.0, reverse: false },
        Wheel {
            at: [x0 + d1 * cos(turn1), y0 + d1 * sin(turn1)],
            teeth: middle,
            turned: meshed(turn1, large, middle),
            reverse: true,
        },
        Wheel {
            at: [x0 + d2 * cos(turn2), y0 + d2 * sin(turn2)],
            teeth: small,
            turned: meshed(turn2, large, small),
            reverse: true,
        },
    ];
    let passed = (duration.secs() * 1.6).round().max(1.0);
    let drawing = wheels
        .iter()
        .enumerate()
        .flat_map(|(index, wheel)| turning(wheel, radius(wheel.teeth), wish.color(look, index), passed, duration))
        .collect();
    block(vec![staged(drawing, 1.05)], wish, look, duration)
}

/// How far a wheel is turned, in teeth, such that a gap of it faces a tooth of the one it stands at `angle` of.
fn meshed(angle: f64, one: u16, other: u16) -> f64 {
    let [one, other] = [one, other].map(f64::from);
    // The tooth of the first at the point where they touch, and the place of the second's own there.
    let tooth = angle / TAU * one;
    let facing = (angle / TAU + 0.5) * other;
    tooth + facing + 0.5
}

fn turning(wheel: &Wheel, radius: f64, color: Rgba, passed: f64, duration: Time) -> Vec<Node> {
    let step = 360.0 / f64::from(wheel.teeth);
    let begin = wheel.turned * step * if wheel.reverse { 1.0 } else { -1.0 };
    let end = begin + if wheel.reverse { -passed } else { passed } * step;
    let turns = [(0.0, fine(begin), None), (duration.secs(), fine(end), named(EaseName::Linear))];
    let keys = Keys { rotate: rising(turns), ..Keys::default() };
    let [x, y] = wheel.at;
    let at = || frame_at(Anchor::Center, x, y);
    let body = Node::new(Path { fill: Some(color.into()), ..Path::new(rim(wheel.teeth, radius)) });
    let hub = disc(radius * 1.06, ColorToken::Bg).at(at());
    let eye = disc(radius * 0.42, color).at(at());
    vec![body.at(at()).keyed(keys), hub, eye]
}

/// The outline of a wheel with teeth, around the origin.
fn rim(teeth: u16, radius: f64) -> BezPath {
    let mut path = BezPath::new();
    let point = |turn: f64, reach: f64| (fine(reach * cos(turn)), fine(reach * sin(turn)));
    for tooth in 0..teeth {
        let angle = |share: f64| (f64::from(tooth) + share) / f64::from(teeth) * TAU;
        let [root, tip] = [radius - REACH / 2.0, radius + REACH / 2.0];
        let corners = [(-0.29, root), (-0.17, tip), (0.17, tip), (0.29, root)];
        for (index, (share, reach)) in corners.into_iter().enumerate() {
            let (x, y) = point(angle(share), reach);
            if tooth == 0 && index == 0 { path.move_to((x, y)) } else { path.line_to((x, y)) }
        }
    }
    path.close_path();
    path
}
