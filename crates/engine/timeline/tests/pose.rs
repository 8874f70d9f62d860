//! What scenes show at their moments, as numbers.

use pavo_scene::{AspectRatio, Scene, Time};
use pavo_timeline::{NodePose, Palette, Pose, pose_at};

fn scene(nodes: &str) -> Scene {
    let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 4, "nodes": [{nodes}] }}] }}"#);
    Scene::parse(&text).unwrap_or_else(|error| panic!("{error}")).scene.at_aspect(AspectRatio::Wide)
}

fn pose(scene: &Scene, secs: f64) -> Pose {
    pose_at(scene, &Palette::of(scene.theme.as_ref()), AspectRatio::Wide.design_size(), Time::from_secs(secs))
}

/// The only node at a moment, if it is there.
fn node(scene: &Scene, secs: f64) -> Option<NodePose> {
    pose(scene, secs).shot.nodes.into_iter().next()
}

fn opacity(scene: &Scene, secs: f64) -> f64 {
    node(scene, secs).map_or(0.0, |node| node.piece.opacity * node.values.opacity)
}

/// Moments are a millionth of a second late, so that frames belong to what begins with them.
fn assert_near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-4, "{what}: {found} for {expected}");
}

#[test]
fn node_is_there_from_its_start_to_before_its_end() {
    let scene = scene(r#"{ "type": "rect", "start": 1, "end": 3 }"#);
    let there: Vec<bool> = [0.0, 0.999, 1.0, 2.999, 3.0, 4.0].iter().map(|at| node(&scene, *at).is_some()).collect();
    assert_eq!(there, [false, false, true, true, false, false]);
}

#[test]
fn frames_of_every_rate_fall_on_the_right_side_of_a_beat() {
    let scene = scene(r#"{ "type": "rect", "start": 0.7, "end": 2.3 }"#);
    for &rate in pavo_scene::FrameRate::ALL {
        for index in 0..rate.frames_in(scene.duration()) {
            // In whole numbers: frame k is at k / fps, the beat from 7/10 to 23/10.
            let expected = index * 10 >= rate.fps() * 7 && index * 10 < rate.fps() * 23;
            assert_eq!(node(&scene, rate.time_of(index).secs()).is_some(), expected, "{rate} fps, frame {index}");
        }
    }
}

#[test]
fn node_without_an_end_is_there_in_the_last_frame() {
    let scene = scene(r#"{ "type": "rect" }"#);
    assert!(node(&scene, 4.0).is_some());
}

#[test]
fn exit_ends_with_the_node_unless_it_says_when_it_begins() {
    let by_node = scene(r#"{ "type": "rect", "end": 3, "out": { "p": "fade", "dur": 1 } }"#);
    let by_itself = scene(r#"{ "type": "rect", "out": { "p": "fade", "start": 2, "dur": 1 } }"#);
    for scene in [by_node, by_itself] {
        assert_near(opacity(&scene, 2.0), 1.0, "before");
        assert_near(opacity(&scene, 2.5), 0.5, "halfway");
        assert!(node(&scene, 3.0).is_none());
    }
}

#[test]
fn entrance_begins_away_and_ends_at_rest() {
    for preset in pavo_scene::EntrancePreset::WORDS {
        let other = r#"{ "type": "ellipse", "id": "other" }"#;
        let scene = scene(&format!(
            r#"{{ "type": "rect", "start": 1, "in": {{ "p": "{preset}", "from": "other", "dur": 1 }} }}, {other}"#
        ));
        let rest = node(&scene, 2.5).expect("there").piece;
        assert_eq!(rest.opacity, 1.0, "{preset}");
        assert_eq!((rest.scale, rest.shift_em, rest.drawn), ([1.0; 2], [0.0; 2], 1.0), "{preset}");
        assert!(rest.reveal.is_none_or(|(_, share)| share == 1.0), "{preset}");
        if *preset != "cut" {
            let begin = node(&scene, 1.0).expect("there").piece;
            assert_ne!(begin, rest, "{preset}");
        }
    }
}

#[test]
fn moving_entrance_is_opaque_before_it_rests() {
    let scene = scene(r#"{ "type": "rect", "in": { "p": "rise", "dur": 1 } }"#);
    assert_near(opacity(&scene, 0.4), 1.0, "after 40 %");
    assert!(node(&scene, 0.4).expect("there").piece.shift_em[1] > 0.0);
}

#[test]
fn overshooting_curve_never_lifts_opacity_above_one() {
    let scene = scene(r#"{ "type": "rect", "in": { "p": "fade", "dur": 1, "ease": "easeOutElastic" } }"#);
    for step in 0..=100 {
        let opacity = opacity(&scene, f64::from(step) * 0.01);
        assert!((0.0..=1.0).contains(&opacity), "{opacity}");
    }
}

#[test]
fn number_counts_up_only_and_lands_exactly() {
    let scene = scene(
        r#"{ "type": "number", "from": 0, "to": 2400, "count": { "start": 0.5, "dur": 2, "ease": "easeOutBack" } }"#,
    );
    let shown = |secs| node(&scene, secs).and_then(|node| node.values.number).expect("a number");
    assert_eq!([shown(0.0), shown(0.499), shown(2.5), shown(4.0)], [0.0, 0.0, 2400.0, 2400.0]);
    for step in 0..400 {
        let (now, next) = (shown(f64::from(step) * 0.01), shown(f64::from(step + 1) * 0.01));
        assert!(now <= 2400.0 && next >= now.min(2399.0), "{now} {next}");
    }
}

#[test]
fn count_up_is_as_long_as_its_entrance_says() {
    let scene = scene(r#"{ "type": "number", "to": 80, "in": { "p": "countUp", "start": 1, "dur": 1.5 } }"#);
    let shown = |secs| node(&scene, secs).and_then(|node| node.values.number).expect("a number");
    assert_eq!([shown(1.0).round(), shown(2.5)], [0.0, 80.0]);
    assert!(shown(2.4) < 80.0);
}

#[test]
fn keys_have_their_values_at_their_times_whatever_the_curve() {
    for ease in ["linear", "settle", "spring(.5,.6)", "steps(3)", "cubic-bezier(.2,0,0,1)", "easeInOutElastic"] {
        let scene = scene(&format!(
            r#"{{ "type": "rect", "keys": {{ "x": [[0.5, -100], [1.5, 300, "{ease}"], [3, 50, "{ease}"]] }} }}"#
        ));
        let x = |secs| node(&scene, secs).and_then(|node| node.values.x).expect("keyed");
        for (at, expected) in [(0.0, -100.0), (0.5, -100.0), (1.5, 300.0), (3.0, 50.0), (4.0, 50.0)] {
            assert!((x(at) - expected).abs() < 0.1, "{ease} at {at}: {}", x(at));
        }
    }
}

#[test]
fn caret_blinks_from_the_beginning_of_the_typing() {
    let scene = scene(
        r##"{ "type": "text", "text": "abc", "start": 1,
              "in": { "p": "typewriter", "caret": { "on": 0.5, "off": 0.25, "until": 3 } } }"##,
    );
    let lit = |secs| node(&scene, secs).and_then(|node| node.caret).map(|caret| caret.lit);
    assert_eq!(
        [lit(1.0), lit(1.4), lit(1.5), lit(1.74), lit(1.75)],
        [Some(true), Some(true), Some(false), Some(false), Some(true)]
    );
    assert_eq!([lit(0.9), lit(3.0)], [None, None]);
}

#[test]
fn underline_is_drawn_in_its_time_and_stays() {
    let scene = scene(
        r##"{ "type": "text", "text": "a b", "emph": { "p": "underline", "target": "b", "start": 1, "dur": 0.4, "ease": "linear", "color": "#06B6D4" } }"##,
    );
    let drawn = |secs| node(&scene, secs).and_then(|node| node.marks.first().map(|mark| mark.drawn));
    assert_eq!(drawn(0.99), None);
    assert_near(drawn(1.2).expect("begun"), 0.5, "halfway");
    assert_eq!((drawn(1.4), drawn(4.0)), (Some(1.0), Some(1.0)));
}

#[test]
fn scenes_follow_each_other_and_overlays_stay() {
    let text = r#"{ "mg": 1,
        "scenes": [{ "dur": 1, "nodes": [{ "type": "rect" }] }, { "dur": 2, "nodes": [{ "type": "rect", "start": 0.5 }] }],
        "overlays": [{ "type": "rect", "start": 0.5, "end": 2.5 }] }"#;
    let scene = Scene::parse(text).expect("valid").scene;
    let at = |secs| {
        let pose = pose(&scene, secs);
        (pose.shot.shot_index, pose.shot.nodes.len(), pose.overlays.len())
    };
    assert_eq!(
        [at(0.0), at(0.999), at(1.0), at(1.5), at(2.5)],
        [(0, 1, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1), (1, 1, 0)]
    );
}

#[test]
fn camera_pushes_without_coming_to_a_stop() {
    let text = r#"{ "mg": 1, "scenes": [{ "dur": 4, "camera": { "move": "push", "amount": 0.05 } }] }"#;
    let scene = Scene::parse(text).expect("valid").scene;
    let zooms: Vec<f64> = (0..=40).map(|step| pose(&scene, f64::from(step) * 0.1).shot.camera.zoom).collect();
    assert!((zooms[0] - 1.0).abs() < 1e-6 && zooms[40] <= 1.05);
    assert!(zooms.windows(2).skip(1).all(|pair| pair[1] - pair[0] > 1e-5), "{zooms:?}");
}

#[test]
fn transition_lies_on_both_sides_of_its_cut() {
    let text = r#"{ "mg": 1, "scenes": [
        { "dur": 1, "nodes": [{ "type": "rect" }] },
        { "dur": 2, "transition": { "p": "crossfade", "dur": 0.4, "ease": "linear" }, "nodes": [{ "type": "rect", "start": 0.1 }] }
    ] }"#;
    let scene = Scene::parse(text).expect("valid").scene;
    let at = |secs: f64| {
        let pose = pose(&scene, secs);
        let next = pose.next.map(|(next, moment)| (next.shot_index, next.nodes.len(), (moment.eased * 100.0).round()));
        (pose.shot.shot_index, next)
    };
    assert_eq!(at(0.79), (0, None));
    assert_eq!(at(0.8), (0, Some((1, 0, 0.0))));
    assert_eq!(at(0.9), (0, Some((1, 0, 25.0))));
    assert_eq!(at(1.0), (0, Some((1, 0, 50.0))));
    assert_eq!(at(1.15), (0, Some((1, 1, 88.0))));
    assert_eq!(at(1.2), (1, None));
}

#[test]
fn transition_is_no_longer_than_the_shorter_scene() {
    let text = r#"{ "mg": 1, "scenes": [{ "dur": 0.2 }, { "dur": 2, "transition": { "p": "push", "dur": 1 } }] }"#;
    let parsed = Scene::parse(text).expect("valid");
    assert_eq!(parsed.scene.transition_length(1).secs(), 0.2);
    assert!(parsed.warnings[0].to_string().contains("/scenes/1/transition/dur"), "{:?}", parsed.warnings);
    assert_eq!(parsed.scene.transition_length(0), Time::ZERO);
}

#[test]
fn loop_leads_from_its_last_scene_into_its_first_and_all_in_it_comes_round() {
    let loops = ["spin", "float", "drift", "breathe", "pulse", "sway"];
    let nodes: Vec<String> =
        loops.iter().map(|preset| format!(r#"{{ "type": "rect", "loop": {{ "p": "{preset}" }} }}"#)).collect();
    let text = format!(
        r#"{{ "mg": 1, "canvas": {{ "loop": true }}, "scenes": [
            {{ "dur": 5, "nodes": [{}], "camera": {{ "move": "drift" }}, "transition": {{ "p": "crossfade", "dur": 1 }} }}
        ] }}"#,
        nodes.join(",")
    );
    let parsed = Scene::parse(&text).expect("valid");
    assert_eq!(parsed.warnings, []);
    let at = |secs: f64| pose(&parsed.scene, secs);
    let (first, last) = (at(0.0), at(5.0 - 1e-6));
    for shown in [&first, &last] {
        let (_, moment) = shown.next.as_ref().expect("half of the transition is over at the film's end");
        assert_near(moment.progress, 0.5, "progress");
        assert_near(shown.shot.shot_time.secs(), 5.0, "what goes is at its end");
    }
    for (preset, (first, last)) in loops.iter().zip(first.shot.nodes.iter().zip(&last.shot.nodes)) {
        assert_near(first.piece.shift_units[0], last.piece.shift_units[0], preset);
        assert_near(first.piece.scale[0], last.piece.scale[0], preset);
        assert_near(first.piece.rotate.cos(), last.piece.rotate.cos(), preset);
    }
    let (next, _) = at(4.9).next.expect("it is there");
    assert_eq!(next.nodes.len(), loops.len());
    for axis in 0..2 {
        assert_near(first.shot.camera.shift[axis], last.shot.camera.shift[axis], "camera");
    }
    assert!(at(2.5).next.is_none());
}
