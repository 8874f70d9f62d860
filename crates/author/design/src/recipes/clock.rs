//! A clock.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::{Dial, Look};
use crate::parts::{Dress, boxed, closing_period, disc, fine, frame_at, light, ring, rounded, stroke};
use pavo_scene::{Anchor, ColorToken, Node, Stroke, Time};
use std::f64::consts::TAU;

/// A clock without figures whose hands run fast: the long one once in some seconds, the short one a twelfth as fast.
///
/// With `seamless` the short hand goes round once in the duration.
#[must_use]
pub fn clock(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let accent = wish.color(look, 0);
    let [hour_secs, minute_secs] =
        if wish.seamless { [duration.secs(), closing_period(duration, duration.secs() / 12.0)] } else { [48.0, 4.0] };
    let second_secs = if wish.seamless { closing_period(duration, 2.0) } else { 2.0 };
    let mut drawing = Vec::new();
    if look.dial > Dial::Literal {
        drawing.push(disc(1080.0, light(accent, if look.is_dark() { 0.22 } else { 0.16 })));
    }
    drawing.push(disc(800.0, ColorToken::Surface));
    drawing.push(ring(800.0, stroke(ColorToken::Text, 10.0)));
    drawing.push(marks(look, 700.0, 60.0, 4.0, 18.0, 0.4));
    drawing.push(marks(look, 672.0, 12.0, 12.0, 46.0, 0.95));
    let hand = |width: f64, length: f64, tail: f64, color: pavo_scene::Paint| {
        // The box is as high as the clock, so that it turns around the clock's middle.
        let bar = rounded(width, length + tail, width / 2.0, color);
        boxed(width, 800.0, vec![bar.at(frame_at(Anchor::Center, 0.0, (tail - length) / 2.0))])
    };
    drawing.push(hand(22.0, 200.0, 44.0, ColorToken::Text.into()).turned(304.0).spin(hour_secs, false));
    drawing.push(hand(16.0, 296.0, 52.0, ColorToken::Text.into()).turned(48.0).spin(minute_secs, false));
    drawing.push(hand(7.0, 322.0, 74.0, accent.into()).turned(180.0).spin(second_secs, false));
    drawing.push(disc(46.0, accent));
    drawing.push(disc(16.0, ColorToken::Surface));
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}

/// Short strokes round a circle.
fn marks(look: &Look, diameter: f64, count: f64, width: f64, length: f64, opacity: f64) -> Node {
    let around = TAU * diameter / 2.0 / count;
    // Begins half a stroke early, so that one stands exactly at three o'clock.
    let dashed = Stroke {
        dash: vec![width, fine(around - width)],
        dash_offset: Some(width / 2.0),
        ..stroke(trace(look, opacity), length)
    };
    ring(diameter, dashed)
}
