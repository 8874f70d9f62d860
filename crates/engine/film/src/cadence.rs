//! When the frames of a film are.

use pavo_encode::Format;
use pavo_scene::{FrameRate, Time};

/// So many frames in each second, evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cadence {
    fps: u32,
}

/// Most frames a second of a GIF: delays are whole centiseconds, and viewers show one centisecond as ten.
const FASTEST_GIF_FPS: u32 = 50;

impl Cadence {
    /// The cadence of a format at a rate: the rate itself, but for a GIF at 60.
    pub(crate) fn of(format: Format, rate: FrameRate) -> Self {
        let fps = rate.fps();
        Self { fps: if format == Format::Gif { fps.min(FASTEST_GIF_FPS) } else { fps } }
    }

    /// Frames per second.
    pub(crate) const fn fps(self) -> u32 {
        self.fps
    }

    /// Frames of a film of a length, at least one.
    pub(crate) fn frames_in(self, duration: Time) -> u32 {
        whole(duration.secs() * f64::from(self.fps)).max(1)
    }

    /// The first frame that is not before a time.
    pub(crate) fn first_frame_from(self, time: Time) -> u32 {
        // The small number keeps a frame that falls on the time.
        whole((time.secs() * f64::from(self.fps) - 1e-6).ceil())
    }
}

/// The nearest whole number, as films are at most some minutes long.
fn whole(frames: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
    let frames = frames.round().clamp(0.0, f64::from(u32::MAX)) as u32;
    frames
}
