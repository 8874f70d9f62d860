//! Text animators at a moment: how much each piece of a text is selected, and what becomes of it.

use crate::easing::ease_bounded;
use crate::expression::{Context, evaluated, noise};
use crate::piece::{Piece, Tint};
use crate::timeline::Moment;
use crate::track::animated;
use crate::units::{index_to_f64, ranks};
use libm::cos;
use pavo_scene::{Animator, AnimatorTarget, Ease, Expression, Order, Rgba, SelectorShape, Text, Unit};
use std::f64::consts::TAU;

/// A text animator at one moment, for pieces whose number is known when the text has been laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct AnimatorPose {
    /// What the pieces are.
    pub by: Unit,
    /// Where the range begins and ends, as shares of the text.
    pub range: [f64; 2],
    /// How it is spread over the range.
    pub shape: SelectorShape,
    /// A curve over the spread.
    pub ease: Option<Ease>,
    /// How much of all is selected.
    pub amount: f64,
    /// The order in which pieces count.
    pub order: Order,
    /// What the random order and what wiggles are drawn from.
    pub seed: u64,
    /// How many values a wiggle has had, and how much neighbours have in common.
    pub wiggle: Option<[f64; 2]>,
    /// A formula with the last word, and the moment that it knows.
    pub expression: Option<(Expression, Context)>,
    /// What becomes of a piece that is wholly selected.
    pub to: AnimatorTarget,
    /// The colour that is mixed in.
    pub fill: Option<Rgba>,
}

/// Furthest that a selection may go.
const FURTHEST: f64 = 2.0;

impl AnimatorPose {
    /// How much each of `count` pieces is selected, in reading order, within ±2.
    ///
    /// The piece whose turn is `r` of `n` takes up the stretch from `r / n` to `(r + 1) / n` of the text, with its
    /// middle at `p`. With the range from `s` to `e` and `t = (p - s) / (e - s)`, held to 0 and 1, a square selects the
    /// share of the stretch that lies in the range, a ramp `t` or `1 - t`, a triangle `1 - |2t - 1|`, a round one
    /// `√(1 - (2t - 1)²)`, a smooth one `(1 - cos 2πt) / 2`. The curve, the amount, what wiggles and the formula follow
    /// in this order.
    pub fn weights(&self, count: usize) -> Vec<f64> {
        let ranks = ranks(self.order, count, self.seed);
        let all = index_to_f64(count.max(1));
        let [start, end] = self.range;
        let weight = |(index, rank): (usize, &usize)| {
            let [from, to] = [index_to_f64(*rank) / all, index_to_f64(rank + 1) / all];
            let place = if end > start {
                ((f64::midpoint(from, to) - start) / (end - start)).clamp(0.0, 1.0)
            } else {
                f64::from(u8::from(f64::midpoint(from, to) >= start))
            };
            let off = 2.0 * place - 1.0;
            let spread = match self.shape {
                SelectorShape::Square => ((to.min(end) - from.max(start)) * all).clamp(0.0, 1.0),
                SelectorShape::RampUp => place,
                SelectorShape::RampDown => 1.0 - place,
                SelectorShape::Triangle => 1.0 - off.abs(),
                SelectorShape::Round => (1.0 - off * off).max(0.0).sqrt(),
                SelectorShape::Smooth => (1.0 - cos(TAU * place)) / 2.0,
            };
            let curved = self.ease.map_or(spread, |curve| ease_bounded(curve, spread));
            let mut weight = curved * self.amount;
            if let Some([turns, correlation]) = self.wiggle {
                weight *= noise(self.seed, turns, 1.7 * index_to_f64(index) * (1.0 - correlation));
            }
            if let Some((expression, context)) = &self.expression {
                weight = evaluated(expression, &Context { index, count, ..*context }, weight);
            }
            weight.clamp(-FURTHEST, FURTHEST)
        };
        ranks.iter().enumerate().map(weight).collect()
    }

    /// The deviation of each of `count` pieces, in reading order.
    pub fn pieces(&self, count: usize) -> Vec<Piece> {
        self.weights(count).into_iter().map(|weight| self.piece(weight)).collect()
    }

    fn piece(&self, weight: f64) -> Piece {
        let to = &self.to;
        let towards = |factor: Option<f64>| 1.0 + (factor.unwrap_or(1.0) - 1.0) * weight;
        if weight == 0.0 {
            return Piece::REST;
        }
        let scale = towards(to.scale);
        Piece {
            shift_units: [to.x.unwrap_or(0.0) * weight, to.y.unwrap_or(0.0) * weight],
            scale: [scale * towards(to.scale_x), scale * towards(to.scale_y)],
            scale_origin: to.pivot,
            rotate: (to.rotate.unwrap_or(0.0) * weight).to_radians(),
            opacity: towards(to.opacity).clamp(0.0, 1.0),
            blur: (to.blur.unwrap_or(0.0) * weight).max(0.0),
            tint: self.fill.map(|color| Tint { color, share: weight.clamp(0.0, 1.0) }),
            ..Piece::REST
        }
    }
}

impl Moment<'_> {
    /// The animators of a text.
    pub(crate) fn animators(&self, text: &Text) -> Vec<AnimatorPose> {
        text.animators.0.iter().enumerate().map(|(index, animator)| self.animator(index, animator)).collect()
    }

    fn animator(&self, index: usize, animator: &Animator) -> AnimatorPose {
        let select = animator.select.clone().unwrap_or_default();
        let keys = animator.keys.clone().unwrap_or_default();
        let at = |track, own: f64| animated(track, own, &self.context).unwrap_or(own);
        let offset = at(&keys.offset, select.offset.unwrap_or(0.0));
        let [start, end] = [at(&keys.start, select.start.unwrap_or(0.0)), at(&keys.end, select.end.unwrap_or(1.0))];
        AnimatorPose {
            by: select.by.unwrap_or(Unit::Char),
            range: [start + offset, end + offset],
            shape: select.shape.unwrap_or(SelectorShape::Square),
            ease: select.ease,
            amount: at(&keys.amount, select.amount.unwrap_or(1.0)),
            order: select.order.unwrap_or(Order::Forward),
            seed: crate::units::scattered(self.seed, index),
            wiggle: select
                .wiggle
                .map(|wiggle| [self.time.secs() * wiggle.hz.unwrap_or(2.0), wiggle.correlation.unwrap_or(0.5)]),
            expression: select.expression.map(|expression| (expression, self.context)),
            fill: animator.to.fill.map(|color| self.palette.resolve(color)),
            to: animator.to.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pose(shape: SelectorShape, range: [f64; 2]) -> AnimatorPose {
        AnimatorPose {
            by: Unit::Char,
            range,
            shape,
            ease: None,
            amount: 1.0,
            order: Order::Forward,
            seed: 7,
            wiggle: None,
            expression: None,
            to: AnimatorTarget { y: Some(40.0), opacity: Some(0.0), ..AnimatorTarget::default() },
            fill: None,
        }
    }

    #[test]
    fn square_selects_pieces_by_the_share_that_lies_in_it() {
        let assert_near = |found: Vec<f64>, expected: &[f64]| {
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
        };
        assert_near(pose(SelectorShape::Square, [0.25, 0.625]).weights(4), &[0.0, 1.0, 0.5, 0.0]);
        assert_near(pose(SelectorShape::Square, [0.0, 1.0]).weights(1), &[1.0]);
        assert_near(pose(SelectorShape::Square, [0.25, 1.0]).weights(1), &[0.75]);
        for count in [1, 2, 50] {
            assert_near(pose(SelectorShape::Square, [0.0, 1.0]).weights(count), &vec![1.0; count]);
            assert_near(pose(SelectorShape::Square, [1.0, 1.0]).weights(count), &vec![0.0; count]);
            assert_near(pose(SelectorShape::Square, [1.2, 1.9]).weights(count), &vec![0.0; count]);
        }
    }

    #[test]
    fn other_shapes_follow_their_formulas() {
        let weights = |shape| pose(shape, [0.0, 1.0]).weights(2);
        assert_eq!(weights(SelectorShape::RampUp), [0.25, 0.75]);
        assert_eq!(weights(SelectorShape::RampDown), [0.75, 0.25]);
        assert_eq!(weights(SelectorShape::Triangle), [0.5, 0.5]);
        for weight in weights(SelectorShape::Round) {
            assert!((weight - 0.75_f64.sqrt()).abs() < 1e-12);
        }
        for weight in weights(SelectorShape::Smooth) {
            assert!((weight - 0.5).abs() < 1e-12);
        }
        assert_eq!(pose(SelectorShape::RampUp, [0.5, 0.5]).weights(4), [0.0, 0.0, 1.0, 1.0]);
        for shape in [SelectorShape::Triangle, SelectorShape::Round, SelectorShape::Smooth] {
            let weights = pose(shape, [0.0, 1.0]).weights(51);
            assert!((weights[25] - 1.0).abs() < 1e-9, "{shape}: the middle is wholly selected");
            assert!(weights.iter().zip(weights.iter().rev()).all(|(a, b)| (a - b).abs() < 1e-9), "{shape}");
        }
    }

    #[test]
    fn pieces_go_as_far_as_they_are_selected() {
        let mut animator = pose(SelectorShape::RampUp, [0.0, 1.0]);
        let pieces = animator.pieces(2);
        assert_eq!((pieces[0].shift_units, pieces[0].opacity), ([0.0, 10.0], 0.75));
        animator.amount = 0.0;
        assert_eq!(animator.pieces(3), [Piece::REST; 3]);
        animator.amount = -1.0;
        assert_eq!(animator.pieces(1)[0].opacity, 1.0, "opacity stays within its bounds");
    }

    #[test]
    fn wiggles_stay_within_their_amount_and_differ_between_pieces() {
        let wiggling = |turns: f64, correlation: f64| {
            let wiggle = Some([turns, correlation]);
            AnimatorPose { wiggle, ..pose(SelectorShape::Square, [0.0, 1.0]) }.weights(6)
        };
        for step in 0..50 {
            let turns = f64::from(step) * 0.13;
            assert!(wiggling(turns, 0.0).iter().all(|weight| weight.abs() <= 1.0));
            let together = wiggling(turns, 1.0);
            assert!(together.iter().all(|weight| (weight - together[0]).abs() < 1e-9), "{together:?}");
        }
        let apart = wiggling(0.4, 0.0);
        assert!(apart.iter().any(|weight| (weight - apart[0]).abs() > 0.05), "{apart:?}");
    }
}
