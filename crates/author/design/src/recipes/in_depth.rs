//! Points that turn in space: a sphere of particles, a globe of dots, a double helix.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::block::Block;
use crate::look::{Dial, Look};
use crate::parts::{Dress, closing_period, disc, fine, frame_at, light};
use kurbo::{BezPath, Point, Shape};
use libm::{asin, cos, sin, sqrt};
use pavo_library::Detail;
use pavo_scene::{Anchor, Expression, Keys, Node, Rgba, Time, Track};
use std::f64::consts::{PI, TAU};
use std::sync::LazyLock;

/// Radius of what turns, in units of the stage.
const RADIUS: f64 = 400.0;

/// A point on its way round an upright axis.
struct Turning {
    /// From the axis.
    radius: f64,
    /// Below the middle.
    y: f64,
    /// Where it begins, in radians.
    from: f64,
    period_secs: f64,
}

impl Turning {
    /// A disc that goes round: larger and brighter in front, faint behind; `behind`: how much of it is seen there.
    fn disc(&self, diameter: f64, color: Rgba, behind: f64) -> Node {
        let Self { radius, y, from, period_secs } = self;
        let angle = format!("({:.4} + {:.5} * t)", from, TAU / period_secs);
        let near = format!("(0.5 + 0.5 * cos{angle})");
        let keys = Keys {
            x: formula(&format!("{:.1} * sin{angle}", radius)),
            scale: formula(&format!("0.55 + 0.45 * {near}")),
            opacity: formula(&format!("{:.2} + {:.2} * {near}", behind, 1.0 - behind)),
            ..Keys::default()
        };
        disc(diameter, color).at(frame_at(Anchor::Center, 0.0, fine(*y))).keyed(keys)
    }
}

/// A track that a formula gives.
fn formula(text: &str) -> Track<f64> {
    // The formulas of this file are read by its tests.
    Track { expression: Expression::parse(text).ok(), ..Track::default() }
}

/// Points on a sphere that turns. It closes within the duration, asked or not.
#[must_use]
pub fn particle_sphere(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    const POINTS: u32 = 260;
    let period_secs = closing_period(duration, 11.0);
    let mut drawing = glow(wish, look, 820.0);
    for index in 0..POINTS {
        // Evenly spread by the golden angle.
        let height = 1.0 - 2.0 * (f64::from(index) + 0.5) / f64::from(POINTS);
        let from = (f64::from(index) * PI * (3.0 - sqrt(5.0))) % TAU;
        let turning = Turning { radius: RADIUS * sqrt(1.0 - height * height), y: -RADIUS * height, from, period_secs };
        let color = wish.color(look, usize::from(index.is_multiple_of(7)));
        drawing.push(turning.disc(19.0, color, 0.16));
    }
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}

/// The continents as dots on a globe that turns. It closes within the duration, asked or not.
#[must_use]
pub fn globe_dots(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let period_secs = closing_period(duration, 14.0);
    let mut drawing = glow(wish, look, 900.0);
    let sea = look.color(pavo_scene::ColorToken::Surface);
    drawing.push(disc(2.0 * RADIUS + 40.0, sea));
    for [longitude, latitude] in LAND.iter() {
        let latitude = latitude.to_radians();
        let turning = Turning {
            radius: RADIUS * cos(latitude),
            y: -RADIUS * sin(latitude),
            from: longitude.to_radians(),
            period_secs,
        };
        drawing.push(turning.disc(15.0, wish.color(look, 0), 0.06));
    }
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}

/// Places on land, evenly spread over the globe: longitude and latitude in degrees.
static LAND: LazyLock<Vec<[f64; 2]>> = LazyLock::new(|| {
    const PLACES: u32 = 1700;
    let outlines: Vec<(BezPath, kurbo::Rect)> = pavo_library::countries(Detail::World)
        .iter()
        .flat_map(|country| &country.rings)
        .map(|ring| {
            let mut path = BezPath::new();
            for (index, &[longitude, latitude]) in ring.iter().enumerate() {
                let point = Point::new(longitude, latitude);
                if index == 0 { path.move_to(point) } else { path.line_to(point) }
            }
            path.close_path();
            let bounds = path.bounding_box();
            (path, bounds)
        })
        // A ring over the date line goes round the back of the map.
        .filter(|(_, bounds)| bounds.width() < 300.0)
        .collect();
    let is_land = |at: Point| outlines.iter().any(|(path, bounds)| bounds.contains(at) && path.winding(at) != 0);
    (0..PLACES)
        .filter_map(|index| {
            let height = 1.0 - 2.0 * (f64::from(index) + 0.5) / f64::from(PLACES);
            let turned = (f64::from(index) * PI * (3.0 - sqrt(5.0))) % TAU;
            let place = [turned.to_degrees() - 180.0, asin(height).to_degrees()];
            // Ice at the south pole is a white sheet at the edge.
            (place[1] > -60.0 && is_land(Point::from((place[0], place[1])))).then_some(place)
        })
        .collect()
});

/// Two strands that wind around each other, with rungs. It closes within the duration, asked or not.
#[must_use]
pub fn helix(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    const STEPS: u32 = 26;
    let period_secs = closing_period(duration, 5.0);
    let mut drawing = glow(wish, look, 760.0);
    for step in 0..STEPS {
        let share = f64::from(step) / f64::from(STEPS - 1);
        let (y, from) = (-470.0 + 940.0 * share, share * 2.3 * TAU);
        for strand in [0.0, PI] {
            let turning = Turning { radius: 210.0, y, from: from + strand, period_secs };
            // Rungs are points too, so that they turn as the strands do.
            for rung in 1..5_u32 {
                let inner = Turning { radius: 210.0 * f64::from(rung) / 5.0, ..turning };
                drawing.push(inner.disc(7.0, wish.color(look, 2), 0.2));
            }
            drawing.push(turning.disc(34.0, wish.color(look, usize::from(strand > 0.0)), 0.35));
        }
    }
    block(vec![staged(drawing, 1.2)], wish, look, duration)
}

/// Bodies that circle a sun, seen from the side: near ones are larger, and pass before it.
#[must_use]
pub fn planets(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    /// Half of the way's width, the planet's diameter, seconds for a round, where it begins.
    const PLANETS: [[f64; 4]; 6] = [
        [170.0, 26.0, 3.2, 0.4],
        [250.0, 40.0, 5.0, 2.6],
        [340.0, 44.0, 7.0, 4.4],
        [420.0, 34.0, 9.0, 1.5],
        [560.0, 96.0, 13.0, 5.4],
        [720.0, 76.0, 18.0, 3.4],
    ];
    /// How far the plane leans towards the viewer.
    const LEAN: f64 = 0.3;
    let sun = wish.color(look, 0);
    let mut drawing = Vec::new();
    if look.dial > Dial::Literal {
        drawing.push(disc(820.0, light(sun, if look.is_dark() { 0.5 } else { 0.3 })));
    }
    for [way, ..] in PLANETS {
        let size =
            pavo_scene::Size { width: crate::parts::units(2.0 * way), height: crate::parts::units(2.0 * way * LEAN) };
        let stroke = Some(crate::parts::stroke(crate::background::trace(look, 0.22), 2.0));
        drawing.push(Node::new(pavo_scene::Ellipse { size: Some(size), fill: None, stroke }));
    }
    let (mut behind, mut before) = (Vec::new(), Vec::new());
    for (index, [way, diameter, secs, from]) in PLANETS.into_iter().enumerate() {
        let angle = format!("({from:.3} + {:.5} * t)", TAU / closing_period(duration, secs));
        for is_before in [false, true] {
            let seen = if is_before { format!("step(0, sin{angle})") } else { format!("1 - step(0, sin{angle})") };
            let keys = Keys {
                x: formula(&format!("{way:.1} * cos{angle}")),
                y: formula(&format!("{:.1} * sin{angle}", way * LEAN)),
                scale: formula(&format!("0.85 + 0.2 * sin{angle}")),
                opacity: formula(&seen),
                ..Keys::default()
            };
            let planet = disc(diameter, wish.color(look, index + 1)).at(frame_at(Anchor::Center, 0.0, 0.0)).keyed(keys);
            if is_before { before.push(planet) } else { behind.push(planet) }
        }
    }
    drawing.extend(behind);
    drawing.push(disc(150.0, sun));
    drawing.extend(before);
    block(vec![staged(drawing, 0.74)], wish, look, duration)
}

/// A nucleus, and electrons on three ways around it. It closes within the duration, asked or not.
#[must_use]
pub fn atom(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    const WAYS: u32 = 3;
    const WIDE: f64 = 430.0;
    const HIGH: f64 = 150.0;
    let mut drawing = glow(wish, look, 640.0);
    // Protons and neutrons lie in a heap.
    for (index, [x, y]) in [[-26.0, -16.0], [26.0, -16.0], [0.0, 30.0], [0.0, -4.0]].into_iter().enumerate() {
        let color = wish.color(look, index % 2);
        drawing.push(disc(64.0, color).at(frame_at(Anchor::Center, x, y)));
    }
    for way in 0..WAYS {
        let turned = f64::from(way) * 180.0 / f64::from(WAYS);
        let size = pavo_scene::Size { width: crate::parts::units(2.0 * WIDE), height: crate::parts::units(2.0 * HIGH) };
        let stroke = Some(crate::parts::stroke(wish.color(look, 0), 4.0));
        let ellipse = Node::new(pavo_scene::Ellipse { size: Some(size), fill: None, stroke });
        let angle = format!(
            "({:.3} + {:.5} * t)",
            2.1 * f64::from(way),
            TAU / closing_period(duration, 2.2 + 0.4 * f64::from(way))
        );
        let keys = Keys {
            x: formula(&format!("{WIDE:.1} * cos{angle}")),
            y: formula(&format!("{HIGH:.1} * sin{angle}")),
            ..Keys::default()
        };
        let electron = disc(38.0, wish.color(look, 1)).at(frame_at(Anchor::Center, 0.0, 0.0)).keyed(keys);
        drawing.push(crate::parts::boxed(1000.0, 1000.0, vec![ellipse, electron]).turned(turned).at(frame_at(
            Anchor::Center,
            0.0,
            0.0,
        )));
    }
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}

fn glow(wish: &RecipeWish, look: &Look, diameter: f64) -> Vec<Node> {
    if look.dial == Dial::Literal {
        return Vec::new();
    }
    vec![disc(diameter, light(wish.color(look, 0), if look.is_dark() { 0.34 } else { 0.2 }))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_is_about_three_tenths_of_the_globe_and_none_of_it_is_in_the_pacific() {
        assert!((350..620).contains(&LAND.len()), "{}", LAND.len());
        let far_out = |&[longitude, latitude]: &[f64; 2]| {
            (-160.0..-90.0).contains(&longitude) && (-50.0..10.0).contains(&latitude)
        };
        assert!(!LAND.iter().any(far_out), "{:?}", LAND.iter().find(|place| far_out(place)));
        assert!(LAND.iter().any(|[x, y]| (x - 10.0).abs() < 15.0 && (y - 20.0).abs() < 10.0), "the Sahara");
    }

    #[test]
    fn every_formula_is_read() {
        assert!(formula("400.0 * sin(0.1 + 2 * t)").expression.is_some());
        assert!(formula("1 - step(0, sin(0.1 + 2 * t))").expression.is_some());
        let turning = Turning { radius: 3.0, y: 0.0, from: 0.25, period_secs: 4.0 };
        let keys = turning.disc(4.0, Rgba::WHITE, 0.1).common.keys.expect("it moves");
        assert!([&keys.x, &keys.scale, &keys.opacity].iter().all(|track| track.expression.is_some()));
    }
}
