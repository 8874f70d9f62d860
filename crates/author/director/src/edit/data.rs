//! Changes to what a film shows: another value, one more, one less.
//!
//! A film that a prompt gave says so itself. The change is made in those words, the film is designed from both of them,
//! and what makes the one of the other is done to the document: changes that were made to it before stay.

use super::Editor;
use super::document::difference;
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::{Brief, direct};
use pavo_scene::{AspectRatio, FrameRate, Scene};
use serde_json::{Value, json};
use std::ops::Range;

/// A change of a prompt: what goes for what, and what that comes to.
struct Change {
    at: Range<usize>,
    with: String,
    done: String,
}

impl Editor<'_, '_> {
    /// `set March to 48`, `add Kotlin 12`, `remove Go`, `change 2,400 to 3,000`; whether anything changed.
    pub(super) fn data(&mut self) -> bool {
        let Some(original) = self.document["meta"]["prompt"].as_str().map(str::to_owned) else { return false };
        let Some(change) = self.change_of(&original) else { return false };
        let mut changed = original.clone();
        changed.replace_range(change.at, &change.with);
        let meta = &self.document["meta"];
        let canvas = &self.document["canvas"];
        let brief = |prompt: &str| Brief {
            prompt: prompt.to_owned(),
            duration_secs: canvas["duration"].as_f64(),
            aspect: canvas["aspect"].as_str().and_then(AspectRatio::from_word),
            frame_rate: canvas["fps"].as_f64().and_then(|fps| FrameRate::from_word(&fps.to_string())),
            seed: meta["seed"].as_u64(),
            ..Brief::default()
        };
        let [before, after] = [&original, &changed].map(|prompt| direct(&brief(prompt)).scene.to_value());
        let mut operations = Vec::new();
        difference(&before, &after, "", &mut operations);
        let is_about_the_film =
            |operation: &Value| !operation["path"].as_str().unwrap_or_default().starts_with("/meta/");
        if !operations.iter().any(is_about_the_film) {
            return false;
        }
        let mut document = self.document.clone();
        let is_done = operations.iter().all(|operation| apply(&mut document, operation));
        // A document that has become quite another one is designed anew.
        if !is_done || Scene::from_value(&document).is_err() {
            let theme = self.document["theme"].clone();
            document = after;
            document["theme"] = theme;
        }
        document["meta"]["prompt"] = json!(changed);
        if Scene::from_value(&document).is_err() {
            return false;
        }
        self.document = document;
        self.done.push(change.done);
        true
    }

    fn change_of(&self, original: &str) -> Option<Change> {
        let film = Prompt::new(original);
        self.new_value(&film)
            .or_else(|| self.one_more(&film))
            .or_else(|| self.one_less(&film))
            .or_else(|| self.fewer(&film))
            .or_else(|| self.other_chart(&film))
    }

    /// `only the top 2`, `with 3 bars`: as many of the values as there shall be; more than there are, are not made up.
    fn fewer(&self, film: &Prompt<'_>) -> Option<Change> {
        const THINGS: &[&str] = &["bars", "values", "columns", "slices", "items", "points", "rows", "entries"];
        let count = self.prompt.tokens.windows(2).find_map(|pair| {
            let follows = THINGS.contains(&self.prompt.word(&pair[1]));
            let leads = matches!(self.prompt.word(&pair[0]), "top" | "first");
            let figure = |token: &crate::token::Token| {
                token.figure().map(|figure| figure.value).or_else(|| crate::token::number_word(self.prompt.word(token)))
            };
            if follows { figure(&pair[0]) } else { figure(&pair[1]).filter(|_| leads) }
        })?;
        let series = series(film)?;
        let is_fewer = count >= 2.0 && count.fract() == 0.0 && count < 100.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 99")]
        let kept = is_fewer.then_some(count as usize).filter(|kept| *kept < series.len())?;
        let mut order: Vec<usize> = (0..series.len()).collect();
        if self.says(&["top", "largest", "highest", "biggest"]) {
            let value = |index: usize| {
                let at = figures(film, &series[index]).into_iter().next();
                at.and_then(|at| film.tokens_in(&at).first().and_then(|token| Some(token.figure()?.value)))
                    .unwrap_or(0.0)
            };
            order.sort_by(|one, other| value(*other).total_cmp(&value(*one)));
        }
        let mut chosen: Vec<usize> = order.into_iter().take(kept).collect();
        chosen.sort_unstable();
        let words: Vec<&str> = chosen.iter().map(|index| film.words(series[*index].clone())).collect();
        let at = series.first()?.start..series.last()?.end;
        Some(Change { at, with: words.join(", "), done: format!("{kept} of the {} values are shown", series.len()) })
    }

    /// `make it a pie chart`: another kind of chart of the same values.
    fn other_chart(&self, film: &Prompt<'_>) -> Option<Change> {
        const KINDS: &[&str] = &[
            "horizontal bar chart",
            "bar chart",
            "column chart",
            "bar graph",
            "line chart",
            "line graph",
            "area chart",
            "pie chart",
            "donut chart",
            "histogram",
            "funnel",
            "bars",
            "chart",
            "graph",
        ];
        let whole = self.prompt.whole();
        if !self.says(&["make", "turn", "as a", "change", "use", "show", "into", "switch", "instead"]) {
            return None;
        }
        let shorter = [("pie", "pie chart"), ("donut", "donut chart"), ("line", "line chart")];
        let named = KINDS[..11].iter().copied().find(|kind| self.prompt.says(&whole, kind));
        let wanted = named.or_else(|| {
            let instead = |(word, _): &&(&str, &str)| self.says(&[&format!("a {word}"), &format!("{word} instead")]);
            shorter.iter().find(instead).map(|(_, kind)| *kind)
        })?;
        let at = KINDS.iter().find_map(|kind| film.find_phrase(&film.whole(), kind));
        let done = format!("it is a {wanted} now");
        match at {
            Some(at) if film.words(at.clone()).eq_ignore_ascii_case(wanted) => None,
            Some(at) => Some(Change { at, with: wanted.to_owned(), done }),
            // A film of values that names no chart.
            None => {
                let end = series(film)?.last()?.end;
                Some(Change { at: end..end, with: format!(", as a {wanted}"), done })
            }
        }
    }

    /// `set March to 48`, `Python should be 45`, `change 2,400 to 3,000`.
    fn new_value(&self, film: &Prompt<'_>) -> Option<Change> {
        if !self.says(&[
            "change",
            "set",
            "update",
            "make",
            "should be",
            "is now",
            "correct",
            "replace",
            "raise",
            "lower",
        ]) {
            return None;
        }
        let figures: Vec<Range<usize>> = figures(self.prompt, &self.prompt.whole());
        let new = figures.last()?.clone();
        let lead = self.prompt.plain(..new.start).trim_end();
        if !["to", "be", "is", "now", "at", "with", "by", "=", ">", "→"].iter().any(|word| lead.ends_with(word)) {
            return None;
        }
        let written = self.prompt.words(new.clone());
        let of_film = self::figures(film, &film.whole());
        if let [old, _] = figures.as_slice() {
            let value = |prompt: &Prompt<'_>, at: &Range<usize>| {
                prompt.tokens_in(at).first().and_then(|token| Some(token.figure()?.value))
            };
            let old = value(self.prompt, old);
            let same = of_film.iter().find(|at| old.is_some() && value(film, at) == old)?.clone();
            let done = format!("{} is {written} now", film.words(same.clone()));
            return Some(Change { at: same, with: written.to_owned(), done });
        }
        // The name of the value stands in both prompts, right beside a figure in that of the film.
        let named = self.names(film, ..new.start)?;
        let at = of_film.into_iter().min_by_key(|at| {
            let behind = at.start.checked_sub(named.end);
            let before = named.start.checked_sub(at.end).map(|gap| gap + 1);
            behind.into_iter().chain(before).min().unwrap_or(usize::MAX)
        })?;
        let is_near = at.start.abs_diff(named.end).min(named.start.abs_diff(at.end)) <= 4;
        let name = film.words(named);
        let done = format!("{name} is {written} now");
        is_near.then(|| Change { at, with: written.to_owned(), done })
    }

    /// `add Kotlin 12`, `add a point "Oat milk"`.
    fn one_more(&self, film: &Prompt<'_>) -> Option<Change> {
        let add = self.prompt.find_phrase(&self.prompt.whole(), "add")?;
        let quoted = self.quotes().into_iter().map(|(_, words)| words).next();
        if let Some(words) = quoted {
            let last = film.atoms.iter().rfind(|atom| atom.kind == AtomKind::Quote)?;
            let many = film.atoms.iter().filter(|atom| atom.kind == AtomKind::Quote).count() >= 2;
            let end = last.span.end;
            let done = format!("\"{words}\" is there too");
            return many.then(|| Change { at: end..end, with: format!(", \"{words}\""), done });
        }
        let figure = figures(self.prompt, &(add.end..self.prompt.text.len())).into_iter().next()?;
        let name = self.prompt.words(add.end..figure.start).trim().trim_end_matches([':', '=', ' ']);
        let name = name.strip_prefix("a bar for ").or_else(|| name.strip_prefix("a value for ")).unwrap_or(name);
        let name = [" with", " at", " of"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).trim();
        if name.is_empty() || name.split_whitespace().count() > 3 {
            return None;
        }
        // Behind the last of the values that stand in a row, written as they are.
        let series = series(film)?;
        let last = series.last()?;
        let written = self.prompt.words(figure);
        let done = format!("{name} is there too, with {written}");
        let is_before = film.words(last.clone()).starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c));
        let with = if is_before { format!(", {written} {name}") } else { format!(", {name} {written}") };
        Some(Change { at: last.end..last.end, with, done })
    }

    /// `remove Go`.
    fn one_less(&self, film: &Prompt<'_>) -> Option<Change> {
        if !self.says(&["remove", "delete", "drop", "without", "take out"]) {
            return None;
        }
        let named = self.names(film, ..)?;
        let series = series(film)?;
        let index = series.iter().position(|pair| pair.contains(&named.start))?;
        if series.len() <= 2 {
            return None;
        }
        // With what parts it from its neighbour.
        let at = match series.get(index + 1) {
            Some(next) => series[index].start..next.start,
            None => series[index - 1].end..series[index].end,
        };
        let done = format!("{} is gone", film.words(named));
        Some(Change { at, with: String::new(), done })
    }

    /// Where a word of ours stands in the film's prompt, of those before a place: a name, no word of the order.
    fn names(&self, film: &Prompt<'_>, before: impl std::ops::RangeBounds<usize>) -> Option<Range<usize>> {
        const ORDERS: &[&str] = &[
            "change", "set", "update", "make", "the", "to", "value", "of", "for", "should", "be", "is", "now", "bar",
            "and", "number", "figure", "please", "it", "remove", "delete", "drop", "without", "take", "out", "from",
            "chart", "list", "raise", "lower", "correct", "replace", "a", "an", "point", "item", "with", "by", "at",
        ];
        let tokens = self.prompt.tokens.iter().filter(|token| before.contains(&token.span.start));
        let names = tokens.filter(|token| {
            let word = self.prompt.word(token);
            !word.is_empty() && !ORDERS.contains(&word)
        });
        let found: Vec<Range<usize>> =
            names.filter_map(|token| film.find_phrase(&film.whole(), self.prompt.word(token))).collect();
        // Several words in a row are one name.
        let first = found.first()?.start;
        let end = found.iter().take_while(|span| span.start < first + 40).map(|span| span.end).max()?;
        Some(first..end)
    }
}

/// Figures of a prompt that are amounts, where they stand.
fn figures(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Range<usize>> {
    let is_amount = |token: &&crate::token::Token| token.figure().is_some() && token.secs().is_none();
    prompt.tokens_in(part).iter().filter(is_amount).map(|token| token.span.clone()).collect()
}

/// The values of a prompt with their names, where they stand in a row and each has a comma or a line of its own.
fn series(film: &Prompt<'_>) -> Option<Vec<Range<usize>>> {
    let mut runs: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    let text = film.text;
    let mut start = 0;
    let cuts = text.match_indices([',', '\n', ';', ':', '.', '(', ')', '"']).map(|(at, mark)| (at, mark.len()));
    let is_digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    for (at, length) in cuts.chain([(text.len(), 0)]) {
        // A mark within a figure parts nothing.
        if is_digit(at.checked_sub(1)) && is_digit(Some(at + length)) {
            continue;
        }
        let piece = &text[start..at];
        let words = piece.trim().strip_prefix("and ").unwrap_or(piece.trim());
        let from = start + piece.find(words).unwrap_or(0);
        let span = from..from + words.len();
        let named = figures(film, &span).len() == 1
            && (2..=5).contains(&words.split_whitespace().count())
            && words.chars().any(char::is_alphabetic);
        match runs.last_mut() {
            Some(run) if named => run.push(span),
            Some(run) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
        start = at + length;
    }
    runs.into_iter().filter(|run| run.len() >= 2).max_by_key(Vec::len)
}

/// Does an operation of RFC 6902 as [`difference`] gives them; whether there was a place for it.
fn apply(document: &mut Value, operation: &Value) -> bool {
    let Some(path) = operation["path"].as_str() else { return false };
    let Some((parent, key)) = path.rsplit_once('/') else {
        *document = operation["value"].clone();
        return true;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    let value = operation["value"].clone();
    match (document.pointer_mut(parent), operation["op"].as_str()) {
        (Some(Value::Object(object)), Some("remove")) => object.shift_remove(&key).is_some(),
        (Some(Value::Object(object)), Some("replace")) => object.insert(key, value).is_some(),
        (Some(Value::Object(object)), Some("add")) => {
            object.insert(key, value);
            true
        }
        (Some(Value::Array(items)), Some("replace")) => {
            key.parse::<usize>().ok().and_then(|index| items.get_mut(index)).map(|item| *item = value).is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Brief, direct, edit};
    use pavo_scene::{Node, NodeKind};

    /// The figures and words of a film after a change.
    fn after(prompt: &str, change: &str) -> (Vec<f64>, Vec<String>) {
        let scene = direct(&Brief::new(prompt)).scene;
        let edited = edit(&scene, change, None).unwrap_or_else(|| panic!("nothing of \"{change}\" was understood"));
        let (mut figures, mut words) = (Vec::new(), Vec::new());
        fn look(node: &Node, figures: &mut Vec<f64>, words: &mut Vec<String>) {
            match &node.kind {
                NodeKind::Number(number) => figures.push(number.to),
                NodeKind::Text(text) => words.push(text.text.clone()),
                _ => {}
            }
            node.children().iter().for_each(|child| look(child, figures, words));
        }
        let nodes = edited.scene.shots.iter().flat_map(|shot| &shot.nodes);
        nodes.for_each(|node| look(node, &mut figures, &mut words));
        assert!(!edited.patch.is_empty() && edited.done.len() == 1, "{:?}", edited.done);
        (figures, words)
    }

    const LOAVES: &str = "Bar chart of loaves sold: Rye 41, Oat 33, Spelt 19";

    #[test]
    fn a_value_gets_another_figure_and_the_others_keep_theirs() {
        assert_eq!(after(LOAVES, "set Oat to 52").0, [41.0, 52.0, 19.0]);
        assert_eq!(after(LOAVES, "change 19 to 25").0, [41.0, 33.0, 25.0]);
        assert_eq!(after("2,400+ boats came home safely", "change 2,400 to 3,100").0, [3100.0]);
    }

    #[test]
    fn a_series_gets_one_more_value_or_one_less() {
        let (figures, words) = after(LOAVES, "add Barley 12");
        assert_eq!(figures, [41.0, 33.0, 19.0, 12.0]);
        assert!(words.contains(&"Barley".to_owned()), "{words:?}");
        let (figures, words) = after(LOAVES, "remove Oat");
        assert_eq!(figures, [41.0, 19.0]);
        assert!(!words.contains(&"Oat".to_owned()), "{words:?}");
    }

    #[test]
    fn a_chart_becomes_one_of_another_kind_or_of_fewer_values() {
        assert_eq!(after(LOAVES, "make it a horizontal bar chart instead").0, [41.0, 33.0, 19.0]);
        // A line names its last value.
        assert_eq!(after(LOAVES, "make it a line chart instead").0, [19.0]);
        assert_eq!(after(LOAVES, "show only the top 2").0, [41.0, 33.0]);
        assert_eq!(after(LOAVES, "make this a bar chart with two bars").0, [41.0, 33.0]);
        let scene = direct(&Brief::new(LOAVES)).scene;
        let more = edit(&scene, "make this a bar chart with 20 bars", None);
        assert!(more.is_none(), "no values are made up");
    }

    #[test]
    fn a_list_gets_one_more_point() {
        let (_, words) = after("A checklist: \"Lines\", \"Lights\", \"Log\"", "add \"Life jackets\"");
        assert!(words.contains(&"Life jackets".to_owned()) && words.contains(&"Lines".to_owned()), "{words:?}");
    }

    #[test]
    fn changes_that_were_made_before_stay() {
        let scene = direct(&Brief::new(LOAVES)).scene;
        let blue = edit(&scene, "make the accent #1D4ED8", None).expect("a change").scene;
        let edited = edit(&blue, "set Rye to 50", None).expect("a change");
        let theme = edited.scene.theme.and_then(|theme| theme.colors).expect("colours");
        assert_eq!(theme.get(pavo_scene::ColorToken::Accent), pavo_scene::Rgba::parse("#1D4ED8"));
    }
}
