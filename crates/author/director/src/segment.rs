//! Beats: the parts of a prompt that belong to a part of the film.

use crate::prompt::Prompt;
use crate::token::{Figure, TokenKind, Unit};
use std::ops::Range;

/// A part of the film as the prompt gives it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Beat {
    /// The tag: times and name.
    pub(crate) tag: Range<usize>,
    /// The name within the tag, such as `HOOK`; empty where there is none.
    pub(crate) label: Range<usize>,
    /// What happens.
    pub(crate) text: Range<usize>,
    /// When it begins and ends, in seconds; `None` where the prompt gives no times.
    pub(crate) times: Option<(f64, f64)>,
}

struct Tag {
    span: Range<usize>,
    label: Range<usize>,
    times: Option<(f64, Option<f64>)>,
}

/// Names that a part of a film goes by.
const PART_WORDS: &[&str] = &[
    "beat", "scene", "shot", "part", "slide", "frame", "step", "section", "act", "card", "hook", "intro", "middle",
    "close", "outro", "opening", "opener", "problem", "solution", "cta", "end", "ending", "build", "reveal", "title",
    "finale", "payoff",
];

/// Keys whose line is about the whole film, also when it stands behind the last beat.
const KEYS: &[&str] = &[
    "style",
    "mood",
    "pacing",
    "tone",
    "palette",
    "typography",
    "reference images",
    "audio",
    "music",
    "voice",
    "avoid",
    "colors",
    "colours",
    "negative",
    "constraints",
    "overall",
    "aspect ratio",
    "duration",
    "visual style",
    "spectacle beat",
    "sound",
    "notes",
    "deliverable",
    "format",
    "global",
];

/// Most parts without times: more would not fit into the longest film.
const MOST_UNTIMED: usize = 40;

/// The beats of a prompt in order; timed ones where there are any, else numbered scenes and steps.
pub(crate) fn beats(prompt: &Prompt<'_>) -> Vec<Beat> {
    let mut tags = timed_tags(prompt);
    let timed = !tags.is_empty();
    if !timed {
        tags = untimed_tags(prompt);
        tags.truncate(MOST_UNTIMED);
        if tags.len() < 2 {
            return Vec::new();
        }
    }
    tags.sort_by_key(|tag| tag.span.start);
    tags.dedup_by(|later, earlier| later.span.start < earlier.span.end || later.span == earlier.span);
    let mut beats = Vec::with_capacity(tags.len());
    for (index, tag) in tags.iter().enumerate() {
        let end = tags.get(index + 1).map_or(prompt.text.len(), |next| next.span.start);
        let text = tag.span.end..cut_at_key(prompt, tag.span.end..end);
        let times = tag.times.map(|(start, given)| {
            let next = tags[index + 1..].iter().find_map(|next| next.times.map(|(start, _)| start));
            (start, given.or(next).unwrap_or(start + 3.0))
        });
        beats.push(Beat { tag: tag.span.clone(), label: tag.label.clone(), text, times });
    }
    // A time that runs backwards is a misreading or a slip; such a beat says nothing about time.
    beats.retain(|beat| beat.times.is_none_or(|(start, end)| end > start && end <= 600.0));
    beats
}

/// Where the beat's own words end: before a line that is about the whole film.
fn cut_at_key(prompt: &Prompt<'_>, text: Range<usize>) -> usize {
    for sentence in sentences(prompt, &text) {
        let words = prompt.plain(sentence.clone()).trim_start_matches([' ', '*', '-', '•', '#']);
        let key = KEYS.iter().find(|key| {
            words.strip_prefix(**key).is_some_and(|rest| rest.trim_start_matches('*').trim_start().starts_with(':'))
        });
        let shouted = prompt.words(sentence.clone()).trim_start().split(':').next().is_some_and(|key| {
            let letters = key.chars().filter(|c| c.is_alphabetic()).count();
            letters >= 4
                && key.len() < 40
                && key.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '&' | '/' | '-' | '(' | ')'))
                && prompt.words(sentence.clone()).contains(':')
        });
        let own_line = prompt.begins_line(
            sentence.start + prompt.words(sentence.clone()).len() - prompt.words(sentence.clone()).trim_start().len(),
        );
        let inner = [
            "TEXT",
            "VISUAL",
            "COPY",
            "AUDIO",
            "MOTION",
            "TITLE",
            "HEADLINE",
            "CAPTION",
            "ON SCREEN",
            "ON-SCREEN",
            "SHOW",
            "OVERLAY",
        ];
        let known = inner.iter().any(|word| prompt.words(sentence.clone()).trim_start().starts_with(word));
        let key = key.copied().or((shouted && own_line && !known).then_some("KEY"));
        if key.is_some() && sentence.start > text.start {
            return sentence.start;
        }
    }
    text.end
}

/// A time at a token: seconds, the next token, whether it is certainly a time.
fn time_at(prompt: &Prompt<'_>, index: usize) -> Option<(f64, usize, bool)> {
    let token = prompt.tokens.get(index)?;
    match token.kind {
        TokenKind::Number(Figure { value, unit: Unit::None, currency: None, scale: None, sign: None, .. }) => {
            Some((value, index + 1, false))
        }
        TokenKind::Number(_) => Some((token.secs()?, index + 1, true)),
        TokenKind::Pair(minutes, secs) if secs < 60.0 => Some((minutes.mul_add(60.0, secs), index + 1, true)),
        _ => None,
    }
}

/// `T to T` at a token: both times, the next token, whether they are certainly times.
fn range_at(prompt: &Prompt<'_>, index: usize) -> Option<(f64, f64, usize, bool)> {
    let (start, mut next, sure) = time_at(prompt, index)?;
    let mut parted = false;
    while let Some(token) = prompt.tokens.get(next) {
        let between = token.is('-')
            || token.is('>')
            || token.is('~')
            || token.is('.')
            || matches!(prompt.word(token), "to" | "until" | "through" | "till");
        if !between {
            break;
        }
        parted = true;
        next += 1;
    }
    // `1-2s` is also read as 1 and −2 when a space precedes the dash.
    let signed = prompt.tokens.get(next).and_then(|token| token.figure()).filter(|figure| figure.sign == Some('-'));
    if let Some(figure) = signed.filter(|_| !parted) {
        let secs = figure.unit == Unit::Secs;
        return (secs || figure.unit == Unit::None).then_some((start, figure.value, next + 1, secs || sure));
    }
    let (end, next, sure_end) = time_at(prompt, next)?;
    parted.then_some((start, end, next, sure || sure_end))
}

fn timed_tags(prompt: &Prompt<'_>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for (index, token) in prompt.tokens.iter().enumerate() {
        let tag = if token.is('[') {
            bracket_tag(prompt, index)
        } else if token.is('(') {
            round_tag(prompt, index)
        } else {
            line_tag(prompt, index)
        };
        if let Some(tag) = tag
            && tags.last().is_none_or(|last| last.span.end <= tag.span.start)
        {
            tags.push(tag);
        }
    }
    tags
}

/// `[from 0.0s to 1.5s]`, `[0-2s]:`, `[0:00]`.
fn bracket_tag(prompt: &Prompt<'_>, index: usize) -> Option<Tag> {
    let close = (index + 1..prompt.tokens.len().min(index + 16)).find(|at| prompt.tokens[*at].is(']'))?;
    let start = prompt.tokens[index].span.start;
    let times = (index + 1..close).find_map(|at| range_at(prompt, at).filter(|(.., next, _)| *next <= close));
    let times = match times {
        Some((from, to, ..)) => (from, Some(to)),
        None => {
            let (from, next, sure) = time_at(prompt, index + 1)?;
            (sure && next == close && prompt.begins_sentence(start)).then_some((from, None))?
        }
    };
    let line = prompt.words(..start).rfind('\n').map_or(0, |newline| newline + 1);
    let lead = prompt.words(line..start).trim_matches(|c: char| !c.is_alphanumeric());
    let named = !lead.is_empty() && lead.len() < 48 && !lead.contains(['.', ':', '"']) && begins_with_part_word(lead);
    let from = if named { line } else { start };
    let label = if named { line..start } else { start..start };
    Some(Tag { span: from..after_colon(prompt, close), label, times: Some(times) })
}

/// `HOOK (0-3s):`, `SCENE 1 — HOOK (0.0–3.5s)`, `Beat 1 (0-2s)`, `**Mount (7–14s).**`.
fn round_tag(prompt: &Prompt<'_>, index: usize) -> Option<Tag> {
    let first = usize::from(prompt.tokens.get(index + 1).is_some_and(|token| prompt.word(token) == "from"));
    let (from, to, close, sure) = range_at(prompt, index + 1 + first)?;
    if !sure || !prompt.tokens.get(close)?.is(')') {
        return None;
    }
    let open = prompt.tokens[index].span.start;
    let head = prompt.words(..open);
    let begin = head
        .rmatch_indices(['\n', '.', '!', '?', ';'])
        .find(|(at, mark)| {
            *mark == "\n" || head[at + 1..].starts_with([' ', '*', '\n']) && !head[..*at].ends_with("vs")
        })
        .map_or(0, |(at, _)| at + 1);
    let lead = head[begin..].trim_start_matches([' ', '-', '*', '•', '#', '–', '—', '|', '\t', '\n', '_']);
    let label = open - lead.len()..open;
    let words = lead.split_whitespace().count();
    let part = begins_with_part_word(lead.trim());
    let capital = lead.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let follows = prompt.tokens.get(close + 1);
    let bold = begin < open && head[begin..].trim_start_matches([' ', '\n', '-', '[', '…', ']']).starts_with("**");
    let colon = bold || follows.is_some_and(|token| token.is(':') || token.is('-') || token.is('*') || token.is('|'));
    let fits = (1..=7).contains(&words) && (part || capital && colon) || words == 0 && prompt.begins_line(open);
    fits.then(|| Tag { span: label.start..after_colon(prompt, close), label, times: Some((from, Some(to))) })
}

/// `0-2s: …`, `from 0s to 2s: …`, `0:00 – 0:05 …` at the beginning of a line; with a colon, of any sentence.
fn line_tag(prompt: &Prompt<'_>, index: usize) -> Option<Tag> {
    let token = &prompt.tokens[index];
    let from_word = matches!(prompt.word(token), "from" | "between");
    if !from_word && !matches!(token.kind, TokenKind::Number(_) | TokenKind::Pair(..)) {
        return None;
    }
    let line = prompt.begins_line(token.span.start);
    let sentence = begins_part(prompt, token.span.start);
    if !(line || sentence) {
        return None;
    }
    let (from, to, next, sure) = range_at(prompt, index + usize::from(from_word))?;
    let follows = prompt.tokens.get(next)?;
    let colon = follows.is(':') || follows.is('|') || follows.is(')');
    let clock = matches!(prompt.tokens[index].kind, TokenKind::Pair(..));
    let dash = follows.is('-') || follows.is('>') || from_word && follows.is(',');
    let fits = sure && (colon || (line || from_word) && dash || clock && line);
    let empty = token.span.start..token.span.start;
    let end = if colon || dash { after_colon(prompt, next) } else { prompt.tokens[next - 1].span.end };
    fits.then_some(Tag { span: token.span.start..end, label: empty, times: Some((from, Some(to))) })
}

/// Whether a sentence begins at a place, also behind a quotation or a comma.
fn begins_part(prompt: &Prompt<'_>, at: usize) -> bool {
    let head = prompt.words(..at).trim_end();
    prompt.begins_sentence(at) || head.ends_with([',', '"', '”', '’', '»', ')'])
}

/// `Scene 1: …`, `Slide 2 — …`, `1. …`, `2) …` at the beginning of a line.
fn untimed_tags(prompt: &Prompt<'_>) -> Vec<Tag> {
    let mut named = Vec::new();
    let mut numbered = Vec::new();
    for (index, token) in prompt.tokens.iter().enumerate() {
        let start = token.span.start;
        if !prompt.begins_sentence(start) {
            continue;
        }
        let word = prompt.word(token);
        let next = prompt.tokens.get(index + 1);
        let plain = |figure: Option<Figure>| figure.filter(|figure| figure.unit == Unit::None && figure.value <= 60.0);
        if ["scene", "slide", "step", "shot", "beat", "frame", "card", "part"].contains(&word) {
            let number = next.and_then(|token| plain(token.figure()));
            let mark = prompt.tokens.get(index + 2);
            if number.is_some() && mark.is_some_and(|mark| mark.is(':') || mark.is('-') || mark.is('.') || mark.is('('))
            {
                named.push(Tag { span: start..after_colon(prompt, index + 1), label: start..start, times: None });
            }
        } else if let Some(figure) = plain(token.figure())
            && prompt.begins_line(start)
            && next.is_some_and(|mark| mark.is('.') || mark.is(')'))
        {
            #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
            let expected = numbered.len() as f64 + 1.0;
            if figure.value == expected {
                numbered.push(Tag { span: start..after_colon(prompt, index), label: start..start, times: None });
            }
        }
    }
    if named.len() >= 2 {
        named
    } else if numbered.len() >= 2 {
        numbered
    } else {
        section_tags(prompt)
    }
}

/// Sections by name: `Headline: … Features: … End with …`, and what is said before the first of them.
fn section_tags(prompt: &Prompt<'_>) -> Vec<Tag> {
    const KEYED: &[&str] = &[
        "headline", "hook", "problem", "solution", "features", "benefits", "stats", "cta", "end card", "tagline",
        "offer", "quote",
    ];
    const ENDS: &[&str] = &["end with", "ends with", "ending with", "end on", "close with", "finish with", "finish on"];
    let mut tags: Vec<Tag> = Vec::new();
    for sentence in sentences(prompt, &prompt.whole()) {
        let words = prompt.plain(sentence.clone());
        let start = sentence.start + words.len() - words.trim_start_matches([' ', '-', '*', '•']).len();
        let words = prompt.plain(start..sentence.end);
        let keyed = KEYED.iter().any(|key| words.strip_prefix(*key).is_some_and(|rest| rest.starts_with(':')));
        let ends = ENDS.iter().any(|lead| words.starts_with(lead)) && words.len() < 90;
        if keyed || ends {
            tags.push(Tag { span: start..start, label: start..start, times: None });
        }
    }
    if tags.len() < 2 {
        return Vec::new();
    }
    // What the film is for stands before its sections.
    let lead = 0..tags[0].span.start;
    if crate::topic::name(prompt, &lead).is_some() {
        tags.insert(0, Tag { span: 0..0, label: 0..0, times: None });
    }
    tags
}

fn begins_with_part_word(lead: &str) -> bool {
    let first: String = lead.chars().take_while(|c| c.is_alphabetic()).collect();
    PART_WORDS.contains(&first.to_ascii_lowercase().as_str())
}

/// Where the tag ends whose last token is given: behind a colon, dash or emphasis marks that follow it.
fn after_colon(prompt: &Prompt<'_>, last: usize) -> usize {
    let mut end = prompt.tokens[last].span.end;
    for token in &prompt.tokens[last + 1..] {
        let mark = [':', '-', '.', '*', '|', ')', ']', '>'].iter().any(|mark| token.is(*mark));
        let near = prompt.words(end..token.span.start).len() <= 3;
        if !mark || !near {
            break;
        }
        end = token.span.end;
    }
    end
}

/// The sentences of a part: parted by full stops, semicolons, blank lines and lines that begin a list item.
pub(crate) fn sentences(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Range<usize>> {
    let view = &prompt.view;
    let mut found = Vec::new();
    let mut start = part.start;
    let bytes = view.as_bytes();
    let text = prompt.text.as_bytes();
    for at in part.clone() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let stop = matches!(bytes[at], b'.' | b'!' | b'?') && (next == b' ' || next == b'*' || next == b')')
            || bytes[at] == b';';
        let line = text[at] == b'\n' && {
            let rest = prompt.words(at + 1..).trim_start_matches([' ', '\t']);
            rest.starts_with(['\n', '-', '*', '•', '#', '|', '\r']) || begins_with_key(rest)
        };
        // `… "Light moves." Features: …`: the stop stands before the closing mark.
        let quoted = bytes[at] == crate::mask::MASKED as u8
            && next == b' '
            && prompt.words(at + 1..).trim_start().starts_with(char::is_uppercase)
            && prompt.words(..at + 1).trim_end_matches(['"', '”', '’', '\'', '»', '`']).ends_with(['.', '!', '?']);
        if stop || line || quoted {
            let end = prompt.text.ceil_char_boundary(at + 1).min(part.end);
            if view[start..end].chars().any(|c| c.is_alphanumeric() || c == crate::mask::MASKED) {
                found.push(start..end);
            }
            start = end;
        }
    }
    if start < part.end && view[start..part.end].chars().any(|c| c.is_alphanumeric() || c == crate::mask::MASKED) {
        found.push(start..part.end);
    }
    found
}

/// `Key: …`, `1. …`
fn begins_with_key(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default();
    let key = line.find(':').filter(|at| *at < 32).map(|at| &line[..at]);
    let is_key = key.is_some_and(|key| {
        key.starts_with(char::is_uppercase)
            && key.split_whitespace().count() <= 3
            && !key.contains(['"', '#', '=', '.'])
    });
    let numbered = line.starts_with(|c: char| c.is_ascii_digit())
        && line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    is_key || numbered
}
