//! Where texts and pictures are: within the frame, whole, large enough, not on each other.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::sight::cut;
use crate::check::spans::{Span, longest, spans};
use crate::check::watch::{FAINTEST_TEXT, Watch, Watched};
use kurbo::{Rect, Vec2};
use pavo_layout::Warning;
use pavo_scene::{AspectRatio, Fit, Length, NodeKind, Part, Position};
use serde_json::{Value, json};

/// Of each side of the frame, kept free by text that is safe everywhere.
///
/// Source: SMPTE ST 2046-1, EBU R 95.
const TITLE_SAFE: f64 = 0.05;

/// Of an upright frame, covered by the buttons and words of the usual players at the bottom and at the top.
const PLAYER_BOTTOM: f64 = 0.17;
const PLAYER_TOP: f64 = 0.06;

/// Rounding of places, in design units.
const SLACK: f64 = 1.0;

/// The smallest em, in design units.
const SMALLEST_EM: f64 = 22.0;

/// The smallest em in pixels of an output.
const SMALLEST_PX: f64 = 12.0;

/// Seconds for which something has to be so to count.
const HELD_SECS: f64 = 0.25;

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, node) in watch.nodes.iter().enumerate() {
        if node.is_text() && node.most_opaque() >= FAINTEST_TEXT {
            findings.extend(safe_area(watch, index).map(|finding| context.as_asked(finding)));
            findings.extend(clipped(watch, index));
            findings.extend(small(watch, index, context).map(|finding| context.as_asked(finding)));
        }
        if matches!(node.node.kind, NodeKind::Image(_)) {
            findings.extend(off_canvas(watch, index));
        }
    }
    findings.extend(overlaps(watch));
    findings.extend(coverings(watch));
    findings.extend(unset(watch));
    findings
}

fn title_safe(watch: &Watch<'_>) -> Rect {
    let [x, y] = [watch.frame.width() * TITLE_SAFE, watch.frame.height() * TITLE_SAFE];
    watch.frame.inflate(-x, -y)
}

/// How far a box leaves another, on each side: left, top, right, bottom.
fn beyond(inner: Rect, outer: Rect) -> f64 {
    (outer.x0 - inner.x0).max(outer.y0 - inner.y0).max(inner.x1 - outer.x1).max(inner.y1 - outer.y1)
}

fn safe_area(watch: &Watch<'_>, index: usize) -> Option<Finding> {
    let node = &watch.nodes[index];
    let safe = title_safe(watch);
    let readable = watch.readable(node);
    // What is never whole within the frame is looked at wherever it stands still.
    let frames: Vec<u32> = if readable.is_empty() {
        node.track.iter().filter(|seen| seen.alpha >= 0.85 * node.most_opaque()).map(|seen| seen.frame).collect()
    } else {
        readable.iter().flat_map(|span| span.first..=span.last).collect()
    };
    let outside = frames.iter().copied().filter(|frame| {
        node.at(*frame).is_some_and(|seen| seen.whole.area() > 0.0 && beyond(seen.whole, safe) > SLACK)
    });
    let held = watch.frames_of(HELD_SECS);
    if let Some(span) = longest(&spans(outside, 2), held) {
        // A text that is on its way through the frame, such as a marquee, is meant to be cut.
        if is_on_its_way(watch, node, span) {
            return None;
        }
        // The camera may bring it further out.
        let places = frames.iter().filter_map(|frame| node.at(*frame)).map(|seen| seen.whole);
        let place = places.filter(|place| place.area() > 0.0).reduce(|all, one| all.union(one))?;
        let over = beyond(place, safe);
        let finding = Finding {
            measured: format!("its letters reach {over:.0} units beyond the title-safe area"),
            limit: format!("x {:.0} to {:.0}, y {:.0} to {:.0}", safe.x0, safe.x1, safe.y0, safe.y1),
            fix: into(watch, index, place, safe),
            ..Finding::new(Code::SafeArea, Severity::Error)
        };
        return Some(watch.about(finding, node, span));
    }
    if watch.aspect != AspectRatio::Tall {
        return None;
    }
    let free = Rect { y0: watch.frame.height() * PLAYER_TOP, y1: watch.frame.height() * (1.0 - PLAYER_BOTTOM), ..safe };
    let outside = frames.iter().copied().filter(|frame| {
        node.at(*frame).is_some_and(|seen| {
            let middle = seen.whole.center().y;
            seen.whole.area() > 0.0 && (middle < free.y0 || middle > free.y1)
        })
    });
    let span = longest(&spans(outside, 2), held)?;
    let place = node.at(span.middle()).map(|seen| seen.whole)?;
    let finding = Finding {
        measured: format!("its middle is at y {:.0}, where players have their buttons", place.center().y),
        limit: format!("y {:.0} to {:.0}", free.y0, free.y1),
        fix: into(watch, index, place, free),
        ..Finding::new(Code::SafeArea, Severity::Warning)
    };
    Some(watch.about(finding, node, span))
}

fn is_on_its_way(watch: &Watch<'_>, node: &Watched, span: Span) -> bool {
    let (Some(first), Some(last)) = (node.at(span.first), node.at(span.last)) else { return false };
    let way = (last.whole.center() - first.whole.center()).hypot();
    way * watch.fps / f64::from(span.frames()) > 60.0
}

/// Changes that bring a box into another: the node, or what it is in, is moved, and made smaller where it is too large.
fn into(watch: &Watch<'_>, index: usize, place: Rect, safe: Rect) -> Vec<Value> {
    let node = &watch.nodes[index];
    if place.width() > safe.width()
        && let NodeKind::Text(text) = &node.node.kind
    {
        let mut font = text.font.clone().unwrap_or_default();
        let em = node.set.as_ref().map_or(64.0, |set| set.em);
        let least = (em * safe.width() / place.width()).max(SMALLEST_EM).floor();
        font.min = Some(font.min.unwrap_or(em).min(least));
        let mut fields = vec![("maxW", json!(safe.width().floor()))];
        fields.extend(font.write().map(|font| ("font", font)));
        if text.fit == Some(Fit::None) {
            fields.push(("fit", json!("shrink")));
        }
        return node.location.set_all(watch.document, watch.aspect, fields);
    }
    // What a camera shows larger is moved a little further by it.
    let safe = safe.inflate(-4.0, -4.0);
    let way = Vec2::new(
        (safe.x0 - place.x0).max(0.0) - (place.x1 - safe.x1).max(0.0),
        (safe.y0 - place.y0).max(0.0) - (place.y1 - safe.y1).max(0.0),
    );
    moved(watch, index, way)
}

/// A change that moves a node, or what it is put into a row in.
pub(crate) fn moved(watch: &Watch<'_>, index: usize, way: Vec2) -> Vec<Value> {
    let mut index = index;
    while let Some(parent) = watch.nodes[index].parent {
        let is_free = matches!(watch.nodes[parent].node.kind, NodeKind::Group(_));
        index = parent;
        // Things in a group keep their places to each other.
        if is_free && watch.nodes[index].parent.is_none() {
            break;
        }
    }
    let node = &watch.nodes[index];
    let common = &node.node.common;
    let is_led = common.keys.is_some() || common.pos.as_ref().is_some_and(|pos| pos.relation.is_some());
    if is_led {
        return Vec::new();
    }
    let pos = common.pos.clone().unwrap_or(Position::CENTER);
    let [width, height] = [watch.frame.width(), watch.frame.height()];
    let to = |length: Length, side: f64, by: f64| Length::Units(((length.units(side) + by) * 100.0).round() / 100.0);
    let pos = Position { x: to(pos.x, width, way.x), y: to(pos.y, height, way.y), ..pos };
    let Some(value) = pos.write() else { return Vec::new() };
    node.location.set(watch.document, watch.aspect, "pos", value)
}

/// A picture that is cut off by the frame's edge while it stands.
fn off_canvas(watch: &Watch<'_>, index: usize) -> Option<Finding> {
    let node = &watch.nodes[index];
    let most = |side: f64| (0.06 * side).max(120.0);
    let frames = node.track.iter().filter(|seen| {
        let is_ground = cut(seen.whole, watch.frame).area() >= 0.9 * watch.frame.area();
        let over = [
            (watch.frame.x0 - seen.whole.x0).max(seen.whole.x1 - watch.frame.x1) - most(watch.frame.width()),
            (watch.frame.y0 - seen.whole.y0).max(seen.whole.y1 - watch.frame.y1) - most(watch.frame.height()),
        ];
        // What a window within the frame cuts off is cut off by design.
        let inner = watch.frame.inset(-1.0);
        let is_cut_by_frame = [
            seen.seen.x0 <= inner.x0 || seen.seen.x1 >= inner.x1,
            seen.seen.y0 <= inner.y0 || seen.seen.y1 >= inner.y1,
        ];
        let is_over = (over[0] > 0.0 && is_cut_by_frame[0]) || (over[1] > 0.0 && is_cut_by_frame[1]);
        seen.alpha >= FAINTEST_TEXT && !is_ground && is_over
    });
    let span = longest(&spans(frames.map(|seen| seen.frame), 2), watch.frames_of(0.5))?;
    if is_on_its_way(watch, node, span) {
        return None;
    }
    let place = node.at(span.middle()).map(|seen| seen.whole)?;
    let finding = Finding {
        measured: format!("{:.0} units of it are beyond the frame", beyond(place, watch.frame)),
        limit: "120 units, or 6 % of the frame".to_owned(),
        fix: into(watch, index, place, watch.frame),
        ..Finding::new(Code::OffCanvas, Severity::Error)
    };
    Some(watch.about(finding, node, span))
}

/// Text that a window or mask cuts off, or that is larger than the card it stands on.
fn clipped(watch: &Watch<'_>, index: usize) -> Option<Finding> {
    let node = &watch.nodes[index];
    let most = node.most_opaque();
    let letters = node.track.iter().map(|seen| seen.letters).max().unwrap_or(0);
    let whole = |seen: &&crate::check::watch::Sighting| seen.alpha >= 0.85 * most && 10 * seen.letters >= 9 * letters;
    let cut_off = node.track.iter().filter(whole).filter(|seen| {
        let inside = cut(seen.whole, watch.frame);
        // What the frame's own edge cuts off is told elsewhere; the ends of strokes do not count.
        inside.area() > 0.0 && cut(seen.seen, watch.frame).area() < 0.97 * inside.area() && seen.seen.area() > 0.0
    });
    if let Some(span) = longest(&spans(cut_off.map(|seen| seen.frame), 1), watch.frames_of(0.7))
        && !is_on_its_way(watch, node, span)
    {
        let seen = node.at(span.middle())?;
        let lost = 100.0 * (1.0 - cut(seen.seen, watch.frame).area() / cut(seen.whole, watch.frame).area());
        let finding = Finding {
            measured: format!("{lost:.0} % of its box is cut off"),
            limit: "3 %".to_owned(),
            fix: narrower(watch, index, seen.seen.width() - 8.0),
            ..Finding::new(Code::Clipped, Severity::Error)
        };
        return Some(watch.about(finding, node, span));
    }
    let span = longest(&watch.readable(node), watch.frames_of(HELD_SECS))?;
    let letters = node.at(span.middle())?.whole;
    let (card, place) = card_of(watch, index, span.middle())?;
    let over = beyond(letters, place);
    if over <= SLACK {
        return None;
    }
    let finding = Finding {
        measured: format!("its letters reach {over:.0} units beyond the card behind it"),
        limit: "0".to_owned(),
        other: Some(watch.nodes[card].node_ref()),
        fix: narrower(watch, index, place.width() - 2.0 * (0.06 * place.width()).min(48.0)),
        ..Finding::new(Code::Clipped, Severity::Error)
    };
    let mut finding = watch.about(finding, node, span);
    finding.boxes.push(place);
    Some(finding)
}

/// A change that makes a text at most so wide.
fn narrower(watch: &Watch<'_>, index: usize, width: f64) -> Vec<Value> {
    let node = &watch.nodes[index];
    let NodeKind::Text(text) = &node.node.kind else { return Vec::new() };
    let Some(em) = node.set.as_ref().map(|set| set.em).filter(|_| width > 40.0) else { return Vec::new() };
    let own = node.track.iter().map(|seen| seen.whole.width()).fold(1.0, f64::max);
    let mut font = text.font.clone().unwrap_or_default();
    let size = (em * (width / own).min(1.0) * 0.98).floor().max(SMALLEST_EM);
    (font.size, font.min, font.max) = (Some(size), Some(size.min(font.min.unwrap_or(size))), None);
    let Some(font) = font.write() else { return Vec::new() };
    node.location.set(watch.document, watch.aspect, "font", font)
}

/// The card that a text stands on: a filled rectangle beside it, or beside what it is in, that its middle lies on and
/// that is not much larger than it.
fn card_of(watch: &Watch<'_>, index: usize, frame: u32) -> Option<(usize, Rect)> {
    let text = watch.nodes[index].at(frame)?.whole;
    let mut around = watch.nodes[index].parent;
    let mut within = vec![watch.nodes[index].parent];
    while let Some(parent) = around {
        around = watch.nodes[parent].parent;
        within.push(around);
    }
    let cards = watch.nodes.iter().enumerate().filter_map(|(other, node)| {
        let NodeKind::Rect(rect) = &node.node.kind else { return None };
        let is_before = other < index && node.shot == watch.nodes[index].shot && within.contains(&node.parent);
        let is_filled = rect.fill.is_some() || rect.stroke.is_none();
        let place = node.at(frame).filter(|seen| seen.alpha >= 0.5)?.whole;
        let holds = place.contains(text.center()) && cut(place, text).area() >= 0.5 * text.area();
        let is_small = place.width() < 0.9 * watch.frame.width() && place.area() < 12.0 * text.area();
        // A bar behind a line of text marks it; it is no card.
        let is_card = place.height() >= 0.9 * text.height();
        (is_before && is_filled && holds && is_small && is_card).then_some((other, place))
    });
    cards.min_by(|a, b| a.1.area().total_cmp(&b.1.area()))
}

fn small(watch: &Watch<'_>, index: usize, context: &Context<'_>) -> Option<Finding> {
    let node = &watch.nodes[index];
    let span = longest(&watch.readable(node), watch.frames_of(HELD_SECS))?;
    let em = (span.first..=span.last).filter_map(|frame| node.at(frame)).map(|seen| seen.em).fold(0.0, f64::max);
    if em <= 0.0 {
        return None;
    }
    let px_per_unit = f64::from(context.smallest_short_side) / 1080.0;
    let finding = if em < SMALLEST_EM - 0.1 {
        Finding {
            measured: format!("its em is {em:.1} units"),
            limit: format!("{SMALLEST_EM} units or more"),
            fix: larger(watch, node, SMALLEST_EM.max(24.0) / em),
            ..Finding::new(Code::SmallText, Severity::Error)
        }
    } else if em * px_per_unit < SMALLEST_PX - 0.1 && context.has_outputs {
        Finding {
            measured: format!("its em is {:.1} pixels in the smallest output", em * px_per_unit),
            limit: format!("{SMALLEST_PX} pixels or more; choose a higher resolution"),
            ..Finding::new(Code::SmallText, Severity::Warning)
        }
    } else {
        return None;
    };
    Some(watch.about(finding, node, span))
}

/// A change that makes a text larger by a factor.
fn larger(watch: &Watch<'_>, node: &Watched, factor: f64) -> Vec<Value> {
    let font = match &node.node.kind {
        NodeKind::Text(text) => text.font.clone(),
        NodeKind::Number(number) => number.font.clone(),
        _ => return Vec::new(),
    };
    let mut font = font.unwrap_or_default();
    let em = node.set.as_ref().map_or(SMALLEST_EM, |set| set.em);
    let size = (em * factor).ceil();
    font.size = Some(font.size.unwrap_or(size).max(size));
    font.min = Some(font.min.unwrap_or(size).max(size));
    font.max = font.max.map(|max| max.max(size));
    let Some(font) = font.write() else { return Vec::new() };
    node.location.set(watch.document, watch.aspect, "font", font)
}

fn overlaps(watch: &Watch<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((a, b), looks) in &watch.overlaps {
        let held = looks.iter().filter(|(_, share)| *share > 0.2).map(|(frame, _)| *frame);
        // Looks are taken eight times a second.
        let gap = watch.frames_of(0.13);
        let Some(span) = longest(&spans(held, gap), watch.frames_of(0.45)) else { continue };
        let most = looks.iter().map(|(_, share)| *share).fold(0.0, f64::max);
        let [one, other] = [&watch.nodes[*a], &watch.nodes[*b]];
        let place = |node: &Watched| node.at(span.middle()).map(|seen| seen.whole);
        let way = place(one).zip(place(other)).map(|(above, below)| Vec2::new(0.0, above.y1 - below.y0 + 32.0));
        let finding = Finding {
            other: Some(one.node_ref()),
            measured: format!("{:.0} % of the letters lie on each other", 100.0 * most),
            limit: "20 %".to_owned(),
            fix: way.map(|way| moved(watch, *b, way)).unwrap_or_default(),
            ..Finding::new(Code::TextOverlap, Severity::Error)
        };
        let mut finding = watch.about(finding, other, span);
        finding.boxes.extend(place(one));
        findings.push(finding);
    }
    findings
}

fn coverings(watch: &Watch<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((text, cover), looks) in &watch.coverings {
        let node = &watch.nodes[*text];
        let is_label = node.words.as_ref().is_some_and(|words| words.chars().count() <= 2);
        let limit = if is_label { 0.05 } else { 0.15 };
        let held = looks.iter().filter(|(_, share)| *share > limit).map(|(frame, _)| *frame);
        let gap = watch.frames_of(0.13);
        let Some(span) = longest(&spans(held, gap), watch.frames_of(0.45)) else { continue };
        let most = looks.iter().map(|(_, share)| *share).fold(0.0, f64::max);
        // A cover that belongs to how a text comes or goes ends its life: nothing is hidden that was read before.
        let finding = Finding {
            other: Some(watch.nodes[*cover].node_ref()),
            measured: format!("{:.0} % of its letters are covered", 100.0 * most),
            limit: format!("{:.0} %", 100.0 * limit),
            fix: raised(watch, *text, *cover),
            ..Finding::new(Code::Occluded, Severity::Error)
        };
        findings.push(watch.about(finding, node, span));
    }
    findings
}

/// A change that draws a node after another.
fn raised(watch: &Watch<'_>, text: usize, cover: usize) -> Vec<Value> {
    // Both, or what they are in, as siblings.
    let chain = |mut index: usize| {
        let mut chain = vec![index];
        while let Some(parent) = watch.nodes[index].parent {
            chain.push(parent);
            index = parent;
        }
        chain
    };
    let (ours, theirs) = (chain(text), chain(cover));
    for one in &ours {
        for other in &theirs {
            let [a, b] = [&watch.nodes[*one], &watch.nodes[*other]];
            let in_row = a
                .parent
                .is_some_and(|parent| matches!(watch.nodes[parent].node.kind, NodeKind::Stack(_) | NodeKind::Grid(_)));
            if one != other && a.parent == b.parent && a.shot == b.shot && !in_row && a.path < b.path {
                return vec![json!({ "op": "move", "from": a.location.pointer, "path": b.location.pointer })];
            }
        }
    }
    Vec::new()
}

/// What could not be set as the document says.
fn unset(watch: &Watch<'_>) -> Vec<Finding> {
    let of_text = |opening: &str| {
        let opening = opening.trim_end_matches('…');
        watch.nodes.iter().position(|node| {
            node.words
                .as_ref()
                .is_some_and(|words| words.replace('\n', " ").starts_with(opening) || words.starts_with(opening))
        })
    };
    let warnings = watch.maker.stage().warnings().iter();
    let findings = warnings.map(|warning| {
        let (code, severity, index) = match warning {
            Warning::NoFamily { .. } => (Code::MissingGlyph, Severity::Warning, None),
            Warning::MissingGlyphs { text, .. } => (Code::MissingGlyph, Severity::Error, of_text(text)),
            Warning::Cramped { text } => (Code::Cramped, Severity::Error, of_text(text)),
            Warning::NoPicture { .. } => (Code::MissingPicture, Severity::Error, None),
        };
        let fix = match (warning, index) {
            (Warning::Cramped { .. }, Some(index)) => roomier(watch, index),
            _ => Vec::new(),
        };
        let node = index.map(|index| watch.nodes[index].node_ref());
        let time = watch.shot_span(index.and_then(|index| watch.nodes[index].shot));
        Finding {
            aspect: Some(watch.aspect),
            time,
            node,
            measured: warning.to_string(),
            fix,
            ..Finding::new(code, severity)
        }
    });
    findings.collect()
}

/// Changes that let a text be smaller, and have more lines.
fn roomier(watch: &Watch<'_>, index: usize) -> Vec<Value> {
    let node = &watch.nodes[index];
    let NodeKind::Text(text) = &node.node.kind else { return Vec::new() };
    let em = node.set.as_ref().map_or(64.0, |set| set.em);
    let mut font = text.font.clone().unwrap_or_default();
    font.min = Some((0.6 * em).max(24.0).floor());
    font.size = Some(font.size.unwrap_or(em));
    let Some(font) = font.write() else { return Vec::new() };
    let mut fields = vec![("font", font)];
    fields.extend(text.max_lines.map(|lines| ("maxLines", json!(lines + 1))));
    node.location.set_all(watch.document, watch.aspect, fields)
}
