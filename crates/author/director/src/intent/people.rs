//! People: who is seen, and who said what.

use super::*;

pub(super) fn lower_third(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["lower third", "lower thirds", "name card", "name tag"]
        .iter()
        .find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let (name, role) = match quotes {
        [only] => (only.words.clone(), role_behind(prompt, only.span.end, part.end)),
        [first, second, ..] => (first.words.clone(), Some(second.words.clone())),
        [] => match labelled(prompt, part, &["name"]) {
            Some(name) => (name, labelled(prompt, part, &["title", "role", "position"])),
            None => named_behind(prompt, span.end, part.end)?,
        },
    };
    let decision = format!("lower third for {name}");
    Some((Idea::LowerThird { name, role }, span, decision, 0.9))
}

/// What people are, as the last word of it.
const CALLINGS: &[&str] = &[
    "actor",
    "advisor",
    "agent",
    "analyst",
    "architect",
    "artist",
    "author",
    "captain",
    "ceo",
    "cfo",
    "chair",
    "chef",
    "coach",
    "composer",
    "conductor",
    "consultant",
    "coo",
    "cto",
    "curator",
    "designer",
    "developer",
    "director",
    "doctor",
    "editor",
    "engineer",
    "farmer",
    "founder",
    "co-founder",
    "guide",
    "head",
    "host",
    "instructor",
    "journalist",
    "judge",
    "keeper",
    "lawyer",
    "lead",
    "lecturer",
    "maker",
    "manager",
    "master",
    "mayor",
    "mechanic",
    "minister",
    "musician",
    "nurse",
    "officer",
    "owner",
    "partner",
    "photographer",
    "pilot",
    "poet",
    "president",
    "principal",
    "producer",
    "professor",
    "programmer",
    "reporter",
    "representative",
    "researcher",
    "sailor",
    "scientist",
    "secretary",
    "singer",
    "speaker",
    "specialist",
    "teacher",
    "technician",
    "trainer",
    "translator",
    "treasurer",
    "veterinarian",
    "writer",
];

/// `"Mira Solberg", harbour master,`: what follows the comma behind a name, where it is what somebody is.
fn role_behind(prompt: &Prompt<'_>, at: usize, end: usize) -> Option<String> {
    let rest = prompt.words(at..end).trim_start_matches(['"', '”', '’', '»']).trim_start();
    let rest = rest.strip_prefix([',', '–', '—'])?;
    let stop = rest.find([',', '.', '\n', ';', '(', '"', '“']).unwrap_or(rest.len());
    let role = rest[..stop].trim();
    let words: Vec<String> = role.split_whitespace().map(str::to_lowercase).collect();
    let last = words.last()?;
    let leads = words.len() > 2 && words[1] == "of" && ["head", "director", "vp", "chief"].contains(&words[0].as_str());
    let is_calling = CALLINGS.contains(&last.as_str()) || last.ends_with("ologist") || leads;
    // As it stands below a name.
    let mut letters = role.chars();
    let first = letters.next()?.to_uppercase();
    (words.len() <= 5 && is_calling).then(|| first.chain(letters).collect())
}

/// `lower third for Ines Okafor, Marine Biologist`: a name of two to four words with capitals, and what follows its comma.
fn named_behind(prompt: &Prompt<'_>, at: usize, end: usize) -> Option<(String, Option<String>)> {
    let rest = prompt.words(at..end).trim_start();
    let rest = ["for ", "of ", "with ", "introducing ", ": "].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let stop = rest.find(['.', '\n', ';', '(', '"']).unwrap_or(rest.len());
    let mut pieces = rest[..stop].split([',', '–', '—']).map(str::trim);
    let name = pieces.next()?;
    let words = || name.split_whitespace();
    let is_name = (2..=4).contains(&words().count()) && words().all(|word| word.starts_with(char::is_uppercase));
    let role =
        pieces.next().filter(|role| role.starts_with(char::is_uppercase) && role.split_whitespace().count() <= 6);
    is_name.then(|| (name.to_owned(), role.map(str::to_owned)))
}

pub(super) fn quotation(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let first = quotes.iter().max_by_key(|quote| quote.words.len())?;
    // `a book called "…" by …` is a title.
    if NAMING.contains(&prompt.word_before(first.span.start)) {
        return None;
    }
    let noun = prompt.says_any(part, &["quote", "testimonial", "quotation", "review", "quote card"]);
    let dashed = author_behind(prompt, first.span.end);
    let author = dashed
        .or_else(|| quotes.iter().find(|quote| quote.head == Some(Head::Author)).map(|quote| quote.words.clone()))
        .or_else(|| quotes.iter().map(|quote| &quote.words).find(|words| words.starts_with(['—', '–', '-'])).cloned())
        .or_else(|| labelled(prompt, part, &["author", "attribution"]))
        .or_else(|| author_by(prompt, part))
        .map(|author| author.trim_start_matches(['—', '–', '-', ' ']).to_owned());
    if !noun && author.is_none() || first.words.split_whitespace().count() < 3 {
        return None;
    }
    let decision = author.as_ref().map_or_else(|| "quote".to_owned(), |author| format!("quote by {author}"));
    Some((Idea::Quote { words: first.words.clone(), author }, first.span.clone(), decision, 0.85))
}

/// Words before a quotation that is what something is called.
pub(super) const NAMING: &[&str] = &["called", "titled", "named", "entitled", "book", "novel", "album", "song", "film"];

/// `"…" — Name`
pub(super) fn author_behind(prompt: &Prompt<'_>, at: usize) -> Option<String> {
    let rest = prompt.words(at..).trim_start();
    let name = rest
        .strip_prefix(['—', '–'])
        .or_else(|| rest.strip_prefix("- "))
        .or_else(|| rest.strip_prefix("by "))?
        .trim_start();
    let end = name.find([',', '.', '\n', ';', '(', '"']).unwrap_or(name.len());
    let name = name[..end].trim();
    let plain = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 5;
    plain.then(|| name.to_owned())
}

/// `by Name`, where capitalised words follow.
pub(super) fn author_by(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let span = prompt.find_phrase(part, "by")?;
    let words: Vec<&str> = prompt
        .words(span.end..part.end)
        .split_whitespace()
        .take_while(|word| word.starts_with(char::is_uppercase))
        .take(4)
        .collect();
    let name = words.join(" ");
    let is_typeface = pavo_design::fonts::family_for(words.first().copied().unwrap_or_default()).is_some();
    (words.len() >= 2 && !is_typeface).then(|| name.trim_end_matches([',', '.', ':']).to_owned())
}

/// `Name: Dana Ríos` up to the end of the line or sentence.
pub(super) fn labelled(prompt: &Prompt<'_>, part: &Range<usize>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| {
        let span = prompt.find_phrase(part, key)?;
        let rest = prompt.words(span.end..part.end).strip_prefix(':')?;
        let end = rest.find(['.', ',', '\n', ';']).unwrap_or(rest.len());
        let words = copy::clean(rest[..end].trim().trim_matches(['"', '\'', '“', '”']));
        (!words.is_empty() && words.chars().count() <= 60).then_some(words)
    })
}
