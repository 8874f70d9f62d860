//! How long the film is.

use super::*;

pub(super) fn duration(prompt: &Prompt<'_>, parts: &[Range<usize>], trace: &mut Trace) -> Option<(f64, Range<usize>)> {
    let mut best: Option<(f64, Range<usize>, f64)> = None;
    for (index, token) in prompt.tokens.iter().enumerate() {
        if !parts.iter().any(|part| part.contains(&token.span.start)) {
            continue;
        }
        let mut span = token.span.clone();
        let mut secs = token.secs();
        let word = prompt.word(token);
        let value = number_word(word).or_else(|| (word == "a").then_some(1.0));
        if let Some(value) = value
            && prompt.tokens.get(index + 1).is_some_and(|next| prompt.word(next).starts_with("second"))
            && word != "a"
        {
            secs = Some(value);
            span.end = prompt.tokens[index + 1].span.end;
        }
        if let TokenKind::Pair(minutes, rest) = token.kind
            && rest < 60.0
            && matches!(prompt.word_before(span.start), "duration" | "length" | "runtime")
        {
            secs = Some(minutes.mul_add(60.0, rest));
        }
        let Some(secs) = secs.filter(|secs| (0.5..=600.0).contains(secs)) else { continue };
        let confidence = duration_confidence(prompt, index, &span, word.is_empty());
        if confidence > best.as_ref().map_or(0.4, |(.., best)| *best) {
            best = Some((secs, span, confidence));
        }
    }
    let (secs, span, confidence) = best?;
    let secs = secs.clamp(0.5, 120.0);
    trace.note(prompt.text, "duration", span.clone(), format!("{secs} s"), confidence);
    Some((secs, span))
}

/// How surely a time is the length of the film.
pub(super) fn duration_confidence(prompt: &Prompt<'_>, index: usize, span: &Range<usize>, figure: bool) -> f64 {
    // `the first ~1 second`
    let about = usize::from(index.checked_sub(1).is_some_and(|at| prompt.tokens[at].is('~')));
    let before = |steps: usize| index.checked_sub(steps + about).map_or("", |at| prompt.word(&prompt.tokens[at]));
    let last = prompt.token_from(span.end);
    let after: Vec<&str> = prompt.tokens[last..].iter().take(7).map(|token| prompt.word(token)).collect();
    if [before(1), before(2), before(3)]
        .iter()
        .any(|word| matches!(*word, "duration" | "length" | "runtime" | "lasts" | "long" | "lasting"))
        && !matches!(before(1), "fade" | "count")
        && !matches!(before(2), "count" | "fade")
    {
        return 0.97;
    }
    // `2 seconds per beat` is no film's length, and `the full 6s runtime` is.
    if matches!(after.first(), Some(&"per" | &"each" | &"apiece" | &"apart")) {
        return 0.0;
    }
    if matches!(after.first(), Some(&"runtime" | &"duration" | &"total")) {
        return 0.96;
    }
    if matches!(
        before(1),
        "over"
            | "last"
            | "final"
            | "every"
            | "at"
            | "starting"
            | "first"
            | "after"
            | "until"
            | "by"
            | "each"
            | "hold"
            | "in"
    ) {
        return if before(1) == "in" && after.first().is_some_and(|word| FILMS.contains(word)) { 0.6 } else { 0.0 };
    }
    let film = after.iter().position(|word| FILMS.contains(word));
    let spelled = prompt.plain(span.clone()).contains("sec");
    if film == Some(0) || spelled && film.is_some() && matches!(before(1), "a" | "an" | "one" | "make" | "create" | "")
    {
        return 0.95;
    }
    if film.is_some() && span.start < 60 || after.first() == Some(&"long") {
        return 0.85;
    }
    let ends = after.first().is_none_or(|word| word.is_empty());
    if before(1) == "for" && figure && !matches!(before(2), "holds" | "hold" | "stays" | "pauses") && spelled {
        return 0.7;
    }
    if ends
        && (last >= prompt.tokens.len()
            || prompt.tokens[last].is(',')
            || prompt.tokens[last].is('.')
            || prompt.tokens[last].is(')'))
        && index.checked_sub(1).is_none_or(|at| {
            prompt.tokens[at].is(',')
                || prompt.tokens[at].is('(')
                || prompt.tokens[at].is('-')
                || prompt.tokens[at].is('.')
        })
    {
        return 0.65;
    }
    if spelled && before(1) != "for" { 0.45 } else { 0.0 }
}
