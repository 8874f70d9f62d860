//! The moments of a film that are worth a look.

use pavo_scene::{FrameRate, Node, NodeKind, Scene, Time};
use pavo_timeline::scheduled;

/// When an opening has to have said something, in seconds.
const OPENING_SECS: f64 = 0.35;

/// Most letters of a text that names a moment.
const LONGEST_NAME: usize = 24;

/// A moment, and why it is looked at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    pub(crate) time: Time,
    pub(crate) reason: String,
    /// The node that comes: its part of the film, and the indices of its groups and its own.
    pub(crate) node: Option<(Option<usize>, Vec<usize>)>,
}

impl Moment {
    fn new(secs: f64, reason: impl Into<String>) -> Self {
        Self { time: Time::from_secs(secs), reason: reason.into(), node: None }
    }
}

/// The last frame's time.
fn last_frame_secs(scene: &Scene, rate: FrameRate) -> f64 {
    rate.time_of(rate.frames_in(scene.duration()).saturating_sub(1)).secs()
}

/// So many moments at equal distances, each in the middle of its share of a film of a length.
pub(crate) fn evenly(length: Time, count: u32) -> Vec<Moment> {
    let share = length.secs() / f64::from(count);
    (0..count).map(|index| Moment::new((f64::from(index) + 0.5) * share, "")).collect()
}

/// The beginning, the opening, the middle of each scene, a quarter, half and three quarters of each transition, and the
/// last frame; in order, and none twice.
pub(crate) fn key_moments(scene: &Scene, rate: FrameRate) -> Vec<Moment> {
    let last = last_frame_secs(scene, rate);
    let mut moments = vec![Moment::new(0.0, "first frame")];
    if OPENING_SECS < last {
        moments.push(Moment::new(OPENING_SECS, "opening"));
    }
    for (index, (begin, end)) in scene.shot_spans().into_iter().enumerate() {
        let length = scene.transition_length(index).secs();
        // It lies on both sides of the cut.
        for share in [0.25, 0.5, 0.75].into_iter().filter(|_| length > 0.0 && begin > Time::ZERO) {
            let percent = 100.0 * share;
            moments.push(Moment::new(begin.secs() + (share - 0.5) * length, format!("transition {percent} %")));
        }
        moments.push(Moment::new((begin.secs() + end.secs()) / 2.0, format!("scene {}, middle", index + 1)));
    }
    moments.push(Moment::new(last, "last frame"));
    in_order(moments, f64::from(rate.fps()))
}

/// The beginning, the opening, each sixth, and the last frame of a film of which nothing else is known.
pub(crate) fn plain_moments(length_secs: f64, fps: f64) -> Vec<Moment> {
    let last = (length_secs - 1.0 / fps.max(1.0)).max(0.0);
    let mut moments = vec![Moment::new(0.0, "first frame"), Moment::new(OPENING_SECS.min(last), "opening")];
    moments.extend((1..6).map(|sixth| Moment::new(f64::from(sixth) / 6.0 * length_secs, "")));
    // A little earlier, as the times of files are rounded.
    moments.push(Moment::new((last - 0.25 / fps.max(1.0)).max(0.0), "last frame"));
    in_order(moments, fps)
}

/// Moments one after another; those of the same frame are one.
fn in_order(mut moments: Vec<Moment>, fps: f64) -> Vec<Moment> {
    moments.sort_by(|one, other| one.time.secs().total_cmp(&other.time.secs()));
    #[expect(clippy::cast_possible_truncation, reason = "films are some minutes long")]
    let frame = |moment: &Moment| (moment.time.secs() * fps).round() as i64;
    moments.dedup_by(|later, earlier| frame(later) == frame(earlier));
    moments
}

/// When things come in, in order, and what they are; things that come in the same frame are one.
///
/// `scene`: as it is at one ratio.
pub(crate) fn entrances(scene: &Scene, rate: FrameRate) -> Vec<Moment> {
    let scene = scheduled(scene);
    let mut moments = Vec::new();
    for (index, (shot, (begin, _))) in scene.shots.iter().zip(scene.shot_spans()).enumerate() {
        collect(&shot.nodes, begin, Some(index), &mut Vec::new(), &mut moments);
    }
    collect(&scene.overlays, Time::ZERO, None, &mut Vec::new(), &mut moments);
    in_order(moments, f64::from(rate.fps()))
}

fn collect(nodes: &[Node], begin: Time, shot: Option<usize>, path: &mut Vec<usize>, moments: &mut Vec<Moment>) {
    for (index, node) in nodes.iter().enumerate() {
        path.push(index);
        if let Some(entrance) = &node.common.entrance {
            let start = entrance.start.or(node.common.start).unwrap_or(Time::ZERO);
            let what = match &node.kind {
                NodeKind::Text(text) => text.words().chars().take(LONGEST_NAME).collect(),
                _ => node.common.id.clone().unwrap_or_default(),
            };
            let reason = format!("{} {what}", entrance.preset.word()).trim_end().to_owned();
            moments.push(Moment { time: begin + start, reason, node: Some((shot, path.clone())) });
        }
        collect(node.children(), begin, shot, path, moments);
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(text: &str) -> Scene {
        Scene::parse(text).expect("a valid scene").scene
    }

    #[test]
    fn even_moments_share_the_film() {
        let secs: Vec<f64> = evenly(Time::from_secs(8.0), 16).iter().map(|moment| moment.time.secs()).collect();
        assert_eq!((secs.len(), secs[0], secs[15]), (16, 0.25, 7.75));
    }

    #[test]
    fn key_moments_are_the_ends_the_middles_and_the_transitions() {
        let scene = scene(
            r#"{ "mg": 1, "scenes": [{ "dur": 2, "nodes": [] },
                { "dur": 3, "nodes": [], "transition": { "p": "wipe", "dur": 0.8 } }] }"#,
        );
        let moments = key_moments(&scene, FrameRate::Fps30);
        let secs: Vec<f64> = moments.iter().map(|moment| (moment.time.secs() * 1000.0).round() / 1000.0).collect();
        assert_eq!(secs, [0.0, 0.35, 1.0, 1.8, 2.0, 2.2, 3.5, 4.967]);
        assert_eq!(moments[3].reason, "transition 25 %");
        assert_eq!(moments[7].reason, "last frame");
    }

    #[test]
    fn moments_of_a_short_film_are_not_told_twice() {
        let scene = scene(r#"{ "mg": 1, "scenes": [{ "dur": 0.1, "nodes": [] }] }"#);
        let moments = key_moments(&scene, FrameRate::Fps30);
        assert_eq!(
            moments.iter().map(|moment| moment.reason.as_str()).collect::<Vec<_>>(),
            ["first frame", "scene 1, middle"]
        );
    }

    #[test]
    fn entrances_are_told_once_for_each_frame_with_what_comes() {
        let scene = scene(
            r#"{ "mg": 1, "scenes": [{ "dur": 1, "nodes": [
                { "type": "text", "text": "Harbour", "start": 0.2, "in": { "p": "maskUp" } },
                { "type": "rect", "size": [9, 9], "start": 0.2, "in": { "p": "fade" } } ] },
              { "dur": 2, "nodes": [{ "type": "group", "children": [
                { "type": "text", "text": "Lights", "in": { "p": "fade", "start": 0.5 } } ] }] }] }"#,
        );
        let moments = entrances(&scene, FrameRate::Fps30);
        let told: Vec<(f64, &str)> =
            moments.iter().map(|moment| (moment.time.secs(), moment.reason.as_str())).collect();
        assert_eq!(told, [(0.2, "maskUp Harbour"), (1.5, "fade Lights")]);
    }
}
