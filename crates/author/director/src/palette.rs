//! Which colour is for what: backgrounds, gradients, text, accents.

use crate::lexicon::Hit;
use crate::lexicon::colors::{lightness, toward};
use crate::lexicon::heads::Head;
use crate::prompt::Prompt;
use crate::segment;
use crate::token::TokenKind;
use crate::toning::{Tone, toning};
use crate::trace::Trace;
use crate::warn::is_refused;
use pavo_design::contrast::wcag;
use pavo_scene::Rgba;
use std::ops::Range;

/// What is behind everything, as far as the prompt says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Backdrop {
    /// One flat colour.
    Solid(Rgba),
    /// Two or more colours that run into each other.
    Gradient(Vec<Rgba>),
}

impl Backdrop {
    /// The colour that text has to stand out from.
    pub(crate) fn base(&self) -> Rgba {
        match self {
            Self::Solid(color) => *color,
            Self::Gradient(colors) => {
                let middle = colors.get(colors.len() / 2).or(colors.first()).copied().unwrap_or(Rgba::BLACK);
                colors.first().map_or(middle, |first| toward(*first, middle, 0.5))
            }
        }
    }
}

/// Colours by role, as far as the prompt says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Roles {
    /// Behind everything.
    pub(crate) backdrop: Option<Backdrop>,
    /// A background that is only said to be dark or light.
    pub(crate) dark: Option<bool>,
    /// What is read.
    pub(crate) text: Option<Rgba>,
    /// What is read second.
    pub(crate) muted: Option<Rgba>,
    /// What draws the eye.
    pub(crate) accent: Option<Rgba>,
    /// Whether the background is said to be solid.
    pub(crate) flat: bool,
}

/// Words that may stand between a colour and the noun it belongs to.
const BETWEEN: &[&str] = &[
    "solid",
    "flat",
    "plain",
    "clean",
    "gradient",
    "studio",
    "full",
    "frame",
    "textured",
    "bold",
    "sans",
    "serif",
    "kinetic",
    "big",
    "huge",
    "large",
    "massive",
    "heavy",
    "crisp",
    "type",
    "and",
    "the",
    "a",
    "condensed",
    "mono",
    "animated",
    "soft",
    "slide",
    "color",
    "colour",
    "uniform",
    "blurred",
    "abstract",
    "moving",
    "grid",
];

/// Words on a ground with less contrast than this cannot have been meant.
const LEAST_CONTRAST: f64 = 1.6;

const TEXT_NOUNS: &[&str] = &[
    "text",
    "type",
    "lettering",
    "letters",
    "typography",
    "title",
    "headline",
    "words",
    "font",
    "copy",
    "numerals",
    "numbers",
    "caps",
    "serif",
];

/// Reads the colours of the parts that are about the whole film.
///
/// `first_beat`: what happens first.
pub(crate) fn roles(
    prompt: &Prompt<'_>,
    parts: &[Range<usize>],
    first_beat: Option<&Range<usize>>,
    trace: &mut Trace,
) -> Roles {
    let mut roles = Roles::default();
    let hits: Vec<&Hit<Rgba>> =
        prompt.colors.iter().filter(|hit| parts.iter().any(|part| part.contains(&hit.span.start))).collect();
    let mut used = vec![false; hits.len()];
    let mut grounds: Vec<Rgba> = Vec::new();
    let toning = toning(prompt);
    for (index, hit) in hits.iter().enumerate() {
        // The tones of a picture are no colours of words or grounds.
        if toning.as_ref().is_some_and(|toning| toning.span.contains(&hit.span.start)) {
            used[index] = true;
            continue;
        }
        let role = palette_role(prompt, hit).or_else(|| crate::lexicon::foreign::role(prompt, hit));
        let Some(role) = role else { continue };
        used[index] = true;
        match role {
            "text" => roles.text = roles.text.or(Some(hit.meaning)),
            "muted" => roles.muted = roles.muted.or(Some(hit.meaning)),
            "accent" => roles.accent = roles.accent.or(Some(hit.meaning)),
            _ => roles.backdrop = roles.backdrop.take().or(Some(Backdrop::Solid(hit.meaning))),
        }
        trace.note(prompt.text, "colour", hit.span.clone(), format!("{role} {}", hit.meaning), 0.9);
    }
    for index in 0..hits.len() {
        if used[index] {
            continue;
        }
        if let Some((colors, span, count)) = gradient_at(prompt, &hits, index) {
            used[index..index + count].fill(true);
            let decision = colors.iter().map(Rgba::to_string).collect::<Vec<_>>().join(" to ");
            trace.note(prompt.text, "background", span, format!("gradient {decision}"), 0.9);
            roles.backdrop = Some(Backdrop::Gradient(colors));
        } else if is_background(prompt, hits[index]) {
            used[index] = true;
            let color = hits[index].meaning;
            trace.note(prompt.text, "background", hits[index].span.clone(), format!("solid {color}"), 0.9);
            roles.backdrop = Some(Backdrop::Solid(color));
            grounds.push(color);
            let lead = prompt.plain(..hits[index].span.start);
            roles.flat |= lead.trim_end().ends_with("solid") || lead.trim_end().ends_with("flat");
        }
    }
    for (index, hit) in hits.iter().enumerate() {
        if used[index] {
            continue;
        }
        if is_text_color(prompt, hit) {
            used[index] = true;
            roles.text = roles.text.or(Some(hit.meaning));
            trace.note(prompt.text, "colour", hit.span.clone(), format!("text {}", hit.meaning), 0.8);
        } else if is_accent(prompt, hit) {
            used[index] = true;
            roles.accent = roles.accent.or(Some(hit.meaning));
            trace.note(prompt.text, "colour", hit.span.clone(), format!("accent {}", hit.meaning), 0.8);
        }
    }
    // Of several grounds, such as that of a window and that around it, words stand on the one they can be read on.
    if let (Some(text), Some(Backdrop::Solid(ground))) = (roles.text, &roles.backdrop)
        && grounds.len() > 1
        && wcag(text, *ground) < LEAST_CONTRAST
        && let Some(best) = grounds.iter().max_by(|one, other| wcag(text, **one).total_cmp(&wcag(text, **other)))
    {
        roles.backdrop = Some(Backdrop::Solid(*best));
    }
    // One colour that nothing was said about draws the eye.
    let free = hits.iter().enumerate().filter(|(index, _)| !used[*index]).map(|(_, hit)| hit).collect::<Vec<_>>();
    if roles.accent.is_none()
        && let [only] = free.as_slice()
    {
        roles.accent = Some(only.meaning);
        trace.note(prompt.text, "colour", only.span.clone(), format!("accent {}", only.meaning), 0.5);
    }
    // What nothing is said of goes with the picture.
    if let Some(Tone::Duotone { dark, light }) = toning.map(|toning| toning.tone) {
        roles.accent = roles.accent.or(light);
        roles.backdrop = roles.backdrop.take().or(dark.map(Backdrop::Solid));
    }
    if let Some((key, span)) = chroma_key(prompt) {
        trace.note(prompt.text, "background", span, format!("flat {key}, to be keyed out"), 0.95);
        roles.backdrop = Some(Backdrop::Solid(key));
        roles.flat = true;
    }
    if roles.backdrop.is_none() {
        // Nothing is said of the whole film; what its first beat stands on is what the film stands on, and so is a ground
        // that a sentence names and nothing else.
        let inside = prompt.colors.iter().filter(|hit| !parts.iter().any(|part| part.contains(&hit.span.start)));
        let inside: Vec<&Hit<Rgba>> = inside.collect();
        let is_first = |hit: &Hit<Rgba>| first_beat.is_some_and(|beat| beat.contains(&hit.span.start));
        let ground = inside.iter().position(|hit| {
            stands_on(prompt, hit) || is_background(prompt, hit) && (is_first(hit) || stands_alone(prompt, hit))
        });
        if let Some(index) = ground {
            let hit = inside[index];
            if let Some((colors, span, _)) = gradient_at(prompt, &inside, index) {
                let decision = colors.iter().map(Rgba::to_string).collect::<Vec<_>>().join(" to ");
                trace.note(prompt.text, "background", span, format!("gradient {decision}"), 0.8);
                roles.backdrop = Some(Backdrop::Gradient(colors));
            } else {
                trace.note(prompt.text, "background", hit.span.clone(), format!("solid {}", hit.meaning), 0.8);
                roles.backdrop = Some(Backdrop::Solid(hit.meaning));
            }
        }
    }
    if roles.backdrop.is_none() {
        roles.dark = darkness(prompt, parts, trace);
    }
    roles
}

/// The role that a palette gives: `#111827 (text)`, `accent: #06B6D4`.
fn palette_role(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> Option<&'static str> {
    let after = prompt.plain(hit.span.end..).trim_start();
    let bracketed = after.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(role, _)| role);
    let index = prompt.token_from(hit.span.start);
    let keyed = index.checked_sub(2).and_then(|word| {
        let (key, mark) = (&prompt.tokens[word], &prompt.tokens[index - 1]);
        (mark.is(':') || mark.is('=')).then(|| prompt.word(key))
    });
    [bracketed, keyed].into_iter().flatten().find_map(|words| {
        let says =
            |names: &[&str]| names.iter().any(|name| words.split(|c: char| !c.is_alphabetic()).any(|w| w == *name));
        if says(&["background", "bg", "ground", "backdrop", "canvas"]) {
            (!says(&["alt", "strong", "secondary", "card"])).then_some("background")
        } else if says(&["secondary", "muted", "subtle"]) {
            Some("muted")
        } else if says(&["accent", "highlight", "brand"]) {
            Some("accent")
        } else if says(&["text", "ink", "foreground", "type", "primary"]) {
            Some("text")
        } else {
            None
        }
    })
}

/// A gradient that begins with the colour of this number: its colours, its words, how many hits it takes.
fn gradient_at(prompt: &Prompt<'_>, hits: &[&Hit<Rgba>], index: usize) -> Option<(Vec<Rgba>, Range<usize>, usize)> {
    let (earlier, hits) = hits.split_at_checked(index)?;
    let first = hits.first()?;
    if earlier.last().is_some_and(|previous| is_linked(prompt, previous, first)) {
        return None;
    }
    let linked = hits.windows(2).take_while(|pair| is_linked(prompt, pair[0], pair[1])).count();
    let count = 1 + linked;
    let end = hits[linked].span.end;
    let before = prompt.plain(..first.span.start).trim_end();
    let after = prompt.plain(end..).trim_start_matches([' ', ')', '(']);
    let lead = before.get(before.floor_char_boundary(before.len().saturating_sub(30))..).unwrap_or_default();
    let said = after.starts_with("gradient")
        || after.starts_with("linear gradient")
        || after.starts_with("radial gradient")
        || after.starts_with("color gradient")
        || count > 1 && lead.contains("gradient")
        || count > 1 && after.starts_with("top to bottom")
        || lead.ends_with("gradient from");
    // `the mint to cyan gradient` is some thing that was spoken of, and `no purple to blue gradients` is none at all.
    let names_ground = after.contains("gradient background") || after.starts_with("background");
    let is_of_a_thing = prompt.word_before(first.span.start) == "the" && !names_ground;
    if !said || is_of_a_thing || is_refused(prompt, first.span.start) {
        return None;
    }
    let colors = if count > 1 { hits[..count].iter().map(|hit| hit.meaning).collect() } else { alone(first.meaning) };
    Some((colors, first.span.start..end, count))
}

/// Whether two colours belong to one gradient: `mint to cyan`, `#111 -> #333`.
fn is_linked(prompt: &Prompt<'_>, from: &Hit<Rgba>, to: &Hit<Rgba>) -> bool {
    let between = prompt.view.get(from.span.end..to.span.start).unwrap_or("?").trim();
    matches!(between, "to" | "into" | ">" | "and" | "," | "-" | "/" | "through" | "- >" | "->" | "fading to")
        || between.trim_matches(|c: char| !c.is_alphabetic()) == "to"
}

/// A gradient of one colour: from a livelier kind of it to a deeper one.
fn alone(color: Rgba) -> Vec<Rgba> {
    if lightness(color) > 0.6 {
        vec![toward(color, Rgba::WHITE, 0.45), color, toward(color, Rgba::BLACK, 0.08)]
    } else {
        let lively = toward(color, Rgba::opaque(90, 140, 255), if lightness(color) < 0.02 { 0.08 } else { 0.0 });
        vec![toward(lively, Rgba::WHITE, 0.10), color, toward(color, Rgba::BLACK, 0.55)]
    }
}

/// Whether something else stands on this colour: `white on #0B1D33`, `on a dark navy`.
fn stands_on(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> bool {
    let before = prompt.plain(..hit.span.start).trim_end();
    let before = ["a", "an", "deep", "dark", "light", "solid", "plain", "flat", "pure"].into_iter().fold(
        before,
        |before, small| {
            before.strip_suffix(small).map_or(before, |rest| if rest.ends_with(' ') { rest.trim_end() } else { before })
        },
    );
    before.ends_with(" on") && !TEXT_NOUNS.contains(&prompt.word_after(hit.span.end))
}

/// Whether a sentence names a ground of this colour and nothing else: `Deep violet gradient background.`
fn stands_alone(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> bool {
    let sentences = segment::sentences(prompt, &prompt.whole());
    let Some(sentence) = sentences.into_iter().find(|sentence| sentence.contains(&hit.span.start)) else {
        return false;
    };
    let mut around = prompt.tokens.iter().filter(|token| {
        sentence.contains(&token.span.start) && !hit.span.contains(&token.span.start) && !prompt.word(token).is_empty()
    });
    around.all(|token| {
        let word = prompt.word(token);
        BETWEEN.contains(&word) || SHADES.contains(&word) || GROUNDS.contains(&word)
    })
}

/// Things that have a colour and are no ground.
const THINGS: &[&str] = &[
    "execution",
    "logs",
    "log",
    "lines",
    "line",
    "dot",
    "dots",
    "ball",
    "button",
    "buttons",
    "icon",
    "icons",
    "bar",
    "bars",
    "arrow",
    "arrows",
    "circle",
    "circles",
    "square",
    "squares",
    "checkmark",
    "checkmarks",
    "nodes",
    "node",
    "car",
    "cars",
    "leaves",
    "eyes",
    "shoes",
    "lights",
    "light",
    "particles",
    "tags",
    "tag",
    "labels",
    "badge",
];

/// Words for the ground itself.
const GROUNDS: &[&str] = &["background", "backdrop", "bg", "backgrounds", "canvas"];

/// Words that stand before a colour and belong to it.
const SHADES: &[&str] = &["an", "is", "in", "of", "on", "deep", "dark", "light", "warm", "cool", "pure", "rich"];

fn is_background(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> bool {
    let first = prompt.token_from(hit.span.end);
    for token in prompt.tokens[first..].iter().take(4) {
        let word = prompt.word(token);
        if matches!(word, "background" | "backdrop" | "bg" | "backgrounds" | "canvas" | "field" | "screen") {
            return true;
        }
        if !BETWEEN.contains(&word) && !token.is(')') && !token.is('-') {
            break;
        }
    }
    let mut index = prompt.token_from(hit.span.start);
    let mut steps = 0;
    while let Some(previous) = index.checked_sub(1) {
        index = previous;
        steps += 1;
        let token = &prompt.tokens[index];
        let word = prompt.word(token);
        if matches!(word, "background" | "backdrop" | "bg") {
            return true;
        }
        if matches!(word, "on" | "over" | "against" | "onto") {
            // `on the left` is no colour; a colour right behind `on` is what it stands on, unless text or some thing of
            // that colour follows: `focusing on green execution logs`.
            let after = prompt.word_after(hit.span.end);
            return !TEXT_NOUNS.contains(&after) && !THINGS.contains(&after);
        }
        // `Background color(s): #…`
        let plural = token.is(')') || word == "s";
        let small = BETWEEN.contains(&word) || SHADES.contains(&word) || token.is(':') || token.is('(') || plural;
        if !small || steps > 5 {
            return false;
        }
    }
    false
}

fn is_text_color(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> bool {
    let first = prompt.token_from(hit.span.end);
    for (step, token) in prompt.tokens[first..].iter().take(4).enumerate() {
        let word = prompt.word(token);
        if TEXT_NOUNS.contains(&word) || step == 0 && matches!(word, "on" | "over" | "against") {
            return true;
        }
        if let TokenKind::Atom(_) = token.kind {
            return step < 3;
        }
        if !BETWEEN.contains(&word) && word != "inter" {
            break;
        }
    }
    let index = prompt.token_from(hit.span.start);
    let before: Vec<&str> =
        prompt.tokens[index.saturating_sub(3)..index].iter().map(|token| prompt.word(token)).collect();
    before.iter().any(|word| TEXT_NOUNS.contains(word))
        && before.last().is_none_or(|word| matches!(*word, "in" | "is" | "are" | ""))
}

fn is_accent(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> bool {
    let after = prompt.word_after(hit.span.end);
    let before = prompt.word_before(hit.span.start);
    matches!(after, "accent" | "accents" | "accented" | "highlights" | "highlight" | "glow" | "details" | "numbers")
        || matches!(before, "accent" | "accents")
}

/// The colour that is to be keyed out: the one named beside the key, else pure green.
fn chroma_key(prompt: &Prompt<'_>) -> Option<(Rgba, Range<usize>)> {
    let phrases = [
        "chroma key",
        "chromakey",
        "green screen",
        "greenscreen",
        "blue screen",
        "chroma green",
        "chroma blue",
        "keying green",
        "keyable green",
    ];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(&prompt.whole(), phrase))?;
    let named = prompt.colors.iter().find(|hit| {
        let near = hit.span.start.abs_diff(span.end) < 260;
        let hex = prompt.plain(hit.span.clone()).contains('#');
        let saturated = hit.meaning.r.max(hit.meaning.g).max(hit.meaning.b) > 200
            && hit.meaning.r.min(hit.meaning.g).min(hit.meaning.b) < 80;
        near && hex && saturated
    });
    let blue = prompt.plain(span.clone()).contains("blue");
    let pure = if blue { Rgba::opaque(0, 0, 255) } else { Rgba::opaque(0, 255, 0) };
    Some((named.map_or(pure, |hit| hit.meaning), span))
}

/// Whether a background is said to be dark or light without a colour.
fn darkness(prompt: &Prompt<'_>, parts: &[Range<usize>], trace: &mut Trace) -> Option<bool> {
    let nouns = ["background", "theme", "mode", "backdrop", "gradient", "bg", "ui", "look", "palette", "canvas"];
    for (index, token) in prompt.tokens.iter().enumerate() {
        let dark = match prompt.word(token) {
            "dark" | "black" | "night" => true,
            "light" | "bright" | "white" => false,
            _ => continue,
        };
        let near = prompt.tokens[index + 1..].iter().take(3).any(|next| nouns.contains(&prompt.word(next)));
        // `…, dark`: a word on the look that stands alone between commas.
        let ends = |token: Option<&crate::token::Token>| token.is_none_or(|token| token.is(',') || token.is('.'));
        let follows_comma = index > 0 && prompt.tokens[index - 1].is(',');
        let is_alone =
            follows_comma && ends(prompt.tokens.get(index + 1)) && matches!(prompt.word(token), "dark" | "light");
        if (near || is_alone) && parts.iter().any(|part| part.contains(&token.span.start)) {
            let decision = if dark { "a dark background" } else { "a light background" };
            trace.note(prompt.text, "background", token.span.clone(), decision, 0.7);
            return Some(dark);
        }
    }
    None
}

/// The colour a background changes to within a beat, and whether it fades there.
pub(crate) fn background_change(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Rgba, bool, Range<usize>)> {
    let hits = Prompt::within(&prompt.colors, part);
    let heads = Prompt::within(&prompt.heads, part).iter().filter(|hit| hit.meaning == Head::Background);
    heads
        .filter_map(|head| {
            let hit = hits.iter().find(|hit| {
                let gap =
                    hit.span.start.checked_sub(head.span.end).or_else(|| head.span.start.checked_sub(hit.span.end));
                gap.is_some_and(|gap| gap < 34) && is_near_background(prompt, hit, head.span.clone())
            })?;
            let between = part.start.max(head.span.start.saturating_sub(30))..part.end.min(hit.span.end + 10);
            let fades = prompt.says_any(&between, &["fade", "fades", "shift", "shifts", "transition", "transitions"]);
            Some((hit.meaning, fades, hit.span.clone()))
        })
        .next()
}

fn is_near_background(prompt: &Prompt<'_>, hit: &Hit<Rgba>, head: Range<usize>) -> bool {
    let (from, to) = if head.start < hit.span.start { (head.end, hit.span.start) } else { (hit.span.end, head.start) };
    let Some(between) = prompt.view.get(from..to) else { return false };
    between.split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || BETWEEN.contains(&word)
            || matches!(
                word,
                "state"
                    | "fade"
                    | "fades"
                    | "shift"
                    | "shifts"
                    | "to"
                    | "is"
                    | "turns"
                    | "becomes"
                    | "full-frame"
                    | "changes"
                    | "switches"
                    | "in"
                    | "back"
                    | "toward"
            )
    })
}
