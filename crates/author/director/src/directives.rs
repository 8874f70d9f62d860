//! What a prompt says about the whole film: length, frame, colours, typefaces, what must not be.

mod frame;
mod length;

use crate::Brief;
use crate::lexicon::styles::StyleWord;
use crate::mask::AtomKind;
use crate::palette::{self, Roles};
use crate::prompt::Prompt;
use crate::segment::Beat;
use crate::token::{TokenKind, Unit, number_word};
use crate::trace::Trace;
use pavo_scene::{AspectRatio, FrameRate};
use std::ops::Range;

/// What the prompt forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that may be forbidden")]
pub(crate) struct Negatives {
    /// No words on screen.
    pub(crate) text: bool,
    /// No gradients.
    pub(crate) gradients: bool,
    /// No camera moves.
    pub(crate) camera: bool,
    /// Nothing decorative.
    pub(crate) decoration: bool,
    /// No logos.
    pub(crate) logos: bool,
    /// No fades.
    pub(crate) fades: bool,
    /// As many things on screen at once as there may be.
    pub(crate) most: Option<usize>,
}

/// How much of the design is left to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Freedom {
    /// Exactly what is asked for.
    Literal,
    /// What is asked for, with a background and ambient motion of ours.
    Assisted,
    /// Everything.
    Open,
}

/// Everything that holds for the whole film.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Directives {
    /// Length in seconds, where one is given.
    pub(crate) duration_secs: Option<f64>,
    /// Where the prompt gives it.
    pub(crate) length_at: Range<usize>,
    /// Width to height.
    pub(crate) aspect: Option<AspectRatio>,
    /// The canvas that pixels refer to.
    pub(crate) canvas_px: [f64; 2],
    /// Frames per second.
    pub(crate) frame_rate: Option<FrameRate>,
    /// Colours by role.
    pub(crate) roles: Roles,
    /// A known look.
    pub(crate) style: Option<&'static str>,
    /// Pace, 0 to 1.
    pub(crate) energy: Option<f64>,
    /// Typeface of everything that is read.
    pub(crate) text_family: Option<&'static str>,
    /// Typeface of figures.
    pub(crate) figure_family: Option<&'static str>,
    /// What is forbidden.
    pub(crate) negatives: Negatives,
    /// Whether the film runs in a loop.
    pub(crate) looped: bool,
    /// Whether the background is left transparent.
    pub(crate) transparent: bool,
    /// How much of the design is left to us.
    pub(crate) freedom: Freedom,
    /// Whether things that are described one by one are shown as titles, lines and lists instead.
    pub(crate) is_plain: bool,
}

impl Directives {
    /// Whether things stand where and as the prompt says, and nowhere else.
    pub(crate) fn is_literal(&self) -> bool {
        self.freedom == Freedom::Literal && !self.is_plain
    }
}

impl Directives {
    /// Pixels of the declared canvas in design units.
    pub(crate) fn units(&self, px: f64) -> f64 {
        px * 1080.0 / self.canvas_px[0].min(self.canvas_px[1])
    }
}

/// Reads the parts of a prompt that are about the whole film.
pub(crate) fn read(
    prompt: &Prompt<'_>,
    parts: &[Range<usize>],
    beats: &[Beat],
    brief: &Brief,
    trace: &mut Trace,
) -> Directives {
    let bracketed = beats.iter().any(|beat| beat.times.is_some() && prompt.words(beat.tag.clone()).starts_with('['));
    let (aspect, canvas_px) = frame::frame(prompt, parts, brief.aspect, trace);
    let mut style = None;
    let mut energy: Option<f64> = None;
    for hit in prompt.styles.iter().filter(|hit| parts.iter().any(|part| part.contains(&hit.span.start))) {
        match hit.meaning {
            StyleWord::Preset(name) if style.is_none() => {
                style = Some(name);
                trace.note(prompt.text, "style", hit.span.clone(), name, 0.7);
            }
            StyleWord::Energy(value) if energy.is_none() => {
                energy = Some(value);
                trace.note(prompt.text, "pace", hit.span.clone(), format!("energy {value}"), 0.6);
            }
            _ => {}
        }
    }
    let (text_family, figure_family) = crate::typeface::roles(prompt, parts, trace);
    let said = length::duration(prompt, parts, trace);
    Directives {
        duration_secs: brief.duration_secs.or(said.as_ref().map(|(secs, _)| *secs)),
        length_at: said.map_or(0..0, |(_, span)| span),
        aspect,
        canvas_px,
        frame_rate: brief.frame_rate.or_else(|| frame::frame_rate(prompt, trace)),
        roles: palette::roles(prompt, parts, beats.first().map(|beat| &beat.text), trace),
        style,
        energy,
        text_family,
        figure_family,
        negatives: negatives(prompt, trace),
        looped: prompt.says_any(
            &prompt.whole(),
            &[
                "seamless loop",
                "loops seamlessly",
                "loop seamlessly",
                "seamlessly loop",
                "perfect loop",
                "perfectly loop",
                "loopable",
                "looping",
                "so it loops",
                "endless loop",
            ],
        ),
        transparent: transparent(prompt, trace),
        freedom: freedom(prompt, bracketed, trace),
        is_plain: brief.is_plain,
    }
}

/// Rule of the dial: what is specified is done exactly, what is left open is designed.
fn freedom(prompt: &Prompt<'_>, bracketed: bool, trace: &mut Trace) -> Freedom {
    let whole = prompt.whole();
    let sized = prompt.tokens.iter().any(|token| token.figure().is_some_and(|figure| figure.unit == Unit::Px));
    let literal_color = prompt.tokens.iter().any(|token| matches!(token.kind, TokenKind::Hex(_)));
    let placed = prompt.says(&whole, "x") && prompt.says(&whole, "y");
    let eased = prompt.view.contains("easein") || prompt.view.contains("easeout");
    let flat = prompt.says_any(
        &whole,
        &[
            "solid background",
            "on a solid",
            "chroma key",
            "green screen",
            "no decorative imagery",
            "flat background",
            "background solid",
        ],
    ) || prompt.view.contains("solid #");
    let points = 2 * i32::from(bracketed)
        + i32::from(sized)
        + i32::from(literal_color)
        + i32::from(placed)
        + i32::from(eased)
        + 2 * i32::from(flat);
    let words = prompt.tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    let (freedom, decision) = match points {
        3.. => (Freedom::Literal, "literal: exactly what is asked for"),
        2 if sized => (Freedom::Literal, "literal: exactly what is asked for"),
        1 | 2 => (Freedom::Assisted, "assisted: background and ambient motion are ours"),
        _ if words > 60 => (Freedom::Assisted, "assisted: background and ambient motion are ours"),
        _ => (Freedom::Open, "open: the design is ours"),
    };
    trace.note(prompt.text, "freedom", 0..0, decision, 0.8);
    freedom
}

/// Nouns that a film goes by, behind its length.
const FILMS: &[&str] = &[
    "video",
    "motion",
    "clip",
    "animation",
    "title",
    "card",
    "loop",
    "film",
    "piece",
    "reel",
    "ad",
    "teaser",
    "intro",
    "sting",
    "spot",
    "story",
    "scene",
    "kinetic",
    "logo",
    "vertical",
    "explainer",
    "promo",
    "opener",
    "outro",
    "short",
    "bumper",
    "showreel",
    "sequence",
    "countdown",
    "trailer",
    "graphic",
    "launch",
    "overlay",
    "lower",
    "quote",
    "typewriter",
    "counter",
];

/// Whether words are unwanted in one shot only, others of which have some: `fjord (no text), then dunes with "…"`.
fn is_of_one_shot(prompt: &Prompt<'_>) -> bool {
    prompt.view.contains("(no text)") && prompt.atoms.iter().any(|atom| atom.kind == AtomKind::Quote)
}

fn negatives(prompt: &Prompt<'_>, trace: &mut Trace) -> Negatives {
    let mut found = Negatives::default();
    let mut forbid = |phrases: &[&str], decision: &str| {
        let span = phrases.iter().find_map(|phrase| prompt.find_phrase(&prompt.whole(), phrase));
        if let Some(span) = span.clone() {
            trace.note(prompt.text, "constraint", span, decision, 0.95);
        }
        // `no text other than the times` allows some.
        let allows = span.clone().is_some_and(|span| {
            let rest = prompt.plain(span.end..).trim_start();
            ["other than", "except", "besides", "but", "beyond", "apart from"].iter().any(|word| rest.starts_with(word))
        });
        span.is_some() && !allows
    };
    found.text = forbid(
        &[
            "no text",
            "no embedded text",
            "without text",
            "without any text",
            "no on screen text",
            "without on screen text",
            "no words",
            "no typography",
            "no lettering",
            "text free",
            "no captions, no text",
            "don't add text",
            "do not add text",
            "do not include text",
            "no copy",
        ],
        "no words on screen",
    ) && !is_of_one_shot(prompt);
    found.gradients = forbid(
        &["no gradients", "no gradient", "without gradients", "no gradients,", "flat colors only", "flat colours only"],
        "no gradients",
    );
    found.camera = forbid(
        &[
            "no camera",
            "no camera moves",
            "no camera movement",
            "no camera shake",
            "camera never moves",
            "static camera",
            "no zoom",
            "no parallax",
        ],
        "no camera moves",
    );
    found.decoration = forbid(
        &[
            "no decorative",
            "no decoration",
            "no decorations",
            "no ornaments",
            "nothing else",
            "no other elements",
            "no extra elements",
            "no particles",
            "no effects",
            "no additional elements",
            "no other element",
            "only the text",
        ],
        "nothing decorative",
    );
    found.logos = forbid(&["no logos", "no logo", "without logos"], "no logos");
    found.fades = forbid(&["no fades", "don't fade", "do not fade", "nothing fades", "no fading"], "nothing fades");
    found.most = most_things(prompt, trace);
    found
}

/// `at most three elements`, `no more than 2 things at a time`.
fn most_things(prompt: &Prompt<'_>, trace: &mut Trace) -> Option<usize> {
    const LEADS: &[&str] = &["at most", "no more than", "not more than", "maximum of", "max", "maximum"];
    const THINGS: &[&str] = &["elements", "element", "objects", "things", "shapes", "items"];
    let whole = prompt.whole();
    LEADS.iter().find_map(|lead| {
        let span = prompt.find_phrase(&whole, lead)?;
        let [count, rest @ ..] = prompt.tokens_in(&(span.end..prompt.text.len())) else { return None };
        let figure = count.figure().map(|figure| figure.value);
        let value = figure.or_else(|| crate::token::number_word(prompt.word(count)))?;
        let named = rest.iter().take(2).any(|token| THINGS.contains(&prompt.word(token)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 20")]
        let most = ((1.0..=20.0).contains(&value) && value.fract() == 0.0 && named).then_some(value as usize)?;
        trace.note(
            prompt.text,
            "constraint",
            span.start..count.span.end,
            format!("at most {most} things at once"),
            0.9,
        );
        Some(most)
    })
}

fn transparent(prompt: &Prompt<'_>, trace: &mut Trace) -> bool {
    let phrases = [
        "transparent background",
        "transparent overlay",
        "alpha channel",
        "on transparent",
        "with alpha",
        "transparent webm",
        "background transparent",
    ];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(&prompt.whole(), phrase));
    if let Some(span) = span.clone() {
        trace.note(prompt.text, "background", span, "transparent", 0.9);
    }
    span.is_some()
}
