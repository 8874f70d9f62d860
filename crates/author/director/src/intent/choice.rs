//! Which of several readings of a part is taken: each is scored, the best one wins, and equals are dealt by the seed.

use super::{Decision, Idea, Quote};
use crate::prompt::Prompt;
use crate::trace::Trace;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a choice rests on beside the words of the part.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taste<'a> {
    /// What chance is drawn from.
    pub(crate) seed: u64,
    /// What the film has shown before, by the names of ideas.
    pub(crate) shown: &'a [&'static str],
}

/// What showing everything that is quoted or counted is worth, beside a sureness of at most 1.
const COVERAGE: f64 = 0.4;
/// What it is worth that the prompt calls a thing by its name.
const NAMED: f64 = 0.15;
/// What a kind loses for each time that the film has shown it.
const REPEATED: f64 = 0.05;
/// What a reading of a special kind has before those that fit most prompts.
const SPECIAL: f64 = 0.1;
/// What a reading loses to the one before it in the order of the readers, from the special to the general.
const LATER: f64 = 0.004;
/// Readings that are no further apart are equals.
const EQUAL: f64 = 0.01;

/// Names that people give to what is shown; the block's own name always counts.
const NAMES: &[(&str, &[&str])] = &[
    ("chart", &["bar chart", "bars", "column chart", "line chart", "pie chart", "histogram", "donut chart", "graph"]),
    ("chartCard", &["bar chart", "bars", "column chart", "line chart", "pie chart", "histogram", "graph"]),
    ("list", &["bullet points", "bullets", "checklist", "agenda"]),
    ("figures", &["stats", "counters", "statistics", "kpis", "metrics"]),
    ("figure", &["counter", "big number", "stat"]),
    ("quotation", &["quote", "testimonial", "review"]),
    ("terminal", &["command line", "console"]),
    ("codeWindow", &["code snippet", "code editor", "diff"]),
    ("chatThread", &["chat", "text messages", "conversation"]),
    ("socialPost", &["tweet", "social post"]),
    ("notificationStack", &["notification", "notifications"]),
    ("mapRoute", &["route"]),
    ("mapHighlight", &["map"]),
    ("pricing", &["pricing table", "plans"]),
    ("tableReveal", &["table", "leaderboard"]),
    ("beforeAfter", &["before and after", "before/after"]),
    ("versus", &["vs", "comparison"]),
    ("flow", &["flowchart", "pipeline", "diagram"]),
    ("newsHeadline", &["headline", "newspaper"]),
    ("profileCard", &["profile"]),
    ("end card", &["outro", "end screen"]),
];

/// The best of several readings, given in the order of their readers; what it was weighed against is written down.
pub(super) fn best(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    quotes: &[Quote],
    readings: Vec<Decision>,
    taste: Taste<'_>,
    trace: &mut Trace,
) -> Option<Decision> {
    let facts: Vec<BTreeSet<String>> = readings.iter().map(|(idea, ..)| facts(idea, quotes)).collect();
    let all: BTreeSet<&String> = facts.iter().flatten().collect();
    let mut scored: Vec<(f64, usize)> = readings
        .iter()
        .enumerate()
        .map(|(place, (idea, .., sureness))| {
            let coverage = if all.is_empty() { 1.0 } else { ratio(facts[place].len(), all.len()) };
            let shown = taste.shown.iter().filter(|name| **name == idea.name()).count();
            let named = if is_named(prompt, part, idea.name()) { NAMED } else { 0.0 };
            let special = if matches!(idea, Idea::Composed(_)) { SPECIAL } else { 0.0 };
            let lost = REPEATED * ratio(shown, 1) + LATER * ratio(place, 1);
            (sureness + COVERAGE * coverage + named + special - lost, place)
        })
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (best, _) = *scored.first()?;
    let equals = scored.iter().filter(|(score, _)| best - score <= EQUAL).count();
    let drawn = pick(taste.seed, equals);
    if scored.len() > 1 {
        let named: Vec<String> =
            scored.iter().map(|(score, place)| format!("{} {score:.2}", readings[*place].0.name())).collect();
        trace.note(prompt.text, "choice", part.start..part.start, named.join(", "), best.min(1.0));
    }
    let place = scored[drawn].1;
    readings.into_iter().nth(place)
}

/// One of so many equals.
pub(super) fn pick(seed: u64, count: usize) -> usize {
    // The upper bits: the lower ones choose colours and variants.
    let drawn = (seed >> 17) % u64::try_from(count.max(1)).unwrap_or(1);
    usize::try_from(drawn).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of words")]
fn ratio(count: usize, of: usize) -> f64 {
    count as f64 / of as f64
}

/// Whether a part calls what is shown by its name.
fn is_named(prompt: &Prompt<'_>, part: &Range<usize>, name: &str) -> bool {
    let mut spaced = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            spaced.push(' ');
        }
        spaced.extend(c.to_lowercase());
    }
    let others = NAMES.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, names)| names);
    prompt.says(part, &spaced) || prompt.says_any(part, others)
}

/// The words and figures of an idea that the prompt gives as copy: those that are quoted, and those with a figure.
fn facts(idea: &Idea, quotes: &[Quote]) -> BTreeSet<String> {
    let quoted: BTreeSet<String> = quotes.iter().flat_map(|quote| crate::plan::plain_words(&quote.words)).collect();
    let words = idea.words();
    let shown = words.iter().flat_map(|words| crate::plan::plain_words(words));
    shown
        .filter_map(|word| {
            // A figure counts as such, however its unit is written.
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            if digits.is_empty() { quoted.contains(&word).then_some(word) } else { Some(digits) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intent::Composed;
    use serde_json::json;

    fn quote(words: &str) -> Quote {
        Quote { span: 0..words.len(), words: words.to_owned(), head: None }
    }

    fn title(words: &str, sureness: f64) -> Decision {
        (Idea::Title { kicker: None, title: words.to_owned(), subtitle: None }, 0..0, String::new(), sureness)
    }

    fn chosen(words: &str, quotes: &[Quote], readings: Vec<Decision>, taste: Taste<'_>) -> (String, Trace) {
        let prompt = Prompt::new(words);
        let mut trace = Trace::default();
        let best = best(&prompt, &prompt.whole(), quotes, readings, taste, &mut trace).expect("a reading");
        (best.0.words().join(" "), trace)
    }

    #[test]
    fn a_reading_that_shows_all_that_is_quoted_goes_before_a_surer_one_that_does_not() {
        let quotes = [quote("Bread"), quote("Salt")];
        let readings = || vec![title("Bread", 0.8), title("Bread Salt", 0.7)];
        let (words, trace) = chosen("two words", &quotes, readings(), Taste::default());
        assert_eq!(words, "Bread Salt");
        assert!(trace.to_string().contains("choice"), "what it was weighed against is written down");
        assert_eq!(chosen("two words", &[], readings(), Taste::default()).0, "Bread");
    }

    #[test]
    fn what_is_called_by_its_name_goes_first_and_what_was_shown_before_later() {
        let list = Idea::List { title: None, items: vec!["Tea".into()], numbered: false };
        let stat = Idea::Composed(Composed::new("hero", json!({ "subject": "Tea" })));
        let readings = || vec![(list.clone(), 0..0, String::new(), 0.8), (stat.clone(), 0..0, String::new(), 0.75)];
        assert_eq!(chosen("a list", &[], readings(), Taste::default()).1.entries.len(), 1);
        let first = |words: &str, shown: &[&'static str]| {
            let taste = Taste { seed: 0, shown };
            chosen(words, &[], readings(), taste).1.entries[0].decision.clone()
        };
        assert!(first("tea", &[]).starts_with("hero"), "{}", first("tea", &[]));
        assert!(first("a list of tea", &[]).starts_with("list"));
        assert!(first("tea", &["hero", "hero"]).starts_with("list"));
    }

    #[test]
    fn equals_are_dealt_by_the_seed() {
        let words: BTreeSet<String> = (0..8)
            .map(|seed: u64| {
                let readings = vec![title("Left", 0.7), title("Right", 0.7)];
                chosen("either", &[], readings, Taste { seed: seed << 17, shown: &[] }).0
            })
            .collect();
        assert_eq!(words.len(), 2);
        assert_eq!(pick(u64::MAX, 0), 0);
    }
}
