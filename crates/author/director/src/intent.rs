//! What a prompt, or a part of it, wants to be seen.

mod choice;
mod compare;
mod composed;
mod depict;
mod drawn;
mod figures;
mod homes;
mod lists;
mod marks;
mod people;
mod places;
mod talk;
mod written;

pub(crate) use written::listed_pairs;

use crate::copy::{self, Use};
use crate::data::{self, Stat};
use crate::directives::Directives;
use crate::element::Bar;
use crate::lexicon::heads::Head;
use crate::lexicon::verbs::Verb;
use crate::mask::AtomKind;
use crate::over::Over;
use crate::prompt::Prompt;
use crate::recipe;
use crate::topic;
use crate::trace::Trace;
use pavo_design::recipes::Recipe;
use pavo_scene::{EntrancePreset, Rgba};
use std::ops::Range;

pub(crate) use choice::Taste;
pub(crate) use composed::Composed;
pub(crate) use people::{introduced, introductions};

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
        /// Whether a face on it is at its left end.
        is_face_left: bool,
    },
    /// Code that is typed.
    Code(String),
    /// What a block of the design shows.
    Composed(Composed),
    /// Words that somebody said.
    Quote {
        /// The words.
        words: String,
        /// Who said them.
        author: Option<String>,
        /// What they do.
        role: Option<String>,
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
    /// Something else, over pictures.
    Over(Box<Over>),
}

impl Idea {
    /// What kind of thing it is, for whoever reads how a prompt was read.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Depict(_) => "drawing",
            Self::Stat { .. } => "figure",
            Self::Stats(_) => "figures",
            Self::List { .. } => "list",
            Self::Chart { .. } => "chart",
            Self::Banner { .. } => "banner",
            Self::Code(_) => "code",
            Self::Composed(composed) => composed.block,
            Self::Quote { .. } => "quotation",
            Self::Countdown { .. } => "countdown",
            Self::LowerThird { .. } => "lower third",
            Self::Progress { .. } => "progress",
            Self::Wordmark { .. } => "end card",
            Self::Lines(_) => "lines",
            Self::Title { .. } => "title",
            Self::Staged => "things as described",
            Self::Ambient => "background",
            Self::Over(over) => over.idea.name(),
        }
    }

    /// The words and figures that it shows.
    pub(crate) fn words(&self) -> Vec<String> {
        let stat = |stat: &Stat| [stat.format.write(stat.value), stat.label.clone()];
        let some = |words: &[Option<&String>]| words.iter().copied().flatten().cloned().collect::<Vec<_>>();
        match self {
            Self::Stat { stat: only, .. } => stat(only).into(),
            Self::Stats(stats) => stats.iter().flat_map(stat).collect(),
            Self::List { title, items, .. } => title.iter().chain(items).cloned().collect(),
            Self::Chart { title, subtitle, bars } => {
                let bars = bars.iter().flat_map(|bar| [bar.label.clone(), bar.value.to_string()]);
                some(&[title.as_ref(), subtitle.as_ref()]).into_iter().chain(bars).collect()
            }
            Self::Banner { title, body, .. } => some(&[Some(title), body.as_ref()]),
            Self::Code(code) => vec![code.clone()],
            Self::Composed(composed) => composed.words(),
            Self::Quote { words, author, role } => some(&[Some(words), author.as_ref(), role.as_ref()]),
            Self::Countdown { from, to, end } => {
                [from.to_string(), to.to_string()].into_iter().chain(end.clone()).collect()
            }
            Self::LowerThird { name, role } => some(&[Some(name), role.as_ref()]),
            Self::Progress { value, label } => std::iter::once(value.to_string()).chain(label.clone()).collect(),
            Self::Wordmark { name, tagline, call } => some(&[Some(name), tagline.as_ref(), call.as_ref()]),
            Self::Lines(lines) => lines.clone(),
            Self::Title { kicker, title, subtitle } => some(&[kicker.as_ref(), Some(title), subtitle.as_ref()]),
            Self::Over(over) => over.idea.words(),
            Self::Depict(_) | Self::Staged | Self::Ambient => Vec::new(),
        }
    }

    /// Whether it is what a film ends with.
    pub(crate) fn is_an_end(&self) -> bool {
        match self {
            Self::Wordmark { .. } => true,
            Self::Composed(composed) => matches!(composed.block, "logoReveal" | "endCard"),
            Self::Over(over) => over.idea.is_an_end(),
            _ => false,
        }
    }

    /// What it shows of the things that would otherwise be left out.
    pub(crate) fn stands_for(&self) -> &'static [&'static str] {
        match self {
            Self::Composed(composed) => composed.stands_for(),
            Self::Over(over) => over.idea.stands_for(),
            Self::Depict(recipe) => match recipe {
                Recipe::GlobeDots => &["maps", "particles", "3D"],
                Recipe::ParticleSphere | Recipe::Helix | Recipe::Atom | Recipe::Planets | Recipe::Cradle => {
                    &["particles", "3D"]
                }
                Recipe::Dust
                | Recipe::Embers
                | Recipe::Smoke
                | Recipe::Bubbles
                | Recipe::Starfield
                | Recipe::Burst
                | Recipe::Snow
                | Recipe::Galaxy
                | Recipe::Fireworks
                | Recipe::ConfettiBurst
                | Recipe::Network => &["particles"],
                _ => &[],
            },
            _ => &[],
        }
    }
}

/// A quotation that is shown.
#[derive(Debug, Clone)]
struct Quote {
    span: Range<usize>,
    words: String,
    head: Option<Head>,
}

/// Reads what a part wants to be seen.
pub(crate) fn idea(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    directives: &Directives,
    taste: Taste<'_>,
    trace: &mut Trace,
) -> Idea {
    let (idea, span, decision, confidence) = decide(prompt, part, directives, taste, trace);
    trace.note(prompt.text, "intent", span, decision, confidence);
    settled(idea, prompt, part, directives, taste)
}

/// The quotations of a part that are shown, as they are shown.
pub(crate) fn shown_quotes(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    quotes(prompt, part).into_iter().map(|quote| quote.words).collect()
}

/// What a part lists behind a colon, without quotation marks; the last two may be parted by a word alone.
pub(crate) fn listed_things(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<String> {
    let mut items = lists::plain_items(prompt, part);
    if let Some((before, after)) = items.last().and_then(|last| last.split_once(" and "))
        && before.split_whitespace().count() <= 4
    {
        let both = [before.trim().to_owned(), topic::capitalised(after.trim())];
        items.pop();
        items.extend(both);
    }
    items
}

/// Whether a part lists things behind a colon, without quotation marks.
pub(crate) fn lists_things(prompt: &Prompt<'_>, part: &Range<usize>) -> bool {
    lists::plain_items(prompt, part).len() >= 2
}

/// Reads what a beat among others wants to be seen: a description without copy gives no title.
pub(crate) fn beat_idea(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    directives: &Directives,
    taste: Taste<'_>,
    trace: &mut Trace,
) -> Idea {
    let (mut idea, span, mut decision, confidence) = decide(prompt, part, directives, taste, trace);
    let copied = !quotes(prompt, part).is_empty() || !copy::unquoted(prompt, part).is_empty();
    if matches!(idea, Idea::Title { .. }) && !copied {
        let items = lists::enumerated(prompt, part);
        (idea, decision) = if items.len() >= 2 {
            (Idea::List { title: None, items, numbered: false }, "what is enumerated".to_owned())
        } else {
            (Idea::Ambient, "nothing to show yet: a background".to_owned())
        };
    }
    trace.note(prompt.text, "intent", span, decision, confidence);
    settled(idea, prompt, part, directives, taste)
}

/// An idea within the limits that the prompt sets, as a block where the design is ours.
pub(crate) fn settled(
    idea: Idea,
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    directives: &Directives,
    taste: Taste<'_>,
) -> Idea {
    let idea = match directives.negatives.most {
        Some(most) => few_at_once(idea, most),
        None => idea,
    };
    if directives.is_literal() { idea } else { composed::recomposed(idea, prompt, part, taste) }
}

/// What shows more things at once than there may be, as lines one after another.
fn few_at_once(idea: Idea, most: usize) -> Idea {
    match idea {
        Idea::List { title, items, .. } if items.len() + usize::from(title.is_some()) > most => {
            Idea::Lines(title.into_iter().chain(items).collect())
        }
        Idea::Stats(stats) if stats.len() > most => {
            let line = |stat: &Stat| format!("{} {}", stat.format.write(stat.value), stat.label).trim().to_owned();
            Idea::Lines(stats.iter().map(line).collect())
        }
        other => other,
    }
}

/// Most lines of one part: more could not be read in the longest film.
const MOST_LINES: usize = 40;

type Decision = (Idea, Range<usize>, String, f64);

type Reader = fn(&Prompt<'_>, &Range<usize>, &[Quote]) -> Option<Decision>;

/// What a block of the design shows, from the special to the general.
const BLOCKS: &[Reader] = &[
    homes::home,
    marks::diff,
    marks::console,
    marks::signed,
    drawn::counting,
    drawn::bouncing,
    drawn::playing,
    talk::post,
    talk::notices,
    talk::chat,
    compare::before_after,
    compare::change,
    places::route,
    places::map,
    compare::timeline,
    written::race,
    written::table,
    written::offers,
    written::way,
    written::nodes,
    written::screen,
    written::swap,
    written::news,
    written::hub,
    written::profile,
    compare::versus,
];

/// What is shown otherwise; the first few also where sizes and colours are given.
const THINGS: &[Reader] = &[
    marks::code,
    marks::banner,
    figures::chart,
    figures::countdown,
    people::lower_third,
    figures::progress,
    figures::stats,
    written::values,
    people::quotation,
    lists::list,
    written::one_figure,
    marks::wordmark,
    drawn::titled,
];

/// How many of those are taken where things are placed as described.
const PLAIN_THINGS: usize = 5;

fn decide(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    directives: &Directives,
    taste: Taste<'_>,
    trace: &mut Trace,
) -> Decision {
    let quotes = quotes(prompt, part);
    if directives.negatives.text || quotes.is_empty() {
        // A ball that counts shows figures: it is read with what a block shows.
        let counts = drawn::counting(prompt, part, &quotes).is_some() && !directives.negatives.text;
        if let Some((recipe, span)) = recipe::find(prompt, part).filter(|_| !counts) {
            // Weather around a thing: the thing is what is to be seen.
            let is_air = matches!(
                recipe,
                Recipe::Snow | Recipe::Bubbles | Recipe::Smoke | Recipe::Dust | Recipe::Embers | Recipe::Starfield
            );
            let may_depict = is_air && !directives.is_literal();
            if let Some(decision) = may_depict.then(|| depict::depiction(prompt, part, directives)).flatten() {
                return decision;
            }
            return (Idea::Depict(recipe), span, format!("depict {recipe:?}"), 0.9);
        }
        if directives.negatives.text
            && prompt.has_logo
            && let Some(span) = prompt.find_phrase(part, "logo")
        {
            let idea = Idea::Composed(Composed::new("logoReveal", serde_json::json!({})));
            return (idea, span, "the logo alone".into(), 0.8);
        }
        if directives.negatives.text {
            return (Idea::Ambient, part.start..part.start, "no words wanted: a background".into(), 0.6);
        }
    }
    // Where sizes and colours are given, things are placed as described, but for a figure that is quoted itself.
    let described = directives.is_literal()
        && !quotes.is_empty()
        && quotes.iter().all(|quote| data::leading_figure(&quote.words).is_none());
    // A block of the design, where the design is ours.
    let blocks = if directives.is_literal() { &[] } else { BLOCKS };
    let things = if described { &THINGS[..PLAIN_THINGS] } else { THINGS };
    let mut readings: Vec<Decision> =
        blocks.iter().chain(things).filter_map(|read| read(prompt, part, &quotes)).collect();
    if !directives.is_literal() {
        readings.extend(depict::captioned(prompt, part, &quotes, directives));
    }
    if let Some(decision) = choice::best(prompt, part, &quotes, readings, taste, trace) {
        return decision;
    }
    let first = quotes.first().map_or(part.start..part.start, |quote| quote.span.clone());
    let styled = directives.is_literal();
    let moves = Prompt::within(&prompt.verbs, part).iter().any(|hit| {
        matches!(hit.meaning, Verb::In(preset, _) if !matches!(preset, EntrancePreset::Fade | EntrancePreset::MaskUp))
            || matches!(hit.meaning, Verb::Stress(_) | Verb::Out(..))
    });
    let unquoted = !copy::unquoted(prompt, part).is_empty();
    let sequential = prompt.says_any(
        part,
        &[
            "one by one",
            "sequentially",
            "in turn",
            "appear",
            "appears",
            "cards",
            "labeled",
            "labelled",
            "nodes",
            "logs",
            "list",
            "items",
            "messages",
            "staggered",
            "tiles",
            "grid",
            "stat",
            "lines",
            "words",
            "features",
            "benefits",
        ],
    );
    #[expect(clippy::cast_precision_loss, reason = "a handful of quotations")]
    let is_crowded = directives.is_plain
        && quotes.len() > 3
        && directives.duration_secs.is_some_and(|secs| secs < 1.6 * quotes.len() as f64)
        && quotes.iter().all(|quote| quote.words.chars().count() <= 48);
    match quotes.as_slice() {
        [_, _, _, ..] if !styled && sequential || is_crowded => {
            let items = quotes.iter().map(|quote| quote.words.clone()).take(7).collect();
            (Idea::List { title: None, items, numbered: false }, first, format!("list of {}", quotes.len()), 0.7)
        }
        [] if unquoted && directives.is_plain => plain(prompt, part, directives),
        [] if unquoted => (Idea::Staged, first, "things as described".into(), 0.6),
        [] => open(prompt, part, directives),
        _ if (styled || moves) && !directives.is_plain => (Idea::Staged, first, "things as described".into(), 0.8),
        [only] => {
            let by = prompt.words(only.span.end..).trim_start().starts_with("by ")
                && people::NAMING.contains(&prompt.word_before(only.span.start));
            let author = by.then(|| people::author_behind(prompt, only.span.end)).flatten();
            let subtitle = author.map(|author| format!("by {author}"));
            let title = Idea::Title { kicker: None, title: only.words.clone(), subtitle };
            (title, first, "title card".into(), 0.7)
        }
        [title, subtitle] => {
            let words = |quote: &Quote| quote.words.clone();
            let idea = Idea::Title { kicker: None, title: words(title), subtitle: Some(words(subtitle)) };
            (idea, first, "title card".into(), 0.7)
        }
        many => (
            Idea::Lines(many.iter().map(|quote| quote.words.clone()).take(MOST_LINES).collect()),
            first,
            "lines one after another".into(),
            0.6,
        ),
    }
}

/// Whether words only name what was handed in: `Scroll through this screenshot` is about what is on it.
fn names_a_file(words: &str) -> bool {
    const FILES: &[&str] = &[
        "screenshot",
        "screenshots",
        "photo",
        "photos",
        "picture",
        "pictures",
        "image",
        "images",
        "video",
        "videos",
        "clip",
        "clips",
        "footage",
        "file",
        "files",
        "table",
        "csv",
        "spreadsheet",
        "logo",
        "gif",
        "animation",
        "portrait",
        "recording",
        "the",
        "this",
        "these",
        "our",
        "my",
        "attached",
        "a",
        "an",
    ];
    words.split_whitespace().all(|word| FILES.contains(&word.to_lowercase().as_str()))
}

/// Copy without quotation marks, as titles and lines.
fn plain(prompt: &Prompt<'_>, part: &Range<usize>, directives: &Directives) -> Decision {
    const MOST_LINES: usize = 6;
    let said = copy::unquoted(prompt, part).into_iter().map(|span| copy::clean(prompt.words(span)));
    let lines: Vec<String> = said.filter(|words| words.chars().any(char::is_alphanumeric)).take(MOST_LINES).collect();
    let at = part.start..part.start;
    match <[String; 1]>::try_from(lines) {
        Ok([title]) => (Idea::Title { kicker: None, title, subtitle: None }, at, "title card".into(), 0.5),
        Err(lines) if lines.is_empty() => open(prompt, part, directives),
        Err(lines) => (Idea::Lines(lines), at, "lines one after another".into(), 0.5),
    }
}

fn quotes(prompt: &Prompt<'_>, part: &Range<usize>) -> Vec<Quote> {
    let atoms =
        prompt.atoms.iter().enumerate().filter(|(_, atom)| {
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

fn open(prompt: &Prompt<'_>, part: &Range<usize>, directives: &Directives) -> Decision {
    if let Some(decision) = marks::closing(prompt, part).or_else(|| depict::depiction(prompt, part, directives)) {
        return decision;
    }
    let words = prompt.tokens_in(part).iter().filter(|token| token.kind == crate::token::TokenKind::Word).count();
    let found = if words <= 22 {
        let topic = topic::topic(prompt, part);
        let thin = topic.as_ref().is_none_or(|(_, title)| !title.contains(' ') && title.len() < 8);
        if thin && words > 6 { topic::name(prompt, part).or(topic) } else { topic }
    } else {
        // A long prompt without quotations describes; what it is about is the name in it.
        topic::name(prompt, part)
            .or_else(|| topic::topic(prompt, part).filter(|(_, title)| title.split_whitespace().count() <= 4))
    };
    match found.filter(|(_, title)| !names_a_file(title)) {
        Some((span, title)) => {
            // When something is stands below what it is.
            let occasion = topic::occasion(prompt, part).filter(|(at, _)| *at > span.start);
            let title = match &occasion {
                Some((at, _)) if *at < span.end => {
                    let head = prompt.words(span.start..*at).trim_end_matches([' ', ',']);
                    let head = [" on", " at", " from"].iter().find_map(|end| head.strip_suffix(end)).unwrap_or(head);
                    topic::capitalised(head)
                }
                _ => title,
            };
            let decision = format!("title card \"{title}\"");
            let subtitle = occasion.map(|(_, said)| said);
            (Idea::Title { kicker: None, title, subtitle }, span, decision, 0.5)
        }
        None => (Idea::Ambient, part.start..part.start, "no topic found: a background".into(), 0.2),
    }
}
