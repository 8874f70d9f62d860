//! Plan files: everything that a machine needs to render a segment of a film.

use crate::error::CliError;
use crate::ffmpeg::Decoder;
use crate::render::format;
use crate::source::{assets_of, frame_rate, resolution};
use pavo_film::{OutputSpec, SegmentLength, SegmentedFilm};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Scene};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A film's scene, output and segments.
pub(crate) struct Plan {
    pub(crate) film: SegmentedFilm,
    segment_secs: u32,
    /// Where the paths of the scene's assets begin.
    folder: PathBuf,
}

impl Plan {
    /// Cuts an output of a scene into segments of so many seconds.
    pub(crate) fn new(scene: Scene, output: OutputSpec, segment_secs: u32, folder: PathBuf) -> Self {
        let film = SegmentedFilm::new(scene, output, SegmentLength::secs(segment_secs));
        Self { film, segment_secs, folder }
    }

    /// What its scene needs.
    pub(crate) fn assets(&self, decoder: &Decoder) -> Result<Assets, CliError> {
        assets_of(self.film.scene(), &self.folder, decoder).map(|(assets, _)| assets)
    }

    /// As it is written to a file.
    pub(crate) fn to_json(&self) -> Value {
        let output = self.film.output();
        let fps = f64::from(self.film.fps());
        let segment = |(number, frames): (usize, &std::ops::Range<u32>)| {
            json!({
                "segment": number,
                "first_frame": frames.start,
                "frames": frames.len(),
                "start_seconds": f64::from(frames.start) / fps,
            })
        };
        let scene: Value = serde_json::from_str(&self.film.scene().to_json()).unwrap_or_default();
        json!({
            "pavo_plan": 1,
            "version": env!("CARGO_PKG_VERSION"),
            "film": self.film.digest().to_string(),
            "format": output.format.word(),
            "aspect_ratio": output.aspect.word(),
            "fps": output.frame_rate.fps().to_string(),
            "resolution": output.resolution.word(),
            "segment_seconds": self.segment_secs,
            "segments": (1..).zip(self.film.segments()).map(segment).collect::<Vec<_>>(),
            "assets_from": self.folder,
            "scene": scene,
        })
    }

    /// Reads a plan file.
    pub(crate) fn read(path: &Path) -> Result<Self, CliError> {
        let text = fs::read_to_string(path).map_err(|error| CliError::unreadable(path, &error))?;
        let wrong = |what: &str| CliError::Usage(format!("{}: {what}", path.display()));
        let value: Value =
            serde_json::from_str(&text).map_err(|error| wrong(&format!("this is no plan: it is not JSON: {error}")))?;
        if value["pavo_plan"] != 1 {
            return Err(wrong("this is no plan of this version of Pavo; make one with `pavo plan`"));
        }
        let word = |name: &str| value[name].as_str().ok_or_else(|| wrong(&format!("{name}: must be text")));
        let told = |name: &'static str| move |reason: String| wrong(&format!("{name}: {reason}"));
        let aspect = AspectRatio::from_word(word("aspect_ratio")?)
            .ok_or_else(|| wrong(&format!("aspect_ratio: must be one of {}", AspectRatio::WORDS.join(", "))))?;
        let output = OutputSpec {
            format: format(word("format")?).map_err(told("format"))?,
            aspect,
            frame_rate: frame_rate(word("fps")?).map_err(told("fps"))?,
            resolution: resolution(word("resolution")?).map_err(told("resolution"))?,
        };
        let segment_secs = value["segment_seconds"].as_u64().and_then(|secs| u32::try_from(secs).ok());
        let segment_secs = segment_secs.ok_or_else(|| wrong("segment_seconds: must be a number of seconds"))?;
        let scene = Scene::parse(&value["scene"].to_string()).map_err(|error| CliError::invalid_scene(path, &error))?;
        let plan = Self::new(scene.scene, output, segment_secs, PathBuf::from(word("assets_from")?));
        if plan.film.digest().to_string() != word("film")? {
            return Err(wrong(
                "the plan was changed, or made by another version of Pavo; make it anew with `pavo plan`",
            ));
        }
        Ok(plan)
    }
}
