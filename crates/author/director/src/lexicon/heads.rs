//! Nouns for things on screen.

use super::{Lexicon, rows};
use crate::finish::Finish;
use std::sync::LazyLock;

/// A thing that a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// The main words.
    Title,
    /// What follows them.
    Subtitle,
    /// Words of no particular rank.
    Text,
    /// Small words that name or explain something.
    Caption,
    /// A small name of a thing or value.
    Label,
    /// A short line above the title.
    Eyebrow,
    /// What somebody is asked to do.
    Button,
    /// Who said it.
    Author,
    /// A figure, perhaps counting.
    Number,
    /// A line under words.
    Underline,
    /// A mark behind words.
    Highlight,
    /// A framed area.
    Frame,
    /// A line that parts things.
    Divider,
    /// A chart of bars.
    Bars,
    /// The mark that leads typing.
    Cursor,
    /// What is behind everything.
    Background,
    /// A brand's sign.
    Logo,
    /// A round shape.
    Circle,
    /// A full-width stripe.
    Banner,
    /// A ring or bar that fills.
    Progress,
    /// Something over the whole picture.
    Finish(Finish),
    /// Something that cannot be drawn yet, by what it is called in the warning.
    Unsupported(&'static str),
}

const HEADS: &[(Head, &[&str])] = &[
    (
        Head::Title,
        &[
            "title",
            "headline",
            "heading",
            "title text",
            "main title",
            "hero text",
            "kinetic title",
            "kinetic text title",
            "title card",
        ],
    ),
    (
        Head::Subtitle,
        &[
            "subtitle",
            "sub headline",
            "subheadline",
            "subheading",
            "subhead",
            "tagline",
            "strapline",
            "subline",
            "sub line",
            "supporting line",
        ],
    ),
    (
        Head::Text,
        &[
            "text",
            "words",
            "word",
            "line",
            "kinetic typography",
            "typography",
            "message",
            "copy",
            "kinetic text",
            "text overlay",
            "phrase",
            "sentence",
        ],
    ),
    (Head::Caption, &["caption", "note", "footnote", "footer", "source", "small text"]),
    (Head::Label, &["label", "chip", "badge", "tag", "stamp", "kicker label"]),
    (Head::Eyebrow, &["eyebrow", "kicker", "overline"]),
    (Head::Button, &["button", "cta", "call to action", "cta button"]),
    (Head::Author, &["attribution", "author", "signature", "byline"]),
    (
        Head::Number,
        &[
            "number",
            "counter",
            "numeral",
            "figure",
            "stat",
            "value",
            "metric",
            "percentage",
            "percentage counter",
            "hero number",
            "big number",
        ],
    ),
    (Head::Underline, &["underline", "underlines", "accent underline", "accent line", "accent rule"]),
    (Head::Highlight, &["highlight", "highlighter", "marker highlight", "highlight band"]),
    (
        Head::Frame,
        &[
            "callout box",
            "callout",
            "box",
            "card",
            "panel",
            "rectangle",
            "frame border",
            "container",
            "pill",
            "rect",
            "square",
        ],
    ),
    (
        Head::Divider,
        &[
            "divider",
            "divider line",
            "rule",
            "hairline",
            "hairline rule",
            "separator",
            "thin line",
            "horizontal line",
            "thin rule",
        ],
    ),
    (
        Head::Bars,
        &["bar chart", "column chart", "two bar chart", "horizontal bars", "histogram", "bars", "vertical bars"],
    ),
    (Head::Cursor, &["cursor", "caret", "blinking cursor", "text cursor"]),
    (Head::Background, &["background", "backdrop", "background state", "bg", "canvas", "field"]),
    (Head::Logo, &["logo", "wordmark", "logo mark", "logotype", "lockup", "logo lockup", "brand mark"]),
    (Head::Circle, &["circle", "dot", "disc", "disk", "ball"]),
    (Head::Banner, &["banner", "bar across", "lower third bar", "stripe", "strip"]),
    (Head::Progress, &["progress bar", "progress ring", "progress circle", "loading bar"]),
    (
        Head::Unsupported("photos"),
        &[
            "photo",
            "photos",
            "photograph",
            "photography",
            "b roll",
            "stock footage",
            "footage",
            "interior cuts",
            "drone shot",
            "hero image",
            "product shot",
            "reference images",
        ],
    ),
    (Head::Unsupported("screenshots"), &["screenshot", "screenshots", "ui captures", "ui capture"]),
    (Head::Unsupported("maps"), &["map", "world map", "globe", "choropleth"]),
    (Head::Unsupported("line charts"), &["line chart", "line graph", "sparkline", "area chart"]),
    (Head::Unsupported("pie charts"), &["pie chart", "donut chart", "doughnut chart"]),
    (
        Head::Unsupported("interface mock-ups"),
        &[
            "interface",
            "dashboard",
            "app ui",
            "ui mockup",
            "mockup",
            "code editor",
            "sidebar",
            "browser window",
            "phone mockup",
            "chat interface",
            "split pane view",
            "workflow canvas",
        ],
    ),
    (Head::Unsupported("particles"), &["particles", "particle", "particle effects", "sparks", "embers", "bokeh"]),
    (Head::Unsupported("3D"), &["3d", "three.js", "isometric", "turntable"]),
    (Head::Finish(Finish::Glow), &["glow", "glowing", "glows", "bloom", "neon glow", "soft glow"]),
    (
        Head::Finish(Finish::Shadows),
        &["drop shadow", "drop shadows", "soft shadow", "soft shadows", "subtle shadow", "subtle shadows"],
    ),
    (Head::Finish(Finish::Vignette), &["vignette", "vignetting"]),
    (
        Head::Finish(Finish::Tone),
        &["duotone", "duo-tone", "duotoned", "duotones", "sepia", "sepia tone", "sepia tones", "sepia-toned"],
    ),
    (Head::Finish(Finish::MotionBlur), &["motion blur", "motion-blur"]),
    (Head::Unsupported("lens flares"), &["lens flare", "lens flares"]),
    (
        Head::Unsupported("blur and glass"),
        &["frosted glass", "glassmorphism", "backdrop blur", "depth of field", "glassmorphic"],
    ),
    (Head::Finish(Finish::Grain), &["film grain", "grain overlay", "grain", "grainy"]),
    (
        Head::Unsupported("sound"),
        &["soundtrack", "music", "voice over", "voiceover", "narration", "tts", "sound effects", "sfx", "bgm"],
    ),
    (
        Head::Unsupported("people and characters"),
        &["people", "avatar", "mascot", "cartoon character", "cartoon characters"],
    ),
    (
        Head::Unsupported("icons"),
        &["icon", "icons", "checkmark", "checkmarks", "check mark", "emoji", "arrow", "arrows"],
    ),
    (
        Head::Unsupported("shader effects"),
        &["shader", "shader transition", "glitch", "shatter", "shatters", "morphs", "morph", "chromatic"],
    ),
];

/// Every noun for a thing on screen.
pub(crate) static HEAD_WORDS: LazyLock<Lexicon<Head>> = LazyLock::new(|| Lexicon::new(rows(HEADS)));
