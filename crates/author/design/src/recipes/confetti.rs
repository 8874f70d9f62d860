//! Paper that bursts and falls.

use super::RecipeWish;
use super::stage::block;
use crate::block::Block;
use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{Dress, boxed, disc, fine, frame_at, named, rect, responsive, rising, secs, units};
use crate::seed::Draw;
use pavo_scene::{Anchor, EaseName, Keys, Node, Rgba, Time};

const PIECES: usize = 64;
/// Between two bursts, in seconds.
const BURST_SECS: f64 = 2.8;
/// Most bursts after the first, so that a long film stays a short document.
const MOST_BURSTS: f64 = 5.0;
/// From a burst until the last of it has fallen, in seconds.
const FALL_SECS: f64 = 3.4;

/// Paper that bursts from both lower corners, flutters and falls, again and again while there is time for it.
#[must_use]
pub fn confetti_burst(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("confetti");
    let bursts = ((duration.secs() - 1.2) / BURST_SECS).floor().clamp(0.0, MOST_BURSTS);
    let apart = BURST_SECS.max(duration.secs() / (bursts + 1.0));
    let mut nodes = Vec::new();
    let mut burst = 0.0;
    while burst <= bursts {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
        let number = burst as usize;
        for piece in 0..PIECES {
            let dice = draw.nth(number * PIECES + piece);
            let start = burst * apart + dice.between("start", 0.0, 0.16);
            nodes.push(piece_of(dice, piece, start, duration, color(wish, look, dice)));
        }
        burst += 1.0;
    }
    block(nodes, wish, look, duration)
}

fn color(wish: &RecipeWish, look: &Look, dice: Draw) -> Rgba {
    if wish.colors.is_empty() {
        let hues = [15.0, 55.0, 90.0, 150.0, 230.0, 300.0, 350.0];
        let lightness = if look.is_dark() { 0.78 } else { 0.68 };
        return Oklch::new(lightness, 0.17, dice.one_of("hue", &hues, 15.0)).to_rgba();
    }
    wish.colors[dice.index("color", wish.colors.len())]
}

fn piece_of(dice: Draw, piece: usize, start: f64, duration: Time, color: Rgba) -> Node {
    let from_left = piece.is_multiple_of(2);
    let side = if from_left { -1.0 } else { 1.0 };
    let rise = dice.between("rise", 0.5, 0.85);
    let end = start + FALL_SECS * dice.between("fall", 0.8, 1.0);
    let size = dice.between("size", 22.0, 42.0);
    let shape = match dice.index("shape", 5) {
        0 => disc(size, color),
        1 => rect(units(size * 0.5), units(size * 2.0), color),
        _ => rect(units(size), units(size * 1.35), color),
    };
    // It turns and tumbles the same way at every ratio; only the way it flies depends on the frame.
    let turn = dice.between("turn", -720.0, 720.0);
    let half = dice.between("tumble", 0.2, 0.45);
    let mut tumble = Vec::new();
    let (mut at, mut face) = (start, 1.0);
    while at < end {
        tumble.push((fine(at), face, named(EaseName::Glide)));
        at += half;
        face = -face;
    }
    let spin = Keys {
        rotate: rising([(fine(start), 0.0, None), (fine(end), fine(turn), None)]),
        scale_y: rising(tumble),
        ..Keys::default()
    };
    let shape = shape.keyed(spin);
    responsive(|frame| {
        let [width, height] = [frame.width, frame.height];
        let [x0, y0] = [side * (width / 2.0 + 30.0), height / 2.0 * 0.72];
        // Thrown towards the far upper side.
        let x1 = x0 - side * width * dice.between("far", 0.08, 1.02);
        let peak = -height * dice.between("high", 0.02, 0.56);
        let floor = height / 2.0 + 80.0;
        let keys = Keys {
            x: rising([(fine(start), fine(x0), None), (fine(end), fine(x1), named(EaseName::EaseOutQuart))]),
            y: rising([
                (fine(start), fine(y0), None),
                (fine(start + rise), fine(peak), named(EaseName::EaseOutCubic)),
                (fine(end), fine(floor), named(EaseName::EaseInSine)),
            ]),
            ..Keys::default()
        };
        let mut node = boxed(84.0, 84.0, vec![shape.clone()]).at(frame_at(Anchor::Center, x0, y0)).keyed(keys);
        node.common.start = Some(secs(start));
        if end < duration.secs() {
            node.common.end = Some(secs(end));
        }
        node
    })
}
