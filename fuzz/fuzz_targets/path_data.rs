#![no_main]
//! Path data is filled, stroked, dashed, trimmed, morphed, combined and gone along.

mod film;

use film::{scene_of, show};
use libfuzzer_sys::fuzz_target;
use pavo_media::Assets;
use pavo_scene::AspectRatio;
use serde_json::json;

fuzz_target!(|data: &[u8]| {
    let Ok(data) = std::str::from_utf8(data) else { return };
    let stroke = json!({ "width": 9, "cap": "round", "join": "round", "dash": [20, 7] });
    let nodes = json!([
        { "type": "path", "d": data, "fillRule": "evenodd" },
        { "type": "path", "d": data, "size": [300, 200], "stroke": stroke, "keys": { "trimEnd": [[0, 0], [1, 1]] } },
        { "type": "path", "d": data, "morph": ["M0 0L90 0L40 70Z"], "keys": { "morph": [[0, 0], [1, 1]] } },
        { "type": "rect", "size": 9, "keys": { "along": { "d": data, "at": [[0, 0], [1, 1]], "turn": true } } },
        { "type": "path", "op": "subtract", "of": [{ "type": "rect", "size": 200 }, data] },
        { "type": "rect", "size": 400, "mask": { "shape": "path", "d": data, "feather": 9 } },
    ]);
    // Each by itself: one that is refused does not spare the others.
    for node in nodes.as_array().into_iter().flatten() {
        if let Some(scene) = scene_of(json!([node])) {
            show(&scene, AspectRatio::Wide, &Assets::default(), true);
        }
    }
});
