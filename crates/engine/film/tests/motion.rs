//! Transitions, the camera and motion blur, in pixels.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::FrameMaker;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, PixelSize, Scene, Time};

const SIZE: PixelSize = PixelSize { width: 320, height: 180 };

fn scene(text: &str) -> Scene {
    Scene::parse(text).expect("a valid scene").scene
}

fn frame(maker: &FrameMaker<'_>, secs: f64) -> Vec<u8> {
    let mut painter = maker.painter().expect("a small frame");
    maker.draw(&maker.display_list_at(Time::from_secs(secs)), &mut painter);
    painter.into_pixels()
}

/// A square that crosses the frame, and words that stand.
fn slam(motion_blur: &str, node: &str) -> Scene {
    scene(&format!(
        r##"{{ "mg": 1, "canvas": {{ {motion_blur} }},
          "theme": {{ "colors": {{ "bg": "#000000", "text": "#FFFFFF" }} }},
          "scenes": [{{ "dur": 1, "nodes": [
            {{ "type": "text", "text": "Still", "pos": "top", "font": {{ "size": 90 }} }},
            {{ "type": "rect", "size": [200, 200], "fill": "#FFFFFF"{node},
               "keys": {{ "x": [[0.2, -700], [0.6, 700, "linear"]] }} }}
          ] }}] }}"##
    ))
}

#[test]
fn middle_of_a_crossfade_is_the_mean_of_both_scenes() {
    let scene = scene(
        r##"{ "mg": 1, "scenes": [{ "dur": 1, "bg": "#204060" },
             { "dur": 1, "bg": "#A08040", "transition": { "p": "crossfade", "dur": 0.6 } }] }"##,
    );
    let assets = Assets::default();
    let maker = FrameMaker::new(&scene, AspectRatio::Wide, SIZE, &assets);
    let pixels = frame(&maker, 1.0);
    for (channel, expected) in [0x60_u8, 0x60, 0x50].into_iter().enumerate() {
        assert!(pixels[channel].abs_diff(expected) <= 1, "{:?}", &pixels[..4]);
    }
}

#[test]
fn transition_begins_and_ends_in_its_frames() {
    let scene = scene(
        r##"{ "mg": 1, "scenes": [{ "dur": 1, "bg": "#204060" },
             { "dur": 1, "bg": "#A08040", "transition": { "p": "wipe", "dur": 0.2 } }] }"##,
    );
    let assets = Assets::default();
    let maker = FrameMaker::new(&scene, AspectRatio::Wide, SIZE, &assets);
    let is_plain = |frame_index: u32| {
        let pixels = frame(&maker, f64::from(frame_index) / 30.0);
        pixels.chunks_exact(4).all(|pixel| pixel == &pixels[..4])
    };
    let mixed: Vec<u32> = (20..40).filter(|index| !is_plain(*index)).collect();
    // From 0.9 s to 1.1 s; in the first of these frames nothing is open yet.
    assert_eq!(mixed, [28, 29, 30, 31, 32]);
    assert_eq!(scene.duration(), Time::from_secs(2.0));
}

#[test]
fn slow_pan_moves_by_even_steps() {
    let scene = scene(
        r##"{ "mg": 1, "scenes": [{ "dur": 8, "bg": "#000000", "camera": { "move": "pan", "amount": 0.06 },
             "nodes": [{ "type": "rect", "size": [300, 300], "fill": "#FFFFFF" }] }] }"##,
    );
    let assets = Assets::default();
    let maker = FrameMaker::new(&scene, AspectRatio::Wide, SIZE, &assets);
    let centroid = |frame_index: u32| {
        let pixels = frame(&maker, 3.0 + f64::from(frame_index) / 30.0);
        let (mut light, mut moment) = (0.0, 0.0);
        for (index, pixel) in (0_u32..).zip(pixels.chunks_exact(4)) {
            light += f64::from(pixel[0]);
            moment += f64::from(pixel[0]) * f64::from(index % SIZE.width);
        }
        moment / light
    };
    let places: Vec<f64> = (0..20).map(centroid).collect();
    let steps: Vec<f64> = places.windows(2).map(|pair| pair[0] - pair[1]).collect();
    let (least, most) = (steps.iter().copied().fold(f64::MAX, f64::min), steps.iter().copied().fold(0.0, f64::max));
    assert!(least > 0.0 && most - least < 0.02, "{steps:?}");
}

#[test]
fn what_moves_fast_is_spread_over_its_way() {
    let assets = fonts::bundled();
    let lit = |scene: &Scene| {
        let maker = FrameMaker::new(scene, AspectRatio::Wide, SIZE, &assets);
        let pixels = frame(&maker, 0.4);
        let row: Vec<u8> = pixels.chunks_exact(4).skip(90 * 320).take(320).map(|pixel| pixel[0]).collect();
        let sum = row.iter().map(|level| f64::from(*level) / 255.0).sum::<f64>();
        (sum, row.iter().filter(|level| **level > 0).count())
    };
    let (sharp, blurred) = (lit(&slam("", "")), lit(&slam(r#""motionBlur": {}"#, "")));
    // 1400 units in 0.4 s are 19.4 px a frame, half of which the shutter is open.
    assert!((33..=34).contains(&sharp.1), "{sharp:?}");
    assert!((40..=46).contains(&blurred.1), "{blurred:?}");
    assert!((sharp.0 - blurred.0).abs() < 0.5, "it covers as much as before: {sharp:?} {blurred:?}");
    assert_eq!(lit(&slam(r#""motionBlur": {}"#, r#", "motionBlur": false"#)), sharp);
}

#[test]
fn what_stands_and_what_moves_slowly_is_not_touched() {
    let assets = fonts::bundled();
    let (plain, exposed) = (slam("", ""), slam(r#""motionBlur": { "shutter": 360 }"#, ""));
    let list = |scene: &Scene, secs: f64| {
        FrameMaker::new(scene, AspectRatio::Wide, SIZE, &assets).display_list_at(Time::from_secs(secs)).to_string()
    };
    assert_eq!(list(&plain, 0.9), list(&exposed, 0.9));
    assert!(list(&exposed, 0.4).contains("moving"));
    // The words stand: they are drawn as ever.
    let words =
        |text: &str| text.lines().filter(|line| line.starts_with("glyphs")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&list(&plain, 0.4)), words(&list(&exposed, 0.4)));
}

#[test]
fn jump_is_no_move() {
    let jump = scene(
        r##"{ "mg": 1, "canvas": { "motionBlur": {} }, "scenes": [{ "dur": 1, "nodes": [
             { "type": "rect", "size": [200, 200], "fill": "#FFFFFF",
               "keys": { "x": [[0, -700], [0.4, 700, "hold"]] } }] }] }"##,
    );
    let assets = Assets::default();
    let maker = FrameMaker::new(&jump, AspectRatio::Wide, SIZE, &assets);
    for frame_index in 0..30 {
        let list = maker.display_list_at(Time::from_secs(f64::from(frame_index) / 30.0)).to_string();
        assert!(!list.contains("moving"), "{list}");
    }
}

#[test]
fn longer_frames_are_exposed_for_longer() {
    let scene = slam(r#""motionBlur": {}"#, "");
    let assets = fonts::bundled();
    let samples = |fps: u32| {
        let maker = FrameMaker::new(&scene, AspectRatio::Wide, PixelSize { width: 1920, height: 1080 }, &assets);
        let list = maker.at_rate(fps).display_list_at(Time::from_secs(0.4)).to_string();
        list.lines().find(|line| line.contains("moving")).map(str::to_owned).expect("something moves")
    };
    assert_eq!([samples(60), samples(24)], ["moving 16 samples", "moving 32 samples"]);
}

#[test]
fn frames_are_the_same_in_any_order() {
    let film = scene(
        r##"{ "mg": 1, "canvas": { "motionBlur": {} }, "scenes": [
             { "dur": 0.5, "bg": { "kind": "linear", "stops": [[0, "#0A1024"], [1, "#18304F"]] },
               "camera": { "move": "push", "shake": { "start": 0.1, "amp": 40 } },
               "nodes": [{ "type": "rect", "size": [400, 200], "fill": "#FF6B4A", "fx": [{ "fx": "shadow" }],
                           "in": { "p": "slide", "dur": 0.2 } }] },
             { "dur": 0.5, "bg": "#F2EBDD", "transition": { "p": "push", "dur": 0.4 },
               "nodes": [{ "type": "ellipse", "size": 300,
                           "fill": { "kind": "radial", "stops": [[0, "#3355FF"], [1, "#3355FF00"]] },
                           "keys": { "x": [[0, -600], [0.4, 600, "settle"]] } }] }] }"##,
    );
    let assets = Assets::default();
    let maker = FrameMaker::new(&film, AspectRatio::Wide, SIZE, &assets);
    let mut painter = maker.painter().expect("a small frame");
    // Every step is coprime to the number of frames, so that each is drawn once.
    for step in [1_u32, 7, 17] {
        for at in 0..30 {
            let secs = f64::from(at * step % 30) / 30.0;
            let drawn = maker.draw(&maker.display_list_at(Time::from_secs(secs)), &mut painter).pixels.to_vec();
            assert!(drawn == frame(&maker, secs), "the frame at {secs} s");
        }
    }
}
