//! How a scene is looked at.

use crate::keys::Track;
use crate::motion::Side;
use crate::record::{keyword, record};
use crate::time::Time;

keyword! {
    /// What the camera does through a scene.
    pub enum CameraMove {
        /// Stands, or does what its keys say.
        None "none" | "path",
        /// Comes slowly closer.
        Push "push",
        /// Goes slowly back.
        Pull "pull",
        /// Moves slowly along the frame, towards `dir`.
        Pan "pan" | "tilt",
        /// Wanders slowly.
        Drift "drift",
        /// Is held by a calm hand.
        Handheld "handheld",
    }
}

record! {
    /// A tremor of the camera, strongest at its beginning.
    #[derive(Default)]
    pub struct CameraShake {
        /// When it begins.
        start "start": Option<Time> where 0.0..=120.0,
        /// Farthest way from rest in design units; by default 9.
        amp "amp": Option<f64> where 0.0..=200.0,
        /// Tremors a second; by default 14.
        hz "hz": Option<f64> where 0.1..=60.0,
        /// Seconds after which it has calmed to a third; by default 0.3.
        decay "decay": Option<Time> where 0.01..=10.0,
    }
}

record! {
    /// Properties of the camera that change through keyframes, on top of its move.
    #[derive(Default)]
    pub struct CameraKeys {
        /// Where it looks, to the right of the middle, in design units.
        x "x": Track<f64>,
        /// Where it looks, below the middle, in design units.
        y "y": Track<f64>,
        /// How large everything is seen.
        zoom "zoom": Track<f64>,
        /// Degrees by which the view is turned, clockwise.
        rotate "rotate": Track<f64>,
    }
}

record! {
    /// The camera of a scene. A node's `depth` says how much of it the node follows.
    pub struct Camera {
        /// What it does.
        movement "move": CameraMove,
        /// By how much, as a share of the frame; by default 0.04.
        amount "amount": Option<f64> where 0.0..=1.0,
        /// Where a pan goes; by default to the right.
        dir "dir": Option<Side>,
        /// A tremor, caused by an impact for instance.
        shake "shake": Option<CameraShake>,
        /// Where it looks, through keyframes.
        keys "keys": Option<CameraKeys>,
    }
}

impl Camera {
    /// A camera with the defaults of a move.
    pub const fn new(movement: CameraMove) -> Self {
        Self { movement, amount: None, dir: None, shake: None, keys: None }
    }
}
