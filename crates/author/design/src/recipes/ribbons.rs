//! Waves that run through each other.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::background::through;
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, centred_path, closing_period, fine, frame_at, responsive};
use kurbo::PathEl;
use libm::sin;
use pavo_scene::{Anchor, EaseName, Keys, Time};
use std::f64::consts::TAU;

/// Filled waves over the width of the frame, each with its own pace. They close within the duration, asked or not.
#[must_use]
pub fn ribbons(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("ribbons");
    let count = 5_u8;
    let nodes = (0..count).map(|index| {
        let dice = draw.nth(usize::from(index));
        let step = f64::from(index) / f64::from(count - 1);
        let color = wish.color(look, usize::from(index % 2));
        let period = closing_period(duration, dice.between("period", 5.0, 9.0));
        let phase = dice.share("phase") * TAU;
        responsive(|frame| {
            let long = frame.width * dice.between("long", 0.8, 1.3);
            let [amp, thick] = [frame.height * (0.05 + 0.05 * step), frame.height * (0.16 + 0.1 * (1.0 - step))];
            let y = frame.height * (step - 0.5) * 0.5;
            let reach = frame.width / 2.0 + long + 80.0;
            // Two lines of one wavelength, the lower a little behind the upper.
            let edge = |shift: f64, lag: f64| {
                (0..=28_u8).map(move |part| {
                    let x = -reach + 2.0 * reach * f64::from(part) / 28.0;
                    [x, y + shift + amp * sin(x / long * TAU + phase + lag)]
                })
            };
            let mut path = through(edge(-thick / 2.0, 0.0));
            let mut back: Vec<[f64; 2]> = edge(thick / 2.0, 0.9).collect();
            back.reverse();
            for element in through(back) {
                match element {
                    PathEl::MoveTo(point) => path.line_to(point),
                    other => path.push(other),
                }
            }
            path.close_path();
            let mut node = centred_path(path, Some(color.into()), None);
            node.common.opacity = Some(fine(0.2 + 0.06 * step));
            let way = if index % 2 == 0 { [-long / 2.0, long / 2.0] } else { [long / 2.0, -long / 2.0] };
            let goes =
                repeated(&[(0.0, way[0], None), (0.9999, way[1], None)], Some(EaseName::Hold), period, 0.0, duration);
            node.at(frame_at(Anchor::Center, 0.0, fine(y))).keyed(Keys { x: goes, ..Keys::default() })
        })
    });
    block(nodes.collect(), wish, look, duration)
}
