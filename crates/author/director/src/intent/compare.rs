//! Comparisons, changes, and events in time.

use super::composed::Composed;
use super::*;
use serde_json::{Value, json};

/// `before/after: 3 hours → 5 minutes`.
pub(super) fn before_after(prompt: &Prompt<'_>, part: &Range<usize>, _: &[Quote]) -> Option<Decision> {
    let span = ["before/after", "before and after", "before / after", "before vs after"]
        .iter()
        .find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let rest = prompt.words(span.end..part.end).trim_start_matches([':', ' ', '-', '–', '—']);
    let end = rest.find(['.', '\n', ';']).unwrap_or(rest.len());
    let said = &rest[..end];
    let (before, after) = [" → ", "→", " -> ", "->", " to ", " vs "].iter().find_map(|mark| said.split_once(mark))?;
    let clean =
        |words: &str| copy::clean(words.trim().trim_start_matches("from ").trim_matches(['"', '“', '”', ',', ' ']));
    // `dashboards — Messy spreadsheet → clean board`: what is before the dash is what it is about.
    let before = before.rsplit(['—', '–', ':']).next().unwrap_or(before);
    let (before, after) = (topic::capitalised(&clean(before)), topic::capitalised(&clean(after)));
    let fits = |words: &String| (1..=30).contains(&words.chars().count()) && words.split_whitespace().count() <= 4;
    (fits(&before) && fits(&after)).then(|| {
        let composed = Composed::new(
            "beforeAfter",
            json!({ "before": before, "after": after, "beforeLabel": "Before", "afterLabel": "After" }),
        );
        (Idea::Composed(composed), span, "before and after".to_owned(), 0.85)
    })
}

/// `Revenue grew from $1.2M in 2020 to $4.8M in 2024`.
pub(super) fn change(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let verbs = [
        "grew from",
        "grows from",
        "rose from",
        "rises from",
        "increased from",
        "fell from",
        "dropped from",
        "declined from",
        "went from",
        "jumped from",
        "climbed from",
        "shrank from",
        "decreased from",
    ];
    let span = verbs.iter().find_map(|verb| prompt.find_phrase(part, verb))?;
    let tokens = prompt.tokens_in(&(span.end..part.end));
    let figures: Vec<(Range<usize>, crate::token::Figure)> =
        tokens.iter().filter_map(|token| Some((token.span.clone(), token.figure()?))).collect();
    let is_year = |figure: &crate::token::Figure| {
        figure.unit == crate::token::Unit::None
            && figure.currency.is_none()
            && figure.scale.is_none()
            && (1800.0..2200.0).contains(&figure.value)
            && figure.decimals == 0
    };
    let mut amounts = figures.iter().filter(|(_, figure)| !is_year(figure)).map(|(_, figure)| *figure);
    let (first, last) = (amounts.next()?, amounts.next()?);
    let mut years =
        figures.iter().filter(|(_, figure)| is_year(figure)).map(|(span, _)| prompt.words(span.clone()).to_owned());
    let Some((from, to)) = years.next().zip(years.next()) else {
        return changed(prompt, part, &span, quotes);
    };
    let format = data::format_of(last);
    // Both in the unit of the later one.
    let scale = |scale: Option<char>| match scale {
        Some('K') => 1e3,
        Some('M') => 1e6,
        Some('B') => 1e9,
        Some('T') => 1e12,
        _ => 1.0,
    };
    let begin = first.value * scale(first.scale) / scale(last.scale);
    let decimals = first.decimals.max(last.decimals).min(2);
    let number = if decimals > 0 {
        format!("0.{}", "0".repeat(decimals))
    } else if format.grouped {
        "0,0".to_owned()
    } else {
        "0".to_owned()
    };
    let pattern = format!("{}{number}{}", format.prefix, format.suffix);
    let before = prompt.words(part.start..span.start);
    let subject = before.rsplit(['.', '\n', ':', '!']).next().unwrap_or_default();
    let scaffolding = [
        "show how",
        "show that",
        "showing how",
        "animate how",
        "how",
        "our",
        "the",
        "a",
        "chart showing",
        "animation of",
        "video about",
    ];
    let mut subject = subject.trim();
    while let Some(rest) = scaffolding.iter().find_map(|lead| {
        let head = subject.get(..lead.len())?;
        (head.eq_ignore_ascii_case(lead) && subject[lead.len()..].starts_with(' '))
            .then(|| subject[lead.len()..].trim())
    }) {
        subject = rest;
    }
    let title = quotes.first().map(|quote| quote.words.clone()).or_else(|| {
        let is_short = (1..=6).contains(&subject.split_whitespace().count()) && subject.chars().count() <= 60;
        is_short.then(|| topic::capitalised(subject))
    });
    // What follows from both is computed, not invented.
    let percent =
        (begin.abs() > 1e-9).then(|| (last.value / begin - 1.0) * 100.0).filter(|percent| percent.abs() < 1e5);
    let takeaway = percent.map(|percent| format!("{}{:.0} %", if percent >= 0.0 { "+" } else { "−" }, percent.abs()));
    let data = json!([{ "label": from, "value": begin }, { "label": to, "value": last.value }]);
    let composed = Composed::new(
        "chartCard",
        json!({ "title": title, "kind": "column", "data": data, "format": pattern, "highlight": to, "takeaway": takeaway }),
    );
    Some((Idea::Composed(composed), span, "a change between two years".to_owned(), 0.85))
}

/// `Waiting time fell from 40 minutes to 6 minutes`: no years, so what was stands beside what is.
fn changed(prompt: &Prompt<'_>, part: &Range<usize>, span: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let rest = prompt.words(span.end..part.end);
    let end = rest.find(['\n', ';', '!']).unwrap_or(rest.len());
    let (before, after) = rest[..end].trim_end_matches('.').split_once(" to ")?;
    let after = after.split([',', '.', '—']).next().unwrap_or(after);
    let clean = |words: &str| copy::clean(words.trim().trim_matches(['"', '“', '”']));
    let (before, after) = (clean(before), clean(after));
    let subject = prompt.words(part.start..span.start).rsplit(['.', '\n', ':']).next().unwrap_or_default().trim();
    let title = quotes.first().map(|quote| quote.words.clone()).or_else(|| {
        let is_short = (1..=6).contains(&subject.split_whitespace().count()) && subject.chars().count() <= 60;
        is_short.then(|| topic::capitalised(subject))
    });
    let fits = |words: &String| (1..=30).contains(&words.chars().count()) && words.split_whitespace().count() <= 4;
    (fits(&before) && fits(&after)).then(|| {
        let composed = Composed::new("beforeAfter", json!({ "title": title, "before": before, "after": after }));
        (Idea::Composed(composed), span.clone(), "a change from one value to another".to_owned(), 0.8)
    })
}

/// `2015 founded, 2018 Series A, 2021 10k users`.
pub(super) fn timeline(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let words = prompt.words(part.clone());
    let mut events: Vec<(String, String)> = Vec::new();
    for piece in words.split([',', ';', '\n', '•']) {
        let piece = piece.rsplit(": ").next().filter(|_| events.is_empty()).unwrap_or(piece);
        let piece = piece.trim().trim_start_matches(['-', '*', ' ']).trim_start_matches("and ").trim();
        let year: String = piece.chars().take_while(char::is_ascii_digit).collect();
        let is_year = year.len() == 4 && year.parse().is_ok_and(|year: u32| (1500..2200).contains(&year));
        let rest =
            piece[year.len()..].trim_start_matches([':', ' ', '-', '–', '—', '(']).trim_end_matches(['.', ')', ' ']);
        if is_year && rest.chars().any(char::is_alphabetic) && rest.chars().count() <= 70 {
            events.push((year, topic::capitalised(rest.trim_matches(['"', '“', '”']))));
        } else if events.len() < 3 {
            events.clear();
        }
    }
    let named = ["timeline", "history", "milestones", "roadmap", "journey", "evolution"];
    let span = named
        .iter()
        .find_map(|phrase| prompt.find_phrase(part, phrase))
        .or_else(|| (events.len() >= 3).then_some(part.start..part.start))?;
    if !(2..=7).contains(&events.len()) {
        return None;
    }
    let title = quotes
        .iter()
        .find(|quote| quote.head == Some(Head::Title))
        .map(|quote| quote.words.clone())
        .or_else(|| lists::list_title(prompt, part));
    let events: Vec<Value> = events.iter().map(|(date, label)| json!({ "date": date, "label": label })).collect();
    let decision = format!("timeline of {}", events.len());
    Some((Idea::Composed(Composed::new("timeline", json!({ "title": title, "events": events }))), span, decision, 0.85))
}

/// `iPhone vs Android`, with what is listed for each.
pub(super) fn versus(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["vs", "vs.", "versus"].iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    // An editor's name.
    if prompt.word_after(span.end) == "code" {
        return None;
    }
    let short = |words: &str| (1..=30).contains(&words.chars().count()) && words.split_whitespace().count() <= 3;
    let sides = if let [left, right] = quotes {
        (left.span.end <= span.start && right.span.start >= span.end).then(|| (left.words.clone(), right.words.clone()))
    } else {
        None
    };
    let (left, right) = sides.or_else(|| {
        let is_name =
            |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || word.starts_with("iP");
        let before = prompt.words(part.start..span.start);
        let after = prompt.words(span.end..part.end).trim_start_matches(['.', ' ']);
        let mut left: Vec<&str> = before.split_whitespace().rev().take_while(is_name).take(3).collect();
        left.reverse();
        let mut right: Vec<&str> = Vec::new();
        for word in after.split_whitespace().take(3) {
            let bare = word.trim_end_matches([',', '.', ':', ';', '!', '?']);
            // `Train vs plane: Train: …. Plane: …`: what is listed for it says that it is a name.
            let is_listed = after.contains(&format!(" {}:", topic::capitalised(bare)));
            if !is_name(&bare) && !is_listed {
                break;
            }
            right.push(bare);
            if bare.len() < word.len() {
                break;
            }
        }
        let right = right.join(" ");
        (!left.is_empty() && !right.is_empty()).then(|| (left.join(" "), topic::capitalised(&right)))
    })?;
    if !short(&left) || !short(&right) {
        return None;
    }
    // `Left: a, b; Right: c, d`.
    let rest = prompt.words(span.end..part.end);
    let points = |name: &str| -> Vec<String> {
        let Some(at) = rest.rfind(&format!("{name}:")) else { return Vec::new() };
        let listed = &rest[at + name.len() + 1..];
        let end = listed.find([';', '\n', '.']).unwrap_or(listed.len());
        listed[..end]
            .split(',')
            .map(|item| topic::capitalised(item.trim()))
            .filter(|item| (2..=60).contains(&item.chars().count()))
            .take(4)
            .collect()
    };
    let side = |name: &str| {
        let points = points(name);
        if points.is_empty() { json!({ "title": name }) } else { json!({ "title": name, "points": points }) }
    };
    let composed = Composed::new("versus", json!({ "left": side(&left), "right": side(&right), "between": "vs" }));
    Some((Idea::Composed(composed), span, format!("{left} against {right}"), 0.8))
}
