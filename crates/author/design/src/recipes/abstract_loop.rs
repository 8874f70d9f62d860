//! Shapes that move in order, for prompts that name nothing.

use super::RecipeWish;
use super::stage::{block, repeated, scaling, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::Look;
use crate::oklch::mixed;
use crate::ornament::{Closing, mosaic};
use crate::parts::{Dress, boxed, closing_period, disc, fine, frame_at, responsive, ring, round_stroke, stroke};
use libm::hypot;
use pavo_scene::{Anchor, EaseName, Keys, Node, Time};

/// One of several abstract loops, by the look's seed: turning arcs, a wave of discs, or a turning mosaic.
///
/// All of them close within the duration, asked or not.
#[must_use]
pub fn abstract_loop(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("abstract");
    let drawing = match draw.index("kind", if wish.colors.is_empty() { 3 } else { 2 }) {
        0 => staged(arcs(wish, look, duration), 1.04),
        1 => wave(wish, look, duration),
        _ => responsive(|frame| {
            let size = match frame {
                _ if frame.is_wide() => [9, 5],
                _ if frame.is_tall() => [5, 9],
                _ if frame.height > frame.width => [5, 7],
                _ => [5, 5],
            };
            mosaic(size, draw, if wish.seamless { Closing::Loops } else { Closing::Enters(0.05) }, duration)
                .at(frame_at(Anchor::Center, 0.0, 0.0))
        }),
    };
    block(vec![drawing], wish, look, duration)
}

/// Arcs of different lengths on rings around one centre; each turns at its own pace.
fn arcs(wish: &RecipeWish, look: &Look, duration: Time) -> Vec<Node> {
    let draw = look.draw("arcs");
    let mut nodes = Vec::new();
    for index in 0_u8..7 {
        let nth = usize::from(index);
        let diameter = 180.0 + 124.0 * f64::from(index);
        let dice = draw.nth(nth);
        let period = closing_period(duration, 2.2 + 0.9 * f64::from(index));
        let glide = Some(EaseName::Glide);
        let [short, long] = [dice.between("short", 0.08, 0.18), dice.between("long", 0.42, 0.72)];
        let ends =
            repeated(&[(0.0, short, None), (0.5, long, glide)], glide, period, dice.share("phase") * period, duration);
        nodes.push(ring(diameter, stroke(trace(look, 0.1), 3.0)));
        nodes.push(
            ring(diameter, round_stroke(wish.color(look, if wish.colors.is_empty() { nth % 3 } else { nth }), 26.0))
                .turned(dice.between("turn", 0.0, 360.0))
                .keyed(Keys { trim_end: ends, ..Keys::default() })
                .spin(period, index % 2 == 1),
        );
    }
    nodes
}

/// A field of discs through which waves of growth run outwards.
fn wave(wish: &RecipeWish, look: &Look, duration: Time) -> Node {
    let period = closing_period(duration, 2.4);
    responsive(|frame| {
        let pitch = 120.0;
        let [columns, rows] = [frame.width, frame.height].map(|side| ((side - 60.0) / pitch).floor());
        let mut nodes = Vec::new();
        let mut row = 0.0;
        while row < rows {
            let mut column = 0.0;
            while column < columns {
                let [x, y] = [(column - (columns - 1.0) / 2.0) * pitch, (row - (rows - 1.0) / 2.0) * pitch];
                let far = hypot(x, y);
                let shift = (far / 720.0).fract() * period;
                let glide = Some(EaseName::Glide);
                let swell = repeated(&[(0.0, 0.2, None), (0.5, 1.0, glide)], glide, period, shift, duration);
                let reach = hypot(frame.width, frame.height) / 2.0;
                let color = mixed(wish.color(look, 0), wish.color(look, 1), (far / reach * 1.1).clamp(0.0, 1.0));
                let place = frame_at(Anchor::Center, fine(x), fine(y));
                nodes.push(disc(92.0, color).at(place).keyed(scaling(swell)));
                column += 1.0;
            }
            row += 1.0;
        }
        boxed(frame.width, frame.height, nodes)
    })
}
