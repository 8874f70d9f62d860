//! What a prompt says about the whole film: length, frame, colours, typefaces, what must not be.

use crate::Brief;
use crate::lexicon::styles::StyleWord;
use crate::palette::{self, Roles};
use crate::prompt::Prompt;
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
}

impl Directives {
    /// Pixels of the declared canvas in design units.
    pub(crate) fn units(&self, px: f64) -> f64 {
        px * 1080.0 / self.canvas_px[0].min(self.canvas_px[1])
    }
}

/// Reads the parts of a prompt that are about the whole film.
pub(crate) fn read(prompt: &Prompt<'_>, parts: &[Range<usize>], bracketed: bool, brief: &Brief, trace: &mut Trace) -> Directives {
    let (aspect, canvas_px) = frame(prompt, parts, brief.aspect, trace);
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
    let said = duration(prompt, parts, trace);
    Directives {
        duration_secs: brief.duration_secs.or(said.as_ref().map(|(secs, _)| *secs)),
        length_at: said.map_or(0..0, |(_, span)| span),
        aspect,
        canvas_px,
        frame_rate: brief.frame_rate.or_else(|| frame_rate(prompt, trace)),
        roles: palette::roles(prompt, parts, trace),
        style,
        energy,
        text_family,
        figure_family,
        negatives: negatives(prompt, trace),
        looped: prompt.says_any(&prompt.whole(), &["seamless loop", "loops seamlessly", "perfect loop", "loopable", "seamless", "looping"]),
        transparent: transparent(prompt, trace),
        freedom: freedom(prompt, bracketed, trace),
    }
}

/// Rule of the dial: what is specified is done exactly, what is left open is designed.
fn freedom(prompt: &Prompt<'_>, bracketed: bool, trace: &mut Trace) -> Freedom {
    let whole = prompt.whole();
    let sized = prompt.tokens.iter().any(|token| token.figure().is_some_and(|figure| figure.unit == Unit::Px));
    let literal_color = prompt.tokens.iter().any(|token| matches!(token.kind, TokenKind::Hex(_)));
    let placed = prompt.says(&whole, "x") && prompt.says(&whole, "y");
    let eased = prompt.view.contains("easein") || prompt.view.contains("easeout");
    let flat = prompt.says_any(&whole, &["solid background", "on a solid", "chroma key", "green screen", "no decorative imagery", "flat background", "background solid"])
        || prompt.view.contains("solid #");
    let points = 2 * i32::from(bracketed) + i32::from(sized) + i32::from(literal_color) + i32::from(placed) + i32::from(eased) + 2 * i32::from(flat);
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
    "video", "motion", "clip", "animation", "title", "card", "loop", "film", "piece", "reel", "ad", "teaser", "intro", "sting", "spot",
    "story", "scene", "kinetic", "logo", "vertical", "explainer", "promo", "opener", "outro", "short", "bumper", "showreel", "sequence",
    "countdown", "trailer", "graphic", "launch", "overlay", "lower", "quote", "typewriter", "counter",
];

fn duration(prompt: &Prompt<'_>, parts: &[Range<usize>], trace: &mut Trace) -> Option<(f64, Range<usize>)> {
    let mut best: Option<(f64, Range<usize>, f64)> = None;
    for (index, token) in prompt.tokens.iter().enumerate() {
        if !parts.iter().any(|part| part.contains(&token.span.start)) {
            continue;
        }
        let mut span = token.span.clone();
        let mut secs = token.secs();
        let word = prompt.word(token);
        let value = number_word(word).or_else(|| (word == "a").then_some(1.0));
        if let Some(value) = value
            && prompt.tokens.get(index + 1).is_some_and(|next| prompt.word(next).starts_with("second"))
            && word != "a"
        {
            secs = Some(value);
            span.end = prompt.tokens[index + 1].span.end;
        }
        if let TokenKind::Pair(minutes, rest) = token.kind
            && rest < 60.0
            && matches!(prompt.word_before(span.start), "duration" | "length" | "runtime")
        {
            secs = Some(minutes.mul_add(60.0, rest));
        }
        let Some(secs) = secs.filter(|secs| (0.5..=600.0).contains(secs)) else { continue };
        let confidence = duration_confidence(prompt, index, &span, word.is_empty());
        if confidence > best.as_ref().map_or(0.4, |(.., best)| *best) {
            best = Some((secs, span, confidence));
        }
    }
    let (secs, span, confidence) = best?;
    let secs = secs.clamp(0.5, 120.0);
    trace.note(prompt.text, "duration", span.clone(), format!("{secs} s"), confidence);
    Some((secs, span))
}

/// How surely a time is the length of the film.
fn duration_confidence(prompt: &Prompt<'_>, index: usize, span: &Range<usize>, figure: bool) -> f64 {
    let before = |steps: usize| index.checked_sub(steps).map_or("", |at| prompt.word(&prompt.tokens[at]));
    let last = prompt.token_from(span.end);
    let after: Vec<&str> = prompt.tokens[last..].iter().take(7).map(|token| prompt.word(token)).collect();
    if [before(1), before(2), before(3)].iter().any(|word| matches!(*word, "duration" | "length" | "runtime" | "lasts" | "long" | "lasting"))
        && !matches!(before(1), "fade" | "count")
        && !matches!(before(2), "count" | "fade")
    {
        return 0.97;
    }
    if matches!(before(1), "over" | "last" | "final" | "every" | "at" | "starting" | "first" | "after" | "until" | "by" | "each" | "hold" | "in") {
        return if before(1) == "in" && after.first().is_some_and(|word| FILMS.contains(word)) { 0.6 } else { 0.0 };
    }
    let film = after.iter().position(|word| FILMS.contains(word));
    let spelled = prompt.plain(span.clone()).contains("sec");
    if film == Some(0) || spelled && film.is_some() && matches!(before(1), "a" | "an" | "one" | "make" | "create" | "") {
        return 0.95;
    }
    if film.is_some() && span.start < 60 || after.first() == Some(&"long") {
        return 0.85;
    }
    let ends = after.first().is_none_or(|word| word.is_empty());
    if before(1) == "for" && figure && !matches!(before(2), "holds" | "hold" | "stays" | "pauses") && spelled {
        return 0.7;
    }
    if ends && (last >= prompt.tokens.len() || prompt.tokens[last].is(',') || prompt.tokens[last].is('.') || prompt.tokens[last].is(')'))
        && index.checked_sub(1).is_none_or(|at| prompt.tokens[at].is(',') || prompt.tokens[at].is('(') || prompt.tokens[at].is('-') || prompt.tokens[at].is('.'))
    {
        return 0.65;
    }
    if spelled && before(1) != "for" { 0.45 } else { 0.0 }
}

fn frame(prompt: &Prompt<'_>, parts: &[Range<usize>], given: Option<AspectRatio>, trace: &mut Trace) -> (Option<AspectRatio>, [f64; 2]) {
    let mut aspect = None;
    let mut canvas = None;
    for token in prompt.tokens.iter().filter(|token| parts.iter().any(|part| part.contains(&token.span.start))) {
        match token.kind {
            TokenKind::Size(width, height) if width.min(height) >= 480.0 && width.max(height) <= 8192.0 => {
                let ratio = nearest_aspect(width / height);
                canvas = canvas.or(Some([width, height]));
                aspect = aspect.or_else(|| {
                    trace.note(prompt.text, "canvas", token.span.clone(), format!("{width}×{height}, {ratio}"), 0.95);
                    Some(ratio)
                });
            }
            TokenKind::Pair(width, height) => {
                let ratio = AspectRatio::from_word(&format!("{width}:{height}"));
                if aspect.is_none()
                    && let Some(ratio) = ratio
                {
                    trace.note(prompt.text, "canvas", token.span.clone(), ratio.word(), 0.95);
                    aspect = Some(ratio);
                }
            }
            _ => {}
        }
    }
    if aspect.is_none()
        && let Some((ratio, span)) = aspect_word(prompt)
    {
        trace.note(prompt.text, "canvas", span, ratio.word(), 0.75);
        aspect = Some(ratio);
    }
    let aspect = given.or(aspect);
    let fallback = aspect.unwrap_or(AspectRatio::Wide).design_size();
    (aspect, canvas.unwrap_or(fallback))
}

fn nearest_aspect(ratio: f64) -> AspectRatio {
    let distance = |aspect: &AspectRatio| {
        let [width, height] = aspect.design_size();
        (ratio / (width / height)).ln().abs()
    };
    AspectRatio::ALL.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(AspectRatio::Wide)
}

fn aspect_word(prompt: &Prompt<'_>) -> Option<(AspectRatio, Range<usize>)> {
    const PHRASES: &[(AspectRatio, &[&str])] = &[
        (
            AspectRatio::Tall,
            &[
                "vertical", "portrait format", "instagram reel", "instagram reels", "reels", "tiktok", "youtube short", "youtube shorts",
                "shorts", "instagram story", "stories", "portrait video",
            ],
        ),
        (AspectRatio::Square, &["square video", "square format", "square", "instagram square"]),
        (AspectRatio::Feed, &["instagram post", "instagram feed"]),
        (AspectRatio::Wide, &["landscape", "widescreen"]),
    ];
    const NOT_FRAMES: &[&str] = &[
        "split", "divider", "line", "lines", "bar", "bars", "flip", "stack", "gradient", "stripe", "axis", "card", "cards", "shape",
        "shapes", "box", "icon", "icons", "sidebar", "rule", "list", "dashes", "corners", "photo", "frame", "tiles", "blocks", "cyan",
    ];
    PHRASES.iter().find_map(|(aspect, phrases)| {
        phrases.iter().find_map(|phrase| {
            let span = prompt.find_phrase(&prompt.whole(), phrase)?;
            (!NOT_FRAMES.contains(&prompt.word_after(span.end))).then_some((*aspect, span))
        })
    })
}

fn frame_rate(prompt: &Prompt<'_>, trace: &mut Trace) -> Option<FrameRate> {
    prompt.tokens.iter().find_map(|token| {
        let figure = token.figure().filter(|figure| figure.unit == Unit::Fps)?;
        let rate = FrameRate::ALL.iter().copied().find(|rate| f64::from(rate.fps()) == figure.value)?;
        trace.note(prompt.text, "frame rate", token.span.clone(), format!("{} frames per second", rate.fps()), 0.98);
        Some(rate)
    })
}

fn negatives(prompt: &Prompt<'_>, trace: &mut Trace) -> Negatives {
    let mut found = Negatives::default();
    let mut forbid = |phrases: &[&str], decision: &str| {
        let span = phrases.iter().find_map(|phrase| prompt.find_phrase(&prompt.whole(), phrase));
        if let Some(span) = span.clone() {
            trace.note(prompt.text, "constraint", span, decision, 0.95);
        }
        span.is_some()
    };
    found.text = forbid(
        &[
            "no text", "no embedded text", "without text", "without any text", "no on screen text", "without on screen text", "no words", "no typography",
            "no lettering", "text free", "no captions, no text", "don't add text", "do not add text", "do not include text", "no copy",
        ],
        "no words on screen",
    );
    found.gradients = forbid(&["no gradients", "no gradient", "without gradients", "no gradients,", "flat colors only", "flat colours only"], "no gradients");
    found.camera = forbid(
        &["no camera", "no camera moves", "no camera movement", "no camera shake", "camera never moves", "static camera", "no zoom", "no parallax"],
        "no camera moves",
    );
    found.decoration = forbid(
        &[
            "no decorative", "no decoration", "no decorations", "no ornaments", "nothing else", "no other elements", "no extra elements", "no particles",
            "no effects", "no additional elements", "no other element", "only the text",
        ],
        "nothing decorative",
    );
    found.logos = forbid(&["no logos", "no logo", "without logos"], "no logos");
    found.fades = forbid(&["no fades", "don't fade", "do not fade", "nothing fades", "no fading"], "nothing fades");
    found
}

fn transparent(prompt: &Prompt<'_>, trace: &mut Trace) -> bool {
    let phrases = ["transparent background", "transparent overlay", "alpha channel", "on transparent", "with alpha", "transparent webm", "background transparent"];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(&prompt.whole(), phrase));
    if let Some(span) = span.clone() {
        trace.note(prompt.text, "background", span, "transparent", 0.9);
    }
    span.is_some()
}
