//! A golden case: a scene and the moments at which it is looked at.

use pavo_film::FrameMaker;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, PixelSize, Resolution, Scene, Time};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

pub(crate) struct Case {
    pub(crate) name: String,
    scene: Scene,
    aspect: AspectRatio,
    moments: Vec<f64>,
    pub(crate) has_strip: bool,
}

impl Case {
    /// Reads `{"at": [seconds…], "aspect_ratio": "16:9", "strip": true, "scene": {…}}`.
    pub(crate) fn read(path: &Path) -> Self {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = fs::read_to_string(path).expect("a readable case");
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let parsed = Scene::from_value(&value["scene"]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(parsed.warnings.is_empty(), "{name}: {:?}", parsed.warnings);
        let aspect = value["aspect_ratio"].as_str().and_then(AspectRatio::from_word).unwrap_or(AspectRatio::Wide);
        let moments = value["at"].as_array().expect("moments").iter().filter_map(Value::as_f64).collect();
        Self { name, scene: parsed.scene, aspect, moments, has_strip: value["strip"] == true }
    }

    /// The drawing commands of each moment at 1080p.
    pub(crate) fn lists(&self, assets: &Assets) -> String {
        let maker = FrameMaker::new(&self.scene, self.aspect, PixelSize::of(self.aspect, Resolution::P1080), assets);
        let mut text = String::new();
        for warning in maker.warnings() {
            writeln!(text, "warning: {warning}").expect("text");
        }
        for moment in &self.moments {
            let list = maker.display_list_at(Time::from_secs(*moment));
            write!(text, "at {moment}\n{list}").expect("text");
        }
        text
    }

    /// Small frames of the moments, side by side: width, height, RGBA8.
    pub(crate) fn strip(&self, assets: &Assets) -> (u32, u32, Vec<u8>) {
        let full = PixelSize::of(self.aspect, Resolution::P360);
        let size = PixelSize { width: full.width / 4 * 2, height: full.height / 4 * 2 };
        let maker = FrameMaker::new(&self.scene, self.aspect, size, assets);
        let mut painter = maker.painter().expect("a small frame");
        let columns = u32::try_from(self.moments.len()).expect("a few moments");
        let row_bytes = size.width as usize * 4;
        let mut strip = vec![0; row_bytes * self.moments.len() * size.height as usize];
        for (column, moment) in self.moments.iter().enumerate() {
            let list = maker.display_list_at(Time::from_secs(*moment));
            let drawn = maker.draw(&list, &mut painter);
            for (y, row) in drawn.pixels.chunks_exact(row_bytes).enumerate() {
                let from = (y * self.moments.len() + column) * row_bytes;
                strip[from..from + row_bytes].copy_from_slice(row);
            }
        }
        (size.width * columns, size.height, strip)
    }
}
