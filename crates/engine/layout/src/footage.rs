//! Pictures that move by themselves.

use pavo_media::Clip;
use pavo_scene::Play;
use std::sync::Arc;

/// How a video or animation is played.
#[derive(Debug, Clone)]
pub(crate) struct Footage {
    clip: Arc<Clip>,
    from_secs: f64,
    speed: f64,
    is_repeated: bool,
}

impl Footage {
    /// As a document says it.
    pub(crate) fn of(clip: &Arc<Clip>, play: Option<&Play>) -> Self {
        let play = play.cloned().unwrap_or_default();
        Self {
            clip: Arc::clone(clip),
            from_secs: play.from.map_or(0.0, |from| from.secs()),
            speed: play.speed.unwrap_or(1.0),
            is_repeated: play.is_repeated.unwrap_or_else(|| clip.is_repeated()),
        }
    }

    /// The frame that is seen when it has been there for so long.
    pub(crate) fn frame_at(&self, age_secs: f64) -> u32 {
        self.clip.frame_at(self.from_secs + self.speed * age_secs.max(0.0), self.is_repeated)
    }
}
