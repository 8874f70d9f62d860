#![no_main]
//! Bytes are a picture that is shown.

mod film;

use film::show;
use libfuzzer_sys::fuzz_target;
use pavo_media::{Assets, Picture};
use pavo_scene::{AspectRatio, Scene};

const SCENE: &str = r#"{ "mg": 1, "assets": { "a": { "type": "image", "src": "a.png" } }, "scenes": [{ "dur": 2, "nodes": [
    { "type": "image", "src": "a" }, { "type": "image", "src": "a", "size": [300, 80], "fit": "contain", "rotate": 9 },
    { "type": "rect", "size": 300, "fill": { "kind": "image", "src": "a", "fit": "tile" } }] }] }"#;

fuzz_target!(|data: &[u8]| {
    let Ok(picture) = Picture::decode(data) else { return };
    assert_eq!(picture.pixels.len(), 4 * picture.width as usize * picture.height as usize);
    let mut assets = Assets::default();
    assets.add_picture("a", picture);
    show(&Scene::parse(SCENE).expect("a valid scene").scene, AspectRatio::Wide, &assets, true);
});
