#![no_main]
//! Bytes are a font that a text is set in.

mod film;

use film::{scene_of, show};
use libfuzzer_sys::fuzz_target;
use pavo_media::{Assets, Font};
use pavo_scene::AspectRatio;
use serde_json::json;

fuzz_target!(|data: &[u8]| {
    let mut assets = Assets::default();
    assets.add_font(Font::from_bytes("Inter", 700, false, data.to_vec()));
    let scene = scene_of(json!([
        { "type": "text", "text": "Quay fi\nמפה 🌙", "font": { "weight": 300, "italic": true }, "in": { "p": "rise", "by": "char" } },
        { "type": "number", "to": 1250, "from": 0 },
    ]));
    show(&scene.expect("a valid scene"), AspectRatio::Wide, &assets, true);
});
