//! Whether charts tell the truth, and counts end where they should.

use crate::check::finding::{Code, Finding, Severity};
use crate::check::spans::Span;
use crate::check::watch::{Watch, Watched};
use pavo_scene::{DatumBy, NodeKind, Number};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How far a mark may be from its figure, as a share of the largest mark.
const TOLERANCE: f64 = 0.01;

pub(crate) fn check(watch: &Watch<'_>) -> Vec<Finding> {
    let mut findings = marks(watch);
    findings.extend(watch.nodes.iter().filter_map(|node| counter(watch, node)));
    findings
}

fn marks(watch: &Watch<'_>) -> Vec<Finding> {
    let mut charts: BTreeMap<(Option<usize>, String), Vec<&Watched>> = BTreeMap::new();
    for node in &watch.nodes {
        let Some(datum) = &node.node.common.datum else { continue };
        let chart = datum.chart.clone().unwrap_or_else(|| format!("{:?}", node.parent));
        charts.entry((node.shot, chart)).or_default().push(node);
    }
    let mut findings = Vec::new();
    for marks in charts.values() {
        let lengths: Vec<(f64, f64)> =
            marks.iter().filter_map(|node| Some((value_of(node)?, length_of(node)?))).collect();
        let most_value = lengths.iter().map(|(value, _)| value.abs()).fold(0.0, f64::max);
        let most_length = lengths.iter().map(|(_, length)| *length).fold(0.0, f64::max);
        if most_value <= 0.0 || most_length <= 0.0 {
            continue;
        }
        for node in marks {
            let (Some(value), Some(length)) = (value_of(node), length_of(node)) else { continue };
            let wanted = value.abs() / most_value;
            let is = length / most_length;
            // The rounding of a place is half a unit.
            if (is - wanted).abs() <= TOLERANCE + 1.5 / most_length.max(1.0) || wanted < 0.01 {
                continue;
            }
            let last = node.track.last().map_or(0, |seen| seen.frame);
            let finding = Finding {
                measured: format!("it is {:.1} % as long as the longest, for {value}", 100.0 * is),
                limit: format!("{:.1} %, as the figures say", 100.0 * wanted),
                fix: resized(watch, node, most_length * wanted),
                ..Finding::new(Code::Chart, Severity::Error)
            };
            findings.push(watch.about(finding, node, Span { first: last, last }));
        }
        findings.extend(labels(watch, marks));
    }
    findings
}

fn value_of(node: &Watched) -> Option<f64> {
    Some(node.node.common.datum.as_ref()?.value)
}

/// How long a mark is once it has come, in the units of its dimension.
fn length_of(node: &Watched) -> Option<f64> {
    let by = node.node.common.datum.as_ref()?.by.unwrap_or(DatumBy::Height);
    // Marks that change all the time stand for their figures at the end.
    let keys = node.node.common.keys.as_ref();
    let is_keyed = keys.is_some_and(|keys| keys.width.keys.len().max(keys.height.keys.len()) > 2);
    let most = |side: fn(kurbo::Rect) -> f64| {
        if is_keyed {
            return node.track.iter().rev().find(|seen| seen.alpha > 0.3).map(|seen| side(seen.whole));
        }
        // At its longest, so neither while it comes nor while it goes.
        node.track.iter().filter(|seen| seen.alpha > 0.3).map(|seen| side(seen.whole)).reduce(f64::max)
    };
    match by {
        DatumBy::Height => most(|place| place.height()),
        DatumBy::Width => most(|place| place.width()),
        DatumBy::Sweep => {
            let keys = node.node.common.keys.as_ref().and_then(|keys| keys.sweep.keys.last().map(|key| key.value));
            match &node.node.kind {
                NodeKind::Arc(arc) => Some(keys.or(arc.sweep).unwrap_or(360.0).abs()),
                _ => None,
            }
        }
        DatumBy::Trim => {
            let keys = node.node.common.keys.as_ref().and_then(|keys| keys.trim_end.keys.last().map(|key| key.value));
            Some(keys.unwrap_or(1.0))
        }
    }
}

/// A change that gives a mark its length.
fn resized(watch: &Watch<'_>, node: &Watched, length: f64) -> Vec<Value> {
    let by = node.node.common.datum.as_ref().and_then(|datum| datum.by).unwrap_or(DatumBy::Height);
    let NodeKind::Rect(rect) = &node.node.kind else { return Vec::new() };
    let Some(size) = rect.size.as_ref().and_then(pavo_scene::Part::write) else { return Vec::new() };
    let mut size = size;
    let index = usize::from(by == DatumBy::Height);
    size[index] = json!((length * 100.0).round() / 100.0);
    node.location.set(watch.document, watch.aspect, "size", size)
}

/// Figures beside the marks that are none of theirs.
fn labels(watch: &Watch<'_>, marks: &[&Watched]) -> Vec<Finding> {
    let Some(first) = marks.first() else { return Vec::new() };
    // Marks of one length only say that there are several.
    let values: Vec<f64> = marks.iter().filter_map(|mark| value_of(mark)).collect();
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        return Vec::new();
    }
    let parents: Vec<Option<usize>> = marks.iter().map(|mark| mark.parent).collect();
    let last = |node: &Watched| node.track.last().map(|seen| seen.whole);
    let is_beside_a_mark = |node: &Watched| {
        marks.iter().filter_map(|mark| last(mark).zip(last(node))).any(|(mark, label)| {
            let near = mark.inflate(0.3 * mark.width(), 0.3 * mark.height().max(240.0));
            near.contains(label.center())
        })
    };
    let figures: Vec<(&Watched, f64)> = watch
        .nodes
        .iter()
        .filter(|node| node.shot == first.shot && parents.contains(&node.parent) && node.most_opaque() > 0.3)
        .filter(|node| is_beside_a_mark(node))
        .filter_map(|node| Some((node, figure_of(node)?)))
        .collect();
    // Fewer labels than marks name a part of them, or something else.
    if figures.len() < marks.len() {
        return Vec::new();
    }
    let is_near = |value: f64, figure: f64| {
        [1.0, 1e3, 1e6, 1e9].iter().any(|scale| {
            (value - figure * scale).abs() <= 0.051 * scale.max(1.0) * if *scale > 1.0 { 1.0 } else { 0.2 }
        })
    };
    let missing: Vec<f64> =
        values.iter().copied().filter(|value| !figures.iter().any(|(_, figure)| is_near(*value, *figure))).collect();
    let strangers: Vec<&(&Watched, f64)> =
        figures.iter().filter(|(_, figure)| !values.iter().any(|value| is_near(*value, *figure))).collect();
    let pairs = missing.into_iter().zip(strangers);
    pairs
        .map(|(value, (node, figure))| {
            let last = node.track.last().map_or(0, |seen| seen.frame);
            let finding = Finding {
                measured: format!("a label says {figure} where the mark stands for {value}"),
                limit: "the same figure".to_owned(),
                ..Finding::new(Code::Chart, Severity::Error)
            };
            watch.about(finding, node, Span { first: last, last })
        })
        .collect()
}

/// The figure that a label says, if it says one and little else.
fn figure_of(node: &Watched) -> Option<f64> {
    let words = match &node.node.kind {
        NodeKind::Text(text) => text.words().into_owned(),
        NodeKind::Number(number) => return Some(number.to),
        _ => return None,
    };
    let digits: String = words.chars().filter(|char| char.is_ascii_digit() || *char == '.').collect();
    let letters = words.chars().filter(|char| char.is_alphabetic()).count();
    let is_year = digits.len() == 4 && words.trim() == digits && (digits.starts_with("19") || digits.starts_with("20"));
    (letters <= 2 && !is_year).then(|| digits.trim_matches('.').parse().ok()).flatten()
}

fn counter(watch: &Watch<'_>, node: &Watched) -> Option<Finding> {
    let NodeKind::Number(Number { to, .. }) = &node.node.kind else { return None };
    let figures = &node.figures;
    let (first, last) = (figures.first()?, figures.last()?);
    let measured = if (last.1 - to).abs() > 1e-6 * to.abs().max(1.0) {
        format!("it ends with {:.2}", last.1)
    } else {
        let way = (last.1 - first.1).signum();
        // A value that goes with a mark from one moment to the next goes where the mark goes.
        let is_led =
            node.node.common.keys.as_ref().is_some_and(|keys| keys.value.keys.len() > 1 && keys.x.keys.len() > 1);
        let back = figures.windows(2).filter(|_| !is_led).find(|pair| (pair[1].1 - pair[0].1) * way < -1e-9);
        let trembles = node.track.windows(2).find(|pair| {
            let [a, b] = [pair[0].whole, pair[1].whole];
            let is_counting = figures.iter().any(|(frame, value)| *frame == pair[1].frame && (value - to).abs() > 1e-9);
            // Both edges move the same way and back, while the count has as many digits.
            let step = (b.x0 - a.x0).abs().min((b.x1 - a.x1).abs());
            is_counting
                && pair[0].letters == pair[1].letters
                && step > 0.15 * pair[0].em
                && (b.x0 - a.x0) * (b.x1 - a.x1) > 0.0
                && (b.y0 - a.y0).abs() < 0.5
                && pair[0].alpha > 0.95
        });
        match (back, trembles) {
            (Some(pair), _) => format!("it goes back from {:.1} to {:.1}", pair[0].1, pair[1].1),
            (None, Some(_)) if node.node.common.entrance.is_none() && !is_led => {
                "it moves to and fro while it counts".to_owned()
            }
            _ => return None,
        }
    };
    let span = Span { first: first.0, last: last.0 };
    let finding =
        Finding { measured, limit: format!("one way, to {to}"), ..Finding::new(Code::Counter, Severity::Error) };
    Some(watch.about(finding, node, span))
}
