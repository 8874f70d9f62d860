//! What a film is rendered to.

use crate::cadence::Cadence;
use pavo_encode::Format;
use pavo_scene::{AspectRatio, FrameRate, PixelSize, Resolution, Scene};

/// One file to be made of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutputSpec {
    /// File format.
    pub format: Format,
    /// Ratio of the frame.
    pub aspect: AspectRatio,
    /// Frames per second.
    pub frame_rate: FrameRate,
    /// Length of the frame's short side.
    pub resolution: Resolution,
}

impl OutputSpec {
    /// The frame's size in pixels.
    pub fn pixel_size(&self) -> PixelSize {
        PixelSize::of(self.aspect, self.resolution)
    }

    /// Whether another output of a scene shows the same pictures at the moments that both have.
    pub(crate) fn shares_drawing(&self, other: &Self, scene: &Scene) -> bool {
        // How far things move while the shutter is open depends on the rate.
        let is_exposed = scene.canvas.as_ref().is_some_and(|canvas| canvas.motion_blur.is_some());
        let fps = |output: &Self| Cadence::of(output.format, output.frame_rate).fps();
        self.aspect == other.aspect && self.resolution == other.resolution && (!is_exposed || fps(self) == fps(other))
    }
}
