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
    let is_calling = |word: &String| CALLINGS.contains(&word.as_str()) || word.ends_with("ologist");
    // `owner of Blue Fern`, `CTO at Lumen`: where somebody does it stands behind what they do.
    let does = words.iter().position(|word| matches!(word.as_str(), "of" | "at" | "for"));
    let is_calling = is_calling(last) || leads || does.and_then(|at| words[..at].last()).is_some_and(is_calling);
    // As it stands below a name.
    let mut letters = role.chars();
    let first = letters.next()?.to_uppercase();
    (words.len() <= 6 && is_calling).then(|| first.chain(letters).collect())
}

/// `lower third for Ines Okafor, Marine Biologist`: a name of two to four words with capitals, and what follows its comma.
fn named_behind(prompt: &Prompt<'_>, at: usize, end: usize) -> Option<(String, Option<String>)> {
    let rest = prompt.words(at..end).trim_start();
    let leads = ["for ", "of ", "with ", "introducing ", ": "];
    // `Lower third over this clip: Ines Okafor, …`
    let behind_colon =
        || rest.find(": ").filter(|at| !rest[..*at].contains(['.', '\n', '"'])).map(|at| &rest[at + 2..]);
    let rest = leads.iter().find_map(|lead| rest.strip_prefix(lead)).or_else(behind_colon)?;
    let stop = rest.find(['.', '\n', ';', '(', '"']).unwrap_or(rest.len());
    let mut pieces = rest[..stop].split([',', '–', '—']).map(str::trim);
    let name = pieces.next()?;
    let words = || name.split_whitespace();
    let is_name = (2..=4).contains(&words().count()) && words().all(|word| word.starts_with(char::is_uppercase));
    let role =
        pieces.next().filter(|role| role.starts_with(char::is_uppercase) && role.split_whitespace().count() <= 6);
    is_name.then(|| (name.to_owned(), role.map(str::to_owned)))
}

/// `Ines Okafor, CEO; Tomas Lind, design`: people in rows that other marks than commas part.
fn rows_of_people(words: &str) -> Vec<(String, String)> {
    let words = words.rsplit_once(':').map_or(words, |(_, rest)| rest);
    let row = |row: &str| {
        let (name, role) = row.trim().trim_end_matches('.').split_once(',')?;
        let names: Vec<&str> = name.split_whitespace().collect();
        let is_name = (2..=4).contains(&names.len())
            && names
                .iter()
                .all(|name| name.starts_with(char::is_uppercase) && !name.contains(|c: char| c.is_ascii_digit()));
        let role = role.trim();
        let is_role = (1..=5).contains(&role.split_whitespace().count()) && !role.contains([',', '"', '#']);
        (is_name && is_role).then(|| (name.trim().to_owned(), topic::capitalised(role)))
    };
    let rows: Vec<&str> = words.split([';', '\n']).filter(|row| !row.trim().is_empty()).collect();
    rows.iter().map(|one| row(one)).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// `Ines Okafor, marine biologist, and Tomas Lind, captain`: names with what they are behind a comma.
pub(crate) fn introductions(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<(String, String)> {
    let tokens = prompt.tokens_in(part);
    let is_large = |token: &crate::token::Token| {
        token.kind == crate::token::TokenKind::Word && prompt.words(token.span.clone()).starts_with(char::is_uppercase)
    };
    let mut found = Vec::new();
    for atom in prompt.atoms.iter().filter(|atom| atom.kind == AtomKind::Quote && part.contains(&atom.span.start)) {
        let name = copy::clean(prompt.words(atom.inner.clone()));
        let words = || name.split_whitespace();
        let is_name = (2..=4).contains(&words().count()) && words().all(|word| word.starts_with(char::is_uppercase));
        if let Some(role) = role_behind(prompt, atom.span.end, part.end).filter(|_| is_name) {
            found.push((name, role));
        }
    }
    if !found.is_empty() {
        return found;
    }
    let rows = rows_of_people(prompt.words(part.clone()));
    if rows.len() >= 2 {
        return rows;
    }
    let mut index = 0;
    while index < tokens.len() {
        let run = tokens[index..].iter().take_while(|token| is_large(token)).count();
        if (2..=4).contains(&run) {
            let end = tokens[index + run - 1].span.end;
            if let Some(role) = role_behind(prompt, end, part.end) {
                found.push((prompt.words(tokens[index].span.start..end).to_owned(), role));
            }
        }
        index += run.max(1);
    }
    found
}

/// `host Tomas Lind`, `with our agent Ada Quist`: what somebody is, and their name behind it, as it stands below a face.
pub(crate) fn introduced(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<(String, String)> {
    let tokens = prompt.tokens_in(part);
    tokens.iter().enumerate().find_map(|(index, token)| {
        let calling = prompt.word(token);
        if !CALLINGS.contains(&calling)
            && !matches!(calling, "guest" | "realtor" | "broker" | "presenter" | "moderator")
        {
            return None;
        }
        let behind = tokens[index + 1..].iter().skip_while(|token| token.is(':'));
        let is_name = |token: &&crate::token::Token| {
            let word = prompt.words(token.span.clone());
            token.kind == crate::token::TokenKind::Word && word.starts_with(char::is_uppercase)
        };
        let words: Vec<&str> =
            behind.take_while(is_name).map(|token| prompt.words(token.span.clone())).take(4).collect();
        (2..=3).contains(&words.len()).then(|| (topic::capitalised(calling), words.join(" ")))
    })
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
    let behind_name = author.as_ref().and_then(|author| {
        let at = prompt.words(part.clone()).find(author.as_str())? + part.start + author.len();
        role_behind(prompt, at, part.end)
    });
    let decision = author.as_ref().map_or_else(|| "quote".to_owned(), |author| format!("quote by {author}"));
    let idea = Idea::Quote { words: first.words.clone(), author, role: behind_name };
    Some((idea, first.span.clone(), decision, 0.85))
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
