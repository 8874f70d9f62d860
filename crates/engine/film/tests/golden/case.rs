//! A golden case: a scene and the moments at which it is looked at.

use crate::strip::Picture;
use pavo_film::FrameMaker;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, PixelSize, Resolution, Scene, Time};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// By how much a channel may differ where the case does not say: on the processors that the strips are made on
/// by nothing, on others by what their rounding may do.
const TOLERANCE: u8 = if cfg!(target_arch = "x86_64") { 0 } else { 2 };

pub(crate) struct Case {
    scene: Scene,
    aspect: AspectRatio,
    moments: Vec<f64>,
    pub(crate) has_strip: bool,
    /// The greatest difference of a channel that is none.
    pub(crate) tolerance: u8,
}

impl Case {
    /// Reads `{"at": [seconds…], "aspect_ratio": "16:9", "strip": true, "tolerance": 2, "scene": {…}}`.
    pub(crate) fn read(path: &Path) -> Self {
        let (value, scene) = read_scene(path);
        let moments = value["at"].as_array().expect("moments").iter().filter_map(Value::as_f64).collect();
        let tolerance = value["tolerance"].as_u64().and_then(|levels| u8::try_from(levels).ok());
        Self {
            scene,
            aspect: aspect(&value),
            moments,
            has_strip: value["strip"] == true,
            tolerance: tolerance.unwrap_or(TOLERANCE),
        }
    }

    /// The scene at 1080p.
    pub(crate) fn stage<'a>(&self, assets: &'a Assets) -> FrameMaker<'a> {
        FrameMaker::new(&self.scene, self.aspect, PixelSize::of(self.aspect, Resolution::P1080), assets)
    }

    /// Every node's values at each moment.
    pub(crate) fn poses(&self, stage: &FrameMaker<'_>) -> String {
        let mut text = String::new();
        for moment in &self.moments {
            write!(text, "at {moment}\n{}", stage.pose_at(Time::from_secs(*moment))).expect("text");
        }
        text
    }

    /// The drawing commands of each moment.
    pub(crate) fn lists(&self, stage: &FrameMaker<'_>) -> String {
        let mut text = String::new();
        for warning in stage.warnings() {
            writeln!(text, "warning: {warning}").expect("text");
        }
        for moment in &self.moments {
            write!(text, "at {moment}\n{}", stage.display_list_at(Time::from_secs(*moment))).expect("text");
        }
        text
    }

    /// Small frames of the moments, side by side.
    pub(crate) fn strip(&self, assets: &Assets) -> Picture {
        let full = PixelSize::of(self.aspect, Resolution::P360);
        let size = PixelSize { width: full.width / 4 * 2, height: full.height / 4 * 2 };
        let maker = FrameMaker::new(&self.scene, self.aspect, size, assets);
        let mut painter = maker.painter().expect("a small frame");
        let columns = u32::try_from(self.moments.len()).expect("a few moments");
        let row_bytes = size.width as usize * 4;
        let mut pixels = vec![0; row_bytes * self.moments.len() * size.height as usize];
        for (column, moment) in self.moments.iter().enumerate() {
            let list = maker.display_list_at(Time::from_secs(*moment));
            let drawn = maker.draw(&list, &mut painter);
            for (y, row) in drawn.pixels.chunks_exact(row_bytes).enumerate() {
                let from = (y * self.moments.len() + column) * row_bytes;
                pixels[from..from + row_bytes].copy_from_slice(row);
            }
        }
        Picture { width: size.width * columns, height: size.height, pixels }
    }
}

/// A case's file, and the scene in it, which must be one without any warning.
pub(crate) fn read_scene(path: &Path) -> (Value, Scene) {
    let text = fs::read_to_string(path).expect("a readable case");
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = Scene::from_value(&value["scene"]).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(parsed.warnings.is_empty(), "{}: {:?}", path.display(), parsed.warnings);
    (value, parsed.scene)
}

pub(crate) fn aspect(value: &Value) -> AspectRatio {
    value["aspect_ratio"].as_str().and_then(AspectRatio::from_word).unwrap_or(AspectRatio::Wide)
}
