//! Names, banners and code.

use super::*;
use crate::address::address;

/// A block of code between fences is typed.
pub(super) fn code(prompt: &Prompt<'_>, part: &Range<usize>, _: &[Quote]) -> Option<Decision> {
    let atom = prompt.atoms.iter().find(|atom| {
        atom.kind == AtomKind::Code
            && part.contains(&atom.span.start)
            && prompt.words(atom.span.clone()).starts_with("```")
    })?;
    if !prompt.says_any(part, &["snippet", "code", "terminal", "editor", "types", "command"]) {
        return None;
    }
    let lines: Vec<&str> = prompt.words(atom.inner.clone()).lines().map(str::trim_end).collect();
    // The word behind the opening fence names the language.
    let first = usize::from(lines.first().is_some_and(|line| !line.contains(' ')));
    let code = lines[first.min(lines.len())..].join("\n");
    let code = code.trim_matches('\n').chars().take(900).collect::<String>();
    (!code.trim().is_empty()).then(|| (Idea::Code(code), atom.span.clone(), "code that is typed".into(), 0.8))
}

/// The lines of a diff, each behind its sign: `Git diff: - let a = 1; + let a = 2;`.
pub(super) fn diff(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    const MOST_LINES: usize = 18;
    let span = ["git diff", "code diff", "diff"].iter().find_map(|name| prompt.find_phrase(part, name))?;
    let words = prompt.words(span.end..part.end);
    let begins = |index: usize| {
        let rest = &words[index..];
        let stands_free = index == 0 || words[..index].ends_with([' ', '\n', ':', '"', '`']);
        stands_free && (rest.starts_with("- ") || rest.starts_with("+ "))
    };
    let signs: Vec<usize> = words.match_indices(['-', '+']).map(|(index, _)| index).filter(|&i| begins(i)).collect();
    let starts: Vec<usize> = signs
        .iter()
        .copied()
        .enumerate()
        // A sign within a line is arithmetic: a new line begins at a break, behind a semicolon or a bracket.
        .filter(|&(order, index)| {
            let before = words[..index].trim_end_matches([' ', '"', '`']);
            order == 0 || before.ends_with(['\n', ';', '}', '{', ',', ')', '.'])
        })
        .map(|(_, index)| index)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let mut lines: Vec<&str> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| words[start..end].trim_end_matches([' ', '\n', '"', '`', ',']))
        .take(MOST_LINES)
        .collect();
    // Behind the last statement stand words on the film.
    if let Some(last) = lines.last_mut() {
        *last = last.lines().next().unwrap_or_default();
        *last = last.rfind([';', '{', '}', ')']).map_or(*last, |end| &last[..=end]);
    }
    let quoted = quotes.iter().map(|quote| quote.words.as_str());
    let quoted: Vec<&str> = quoted.filter(|line| line.starts_with("- ") || line.starts_with("+ ")).collect();
    let lines = if quoted.len() >= 2 { quoted } else { lines };
    let is_diff = lines.len() >= 2 && lines.iter().any(|line| line.starts_with('+'));
    is_diff.then(|| (Idea::Code(lines.join("\n")), span, format!("a diff of {} lines", lines.len()), 0.8))
}

/// Lines of a terminal that are quoted one by one.
pub(super) fn console(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    /// As many lines, and letters in each, as the block takes.
    const MOST: [usize; 2] = [14, 90];
    let names = ["terminal", "command line", "console", "shell session", "command prompt", "agent logs", "logs"];
    let span = names.iter().find_map(|name| prompt.find_phrase(part, name))?;
    // What a command is goes before what it says.
    let is_command = |quote: &Quote| {
        let lead = prompt.plain(part.start..quote.span.start).trim_end_matches([' ', ':']);
        ["command", "types", "typing", "runs", "running"].iter().any(|word| lead.ends_with(word))
    };
    let lines: Vec<String> = quotes
        .iter()
        .filter(|quote| !quote.words.contains('\n'))
        .map(|quote| {
            let words: String = quote.words.chars().take(MOST[1] - 2).collect();
            if is_command(quote) && !words.starts_with('$') { format!("$ {words}") } else { words }
        })
        .take(MOST[0])
        .collect();
    if lines.len() < 2 || quotes.iter().any(|quote| quote.words.chars().count() > MOST[1]) {
        return None;
    }
    let decision = format!("a terminal of {} lines", lines.len());
    let composed = Composed::new("terminal", serde_json::json!({ "lines": lines }));
    Some((Idea::Composed(composed), span, decision, 0.75))
}

/// A few words with a sign: `FREE text with bouncing checkmark`, `Comment bubble RESEARCH with icon`.
pub(super) fn signed(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    const MOST_WORDS: usize = 9;
    let words: Vec<&str> = prompt
        .words(part.clone())
        .split_whitespace()
        .map(|word| word.trim_matches([',', '.', ':', ';', '"', '“', '”', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    let with = words.iter().position(|word| word.eq_ignore_ascii_case("with"))?;
    if words.len() > MOST_WORDS || quotes.len() > 1 {
        return None;
    }
    let is_loud =
        |word: &&&str| word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let loud: Vec<&str> = words[..with].iter().filter(is_loud).copied().collect();
    let label = match quotes {
        [only] => only.words.clone(),
        _ if !loud.is_empty() => loud.join(" "),
        _ => return None,
    };
    const MANNERS: &[&str] = &[
        "a", "an", "the", "animated", "small", "big", "large", "little", "icon", "symbol", "emoji", "sign", "cute",
        "simple",
    ];
    let is_noun = |word: &&&str| {
        let lower = word.to_lowercase();
        !MANNERS.contains(&lower.as_str()) && !lower.ends_with("ing") && lower.len() >= 3
    };
    let named: Vec<&str> = words[with + 1..].iter().filter(is_noun).copied().collect();
    let says_icon =
        words[with + 1..].iter().any(|word| matches!(word.to_lowercase().as_str(), "icon" | "symbol" | "emoji"));
    let before: Vec<&str> = words[..with].iter().filter(|word| !loud.contains(word)).filter(is_noun).copied().collect();
    let noun = if named.is_empty() && says_icon { before.join(" ") } else { named.join(" ") };
    let icon = super::composed::icon(&noun.to_lowercase())?;
    let says_words = words[..with].iter().any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "text" | "word" | "words" | "label" | "badge" | "bubble" | "title" | "caption"
        )
    });
    if named.len() > 2 || label.chars().count() > 24 || !(says_icon || says_words) {
        return None;
    }
    let decision = format!("\"{label}\" with a sign, {icon}");
    let props = serde_json::json!({ "items": [{ "icon": icon, "label": label }] });
    let span = part.start..part.start;
    Some((Idea::Composed(Composed::new("iconRow", props)), span, decision, 0.7))
}

/// A stripe along the bottom of the frame, as it is laid over footage.
pub(super) fn banner(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = prompt.find_phrase(part, "banner")?;
    if !prompt.says_any(part, &["bottom", "lower third", "chroma key", "green screen", "chroma green"]) {
        return None;
    }
    let title = quotes.first()?.words.clone();
    let body = quotes.get(1).map(|quote| quote.words.clone());
    // The last colour before the word is the banner's: one before it may be that of the ground.
    let near = prompt.colors.iter().rfind(|hit| {
        let between = prompt.plain(hit.span.end..hit.span.end + 60);
        hit.span.start >= part.start
            // Behind a full stop or colon begins something else than the ground.
            && between.find("banner").is_some_and(|at| !between[..at].contains(['.', ':']))
            && !between.contains("green area")
    });
    let color = near
        .map(|hit| hit.meaning)
        .or_else(|| prompt.says_any(part, &["a dark", "dark banner"]).then_some(Rgba::opaque(0x14, 0x16, 0x1A)));
    let decision = format!("banner with {title}");
    // What is keyed out, or must not be seen through, is a stripe and no mere line of words.
    let is_solid = prompt.says_any(part, &["opaque", "chroma key", "chroma green", "green screen", "solid banner"]);
    let is_face_left = prompt.says_any(
        part,
        &[
            "on the left of the banner",
            "left side of the banner",
            "left of the banner",
            "portrait on the left",
            "photo on the left",
        ],
    );
    Some((Idea::Banner { title, body, color, is_face_left }, span, decision, if is_solid { 0.98 } else { 0.8 }))
}

pub(super) fn wordmark(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = [
        "logo",
        "wordmark",
        "logotype",
        "logo reveal",
        "brand reveal",
        "end card",
        "end screen",
        "outro",
        "closing card",
    ]
    .iter()
    .find_map(|phrase| prompt.find_phrase(part, phrase))?;
    if matches!(prompt.word_after(span.end), "grid" | "grids" | "wall" | "end" | "stamp") {
        return None;
    }
    if quotes.len() > 2
        || crate::logo::asked_corner(prompt).is_some()
        || !quotes.is_empty() && prompt.plain(span.clone()) == "logo" && crate::logo::is_beside(prompt, &span)
    {
        return None;
    }
    let behind = [
        "logo for",
        "logo of",
        "wordmark for",
        "reveal for",
        "logo reveal for",
        "logo:",
        "animation for",
        "card for",
        "screen for",
        "outro for",
    ]
    .iter()
    .find_map(|lead| prompt.find_phrase(part, lead))
    .and_then(|lead| {
        let rest = prompt.words(lead.end..part.end);
        let words: Vec<&str> =
            rest.split_whitespace().take_while(|word| word.starts_with(|c: char| c.is_uppercase())).take(3).collect();
        (!words.is_empty()).then(|| words.join(" ").trim_end_matches([',', '.', ':', ';']).to_owned())
    });
    let before = capitalised_before(prompt, span.start);
    let branded = quotes
        .iter()
        .find(|quote| matches!(quote.head, Some(Head::Logo)) && !is_call(quote))
        .map(|quote| quote.words.clone());
    let tagline = quotes
        .iter()
        .find(|quote| matches!(quote.head, Some(Head::Subtitle | Head::Caption | Head::Text)))
        .map(|quote| quote.words.clone());
    let name = branded
        .or(behind)
        .or(before)
        .or_else(|| placeholder_before(prompt))
        .or_else(|| topic::name(prompt, part).map(|(_, name)| name))
        .or_else(|| domain(prompt, part))
        .or_else(|| quotes.first().map(|quote| quote.words.clone()));
    let Some(name) = name else {
        // A logo that was handed in needs no name.
        let asks = prompt.says_any(
            part,
            &[
                "logo reveal",
                "logo animation",
                "logo sting",
                "logo intro",
                "animate",
                "reveal",
                "intro",
                "outro",
                "logo",
            ],
        );
        let idea = Idea::Composed(Composed::new("logoReveal", serde_json::json!({})));
        return (asks && prompt.has_logo).then(|| (idea, span, "the logo alone".to_owned(), 0.75));
    };
    let call =
        quotes.iter().filter(|quote| quote.words != name).find(|quote| is_call(quote)).map(|quote| quote.words.clone());
    let address = address(prompt.words(part.clone())).filter(|address| !name.eq_ignore_ascii_case(address));
    let call = call.or_else(|| address.map(str::to_owned));
    let tagline = tagline.or_else(|| {
        quotes.iter().map(|quote| quote.words.clone()).find(|words| *words != name && Some(words) != call.as_ref())
    });
    let decision = format!("wordmark {name}");
    Some((Idea::Wordmark { name, tagline, call }, span, decision, 0.75))
}

/// Whether words ask somebody to do something, or say where.
pub(super) fn is_call(quote: &Quote) -> bool {
    let words = quote.words.to_lowercase();
    let verbs = [
        "try ",
        "get ",
        "start ",
        "book ",
        "join ",
        "visit ",
        "sign up",
        "download",
        "shop ",
        "learn more",
        "buy ",
        "order ",
    ];
    quote.head == Some(Head::Button)
        || verbs.iter().any(|verb| words.starts_with(verb))
        || words.contains(".com") && !words.contains(' ')
}

/// `{YOUR_COMPANY} logo`: the placeholder in neutral words.
pub(super) fn placeholder_before(prompt: &Prompt<'_>) -> Option<String> {
    let named =
        |atom: &&crate::mask::Atom| atom.kind == AtomKind::Placeholder && prompt.word_after(atom.span.end) == "logo";
    let atom = prompt.atoms.iter().find(named)?;
    Some(copy::clean(prompt.words(atom.span.clone()))).filter(|words| !words.is_empty())
}

/// The host of the first address in a part.
pub(super) fn domain(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let atom = prompt.atoms.iter().find(|atom| atom.kind == AtomKind::Link && part.contains(&atom.span.start))?;
    let address = prompt.words(atom.span.clone());
    let host = address.split("//").nth(1)?.split(['/', '?', '#']).next()?;
    let host = host.trim_start_matches("www.").trim_end_matches(['.', ',', '`']);
    (host.contains('.') && host.is_ascii() && host.len() <= 40).then(|| host.to_owned())
}

/// Up to three capitalised words right before a place.
pub(super) fn capitalised_before(prompt: &Prompt<'_>, at: usize) -> Option<String> {
    let head = prompt.words(..at).trim_end();
    let mut words: Vec<&str> = Vec::new();
    for word in head.split_whitespace().rev().take(3) {
        let plain = word.trim_matches(['\'', '"', '“', '”']);
        let skip = [
            "A",
            "An",
            "The",
            "Create",
            "Make",
            "Animated",
            "Animate",
            "Minimal",
            "Clean",
            "Logo",
            "End",
            "Design",
            "Show",
            "Cool",
            "Build",
            "Tool",
            "Company",
            "Brand",
            "App",
            "SaaS",
            "Client",
            "Team",
            "Your",
            "Our",
            "My",
            "The",
            "This",
            "End",
            "Final",
            "Corporate",
            "Simple",
            "Premium",
            "Modern",
        ];
        if !plain.starts_with(char::is_uppercase) || plain.ends_with([',', '.', ':', '!', '-']) || skip.contains(&plain)
        {
            break;
        }
        words.push(plain);
    }
    words.reverse();
    (!words.is_empty()).then(|| words.join(" "))
}

/// `End with lumera.example`: what stands at the end, as it is written.
pub(super) fn closing(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<Decision> {
    let leads = ["end with", "ends with", "ending with", "end on", "close with", "finish with", "finish on"];
    let view = prompt.plain(part.clone());
    let trimmed = view.trim_start_matches([' ', '-', '*', '•']);
    let lead = leads.iter().find(|lead| trimmed.starts_with(**lead))?;
    let start = part.start + view.len() - trimmed.len() + lead.len();
    let rest = prompt.words(start..part.end).trim().trim_start_matches("the ").trim_end_matches('.').trim();
    let words = rest.split_whitespace().count();
    let name = words <= 3 && (rest.contains('.') || rest.starts_with(|c: char| c.is_uppercase() || c == '@'));
    name.then(|| {
        let idea = Idea::Wordmark { name: copy::clean(rest), tagline: None, call: None };
        (idea, start..part.end, format!("ends with {rest}"), 0.8)
    })
}
