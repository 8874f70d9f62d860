//! From a prompt to a scene that has been looked at: where one way does not work out, another one is tried.

use crate::check::{CheckSettings, Reviewed, review};
use pavo_director::{Brief, Direction, direct};
use pavo_media::Assets;
use pavo_scene::Scene;

/// A scene that a prompt gave, mended.
#[derive(Debug, Clone)]
pub struct Designed {
    /// How the prompt was read, and the scene as it was before it was mended.
    pub direction: Direction,
    /// The scene, mended, and what is still wrong with it.
    pub reviewed: Reviewed,
}

/// Designs the film of a prompt and mends what is wrong with it.
///
/// Where errors are left, the film is designed once more with titles, lines and lists instead of things that the prompt
/// places one by one ([`Brief::is_plain`]); of the two films the one with fewer errors is taken, and that is told.
///
/// `settings`: how a scene is checked.
pub fn designed(brief: &Brief, assets: &Assets, settings: impl Fn(&Scene) -> CheckSettings) -> Designed {
    let attempt = |brief: &Brief| {
        let direction = direct(brief);
        let reviewed = review(&direction.scene, assets, &settings(&direction.scene));
        Designed { direction, reviewed }
    };
    let first = attempt(brief);
    if first.reviewed.errors == 0 || brief.is_plain {
        return first;
    }
    let mut second = attempt(&Brief { is_plain: true, ..brief.clone() });
    if second.reviewed.errors >= first.reviewed.errors {
        return first;
    }
    second.direction.warnings.push(
        "what the prompt places one by one ran into each other or could not be read; it is shown as titles and lists \
         instead"
            .to_owned(),
    );
    second
}
