//! The palettes of a GIF, from frames of the film that are drawn small beforehand.

use crate::cadence::Cadence;
use crate::frame_maker::FrameMaker;
use pavo_encode::{Palette, Palettes};
use pavo_media::Assets;
use pavo_raster::FrameTooLarge;
use pavo_scene::{AspectRatio, PixelSize, Resolution, Scene, Time};

/// Frames of each scene that its colours are taken from.
const SAMPLES: u32 = 8;

/// One palette for each scene of a film, from frames spread over it.
pub(crate) fn palettes(
    scene: &Scene,
    assets: &Assets,
    aspect: AspectRatio,
    cadence: Cadence,
) -> Result<Palettes, FrameTooLarge> {
    let size = PixelSize::of(aspect, Resolution::P360);
    let maker = FrameMaker::new(scene, aspect, size, assets);
    let mut painter = maker.painter()?;
    let mut parts = Vec::new();
    for (begin, end) in scene.shot_spans() {
        let mut frames = Vec::new();
        for sample in 0..SAMPLES {
            let share = (f64::from(sample) + 0.5) / f64::from(SAMPLES);
            let time = begin.secs() + (end - begin).secs() * share;
            frames.push(maker.draw(&maker.display_list_at(Time::from_secs(time)), &mut painter).pixels.to_vec());
        }
        let first = if parts.is_empty() { 0 } else { cadence.first_frame_from(begin) };
        parts.push((first, Palette::of_frames(frames.iter().map(Vec::as_slice))));
    }
    Ok(Palettes::new(parts))
}
