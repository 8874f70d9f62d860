#![no_main]
//! A formula is read, written, and moves things.

mod film;

use film::{scene_of, show};
use libfuzzer_sys::fuzz_target;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Scene};
use serde_json::json;

fuzz_target!(|data: &[u8]| {
    let Ok(formula) = std::str::from_utf8(data) else { return };
    let track = json!({ "k": [[0.1, 5], [1, 90, "settle"]], "loop": "offset", "expr": formula });
    let keys = json!({ "x": track, "scale": track, "rotate": track, "opacity": track, "w": track, "trimEnd": track, "blur": track });
    let stroke = json!({ "width": 5, "dash": [9, 4] });
    let Some(scene) = scene_of(json!([
        { "type": "rect", "size": 90, "stroke": stroke, "keys": keys },
        { "type": "number", "to": 5, "keys": { "value": track } },
    ])) else {
        return;
    };
    assert_eq!(Scene::parse(&scene.to_json()).expect("what was read can be written and read again").scene, scene);
    show(&scene, AspectRatio::Square, &Assets::default(), true);
});
