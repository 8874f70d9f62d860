//! Bars that dance.

use super::RecipeWish;
use super::stage::block;
use crate::background::trace;
use crate::block::Block;
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Dress, disc, fine, frame_at, named, responsive, rising, rounded};
use libm::exp;
use pavo_scene::{Anchor, EaseName, Keys, Node, Rgba, Time};

/// Bars at 16:9; at narrower ratios the outer ones are not seen.
const BARS: u8 = 25;
/// Bars at narrower ratios.
const NARROW_BARS: u8 = 13;
/// From one bar to the next, in design units.
const PITCH: f64 = 64.0;

/// Upright bars whose heights dance as if to music, highest in the middle. It closes within the duration, asked or not.
#[must_use]
pub fn equaliser(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("equaliser");
    let beats = beats_in(duration);
    let middle = f64::from(BARS - 1) / 2.0;
    let mut nodes = Vec::new();
    for index in 0..BARS {
        let off = (f64::from(index) - middle) / (f64::from(BARS) / 2.0);
        let envelope = 0.24 + 0.76 * exp(-2.6 * off * off);
        let bar = draw.nth(usize::from(index));
        let height = |beat: u32| {
            // The last beat is the first again, so that the dance closes.
            let loud = bar.nth((beat % beats) as usize).between("loud", 0.16, 1.0);
            fine((700.0 * envelope * loud).max(40.0))
        };
        let heights = (0..=beats).map(|beat| {
            let at = duration.secs() * f64::from(beat) / f64::from(beats);
            (fine(at), height(beat), named(EaseName::Glide))
        });
        let share = f64::from(index) / f64::from(BARS - 1);
        let x = (f64::from(index) - middle) * PITCH;
        let node = rounded(38.0, height(0), 19.0, color(wish, look, share, off))
            .at(frame_at(Anchor::Center, x, 0.0))
            .keyed(Keys { height: rising(heights), ..Keys::default() });
        nodes.push(narrow_hides(node, x, f64::from(NARROW_BARS)));
    }
    // Quiet dots carry the line on to the edges.
    for side in [-1.0, 1.0] {
        for step in 1_u8..=2 {
            let x = side * (middle + f64::from(step)) * PITCH;
            nodes.push(disc(14.0, trace(look, 0.3)).at(frame_at(Anchor::Center, x, 0.0)));
        }
    }
    block(nodes, wish, look, duration)
}

/// The node, unseen at narrower ratios when it is not among the middle `bars`.
fn narrow_hides(node: Node, x: f64, bars: f64) -> Node {
    if x.abs() < bars * PITCH / 2.0 {
        return node;
    }
    responsive(|frame| {
        let mut node = node.clone();
        node.common.opacity = (!frame.is_wide()).then_some(0.0);
        node
    })
}

/// The colour of a bar at a share of the way from left to right, `off` the middle by -1 to 1.
fn color(wish: &RecipeWish, look: &Look, share: f64, off: f64) -> Rgba {
    match wish.colors.len() {
        0 => mixed(wish.color(look, 0), wish.color(look, 1), (off.abs() - 0.1).clamp(0.0, 1.0)),
        1 => wish.color(look, 0),
        wished => {
            #[expect(clippy::cast_precision_loss, reason = "a handful of colours")]
            let place = share * (wished - 1) as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the count")]
            let first = place as usize;
            mixed(wish.color(look, first), wish.color(look, (first + 1).min(wished - 1)), place.fract())
        }
    }
}

/// How many beats a duration has, about a quarter of a second each.
fn beats_in(duration: Time) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few hundred")]
    let beats = (duration.secs() / 0.27).round().clamp(2.0, 400.0) as u32;
    beats
}
