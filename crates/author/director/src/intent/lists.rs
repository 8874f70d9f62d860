//! Lists and their items.

use super::*;
use crate::token::number_word;

pub(super) fn list(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let noun = prompt.says_any(
        part,
        &[
            "list",
            "bullets",
            "bullet points",
            "bullet",
            "agenda",
            "checklist",
            "steps",
            "items",
            "one by one",
            "reasons",
            "ingredients",
            "recipe",
            "facts",
            "ways",
            "habits",
            "rules",
            "lessons",
            "features",
            "tips",
            "menu",
            "grid",
            "logos",
            "cards",
        ],
    );
    if !noun && !is_counted(prompt, part) && inline_numbered(prompt, part).len() < 3 {
        return None;
    }
    // `Checklist "Before you fly": …`: what a colon follows is what the items are about.
    let introduces = |quote: &Quote| prompt.plain(quote.span.end..part.end).trim_start().starts_with(':');
    let titled = quotes.first().filter(|quote| introduces(quote)).map(|quote| quote.span.start);
    let headed =
        |quote: &&Quote| matches!(quote.head, Some(Head::Title | Head::Eyebrow)) || titled == Some(quote.span.start);
    let mut title = quotes.iter().find(headed).map(|quote| quote.words.clone());
    let mut items: Vec<String> =
        quotes.iter().filter(|quote| !headed(quote)).map(|quote| quote.words.clone()).collect();
    if items.len() < 2 {
        items = plain_items(prompt, part);
        title = title.or_else(|| quotes.first().map(|quote| quote.words.clone())).or_else(|| list_title(prompt, part));
    }
    if items.len() < 2 {
        items = inline_numbered(prompt, part);
    }
    if items.len() < 2 {
        items = names(prompt, part);
    }
    if items.len() < 2 {
        return None;
    }
    items.truncate(7);
    let decision = format!("list of {}", items.len());
    let numbered = prompt.says_any(part, &["steps", "step", "numbered", "top", "reasons", "tips", "ranking"]);
    Some((Idea::List { title, items, numbered }, part.start..part.start, decision, 0.85))
}

/// Whether a number is followed by as many items behind a colon, whatever they are: `three stalls: Noodles, Tea, Lanterns`.
fn is_counted(prompt: &Prompt<'_>, part: &Range<usize>) -> bool {
    /// Words between the number and the colon: `three little stalls:`.
    const MOST_BETWEEN: usize = 3;
    let tokens = prompt.tokens_in(part);
    let Some(colon) = tokens.iter().position(|token| token.is(':')) else { return false };
    let count = tokens[..colon].iter().rev().take(1 + MOST_BETWEEN).find_map(|token| number_word(prompt.word(token)));
    let items = plain_items(prompt, part).len();
    #[expect(clippy::cast_precision_loss, reason = "a prompt has few items")]
    let matches = count.is_some_and(|count| count == items as f64);
    items >= 2 && matches
}

/// Whether a part says how many items it has: `in three steps: …`.
fn is_numbered(prompt: &Prompt<'_>, part: &Range<usize>, items: usize) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "a prompt has few items")]
    let count = items as f64;
    prompt.tokens_in(part).iter().any(|token| {
        number_word(prompt.word(token)) == Some(count) || token.figure().is_some_and(|figure| figure.value == count)
    })
}

/// Items that are numbered within a line: `1. Open the app 2. Pick a boat 3. Sail`.
fn inline_numbered(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    const MOST: usize = 9;
    let words = prompt.words(part.clone());
    let mut items = Vec::new();
    let Some(mut from) = ["1. ", "1) "].iter().find_map(|first| words.find(first)) else { return items };
    for number in 1..=MOST {
        let rest = &words[from + 3..];
        let next = [". ", ") "].iter().filter_map(|mark| rest.find(&format!(" {}{mark}", number + 1))).min();
        let end = next.unwrap_or_else(|| rest.find(['.', '\n', '"']).unwrap_or(rest.len()));
        let item = rest[..end].trim().trim_end_matches([',', ';', '.']);
        if item.is_empty() || item.split_whitespace().count() > 8 || item.contains(['"', '\n', '#']) {
            return Vec::new();
        }
        items.push(topic::capitalised(item));
        let Some(next) = next else { break };
        from += 3 + next + 1;
    }
    items
}

/// Items without quotation marks: the words behind a colon, parted by commas.
pub(super) fn plain_items(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    let Some(colon) = prompt
        .tokens_in(part)
        .iter()
        .rev()
        .find(|token| token.is(':') && prompt.words(token.span.end..part.end).contains(','))
    else {
        return Vec::new();
    };
    let rest = prompt.plain(colon.span.end..part.end);
    let is_digit = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let ends = |(at, c): &(usize, char)| match c {
        '\u{1}' | ';' => true,
        // `Espresso 3.20` goes on.
        '.' => !(*at > 0 && is_digit(at - 1) && is_digit(at + 1)),
        _ => false,
    };
    let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
    let words = prompt.words(colon.span.end..colon.span.end + end);
    let items: Vec<String> = words
        .split(',')
        .map(|item| item.trim().trim_start_matches("and ").trim())
        .filter(|item| !item.is_empty() && item.split_whitespace().count() <= 7 && !item.contains('#'))
        // What is not wanted is no item.
        .filter(|item| {
            !["no ", "without ", "not ", "at most ", "no more than ", "maximum ", "max "]
                .iter()
                .any(|lead| item.to_lowercase().starts_with(lead))
        })
        .map(topic::capitalised)
        .collect();
    // `…, with the photo on the left half` says how it looks.
    let mut items = items;
    if items.len() > 2
        && items.last().is_some_and(|item| ["With ", "Over ", "On ", "In "].iter().any(|lead| item.starts_with(lead)))
    {
        items.pop();
    }
    let short = items.iter().all(|item| item.chars().count() <= 48);
    // `ingredients appear one by one, then the title` tells what happens and lists nothing.
    let told = items.iter().any(|item| {
        let lower = item.to_lowercase();
        let words = || lower.split_whitespace();
        words().next().is_some_and(|first| matches!(first, "then" | "ending" | "followed" | "while" | "with"))
            || words().count() > 1 && words().any(|word| crate::lexicon::words::MANNER.contains(&word))
    });
    if told && !is_numbered(prompt, part, items.len()) {
        return Vec::new();
    }
    if short && items.len() >= 2 { items } else { Vec::new() }
}

/// `Top 5 reasons to learn Rust` before the colon.
pub(super) fn list_title(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let colon = prompt.tokens_in(part).iter().find(|token| token.is(':'))?;
    if let Some(title) = lead_in(prompt.words(part.start..colon.span.start)) {
        return Some(title);
    }
    let (_, title) = topic::topic(prompt, &(part.start..colon.span.start))?;
    Some(title).filter(|title| title.split_whitespace().count() <= 8)
}

/// `Top 5 reasons to cycle to work`, `Three features of our app`: words before a colon that say what is listed.
fn lead_in(words: &str) -> Option<String> {
    const NOUNS: [&str; 16] = [
        "reasons",
        "ways",
        "tips",
        "features",
        "benefits",
        "things",
        "rules",
        "habits",
        "facts",
        "mistakes",
        "lessons",
        "ideas",
        "signs",
        "steps",
        "list",
        "questions",
    ];
    let words = words.rsplit(['.', '\n', '!', '?']).next()?.trim();
    let count = words.split_whitespace().count();
    let first = words.split_whitespace().next()?.to_lowercase();
    let is_counted = first == "top" || number_word(&first).is_some() || first.chars().all(|c| c.is_ascii_digit());
    let names = words.split_whitespace().any(|word| NOUNS.contains(&word.to_lowercase().as_str()));
    let is_title = is_counted
        && names
        && (3..=8).contains(&count)
        && words.chars().count() <= 60
        && !words.contains(['"', '“', '#']);
    let ends_well = !words.ends_with("steps");
    (is_title && ends_well).then(|| topic::capitalised(words))
}

/// `… highlighting oak floors, a deep bath, a quiet garden`.
pub(super) fn enumerated(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    let leads = ["highlighting", "featuring", "including", "such as", "highlight", "features", "benefits", "amenities"];
    let Some(span) = leads.iter().find_map(|lead| prompt.find_phrase(part, lead)) else { return Vec::new() };
    let rest = prompt.plain(span.end..part.end);
    let end = rest.find(['.', '\u{1}', ';', '(']).unwrap_or(rest.len());
    let words = prompt.words(span.end..span.end + end).trim_start_matches([':', ' ']);
    let items = words.split(',').flat_map(|item| item.split(" and ")).map(str::trim).filter(|item| !item.is_empty());
    let items: Vec<String> = items.map(topic::capitalised).collect();
    let short = items.iter().all(|item| item.split_whitespace().count() <= 3);
    if short && (2..=5).contains(&items.len()) { items } else { Vec::new() }
}

/// Names parted by commas: `Grid of Fern, Moss, Lichen logos`.
fn names(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    let mut best: Vec<String> = Vec::new();
    let mut run: Vec<String> = Vec::new();
    for piece in prompt.words(part.clone()).split([',', '(', ')']) {
        let words = piece.trim().trim_start_matches("and ");
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        let name: Vec<&str> = if run.is_empty() {
            words.split_whitespace().rev().take_while(capital).collect::<Vec<_>>().into_iter().rev().collect()
        } else {
            words.split_whitespace().take_while(capital).collect()
        };
        if (1..=3).contains(&name.len()) {
            run.push(name.join(" ").trim_end_matches(['.', ':']).to_owned());
        } else {
            run.clear();
        }
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    if best.len() >= 3 { best } else { Vec::new() }
}
