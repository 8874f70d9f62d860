//! What a film is rendered to.

use pavo_encode::Format;
use pavo_scene::{AspectRatio, FrameRate, PixelSize, Resolution};

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
}
