//! What rises: bubbles, embers, smoke.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::block::Block;
use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{Dress, boxed, closing_period, disc, fine, frame_at, light, responsive_group, ring, stroke};
use crate::seed::Draw;
use pavo_scene::{Anchor, EaseName, Keys, Loop, LoopPreset, Node, Time};

/// Bubbles of all sizes that rise and sway. It closes within the duration, asked or not.
#[must_use]
pub fn bubbles(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("bubbles");
    let water = responsive_group(|frame| {
        (0..34)
            .map(|index| {
                let dice = draw.nth(index);
                let near = dice.share("near");
                let size = 26.0 + 150.0 * near * near;
                let color = wish.color(look, dice.index("color", 2));
                let mut skin = disc(size, light(color, 0.5));
                skin.common.opacity = Some(fine(0.35 + 0.3 * near));
                let mut rim = ring(size, stroke(color, 2.0 + 3.0 * near));
                rim.common.opacity = Some(0.8);
                let shine = disc(size * 0.16, pavo_scene::Rgba::WHITE);
                let shine = shine.at(frame_at(Anchor::Center, -0.24 * size, -0.24 * size));
                let bubble =
                    boxed(size, size, vec![skin, rim, shine]).looping(sway(dice, duration, 18.0 + 26.0 * near));
                let period = closing_period(duration, 9.0 - 4.5 * near);
                travelling(
                    bubble,
                    dice,
                    frame.width,
                    [frame.height / 2.0 + size, -frame.height / 2.0 - size],
                    period,
                    duration,
                )
            })
            .collect()
    });
    block(vec![water], wish, look, duration)
}

/// Glowing sparks that rise from a fire and die. It closes within the duration, asked or not.
#[must_use]
pub fn embers(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("embers");
    let night = responsive_group(|frame| {
        (0..110)
            .map(|index| {
                let dice = draw.nth(index);
                let near = dice.share("near");
                let size = 6.0 + 16.0 * near * near;
                let color = if wish.colors.is_empty() {
                    Oklch::new(if look.is_dark() { 0.78 } else { 0.6 }, 0.17, dice.between("hue", 35.0, 80.0)).to_rgba()
                } else {
                    wish.color(look, index)
                };
                let spark = disc(size, color).looping(sway(dice, duration, 20.0 + 50.0 * near));
                let spark = boxed(size, size, vec![spark]);
                let period = closing_period(duration, 5.5 - 2.5 * near);
                let high = -frame.height * dice.between("high", 0.05, 0.5);
                let rises = repeated(
                    &[(0.0, frame.height / 2.0 + 40.0, None), (0.9999, high, Some(EaseName::EaseOutQuad))],
                    Some(EaseName::Hold),
                    period,
                    period * dice.share("shift"),
                    duration,
                );
                let fades = repeated(
                    &[(0.0, 0.0, None), (0.08, 1.0, None), (0.55, 0.9, None), (0.9999, 0.0, None)],
                    Some(EaseName::Hold),
                    period,
                    period * dice.share("shift"),
                    duration,
                );
                let x = dice.between("x", -0.52, 0.52) * frame.width;
                let keys = Keys { y: rises, opacity: fades, ..Keys::default() };
                spark.at(frame_at(Anchor::Center, x, 0.0)).keyed(keys)
            })
            .collect()
    });
    block(vec![night], wish, look, duration)
}

/// Soft clouds that rise, widen and vanish. It closes within the duration, asked or not.
#[must_use]
pub fn smoke(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("smoke");
    let color = if wish.colors.is_empty() { look.color(pavo_scene::ColorToken::Muted) } else { wish.color(look, 0) };
    let air = responsive_group(|frame| {
        (0..26)
            .map(|index| {
                let dice = draw.nth(index);
                let size = dice.between("size", 300.0, 560.0);
                let puff =
                    disc(size, light(color, dice.between("thick", 0.28, 0.5))).looping(sway(dice, duration, 50.0));
                let period = closing_period(duration, dice.between("period", 4.0, 7.0));
                let shift = period * dice.share("shift");
                let track = |figure: &[(f64, f64, Option<EaseName>)]| {
                    repeated(figure, Some(EaseName::Hold), period, shift, duration)
                };
                let way = dice.between("way", -0.2, 0.2) * frame.width;
                let keys = Keys {
                    x: track(&[(0.0, way * 0.1, None), (0.9999, way, Some(EaseName::EaseInQuad))]),
                    y: track(&[
                        (0.0, frame.height * 0.52, None),
                        (0.9999, -frame.height * 0.42, Some(EaseName::EaseOutQuad)),
                    ]),
                    scale: track(&[(0.0, 0.35, None), (0.9999, 1.5, None)]),
                    opacity: track(&[(0.0, 0.0, None), (0.2, 1.0, None), (0.9999, 0.0, None)]),
                    ..Keys::default()
                };
                boxed(size, size, vec![puff]).at(frame_at(Anchor::Center, 0.0, 0.0)).keyed(keys)
            })
            .collect()
    });
    block(vec![air], wish, look, duration)
}

fn sway(dice: Draw, duration: Time, amp: f64) -> Loop {
    Loop {
        period: Some(Time::from_secs(closing_period(duration, dice.between("sway", 2.5, 4.5)))),
        amp: Some(fine(amp)),
        phase: Some((dice.share("phase") * 100.0).round() / 100.0),
        ..Loop::new(LoopPreset::Drift)
    }
}

/// A node on its way from below the frame to above it, again and again.
fn travelling(node: Node, dice: Draw, width: f64, [from, to]: [f64; 2], period: f64, duration: Time) -> Node {
    let y = repeated(
        &[(0.0, from, None), (0.9999, to, None)],
        Some(EaseName::Hold),
        period,
        period * dice.share("shift"),
        duration,
    );
    let x = dice.between("x", -0.5, 0.5) * width;
    node.at(frame_at(Anchor::Center, x, from)).keyed(Keys { y, ..Keys::default() })
}
