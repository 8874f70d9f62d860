//! A value said by a formula: `"sin(t * tau) * 40 + value"`.
//!
//! The language is pure and small: no loops, no names of one's own, nothing that is remembered between two moments.
//! What a formula gives is computed by whoever knows the moment; here it is only read and written.

mod parser;

use crate::ease::Ease;
use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};
use std::fmt;
use std::sync::Arc;

/// Most operations of one formula.
pub const MOST_OPERATIONS: usize = 200;

/// Most formulas within each other.
const DEEPEST_FORMULA: usize = 40;

/// Most characters of one formula.
const LONGEST_FORMULA_CHARS: usize = 2000;

/// What is known at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// Seconds since the beginning of the scene.
    Time,
    /// Seconds that the scene takes.
    Length,
    /// Which of its siblings the node is, from 0.
    Index,
    /// How many siblings there are, the node included.
    Count,
    /// Width of the frame in design units.
    Width,
    /// Height of the frame in design units.
    Height,
    /// The scene's seed.
    Seed,
    /// What the property has without the formula.
    Value,
}

impl Variable {
    const WORDS: [(Self, &'static str); 8] = [
        (Self::Time, "t"),
        (Self::Length, "T"),
        (Self::Index, "i"),
        (Self::Count, "n"),
        (Self::Width, "w"),
        (Self::Height, "h"),
        (Self::Seed, "seed"),
        (Self::Value, "value"),
    ];
}

macro_rules! functions {
    ($( $(#[doc = $doc:literal])* $variant:ident $word:literal $least:literal..=$most:literal ),* $(,)?) => {
        /// A function of numbers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Function {
            $( $(#[doc = $doc])* $variant, )*
        }

        impl Function {
            /// Every function with its word, and how few and how many numbers it takes.
            const WORDS: &'static [(Self, &'static str, usize, usize)] = &[$((Self::$variant, $word, $least, $most)),*];

            fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }
    };
}

functions! {
    /// Sine of radians.
    Sin "sin" 1..=1,
    /// Cosine of radians.
    Cos "cos" 1..=1,
    /// Angle of the point (x, y) in radians: `atan2(y, x)`.
    Atan2 "atan2" 2..=2,
    /// Square root; of less than nothing, 0.
    Sqrt "sqrt" 1..=1,
    /// e to the power of a number.
    Exp "exp" 1..=1,
    /// Without its sign.
    Abs "abs" 1..=1,
    /// -1, 0 or 1.
    Sign "sign" 1..=1,
    /// The next whole number below.
    Floor "floor" 1..=1,
    /// The next whole number above.
    Ceil "ceil" 1..=1,
    /// The nearest whole number.
    Round "round" 1..=1,
    /// What is above the next whole number below.
    Fract "fract" 1..=1,
    /// The smallest.
    Min "min" 1..=8,
    /// The largest.
    Max "max" 1..=8,
    /// `clamp(x, low, high)`.
    Clamp "clamp" 3..=3,
    /// `mix(a, b, share)`.
    Mix "mix" 3..=3,
    /// `step(edge, x)`: 0 below the edge, then 1.
    Step "step" 2..=2,
    /// `smooth(from, to, x)`: 0 before, 1 after, an S between.
    Smooth "smooth" 3..=3,
    /// `map(x, a, b, c, d)`: what lies in a to b as it would lie in c to d; held at the ends.
    Map "map" 5..=5,
    /// `noise(x)` or `noise(x, y)`: wanders smoothly within -1 and 1.
    Noise "noise" 1..=2,
    /// `rand(i)`: 0 to 1, another for every whole number.
    Rand "rand" 1..=1,
    /// `spring(seconds, response, damping)`: where a spring is that is drawn from 0 to 1.
    Spring "spring" 1..=3,
}

/// What is done with two numbers; comparisons give 1 or 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`
    Divide,
    /// `a % b`, as positive as b.
    Modulo,
    /// `a ^ b`
    Power,
    /// `a < b`
    Less,
    /// `a <= b`
    AtMost,
    /// `a > b`
    More,
    /// `a >= b`
    AtLeast,
    /// `a == b`
    Equal,
    /// `a != b`
    Unequal,
    /// `a && b`
    And,
    /// `a || b`
    Or,
}

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number.
    Number(f64),
    /// What is known at a moment.
    Variable(Variable),
    /// The other sign.
    Negative(Box<Self>),
    /// 1 where it is 0, else 0.
    Not(Box<Self>),
    /// Two numbers become one.
    Binary(Operator, Box<[Self; 2]>),
    /// `condition ? this : that`.
    Choice(Box<[Self; 3]>),
    /// A function of numbers.
    Call(Function, Vec<Self>),
    /// `ease(settle, x)`.
    Ease(Ease, Box<Self>),
}

/// A formula as a document gives it.
#[derive(Debug, Clone)]
pub struct Expression {
    text: Arc<str>,
    formula: Arc<Formula>,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Expression {
    /// Reads a formula.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        let formula = parser::parse(text)?;
        Ok(Self { text: text.into(), formula: Arc::new(formula) })
    }

    /// What is to be computed.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn allowed() -> String {
    let variables = Variable::WORDS.map(|(_, word)| word).join(" ");
    let functions = Function::WORDS.iter().map(|(_, word, ..)| *word).collect::<Vec<_>>().join(" ");
    format!("numbers, + - * / % ^, comparisons, && || !, a ? b : c, pi tau {variables}, ease(name, x) and {functions}")
}

impl Part for Expression {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let parsed = value.as_str().ok_or_else(|| "a formula must be a text".to_owned()).and_then(Self::parse);
        match parsed {
            Ok(expression) => Some(expression),
            Err(message) => {
                reader.error(message, Some(value), Some(allowed()));
                None
            }
        }
    }

    fn write(&self) -> Option<Value> {
        Some(self.text.as_ref().into())
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Expression", |_| {
            json!({
                "description": format!("A formula of the moment: {}. At most {MOST_OPERATIONS} operations.", allowed()),
                "type": "string",
                "maxLength": LONGEST_FORMULA_CHARS,
            })
        })
    }
}
