//! Lines that burst from a point.

use super::RecipeWish;
use super::stage::{block, repeated, staged};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, boxed, closing_period, disc, frame_at, line, ring, round_stroke, stroke};
use pavo_scene::{Anchor, EaseName, Keys, Node, Time};

/// Rays, a ring and dots that shoot out of a point, again and again. It closes within the duration, asked or not.
#[must_use]
pub fn burst(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    const RAYS: u32 = 14;
    let period = closing_period(duration, 1.8);
    let track = |figure: &[(f64, f64, Option<EaseName>)]| {
        repeated(figure, Some(EaseName::Hold), period, -0.2 * period, duration)
    };
    let mut drawing: Vec<Node> = Vec::new();
    let ring_keys = Keys {
        scale: track(&[(0.0, 0.02, None), (0.5, 1.0, Some(EaseName::EaseOutQuad)), (0.9999, 1.04, None)]),
        opacity: track(&[(0.0, 1.0, None), (0.15, 1.0, None), (0.5, 0.0, None), (0.9999, 0.0, None)]),
        ..Keys::default()
    };
    drawing.push(ring(760.0, stroke(wish.color(look, 1), 34.0)).keyed(ring_keys));
    for ray in 0..RAYS {
        let is_long = ray % 2 == 0;
        let reach = if is_long { 440.0 } else { 340.0 };
        // A stroke of which a part is seen: its end runs ahead, its beginning follows.
        let keys = Keys {
            trim_end: track(&[(0.0, 0.0, None), (0.35, 1.0, Some(EaseName::EaseOutQuad)), (0.9999, 1.0, None)]),
            trim_start: track(&[
                (0.0, 0.0, None),
                (0.12, 0.1, None),
                (0.55, 1.0, Some(EaseName::EaseOutQuad)),
                (0.9999, 1.0, None),
            ]),
            ..Keys::default()
        };
        let color = wish.color(look, usize::from(!is_long));
        let stripe =
            line([0.0, -150.0], [0.0, -reach], round_stroke(color, if is_long { 16.0 } else { 10.0 })).keyed(keys);
        let dot_keys = Keys {
            y: track(&[
                (0.0, -120.0, None),
                (0.6, -reach - 50.0, Some(EaseName::EaseOutQuad)),
                (0.9999, -reach - 50.0, None),
            ]),
            scale: track(&[
                (0.0, 0.0, None),
                (0.1, 1.0, None),
                (0.45, 1.0, None),
                (0.75, 0.0, Some(EaseName::EaseInQuad)),
                (0.9999, 0.0, None),
            ]),
            ..Keys::default()
        };
        let dot = disc(22.0, wish.color(look, 2)).at(frame_at(Anchor::Center, 0.0, -120.0)).keyed(dot_keys);
        let parts = if is_long { vec![stripe, dot] } else { vec![stripe] };
        let turned = 360.0 * f64::from(ray) / f64::from(RAYS);
        drawing.push(boxed(1080.0, 1080.0, parts).turned(turned).at(frame_at(Anchor::Center, 0.0, 0.0)));
    }
    let core = Keys {
        scale: track(&[
            (0.0, 0.6, None),
            (0.08, 1.25, Some(EaseName::EaseOutQuad)),
            (0.4, 1.0, Some(EaseName::Glide)),
            (0.9, 0.6, Some(EaseName::EaseInQuad)),
            (0.9999, 0.6, None),
        ]),
        ..Keys::default()
    };
    drawing.push(disc(120.0, wish.color(look, 0)).keyed(core));
    block(vec![staged(drawing, 1.15)], wish, look, duration)
}
