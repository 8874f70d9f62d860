//! How a change is spread over its time.

use crate::reader::{Part, Reader, nearest};
use crate::record::keyword;
use serde_json::{Map, Value, json};
use std::fmt;

keyword! {
    /// An easing by name: the house tokens, then the names of easings.net.
    pub enum EaseName {
        /// Constant speed.
        Linear "linear",
        /// Cubic-in: falls and launches.
        In "in",
        /// Cubic-out: secondary entrances.
        Out "out",
        /// Cubic-in-out: moves from A to B.
        InOut "inOut",
        /// Quint-out: entrances, titles, cards.
        Settle "settle",
        /// Quart-out: fast interface elements, bars.
        Snap "snap",
        /// Sine-in-out: ambient motion, crossfades.
        Glide "glide",
        /// cubic-bezier(.2,0,0,1): path draws, moves on screen.
        Swift "swift",
        /// cubic-bezier(.05,.7,.1,1): a hero's punch.
        Emph "emph",
        /// cubic-bezier(.3,0,.8,.15): all exits.
        Exit "exit",
        /// Back-out, 4.5 % over: playful only.
        Overshoot "overshoot",
        /// Drawn back a little, then settling: launches, throws.
        Anticipate "anticipate",
        /// Spring of response .35 s that does not overshoot.
        SpringFirm "springFirm",
        /// Spring of response .5 s that does not overshoot; the default spring.
        SpringSettle "springSettle",
        /// Spring of response .65 s that does not overshoot.
        SpringSoft "springSoft",
        /// Spring that is alive, not bouncy: 1 % over.
        SpringIos "springIos",
        /// Lively spring: 2.8 % over.
        SpringLively "springLively",
        /// Playful spring: 6.8 % over.
        SpringPlayful "springPlayful",
        /// Bounces like a dropped ball; the same as `easeOutBounce`.
        Bounce "bounce",
        /// Stays at the old value until the key, then jumps.
        Hold "hold",
        /// easings.net.
        EaseInSine "easeInSine",
        /// easings.net.
        EaseOutSine "easeOutSine",
        /// easings.net.
        EaseInOutSine "easeInOutSine",
        /// easings.net.
        EaseInQuad "easeInQuad",
        /// easings.net.
        EaseOutQuad "easeOutQuad",
        /// easings.net.
        EaseInOutQuad "easeInOutQuad",
        /// easings.net.
        EaseInCubic "easeInCubic",
        /// easings.net.
        EaseOutCubic "easeOutCubic",
        /// easings.net.
        EaseInOutCubic "easeInOutCubic",
        /// easings.net.
        EaseInQuart "easeInQuart",
        /// easings.net.
        EaseOutQuart "easeOutQuart",
        /// easings.net.
        EaseInOutQuart "easeInOutQuart",
        /// easings.net.
        EaseInQuint "easeInQuint",
        /// easings.net.
        EaseOutQuint "easeOutQuint",
        /// easings.net.
        EaseInOutQuint "easeInOutQuint",
        /// easings.net.
        EaseInExpo "easeInExpo",
        /// easings.net.
        EaseOutExpo "easeOutExpo",
        /// easings.net.
        EaseInOutExpo "easeInOutExpo",
        /// easings.net.
        EaseInCirc "easeInCirc",
        /// easings.net.
        EaseOutCirc "easeOutCirc",
        /// easings.net.
        EaseInOutCirc "easeInOutCirc",
        /// easings.net.
        EaseInBack "easeInBack",
        /// easings.net.
        EaseOutBack "easeOutBack",
        /// easings.net.
        EaseInOutBack "easeInOutBack",
        /// easings.net.
        EaseInElastic "easeInElastic",
        /// easings.net.
        EaseOutElastic "easeOutElastic",
        /// easings.net.
        EaseInOutElastic "easeInOutElastic",
        /// easings.net.
        EaseInBounce "easeInBounce",
        /// easings.net.
        EaseOutBounce "easeOutBounce",
        /// easings.net.
        EaseInOutBounce "easeInOutBounce",
    }
}

/// An easing as a document gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ease {
    /// By name.
    Named(EaseName),
    /// `cubic-bezier(x1, y1, x2, y2)` as in CSS; both x within 0 to 1.
    CubicBezier([f64; 4]),
    /// `steps(n)`: n equal jumps, the last one at the end.
    Steps(u32),
    /// `spring(response, damping)`: a damped spring that settles within the given time.
    Spring {
        /// Period of the undamped spring in seconds, .05 to 10.
        response_secs: f64,
        /// Damping ratio, .05 to 5: below 1 overshoots.
        damping_ratio: f64,
    },
}

impl From<EaseName> for Ease {
    fn from(name: EaseName) -> Self {
        Self::Named(name)
    }
}

const FUNCTIONS: &str = "cubic-bezier(x1,y1,x2,y2), steps(n), spring(response,damping)";

impl Ease {
    /// Reads an easing as it is written in a document; `Err` says what is wrong.
    ///
    /// # Errors
    ///
    /// A sentence that names the allowed forms, when the text is none of them.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some(name) = EaseName::from_word(text) {
            return Ok(Self::Named(name));
        }
        let Some((function, rest)) = text.split_once('(') else {
            return Err(match nearest(text, EaseName::WORDS) {
                Some(near) => format!("not a known easing; did you mean \"{near}\"?"),
                None => "not a known easing".to_owned(),
            });
        };
        let numbers: Option<Vec<f64>> = rest.strip_suffix(')').and_then(|list| {
            list.split(',').map(|part| part.trim().parse().ok().filter(|number: &f64| number.is_finite())).collect()
        });
        let numbers = numbers.ok_or_else(|| "the easing's numbers cannot be read".to_owned())?;
        match (function.trim(), numbers.as_slice()) {
            ("cubic-bezier" | "cubicBezier" | "bezier", &[x1, y1, x2, y2]) => {
                let fits = [x1, x2].iter().all(|x| (0.0..=1.0).contains(x)) && y1.abs() <= 10.0 && y2.abs() <= 10.0;
                if fits {
                    Ok(Self::CubicBezier([x1, y1, x2, y2]))
                } else {
                    Err("x1 and x2 of cubic-bezier must lie from 0 to 1, y1 and y2 from -10 to 10".to_owned())
                }
            }
            ("steps", &[count]) if count.fract() == 0.0 && (1.0..=1000.0).contains(&count) => {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 1000")]
                let count = count as u32;
                Ok(Self::Steps(count))
            }
            ("steps", _) => Err("steps(n) needs a whole n from 1 to 1000".to_owned()),
            ("spring", &[response_secs, damping_ratio])
                if (0.05..=10.0).contains(&response_secs) && (0.05..=5.0).contains(&damping_ratio) =>
            {
                Ok(Self::Spring { response_secs, damping_ratio })
            }
            ("spring", _) => Err("spring(response,damping) needs .05 to 10 and .05 to 5".to_owned()),
            _ => Err("not a known easing function".to_owned()),
        }
    }
}

impl fmt::Display for Ease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => name.fmt(f),
            Self::CubicBezier([x1, y1, x2, y2]) => write!(f, "cubic-bezier({x1},{y1},{x2},{y2})"),
            Self::Steps(count) => write!(f, "steps({count})"),
            Self::Spring { response_secs, damping_ratio } => write!(f, "spring({response_secs},{damping_ratio})"),
        }
    }
}

impl Part for Ease {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let parsed = value.as_str().ok_or_else(|| "an easing must be a text".to_owned()).and_then(Self::parse);
        match parsed {
            Ok(ease) => Some(ease),
            Err(message) => {
                let allowed = format!("{}, {FUNCTIONS}", EaseName::WORDS.join(", "));
                reader.error(message, Some(value), Some(allowed));
                None
            }
        }
    }

    fn write(&self) -> Option<Value> {
        Some(self.to_string().into())
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Ease", |definitions| {
            json!({
                "description": format!("An easing by name, or {FUNCTIONS}."),
                "anyOf": [
                    EaseName::schema(definitions),
                    { "type": "string", "pattern": r"^(cubic-bezier|steps|spring)\(.*\)$" },
                ],
            })
        })
    }
}
