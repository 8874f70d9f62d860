//! Bars that dance.

use super::RecipeWish;
use super::stage::block;
use crate::background::trace;
use crate::block::Block;
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Dress, boxed, disc, fine, frame_at, named, responsive, rounded};
use libm::exp;
use pavo_scene::{Anchor, EaseName, Keys, Time, Track};

/// Upright bars whose heights dance as if to music, highest in the middle.
#[must_use]
pub fn equaliser(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("equaliser");
    let beats = u32::try_from(bars_steps(duration)).unwrap_or(1);
    let drawing = responsive(|frame| {
        let count: u32 = if frame.is_wide() { 25 } else { 13 };
        let pitch = 64.0;
        let tallest = if frame.is_tall() { 900.0 } else { 640.0 };
        let mut nodes = Vec::new();
        for index in 0..count {
            let off = (f64::from(index) - f64::from(count - 1) / 2.0) / (f64::from(count) / 2.0);
            let envelope = 0.24 + 0.76 * exp(-2.6 * off * off);
            let bar = draw.nth(index as usize);
            let height = |beat: u32| {
                // The last beat is the first again, so that the dance closes.
                let loud = bar.nth((beat % beats) as usize).between("loud", 0.16, 1.0);
                fine((tallest * envelope * loud).max(40.0))
            };
            let heights = (0..=beats).map(|beat| {
                let at = duration.secs() * f64::from(beat) / f64::from(beats);
                (fine(at), height(beat), named(EaseName::Glide))
            });
            let share = f64::from(index) / f64::from(count - 1);
            let color = match wish.colors.len() {
                0 => mixed(wish.color(look, 0), wish.color(look, 1), (off.abs() - 0.1).clamp(0.0, 1.0)),
                1 => wish.color(look, 0),
                wished => {
                    #[expect(clippy::cast_precision_loss, reason = "a handful of colours")]
                    let place = share * (wished - 1) as f64;
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the count")]
                    let first = place as usize;
                    mixed(wish.color(look, first), wish.color(look, (first + 1).min(wished - 1)), place.fract())
                }
            };
            let x = (f64::from(index) - f64::from(count - 1) / 2.0) * pitch;
            let keys = Keys { height: Track::of(heights), ..Keys::default() };
            nodes.push(rounded(38.0, height(0), 19.0, color).at(frame_at(Anchor::Center, x, 0.0)).keyed(keys));
        }
        // Quiet dots carry the line on to the edges.
        for side in [-1.0, 1.0] {
            for step in 0_u8..4 {
                let x = side * (f64::from(count - 1) / 2.0 + 1.0 + f64::from(step)) * pitch;
                if x.abs() < frame.width / 2.0 - 40.0 {
                    nodes.push(disc(14.0, trace(look, 0.3)).at(frame_at(Anchor::Center, x, 0.0)));
                }
            }
        }
        boxed(frame.width, frame.height, nodes)
    });
    block(vec![drawing], wish, look, duration)
}

/// How many beats a duration has, about a quarter of a second each.
fn bars_steps(duration: Time) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few hundred")]
    let steps = (duration.secs() / 0.27).round().clamp(2.0, 400.0) as usize;
    steps
}

