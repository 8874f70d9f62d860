//! What drifts in the air or flies by: dust, stars.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, closing_period, disc, fine, frame_at, light, responsive_group};
use libm::{cos, sin};
use pavo_scene::{Anchor, ColorToken, EaseName, Keys, Loop, LoopPreset, Time};
use std::f64::consts::TAU;

/// Motes of dust in light, some of them out of focus. It closes within the duration, asked or not.
#[must_use]
pub fn dust(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("dust");
    let air = responsive_group(|frame| {
        (0..90)
            .map(|index| {
                let dice = draw.nth(index);
                let near = dice.share("near");
                let is_soft = near > 0.86;
                let size = if is_soft { dice.between("size", 60.0, 150.0) } else { 4.0 + 12.0 * near };
                let color =
                    if wish.colors.is_empty() { look.color(ColorToken::Accent) } else { wish.color(look, index) };
                let mut mote = if is_soft { disc(size, light(color, 0.55)) } else { disc(size, color) };
                mote.common.opacity = Some(fine(0.2 + 0.6 * dice.share("lit")));
                let wander = |preset: LoopPreset, secs: f64, amp: f64| Loop {
                    period: Some(Time::from_secs(closing_period(duration, secs))),
                    amp: Some(fine(amp)),
                    phase: Some((dice.share("phase") * 100.0).round() / 100.0),
                    ..Loop::new(preset)
                };
                let [x, y] = [dice.between("x", -0.5, 0.5) * frame.width, dice.between("y", -0.5, 0.5) * frame.height];
                mote.looping(wander(LoopPreset::Drift, dice.between("secs", 5.0, 9.0), 40.0 + 70.0 * near))
                    .looping(wander(LoopPreset::Float, dice.between("rise", 4.0, 7.0), 30.0))
                    .at(frame_at(Anchor::Center, x, y))
            })
            .collect()
    });
    block(vec![air], wish, look, duration)
}

/// Stars that fly past the viewer, from the middle outwards. It closes within the duration, asked or not.
#[must_use]
pub fn starfield(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("starfield");
    let space = responsive_group(|frame| {
        let reach = frame.width.hypot(frame.height) / 2.0 + 30.0;
        (0..240)
            .map(|index| {
                let dice = draw.nth(index);
                let turn = dice.share("turn") * TAU;
                let period = closing_period(duration, dice.between("period", 1.6, 4.5));
                let shift = period * dice.share("shift");
                let from = reach * dice.between("from", 0.04, 0.3);
                let track = |figure: &[(f64, f64, Option<EaseName>)]| {
                    repeated(figure, Some(EaseName::Hold), period, shift, duration)
                };
                let way =
                    |axis: f64| track(&[(0.0, from * axis, None), (0.9999, reach * axis, Some(EaseName::EaseInQuad))]);
                let color = if wish.colors.is_empty() {
                    look.color(if index % 6 == 0 { ColorToken::Accent } else { ColorToken::Text })
                } else {
                    wish.color(look, index)
                };
                let keys = Keys {
                    x: way(cos(turn)),
                    y: way(sin(turn)),
                    scale: track(&[(0.0, 0.2, None), (0.9999, 1.6, Some(EaseName::EaseInQuad))]),
                    opacity: track(&[(0.0, 0.0, None), (0.25, 1.0, None), (0.9999, 1.0, None)]),
                    ..Keys::default()
                };
                disc(dice.between("size", 8.0, 20.0), color).at(frame_at(Anchor::Center, 0.0, 0.0)).keyed(keys)
            })
            .collect()
    });
    block(vec![space], wish, look, duration)
}
