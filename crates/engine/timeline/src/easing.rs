//! Easing curves: from progress in time to progress of the change.
//!
//! Sources: the formulas of <https://easings.net>; cubic-bezier as in CSS Easing Functions Level 1.

use crate::spring::Spring;
use libm::{cos, exp2, pow, sin};
use pavo_scene::{Ease, EaseName};
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// How far a change has come at a share of its time.
///
/// `progress` is clamped to 0..=1. Every curve gives exactly 0 at 0 and 1 at 1
/// (but `hold`, which gives 0 before 1); some leave 0..=1 between.
pub fn ease(curve: Ease, progress: f64) -> f64 {
    if progress <= 0.0 {
        return 0.0;
    }
    if progress >= 1.0 {
        return 1.0;
    }
    match curve {
        Ease::Named(name) => named(name, progress),
        Ease::CubicBezier([x1, y1, x2, y2]) => cubic_bezier(x1, y1, x2, y2, progress),
        // The small number keeps frames that fall on a step on its upper side.
        Ease::Steps(count) => (progress * f64::from(count) + 1e-9).floor() / f64::from(count),
        Ease::Spring { response_secs, damping_ratio } => Spring::new(response_secs, damping_ratio).eased(progress),
    }
}

/// As [`ease`], but never outside 0..=1: for opacity, colour and data.
pub fn ease_bounded(curve: Ease, progress: f64) -> f64 {
    ease(curve, progress).clamp(0.0, 1.0)
}

fn named(name: EaseName, p: f64) -> f64 {
    use EaseName as N;
    match name {
        N::Linear => p,
        N::Hold => 0.0,
        N::In | N::EaseInCubic => p * p * p,
        N::Out | N::EaseOutCubic => flipped(p, |q| q * q * q),
        N::InOut | N::EaseInOutCubic => mirrored(p, |q| q * q * q),
        N::Settle | N::EaseOutQuint => flipped(p, |q| pow(q, 5.0)),
        N::Snap | N::EaseOutQuart => flipped(p, |q| pow(q, 4.0)),
        N::Glide | N::EaseInOutSine => (1.0 - cos(PI * p)) / 2.0,
        N::Swift => cubic_bezier(0.2, 0.0, 0.0, 1.0, p),
        N::Emph => cubic_bezier(0.05, 0.7, 0.1, 1.0, p),
        N::Exit => cubic_bezier(0.3, 0.0, 0.8, 0.15, p),
        N::Overshoot => flipped(p, |q| back(q, 1.1)),
        N::Anticipate => anticipate(p),
        N::SpringFirm => Spring::new(0.35, 1.0).eased(p),
        N::SpringSettle => Spring::new(0.5, 1.0).eased(p),
        N::SpringSoft => Spring::new(0.65, 1.0).eased(p),
        N::SpringIos => Spring::new(0.5, 0.825).eased(p),
        N::SpringLively => Spring::new(0.45, 0.75).eased(p),
        N::SpringPlayful => Spring::new(0.5, 0.65).eased(p),
        N::EaseInSine => 1.0 - cos(p * FRAC_PI_2),
        N::EaseOutSine => sin(p * FRAC_PI_2),
        N::EaseInQuad => p * p,
        N::EaseOutQuad => flipped(p, |q| q * q),
        N::EaseInOutQuad => mirrored(p, |q| q * q),
        N::EaseInQuart => pow(p, 4.0),
        N::EaseInOutQuart => mirrored(p, |q| pow(q, 4.0)),
        N::EaseInQuint => pow(p, 5.0),
        N::EaseInOutQuint => mirrored(p, |q| pow(q, 5.0)),
        N::EaseInExpo => exp2(10.0 * p - 10.0),
        N::EaseOutExpo => flipped(p, |q| exp2(10.0 * q - 10.0)),
        N::EaseInOutExpo => mirrored(p, |q| exp2(10.0 * q - 10.0)),
        N::EaseInCirc => circ(p),
        N::EaseOutCirc => flipped(p, circ),
        N::EaseInOutCirc => mirrored(p, circ),
        N::EaseInBack => back(p, BACK),
        N::EaseOutBack => flipped(p, |q| back(q, BACK)),
        N::EaseInOutBack => mirrored(p, |q| back(q, BACK * 1.525)),
        N::EaseInElastic => elastic(p),
        N::EaseOutElastic => flipped(p, elastic),
        N::EaseInOutElastic => elastic_in_out(p),
        N::EaseInBounce => flipped(p, bounce_out),
        N::Bounce | N::EaseOutBounce => bounce_out(p),
        N::EaseInOutBounce => mirrored(p, |q| flipped(q, bounce_out)),
    }
}

/// Overshoot of the back curves of easings.net: 10 % over.
const BACK: f64 = 1.70158;

/// The curve run backwards: ease-in becomes ease-out.
fn flipped(p: f64, curve: impl Fn(f64) -> f64) -> f64 {
    1.0 - curve(1.0 - p)
}

/// The curve, then the curve run backwards, each in half the time.
fn mirrored(p: f64, curve: impl Fn(f64) -> f64) -> f64 {
    if p < 0.5 { curve(2.0 * p) / 2.0 } else { 1.0 - curve(2.0 - 2.0 * p) / 2.0 }
}

fn back(p: f64, overshoot: f64) -> f64 {
    p * p * ((overshoot + 1.0) * p - overshoot)
}

fn circ(p: f64) -> f64 {
    1.0 - (1.0 - p * p).sqrt()
}

fn elastic(p: f64) -> f64 {
    -exp2(10.0 * p - 10.0) * sin((p * 10.0 - 10.75) * TAU / 3.0)
}

fn elastic_in_out(p: f64) -> f64 {
    let swing = sin((20.0 * p - 11.125) * TAU / 4.5);
    if p < 0.5 { -exp2(20.0 * p - 10.0) * swing / 2.0 } else { exp2(10.0 - 20.0 * p) * swing / 2.0 + 1.0 }
}

fn bounce_out(p: f64) -> f64 {
    const GRAVITY: f64 = 7.5625;
    const SPAN: f64 = 2.75;
    let (offset, floor) = if p < 1.0 / SPAN {
        (0.0, 0.0)
    } else if p < 2.0 / SPAN {
        (1.5 / SPAN, 0.75)
    } else if p < 2.5 / SPAN {
        (2.25 / SPAN, 0.9375)
    } else {
        (2.625 / SPAN, 0.984_375)
    };
    GRAVITY * (p - offset) * (p - offset) + floor
}

/// Drawn back for a fifth of the time, then thrown and settling.
fn anticipate(p: f64) -> f64 {
    const DRAWN_BACK: f64 = 0.06;
    const UNTIL: f64 = 0.22;
    if p < UNTIL {
        -DRAWN_BACK * sin(p / UNTIL * FRAC_PI_2)
    } else {
        let thrown = flipped((p - UNTIL) / (1.0 - UNTIL), |q| pow(q, 5.0));
        -DRAWN_BACK + (1.0 + DRAWN_BACK) * thrown
    }
}

/// The y of a Bézier curve from (0, 0) to (1, 1) where its x is `progress`.
fn cubic_bezier(x1: f64, y1: f64, x2: f64, y2: f64, progress: f64) -> f64 {
    let at = |a: f64, b: f64, t: f64| {
        let u = 1.0 - t;
        3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t
    };
    // With both x within 0..=1 the curve's x rises, so that halving always finds it;
    // forty halvings reach a part in 10^12, below what a double of pixels can show.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if at(x1, x2, middle) < progress {
            low = middle;
        } else {
            high = middle;
        }
    }
    at(y1, y2, (low + high) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_easing_begins_at_0_and_ends_at_1() {
        for &name in EaseName::ALL {
            assert_eq!(ease(name.into(), 0.0), 0.0, "{name}");
            assert_eq!(ease(name.into(), 1.0), 1.0, "{name}");
            if name != EaseName::Hold {
                let (first, last) = (ease(name.into(), 1e-7), ease(name.into(), 1.0 - 1e-7));
                assert!(first.abs() < 2e-3 && (last - 1.0).abs() < 2e-3, "{name} jumps: {first} {last}");
            }
        }
    }

    #[test]
    fn easings_have_the_values_of_their_formulas() {
        let at = |text: &str, p| ease(Ease::parse(text).expect("ease"), p);
        let cases = [
            ("easeOutQuad", 0.5, 0.75),
            ("easeInOutCubic", 0.25, 0.0625),
            ("settle", 0.5, 0.96875),
            ("easeOutBack", 0.5, 1.087_697_5),
            ("easeInOutBack", 0.25, -0.099_681_875),
            ("easeOutElastic", 0.5, 1.015_625),
            ("easeOutBounce", 0.5, 0.765_625),
            ("easeInExpo", 0.5, 0.03125),
            ("steps(4)", 0.5, 0.5),
            ("steps(4)", 0.49, 0.25),
            ("cubic-bezier(.25,.1,.25,1)", 0.5, 0.802_403_4),
            ("cubic-bezier(0,0,1,1)", 0.3, 0.3),
        ];
        for (text, p, expected) in cases {
            assert!((at(text, p) - expected).abs() < 1e-6, "{text} at {p}: {}", at(text, p));
        }
    }

    #[test]
    fn steady_easings_never_go_back() {
        let wavering = ["Overshoot", "Anticipate", "SpringIos", "SpringLively", "SpringPlayful"];
        for &name in EaseName::ALL {
            let debug = format!("{name:?}");
            if wavering.contains(&debug.as_str()) || ["Back", "Elastic", "Bounce"].iter().any(|w| debug.contains(w)) {
                continue;
            }
            let values: Vec<f64> = (0..=1000).map(|step| ease(name.into(), f64::from(step) / 1000.0)).collect();
            assert!(values.windows(2).all(|pair| pair[1] >= pair[0] - 1e-12), "{name}");
        }
    }
}
