//! What a block or recipe gives: nodes for one part of a film.

use crate::look::{Dial, Look};
use crate::tokens::PUSH;
use pavo_scene::{Camera, CameraMove, Canvas, Node, Paint, Scene, Shot, Time};

/// A composed part of a film. Times count from the part's beginning.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What is on screen, from back to front, ground included.
    pub nodes: Vec<Node>,
    /// What is behind everything.
    pub background: Paint,
    /// What the camera does.
    pub camera: Option<Camera>,
    /// How much time it wants.
    pub needs: TimeNeed,
}

/// How much time a block wants, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeNeed {
    /// Below this it can be neither read nor understood.
    pub min: Time,
    /// What suits it best.
    pub ideal: Time,
    /// Beyond this nothing is left to see.
    pub max: Time,
}

impl TimeNeed {
    /// What suits a block that is read once: half of it at least, and some more at most.
    #[must_use]
    pub fn around(ideal_secs: f64) -> Self {
        Self::secs(ideal_secs * 0.5, ideal_secs, ideal_secs * 1.6 + 1.0)
    }

    /// A need in seconds; `ideal` and `max` are at least `min`.
    #[must_use]
    pub fn secs(min: f64, ideal: f64, max: f64) -> Self {
        let [min, ideal, max] = [min, ideal.max(min), max.max(ideal).max(min)].map(Time::from_secs);
        Self { min, ideal, max }
    }
}

impl Block {
    /// The block as a part of a film of the given length.
    #[must_use]
    pub fn into_shot(self, duration: Time) -> Shot {
        Shot {
            id: None,
            dur: Some(duration),
            background: Some(self.background),
            camera: self.camera,
            nodes: self.nodes,
            ..Shot::default()
        }
    }

    /// The block as a film of its own.
    #[must_use]
    pub fn into_scene(self, look: &Look, duration: Time) -> Scene {
        Scene {
            theme: Some(look.theme.clone()),
            canvas: Some(Canvas { duration: Some(duration), ..Canvas::default() }),
            shots: vec![self.into_shot(duration)],
            ..Scene::default()
        }
    }
}

/// The camera that keeps a still picture alive, if the look allows one.
pub(crate) fn push(look: &Look) -> Option<Camera> {
    (look.dial > Dial::Literal).then_some(Camera { amount: Some(PUSH), ..Camera::new(CameraMove::Push) })
}
