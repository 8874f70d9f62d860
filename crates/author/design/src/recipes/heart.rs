//! A heart that beats.

use super::RecipeWish;
use super::sonar::ripples;
use super::stage::{block, repeated, scaling, staged};
use crate::block::Block;
use crate::contrast::Floor;
use crate::look::{Dial, Look};
use crate::oklch::Oklch;
use crate::parts::{Dress, centred_path, closing_period, disc, light};
use kurbo::BezPath;
use pavo_scene::{ColorToken, EaseName, Rgba, Time};

/// A heart that beats at 72 beats a minute, red if nothing else is wished. It closes within the duration, asked or not.
#[must_use]
pub fn heart_beat(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let color = wish.colors.first().copied().unwrap_or_else(|| red(look.color(ColorToken::Bg)));
    let drawn = RecipeWish { colors: vec![color], ..wish.clone() };
    let period = closing_period(duration, 60.0 / 72.0);
    let [out, glide] = [EaseName::Out, EaseName::Glide].map(Some);
    let figure = [(0.0, 1.0, None), (0.12, 1.13, out), (0.28, 1.0, glide), (0.4, 1.06, out), (0.66, 1.0, glide)];
    let beat = || scaling(repeated(&figure, None, period, 0.0, duration));
    let mut drawing = Vec::new();
    if look.dial > Dial::Literal {
        drawing.push(disc(1040.0, light(color, if look.is_dark() { 0.36 } else { 0.22 })).keyed(beat()));
        drawing.extend(ripples(&drawn, look, duration, 1000.0, 2, 60.0 / 72.0 * 2.0));
    }
    drawing.push(centred_path(heart(230.0), Some(color.into()), None).keyed(beat()));
    block(vec![staged(drawing, 1.15)], wish, look, duration)
}

/// A red that stands out on a background.
fn red(background: Rgba) -> Rgba {
    let tries = [0.62, 0.7, 0.55, 0.78, 0.45, 0.85, 0.35];
    let shades = tries.map(|lightness| Oklch::new(lightness, 0.22, 20.0).to_rgba());
    shades.into_iter().find(|shade| Floor::MARK.holds(*shade, background)).unwrap_or(shades[0])
}

/// A heart around the origin, about two `half` wide.
fn heart(half: f64) -> BezPath {
    let at = |x: f64, y: f64| (x * half, y * half);
    let mut path = BezPath::new();
    path.move_to(at(0.0, 0.92));
    path.curve_to(at(-0.3, 0.62), at(-1.0, 0.22), at(-1.0, -0.34));
    path.curve_to(at(-1.0, -0.68), at(-0.76, -0.9), at(-0.48, -0.9));
    path.curve_to(at(-0.26, -0.9), at(-0.08, -0.77), at(0.0, -0.56));
    path.curve_to(at(0.08, -0.77), at(0.26, -0.9), at(0.48, -0.9));
    path.curve_to(at(0.76, -0.9), at(1.0, -0.68), at(1.0, -0.34));
    path.curve_to(at(1.0, 0.22), at(0.3, 0.62), at(0.0, 0.92));
    path.close_path();
    path
}
