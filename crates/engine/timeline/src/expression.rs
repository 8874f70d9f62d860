//! What formulas give at a moment.

use crate::easing::ease;
use crate::spring::Spring;
use crate::units::scattered;
use libm::{atan2, cos, exp, pow, sin};
use pavo_scene::{Expression, Formula, Function, Operator, Time, Variable};

/// What formulas know of a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Context {
    /// The moment, counted from the beginning of the scene.
    pub time: Time,
    /// How long the scene is.
    pub length: Time,
    /// Which of its siblings the node is.
    pub index: usize,
    /// How many siblings there are.
    pub count: usize,
    /// Width and height of the frame in design units.
    pub frame: [f64; 2],
    /// The scene's seed.
    pub seed: u64,
}

/// Furthest from 0 that a formula may lead.
const FURTHEST: f64 = 1e6;

/// What an expression gives, within ±1 000 000; `value` where it gives no number.
pub fn evaluated(expression: &Expression, context: &Context, value: f64) -> f64 {
    let found = Evaluation { context, value }.of(expression.formula());
    if found.is_finite() { found.clamp(-FURTHEST, FURTHEST) } else { value }
}

struct Evaluation<'c> {
    context: &'c Context,
    value: f64,
}

impl Evaluation<'_> {
    fn of(&self, formula: &Formula) -> f64 {
        match formula {
            Formula::Number(number) => *number,
            Formula::Variable(variable) => self.variable(*variable),
            Formula::Negative(inner) => -self.of(inner),
            Formula::Not(inner) => truth(self.of(inner) == 0.0),
            Formula::Binary(operator, parts) => binary(*operator, self.of(&parts[0]), || self.of(&parts[1])),
            Formula::Choice(parts) => self.of(if self.of(&parts[0]) == 0.0 { &parts[2] } else { &parts[1] }),
            Formula::Ease(curve, x) => ease(*curve, self.of(x)),
            Formula::Call(function, numbers) => {
                let numbers: Vec<f64> = numbers.iter().map(|number| self.of(number)).collect();
                self.call(*function, &numbers)
            }
        }
    }

    fn variable(&self, variable: Variable) -> f64 {
        let context = self.context;
        #[expect(clippy::cast_precision_loss, reason = "counts of nodes are small, and a seed need not be exact")]
        match variable {
            Variable::Time => context.time.secs(),
            Variable::Length => context.length.secs(),
            Variable::Index => context.index as f64,
            Variable::Count => context.count as f64,
            Variable::Width => context.frame[0],
            Variable::Height => context.frame[1],
            Variable::Seed => (context.seed % (1 << 52)) as f64,
            Variable::Value => self.value,
        }
    }

    fn call(&self, function: Function, numbers: &[f64]) -> f64 {
        use Function as F;
        match (function, numbers) {
            (F::Sin, &[x]) => sin(x),
            (F::Cos, &[x]) => cos(x),
            (F::Atan2, &[y, x]) => atan2(y, x),
            (F::Sqrt, &[x]) => x.max(0.0).sqrt(),
            (F::Exp, &[x]) => exp(x),
            (F::Abs, &[x]) => x.abs(),
            (F::Sign, &[x]) => truth(x > 0.0) - truth(x < 0.0),
            (F::Floor, &[x]) => x.floor(),
            (F::Ceil, &[x]) => x.ceil(),
            (F::Round, &[x]) => x.round(),
            (F::Fract, &[x]) => x - x.floor(),
            (F::Min, _) => numbers.iter().copied().fold(f64::INFINITY, f64::min),
            (F::Max, _) => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            // `clamp` of the standard library panics where the ends are the wrong way round.
            (F::Clamp, &[x, low, high]) => x.max(low).min(high),
            (F::Mix, &[a, b, share]) => a + (b - a) * share,
            (F::Step, &[edge, x]) => truth(x >= edge),
            (F::Smooth, &[from, to, x]) => smooth(share_of(x, from, to)),
            (F::Map, &[x, a, b, c, d]) => c + (d - c) * share_of(x, a, b),
            (F::Noise, &[x]) => noise(self.context.seed, x, 0.0),
            (F::Noise, &[x, y]) => noise(self.context.seed, x, y),
            (F::Rand, &[index]) => (lattice(self.context.seed, index.floor(), 0.5) + 1.0) / 2.0,
            (F::Spring, &[secs]) => Spring::new(0.5, 1.0).position(secs),
            (F::Spring, &[secs, response]) => Spring::new(response.max(0.05), 1.0).position(secs),
            (F::Spring, &[secs, response, damping]) => {
                Spring::new(response.max(0.05), damping.clamp(0.05, 5.0)).position(secs)
            }
            // The reader counts the numbers of every call.
            _ => f64::NAN,
        }
    }
}

/// Smoothly mixed random values of the four whole points around, within -1 and 1.
pub(crate) fn noise(seed: u64, x: f64, y: f64) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (smooth(x - left), smooth(y - top));
    let row = |y: f64| {
        let (a, b) = (lattice(seed, left, y), lattice(seed, left + 1.0, y));
        a + (b - a) * across
    };
    let (above, below) = (row(top), row(top + 1.0));
    above + (below - above) * down
}

/// A random value of a point, within -1 and 1: one for each pair of numbers.
fn lattice(seed: u64, x: f64, y: f64) -> f64 {
    let mixed = scattered(scattered(seed ^ x.to_bits(), 0) ^ y.to_bits(), 1);
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    let share = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
    2.0 * share - 1.0
}

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Where a number lies between two, 0 to 1.
fn share_of(x: f64, from: f64, to: f64) -> f64 {
    if from == to { truth(x >= to) } else { ((x - from) / (to - from)).clamp(0.0, 1.0) }
}

fn smooth(share: f64) -> f64 {
    share * share * (3.0 - 2.0 * share)
}

fn binary(operator: Operator, a: f64, b: impl Fn() -> f64) -> f64 {
    match operator {
        Operator::Add => a + b(),
        Operator::Subtract => a - b(),
        Operator::Multiply => a * b(),
        Operator::Divide => a / b(),
        Operator::Modulo => {
            let b = b();
            a - b * (a / b).floor()
        }
        Operator::Power => pow(a, b()),
        Operator::Less => truth(a < b()),
        Operator::AtMost => truth(a <= b()),
        Operator::More => truth(a > b()),
        Operator::AtLeast => truth(a >= b()),
        Operator::Equal => truth(a == b()),
        Operator::Unequal => truth(a != b()),
        Operator::And => truth(a != 0.0 && b() != 0.0),
        Operator::Or => truth(a != 0.0 || b() != 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, secs: f64) -> f64 {
        let context = Context {
            time: Time::from_secs(secs),
            length: Time::from_secs(4.0),
            index: 2,
            count: 5,
            frame: [1920.0, 1080.0],
            seed: 7,
        };
        evaluated(&Expression::parse(text).expect(text), &context, 30.0)
    }

    #[test]
    fn formulas_give_what_mathematics_gives() {
        for (text, expected) in [
            ("1 + 2 * 3 - 4 / 2", 5.0),
            ("-2 ^ 2", -4.0),
            ("-1 % 4", 3.0),
            ("value + t", 30.5),
            ("T * i / n", 1.6),
            ("w - h", 840.0),
            ("sin(t * pi)", 1.0),
            ("clamp(9, 0, 1) + clamp(1, 5, 0)", 1.0),
            ("min(3, 1, 2) + max(3, 1, 2)", 4.0),
            ("map(t, 0, 1, 100, 200)", 150.0),
            ("t < 1 ? 10 : 20", 10.0),
            ("!(t > 0) || t == 0.5", 1.0),
            ("ease(easeInQuad, t)", 0.25),
            ("smooth(0, 1, t)", 0.5),
            ("step(0.5, t) + step(0.6, t)", 1.0),
            ("fract(-0.25) + round(1.5) + sign(-3)", 1.75),
        ] {
            assert!((at(text, 0.5) - expected).abs() < 1e-12, "{text}: {}", at(text, 0.5));
        }
    }

    #[test]
    fn what_is_no_number_leaves_the_value_as_it_is() {
        for text in ["1 / 0", "0 / 0", "(-1) ^ 0.5", "exp(9999)", "1 % 0"] {
            assert_eq!(at(text, 0.5), 30.0, "{text}");
        }
        assert_eq!(at("10 ^ 200", 0.5), 1e6);
    }

    #[test]
    fn noise_wanders_without_jumps_and_within_its_bounds() {
        let mut last = at("noise(t * 3)", 0.0);
        let (mut low, mut high) = (last, last);
        for step in 1..4000 {
            let now = at("noise(t * 3)", f64::from(step) * 0.01);
            assert!((now - last).abs() < 0.1, "{step}");
            (low, high, last) = (low.min(now), high.max(now), now);
        }
        assert!((-1.0..-0.5).contains(&low) && (0.5..1.0).contains(&high), "{low} {high}");
        assert_ne!(at("rand(1)", 0.0), at("rand(2)", 0.0));
        assert_eq!(at("rand(1)", 0.0), at("rand(1.9)", 3.0));
    }
}
