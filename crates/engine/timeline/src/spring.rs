//! Closed-form damped springs.
//!
//! A spring is evaluated, never simulated: the value at any time is computed directly,
//! so frames can be drawn in any order.
//!
//! Source: step response of a damped harmonic oscillator,
//! <https://en.wikipedia.org/wiki/Harmonic_oscillator>.

use libm::{cos, exp, log, sin};
use std::f64::consts::TAU;

/// A spring released at 0 and pulled towards 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spring {
    /// Undamped angular frequency, radians per second. Positive.
    angular_frequency: f64,
    /// Damping ratio: below 1 overshoots, at 1 arrives fastest without overshoot.
    damping_ratio: f64,
}

/// How near to its end a spring counts as settled.
const SETTLED_WITHIN: f64 = 0.005;

impl Spring {
    /// A spring by the period it would have undamped (seconds, positive) and its damping ratio (positive).
    pub fn new(response_secs: f64, damping_ratio: f64) -> Self {
        Self { angular_frequency: TAU / response_secs, damping_ratio }
    }

    /// Position `elapsed_secs` after release: 0 at release, tending to 1.
    ///
    /// Before release (negative time) the spring is at rest at 0.
    /// May exceed 1 when the damping ratio is below 1; callers that need a bounded value clamp it.
    pub fn position(&self, elapsed_secs: f64) -> f64 {
        if elapsed_secs <= 0.0 {
            return 0.0;
        }
        let (omega, zeta) = (self.angular_frequency, self.damping_ratio);
        let phase = omega * elapsed_secs;
        if zeta < 1.0 {
            let damped = (1.0 - zeta * zeta).sqrt();
            let (sine, cosine) = (sin(damped * phase), cos(damped * phase));
            1.0 - exp(-zeta * phase) * (cosine + zeta / damped * sine)
        } else if zeta == 1.0 {
            1.0 - exp(-phase) * (1.0 + phase)
        } else {
            let root = (zeta * zeta - 1.0).sqrt();
            let (slow, fast) = (zeta - root, zeta + root);
            1.0 - (fast * exp(-slow * phase) - slow * exp(-fast * phase)) / (fast - slow)
        }
    }

    /// Seconds after release from which the position stays within half a percent of 1.
    pub fn settle_secs(&self) -> f64 {
        let (omega, zeta) = (self.angular_frequency, self.damping_ratio);
        if zeta < 1.0 {
            // The envelope of the swing, which the swing itself reaches at most.
            -log(SETTLED_WITHIN * (1.0 - zeta * zeta).sqrt()) / (zeta * omega)
        } else if zeta == 1.0 {
            // (1 + x) e^-x = 0.005 at x = 7.430.
            7.430 / omega
        } else {
            let root = (zeta * zeta - 1.0).sqrt();
            let slow = zeta - root;
            log((zeta + root) / (2.0 * root) / SETTLED_WITHIN) / (slow * omega)
        }
    }

    /// The spring squeezed into a time of 1: 0 at 0, exactly 1 at 1.
    pub(crate) fn eased(&self, progress: f64) -> f64 {
        let settle = self.settle_secs();
        // What is missing at the end is spread over the whole time, where nobody sees it.
        self.position(progress * settle) + (1.0 - self.position(settle)) * progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn springs_settle_when_they_say_so() {
        for damping in [0.3, 0.65, 0.825, 1.0, 1.5, 4.0] {
            let spring = Spring::new(0.5, damping);
            let settle = spring.settle_secs();
            for step in 0..200 {
                let at = settle * (1.0 + f64::from(step) * 0.01);
                assert!((spring.position(at) - 1.0).abs() <= 0.0051, "{damping} {at}");
            }
        }
    }

    #[test]
    fn overshoot_is_that_of_the_damping_ratio() {
        let peak = |damping| {
            let spring = Spring::new(0.5, damping);
            (0..2000).map(|step| spring.position(f64::from(step) * 0.001)).fold(0.0, f64::max)
        };
        assert!((peak(0.65) - 1.068).abs() < 0.001);
        assert!((peak(0.825) - 1.010).abs() < 0.001);
        assert!(peak(1.0) <= 1.0);
    }
}
