//! Ideas that a block of the design shows: its name and what fills its slots.

use super::*;
use serde_json::{Map, Value, json};

/// A block and its values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Composed {
    /// The block's name.
    pub(crate) block: &'static str,
    /// What fills its slots.
    pub(crate) props: Map<String, Value>,
}

impl Composed {
    /// A block with the values of an object; what is null is left out.
    pub(crate) fn new(block: &'static str, props: Value) -> Self {
        Self { block, props: filled(props) }
    }

    /// The words and figures that fill its slots.
    pub(super) fn words(&self) -> Vec<String> {
        fn add(value: &Value, words: &mut Vec<String>) {
            match value {
                Value::String(said) => words.push(said.clone()),
                Value::Number(number) => words.push(number.to_string()),
                Value::Array(items) => items.iter().for_each(|item| add(item, words)),
                Value::Object(object) => object.values().for_each(|item| add(item, words)),
                Value::Null | Value::Bool(_) => {}
            }
        }
        let mut words = Vec::new();
        self.props.values().for_each(|value| add(value, &mut words));
        words
    }

    /// What it shows of the things that would otherwise be left out.
    pub(crate) fn stands_for(&self) -> &'static [&'static str] {
        match self.block {
            "mapRoute" | "mapHighlight" => &["maps"],
            "chartCard" => &["line charts", "pie charts"],
            "featureGrid" | "hero" | "socialPost" | "beforeAfter" | "flow" => &["icons"],
            "phoneFrame" | "browserFrame" | "dashboard" => &["interface mock-ups"],
            _ => &[],
        }
    }
}

/// The values of an object that are not null.
fn filled(object: Value) -> Map<String, Value> {
    let mut values = match object {
        Value::Object(values) => values,
        _ => Map::new(),
    };
    values.retain(|_, value| !value.is_null());
    values
}

/// What is better shown by a block, where the design is ours.
pub(super) fn recomposed(idea: Idea, prompt: &Prompt<'_>, part: &Range<usize>, taste: Taste<'_>) -> Idea {
    let composed = match &idea {
        Idea::Chart { title, subtitle, bars } => {
            let title = title.clone().or_else(|| charted(prompt, part));
            chart(prompt, part, title.as_deref(), subtitle.as_deref(), bars)
        }
        Idea::Code(code) if code.lines().any(|line| line.trim_start().starts_with("$ ")) => {
            let lines: Vec<&str> = code.lines().filter(|line| !line.trim().is_empty()).take(14).collect();
            Some(Composed::new("terminal", json!({ "lines": lines })))
        }
        Idea::Code(code) => Some(Composed::new("codeWindow", json!({ "code": code }))),
        Idea::List { title, items, numbered } => listed(prompt, part, title.as_deref(), items, *numbered, taste),
        Idea::Wordmark { name, tagline, call: None } if name.chars().count() <= 20 => {
            Some(Composed::new("logoReveal", json!({ "name": name, "tagline": tagline })))
        }
        Idea::Title { kicker: None, title, subtitle: None }
            if prompt.says_any(part, &["typewriter", "typed out", "typing effect"]) =>
        {
            Some(Composed::new("typewriterLine", json!({ "text": title })))
        }
        _ => None,
    };
    composed.map_or(idea, Idea::Composed)
}

/// The kind of chart that a part names.
fn kind(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<&'static str> {
    let kinds: [(&str, &[&str]); 9] = [
        ("donut", &["donut", "doughnut", "ring chart", "donut chart"]),
        ("pie", &["pie", "pie chart"]),
        ("area", &["area chart", "area graph"]),
        ("line", &["line chart", "line graph", "trend line", "as a line", "a line climbs", "a rising line"]),
        ("funnel", &["funnel"]),
        ("bar", &["horizontal bar", "horizontal bars", "horizontal bar chart", "ranking"]),
        ("progress", &["progress bars"]),
        ("scatter", &["scatter plot", "scatter"]),
        ("column", &["column chart", "bar chart", "bar graph", "histogram", "bars"]),
    ];
    kinds.iter().find(|(_, names)| prompt.says_any(part, names)).map(|(kind, _)| *kind)
}

/// What a chart is about, by the words before its figures.
fn charted(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let rest = [
        "chart of",
        "graph of",
        "chart showing",
        "graph showing",
        "chart comparing",
        "chart for",
        "histogram of",
        "pie of",
    ]
    .iter()
    .find_map(|lead| prompt.find_phrase(part, lead))?;
    let words = prompt.words(rest.end..part.end);
    let end = words.find([':', '(', '.', '\n', '—', '"', '“']).unwrap_or(words.len());
    let title = words[..end].trim();
    let is_title = (1..=7).contains(&title.split_whitespace().count()) && !title.chars().any(|c| c.is_ascii_digit());
    is_title.then(|| topic::capitalised(title))
}

fn chart(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    title: Option<&str>,
    note: Option<&str>,
    bars: &[Bar],
) -> Option<Composed> {
    let kind = kind(prompt, part).filter(|kind| *kind != "column" || bars.len() <= 12);
    // Explicit bars of long names lie; upright ones would break them.
    let longest = bars.iter().map(|bar| bar.label.chars().count()).max().unwrap_or(0);
    let is_dense = bars.len() > 8 && longest > 5;
    let kind = if kind == Some("column") && (longest > 16 || is_dense) && !prompt.says(part, "column") {
        Some("bar")
    } else {
        kind
    };
    let data: Vec<Value> = bars.iter().map(|bar| json!({ "label": bar.label, "value": bar.value })).collect();
    let labels_fit = bars.iter().all(|bar| (1..=60).contains(&bar.label.chars().count()));
    labels_fit.then(|| {
        let format = pattern(bars);
        Composed::new(
            "chartCard",
            json!({ "title": title, "note": note, "kind": kind, "data": data, "format": format }),
        )
    })
}

/// The pattern in which all values of a chart are written, from how the first is.
fn pattern(bars: &[Bar]) -> Option<String> {
    let first = bars.first()?.written.as_str();
    let begin = first.find(|c: char| c.is_ascii_digit())?;
    let end = first.rfind(|c: char| c.is_ascii_digit())? + 1;
    let decimals = bars
        .iter()
        .filter_map(|bar| bar.written.split_once('.'))
        .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).count())
        .max()
        .unwrap_or(0);
    let is_grouped = bars.iter().any(|bar| bar.value >= 1000.0 && bar.written.contains(','));
    let number = format!(
        "{}{}",
        if is_grouped { "0,0" } else { "0" },
        if decimals > 0 { format!(".{}", "0".repeat(decimals.min(3))) } else { String::new() }
    );
    Some(format!("{}{number}{}", &first[..begin], &first[end..]))
}

/// A list as steps, as a way from one to the next, or as features with their icons.
fn listed(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    title: Option<&str>,
    items: &[String],
    numbered: bool,
    taste: Taste<'_>,
) -> Option<Composed> {
    let fits = |most: usize| items.iter().all(|item| item.chars().count() <= most);
    let asked = title.map(str::to_owned).or_else(|| led(prompt, part));
    let title = asked.as_deref();
    let is_checked =
        prompt.says_any(part, &["checklist", "check list", "to do list", "todo list", "ticked off", "tick off"]);
    if is_checked && (1..=8).contains(&items.len()) && fits(90) {
        return Some(Composed::new("checklist", json!({ "title": title, "items": items })));
    }
    if numbered && (2..=5).contains(&items.len()) && fits(40) && prompt.says_any(part, &["step", "steps", "how to"]) {
        let items: Vec<Value> = items.iter().map(|item| json!({ "head": item })).collect();
        return Some(Composed::new("steps", json!({ "title": title, "items": items })));
    }
    if (2..=8).contains(&items.len())
        && fits(40)
        && prompt.says_any(part, &["flow", "flowchart", "pipeline", "workflow", "process diagram"])
    {
        return Some(Composed::new("flow", json!({ "title": title, "items": items })));
    }
    let is_of_names = prompt.says_any(
        part,
        &["logos", "logo wall", "logo grid", "logo cloud", "trusted by", "sponsors", "our partners", "our customers"],
    );
    if (3..=12).contains(&items.len()) && fits(22) && is_of_names {
        return Some(Composed::new("logoWall", json!({ "title": title, "names": items })));
    }
    let is_iconic = prompt.says_any(
        part,
        &[
            "features",
            "feature",
            "benefits",
            "icons",
            "icon",
            "services",
            "values",
            "pillars",
            "perks",
            "amenities",
            "cards",
            "tiles",
        ],
    );
    if !numbered && (2..=6).contains(&items.len()) && fits(40) && is_iconic {
        let items: Vec<Value> =
            items.iter().map(|item| filled(json!({ "head": item, "icon": icon(item) })).into()).collect();
        return Some(Composed::new("featureGrid", json!({ "title": title, "items": items })));
    }
    // A few things that can each be seen are a list as well as cards: the seed says which.
    let is_plain = !prompt.says_any(part, PLAIN_LISTS);
    if !numbered && (3..=4).contains(&items.len()) && fits(18) && is_plain && choice::pick(taste.seed, 2) == 1 {
        let icons: Vec<String> = items.iter().filter_map(|item| own_icon(item)).collect();
        let is_each_its_own = icons.iter().all(|icon| icons.iter().filter(|other| *other == icon).count() == 1);
        if icons.len() == items.len() && is_each_its_own {
            let items: Vec<Value> =
                items.iter().zip(&icons).map(|(item, icon)| json!({ "head": item, "icon": icon })).collect();
            return Some(Composed::new("featureGrid", json!({ "title": title, "items": items })));
        }
    }
    None
}

/// What stands before the colon of a list, without how many there are: `How to brew tea in 4 steps:`.
fn led(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let words = prompt.words(part.clone());
    let head = words[..words.find(':')?].rsplit(['.', '\n']).next()?.trim();
    let end = [" in ", " – ", " - "].iter().filter_map(|mark| {
        let at = head.rfind(mark)?;
        head[at..].chars().any(|c| c.is_ascii_digit()).then_some(at)
    });
    let head = &head[..end.min().unwrap_or(head.len())];
    let is_title = (2..=8).contains(&head.split_whitespace().count()) && head.to_lowercase().starts_with("how to");
    is_title.then(|| topic::capitalised(head))
}

/// Words for a list that is no more than that.
const PLAIN_LISTS: &[&str] = &[
    "list",
    "bullets",
    "bullet points",
    "bullet",
    "agenda",
    "steps",
    "menu",
    "typed",
    "text only",
    "no icons",
    "lines",
];

/// The icon of that very name, for one or two words.
fn own_icon(words: &str) -> Option<String> {
    let last = words.split_whitespace().last()?;
    pavo_library::icon(words).or_else(|| pavo_library::icon(last)).map(|icon| icon.name.to_owned())
}

/// The icon for a few words: for all of them, else for the last noun that has one.
pub(super) fn icon(words: &str) -> Option<String> {
    /// Words that say how something is, and show nothing.
    const UNSEEN: &[&str] =
        &["free", "ready", "new", "full", "here", "best", "top", "now", "live", "off", "out", "and", "the"];
    let is_unseen = |word: &str| UNSEEN.contains(&word) || crate::token::number_word(word).is_some();
    let parts = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let seen: Vec<&str> =
        parts.rev().filter(|word| word.chars().count() >= 3 && !is_unseen(&word.to_lowercase())).collect();
    // A sign of that very name goes before one that is found by what it means.
    let named = || seen.iter().find_map(|word| pavo_library::icon(word));
    let meant = || seen.iter().find_map(|word| pavo_library::icon_for(word));
    pavo_library::icon(words).or_else(named).or_else(meant).map(|icon| icon.name.to_owned())
}
