//! Scenes that are allowed and cost as much as they can: a frame of each is drawn in bounded time.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::{CancelToken, Format, FrameMaker, OutputSpec, RenderSettings, render};
use pavo_media::{Assets, Font, Picture};
use pavo_scene::{AspectRatio, FrameRate, PixelSize, Resolution, Scene, Time};
use std::time::{Duration, Instant};

/// Far more than setting a scene up and drawing three small frames takes, on any machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

fn scene(text: &str) -> Scene {
    Scene::parse(text)
        .unwrap_or_else(|error| panic!("{}", error.to_string().chars().take(500).collect::<String>()))
        .scene
}

fn with_nodes(nodes: &str) -> Scene {
    scene(&format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 2, "nodes": [{nodes}] }}] }}"#))
}

fn repeated(item: &str, count: usize) -> String {
    vec![item; count].join(",")
}

fn assert_drawn_in_time(scene: &Scene, assets: &Assets) {
    let begin = Instant::now();
    let size = PixelSize::of(AspectRatio::Wide, Resolution::P360);
    let maker = FrameMaker::new(scene, AspectRatio::Wide, size, assets);
    let mut painter = maker.painter().expect("a small frame");
    for secs in [0.0, 0.3, 1.0] {
        let list = maker.display_list_at(Time::from_secs(secs));
        let _ = (list.digest(), maker.draw(&list, &mut painter).pixels.len());
        let took = begin.elapsed();
        assert!(took < PATIENCE, "took {took:?} until {secs} s");
    }
}

#[test]
fn tiny_dashes_on_long_lines_are_drawn() {
    let line = r#"{"type":"line","from":[-100000,-500],"to":[100000,500],"stroke":{"width":4,"cap":"round","dash":[0.5,0.5]}}"#;
    assert_drawn_in_time(&with_nodes(&repeated(line, 200)), &Assets::default());
    let scaled = r#"{"type":"ellipse","size":100000,"scale":100,"stroke":{"width":1,"dash":[0.5]}}"#;
    assert_drawn_in_time(&with_nodes(&repeated(scaled, 100)), &Assets::default());
    let words = format!(
        r#"{{"type":"text","text":"{}","stroke":{{"width":1,"dash":[0.5]}},"font":{{"size":2000}},"fit":"none"}}"#,
        "mm ".repeat(600)
    );
    assert_drawn_in_time(&with_nodes(&words), &fonts::bundled());
}

#[test]
fn extreme_scales_within_each_other_are_drawn() {
    for factor in ["100", "0.00001", "0"] {
        for inner in [
            r#"{"type":"rect","size":[100,100],"radius":20,"stroke":{"width":3,"dash":[5]},"fx":[{"fx":"shadow"}]}"#,
            r#"{"type":"text","text":"Quay","in":{"p":"rise","by":"char"}}"#,
            r#"{"type":"rect","size":[100,100],"fill":{"kind":"radial","stops":[[0,"red"],[1,"blue"]]},"keys":{"rotate":[[0,0],[1,36000]]}}"#,
        ] {
            let deep = (0..30).fold(inner.to_owned(), |inner, _| {
                format!(r#"{{"type":"group","scale":{factor},"rotate":1,"opacity":0.9,"children":[{inner}]}}"#)
            });
            assert_drawn_in_time(&with_nodes(&deep), &fonts::bundled());
        }
    }
}

#[test]
fn far_keys_and_wild_formulas_are_drawn() {
    let keys = r#"{"x":[[0,-1000000],[1,1000000]],"y":{"expr":"1e300 * 1e300 * t"},"scale":{"expr":"1 / (t - t)"},"rotate":{"expr":"sqrt(0 - 1)"},"opacity":{"expr":"0 / 0"}}"#;
    for node in [
        format!(r#"{{"type":"rect","size":[100,100],"keys":{keys}}}"#),
        format!(r#"{{"type":"text","text":"Quay","keys":{keys}}}"#),
        format!(r#"{{"type":"group","keys":{keys},"clip":true,"children":[{{"type":"ellipse","size":50,"fx":[{{"fx":"glow"}}]}}]}}"#),
        r#"{"type":"number","to":1,"format":"0,0.00","keys":{"value":{"expr":"1e300 * 1e300"}}}"#.to_owned(),
        r#"{"type":"line","from":[0,0],"to":[100,0],"stroke":{"width":4,"dash":[4]},"keys":{"dashOffset":{"expr":"1e300"},"trimStart":{"expr":"1e300"},"strokeWidth":{"expr":"1e300"},"trimOffset":{"expr":"0-1e300"}}}"#.to_owned(),
        r#"{"type":"arc","keys":{"begin":{"expr":"1e300"},"sweep":{"expr":"1e300"},"inner":{"expr":"1e300"},"w":{"expr":"1e300"},"h":{"expr":"1e300"}}}"#.to_owned(),
        r#"{"type":"arrow","from":[0,0],"to":[100,0],"keys":{"bend":{"expr":"1e300"}}}"#.to_owned(),
        r#"{"type":"blob","keys":{"phase":{"expr":"1e300"}}}"#.to_owned(),
        r#"{"type":"star","keys":{"inner":{"expr":"0-1e300"},"radius":{"expr":"1e300"},"blur":{"expr":"1e300"},"skewX":{"expr":"1e300"}}}"#.to_owned(),
        r#"{"type":"text","text":"Quay","keys":{"tracking":{"expr":"1e300"}}}"#.to_owned(),
        r#"{"type":"path","d":"M0 0L9 9L0 9Z","morph":["M0 0L9 0L0 9Z"],"keys":{"morph":{"expr":"1e300"},"along":{"d":"M0 0L9 9","at":{"expr":"1e300"}}}}"#.to_owned(),
    ] {
        assert_drawn_in_time(&with_nodes(&node), &fonts::bundled());
    }
}

#[test]
fn things_without_any_size_are_drawn() {
    for node in [
        r#"{"type":"rect","size":[0,0],"radius":5,"fill":{"kind":"linear","stops":[[0,"red"],[1,"blue"]]},"stroke":{"width":3,"dash":[1]},"fx":[{"fx":"blur"}]}"#,
        r#"{"type":"ellipse","size":[0,100],"fill":{"kind":"conic","stops":[[0,"red"],[1,"blue"]]},"in":{"p":"drawOn"}}"#,
        r#"{"type":"line","from":[5,5],"to":[5,5],"stroke":{"width":9,"cap":"round","dash":[1,1]},"in":{"p":"drawOn"}}"#,
        r#"{"type":"arrow","from":[5,5],"to":[5,5],"bend":2}"#,
        r#"{"type":"path","d":"M0 0L0 0Z","size":[100,100],"in":{"p":"drawOn"}}"#,
        r#"{"type":"path","d":"M0 0M1 1M2 2","stroke":{"dash":[1]}}"#,
        r#"{"type":"star","size":0,"radius":50}"#,
        r#"{"type":"blob","size":0}"#,
        r#"{"type":"group","size":[0,0],"clip":true,"children":[{"type":"rect"},{"type":"text","text":"Quay"}]}"#,
        r#"{"type":"stack","children":[]}"#,
        r#"{"type":"text","text":""}"#,
        r#"{"type":"text","text":"\n\n\n \u0000\u200b\ufeff","in":{"p":"typewriter","caret":{}}}"#,
        r#"{"type":"text","text":"Quay","maxW":0}"#,
        r#"{"type":"text","text":"Quay","maxW":1,"in":{"p":"maskUp"}}"#,
        r#"{"type":"rect","scale":0,"rotate":45,"fx":[{"fx":"shadow"}]}"#,
        r#"{"type":"rect","mask":{"size":0,"feather":400},"size":0}"#,
    ] {
        assert_drawn_in_time(&with_nodes(node), &fonts::bundled());
    }
}

#[test]
fn as_many_effects_as_there_may_be_are_drawn() {
    let blurs = repeated(r#"{"fx":"blur","radius":400}"#, 8);
    let mut deep = r#"{"type":"rect","size":[900,900]}"#.to_owned();
    for _ in 0..30 {
        deep = format!(r#"{{"type":"group","fx":[{blurs}],"opacity":0.9,"children":[{deep}]}}"#);
    }
    assert_drawn_in_time(&with_nodes(&deep), &Assets::default());
    let node = r#"{"type":"rect","fx":[{"fx":"blur","radius":400}],"keys":{"rotate":[[0,0],[1,360]]}}"#;
    assert_drawn_in_time(&with_nodes(&repeated(node, 490)), &Assets::default());
}

#[test]
fn as_many_nodes_as_there_may_be_are_drawn() {
    let gradient = r#"{"kind":"radial","stops":[[0,"red"],[1,"blue"]]}"#;
    let node = format!(r#"{{"type":"rect","opacity":0.5,"fill":{gradient},"keys":{{"x":[[0,0],[1,500]]}}}}"#);
    assert_drawn_in_time(&with_nodes(&repeated(&node, 1_900)), &Assets::default());
    let groups = r#"{"type":"group","opacity":0.5,"children":[{"type":"rect"},{"type":"ellipse"}]}"#;
    assert_drawn_in_time(&with_nodes(&repeated(groups, 600)), &Assets::default());
}

#[test]
fn as_many_letters_and_segments_as_there_may_be_are_drawn() {
    let text = format!(
        r#"{{"type":"text","text":"{}","in":{{"p":"rise","by":"char","dur":2}},"font":{{"size":60}}}}"#,
        "mixed words ".repeat(160)
    );
    assert_drawn_in_time(&with_nodes(&repeated(&text, 20)), &fonts::bundled());
    let long = format!(r#"{{"type":"text","text":"{}","font":{{"size":60}}}}"#, "m".repeat(1_999));
    assert_drawn_in_time(&with_nodes(&repeated(&long, 20)), &fonts::bundled());
    let curves = "c100 300 -300 100 2 -1".repeat(15_000);
    let path = format!(
        r#"{{"type":"path","d":"M0 0{curves}","size":[1800,1000],"stroke":{{"width":40,"join":"round","dash":[2]}},"in":{{"p":"drawOn","dur":2}}}}"#
    );
    assert_drawn_in_time(&with_nodes(&repeated(&path, 6)), &Assets::default());
}

#[test]
fn everything_that_moves_is_blurred_in_time() {
    let node = r#"{"type":"ellipse","size":900,"fx":[{"fx":"glow","radius":400}],"keys":{"x":[[0,-9000],[1,9000]]}}"#;
    let text = format!(
        r#"{{ "mg": 1, "canvas": {{ "motionBlur": {{ "shutter": 720 }} }}, "scenes": [{{ "dur": 2, "camera": {{ "move": "whip" }}, "nodes": [{}] }}] }}"#,
        repeated(node, 400)
    );
    assert_drawn_in_time(&scene(&text), &Assets::default());
}

#[test]
fn broken_fonts_and_giant_pictures_are_survived() {
    let film = scene(
        r#"{ "mg": 1, "assets": { "giant": { "type": "image", "src": "giant.png" } }, "scenes": [{ "dur": 2, "nodes": [
            { "type": "image", "src": "giant", "size": [100000, 1] }, { "type": "image", "src": "giant", "fit": "contain", "scale": 100 },
            { "type": "rect", "fill": { "kind": "image", "src": "giant", "fit": "tile" } }, { "type": "text", "text": "Quay مساء 東京 🌙" } ] }] }"#,
    );
    let (_, inter) = fonts::bundled().fonts().next().map(|(id, font)| (id, font.clone())).expect("a font");
    let whole = inter.data().data.as_ref().to_vec();
    for length in [0, 1, 12, 200, 5_000, whole.len() / 2] {
        let mut assets = Assets::default();
        assets.add_font(Font::from_bytes("Inter", 400, false, whole[..length].to_vec()));
        assets.add_picture("giant", Picture { width: 16_384, height: 1, pixels: vec![200; 4 * 16_384] });
        assert_drawn_in_time(&film, &assets);
    }
    assert_drawn_in_time(&film, &Assets::default());
}

#[test]
fn whole_film_of_everything_at_once_is_made() {
    let nodes = [
        r#"{"type":"line","from":[-100000,0],"to":[100000,9],"stroke":{"dash":[0.5]}}"#,
        r#"{"type":"rect","scale":100,"fx":[{"fx":"blur","radius":400},{"fx":"grain"}],"blend":"luminosity"}"#,
        r#"{"type":"group","scale":0,"children":[{"type":"text","text":"Quay"}]}"#,
        r#"{"type":"text","text":"Quay","keys":{"scale":{"expr":"1e300 * t"}}}"#,
    ];
    let film = scene(&format!(
        r#"{{ "mg": 1, "canvas": {{ "motionBlur": {{}} }}, "scenes": [{{ "dur": 0.2, "nodes": [{0}] }}, {{ "dur": 0.2, "transition": {{ "p": "whip" }}, "nodes": [{0}] }}] }}"#,
        nodes.join(",")
    ));
    let folder = tempfile::tempdir().expect("a folder");
    let output = OutputSpec {
        format: Format::Mp4,
        aspect: AspectRatio::Tall,
        frame_rate: FrameRate::Fps24,
        resolution: Resolution::P360,
    };
    let begin = Instant::now();
    let path = folder.path().join("film.mp4");
    let report =
        render(&film, &fonts::bundled(), &output, &path, &RenderSettings::default(), &(), &CancelToken::default());
    assert_eq!(report.expect("a film").frames_total, 10);
    assert!(begin.elapsed() < PATIENCE);
}
