//! A headline in print, with the words that matter marked.

use super::chart::spot;
use super::{body, display};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::contrast::Floor;
use crate::copyfit::{self, Room};
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Dress, Frame, display_font, entrance, frame_at, rect, responsive_group, secs, text, units};
use crate::skeleton;
use crate::slot::{Slot, SlotKind};
use crate::tokens::{RULE_SECS, SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, ColorToken, Emphasis, EmphasisPreset, Entrance, EntrancePreset, Node, Rgba, Side, Text, TextAlign,
    TextStyle, Time,
};

/// A headline and where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Who printed it.
    pub source: Option<String>,
    /// When.
    pub date: Option<String>,
    /// The headline.
    pub headline: String,
    /// The words in it that matter.
    pub highlight: Option<String>,
    /// A sentence below it.
    pub text: Option<String>,
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "newsHeadline",
    family: Family::Words,
    about: "A headline as it stands in print, the words that matter marked, with columns of lines below.",
    slots: &[
        Slot::new("source", SlotKind::Text(40), "Who printed it."),
        Slot::new("date", SlotKind::Text(30), "When."),
        Slot::needed("headline", SlotKind::Text(130), "The headline."),
        Slot::new("highlight", SlotKind::Text(60), "The words in it that matter, as they stand there."),
        Slot::new("text", SlotKind::Text(180), "A sentence below it."),
    ],
    sample: r#"{"source": "The Coast Gazette", "date": "14 June", "headline": "Small harbours bring the night ferries back", "highlight": "night ferries"}"#,
    build: |props, look, duration| {
        let article = Article {
            source: props.text("source"),
            date: props.text("date"),
            headline: props.words("headline"),
            highlight: props.text("highlight"),
            text: props.text("text"),
        };
        news_headline(&article, look, duration)
    },
};

/// A headline flush left below its source, above columns of lines without words.
#[must_use]
pub fn news_headline(article: &Article, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let read = reading_secs(&article.headline);
    let marks_at = (0.6 + read * 0.6).min(duration.secs() * 0.5);
    nodes.push(responsive_group(|frame| composed(article, look, frame, marks_at)));
    let ideal = read + article.text.as_deref().map_or(0.0, reading_secs) + 2.4;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

/// The colour of a marker: as much of the accent as lets the words on it be read.
fn marker(look: &Look) -> Rgba {
    let [accent, bg, text] = [ColorToken::Accent, ColorToken::Bg, ColorToken::Text].map(|token| look.color(token));
    let shares = [0.5, 0.42, 0.34, 0.26, 0.18];
    let found = shares.into_iter().find(|share| Floor::TEXT.holds(text, mixed(bg, accent, *share)));
    accent.with_alpha(found.unwrap_or(0.14))
}

fn composed(article: &Article, look: &Look, frame: Frame, marks_at: f64) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let (left, width) = (frame.left, frame.safe_width());
    let mut y = frame.top + if frame.is_tall() { frame.safe_height() * 0.08 } else { 4.0 };
    let mut nodes = Vec::new();
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.35));
    let wipes =
        |at: f64| Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, at, tempo.entrance(RULE_SECS)) };
    nodes.push(
        rect(units(width), units(8.0), ColorToken::Text).at(frame_at(Anchor::TopLeft, left, y)).enter(wipes(0.05)),
    );
    y += 8.0 + 34.0;
    let small = if frame.is_tall() { 38.0 } else { 32.0 };
    if article.source.is_some() || article.date.is_some() {
        if let Some(source) = &article.source {
            let words = Wording::new(source, small * 1.1).display().within(width * 0.64, 2);
            nodes.push(words.node(look).at(spot(left, y, Anchor::TopLeft)).enter(fades(0.15)));
        }
        if let Some(date) = &article.date {
            let words = Wording::new(date, small).muted().within(width * 0.34, 2);
            nodes.push(words.node(look).at(spot(left + width, y, Anchor::TopRight)).enter(fades(0.2)));
        }
        y += small * 0.8 + 32.0;
        nodes.push(
            rect(units(width), units(2.0), trace(look, 0.4)).at(frame_at(Anchor::TopLeft, left, y)).enter(wipes(0.15)),
        );
        y += 2.0;
    }
    y += if frame.is_wide() { 72.0 } else { 76.0 };
    let room = Room {
        width: width * if frame.is_wide() { 0.9 } else { 0.98 },
        height: frame.safe_height() * 0.46,
        sizes: [52.0, if frame.is_wide() { 150.0 } else { 140.0 }],
        lines: if frame.is_wide() { 3 } else { 5 },
        alone: 1.0,
    };
    let fitted = copyfit::fit(&article.headline, display(look), room);
    let set = Text {
        font: Some(display_font(look, fitted.size.floor())),
        max_width: Some(units(fitted.break_width())),
        max_lines: Some(6),
        align: Some(TextAlign::Start),
        ..text(&article.headline, TextStyle::Headline)
    };
    let by_line = super::words::title_entrance(look, &article.headline, &fitted, 0.2);
    let mut headline = Node::new(set).at(spot(left, y, Anchor::TopLeft)).enter(by_line);
    if let Some(words) = article.highlight.as_ref().filter(|words| article.headline.contains(words.as_str())) {
        headline = headline.stress(Emphasis {
            start: Some(secs(marks_at)),
            dur: Some(secs(0.6)),
            target: Some(words.clone()),
            color: Some(marker(look).into()),
            ..Emphasis::new(EmphasisPreset::Highlight)
        });
    }
    nodes.push(headline);
    y += fitted.height(display(look).leading) + fitted.size * 0.25 + 50.0;
    if let Some(words) = &article.text {
        let size = common_size(
            [words.as_str()],
            body(look, 400.0),
            [width * 0.92, 150.0],
            [28.0, if frame.is_tall() { 46.0 } else { 38.0 }],
            3,
        );
        let lines = super::chart::count_of(crate::wording::body_lines(look, words, 400.0, size, width * 0.88).min(3));
        let comes =
            Entrance { distance: Some(22.0), ..entrance(EntrancePreset::Rise, 0.6, tempo.entrance(SUPPORT_SECS)) };
        nodes.push(
            Wording::new(words, size)
                .muted()
                .within(width * 0.92, 4)
                .node(look)
                .at(spot(left, y, Anchor::TopLeft))
                .enter(comes),
        );
        y += size * (0.72 + 1.26 * (lines - 1.0)) + 60.0;
    }
    // Columns of lines run on beyond the lower edge.
    let columns = if frame.is_wide() { 3 } else { 2 };
    let gap = 48.0;
    let wide = (width - gap * (super::chart::count_of(columns) - 1.0)) / super::chart::count_of(columns);
    let pitch = 46.0;
    let room = frame.height - y + 20.0;
    if room > 2.0 * pitch {
        let mut rows = 0;
        while super::chart::count_of(rows + 1) * pitch < room && rows < 20 {
            rows += 1;
        }
        for column in 0..columns {
            let draw = look.draw("columns").nth(column);
            let lines = skeleton::lines(look, draw, rows, [wide, pitch], 0.5 + 0.08 * super::chart::count_of(column));
            nodes.push(lines.at(spot(left + (wide + gap) * super::chart::count_of(column), y, Anchor::TopLeft)));
        }
    }
    nodes
}
