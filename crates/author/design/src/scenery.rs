//! Grounds with a character of their own: light in colours, stars, waves, rays, a floor that runs to the horizon.

use crate::background::{through, trace};
use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{
    Dress, Frame, centred_path, disc, fine, frame_at, frame_origin, light, named, rect, responsive, responsive_group,
    round_stroke, stroke, units, whole,
};
use crate::seed::Draw;
use crate::style::Panel;
use kurbo::BezPath;
use libm::{cos, sin};
use pavo_scene::{
    Anchor, Color, ColorToken, EaseName, Gradient, GradientKind, Keys, Loop, LoopPreset, Node, Rgba, Stop, Time, Track,
    TrackEnd,
};
use std::f64::consts::TAU;

fn wandering(node: Node, amp: f64, period: f64, phase: f64) -> Node {
    node.looping(Loop {
        period: Some(Time::from_secs(fine(period))),
        amp: Some(fine(amp)),
        phase: Some(fine(phase)),
        ..Loop::new(LoopPreset::Drift)
    })
}

/// Wide soft lights in neighbouring colours that wander through each other.
pub(crate) fn mesh(look: &Look, draw: Draw) -> Vec<Node> {
    let is_vivid = look.style().panel == Panel::Glass;
    let strength = match (is_vivid, look.is_dark()) {
        (true, true) => 0.62,
        (true, false) => 0.34,
        (false, true) => 0.24,
        (false, false) => 0.2,
    };
    let accent = Oklch::of(look.color(ColorToken::Accent));
    let second = Oklch::of(look.color(ColorToken::Accent2));
    let hues = [accent, accent.turned(38.0), second, accent.turned(-34.0)];
    let places = [
        (Anchor::TopRight, -160.0, 120.0),
        (Anchor::BottomLeft, 120.0, -60.0),
        (Anchor::BottomRight, 60.0, 40.0),
        (Anchor::TopLeft, -40.0, -80.0),
    ];
    hues.into_iter()
        .zip(places)
        .enumerate()
        .map(|(index, (hue, (anchor, x, y)))| {
            let draw = draw.nth(index);
            // Words are read on it, so its lights stay on the side of the ground.
            let most = if look.is_dark() { 0.44 } else { 1.0 };
            let color = if is_vivid { hue.at_lightness(hue.l.min(most)).to_rgba() } else { hue.to_rgba() };
            let lit = disc(draw.between("wide", 1250.0, 1650.0), light(color, strength * draw.between("s", 0.7, 1.0)));
            let node = lit.at(frame_origin(anchor, x, y, Anchor::Center));
            wandering(node, 110.0, draw.between("p", 11.0, 17.0), draw.share("phase"))
        })
        .collect()
}

/// Stars in three depths; the nearer go further with the camera.
pub(crate) fn stars(look: &Look, draw: Draw) -> Vec<Node> {
    let planes = [(70_usize, 3.0, 0.34, 0.15), (44, 4.4, 0.5, 0.35), (16, 6.4, 0.8, 0.6)];
    let mut nodes: Vec<Node> = planes
        .into_iter()
        .enumerate()
        .map(|(plane, (count, width, strength, depth))| {
            let draw = draw.nth(plane);
            let mut node = responsive(|frame: Frame| {
                let mut path = BezPath::new();
                for index in 0..count {
                    let star = draw.nth(index);
                    let x = star.between("x", -0.54, 0.54) * frame.width;
                    let y = star.between("y", -0.54, 0.54) * frame.height;
                    path.move_to((fine(x), fine(y)));
                    path.line_to((fine(x + 0.5), fine(y)));
                }
                let color = if plane == 2 { look.color(ColorToken::Accent) } else { look.color(ColorToken::Text) };
                centred_path(path, None, Some(round_stroke(color.with_alpha(strength), width)))
            });
            node.common.depth = Some(depth);
            wandering(node, 8.0 + 6.0 * depth, 16.0, depth)
        })
        .collect();
    // A cloud of light, so that the sky has a direction.
    let cloud = disc(1700.0, light(look.color(ColorToken::Accent), 0.16));
    nodes
        .insert(0, wandering(cloud.at(frame_origin(Anchor::TopRight, -120.0, 160.0, Anchor::Center)), 40.0, 15.0, 0.0));
    nodes
}

/// Hills of the accent one behind the other along the lower edge.
pub(crate) fn waves(look: &Look, draw: Draw) -> Vec<Node> {
    let [bg, accent] = [ColorToken::Bg, ColorToken::Accent].map(|token| look.color(token));
    let shares = if look.is_dark() { [0.07, 0.11, 0.16] } else { [0.1, 0.15, 0.22] };
    (0_u8..3)
        .map(|index| {
            let step = f64::from(index);
            let phase = draw.nth(usize::from(index)).between("phase", 0.0, TAU);
            let color = crate::oklch::mixed(bg, accent, shares[usize::from(index)]);
            let node = responsive(|frame: Frame| {
                let reach = frame.width / 2.0 + 160.0;
                let top = frame.height * (0.5 - 0.2 + 0.062 * step);
                let amp = frame.height * 0.028;
                let edge = (0..=14).map(|part| {
                    let x = -reach + 2.0 * reach * f64::from(part) / 14.0;
                    [
                        x,
                        top + amp
                            * (sin(x / frame.width * TAU * 0.8 + phase)
                                + 0.5 * sin(x / frame.width * TAU * 1.7 - phase)),
                    ]
                });
                let mut path = through(edge);
                path.line_to((fine(reach), fine(frame.height / 2.0 + 80.0)));
                path.line_to((fine(-reach), fine(frame.height / 2.0 + 80.0)));
                path.close_path();
                centred_path(path, Some(color.into()), None)
            });
            wandering(node, 34.0 + 10.0 * step, 12.0 - 2.0 * step, 0.3 * step)
        })
        .collect()
}

/// Rays around a point beyond the lower edge, which turn slowly.
pub(crate) fn rays(look: &Look) -> Vec<Node> {
    let soft = if look.is_dark() { 0.045 } else { 0.04 };
    let node = responsive(|frame: Frame| {
        let reach = libm::hypot(frame.width, frame.height) * 1.1;
        let count = 14_u8;
        let mut path = BezPath::new();
        for ray in 0..count {
            let [from, to] = [0.0, 0.5].map(|part| (f64::from(ray) + part) / f64::from(count) * TAU);
            path.move_to((0.0, 0.0));
            path.line_to((fine(reach * cos(from)), fine(reach * sin(from))));
            path.line_to((fine(reach * cos(to)), fine(reach * sin(to))));
            path.close_path();
        }
        let rays = centred_path(path, Some(trace(look, soft).into()), None).spin(90.0, false);
        rays.at(frame_origin(Anchor::Bottom, 0.0, frame.height * 0.1, Anchor::Center))
    });
    vec![node]
}

/// A floor of lines that runs to the horizon, and a sun above it.
pub(crate) fn floor(look: &Look) -> Vec<Node> {
    const LINES: u8 = 9;
    const SECS: f64 = 1.6;
    let [accent, second] = [ColorToken::Accent, ColorToken::Accent2].map(|token| look.color(token));
    let line = accent.with_alpha(0.5);
    let mut nodes = vec![responsive(|frame: Frame| {
        let sun = if frame.is_wide() { 520.0 } else { 600.0 };
        let stop = |offset, color: Rgba| Stop { offset, color: Color::from(color) };
        let fill = Gradient {
            kind: GradientKind::Linear,
            stops: vec![
                stop(0.0, second.with_alpha(0.5)),
                stop(0.6, accent.with_alpha(0.36)),
                stop(1.0, accent.with_alpha(0.0)),
            ],
            angle: Some(90.0),
            at: None,
            radius: None,
            mix: None,
        };
        let node = disc(sun, fill);
        wandering(node.at(frame_at(Anchor::Center, 0.0, frame.height * 0.06)), 10.0, 14.0, 0.0)
    })];
    // The nearer a line is, the further apart they are.
    let depth = |share: f64| share * share;
    for index in 0..LINES {
        nodes.push(responsive(|frame: Frame| {
            let top = frame.height * HORIZON;
            let y = |share: f64| fine(top + (frame.height * 1.02 - top) * depth(share));
            let [from, to] = [0.0, 1.0].map(|part| y((f64::from(index) + part) / f64::from(LINES)));
            let mut track = Track::of([(0.0, from, None), (SECS, to, named(EaseName::Linear))]);
            track.after = Some(TrackEnd::Cycle);
            let bar = rect(whole(), units(3.0), line).at(frame_at(Anchor::Top, 0.0, from));
            bar.keyed(Keys { y: track, ..Keys::default() })
        }));
    }
    nodes.push(responsive(|frame: Frame| {
        let top = frame.height * (HORIZON - 0.5);
        let bottom = frame.height * 0.54;
        let mut path = BezPath::new();
        let pitch = 150.0;
        let reach = 16;
        for index in -reach..=reach {
            let x = f64::from(index) * pitch;
            path.move_to((fine(x * 0.35), fine(top)));
            path.line_to((fine(x * 2.2), fine(bottom)));
        }
        centred_path(path, None, Some(stroke(line, 3.0)))
    }));
    nodes.push(responsive(|frame: Frame| {
        rect(whole(), units(4.0), accent).at(frame_at(Anchor::Top, 0.0, fine(frame.height * HORIZON)))
    }));
    nodes
}

/// How far down the horizon of a floor is, as a share of the frame's height.
const HORIZON: f64 = 0.66;

/// Fine dark lines across the frame, as on a tube.
pub(crate) fn scanlines(look: &Look) -> Vec<Node> {
    let lines = responsive(|frame: Frame| {
        let mut path = BezPath::new();
        let reach = frame.width / 2.0 + 60.0;
        let mut y = -frame.height / 2.0 - 40.0;
        while y < frame.height / 2.0 + 40.0 {
            path.move_to((-reach, y));
            path.line_to((reach, y));
            y += 9.0;
        }
        centred_path(path, None, Some(stroke(trace(look, 0.07), 2.5)))
    });
    let lit = disc(1500.0, light(look.color(ColorToken::Accent), 0.14)).at(frame_at(Anchor::Center, 0.0, 0.0));
    vec![wandering(lit, 40.0, 13.0, 0.0), wandering(lines, 4.0, 9.0, 0.2)]
}

/// Soft discs of light out of focus.
pub(crate) fn bokeh(look: &Look, draw: Draw) -> Node {
    responsive_group(|frame: Frame| {
        (0..9)
            .map(|index| {
                let draw = draw.nth(index);
                let token = if index % 3 == 2 { ColorToken::Accent2 } else { ColorToken::Accent };
                let color = look.color(token).with_alpha(draw.between("a", 0.05, 0.13));
                // They keep to the edges, where no words are.
                let [mut x, y] = [draw.between("x", -0.5, 0.5), draw.between("y", -0.5, 0.5)];
                if x.abs() < 0.26 && y.abs() < 0.3 {
                    x = if x < 0.0 { x - 0.24 } else { x + 0.24 };
                }
                let node = disc(draw.between("d", 120.0, 340.0), color);
                let node = node.at(frame_at(Anchor::Center, x * frame.width, y * frame.height));
                wandering(node, 30.0, draw.between("p", 8.0, 14.0), draw.share("phase"))
            })
            .collect()
    })
}
