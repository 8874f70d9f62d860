//! The frame: ratio, canvas, rate.

use super::*;

pub(super) fn frame(
    prompt: &Prompt<'_>,
    parts: &[Range<usize>],
    given: Option<AspectRatio>,
    trace: &mut Trace,
) -> (Option<AspectRatio>, [f64; 2]) {
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
    if aspect.is_none() {
        // Behind the last beat a ratio is still about the whole film; a clock writes 16:09.
        let written = prompt.tokens.iter().rev().filter(|token| matches!(token.kind, TokenKind::Pair(..)));
        let ratios = written.filter_map(|token| {
            Some((AspectRatio::from_word(prompt.words(token.span.clone()).trim())?, token.span.clone()))
        });
        if let Some((ratio, span)) = ratios.into_iter().next() {
            trace.note(prompt.text, "canvas", span, ratio.word(), 0.85);
            aspect = Some(ratio);
        }
    }
    if aspect.is_none()
        && let Some((ratio, span)) = aspect_word(prompt)
    {
        trace.note(prompt.text, "canvas", span, ratio.word(), 0.75);
        aspect = Some(ratio);
    }
    // Pixels refer to the frame that the prompt speaks of, whatever it is rendered at.
    let fallback = aspect.unwrap_or(AspectRatio::Wide).design_size();
    let aspect = given.or(aspect);
    (aspect, canvas.unwrap_or(fallback))
}

pub(super) fn nearest_aspect(ratio: f64) -> AspectRatio {
    let distance = |aspect: &AspectRatio| {
        let [width, height] = aspect.design_size();
        (ratio / (width / height)).ln().abs()
    };
    AspectRatio::ALL.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(AspectRatio::Wide)
}

pub(super) fn aspect_word(prompt: &Prompt<'_>) -> Option<(AspectRatio, Range<usize>)> {
    const PHRASES: &[(AspectRatio, &[&str])] = &[
        (
            AspectRatio::Tall,
            &[
                "vertical",
                "portrait format",
                "instagram reel",
                "instagram reels",
                "reels",
                "tiktok",
                "youtube short",
                "youtube shorts",
                "shorts",
                "instagram story",
                "stories",
                "portrait video",
            ],
        ),
        (AspectRatio::Square, &["square video", "square format", "square", "instagram square"]),
        (AspectRatio::Feed, &["instagram post", "instagram feed"]),
        (AspectRatio::Wide, &["landscape", "widescreen"]),
    ];
    const NOT_FRAMES: &[&str] = &[
        "split", "divider", "line", "lines", "bar", "bars", "flip", "stack", "gradient", "stripe", "axis", "card",
        "cards", "shape", "shapes", "box", "icon", "icons", "sidebar", "rule", "list", "dashes", "corners", "photo",
        "frame", "tiles", "blocks", "cyan",
    ];
    PHRASES.iter().find_map(|(aspect, phrases)| {
        phrases.iter().find_map(|phrase| {
            let span = prompt.find_phrase(&prompt.whole(), phrase)?;
            (!NOT_FRAMES.contains(&prompt.word_after(span.end))).then_some((*aspect, span))
        })
    })
}

pub(super) fn frame_rate(prompt: &Prompt<'_>, trace: &mut Trace) -> Option<FrameRate> {
    prompt.tokens.iter().find_map(|token| {
        let figure = token.figure().filter(|figure| figure.unit == Unit::Fps)?;
        let rate = FrameRate::ALL.iter().copied().find(|rate| f64::from(rate.fps()) == figure.value)?;
        trace.note(prompt.text, "frame rate", token.span.clone(), format!("{} frames per second", rate.fps()), 0.98);
        Some(rate)
    })
}
