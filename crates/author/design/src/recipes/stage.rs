//! What all drawings stand on.

use super::RecipeWish;
use crate::background::quiet;
use crate::block::{Block, TimeNeed};
use crate::look::{Dial, Look};
use crate::parts::{Dress, Frame, boxed, closing_period, frame_at, responsive};
use pavo_scene::{Anchor, Ease, EaseName, Keyframe, Keys, Node, NodeKind, Time, Track};

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
    if wish.beside_words {
        nodes.push(responsive(|frame| beside_words(frame, drawing.clone())));
    } else {
        nodes.extend(drawing);
    }
    if wish.seamless {
        close(&mut nodes, duration);
    }
    Block { nodes, background, camera: None, needs: TimeNeed::secs(1.5, 6.0, 30.0) }
}

/// A drawing that leaves room for words: on the right of a wide frame, in the upper part of others.
fn beside_words(frame: Frame, drawing: Vec<Node>) -> Node {
    let [x, y, scale] = match frame {
        _ if frame.is_wide() => [0.23 * frame.width, 0.0, 0.78],
        _ if frame.is_tall() => [0.0, -0.13 * frame.height, 0.86],
        _ => [0.0, -0.15 * frame.height, 0.62],
    };
    let mut node = boxed(frame.width, frame.height, drawing).at(frame_at(Anchor::Center, x, y));
    node.common.scale = Some(scale);
    node
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
            NodeKind::Frame(frame) => close(&mut frame.children, duration),
            NodeKind::Grid(grid) => close(&mut grid.children, duration),
            _ => {}
        }
    }
}

/// A key of a repeated figure: share of the period, value, and the curve that leads there.
pub(crate) type FigureKey = (f64, f64, Option<EaseName>);

/// A track that repeats a figure from before the scene's beginning until the duration is over.
///
/// The figure begins at share 0 and ends at most at 1; `closing` leads back to its first key.
/// `shift_secs` is when a round begins, and may be negative.
pub(crate) fn repeated(
    figure: &[FigureKey],
    closing: Option<EaseName>,
    period_secs: f64,
    shift_secs: f64,
    duration: Time,
) -> Track<f64> {
    let first_round = (-shift_secs / period_secs).floor();
    let rounds = (duration.secs() / period_secs).ceil().clamp(1.0, 400.0) + 2.0;
    let mut keys: Vec<(f64, f64, Option<EaseName>)> = Vec::new();
    let mut round = 0.0;
    while round < rounds {
        let start = shift_secs + (first_round + round) * period_secs;
        for (index, (share, value, ease)) in figure.iter().enumerate() {
            keys.push((start + share * period_secs, *value, if index == 0 { closing } else { *ease }));
        }
        round += 1.0;
    }
    // The value at the beginning, where the scene cuts into the figure.
    let at_start = keys.windows(2).find(|pair| pair[0].0 <= 0.0 && pair[1].0 > 0.0).map(|pair| {
        let [(from, low, _), (to, high, ease)] = [pair[0], pair[1]];
        low + (high - low) * spread(ease, -from / (to - from))
    });
    let mut track: Vec<Keyframe<f64>> = Vec::new();
    let mut push = |secs: f64, value: f64, ease: Option<EaseName>| {
        let time = Time::from_secs((secs * 1e4).round() / 1e4);
        if track.last().is_none_or(|last| time > last.time) {
            track.push(Keyframe { time, value: (value * 1e4).round() / 1e4, ease: ease.map(Ease::Named) });
        }
    };
    if let Some(value) = at_start {
        push(0.0, value, None);
    }
    for (secs, value, ease) in keys {
        let over = secs > duration.secs() + period_secs;
        if secs >= 0.0 && !over && secs <= 120.0 {
            push(secs, value, ease);
        }
    }
    track.into()
}

/// The curves that figures use, 0 to 1.
fn spread(ease: Option<EaseName>, share: f64) -> f64 {
    let left = 1.0 - share;
    match ease {
        Some(EaseName::Hold) => 0.0,
        Some(EaseName::Glide) => 0.5 - 0.5 * libm::cos(std::f64::consts::PI * share),
        Some(EaseName::Out) => 1.0 - left * left * left,
        Some(EaseName::EaseOutQuad) => 1.0 - left * left,
        Some(EaseName::EaseInQuad) => share * share,
        Some(EaseName::InOut) if share < 0.5 => 4.0 * share * share * share,
        Some(EaseName::InOut) => 1.0 - 4.0 * left * left * left,
        _ => share,
    }
}

/// Keys that only scale.
pub(crate) fn scaling(scale: Track<f64>) -> Keys {
    Keys { scale, ..Keys::default() }
}
