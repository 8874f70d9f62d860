//! Fireworks.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::block::Block;
use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{Dress, closing_period, disc, fine, frame_at, responsive_group};
use libm::{cos, sin};
use pavo_scene::{Anchor, EaseName, Keys, Time};
use std::f64::consts::TAU;

/// Bursts over the frame, and sparks of each.
const BURSTS: usize = 5;
const SPARKS: usize = 30;

/// Bursts of sparks that spread, hang and fade, one after another. It closes within the duration, asked or not.
#[must_use]
pub fn fireworks(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("fireworks");
    let period = closing_period(duration, 3.0);
    let sky = responsive_group(|frame| {
        let mut nodes = Vec::new();
        for burst in 0..BURSTS {
            let dice = draw.nth(burst);
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            let place = burst as f64 / BURSTS as f64;
            let x = frame.width * (place - 0.4 + dice.between("x", -0.06, 0.06)) * 0.92;
            let y = frame.height * dice.between("y", -0.32, 0.14);
            let reach = frame.width.min(frame.height) * dice.between("reach", 0.2, 0.34);
            let shift = period * dice.between("shift", 0.0, 1.0);
            let color = if wish.colors.is_empty() {
                let hues = [20.0, 70.0, 150.0, 250.0, 330.0];
                Oklch::new(if look.is_dark() { 0.8 } else { 0.62 }, 0.17, hues[burst % hues.len()]).to_rgba()
            } else {
                wish.color(look, burst)
            };
            for spark in 0..SPARKS {
                let dice = dice.nth(spark);
                #[expect(clippy::cast_precision_loss, reason = "two dozen sparks")]
                let turn = (spark as f64 + dice.between("turn", -0.2, 0.2)) / SPARKS as f64 * TAU;
                let far = reach * dice.between("far", 0.72, 1.0);
                let fall = reach * 0.3;
                let to = |axis: f64, extra: f64| {
                    let figure = [
                        (0.0, 0.0, None),
                        (0.04, 0.0, None),
                        (0.36, axis, Some(EaseName::Out)),
                        (0.62, axis + extra, Some(EaseName::EaseInQuad)),
                    ];
                    repeated(&figure, Some(EaseName::Hold), period, shift, duration)
                };
                let seen = [(0.0, 0.0, None), (0.04, 1.0, Some(EaseName::Hold)), (0.34, 1.0, None), (0.62, 0.0, None)];
                let mut keys = Keys {
                    x: to(far * cos(turn), 0.0),
                    y: to(far * sin(turn), fall),
                    opacity: repeated(&seen, Some(EaseName::Hold), period, shift, duration),
                    ..Keys::default()
                };
                for (track, from) in [(&mut keys.x, x), (&mut keys.y, y)] {
                    for key in &mut track.keys {
                        key.value = fine(key.value + from);
                    }
                }
                nodes
                    .push(disc(dice.between("size", 10.0, 20.0), color).at(frame_at(Anchor::Center, x, y)).keyed(keys));
            }
        }
        nodes
    });
    block(vec![sky], wish, look, duration)
}
