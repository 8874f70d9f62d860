//! Colours that a prompt gives photographs and footage in place of their own: duotone, sepia, black and white.

use crate::lexicon::Hit;
use crate::lexicon::colors::{lightness, toward};
use crate::prompt::Prompt;
use crate::warn::is_refused;
use pavo_scene::{Color, ColorToken, Effect, EffectKind, Rgba};
use std::ops::Range;

/// What photographs and footage are toned to, and where the prompt says so.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Toning {
    /// The words, with the colours that belong to them.
    pub(crate) span: Range<usize>,
    /// To what.
    pub(crate) tone: Tone,
}

/// What a picture's own colours become.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Tone {
    /// Shades between a dark and a light colour.
    Duotone {
        /// What black becomes; `None`: black.
        dark: Option<Rgba>,
        /// What white becomes; `None`: the accent.
        light: Option<Rgba>,
    },
    /// Brown with age.
    Sepia,
    /// Greys.
    Grey,
}

/// Names of what is toned.
const PICTURES: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "picture",
    "pictures",
    "image",
    "images",
    "clip",
    "clips",
    "video",
    "videos",
    "footage",
    "portrait",
    "portraits",
    "headshot",
    "shots",
    "film",
];

/// Words that lead from what is toned to its tone: `the clip turned to black and white`.
const LEADS: &[&str] = &["in", "as", "to", "into", "turned", "turn", "made", "make", "is", "are", "all", "be"];

/// Names of what else may be black and white.
const WORDS: &[&str] =
    &["text", "title", "titles", "words", "type", "lettering", "headline", "background", "theme", "design"];

const GREYS: &[&str] =
    &["black and white", "black & white", "b&w", "greyscale", "grayscale", "monochrome", "desaturated"];

/// At most so many words stand between a picture and its tone.
const NEAR_WORDS: usize = 4;

/// The tone that a prompt gives photographs and footage.
pub(crate) fn toning(prompt: &Prompt<'_>) -> Option<Toning> {
    let whole = prompt.whole();
    let find = |phrases: &[&str]| {
        phrases.iter().find_map(|phrase| prompt.find_phrase(&whole, phrase)).filter(|at| !is_refused(prompt, at.start))
    };
    if let Some(at) = find(&["duotone", "duotoned", "duotones", "duo tone", "duo-tone"]) {
        let (span, colors) = colors_at(prompt, &at);
        return Some(Toning { span, tone: duotone(&colors) });
    }
    if let Some(span) = find(&["sepia"]) {
        return Some(Toning { span, tone: Tone::Sepia });
    }
    let grey = GREYS.iter().filter_map(|phrase| prompt.find_phrase(&whole, phrase));
    let span = grey.filter(|at| !is_refused(prompt, at.start)).find(|at| is_of_a_picture(prompt, at))?;
    Some(Toning { span, tone: Tone::Grey })
}

/// Whether a tone is that of a picture and not of words or a ground: `the clip in greyscale`, `a monochrome photo`.
fn is_of_a_picture(prompt: &Prompt<'_>, at: &Range<usize>) -> bool {
    let is_picture = |word: &str| PICTURES.contains(&word);
    let after = prompt.token_from(at.end);
    let follows = prompt.tokens.iter().skip(after).take(2).map(|token| prompt.word(token));
    if follows.take_while(|word| !word.is_empty()).any(is_picture) {
        return true;
    }
    let before = prompt.token_from(at.start);
    let last = before.checked_sub(1).map_or("", |index| prompt.word(&prompt.tokens[index]));
    if is_picture(last) {
        return !WORDS.contains(&prompt.word_after(at.end));
    }
    let near = prompt.tokens[before.saturating_sub(NEAR_WORDS + 1)..before].iter().rev();
    // A sentence or a list that ends between them parts them.
    LEADS.contains(&last)
        && near.take_while(|token| !token.is('.') && !token.is(';')).any(|token| is_picture(prompt.word(token)))
}

/// The colours that belong to a word: `duotone #102030 and #F0E0D0`, `in a navy/gold duotone`.
fn colors_at(prompt: &Prompt<'_>, at: &Range<usize>) -> (Range<usize>, Vec<Rgba>) {
    let is_joined = |from: usize, to: usize, words: &[&str]| {
        let between = prompt.plain(from..to).trim();
        between.is_empty() || words.contains(&between)
    };
    let is_next = |from: &Hit<Rgba>, to: &Hit<Rgba>| {
        is_joined(
            from.span.end,
            to.span.start,
            &["and", "&", "+", ",", "/", "-", "to", "with", "on", "over", "into", ", and"],
        )
    };
    let colors = &prompt.colors;
    let first = colors.partition_point(|hit| hit.span.start < at.end);
    let opens = ["of", "in", "from", "with", "using", ":", "(", "-", "colors", "colours"];
    if let Some(hit) = colors.get(first)
        && is_joined(at.end, hit.span.start, &opens)
    {
        let second = colors.get(first + 1).filter(|next| is_next(hit, next));
        let end = second.unwrap_or(hit).span.end;
        return (at.start..end, std::iter::once(hit).chain(second).map(|hit| hit.meaning).collect());
    }
    let Some(last) = first.checked_sub(1).map(|index| &colors[index]) else { return (at.clone(), Vec::new()) };
    if last.span.end > at.start || !is_joined(last.span.end, at.start, &["-"]) {
        return (at.clone(), Vec::new());
    }
    let before = first.checked_sub(2).map(|index| &colors[index]).filter(|before| is_next(before, last));
    let start = before.unwrap_or(last).span.start;
    (start..at.end, before.into_iter().chain([last]).map(|hit| hit.meaning).collect())
}

/// The duotone of the colours that are named for it.
fn duotone(colors: &[Rgba]) -> Tone {
    /// A single colour that is darker than this stands for the dark parts.
    const DARK: f64 = 0.3;
    match *colors {
        [one, other, ..] if lightness(one) <= lightness(other) => Tone::Duotone { dark: Some(one), light: Some(other) },
        [one, other, ..] => Tone::Duotone { dark: Some(other), light: Some(one) },
        [only] if lightness(only) < DARK => {
            Tone::Duotone { dark: Some(only), light: Some(toward(only, Rgba::WHITE, 0.9)) }
        }
        [only] => Tone::Duotone { dark: None, light: Some(only) },
        [] => Tone::Duotone { dark: None, light: None },
    }
}

impl Tone {
    /// What it does to a picture.
    pub(crate) fn effect(self) -> Effect {
        let tint = |shade: Option<Rgba>, color: Color| Effect {
            color: Some(color),
            shade: shade.map(Color::from),
            ..Effect::new(EffectKind::Tint)
        };
        match self {
            Self::Duotone { dark, light } => tint(dark, light.map_or(ColorToken::Accent.into(), Color::from)),
            Self::Sepia => tint(Some(Rgba::opaque(0x23, 0x17, 0x0C)), Rgba::opaque(0xF7, 0xE3, 0xC4).into()),
            Self::Grey => Effect { saturation: Some(-1.0), ..Effect::new(EffectKind::Adjust) },
        }
    }

    /// What is told of it.
    pub(crate) fn told(self) -> String {
        match self {
            Self::Duotone { dark, light } => {
                let dark = dark.map_or_else(|| "black".to_owned(), |dark| dark.to_string());
                let light = light.map_or_else(|| "the accent".to_owned(), |light| light.to_string());
                format!("photographs in shades between {dark} and {light}")
            }
            Self::Sepia => "photographs in brown".to_owned(),
            Self::Grey => "photographs without colours".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(words: &str) -> Option<Tone> {
        toning(&Prompt::new(words)).map(|toning| toning.tone)
    }

    #[test]
    fn a_duotone_has_the_two_colors_that_are_named_with_it_the_darker_one_for_what_is_dark() {
        let (navy, gold) = (Rgba::opaque(0x0B, 0x1F, 0x33), Rgba::opaque(0xF2, 0xC1, 0x4E));
        let both = Some(Tone::Duotone { dark: Some(navy), light: Some(gold) });
        for words in [
            "title over the photo in duotone #0B1F33 and #F2C14E",
            "title over the photo in duotone #F2C14E / #0B1F33",
            "the photo as a #0B1F33 and #F2C14E duotone, title in red",
            "the photo, duotone (#0B1F33, #F2C14E), and green text",
            "the photo as a duotone of #0B1F33 and #F2C14E",
        ] {
            assert_eq!(tone(words), both, "{words}");
        }
        assert_eq!(tone("photo as a duotone, accent #F2C14E"), Some(Tone::Duotone { dark: None, light: None }));
        assert_eq!(tone("photo as a #F2C14E duotone"), Some(Tone::Duotone { dark: None, light: Some(gold) }));
        assert!(matches!(tone("photo in navy duotone"), Some(Tone::Duotone { dark: Some(_), light: Some(_) })));
        assert_eq!(tone("the photo, no duotone"), None);
    }

    #[test]
    fn black_and_white_is_the_tone_of_pictures_and_not_of_words() {
        for words in [
            "title over this clip in black and white",
            "a black and white photo behind the title",
            "the photos are all in greyscale",
            "black & white footage under a title",
            "make the video monochrome",
            "show the pictures in b&w",
        ] {
            assert_eq!(tone(words), Some(Tone::Grey), "{words}");
        }
        for words in [
            "a title in black and white over the photo",
            "black and white text over the clip",
            "the photo behind the title. Everything else in black and white",
            "title over the photo, not in black and white",
        ] {
            assert_eq!(tone(words), None, "{words}");
        }
        assert_eq!(tone("photo in sepia behind it"), Some(Tone::Sepia));
    }
}
