//! How a scene is looked at.

use crate::record::{keyword, record};

keyword! {
    /// What the camera does through a scene.
    pub enum CameraMove {
        /// Stands.
        None "none",
        /// Comes slowly closer.
        Push "push",
        /// Goes slowly back.
        Pull "pull",
    }
}

record! {
    /// The camera of a scene.
    pub struct Camera {
        /// What it does.
        movement "move": CameraMove,
        /// By how much, as a share of the frame; by default 0.04.
        amount "amount": Option<f64> where 0.0..=1.0,
    }
}
