//! What is seen in the pixels of each frame: whether it moves, flashes, stands still, closes.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::rules::composition::hold_of;
use crate::check::spans::{Span, longest, spans};
use crate::check::watch::{FAINTEST_TEXT, Watch};
use crate::frames::{even_size, luma};
use pavo_design::tokens::PUSH;
use pavo_film::FrameMaker;
use pavo_scene::{LoopPreset, PixelSize, Transition, TransitionPreset, linear_from_srgb};
use serde_json::{Value, json};

/// The long side of the frames that are compared, in pixels.
const LONG_SIDE: f64 = 160.0;

/// Seconds that it may stand still: as a warning, and as an error.
const LONGEST_STILL: [f64; 2] = [1.5, 2.5];

/// Change of the relative luminance that is a flash, and how dark the darker picture is then.
///
/// Source: WCAG 2.3.1, <https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds>.
const FLASH_STEP: f64 = 0.1;
const FLASH_DARK: f64 = 0.8;

/// The share of the frame from which on flashes count, and how many of them in a second are too many.
const FLASH_AREA: f64 = 0.25;
const MOST_FLASHES: usize = 3;

/// The share of the frame in which something is to be noticed at the beginning.
const LEAST_AT_FIRST: f64 = 0.01;

/// What the pixels of a film's frames say.
pub(crate) struct Pixels {
    /// For each frame, the mean change of its luma to the frame before, 0 to 255.
    pub(crate) energy: Vec<f64>,
    /// For each frame, the share of it that changed by more than grain does.
    pub(crate) moving: Vec<f64>,
    /// Moments of flashes: frames at which a quarter of the frame got brighter or darker.
    flashes: Vec<u32>,
    /// Mean levels by which the first frame differs from the one that would follow the last.
    seam: f64,
    /// The usual step from frame to frame near the seam.
    seam_step: f64,
    /// A frame of each part of the film while it can be read: RGBA8.
    pub(crate) stills: Vec<(u32, Vec<u8>)>,
}

impl Pixels {
    pub(crate) fn of(watch: &Watch<'_>, context: &Context<'_>) -> Option<Self> {
        let scale = LONG_SIDE / watch.frame.width().max(watch.frame.height());
        let size = even_size(watch.frame.width() * scale, watch.frame.width() / watch.frame.height());
        let maker = FrameMaker::new(context.scene, watch.aspect, size, watch.assets);
        let mut painter = maker.painter().ok()?;
        let mut energy = Vec::new();
        let mut moving = Vec::new();
        let mut flashing = Flashing::new(size);
        let shots = 0..watch.maker.scene().shots.len();
        let holds: Vec<u32> = shots.filter_map(|shot| hold_of(watch, shot)).collect();
        let mut stills = Vec::new();
        let mut before: Option<Vec<u8>> = None;
        let mut ends: [Option<Vec<u8>>; 2] = [None, None];
        for frame in 0..watch.frames {
            let pixels = maker.draw(&maker.display_list_at(watch.time_of(frame)), &mut painter).pixels;
            let now: Vec<u8> = pixels.chunks_exact(4).map(luma).collect();
            let (change, share) = before.as_ref().map_or((0.0, 0.0), |before| changed(before, &now));
            energy.push(change);
            moving.push(share);
            flashing.see(frame, pixels);
            if holds.contains(&frame) {
                stills.push((frame, pixels.to_vec()));
            }
            if frame == 0 {
                ends[0] = Some(now.clone());
            }
            before = Some(now);
        }
        ends[1] = before;
        let seam = match &ends {
            [Some(first), Some(last)] => changed(last, first).0,
            _ => 0.0,
        };
        let near = energy.iter().skip(1).take(3).chain(energy.iter().rev().take(3)).copied();
        let seam_step = near.fold(0.0, f64::max);
        Some(Self { energy, moving, flashes: flashing.flashes, seam, seam_step, stills })
    }
}

/// Change of levels beyond that of grain.
const BEYOND_GRAIN: u32 = 8;

/// Mean change of levels, and the share of pixels that changed by more than grain does.
fn changed(before: &[u8], now: &[u8]) -> (f64, f64) {
    let (mut sum, mut count) = (0_u32, 0_u32);
    for (before, now) in before.iter().zip(now) {
        let step = u32::from(before.abs_diff(*now));
        sum += step;
        count += u32::from(step > BEYOND_GRAIN);
    }
    #[expect(clippy::cast_precision_loss, reason = "pixels of a small frame")]
    let pixels = now.len().max(1) as f64;
    (f64::from(sum) / pixels, f64::from(count) / pixels)
}

/// Notes where much of the frame gets brighter and darker again.
struct Flashing {
    light: Vec<f64>,
    /// For each pixel, the last turning point of its luminance, and whether it has risen since.
    turns: Vec<(f64, Option<bool>)>,
    flashes: Vec<u32>,
}

impl Flashing {
    fn new(size: PixelSize) -> Self {
        let pixels = (size.width * size.height) as usize;
        let light = (0..=255_u32).map(|level| linear_from_srgb(f64::from(level) / 255.0)).collect();
        Self { light, turns: vec![(f64::NAN, None); pixels], flashes: Vec::new() }
    }

    fn see(&mut self, frame: u32, pixels: &[u8]) {
        let mut turned = 0_usize;
        for (pixel, (turn, was_rising)) in pixels.chunks_exact(4).zip(&mut self.turns) {
            let [r, g, b] = [0, 1, 2].map(|channel| self.light[usize::from(pixel[channel])]);
            let now = 0.2126 * r + 0.7152 * g + 0.0722 * b;
            if turn.is_nan() {
                *turn = now;
                continue;
            }
            let step = now - *turn;
            let is_rising = step > 0.0;
            match *was_rising {
                // Further the same way.
                Some(rising) if rising == is_rising => *turn = now,
                _ if step.abs() >= FLASH_STEP && now.min(*turn) < FLASH_DARK => {
                    turned += usize::from(was_rising.is_some());
                    (*turn, *was_rising) = (now, Some(is_rising));
                }
                _ => {}
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "pixels of a small frame")]
        let share = turned as f64 / self.turns.len().max(1) as f64;
        if share >= FLASH_AREA {
            self.flashes.push(frame);
        }
    }
}

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>, pixels: &Pixels) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(freeze(watch, context));
    findings.extend(flashing(watch, pixels));
    findings.extend(busy(watch, context, pixels));
    findings.extend(ends(watch, context));
    findings.extend(seam(watch, context, pixels));
    findings.extend(stutter(watch, pixels));
    findings
}

fn freeze(watch: &Watch<'_>, context: &Context<'_>) -> Option<Finding> {
    let secs = f64::from(watch.frames) / watch.fps;
    let wants_still = ["hold", "static", "freeze", "still", "no camera", "no movement", "frozen", "stays"];
    let is_exempt = context.is_literal() || secs <= 3.0 || context.says_any(&wants_still);
    let still = (1..watch.frames).filter(|frame| watch.is_still[*frame as usize]);
    let span = longest(&spans(still, 1), watch.frames_of(LONGEST_STILL[0]))?;
    let long = f64::from(span.frames()) / watch.fps;
    let severity = match (is_exempt, long > LONGEST_STILL[1]) {
        (true, _) => return None,
        (false, true) => Severity::Error,
        (false, false) => Severity::Warning,
    };
    Some(Finding {
        time: span.secs(watch.fps),
        measured: format!("the picture stands still for {long:.1} s"),
        limit: format!("{} s", LONGEST_STILL[0]),
        fix: pushed(watch, span),
        ..Finding::new(Code::Freeze, severity)
    })
}

/// Changes that let the camera come nearer, slowly, in the parts of the film that stand still.
fn pushed(watch: &Watch<'_>, span: Span) -> Vec<Value> {
    let mut shots: Vec<usize> =
        (span.first..=span.last).filter_map(|frame| watch.shots.get(frame as usize).copied()).collect();
    shots.dedup();
    let shots =
        shots.into_iter().filter(|shot| watch.maker.scene().shots.get(*shot).is_some_and(|shot| shot.camera.is_none()));
    shots.map(|shot| json!({ "op": "add", "path": format!("/scenes/{shot}/camera"), "value": { "move": "push", "amount": PUSH } })).collect()
}

fn flashing(watch: &Watch<'_>, pixels: &Pixels) -> Option<Finding> {
    // Each flash is two turns, there and back.
    let window = watch.frames_of(1.0);
    let too_many = pixels
        .flashes
        .windows(2 * MOST_FLASHES + 1)
        .find(|turns| turns.first().zip(turns.last()).is_some_and(|(first, last)| last - first < window))?;
    let span = Span { first: *too_many.first()?, last: *too_many.last()? };
    Some(Finding {
        time: span.secs(watch.fps),
        measured: "more than three flashes in a second over a quarter of the frame".to_owned(),
        limit: format!("{MOST_FLASHES} a second"),
        fix: calmer(watch),
        ..Finding::new(Code::Flashing, Severity::Error)
    })
}

/// Changes that let what blinks do so slowly.
fn calmer(watch: &Watch<'_>) -> Vec<Value> {
    let mut fix = Vec::new();
    for node in &watch.nodes {
        for (number, repeated) in node.node.common.loops.0.iter().enumerate() {
            let is_fast = repeated.period.is_some_and(|period| period.secs() < 0.5);
            if !is_fast || !matches!(repeated.preset, LoopPreset::Blink | LoopPreset::Pulse) || node.location.is_copy {
                continue;
            }
            let own = watch.document.pointer(&node.location.pointer).map(|node| &node["loop"]);
            let step = if own.is_some_and(Value::is_array) { format!("/{number}") } else { String::new() };
            let path = format!("{}/loop{step}/period", node.location.pointer);
            fix.push(json!({ "op": "add", "path": path, "value": 1.0 }));
        }
    }
    fix
}

fn busy(watch: &Watch<'_>, context: &Context<'_>, pixels: &Pixels) -> Option<Finding> {
    let mut reads = vec![false; watch.frames as usize];
    for node in watch.nodes.iter().filter(|node| node.words.is_some() && node.most_opaque() >= FAINTEST_TEXT) {
        for span in watch.readable(node) {
            (span.first..=span.last).for_each(|frame| reads[frame as usize] = true);
        }
    }
    let busy = (0..watch.frames).filter(|frame| {
        let index = *frame as usize;
        reads[index] && pixels.moving[index] > 0.35 && !watch.in_transition[index]
    });
    let span = longest(&spans(busy, 2), watch.frames_of(0.7)).filter(|_| !context.is_literal())?;
    Some(Finding {
        time: span.secs(watch.fps),
        measured: "more than a third of the picture moves while there is something to read".to_owned(),
        limit: "35 %".to_owned(),
        ..Finding::new(Code::Busy, Severity::Warning)
    })
}

/// The first and the last frame.
fn ends(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let has_nodes = watch.nodes.iter().any(|node| !node.is_container());
    let first =
        watch.presence.iter().take(watch.frames_of(0.15) as usize + 1).fold(0.0_f64, |most, share| most.max(*share));
    if has_nodes && first < LEAST_AT_FIRST && !context.is_literal() && !watch.maker.scene().is_loop() {
        findings.push(Finding {
            measured: format!("{:.1} % of the frame show something in the first 0.15 s", 100.0 * first),
            limit: "1 % or more".to_owned(),
            ..Finding::new(Code::FirstFrame, Severity::Warning)
        });
    }
    let last = watch.frames.saturating_sub(1);
    let is_open = context.is_literal() || watch.maker.scene().is_loop();
    let texts = watch.nodes.iter().filter(|node| node.words.is_some() && node.most_opaque() >= FAINTEST_TEXT);
    let final_texts: Vec<_> = texts.filter(|node| node.track.last().is_some_and(|seen| seen.frame == last)).collect();
    let held = final_texts
        .iter()
        .flat_map(|node| watch.readable(node))
        .filter(|span| span.last == last)
        .map(|span| span.frames())
        .max();
    let is_read = held.is_none_or(|frames| frames >= watch.frames_of(1.0)) || f64::from(watch.frames) / watch.fps < 2.0;
    let is_empty = has_nodes && watch.coverage.last().is_some_and(|share| *share < 0.004);
    let is_moving = !final_texts.is_empty() && held.is_none();
    if !is_open && (!is_read || is_empty || is_moving) {
        findings.push(Finding {
            time: [f64::from(last) / watch.fps; 2],
            measured: if is_empty {
                "the film ends with nothing but its background".to_owned()
            } else {
                format!(
                    "the last words can be read for {:.1} s before the end",
                    f64::from(held.unwrap_or(0)) / watch.fps
                )
            },
            limit: "1 s of the film's end, at rest".to_owned(),
            ..Finding::new(Code::LastFrame, Severity::Warning)
        });
    }
    findings
}

fn seam(watch: &Watch<'_>, context: &Context<'_>, pixels: &Pixels) -> Option<Finding> {
    let is_loop = watch.maker.scene().is_loop() || context.told.is_some_and(|told| told.is_loop);
    // The step over the seam is like the steps beside it.
    let most = 2.0 * pixels.seam_step + 0.6;
    (is_loop && pixels.seam > most).then(|| {
        let last = f64::from(watch.frames.saturating_sub(1)) / watch.fps;
        Finding {
            time: [last; 2],
            measured: format!("the first frame differs from the last by {:.1} levels", pixels.seam),
            limit: format!("{most:.1}, as from frame to frame beside it"),
            fix: if watch.maker.scene().is_loop() {
                Vec::new()
            } else {
                vec![json!({ "op": "add", "path": "/canvas/loop", "value": true })]
            },
            ..Finding::new(Code::Loop, Severity::Error)
        }
    })
}

/// Single frames in a move that are the same as the one before.
fn stutter(watch: &Watch<'_>, pixels: &Pixels) -> Option<Finding> {
    let energy = &pixels.energy;
    let doubled = (3..energy.len().saturating_sub(3)).filter(|index| {
        let around = [energy[index - 2], energy[index - 1], energy[index + 1], energy[index + 2]];
        watch.is_still[*index] && around.iter().all(|near| *near > 0.8)
    });
    let frames: Vec<u32> = doubled.filter_map(|index| u32::try_from(index).ok()).collect();
    let (first, last) = (*frames.first()?, *frames.last()?);
    (frames.len() >= 3).then(|| Finding {
        time: Span { first, last }.secs(watch.fps),
        measured: format!("{} frames of moves are the same as the one before", frames.len()),
        limit: "0".to_owned(),
        ..Finding::new(Code::Stutter, Severity::Warning)
    })
}

/// Kinds of transitions.
pub(crate) fn transitions(watch: &Watch<'_>) -> Vec<Finding> {
    let shots = &watch.maker.scene().shots;
    let preset = |transition: &Transition| transition.preset;
    let all: Vec<TransitionPreset> =
        shots.iter().skip(1).map(|shot| shot.transition.as_ref().map_or(TransitionPreset::Cut, preset)).collect();
    let mut kinds: Vec<(TransitionPreset, usize)> = Vec::new();
    for kind in &all {
        match kinds.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((*kind, 1)),
        }
    }
    let mut findings = Vec::new();
    if kinds.len() > 3 {
        let primary =
            kinds.iter().rev().max_by_key(|(_, count)| *count).map_or(TransitionPreset::Cut, |(kind, _)| *kind);
        let rare = all.iter().enumerate().filter(|(_, kind)| {
            let mut order: Vec<_> = kinds.iter().collect();
            order.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            !order.iter().take(3).any(|(known, _)| known == *kind)
        });
        let fix = rare.map(|(index, _)| {
            json!({ "op": "add", "path": format!("/scenes/{}/transition/p", index + 1), "value": primary.word() })
        });
        findings.push(Finding {
            measured: format!("{} kinds of transitions", kinds.len()),
            limit: "3".to_owned(),
            fix: fix.collect(),
            ..Finding::new(Code::TransitionMix, Severity::Warning)
        });
    }
    // A stretch around a cut in which neither part shows anything.
    let spans_of = watch.maker.scene().shot_spans();
    for (begin, _) in spans_of.iter().skip(1) {
        let cut = watch.frames_of(begin.secs());
        let near = cut.saturating_sub(2)..(cut + 2).min(watch.frames);
        let before = cut.saturating_sub(watch.frames_of(1.0))..cut.saturating_sub(2);
        let share = |frame: u32| watch.coverage.get(frame as usize).copied().unwrap_or(0.0);
        let has_more = before.clone().any(|frame| share(frame) > 0.01);
        if near.clone().all(|frame| share(frame) < 0.003) && has_more && near.end > near.start {
            findings.push(Finding {
                time: [begin.secs(); 2],
                measured: "nothing is seen on either side of the cut".to_owned(),
                limit: "something on one side".to_owned(),
                ..Finding::new(Code::CutGap, Severity::Warning)
            });
        }
    }
    findings
}
