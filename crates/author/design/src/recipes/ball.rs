//! A ball that bounces.

use super::RecipeWish;
use super::stage::{block, repeated, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, boxed, closing_period, disc, frame_at, light, rect, units};
use pavo_scene::{Anchor, EaseName, Ellipse, Keys, Node, Size, Time};

const BALL: f64 = 190.0;
/// Where the ball touches the floor and where it turns, below the middle.
const FLOOR: f64 = 330.0;
const PEAK: f64 = -330.0;

/// A ball that bounces for ever, squashed where it lands, above its shadow. It closes within the duration, asked or not.
#[must_use]
pub fn bouncing_ball(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    bouncing(closing_period(duration, 0.95), wish, look, duration)
}

/// The same ball, which lands every `period` seconds, first at 0.
pub(crate) fn bouncing(period: f64, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let [up, down, glide] = [EaseName::EaseOutQuad, EaseName::EaseInQuad, EaseName::Glide].map(Some);
    // Contact lasts a little: pressed for a moment before it leaves.
    let contact = 0.06;
    let rest = FLOOR - BALL / 2.0;
    let along = |low: f64, high: f64| {
        repeated(
            &[(0.0, low, None), (contact, low, None), (0.5 + contact / 2.0, high, up), (1.0, low, down)],
            None,
            period,
            0.0,
            duration,
        )
    };
    let deform = |hit: f64, flight: f64| {
        let figure = [
            (0.0, 1.0, None),
            (contact / 2.0, hit, glide),
            (contact, 1.0, glide),
            (0.16, flight, glide),
            (0.53, 1.0, glide),
            (0.88, flight, glide),
            (0.99, 1.0, glide),
        ];
        repeated(&figure, None, period, 0.0, duration)
    };
    let keys =
        Keys { y: along(rest, PEAK), scale_x: deform(1.2, 0.95), scale_y: deform(0.82, 1.05), ..Keys::default() };
    let color = wish.color(look, 0);
    let ball = boxed(
        BALL,
        BALL,
        vec![
            disc(BALL, color),
            disc(BALL * 0.62, light(pavo_scene::Rgba::WHITE, 0.34)).at(frame_at(
                Anchor::Center,
                -BALL * 0.16,
                -BALL * 0.18,
            )),
        ],
    );
    let shadow = Keys { width: along(BALL * 1.15, BALL * 0.5), opacity: along(1.0, 0.35), ..Keys::default() };
    let soft = Ellipse {
        size: Some(Size { width: units(BALL * 1.15), height: units(30.0) }),
        fill: Some(trace(look, 0.2).into()),
        stroke: None,
    };
    let drawing = vec![
        rect(units(760.0), units(6.0), trace(look, 0.5)).at(frame_at(Anchor::Center, 0.0, FLOOR + 12.0)),
        Node::new(soft).at(frame_at(Anchor::Center, 0.0, FLOOR + 46.0)).keyed(shadow),
        ball.at(frame_at(Anchor::Center, 0.0, rest)).pivot(Anchor::Bottom).keyed(keys),
    ];
    block(vec![staged(drawing, 1.15)], wish, look, duration)
}
