//! Paper that bursts and falls.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::block::Block;
use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{Dress, disc, fine, frame_at, named, rect, responsive_group, secs, units};
use crate::seed::Draw;
use pavo_scene::{Anchor, EaseName, Keys, Node, Rgba, Time, Track};

const PIECES: usize = 84;
/// Between two bursts, in seconds.
const BURST_SECS: f64 = 2.8;
/// From a burst until the last of it has fallen, in seconds.
const FALL_SECS: f64 = 3.4;

/// Paper that bursts from both lower corners, flutters and falls, again and again while there is time for it.
#[must_use]
pub fn confetti_burst(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("confetti");
    let bursts = ((duration.secs() - 1.2) / BURST_SECS).floor().clamp(0.0, 10.0);
    let drawing = responsive_group(|frame| {
        let mut nodes = Vec::new();
        let mut burst = 0.0;
        while burst <= bursts {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most ten")]
            let number = burst as usize;
            for piece in 0..PIECES {
                let dice = draw.nth(number * PIECES + piece);
                let start = burst * BURST_SECS + dice.between("start", 0.0, 0.16);
                nodes.push(flying(dice, piece, [frame.width, frame.height], start, duration, color(wish, look, dice)));
            }
            burst += 1.0;
        }
        nodes
    });
    block(vec![drawing], wish, look, duration)
}

fn color(wish: &RecipeWish, look: &Look, dice: Draw) -> Rgba {
    if wish.colors.is_empty() {
        let hues = [15.0, 55.0, 90.0, 150.0, 230.0, 300.0, 350.0];
        let lightness = if look.is_dark() { 0.78 } else { 0.68 };
        return Oklch::new(lightness, 0.17, dice.one_of("hue", &hues, 15.0)).to_rgba();
    }
    wish.colors[dice.index("color", wish.colors.len())]
}

fn flying(dice: Draw, piece: usize, [width, height]: [f64; 2], start: f64, duration: Time, color: Rgba) -> Node {
    let from_left = piece.is_multiple_of(2);
    let side = if from_left { -1.0 } else { 1.0 };
    let [x0, y0] = [side * (width / 2.0 + 30.0), height / 2.0 * 0.72];
    // Thrown towards the far upper side, the more of it the nearer.
    let x1 = x0 - side * width * dice.between("far", 0.08, 1.02);
    let peak = -height * dice.between("high", 0.02, 0.56);
    let rise = dice.between("rise", 0.5, 0.85);
    let end = start + FALL_SECS * dice.between("fall", 0.8, 1.0);
    let floor = height / 2.0 + 80.0;
    let x = [(fine(start), fine(x0), None), (fine(end), fine(x1), named(EaseName::EaseOutQuart))];
    let y = [
        (fine(start), fine(y0), None),
        (fine(start + rise), fine(peak), named(EaseName::EaseOutCubic)),
        (fine(end), fine(floor), named(EaseName::EaseInSine)),
    ];
    let turn = dice.between("turn", -720.0, 720.0);
    let tumble = repeated(
        &[(0.0, 1.0, None), (0.5, -1.0, Some(EaseName::Glide))],
        Some(EaseName::Glide),
        dice.between("tumble", 0.4, 0.9),
        dice.between("phase", 0.0, 0.9),
        Time::from_secs(end.min(119.0)),
    );
    let keys = Keys {
        x: Track::of(x),
        y: Track::of(y),
        rotate: Track::of([(fine(start), 0.0, None), (fine(end), fine(turn), None)]),
        scale_y: tumble,
        ..Keys::default()
    };
    let size = dice.between("size", 22.0, 42.0);
    let shape = match dice.index("shape", 5) {
        0 => disc(size, color),
        1 => rect(units(size * 0.5), units(size * 2.0), color),
        _ => rect(units(size), units(size * 1.35), color),
    };
    let mut node = shape.at(frame_at(Anchor::Center, x0, y0)).keyed(keys);
    node.common.start = Some(secs(start));
    if end < duration.secs() {
        node.common.end = Some(secs(end));
    }
    node
}
