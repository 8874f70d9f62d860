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
        Push "push" | "dolly",
        /// Goes slowly back.
        Pull "pull",
        /// Moves slowly along the frame, towards `dir`.
        Pan "pan" | "tilt",
        /// Wanders slowly.
        Drift "drift",
        /// Is held by a calm hand.
        Handheld "handheld",
        /// Turns slowly, a little to both sides.
        Orbit "orbit",
        /// Comes fast from the side that `dir` points away from, and settles.
        Whip "whip",
        /// Changes what is sharp, as `focus` says.
        RackFocus "rackFocus",
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
    /// What is sharp: nodes of other depths are blurred, the more the farther they are from it.
    #[derive(Default)]
    pub struct CameraFocus {
        /// The depth that is sharp at first; by default 0.4.
        from "from": Option<f64> where 0.0..=4.0,
        /// The depth that is sharp in the end; by default 1.
        to "to": Option<f64> where 0.0..=4.0,
        /// When it begins to change; by default half a second into the scene.
        start "start": Option<Time> where 0.0..=120.0,
        /// How long it changes; by default 0.8 seconds.
        dur "dur": Option<Time> where 0.0..=20.0,
        /// Blur of what is a depth of 1 away, in design units; by default 28.
        blur "blur": Option<f64> where 0.0..=200.0,
    }
}

record! {
    /// A node that the camera goes with.
    pub struct CameraFollow {
        /// Its id; not of a node inside a group.
        node "node": String,
        /// How closely: 1 (default) keeps it in the middle, 0 not at all.
        amount "amount": Option<f64> where 0.0..=1.0,
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
        /// By how much, as a share of the frame; by default 0.04, for a whip 0.12.
        amount "amount": Option<f64> where 0.0..=1.0,
        /// Where a pan or whip goes; by default to the right.
        dir "dir": Option<Side>,
        /// What is sharp; by default everything.
        focus "focus": Option<CameraFocus>,
        /// A node that it goes with.
        follow "follow": Option<CameraFollow>,
        /// A tremor, caused by an impact for instance.
        shake "shake": Option<CameraShake>,
        /// Where it looks, through keyframes.
        keys "keys": Option<CameraKeys>,
    }
}

impl Camera {
    /// A camera with the defaults of a move.
    pub const fn new(movement: CameraMove) -> Self {
        Self { movement, amount: None, dir: None, focus: None, follow: None, shake: None, keys: None }
    }
}
