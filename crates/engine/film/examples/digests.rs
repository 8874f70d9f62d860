//! Draws every golden case and prints a digest of each frame: `digests [PART OF A NAME]`.
//!
//! `cargo xtask digests` runs it as a debug build, as a release build and in WebAssembly, and compares what they print.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_display_list::Digest;
use pavo_film::FrameMaker;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, PixelSize, Resolution, Scene, Time};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let part = std::env::args().nth(1).unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/cases");
    let mut files: Vec<PathBuf> = entries(&folder).iter().flat_map(|topic| entries(topic)).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let assets = fonts::bundled();
    for file in files {
        let name = file.strip_prefix(&folder).unwrap_or(&file).with_extension("").display().to_string();
        if name.contains(&part) {
            print_digests(&name, &file, &assets);
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a readable folder").path()).collect()
}

fn print_digests(name: &str, file: &Path, assets: &Assets) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{name}: {error}"));
    let case: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let scene = Scene::from_value(&case["scene"]).unwrap_or_else(|error| panic!("{name}: {error}")).scene;
    let aspect = case["aspect_ratio"].as_str().and_then(AspectRatio::from_word).unwrap_or(AspectRatio::Wide);
    let maker = FrameMaker::new(&scene, aspect, PixelSize::of(aspect, Resolution::P360), assets);
    let mut painter = maker.painter().expect("a small frame");
    for moment in case["at"].as_array().into_iter().flatten().filter_map(Value::as_f64) {
        let list = maker.display_list_at(Time::from_secs(moment));
        println!("{name} {moment} {}", Digest::of_bytes(maker.draw(&list, &mut painter).pixels));
    }
}
