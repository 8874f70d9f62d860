//! Loading signs.

use super::RecipeWish;
use super::stage::{block, repeated, scaling, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, boxed, closing_period, disc, fine, frame_at, ring, round_stroke, stroke};
use libm::{cos, sin};
use pavo_scene::{Anchor, EaseName, Keys, Node, Time};
use std::f64::consts::TAU;

/// A kind of loading sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpinnerKind {
    /// An arc that runs round a ring, longer and shorter.
    Arc,
    /// Dots round a circle that swell one after another.
    Dots,
    /// Three dots that hop.
    Hop,
}

/// A loading sign. It runs from the first frame on and closes within the duration, asked or not.
#[must_use]
pub fn spinner(kind: SpinnerKind, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let drawing = match kind {
        SpinnerKind::Arc => arc(wish, look, duration),
        SpinnerKind::Dots => dots(wish, look, duration),
        SpinnerKind::Hop => hop(wish, look, duration),
    };
    block(vec![staged(drawing, 1.15)], wish, look, duration)
}

fn arc(wish: &RecipeWish, look: &Look, duration: Time) -> Vec<Node> {
    let period = closing_period(duration, 1.5);
    let glide = Some(EaseName::InOut);
    let ends = repeated(&[(0.0, 0.08, None), (0.5, 0.7, glide)], glide, period, 0.0, duration);
    let keys = Keys { trim_end: ends, ..Keys::default() };
    vec![
        ring(440.0, stroke(trace(look, 0.13), 40.0)),
        ring(440.0, round_stroke(wish.color(look, 0), 40.0)).keyed(keys).spin(closing_period(duration, 1.1), false),
    ]
}

fn dots(wish: &RecipeWish, look: &Look, duration: Time) -> Vec<Node> {
    const COUNT: u32 = 12;
    let period = closing_period(duration, 1.2);
    (0..COUNT)
        .map(|index| {
            let share = f64::from(index) / f64::from(COUNT);
            let angle = TAU * share - TAU / 4.0;
            // Swells quickly, ebbs slowly: the order of the dots reads as a turn.
            let figure = [(0.0, 0.45, None), (0.14, 1.0, Some(EaseName::Out))];
            let swell = repeated(&figure, Some(EaseName::Glide), period, share * period, duration);
            let color = wish.color(look, if wish.colors.len() > 1 { index as usize } else { 0 });
            disc(76.0, color).at(frame_at(Anchor::Center, 220.0 * cos(angle), 220.0 * sin(angle))).keyed(scaling(swell))
        })
        .collect()
}

fn hop(wish: &RecipeWish, look: &Look, duration: Time) -> Vec<Node> {
    let period = closing_period(duration, 1.0);
    (0_u8..3)
        .map(|index| {
            let shift = f64::from(index) * 0.13 * period;
            let [up, down] = [Some(EaseName::EaseOutQuad), Some(EaseName::EaseInQuad)];
            let figure = [(0.0, 60.0, None), (0.24, -110.0, up), (0.48, 60.0, down)];
            let y = repeated(&figure, None, period, shift, duration);
            let squash = |rest: f64, hit: f64, flight: f64| {
                let glide = Some(EaseName::Glide);
                let figure = [
                    (0.0, hit, None),
                    (0.1, flight, glide),
                    (0.24, 1.0, glide),
                    (0.4, flight, glide),
                    (0.48, hit, glide),
                    (0.6, rest, glide),
                ];
                repeated(&figure, glide, period, shift, duration)
            };
            let keys =
                Keys { y, scale_x: squash(1.0, 1.14, 0.95), scale_y: squash(1.0, 0.88, 1.05), ..Keys::default() };
            let x = (f64::from(index) - 1.0) * 170.0;
            let dot = disc(112.0, wish.color(look, if wish.colors.is_empty() { 0 } else { usize::from(index) }));
            boxed(112.0, 112.0, vec![dot.keyed(keys)]).at(frame_at(Anchor::Center, fine(x), 0.0))
        })
        .collect()
}
