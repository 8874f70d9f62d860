//! From a scene and a moment to a pose.

use crate::camera::camera_zoom;
use crate::life::Life;
use crate::palette::Palette;
use crate::piece::Piece;
use crate::pose::{NodePose, Pose};
use crate::repeat::loop_piece;
use crate::units::scattered;
use pavo_scene::{Node, Scene, Time};

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

/// The moment being posed, in the time of the nodes.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'p> {
    pub(crate) time: Time,
    pub(crate) palette: &'p Palette,
    pub(crate) seed: u64,
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
}
