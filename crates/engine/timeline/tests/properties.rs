//! What holds for any track and any loop.

use pavo_scene::{AspectRatio, Ease, EaseName, LoopPreset, Scene, Time, Track, TrackEnd};
use pavo_timeline::{NodePose, Palette, number_at, pose_at};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

fn ease() -> impl Strategy<Value = Ease> {
    prop_oneof![
        proptest::sample::select(EaseName::ALL).prop_map(Ease::Named),
        [0.0..=1.0, -2.0..=3.0, 0.0..=1.0, -2.0..=3.0].prop_map(Ease::CubicBezier),
        (1_u32..=20).prop_map(Ease::Steps),
        (0.05..=10.0, 0.05..=5.0)
            .prop_map(|(response_secs, damping_ratio)| Ease::Spring { response_secs, damping_ratio }),
    ]
}

/// A track and the times of its keys.
fn track() -> impl Strategy<Value = Track<f64>> {
    vec((0.001..5.0_f64, -1e6..1e6_f64, of(ease())), 1..8).prop_map(|keys| {
        let mut at = 0.0;
        let mut later = |wait: f64| {
            at += wait;
            at
        };
        Track::of(keys.into_iter().map(|(wait, value, ease)| (later(wait), value, ease)).collect::<Vec<_>>())
    })
}

fn value(track: &Track<f64>, secs: f64) -> f64 {
    number_at(track, Time::from_secs(secs)).expect("it has keys")
}

/// The only node of a scene, with a loop.
fn looping(preset: LoopPreset, period: f64, phase: f64, secs: f64) -> NodePose {
    let text = format!(
        r#"{{ "mg": 1, "scenes": [{{ "dur": 100, "nodes": [
            {{ "type": "rect", "loop": {{ "p": "{preset}", "period": {period}, "phase": {phase} }} }}] }}] }}"#
    );
    let scene = Scene::parse(&text).expect("a valid scene").scene;
    let pose = pose_at(&scene, &Palette::of(None), AspectRatio::Wide.design_size(), Time::from_secs(secs));
    pose.shot.nodes.into_iter().next().expect("it is there")
}

proptest! {
    #[test]
    fn value_at_the_time_of_a_key_is_that_of_the_key(track in track()) {
        for key in &track.keys {
            prop_assert_eq!(value(&track, key.time.secs()), key.value);
        }
    }

    #[test]
    fn track_is_constant_before_its_first_key_and_after_its_last(track in track(), far in 0.0..100.0_f64) {
        let (first, last) = (&track.keys[0], &track.keys[track.keys.len() - 1]);
        prop_assert_eq!(value(&track, first.time.secs() - far), first.value);
        prop_assert_eq!(value(&track, last.time.secs() + far), last.value);
    }

    #[test]
    fn track_is_finite_everywhere(track in track(), after in of(proptest::sample::select(TrackEnd::ALL)), secs in -10.0..150.0_f64) {
        let track = Track { after, ..track };
        prop_assert!(value(&track, secs).is_finite());
    }

    #[test]
    fn track_that_cycles_is_the_same_a_round_later(track in track(), share in 0.0..1.0_f64, rounds in 1_u8..9) {
        let track = Track { after: Some(TrackEnd::Cycle), ..track };
        let (first, last) = (track.keys[0].time.secs(), track.keys[track.keys.len() - 1].time.secs());
        let round = last - first;
        prop_assume!(round > 0.0);
        let at = first + (0.001 + 0.998 * share) * round;
        let (now, later) = (value(&track, at), value(&track, at + f64::from(rounds) * round));
        // A moment later by a rounding error may be on the other side of a jump.
        let around = [at - 1e-9, at + 1e-9].map(|at| value(&track, at));
        let (low, high) = (around[0].min(around[1]).min(now), around[0].max(around[1]).max(now));
        let slack = 1e-6 * (1.0 + high.abs().max(low.abs()));
        prop_assert!((low - slack..=high + slack).contains(&later), "{now} and {later}, around {around:?}");
    }

    #[test]
    fn loops_close_after_each_period(
        preset in proptest::sample::select(LoopPreset::ALL),
        period in 0.05..10.0_f64,
        phase in 0.0..1.0_f64,
        secs in 0.0..10.0_f64,
        rounds in 1_u8..9,
    ) {
        let turns = ((secs + 1e-6) / period + phase).fract();
        // At its jumps a rounding error decides.
        prop_assume!([0.0, 0.5, 1.0].iter().all(|jump: &f64| (turns - jump).abs() > 1e-6));
        let (now, later) = (
            looping(preset, period, phase, secs).piece,
            looping(preset, period, phase, secs + f64::from(rounds) * period).piece,
        );
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * (1.0 + a.abs());
        prop_assert!(near(now.shift_units[0], later.shift_units[0]) && near(now.shift_units[1], later.shift_units[1]));
        prop_assert!(near(now.scale[0], later.scale[0]) && near(now.scale[1], later.scale[1]));
        prop_assert!(near(now.rotate, later.rotate), "{} and {}", now.rotate, later.rotate);
        prop_assert_eq!(now.opacity, later.opacity);
    }
}
