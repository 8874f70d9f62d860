//! What a sentence puts on screen: its things, and the words that belong to each of them.

use crate::copy::{self, Use};
use crate::data;
use crate::element::Place;
use crate::lexicon::Hit;
use crate::lexicon::heads::Head;
use crate::lexicon::places::{PlaceWord, Relation};
use crate::lexicon::verbs::Verb;
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::timing::{Timing, timing};
use crate::token::{Token, TokenKind, Unit};
use pavo_scene::{Anchor, NumberFormat};
use std::ops::Range;

/// What a part of a sentence is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Subject {
    /// New words, with the noun beside them.
    Copy(String, Option<Head>),
    /// Words that stand already.
    Reference(String),
    /// A counter.
    Counter(f64, f64, NumberFormat),
    /// Anything else that a noun names.
    Thing(Head),
    /// The character of a caret.
    Caret(String),
}

/// A thing in a sentence, and the part of the sentence that describes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    /// What it is.
    pub(crate) subject: Subject,
    /// The words for it.
    pub(crate) span: Range<usize>,
    /// The part of the sentence that describes it.
    pub(crate) part: Range<usize>,
}

/// The things of a sentence in order. `standing` are the words on screen before it.
pub(crate) fn slots(prompt: &Prompt<'_>, sentence: &Range<usize>, standing: &[&str]) -> Vec<Slot> {
    let mut found: Vec<(Range<usize>, Subject)> = Vec::new();
    // Words that the sentence itself put on screen before: `title "Good day", a line draws under "day"`.
    let mut earlier: Vec<String> = Vec::new();
    let mut inner: Vec<Range<usize>> = Vec::new();
    for (index, atom) in prompt.atoms.iter().enumerate() {
        if !sentence.contains(&atom.span.start) || !matches!(atom.kind, AtomKind::Quote | AtomKind::Tick) {
            continue;
        }
        let words = copy::shown(prompt, atom);
        if words.trim().is_empty() {
            continue;
        }
        let known: Vec<&str> = standing.iter().copied().chain(earlier.iter().map(String::as_str)).collect();
        match copy::use_of(prompt, index, sentence, &known) {
            Use::Show(head) => {
                earlier.push(words.clone());
                found.push((atom.span.clone(), Subject::Copy(words, head)));
            }
            Use::Refer => {
                if earlier.iter().any(|known| known.contains(&words)) {
                    inner.push(atom.span.clone());
                }
                found.push((atom.span.clone(), Subject::Reference(words)));
            }
            Use::Caret => found.push((atom.span.clone(), Subject::Caret(words))),
            Use::Spoken | Use::Name => {}
        }
    }
    let quoted = found.iter().any(|(_, subject)| matches!(subject, Subject::Copy(..)));
    if let Some((span, from, to, format)) = data::counter(prompt, sentence) {
        found.push((span, Subject::Counter(from, to, format)));
    } else if !quoted {
        let words = copy::unquoted(prompt, sentence);
        found.extend(words.into_iter().map(|span| {
            let words = copy::clean(prompt.words(span.clone()));
            (span, Subject::Copy(words, None))
        }));
    }
    for hit in Prompt::within(&prompt.heads, sentence) {
        if is_thing(prompt, hit, &found) {
            found.push((hit.span.clone(), Subject::Thing(hit.meaning)));
        }
    }
    found.sort_by_key(|(span, _)| span.start);
    parted(prompt, sentence, found, &inner)
}

/// Whether a noun stands for a thing of its own here, and not for the words or figure beside it.
fn is_thing(prompt: &Prompt<'_>, hit: &Hit<Head>, found: &[(Range<usize>, Subject)]) -> bool {
    let drawn = matches!(
        hit.meaning,
        Head::Underline
            | Head::Highlight
            | Head::Frame
            | Head::Divider
            | Head::Bars
            | Head::Cursor
            | Head::Circle
            | Head::Banner
    );
    let claimed = found.iter().any(|(span, subject)| {
        let beside = hit.span.end <= span.start && span.start - hit.span.end <= 2
            || hit.span.start >= span.end && hit.span.start - span.end <= 1;
        beside && matches!(subject, Subject::Copy(_, Some(head)) if *head == hit.meaning) && hit.meaning != Head::Frame
    });
    let before = prompt.word_before(hit.span.start);
    let known = matches!(before, "the" | "its" | "both" | "each" | "of") && hit.meaning != Head::Underline;
    // `Bars labeled …` speaks of the chart before.
    drawn && !claimed && !known
}

/// Gives each thing its part of the sentence. `inner` are references to words of the same sentence.
fn parted(
    prompt: &Prompt<'_>,
    sentence: &Range<usize>,
    found: Vec<(Range<usize>, Subject)>,
    inner: &[Range<usize>],
) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(found.len());
    let mut begin = sentence.start;
    // Words that stand already belong to what is done to them: `a line draws under "World" over 0.3s`.
    let (references, found): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|(span, subject)| matches!(subject, Subject::Reference(_)) && !inner.contains(span));
    for (span, subject) in references {
        slots.push(Slot { subject, span, part: sentence.clone() });
    }
    for (index, (span, subject)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(sentence.end, |(next, _)| boundary(prompt, span.end, next.start));
        slots.push(Slot { subject: subject.clone(), span: span.clone(), part: begin..end });
        begin = end;
    }
    slots
}

/// Where the description of one thing ends and that of the next begins.
fn boundary(prompt: &Prompt<'_>, from: usize, to: usize) -> usize {
    if from >= to {
        return to;
    }
    let tokens = prompt.tokens_in(&(from..to));
    let mut best = None;
    for (index, token) in tokens.iter().enumerate() {
        let word = prompt.word(token);
        let parts = token.is(',') || token.is(';') || token.is(':') || token.is('.');
        if parts {
            best = Some((token.span.end, 2));
        } else if matches!(word, "with" | "and" | "then" | "above" | "below" | "beneath" | "while")
            && best.is_none_or(|(_, rank)| rank < 2 || index > 0)
        {
            let near_comma = index > 0 && (tokens[index - 1].is(',') || tokens[index - 1].is(';'));
            if near_comma || best.is_none_or(|(_, rank)| rank <= 1) {
                best = Some((token.span.start, if near_comma { 2 } else { 1 }));
            }
        }
    }
    // Without a mark between them, the noun phrase of the next thing begins at its article.
    let article = tokens.iter().rev().find(|token| matches!(prompt.word(token), "a" | "an" | "the"));
    best.map(|(at, _)| at).or_else(|| article.map(|token| token.span.start)).unwrap_or(from)
}

/// A verb and the part of the sentence that tells how it happens.
pub(crate) fn actions(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<(Hit<Verb>, Timing)> {
    let verbs = Prompt::within(&prompt.verbs, part);
    verbs
        .iter()
        .enumerate()
        .map(|(index, verb)| {
            let start = if index == 0 { part.start } else { verb.span.start };
            let end = verbs.get(index + 1).map_or(part.end, |next| {
                let between = prompt.plain(verb.span.end..next.span.start);
                between.rfind([',', ';']).map_or(next.span.start, |at| verb.span.end + at)
            });
            (verb.clone(), timing(prompt, &(start..end.max(verb.span.end))))
        })
        .collect()
}

/// Where a part says that its thing is. Coordinates win over words.
pub(crate) fn place(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<Place> {
    let tokens = prompt.tokens_in(part);
    if let Some((x, y)) = coordinates(prompt, tokens) {
        return Some(Place::Pixels(x, y));
    }
    let anchor = Prompt::within(&prompt.places, part).iter().find_map(|hit| match hit.meaning {
        PlaceWord::At(anchor) => {
            let lateral = matches!(anchor, Anchor::Left | Anchor::Right);
            (!lateral || !slides(prompt, hit.span.start)).then_some(Place::Anchor(anchor))
        }
        PlaceWord::Share(x, y) => Some(Place::Share(x, y)),
        PlaceWord::Bare(anchor) => is_place(prompt, hit, anchor).then_some(Place::Anchor(anchor)),
        PlaceWord::Full => None,
    });
    if let Some((x, y)) = insets(prompt, tokens) {
        let corner = match anchor {
            Some(Place::Anchor(anchor)) if anchor != Anchor::Center => anchor,
            _ => Anchor::TopLeft,
        };
        return Some(Place::Inset(corner, x, y));
    }
    anchor
}

fn slides(prompt: &Prompt<'_>, at: usize) -> bool {
    matches!(prompt.word_before(at), "slides" | "moves" | "slide" | "sliding" | "from")
}

/// Rule 4: a bare `top` or `left` is a place only where a place can stand.
fn is_place(prompt: &Prompt<'_>, hit: &Hit<PlaceWord>, anchor: Anchor) -> bool {
    let before = prompt.word_before(hit.span.start);
    let after_index = prompt.token_from(hit.span.end);
    let after = prompt.tokens.get(after_index);
    let ends = after.is_none_or(|token| [',', '.', ')', ';'].iter().any(|mark| token.is(*mark)));
    let noun = after.is_some_and(|token| {
        matches!(prompt.word(token), "of" | "corner" | "edge" | "half" | "side" | "aligned" | "area")
    });
    let led = matches!(before, "at" | "the" | "on" | "near" | "in" | "to" | "");
    let from = prompt.plain(..hit.span.start).trim_end().ends_with("from the") || before == "from";
    let middle = anchor == Anchor::Center
        && !matches!(after.map_or("", |token| prompt.word(token)), "stage" | "point" | "of")
        && before != "from";
    !from && (middle || led && (ends || noun))
}

/// `x=960 y=540`, `x: 960, y: 540`, `(960, 540)`.
fn coordinates(prompt: &Prompt<'_>, tokens: &[Token]) -> Option<(f64, f64)> {
    let value = |name: &str| {
        tokens.iter().enumerate().find_map(|(index, token)| {
            (prompt.word(token) == name).then_some(())?;
            let next = tokens.get(index + 1)?;
            let figure = if next.is('=') || next.is(':') { tokens.get(index + 2)? } else { next };
            let figure = figure.figure().filter(|figure| matches!(figure.unit, Unit::None | Unit::Px))?;
            Some(if figure.sign == Some('-') { -figure.value } else { figure.value })
        })
    };
    if let (Some(x), Some(y)) = (value("x"), value("y")) {
        return Some((x, y));
    }
    tokens.windows(5).find_map(|window| {
        let plain = |token: &Token| {
            token.figure().filter(|figure| matches!(figure.unit, Unit::None | Unit::Px)).map(|figure| figure.value)
        };
        (window[0].is('(') && window[2].is(',') && window[4].is(')')).then_some(())?;
        Some((plain(&window[1])?, plain(&window[3])?))
    })
}

/// `80px from the left and 60px from the top`, `inset 40px`.
fn insets(prompt: &Prompt<'_>, tokens: &[Token]) -> Option<(f64, f64)> {
    let (mut x, mut y) = (None, None);
    for (index, token) in tokens.iter().enumerate() {
        let Some(figure) = token.figure().filter(|figure| figure.unit == Unit::Px) else { continue };
        let after: Vec<&str> = tokens[index + 1..].iter().take(3).map(|token| prompt.word(token)).collect();
        if after.first() != Some(&"from") {
            continue;
        }
        let side = after.iter().find(|word| matches!(**word, "left" | "right" | "top" | "bottom"));
        match side {
            Some(&"left" | &"right") => x = x.or(Some(figure.value)),
            Some(&"top" | &"bottom") => y = y.or(Some(figure.value)),
            _ => {}
        }
    }
    match (x, y) {
        (None, None) => None,
        (x, y) => Some((x.unwrap_or(64.0), y.unwrap_or(64.0))),
    }
}

/// The relation that a part gives its thing to what came before, and whether it is turned round:
/// in `A above "B"` the words `B` are the ones below.
pub(crate) fn relation(prompt: &Prompt<'_>, slot: &Slot) -> Option<Relation> {
    let hit = Prompt::within(&prompt.relations, &slot.part).first()?;
    let before_subject = hit.span.end <= slot.span.start
        && prompt
            .plain(hit.span.end..slot.span.start)
            .split_whitespace()
            .all(|word| matches!(word, "the" | "a" | "large" | "value"));
    Some(match (hit.meaning, before_subject) {
        (Relation::Above, true) => Relation::Below,
        (Relation::Below, true) => Relation::Above,
        (relation, _) => relation,
    })
}

/// Width and height that a part gives its thing.
pub(crate) fn size(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<[f64; 2]> {
    prompt.tokens_in(part).iter().find_map(|token| match token.kind {
        TokenKind::Size(width, height) if width < 4000.0 && height < 4000.0 => Some([width, height]),
        _ => None,
    })
}
