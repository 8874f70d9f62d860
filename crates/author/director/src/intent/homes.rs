//! Homes that are for sale or to let: where they are, what they have, and what they cost.

use super::*;

/// What is told of one fact is no longer than this.
const LONGEST: usize = 44;

/// `Listing: 12 Quay Street, 3 bedrooms, 2 baths, $540,000`: line by line, as it is told over pictures.
pub(super) fn home(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let names = [
        "real estate",
        "property listing",
        "listing",
        "property",
        "for sale",
        "for rent",
        "to let",
        "open house",
        "home tour",
        "house tour",
        "just listed",
        "apartment",
    ];
    let span = names.iter().find_map(|name| prompt.find_phrase(part, name))?;
    if !quotes.is_empty() {
        return None;
    }
    let mut place = None;
    let mut measures = Vec::new();
    let mut price = None;
    for fact in facts(prompt.words(part.clone())) {
        match kind(fact) {
            Some(Fact::Place) => place = place.or(Some(fact)),
            Some(Fact::Price) => price = price.or(Some(fact)),
            Some(Fact::Measure) => measures.push(fact),
            None => {}
        }
    }
    let has = (!measures.is_empty()).then(|| measures.iter().take(4).copied().collect::<Vec<_>>().join(" · "));
    let lines: Vec<String> = [place.map(str::to_owned), has, price.map(str::to_owned)].into_iter().flatten().collect();
    let decision = format!("a home in {} lines", lines.len());
    (lines.len() >= 2).then(|| (Idea::Lines(lines), span, decision, 0.9))
}

enum Fact {
    Place,
    Measure,
    Price,
}

/// The pieces of words between commas and other marks; a comma within a figure parts nothing.
fn facts(words: &str) -> impl Iterator<Item = &str> {
    let bytes = words.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut cuts: Vec<usize> = words
        .char_indices()
        .filter(|(at, c)| match c {
            ',' | '.' => !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))),
            ';' | ':' | '\n' | '|' | '·' | '•' | '—' | '–' => true,
            _ => false,
        })
        .map(|(at, _)| at)
        .collect();
    cuts.push(words.len());
    let mut start = 0;
    cuts.into_iter().map(move |cut| {
        let piece = &words[start..cut];
        start = cut + words[cut..].chars().next().map_or(0, char::len_utf8);
        let piece = piece.trim();
        ["and ", "with ", "asking ", "at ", "priced at ", "only "]
            .iter()
            .find_map(|lead| piece.strip_prefix(lead))
            .unwrap_or(piece)
            .trim()
    })
}

/// What a piece tells of a home.
fn kind(fact: &str) -> Option<Fact> {
    const STREETS: &[&str] = &[
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "ln",
        "drive",
        "dr",
        "way",
        "court",
        "ct",
        "place",
        "boulevard",
        "blvd",
        "terrace",
        "row",
        "square",
        "crescent",
        "close",
        "quay",
        "hill",
        "gardens",
    ];
    const MEASURES: &[&str] = &[
        "bed",
        "beds",
        "bedroom",
        "bedrooms",
        "bath",
        "baths",
        "bathroom",
        "bathrooms",
        "br",
        "ba",
        "sq",
        "sqft",
        "ft",
        "m²",
        "m2",
        "sqm",
        "acre",
        "acres",
        "garage",
        "garages",
        "floor",
        "floors",
        "room",
        "rooms",
        "car",
        "storey",
        "storeys",
        "parking",
        "balcony",
        "garden",
        "hectares",
    ];
    if fact.chars().count() > LONGEST || !fact.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if fact.contains(['$', '€', '£', '¥']) {
        return Some(Fact::Price);
    }
    let words: Vec<String> = fact
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, '.' | '(' | ')')).to_lowercase())
        .collect();
    if words.iter().any(|word| MEASURES.contains(&word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'))) {
        return Some(Fact::Measure);
    }
    let is_number = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    (is_number && words.iter().skip(1).any(|word| STREETS.contains(&word.as_str()))).then_some(Fact::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let prompt = Prompt::new(text);
        match home(&prompt, &prompt.whole(), &[]) {
            Some((Idea::Lines(lines), ..)) => lines,
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_home_is_told_by_its_place_what_it_has_and_its_price() {
        assert_eq!(
            lines("Real estate listing video: 12 Quay Street, 3 bedrooms, 2 baths, $540,000. Photos in order"),
            ["12 Quay Street", "3 bedrooms · 2 baths", "$540,000"]
        );
        assert_eq!(
            lines("Just listed, 4 Mill Lane, 120 m² and garage for 2"),
            ["4 Mill Lane", "120 m² and garage for 2"]
        );
    }

    #[test]
    fn what_gives_no_facts_of_a_home_is_something_else() {
        assert!(lines("A listing of 3 new books, 2024").is_empty());
        assert!(lines("12 Quay Street, 3 bedrooms").is_empty(), "nothing is for sale");
    }
}
