//! Grounds: what is behind everything, made of plain shapes.

use crate::contrast::Floor;
use crate::look::{Dial, Look};
use crate::oklch::{Oklch, mixed};
use crate::parts::{
    Dress, Frame, centred_path, disc, fine, frame_at, frame_origin, group, light, rect, responsive, responsive_group,
    ring, rising, round_stroke, stroke, whole,
};
use crate::scenery;
use crate::seed::Draw;
use crate::style::Ground;
use kurbo::BezPath;
use libm::sin;
use pavo_scene::{
    Anchor, ColorToken, Gradient, GradientKind, Keys, Loop, LoopPreset, Node, Paint, Rgba, Stop, Stroke, StrokeCap,
    Time,
};
use std::f64::consts::TAU;

/// What is behind everything: a paint, and nodes that go before all others.
///
/// One of the grounds that suit the look, by `seed`; a film uses one seed throughout.
/// A [`Dial::Literal`] look gets exactly its background colour, and no nodes.
#[must_use]
pub fn background(look: &Look, seed: u64) -> (Paint, Vec<Node>) {
    ground(chosen(look, seed), look, seed)
}

/// The ground that [`background`] chooses.
pub(crate) fn chosen(look: &Look, seed: u64) -> Ground {
    if look.dial == Dial::Literal {
        return Ground::Plain;
    }
    Draw::about(seed, "ground").one_of("kind", look.style().grounds, Ground::Plain)
}

/// The same ground as elsewhere in the film if it is a quiet one, else the bare colour: for layouts with shapes of their own.
pub(crate) fn quiet(look: &Look, seed: u64) -> (Paint, Vec<Node>) {
    ground_or_quiet(look, seed, &[])
}

/// The same ground as elsewhere in the film if it is a quiet one or one of `fitting`, else the bare colour.
pub(crate) fn ground_or_quiet(look: &Look, seed: u64, fitting: &[Ground]) -> (Paint, Vec<Node>) {
    let kind = chosen(look, seed);
    let fits =
        matches!(kind, Ground::Glow | Ground::Horizon | Ground::Mesh | Ground::Scanlines) || fitting.contains(&kind);
    ground(if fits { kind } else { Ground::Plain }, look, seed)
}

fn ground(kind: Ground, look: &Look, seed: u64) -> (Paint, Vec<Node>) {
    if look.is_bare {
        return (Rgba::TRANSPARENT.into(), Vec::new());
    }
    let draw = Draw::about(seed, "ground");
    let plain: Paint = ColorToken::Bg.into();
    match kind {
        Ground::Plain => (plain, Vec::new()),
        Ground::Glow => (plain, glow(look, draw)),
        Ground::Grid => (plain, grid(look)),
        Ground::Dots => (plain, vec![dots(look, draw)]),
        Ground::Bands => (plain, bands(look)),
        Ground::Rings => (plain, vec![rings(look, draw)]),
        Ground::Contours => (plain, vec![contours(look, draw)]),
        Ground::Horizon => horizon(look),
        Ground::Mesh => (plain, scenery::mesh(look, draw)),
        Ground::Stars => (plain, scenery::stars(look, draw)),
        Ground::Waves => (plain, scenery::waves(look, draw)),
        Ground::Rays => (plain, scenery::rays(look)),
        Ground::Floor => (plain, scenery::floor(look)),
        Ground::Scanlines => (plain, scenery::scanlines(look)),
        Ground::Bokeh => (plain, vec![scenery::bokeh(look, draw)]),
    }
}

/// The colour of text as a decoration: seen, never read.
pub(crate) fn trace(look: &Look, opacity: f64) -> Rgba {
    look.color(ColorToken::Text).with_alpha(opacity)
}

fn wander(node: Node, amp: f64, period: f64, phase: f64) -> Node {
    node.looping(Loop {
        period: Some(Time::from_secs(fine(period))),
        amp: Some(fine(amp)),
        phase: Some(fine(phase)),
        ..Loop::new(LoopPreset::Drift)
    })
}

fn glow(look: &Look, draw: Draw) -> Vec<Node> {
    let [strong, weak] = if look.is_dark() { [0.3, 0.17] } else { [0.2, 0.15] };
    let corners = [
        (Anchor::TopRight, Anchor::BottomLeft),
        (Anchor::BottomRight, Anchor::TopLeft),
        (Anchor::Top, Anchor::BottomRight),
        (Anchor::BottomLeft, Anchor::TopRight),
    ];
    let (first, second) = draw.one_of("corners", &corners, corners[0]);
    let lit = |anchor, diameter: f64, token, strength| {
        disc(diameter, light(glimmer(look, token), strength)).at(frame_origin(anchor, 0.0, 0.0, Anchor::Center))
    };
    vec![
        wander(lit(first, 1700.0, ColorToken::Accent, strong), 54.0, draw.between("p", 13.0, 17.0), 0.0),
        wander(lit(second, 1300.0, ColorToken::Accent2, weak), 44.0, draw.between("q", 10.0, 13.0), 0.4),
    ]
}

/// The colour of light on a ground: an accent on neutral ones, the ground's own hue, brighter, on coloured ones.
///
/// An accent over a ground of the opposite hue would turn to mud.
fn glimmer(look: &Look, token: ColorToken) -> Rgba {
    let [ground, accent] = [look.color(ColorToken::Bg), look.color(token)].map(Oklch::of);
    if ground.c < 0.03 {
        return accent.to_rgba();
    }
    let lightness = if look.is_dark() { ground.l + 0.34 } else { (ground.l + 0.1).min(0.99) };
    Oklch::new(lightness, (ground.c * 1.5).min(0.14), ground.h).to_rgba()
}

fn grid(look: &Look) -> Vec<Node> {
    const CELL: f64 = 96.0;
    let lines = responsive(|frame: Frame| {
        let mut path = BezPath::new();
        // A line through the middle, and room beyond the edges for the camera.
        let [columns, rows] = [frame.width, frame.height].map(|side| (side / 2.0 / CELL).ceil());
        let [right, down] = [columns * CELL, rows * CELL];
        let mut x = -right;
        while x <= right {
            path.move_to((x, -down));
            path.line_to((x, down));
            x += CELL;
        }
        let mut y = -down;
        while y <= down {
            path.move_to((-right, y));
            path.line_to((right, y));
            y += CELL;
        }
        centred_path(path, None, Some(stroke(trace(look, if look.is_dark() { 0.17 } else { 0.11 }), 1.6)))
    });
    let strength = if look.is_dark() { 0.2 } else { 0.12 };
    let lit = disc(1500.0, light(glimmer(look, ColorToken::Accent), strength)).at(frame_origin(
        Anchor::TopRight,
        -200.0,
        0.0,
        Anchor::Center,
    ));
    let bg = look.color(ColorToken::Bg);
    let stop = |offset, share| Stop { offset, color: bg.with_alpha(share).into() };
    let veil = Gradient {
        kind: GradientKind::Radial,
        stops: vec![stop(0.0, 0.0), stop(0.45, 0.15), stop(0.8, 0.6), stop(1.0, 0.9)],
        angle: None,
        at: Some([0.62, 0.45]),
        radius: Some(0.66),
        mix: None,
    };
    vec![wander(lit, 50.0, 14.0, 0.0), lines, rect(whole(), whole(), veil)]
}

fn dots(look: &Look, draw: Draw) -> Node {
    const PITCH: f64 = 46.0;
    let on_left = draw.share("side") < 0.3;
    responsive(|frame: Frame| {
        let [columns, rows] = if frame.is_wide() { [13_i32, 8] } else { [10, 6] };
        let mut path = BezPath::new();
        for row in 0..rows {
            let y = f64::from(row) * PITCH;
            path.move_to((0.0, y));
            path.line_to((f64::from(columns - 1) * PITCH + 1.0, y));
        }
        // Dashes without length and with round ends are dots.
        let dotted =
            Stroke { cap: Some(StrokeCap::Round), dash: vec![0.5, PITCH - 0.5], ..stroke(trace(look, 0.26), 5.5) };
        let top = if frame.is_tall() { 96.0 } else { 72.0 };
        let (anchor, x) = if on_left { (Anchor::BottomLeft, 72.0) } else { (Anchor::TopRight, -72.0) };
        let y = if on_left { -top } else { top };
        centred_path(path, None, Some(dotted)).at(frame_at(anchor, x, y))
    })
}

fn bands(look: &Look) -> Vec<Node> {
    let accent = glimmer(look, ColorToken::Accent);
    // Quiet words stay readable where all three lie on each other.
    let (ground, words) = (look.color(ColorToken::Bg), look.color(ColorToken::Muted));
    let on_each_other = |soft: f64| {
        let covers = [(look.color(ColorToken::Text), soft), (accent, soft * 1.4), (accent, soft * 2.0)];
        covers.into_iter().fold(ground, |below, (color, share)| mixed(below, color, share))
    };
    let most = if look.is_dark() { 0.05 } else { 0.07 };
    let softer = [1.0, 0.85, 0.7, 0.55].map(|share| share * most);
    let readable = softer.into_iter().find(|soft| Floor::TEXT.holds(words, on_each_other(*soft)));
    let soft = readable.unwrap_or(softer[3]);
    let band = |at: f64, width: f64, color: Rgba, period: f64| {
        let node = responsive(|frame: Frame| {
            // Leaning bands, longer than the frame is high, so that wandering never shows their ends.
            let [reach, lean] = [frame.height * 0.5 + 160.0, frame.height * 0.28 + 80.0];
            let x = frame.width * at;
            let mut path = BezPath::new();
            path.move_to((x + lean, -reach));
            path.line_to((x + lean + width, -reach));
            path.line_to((x - lean + width, reach));
            path.line_to((x - lean, reach));
            path.close_path();
            centred_path(path, Some(color.into()), None)
        });
        wander(node, 26.0, period, at.abs())
    };
    vec![
        band(0.02, 520.0, trace(look, soft), 16.0),
        band(0.24, 210.0, accent.with_alpha(soft * 1.4), 13.0),
        band(0.4, 90.0, accent.with_alpha(soft * 2.0), 11.0),
    ]
}

fn rings(look: &Look, draw: Draw) -> Node {
    let corner = draw.one_of("corner", &[Anchor::TopRight, Anchor::BottomRight], Anchor::TopRight);
    let mut nodes = Vec::new();
    // The quarter of a ring that lies within the frame, clockwise from three o'clock.
    let seen_from = if corner == Anchor::TopRight { 90.0 } else { 180.0 };
    for (index, diameter) in [380.0, 660.0, 960.0, 1280.0].into_iter().enumerate() {
        nodes.push(ring(diameter, stroke(trace(look, 0.13), 2.0)).at(frame_origin(corner, 0.0, 0.0, Anchor::Center)));
        // The widest comes close to words; no bright arc runs there.
        let Some((length, period)) = [(0.14, 11.0), (0.1, 14.0), (0.07, 17.0)].get(index).copied() else { continue };
        let keys = Keys { trim_end: rising([(0.0, length, None)]), ..Keys::default() };
        let token = if index == 2 { ColorToken::Accent2 } else { ColorToken::Accent };
        nodes.push(
            ring(diameter, round_stroke(token, 6.0))
                .at(frame_origin(corner, 0.0, 0.0, Anchor::Center))
                .turned(seen_from + draw.nth(index).between("turn", 8.0, 50.0))
                .keyed(keys)
                .looping(Loop {
                    period: Some(Time::from_secs(period)),
                    amp: Some(16.0),
                    reverse: (index % 2 == 1).then_some(true),
                    ..Loop::new(LoopPreset::Sway)
                }),
        );
    }
    // Words reach closer to the corner where the frame is narrow.
    responsive(|frame: Frame| {
        let mut node = group(nodes.clone()).pivot(corner);
        node.common.scale = (!frame.is_wide()).then_some(if frame.is_tall() { 0.85 } else { 0.7 });
        node
    })
}

fn contours(look: &Look, draw: Draw) -> Node {
    let phase = draw.between("phase", 0.0, TAU);
    responsive_group(|frame: Frame| {
        let mut nodes = Vec::new();
        let half = frame.width / 2.0 + 140.0;
        for index in 0_u8..7 {
            let step = f64::from(index);
            let [amp, y] = [34.0 + 13.0 * step, frame.height * 0.5 - 60.0 - step * 46.0];
            let wave = |x: f64| {
                let turn = x / frame.width * TAU;
                y + amp * (0.7 * sin(turn * 0.9 + phase + 0.34 * step) + 0.3 * sin(turn * 2.1 - phase - 0.2 * step))
            };
            let path = through((0..=12).map(|part| {
                let x = -half + 2.0 * half * f64::from(part) / 12.0;
                [x, wave(x)]
            }));
            let is_lead = index == 2;
            let color = if is_lead { look.color(ColorToken::Accent).with_alpha(0.8) } else { trace(look, 0.15) };
            let width = if is_lead { 3.5 } else { 2.0 };
            let node = centred_path(path, None, Some(round_stroke(color, width)));
            nodes.push(wander(node, 30.0, 14.0 + 1.5 * step, 0.07 * step));
        }
        nodes
    })
}

fn horizon(look: &Look) -> (Paint, Vec<Node>) {
    let bg = look.color(ColorToken::Bg);
    let shade = Oklch::of(bg);
    let by = if look.is_dark() { 0.055 } else { -0.045 };
    let far = shade.at_lightness((shade.l + by).clamp(0.0, 1.0)).to_rgba();
    let ground = Gradient {
        angle: Some(if look.is_dark() { 74.0 } else { 106.0 }),
        ..Gradient::even(GradientKind::Linear, &[bg.into(), bg.into(), far.into()])
    };
    let strength = if look.is_dark() { 0.16 } else { 0.1 };
    let sun = disc(1500.0, light(glimmer(look, ColorToken::Accent), strength)).at(frame_origin(
        Anchor::BottomRight,
        0.0,
        0.0,
        Anchor::Center,
    ));
    (ground.into(), vec![wander(sun, 46.0, 14.0, 0.2)])
}

/// A smooth curve through points of rising x: the tangent at each is parallel to its neighbours' chord.
pub(crate) fn through(points: impl IntoIterator<Item = [f64; 2]>) -> BezPath {
    let points: Vec<[f64; 2]> = points.into_iter().collect();
    let mut path = BezPath::new();
    let Some(&first) = points.first() else { return path };
    path.move_to((fine(first[0]), fine(first[1])));
    let tangent = |index: usize, axis: usize| {
        let (before, after) = (points[index.saturating_sub(1)], points[(index + 1).min(points.len() - 1)]);
        (after[axis] - before[axis]) / 6.0
    };
    for index in 1..points.len() {
        let [from, to] = [points[index - 1], points[index]];
        let handle = |point: [f64; 2], at: usize, sign: f64| {
            (fine(point[0] + sign * tangent(at, 0)), fine(point[1] + sign * tangent(at, 1)))
        };
        path.curve_to(handle(from, index - 1, 1.0), handle(to, index, -1.0), (fine(to[0]), fine(to[1])));
    }
    path
}
