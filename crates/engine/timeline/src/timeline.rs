//! From a scene and a moment to a pose.

use crate::camera::camera_pose;
use crate::easing::ease_bounded;
use crate::expression::Context;
use crate::life::Life;
use crate::palette::Palette;
use crate::piece::Piece;
use crate::pose::{NodePose, Pose, ShotPose, TransitionPose};
use crate::repeat::loop_piece;
use crate::units::scattered;
use pavo_scene::{Ease, EaseName, Node, NodeKind, OpeningShape, Rgba, Scene, Side, Time, TransitionPreset};

/// Frames that fall on a moment belong to what begins then, whatever rounding did to their time.
const EARLY: Time = Time::from_secs(1e-6);

/// The light that leaks in where no colour is named.
const LEAK: Rgba = Rgba { r: 255, g: 138, b: 61, a: 255 };

/// What the scene shows at a moment of the film.
///
/// `scene` is the document as it is at one ratio ([`Scene::at_aspect`]); `time` counts from the film's beginning.
/// Moments before it show its first frame, moments after it its last. `frame`: width and height in design units.
pub fn pose_at(scene: &Scene, palette: &Palette, frame: [f64; 2], time: Time) -> Pose {
    let spans = scene.shot_spans();
    let now = (time + EARLY).max(EARLY);
    let film = Film { scene, palette, frame, spans: &spans };
    let current = spans.iter().rposition(|(begin, _)| *begin <= now).unwrap_or(0);
    let (begin, end) = spans.get(current).copied().unwrap_or((Time::ZERO, Time::ZERO));
    // A transition lies on both sides of its cut, one half on each; that of a loop at its end and its beginning.
    let half = |index: usize| Time::from_secs(scene.transition_length(index).secs() / 2.0);
    let next = if current + 1 < spans.len() { current + 1 } else { 0 };
    let film_end = spans.last().map_or(Time::ZERO, |(_, end)| *end);
    let (shot, next) = if now < begin + half(current) {
        let before = scene.part_before(current).unwrap_or(current);
        let then = if current == 0 { now + film_end } else { now };
        (film.shot(before, then), film.transition(current, now - begin, now))
    } else if half(next) > Time::ZERO && now >= end - half(next) {
        let then = if next == 0 { now - film_end } else { now };
        (film.shot(current, now), film.transition(next, now - end, then))
    } else {
        (film.shot(current, now), None)
    };
    let overlays = film.moment(now, scene.duration(), usize::MAX).nodes(&scene.overlays);
    Pose { shot, next, overlays }
}

/// A film being posed.
struct Film<'f> {
    scene: &'f Scene,
    palette: &'f Palette,
    frame: [f64; 2],
    spans: &'f [(Time, Time)],
}

impl Film<'_> {
    fn moment(&self, time: Time, length: Time, salt: usize) -> Moment<'_> {
        let seed = self.scene.meta.as_ref().and_then(|meta| meta.seed).unwrap_or(0);
        let context = Context { time, length, index: 0, count: 1, frame: self.frame, seed };
        let circuit = self.scene.is_loop().then(|| self.scene.duration());
        Moment {
            time,
            palette: self.palette,
            seed: scattered(seed, salt),
            context,
            circuit,
            since: Time::ZERO,
            copy: None,
        }
    }

    /// A part of the film; before its beginning it is as at its beginning.
    fn shot(&self, shot_index: usize, now: Time) -> ShotPose {
        let (begin, end) = self.spans.get(shot_index).copied().unwrap_or((Time::ZERO, Time::ZERO));
        let shot = self.scene.shots.get(shot_index);
        let shot_time = (now - begin).max(EARLY);
        let length = end - begin;
        let moment = self.moment(shot_time, length, shot_index);
        ShotPose {
            shot_index,
            shot_time,
            camera: camera_pose(shot.and_then(|shot| shot.camera.as_ref()), &moment.context, moment.circuit),
            nodes: shot.map(|shot| moment.nodes(&shot.nodes)).unwrap_or_default(),
        }
    }

    /// The part that comes over a cut, and how far its transition is.
    ///
    /// `since`: the time from the cut, negative before it. `now`: the moment at which the part is shown.
    fn transition(&self, to: usize, since: Time, now: Time) -> Option<(ShotPose, TransitionPose)> {
        use TransitionPreset as P;
        let transition = self.scene.shots.get(to)?.transition.as_ref()?;
        let length = self.scene.transition_length(to).secs();
        let progress = (since.secs() / length + 0.5).clamp(0.0, 1.0);
        let curve = match transition.preset {
            P::Cut | P::Crossfade | P::BlurFade | P::Dip | P::Flash | P::ZoomThrough | P::Blinds | P::Stagger => {
                EaseName::Glide.into()
            }
            P::Push | P::SlideOver | P::Uncover | P::Whip => Ease::CubicBezier([0.85, 0.0, 0.15, 1.0]),
            P::LightLeak | P::DissolveNoise | P::Ink | P::Ripple | P::Pixelate | P::Warp => EaseName::Glide.into(),
            P::Glitch => EaseName::Linear.into(),
            P::Wipe | P::Split | P::Iris | P::Clock | P::MaskShape | P::Shutter => EaseName::InOut.into(),
            P::MatchCut | P::ZoomOut | P::FlipCard | P::Cube => EaseName::InOut.into(),
        };
        let plain = match transition.preset {
            P::Flash => Rgba::WHITE,
            P::LightLeak => LEAK,
            _ => Rgba::BLACK,
        };
        let pose = TransitionPose {
            preset: transition.preset,
            progress,
            eased: ease_bounded(transition.ease.unwrap_or(curve), progress),
            dir: transition.dir.unwrap_or(Side::Left),
            at: transition.at.unwrap_or([0.5, 0.5]),
            color: transition.color.map_or(plain, |color| self.palette.resolve(color)),
            shape: transition.shape.unwrap_or(OpeningShape::Diamond),
            seed: scattered(self.scene.meta.as_ref().and_then(|meta| meta.seed).unwrap_or(0), to),
        };
        Some((self.shot(to, now), pose))
    }
}

/// The moment being posed, in the time of the nodes.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'p> {
    pub(crate) time: Time,
    pub(crate) palette: &'p Palette,
    pub(crate) seed: u64,
    /// What formulas know.
    pub(crate) context: Context,
    /// The time after which all that repeats itself has to have come round, in a film that is a loop.
    circuit: Option<Time>,
    /// When the last of the nodes around began to be there.
    since: Time,
    /// Within a repeat, which copy it is and how many there are.
    copy: Option<(usize, usize)>,
}

impl Moment<'_> {
    fn nodes(&self, nodes: &[Node]) -> Vec<NodePose> {
        nodes.iter().enumerate().filter_map(|(index, node)| self.node(index, nodes.len(), node)).collect()
    }

    /// The copies of a repeat: what is in them counts as they do.
    fn copies(&self, copies: &[Node]) -> Vec<NodePose> {
        let copy = |(index, node)| {
            let moment = Self { copy: Some((index, copies.len())), ..*self };
            moment.node(index, copies.len(), node)
        };
        copies.iter().enumerate().filter_map(copy).collect()
    }

    fn node(&self, index: usize, count: usize, node: &Node) -> Option<NodePose> {
        let (common, scene_end) = (&node.common, self.context.length);
        let life = Life::of(common, scene_end);
        // What ends with the film is still there in its last frame.
        let over = self.time >= life.end && life.end < scene_end;
        if self.time < life.start || over {
            return None;
        }
        let (own_index, own_count) = self.copy.unwrap_or((index, count));
        let context = Context { index: own_index, count: own_count, ..self.context };
        let since = self.since.max(life.start);
        let inner = Self { seed: scattered(self.seed, index), context, since, ..*self };
        let mut pose = NodePose {
            index,
            age: self.time - since,
            values: inner.values(node, life),
            piece: Piece::REST,
            units: Vec::new(),
            animators: match &node.kind {
                NodeKind::Text(text) => inner.animators(text),
                _ => Vec::new(),
            },
            caret: None,
            swap: inner.swap(node, life),
            marks: Vec::new(),
            children: match &node.kind {
                NodeKind::Repeat(repeat) => inner.copies(repeat.copies()),
                _ => inner.nodes(node.children()),
            },
        };
        inner.enter(node, life, &mut pose);
        inner.emphasise(common, life, &mut pose);
        for repeated in &common.loops.0 {
            pose.piece = pose.piece.and(loop_piece(repeated, self.time, self.circuit));
        }
        inner.leave(node, life, &mut pose);
        Some(pose)
    }
}
