#![no_main]
//! Short texts with a form of their own: patterns of numbers, times said by others, marked words, colours, easings.

mod film;

use film::{fonts, scene_of, show};
use libfuzzer_sys::fuzz_target;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Scene};
use serde_json::json;
use std::sync::LazyLock;

static FONTS: LazyLock<Assets> = LazyLock::new(fonts);

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let by_char = json!({ "p": "rise", "by": "char" });
    let nodes = [
        json!([{ "type": "number", "from": -1234.5, "to": 9876543.21, "format": text }]),
        json!([
            { "type": "text", "id": "a", "text": "Quay wall", "in": by_char },
            { "type": "rect", "start": text, "keys": { "x": [[text, 0], [2, 9]] } },
        ]),
        json!([{ "type": "text", "text": text, "markup": true, "in": by_char, "emph": { "p": "underline" } }]),
        json!([{ "type": "text", "text": text, "case": "upper", "maxW": 300, "font": { "family": text } }]),
        json!([{ "type": "rect", "fill": text }]),
        json!([{ "type": "rect", "keys": { "x": [[0, 0], [1, 90, text]] } }]),
        json!([{ "type": "rect", "pos": { "x": text }, "size": [text, 90] }]),
    ];
    for nodes in nodes {
        let Some(scene) = scene_of(nodes) else { continue };
        assert_eq!(Scene::parse(&scene.to_json()).expect("what was read can be written and read again").scene, scene);
        show(&scene, AspectRatio::Tall, &FONTS, true);
    }
});
