//! How good a film is, as a number that says what it is made of.

use super::finding::{Finding, Severity};
use super::rules::composition::hold_of;
use super::rules::picture::Pixels;
use super::sight::cut;
use super::watch::{FAINTEST_TEXT, Watch};
use kurbo::Rect;
use serde_json::{Value, json};
use std::fmt;

/// Points that an error and a warning cost, and the most that all warnings cost.
const PER_ERROR: f64 = 12.0;
const PER_WARNING: f64 = 3.0;
const MOST_FOR_WARNINGS: f64 = 30.0;

/// Points of each term of looks, at most and at least.
const PER_TERM: f64 = 2.5;

/// One part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// What it is about.
    pub name: &'static str,
    /// What was measured, in words.
    pub measured: String,
    /// Points, positive or negative.
    pub points: f64,
}

/// How good a film is.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// 0 to 100.
    pub points: f64,
    /// What it is made of; it begins with 100.
    pub terms: Vec<Term>,
}

/// What is measured for the terms of looks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// For each part of the film, the share of the frame within the box around everything.
    fill: Vec<f64>,
    /// For each part, the largest size of letters against the second largest.
    hierarchy: Vec<f64>,
    /// For each part, how far the middle of everything is from that of the frame, as a share of its sides.
    balance: Vec<f64>,
    /// Standard deviation of the motion energy against its mean.
    rhythm: Option<f64>,
}

pub(crate) fn facts(watch: &Watch<'_>, pixels: Option<&Pixels>) -> Facts {
    let mut facts = Facts::default();
    for shot in 0..watch.maker.scene().shots.len() {
        let Some(frame) = hold_of(watch, shot) else { continue };
        let there = watch.nodes.iter().filter(|node| node.shot == Some(shot) && !node.is_container());
        let mut boxes: Vec<Rect> = Vec::new();
        let mut sizes: Vec<f64> = Vec::new();
        for node in there {
            let Some(seen) = node.at(frame).filter(|seen| seen.alpha >= FAINTEST_TEXT) else { continue };
            let place = cut(seen.seen, watch.frame);
            if place.area() > 0.0 && place.area() < 0.95 * watch.frame.area() {
                boxes.push(place);
            }
            if node.is_text() && seen.em > 0.0 {
                sizes.push(seen.em);
            }
        }
        if let Some(all) = boxes.iter().copied().reduce(|all, one| all.union(one)) {
            facts.fill.push(all.area() / watch.frame.area());
            let off = all.center() - watch.frame.center();
            facts.balance.push((off.x / watch.frame.width()).hypot(off.y / watch.frame.height()));
        }
        sizes.sort_by(|a, b| b.total_cmp(a));
        sizes.dedup_by(|a, b| (*a - *b).abs() < 1.0);
        if let [first, second, ..] = sizes.as_slice() {
            facts.hierarchy.push(first / second);
        }
    }
    facts.rhythm = pixels.and_then(|pixels| rhythm(&pixels.energy));
    facts
}

fn rhythm(energy: &[f64]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "frames of a film")]
    let count = energy.len().checked_sub(1).filter(|count| *count > 4)? as f64;
    let mean = energy.iter().skip(1).sum::<f64>() / count;
    let spread = energy.iter().skip(1).map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    (mean > 1e-6).then(|| spread.sqrt() / mean)
}

impl Score {
    pub(crate) fn of(findings: &[Finding], facts: &Facts) -> Self {
        // What is wrong at several ratios counts once.
        let mut told: Vec<(&Finding, &str)> = Vec::new();
        for finding in findings {
            let name = finding.node.as_ref().map_or("", |node| node.name.as_str());
            let is_told = |(known, other): &(&Finding, &str)| {
                known.code == finding.code
                    && known.severity == finding.severity
                    && *other == name
                    && known.aspect.is_some()
                    && known.aspect != finding.aspect
            };
            if !told.iter().any(is_told) {
                told.push((finding, name));
            }
        }
        let count = |severity| {
            #[expect(clippy::cast_precision_loss, reason = "findings are few")]
            let count = told.iter().filter(|(finding, _)| finding.severity == severity).count() as f64;
            count
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let mut terms = Vec::new();
        let mut add = |name: &'static str, measured: String, points: f64| terms.push(Term { name, measured, points });
        add("errors", format!("{errors}"), 0.0 - PER_ERROR * errors);
        add("warnings", format!("{warnings}"), 0.0 - (PER_WARNING * warnings).min(MOST_FOR_WARNINGS));
        let mean = |values: &[f64]| {
            #[expect(clippy::cast_precision_loss, reason = "parts of a film")]
            let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
            mean
        };
        if !facts.fill.is_empty() {
            let fill = mean(&facts.fill);
            add("fill", format!("{:.0} % of the frame", 100.0 * fill), PER_TERM * within(fill, [0.05, 0.2, 0.85, 1.0]));
        }
        if !facts.hierarchy.is_empty() {
            let ratio = mean(&facts.hierarchy);
            add("hierarchy", format!("{ratio:.1} to 1"), PER_TERM * within(ratio, [1.0, 1.8, 4.5, 9.0]));
        }
        if !facts.balance.is_empty() {
            let off = mean(&facts.balance);
            add(
                "balance",
                format!("{:.0} % beside the middle", 100.0 * off),
                PER_TERM * within(off, [-1.0, -0.5, 0.16, 0.4]),
            );
        }
        if let Some(rhythm) = facts.rhythm {
            add("rhythm", format!("energy varies by {rhythm:.1}"), PER_TERM * within(rhythm, [0.1, 0.5, 2.5, 6.0]));
        }
        let points: f64 = 100.0 + terms.iter().map(|term| term.points).sum::<f64>();
        Self { points: (points.clamp(0.0, 100.0) * 10.0).round() / 10.0, terms }
    }

    /// The score as JSON: `points`, and `terms` with what they are made of.
    pub fn to_value(&self) -> Value {
        let terms = self.terms.iter().map(|term| {
            let points = (term.points * 10.0).round() / 10.0;
            json!({ "name": term.name, "measured": term.measured, "points": points })
        });
        json!({ "points": self.points, "terms": terms.collect::<Vec<_>>() })
    }
}

/// 1 between the inner two of four rising numbers, falling to -1 at the outer ones.
fn within(value: f64, [low, from, to, high]: [f64; 4]) -> f64 {
    if value < from {
        1.0 - 2.0 * ((from - value) / (from - low)).min(1.0)
    } else if value > to {
        1.0 - 2.0 * ((value - to) / (high - to)).min(1.0)
    } else {
        1.0
    }
}

/// One line: the points, and what they are made of.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "score {} of 100 (100", self.points)?;
        for term in self.terms.iter().filter(|term| term.points.abs() >= 0.05) {
            write!(f, ", {} {:+.1}", term.name, term.points)?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Code;

    #[test]
    fn errors_cost_more_than_warnings_whose_cost_is_bounded() {
        let of = |errors: usize, warnings: usize| {
            let findings: Vec<Finding> = std::iter::repeat_n(Severity::Error, errors)
                .chain(std::iter::repeat_n(Severity::Warning, warnings))
                .map(|severity| Finding::new(Code::Fill, severity))
                .collect();
            Score::of(&findings, &Facts::default()).points
        };
        assert_eq!([of(0, 0), of(1, 0), of(0, 2), of(0, 50), of(9, 9)], [100.0, 88.0, 94.0, 70.0, 0.0]);
    }

    #[test]
    fn looks_count_for_ten_points_at_most() {
        let poor = Facts { fill: vec![0.01], hierarchy: vec![1.0], balance: vec![0.5], rhythm: Some(0.0) };
        assert_eq!(Score::of(&[], &poor).points, 90.0);
        assert_eq!([within(0.5, [0.0, 1.0, 2.0, 3.0]), within(1.5, [0.0, 1.0, 2.0, 3.0])], [0.0, 1.0]);
    }
}
