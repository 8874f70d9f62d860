//! What the camera does.

use crate::easing::ease;
use pavo_scene::{Camera, CameraMove, EaseName, Time};

/// How large the camera shows everything at a time of its scene.
pub(crate) fn camera_zoom(camera: Option<&Camera>, time: Time, length: Time) -> f64 {
    let Some(camera) = camera.filter(|_| length > Time::ZERO) else { return 1.0 };
    let amount = camera.amount.unwrap_or(0.04);
    // Over a little more than the scene, so that the move never comes to a stop within it.
    let moved = ease(EaseName::Glide.into(), time.secs() / (1.1 * length.secs()));
    match camera.movement {
        CameraMove::None => 1.0,
        CameraMove::Push => 1.0 + amount * moved,
        CameraMove::Pull => 1.0 + amount * (1.0 - moved),
    }
}
