//! What an open prompt is about, in words that can stand on screen.

use crate::lexicon::words::{ACRONYMS, MANNER, SCAFFOLD, SMALL};
use crate::prompt::Prompt;
use crate::token::{Token, TokenKind, Unit, number_word};
use std::ops::Range;

/// Words that name nothing in particular.
const VAGUE: &[&str] = &[
    "fix",
    "refactor",
    "walkthrough",
    "explainer",
    "changelog",
    "bullet",
    "bullets",
    "points",
    "b",
    "roll",
    "b-roll",
    "sans-serif",
    "sans",
    "serif",
    "font",
    "typography",
    "text",
    "interface",
    "topic",
    "thing",
    "things",
    "something",
    "anything",
    "stuff",
    "brand",
    "logo",
    "product",
    "company",
    "test",
    "prompt",
    "idea",
    "subject",
    "concept",
    "content",
    "person",
    "resume",
    "résumé",
    "showreel",
    "designer",
    "website",
    "site",
    "app",
    "business",
    "following",
    "data",
    "chart",
    "workflow",
    "diagram",
    "key",
    "statistic",
    "number",
    "background",
    "contract",
    "image",
    "audience",
    "end",
    "stamp",
    "layout",
    "template",
    "view",
    "style",
    "fonts",
    "colors",
    "colours",
    "user",
    "users",
    "density",
    "startup",
    "moment",
    "frame",
    "frames",
    "shot",
];

/// Words that a film of this service begins with when it is told what to do, not what it is about.
const ORDERS: &[&str] = &[
    "keep",
    "remove",
    "change",
    "replace",
    "add",
    "update",
    "turn",
    "adjust",
    "set",
    "match",
    "pull",
    "ask",
    "cut",
    "storyboard",
    "adopt",
    "starting",
    "recreate",
    "recreated",
    "take",
    "put",
    "move",
    "swap",
    "expose",
    "hard",
    "during",
    "all",
    "only",
    "colors",
    "colours",
    "go",
];

/// Pronouns and the like: a phrase with one of these speaks to us, not to the audience.
const SPEECH: &[&str] = &[
    "you", "your", "you're", "yourself", "me", "i", "i'm", "i'll", "it's", "its", "they", "them", "their", "what",
    "how", "whatever", "let", "is", "are", "was", "be", "been", "has", "have", "should", "must", "will", "can",
    "share", "shares",
];

/// Longest topic, in words.
const MOST_WORDS: usize = 7;

/// A short question or its answer's title, as it is: `Why we drink coffee`, `How does a kite fly?`
fn question(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Range<usize>, String)> {
    let words = prompt.words(part.clone());
    let mut sentence = words.trim();
    // `Explain how rainbows form`
    let orders =
        ["explain", "show", "describe", "illustrate", "visualize", "visualise", "animate", "explaining", "showing"];
    if let Some((order, rest)) = sentence.split_once(' ')
        && orders.contains(&order.to_lowercase().as_str())
    {
        sentence = rest.trim_start();
    }
    let first = sentence.split_whitespace().next()?.to_lowercase();
    let count = sentence.split_whitespace().count();
    let asks = matches!(first.as_str(), "why" | "how" | "what" | "when" | "where" | "who");
    let speaks = sentence.to_lowercase().split_whitespace().any(|word| {
        matches!(
            word.trim_matches(['.', ',', '?', '!']),
            "you" | "your" | "me" | "video" | "animation" | "it's" | "whatever"
        )
    });
    if !asks || speaks || !(3..=9).contains(&count) || sentence.contains(['.', ':', '\n', '"', '“', '#', '{', '[']) {
        return None;
    }
    let start = part.start + words.find(sentence)?;
    // How many steps there are is seen.
    let end = sentence.rfind(" in ").filter(|_| sentence.ends_with("steps")).unwrap_or(sentence.len());
    Some((start..start + end, capitalised(&sentence[..end])))
}

/// The noun phrase that an open prompt is about: its place and its words with sensible capitals.
pub(crate) fn topic(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Range<usize>, String)> {
    let stop = first_stop(prompt, part);
    let tokens = prompt.tokens_in(&(part.start..stop));
    let ordered = tokens.iter().find(|token| token.kind == TokenKind::Word)?;
    let second =
        tokens.iter().filter(|token| token.kind == TokenKind::Word).nth(1).map_or("", |token| prompt.word(token));
    let order = prompt.word(ordered);
    if let Some(question) = question(prompt, &(part.start..stop)) {
        return Some(question);
    }
    // `make it faster`, `keep the style` speak of a film that is there already.
    if ORDERS.contains(&order) || order == "make" && matches!(second, "it" | "this" | "them" | "these" | "everything") {
        return None;
    }
    let subject = behind_film(prompt, tokens);
    let first = subject + tokens[subject..].iter().position(|token| !is_scaffold(prompt, token))?;
    let mut words: Vec<&Token> = Vec::new();
    for (index, token) in tokens.iter().enumerate().skip(first) {
        let word = prompt.word(token);
        let previous_end = words.last().map_or(token.span.start, |last| last.span.end);
        let touching = token.span.start == previous_end;
        let glue = matches!(token.kind, TokenKind::Mark('&' | '+' | '\''))
            || matches!(token.kind, TokenKind::Mark('-' | '/'))
                && touching
                && tokens.get(index + 1).is_some_and(|next| next.span.start == token.span.end);
        let begun = !words.is_empty();
        let ends = match token.kind {
            TokenKind::Word => {
                let clause = matches!(
                    word,
                    "that"
                        | "which"
                        | "who"
                        | "with"
                        | "using"
                        | "where"
                        | "while"
                        | "because"
                        | "so"
                        | "then"
                        | "by"
                        | "like"
                        | "across"
                        | "via"
                        | "our"
                        | "my"
                        | "we"
                );
                begun && (clause || MANNER.contains(&word) || is_motion(prompt, token)) || is_speech(word)
            }
            TokenKind::Number(figure) => figure.unit == Unit::Secs,
            TokenKind::Atom(_) => true,
            _ => !glue,
        };
        if ends {
            if begun {
                break;
            }
            if is_speech(word) {
                return None;
            }
            continue;
        }
        let figure = matches!(token.kind, TokenKind::Number(_));
        let leads = matches!(word, "across" | "through" | "over" | "into" | "around" | "towards");
        let skipped = !begun
            && token.kind == TokenKind::Word
            && (leads
                || MANNER.contains(&word)
                || is_scaffold(prompt, token)
                || is_color(prompt, token)
                || SMALL.contains(&word));
        if skipped || glue && !begun {
            continue;
        }
        if words.iter().filter(|token| token.kind == TokenKind::Word).count() >= MOST_WORDS {
            break;
        }
        if token.kind == TokenKind::Word || glue || figure {
            words.push(token);
        }
    }
    // More than six words are a sentence; its subject is what it is about.
    if words.len() > 6
        && let Some(cut) = words
            .iter()
            .position(|token| matches!(prompt.word(token), "at" | "in" | "on" | "into" | "from" | "over" | "as" | "to"))
        && cut >= 1
    {
        words.truncate(cut);
    }
    let loose = |token: &&Token| {
        let word = prompt.word(token);
        SMALL.contains(&word)
            || token.kind != TokenKind::Word && token.figure().is_none()
            || word.ends_with("ing") && word.len() > 5 && words.len() > 1
            || matches!(word, "light" | "dark" | "clean" | "modern") && words.len() > 1
    };
    let mut length = words.len();
    while length > 0 && loose(&words[length - 1]) {
        length -= 1;
    }
    words.truncate(length);
    if words.first().is_some_and(|token| {
        ORDERS.contains(&prompt.word(token)) && prompt.words(token.span.clone()).starts_with(char::is_lowercase)
    }) {
        return None;
    }
    // `something special for our shop` names nothing.
    if words.len() > 1
        && words
            .first()
            .is_some_and(|token| matches!(prompt.word(token), "something" | "anything" | "stuff" | "things"))
    {
        return None;
    }
    // One plain word out of a long sentence is a stray, not a subject.
    let long = prompt.tokens_in(part).iter().filter(|token| token.kind == TokenKind::Word).count() > 7;
    if let [only] = words.as_slice()
        && long
        && subject == 0
        && (prompt.begins_sentence(only.span.start)
            || SCAFFOLD.contains(&prompt.word(only))
            || prompt.words(only.span.clone()).starts_with(char::is_lowercase))
    {
        return None;
    }
    let (start, end) = (words.first()?.span.start, words.last()?.span.end);
    let content = words.iter().filter(|token| {
        let word = prompt.word(token);
        token.kind == TokenKind::Word && !SMALL.contains(&word) && !VAGUE.contains(&word) && !SCAFFOLD.contains(&word)
    });
    if content.count() == 0 {
        return None;
    }
    Some((start..end, capitalised(prompt.words(start..end))))
}

/// Where the subject begins behind `a launch video for …`; 0 where nothing like that stands.
fn behind_film(prompt: &Prompt<'_>, tokens: &[Token]) -> usize {
    const FILMS: &[&str] = &[
        "video",
        "clip",
        "animation",
        "ad",
        "film",
        "reel",
        "intro",
        "teaser",
        "trailer",
        "explainer",
        "promo",
        "graphic",
        "graphics",
        "card",
        "loop",
        "piece",
        "sequence",
        "opener",
        "commercial",
        "spot",
        "visualization",
        "bumper",
        "showreel",
        "story",
        "invitation",
        "invite",
        "announcement",
        "poster",
        "flyer",
        "celebration",
        "roll",
        "footage",
        "shot",
    ];
    const OF: &[&str] = &[
        "for",
        "about",
        "of",
        "on",
        "explaining",
        "introducing",
        "announcing",
        "showing",
        "promoting",
        "celebrating",
        "promotes",
        "to",
    ];
    tokens
        .windows(2)
        .take(14)
        .position(|pair| FILMS.contains(&prompt.word(&pair[0])) && OF.contains(&prompt.word(&pair[1])))
        .map_or(0, |index| index + 2)
}

/// When something is, as a prompt says it: `12 July, 8 pm`; and where in the prompt that begins.
pub(crate) fn occasion(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(usize, String)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let tokens = prompt.tokens_in(part);
    let is_number =
        |index: Option<usize>| index.and_then(|index| tokens.get(index)).is_some_and(|token| token.figure().is_some());
    let month = tokens.iter().position(|token| {
        MONTHS.contains(&prompt.word(token)) && prompt.words(token.span.clone()).starts_with(char::is_uppercase)
    })?;
    let (from, to) = match (is_number(month.checked_sub(1)), is_number(Some(month + 1))) {
        (true, _) => (month - 1, month),
        (false, true) => (month, month + 1),
        _ => return None,
    };
    let date = prompt.words(tokens[from].span.start..tokens[to].span.end);
    let rest = prompt.words(tokens[to].span.end..part.end);
    // `at 8 pm`, `, 19:30`
    let clock = rest.trim_start_matches([' ', ',']);
    let clock = clock.strip_prefix("at ").unwrap_or(clock).trim_start();
    let end = clock.find(['.', ',', ';', '\n']).unwrap_or(clock.len());
    let words: Vec<&str> = clock[..end].split_whitespace().take(2).collect();
    let time = match words.as_slice() {
        [hour, half, ..]
            if hour.starts_with(|c: char| c.is_ascii_digit())
                && matches!(half.to_lowercase().as_str(), "am" | "pm") =>
        {
            Some(format!("{hour} {half}"))
        }
        [hour, ..]
            if hour.starts_with(|c: char| c.is_ascii_digit()) && (hour.contains(':') || hour.ends_with(['m', 'M'])) =>
        {
            Some((*hour).to_owned())
        }
        _ => None,
    };
    let said = time.map_or_else(|| date.to_owned(), |time| format!("{date}, {time}"));
    Some((tokens[from].span.start, said))
}

/// Whether a word belongs to somebody who speaks to us.
fn is_speech(word: &str) -> bool {
    let contracted = ["i'", "it'", "you'", "we'", "they'", "that'", "there'", "he'", "she'"];
    SPEECH.contains(&word) || contracted.iter().any(|start| word.starts_with(start))
}

/// Where the first sentence, line or label ends, or its spaced dash.
fn first_stop(prompt: &Prompt<'_>, part: &Range<usize>) -> usize {
    let view = prompt.plain(part.clone());
    let bytes = view.as_bytes();
    for (at, c) in view.char_indices() {
        let next = bytes.get(at + c.len_utf8()).copied().unwrap_or(b' ');
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let mark = matches!(c, '.' | '!' | '?' | ';' | ':' | '>') && !next.is_ascii_alphanumeric();
        let dash = c == '-' && before == b' ' && next == b' ';
        let line = prompt.text.as_bytes().get(part.start + at) == Some(&b'\n');
        let begun = view[..at].chars().any(char::is_alphanumeric);
        if begun && (mark || dash || line) {
            return part.start + at;
        }
    }
    part.end
}

/// Whether a lower-case word says what something does: `opening`, `working`.
fn is_motion(prompt: &Prompt<'_>, token: &Token) -> bool {
    let word = prompt.words(token.span.clone());
    word.ends_with("ing")
        && word.len() > 5
        && word.starts_with(char::is_lowercase)
        && !matches!(
            word,
            "training"
                | "marketing"
                | "banking"
                | "pricing"
                | "wedding"
                | "building"
                | "evening"
                | "morning"
                | "meeting"
                | "spring"
                | "running"
                | "cooking"
                | "gaming"
                | "shopping"
                | "coding"
                | "cycling"
                | "hiking"
                | "writing"
                | "painting"
                | "opening"
                | "engineering"
                | "learning"
                | "reading"
                | "onboarding"
        )
}

fn is_color(prompt: &Prompt<'_>, token: &Token) -> bool {
    prompt.colors.iter().any(|hit| hit.span.start <= token.span.start && token.span.end <= hit.span.end)
        || matches!(prompt.word(token), "dark" | "light")
}

fn is_scaffold(prompt: &Prompt<'_>, token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => {
            let word = prompt.word(token);
            let led = matches!(
                prompt.word_before(token.span.start),
                "for" | "of" | "about" | "called" | "by" | "introducing"
            );
            let name = led && prompt.words(token.span.clone()).starts_with(char::is_uppercase);
            !name && (SCAFFOLD.contains(&word) || number_word(word).is_some())
        }
        TokenKind::Number(figure) => figure.unit != Unit::None && figure.unit != Unit::Percent,
        TokenKind::Size(..) | TokenKind::Pair(..) | TokenKind::Mark(_) | TokenKind::Hex(_) | TokenKind::Atom(_) => true,
    }
}

/// Sentence capitals: the first letter large, everything else as written; names such as `n8n` or `iPhone` stay.
pub(crate) fn capitalised(words: &str) -> String {
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first_word = flat.split(' ').next().unwrap_or_default();
    if first_word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit()) || first_word.contains('.') {
        return flat;
    }
    let mut letters = flat.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Days, which are capitalised and name nothing.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];

/// A name in a part: capitalised words behind `for`, `called` and the like, else the first that begin no sentence.
pub(crate) fn name(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(Range<usize>, String)> {
    let tokens = prompt.tokens_in(part);
    let capital = |token: &Token| {
        let word = prompt.words(token.span.clone());
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        token.kind == TokenKind::Word
            && letters >= 2
            && word.chars().any(char::is_uppercase)
            && !word.chars().next().is_some_and(|c| c.is_ascii_digit())
            && !ACRONYMS.contains(&word)
            && !DAYS.contains(&prompt.word(token))
    };
    let leads = [
        "for",
        "called",
        "named",
        "brand",
        "company",
        "introducing",
        "titled",
        "about",
        "promotes",
        "promoting",
        "game",
        "app",
        "of",
    ];
    let run = |first: usize| {
        let mut end = tokens[first].span.end;
        for (index, more) in tokens.iter().enumerate().skip(first + 1).take(3) {
            // `Crumb & Co`
            let joins = more.is('&') && tokens.get(index + 1).is_some_and(capital);
            if joins {
                continue;
            }
            let joined = tokens[index - 1].is('&');
            let end_before = if joined { tokens[index - 1].span.end } else { end };
            if !(capital(more) || ACRONYMS.contains(&prompt.words(more.span.clone())))
                || more.span.start - end_before > 1
            {
                break;
            }
            end = more.span.end;
        }
        tokens[first].span.start..end
    };
    let led = (0..tokens.len().saturating_sub(1))
        .find(|index| leads.contains(&prompt.word(&tokens[*index])) && capital(&tokens[index + 1]))
        .map(|index| index + 1);
    let free = (0..tokens.len()).find(|index| {
        let token = &tokens[*index];
        // The rest of a name that was passed over is none.
        let continues = index.checked_sub(1).is_some_and(|before| {
            capital(&tokens[before]) && token.span.start == tokens[before].span.end + 1
                && !prompt.begins_sentence(tokens[before].span.start)
        });
        capital(token)
            && !continues
            && !prompt.begins_sentence(token.span.start)
            && prompt.words(token.span.clone()).chars().any(char::is_lowercase)
            // What a film is made with or looks like is not what it is about.
            && !matches!(
                prompt.word_before(token.span.start),
                "using" | "use" | "in" | "with" | "via" | "our" | "my" | "we" | "by" | "like" | "from" | "to" | "and" | "or" | "on" | "as"
            )
    });
    let asked = tokens.iter().find(|token| token.kind == TokenKind::Word).is_some_and(|token| {
        matches!(prompt.word(token), "ask" | "use" | "using" | "adopt" | "storyboard" | "match" | "keep" | "analyze")
    });
    let span = run(if asked { led? } else { led.or(free)? });
    let families = crate::typeface::families(prompt, &span);
    let known = ["Instagram", "TikTok", "YouTube", "LinkedIn", "Twitter", "Apple", "Netflix"];
    let words = prompt.words(span.clone());
    let typeface = led.is_none() && pavo_design::fonts::family_for(words).is_some();
    (families.is_empty() && !typeface && !known.iter().any(|name| words.starts_with(name)))
        .then(|| (span.clone(), words.to_owned()))
}
