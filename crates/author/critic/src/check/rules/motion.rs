//! How things come, and how they move.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::spans::{Span, longest};
use crate::check::watch::{FAINTEST_TEXT, Sighting, Watch, Watched};
use kurbo::Vec2;
use pavo_scene::{AspectRatio, EntrancePreset, NodeKind, Time};
use serde_json::json;
use std::collections::BTreeMap;

/// Seconds that an entrance takes.
const ENTRANCE_SECS: [f64; 2] = [0.15, 1.4];

/// Change of speed from one frame to the next that is a blow, in design units per second.
const LARGEST_BLOW: f64 = 900.0;

/// Seconds until the first thing can be read: upright, where people scroll on, and else.
const FIRST_READ_SECS: [f64; 2] = [0.9, 1.3];

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    if context.is_literal() {
        // Whoever says how everything moves wants it so.
        return Vec::new();
    }
    let mut findings = Vec::new();
    for node in &watch.nodes {
        findings.extend(pop_in(watch, node));
        findings.extend(jerk(watch, node));
        findings.extend(entrance_length(watch, node));
    }
    findings.extend(crowded_starts(watch));
    findings.extend(same_entrances(watch));
    findings.extend(late_hero(watch));
    findings
}

/// Whether an entrance is meant to strike at once.
fn strikes(node: &Watched) -> bool {
    use EntrancePreset as P;
    let entrance = node.node.common.entrance.as_ref();
    entrance.is_some_and(|entrance| {
        matches!(entrance.preset, P::Cut | P::Slam | P::Typewriter | P::Scramble | P::SplitFlap | P::MorphFrom)
    })
}

/// Something that is there from one frame to the next, in the midst of a part of the film.
fn pop_in(watch: &Watch<'_>, node: &Watched) -> Option<Finding> {
    let first = node.track.iter().find(|seen| seen.alpha > 0.02)?;
    let [begin, _] = watch.shot_span(node.shot);
    let since = f64::from(first.frame) / watch.fps - begin;
    let is_in_transition = watch.in_transition.get(first.frame as usize).copied().unwrap_or(false);
    let is_small = first.seen.area() < 0.002 * watch.frame.area();
    // It is there with a cut, it strikes, or something it is in comes.
    let mut around = node.parent;
    let mut comes_within = node.node.common.entrance.is_some() || node.node.common.keys.is_some();
    while let Some(parent) = around {
        let parent = &watch.nodes[parent];
        comes_within |= parent.node.common.entrance.is_some() || parent.node.common.keys.is_some();
        around = parent.parent;
    }
    let shows = (node.is_text() || matches!(node.node.kind, NodeKind::Image(_))) && node.most_opaque() >= FAINTEST_TEXT;
    if since < 0.08 || comes_within || strikes(node) || is_in_transition || is_small || !shows {
        return None;
    }
    let finding = Finding {
        measured: "it is there from one frame to the next".to_owned(),
        limit: "an entrance of 4 frames or more, or the preset cut".to_owned(),
        fix: node.location.set_everywhere("in", json!({ "p": "fade", "dur": 0.2 })),
        ..Finding::new(Code::PopIn, Severity::Warning)
    };
    Some(watch.about(finding, node, Span { first: first.frame, last: first.frame }))
}

/// What is smaller than this, in design units, is not followed by the eye.
const SMALLEST_FOLLOWED: f64 = 56.0;

/// A sudden change of speed that is no impact.
fn jerk(watch: &Watch<'_>, node: &Watched) -> Option<Finding> {
    let has_keys = node.node.common.keys.as_ref()?;
    let is_moved = !has_keys.x.keys.is_empty() || !has_keys.y.keys.is_empty();
    if !is_moved || node.track.len() < 6 || node.is_text() {
        return None;
    }
    // Sparks, drops and flakes are no things that the eye follows.
    let largest = node.track.iter().map(|seen| seen.whole.width().max(seen.whole.height())).fold(0.0, f64::max);
    if largest < SMALLEST_FOLLOWED {
        return None;
    }
    let speeds = speeds(&node.track, watch.fps);
    let mut steps: Vec<(u32, f64)> = speeds
        .windows(2)
        .filter(|pair| pair[1].0 == pair[0].0 + 1)
        .map(|pair| (pair[1].0, (pair[1].1 - pair[0].1).hypot()))
        .collect();
    let mut sorted: Vec<f64> = steps.iter().map(|(_, step)| *step).collect();
    sorted.sort_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    steps.retain(|(_, step)| *step > LARGEST_BLOW && *step > 8.0 * median);
    let (frame, step) = steps.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    // It stands before or after: that is how an impact looks.
    let index = speeds.iter().position(|(at, _)| *at == frame)?;
    let [before, after] = [speeds.get(index.checked_sub(1)?)?.1.hypot(), speeds[index].1.hypot()];
    if before < 60.0 || after < 60.0 {
        return None;
    }
    let finding = Finding {
        measured: format!("its speed changes by {step:.0} units a second from one frame to the next"),
        limit: format!("{LARGEST_BLOW:.0}, but for impacts"),
        ..Finding::new(Code::Jerk, Severity::Warning)
    };
    Some(watch.about(finding, node, Span { first: frame, last: frame }))
}

/// Speeds from frame to frame, in design units per second.
fn speeds(track: &[Sighting], fps: f64) -> Vec<(u32, Vec2)> {
    // What cannot be seen, or lies beyond the frame, may be anywhere: it comes anew.
    let is_seen = |sighting: &Sighting| sighting.alpha > 0.06 && sighting.seen.area() > 0.0;
    let pairs =
        track.windows(2).filter(|pair| pair[1].frame == pair[0].frame + 1 && is_seen(&pair[0]) && is_seen(&pair[1]));
    pairs.map(|pair| (pair[1].frame, (pair[1].whole.center() - pair[0].whole.center()) * fps)).collect()
}

fn entrance_length(watch: &Watch<'_>, node: &Watched) -> Option<Finding> {
    let entrance = node.node.common.entrance.as_ref()?;
    use EntrancePreset as P;
    let by_nature = matches!(
        entrance.preset,
        P::Cut | P::Typewriter | P::CountUp | P::DrawOn | P::Scramble | P::SplitFlap | P::Slam
    );
    let secs = entrance.dur?.secs();
    if by_nature || (ENTRANCE_SECS[0] - 1e-6..=ENTRANCE_SECS[1] + 1e-6).contains(&secs) {
        return None;
    }
    let mut better = entrance.clone();
    better.dur = Some(Time::from_secs(secs.clamp(ENTRANCE_SECS[0], ENTRANCE_SECS[1])));
    let first = node.track.first()?.frame;
    let finding = Finding {
        measured: format!("its entrance takes {secs:.2} s"),
        limit: format!("{} to {} s", ENTRANCE_SECS[0], ENTRANCE_SECS[1]),
        fix: pavo_scene::Part::write(&better)
            .map(|value| node.location.set(watch.document, watch.aspect, "in", value))
            .unwrap_or_default(),
        ..Finding::new(Code::EntranceLength, Severity::Warning)
    };
    Some(watch.about(finding, node, Span { first, last: first }))
}

/// When the entrance of a node begins, in seconds of its part of the film.
fn start_of(node: &Watched) -> Option<f64> {
    let entrance = node.node.common.entrance.as_ref()?;
    Some(entrance.start.or(node.node.common.start).map_or(0.0, Time::secs))
}

/// Much that comes in the same frame, but for what comes with the part of the film or as one.
fn crowded_starts(watch: &Watch<'_>) -> Vec<Finding> {
    let mut starts: BTreeMap<(Option<usize>, i64), Vec<usize>> = BTreeMap::new();
    for (index, node) in watch.nodes.iter().enumerate() {
        let Some(start) = start_of(node).filter(|_| node.is_text()) else { continue };
        #[expect(clippy::cast_possible_truncation, reason = "films are some minutes long")]
        let frame = (start * watch.fps).round() as i64;
        starts.entry((node.shot, frame)).or_default().push(index);
    }
    let crowded = starts.into_iter().filter(|(_, nodes)| {
        // What stands in one row or line comes as one.
        let mut parents: Vec<_> = nodes.iter().map(|index| watch.nodes[*index].parent).collect();
        parents.sort_unstable();
        parents.dedup();
        nodes.len() > 3 && parents.len() > 3
    });
    let findings = crowded.map(|((shot, frame), nodes)| {
        let [begin, _] = watch.shot_span(shot);
        #[expect(clippy::cast_precision_loss, reason = "films are some minutes long")]
        let at = begin + frame as f64 / watch.fps;
        Finding {
            aspect: Some(watch.aspect),
            time: [at, at],
            node: nodes.first().map(|index| watch.nodes[*index].node_ref()),
            measured: format!("{} texts begin to come in the same frame", nodes.len()),
            limit: "3".to_owned(),
            ..Finding::new(Code::CrowdedStart, Severity::Warning)
        }
    });
    findings.collect()
}

fn same_entrances(watch: &Watch<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let count = watch.maker.scene().shots.len();
    // Within a film of several parts it is the first thing of each that sets the tone.
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut series: Vec<(Option<usize>, i64, &'static str)> = Vec::new();
    for node in watch.nodes.iter().filter(|node| node.is_text() || matches!(node.node.kind, NodeKind::Image(_))) {
        let Some(entrance) = &node.node.common.entrance else { continue };
        let word = entrance.preset.word();
        // Equals, such as the items of a list, come alike on purpose.
        let em = node.set.as_ref().map_or(0.0, |set| set.em);
        #[expect(clippy::cast_possible_truncation, reason = "sizes of letters")]
        let key = (node.shot, em.round() as i64, word);
        if series.contains(&key) {
            continue;
        }
        series.push(key);
        kinds.push(word);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    kinds.iter().for_each(|kind| *counts.entry(kind).or_default() += 1);
    if let Some((kind, most)) = counts.iter().max_by_key(|(_, count)| **count)
        && kinds.len() >= 5
        && 10 * most > 7 * kinds.len()
    {
        findings.push(Finding {
            measured: format!("{most} of {} things come in as {kind}, in {count} scenes", kinds.len()),
            limit: "70 %".to_owned(),
            ..Finding::new(Code::SameEntrance, Severity::Warning)
        });
    }
    findings
}

/// The first thing that can be read comes late.
fn late_hero(watch: &Watch<'_>) -> Option<Finding> {
    let limit = FIRST_READ_SECS[usize::from(watch.aspect != AspectRatio::Tall)];
    let texts = watch.nodes.iter().filter(|node| node.is_text() && node.most_opaque() >= FAINTEST_TEXT);
    // A first text that comes late because something else is to be seen first is meant so.
    let first = texts
        .filter_map(|node| Some((longest(&watch.readable(node), 1)?.first, node)))
        .min_by_key(|(frame, _)| *frame)?;
    let (frame, node) = first;
    let secs = f64::from(frame) / watch.fps;
    let types = node.node.common.entrance.as_ref().is_some_and(|entrance| {
        matches!(entrance.preset, EntrancePreset::Typewriter | EntrancePreset::Scramble | EntrancePreset::SplitFlap)
    });
    let early = watch.coverage.iter().take(watch.frames_of(0.8) as usize).fold(0.0_f64, |most, share| most.max(*share));
    if secs <= limit + 0.5 || types || (early > 0.08 && secs < 2.5) {
        return None;
    }
    let finding = Finding {
        measured: format!("the first words can be read after {secs:.1} s"),
        limit: format!("{limit} s"),
        ..Finding::new(Code::LateHero, Severity::Warning)
    };
    Some(watch.about(finding, node, Span { first: 0, last: frame }))
}
