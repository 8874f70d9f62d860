//! From a prompt to a scene.

use crate::source::Source;
use pavo_design::Brand;
use pavo_director::{Brief, direct};
use pavo_scene::{AspectRatio, FrameRate};

/// Designs a scene. Never fails: what cannot be done as it was said is among the warnings.
pub(crate) fn from_prompt(
    prompt: &str,
    duration_secs: Option<f64>,
    aspect: Option<AspectRatio>,
    frame_rate: Option<FrameRate>,
    seed: Option<u64>,
    brand: Option<Brand>,
) -> Source {
    let brief = Brief { prompt: prompt.to_owned(), duration_secs, aspect, frame_rate, seed, brand };
    let direction = direct(&brief);
    Source {
        aspect: aspect.unwrap_or_else(|| direction.scene.aspect()),
        written_theme: direction.scene.theme.clone(),
        scene: direction.scene,
        assets: pavo_design::fonts::bundled_assets(),
        warnings: direction.warnings,
        trace: Some(direction.trace),
        folder: None,
    }
}
