//! Rings that spread from a point.

use super::RecipeWish;
use super::stage::{block, repeated, scaling, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::{Dial, Look};
use crate::parts::{Dress, closing_period, disc, light, line, ring, stroke};
use pavo_scene::{EaseName, Keys, Node, Rgba, Time};

/// Rings that spread from a point and fade, one after another. It closes within the duration, asked or not.
#[must_use]
pub fn sonar(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let mut drawing = Vec::new();
    let color = wish.color(look, 0);
    if look.dial > Dial::Literal {
        let strength = if look.is_dark() { 0.34 } else { 0.22 };
        drawing.push(disc(760.0, light(color, strength)));
        for diameter in [330.0, 620.0, 910.0] {
            drawing.push(ring(diameter, stroke(trace(look, 0.1), 2.0)));
        }
        for [from, to] in [[[-455.0, 0.0], [455.0, 0.0]], [[0.0, -455.0], [0.0, 455.0]]] {
            drawing.push(line(from, to, stroke(trace(look, 0.08), 2.0)));
        }
    }
    drawing.extend(ripples(wish, look, duration, 910.0, 4, 3.2));
    let period = closing_period(duration, 0.8);
    let beat =
        repeated(&[(0.0, 1.0, None), (0.2, 1.12, Some(EaseName::Out))], Some(EaseName::Glide), period, 0.0, duration);
    drawing.push(disc(84.0, color).keyed(scaling(beat)));
    block(vec![staged(drawing, 1.12)], wish, look, duration)
}

/// Rings that grow evenly from a dot to `diameter` and fade on the way, evenly spread over a period.
pub(crate) fn ripples(
    wish: &RecipeWish,
    look: &Look,
    duration: Time,
    diameter: f64,
    count: u32,
    period_secs: f64,
) -> Vec<Node> {
    let period = closing_period(duration, period_secs);
    (0..count)
        .map(|index| {
            let shift = period * f64::from(index) / f64::from(count);
            let grows = |low: f64, high: f64| {
                // The way back takes no time that could be seen.
                repeated(&[(0.0, low, None), (0.999, high, None)], Some(EaseName::Hold), period, shift, duration)
            };
            let opacity = repeated(
                &[(0.0, 0.0, None), (0.08, 0.9, None), (0.999, 0.0, None)],
                Some(EaseName::Hold),
                period,
                shift,
                duration,
            );
            let keys = Keys { width: grows(60.0, diameter), height: grows(60.0, diameter), opacity, ..Keys::default() };
            let color: Rgba = wish.color(look, if wish.colors.len() > 1 { index as usize } else { 0 });
            ring(diameter, stroke(color, 6.0)).keyed(keys)
        })
        .collect()
}
