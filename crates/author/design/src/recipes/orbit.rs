//! Bodies that circle a centre.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::background::trace;
use crate::block::Block;
use crate::look::{Dial, Look};
use crate::parts::{Dress, boxed, closing_period, disc, frame_at, frame_origin, light, ring, stroke};
use pavo_scene::{Anchor, Node, Time};

/// A body on its way: diameter of the way, of the body, seconds for a round, degrees at the beginning.
struct Body {
    way: f64,
    diameter: f64,
    period_secs: f64,
    from_degrees: f64,
    has_moon: bool,
}

const BODIES: [Body; 4] = [
    Body { way: 350.0, diameter: 34.0, period_secs: 2.6, from_degrees: 20.0, has_moon: false },
    Body { way: 530.0, diameter: 54.0, period_secs: 4.4, from_degrees: 140.0, has_moon: true },
    Body { way: 740.0, diameter: 46.0, period_secs: 6.8, from_degrees: 260.0, has_moon: false },
    Body { way: 950.0, diameter: 74.0, period_secs: 10.5, from_degrees: 330.0, has_moon: true },
];

/// A sun and bodies that circle it, the outer ones slower; two of them have moons.
#[must_use]
pub fn orbit(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let sun = wish.color(look, 0);
    let period = |secs: f64| if wish.seamless { closing_period(duration, secs) } else { secs };
    let mut drawing = Vec::new();
    if look.dial > Dial::Literal {
        drawing.push(disc(900.0, light(sun, if look.is_dark() { 0.42 } else { 0.24 })));
    }
    for body in &BODIES {
        drawing.push(ring(body.way, stroke(trace(look, 0.2), 2.0)));
    }
    drawing.push(disc(176.0, sun));
    for (index, body) in BODIES.iter().enumerate() {
        let color = wish.color(look, index + 1);
        let mut parts: Vec<Node> = Vec::new();
        if body.has_moon {
            let way = body.diameter + 52.0;
            let moon = disc(15.0, trace(look, 0.85)).at(frame_origin(Anchor::Right, 0.0, 0.0, Anchor::Center));
            parts.push(ring(way, stroke(trace(look, 0.16), 1.5)));
            parts.push(boxed(way, way, vec![moon]).spin(period(1.7), false));
        }
        parts.push(disc(body.diameter, color));
        let box_side = body.diameter + 60.0;
        let rider = boxed(box_side, box_side, parts).at(frame_origin(Anchor::Right, 0.0, 0.0, Anchor::Center));
        let carrier = boxed(body.way, body.way, vec![rider]).turned(body.from_degrees);
        drawing.push(carrier.spin(period(body.period_secs), false).at(frame_at(Anchor::Center, 0.0, 0.0)));
    }
    block(vec![staged(drawing, 1.0)], wish, look, duration)
}
