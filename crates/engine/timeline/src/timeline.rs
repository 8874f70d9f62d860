//! From a scene and a moment to a pose.

use crate::easing::{ease, ease_bounded};
use crate::palette::Palette;
use crate::piece::Piece;
use crate::pose::{CaretPose, MarkPose, NodePose, Pose, Trim, Values};
use crate::preset::Preset;
use crate::repeat::loop_piece;
use crate::track::{color_at, number_at};
use crate::units::{UnitMotion, scattered};
use libm::{exp, sin};
use pavo_scene::{
    Camera, CameraMove, ColorToken, Common, Ease, EaseName, Emphasis, EmphasisPreset, EntrancePreset, Node, NodeKind,
    Number, Order, Scene, Time, Unit,
};
use std::f64::consts::{PI, TAU};

/// Frames that fall on a moment belong to what begins then, whatever rounding did to their time.
const EARLY: Time = Time::from_secs(1e-6);

/// What the scene shows at a moment of the film.
///
/// `scene` is the document as it is at one ratio ([`Scene::at_aspect`]); `time` counts from the film's beginning.
/// Moments before it show its first frame, moments after it its last.
pub fn pose_at(scene: &Scene, palette: &Palette, time: Time) -> Pose {
    let spans = scene.shot_spans();
    let now = time + EARLY;
    let shot_index = spans.iter().rposition(|(begin, _)| *begin <= now).unwrap_or(0);
    let (begin, end) = spans.get(shot_index).copied().unwrap_or((Time::ZERO, Time::ZERO));
    let seed = scene.meta.as_ref().and_then(|meta| meta.seed).unwrap_or(0);
    let pose = |nodes: &[Node], time: Time, end: Time, salt: usize| {
        Moment { time, palette, seed: scattered(seed, salt) }.nodes(nodes, end)
    };
    let shot = scene.shots.get(shot_index);
    let shot_time = now - begin;
    Pose {
        shot_index,
        shot_time,
        camera_zoom: camera_zoom(shot.and_then(|shot| shot.camera.as_ref()), shot_time, end - begin),
        nodes: shot.map(|shot| pose(&shot.nodes, shot_time, end - begin, shot_index)).unwrap_or_default(),
        overlays: pose(&scene.overlays, now, scene.duration(), usize::MAX),
    }
}

fn camera_zoom(camera: Option<&Camera>, time: Time, length: Time) -> f64 {
    let Some(camera) = camera.filter(|_| length > Time::ZERO) else { return 1.0 };
    let amount = camera.amount.unwrap_or(0.04);
    // Over a little more than the scene, so that the move never comes to a stop within it.
    let moved = ease(EaseName::Glide.into(), time.secs() / (1.1 * length.secs()));
    match camera.movement {
        CameraMove::None => 1.0,
        CameraMove::Push => 1.0 + amount * moved,
        CameraMove::Pull => 1.0 + amount * (1.0 - moved),
    }
}

/// The moment being posed, in the time of the nodes.
#[derive(Clone, Copy)]
struct Moment<'p> {
    time: Time,
    palette: &'p Palette,
    seed: u64,
}

/// When a node is there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Life {
    start: Time,
    end: Time,
}

impl Life {
    fn of(common: &Common, scene_end: Time) -> Self {
        let start = common.start.unwrap_or(Time::ZERO);
        let own_end = common.end.or_else(|| common.dur.map(|dur| start + dur)).or_else(|| {
            let exit = common.exit.as_ref()?;
            Some(exit.start? + exit.dur.unwrap_or(Preset::exit(exit).dur))
        });
        Self { start, end: own_end.unwrap_or(scene_end) }
    }
}

impl Moment<'_> {
    fn nodes(&self, nodes: &[Node], scene_end: Time) -> Vec<NodePose> {
        nodes.iter().enumerate().filter_map(|(index, node)| self.node(index, node, scene_end)).collect()
    }

    fn node(&self, index: usize, node: &Node, scene_end: Time) -> Option<NodePose> {
        let common = &node.common;
        let life = Life::of(common, scene_end);
        // What ends with the film is still there in its last frame.
        let over = self.time >= life.end && life.end < scene_end;
        if self.time < life.start || over {
            return None;
        }
        let inner = Self { seed: scattered(self.seed, index), ..*self };
        let mut pose = NodePose {
            index,
            values: inner.values(node, life),
            piece: Piece::REST,
            units: Vec::new(),
            caret: None,
            marks: Vec::new(),
            children: inner.nodes(node.children(), scene_end),
        };
        inner.enter(node, life, &mut pose);
        inner.emphasise(common, life, &mut pose);
        for repeated in &common.loops.0 {
            pose.piece = pose.piece.and(loop_piece(repeated, self.time));
        }
        inner.leave(node, life, &mut pose);
        Some(pose)
    }

    fn values(&self, node: &Node, life: Life) -> Values {
        let common = &node.common;
        let scale = common.scale.unwrap_or(1.0);
        let mut values = Values {
            x: None,
            y: None,
            scale: [scale; 2],
            rotate: common.rotate.unwrap_or(0.0).to_radians(),
            opacity: common.opacity.unwrap_or(1.0),
            blur: 0.0,
            width: None,
            height: None,
            radius: None,
            fill: None,
            stroke_color: None,
            stroke_width: None,
            trim: Trim::WHOLE,
            dash_offset: None,
            tracking: None,
            number: None,
        };
        if let NodeKind::Number(number) = &node.kind {
            values.number = Some(self.counted(number, common, life));
        }
        let Some(keys) = &common.keys else { return values };
        let at = |track| number_at(track, self.time);
        let scale = at(&keys.scale).unwrap_or(scale);
        values.x = at(&keys.x);
        values.y = at(&keys.y);
        values.scale = [scale * at(&keys.scale_x).unwrap_or(1.0), scale * at(&keys.scale_y).unwrap_or(1.0)];
        values.rotate = at(&keys.rotate).map_or(values.rotate, f64::to_radians);
        values.opacity = at(&keys.opacity).map_or(values.opacity, |opacity| opacity.clamp(0.0, 1.0));
        values.blur = at(&keys.blur).unwrap_or(0.0).clamp(0.0, 400.0);
        values.width = at(&keys.width).map(|width| width.max(0.0));
        values.height = at(&keys.height).map(|height| height.max(0.0));
        values.radius = at(&keys.radius).map(|radius| radius.max(0.0));
        values.fill = color_at(&keys.fill, self.time, self.palette);
        values.stroke_color = color_at(&keys.stroke_color, self.time, self.palette);
        values.stroke_width = at(&keys.stroke_width).map(|width| width.max(0.0));
        values.trim = Trim {
            start: at(&keys.trim_start).unwrap_or(0.0),
            end: at(&keys.trim_end).unwrap_or(1.0),
            offset: at(&keys.trim_offset).unwrap_or(0.0),
        };
        values.dash_offset = at(&keys.dash_offset);
        values.tracking = at(&keys.tracking);
        values.number = at(&keys.value).or(values.number);
        values
    }

    /// What a number shows: it counts with the curve of its count, and lands exactly.
    fn counted(&self, number: &Number, common: &Common, life: Life) -> f64 {
        let entrance = common.entrance.as_ref().filter(|entrance| entrance.preset == EntrancePreset::CountUp);
        if number.from.is_none() && number.count.is_none() && entrance.is_none() {
            return number.to;
        }
        let count = number.count.clone().unwrap_or_default();
        let from = number.from.unwrap_or(0.0);
        let start = count
            .start
            .or_else(|| entrance.and_then(|entrance| entrance.start))
            .or_else(|| common.entrance.as_ref().and_then(|entrance| entrance.start))
            .unwrap_or(life.start);
        let by_digits = match number.to.abs().max(from.abs()) {
            most if most < 1e3 => 1.2,
            most if most < 1e6 => 1.6,
            _ => 2.0,
        };
        let dur = count.dur.or_else(|| entrance.and_then(|entrance| entrance.dur)).map_or(by_digits, Time::secs);
        let curve = count
            .ease
            .or_else(|| entrance.and_then(|entrance| entrance.ease))
            .unwrap_or(Ease::Named(EaseName::EaseOutQuart));
        let progress = if dur > 0.0 { (self.time - start).secs() / dur } else { 1.0 };
        if progress >= 1.0 { number.to } else { from + (number.to - from) * ease_bounded(curve, progress) }
    }

    fn enter(&self, node: &Node, life: Life, pose: &mut NodePose) {
        let Some(entrance) = &node.common.entrance else { return };
        let preset = Preset::entrance(entrance);
        let start = entrance.start.unwrap_or(life.start);
        let elapsed = self.time - start;
        if elapsed < Time::ZERO {
            pose.piece = Piece::HIDDEN;
            return;
        }
        let is_text = matches!(node.kind, NodeKind::Text(_));
        if is_text && (preset.by != Unit::All || preset.types()) {
            let motion = UnitMotion {
                by: if preset.by == Unit::All { Unit::Char } else { preset.by },
                preset,
                order: entrance.order.unwrap_or(Order::Forward),
                seed: self.seed,
                leaving: false,
                elapsed,
                total: entrance.dur,
                stagger: entrance.stagger,
            };
            pose.units.push(motion);
            pose.caret = self.caret(entrance.caret.as_ref(), elapsed);
        } else {
            let given = entrance.dur.unwrap_or(preset.dur);
            // A count's length is the count's; the figure itself must be there at once.
            let total = if entrance.preset == EntrancePreset::CountUp { given.min(preset.dur) } else { given };
            pose.piece = pose.piece.and(preset.piece(share(elapsed, total), false));
        }
    }

    fn caret(&self, caret: Option<&pavo_scene::Caret>, elapsed: Time) -> Option<CaretPose> {
        let caret = caret?;
        if caret.until.is_some_and(|until| self.time >= until) {
            return None;
        }
        let (on, off) = (caret.on.map_or(0.5, Time::secs), caret.off.map_or(0.5, Time::secs));
        let round = on + off;
        let lit = off <= 0.0 || (round > 0.0 && (elapsed.secs() / round).fract() * round < on);
        let color = self.palette.resolve(caret.color.unwrap_or(ColorToken::Accent.into()));
        Some(CaretPose { lit, color })
    }

    fn leave(&self, node: &Node, life: Life, pose: &mut NodePose) {
        let Some(exit) = &node.common.exit else { return };
        let preset = Preset::exit(exit);
        let given = exit.dur.unwrap_or(preset.dur);
        let start = exit.start.unwrap_or_else(|| (life.end - given).max(life.start));
        let elapsed = self.time - start;
        if elapsed < Time::ZERO {
            return;
        }
        let is_text = matches!(node.kind, NodeKind::Text(_));
        if is_text && (preset.by != Unit::All || preset.types()) {
            // Without a length of its own it has the time until the node is gone.
            let total = exit.dur.or_else(|| exit.stagger.is_none().then(|| life.end - start));
            pose.units.push(UnitMotion {
                by: if preset.by == Unit::All { Unit::Char } else { preset.by },
                preset,
                order: exit.order.unwrap_or(Order::Forward),
                seed: self.seed,
                leaving: true,
                elapsed,
                total,
                stagger: exit.stagger,
            });
            // What is drawn on a text has no pieces of its own, and goes with it.
            for mark in &mut pose.marks {
                mark.color = mark.color.with_alpha(f64::from(mark.color.a) / 255.0 * (1.0 - share(elapsed, given)));
            }
        } else {
            pose.piece = pose.piece.and(preset.piece(1.0 - share(elapsed, given), true));
        }
    }

    fn emphasise(&self, common: &Common, life: Life, pose: &mut NodePose) {
        for (emphasis_index, emphasis) in common.emphases.0.iter().enumerate() {
            let start = emphasis.start.unwrap_or_else(|| {
                let entered = common
                    .entrance
                    .as_ref()
                    .map_or(Time::ZERO, |entrance| entrance.dur.unwrap_or(Preset::entrance(entrance).dur));
                life.start + entered.max(Time::from_secs(0.5))
            });
            let elapsed = self.time - start;
            if elapsed < Time::ZERO {
                continue;
            }
            match emphasis.preset {
                EmphasisPreset::Underline | EmphasisPreset::Highlight | EmphasisPreset::Strike => {
                    let dur = emphasis.dur.unwrap_or(Time::from_secs(0.35));
                    let curve = emphasis.ease.unwrap_or(Ease::Named(EaseName::Swift));
                    pose.marks.push(MarkPose {
                        emphasis_index,
                        preset: emphasis.preset,
                        drawn: ease_bounded(curve, share(elapsed, dur)),
                        color: self.palette.resolve(emphasis.color.unwrap_or(ColorToken::Accent.into())),
                    });
                }
                EmphasisPreset::Pulse | EmphasisPreset::Pop | EmphasisPreset::Shake => {
                    pose.piece = pose.piece.and(stressed(emphasis, elapsed));
                }
            }
        }
    }
}

/// The deviation of an emphasis that moves the node and lets it come back.
fn stressed(emphasis: &Emphasis, elapsed: Time) -> Piece {
    let secs = elapsed.secs();
    match emphasis.preset {
        EmphasisPreset::Pulse => {
            let progress = share(elapsed, emphasis.dur.unwrap_or(Time::from_secs(0.28)));
            let curve = emphasis.ease.unwrap_or(Ease::Named(EaseName::Glide));
            let scale = 1.0 + emphasis.amount.unwrap_or(0.04) * sin(PI * ease_bounded(curve, progress));
            Piece { scale: [scale; 2], ..Piece::REST }
        }
        EmphasisPreset::Pop => {
            // A damped swing that begins at rest with a push: up, a little below, home.
            const SWINGS: f64 = 1.5;
            let progress = share(elapsed, emphasis.dur.unwrap_or(Time::from_secs(0.55)));
            let swing = exp(-3.2 * progress) * sin(TAU * SWINGS * progress) * (1.0 - progress);
            // The first peak of that swing is 0.535.
            let scale = 1.0 + emphasis.amount.unwrap_or(0.06) / 0.535 * swing;
            Piece { scale: [scale; 2], ..Piece::REST }
        }
        EmphasisPreset::Shake => {
            const HERTZ: f64 = 14.0;
            let dur = emphasis.dur.map_or(0.35, Time::secs).max(1e-3);
            if secs >= dur {
                return Piece::REST;
            }
            let amount = emphasis.amount.unwrap_or(0.6) * 16.0;
            let x = amount * exp(-4.0 * secs / dur) * sin(TAU * HERTZ * secs);
            Piece { shift_units: [x, 0.0], ..Piece::REST }
        }
        EmphasisPreset::Underline | EmphasisPreset::Highlight | EmphasisPreset::Strike => Piece::REST,
    }
}

/// The passed share of a length of time, 0 to 1; of no time at all, everything.
fn share(elapsed: Time, length: Time) -> f64 {
    if length > Time::ZERO { (elapsed.secs() / length.secs()).clamp(0.0, 1.0) } else { 1.0 }
}
