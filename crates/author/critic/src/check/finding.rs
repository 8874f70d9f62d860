//! What is wrong with a film, where and when.

use kurbo::Rect;
use pavo_scene::AspectRatio;
use serde_json::{Map, Value, json};
use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A designer would change it.
    Warning,
    /// It must be mended.
    Error,
}

impl Severity {
    /// error, warning or info.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

macro_rules! codes {
    ($($variant:ident $word:literal $doc:literal),* $(,)?) => {
        /// What a check is about; the words are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( #[doc = $doc] $variant, )* }

        impl Code {
            /// Every code, in the order in which findings are told.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word for it, such as `safe-area`.
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// What is checked, in one sentence.
            pub const fn about(self) -> &'static str {
                match self { $( Self::$variant => $doc, )* }
            }
        }
    };
}

codes! {
    SafeArea "safe-area" "Text that is being read stays within the title-safe area.",
    OffCanvas "off-canvas" "Pictures and shapes that carry meaning are not cut off by the frame's edge.",
    Clipped "clipped" "Text that is being read is not cut off by a window, a mask or the card it stands on.",
    Cramped "cramped" "Text fits its width and lines at a size it may have.",
    TextOverlap "text-overlap" "Two texts that are being read do not lie on each other.",
    Occluded "occluded" "Nothing covers a text that is being read.",
    SmallText "small-text" "Text is large enough to be read.",
    Contrast "contrast" "Text stands out from what is really behind it.",
    ReadingTime "reading-time" "Text is there long enough to be read.",
    NeverSeen "never-seen" "What is in the scene is seen at some time.",
    Quote "quote-missing" "Words that the prompt quotes are on screen exactly, for a second at least.",
    InventedNumber "invented-number" "Figures on screen are the prompt's.",
    PromptEcho "prompt-echo" "The instruction itself is not on screen.",
    Beat "beat" "What belongs to a part of the film with times comes and goes at those times.",
    ExactColor "exact-color" "Colours that the prompt gives as codes are in the film exactly.",
    Negation "negation" "What the prompt refuses is not in the film.",
    Freeze "freeze" "The picture never stands still for long.",
    Busy "busy" "Little else moves while there is something to read.",
    PopIn "pop-in" "Things come in over several frames, unless they are meant to strike.",
    Jerk "jerk" "Moves have no sudden changes of speed.",
    CrowdedStart "crowded-start" "Things come in one after another.",
    SameEntrance "same-entrance" "Not everything comes in alike.",
    EntranceLength "entrance-length" "Entrances take 0.15 to 1.4 s.",
    LateHero "late-hero" "The first thing to read is there soon.",
    Empty "empty" "There is always something to see.",
    Fill "fill" "What is on screen fills the frame neither too little nor too much.",
    Balance "balance" "A centred layout is centred.",
    Alignment "alignment" "Left edges that are nearly in line are in line.",
    Spacing "spacing" "Gaps between things in a row are equal, and texts keep their distance.",
    TypeRoles "type-roles" "Few typefaces and few sizes, clearly apart.",
    Rag "rag" "No lonely last words, and no line longer than 42 characters.",
    Palette "palette" "At most three hues beside the neutral ones.",
    Accent "accent" "The accent covers little.",
    Vibrating "vibrating" "No two saturated colours of the same lightness for text and what is behind it.",
    Banding "banding" "Soft gradients have no visible steps.",
    Chart "chart" "Marks of a chart are as long as their figures say, and labels say the same.",
    Counter "counter" "A count only goes one way, ends with its figure, and does not tremble.",
    ColorOnly "color-only" "Good and bad are not told apart by red and green alone.",
    Flashing "flashing" "No more than three flashes a second over a quarter of the frame (WCAG 2.3.1).",
    FirstFrame "first-frame" "The first frame is not empty.",
    LastFrame "last-frame" "The last frame shows the film's end, at rest, for a second.",
    Loop "loop" "The end of a loop goes on in its beginning.",
    TransitionMix "transition-mix" "At most three kinds of transitions.",
    CutGap "cut-gap" "At each cut something is seen on one of its sides.",
    MissingGlyph "missing-glyph" "Every character has a shape, every typeface is there.",
    MissingPicture "missing-picture" "Every picture is there.",
    Density "density" "Not more words, or more things, at once than can be taken in.",
    Stutter "stutter" "Moving things move in every frame.",
    Expectation "expectation" "What the scene says it must do, it does.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A node that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeRef {
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// Its id, its first words, or its kind.
    pub name: String,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was checked.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The ratio at which it is so; `None` for all.
    pub aspect: Option<AspectRatio>,
    /// When it is so, in seconds of the film: from and to.
    pub time: [f64; 2],
    /// The node that it is about.
    pub node: Option<NodeRef>,
    /// A second node, such as what covers the first.
    pub other: Option<NodeRef>,
    /// Where those are then, in design units.
    pub boxes: Vec<Rect>,
    /// What was measured.
    pub measured: String,
    /// What is allowed.
    pub limit: String,
    /// Changes to the document that would mend it, as a JSON patch (RFC 6902); empty where none is known.
    pub fix: Vec<Value>,
}

impl Finding {
    pub(crate) fn new(code: Code, severity: Severity) -> Self {
        Self {
            code,
            severity,
            aspect: None,
            time: [0.0; 2],
            node: None,
            other: None,
            boxes: Vec::new(),
            measured: String::new(),
            limit: String::new(),
            fix: Vec::new(),
        }
    }

    /// The finding as JSON.
    pub fn to_value(&self) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("code", self.code.word().into());
        put("severity", self.severity.word().into());
        put("aspect_ratio", self.aspect.map_or(Value::Null, |aspect| aspect.word().into()));
        put("start", rounded(self.time[0]).into());
        put("end", rounded(self.time[1]).into());
        for (key, node) in [("node", &self.node), ("other", &self.other)] {
            if let Some(node) = node {
                put(key, json!({ "pointer": node.pointer, "name": node.name }));
            }
        }
        let boxes = self.boxes.iter().map(|b| json!([b.x0, b.y0, b.width(), b.height()].map(rounded)));
        put("boxes", boxes.collect());
        put("measured", self.measured.clone().into());
        put("limit", self.limit.clone().into());
        put("fix", self.fix.clone().into());
        object.into()
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// One line: what, when, where, what was measured, what is allowed.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(aspect) = self.aspect {
            write!(f, " at {aspect}")?;
        }
        let [from, to] = self.time;
        if to > from {
            write!(f, ", {from:.2}–{to:.2} s")?;
        } else if to > 0.0 {
            write!(f, ", {to:.2} s")?;
        }
        if let Some(node) = &self.node {
            write!(f, ", {}", node.name)?;
        }
        if let Some(other) = &self.other {
            write!(f, " and {}", other.name)?;
        }
        write!(f, ": {}", self.measured)?;
        if !self.limit.is_empty() {
            write!(f, "; allowed: {}", self.limit)?;
        }
        Ok(())
    }
}
