//! What falls: snow, and streams of digits without digits.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, boxed, closing_period, disc, fine, frame_at, rect, responsive_group, units};
use pavo_scene::{Anchor, EaseName, Keys, Loop, LoopPreset, Time};

/// Flakes in three sizes that fall and sway. It closes within the duration, asked or not.
#[must_use]
pub fn snow(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("snow");
    let sky = responsive_group(|frame| {
        (0..90)
            .map(|index| {
                let dice = draw.nth(index);
                let near = dice.share("near");
                let size = 8.0 + 30.0 * near * near;
                let period = closing_period(duration, 9.0 - 5.0 * near);
                let [top, bottom] = [-frame.height / 2.0 - 40.0, frame.height / 2.0 + 40.0];
                let falls = repeated(
                    &[(0.0, top, None), (0.9999, bottom, None)],
                    Some(EaseName::Hold),
                    period,
                    period * dice.share("shift"),
                    duration,
                );
                let x = dice.between("x", -0.52, 0.52) * frame.width;
                let color = if wish.colors.is_empty() {
                    look.color(pavo_scene::ColorToken::Text)
                } else {
                    wish.color(look, index)
                };
                let sway = Loop {
                    period: Some(Time::from_secs(closing_period(duration, dice.between("sway", 2.5, 4.5)))),
                    amp: Some(14.0 + 20.0 * near),
                    phase: Some((dice.share("phase") * 100.0).round() / 100.0),
                    ..Loop::new(LoopPreset::Drift)
                };
                let mut flake = disc(size, color).looping(sway).at(frame_at(Anchor::Center, 0.0, 0.0));
                flake.common.opacity = Some(fine(0.25 + 0.6 * near));
                boxed(size, size, vec![flake])
                    .at(frame_at(Anchor::Center, x, top))
                    .keyed(Keys { y: falls, ..Keys::default() })
            })
            .collect()
    });
    block(vec![sky], wish, look, duration)
}

/// Columns of signs that fall, brightest at their lower ends. It closes within the duration, asked or not.
#[must_use]
pub fn digital_rain(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    const CELL: f64 = 34.0;
    const LONG: u8 = 12;
    let draw = look.draw("rain");
    let sky = responsive_group(|frame| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen columns")]
        let columns = (frame.width / (CELL * 1.5)).floor() as usize;
        (0..columns)
            .map(|column| {
                let dice = draw.nth(column);
                let color = wish.color(look, 0);
                let tall = CELL * f64::from(LONG);
                let signs = (0..LONG).map(|sign| {
                    let dice = dice.nth(usize::from(sign));
                    let share = f64::from(sign + 1) / f64::from(LONG);
                    let [wide, high] =
                        [dice.between("w", 0.3, 0.72), dice.between("h", 0.35, 0.8)].map(|part| part * CELL);
                    let bright = if sign + 1 == LONG { look.color(pavo_scene::ColorToken::Text) } else { color };
                    {
                        let mut sign_node = rect(units(wide), units(high), bright);
                        sign_node.common.opacity = Some(fine(share * share));
                        sign_node.at(frame_at(Anchor::Top, 0.0, CELL * f64::from(sign)))
                    }
                });
                let period = closing_period(duration, dice.between("period", 1.8, 4.2));
                let [from, to] = [-frame.height / 2.0 - tall, frame.height / 2.0 + tall];
                let falls = repeated(
                    &[(0.0, from, None), (0.9999, to, None)],
                    Some(EaseName::Hold),
                    period,
                    period * dice.share("shift"),
                    duration,
                );
                #[expect(clippy::cast_precision_loss, reason = "a few dozen columns")]
                let x = (column as f64 + 0.5) * CELL * 1.5 - frame.width / 2.0;
                boxed(CELL, tall, signs.collect())
                    .at(frame_at(Anchor::Center, x, from))
                    .keyed(Keys { y: falls, ..Keys::default() })
            })
            .collect()
    });
    block(vec![sky], wish, look, duration)
}
