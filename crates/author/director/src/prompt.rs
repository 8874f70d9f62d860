//! A prompt with everything that was found in it.

use crate::lexicon::Hit;
use crate::lexicon::colors::COLORS;
use crate::lexicon::easings::EASES;
use crate::lexicon::heads::{HEAD_WORDS, Head};
use crate::lexicon::places::{PLACE_WORDS, PlaceWord, RELATION_WORDS, Relation, SIDE_WORDS};
use crate::lexicon::styles::{STYLE_WORDS, StyleWord};
use crate::lexicon::verbs::{VERB_WORDS, Verb};
use crate::mask::{Atom, AtomKind, mask};
use crate::token::{Token, TokenKind, tokens};
use pavo_scene::{Ease, Rgba, Side};
use std::ops::{Bound, Range, RangeBounds};

/// A prompt, cut up and looked through.
#[derive(Debug)]
pub(crate) struct Prompt<'p> {
    /// The words as they were given.
    pub(crate) text: &'p str,
    /// The same bytes for matching: lower case, masked parts blanked out.
    pub(crate) view: String,
    /// What was masked.
    pub(crate) atoms: Vec<Atom>,
    /// Words, figures and marks.
    pub(crate) tokens: Vec<Token>,
    /// Colours, as words or literally.
    pub(crate) colors: Vec<Hit<Rgba>>,
    /// Places.
    pub(crate) places: Vec<Hit<PlaceWord>>,
    /// Sides that something comes from.
    pub(crate) sides: Vec<Hit<Side>>,
    /// Relations between things.
    pub(crate) relations: Vec<Hit<Relation>>,
    /// Verbs.
    pub(crate) verbs: Vec<Hit<Verb>>,
    /// Nouns for things on screen.
    pub(crate) heads: Vec<Hit<Head>>,
    /// Easings.
    pub(crate) eases: Vec<Hit<Ease>>,
    /// Words for a look or pace.
    pub(crate) styles: Vec<Hit<StyleWord>>,
    /// Where the length of the film stands; no time of anything else.
    pub(crate) length_at: Range<usize>,
    /// Families that were handed in, in small letters: their names mean no bundled family.
    pub(crate) own_families: Vec<String>,
    /// Whether a logo was handed in.
    pub(crate) has_logo: bool,
    /// Whether the film is taller than wide.
    pub(crate) is_tall: bool,
}

impl<'p> Prompt<'p> {
    /// Looks through a prompt.
    pub(crate) fn new(text: &'p str) -> Self {
        let (atoms, view) = mask(text);
        let tokens = tokens(text, &view, &atoms);
        let mut prompt = Self {
            text,
            colors: Vec::new(),
            places: PLACE_WORDS.hits(&view),
            sides: SIDE_WORDS.hits(&view),
            relations: RELATION_WORDS.hits(&view),
            verbs: VERB_WORDS.hits(&view),
            heads: HEAD_WORDS.hits(&view),
            eases: EASES.hits(&view),
            styles: STYLE_WORDS.hits(&view),
            length_at: 0..0,
            own_families: Vec::new(),
            has_logo: false,
            is_tall: false,
            view,
            atoms,
            tokens,
        };
        prompt.colors = prompt.all_colors();
        prompt.verbs = prompt.true_verbs();
        prompt.eases.extend(prompt.functions_of_ease());
        prompt.eases.sort_by_key(|hit| hit.span.start);
        prompt
    }

    /// Takes the words from a place on for values: they ask for no colour, place or motion.
    pub(crate) fn hush(&mut self, from: usize) {
        self.colors.retain(|hit| hit.span.start < from);
        self.places.retain(|hit| hit.span.start < from);
        self.sides.retain(|hit| hit.span.start < from);
        self.relations.retain(|hit| hit.span.start < from);
        self.verbs.retain(|hit| hit.span.start < from);
        self.heads.retain(|hit| hit.span.start < from);
        self.eases.retain(|hit| hit.span.start < from);
        self.styles.retain(|hit| hit.span.start < from);
    }

    /// Words of the prompt as they were given; a place inside a letter counts as the place before it.
    pub(crate) fn words(&self, part: impl RangeBounds<usize>) -> &'p str {
        slice(self.text, part)
    }

    /// The same words as they are compared.
    pub(crate) fn plain(&self, part: impl RangeBounds<usize>) -> &str {
        slice(&self.view, part)
    }

    /// The tokens that begin within a part of the prompt.
    pub(crate) fn tokens_in(&self, part: &Range<usize>) -> &[Token] {
        let first = self.tokens.partition_point(|token| token.span.start < part.start);
        let last = self.tokens.partition_point(|token| token.span.start < part.end);
        &self.tokens[first..last.max(first)]
    }

    /// A word in lower case; empty for other tokens.
    pub(crate) fn word(&self, token: &Token) -> &str {
        if token.kind == TokenKind::Word { self.plain(token.span.clone()) } else { "" }
    }

    /// The word before a place, skipping nothing; empty where none is.
    pub(crate) fn word_before(&self, at: usize) -> &str {
        let index = self.tokens.partition_point(|token| token.span.start < at);
        index.checked_sub(1).and_then(|index| self.tokens.get(index)).map_or("", |token| self.word(token))
    }

    /// The word after a place.
    pub(crate) fn word_after(&self, at: usize) -> &str {
        let index = self.tokens.partition_point(|token| token.span.start < at);
        self.tokens.get(index).map_or("", |token| self.word(token))
    }

    /// The first token that begins at or after a place.
    pub(crate) fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < at)
    }

    /// Whether only blanks and marks of a list stand between the beginning of the line and this place.
    pub(crate) fn begins_line(&self, at: usize) -> bool {
        let head = self.words(..at);
        let line = &head[head.rfind('\n').map_or(0, |newline| newline + 1)..];
        line.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '#' | '>' | '–' | '—' | '|' | '_'))
    }

    /// Whether a sentence or line begins here.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        let behind_command = self.atoms.first().is_some_and(|atom| {
            atom.kind == AtomKind::Command && at >= atom.span.end && self.words(atom.span.end..at).trim().is_empty()
        });
        if behind_command || self.begins_line(at) {
            return true;
        }
        let head = self.words(..at).trim_end_matches([' ', '*', '_', '-', '•', '—', '–', '"', '(']);
        head.ends_with(['.', '!', '?', ';', ':', '|'])
    }

    /// The hits of a list that begin within a part.
    pub(crate) fn within<'h, T>(hits: &'h [Hit<T>], part: &Range<usize>) -> &'h [Hit<T>] {
        let first = hits.partition_point(|hit| hit.span.start < part.start);
        let last = hits.partition_point(|hit| hit.span.start < part.end);
        &hits[first..last.max(first)]
    }

    /// Whether a phrase stands in a part as whole words.
    pub(crate) fn says(&self, part: &Range<usize>, phrase: &str) -> bool {
        self.find_phrase(part, phrase).is_some()
    }

    /// Where a phrase first stands in a part as whole words.
    pub(crate) fn find_phrase(&self, part: &Range<usize>, phrase: &str) -> Option<Range<usize>> {
        let view = self.view.get(part.clone())?;
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        view.match_indices(phrase)
            .find(|(at, _)| {
                !touches(view[..*at].chars().next_back()) && !touches(view[at + phrase.len()..].chars().next())
            })
            .map(|(at, _)| part.start + at..part.start + at + phrase.len())
    }

    /// Whether any of several phrases stands in a part.
    pub(crate) fn says_any(&self, part: &Range<usize>, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.says(part, phrase))
    }

    /// The whole prompt as a part.
    pub(crate) fn whole(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// Colour names and literal colours; a literal in brackets behind a name is the same colour.
    fn all_colors(&self) -> Vec<Hit<Rgba>> {
        let mut colors: Vec<Hit<Rgba>> = COLORS.hits(&self.view);
        colors.retain(|hit| !self.is_part_of_name(&hit.span));
        for (index, token) in self.tokens.iter().enumerate() {
            if let TokenKind::Hex(color) = token.kind {
                colors.push(Hit { span: token.span.clone(), meaning: color });
            } else if matches!(self.word(token), "rgb" | "rgba" | "hsl" | "hsla" | "oklch")
                && self.tokens.get(index + 1).is_some_and(|next| next.is('('))
                && let Some(length) = self.plain(token.span.start..).find(')')
                && length < 60
                && let Some(color) = Rgba::parse(self.plain(token.span.start..=token.span.start + length))
            {
                colors.push(Hit { span: token.span.start..token.span.start + length + 1, meaning: color });
            }
        }
        colors.sort_by_key(|hit| hit.span.start);
        let mut merged: Vec<Hit<Rgba>> = Vec::new();
        for hit in colors {
            let literal = matches!(self.plain(hit.span.start..=hit.span.start), "#" | "r" | "h" | "o")
                && self.tokens.iter().any(|token| token.span.start == hit.span.start && token.kind != TokenKind::Word);
            if literal
                && let Some(last) = merged.last_mut()
                && !self.plain(last.span.clone()).starts_with('#')
                && self.plain(last.span.end..hit.span.start).chars().all(|c| matches!(c, ' ' | '('))
            {
                last.span.end = hit.span.end;
                last.meaning = hit.meaning;
                continue;
            }
            merged.push(hit);
        }
        merged
    }

    /// Whether a word is part of a name: `owner of Blue Fern`, `from Red Harbour`.
    fn is_part_of_name(&self, word: &Range<usize>) -> bool {
        let is_large = |at: usize| self.words(at..).trim_start().starts_with(char::is_uppercase);
        let belongs = matches!(self.word_before(word.start), "of" | "at" | "for" | "by" | "from" | "called" | "named");
        belongs && is_large(word.start) && is_large(word.end)
    }

    /// Verbs less the ones that are nouns where they stand, or part of a name.
    fn true_verbs(&self) -> Vec<Hit<Verb>> {
        let is_verb = |hit: &&Hit<Verb>| {
            let first = self.words(hit.span.start..).chars().next().unwrap_or(' ');
            let after = self.word_after(hit.span.end);
            let before = self.word_before(hit.span.start);
            let phrase = self.plain(hit.span.clone());
            let noun = match phrase {
                "drop" | "drops" => matches!(after, "shadow" | "shadows" | "cap"),
                "static" => matches!(after, "grain" | "noise"),
                "type" | "typing" => matches!(before, "bold" | "serif" | "big" | "heavy"),
                "count" | "counts" => matches!(after, "duration"),
                "stamp" => matches!(before, "the" | "a" | "time"),
                "reveal" => matches!(before, "logo" | "the" | "a" | "bullet"),
                "writing" | "written" => matches!(after, "desk" | "by" | "in"),
                "lands" | "land" => matches!(before, "dream"),
                _ => false,
            };
            !noun && (!first.is_uppercase() || self.begins_sentence(hit.span.start))
        };
        self.verbs.iter().filter(is_verb).cloned().collect()
    }

    /// `cubic-bezier(…)`, `steps(…)` and `spring(…)`.
    fn functions_of_ease(&self) -> Vec<Hit<Ease>> {
        let mut found = Vec::new();
        for name in ["cubic bezier(", "cubic-bezier(", "steps(", "spring("] {
            for (at, _) in self.view.match_indices(name) {
                let Some(length) = self.plain(at..).find(')').filter(|length| *length < 60) else { continue };
                let written = self.plain(at..=at + length).replace("cubic bezier", "cubic-bezier");
                if let Ok(ease) = Ease::parse(&written) {
                    found.push(Hit { span: at..at + length + 1, meaning: ease });
                }
            }
        }
        found
    }
}

/// A part of words, cut back to whole letters; empty where it runs backwards.
fn slice(words: &str, part: impl RangeBounds<usize>) -> &str {
    let start = match part.start_bound() {
        Bound::Included(start) => *start,
        Bound::Excluded(start) => start + 1,
        Bound::Unbounded => 0,
    };
    let end = match part.end_bound() {
        Bound::Included(end) => end + 1,
        Bound::Excluded(end) => *end,
        Bound::Unbounded => words.len(),
    };
    words.get(words.floor_char_boundary(start)..words.floor_char_boundary(end)).unwrap_or_default()
}
