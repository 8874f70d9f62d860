//! Tables that were handed in, as charts.

use crate::given::{Columns, Table};
use crate::intent::{Composed, Idea};
use crate::prompt::Prompt;
use crate::story::Part;
use serde_json::{Value, json};

/// Where the values of the tables that were handed in begin, behind what is asked for.
pub(crate) fn begin<'t>(tables: impl Iterator<Item = &'t Table>, text: &str) -> Option<usize> {
    tables.filter_map(|table| text.find(&table.as_lines(text)?)).min()
}

/// As many series are told apart in one chart.
const MOST_SERIES: usize = 4;

/// A chart of a table that was handed in, as the table has it: with the names of its rows as they are written, and all its
/// columns that the prompt speaks of, or that belong together.
pub(crate) fn as_handed_in(idea: &Idea, tables: &[&Table], prompt: &Prompt<'_>) -> Option<Idea> {
    let Idea::Composed(composed) = idea else { return None };
    let data = composed.props.get("data").filter(|_| composed.block == "chartCard")?.as_array()?;
    let shows = |table: &&&Table| {
        table.names().is_some_and(|names| {
            // Blanks between words and figures may be lost where a name is read.
            let squeezed = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let is_same = |tidy: &str, one: &Value| one["label"].as_str().map(squeezed) == Some(squeezed(tidy));
            names.len() == data.len() && names.iter().zip(data).all(|((_, tidy), one)| is_same(tidy, one))
        })
    };
    let table = tables.iter().find(shows)?;
    let kind = composed.props.get("kind").and_then(Value::as_str);
    let asked = begin(tables.iter().copied(), prompt.text).map_or(prompt.text, |at| &prompt.text[..at]);
    let mut props = composed.props.clone();
    // Shares of a whole are of one column.
    let is_of_one = matches!(kind, Some("pie" | "donut" | "funnel" | "progress" | "waffle" | "gauge" | "scatter"));
    let columns = table.columns(asked).filter(|columns| (2..=MOST_SERIES).contains(&columns.series.len()));
    let names: Vec<&str> = table.names()?.into_iter().map(|(name, _)| name).collect();
    match columns.filter(|_| !is_of_one) {
        Some(Columns { series, .. }) => {
            props.remove("data");
            let heads: Vec<&str> = series.iter().map(|(head, _)| head.as_str()).collect();
            let title = props.get("title").and_then(Value::as_str);
            if title.is_none_or(|title| heads.iter().any(|head| head.eq_ignore_ascii_case(title))) {
                let (last, others) = heads.split_last()?;
                props.insert("title".to_owned(), json!(format!("{} and {last}", others.join(", "))));
            }
            let series: Vec<Value> =
                series.iter().map(|(head, values)| json!({ "name": head, "values": values })).collect();
            // Side by side in time, not on top of each other: they need not add up to anything.
            if kind.is_none() {
                props.insert("kind".to_owned(), json!("line"));
            }
            props.insert("labels".to_owned(), json!(names));
            props.insert("series".to_owned(), json!(series));
        }
        None => {
            let named = data.iter().zip(&names).map(|(one, name)| {
                let mut one = one.clone();
                one["label"] = json!(name);
                one
            });
            props.insert("data".to_owned(), named.collect());
        }
    }
    Some(Idea::Composed(Composed { block: "chartCard", props }))
}

/// A table that no part of a film shows, as a chart: what is handed in is seen, whatever else the prompt says.
pub(crate) fn left_out(parts: &[Part], tables: &[&Table], prompt: &Prompt<'_>) -> Option<Idea> {
    let shown: Vec<String> = parts.iter().flat_map(|part| part.idea.words()).collect();
    let is_shown = |table: &Table| {
        let Some(names) = table.names().filter(|names| !names.is_empty()) else { return true };
        let seen =
            names.iter().filter(|(name, tidy)| shown.iter().any(|words| words.contains(name) || words.contains(tidy)));
        seen.count() * 2 >= names.len()
    };
    let table = tables.iter().find(|table| !is_shown(table))?;
    let asked = begin(tables.iter().copied(), prompt.text).map_or(prompt.text, |at| &prompt.text[..at]);
    let (head, bars) = table.column(asked)?;
    Some(Idea::Chart { title: head.map(str::to_owned), subtitle: None, bars })
}
