//! What people write to each other: chats, posts, notices.

use super::composed::Composed;
use super::*;
use serde_json::{Value, json};

/// Messages in the order of the prompt, those of two people in turn.
pub(super) fn chat(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let phrases = [
        "chat bubbles",
        "chat",
        "text messages",
        "message bubbles",
        "imessage",
        "whatsapp",
        "messages",
        "conversation",
        "dm",
        "sms",
    ];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let fits = quotes.iter().all(|quote| quote.words.chars().count() <= 160);
    if !(2..=8).contains(&quotes.len()) || !fits {
        return None;
    }
    let messages: Vec<Value> = quotes
        .iter()
        .enumerate()
        .map(|(index, quote)| {
            let speaker = speaker(prompt, quote);
            match speaker {
                Some(name) if !matches!(name.to_lowercase().as_str(), "me" | "i" | "you" | "user") => {
                    json!({ "from": name, "text": quote.words })
                }
                Some(_) => json!({ "text": quote.words }),
                // Nobody is named: they take turns, and no face is made up.
                None if index % 2 == 0 => json!({ "from": NOBODY, "text": quote.words }),
                None => json!({ "text": quote.words }),
            }
        })
        .collect();
    let decision = format!("chat of {}", messages.len());
    Some((Idea::Composed(Composed::new("chatThread", json!({ "messages": messages }))), span, decision, 0.8))
}

/// Who writes when nobody is named; a chat shows no face for it.
const NOBODY: &str = "·";

/// The name before a message: `Ana: "…"`.
fn speaker(prompt: &Prompt<'_>, quote: &Quote) -> Option<String> {
    let before = prompt.words(..quote.span.start).trim_end();
    let before = before.strip_suffix([':', '>']).map(str::trim_end)?;
    let name = before.rsplit([' ', '\n', ',', '.', ';', '(']).next()?;
    ((1..=20).contains(&name.chars().count()) && name.starts_with(|c: char| c.is_uppercase())).then(|| name.to_owned())
}

/// Notices that are quoted, as they drop in on a screen.
pub(super) fn notices(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["notification", "notifications", "notification stack", "push notification", "push notifications"]
        .iter()
        .find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let fits = quotes.iter().all(|quote| quote.words.chars().count() <= 60);
    if !(1..=5).contains(&quotes.len()) || !fits {
        return None;
    }
    let items: Vec<Value> = quotes
        .iter()
        .map(|quote| {
            let icon = super::composed::icon(&quote.words);
            icon.map_or_else(|| json!({ "title": quote.words }), |icon| json!({ "title": quote.words, "icon": icon }))
        })
        .collect();
    let decision = format!("{} notices", items.len());
    Some((Idea::Composed(Composed::new("notificationStack", json!({ "items": items }))), span, decision, 0.8))
}

/// A post with its author and figures.
pub(super) fn post(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let phrases = [
        "tweet",
        "x post",
        "post on x",
        "twitter post",
        "social post",
        "social media post",
        "linkedin post",
        "instagram post",
        "post card",
        "threads post",
        "bluesky post",
    ];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let quote = quotes.iter().max_by_key(|quote| quote.words.chars().count())?;
    let words = prompt.words(part.clone());
    let handle = words.split_whitespace().find(|word| word.starts_with('@') && word.len() > 2);
    let handle = handle.map(|handle| handle.trim_end_matches([',', '.', ':', ')', ';']).to_owned());
    let by = [" by ", " from "].iter().find_map(|lead| {
        let rest = &words[words.find(lead)? + lead.len()..];
        let name: Vec<&str> =
            rest.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).take(3).collect();
        (!name.is_empty()).then(|| name.join(" ").trim_end_matches([',', '.', ':']).to_owned())
    });
    let author = by.or_else(|| handle.as_ref().map(|handle| topic::capitalised(handle.trim_start_matches('@'))));
    // Without an author it is a post only where nothing else is said.
    if author.is_none() && (quotes.len() > 1 || quote.words.chars().count() > 240) {
        return None;
    }
    let count = |names: &[&str]| {
        let tokens = prompt.tokens_in(part);
        tokens.iter().enumerate().find_map(|(index, token)| {
            let figure = token.figure()?;
            let after = tokens.get(index + 1).map_or("", |token| prompt.word(token));
            let scale = match figure.scale {
                Some('K') => 1e3,
                Some('M') => 1e6,
                _ => 1.0,
            };
            names.contains(&after).then_some(figure.value * scale)
        })
    };
    let composed = Composed::new(
        "socialPost",
        json!({
            "author": author,
            "handle": handle,
            "text": quote.words,
            "likes": count(&["likes", "like", "hearts"]),
            "shares": count(&["reposts", "retweets", "shares", "repost"]),
            "replies": count(&["replies", "comments", "answers"]),
        }),
    );
    Some((Idea::Composed(composed), span, "a post".to_owned(), 0.8))
}
