//! What the scene itself says that it must do.

use crate::check::finding::{Code, Finding, Severity};
use crate::check::sight::cut;
use crate::check::spans::{longest, spans};
use crate::check::watch::{Watch, Watched};
use pavo_scene::{Expectation, ExpectationKind as Kind, NodeKind, Time};

pub(crate) fn check(watch: &Watch<'_>, expected: &[Expectation]) -> Vec<Finding> {
    expected.iter().filter_map(|expectation| Expected { watch, expectation }.failure()).collect()
}

struct Expected<'e, 'w> {
    watch: &'e Watch<'w>,
    expectation: &'e Expectation,
}

impl Expected<'_, '_> {
    /// The nodes that an id is about: the one that has it, or what is in it.
    fn nodes(&self, id: Option<&str>) -> Vec<&Watched> {
        let Some(id) = id else { return Vec::new() };
        let all = &self.watch.nodes;
        let is_within = |mut index: usize| loop {
            if all[index].node.common.id.as_deref() == Some(id) {
                return true;
            }
            match all[index].parent {
                Some(parent) => index = parent,
                None => return false,
            }
        };
        all.iter()
            .enumerate()
            .filter(|(index, node)| !node.is_container() && is_within(*index))
            .map(|(_, node)| node)
            .collect()
    }

    /// When nodes begin to appear, in seconds.
    fn begins(&self, nodes: &[&Watched]) -> Option<f64> {
        let first = nodes
            .iter()
            .filter_map(|node| node.track.iter().find(|seen| seen.alpha > 0.05))
            .map(|seen| seen.frame)
            .min();
        first.map(|frame| f64::from(frame) / self.watch.fps)
    }

    fn failure(&self) -> Option<Finding> {
        let Expectation { kind, node, other, at, secs, text } = self.expectation;
        let nodes = self.nodes(node.as_deref());
        let fps = self.watch.fps;
        let half = 0.5 / fps + 1e-6;
        let (measured, limit) = match kind {
            Kind::AppearsBy => {
                let limit = at.map_or(0.0, Time::secs);
                let full = nodes.iter().filter_map(|node| {
                    let spans = self.watch.readable(node);
                    spans.first().map(|span| span.first).or_else(|| {
                        let most = node.most_opaque();
                        node.track.iter().find(|seen| seen.alpha >= 0.95 * most).map(|seen| seen.frame)
                    })
                });
                let there = full.max().map(|frame| f64::from(frame) / fps);
                match there {
                    Some(secs) if secs <= limit + half => return None,
                    Some(secs) => (format!("it is there at {secs:.2} s"), format!("{limit} s")),
                    None => ("it never appears".to_owned(), format!("{limit} s")),
                }
            }
            Kind::Before => {
                let later = self.nodes(other.as_deref());
                match (self.begins(&nodes), self.begins(&later)) {
                    (Some(one), Some(two)) if one < two => return None,
                    (Some(_), None) => return None,
                    (one, two) => {
                        let say = |secs: Option<f64>| {
                            secs.map_or_else(|| "never".to_owned(), |secs| format!("at {secs:.2} s"))
                        };
                        (format!("it appears {}, the other {}", say(one), say(two)), "before the other".to_owned())
                    }
                }
            }
            Kind::StaysInFrame => {
                let frame = self.watch.frame.inflate(1.0, 1.0);
                let outside = nodes.iter().find_map(|node| {
                    let entered = node
                        .track
                        .iter()
                        .position(|seen| cut(seen.whole, frame).area() >= 0.999 * seen.whole.area())?;
                    let leaves = node.track[entered..]
                        .iter()
                        .find(|seen| seen.alpha > 0.05 && cut(seen.whole, frame).area() < 0.999 * seen.whole.area());
                    leaves.map(|seen| seen.frame)
                });
                let never = nodes.iter().all(|node| {
                    node.track.iter().all(|seen| cut(seen.whole, frame).area() < 0.999 * seen.whole.area())
                });
                match (outside, never) {
                    (None, false) => return None,
                    (Some(left), _) => {
                        (format!("it leaves the frame at {:.2} s", f64::from(left) / fps), "inside".to_owned())
                    }
                    (None, true) => ("it is never whole in the frame".to_owned(), "inside".to_owned()),
                }
            }
            Kind::KeepsMoving => {
                let limit = secs.map_or(1.0, Time::secs);
                let still: Vec<u32> = match node {
                    None => (1..self.watch.frames).filter(|frame| self.watch.is_still[*frame as usize]).collect(),
                    Some(_) => {
                        let steps = nodes.iter().flat_map(|node| node.track.windows(2)).filter(|pair| {
                            let [a, b] = [&pair[0], &pair[1]];
                            let way = (b.whole.center() - a.whole.center()).hypot()
                                + (b.whole.width() - a.whole.width()).abs()
                                + (b.whole.height() - a.whole.height()).abs();
                            way < 0.02 && (b.alpha - a.alpha).abs() < 0.002 && a.letters == b.letters
                        });
                        let mut frames: Vec<u32> = steps.map(|pair| pair[1].frame).collect();
                        frames.sort_unstable();
                        frames.dedup();
                        frames
                    }
                };
                let span = longest(&spans(still, 1), self.watch.frames_of(limit) + 1)?;
                (format!("it stands still for {:.1} s", f64::from(span.frames()) / fps), format!("{limit} s"))
            }
            Kind::VisibleFor => {
                let limit = secs.map_or(0.0, Time::secs);
                let seen = |node: &&Watched| -> u32 {
                    if node.is_text() {
                        self.watch.readable(node).iter().map(|span| span.frames()).sum()
                    } else {
                        let frames =
                            node.track.iter().filter(|seen| seen.alpha > 0.5 && seen.seen.area() > 0.0).count();
                        u32::try_from(frames).unwrap_or(u32::MAX)
                    }
                };
                let longest = nodes.iter().map(seen).max().unwrap_or(0);
                let secs = f64::from(longest) / fps;
                if secs + half >= limit {
                    return None;
                }
                (format!("it can be seen for {secs:.2} s"), format!("{limit} s"))
            }
            Kind::ExactText => {
                let wanted = text.as_deref().unwrap_or_default();
                let candidates: Vec<&Watched> =
                    if node.is_some() { nodes.clone() } else { self.watch.nodes.iter().collect() };
                let words = |node: &&Watched| match &node.node.kind {
                    NodeKind::Text(_) => node.words.clone(),
                    NodeKind::Number(number) => Some(number.format.clone().unwrap_or_default().write(number.to)),
                    _ => None,
                };
                let seen: Vec<String> =
                    candidates.iter().filter(|node| node.most_opaque() > 0.3).filter_map(words).collect();
                if seen.iter().any(|words| words == wanted) {
                    return None;
                }
                let is = seen
                    .first()
                    .filter(|_| node.is_some())
                    .map_or_else(|| "these words are nowhere".to_owned(), |words| format!("it says \"{words}\""));
                (is, format!("\"{wanted}\""))
            }
        };
        Some(Finding {
            aspect: Some(self.watch.aspect),
            node: nodes.first().map(|node| node.node_ref()),
            measured: format!("{kind}: {measured}"),
            limit,
            ..Finding::new(Code::Expectation, Severity::Error)
        })
    }
}
