//! Colours that run into each other, and wander.

use super::RecipeWish;
use super::stage::block;
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, closing_period, disc, fine, frame_at, light, responsive_group};
use pavo_scene::{Anchor, ColorToken, Loop, LoopPreset, Time};

/// Wide soft lights that wander over the ground. It closes within the duration, asked or not.
#[must_use]
pub fn gradient_flow(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("flow");
    let strength = if look.is_dark() { 0.75 } else { 0.6 };
    let air = responsive_group(|frame| {
        let reach = frame.width.max(frame.height);
        (0..7)
            .map(|index| {
                let dice = draw.nth(index);
                let color = match (wish.colors.is_empty(), index % 3) {
                    (false, _) => wish.color(look, index),
                    (true, 0) => look.color(ColorToken::Accent),
                    (true, 1) => look.color(ColorToken::Accent2),
                    (true, _) => look.color(ColorToken::Series4),
                };
                let size = reach * dice.between("size", 0.7, 1.15);
                #[expect(clippy::cast_precision_loss, reason = "a handful of lights")]
                let along = (index as f64 + dice.between("along", 0.2, 0.8)) / 7.0 - 0.5;
                let [x, y] = [along * frame.width * 1.1, dice.between("y", -0.5, 0.5) * frame.height];
                let wander = |preset: LoopPreset, secs: f64, amp: f64| Loop {
                    period: Some(Time::from_secs(fine(closing_period(duration, secs)))),
                    amp: Some(fine(amp)),
                    phase: Some((dice.share("phase") * 100.0).round() / 100.0),
                    ..Loop::new(preset)
                };
                disc(size, light(color, strength))
                    .looping(wander(LoopPreset::Drift, dice.between("secs", 6.0, 11.0), 0.16 * reach))
                    .looping(wander(LoopPreset::Breathe, dice.between("breath", 4.0, 7.0), 0.2))
                    .at(frame_at(Anchor::Center, x, y))
            })
            .collect()
    });
    block(vec![air], wish, look, duration)
}
