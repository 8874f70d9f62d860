//! Newton's cradle.

use super::RecipeWish;
use super::stage::{block, repeated, staged};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, boxed, closing_period, disc, frame_at, frame_origin, line, round_stroke, rounded, stroke};
use pavo_scene::{Anchor, ColorToken, EaseName, Keys, Time};

const BALLS: u32 = 5;
const DIAMETER: f64 = 118.0;
const STRING: f64 = 520.0;
/// Degrees of the swing.
const SWING: f64 = 34.0;

/// Balls on strings: the outer ones swing in turn, those between stand. It closes within the duration, asked or not.
#[must_use]
pub fn cradle(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let period = closing_period(duration, 1.8);
    let ink = look.color(ColorToken::Text);
    let mut drawing = Vec::new();
    for ball in 0..BALLS {
        let side = match ball {
            0 => 1.0,
            last if last + 1 == BALLS => -1.0,
            _ => 0.0,
        };
        let string =
            line([0.0, 0.0], [0.0, STRING], stroke(ink, 3.0)).at(frame_origin(Anchor::Top, 0.0, 0.0, Anchor::Top));
        let bob = disc(DIAMETER, wish.color(look, usize::from(side != 0.0))).at(frame_origin(
            Anchor::Top,
            0.0,
            STRING - 2.0,
            Anchor::Top,
        ));
        let x = (f64::from(ball) - f64::from(BALLS - 1) / 2.0) * DIAMETER;
        let mut pendulum = boxed(DIAMETER, STRING + DIAMETER, vec![string, bob]).pivot(Anchor::Top).at(frame_origin(
            Anchor::Top,
            x,
            190.0,
            Anchor::Top,
        ));
        if side != 0.0 {
            // A quarter of the round up, a quarter down; the other half it is the other one's turn.
            let figure = [
                (0.0, 0.0, None),
                (0.25, SWING * side, Some(EaseName::EaseOutQuad)),
                (0.5, 0.0, Some(EaseName::EaseInQuad)),
                (0.9999, 0.0, None),
            ];
            let shift = if side > 0.0 { 0.0 } else { period / 2.0 };
            let rotate = repeated(&figure, None, period, shift - period * 0.25, duration);
            pendulum = pendulum.keyed(Keys { rotate, ..Keys::default() });
        }
        drawing.push(pendulum);
    }
    let bar = rounded(DIAMETER * f64::from(BALLS + 2), 26.0, 13.0, ink);
    drawing.push(bar.at(frame_at(Anchor::Top, 0.0, 164.0)));
    for side in [-1.0, 1.0] {
        let x = side * DIAMETER * f64::from(BALLS + 2) / 2.0 - side * 13.0;
        let leg = line([0.0, 0.0], [0.0, STRING + 330.0], round_stroke(ink, 18.0));
        drawing.push(leg.at(frame_origin(Anchor::Top, x, 180.0, Anchor::Top)));
    }
    block(vec![staged(drawing, 1.0)], wish, look, duration)
}
