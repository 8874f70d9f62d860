#![no_main]
//! A document becomes frames at every ratio, and is written as it was read.

mod film;

use film::{fonts, show};
use libfuzzer_sys::fuzz_target;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Scene};
use std::sync::LazyLock;

static FONTS: LazyLock<Assets> = LazyLock::new(fonts);

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let scene = match Scene::parse(text) {
        Ok(parsed) => parsed.scene,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let again = Scene::parse(&scene.to_json()).expect("what was read can be written and read again").scene;
    assert_eq!(again, scene);
    for aspect in AspectRatio::ALL {
        show(&scene, *aspect, &FONTS, *aspect == AspectRatio::Wide);
    }
});
