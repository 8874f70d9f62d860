//! Surfaces: what cards, windows and panels of a look are made of.

use crate::look::Look;
use crate::parts::{Dress, boxed, fine, frame_at, rect, rounded, stroke, units};
use crate::style::Panel;
use pavo_scene::{Anchor, ColorToken, Corners, Frame, Node, Paint, Rgba, Size, Stroke};

/// A surface of a size with nodes on it, whose places count from its box.
///
/// What is on it is cut off at its edge. The box is that of the surface, without its shadow.
pub(crate) fn panel(look: &Look, size: [f64; 2], children: Vec<Node>) -> Node {
    surface(look, size, radius(look), children)
}

/// The radius of a large surface's corners, in design units.
pub(crate) fn radius(look: &Look) -> f64 {
    look.style().radius
}

/// How far what is on a surface stays away from its left and right edges: nothing where there is no edge to be seen.
pub(crate) fn side_pad(look: &Look, wanted: f64) -> f64 {
    if look.style().panel == Panel::Bare { 0.0 } else { wanted }
}

/// As [`panel`], with corners of its own.
pub(crate) fn surface(look: &Look, [width, height]: [f64; 2], radius: f64, children: Vec<Node>) -> Node {
    let mut nodes = below(look, [width, height], radius);
    let (fill, edge) = paint(look);
    let window = Frame {
        children,
        size: Some(Size { width: units(width), height: units(height) }),
        radius: Some(Corners::from(fine(radius))),
        fill: Some(fill),
        stroke: edge,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    };
    nodes.push(Node::new(window).at(frame_at(Anchor::TopLeft, 0.0, 0.0)));
    boxed(width, height, nodes)
}

/// As [`surface`], but with an edge in every look: for boxes that lines lead to.
pub(crate) fn solid(look: &Look, [width, height]: [f64; 2], radius: f64, children: Vec<Node>) -> Node {
    if look.style().panel != Panel::Bare {
        return surface(look, [width, height], radius, children);
    }
    let edge = Stroke { align: Some(pavo_scene::StrokeAlign::Inside), ..stroke(ColorToken::Text, 3.0) };
    let window = Frame {
        children,
        size: Some(Size { width: units(width), height: units(height) }),
        radius: Some(Corners::from(fine(radius))),
        fill: Some(ColorToken::Bg.into()),
        stroke: Some(edge),
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    };
    boxed(width, height, vec![Node::new(window).at(frame_at(Anchor::TopLeft, 0.0, 0.0))])
}

/// What a surface is filled with, and its edge.
fn paint(look: &Look) -> (Paint, Option<Stroke>) {
    let inside = |color: Paint, width: f64| {
        Some(Stroke { align: Some(pavo_scene::StrokeAlign::Inside), ..stroke(color, width) })
    };
    match look.style().panel {
        Panel::Flat => (ColorToken::Surface.into(), None),
        Panel::Soft => (lifted(look).into(), None),
        Panel::Lined => (ColorToken::Surface.into(), inside(ColorToken::Line.into(), 2.0)),
        Panel::Bare => (Rgba::TRANSPARENT.into(), None),
        Panel::Hard => (ColorToken::Surface.into(), inside(ColorToken::Text.into(), 5.0)),
        Panel::Glass => {
            let white = Rgba::WHITE;
            (
                white.with_alpha(if look.is_dark() { 0.1 } else { 0.55 }).into(),
                inside(white.with_alpha(0.3).into(), 2.0),
            )
        }
    }
}

/// A surface that is nearer to the light than the ground: white on light grounds.
fn lifted(look: &Look) -> Rgba {
    let surface = look.color(ColorToken::Surface);
    if look.is_dark() { surface } else { crate::oklch::mixed(look.color(ColorToken::Bg), Rgba::WHITE, 0.75) }
}

/// The colour that words on a surface stand on.
pub(crate) fn ground_of(look: &Look) -> Rgba {
    let bg = look.color(ColorToken::Bg);
    match look.style().panel {
        Panel::Soft => lifted(look),
        Panel::Bare => bg,
        Panel::Glass => crate::oklch::mixed(bg, Rgba::WHITE, if look.is_dark() { 0.1 } else { 0.55 }),
        Panel::Flat | Panel::Lined | Panel::Hard => look.color(ColorToken::Surface),
    }
}

/// What lies below a surface: its shadow, or the line it hangs from.
fn below(look: &Look, [width, height]: [f64; 2], radius: f64) -> Vec<Node> {
    match look.style().panel {
        Panel::Flat | Panel::Lined | Panel::Glass => Vec::new(),
        Panel::Bare => {
            vec![rect(units(width), units(4.0), ColorToken::Text).at(frame_at(Anchor::TopLeft, 0.0, 0.0))]
        }
        Panel::Hard => {
            let shade = rounded(width, height, radius, ColorToken::Text);
            vec![shade.at(frame_at(Anchor::TopLeft, 14.0, 14.0))]
        }
        // Shapes one above another, each larger: the look of a wide blur without its cost. On a light ground each is
        // so faint that its edge is no line: at most four levels of 255.
        Panel::Soft => {
            const WIDEST: f64 = 40.0;
            let (strength, count) = if look.is_dark() { (0.1, 6) } else { (0.0165, 10) };
            let shade = Rgba::BLACK.with_alpha(strength);
            let layer = |index: u32| {
                let share = f64::from(index) / f64::from(count);
                let spread = (WIDEST * share.powf(1.4)).round();
                let down = (3.0 + spread * 0.83).round();
                let shape = rounded(width + 2.0 * spread, height + 2.0 * spread, radius + spread, shade);
                shape.at(frame_at(Anchor::TopLeft, -spread, down - spread))
            };
            (1..=count).rev().map(layer).collect()
        }
    }
}
