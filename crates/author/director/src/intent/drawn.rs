//! Drawings that words stand on or beside: `"Deep Sky" over a spinning galaxy`.

use super::composed::Composed;
use super::{Decision, Idea, Quote};
use crate::prompt::Prompt;
use crate::recipe;
use crate::token::TokenKind;
use pavo_design::recipes::{Recipe, SpinnerKind};
use serde_json::json;
use std::ops::Range;

/// `A ball that counts to ten`: one figure with each landing.
pub(super) fn counting(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let (recipe, span) = recipe::find(prompt, part).filter(|_| quotes.len() <= 1)?;
    if recipe != Recipe::BouncingBall {
        return None;
    }
    let leads = [
        "counts to",
        "counting to",
        "count to",
        "counts up to",
        "counting up to",
        "counts from 1 to",
        "count from 1 to",
    ];
    let lead = leads.iter().find_map(|lead| prompt.find_phrase(part, lead))?;
    let tokens = prompt.tokens_in(&(lead.end..part.end));
    let to = tokens.first().and_then(|token| {
        token.figure().map(|figure| figure.value).or_else(|| crate::token::number_word(prompt.word(token)))
    })?;
    let is_count = (2.0..=20.0).contains(&to) && to.fract() == 0.0;
    is_count.then(|| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 20")]
        let count = to as u32;
        let composed = Composed::new("abstractLoop", json!({ "kind": "bouncing_ball", "count": count }));
        (Idea::Composed(composed), span, format!("a ball that counts to {count}"), 0.85)
    })
}

/// A sign that goes from edge to edge: `a DVD logo bouncing around the screen`.
pub(super) fn bouncing(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    const WAYS: [&str; 8] = [
        "bouncing around",
        "bounces around",
        "bouncing off the",
        "bounces off the",
        "bouncing from edge to edge",
        "bounces from edge to edge",
        "dvd logo",
        "dvd screensaver",
    ];
    let span = WAYS.iter().find_map(|way| prompt.find_phrase(part, way))?;
    let is_sign = prompt.says_any(part, &["logo", "screensaver", "text", "word", "name", "sign"]);
    let name = match quotes {
        [only] => only.words.clone(),
        [] => {
            let words = prompt.words(part.clone());
            let before = words.split_whitespace().take_while(|word| !word.eq_ignore_ascii_case("logo"));
            let name = before.last().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
            name.to_owned()
        }
        _ => return None,
    };
    let is_name = (1..=16).contains(&name.chars().count())
        && (!quotes.is_empty()
            || name.starts_with(|c: char| c.is_uppercase()) && !["A", "The", "An"].contains(&name.as_str()));
    (is_sign && is_name).then(|| {
        let decision = format!("{name} from edge to edge");
        (Idea::Composed(Composed::new("bouncingSign", json!({ "text": name }))), span, decision, 0.85)
    })
}

/// What is being played: `now playing: "Low Tide" by The Moorings`.
pub(super) fn playing(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    const NAMES: [&str; 6] =
        ["now playing", "now-playing", "music player", "music widget", "song widget", "currently playing"];
    let span = NAMES.iter().find_map(|name| prompt.find_phrase(part, name))?;
    let is_label = |quote: &&Quote| quote.words.eq_ignore_ascii_case("now playing");
    let label = quotes.iter().find(is_label).map(|quote| quote.words.clone());
    let others: Vec<&Quote> = quotes.iter().filter(|quote| !is_label(quote)).collect();
    let (title, artist) = match others.as_slice() {
        [title] => (title, super::people::author_behind(prompt, title.span.end)),
        [title, artist] => (title, Some(artist.words.clone())),
        _ => return None,
    };
    if title.words.chars().count() > 60 {
        return None;
    }
    let place = [
        ("bottom_right", ["bottom right", "bottom-right", "lower right"]),
        ("top_left", ["top left", "top-left", "upper left"]),
        ("top_right", ["top right", "top-right", "upper right"]),
        ("bottom_left", ["bottom left", "bottom-left", "lower left"]),
    ]
    .into_iter()
    .find(|(_, words)| prompt.says_any(part, words))
    .map_or("center", |(place, _)| place);
    let props = json!({ "title": title.words, "artist": artist, "label": label, "place": place });
    let decision = format!("what is playing, {place}");
    Some((Idea::Composed(Composed::new("nowPlaying", props)), span, decision, 0.8))
}

/// A drawing that the part names, with the one or two things that it quotes.
pub(super) fn titled(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    /// A longer part speaks of much; what it names in passing is not what is to be seen.
    const MOST_WORDS: usize = 32;
    let (title, subtitle) = match quotes {
        [only] => (only, None),
        [title, subtitle] => (title, Some(&subtitle.words)),
        _ => return None,
    };
    let words = prompt.tokens_in(part).iter().filter(|token| token.kind == TokenKind::Word).count();
    let fits = title.words.chars().count() <= 80 && subtitle.is_none_or(|words| words.chars().count() <= 120);
    if words > MOST_WORDS || !fits {
        return None;
    }
    let (recipe, span) = recipe::find(prompt, part)?;
    let kind = match recipe {
        Recipe::Spinner(kind) => {
            let kind = match kind {
                SpinnerKind::Dots => "dots",
                SpinnerKind::Hop => "hop",
                SpinnerKind::Arc => "arc",
            };
            let is_label = subtitle.is_none() && title.words.chars().count() <= 40;
            let composed = Composed::new("loader", json!({ "kind": kind, "label": title.words }));
            return is_label.then(|| (Idea::Composed(composed), span, format!("loader, {kind}"), 0.7));
        }
        Recipe::ProgressRing { .. } => return None,
        other => other.name(),
    };
    let composed = Composed::new("abstractLoop", json!({ "kind": kind, "title": title.words, "subtitle": subtitle }));
    Some((Idea::Composed(composed), span, format!("words with a drawing, {kind}"), 0.6))
}
