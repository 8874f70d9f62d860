//! How much moves, and when.

use crate::frames::{Frames, luma};
use crate::sheet::SheetError;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, FrameRate, Scene};

/// The width at which frames are compared, in pixels: small enough that only what an eye follows counts.
const WIDTH: f64 = 160.0;

/// For each frame the mean difference of its luma to that of the frame before it, 0 to 255; the first has none.
pub(crate) fn motion_energy(
    scene: &Scene,
    assets: &Assets,
    aspect: AspectRatio,
    rate: FrameRate,
) -> Result<Vec<f64>, SheetError> {
    let frames = Frames::new(scene, assets, aspect, WIDTH);
    let mut before: Option<Vec<u8>> = None;
    let mut energy = Vec::new();
    for picture in frames.at((0..rate.frames_in(scene.duration())).map(|frame| rate.time_of(frame)))? {
        let now: Vec<u8> = picture.pixels.chunks_exact(4).map(luma).collect();
        let change = before.replace(now.clone()).map_or(0.0, |before| {
            let sum: u32 = before.iter().zip(&now).map(|(before, now)| u32::from(before.abs_diff(*now))).sum();
            f64::from(sum) / now.len() as f64
        });
        energy.push(change);
    }
    Ok(energy)
}
