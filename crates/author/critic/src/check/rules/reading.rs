//! Whether there is time to read, and not too much to read at once.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::spans::Span;
use crate::check::watch::{FAINTEST_TEXT, Watch, Watched};
use pavo_scene::{AspectRatio, NodeKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Characters that are read in a second, at a comfortable pace and at most; words in a second.
///
/// Source: subtitles are read at 17 characters a second by adults at most.
const COMFORTABLE_CHARS: f64 = 14.0;
const MOST_CHARS: f64 = 17.0;
const COMFORTABLE_WORDS: f64 = 3.2;

/// A single word that comes and goes in rhythm needs this many seconds.
const SHORTEST_WORD_SECS: f64 = 0.26;

/// Longest line, in characters.
const LONGEST_LINE: usize = 42;

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = times(watch, context);
    findings.extend(never_seen(watch));
    findings.extend(density(watch));
    findings.extend(watch.nodes.iter().filter_map(|node| rag(watch, node)));
    findings
}

/// Seconds that reading some words takes: at least, and comfortably.
pub(crate) fn reading_secs(words: &str) -> [f64; 2] {
    #[expect(clippy::cast_precision_loss, reason = "texts are limited to 2000 characters")]
    let count = |number: usize| number as f64;
    let chars = count(words.chars().filter(|char| !char.is_whitespace()).count());
    // A figure takes as long as two words; one of two digits is seen at once.
    let is_long = |word: &str| word.chars().any(|char| char.is_ascii_digit()) && word.chars().count() > 2;
    let each = words.split_whitespace();
    let spoken: f64 = each.map(|word| if is_long(word) { 2.0 } else { 1.0 }).sum();
    let is_one_word = spoken <= 1.0 && chars <= 12.0;
    let least = if is_one_word { SHORTEST_WORD_SECS } else { 0.3 + chars / MOST_CHARS };
    let target = 0.5 + (spoken / COMFORTABLE_WORDS).max(chars / COMFORTABLE_CHARS);
    [least, if is_one_word { least } else { target.max(0.8) }]
}

fn times(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    // The same words in several places, or one after another, are read once.
    let mut by_words: BTreeMap<String, (BTreeSet<u32>, Vec<usize>)> = BTreeMap::new();
    for (index, node) in watch.nodes.iter().enumerate() {
        let Some(words) = node.words.as_ref().filter(|_| node.most_opaque() >= FAINTEST_TEXT) else { continue };
        let NodeKind::Text(text) = &node.node.kind else { continue };
        if text.swap.is_some() || !words.chars().any(char::is_alphanumeric) {
            continue;
        }
        let entry = by_words.entry(words.clone()).or_default();
        entry.0.extend(watch.readable(node).iter().flat_map(|span| span.first..=span.last));
        entry.1.push(index);
    }
    let mut findings = Vec::new();
    for (words, (frames, nodes)) in &by_words {
        let Some(&index) = nodes.first() else { continue };
        #[expect(clippy::cast_precision_loss, reason = "films are some minutes long")]
        let secs = frames.len() as f64 / watch.fps;
        // Words that are part of a larger text which stays are read there.
        let elsewhere = by_words.iter().any(|(other, (frames, _))| {
            #[expect(clippy::cast_precision_loss, reason = "films are some minutes long")]
            let secs = frames.len() as f64 / watch.fps;
            other.len() > words.len() && other.contains(words.as_str()) && secs >= reading_secs(other)[0]
        });
        let [least, target] = reading_secs(words);
        if elsewhere || secs + 1.5 / watch.fps >= target {
            continue;
        }
        let node = &watch.nodes[index];
        let is_short = secs + 1.5 / watch.fps < least;
        let severity = if is_short && !context.is_timed() { Severity::Error } else { Severity::Warning };
        let (Some(first), Some(last)) = (node.track.first(), node.track.last()) else { continue };
        let finding = Finding {
            measured: format!("it can be read for {secs:.2} s"),
            limit: format!("{least:.2} s at least, {target:.1} s for comfort"),
            fix: if context.is_timed() { Vec::new() } else { sooner(watch, node) },
            ..Finding::new(Code::ReadingTime, severity)
        };
        findings.push(watch.about(finding, node, Span { first: first.frame, last: last.frame }));
    }
    findings
}

/// Changes that let a text be there sooner and go later.
fn sooner(watch: &Watch<'_>, node: &Watched) -> Vec<Value> {
    let common = &node.node.common;
    // Whatever ends it before its part of the film does.
    let ends = [("out", common.exit.is_some()), ("end", common.end.is_some()), ("dur", common.dur.is_some())];
    let ends = ends.into_iter().filter(|(_, is_said)| *is_said).map(|(field, _)| (field, Value::Null)).collect();
    let mut fix = node.location.set_all(watch.document, watch.aspect, ends);
    if let Some(entrance) = &common.entrance
        && fix.is_empty()
    {
        let mut entrance = entrance.clone();
        let secs = entrance.dur.map_or(0.5, pavo_scene::Time::secs);
        entrance.dur = Some(pavo_scene::Time::from_secs((0.6 * secs).max(0.15)));
        entrance.stagger = entrance.stagger.map(|stagger| pavo_scene::Time::from_secs(0.5 * stagger.secs()));
        if let Some(value) = pavo_scene::Part::write(&entrance) {
            fix.extend(node.location.set(watch.document, watch.aspect, "in", value));
        }
    }
    fix
}

fn never_seen(watch: &Watch<'_>) -> Vec<Finding> {
    let mattes: BTreeSet<&str> =
        watch.nodes.iter().filter_map(|node| Some(node.node.common.matte.as_ref()?.node.as_str())).collect();
    let unseen = watch.nodes.iter().filter(|node| {
        let is_matte = node.node.common.id.as_deref().is_some_and(|id| mattes.contains(id));
        let is_seen = node.track.iter().any(|seen| seen.alpha > 0.02 && seen.seen.intersect(watch.frame).area() > 0.0);
        let is_empty = node.words.as_ref().is_some_and(|words| words.trim().is_empty());
        // A picture that is missing is told elsewhere.
        let is_there = match &node.node.kind {
            NodeKind::Image(image) => watch.assets.can_show(&image.src),
            _ => true,
        };
        let shows = is_there && (node.is_text() || matches!(node.node.kind, NodeKind::Image(_)));
        shows && !is_matte && !is_seen && !is_empty && !node.location.is_copy
    });
    let findings = unseen.map(|node| {
        let time = watch.shot_span(node.shot);
        Finding {
            aspect: Some(watch.aspect),
            time,
            node: Some(node.node_ref()),
            measured: "nothing of it is ever seen".to_owned(),
            limit: "something within the frame at some time".to_owned(),
            ..Finding::new(Code::NeverSeen, if node.is_text() { Severity::Error } else { Severity::Warning })
        }
    });
    findings.collect()
}

/// Words that are there at once.
fn density(watch: &Watch<'_>) -> Vec<Finding> {
    let most = if watch.aspect == AspectRatio::Tall { 32 } else { 40 };
    let mut counts = vec![0_usize; watch.frames as usize];
    for node in &watch.nodes {
        let Some(words) = node.words.as_ref().filter(|_| node.most_opaque() >= FAINTEST_TEXT) else { continue };
        let own = words.split_whitespace().count();
        for span in watch.readable(node) {
            (span.first..=span.last).for_each(|frame| counts[frame as usize] += own);
        }
    }
    let crowded = (0..watch.frames).filter(|frame| counts[*frame as usize] > most);
    let found = crate::check::spans::longest(&crate::check::spans::spans(crowded, 2), watch.frames_of(0.5));
    let finding = found.map(|span| {
        let peak = (span.first..=span.last).map(|frame| counts[frame as usize]).max().unwrap_or(0);
        Finding {
            aspect: Some(watch.aspect),
            time: span.secs(watch.fps),
            measured: format!("{peak} words are on screen at once"),
            limit: format!("{most}"),
            ..Finding::new(Code::Density, Severity::Warning)
        }
    });
    finding.into_iter().collect()
}

/// Lonely last words, and lines that are too long.
fn rag(watch: &Watch<'_>, node: &Watched) -> Option<Finding> {
    let set = node.set.as_ref().filter(|_| node.most_opaque() >= FAINTEST_TEXT)?;
    let words = node.words.as_ref()?;
    let lines = &set.lines;
    let last = lines.last()?;
    let total: usize = lines.iter().map(|line| line.words).sum();
    let longest = lines.iter().map(|line| line.chars).max().unwrap_or(0);
    let is_widow = lines.len() > 1
        && last.words == 1
        && total > 3
        && !words.contains('\n')
        && (last.x1 - last.x0) < 0.35 * lines.iter().map(|line| line.x1 - line.x0).fold(0.0, f64::max);
    let measured = if is_widow {
        "its last line is a single short word".to_owned()
    } else if longest > LONGEST_LINE && lines.len() > 1 {
        format!("a line has {longest} characters")
    } else {
        return None;
    };
    let span = crate::check::spans::longest(&watch.readable(node), 1)?;
    let fix = match &node.node.kind {
        NodeKind::Text(text) if is_widow && text.path.is_none() => {
            let narrow = (0.86 * set.size[0]).floor();
            node.location.set(watch.document, watch.aspect, "maxW", json!(narrow))
        }
        _ => Vec::new(),
    };
    let finding = Finding {
        measured,
        limit: format!("two words or more; {LONGEST_LINE} characters"),
        fix,
        ..Finding::new(Code::Rag, Severity::Warning)
    };
    Some(watch.about(finding, node, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_texts_and_figures_take_longer() {
        let close = |text: &str, least: f64, target: f64| {
            let [a, b] = reading_secs(text);
            assert!((a - least).abs() < 0.01 && (b - target).abs() < 0.01, "{text}: {a} {b}");
        };
        close("Now", SHORTEST_WORD_SECS, SHORTEST_WORD_SECS);
        close("Ships in May", 0.888, 1.438);
        close("Up 42% in 2026", 0.947, 2.375);
    }
}
