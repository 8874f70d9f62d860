//! From a prompt to a scene.

use crate::source::Source;
use pavo_director::{Brief, direct};
use pavo_media::Assets;

/// Designs a scene. Never fails: what cannot be done as it was said is among the warnings.
///
/// `assets`: what the scene may use.
pub(crate) fn from_prompt(brief: Brief, assets: Assets) -> Source {
    let direction = direct(&brief);
    Source {
        aspect: brief.aspect.unwrap_or_else(|| direction.scene.aspect()),
        written_theme: direction.scene.theme.clone(),
        scene: direction.scene,
        assets,
        warnings: direction.warnings,
        trace: Some(direction.trace),
        brief: Some(brief),
        folder: None,
    }
}
