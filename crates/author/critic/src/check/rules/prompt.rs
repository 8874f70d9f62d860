//! Whether the film does what its prompt says.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::rules::refused;
use crate::check::spans::Span;
use crate::check::watch::{Watch, Watched};
use pavo_director::Told;
use pavo_scene::{NodeKind, Rgba, Scene};
use serde_json::Value;
use std::collections::BTreeSet;

/// Seconds that quoted words are on screen at least.
const QUOTE_SECS: f64 = 1.0;

/// So many words in a row of the instruction on screen are an echo of it.
const ECHO_WORDS: usize = 5;

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    let (Some(prompt), Some(told)) = (context.prompt, context.told) else { return Vec::new() };
    let mut findings = quotes(watch, told);
    findings.extend(numbers(watch, prompt));
    findings.extend(echoes(watch, told));
    findings.extend(beats(watch, told));
    findings.extend(refused::refusals(watch, context, told));
    findings.extend(colors(watch, prompt));
    findings
}

/// Words as they are compared: single blanks, plain marks.
fn plain(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.replace(['’', '‘'], "'").replace(['“', '”'], "\"").replace(['–', '—', '‑'], "-").replace('…', "...")
}

/// All that is read of a node: its words, those that take turns, and a figure as it ends.
pub(crate) fn shown(node: &Watched) -> Vec<String> {
    match &node.node.kind {
        NodeKind::Text(text) => {
            let words = text.words().into_owned();
            let turns = text.swap.iter().flat_map(|swap| {
                swap.with.iter().map(|with| words.replacen(&swap.target, with, 1)).collect::<Vec<_>>()
            });
            let turns: Vec<String> = turns.collect();
            std::iter::once(words).chain(turns).collect()
        }
        NodeKind::Number(number) => {
            let format = number.format.clone().unwrap_or_default();
            vec![format.write(number.to)]
        }
        _ => Vec::new(),
    }
}

fn quotes(watch: &Watch<'_>, told: &Told) -> Vec<Finding> {
    let lower = |words: &str| plain(words).to_lowercase();
    // Quotations that are said line by line, or word by word, may stand in several texts.
    let mut everything: Vec<(u32, String)> = Vec::new();
    for node in watch.nodes.iter().filter(|node| node.is_text() && node.most_opaque() > 0.05) {
        let first = node.track.first().map_or(0, |seen| seen.frame);
        everything.extend(shown(node).into_iter().map(|words| (first, words)));
    }
    everything.sort_by_key(|(first, _)| *first);
    let all_in_order = lower(&everything.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" "));
    let mut findings = Vec::new();
    for copy in &told.copy {
        let wanted = plain(&copy.words.replace(" / ", " "));
        let holders = holders(watch, &wanted);
        let mut finding = Finding {
            limit: format!("\"{}\" on screen for {QUOTE_SECS} s", copy.words),
            ..Finding::new(Code::Quote, Severity::Error)
        };
        if holders.is_empty() {
            // In several texts, such as one for each word, or a figure with its words beside it.
            let squeezed = |words: &str| words.chars().filter(|char| char.is_alphanumeric()).collect::<String>();
            let is_spread = squeezed(&all_in_order).contains(&squeezed(&lower(&wanted)))
                || lower(&wanted).split(' ').all(|word| all_in_order.contains(word));
            if is_spread && lower(&wanted).split(' ').count() > 1 {
                continue;
            }
            finding.measured = "these words are nowhere on screen".to_owned();
            findings.push(finding);
            continue;
        }
        let mut frames: BTreeSet<u32> = BTreeSet::new();
        for node in &holders {
            frames.extend(node.track.iter().filter(|seen| seen.alpha > 0.3).map(|seen| seen.frame));
        }
        #[expect(clippy::cast_precision_loss, reason = "films are some minutes long")]
        let secs = frames.len() as f64 / watch.fps;
        let film = f64::from(watch.frames) / watch.fps;
        // A film with beats gives each of its texts the time that the prompt gives it.
        if secs + 1e-6 < QUOTE_SECS.min(0.5 * film) && told.beats.is_empty() && wanted.split(' ').count() > 1 {
            finding.measured = format!("these words are on screen for {secs:.2} s");
            // So many words in so short a film cannot all be there for long.
            #[expect(clippy::cast_precision_loss, reason = "quotations are few")]
            if film < 1.6 * QUOTE_SECS * told.copy.len() as f64 {
                finding.severity = Severity::Warning;
            }
            findings.push(finding);
        }
    }
    findings
}

/// The texts that hold some words.
fn holders<'n>(watch: &'n Watch<'_>, wanted: &str) -> Vec<&'n Watched> {
    let holds = |node: &&Watched| node.is_text() && shown(node).iter().any(|words| holds(&plain(words), wanted));
    watch.nodes.iter().filter(holds).collect()
}

/// Whether words hold others, whatever the case that they are drawn in.
fn holds(words: &str, wanted: &str) -> bool {
    words.contains(wanted) || words.to_lowercase().contains(&wanted.to_lowercase())
}

/// The figures that a prompt gives, however its commas are meant: between thousands, before decimals, between two figures.
fn figures_told(prompt: &str) -> BTreeSet<String> {
    let decimals = {
        let chars: Vec<char> = prompt.chars().collect();
        let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        let point = |(at, c): (usize, &char)| {
            if *c == ',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) { '.' } else { *c }
        };
        chars.iter().enumerate().map(point).collect::<String>()
    };
    let apart = prompt.replace(',', ", ");
    [prompt, &decimals, &apart].into_iter().flat_map(figures_in).collect()
}

/// The figures in words, without marks between their digits.
fn figures_in(words: &str) -> Vec<String> {
    let mut figures: Vec<String> = Vec::new();
    let mut now = String::new();
    // Digits since the last mark.
    let mut run = 0_usize;
    let chars: Vec<char> = words.chars().collect();
    for (index, char) in chars.iter().enumerate() {
        let following = || chars[index + 1..].iter().take_while(|next| next.is_ascii_digit()).count();
        let is_between = match char {
            '.' => following() > 0,
            // Between thousands: `12,500`, but `2021,1200` are two.
            ',' | '\u{a0}' | '\u{202f}' => following() == 3 && run <= 3,
            _ => false,
        } && !now.is_empty();
        run = if char.is_ascii_digit() { run + 1 } else { 0 };
        if char.is_ascii_digit() {
            now.push(*char);
        } else if is_between {
            if *char == '.' {
                now.push('.');
            }
        } else if !now.is_empty() {
            figures.push(std::mem::take(&mut now));
        }
    }
    if !now.is_empty() {
        figures.push(now);
    }
    // 2.50 is 2.5, 007 is 7.
    let tidy = |figure: String| {
        let figure =
            if figure.contains('.') { figure.trim_end_matches('0').trim_end_matches('.').to_owned() } else { figure };
        let short = figure.trim_start_matches('0');
        if short.is_empty() || short.starts_with('.') { format!("0{short}") } else { short.to_owned() }
    };
    figures.into_iter().map(tidy).collect()
}

pub(crate) const NUMBER_WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

fn numbers(watch: &Watch<'_>, prompt: &str) -> Vec<Finding> {
    let told = figures_told(prompt);
    let lower = prompt.to_lowercase();
    let said: BTreeSet<String> = figures_in(prompt).into_iter().collect();
    let values: Vec<f64> = said.iter().filter_map(|figure| figure.parse().ok()).collect();
    // Sums, differences, ratios and shares of what the prompt says are derived, not invented.
    let is_derived = |figure: &str| {
        let Ok(value) = figure.parse::<f64>() else { return false };
        let near = |other: f64| {
            other.is_finite()
                && (value - other).abs() <= 0.006 * other.abs().max(1.0) + 0.5 * f64::from(u8::from(value >= 10.0))
        };
        let sum: f64 = values.iter().sum();
        let scaled = [1e3, 1e6, 1e9, 1e-3, 1e-6, 1e-9, 100.0];
        near(sum)
            || values.iter().any(|a| scaled.iter().any(|scale| near(a * scale)))
            || values.iter().any(|a| near(100.0 - a) || near(100.0 * a / sum))
            || values.iter().any(|a| values.iter().any(|b| near(b - a) || near(b / a) || near(100.0 * (b - a) / a)))
    };
    let word_said = |figure: &str| {
        let index = figure.parse::<usize>().ok();
        index.and_then(|index| NUMBER_WORDS.get(index)).is_some_and(|word| lower.contains(word))
    };
    // Places in a list and steps of a count count up from one.
    let ordinals: usize = watch.nodes.iter().filter(|node| is_ordinal(node)).count();
    let mut findings = Vec::new();
    for node in watch.nodes.iter().filter(|node| node.is_text() && node.most_opaque() > 0.05) {
        for words in shown(node) {
            let invented = figures_in(&words).into_iter().find(|figure| {
                let is_place = is_ordinal(node) && ordinals >= 2;
                let is_counting = figure.len() <= 2
                    && ["count", "timer", "clock", "countdown"].iter().any(|word| lower.contains(word));
                !told.contains(figure) && !is_derived(figure) && !word_said(figure) && !is_place && !is_counting
            });
            let Some(figure) = invented else { continue };
            let span = Span {
                first: node.track.first().map_or(0, |seen| seen.frame),
                last: node.track.last().map_or(0, |seen| seen.frame),
            };
            let finding = Finding {
                measured: format!("{figure} is on screen"),
                limit: "figures of the prompt, and what follows from them".to_owned(),
                fix: node.location.remove(),
                ..Finding::new(Code::InventedNumber, Severity::Error)
            };
            findings.push(watch.about(finding, node, span));
            break;
        }
    }
    findings
}

/// Whether a text is the number of a place in a list: `01`, `2.`, `3/5`.
fn is_ordinal(node: &Watched) -> bool {
    node.words.as_ref().is_some_and(|words| {
        let words = words.trim().trim_end_matches('.');
        let parts: Vec<&str> = words.split([' ', '/', '—', '–', '-']).filter(|part| !part.is_empty()).collect();
        !parts.is_empty() && parts.iter().all(|part| part.len() <= 2 && part.chars().all(|char| char.is_ascii_digit()))
    })
}

fn echoes(watch: &Watch<'_>, told: &Told) -> Vec<Finding> {
    let words_of = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        lower
            .split(|char: char| !char.is_alphanumeric() && char != '\'')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let instruction = words_of(&told.instruction);
    let told_words: Vec<String> = told.copy.iter().map(|copy| words_of(&copy.words).join(" ")).collect();
    let mut findings = Vec::new();
    for node in watch.nodes.iter().filter(|node| node.words.is_some() && node.most_opaque() > 0.05) {
        let words = words_of(node.words.as_deref().unwrap_or_default());
        let own = words.join(" ");
        if told_words.iter().any(|told| told.contains(&own)) {
            continue;
        }
        let echo = words.windows(ECHO_WORDS).find(|run| {
            // A sentence that the prompt hands over to be shown directs nothing.
            run.iter().any(|word| is_direction(word)) && instruction.windows(ECHO_WORDS).any(|other| other == *run)
        });
        let Some(echo) = echo else { continue };
        let span = Span {
            first: node.track.first().map_or(0, |seen| seen.frame),
            last: node.track.last().map_or(0, |seen| seen.frame),
        };
        let finding = Finding {
            measured: format!("\"{}\" is the prompt's instruction", echo.join(" ")),
            limit: "words that are meant to be shown".to_owned(),
            fix: node.location.remove(),
            ..Finding::new(Code::PromptEcho, Severity::Error)
        };
        findings.push(watch.about(finding, node, span));
    }
    findings
}

/// Whether a word directs rather than tells.
fn is_direction(word: &str) -> bool {
    const DIRECTIONS: &[&str] = &[
        "animate",
        "animated",
        "animation",
        "background",
        "create",
        "fade",
        "fades",
        "slide",
        "slides",
        "font",
        "pixels",
        "screen",
        "seconds",
        "second",
        "video",
        "scene",
        "text",
        "appear",
        "appears",
        "transition",
        "render",
        "show",
        "make",
        "generate",
        "motion",
        "graphic",
        "graphics",
        "centered",
        "bold",
        "zoom",
        "zooms",
        "camera",
        "px",
        "easing",
        "frame",
        "fps",
        "style",
        "intro",
        "clip",
        "loop",
        "looping",
    ];
    DIRECTIONS.contains(&word)
}

/// Each beat has something that begins within it, and what belongs to it keeps its times.
fn beats(watch: &Watch<'_>, told: &Told) -> Vec<Finding> {
    let half = 0.5 / watch.fps + 1e-6;
    let mut findings = Vec::new();
    for copy in &told.copy {
        let Some(beat) = told.beats.iter().find(|beat| beat.text.contains(&copy.span.start)) else { continue };
        let wanted = plain(&copy.words.replace(" / ", " "));
        let holders = holders(watch, &wanted);
        // The same words may belong to several beats.
        let is_shared =
            told.beats.iter().filter(|other| told.instruction.get(other.text.clone()).is_some()).any(|other| {
                other.start != beat.start
                    && told
                        .copy
                        .iter()
                        .any(|again| other.text.contains(&again.span.start) && again.words.contains(&copy.words))
            });
        let film = f64::from(watch.frames) / watch.fps;
        let end = beat.end.min(film);
        let within = |node: &&Watched| {
            node.track.iter().any(|seen| {
                let secs = f64::from(seen.frame) / watch.fps;
                seen.alpha > 0.3 && secs >= beat.start - half && secs <= end + half
            })
        };
        let early = holders
            .iter()
            .filter_map(|node| node.track.iter().find(|seen| seen.alpha > 0.02))
            .map(|seen| f64::from(seen.frame) / watch.fps)
            .fold(f64::INFINITY, f64::min);
        let mut finding = Finding {
            time: [beat.start, end],
            node: holders.first().map(|node| node.node_ref()),
            limit: format!("{} to {} s, to half a frame", beat.start, beat.end),
            ..Finding::new(Code::Beat, Severity::Error)
        };
        if !holders.is_empty() && beat.start < film && !holders.iter().any(within) {
            finding.measured = format!("\"{}\" is not seen in its part of the film", copy.words);
            findings.push(finding);
        } else if early.is_finite() && early < beat.start - half - 1.0 / watch.fps && !is_shared {
            finding.measured = format!("\"{}\" is seen from {early:.2} s on", copy.words);
            findings.push(finding);
        }
    }
    findings
}

/// Colours that the prompt gives as codes are somewhere in the scene.
fn colors(watch: &Watch<'_>, prompt: &str) -> Vec<Finding> {
    let used = used_colors(watch.maker.scene());
    let mut findings = Vec::new();
    for (at, _) in prompt.match_indices('#') {
        let digits: String = prompt[at + 1..].chars().take_while(char::is_ascii_hexdigit).collect();
        let follows = prompt[at + 1 + digits.len()..].chars().next().is_some_and(char::is_alphanumeric);
        if !matches!(digits.len(), 3 | 6) || follows || prompt[..at].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let Some(color) = Rgba::parse(&format!("#{digits}")) else { continue };
        // What is refused need not be there, and `#123` may be a number.
        let lead = prompt[..at].to_lowercase();
        let is_refused =
            ["not ", "no ", "instead of ", "never ", "avoid ", "from "].iter().any(|word| lead.ends_with(word));
        let is_number = digits.len() == 3 && digits.chars().all(|char| char.is_ascii_digit());
        let is_there = used.iter().any(|other| (other.r, other.g, other.b) == (color.r, color.g, color.b));
        if is_there || is_refused || is_number {
            continue;
        }
        // A palette offers colours; a background is asked for.
        let after = prompt[at + 1 + digits.len()..].trim_start_matches([')', '`', '*', '"']).to_lowercase();
        let nearest = lead.rsplit(['.', ';', '\n', ',']).next().unwrap_or_default();
        let is_ground = nearest.contains("background") || after.trim_start().starts_with("background");
        let severity = if is_ground { Severity::Error } else { Severity::Warning };
        let finding = Finding {
            measured: format!("#{digits} is nowhere in the film"),
            limit: "the colour exactly, somewhere".to_owned(),
            ..Finding::new(Code::ExactColor, severity)
        };
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// All colours that a scene uses by a code, its theme's included.
fn used_colors(scene: &Scene) -> Vec<Rgba> {
    let mut document = scene.to_value();
    // The prompt itself does not count.
    if let Some(object) = document.as_object_mut() {
        object.shift_remove("meta");
    }
    let mut used = Vec::new();
    fn walk(value: &Value, used: &mut Vec<Rgba>) {
        match value {
            Value::String(text) if text.starts_with('#') => used.extend(Rgba::parse(text)),
            Value::Array(items) => items.iter().for_each(|item| walk(item, used)),
            Value::Object(object) => object.values().for_each(|item| walk(item, used)),
            _ => {}
        }
    }
    walk(&document, &mut used);
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_without_the_marks_between_their_digits() {
        assert_eq!(figures_in("$1,240.50 and 007 of 12%"), ["1240.5", "7", "12"]);
        assert_eq!(figures_in("3.2M in 2026."), ["3.2", "2026"]);
        assert_eq!(figures_in("2021,1200 and 12,500"), ["2021", "1200", "12500"]);
    }

    #[test]
    fn commas_of_a_prompt_are_read_in_every_way_that_they_may_be_meant() {
        let told = figures_told("Q1,1.2 Q2 1,9 Jan,420 12,500");
        for figure in ["1.2", "1.9", "420", "12500"] {
            assert!(told.contains(figure), "{figure} in {told:?}");
        }
        assert!(!told.contains("11.2"));
    }
}
