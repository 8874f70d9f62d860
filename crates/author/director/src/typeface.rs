//! Typefaces, weights and sizes.

use crate::lexicon::fonts::{MANNERS, ORDINARY, TYPE_NOUNS, WEIGHTS};
use crate::prompt::Prompt;
use crate::token::{Figure, TokenKind, Unit};
use crate::trace::Trace;
use pavo_design::fonts::family_for;
use std::ops::Range;

/// A typeface as far as the prompt says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Face {
    /// A bundled family.
    pub(crate) family: Option<&'static str>,
    /// 100 to 900.
    pub(crate) weight: Option<f64>,
    /// Size in pixels of the declared canvas.
    pub(crate) size_px: Option<f64>,
    /// Whether it is italic.
    pub(crate) italic: bool,
    /// Whether it is set in capitals.
    pub(crate) capitals: bool,
}

/// A family that a prompt names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Family {
    /// Where it is named.
    pub(crate) span: Range<usize>,
    /// The bundled family that draws it.
    pub(crate) family: &'static str,
    /// Whether that stands in for another one.
    pub(crate) substituted: bool,
}

/// The families named in a part.
pub(crate) fn families(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Family> {
    let tokens = prompt.tokens_in(part);
    let mut found: Vec<Family> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let named = (1..=3).rev().find_map(|count| {
            let run = tokens.get(index..index + count)?;
            run.iter().all(|token| token.kind == TokenKind::Word).then_some(())?;
            let span = run[0].span.start..run[count - 1].span.end;
            let name = prompt.words(span.clone());
            // A name does not cross a line or take odd marks in.
            let plain = name.len() < 32 && !name.contains(['\n', ',', '.', ';', ':']);
            let capital = name.starts_with(char::is_uppercase);
            let is_own = prompt.own_families.contains(&name.to_lowercase());
            let matched = (plain && capital && !is_own).then(|| family_for(name)).flatten()?;
            let ordinary = ORDINARY.contains(&prompt.plain(span.clone()).trim());
            (!ordinary || meant_as_family(prompt, &span)).then_some((count, span, matched))
        });
        if let Some((count, span, matched)) = named {
            found.push(Family { span, family: matched.family, substituted: matched.substituted });
            index += count;
            continue;
        }
        if let Some((family, span)) = manner_at(prompt, tokens[index].span.start) {
            found.push(Family { span, family, substituted: false });
        }
        index += 1;
    }
    found
}

/// Whether a weight, a size or a word for type stands beside a name.
fn meant_as_family(prompt: &Prompt<'_>, span: &Range<usize>) -> bool {
    let next = prompt.tokens.get(prompt.token_from(span.end));
    let after = prompt.word_after(span.end);
    let before = prompt.word_before(span.start);
    next.and_then(|token| token.figure()).is_some_and(|figure| figure.unit == Unit::Px || is_weight(figure))
        || matches!(after, "font" | "typeface" | "bold" | "semibold")
        || matches!(before, "font" | "typeface" | "typography")
}

/// `monospaced type`, `condensed caps`.
fn manner_at(prompt: &Prompt<'_>, at: usize) -> Option<(&'static str, Range<usize>)> {
    let view = prompt.plain(at..);
    let (words, family) = MANNERS.iter().find(|(words, _)| {
        view.strip_prefix(*words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })?;
    let after: Vec<&str> =
        prompt.tokens[prompt.token_from(at + words.len())..].iter().take(2).map(|token| prompt.word(token)).collect();
    let before = prompt.word_before(at);
    let meant = after.first().is_some_and(|word| TYPE_NOUNS.contains(word))
        || after.get(1).is_some_and(|word| matches!(*word, "type" | "font" | "caps" | "typeface"))
        || before == "in"
            && matches!(*words, "monospace" | "monospaced" | "mono")
            && after.first().is_none_or(|word| word.is_empty());
    meant.then(|| (*family, at..at + words.len()))
}

const fn is_weight(figure: Figure) -> bool {
    matches!(figure.unit, Unit::None)
        && figure.currency.is_none()
        && figure.scale.is_none()
        && figure.value >= 100.0
        && figure.value <= 900.0
        && figure.value % 100.0 == 0.0
}

/// The face that a part gives to its words. Sizes that belong to lines and insets are left out.
pub(crate) fn face(prompt: &Prompt<'_>, part: &Range<usize>) -> Face {
    let mut face = Face::default();
    let named = families(prompt, part);
    face.family = named.first().map(|family| family.family);
    for token in prompt.tokens_in(part) {
        let Some(figure) = token.figure() else { continue };
        let before = prompt.word_before(token.span.start);
        let after = prompt.word_after(token.span.end);
        match figure.unit {
            Unit::Px | Unit::Pt if face.size_px.is_none() => {
                let taken = matches!(
                    before,
                    "inset" | "gap" | "by" | "offset" | "radius" | "stroke" | "and" | "padding" | "margin" | "a"
                ) && !matches!(
                    after,
                    "inter"
                        | "font"
                        | "jetbrains"
                        | "bold"
                        | "caption"
                        | "label"
                        | "text"
                        | "title"
                        | "type"
                        | "heavy"
                        | "tabular"
                        | "mono"
                ) || matches!(
                    after,
                    "from"
                        | "offset"
                        | "offsets"
                        | "stroke"
                        | "wide"
                        | "tall"
                        | "thick"
                        | "border"
                        | "radius"
                        | "gap"
                        | "below"
                        | "above"
                        | "underline"
                        | "spacing"
                        | "hairline"
                        | "line"
                        | "rule"
                );
                if !taken {
                    let points = if figure.unit == Unit::Pt { 4.0 / 3.0 } else { 1.0 };
                    face.size_px = Some(figure.value * points).filter(|size| (6.0..=1200.0).contains(size));
                }
            }
            Unit::None if is_weight(figure) && face.weight.is_none() => {
                let beside = named.iter().any(|family| {
                    token.span.start.abs_diff(family.span.end) <= 2 || family.span.start.abs_diff(token.span.end) <= 2
                }) || matches!(before, "weight");
                if beside {
                    face.weight = Some(figure.value);
                }
            }
            _ => {}
        }
    }
    if face.weight.is_none() {
        face.weight = WEIGHTS.iter().find(|(word, _)| prompt.says(part, word)).map(|(_, weight)| *weight);
    }
    face.italic = prompt.says_any(part, &["italic", "italics", "italicized"]);
    face.capitals =
        prompt.says_any(part, &["all caps", "in caps", "uppercase", "condensed caps", "caps", "capital letters"]);
    face
}

/// The families of `Typography: Inter for text, JetBrains Mono for numerals`: of text and of figures.
pub(crate) fn roles(
    prompt: &Prompt<'_>,
    parts: &[Range<usize>],
    trace: &mut Trace,
) -> (Option<&'static str>, Option<&'static str>) {
    let (mut text, mut figures) = (None, None);
    for part in parts {
        let named = families(prompt, part);
        for (index, family) in named.iter().enumerate() {
            let end = named.get(index + 1).map_or(part.end, |next| next.span.start);
            let after = family.span.end..end.min(family.span.end + 48).max(family.span.end);
            let role =
                prompt.view.get(after).map_or("", |words| words.split([',', ';', '.', '\n']).next().unwrap_or(""));
            let counts =
                ["numer", "number", "figure", "data", "stat", "code", "count"].iter().any(|word| role.contains(word));
            let decision = if counts {
                figures = figures.or(Some(family.family));
                "figures"
            } else {
                text = text.or(Some(family.family));
                "text"
            };
            trace.note(prompt.text, "typeface", family.span.clone(), format!("{} for {decision}", family.family), 0.85);
        }
    }
    (text, figures)
}
