//! A wheel of all hues.

use super::RecipeWish;
use super::stage::{block, scaling, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::{Dial, Look};
use crate::oklch::{Oklch, mixed};
use crate::parts::{
    Dress, boxed, centred_path, closing_period, disc, fine, frame_at, light, named, ring, rising, stroke,
};
use kurbo::{Arc, BezPath, Point, Vec2};
use libm::{cos, sin};
use pavo_scene::{Anchor, ColorToken, EaseName, Keys, Node, Rgba, Stroke, Time};

const SEGMENTS: u32 = 24;
const OUTER: f64 = 400.0;
const INNER: f64 = OUTER * 0.46;
/// Between two segments, in degrees.
const GAP_DEGREES: f64 = 1.5;
/// One turn, in seconds.
const TURN_SECS: f64 = 3.2;

/// A wheel of segments in all hues (or in the wished colours, each running into the next) that turns.
#[must_use]
pub fn rainbow_wheel(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let is_free = look.dial > Dial::Literal;
    let mut segments = Vec::new();
    let mut lights = Vec::new();
    for index in 0..SEGMENTS {
        let share = f64::from(index) / f64::from(SEGMENTS);
        let color = hue(wish, share);
        let segment = centred_path(wedge(share), Some(color.into()), None);
        let start = 0.05 + 0.02 * f64::from(index);
        let grown = [(fine(start), 0.0, None), (fine(start + 0.42), 1.0, named(EaseName::Settle))];
        segments.push(if wish.seamless { segment } else { segment.keyed(scaling(rising(grown))) });
        if index % 4 == 0 && is_free {
            let angle = share.mul_add(360.0, 7.5).to_radians();
            let strength = if look.is_dark() { 0.3 } else { 0.2 };
            let at = frame_at(Anchor::Center, 330.0 * cos(angle), 330.0 * sin(angle));
            lights.push(disc(640.0, light(color, strength)).at(at));
        }
    }
    let wheel = |children: Vec<Node>| {
        let node = boxed(1080.0, 1080.0, children);
        if wish.seamless {
            return node.spin(closing_period(duration, TURN_SECS), false);
        }
        // It gathers speed, then turns evenly: where the two meet their speeds are equal.
        let (gather, speed) = (0.7, 360.0 / TURN_SECS);
        let gathered = speed * gather / 2.0;
        let end = duration.secs().max(gather + 0.1);
        let turn = [
            (0.0, 0.0, None),
            (gather, fine(gathered), named(EaseName::EaseInQuad)),
            (fine(end), fine(gathered + speed * (end - gather)), None),
        ];
        node.keyed(Keys { rotate: rising(turn), ..Keys::default() })
    };
    let mut drawing = Vec::new();
    if is_free {
        drawing.push(wheel(lights));
        // Its circumference holds the ticks a whole number of times.
        let around = std::f64::consts::TAU * 468.0 / 72.0;
        let ticks = Stroke { dash: vec![3.0, fine(around - 3.0)], ..stroke(trace(look, 0.42), 14.0) };
        let period = if wish.seamless { closing_period(duration, 16.0) } else { 16.0 };
        drawing.push(ring(936.0, ticks).spin(period, true));
        drawing.push(ring(INNER * 2.0 - 44.0, stroke(trace(look, 0.3), 2.5)));
        drawing.push(disc(44.0, ColorToken::Text));
    }
    drawing.push(wheel(segments));
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}

/// The colour at a share of the way round.
fn hue(wish: &RecipeWish, share: f64) -> Rgba {
    match wish.colors.as_slice() {
        [] => rainbow(share),
        [only] => {
            let only = Oklch::of(*only);
            only.at_lightness((only.l + 0.16 * cos(share * std::f64::consts::TAU)).clamp(0.2, 0.95)).to_rgba()
        }
        colors => {
            #[expect(clippy::cast_precision_loss, reason = "a handful of colours")]
            let place = share * colors.len() as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the count of colours")]
            let index = place as usize;
            mixed(colors[index % colors.len()], colors[(index + 1) % colors.len()], place.fract())
        }
    }
}

/// The hues of a rainbow from red on, each as light as it is most vivid.
const RAINBOW: [Oklch; 8] = [
    Oklch::new(0.65, 0.23, 25.0),
    Oklch::new(0.75, 0.18, 55.0),
    Oklch::new(0.87, 0.175, 92.0),
    Oklch::new(0.78, 0.2, 142.0),
    Oklch::new(0.78, 0.135, 190.0),
    Oklch::new(0.66, 0.18, 250.0),
    Oklch::new(0.6, 0.21, 293.0),
    Oklch::new(0.66, 0.23, 345.0),
];

fn rainbow(share: f64) -> Rgba {
    let place = share.rem_euclid(1.0) * 8.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 8")]
    let index = place as usize;
    let (from, to) = (RAINBOW[index % 8], RAINBOW[(index + 1) % 8]);
    let between = |low: f64, high: f64| low + (high - low) * place.fract();
    let turn = (to.h - from.h).rem_euclid(360.0);
    Oklch::new(between(from.l, to.l), between(from.c, to.c), from.h + turn * place.fract()).to_rgba()
}

/// The segment that begins at a share of the way round.
fn wedge(share: f64) -> BezPath {
    let each = 360.0 / f64::from(SEGMENTS);
    let from = (share * 360.0 + GAP_DEGREES / 2.0).to_radians();
    let sweep = (each - GAP_DEGREES).to_radians();
    let point = |radius: f64, angle: f64| Point::new(fine(radius * cos(angle)), fine(radius * sin(angle)));
    let mut path = BezPath::new();
    let arc = |radius: f64, start: f64, sweep: f64, path: &mut BezPath| {
        let arc = Arc::new(Point::ORIGIN, Vec2::new(radius, radius), start, sweep, 0.0);
        arc.to_cubic_beziers(0.05, |one, two, end| {
            let near = |point: Point| Point::new(fine(point.x), fine(point.y));
            path.curve_to(near(one), near(two), near(end));
        });
    };
    path.move_to(point(OUTER, from));
    arc(OUTER, from, sweep, &mut path);
    path.line_to(point(INNER, from + sweep));
    arc(INNER, from + sweep, -sweep, &mut path);
    path.close_path();
    path
}
