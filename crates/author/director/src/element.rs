//! The things on screen as the prompt describes them, before they are nodes.

use crate::lexicon::places::Relation;
use crate::timing::Timing;
use crate::typeface::Face;
use pavo_scene::{Anchor, EmphasisPreset, EntrancePreset, ExitPreset, LoopPreset, NumberFormat, Rgba, Side};
use std::ops::Range;

/// What a thing is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// Words.
    Words(String),
    /// A figure that counts.
    Counter {
        /// Where it begins.
        from: f64,
        /// Where it ends.
        to: f64,
        /// How it is written.
        format: NumberFormat,
    },
    /// A framed area.
    Frame,
    /// A thin line.
    Divider,
    /// A full-width stripe.
    Banner,
    /// A round shape.
    Circle,
    /// Bars with their names, values and colours.
    Bars(Vec<Bar>),
}

/// One bar of a chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    /// Its name.
    pub(crate) label: String,
    /// Its length.
    pub(crate) value: f64,
    /// How its value is written; empty where the prompt gives none.
    pub(crate) written: String,
    /// Its colour.
    pub(crate) color: Option<Rgba>,
}

/// How important a thing is among what is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// What the beat is about.
    Hero,
    /// What stands with it.
    Support,
    /// Small, at the edge, or a name of something.
    Detail,
}

/// Where a thing is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Place {
    /// At a point of the frame.
    Anchor(Anchor),
    /// With its centre at these pixels of the declared canvas.
    Pixels(f64, f64),
    /// So many pixels from two edges.
    Inset(Anchor, f64, f64),
    /// At these shares of the frame's width and height.
    Share(f64, f64),
    /// Beside another thing, by its index.
    Beside(Relation, usize),
}

/// A motion that a verb asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Motion<P> {
    /// What it does.
    pub(crate) preset: P,
    /// The side that belongs to the verb.
    pub(crate) side: Option<Side>,
    /// What stands beside the verb.
    pub(crate) timing: Timing,
}

/// A line under words, a mark behind them, a pulse.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stress {
    /// What happens.
    pub(crate) preset: EmphasisPreset,
    /// The words it is about; all where it does not say.
    pub(crate) target: Option<String>,
    /// Thickness in pixels of the declared canvas.
    pub(crate) width_px: Option<f64>,
    /// Its colour.
    pub(crate) color: Option<Rgba>,
    /// When it begins in the film, and how it moves.
    pub(crate) start: Option<f64>,
    /// What stands beside the verb.
    pub(crate) timing: Timing,
}

/// The mark that leads typing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cursor {
    /// Its colour.
    pub(crate) color: Option<Rgba>,
    /// A character to draw it as.
    pub(crate) text: Option<String>,
    /// Seconds it is seen and hidden.
    pub(crate) blink: (Option<f64>, Option<f64>),
}

/// A thing on screen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Element {
    /// The words that describe it.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) kind: Kind,
    /// How important it is.
    pub(crate) rank: Rank,
    /// Typeface.
    pub(crate) face: Face,
    /// Colour of words, or fill of a shape.
    pub(crate) color: Option<Rgba>,
    /// Colour of the outline.
    pub(crate) border: Option<Rgba>,
    /// Where it is.
    pub(crate) place: Option<Place>,
    /// Width and height in pixels of the declared canvas.
    pub(crate) size_px: Option<[f64; 2]>,
    /// When it is there, in seconds of the film; the end is `None` while nothing has taken it away.
    pub(crate) window: (f64, Option<f64>),
    /// Whether it stays although others come.
    pub(crate) persistent: bool,
    /// How it comes.
    pub(crate) entrance: Option<Motion<EntrancePreset>>,
    /// How it goes, and when that begins.
    pub(crate) exit: Option<(Motion<ExitPreset>, f64)>,
    /// How long a counter counts.
    pub(crate) count: Option<Timing>,
    /// How it is stressed.
    pub(crate) stresses: Vec<Stress>,
    /// What it does all the time.
    pub(crate) loops: Vec<(LoopPreset, Timing)>,
    /// The mark that leads it while it is typed.
    pub(crate) cursor: Option<Cursor>,
}

impl Element {
    /// A thing with nothing said about it.
    pub(crate) const fn new(kind: Kind, span: Range<usize>, rank: Rank, start: f64) -> Self {
        Self {
            span,
            kind,
            rank,
            face: Face { family: None, weight: None, size_px: None, italic: false, capitals: false },
            color: None,
            border: None,
            place: None,
            size_px: None,
            window: (start, None),
            persistent: false,
            entrance: None,
            exit: None,
            count: None,
            stresses: Vec::new(),
            loops: Vec::new(),
            cursor: None,
        }
    }

    /// Its words, where it has any.
    pub(crate) fn words(&self) -> Option<&str> {
        match &self.kind {
            Kind::Words(words) => Some(words),
            _ => None,
        }
    }

    /// When it has come completely.
    pub(crate) fn landed(&self) -> f64 {
        let come = self.entrance.as_ref().map_or(0.4, |motion| {
            motion.timing.dur.unwrap_or_else(|| match (motion.timing.stagger, self.words()) {
                (Some(stagger), Some(words)) => stagger * pieces(words, motion.timing.by, motion.preset),
                _ => 0.5,
            })
        });
        self.window.0 + come
    }
}

/// How many pieces move one after another.
pub(crate) fn pieces(words: &str, by: Option<pavo_scene::Unit>, preset: EntrancePreset) -> f64 {
    let count = match by {
        Some(pavo_scene::Unit::Word) => words.split_whitespace().count(),
        Some(pavo_scene::Unit::Line) => words.lines().count(),
        Some(pavo_scene::Unit::Char) => words.chars().count(),
        _ if preset == EntrancePreset::Typewriter => words.chars().count(),
        _ => 1,
    };
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
    let count = count as f64;
    count
}
