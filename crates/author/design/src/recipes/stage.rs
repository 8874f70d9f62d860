//! What all drawings stand on.

use super::RecipeWish;
use crate::background::quiet;
use crate::block::{Block, TimeNeed};
use crate::look::{Dial, Look};
use crate::parts::{Dress, boxed, closing_period, frame_at, responsive};
use pavo_scene::{Anchor, Keyframe, Keys, Node, NodeKind, Time, Track};

/// A drawing in a square of 1080 units around the frame's middle, larger in portrait.
pub(crate) fn staged(drawing: Vec<Node>, tall_scale: f64) -> Node {
    responsive(|frame| {
        let mut node = boxed(1080.0, 1080.0, drawing.clone()).at(frame_at(Anchor::Center, 0.0, 0.0));
        if frame.is_tall() && tall_scale != 1.0 {
            node.common.scale = Some(tall_scale);
        }
        node
    })
}

/// A block of a drawing on the look's ground. With `seamless` every loop in it closes within the duration.
pub(crate) fn block(drawing: Vec<Node>, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) =
        if look.dial == Dial::Literal { crate::background(look, look.seed) } else { quiet(look, look.seed) };
    nodes.extend(drawing);
    if wish.seamless {
        close(&mut nodes, duration);
    }
    Block { nodes, background, camera: None, needs: TimeNeed::secs(1.5, 6.0, 30.0) }
}

/// Gives every loop a period that divides the duration.
fn close(nodes: &mut [Node], duration: Time) {
    for node in nodes {
        for repeated in &mut node.common.loops.0 {
            let period = repeated.period.map_or(3.0, Time::secs);
            repeated.period = Some(Time::from_secs(closing_period(duration, period)));
        }
        match &mut node.kind {
            NodeKind::Group(group) => close(&mut group.children, duration),
            NodeKind::Stack(stack) => close(&mut stack.children, duration),
            _ => {}
        }
    }
}

/// A track that repeats a figure of `(share of the period, value, ease)` until the duration is over.
///
/// The figure begins at share 0 and ends below 1; the next round's first key closes it.
pub(crate) fn repeated(
    figure: &[(f64, f64, Option<pavo_scene::Ease>)],
    closing: Option<pavo_scene::Ease>,
    period_secs: f64,
    offset_secs: f64,
    duration: Time,
) -> Track<f64> {
    let mut track = Track(Vec::new());
    let mut push = |secs: f64, value: f64, ease| {
        let time = Time::from_secs((secs * 1e4).round() / 1e4);
        let rises = track.0.last().is_none_or(|last: &Keyframe<f64>| time > last.time);
        if rises && (0.0..=120.0).contains(&time.secs()) {
            track.0.push(Keyframe { time, value, ease });
        }
    };
    let rounds = (duration.secs() / period_secs).ceil().clamp(1.0, 400.0);
    let mut round = 0.0;
    while round < rounds {
        let start = offset_secs + round * period_secs;
        for (index, (share, value, ease)) in figure.iter().enumerate() {
            push(start + share * period_secs, *value, if index == 0 { closing } else { *ease });
        }
        round += 1.0;
    }
    if let Some((_, value, _)) = figure.first() {
        push(offset_secs + rounds * period_secs, *value, closing);
    }
    track
}

/// Keys that only scale.
pub(crate) fn scaling(scale: Track<f64>) -> Keys {
    Keys { scale, ..Keys::default() }
}
