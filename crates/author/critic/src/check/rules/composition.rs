//! How a frame is composed: how full it is, what is in line with what, how many sizes and colours there are.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::rules::contrast::{hex, oklch_of};
use crate::check::rules::picture::Pixels;
use crate::check::sight::cut;
use crate::check::spans::{longest, spans};
use crate::check::watch::{FAINTEST_TEXT, Watch, Watched};
use kurbo::Rect;
use pavo_film::FrameMaker;
use pavo_scene::{Color, ColorToken, NodeKind, Paint, PixelSize, Resolution, Rgba, TextAlign};
use std::collections::BTreeSet;

/// The share of the frame that things on screen must cover, and for how many seconds less may be there.
const LEAST_COVERAGE: f64 = 0.002;
const LONGEST_EMPTY_SECS: f64 = 0.4;

/// The share of the frame that the box around everything takes at least.
const LEAST_FILL: f64 = 0.015;

/// Distances that look like mistakes: neither the same place nor another one, in design units.
const NEARLY: std::ops::Range<f64> = 3.0..14.0;

/// Most typefaces, and most sizes in one part of the film.
const MOST_FAMILIES: usize = 3;
const MOST_SIZES: usize = 6;

/// Most hues, each of a hundredth of the frame at least.
const MOST_HUES: usize = 3;

/// The most of the frame that the accent covers.
const MOST_ACCENT: f64 = 0.3;

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(empty(watch, context));
    for shot in 0..watch.maker.scene().shots.len() {
        let Some(frame) = hold_of(watch, shot) else { continue };
        let there: Vec<&Watched> = watch
            .nodes
            .iter()
            .filter(|node| node.shot == Some(shot) && !node.is_container())
            .filter(|node| node.at(frame).is_some_and(|seen| seen.alpha >= FAINTEST_TEXT))
            .collect();
        let hold = Hold { watch, frame, there };
        if !context.is_literal() {
            findings.extend(hold.fill());
            findings.extend(hold.balance());
            findings.extend(hold.alignment());
            findings.extend(hold.gaps());
            findings.extend(hold.sizes(shot));
        }
        findings.extend(hold.distances());
        findings.extend(hold.color_only());
    }
    findings.extend(families(watch));
    findings
}

/// A frame of a part of the film at which most of it can be read.
pub(crate) fn hold_of(watch: &Watch<'_>, shot: usize) -> Option<u32> {
    let mut counts = vec![0_u32; watch.frames as usize];
    for node in watch.nodes.iter().filter(|node| node.shot == Some(shot) && !node.is_container()) {
        if node.is_text() {
            for span in watch.readable(node) {
                (span.first..=span.last).for_each(|frame| counts[frame as usize] += 4);
            }
        } else {
            node.track
                .iter()
                .filter(|seen| seen.alpha >= FAINTEST_TEXT)
                .for_each(|seen| counts[seen.frame as usize] += 1);
        }
    }
    let most = *counts.iter().max()?;
    let held = spans((0..watch.frames).filter(|frame| counts[*frame as usize] == most), 0);
    longest(&held, 1).filter(|_| most > 0).map(|span| span.middle())
}

fn empty(watch: &Watch<'_>, context: &Context<'_>) -> Option<Finding> {
    let has_nodes = |shot: usize| {
        watch.nodes.iter().any(|node| node.shot == Some(shot) && !node.is_container() && !node.track.is_empty())
    };
    if watch.nodes.iter().all(|node| node.is_container() || node.track.is_empty()) {
        return None;
    }
    let from = watch.frames_of(0.15);
    let bare = (from..watch.frames).filter(|frame| {
        let index = *frame as usize;
        watch.coverage[index] < LEAST_COVERAGE
            && !watch.in_transition[index]
            && (has_nodes(watch.shots[index]) || watch.maker.scene().shots.len() > 1)
    });
    let span = longest(&spans(bare, 1), watch.frames_of(LONGEST_EMPTY_SECS) + 1)?;
    let severity = if context.is_literal() || context.is_timed() { Severity::Warning } else { Severity::Error };
    Some(Finding {
        aspect: Some(watch.aspect),
        time: span.secs(watch.fps),
        measured: format!("nothing but the background is there for {:.1} s", f64::from(span.frames()) / watch.fps),
        limit: format!("{LONGEST_EMPTY_SECS} s"),
        ..Finding::new(Code::Empty, severity)
    })
}

/// A part of the film while it can be read.
struct Hold<'h, 'w> {
    watch: &'h Watch<'w>,
    frame: u32,
    /// What is there, without groups.
    there: Vec<&'h Watched>,
}

impl Hold<'_, '_> {
    fn place(&self, node: &Watched) -> Rect {
        node.at(self.frame).map_or(Rect::ZERO, |seen| cut(seen.seen, self.watch.frame))
    }

    fn texts(&self) -> impl Iterator<Item = &&Watched> {
        self.there.iter().filter(|node| node.is_text() && self.place(node).area() > 0.0)
    }

    fn finding(&self, code: Code, nodes: &[&Watched], measured: String, limit: &str) -> Finding {
        let secs = f64::from(self.frame) / self.watch.fps;
        Finding {
            aspect: Some(self.watch.aspect),
            time: [secs; 2],
            node: nodes.first().map(|node| node.node_ref()),
            other: nodes.get(1).map(|node| node.node_ref()),
            boxes: nodes.iter().map(|node| self.place(node)).collect(),
            measured,
            limit: limit.to_owned(),
            ..Finding::new(code, Severity::Warning)
        }
    }

    fn fill(&self) -> Option<Finding> {
        let boxes = self.there.iter().map(|node| self.place(node)).filter(|place| place.area() > 0.0);
        let all = boxes.reduce(|all, one| all.union(one))?;
        let share = all.area() / self.watch.frame.area();
        let is_caption = all.y0 > 0.6 * self.watch.frame.height();
        (share < LEAST_FILL && !is_caption).then(|| {
            let measured = format!("everything on screen lies within {:.1} % of the frame", 100.0 * share);
            Finding { boxes: vec![all], ..self.finding(Code::Fill, &[], measured, "1.5 % or more") }
        })
    }

    /// A lone text that is nearly, but not quite, in the middle.
    fn balance(&self) -> Option<Finding> {
        let texts: Vec<_> = self.texts().collect();
        let [only] = texts.as_slice() else { return None };
        let is_alone =
            self.there.iter().all(|node| node.is_text() || self.place(node).area() < 0.01 * self.watch.frame.area());
        let place = self.place(only);
        let off = place.center().x - self.watch.frame.center().x;
        let margin = place.x0.min(self.watch.frame.x1 - place.x1);
        let is_left = matches!(&only.node.kind, NodeKind::Text(text) if text.align == Some(TextAlign::Start))
            || margin < 0.1 * self.watch.frame.width();
        let share = off.abs() / self.watch.frame.width();
        (is_alone && !is_left && (0.02..0.08).contains(&share)).then(|| {
            let measured = format!("it is {:.0} units beside the middle", off.abs());
            self.finding(Code::Balance, &[only], measured, "the middle, or clearly beside it")
        })
    }

    fn alignment(&self) -> Option<Finding> {
        let texts: Vec<&&Watched> = self.texts().filter(|node| self.place(node).height() > 12.0).collect();
        for (index, one) in texts.iter().enumerate() {
            for other in &texts[index + 1..] {
                let [a, b] = [self.place(one), self.place(other)];
                let off = (a.x0 - b.x0).abs();
                // Side bearings of large letters are not mistakes.
                let bearing = 0.05
                    * one
                        .at(self.frame)
                        .map_or(0.0, |seen| seen.em)
                        .max(other.at(self.frame).map_or(0.0, |seen| seen.em));
                let is_stacked = a.y1 <= b.y0 || b.y1 <= a.y0;
                let shares = [(a.x1 - b.x1).abs(), (a.center().x - b.center().x).abs()].iter().any(|off| *off < 3.0);
                // Neighbours of a row in a grid or stack stand where that says.
                let is_centred = [one, other].iter().all(
                    |node| matches!(&node.node.kind, NodeKind::Text(text) if text.align == Some(TextAlign::Center)),
                );
                if is_stacked
                    && !shares
                    && !is_centred
                    && off > NEARLY.start + bearing
                    && off < NEARLY.end
                    && one.parent == other.parent
                {
                    let measured = format!("their left edges are {off:.0} units apart");
                    return Some(self.finding(Code::Alignment, &[one, other], measured, "in line, or clearly apart"));
                }
            }
        }
        None
    }

    /// Texts above each other that nearly touch.
    fn distances(&self) -> Option<Finding> {
        let texts: Vec<&&Watched> = self.texts().collect();
        for (index, one) in texts.iter().enumerate() {
            for other in &texts[index + 1..] {
                let [a, b] = [self.place(one), self.place(other)];
                let em = one
                    .at(self.frame)
                    .map_or(0.0, |seen| seen.em)
                    .min(other.at(self.frame).map_or(0.0, |seen| seen.em));
                let gap = (b.y0 - a.y1).max(a.y0 - b.y1);
                let is_above = a.x0 < b.x1 && b.x0 < a.x1;
                if is_above && gap >= 0.0 && gap < 0.14 * em && one.words != other.words {
                    let measured = format!("they are {gap:.0} units apart");
                    let limit = format!("{:.0} units or more", 0.14 * em);
                    return Some(self.finding(Code::Spacing, &[one, other], measured, &limit));
                }
            }
        }
        None
    }

    /// Equals in a row whose gaps are nearly, but not quite, the same.
    fn gaps(&self) -> Option<Finding> {
        let mut parents: Vec<Option<usize>> = self.there.iter().map(|node| node.parent).collect();
        parents.sort_unstable();
        parents.dedup();
        for parent in parents {
            let equals: Vec<&&Watched> = self
                .there
                .iter()
                .filter(|node| {
                    node.parent == parent
                        && matches!(node.node.kind, NodeKind::Rect(_) | NodeKind::Image(_) | NodeKind::Ellipse(_))
                })
                .collect();
            let Some(first) = equals.first().map(|node| self.place(node)) else { continue };
            let is_like = |place: Rect| {
                (place.width() - first.width()).abs() < 1.5 && (place.height() - first.height()).abs() < 1.5
            };
            for axis in 0..2 {
                let at = |place: Rect| {
                    if axis == 0 { [place.x0, place.x1, place.y0] } else { [place.y0, place.y1, place.x0] }
                };
                let mut row: Vec<(&Watched, Rect)> = equals
                    .iter()
                    .map(|node| (**node, self.place(node)))
                    .filter(|(_, place)| is_like(*place) && (at(*place)[2] - at(first)[2]).abs() < 2.0)
                    .collect();
                row.sort_by(|a, b| at(a.1)[0].total_cmp(&at(b.1)[0]));
                let gaps: Vec<f64> = row.windows(2).map(|pair| at(pair[1].1)[0] - at(pair[0].1)[1]).collect();
                if gaps.len() < 2 || first.width().min(first.height()) < 24.0 {
                    continue;
                }
                let (least, most) =
                    gaps.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), gap| (least.min(*gap), most.max(*gap)));
                if least > 0.0 && most - least > 2.5 && most < 1.5 * least {
                    let nodes: Vec<&Watched> = row.iter().take(2).map(|(node, _)| *node).collect();
                    let measured = format!("gaps of {least:.0} to {most:.0} units in one row");
                    return Some(self.finding(Code::Spacing, &nodes, measured, "equal to 2 units"));
                }
            }
        }
        None
    }

    fn sizes(&self, shot: usize) -> Option<Finding> {
        let mut sizes: Vec<f64> = self.texts().filter_map(|node| Some(node.at(self.frame)?.em)).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.dedup_by(|a, b| (*a - *b).abs() < 0.02 * *a + 0.5);
        let measured = format!("{} sizes of letters in scene {}", sizes.len(), shot + 1);
        if sizes.len() > MOST_SIZES {
            return Some(self.finding(Code::TypeRoles, &[], measured, "6 at most"));
        }
        // Two sizes that are neither the same nor clearly apart, of texts that stand together.
        let texts: Vec<&&Watched> = self.texts().collect();
        for (index, one) in texts.iter().enumerate() {
            for other in &texts[index + 1..] {
                let [Some(a), Some(b)] = [one.at(self.frame), other.at(self.frame)] else { continue };
                let ratio = a.em.max(b.em) / a.em.min(b.em).max(1.0);
                if one.parent == other.parent
                    && ratio > 1.025
                    && ratio < 1.12
                    && one.node.common.scale.is_none()
                    && other.node.common.scale.is_none()
                {
                    let measured = format!("their sizes are {:.0} and {:.0} units", a.em, b.em);
                    return Some(self.finding(
                        Code::TypeRoles,
                        &[one, other],
                        measured,
                        "the same, or 1.12 times and more",
                    ));
                }
            }
        }
        None
    }

    /// Good and bad side by side, told apart by their colours only.
    fn color_only(&self) -> Option<Finding> {
        let colored = |wanted: ColorToken| {
            self.there.iter().find(|node| {
                let paint = match &node.node.kind {
                    NodeKind::Text(text) => text.color.as_ref(),
                    NodeKind::Number(number) => number.color.as_ref(),
                    _ => None,
                };
                matches!(paint, Some(Paint::Solid(Color::Token(token))) if *token == wanted)
            })
        };
        let (good, bad) = (colored(ColorToken::Good)?, colored(ColorToken::Bad)?);
        let signs = ['+', '-', '−', '▲', '▼', '↑', '↓', '✓', '✗', '✔', '✘', '×'];
        let speaks = |node: &Watched| {
            let words = match &node.node.kind {
                NodeKind::Text(text) => text.words().to_lowercase(),
                NodeKind::Number(number) => number.format.clone().unwrap_or_default().write(number.to),
                _ => String::new(),
            };
            words.contains(signs) || words.chars().filter(|char| char.is_alphabetic()).count() > 2
        };
        (!speaks(good) && !speaks(bad)).then(|| {
            let measured = "only the colours say which is good and which is bad".to_owned();
            self.finding(Code::ColorOnly, &[good, bad], measured, "a sign, an arrow or a word beside them")
        })
    }
}

fn families(watch: &Watch<'_>) -> Option<Finding> {
    let fonts = watch.maker.scene().theme.as_ref().and_then(|theme| theme.fonts.clone());
    let mut families: BTreeSet<String> = BTreeSet::new();
    for node in watch.nodes.iter().filter(|node| node.is_text() && node.most_opaque() >= FAINTEST_TEXT) {
        let font = match &node.node.kind {
            NodeKind::Text(text) => text.font.as_ref(),
            NodeKind::Number(number) => number.font.as_ref(),
            _ => None,
        };
        let family = font.and_then(|font| font.family.clone()).unwrap_or_else(|| "body".to_owned());
        let family = match (family.as_str(), &fonts) {
            ("display", Some(fonts)) => fonts.display.clone().or_else(|| fonts.body.clone()).unwrap_or(family),
            ("body", Some(fonts)) => fonts.body.clone().unwrap_or(family),
            ("mono", _) => continue,
            _ => family,
        };
        families.insert(family);
    }
    (families.len() > MOST_FAMILIES).then(|| Finding {
        measured: format!("{} typefaces: {}", families.len(), families.iter().cloned().collect::<Vec<_>>().join(", ")),
        limit: "2, and one for figures".to_owned(),
        ..Finding::new(Code::TypeRoles, Severity::Warning)
    })
}

/// Checks of colours in the pixels of each part of the film.
pub(crate) fn colors(watch: &Watch<'_>, context: &Context<'_>, pixels: &Pixels) -> Vec<Finding> {
    let mut findings = Vec::new();
    let has_pictures = watch.nodes.iter().any(|node| matches!(node.node.kind, NodeKind::Image(_)));
    let has_data = watch.nodes.iter().any(|node| node.node.common.datum.is_some());
    let accent = watch.maker.stage().palette().resolve(ColorToken::Accent.into());
    for (frame, still) in &pixels.stills {
        let secs = f64::from(*frame) / watch.fps;
        let colors = || still.chunks_exact(4).map(|pixel| Rgba::opaque(pixel[0], pixel[1], pixel[2]));
        #[expect(clippy::cast_precision_loss, reason = "pixels of a small frame")]
        let whole = (still.len() / 4).max(1) as f64;
        let most_hues = if has_data { 7 } else { MOST_HUES };
        let hues = hues_of(colors(), whole);
        let asks =
            context.says_any(&["rainbow", "colorful", "colourful", "multicolor", "multicolour", "confetti", "vibrant"]);
        if hues > most_hues && !has_pictures && !context.is_literal() && !asks {
            findings.push(Finding {
                time: [secs; 2],
                measured: format!("{hues} hues, each of a hundredth of the frame or more"),
                limit: format!("{most_hues}"),
                ..Finding::new(Code::Palette, Severity::Warning)
            });
        }
        let [l, c, h] = oklch_of(accent);
        let near = colors().filter(|color| {
            let [other_l, other_c, other_h] = oklch_of(*color);
            let (a, b) = (c * h.cos() - other_c * other_h.cos(), c * h.sin() - other_c * other_h.sin());
            (l - other_l).hypot(a.hypot(b)) < 0.06
        });
        #[expect(clippy::cast_precision_loss, reason = "pixels of a small frame")]
        let share = near.count() as f64 / whole;
        let background =
            watch.shots.get(*frame as usize).and_then(|shot| watch.maker.scene().shots.get(*shot)?.background.clone());
        let is_ground =
            matches!(background, Some(Paint::Solid(Color::Token(ColorToken::Accent | ColorToken::Accent2))));
        // A panel over all of the frame is its ground for a while.
        if c > 0.05 && (MOST_ACCENT..0.8).contains(&share) && !is_ground && !context.is_literal() && !has_data {
            findings.push(Finding {
                time: [secs; 2],
                measured: format!("the accent {} covers {:.0} % of the frame", hex(accent), 100.0 * share),
                limit: "30 %".to_owned(),
                ..Finding::new(Code::Accent, Severity::Warning)
            });
        }
    }
    findings.extend(banding(watch, context));
    findings
}

/// How many hues cover a hundredth of the frame each.
fn hues_of(colors: impl Iterator<Item = Rgba>, whole: f64) -> usize {
    const BINS: usize = 24;
    let mut bins = [0_u32; BINS];
    for color in colors {
        let [l, c, h] = oklch_of(color);
        if c > 0.06 && (0.15..0.97).contains(&l) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within one turn")]
            #[expect(clippy::cast_precision_loss, reason = "a handful of bins")]
            let bin = (h.rem_euclid(std::f64::consts::TAU) / std::f64::consts::TAU * BINS as f64) as usize;
            bins[bin.min(BINS - 1)] += 1;
        }
    }
    // Neighbouring bins are one hue.
    let is_full = |bin: usize| f64::from(bins[bin % BINS]) > 0.01 * whole;
    let begins = (0..BINS).filter(|bin| is_full(*bin) && !is_full(bin + BINS - 1)).count();
    if begins == 0 && is_full(0) { 1 } else { begins }
}

/// Steps in gradients that the eye sees as lines.
fn banding(watch: &Watch<'_>, context: &Context<'_>) -> Option<Finding> {
    /// A step is seen where it is so long and so many of them follow each other.
    const LONGEST_RUN_PX: u32 = 48;
    const STEPS: usize = 6;
    let size = PixelSize::of(watch.aspect, Resolution::P720);
    let maker = FrameMaker::new(context.scene, watch.aspect, size, watch.assets);
    let mut painter = None;
    for shot in 0..watch.maker.scene().shots.len() {
        let frame = hold_of(watch, shot).unwrap_or_else(|| {
            let [begin, end] = watch.shot_span(Some(shot));
            watch.frames_of(f64::midpoint(begin, end))
        });
        let list = maker.display_list_at(watch.time_of(frame));
        let painter = match &mut painter {
            Some(painter) => painter,
            none => none.insert(maker.painter().ok()?),
        };
        let pixels = maker.draw(&list, painter).pixels;
        let width = size.width as usize;
        let is_stepped = pixels.chunks_exact(4 * width).step_by(8).any(|row| steps_in(row, LONGEST_RUN_PX) >= STEPS);
        if is_stepped {
            let secs = f64::from(frame) / watch.fps;
            return Some(Finding {
                time: [secs; 2],
                measured: format!("a gradient has steps longer than {LONGEST_RUN_PX} pixels at 720p"),
                limit: "smooth".to_owned(),
                ..Finding::new(Code::Banding, Severity::Warning)
            });
        }
    }
    None
}

/// How many steps one way lie between long runs of one level each.
fn steps_in(row: &[u8], longest: u32) -> usize {
    let mut levels: Vec<u8> = Vec::new();
    let (mut run, mut level) = (0_u32, None::<u8>);
    // What lies between two long runs, such as noise where one level becomes the next, does not count.
    for pixel in row.chunks_exact(4) {
        let now = crate::frames::luma(pixel);
        run = if level == Some(now) { run + 1 } else { 1 };
        level = Some(now);
        if run == longest && levels.last() != Some(&now) {
            levels.push(now);
        }
    }
    let (mut most, mut steps, mut was_up) = (0, 0, None);
    for pair in levels.windows(2) {
        let is_up = pair[1] > pair[0];
        let is_small = pair[0].abs_diff(pair[1]) <= 5;
        steps = match (is_small, was_up == Some(is_up)) {
            (true, true) => steps + 1,
            (true, false) => 1,
            (false, _) => 0,
        };
        was_up = Some(is_up);
        most = most.max(steps);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hues_that_run_into_each_other_are_one() {
        let colors =
            [Rgba::opaque(255, 0, 0), Rgba::opaque(255, 60, 0), Rgba::opaque(0, 90, 255), Rgba::opaque(90, 90, 90)];
        assert_eq!(hues_of(colors.into_iter(), 4.0), 2);
    }

    #[test]
    fn stairs_are_found_and_smooth_ramps_are_not() {
        let row = |level: &dyn Fn(u32) -> u8| -> Vec<u8> { (0..1280).flat_map(|x| [level(x); 4]).collect() };
        #[expect(clippy::cast_possible_truncation, reason = "levels")]
        let stairs = row(&|x| (20 + 4 * (x / 100)) as u8);
        #[expect(clippy::cast_possible_truncation, reason = "levels")]
        let ramp = row(&|x| (20 + x / 12) as u8);
        assert!(steps_in(&stairs, 48) >= 6);
        assert_eq!(steps_in(&ramp, 48), 0);
    }
}
