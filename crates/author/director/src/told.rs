//! What a prompt says in so many words, for whoever checks what became of it.

use crate::Brief;
use crate::copy::{self, Use};
use crate::directives::{self, Freedom};
use crate::mask::{AtomKind, MASKED};
use crate::prompt::Prompt;
use crate::segment;
use crate::story;
use crate::trace::Trace;
use crate::translation::Translation;
use pavo_scene::Rgba;
use std::ops::Range;

/// What a prompt says in so many words.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Words in quotation marks that are to be shown, as they are shown.
    pub copy: Vec<ToldCopy>,
    /// The parts of the film that have times, in order.
    pub beats: Vec<ToldBeat>,
    /// The prompt without its quotations, code, links and placeholders, in lower case; as many bytes as the prompt.
    pub instruction: String,
    /// Whether it says how everything looks, so that nothing may be added.
    pub is_literal: bool,
    /// Whether the film's end is to go on in its beginning.
    pub is_loop: bool,
    /// What it does not want.
    pub refused: Vec<Refused>,
    /// The colours that it names, by words or codes, as they are drawn.
    pub colors: Vec<Rgba>,
}

/// Words that are to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldCopy {
    /// The words, with single blanks.
    pub words: String,
    /// Where they stand in the prompt, in bytes.
    pub span: Range<usize>,
}

/// A part of the film with its times.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldBeat {
    /// Where its tag stands in the prompt, in bytes.
    pub tag: Range<usize>,
    /// Where its words stand.
    pub text: Range<usize>,
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds.
    pub end: f64,
}

/// Something that is not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// Words of any kind.
    Text,
    /// Colours that run into each other.
    Gradients,
    /// Shadows below things.
    Shadows,
    /// Light around things.
    Glow,
    /// Moves of the camera.
    Camera,
    /// Blur of things.
    Blur,
    /// Transitions from scene to scene, but for cuts.
    Transitions,
    /// Outlines of things.
    Borders,
    /// Figures.
    Numbers,
}

/// What is refused, and the words for it behind `no` or `without`.
const REFUSALS: &[(Refused, &[&str])] = &[
    (Refused::Text, &["text", "words", "letters", "typography", "captions"]),
    (Refused::Gradients, &["gradient", "gradients"]),
    (Refused::Shadows, &["shadow", "shadows", "drop shadow", "drop shadows"]),
    (Refused::Glow, &["glow", "glows", "glowing"]),
    (
        Refused::Camera,
        &["camera", "camera move", "camera moves", "camera movement", "camera motion", "zoom", "zooms", "zooming"],
    ),
    (Refused::Blur, &["blur", "blurs", "blurring"]),
    (Refused::Transitions, &["transition", "transitions"]),
    (Refused::Borders, &["border", "borders", "outline", "outlines", "stroke", "strokes"]),
    (Refused::Numbers, &["numbers", "figures", "digits", "statistics", "stats"]),
];

/// Reads what a prompt says in so many words.
pub fn told(prompt: &str) -> Told {
    let translation = Translation::of(prompt);
    let prompt = Prompt::new(translation.as_ref().map_or(prompt, |translation| &translation.text));
    let beats = segment::beats(&prompt);
    let header = vec![prompt.whole()];
    let directives = directives::read(&prompt, &header, &beats, &Brief::default(), &mut Trace::default());
    let timed = beats.iter().filter_map(|beat| {
        let (start, end) = beat.times?;
        Some(ToldBeat { tag: beat.tag.clone(), text: beat.text.clone(), start, end })
    });
    Told {
        copy: copy_of(&prompt, &beats),
        beats: timed.collect(),
        instruction: prompt.view.replace(MASKED, " "),
        is_literal: directives.freedom == Freedom::Literal,
        is_loop: directives.looped,
        refused: refused(&prompt),
        colors: prompt.colors.iter().map(|hit| hit.meaning).collect(),
    }
}

pub(crate) fn copy_of(prompt: &Prompt<'_>, beats: &[segment::Beat]) -> Vec<ToldCopy> {
    let mut known: Vec<&str> = Vec::new();
    let mut told: Vec<ToldCopy> = Vec::new();
    let script = story::script(prompt).filter(|_| beats.is_empty());
    for (index, atom) in prompt.atoms.iter().enumerate() {
        // A script is spoken sentence by sentence.
        if let Some((span, sentences)) = script.as_ref().filter(|(span, _)| *span == atom.span) {
            told.extend(sentences.iter().map(|words| ToldCopy { words: words.clone(), span: span.clone() }));
            continue;
        }
        // What stands between backticks is more often a name or code than copy.
        if atom.kind != AtomKind::Quote {
            continue;
        }
        let words = prompt.words(atom.inner.clone());
        let part = beats
            .iter()
            .find(|beat| beat.text.contains(&atom.span.start))
            .map_or_else(|| prompt.whole(), |beat| beat.text.clone());
        // What a film of timed parts wants to say is not what it says.
        let lead = prompt.plain(prompt.view.floor_char_boundary(atom.span.start.saturating_sub(16))..atom.span.start);
        let is_aim = ["message", "concept", "angle", "takeaway", "core idea", "theme"]
            .iter()
            .any(|word| lead.trim_end_matches([' ', ':']).ends_with(word))
            && beats.iter().any(|beat| beat.times.is_some());
        if is_aim {
            continue;
        }
        let is_shown = matches!(copy::use_of(prompt, index, &part, &known), Use::Show(_));
        if !is_shown || copy::has_placeholder(words) || is_example(prompt, atom.span.start) {
            continue;
        }
        known.push(words);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().any(char::is_alphanumeric) && !told.iter().any(|copy| copy.words == words) {
            told.push(ToldCopy { words, span: atom.span.clone() });
        }
    }
    told
}

/// Whether a quotation is refused, or only names a manner: `no "sale" badges`, `in the style of "Sky News"`.
fn is_example(prompt: &Prompt<'_>, at: usize) -> bool {
    let lead = prompt.plain(prompt.view.floor_char_boundary(at.saturating_sub(24))..at).trim_end();
    crate::warn::is_refused(prompt, at)
        || ["style of", "like", "feel of", "inspired by", "such as", "mood of", "vibe of"]
            .iter()
            .any(|manner| lead.ends_with(manner))
}

fn refused(prompt: &Prompt<'_>) -> Vec<Refused> {
    let mut refused = Vec::new();
    for (what, names) in REFUSALS {
        let is_said = names.iter().any(|name| {
            ["no ", "without ", "without any ", "no extra ", "zero ", "avoid "]
                .iter()
                .any(|lead| stands_alone(prompt, &format!("{lead}{name}")))
        });
        if is_said {
            refused.push(*what);
        }
    }
    refused
}

/// Whether a refusal is about the whole film: it is no beginning of a longer name (`no text shadows`), and it says no
/// exception (`no text except the title`, `no camera moves until 3 s`).
fn stands_alone(prompt: &Prompt<'_>, phrase: &str) -> bool {
    let Some(span) = prompt.find_phrase(&prompt.whole(), phrase) else { return false };
    let after = prompt.plain(span.end..);
    let next = prompt.word_after(span.end);
    let is_end = after.trim_start_matches(' ').is_empty() || after.starts_with([',', '.', ';', '\n', '!', ')']);
    is_end || matches!(next, "and" | "or" | "at" | "of" | "anywhere" | "on" | "whatsoever" | "effects" | "please")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(prompt: &str) -> Vec<String> {
        told(prompt).copy.into_iter().map(|copy| copy.words).collect()
    }

    #[test]
    fn quotations_that_are_to_be_shown_are_told_and_others_are_not() {
        let prompt = "Title \"Harbour  Lights\" fades in, then underline \"Lights\". No \"sale\" badges, in the style of \"Sky News\".";
        assert_eq!(words(prompt), ["Harbour Lights"]);
        assert_eq!(words("A \"{NAME}\" card with \"Welcome\""), ["Welcome"]);
    }

    #[test]
    fn beats_have_their_times() {
        let told = told("[0:00-0:02] \"One\" fades in. [0:02-0:05] \"Two\" slides in.");
        let times: Vec<_> = told.beats.iter().map(|beat| (beat.start, beat.end)).collect();
        assert_eq!(times, [(0.0, 2.0), (2.0, 5.0)]);
    }

    #[test]
    fn refusals_hold_for_the_film_unless_they_are_part_of_something_else() {
        assert_eq!(told("A ball bounces, no text, no gradients.").refused, [Refused::Text, Refused::Gradients]);
        assert_eq!(told("A title without shadows or camera moves").refused, [Refused::Shadows]);
        assert_eq!(told("No text shadows. No text except the title.").refused, []);
    }
}
