//! Places on a map.

use super::composed::Composed;
use super::*;
use serde_json::{Value, json};

/// `a plane flying from New York to Paris`, `a route from Lisbon to Istanbul on a map`.
pub(super) fn route(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let moves = [
        "map",
        "route",
        "fly",
        "flies",
        "flying",
        "flight",
        "travel",
        "traveling",
        "travelling",
        "travels",
        "trip",
        "journey",
        "voyage",
        "sails",
        "sailing",
        "drive",
        "road trip",
        "arc",
        "arcs",
        "connection",
        "connections",
        "choropleth",
    ];
    if !prompt.says_any(part, &moves) {
        return None;
    }
    // `arcs draw between Austin, Boston and Denver`
    let from = prompt.find_phrase(part, "from").or_else(|| prompt.find_phrase(part, "between"))?;
    let is_between = prompt.plain(from.clone()) == "between";
    let rest = prompt.words(from.end..part.end);
    let end = rest.find(['.', '\n', ';', '(']).unwrap_or(rest.len());
    let stops: Vec<String> = rest[..end]
        .split(" to ")
        .flat_map(|piece| piece.split(" via "))
        .flat_map(|piece| piece.split(','))
        .flat_map(|piece| if is_between { piece.split(" and ").collect() } else { vec![piece] })
        .map(|piece| piece.trim().trim_start_matches("and "))
        .filter_map(place)
        .collect();
    if !(2..=6).contains(&stops.len()) {
        return None;
    }
    let title = quotes.first().map(|quote| quote.words.clone());
    let decision = format!("route over {}", stops.join(", "));
    Some((Idea::Composed(Composed::new("mapRoute", json!({ "title": title, "stops": stops }))), from, decision, 0.85))
}

/// The place that words begin with: as many of them as name one.
fn place(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    (1..=words.len().min(4)).rev().find_map(|count| {
        let name = words[..count].join(" ");
        let name = name.trim_matches(['"', '“', '”', ',']);
        let is_known = pavo_library::city(name).is_some() || name.len() > 3 && pavo_library::region(name).is_some();
        is_known.then(|| name.to_owned())
    })
}

/// `highlight Brazil, India and Japan on a world map`, with or without figures.
pub(super) fn map(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["world map", "us map", "usa map", "map of", "map", "by country", "by state", "countries", "choropleth"]
        .iter()
        .find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let words = prompt.words(part.clone());
    let mut found: Vec<(String, Option<f64>, Option<String>)> = Vec::new();
    for piece in words.split([',', ';', '\n', '(', ':']).flat_map(|piece| piece.split(" and ")) {
        let piece = piece.trim();
        let tokens: Vec<&str> = piece.split_whitespace().collect();
        let Some((at, name)) = (0..tokens.len()).find_map(|at| {
            (1..=3.min(tokens.len() - at)).rev().find_map(|count| {
                let name = tokens[at..at + count].join(" ");
                let name = name.trim_matches(['"', '“', '”', '.', ')']).to_owned();
                let is_name = name.len() > 3 && name.starts_with(char::is_uppercase);
                (is_name && pavo_library::region(&name).is_some()).then_some((at, name))
            })
        }) else {
            continue;
        };
        let figure = tokens[at..].join(" ");
        let value: String =
            figure[name.len().min(figure.len())..].chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let sign = if figure.contains('%') { Some("0%".to_owned()) } else { None };
        if !found.iter().any(|(known, _, _)| *known == name) {
            found.push((name, value.trim_end_matches('.').parse().ok(), sign));
        }
    }
    // `map of Peru`, `Peru map`; a place that is only spoken of is no map of it.
    let is_meant = |name: &str| {
        let name = name.to_lowercase();
        [format!("map of {name}"), format!("map of the {name}"), format!("{name} map")]
            .iter()
            .any(|words| prompt.says(part, words))
    };
    let is_one = found.len() == 1 && !prompt.says_any(part, &["world map", "on a map", "on the map"]);
    if found.is_empty() || is_one && !is_meant(&found[0].0) {
        return None;
    }
    found.truncate(8);
    let format = found.iter().find_map(|(_, _, sign)| sign.clone());
    let decision = format!("map with {}", found.len());
    let places: Vec<Value> = found
        .into_iter()
        .map(|(name, value, _)| {
            value.map_or_else(|| json!({ "name": name }), |value| json!({ "name": name, "value": value }))
        })
        .collect();
    let title = quotes.first().map(|quote| quote.words.clone());
    Some((
        Idea::Composed(Composed::new("mapHighlight", json!({ "title": title, "places": places, "format": format }))),
        span,
        decision,
        0.8,
    ))
}
