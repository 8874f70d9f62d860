//! Soft forms that change.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, closing_period, fine, frame_at};
use pavo_scene::{Anchor, Blob, Color, Gradient, GradientKind, Loop, LoopPreset, Node, Size, Time};

/// Soft forms that change all the time, one behind the other. They close within the duration, asked or not.
#[must_use]
pub fn blobs(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("blobs");
    let forms = [(920.0, 0.22, 0, 1), (760.0, 0.45, 1, 0), (600.0, 1.0, 0, 1)];
    let drawing = forms
        .into_iter()
        .enumerate()
        .map(|(index, (side, alpha, first, second))| {
            let dice = draw.nth(index);
            let [first, second] = [first, second].map(|color| Color::from(wish.color(look, color)));
            let fill = Gradient { angle: Some(52.0), ..Gradient::even(GradientKind::Linear, &[first, second]) };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below a million")]
            let seed = (dice.share("seed") * 1e6) as u32;
            let form = Blob {
                size: Some(Size::units(side, side)),
                seed: Some(seed),
                points: Some(5),
                wobble: Some(0.34),
                phase: None,
                period: Some(fine(closing_period(duration, dice.between("period", 4.0, 7.0)))),
                fill: Some(fill.into()),
                stroke: None,
            };
            let sway = Loop {
                period: Some(Time::from_secs(closing_period(duration, dice.between("sway", 6.0, 9.0)))),
                amp: Some(26.0),
                ..Loop::new(LoopPreset::Drift)
            };
            let mut form = Node::new(form).at(frame_at(Anchor::Center, 0.0, 0.0)).looping(sway);
            form.common.opacity = Some(alpha);
            form
        })
        .collect();
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}
