//! Typefaces that were handed in: which of them draws what.

use crate::Brief;
use crate::given::Given;
use crate::prompt::Prompt;
use crate::trace::Trace;
use pavo_design::{Brand, FontCut};
use pavo_scene::{Node, NodeKind, Scene};
use std::collections::BTreeSet;
use std::ops::Range;

/// The families of a film that were handed in, by what they draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OwnFonts {
    /// What is large: titles, figures.
    pub(crate) display: Option<String>,
    /// What is read.
    pub(crate) body: Option<String>,
    /// Code and small marks.
    pub(crate) mono: Option<String>,
    /// Whether words say that `body` is drawn with it; otherwise it gives way to a family that the prompt names.
    pub(crate) is_body_said: bool,
}

/// The typefaces that were handed in, and what is left of the prompt without the words that tell them their places.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnLetters {
    /// What is known of the files.
    pub(crate) cuts: Vec<FontCut>,
    /// What each of them draws.
    pub(crate) own: OwnFonts,
    /// The prompt, as long as before, with blanks where it speaks of them and of nothing else; `None` where it does not.
    pub(crate) unsaid: Option<String>,
}

impl OwnLetters {
    /// The typefaces among a brief's files, and what `text`, its prompt in English, says of them.
    pub(crate) fn of(text: &str, brief: &Brief, trace: &mut Trace) -> Self {
        let cuts: Vec<FontCut> = brief.given.iter().filter_map(Given::font).cloned().collect();
        if cuts.is_empty() {
            return Self::default();
        }
        let prompt = Prompt::new(text);
        let own = own_fonts(&prompt, &cuts, brief.brand.as_ref(), trace);
        let unsaid = without_mentions(&prompt, &mentions(&prompt, &families(&cuts)));
        Self { cuts, own, unsaid }
    }
}

/// What a family draws, as words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Roles {
    display: bool,
    body: bool,
    mono: bool,
}

/// A place that speaks of a typeface that was handed in.
#[derive(Debug, Clone, PartialEq)]
struct Mention {
    span: Range<usize>,
    /// Which of the families; `None` for `our font`.
    family: Option<usize>,
}

const EVERYTHING: &[&str] = &[
    "everything",
    "all text",
    "all the text",
    "all texts",
    "all words",
    "all the words",
    "all type",
    "all copy",
    "throughout",
    "every word",
    "whole film",
    "whole video",
    "only",
    "entirely",
    "exclusively",
];
const DISPLAY: &[&str] = &[
    "heading",
    "headings",
    "headline",
    "headlines",
    "title",
    "titles",
    "display",
    "number",
    "numbers",
    "numerals",
    "figure",
    "figures",
    "stats",
    "statistics",
    "large text",
    "big text",
    "wordmark",
    "name",
    "names",
];
const BODY: &[&str] = &[
    "body",
    "body text",
    "body copy",
    "paragraph",
    "paragraphs",
    "caption",
    "captions",
    "subtitle",
    "subtitles",
    "small text",
    "smaller text",
    "running text",
    "label",
    "labels",
    "list",
    "lists",
    "copy",
    "supporting text",
    "the rest",
];
const MONO: &[&str] = &["code", "terminal", "monospace", "monospaced"];

/// The families of the files, in their order, and how many upright weights each has; a variable font has many.
fn families(cuts: &[FontCut]) -> Vec<(&str, usize)> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    for cut in cuts {
        let weights = match cut.weights {
            _ if cut.is_italic => 0,
            [lightest, heaviest] if heaviest > lightest => 2,
            _ => 1,
        };
        match found.iter_mut().find(|(family, _)| is_same(family, &cut.family)) {
            Some((_, known)) => *known += weights,
            None => found.push((&cut.family, weights)),
        }
    }
    found
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// What the typefaces that were handed in draw: as the prompt says it, else as the brand does, else the first what is large
/// and the second what is read. A single one with several weights draws both.
fn own_fonts(prompt: &Prompt<'_>, cuts: &[FontCut], brand: Option<&Brand>, trace: &mut Trace) -> OwnFonts {
    let families = families(cuts);
    let mut own = OwnFonts::default();
    if families.is_empty() {
        return own;
    }
    let mentions = mentions(prompt, &families);
    let mut generic = 0;
    for (index, mention) in mentions.iter().enumerate() {
        let roles = roles_of(prompt, &mentions, index);
        let which = mention.family.unwrap_or(generic);
        generic += usize::from(mention.family.is_none());
        let Some((family, _)) = families.get(which) else { continue };
        if roles == Roles::default() {
            continue;
        }
        let mut drawn = Vec::new();
        for (is_said, role, name) in [
            (roles.display, &mut own.display, "what is large"),
            (roles.body, &mut own.body, "what is read"),
            (roles.mono, &mut own.mono, "code"),
        ] {
            if is_said && role.is_none() {
                *role = Some((*family).to_owned());
                drawn.push(name);
            }
        }
        let decision = format!("{family}, which was handed in, draws {}", drawn.join(" and "));
        trace.note(prompt.text, "typeface", mention.span.clone(), decision, 0.9);
    }
    own.is_body_said = own.body.is_some();
    if let Some(brand) = brand {
        let fonts = &brand.fonts;
        for (role, said) in
            [(&mut own.display, &fonts.display), (&mut own.body, &fonts.body), (&mut own.mono, &fonts.mono)]
        {
            let said = said.as_ref().filter(|said| families.iter().any(|(family, _)| is_same(family, said)));
            *role = role.take().or_else(|| said.cloned());
        }
    }
    let used = |own: &OwnFonts, family: &str| {
        [&own.display, &own.body, &own.mono].into_iter().flatten().any(|known| is_same(known, family))
    };
    let said = own.clone();
    for (family, weights) in &families {
        if used(&said, family) {
            continue;
        }
        if own.display.is_none() {
            own.display = Some((*family).to_owned());
            let is_alone = families.len() == 1 && own.body.is_none();
            if is_alone && *weights > 1 {
                own.body = Some((*family).to_owned());
            }
        } else if own.body.is_none() {
            own.body = Some((*family).to_owned());
        }
    }
    // Code stands in letters of one width.
    let even = cuts.iter().find(|cut| cut.is_monospaced && used(&own, &cut.family));
    own.mono = own.mono.take().or_else(|| even.map(|cut| cut.family.clone()));
    if own != said {
        let drawn = |role: &Option<String>| role.clone().unwrap_or_else(|| "another family".to_owned());
        let decision =
            format!("handed in: {} for what is large, {} for what is read", drawn(&own.display), drawn(&own.body));
        trace.note(prompt.text, "typeface", 0..0, decision, 0.7);
    }
    own
}

/// Where the prompt speaks of the families, in its order.
fn mentions(prompt: &Prompt<'_>, families: &[(&str, usize)]) -> Vec<Mention> {
    let text = prompt.text.to_ascii_lowercase();
    let mut found: Vec<Mention> = Vec::new();
    let is_free = |found: &[Mention], span: &Range<usize>| {
        found.iter().all(|known| span.end <= known.span.start || span.start >= known.span.end)
    };
    // Longer names first: one may begin with another.
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(families[*index].0.len()));
    for index in order {
        let name = families[index].0.to_ascii_lowercase();
        for (at, _) in text.match_indices(&name) {
            let span = at..at + name.len();
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_whole =
                !touches(text[..span.start].chars().next_back()) && !touches(text[span.end..].chars().next());
            if is_whole && is_free(&found, &span) && is_meant(prompt, &span, families[index].0) {
                found.push(Mention { span, family: Some(index) });
            }
        }
    }
    let owners = [
        "the", "this", "these", "our", "my", "attached", "uploaded", "provided", "supplied", "enclosed", "custom",
        "own", "given", "brand",
    ];
    for (index, token) in prompt.tokens.iter().enumerate() {
        if !matches!(prompt.word(token), "font" | "typeface" | "fonts" | "typefaces") {
            continue;
        }
        let before = &prompt.tokens[index.saturating_sub(3)..index];
        let is_ours = before.iter().any(|token| owners.contains(&prompt.word(token)));
        let beside = |known: &&Mention| {
            token.span.start.abs_diff(known.span.end) <= 2 || known.span.start.abs_diff(token.span.end) <= 3
        };
        if is_ours && !found.iter().any(|known| beside(&known)) {
            found.push(Mention { span: token.span.clone(), family: None });
        }
    }
    found.sort_by_key(|mention| mention.span.start);
    found
}

/// Whether a name is meant as a typeface: a name of several words or with a capital, beside words that speak of type.
fn is_meant(prompt: &Prompt<'_>, span: &Range<usize>, family: &str) -> bool {
    let starts_large =
        prompt.words(span.clone()).starts_with(char::is_uppercase) || !family.starts_with(char::is_uppercase);
    let before = prompt.word_before(span.start);
    let after = prompt.word_after(span.end);
    starts_large
        && (matches!(
            before,
            "in" | "use" | "using" | "with" | "font" | "typeface" | "and" | "set" | "" | "is" | "be" | "only"
        ) || matches!(after, "for" | "font" | "typeface" | "on" | "as" | "throughout" | "everywhere"))
}

/// What the words around a mention say that it draws.
fn roles_of(prompt: &Prompt<'_>, mentions: &[Mention], index: usize) -> Roles {
    let span = &mentions[index].span;
    let view = prompt.view.as_str();
    let is_end = |c: char| matches!(c, '.' | ';' | '\n' | '!');
    let clause_start = view[..span.start].rfind(is_end).map_or(0, |at| at + 1);
    let clause_end = view[span.end..].find(is_end).map_or(view.len(), |at| span.end + at);
    let quoted = prompt.atoms.iter().map(|atom| &atom.span).rfind(|quoted| quoted.end <= span.start);
    if let Some(roles) = quoted.and_then(|quoted| roles_of_quoted(prompt, quoted, span, clause_start)) {
        return roles;
    }
    // What is quoted belongs to something else.
    let clause_start = clause_start.max(quoted.map_or(0, |quoted| quoted.end));
    let start = mentions[..index].last().map_or(clause_start, |before| before.span.end.max(clause_start));
    let mut end = mentions.get(index + 1).map_or(clause_end, |next| next.span.start.min(clause_end));
    let leads = |mention: &Mention| {
        let mut words = prompt.tokens[prompt.token_from(mention.span.end)..].iter().map(|token| prompt.word(token));
        let first = words.find(|word| !matches!(*word, "font" | "typeface" | "family" | "bold" | "regular"));
        matches!(first, Some("for" | "on" | "as" | "to" | "throughout" | "everywhere"))
    };
    if let Some(next) = mentions.get(index + 1).filter(|next| next.span.start <= clause_end && !leads(next)) {
        // What the next one draws stands before it.
        let between = &view[span.end..next.span.start.min(clause_end)];
        let cut = between.rfind(',').or_else(|| between.rfind(" and "));
        end = cut.map_or(end, |cut| span.end + cut);
    }
    let behind = said(prompt, &(span.end..end.max(span.end)));
    if leads(&mentions[index]) {
        return behind;
    }
    let before = said(prompt, &(start.min(span.start)..span.start));
    if before == Roles::default() { behind } else { before }
}

/// `title "…" in the attached typeface`: what is quoted right before a mention is what it draws.
fn roles_of_quoted(
    prompt: &Prompt<'_>,
    quoted: &Range<usize>,
    mention: &Range<usize>,
    clause_start: usize,
) -> Option<Roles> {
    /// Words between the quotation and the mention: `is set in our own`.
    const MOST_BETWEEN: usize = 6;
    let between = prompt.plain(quoted.end..mention.start).trim();
    let is_of_it = ["in ", "set in ", "is set in ", "using ", "with "].iter().any(|lead| between.starts_with(lead));
    if quoted.start < clause_start || !is_of_it || between.split_whitespace().count() > MOST_BETWEEN {
        return None;
    }
    let before = prompt.atoms.iter().map(|atom| atom.span.end).filter(|end| *end <= quoted.start).max();
    let start = clause_start.max(before.unwrap_or(0));
    let named = said(prompt, &(start..quoted.start));
    // Words that are called nothing are what the film is about.
    Some(if named == Roles::default() { Roles { display: true, ..named } } else { named })
}

fn said(prompt: &Prompt<'_>, part: &Range<usize>) -> Roles {
    if prompt.says_any(part, EVERYTHING) {
        return Roles { display: true, body: true, mono: false };
    }
    let (display, body, mono) =
        (prompt.says_any(part, DISPLAY), prompt.says_any(part, BODY), prompt.says_any(part, MONO));
    if !display && !body && !mono && prompt.says_any(part, &["text", "texts", "words", "type"]) {
        return Roles { display: true, body: true, mono: false };
    }
    Roles { display, body, mono }
}

/// The prompt with blanks in place of what speaks of typefaces that were handed in, and of nothing else.
fn without_mentions(prompt: &Prompt<'_>, mentions: &[Mention]) -> Option<String> {
    const SMALL: &[&str] = &[
        "use",
        "using",
        "set",
        "put",
        "in",
        "with",
        "for",
        "on",
        "as",
        "to",
        "and",
        "the",
        "this",
        "these",
        "our",
        "my",
        "a",
        "it",
        "its",
        "all",
        "of",
        "is",
        "be",
        "should",
        "please",
        "font",
        "fonts",
        "typeface",
        "typefaces",
        "attached",
        "uploaded",
        "provided",
        "supplied",
        "enclosed",
        "custom",
        "own",
        "given",
        "brand",
        "text",
        "texts",
        "words",
        "type",
        "film",
        "video",
        "everywhere",
        "small",
        "smaller",
        "large",
        "big",
        "running",
        "supporting",
        "rest",
        "every",
        "word",
        "whole",
    ];
    let known =
        |word: &str| SMALL.contains(&word) || [EVERYTHING, DISPLAY, BODY, MONO].iter().any(|list| list.contains(&word));
    let is_end = |c: char| matches!(c, '.' | ';' | '\n' | '!' | ',');
    let mut text = prompt.text.to_owned();
    let mut is_changed = false;
    for mention in mentions {
        let from = prompt.view[..mention.span.start].rfind(is_end).map_or(0, |at| at + 1);
        let to = prompt.view[mention.span.end..].find(is_end).map_or(text.len(), |at| mention.span.end + at);
        let within = |span: &Range<usize>| span.start < to && span.end > from;
        let named = |span: &Range<usize>| {
            mentions.iter().any(|mention| span.start >= mention.span.start && span.end <= mention.span.end)
        };
        let is_plain = prompt.tokens_in(&(from..to)).iter().all(|token| {
            named(&token.span) || known(prompt.word(token)) || prompt.word(token).is_empty() && token.figure().is_none()
        });
        if is_plain && !prompt.atoms.iter().any(|atom| within(&atom.span)) {
            let blank = " ".repeat(to - from);
            text.replace_range(from..to, &blank);
            is_changed = true;
        }
    }
    is_changed.then_some(text)
}

/// Whether a scene draws words with a family.
pub(crate) fn draws(scene: &Scene, family: &str) -> bool {
    let mut named = BTreeSet::new();
    fn look(node: &Node, named: &mut BTreeSet<String>) {
        let font = match &node.kind {
            NodeKind::Text(text) => text.font.as_ref(),
            NodeKind::Number(number) => number.font.as_ref(),
            _ => None,
        };
        named.extend(font.and_then(|font| font.family.as_ref()).map(|family| family.to_lowercase()));
        node.children().iter().for_each(|child| look(child, named));
    }
    scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays).for_each(|node| look(node, &mut named));
    let fonts = scene.theme.as_ref().and_then(|theme| theme.fonts.as_ref());
    let roles = fonts.into_iter().flat_map(|fonts| [&fonts.display, &fonts.body, &fonts.mono]).flatten();
    named.extend(roles.map(|family| family.to_lowercase()));
    named.contains(&family.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_design::WeightWidths;

    fn cut(family: &str, weights: [u16; 2]) -> FontCut {
        let widths = vec![WeightWidths { weight: weights[0], letters: Vec::new() }];
        FontCut { family: family.to_owned(), weights, is_italic: false, is_monospaced: false, extent: 1.1, widths }
    }

    fn read(words: &str, cuts: &[FontCut]) -> [Option<String>; 2] {
        let own = own_fonts(&Prompt::new(words), cuts, None, &mut Trace::default());
        [own.display, own.body]
    }

    fn quay() -> FontCut {
        cut("Quay Sans", [400, 400])
    }

    #[test]
    fn without_words_a_typeface_draws_what_is_large_and_one_of_several_weights_everything() {
        let quay = Some("Quay Sans".to_owned());
        assert_eq!(read("A title \"Good Morning\"", &[self::quay()]), [quay.clone(), None]);
        assert_eq!(read("A title", &[cut("Quay Sans", [200, 900])]), [quay.clone(), quay.clone()]);
        assert_eq!(read("A title", &[self::quay(), cut("quay sans", [700, 700])]), [quay.clone(), quay.clone()]);
        assert_eq!(read("A title", &[self::quay(), cut("Mole", [400, 400])]), [quay, Some("Mole".to_owned())]);
    }

    #[test]
    fn words_say_what_a_typeface_draws() {
        let quay = Some("Quay Sans".to_owned());
        let mole = Some("Mole".to_owned());
        for words in [
            "Use the attached font for headings. A list",
            "titles and numbers in our typeface",
            "Headlines in Quay Sans",
        ] {
            assert_eq!(read(words, &[cut("Quay Sans", [200, 900])]), [quay.clone(), None], "{words}");
        }
        for words in
            ["Set everything in our font", "use only Quay Sans", "Quay Sans throughout", "Set the text in Quay Sans"]
        {
            assert_eq!(read(words, &[self::quay()]), [quay.clone(), quay.clone()], "{words}");
        }
        for words in ["Body text in Quay Sans", "use our font for captions and body"] {
            assert_eq!(read(words, &[self::quay()]), [None, quay.clone()], "{words}");
        }
        for words in [
            "Body in Quay Sans, headings in Mole",
            "Mole for titles, body in Quay Sans",
            "Use Mole for titles and Quay Sans for the body text",
            "Quay Sans for body; Mole for headlines",
        ] {
            let both = [self::quay(), cut("Mole", [400, 400])];
            assert_eq!(read(words, &both), [mole.clone(), quay.clone()], "{words}");
        }
    }

    #[test]
    fn words_about_typefaces_are_not_shown() {
        let left = |words: &str| {
            let prompt = Prompt::new(words);
            let cuts = [quay()];
            without_mentions(&prompt, &mentions(&prompt, &families(&cuts))).map(|left| left.trim().to_owned())
        };
        assert_eq!(left("Use Quay Sans for all text. Welcome").as_deref(), Some(". Welcome"));
        assert_eq!(left("A promo for Moka, with our brand font").as_deref(), Some("A promo for Moka,"));
        assert_eq!(left("The story of Quay Sans"), None);
        assert_eq!(left("\"Ahoy\" in our font"), None);
        assert_eq!(read("Title \"Hello\", body text in our font", &[quay()]), [None, Some("Quay Sans".to_owned())]);
    }

    #[test]
    fn code_is_set_in_a_typeface_of_one_width() {
        let mono = FontCut { is_monospaced: true, ..quay() };
        let of = |cuts: &[FontCut]| own_fonts(&Prompt::new("A title"), cuts, None, &mut Trace::default()).mono;
        assert_eq!((of(&[mono]), of(&[quay()])), (Some("Quay Sans".to_owned()), None));
    }

    #[test]
    fn a_brand_that_names_a_typeface_is_followed() {
        let mut brand = Brand::default();
        brand.fonts.body = Some("Quay Sans".to_owned());
        let own = own_fonts(&Prompt::new("A title"), &[quay()], Some(&brand), &mut Trace::default());
        assert_eq!((own.display, own.body), (None, Some("Quay Sans".to_owned())));
    }
}
