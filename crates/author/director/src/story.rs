//! Films of several parts that an open prompt asks for without giving them times: launches, advertisements, explainers.
//!
//! What a prompt says is taken clause by clause, in its order; what is no copy, figure, list or address of its own is
//! how the film shall look, and nothing of it is shown.

use crate::address::address;
use crate::copy;
use crate::data::{self, Stat};
use crate::directives::Directives;
use crate::intent::{self, Composed, Idea, Taste};
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::segment;
use crate::topic;
use crate::trace::Trace;
use std::ops::Range;

/// A part of a story.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// What it shows.
    pub(crate) idea: Idea,
    /// Where the prompt says so.
    pub(crate) at: Range<usize>,
    /// Whether the film would be the prompt's without it.
    pub(crate) is_optional: bool,
}

/// Words for films of several parts.
const FILMS: &[&str] = &[
    "launch video",
    "product launch",
    "launch film",
    "product video",
    "promo",
    "promo video",
    "promotional video",
    "ad for",
    "ad about",
    "vertical ad",
    "advert",
    "advertisement",
    "commercial",
    "explainer",
    "explainer video",
    "teaser",
    "trailer",
    "pitch video",
    "brand film",
    "brand video",
    "intro video",
    "introduction video",
    "listicle",
    "hype video",
    "announcement video",
    "recap video",
    "case study video",
    "story video",
    "walkthrough",
    "product tour",
    "demo video",
];

/// Words for lines that take the frame one after another.
const CARDS: &[&str] = &[
    "word cards",
    "word card",
    "full-frame",
    "slam",
    "slams",
    "kinetic",
    "one at a time",
    "one after another",
    "in turn",
];

/// Words for charts.
const CHARTS: &[&str] = &[
    "chart",
    "graph",
    "bars",
    "pie",
    "donut",
    "line",
    "compare",
    "comparison",
    "map",
    "timeline",
    "table",
    "versus",
    "vs",
];

/// What begins a clause about the film's end.
const ENDS: &[&str] = &[
    "end with",
    "end on",
    "ends with",
    "ends on",
    "ending with",
    "ending on",
    "close with",
    "closes with",
    "finish with",
    "finish on",
    "cta:",
    "cta ",
    "call to action ",
    "call to action:",
    "end card:",
    "then end on",
    "then end with",
    "and end with",
];

/// What begins a clause that asks the audience to do something.
const CALLS: &[&str] = &[
    "visit",
    "order at",
    "order on",
    "order now",
    "book at",
    "book on",
    "book now",
    "sign up",
    "download",
    "get it",
    "try it",
    "join us",
    "join at",
    "shop at",
    "shop now",
    "find us",
    "learn more",
    "start at",
    "call us",
    "come to",
    "reserve",
    "buy at",
    "buy now",
    "listen at",
    "listen on",
    "listen now",
    "watch at",
    "watch on",
    "tune in",
    "subscribe",
    "follow us",
    "apply at",
    "apply now",
    "register",
    "get tickets",
    "get your",
    "play now",
    "play it",
    "donate",
    "read more",
    "read it",
];

/// The parts of a film, where a prompt asks for one of several parts and says what at least two of them show.
pub(crate) fn story(prompt: &Prompt<'_>, directives: &Directives, seed: u64, trace: &mut Trace) -> Option<Vec<Part>> {
    let whole = prompt.whole();
    if directives.is_literal() || directives.negatives.text || !prompt.says_any(&whole, FILMS) {
        return None;
    }
    let parts = spoken(prompt, directives).or_else(|| counted(prompt)).or_else(|| told(prompt, directives, seed))?;
    let said: Vec<String> = parts.iter().map(|part| part.idea.name().to_owned()).collect();
    trace.note(prompt.text, "story", whole, said.join(", "), 0.7);
    Some(parts)
}

/// A script in quotation marks, sentence by sentence: `from this script, verbatim: "… … …"`.
fn spoken(prompt: &Prompt<'_>, directives: &Directives) -> Option<Vec<Part>> {
    /// Where there is as much time for each sentence, each has a part of its own.
    const AMPLE_SECS: f64 = 3.5;
    let (at, sentences) = script(prompt)?;
    let mut parts: Vec<Part> = Vec::new();
    let part = |idea: Idea| Part { idea, at: at.clone(), is_optional: false };
    let mut lines: Vec<String> = Vec::new();
    let count = sentences.len();
    #[expect(clippy::cast_precision_loss, reason = "a handful of sentences")]
    let is_ample = directives.duration_secs.is_some_and(|secs| secs / count as f64 > AMPLE_SECS);
    for (index, sentence) in sentences.iter().enumerate() {
        let figure = data::leading_figure(sentence.trim_end_matches(['.', '!']));
        let counted = figure.filter(|(figure, label)| {
            sentence.starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c))
                && !label.is_empty()
                && (figure.value >= 20.0 || figure.scale.is_some())
        });
        let title = || Idea::Title { kicker: None, title: sentence.clone(), subtitle: None };
        let alone = match counted {
            Some((figure, label)) => {
                let format = data::format_of(figure);
                let stat = Stat { span: at.clone(), value: figure.value, format, label };
                Some(Idea::Stat { stat, bounces: false })
            }
            None if is_ample || index + 1 == count || sentence.split_whitespace().count() > 7 => Some(title()),
            None => None,
        };
        if let Some(idea) = alone {
            parts.extend(lined(&mut lines).map(&part));
            parts.push(part(idea));
        } else {
            lines.push(sentence.clone());
            if lines.len() >= MOST_LINES {
                parts.extend(lined(&mut lines).map(&part));
            }
        }
    }
    parts.extend(lined(&mut lines).map(&part));
    parts.truncate(MOST_PARTS);
    (parts.len() >= 2).then_some(parts)
}

/// A number of things, each with a part of its own: a listicle, one habit per scene.
fn counted(prompt: &Prompt<'_>) -> Option<Vec<Part>> {
    let whole = prompt.whole();
    let asks = prompt.says_any(
        &whole,
        &["listicle", "per scene", "each scene", "one per scene", "scene each", "one scene per", "a scene each"],
    );
    let items = intent::listed_things(prompt, &whole);
    if !asks || !(3..=10).contains(&items.len()) {
        return None;
    }
    let title = intent::shown_quotes(prompt, &whole).into_iter().next();
    let title = title.or_else(|| topic::topic(prompt, &clauses(prompt).first()?.clone()).map(|(_, words)| words));
    let part = |idea: Idea| Part { idea, at: whole.clone(), is_optional: false };
    let opening = title.map(|title| part(Idea::Title { kicker: None, title, subtitle: None }));
    let numbers = !prompt.says_any(&whole, &["no numbers", "without numbers", "unnumbered"]);
    let scenes = items.into_iter().enumerate().map(|(index, title)| {
        if numbers {
            let number = index + 1;
            let props = serde_json::json!({ "value": number, "from": number, "label": title });
            part(Idea::Composed(Composed::new("bigStat", props)))
        } else {
            part(Idea::Title { kicker: None, title, subtitle: None })
        }
    });
    Some(opening.into_iter().chain(scenes).collect())
}

/// As many clauses are read, and as many lines stand in one part; what is longer is no story of ours.
const MOST_CLAUSES: usize = 40;
const MOST_LINES: usize = 6;
/// Most parts of a film: more would be gone before they are read.
const MOST_PARTS: usize = 16;

/// Lines that have been gathered, as one part of the film.
fn lined(lines: &mut Vec<String>) -> Option<Idea> {
    let lines = std::mem::take(lines);
    match lines.as_slice() {
        [] => None,
        [only] => Some(Idea::Title { kicker: None, title: only.clone(), subtitle: None }),
        _ => Some(Idea::Lines(lines)),
    }
}

/// The quotation that is a film's script, and its sentences.
pub(crate) fn script(prompt: &Prompt<'_>) -> Option<(Range<usize>, Vec<String>)> {
    let asks = ["script", "verbatim", "word for word", "narration", "voiceover", "these lines", "exactly this copy"];
    let whole = prompt.whole();
    if !prompt.says_any(&whole, &asks) || !prompt.says_any(&whole, FILMS) {
        return None;
    }
    let quote = prompt.atoms.iter().filter(|atom| atom.kind == AtomKind::Quote).max_by_key(|atom| atom.span.len())?;
    let sentences = sentences_of(&copy::clean(prompt.words(quote.inner.clone())));
    (sentences.len() >= 3).then(|| (quote.span.clone(), sentences))
}

fn sentences_of(words: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = words.as_bytes();
    for (at, c) in words.char_indices() {
        let ends = matches!(c, '.' | '!' | '?' | '…') && bytes.get(at + c.len_utf8()).is_none_or(|next| *next == b' ');
        if ends {
            sentences.push(words[start..at + c.len_utf8()].trim().to_owned());
            start = at + c.len_utf8();
        }
    }
    sentences.push(words[start..].trim().to_owned());
    sentences.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    sentences
}

/// What a prompt tells of a film, clause by clause.
fn told(prompt: &Prompt<'_>, directives: &Directives, seed: u64) -> Option<Vec<Part>> {
    let clauses = clauses(prompt);
    let first = clauses.first()?.clone();
    let titled = titled(prompt);
    let name = titled.clone().or_else(|| topic::name(prompt, &first));
    let name = name.or_else(|| topic::name(prompt, &prompt.whole()));
    let first_name = titled.clone().or_else(|| topic::name(prompt, &first));
    let subject = first_name.or_else(|| topic::topic(prompt, &first)).or_else(|| name.clone()).map(|(_, words)| words);
    let tagline = name.as_ref().and_then(|(span, _)| apposition(prompt, span, &first));
    let author = titled.as_ref().and_then(|(span, _)| author(prompt, span));
    let tagline = author.or(tagline);
    let opens_with_hook = prompt.says_any(&prompt.whole(), &["hook"]);
    let mut parts: Vec<Part> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut lines_at = first.clone();
    let mut call: Option<String> = None;
    let mut is_ended = false;
    let mut note: Option<String> = None;
    for (index, clause) in clauses.iter().enumerate() {
        if let Some(words) = closing(prompt, clause) {
            is_ended = true;
            call = call.or(words);
            continue;
        }
        let mut quotes = intent::shown_quotes(prompt, clause);
        // What the film is about is said in its title.
        quotes.retain(|quote| titled.as_ref().is_none_or(|(_, title)| title != quote));
        let shown: Vec<&str> = parts.iter().map(|part| part.idea.name()).collect();
        let taste = Taste { seed, shown: &shown };
        let idea = intent::beat_idea(prompt, clause, directives, taste, &mut Trace::default());
        let content = match idea {
            Idea::Quote { ref words, .. } if titled.as_ref().is_some_and(|(_, title)| title == words) => None,
            // Figures of different kinds are no chart.
            Idea::Chart { .. } | Idea::Composed(_)
                if !prompt.says_any(clause, CHARTS) && has_figures(prompt, clause) =>
            {
                figure(prompt, clause)
            }
            Idea::Title { title, .. } if quotes.contains(&title) => None,
            Idea::Lines(_) | Idea::Staged => None,
            // Words that fill the frame in turn are no list.
            _ if quotes.len() >= 2 && prompt.says_any(clause, CARDS) => None,
            Idea::Title { .. } | Idea::Ambient | Idea::Depict(_) | Idea::Wordmark { .. } | Idea::Code(_) => {
                figure(prompt, clause).or_else(|| listing(prompt, clause))
            }
            Idea::Composed(ref composed) if matches!(composed.block, "logoReveal" | "hero" | "abstractLoop") => {
                figure(prompt, clause)
            }
            content => Some(content),
        };
        match content {
            Some(idea) => {
                parts.extend(lined(&mut lines).map(|idea| Part { idea, at: lines_at.clone(), is_optional: false }));
                parts.push(Part { idea, at: clause.clone(), is_optional: false });
            }
            None if !quotes.is_empty() => {
                lines_at = clause.clone();
                lines.extend(quotes.into_iter().take(MOST_LINES));
                if lines.len() >= MOST_LINES {
                    parts.extend(lined(&mut lines).map(|idea| Part { idea, at: lines_at.clone(), is_optional: false }));
                }
            }
            // `Open 7 to 5.`: short, with a figure, and no order to us.
            None if index > 0 && note.is_none() => note = hours(prompt, clause),
            None => {}
        }
    }
    parts.extend(lined(&mut lines).map(|idea| Part { idea, at: lines_at.clone(), is_optional: false }));
    parts.truncate(MOST_PARTS);
    let has_content = !parts.is_empty();
    let headline =
        prompt.says_any(&prompt.whole(), &["headline card", "title card", "opening title", "punchy headline"]);
    if let Some(title) = subject.clone().filter(|_| has_content || is_ended)
        && (!opens_with_hook || !has_content)
        && !prompt.says_any(&prompt.whole(), &["no text other than", "no text except", "no text but"])
        && (name.is_some() || headline || matches!(parts.as_slice(), [only] if only.at == first))
        && !repeats(&parts, &title)
    {
        let idea = Idea::Title { kicker: None, title, subtitle: tagline };
        parts.insert(0, Part { idea, at: first.clone(), is_optional: name.is_none() });
    }
    let last = clauses.last().cloned().unwrap_or(first);
    let ends_as = call.clone().filter(|call| !is_said(&parts, call));
    if is_ended && (ends_as.is_some() || name.is_some()) || note.is_some() {
        let (name, call) = match (name.map(|(_, name)| name), ends_as) {
            (Some(name), Some(call)) if call.eq_ignore_ascii_case(&name) => (name, None),
            (Some(name), call) => (name, call),
            (None, Some(call)) => (call, None),
            (None, None) => (subject?, None),
        };
        let idea = Idea::Wordmark { name, tagline: note, call };
        parts.push(Part { idea, at: last, is_optional: false });
    }
    (parts.len() >= 2).then_some(parts)
}

/// Where a list begins behind a comma that says how many things it has: `…, three rooms: Harbour, Garden, Attic`.
fn counted_lists(prompt: &Prompt<'_>, sentence: &Range<usize>) -> Vec<usize> {
    /// Words between the number and the colon.
    const MOST_BETWEEN: usize = 3;
    let tokens = prompt.tokens_in(sentence);
    let begins = tokens.windows(2).enumerate().filter(|(index, pair)| {
        let counts = crate::token::number_word(prompt.word(&pair[1])).is_some_and(|count| count >= 2.0);
        let colon = tokens.iter().skip(index + 2).take(MOST_BETWEEN + 1).any(|token| token.is(':'));
        pair[0].is(',') && counts && colon
    });
    begins.map(|(_, pair)| pair[1].span.start).collect()
}

/// The clauses of a prompt: its sentences, parted where the film goes on or ends.
fn clauses(prompt: &Prompt<'_>) -> Vec<Range<usize>> {
    const PARTS: &[&str] = &[
        ", then ",
        ", end with ",
        ", ending with ",
        ", end on ",
        ", ending on ",
        ", and end with ",
        ", followed by ",
        ", just ",
        ", now ",
        " — ",
        " – ",
        " cta: ",
        " solution: ",
        " problem: ",
        " hook: ",
        " slogan: ",
        " tagline: ",
        ", hook ",
        ", problem ",
        ", solution ",
        ", features: ",
        ", proof ",
        ", offer ",
        ", cta ",
        ", call to action ",
    ];
    let mut clauses = Vec::new();
    for sentence in segment::sentences(prompt, &prompt.whole()) {
        let view = prompt.plain(sentence.clone());
        let mut cuts: Vec<usize> =
            PARTS.iter().flat_map(|part| view.match_indices(part).map(|(at, _)| sentence.start + at + 1)).collect();
        cuts.extend(counted_lists(prompt, &sentence));
        cuts.sort_unstable();
        let mut start = sentence.start;
        for cut in cuts.into_iter().chain([sentence.end]) {
            if start < cut && prompt.words(start..cut).chars().any(char::is_alphanumeric) {
                clauses.push(start..cut);
            }
            start = cut;
        }
        if clauses.len() >= MOST_CLAUSES {
            break;
        }
    }
    clauses.truncate(MOST_CLAUSES);
    clauses
}

/// What stands at the film's end, where a clause is about that; `Some(None)` where it gives no words.
#[expect(clippy::option_option, reason = "an end, and what it says")]
fn closing(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<Option<String>> {
    let view = prompt.plain(clause.clone());
    let words = view.trim_start_matches([' ', ',', '-', '*', '•', '—', '–']);
    let start = clause.start + view.len() - words.len();
    let quotes = intent::shown_quotes(prompt, clause);
    let ends = ENDS.iter().find(|lead| words.starts_with(**lead)).map(|lead| lead.len());
    let card = prompt.says_any(clause, &["end card", "end screen", "closing card", "outro card"]);
    if ends.is_some() || card {
        let plain = || {
            let rest = prompt.words(start + ends?..clause.end).trim().trim_end_matches(['.', '!']).trim();
            let rest = rest.trim_start_matches("the ").trim_start_matches("a ");
            let count = rest.split_whitespace().count();
            let is_copy = rest.contains('.') && !rest.contains(". ") || rest.starts_with(char::is_uppercase);
            (is_copy && (1..=6).contains(&count)).then(|| copy::clean(rest))
        };
        let quoted = quotes.last().cloned();
        let addressed = || address(prompt.words(clause.clone())).map(str::to_owned);
        return Some(quoted.or_else(plain).or_else(|| called(prompt, clause)).or_else(addressed));
    }
    let calls = CALLS.iter().any(|lead| words.starts_with(lead));
    let is_short = words.split_whitespace().count() <= 8;
    (calls && is_short && quotes.is_empty()).then(|| {
        let said = prompt.words(start..clause.end).trim().trim_end_matches(['.', '!']);
        Some(copy::clean(said))
    })
}

/// A name behind `end card for`.
fn called(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<String> {
    let lead = ["card for", "card with", "screen for"].iter().find_map(|lead| prompt.find_phrase(clause, lead))?;
    let rest = prompt.words(lead.end..clause.end);
    let words: Vec<&str> =
        rest.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).take(3).collect();
    let name = words.join(" ").trim_end_matches(['.', ',', ';']).to_owned();
    (!name.is_empty()).then_some(name)
}

/// Things behind a colon, as signs where each has one: `our bakery: fresh bread, oat cookies and coffee`.
fn listing(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<Idea> {
    let items = intent::listed_things(prompt, clause);
    let short = items.iter().all(|item| item.chars().count() <= 40);
    ((2..=6).contains(&items.len()) && short).then_some(Idea::List { title: None, items, numbered: false })
}

/// One large figure in a clause, with what it counts: `just reached 40,000 downloads six months after launch`.
fn figure(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<Idea> {
    let mut stats = data::stats(prompt, clause);
    let is_many = stats.len() >= 2;
    stats.retain(|stat| {
        let is_large =
            is_many || stat.value >= 50.0 || !stat.format.prefix.is_empty() || !stat.format.suffix.is_empty();
        is_large && !stat.label.is_empty() && stat.label.split_whitespace().count() <= 6
    });
    match stats.len() {
        0 => None,
        1 => {
            let stat = stats.remove(0);
            // What follows the figure says more of it than one word.
            let rest = prompt.words(stat.span.end..clause.end).trim().trim_end_matches(['.', '!', ',']);
            let is_phrase = (2..=9).contains(&rest.split_whitespace().count())
                && rest.starts_with(char::is_alphabetic)
                && !rest.contains(['.', ',', ':', '"', '“', '\n', '#']);
            let before = prompt.word_before(stat.span.start);
            let label = match rest.split_whitespace().next() {
                // `raised $12M led by …`
                Some("led" | "by" | "from" | "in") if is_phrase && before.len() > 3 && before.ends_with("ed") => {
                    format!("{before}, {rest}")
                }
                _ if is_phrase => rest.to_owned(),
                _ => stat.label,
            };
            Some(Idea::Stat { stat: Stat { label, ..stat }, bounces: false })
        }
        _ => Some(Idea::Stats(stats.into_iter().take(4).collect())),
    }
}

/// A short sentence with a figure that is said to the audience: `Open 7 to 5`.
fn hours(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<String> {
    let words = prompt.words(clause.clone()).trim().trim_end_matches(['.', '!']);
    let count = words.split_whitespace().count();
    let tokens = prompt.tokens_in(clause);
    let has_figure = tokens.iter().any(|token| token.figure().is_some());
    let is_setting = tokens.iter().any(|token| {
        token.secs().is_some() || token.figure().is_some_and(|figure| figure.unit == crate::token::Unit::Px)
    });
    let leads = ["open", "from", "only", "every", "doors", "tickets", "now", "since", "new", "out", "coming"];
    let opens = words.split_whitespace().next().is_some_and(|word| leads.contains(&word.to_lowercase().as_str()));
    const DAYS: [&str; 9] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "daily", "weekly"];
    let has_figure = has_figure || prompt.says_any(clause, &DAYS);
    (has_figure && !is_setting && opens && (2..=6).contains(&count) && !words.contains([':', '"', '#', '×']))
        .then(|| copy::clean(words))
}

/// Whether a clause gives several figures with what they count.
fn has_figures(prompt: &Prompt<'_>, clause: &Range<usize>) -> bool {
    figure(prompt, clause).is_some_and(|idea| matches!(idea, Idea::Stats(_)))
}

/// The quotation that a film is about: `a book called "…"`.
fn titled(prompt: &Prompt<'_>) -> Option<(Range<usize>, String)> {
    let atom = prompt.atoms.iter().find(|atom| {
        let leads = ["called", "titled", "named", "entitled"];
        atom.kind == AtomKind::Quote && leads.contains(&prompt.word_before(atom.span.start))
    })?;
    let words = copy::clean(prompt.words(atom.inner.clone()));
    (words.split_whitespace().count() <= 8).then(|| (atom.span.clone(), words))
}

/// Who it is by, right behind a title: `"…" by Ines Okafor`.
fn author(prompt: &Prompt<'_>, title: &Range<usize>) -> Option<String> {
    let rest = prompt.words(title.end..).trim_start().strip_prefix("by ")?;
    let words: Vec<&str> =
        rest.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).take(4).collect();
    let name = words.join(" ");
    let name = name.trim_end_matches([',', '.', ';', ':']);
    (!name.is_empty()).then(|| format!("by {name}"))
}

/// What a name is, in the words behind it: `Tidewell, an app that turns tide tables into alarms`.
fn apposition(prompt: &Prompt<'_>, name: &Range<usize>, clause: &Range<usize>) -> Option<String> {
    let rest = prompt.words(name.end..clause.end).strip_prefix(", ")?;
    let end = rest.find(['.', ',', ':', ';', '!', '(', '"', '“', '\n']).unwrap_or(rest.len());
    let phrase = rest[..end].trim();
    let (article, noun) = phrase.split_once(' ')?;
    let count = phrase.split_whitespace().count();
    let phrase = match article {
        "a" | "an" | "the" => phrase.to_owned(),
        "our" | "my" => format!("the {noun}"),
        _ => return None,
    };
    (3..=11).contains(&count).then(|| topic::capitalised(&phrase))
}

/// Whether a part has a title or words already.
fn repeats(parts: &[Part], words: &str) -> bool {
    parts.first().is_some_and(|part| match &part.idea {
        Idea::Title { title, .. } => title.eq_ignore_ascii_case(words),
        _ => false,
    })
}

fn is_said(parts: &[Part], words: &str) -> bool {
    parts.iter().any(|part| match &part.idea {
        Idea::Title { title, subtitle, .. } => title == words || subtitle.as_deref() == Some(words),
        Idea::Lines(lines) => lines.iter().any(|line| line == words),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Brief;

    fn read(text: &str) -> Vec<Idea> {
        let prompt = Prompt::new(text);
        let mut trace = Trace::default();
        let directives = crate::directives::read(&prompt, &[prompt.whole()], &[], &Brief::default(), &mut trace);
        let parts = story(&prompt, &directives, 0, &mut trace).unwrap_or_default();
        parts.into_iter().map(|part| part.idea).collect()
    }

    #[test]
    fn a_script_is_told_sentence_by_sentence() {
        let ideas = read(
            "Launch video from this script, verbatim: \"Your logbook takes an hour a day. Saltlog writes it for you. \
             300 skippers already switched. Try it free at saltlog.example.\"",
        );
        assert_eq!(ideas.len(), 3, "{ideas:?}");
        assert!(
            ideas.iter().any(|idea| matches!(idea, Idea::Stat { stat, .. } if stat.value == 300.0
                && stat.label == "skippers already switched")),
            "{ideas:?}"
        );
        assert!(
            matches!(ideas.last(), Some(Idea::Title { title, .. }) if title == "Try it free at saltlog.example."),
            "{ideas:?}"
        );
    }

    #[test]
    fn an_advertisement_has_its_hook_and_its_end() {
        let ideas = read(
            "A punchy vertical ad for Brinework pickles: hook in the first second, then \"Half the salt, all the crunch\", \
             end with \"Find us at brinework.example\"",
        );
        assert!(
            matches!(&ideas[0], Idea::Title { title, .. } if title == "Half the salt, all the crunch"),
            "{ideas:?}"
        );
        assert!(
            matches!(ideas.last(), Some(Idea::Wordmark { name, call: Some(call), .. })
                if name == "Brinework" && call == "Find us at brinework.example"),
            "{ideas:?}"
        );
    }

    #[test]
    fn a_figure_that_is_announced_has_a_part_of_its_own() {
        let ideas = read("Launch video for Keelson, just reached 40,000 downloads six months after launch");
        assert!(matches!(&ideas[0], Idea::Title { title, .. } if title == "Keelson"), "{ideas:?}");
        assert!(
            matches!(&ideas[1], Idea::Stat { stat, .. } if stat.value == 40_000.0
                && stat.label == "downloads six months after launch"),
            "{ideas:?}"
        );
    }

    #[test]
    fn how_a_film_shall_look_is_not_said_in_it() {
        assert!(read("Promo video, calm and confident, warm light, slow camera. Energetic but minimal.").is_empty());
        assert!(read("Tides are rising. Open 7 to 5.").is_empty(), "no film of several parts is asked for");
    }
}
