//! Finding things by words.

use crate::city::cities;
use crate::icon::SETS;
use crate::pack::{Entry, FLAGS, ICONS, PICTURES};
use crate::region::{Detail, countries, us_states};

/// What is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A thing in flat colours.
    Picture,
    /// A sign of a few strokes.
    Icon,
    /// The flag of a country.
    Flag,
    /// The outline of a country or state.
    Region,
    /// A place on the globe.
    City,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Picture, Self::Icon, Self::Flag, Self::Region, Self::City];

    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Icon => "icon",
            Self::Flag => "flag",
            Self::Region => "region",
            Self::City => "city",
        }
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// The name that it is asked for by.
    pub name: String,
    /// How well it suits, more is better: 8 for its very name.
    pub score: f64,
}

/// What suits some words, the best first; `kind`: only these, `limit`: at most so many.
#[must_use]
pub fn search(words: &str, kind: Option<Kind>, limit: usize) -> Vec<Found> {
    let wanted = stems(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Found> = Kind::ALL
        .into_iter()
        .filter(|one| kind.is_none_or(|kind| kind == *one))
        .flat_map(|kind| entries(kind).into_iter().map(move |(name, about)| (kind, name, about)))
        .filter_map(|(kind, name, about)| {
            let score = score(&wanted, &name, about);
            (score > 0.0).then_some(Found { kind, name, score })
        })
        .collect();
    found.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then(one.kind.cmp(&other.kind)).then_with(|| shorter(&one.name, &other.name))
    });
    found.truncate(limit);
    found
}

/// The names of all things of a kind, in order.
#[must_use]
pub fn list(kind: Kind) -> Vec<String> {
    entries(kind).into_iter().map(|(name, _)| name).collect()
}

/// The thing of a kind that suits a word well enough to stand for it.
pub(crate) fn best(word: &str, kind: Kind) -> Option<String> {
    search(word, Some(kind), 1).into_iter().next().filter(|found| found.score >= 2.0).map(|found| found.name)
}

/// Shorter names first: `heart` before `heart-handshake`; of equal ones the first set's.
fn shorter(one: &str, other: &str) -> std::cmp::Ordering {
    let set = |name: &str| SETS.iter().position(|set| name.starts_with(set)).unwrap_or(0);
    let plain = |name: &str| name.split_once('/').map_or(name.len(), |(_, name)| name.len());
    plain(one).cmp(&plain(other)).then(set(one).cmp(&set(other))).then(one.cmp(other))
}

fn entries(kind: Kind) -> Vec<(String, &'static str)> {
    let of = |entry: Entry<'static>| (entry.name.to_owned(), entry.about);
    match kind {
        Kind::Picture => PICTURES.entries().map(of).collect(),
        Kind::Icon => ICONS.entries().map(of).collect(),
        Kind::Flag => FLAGS.entries().map(|entry| (entry.about.to_owned(), entry.name)).collect(),
        Kind::Region => {
            let all = countries(Detail::Near).iter().chain(us_states());
            all.map(|region| (region.name.to_owned(), region.code)).collect()
        }
        Kind::City => cities().iter().map(|city| (city.name.to_owned(), city.country)).collect(),
    }
}

/// How well a thing suits: by its whole name, by words of its name, by words it is found by.
fn score(wanted: &[String], name: &str, about: &str) -> f64 {
    let plain = name.split_once('/').map_or(name, |(_, name)| name);
    let named = stems(plain);
    if named == wanted || named.concat() == wanted.concat() {
        return 8.0;
    }
    let tags = about.split(' ');
    let mut score = 0.0;
    for (index, word) in wanted.iter().enumerate() {
        let matches = named.contains(word);
        // What a word that is found by says counts the more the earlier it stands.
        let place = tags.clone().position(|tag| stem(tag) == *word);
        let by_tag = place.map_or(0.0, |place| if place < 3 { 2.6 } else { 2.0 });
        #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
        let by_name = if matches { 4.0 / named.len().max(1) as f64 + 1.5 } else { 0.0 };
        // The last of several words is what the others describe.
        let weight = if index + 1 == wanted.len() { 1.0 } else { 0.6 };
        score += weight * f64::max(by_name, by_tag);
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
    let parts = wanted.len() as f64;
    score / parts.max(1.0)
}

/// The words of a text in small letters, each without the ending of several.
fn stems(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(stem).collect()
}

fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    if word.len() > 4 && word.ends_with("ies") {
        return format!("{}y", &word[..word.len() - 3]);
    }
    if word.len() > 4 && ["ches", "shes", "xes", "sses"].iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        return word[..word.len() - 1].to_owned();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{icon_for, picture_for};

    #[test]
    fn the_very_name_comes_first() {
        for word in ["rocket", "heart", "anchor", "camera"] {
            let found = search(word, Some(Kind::Icon), 3);
            assert_eq!(found[0].name, format!("lucide/{word}"));
        }
        assert_eq!(search("rockets", Some(Kind::Picture), 1)[0].name, "rocket");
        assert_eq!(search("credit card", Some(Kind::Picture), 1)[0].name, "credit-card");
        assert_eq!(search("creditcard", Some(Kind::Picture), 1)[0].name, "credit-card");
    }

    #[test]
    fn common_nouns_have_a_picture_or_an_icon() {
        let nouns = "apple banana bread coffee tea pizza cake wine beer egg cheese fish chicken rice salad soup carrot tomato \
            potato lemon dog cat horse cow pig sheep bird butterfly bee ant spider snake lion tiger elephant monkey bear \
            rabbit mouse frog whale shark dolphin tree flower leaf forest mountain river beach ocean sun moon star cloud rain \
            snow wind fire water earth car bus train plane ship boat bicycle truck rocket helicopter taxi road bridge house \
            office hospital school bank factory shop hotel church castle city key lock door window bed chair lamp clock watch \
            phone computer laptop camera television radio book newspaper pen pencil scissors knife fork spoon cup bottle box bag \
            wallet money coin card chart graph calendar mail letter envelope gift balloon ball football basketball tennis guitar \
            piano drum music microphone movie ticket medal trophy crown ring diamond heart brain eye hand foot bone tooth pill \
            syringe microscope telescope magnet battery light bulb plug robot gear hammer wrench shield flag map globe compass \
            anchor tent suitcase umbrella glasses shirt dress shoe hat sock user team target search settings download upload";
        let nouns: Vec<&str> = nouns.split_whitespace().collect();
        let missing: Vec<&str> =
            nouns.iter().copied().filter(|noun| picture_for(noun).is_none() && icon_for(noun).is_none()).collect();
        assert!(
            nouns.len() >= 170 && missing.len() * 50 <= nouns.len(),
            "{} of {}: {missing:?}",
            missing.len(),
            nouns.len()
        );
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        assert!(search("", None, 5).is_empty() && search("  !? ", None, 5).is_empty());
        assert!(search("qzxv", None, 5).is_empty());
    }

    #[test]
    fn words_without_the_ending_of_several() {
        let stems: Vec<String> = ["berries", "boxes", "boats", "glass", "bus", "cats"].map(stem).to_vec();
        assert_eq!(stems, ["berry", "box", "boat", "glass", "bus", "cat"]);
    }
}
