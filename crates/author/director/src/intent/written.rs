//! What a prompt writes out with its figures: races, tables, offers, ways from one to the next, a single figure.

use super::composed::Composed;
use super::*;
use crate::series;
use crate::token::Unit;
use serde_json::{Value, json};

/// The words of a part behind a colon, to the end of the sentence or line they are in.
fn behind_colons<'p>(prompt: &Prompt<'p>, part: &Range<usize>) -> impl Iterator<Item = (usize, &'p str)> {
    let colons: Vec<usize> =
        prompt.tokens_in(part).iter().filter(|token| token.is(':')).map(|token| token.span.end).collect();
    let (words, end) = (prompt.words(..), part.end);
    colons.into_iter().map(move |at| {
        let rest = &words[at..end];
        let stop = rest.match_indices(['.', '\n', '!', '?']).map(|(stop, _)| stop).find(|stop| {
            let next = rest[stop + 1..].chars().next();
            next.is_none_or(char::is_whitespace) && !rest[..*stop].trim().is_empty()
        });
        (at, &rest[..stop.unwrap_or(rest.len())])
    })
}

/// Names and values that are listed behind a colon, and where the colon is.
pub(crate) fn listed_pairs(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(usize, Vec<Bar>)> {
    behind_colons(prompt, part).map(|(at, words)| (at, series::pairs(words))).find(|(_, bars)| bars.len() >= 2)
}

/// What stands before a colon, as a title: without the order, and without the thing that is to show it.
fn title_before(prompt: &Prompt<'_>, part: &Range<usize>, colon: usize) -> Option<String> {
    const LEADS: &[&str] = &[
        "bar chart race of",
        "bar chart of",
        "chart of",
        "chart race of",
        "race of",
        "pricing table for",
        "table of",
        "chart",
        "show",
        "animate",
        "create",
        "make",
        "a",
        "an",
        "the",
        "our",
        "my",
    ];
    let head = prompt.words(part.start..colon.saturating_sub(1));
    let mut words = head.rsplit(['.', '\n', '!', '?', ':']).next()?.trim();
    while let Some(rest) = LEADS.iter().find_map(|lead| {
        let found = words.get(..lead.len())?;
        (found.eq_ignore_ascii_case(lead) && words[lead.len()..].starts_with([' '])).then(|| words[lead.len()..].trim())
    }) {
        words = rest;
    }
    let count = words.split_whitespace().count();
    let is_title = (1..=8).contains(&count) && words.chars().count() <= 60 && !words.contains(['"', '“', '{', '#']);
    is_title.then(|| topic::capitalised(words))
}

/// Names with values behind a colon, without a word of a chart: `Monthly sign-ups: Jan 120, Feb 180, Mar 260`.
pub(super) fn values(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let words = prompt.words(part.clone());
    if let Some((unit, bars)) = series::written(words).and_then(|table| table.bars())
        && bars.len() >= 2
    {
        // A line above the table says what it is about.
        let head = words.lines().map(str::trim).find(|line| !line.is_empty())?;
        let is_title = !head.contains([',', ';', '|', '\t', '"']) && (1..=8).contains(&head.split_whitespace().count());
        let title = if is_title { topic::capitalised(head.trim_end_matches(':')) } else { topic::capitalised(&unit) };
        let decision = format!("chart of {} values", bars.len());
        return Some((
            Idea::Chart { title: Some(title), subtitle: None, bars },
            part.start..part.start,
            decision,
            0.75,
        ));
    }
    let (colon, bars) = listed_pairs(prompt, part)?;
    let is_other = prompt.says_any(
        part,
        &[
            "plans", "plan", "pricing", "price", "prices", "menu", "counters", "counter", "stats", "numbers",
            "metrics", "top", "timeline",
        ],
    );
    let is_small = bars.iter().all(|bar| bar.label.chars().count() <= 24 && bar.value >= 0.0);
    let like =
        |bar: &Bar| bar.written.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.')).collect::<String>();
    let is_alike = bars.windows(2).all(|pair| like(&pair[0]) == like(&pair[1]));
    if bars.len() < 3 || is_other || !is_small || !is_alike {
        return None;
    }
    let title = quotes
        .iter()
        .find(|quote| quote.head == Some(Head::Title))
        .map(|quote| quote.words.clone())
        .or_else(|| title_before(prompt, part, colon));
    let decision = format!("chart of {} values", bars.len());
    Some((Idea::Chart { title, subtitle: None, bars }, part.start..colon, decision, 0.75))
}

/// `bar chart race of harbours 2021 to 2023: Skagen 40 60 95, Esbjerg 55 58 62`.
pub(super) fn race(prompt: &Prompt<'_>, part: &Range<usize>, _: &[Quote]) -> Option<Decision> {
    let span = ["bar chart race", "chart race", "bar race", "race of bars"]
        .iter()
        .find_map(|name| prompt.find_phrase(part, name))?;
    let (colon, rows) =
        behind_colons(prompt, part).map(|(at, words)| (at, series::rows(words))).find(|(_, rows)| rows.len() >= 2)?;
    let count = rows[0].1.len();
    let head = prompt.tokens_in(&(part.start..colon));
    let years: Vec<u32> = head
        .iter()
        .filter_map(|token| token.figure())
        .filter(|figure| (1500.0..2200.0).contains(&figure.value) && figure.unit == Unit::None && figure.decimals == 0)
        .map(|figure| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a year")]
            let year = figure.value as u32;
            year
        })
        .collect();
    let periods: Vec<String> = match years.as_slice() {
        years if years.len() == count => years.iter().map(ToString::to_string).collect(),
        [from, to] if to > from && (to - from + 1) as usize == count => {
            (*from..=*to).map(|year| year.to_string()).collect()
        }
        // What they are called is not said; they are counted.
        _ => (1..=count).map(|number| number.to_string()).collect(),
    };
    let title = title_before(prompt, part, colon).map(|title| {
        let cut = title.find(|c: char| c.is_ascii_digit()).unwrap_or(title.len());
        title[..cut].trim_end_matches([' ', ',', '(']).trim_end_matches(" from").trim_end_matches(" in").to_owned()
    });
    let title = title.filter(|title| !title.is_empty());
    let series: Vec<Value> = rows.iter().map(|(name, values)| json!({ "name": name, "values": values })).collect();
    let fits = (2..=24).contains(&count) && (2..=10).contains(&rows.len());
    fits.then(|| {
        let composed = Composed::new("barRace", json!({ "title": title, "periods": periods, "series": series }));
        (Idea::Composed(composed), span, format!("a race of {}", rows.len()), 0.85)
    })
}

/// A table of words, as lines of Markdown or with commas.
pub(super) fn table(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let table = series::written(prompt.words(part.clone()))?;
    let wants_table =
        prompt.says_any(part, &["table", "schedule", "timetable", "spreadsheet", "leaderboard", "standings"]);
    let wants_chart = prompt.says_any(part, &["chart", "graph", "histogram", "bars"]);
    if wants_chart || !wants_table && table.bars().is_some() {
        return None;
    }
    let fits = (1..=5).contains(&table.columns.len())
        && (1..=9).contains(&table.rows.len())
        && table.columns.iter().all(|name| name.chars().count() <= 30);
    let words = prompt.words(part.clone());
    let head = words.lines().next().filter(|line| !line.contains(['|', ',', ';', '\t']));
    let title =
        quotes.iter().find(|quote| quote.head == Some(Head::Title)).map(|quote| quote.words.clone()).or_else(|| {
            let line = head?.trim().trim_end_matches(':');
            let start = part.start + words.find(line)?;
            title_before(prompt, &(start..start + line.len() + 1), start + line.len() + 1)
        });
    fits.then(|| {
        let props = json!({ "title": title, "columns": table.columns, "rows": table.rows });
        let decision = format!("a table of {} rows", table.rows.len());
        (Idea::Composed(Composed::new("tableReveal", props)), part.start..part.start, decision, 0.8)
    })
}

/// `Pricing table with three plans: Solo €5, Team €12, Fleet €30`.
pub(super) fn offers(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["pricing", "price table", "plans", "price plans", "subscription tiers", "tiers"]
        .iter()
        .find_map(|name| prompt.find_phrase(part, name))?;
    let (_, bars) = listed_pairs(prompt, part)?;
    if !(2..=4).contains(&bars.len()) || bars.iter().any(|bar| bar.label.chars().count() > 24) {
        return None;
    }
    let title = quotes.iter().find(|quote| quote.head == Some(Head::Title)).map(|quote| quote.words.clone());
    let plans: Vec<Value> = bars.iter().map(|bar| json!({ "name": bar.label, "price": bar.written })).collect();
    let decision = format!("{} offers", plans.len());
    Some((Idea::Composed(Composed::new("pricing", json!({ "title": title, "plans": plans }))), span, decision, 0.8))
}

/// `Form → Queue → Review → Done`.
pub(super) fn way(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let words = prompt.words(part.clone());
    let words = words.rsplit_once(':').map_or(words, |(_, rest)| rest);
    let words = words.split(['.', '\n']).find(|line| line.contains('→') || line.contains("->"))?;
    let items: Vec<String> = words
        .split(['→', '>'])
        .map(|item| copy::clean(item.trim().trim_end_matches('-').trim().trim_matches(['"', '“', '”'])))
        .collect();
    let fits = |item: &String| (1..=36).contains(&item.chars().count()) && item.split_whitespace().count() <= 5;
    if !(3..=8).contains(&items.len()) || !items.iter().all(fits) {
        return None;
    }
    let title = quotes.iter().find(|quote| quote.head == Some(Head::Title)).map(|quote| quote.words.clone());
    let decision = format!("a way of {} stations", items.len());
    Some((
        Idea::Composed(Composed::new("flow", json!({ "title": title, "items": items }))),
        part.start..part.start,
        decision,
        0.85,
    ))
}

/// `94% of our riders come back`: a short sentence about one figure.
pub(super) fn one_figure(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let tokens = prompt.tokens_in(part);
    let words = tokens.iter().filter(|token| token.kind == crate::token::TokenKind::Word).count();
    let figures: Vec<_> = tokens.iter().filter_map(|token| Some((token.span.clone(), token.figure()?))).collect();
    let [(span, figure)] = figures.as_slice() else { return None };
    let is_amount = matches!(figure.unit, Unit::Percent | Unit::Times)
        || figure.unit == Unit::None && (figure.currency.is_some() || figure.scale.is_some() || figure.grouped);
    let leads = prompt.words(part.start..span.start).trim();
    if !quotes.is_empty() || !is_amount || !(2..=12).contains(&words) || leads.split_whitespace().count() > 3 {
        return None;
    }
    // What stands before it is the sentence's beginning, unless it orders a film.
    let is_order = leads.is_empty() || topic::topic(prompt, &(part.start..span.start)).is_none();
    let rest = prompt.words(span.end..part.end).trim().trim_end_matches(['.', '!']).trim_start_matches([':', ',', ' ']);
    let told =
        rest.split_whitespace().any(|word| crate::lexicon::words::MANNER.contains(&word.to_lowercase().as_str()));
    if !is_order || rest.is_empty() || told || rest.chars().count() > 70 || rest.contains(['.', ',', ':', '\n', '#']) {
        return None;
    }
    let stat =
        Stat { span: span.clone(), value: figure.value, format: data::format_of(*figure), label: rest.to_owned() };
    let decision = format!("a figure, {}", figure.value);
    Some((Idea::Stat { stat, bounces: false }, span.clone(), decision, 0.7))
}

/// `A dashboard for a harbour with visits, berths and wind`, `Phone mockup of a weather app called Mistral`.
pub(super) fn screen(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let screens: [(&'static str, &[&str]); 3] = [
        ("dashboard", &["dashboard", "analytics screen", "admin panel"]),
        (
            "phoneFrame",
            &[
                "phone mockup",
                "phone mock-up",
                "mobile app",
                "app screen",
                "iphone mockup",
                "smartphone",
                "phone showing",
                "phone with",
            ],
        ),
        (
            "browserFrame",
            &[
                "browser window",
                "browser mockup",
                "landing page",
                "website mockup",
                "web page",
                "chat interface",
                "user interface",
                "web app",
                "app interface",
                "interface",
                "ui",
            ],
        ),
    ];
    let (block, span) = screens.iter().find_map(|(block, names)| {
        names.iter().find_map(|name| prompt.find_phrase(part, name)).map(|span| (*block, span))
    })?;
    // Screens that are described detail by detail are not ours to fill.
    if prompt.tokens_in(part).len() > 60 || quotes.len() > 3 {
        return None;
    }
    let within = |words: Option<String>, most: usize| words.filter(|words| (1..=most).contains(&words.chars().count()));
    let before = || {
        // `ChatGPT dark interface`
        let lead = prompt.plain(part.start..span.start).trim_end();
        let lead =
            ["dark", "light", "clean", "minimal"].iter().find_map(|look| lead.strip_suffix(look)).unwrap_or(lead);
        let name = marks::capitalised_before(prompt, part.start + lead.len())?;
        let name = ["Recreated", "Recreate", "Animated"]
            .iter()
            .fold(name.as_str(), |name, order| name.strip_prefix(order).map_or(name, str::trim_start));
        (!name.is_empty()).then(|| name.to_owned())
    };
    let name = within(called(prompt, part).or_else(before), 24);
    let headline = within(quotes.first().map(|quote| quote.words.clone()), if block == "phoneFrame" { 50 } else { 40 });
    let figures: Vec<Value> = data::stats(prompt, part)
        .into_iter()
        .filter(|stat| (1..=24).contains(&stat.label.chars().count()))
        .take(if block == "phoneFrame" { 2 } else { 4 })
        .map(|stat| json!({ "label": stat.label, "value": stat.value }))
        .collect();
    let figures = (!figures.is_empty()).then_some(figures);
    let props = match block {
        "dashboard" => {
            let sections = sections(prompt, &(span.end..part.end));
            let title = headline.or_else(|| name.clone()).or_else(|| purpose(prompt, &(span.end..part.end)));
            json!({ "name": name, "title": title, "nav": sections, "figures": figures })
        }
        "phoneFrame" => json!({ "name": name, "headline": headline, "figures": figures }),
        // What a page is called stands on it where nothing else is said.
        _ => json!({ "name": name, "headline": headline.or_else(|| name.clone()) }),
    };
    let is_said = ["name", "headline", "title", "nav", "figures"]
        .iter()
        .any(|slot| props.get(slot).is_some_and(|value| !value.is_null()));
    is_said.then(|| (Idea::Composed(Composed::new(block, props)), span, format!("{block} as described"), 0.75))
}

/// `HTTP Request node connected to AI Agent node`: things that are joined, by their names.
pub(super) fn nodes(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["workflow", "pipeline", "flowchart", "canvas", "node graph", "connected to", "connected by"]
        .iter()
        .find_map(|name| prompt.find_phrase(part, name))?;
    let mut names: Vec<String> = Vec::new();
    for (at, _) in prompt.plain(part.clone()).match_indices("node") {
        let head = prompt.words(part.start..part.start + at).trim_end();
        let mut words: Vec<&str> = head
            .split_whitespace()
            .rev()
            .take_while(|word| word.starts_with(char::is_uppercase) && !word.ends_with([',', '.', ':', ';']))
            .take(3)
            .collect();
        words.reverse();
        let name = words.join(" ");
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    if !quotes.is_empty() || !(2..=8).contains(&names.len()) || names.iter().any(|name| name.chars().count() > 40) {
        return None;
    }
    let decision = format!("{} joined", names.join(", "));
    Some((Idea::Composed(Composed::new("flow", json!({ "items": names }))), span, decision, 0.75))
}

/// The name behind `called`, `named`.
fn called(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let lead = ["called", "named"].iter().find_map(|lead| prompt.find_phrase(part, lead))?;
    let rest = prompt.words(lead.end..part.end);
    let words: Vec<&str> =
        rest.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).take(3).collect();
    let name = words.join(" ");
    let name = name.trim_end_matches([',', '.', ':', ';']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// What something is for: `for a harbour with …`.
fn purpose(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let rest = prompt.words(part.clone()).trim_start();
    let rest = ["for ", "of ", "about "].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let rest = ["a ", "an ", "the ", "our ", "my "].iter().find_map(|lead| rest.strip_prefix(lead)).unwrap_or(rest);
    let end = [" with ", " showing ", ",", ".", ":", "\n"]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
        .unwrap_or(rest.len());
    let words = rest[..end].trim();
    (1..=5).contains(&words.split_whitespace().count()).then(|| topic::capitalised(words))
}

/// `with visits, berths and wind`: what something has, each in a word or two.
fn sections(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<Vec<String>> {
    let lead = ["with", "showing", "including"].iter().find_map(|lead| prompt.find_phrase(part, lead))?;
    let rest = prompt.words(lead.end..part.end);
    let end = rest.find(['.', '\n', ';', '(']).unwrap_or(rest.len());
    let items: Vec<String> = rest[..end]
        .split(',')
        .flat_map(|item| item.split(" and "))
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(topic::capitalised)
        .collect();
    let fits = items.iter().all(|item| item.chars().count() <= 18 && item.split_whitespace().count() <= 2);
    (fits && (2..=6).contains(&items.len())).then_some(items)
}

/// `Text "Built for bakers" where "bakers" swaps to "florists" and "brewers"`.
pub(super) fn swap(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let says = ["swaps", "swap", "rotates", "rotating", "cycles", "cycling", "changes to", "switches", "alternates"];
    let span = says.iter().find_map(|word| prompt.find_phrase(part, word))?;
    if let Some(decision) = bracketed(prompt, part, &span) {
        return Some(decision);
    }
    // The words that take turns may be part of the text, which the copy then knows once: they are read anew.
    let all: Vec<String> = prompt
        .atoms
        .iter()
        .filter(|atom| atom.kind == AtomKind::Quote && part.contains(&atom.span.start))
        .map(|atom| prompt.words(atom.inner.clone()).to_owned())
        .collect();
    let [whole, first, rest @ ..] = all.as_slice() else { return None };
    let at = whole.find(first.as_str()).filter(|_| whole.len() > first.len())?;
    let (prefix, suffix) = (whole[..at].trim(), whole[at + first.len()..].trim());
    let words: Vec<&String> = std::iter::once(first).chain(rest).collect();
    let fits = (2..=6).contains(&words.len())
        && words.iter().all(|word| (1..=20).contains(&word.chars().count()))
        && prefix.chars().count() <= 40
        && suffix.chars().count() <= 40;
    let given = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    (fits && !quotes.is_empty()).then(|| {
        let composed =
            Composed::new("wordSwap", json!({ "prefix": given(prefix), "words": words, "suffix": given(suffix) }));
        (Idea::Composed(composed), span, "words that take turns".to_owned(), 0.85)
    })
}

/// `Build for [teams, creators, everyone]`: words in brackets take turns behind those before them.
fn bracketed(prompt: &Prompt<'_>, part: &Range<usize>, span: &Range<usize>) -> Option<Decision> {
    let inside = |text: &'_ str| text.contains(',') && !text.contains(['\n', '{', '#']);
    let atom = prompt.atoms.iter().find(|atom| {
        part.contains(&atom.span.start)
            && matches!(atom.kind, AtomKind::Placeholder)
            && inside(prompt.words(atom.inner.clone()))
    })?;
    let words: Vec<&str> = prompt.words(atom.inner.clone()).split(',').map(str::trim).collect();
    let lead = prompt.words(part.start..atom.span.start);
    let prefix = lead.rsplit(['.', ':', '\n', '"', '“']).next().unwrap_or_default().trim();
    let fits = (2..=6).contains(&words.len())
        && words.iter().all(|word| (1..=20).contains(&word.chars().count()))
        && prefix.chars().count() <= 40
        && prefix.split_whitespace().count() <= 5;
    fits.then(|| {
        let prefix = (!prefix.is_empty()).then(|| topic::capitalised(prefix));
        let composed = Composed::new("wordSwap", json!({ "prefix": prefix, "words": words }));
        (Idea::Composed(composed), span.clone(), "words that take turns".to_owned(), 0.85)
    })
}

/// `Newspaper headline "Town votes to keep its trees" with "keep its trees" highlighted`.
pub(super) fn news(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["newspaper", "news headline", "front page", "breaking news"]
        .iter()
        .find_map(|name| prompt.find_phrase(part, name))?;
    let headline = quotes.first().map(|quote| quote.words.clone()).filter(|words| words.chars().count() <= 130)?;
    let marked =
        prompt.atoms.iter().filter(|atom| atom.kind == AtomKind::Quote && part.contains(&atom.span.start)).skip(1);
    let highlight = marked
        .map(|atom| prompt.words(atom.inner.clone()).to_owned())
        .find(|words| headline.contains(words.as_str()) && words.len() < headline.len() && words.chars().count() <= 60);
    let text = quotes
        .iter()
        .skip(1)
        .map(|quote| quote.words.clone())
        .find(|words| Some(words) != highlight.as_ref() && words.chars().count() <= 180);
    let composed = Composed::new("newsHeadline", json!({ "headline": headline, "highlight": highlight, "text": text }));
    Some((Idea::Composed(composed), span, "a headline in a newspaper".to_owned(), 0.85))
}

/// `Diagram with "Gateway" in the middle connected to "Billing", "Search" and "Mail"`.
pub(super) fn hub(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["in the middle", "in the center", "in the centre", "at the center", "at the centre", "hub"]
        .iter()
        .find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let around =
        prompt.says_any(part, &["connected", "around", "surrounded", "connects", "linked", "spokes", "branches"]);
    let [center, items @ ..] = quotes else { return None };
    let fits = (3..=8).contains(&items.len()) && quotes.iter().all(|quote| quote.words.chars().count() <= 30);
    (around && fits).then(|| {
        let items: Vec<&String> = items.iter().map(|quote| &quote.words).collect();
        let composed = Composed::new("hub", json!({ "center": center.words, "items": items }));
        (Idea::Composed(composed), span, format!("a hub of {}", items.len()), 0.85)
    })
}

/// `Profile card for "Ines Okafor", marine biologist from Bergen`.
pub(super) fn profile(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["profile card", "bio card", "speaker card", "team member", "contact card", "id card"]
        .iter()
        .find_map(|name| prompt.find_phrase(part, name))?;
    let name = quotes.first()?;
    let role = quotes.get(1).map(|quote| quote.words.clone()).or_else(|| {
        let rest = prompt.words(name.span.end..part.end).trim_start();
        let rest =
            rest.strip_prefix(',').or_else(|| rest.strip_prefix('—')).or_else(|| rest.strip_prefix('–'))?.trim_start();
        let end = rest.find(['.', ',', ';', '\n', '"', '(', '#']).unwrap_or(rest.len());
        let words = rest[..end].trim();
        let told =
            words.split_whitespace().any(|word| crate::lexicon::words::MANNER.contains(&word.to_lowercase().as_str()));
        ((1..=8).contains(&words.split_whitespace().count()) && !told).then(|| topic::capitalised(words))
    });
    let fits = name.words.chars().count() <= 50 && role.as_ref().is_none_or(|role| role.chars().count() <= 70);
    let facts: Vec<&String> =
        quotes.iter().skip(2).map(|quote| &quote.words).filter(|words| words.chars().count() <= 40).take(4).collect();
    let facts = (!facts.is_empty()).then_some(facts);
    fits.then(|| {
        let composed = Composed::new("profileCard", json!({ "name": name.words, "role": role, "facts": facts }));
        (Idea::Composed(composed), span, "who somebody is".to_owned(), 0.8)
    })
}
