//! A spiral of stars.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, boxed, disc, fine, frame_at, light};
use libm::{cos, exp, sin};
use pavo_scene::{Anchor, Time};
use std::f64::consts::TAU;

/// Arms, and stars in each.
const ARMS: usize = 3;
const STARS: usize = 74;

/// A spiral of stars that turns slowly around its light.
#[must_use]
pub fn galaxy(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("galaxy");
    let mut stars = Vec::new();
    for arm in 0..ARMS {
        for star in 0..STARS {
            let dice = draw.nth(arm * STARS + star);
            #[expect(clippy::cast_precision_loss, reason = "a few dozen stars")]
            let (arm_share, along) = (arm as f64 / ARMS as f64, (star as f64 + dice.share("along")) / STARS as f64);
            // A logarithmic spiral, thicker towards its end.
            let turn = (arm_share + along * 0.92) * TAU;
            let reach = 46.0 * exp(along * 2.42);
            let spread = 16.0 + 46.0 * along;
            let x = reach * cos(turn) + dice.between("x", -spread, spread);
            let y = reach * sin(turn) + dice.between("y", -spread, spread);
            let size = dice.between("size", 7.0, 17.0) * (1.25 - 0.6 * along);
            let color = wish.color(look, dice.index("color", 3));
            let mut star = disc(size, color).at(frame_at(Anchor::Center, x, y));
            star.common.opacity = Some(fine(1.0 - 0.5 * along));
            stars.push(star);
        }
    }
    let core = disc(560.0, light(wish.color(look, 0), if look.is_dark() { 0.5 } else { 0.34 }));
    let spiral = boxed(1080.0, 1080.0, stars).spin(26.0, false);
    block(vec![staged(vec![core, spiral], 1.15)], wish, look, duration)
}
