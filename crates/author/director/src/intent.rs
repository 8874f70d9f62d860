//! What a prompt, or a part of it, wants to be seen.

use crate::copy::{self, Use};
use crate::data::{self, Stat};
use crate::directives::Directives;
use crate::element::Bar;
use crate::lexicon::heads::Head;
use crate::lexicon::verbs::Verb;
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::recipe::{self, Recipe};
use crate::topic;
use crate::trace::Trace;
use pavo_scene::{EntrancePreset, Rgba};
use std::ops::Range;

/// What is to be seen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Idea {
    /// A thing that is drawn, without words.
    Depict(Recipe),
    /// One figure that counts to its value.
    Stat {
        /// The figure and what it stands for.
        stat: Stat,
        /// Whether it lands with a bounce.
        bounces: bool,
    },
    /// Several figures side by side.
    Stats(Vec<Stat>),
    /// Lines that come one after another.
    List {
        /// What they are about.
        title: Option<String>,
        /// The lines.
        items: Vec<String>,
        /// Whether they are numbered.
        numbered: bool,
    },
    /// Bars with names and values.
    Chart {
        /// What they are about.
        title: Option<String>,
        /// What stands below the title.
        subtitle: Option<String>,
        /// The bars.
        bars: Vec<Bar>,
    },
    /// A full-width stripe at the bottom with words on it.
    Banner {
        /// The title.
        title: String,
        /// What stands below it.
        body: Option<String>,
        /// Colour of the stripe.
        color: Option<Rgba>,
    },
    /// Code that is typed.
    Code(String),
    /// Words that somebody said.
    Quote {
        /// The words.
        words: String,
        /// Who said them.
        author: Option<String>,
    },
    /// Figures that fall one by one.
    Countdown {
        /// The first figure.
        from: u32,
        /// The last figure.
        to: u32,
        /// What follows it.
        end: Option<String>,
    },
    /// Who is seen.
    LowerThird {
        /// The name.
        name: String,
        /// What they do.
        role: Option<String>,
    },
    /// A share that a ring fills to.
    Progress {
        /// Percent.
        value: f64,
        /// What it is a share of.
        label: Option<String>,
    },
    /// A brand's name, set as its sign.
    Wordmark {
        /// The name.
        name: String,
        /// What stands below.
        tagline: Option<String>,
        /// What to do next, or where.
        call: Option<String>,
    },
    /// Short lines one after another.
    Lines(Vec<String>),
    /// A title.
    Title {
        /// A short line above.
        kicker: Option<String>,
        /// The title.
        title: String,
        /// What stands below.
        subtitle: Option<String>,
    },
    /// Things as they are described one by one.
    Staged,
    /// Nothing but a designed background.
    Ambient,
}

/// A quotation that is shown.
#[derive(Debug, Clone)]
struct Quote {
    span: Range<usize>,
    words: String,
    head: Option<Head>,
}

/// Reads what a part wants to be seen.
pub(crate) fn idea(prompt: &Prompt<'_>, part: &Range<usize>, directives: &Directives, trace: &mut Trace) -> Idea {
    let (idea, span, decision, confidence) = decide(prompt, part, directives);
    trace.note(prompt.text, "intent", span, decision, confidence);
    idea
}

type Decision = (Idea, Range<usize>, String, f64);

fn decide(prompt: &Prompt<'_>, part: &Range<usize>, directives: &Directives) -> Decision {
    let quotes = quotes(prompt, part);
    if directives.negatives.text || quotes.is_empty() {
        if let Some((recipe, span)) = recipe::find(prompt, part) {
            return (Idea::Depict(recipe), span, format!("depict {recipe:?}"), 0.9);
        }
        if directives.negatives.text {
            return (Idea::Ambient, part.start..part.start, "no words wanted: a background".into(), 0.6);
        }
    }
    let choices = [code, banner, chart, countdown, lower_third, progress, stats, quotation, list, wordmark];
    if let Some(decision) = choices.iter().find_map(|choose| choose(prompt, part, &quotes)) {
        return decision;
    }
    let first = quotes.first().map_or(part.start..part.start, |quote| quote.span.clone());
    let styled = directives.freedom == crate::directives::Freedom::Literal;
    let moves = Prompt::within(&prompt.verbs, part).iter().any(|hit| {
        matches!(hit.meaning, Verb::In(preset, _) if !matches!(preset, EntrancePreset::Fade | EntrancePreset::MaskUp)) || matches!(hit.meaning, Verb::Stress(_) | Verb::Out(..))
    });
    let unquoted = !copy::unquoted(prompt, part).is_empty();
    let sequential = prompt.says_any(part, &["one by one", "sequentially", "in turn", "appear", "appears", "cards", "labeled", "labelled", "nodes", "logs", "list", "items", "messages"]);
    match quotes.as_slice() {
        [_, _, _, ..] if !styled && sequential => {
            let items = quotes.iter().map(|quote| quote.words.clone()).take(7).collect();
            (Idea::List { title: None, items, numbered: false }, first, format!("list of {}", quotes.len()), 0.7)
        }
        [] if unquoted => (Idea::Staged, first, "things as described".into(), 0.6),
        [] => open(prompt, part),
        _ if styled || moves => (Idea::Staged, first, "things as described".into(), 0.8),
        [only] => {
            let title = Idea::Title { kicker: None, title: only.words.clone(), subtitle: None };
            (title, first, "title card".into(), 0.7)
        }
        [title, subtitle] => {
            let words = |quote: &Quote| quote.words.clone();
            let idea = Idea::Title { kicker: None, title: words(title), subtitle: Some(words(subtitle)) };
            (idea, first, "title card".into(), 0.7)
        }
        many => (Idea::Lines(many.iter().map(|quote| quote.words.clone()).collect()), first, "lines one after another".into(), 0.6),
    }
}

fn quotes(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Quote> {
    let atoms = prompt.atoms.iter().enumerate().filter(|(_, atom)| {
        part.contains(&atom.span.start) && matches!(atom.kind, AtomKind::Quote | AtomKind::Tick)
    });
    let mut found: Vec<Quote> = Vec::new();
    for (index, atom) in atoms {
        let known: Vec<String> = found.iter().map(|quote| quote.words.clone()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let words = copy::shown(prompt, atom);
        if let Use::Show(head) = copy::use_of(prompt, index, part, &known)
            && words.chars().any(char::is_alphanumeric)
            && !known.contains(&words.as_str())
        {
            found.push(Quote { span: atom.span.clone(), words, head });
        }
    }
    found
}

fn open(prompt: &Prompt<'_>, part: &Range<usize>) -> Decision {
    let words = prompt.tokens_in(part).iter().filter(|token| token.kind == crate::token::TokenKind::Word).count();
    let found = if words <= 22 {
        topic::topic(prompt, part).or_else(|| topic::name(prompt, part))
    } else {
        // A long prompt without quotations describes; what it is about is the name in it.
        topic::name(prompt, part).or_else(|| topic::topic(prompt, part).filter(|(_, title)| title.split_whitespace().count() <= 4))
    };
    match found {
        Some((span, title)) => {
            let decision = format!("title card \"{title}\"");
            (Idea::Title { kicker: None, title, subtitle: None }, span, decision, 0.5)
        }
        None => (Idea::Ambient, part.start..part.start, "no topic found: a background".into(), 0.2),
    }
}

/// A block of code between fences is typed.
fn code(prompt: &Prompt<'_>, part: &Range<usize>, _: &[Quote]) -> Option<Decision> {
    let atom = prompt.atoms.iter().find(|atom| {
        atom.kind == AtomKind::Code && part.contains(&atom.span.start) && prompt.words(atom.span.clone()).starts_with("```")
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

/// A stripe along the bottom of the frame, as it is laid over footage.
fn banner(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = prompt.find_phrase(part, "banner")?;
    if !prompt.says_any(part, &["bottom", "lower third", "chroma key", "green screen"]) {
        return None;
    }
    let title = quotes.first()?.words.clone();
    let body = quotes.get(1).map(|quote| quote.words.clone());
    let near = prompt.colors.iter().find(|hit| {
        let between = prompt.plain(hit.span.end..hit.span.end + 60);
        hit.span.start >= part.start && between.find("banner").is_some_and(|at| !between[..at].contains('.')) && !between.contains("green area")
    });
    let color = near.map(|hit| hit.meaning).or_else(|| prompt.says_any(part, &["a dark", "dark banner"]).then_some(Rgba::opaque(0x14, 0x16, 0x1A)));
    let decision = format!("banner with {title}");
    Some((Idea::Banner { title, body, color }, span, decision, 0.8))
}

/// Bars where a chart is asked for and its values are given.
fn chart(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let phrases = ["bar chart", "column chart", "bar graph", "histogram", "bars", "horizontal bars", "line chart", "line graph", "pie chart", "donut chart", "chart", "graph"];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let found = data::table(prompt, part);
    if found.bars.len() < 2 {
        return None;
    }
    let headed = |head: Head| quotes.iter().find(|quote| quote.head == Some(head)).map(|quote| quote.words.clone());
    let title = headed(Head::Title).or(found.title);
    let subtitle = headed(Head::Subtitle).or(found.unit);
    let decision = format!("chart of {} bars", found.bars.len());
    Some((Idea::Chart { title, subtitle, bars: found.bars }, span, decision, 0.85))
}

fn countdown(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let named = prompt.find_phrase(part, "countdown").or_else(|| prompt.find_phrase(part, "count down")).or_else(|| prompt.find_phrase(part, "counts down"));
    let span = named.or_else(|| prompt.find_phrase(part, "3, 2, 1")).or_else(|| prompt.find_phrase(part, "3 2 1"))?;
    let tokens = prompt.tokens_in(part);
    let plain = |figure: Option<crate::token::Figure>| figure.filter(|figure| figure.unit == crate::token::Unit::None && figure.value <= 60.0 && figure.value.fract() == 0.0);
    let figures: Vec<f64> = tokens.iter().filter_map(|token| plain(token.figure()).map(|figure| figure.value)).collect();
    let word = tokens.iter().find_map(|token| crate::token::number_word(prompt.word(token)).filter(|value| *value >= 2.0));
    let from = figures.iter().copied().fold(0.0, f64::max).max(if figures.is_empty() { word.unwrap_or(3.0) } else { 0.0 }).clamp(1.0, 20.0);
    let to = if figures.contains(&0.0) { 0.0 } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 20")]
    let [from, to] = [from as u32, to as u32];
    let end = quotes.last().map(|quote| quote.words.clone()).or_else(|| {
        copy::unquoted(prompt, part).last().map(|span| copy::clean(prompt.words(span.clone())))
    });
    let decision = format!("countdown from {from} to {to}");
    Some((Idea::Countdown { from, to, end }, span, decision, 0.9))
}

fn lower_third(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["lower third", "lower thirds", "name card", "name tag"].iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let mut names = quotes.iter().map(|quote| quote.words.clone());
    let (name, role) = match names.next() {
        Some(name) => (name, names.next()),
        None => (labelled(prompt, part, &["name"])?, labelled(prompt, part, &["title", "role", "position"])),
    };
    let decision = format!("lower third for {name}");
    Some((Idea::LowerThird { name, role }, span, decision, 0.9))
}

fn progress(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let phrases = ["progress ring", "progress circle", "progress bar", "radial progress", "circular progress", "gauge", "ring fills", "ring filling"];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let value = prompt.tokens_in(part).iter().filter_map(crate::token::Token::figure).filter(|figure| figure.unit == crate::token::Unit::Percent && figure.value <= 100.0).map(|figure| figure.value).last()?;
    let label = quotes.iter().map(|quote| quote.words.clone()).find(|words| words.chars().any(char::is_alphabetic));
    Some((Idea::Progress { value, label }, span, format!("progress to {value} %"), 0.9))
}

fn stats(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let counts = prompt.says_any(part, &["counter", "counters", "counting", "counts", "count up", "counts up", "countup", "ticks up", "ticker", "number counting"]);
    let figures = counts || prompt.says_any(part, &["stat", "stats", "statistic", "statistics", "metric", "metrics", "kpi", "kpis", "numbers", "in numbers", "big number"]);
    if !figures {
        return None;
    }
    let bounces = prompt.says_any(part, &["bounce", "bounces", "bouncy", "subtle bounce", "springy", "overshoot", "pop", "spring"]);
    let mut quoted: Vec<Stat> = quotes
        .iter()
        .filter_map(|quote| {
            let (figure, label) = data::leading_figure(&quote.words)?;
            Some(Stat { span: quote.span.clone(), value: figure.value, format: data::format_of(figure), label })
        })
        .collect();
    if quoted.len() == 1 {
        let counted = prompt.says_any(part, &["counter showing", "counter", "count up", "counting up", "counts up"]);
        let heavy = |stat: &Stat| stat.value >= 20.0 || stat.format.grouped || !stat.format.prefix.is_empty() || !stat.format.suffix.is_empty();
        let titled = |stat: &Stat| quotes.iter().any(|quote| quote.span == stat.span && quote.head == Some(Head::Title));
        let year = |stat: &Stat| (1900.0..2100.0).contains(&stat.value) && !stat.format.grouped && stat.format.suffix.is_empty();
        quoted.retain(|stat| (counted || heavy(stat)) && !titled(stat) && !year(stat) && stat.value > 0.0 && (heavy(stat) || stat.value >= 2.0 && counted && stat.label.split_whitespace().count() <= 2));
    }
    if let [only] = quoted.as_mut_slice() {
        if only.label.is_empty()
            && let Some(label) = quotes.iter().find(|quote| quote.span != only.span)
        {
            only.label.clone_from(&label.words);
        }
        let (span, decision) = (only.span.clone(), format!("counter to {}", only.value));
        return Some((Idea::Stat { stat: only.clone(), bounces }, span, decision, 0.95));
    }
    if quoted.len() > 1 {
        let span = quoted[0].span.clone();
        return Some((Idea::Stats(quoted.into_iter().take(4).collect()), span, "counters side by side".into(), 0.9));
    }
    let named: Vec<Stat> = data::stats(prompt, part);
    if named.len() > 1 {
        let span = named[0].span.clone();
        return Some((Idea::Stats(named.into_iter().take(4).collect()), span, "counters side by side".into(), 0.8));
    }
    let label = quotes.iter().map(|quote| quote.words.clone()).next();
    let stat = match data::counter(prompt, part) {
        Some((span, _, to, format)) => Stat { span, value: to, format, label: label.or_else(|| named.first().map(|stat| stat.label.clone())).unwrap_or_default() },
        None => named.into_iter().next()?,
    };
    let (span, decision) = (stat.span.clone(), format!("counter to {}", stat.value));
    Some((Idea::Stat { stat, bounces }, span, decision, 0.8))
}

fn quotation(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let first = quotes.iter().max_by_key(|quote| quote.words.len())?;
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

/// `"…" — Name`
fn author_behind(prompt: &Prompt<'_>, at: usize) -> Option<String> {
    let rest = prompt.words(at..).trim_start();
    let name = rest.strip_prefix(['—', '–']).or_else(|| rest.strip_prefix("- ")).or_else(|| rest.strip_prefix("by "))?.trim_start();
    let end = name.find([',', '.', '\n', ';', '(', '"']).unwrap_or(name.len());
    let name = name[..end].trim();
    let plain = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 5;
    plain.then(|| name.to_owned())
}

/// `by Name`, where capitalised words follow.
fn author_by(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let span = prompt.find_phrase(part, "by")?;
    let words: Vec<&str> = prompt.words(span.end..part.end).split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).take(4).collect();
    (words.len() >= 2).then(|| words.join(" ").trim_end_matches([',', '.', ':']).to_owned())
}

fn list(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let noun = prompt.says_any(part, &["list", "bullets", "bullet points", "bullet", "agenda", "checklist", "steps", "items", "one by one", "reasons", "features", "tips", "menu"]);
    if !noun {
        return None;
    }
    let headed = |quote: &&Quote| matches!(quote.head, Some(Head::Title | Head::Eyebrow));
    let mut title = quotes.iter().find(headed).map(|quote| quote.words.clone());
    let mut items: Vec<String> = quotes.iter().filter(|quote| !headed(quote)).map(|quote| quote.words.clone()).collect();
    if items.len() < 2 {
        items = plain_items(prompt, part);
        title = title.or_else(|| quotes.first().map(|quote| quote.words.clone())).or_else(|| list_title(prompt, part));
    }
    if items.len() < 2 {
        return None;
    }
    items.truncate(7);
    let decision = format!("list of {}", items.len());
    let numbered = prompt.says_any(part, &["steps", "step", "numbered", "top", "reasons", "tips", "ranking"]);
    Some((Idea::List { title, items, numbered }, part.start..part.start, decision, 0.85))
}

/// Items without quotation marks: the words behind a colon, parted by commas.
pub(crate) fn plain_items(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    let Some(colon) = prompt.tokens_in(part).iter().rev().find(|token| token.is(':') && prompt.words(token.span.end..part.end).contains(',')) else {
        return Vec::new();
    };
    let rest = prompt.plain(colon.span.end..part.end);
    let end = rest.find(['.', '\u{1}', ';']).unwrap_or(rest.len());
    let words = prompt.words(colon.span.end..colon.span.end + end);
    let items: Vec<String> = words
        .split(',')
        .map(|item| item.trim().trim_start_matches("and ").trim())
        .filter(|item| !item.is_empty() && item.split_whitespace().count() <= 7 && !item.contains('#'))
        .map(topic::capitalised)
        .collect();
    let short = items.iter().all(|item| item.chars().count() <= 48);
    if short && items.len() >= 2 { items } else { Vec::new() }
}

/// `Top 5 reasons to learn Rust` before the colon.
fn list_title(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let colon = prompt.tokens_in(part).iter().find(|token| token.is(':'))?;
    let (_, title) = topic::topic(prompt, &(part.start..colon.span.start))?;
    Some(title).filter(|title| title.split_whitespace().count() <= 8)
}

fn wordmark(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let span = ["logo", "wordmark", "logotype", "logo reveal", "brand reveal"].iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    if matches!(prompt.word_after(span.end), "grid" | "grids" | "wall" | "end" | "stamp") {
        return None;
    }
    let behind = ["logo for", "logo of", "wordmark for", "reveal for", "logo reveal for", "logo:", "animation for"].iter().find_map(|lead| prompt.find_phrase(part, lead)).and_then(|lead| {
        let rest = prompt.words(lead.end..part.end);
        let words: Vec<&str> = rest.split_whitespace().take_while(|word| word.starts_with(|c: char| c.is_uppercase())).take(3).collect();
        (!words.is_empty()).then(|| words.join(" ").trim_end_matches([',', '.', ':', ';']).to_owned())
    });
    let before = capitalised_before(prompt, span.start);
    let branded = quotes.iter().find(|quote| matches!(quote.head, Some(Head::Logo))).map(|quote| quote.words.clone());
    let tagline = quotes.iter().find(|quote| matches!(quote.head, Some(Head::Subtitle | Head::Caption | Head::Text))).map(|quote| quote.words.clone());
    let name = branded.or(behind).or(before)
        .or_else(|| placeholder_before(prompt, span.start))
        .or_else(|| topic::name(prompt, part).map(|(_, name)| name))
        .or_else(|| domain(prompt, part))
        .or_else(|| quotes.first().map(|quote| quote.words.clone()))?;
    let call = quotes.iter().filter(|quote| quote.words != name).find(|quote| is_call(quote)).map(|quote| quote.words.clone());
    let tagline = tagline.or_else(|| quotes.iter().map(|quote| quote.words.clone()).find(|words| *words != name && Some(words) != call.as_ref()));
    let decision = format!("wordmark {name}");
    Some((Idea::Wordmark { name, tagline, call }, span, decision, 0.75))
}

/// Whether words ask somebody to do something, or say where.
fn is_call(quote: &Quote) -> bool {
    let words = quote.words.to_lowercase();
    let verbs = ["try ", "get ", "start ", "book ", "join ", "visit ", "sign up", "download", "shop ", "learn more", "buy ", "order "];
    quote.head == Some(Head::Button) || verbs.iter().any(|verb| words.starts_with(verb)) || words.contains(".com") && !words.contains(' ')
}

/// `{YOUR_COMPANY} logo`: the placeholder in neutral words.
fn placeholder_before(prompt: &Prompt<'_>, at: usize) -> Option<String> {
    let atom = prompt.atoms.iter().find(|atom| atom.kind == AtomKind::Placeholder && atom.span.end <= at && at - atom.span.end <= 1)?;
    Some(copy::clean(prompt.words(atom.span.clone()))).filter(|words| !words.is_empty())
}

/// The host of the first address in a part.
fn domain(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<String> {
    let atom = prompt.atoms.iter().find(|atom| atom.kind == AtomKind::Link && part.contains(&atom.span.start))?;
    let address = prompt.words(atom.span.clone());
    let host = address.split("//").nth(1)?.split(['/', '?', '#']).next()?;
    let host = host.trim_start_matches("www.").trim_end_matches(['.', ',', '`']);
    (host.contains('.') && host.is_ascii() && host.len() <= 40).then(|| host.to_owned())
}

/// Up to three capitalised words right before a place.
fn capitalised_before(prompt: &Prompt<'_>, at: usize) -> Option<String> {
    let head = prompt.words(..at).trim_end();
    let mut words: Vec<&str> = Vec::new();
    for word in head.split_whitespace().rev().take(3) {
        let plain = word.trim_matches(['\'', '"', '“', '”']);
        let skip = ["A", "An", "The", "Create", "Make", "Animated", "Animate", "Minimal", "Clean", "Logo", "End", "Design", "Show", "Cool", "Build", "Tool", "Company", "Brand", "App", "SaaS", "Client", "Team", "Your", "Our", "My", "The", "This", "End", "Final", "Corporate", "Simple", "Premium", "Modern"];
        if !plain.starts_with(char::is_uppercase) || plain.ends_with([',', '.', ':', '!', '-']) || skip.contains(&plain) {
            break;
        }
        words.push(plain);
    }
    words.reverse();
    (!words.is_empty()).then(|| words.join(" "))
}

/// `Name: Dana Ríos` up to the end of the line or sentence.
pub(crate) fn labelled(prompt: &Prompt<'_>, part: &Range<usize>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| {
        let span = prompt.find_phrase(part, key)?;
        let rest = prompt.words(span.end..part.end).strip_prefix(':')?;
        let end = rest.find(['.', ',', '\n', ';']).unwrap_or(rest.len());
        let words = copy::clean(rest[..end].trim().trim_matches(['"', '\'', '“', '”']));
        (!words.is_empty() && words.chars().count() <= 60).then_some(words)
    })
}
