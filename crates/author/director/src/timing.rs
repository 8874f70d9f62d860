//! Times beside a verb: when it begins, how long it takes, how its pieces follow each other.

use crate::prompt::Prompt;
use pavo_scene::{Ease, Side, Unit};
use std::ops::Range;

/// When something begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Start {
    /// At a time as written, which may count from the beginning of the film or of the beat.
    At(f64),
    /// So long after the beat's beginning.
    After(f64),
    /// When the entrance of what it belongs to is complete.
    Landed,
}

/// What stands beside a verb.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Timing {
    /// When it begins.
    pub(crate) start: Option<Start>,
    /// How long it takes, in seconds.
    pub(crate) dur: Option<f64>,
    /// Seconds between two pieces.
    pub(crate) stagger: Option<f64>,
    /// The pieces that move one after another.
    pub(crate) by: Option<Unit>,
    /// `over the last 0.3s`: so long before the end.
    pub(crate) last: Option<f64>,
    /// When it is over.
    pub(crate) until: Option<f64>,
    /// How it is spread over its time.
    pub(crate) ease: Option<Ease>,
    /// The side it comes from or goes to.
    pub(crate) side: Option<Side>,
    /// How long a caret is seen and hidden.
    pub(crate) blink: (Option<f64>, Option<f64>),
}

/// Reads the times, easings and sides of a part.
pub(crate) fn timing(prompt: &Prompt<'_>, part: &Range<usize>) -> Timing {
    let mut timing = Timing { by: pieces(prompt, part), ..Timing::default() };
    timing.ease = Prompt::within(&prompt.eases, part).first().map(|hit| hit.meaning);
    timing.side = Prompt::within(&prompt.sides, part).first().map(|hit| hit.meaning);
    for token in prompt.tokens_in(part) {
        let Some(secs) = token.secs().filter(|_| !prompt.length_at.contains(&token.span.start)) else { continue };
        read_time(prompt, part, token.span.clone(), secs, &mut timing);
    }
    let landing = [
        "after the title lands",
        "after it lands",
        "once it lands",
        "after the text lands",
        "after landing",
        "once it has landed",
        "when it lands",
        "as it lands",
        "after the number lands",
    ];
    if timing.start.is_none() && prompt.says_any(part, &landing) {
        timing.start = Some(Start::Landed);
    }
    timing
}

fn read_time(prompt: &Prompt<'_>, part: &Range<usize>, span: Range<usize>, secs: f64, timing: &mut Timing) {
    let first = prompt.token_from(span.start);
    let before = |steps: usize| {
        let index = first.checked_sub(steps).filter(|index| prompt.tokens[*index].span.start >= part.start);
        index.map_or("", |index| prompt.word(&prompt.tokens[index]))
    };
    let next = prompt.token_from(span.end);
    let after = |steps: usize| prompt.tokens.get(next + steps).map_or("", |token| prompt.word(token));
    let slash = prompt.tokens.get(next).is_some_and(|token| token.is('/'));
    let a_piece = after(0) == "a" && unit(after(1)).is_some();
    if slash || a_piece || matches!(after(0), "per" | "each" | "between" | "apart" | "intervals") {
        timing.by = unit(after(0)).or_else(|| unit(after(1))).or_else(|| unit(after(2))).or(timing.by);
        timing.stagger = Some(secs);
    } else if matches!(after(0), "stagger" | "staggered" | "cadence" | "interval")
        || matches!(before(1), "stagger" | "cadence")
        || before(2) == "stagger"
    {
        timing.stagger = Some(secs);
    } else if before(1) == "every" {
        timing.stagger = Some(secs);
        if let Some(by) = unit(before(2)) {
            timing.by = Some(by);
        }
    } else if after(0) == "on" {
        timing.blink.0 = Some(secs);
    } else if after(0) == "off" {
        timing.blink.1 = Some(secs);
    } else if matches!(before(1), "last" | "final" | "closing") {
        timing.last = timing.last.or(Some(secs));
    } else if matches!(before(1), "at" | "@" | "starting" | "beginning" | "starts" | "begins")
        || before(1) == "from" && before(2) != "counts"
        || matches!(before(2), "starting" | "beginning" | "starts" | "begins" | "start")
    {
        timing.start = timing.start.or(Some(Start::At(secs)));
    } else if before(1) == "after" || before(1) == "delay" || after(0) == "delay" || after(0) == "later" {
        timing.start = timing.start.or(Some(Start::After(secs)));
    } else if matches!(before(1), "until" | "by" | "till") {
        timing.until = timing.until.or(Some(secs));
    } else if matches!(before(1), "hold" | "holds" | "for")
        && matches!(before(2), "" | "hold" | "holds" | "held" | "pause" | "stays")
        && before(1) != "for"
    {
        // How long something stands says nothing about how it moves.
    } else if prompt.tokens.get(first.wrapping_sub(1)).is_some_and(|token| token.is('-')) {
        // The end of a range, as in `hold 2-4 seconds`.
    } else {
        timing.dur = timing.dur.or(Some(secs));
    }
}

/// The pieces that words such as `word by word` name.
fn pieces(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<Unit> {
    let word = [
        "word by word",
        "by word",
        "per word",
        "each word",
        "words one by one",
        "one word at a time",
        "word at a time",
    ];
    let char = [
        "character by character",
        "letter by letter",
        "char by char",
        "by character",
        "by letter",
        "one character",
        "one letter",
        "per character",
        "per letter",
        "per char",
        "letters assemble",
        "its letters",
        "character at a time",
        "letter at a time",
    ];
    let line = ["line by line", "by line", "per line", "each line"];
    if prompt.says_any(part, &word) {
        Some(Unit::Word)
    } else if prompt.says_any(part, &char) {
        Some(Unit::Char)
    } else if prompt.says_any(part, &line) {
        Some(Unit::Line)
    } else {
        None
    }
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "word" | "words" => Some(Unit::Word),
        "character" | "char" | "letter" | "characters" | "letters" | "chars" => Some(Unit::Char),
        "line" | "lines" => Some(Unit::Line),
        _ => None,
    }
}

/// A start within a beat in seconds of the film: absolute where that falls into the beat, else from its beginning.
pub(crate) fn resolve(start: Start, window: (f64, f64)) -> Option<f64> {
    let (begin, end) = window;
    match start {
        Start::At(at) if at >= begin - 1e-9 && at < end => Some(at),
        Start::At(after) | Start::After(after) if begin + after < end => Some(begin + after),
        _ => None,
    }
}
