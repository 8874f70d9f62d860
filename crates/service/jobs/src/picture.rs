//! Pictures of a scene: one moment, or the whole film at a glance.

use pavo_store::{AspectRatio, Resolution};

use crate::step::run_blocking;
use crate::{Dispatcher, StudioError};

/// Which picture of a scene.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PictureKind {
    /// The frame of a moment, in seconds from the beginning; `None`: the middle of the film.
    Still(Option<f64>),
    /// The frame of a moment with much to see: what stands for the film while nobody plays it.
    Poster,
    /// Sixteen frames, and how much moves along the film.
    Sheet,
}

/// A picture that is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WantedPicture {
    /// Which.
    pub kind: PictureKind,
    /// The ratio at which the film is laid out.
    pub aspect_ratio: AspectRatio,
    /// Short side of the picture.
    pub resolution: Resolution,
}

impl Dispatcher {
    /// Draws a picture of a stored scene: a PNG file. Beside the videos, not in their queue; the caller bounds how many are
    /// drawn at once.
    ///
    /// # Errors
    /// [`StudioError::Failed`], with the code `after_the_end` for a moment that the film does not have.
    pub async fn picture(&self, scene: String, wanted: WantedPicture) -> Result<Vec<u8>, StudioError> {
        let studio = self.studio();
        run_blocking("pavo-picture", move || studio.picture(&scene, &wanted)).await
    }
}
